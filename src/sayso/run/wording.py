"""Events in words, for terminals and pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sayso.model.claim import Time
from sayso.model.event import Count, Dispute, Event, Question, Range, Version
from sayso.model.statement import Party
from sayso.resolve.summary import label, ranged

ID = 9
"""Characters of an id that are shown: enough to tell a million events apart."""
DATE = 16
"""Columns of the date."""
UNDATED = "~ the day is not told: within these days, the last that of the first report"
ABOUT: dict[Question, str] = {
    "done": "whether it happened",
    "actor": "who did it",
    "killed": "deaths",
    "wounded": "the wounded",
    "missing": "the missing",
    "detained": "the detained",
    "abducted": "the abducted",
    "displaced": "the displaced",
    "place": "where it was",
    "time": "when it was",
}


def day(event: Event) -> str:
    """When it was; "~" and the days before the first report where no report tells."""
    stated = interval(event.time)
    if stated:
        return stated
    start = event.time.start if event.time is not None else None
    return f"~{between(start or event.first, event.first)}" if event.first else "no day"


def interval(time: Time | None) -> str:
    """A stated time: a day, a month, or first and last day; "" where none is stated."""
    if time is None or time.basis == "published" or (time.start is None and time.end is None):
        return ""
    start, end = time.start, time.end
    if start is None or end is None:
        return f"from {start}" if start else f"until {end}"
    return between(start, end)


def between(start: str, end: str) -> str:
    """A day, or first and last day: 2031-03-09/12, 2031-02-27/03-02, 2030-12-30/2031-01-02."""
    if start == end:
        return start
    return f"{start}/{end[8:] if start[:7] == end[:7] else end[5:] if start[:4] == end[:4] else end}"


def parties(event: Event) -> str:
    """Who did it to whom."""
    actors = names(event.actors) or "(somebody)"
    return f"{actors} <> (each other)" if event.reciprocal else f"{actors} > {names(event.recipients) or '(anyone)'}"


def names(found: Sequence[Party]) -> str:
    """Code and sector of each party, or its name."""
    return ", ".join(dict.fromkeys(label(p) for p in found))


def act(event: Event) -> str:
    """Type and modes, and whether only quoted sources tell of it."""
    return " ".join((event.type, *event.modes, *(("(alleged)",) if event.alleged else ())))


def where(event: Event) -> str:
    """The place, behind a comma."""
    return f", {event.place.name}" if event.place is not None and event.place.name else ""


def figures(event: Event) -> str:
    """What accounts say of numbers: the range of all of them."""
    return ", ".join(f"{r.kind} {figures_of(r)}" for r in event.figures)


def figures_of(found: Range) -> str:
    """The range of a kind of figures: "4", "0-11", "4 or more"."""
    return ranged(found)


def counted(event: Event) -> str:
    """Sources and reports."""
    copies = f", {many(event.reprints, 'reprint')}" if event.reprints else ""
    return f"{many(event.sources, 'source')} in {many(event.reports, 'report')}{copies}"


def many(n: int, thing: str) -> str:
    """A number and its noun."""
    return f"{n:,} {thing}{'' if n == 1 else 's'}"


def number(count: Count) -> str:
    """A figure as its source gave it."""
    if count.best is not None:
        return str(count.best)
    if count.low is not None and count.high is not None:
        return f"{count.low}-{count.high}"
    return f"at least {count.low}" if count.low is not None else f"up to {count.high}"


def disagreement(dispute: Dispute) -> str:
    """A dispute in a line: "3 accounts disagree on deaths: 0 / 4 / 11"."""
    shown = distinct(dispute)
    return f"{len(shown)} accounts disagree on {ABOUT[dispute.about]}: {' / '.join(v.value for v in shown)}"


def distinct(dispute: Dispute) -> tuple[Version, ...]:
    """The versions, without open figures that another version is a case of ("at least 4" beside 4)."""
    exact = [v.counts[0].best for v in dispute.versions if v.counts and v.counts[0].best is not None]
    return tuple(v for v in dispute.versions if not (v.counts and v.counts[0].best is None and any(_holds(v.counts[0], n) for n in exact if n is not None)))


def _holds(count: Count, n: int) -> bool:
    return (count.low is None or count.low <= n) and (count.high is None or n <= count.high)


def said_by(version: Version, name: Callable[[str], str] = str) -> str:
    """The sides and the sources of a version: "AZE (Azerbaijan's Defence Ministry), independent (Meridian Wire)"."""
    return f"{', '.join(name(s) for s in version.sides)}: {listed(version.sources, 3)}"


def listed(words: Iterable[str], most: int) -> str:
    """The first of some words, and how many more there are."""
    found = list(words)
    more = len(found) - most
    return ", ".join(found[:most]) + (f" and {more} more" if more > 0 else "")
