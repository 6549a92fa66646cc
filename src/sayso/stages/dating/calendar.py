"""Days, weeks, months, quarters, seasons and years as intervals.

Weeks run from Monday to Sunday (ISO 8601), seasons are the north's, and thirds of months and years are early, mid and late.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

YEARS = (1500, 2100)


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day. `stated`: nothing but the words was needed. `direction` of vague ones: -1 past, 1 to come."""

    start: date
    end: date
    stated: bool = False
    edtf: str | None = None
    direction: int = 0

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


def day_of(day: date, stated: bool = False) -> Interval:
    """One day."""
    return Interval(day, day, stated)


def month_of(year: int, month: int, stated: bool = False) -> Interval:
    """A calendar month. Raises ValueError."""
    return Interval(date(year, month, 1), date(year, month, monthrange(year, month)[1]), stated, f"{year:04}-{month:02}")


def year_of(year: int, stated: bool = False) -> Interval:
    """A calendar year. Raises ValueError outside YEARS."""
    if not YEARS[0] <= year <= YEARS[1]:
        raise ValueError(year)
    return Interval(date(year, 1, 1), date(year, 12, 31), stated, f"{year:04}")


def week_of(day: date) -> Interval:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Interval(monday, monday + timedelta(days=6))


def months_on(day: date, months: int) -> date:
    """The same day some months on, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def cut(whole: Interval, part: str | None, anchor: date | None = None) -> Interval | None:
    """The early, mid or late third of a month or year, its start or end, or what lies before or after the day of the report."""
    if part is None:
        return whole
    return _beside(whole, part, anchor) if part in ("earlier", "later") else _third(whole, part)


def _beside(whole: Interval, part: str, anchor: date | None) -> Interval | None:
    """What of it lies before or after the day of the report."""
    if anchor is None:
        return None
    day = anchor - timedelta(days=1) if part == "earlier" else anchor + timedelta(days=1)
    first, last = (whole.start, max(day, whole.start)) if part == "earlier" else (min(day, whole.end), whole.end)
    return Interval(first, last) if first <= last else None


def _third(whole: Interval, part: str) -> Interval:
    start, end, stated = whole.start, whole.end, whole.stated
    if whole.days > 3000:  # a decade or a century
        step = round(whole.days / 3652.5)
        first, behind = {"early": (0, 4), "start": (0, 4), "mid": (4, 7), "late": (7, 10), "end": (7, 10)}[part]
        return Interval(start.replace(year=start.year + first * step), date(start.year + behind * step - 1, 12, 31), stated)
    if whole.days > 31:
        first, last = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "start": (1, 1), "end": (12, 12)}[part]
        return Interval(date(start.year, first, 1), date(start.year, last, monthrange(start.year, last)[1]), stated)
    if whole.days == 7:
        first, last = {"early": (0, 1), "start": (0, 1), "mid": (2, 3), "late": (3, 4), "end": (4, 6)}[part]
        return Interval(start + timedelta(days=first), start + timedelta(days=last))
    if whole.days < 8:
        return whole
    first, last = {"early": (1, 10), "start": (1, 10), "mid": (11, 20), "late": (21, end.day), "end": (21, end.day)}[part]
    return Interval(start.replace(day=first), start.replace(day=last), stated)


def leap(year: int) -> bool:
    """Whether a year has a 29 February."""
    return monthrange(year, 2)[1] == 29


def share(year: int, n: int, months: int, stated: bool) -> Interval | None:
    """The nth share of a year; the last for -1."""
    n = 12 // months if n < 0 else n
    if n * months > 12:
        return None
    last = n * months
    return Interval(date(year, last - months + 1, 1), date(year, last, monthrange(year, last)[1]), stated)


def season_of(year: int, month: int, stated: bool) -> Interval:
    """The three months from the first of a month; EDTF's seasons 21 to 24."""
    start = date(year, month, 1)
    last = months_on(start, 2)
    return Interval(start, date(last.year, last.month, monthrange(last.year, last.month)[1]), stated, f"{year:04}-{20 + month // 3}")


def unit_of(day: date, unit: str, step: int) -> Interval | None:
    """The day, week, month, quarter, year, decade or century `step` units from the one a day lies in."""
    if unit in ("day", "night"):
        return day_of(day + timedelta(days=step))
    if unit in ("week", "fortnight"):
        return week_of(day + timedelta(days=7 * step))
    if unit == "month":
        first = months_on(day.replace(day=1), step)
        return month_of(first.year, first.month)
    if unit == "quarter":
        first = months_on(day.replace(day=1, month=(day.month - 1) // 3 * 3 + 1), 3 * step)
        return Interval(first, months_on(first, 3) - timedelta(days=1))
    if unit == "year":
        return year_of(day.year + step)
    if unit in ("decade", "century"):
        size = 10 if unit == "decade" else 100
        first_year = day.year // size * size + size * step + (size == 100)
        return Interval(year_of(first_year).start, year_of(first_year + size - 1).end)
    return None


def date_precision(days: int) -> int:
    """UCDP's date_prec: 1 a day, 2 a few days, 3 a week, 4 a month, 5 more."""
    return 1 if days == 1 else 2 if days < 7 else 3 if days < 9 else 4 if days <= 31 else 5
