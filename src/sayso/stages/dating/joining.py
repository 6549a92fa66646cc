"""Neighbours that are one expression: "Monday to Wednesday", "2:30 a.m. on Friday", "6am to 6pm daily"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sayso.model.text import Span
from sayso.ontology.times import Join, TimeWords
from sayso.stages.dating.calendar import Interval
from sayso.stages.dating.found import Found

LONGEST = 40


def joined(found: list[Found], text: str, words: TimeWords, anchor: date | None) -> list[Found]:
    """The expressions of a sentence with neighbours put together, left to right."""
    out: list[Found] = []
    for f in found:
        one = _one(out[-1], f, text, words, anchor) if out else None
        out[-1:] = [one] if one is not None else [*out[-1:], f]
        while one is not None and len(out) > 1 and (wider := _one(out[-2], out[-1], text, words, anchor)) is not None:
            out[-2:] = [wider]
    return out


def _one(a: Found, b: Found, text: str, words: TimeWords, anchor: date | None) -> Found | None:
    """Two neighbours as one expression, None where they stay two."""
    gap = text[a.span.end : b.span.start]
    join = next((j for j in words.joins if _sides(j, a, b) and len(gap) < LONGEST and j.between.fullmatch(gap)), None)
    if join is None:
        return None
    both = Span(a.span.start, b.span.end)
    if join.gives == "set":  # "6am to 6pm daily"
        return replace(b, span=both)
    if join.gives == "left":  # "October 19, a Saturday"
        return replace(a, span=both) if b.gives == "weekday" and a.gives != "weekday" else None
    if join.gives == "whole":  # "two days before Eid"
        return replace(a, span=both) if a.side != "day" or a.of_event or (a.gives == "same" and a.part.raw("way")) else None
    if join.gives == "hours":
        return _hours(a, b, both)
    if join.gives == "clock":
        clock, day = (a, b) if a.side == "clock" else (b, a)
        return replace(day, span=both, hour=day.hour or clock.hour) if a.gives != "from" else None
    if a.interval is None or b.interval is None or "clock" in (a.side, b.side):
        return None
    if join.gives == "same":
        alike = not b.of_event and (a.interval.start, a.interval.end) == (b.interval.start, b.interval.end)
        return replace(b if b.gives == "day" else a, span=both) if alike else None
    if gap.strip() in words.pairs.values() and not text[: a.span.start].lower().endswith(tuple(words.pairs)):
        return None  # "on Monday and Friday" are two
    return _range(a, b, both, anchor)


def _hours(a: Found, b: Found, both: Span) -> Found | None:
    """ "from 23:10 to 00:35" runs into the next day."""
    if not a.hour:
        return None
    interval = a.interval
    if interval is not None and interval.days == 1 and b.hour and b.hour < a.hour:
        interval = replace(interval, end=interval.end + timedelta(days=1), edtf=None)
    return replace(a, span=both, interval=interval)


def _sides(join: Join, a: Found, b: Found) -> bool:
    return all((side == "any" and f.dates) or side == f.side for side, f in ((join.left, a), (join.right, b)))


def _range(a: Found, b: Found, both: Span, anchor: date | None) -> Found | None:
    """From the first day of one to the last of the other; where weekdays run over a week's edge, one of them lies a week off."""
    assert a.interval is not None
    assert b.interval is not None
    start, end = a.interval.start, b.interval.end
    if end < start and b.gives == "weekday":
        later = end + timedelta(days=7)
        if a.gives == "weekday" and anchor is not None and end <= anchor < later:
            start -= timedelta(days=7)
        else:
            end = later
    if end < start:
        return None
    return replace(a, span=both, interval=Interval(start, end, a.interval.stated and b.interval.stated), gives="days")
