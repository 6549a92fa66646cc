"""Expressions that name a day, month or year of the calendar, a season or a feast, with or without its year."""

from __future__ import annotations

from datetime import date, timedelta

from sayso.stages.dating.calendar import Interval, cut, day_of, leap, month_of, months_on, season_of, share, year_of
from sayso.stages.dating.expressions import At, Parts, Reckon

TENS = ["eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first"]


def _year_for(month: int, day: int, at: At) -> int | None:
    """The year of a date without one: a neighbour's, else the nearest past one, or the nearest to come where the verb looks ahead."""
    if at.year is not None:
        return at.year
    if at.anchor is None:
        return None
    passed = (month, day) <= (at.anchor.month, at.anchor.day)
    return at.anchor.year + (1 if passed and at.ahead and (month, day) != (at.anchor.month, at.anchor.day) else -1 if not passed and not at.ahead else 0)


def _shifted(part: Parts, at: At) -> int | None:
    way = part.word("way")
    return None if way is None or at.anchor is None else at.anchor.year + int(way)


def _given_year(part: Parts, at: At) -> int | None:
    return part.number("year") or _shifted(part, at)


def _day(part: Parts, at: At) -> Interval | None:
    month, day = part.month, part.number("day")
    if day is None and (ordinal := part.word("ordinal")) is not None:
        day = int(ordinal)
    if day == -1 and month is not None:  # "the last day of July"
        day = 31 if (year := part.number("year") or _year_for(month, 1, at)) is None else month_of(year, month).end.day
    if month is None:  # "the 3rd"
        if at.anchor is None or day is None:
            return None
        first = months_on(at.anchor.replace(day=1), int(part.word("way") or 0))
        if part.word("way") is None and (day > at.anchor.day) is not at.ahead:
            first = months_on(first, 1 if at.ahead else -1)
        return day_of(first.replace(day=day))
    if part.groups.get("m") and month > 12 and day is not None:
        month, day = day, month
    year = part.number("year") or _year_for(month, day or 1, at)
    if year is None or day is None or (part.number("year") is None and (month, day) == (2, 29) and at.anchor is not None and not leap(year)):
        return None
    return day_of(date(year, month, day), bool(part.groups.get("year")))


def _days(part: Parts, at: At) -> Interval | None:
    month, first, last = part.month, part.number("day"), part.number("day2")
    if month is None or first is None or last is None:
        return None
    year = part.number("year") or _year_for(month, first, at)
    if year is None:
        return None
    start, end = date(year, month, first), date(year, month, last)
    return Interval(start, end, bool(part.groups.get("year"))) if start <= end else None


def _month(part: Parts, at: At) -> Interval | None:
    month, year = part.month or 0, part.number("year")
    way = part.word("way")
    if year is None and at.anchor is None and at.year is None:
        return None
    if year is None and way is not None and part.groups.get("way"):
        year = _month_way(month, int(way), at.anchor)
    elif year is None:
        year = _year_for(month, 1, at)
    if year is None:
        return None
    return cut(month_of(year, month, bool(part.groups.get("year"))), part.word("part"), at.anchor)


def _month_way(month: int, way: int, anchor: date | None) -> int | None:
    """ "last May" is the latest May that is over, "next May" the first to begin, "this May" the one of this year."""
    if anchor is None:
        return None
    if way < 0:
        return anchor.year if month < anchor.month else anchor.year - 1
    return anchor.year + (1 if way > 0 and month <= anchor.month else 0)


def _month_year(part: Parts, at: At) -> Interval | None:
    year = _given_year(part, at)
    return cut(month_of(year, part.month or 0, bool(part.groups.get("year"))), part.word("part"), at.anchor) if year else None


def _months(part: Parts, at: At) -> Interval | None:
    year, first, last = _given_year(part, at), part.groups.get("month") or part.groups.get("month3"), part.groups.get("month2") or part.groups.get("month4")
    if year is None or not first or not last:
        return None
    begin, end = part.words.month(first), part.words.month(last)
    start = month_of(year if begin <= end else year - 1, begin)
    return Interval(start.start, month_of(year, end).end, bool(part.groups.get("year")), f"{start.edtf}/{year:04}-{end:02}")


def _share(part: Parts, at: At) -> Interval | None:
    """The first six months of the year, the last ten days of May."""
    count, from_end = int(part.count()), int(part.word("ordinal") or 1) < 0
    year = _given_year(part, at) or at.year or (at.anchor.year if at.anchor else None)
    if part.month is not None:
        year = _year_for(part.month, 1, at) if part.number("year") is None else year
    if year is None:
        return None
    whole = month_of(year, part.month) if part.month is not None else year_of(year)
    piece, stated = part.raw("piece"), bool(part.groups.get("year"))
    if piece == "months":
        if part.month is not None or count > 12:
            return None
        if from_end:
            return Interval(date(year, 13 - count, 1), whole.end, stated)
        return Interval(whole.start, month_of(year, count).end, stated)
    length = timedelta(days=count * (7 if piece == "weeks" else 1) - 1)
    if length.days >= whole.days:
        return None
    return Interval(whole.end - length, whole.end, stated) if from_end else Interval(whole.start, whole.start + length, stated)


def _iso_week(part: Parts, at: At) -> Interval | None:
    """Week 53 of 2020 (ISO 8601); years of 52 weeks have none."""
    year, week = part.number("year") or part.number("year2"), part.number("week") or part.number("week2")
    if year is None or not week:
        return None
    monday = date.fromisocalendar(year, week, 1)
    return Interval(monday, monday + timedelta(days=6), True)


