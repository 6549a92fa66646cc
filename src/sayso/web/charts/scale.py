"""Where values and days lie on a chart.

Across a chart places are percentages of its width, so that it fits a phone and a desk without its letters shrinking; two decimals are a quarter of a
pixel on the widest chart. Down a chart they are pixels, with one decimal.
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NARROWEST = 280
"""Pixels of a chart on a phone: labels that do not collide there do so nowhere."""
DESK = 640
"""Pixels of a chart on wider screens at least: what fits only there has the class chart-desk."""
LETTER = 7.0
"""Pixels of a letter of a label at most, on average."""
APART = 8.0
"""Pixels between two labels at least."""
FEWEST = 12
"""A chart of fewer periods leaves room at its end: three bars across a desk would be slabs."""
WIDTHS = (400, 600, 800, 1000, 1300, 1600, 2000, 2400, 3200)
"""Least widths for which charts.css has a class; wider than its box, a chart scrolls."""
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
SPREAD = 50
"""An axis is logarithmic where the highest value is more than so many times the lowest above zero."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: its place (percent across, pixels down), its label, and a second line below that ("" = none)."""

    at: float
    label: str
    below: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from `first` to `last` percent across: linear from 0 to `top`; with `log` from `least`, a power of ten, to `top`, and zero, where
    there is one, `gap` percent before `least`."""

    top: float
    ticks: tuple[Tick, ...]
    first: float
    last: float
    log: bool = False
    least: float = 0.0
    gap: float = 0.0

    def at(self, value: float) -> float:
        """Where a value lies, in percent; what is beyond the ends lies on them."""
        return _at(value, self)


def percent(part: float, whole: float) -> float:
    """A share as a percentage with two decimals."""
    return round(100 * part / whole, 2)


def step(top: float, most: int, whole: bool = False) -> float:
    """The step (1, 2, 2.5 or 5 times a power of ten) that reaches `top` in at most `most` steps; at least 1 where values are `whole`."""
    if top <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(top / most))
    if whole and power < 1:
        return 1.0
    return next(s * power for s in STEPS if s * power * most >= top * (1 - 1e-9) and not (whole and s * power % 1))


def rounds(top: float, most: int = 4, whole: bool = False) -> tuple[float, ...]:
    """Round values from 0 to the first that is no lower than `top`, at most `most` steps."""
    size = step(top, most, whole)
    return tuple(round(n * size, 6) for n in range(max(1, math.ceil(top / size - 1e-9)) + 1))


def label(value: float) -> str:
    """A round value as people write it: 0.5, 1,500."""
    return f"{value:,.0f}" if value == round(value) else f"{value:,g}"


def axis(values: Sequence[int], first: float = 4.0, last: float = 90.0) -> Axis:
    """The axis for counts: linear from 0, logarithmic where the highest is more than SPREAD times the lowest above zero."""
    top, least = max(values, default=0), min((v for v in values if v > 0), default=1)
    if top > SPREAD * least:
        return _logarithmic(least, top, min(values) == 0, first, last)
    labels = len(f"{top:,}")
    found = rounds(top, max(2, min(6, _room(first, last, labels))), whole=True)
    bare = Axis(found[-1], (), first, last)
    return Axis(found[-1], tuple(Tick(bare.at(v), label(v)) for v in found), first, last)


def _logarithmic(least: int, top: int, zero: bool, first: float, last: float) -> Axis:
    low, high = math.floor(math.log10(least) + 1e-9), math.floor(math.log10(top) + 1e-9)
    bare = Axis(float(top), (), first, last, log=True, least=10.0**low, gap=12.0 if zero else 0.0)
    every = math.ceil((high - low + 1) / max(2, _room(first, last, len(f"{10**high:,}"))))
    values = [0.0] * zero + [10.0**n for n in range(low, high + 1) if (high - n) % every == 0]
    ticks = tuple(Tick(bare.at(v), label(v)) for v in values)
    return Axis(bare.top, ticks, first, last, log=True, least=bare.least, gap=bare.gap)


def _room(first: float, last: float, letters: int) -> int:
    """How many labels of so many letters fit beside each other on a phone."""
    return int((last - first) / 100 * NARROWEST / (letters * LETTER + APART))


def _at(value: float, axis: Axis) -> float:
    if not axis.log:
        share = min(max(value / axis.top, 0.0), 1.0)
        return round(axis.first + (axis.last - axis.first) * share, 2)
    if value <= 0:
        return axis.first
    start = axis.first + axis.gap
    share = math.log10(max(value, axis.least) / axis.least) / math.log10(axis.top / axis.least)
    return round(start + (axis.last - start) * min(share, 1.0), 2)


def width_for(periods: int, pixels: int) -> int:
    """The least width of a chart of so many periods, each at least so many pixels wide; 0 where it fits a phone."""
    needed = periods * pixels
    return 0 if needed <= NARROWEST else next((w for w in WIDTHS if w >= needed), WIDTHS[-1])


@dataclass(frozen=True, slots=True)
class Days:
    """Labels below a chart of periods: on narrow screens, and on wider ones."""

    phone: tuple[Tick, ...]
    desk: tuple[Tick, ...]


NOWHERE = Days((), ())


def days_below(starts: Sequence[date], slots: int, wide: int) -> Days:
    """The labels of periods by their first days, for a chart that is at least `wide` pixels wide."""
    return Days(day_ticks(starts, slots, max(wide, NARROWEST), wide > NARROWEST), day_ticks(starts, slots, max(wide, DESK), wide > DESK))


def day_ticks(starts: Sequence[date], slots: int, width: int, scrolls: bool = False) -> tuple[Tick, ...]:
    """As many labels as fit into `width` pixels: of each period, each Monday, month, quarter, year or some years. Month and year of days, and the year
    of months, stand below where they change; the year of months everywhere where the chart scrolls."""
    slot = width / slots
    chosen = next((found for choose in _LEVELS if _apart(found := choose(starts), slot)), ())
    first = _first(starts[0], alone=not chosen or not chosen[0].text.isdecimal() or not chosen[0].below)
    if not chosen or chosen[0].at * slot >= first.room:
        chosen = (first, *chosen)
    out: list[_Label] = []
    for known, mark in zip((None, *chosen), chosen):
        told = known is None or mark.below != known.below or (scrolls and mark.below.isdecimal())
        out.append(mark if told else _Label(mark.at, mark.text, ""))
    inside = [mark for mark in out if (slots - mark.at) * slot >= len(mark.text) * LETTER] or out[:1]
    return tuple(Tick(percent(mark.at, slots), mark.text, "" if _covered(mark, inside, slot) else _cut(mark, slots, slot)) for mark in inside)


@dataclass(frozen=True, slots=True)
class _Label:
    """A label of the period with the number `at`."""

    at: int
    text: str
    below: str

    @property
    def room(self) -> float:
        return len(self.text) * LETTER + APART


def _apart(chosen: Sequence[_Label], slot: float) -> bool:
    """Whether there are labels and none runs into the next."""
    return bool(chosen) and all((b.at - a.at) * slot >= a.room for a, b in pairwise(chosen))


def _first(day: date, alone: bool) -> _Label:
    """The label of the first period: whole, or as those of other days."""
    return _Label(0, f"{day.day} {MONTHS[day.month - 1]}", str(day.year)) if alone else _dated(0, day)


def _cut(mark: _Label, slots: int, slot: float) -> str:
    """The second line as far as it fits in before the end of the chart: whole, the month, or nothing."""
    room = (slots - mark.at) * slot / LETTER
    return next((text for text in (mark.below, mark.below.split(" ")[0]) if len(text) <= room), "")


def _covered(mark: _Label, out: Sequence[_Label], slot: float) -> bool:
    """Whether the second line of a label would run into that of a later one."""
    return any(0 < (other.at - mark.at) * slot < len(mark.below) * LETTER + APART for other in out if other.below)


def _dated(n: int, day: date) -> _Label:
    return _Label(n, str(day.day), f"{MONTHS[day.month - 1]} {day.year}")


def _each(starts: Sequence[date]) -> tuple[_Label, ...]:
    if len(starts) > 1 and all(d.day == 1 for d in starts):
        return _months(1)(starts)
    return tuple(_dated(n, d) for n, d in enumerate(starts))


def _mondays(starts: Sequence[date]) -> tuple[_Label, ...]:
    daily = len(starts) > 1 and (starts[1] - starts[0]).days == 1
    return tuple(_dated(n, d) for n, d in enumerate(starts) if daily and d.weekday() == 0)


def _months(every: int) -> Callable[[Sequence[date]], tuple[_Label, ...]]:
    def chosen(starts: Sequence[date]) -> tuple[_Label, ...]:
        new = [(n, d) for n, d in enumerate(starts) if (d.day == 1 if n == 0 else d.month != starts[n - 1].month)]
        return tuple(_Label(n, MONTHS[d.month - 1], str(d.year)) for n, d in new if (d.month - 1) % every == 0)

    return chosen


def _years(every: int) -> Callable[[Sequence[date]], tuple[_Label, ...]]:
    def chosen(starts: Sequence[date]) -> tuple[_Label, ...]:
        new = [(n, d) for n, d in enumerate(starts) if (d.month == d.day == 1 if n == 0 else d.year != starts[n - 1].year)]
        return tuple(_Label(n, str(d.year), "") for n, d in new if d.year % every == 0)

    return chosen


_LEVELS = (_each, _mondays, _months(1), _months(3), _years(1), _years(2), _years(5), _years(10), _years(50))


def when(start: str, end: str) -> str:
    """A period in words: 2031-03-12, 2031-03-09 to 03-15, 2031-03 for a whole month, 2030-12-29 to 2031-01-04. ISO days."""
    if start == end:
        return start
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and last.day == monthrange(last.year, last.month)[1]:
        return start[:7]
    return f"{start} to {end[5:] if start[:4] == end[:4] else end}"
