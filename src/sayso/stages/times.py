"""Time expressions into intervals, anchored to the document's date and never to the machine's clock."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from sayso.model.claim import Time
from sayso.model.coding import Coding, TimeMention
from sayso.model.text import Span
from sayso.model.tree import Tree
from sayso.ontology.load import Ontology
from sayso.ontology.times import TimeWords

YEARS = (1900, 2100)


def times(coding: Coding, ontology: Ontology) -> Coding:
    """Fill `times`, in text order, the first fitting pattern at each place. Relative ones need a published date."""
    anchor = _iso(coding.document.published)
    out: list[TimeMention] = []
    for tree in coding.trees:
        if not len(tree):
            continue
        start, end = tree.start[0], tree.end[-1]
        text = coding.document.text[start:end]
        taken: list[Span] = []
        found: list[tuple[Span, Time]] = []
        for kind, pattern in ontology.times.patterns:
            for match in pattern.finditer(text):
                span = Span(start + match.start(), start + match.end())
                if any(span.overlaps(t) for t in taken):
                    continue
                time = _resolved(kind, match, ontology.times, anchor, _is_future(tree, span.start))
                if time is not None or (kind == "date" and match.groupdict().get("year")):
                    taken.append(span)  # "29 February 2019" is no day, and no 29 February of another year either
                if time is not None:
                    found.append((span, replace(time, text=match.group(0), span=span)))
        out.extend(TimeMention(tree.sentence, time, _token(tree, span)) for span, time in sorted(found, key=lambda f: f[0]))
    return replace(coding, times=tuple(out))


def _resolved(kind: str, match: re.Match[str], words: TimeWords, anchor: date | None, future: bool) -> Time | None:
    """`resolve`, with nothing where the calendar ends (before year 1, after 9999)."""
    try:
        return resolve(kind, match, words, anchor, future)
    except (OverflowError, ValueError):
        return None


def resolve(kind: str, match: re.Match[str], words: TimeWords, anchor: date | None, future: bool) -> Time | None:
    """The interval of one expression; None where it is no date (31 June) or needs an anchor that is missing."""
    part = match.groupdict()
    if kind in ("date", "month", "bare"):
        return _calendar(kind, part, words, anchor, future)
    if kind in ("year", "decade"):
        year = int(part["year"] or 0)
        return (
            _interval(date(year, 1, 1), date(year + (9 if kind == "decade" else 0), 12, 31), 5, "stated", f"{year}" if kind == "year" else f"{year // 10}X")
            if YEARS[0] <= year <= YEARS[1] - 10
            else None
        )
    if anchor is None:
        return None
    if kind == "relative":
        day = anchor + timedelta(days=words.days[" ".join(part["relative"].lower().split())])
        return _interval(day, day, 1, "relative")
    if kind == "overnight":
        return _interval(anchor - timedelta(days=1), anchor, 2, "relative")
    if kind == "vague":
        return _interval(anchor - timedelta(days=words.vague[" ".join(part["vague"].lower().split())]), anchor, 5, "relative")
    if kind == "weekday":
        return _weekday(part, words, anchor, future)
    return _distance(kind, part, words, anchor)


def _calendar(kind: str, part: dict[str, str | None], words: TimeWords, anchor: date | None, future: bool) -> Time | None:
    month = int(part["m"] or 0) if part.get("m") else words.months[(part["month"] or "").lower().rstrip(".")]
    year = int(part["year"] or 0) if part.get("year") else _year(month, int(part.get("day") or 1), anchor, future)
    if year is None or not YEARS[0] <= year <= YEARS[1] or not 1 <= month <= 12:
        return None
    basis = "stated" if part.get("year") else "relative"
    if kind != "date":
        return _interval(date(year, month, 1), date(year, month, monthrange(year, month)[1]), 4, basis, f"{year:04}-{month:02}")
    number = int(part["day"] or 0)
    if not 1 <= number <= monthrange(year, month)[1]:
        return None
    day = date(year, month, number)
    return _interval(day, day, 1, basis)


def _year(month: int, day: int, anchor: date | None, future: bool) -> int | None:
    """The year of a date without one: the nearest past one, the nearest coming one in the future tense."""
    if anchor is None:
        return None
    if future:
        return anchor.year if (month, day) >= (anchor.month, anchor.day) else anchor.year + 1
    return anchor.year if (month, day) <= (anchor.month, anchor.day + 7) else anchor.year - 1


def _weekday(part: dict[str, str | None], words: TimeWords, anchor: date, future: bool) -> Time:
    target, way = words.weekdays[(part["weekday"] or "").lower()], (part.get("way") or "").lower()
    back = (anchor.weekday() - target) % 7
    if way == "next" or (future and way != "last"):
        day = anchor + timedelta(days=(target - anchor.weekday()) % 7 or 7)
    else:
        day = anchor - timedelta(days=back or (7 if way == "last" else 0))
    return _interval(day, day, 1, "relative")


def _distance(kind: str, part: dict[str, str | None], words: TimeWords, anchor: date) -> Time | None:
    unit, way = (part["unit"] or "").lower(), (part.get("way") or "").lower()
    size = words.units[unit]
    if kind == "shift":
        sign = {"last": -1, "past": -1, "next": 1, "this": 0}[way]
        if unit == "week":
            monday = anchor - timedelta(days=anchor.weekday()) + timedelta(days=7 * sign)
            return _interval(monday, monday + timedelta(days=6), 3, "relative")
        if unit == "month":
            first = date(anchor.year + (anchor.month - 1 + sign) // 12, (anchor.month - 1 + sign) % 12 + 1, 1)
            return _interval(first, first.replace(day=monthrange(first.year, first.month)[1]), 4, "relative")
        return _interval(date(anchor.year + sign, 1, 1), date(anchor.year + sign, 12, 31), 5, "relative")
    raw = (part.get("count") or "1").lower()
    count = int(raw) if raw.isdigit() else words.numbers[raw]
    if count * size > 365 * 100:
        return None
    if kind == "span":
        return _interval(anchor - timedelta(days=count * size), anchor, 3 if count * size <= 7 else 4 if count * size <= 31 else 5, "relative")
    if way != "ago":
        return None  # "two days earlier" is measured from another event
    middle, slack = anchor - timedelta(days=count * size), {1: 0, 0: 0}.get(size, size // 2)
    return _interval(middle - timedelta(days=slack), middle + timedelta(days=slack), 1 if size <= 1 else 3 if size <= 7 else 4 if size <= 31 else 5, "relative")


def _interval(start: date, end: date, precision: int, basis: str, edtf: str | None = None) -> Time:
    text = edtf or (start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}")
    return Time(start.isoformat(), end.isoformat(), text, precision, "stated" if basis == "stated" else "relative")


def _iso(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _token(tree: Tree, span: Span) -> int:
    """The highest token of the expression."""
    inside = [i for i in range(len(tree)) if tree.start[i] >= span.start and tree.end[i] <= span.end] or [
        i for i in range(len(tree)) if tree.start[i] < span.end and tree.end[i] > span.start
    ]
    content = [i for i in inside if tree.tag[i] not in ("IN", "DT")] or inside
    return min(content, key=lambda i: (sum(1 for _ in tree.up(i)), i)) if content else 0


def _is_future(tree: Tree, offset: int) -> bool:
    """Whether the verb nearest above the expression is in the future tense."""
    token = next((i for i in range(len(tree)) if tree.end[i] > offset), 0)
    for t in tree.up(token):
        if tree.is_verb(t):
            return any(tree.dep[k] == "aux" and tree.word[k].lower() in ("will", "shall", "'ll", "’ll", "to") for k in tree.kids[t])
    return False
