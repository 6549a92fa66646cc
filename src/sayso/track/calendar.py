"""Periods of the calendar, and which days are covered."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.model.series import Unit

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Covered:
    """Days with at least one report in the store, in order."""

    days: tuple[date, ...]

    @property
    def first(self) -> date | None:
        """The first covered day, None where there is none."""
        return self.days[0] if self.days else None

    @property
    def last(self) -> date | None:
        """The last covered day, None where there is none."""
        return self.days[-1] if self.days else None

    def within(self, start: date, end: date) -> int:
        """How many days from `start` to `end`, both included, are covered."""
        return max(0, bisect_right(self.days, end) - bisect_left(self.days, start))

    def share(self, start: date, end: date) -> float:
        """The covered share of the days from `start` to `end`."""
        return self.within(start, end) / ((end - start).days + 1)


def covered_days(coverage: Iterable[str]) -> Covered:
    """The covered days of the store. Raises ValueError for what is no ISO day."""
    return Covered(tuple(sorted({date.fromisoformat(day) for day in coverage})))


def period_of(day: date, unit: Unit) -> tuple[date, date]:
    """First and last day of the period a day lies in; weeks begin on Monday."""
    if unit == "day":
        return day, day
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - DAY


def periods(start: date, end: date, unit: Unit) -> Iterator[tuple[date, date]]:
    """First and last day of every period that holds a day from `start` to `end`, in order."""
    while start <= end:
        first, last = period_of(start, unit)
        yield first, last
        start = last + DAY