def _weekday_of_month(part: Parts, at: At) -> Interval | None:
    n, weekday, month = int(part.word("ordinal") or 1), int(part.word("weekday") or 0), part.month or 0
    year = part.number("year") or _year_for(month, 1, at)
    if year is None:
        return None
    whole = month_of(year, month)
    days = [whole.start + timedelta(days=k) for k in range(whole.days)]
    fit = [d for d in days if d.weekday() == weekday]
    return day_of(fit[n - 1] if n > 0 else fit[-1], bool(part.groups.get("year"))) if n <= len(fit) else None


def _piece(part: Parts, at: At) -> Interval | None:
    """The first week of May, the second half of last year."""
    n, piece = int(part.word("ordinal") or 1), part.raw("piece") or ""
    if part.groups.get("month"):
        month = part.month or 0
        year = part.number("year") or _year_for(month, 1, at)
        if year is None:
            return None
        whole = month_of(year, month)
        if piece == "half":
            first, last = (1, 15) if n == 1 else (16, whole.end.day)
        elif piece == "weekend":
            saturdays = [d for d in range(1, whole.end.day + 1) if date(year, month, d).weekday() == 5]
            first = saturdays[n - 1] if n > 0 else saturdays[-1]
            last = min(first + 1, whole.end.day)
        else:
            first, last = (7 * n - 6, min(7 * n, whole.end.day)) if n > 0 else (whole.end.day - 6, whole.end.day)
        return Interval(whole.start.replace(day=first), whole.start.replace(day=last), bool(part.groups.get("year")))
    if piece == "months":
        return None
    year = _given_year(part, at) or at.year or (at.anchor.year if at.anchor else None)
    return share(year, n, 3 if piece == "quarter" else 6, bool(part.groups.get("year"))) if year else None


def _quarter(part: Parts, at: At) -> Interval | None:
    year = part.number("year") or part.number("year2") or (at.anchor.year if at.anchor else None)
    n = part.number("n") or part.number("n2") or 1
    return share(year, n, 3 if part.raw("kind", "kind2") == "q" else 6, bool(part.groups.get("year"))) if year else None


def _year(part: Parts, at: At) -> Interval | None:
    return cut(year_of(part.number("year") or 0, True), part.word("part"), at.anchor)


def _years(part: Parts, at: At) -> Interval | None:
    first, last = part.number("year") or 0, part.number("year2") or 0
    last = last if last > 99 else first // 100 * 100 + last
    return Interval(year_of(first).start, year_of(last).end, True, f"{first}/{last}") if first < last <= first + 99 else None


def _decade(part: Parts, at: At) -> Interval | None:
    word = part.word("decade")
    year = part.number("year") or (int(word) if word else 1900 + (part.number("short") or 0))
    return cut(Interval(year_of(year).start, year_of(year + 9).end, True, f"{year // 10}X"), part.word("part"))


def _century(part: Parts, at: At) -> Interval | None:
    tens = part.raw("tens")
    n = part.number("day") or (TENS.index(tens) + 11 if tens else int(part.word("ordinal") or 0))
    first = 100 * n - 99
    return cut(Interval(date(first, 1, 1), date(first + 99, 12, 31), True, f"{n - 1:02}XX"), part.word("part")) if n > 0 else None


def _season(part: Parts, at: At) -> Interval | None:
    month, way = int(part.word("season") or 0), part.word("way")
    if not month:
        return None
    year = part.number("year")
    if year is None and part.groups.get("way2") and at.anchor is not None:
        year = at.anchor.year + int(way or 0)
    if year is not None:
        return cut(season_of(year, month, bool(part.groups.get("year"))), None)
    if at.anchor is None:
        return None
    near = [season_of(at.anchor.year + k, month, False) for k in (-2, -1, 0, 1, 2)]
    if way == "-1":
        return [s for s in near if s.end < at.anchor][-1]
    if at.ahead or way == "1":
        return next(s for s in near if (s.start > at.anchor if way == "1" else s.end >= at.anchor))
    begun = [s for s in near if s.start <= at.anchor][-1]
    return next(s for s in near if s.end >= at.anchor) if way == "0" and (at.anchor - begun.end).days > 120 else begun


def _feast(part: Parts, at: At) -> Interval | None:
    days, year, way = part.words.feasts[part.word("feast") or ""], _given_year(part, at), part.raw("piece")
    if year is not None:
        found = next((d for d in days if d[0].year == year), None)
    elif at.anchor is None:
        return None
    elif at.ahead:
        found = next((d for d in days if d[1] >= at.anchor), None)
    else:
        found = next((d for d in reversed(days) if d[0] <= at.anchor + timedelta(days=1)), None)
    if found is None:
        return None
    first, last = found
    if way == "eve":
        return day_of(first - timedelta(days=1))
    if way in ("start", "beginning"):
        return day_of(first)
    if way == "end":
        return day_of(last)
    days_of = (part.raw("size") or "day").strip()
    if way is not None and days_of != "day":
        length = timedelta(days=6 if days_of == "week" else 9)
        edge = (first, min(last, first + length)) if way == "first" else (max(first, last - length), last)
        return Interval(*edge, bool(part.groups.get("year")))
    if way in ("first", "second", "third", "last"):
        return day_of(last if way == "last" else first + timedelta(days=("first", "second", "third").index(way)))
    return Interval(first, last, bool(part.groups.get("year")))


HOW: dict[str, Reckon] = {
    "day": _day,
    "days": _days,
    "month": _month,
    "month of year": _month_year,
    "months": _months,
    "iso week": _iso_week,
    "share": _share,
    "weekday of month": _weekday_of_month,
    "piece": _piece,
    "year": _year,
    "years": _years,
    "quarter": _quarter,
    "decade": _decade,
    "century": _century,
    "season": _season,
    "feast": _feast,
}
