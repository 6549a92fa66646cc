"""What is drawn over the lanes of a pair: stretches without reports, and ruptures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sayso.model.series import Change, Period
from sayso.run.wording import many
from sayso.web.charts.scale import DESK, LETTER, NARROWEST, percent, when

WORDS = "no reports"
FLAG = 20.0
"""Pixels of a flag with a number alone."""
MOST_ROWS = 3
"""Flags that would cover each other stand on rows, so many at most."""


@dataclass(frozen=True, slots=True)
class Band:
    """Periods without a report: `x` and `width` in percent, `label` "" where it does not fit in, with `desk` on narrow screens."""

    x: float
    width: float
    label: str
    desk: bool
    title: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A rupture: its number in the list below the chart, its place (percent) and row (0 = next to the lanes), its label, its reason, and its day. `turned`:
    the label stands before its line, since there is no room behind it."""

    number: int
    x: float
    row: int
    label: str
    reason: str
    day: str
    turned: bool


def bands(periods: Sequence[Period], slots: int, wide: int) -> tuple[Band, ...]:
    """The stretches of periods without coverage, neighbours as one."""
    out = []
    for bare, run in groupby(enumerate(periods), key=lambda item: item[1].covered == 0):
        if bare:
            found = [*run]
            first, last = found[0], found[-1]
            fits, desk = (len(found) * max(wide, room) / slots >= len(WORDS) * LETTER for room in (NARROWEST, DESK))
            days = sum(p.days for _, p in found)
            title = f"{when(first[1].start, last[1].end)}: no reports on {many(days, 'day')}; nothing is known, which is not quiet"
            out.append(Band(percent(first[0], slots), percent(len(found), slots), WORDS if desk else "", not fits, title))
    return tuple(out)


def flags(ruptures: Sequence[Change], periods: Sequence[Period], slots: int, wide: int) -> tuple[Flag, ...]:
    """Ruptures within the periods, by day, numbered; those of one day each have their own. The day stands beside the number where there is room."""
    inside = sorted((c for c in ruptures if periods[0].start <= c.day <= periods[-1].end), key=lambda c: (c.day, c.reason))
    return tuple(_placed(inside, periods, slots, max(wide, NARROWEST)))


def _placed(ruptures: Sequence[Change], periods: Sequence[Period], slots: int, width: int) -> Iterator[Flag]:
    places = [_place(c.day, periods, slots) for c in ruptures]
    ends = [-FLAG] * MOST_ROWS
    for n, (change, x) in enumerate(zip(ruptures, places), 1):
        after = places[n] if n < len(places) else 100.0
        text = f"{n}: {change.day}"
        fits = (min(after, 100.0) - x) / 100 * width >= len(text) * LETTER + FLAG
        shown = text if fits else str(n)
        left = x / 100 * width
        row = next((r for r, end in enumerate(ends) if left >= end), MOST_ROWS - 1)
        ends[row] = left + max(FLAG, len(shown) * LETTER + 6)
        yield Flag(n, x, row, shown, change.reason, change.day, ends[row] > width)


def _place(day: str, periods: Sequence[Period], slots: int) -> float:
    """Where the first day of the new level begins."""
    n = next(n for n, p in enumerate(periods) if day <= p.end)
    gone = (date.fromisoformat(day) - date.fromisoformat(periods[n].start)).days
    length = (date.fromisoformat(periods[n].end) - date.fromisoformat(periods[n].start)).days + 1
    return percent(n + gone / length, slots)
