"""Expressions counted from the day of the report or from a day named before: yesterday, two weeks ago, the following month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sayso.stages.dating.calendar import Interval, cut, day_of, months_on, unit_of, week_of, year_of
from sayso.stages.dating.expressions import At, Parts, Reckon

MOST_DAYS = 365 * 500


def _shift(part: Parts, at: At) -> Interval | None:
    """last week, earlier this month, the end of the year."""
    if at.anchor is None:
        return None
    step, unit = int(part.word("way") or 0), part.raw("unit") or ""
    whole = unit_of(at.anchor, unit, step)
    return cut(whole, part.raw("part") if part.raw("part") == "end" else part.word("part"), at.anchor) if whole else None


def _weekend(part: Parts, at: At) -> Interval | None:
    if at.anchor is None:
        return None
    way = part.word("way")
    saturday = week_of(at.anchor).start + timedelta(days=5)
    if way == "1" or (at.ahead and way != "-1"):
        saturday += timedelta(days=7 if way == "1" and at.anchor.weekday() >= 5 else 0)
    elif way == "-1" or saturday > at.anchor:
        saturday -= timedelta(days=7)
    return Interval(saturday, saturday + timedelta(days=1))


def _ago(part: Parts, at: At) -> Interval | None:
    return _away(part, at.anchor, -1)


def _away(part: Parts, day: date | None, way: int, hour: int | None = None) -> Interval | None:
    """So many units from a day: that day, its week, its month or its year, as fine as the unit."""
    unit, count = (part.raw("unit", "unit2") or "").rstrip("s"), part.count("count" if part.groups.get("count") else "count2")
    if day is None or (part.words.words["unit"].get(unit, "0") == "0" and unit != "hour"):
        return day_of(day) if day is not None and unit in ("minute", "second") else None
    steps = int(count) * way
    if abs(steps) * int(part.words.words["unit"][unit]) > MOST_DAYS:
        return None
    if unit == "hour":
        return day_of(day + timedelta(days=(hour + way * int(count)) // 24 if hour is not None else way * (int(count) // 24)))
    if unit in ("day", "night"):
        return day_of(day + timedelta(days=steps))
    if unit in ("week", "fortnight"):
        return week_of(day + timedelta(days=steps * (14 if unit == "fortnight" else 7)))
    if unit == "month":
        return unit_of(day, "month", steps)
    years = round(count * {"year": 1, "decade": 10, "century": 100}.get(unit, 0)) * way
    return year_of(day.year + years) if years or unit == "year" else None


def _weekday_ago(part: Parts, at: At) -> Interval | None:
    weekday = part.word("weekday")
    if at.anchor is None or weekday is None:
        return None
    if part.groups.get("count") is None and "last" in (part.groups.get("turn") or "last") and part.raw("unit") is None and not part.raw("weekday2", "weekday3"):
        latest = at.anchor - timedelta(days=(at.anchor.weekday() - int(weekday)) % 7 or 7)
        return day_of(latest - timedelta(days=7))
    return day_of(week_of(at.anchor).start + timedelta(days=int(weekday) - 7 * int(part.count())))


def _weekday_on(part: Parts, at: At) -> Interval | None:
    """ "a week on Friday": seven days after the next such day."""
    if at.anchor is None:
        return None
    ahead = (int(part.word("weekday") or 0) - at.anchor.weekday()) % 7 or 7
    return day_of(at.anchor + timedelta(days=ahead + 7))


def _weekday_from(part: Parts, at: At) -> Interval | None:
    """ "the following Friday": counted from what the report named before."""
    if at.before is None:
        return None
    target = int(part.word("weekday") or 0)
    if part.raw("turn") in ("following", "next"):
        return day_of(at.before.end + timedelta(days=(target - at.before.end.weekday()) % 7 or 7))
    return day_of(at.before.start - timedelta(days=(at.before.start.weekday() - target) % 7 or 7))


def _few(part: Parts, at: At) -> Interval | None:
    """ "hours later": the day named before; nothing for days and longer, of which it is not said how many."""
    short = part.raw("few") in ("moments", "seconds", "minutes", "hours")
    return replace(day_of(at.before.end), direction=-1) if short and at.before is not None and at.before.days == 1 else None


def _back(part: Parts, at: At) -> Interval | None:
    return _reach(part, at.anchor, -1)


def _reach(part: Parts, day: date | None, way: int) -> Interval | None:
    """From so many units before a day to it, or from it to so many after."""
    unit, count = (part.raw("unit") or "").rstrip("s"), part.count()
    size = int(part.words.words["unit"][unit])
    if day is None or size * count > MOST_DAYS:
        return None
    if unit == "hour":
        other = day + timedelta(days=way * max(1 if count > 6 else 0, int(count) // 24))
    elif unit in ("month", "quarter", "year", "decade", "century"):
        other = months_on(day, way * round(count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]))
    elif size == 0:
        other = day
    else:
        other = day + timedelta(days=way * int(count * size))
    return Interval(min(day, other), max(day, other))


def _ahead(part: Parts, at: At) -> Interval | None:
    return _reach(part, at.anchor, 1)


def _in(part: Parts, at: At) -> Interval | None:
    """ "in two weeks' time": that day for days and weeks, the month or year for longer."""
    if at.anchor is None:
        return None
    found = _away(part, at.anchor, 1)
    unit = (part.raw("unit", "unit2") or "").rstrip("s")
    weeks = int(part.count("count" if part.groups.get("count") else "count2"))
    return day_of(at.anchor + timedelta(days=7 * weeks)) if unit == "week" else found


def _same(part: Parts, at: At) -> Interval | None:
    """The same day, the following week: counted from what the report named before."""
    if at.before is None:
        return None
    unit = part.raw("unit") or "day"
    behind = part.raw("way")
    other = part.words.words["other"]
    step = (
        {"after": 1, "before": -1}[behind]
        if behind
        else int(other.get(f"the {part.raw('other', 'other2')}", other.get(part.raw("other", "other2") or "", "0")))
    )
    if unit == "day" and at.before.days > 2:
        return None
    return unit_of(at.before.end if step > 0 else at.before.start, unit, step)


def _from(part: Parts, at: At) -> Interval | None:
    if at.before is None or at.before.days > 31:
        return None
    way = -1 if part.raw("way") in ("earlier", "before", "prior", "beforehand", "ahead", "ahead of") else 1
    if part.groups.get("count") is None:
        return day_of(at.before.start) if part.raw("unit") in ("hour", "minute") and at.before.days == 1 else None
    return _away(part, at.before.end if way > 0 else at.before.start, way, at.hour)


def _weekday(part: Parts, at: At) -> Interval | None:
    if at.anchor is None:
        return None
    target, way, week = int(part.word("weekday") or 0), part.groups.get("way") or part.groups.get("way3"), part.raw("way2")
    step = int(part.words.value("way", way)) if way else None
    if week is None and way is not None and part.groups.get("month") is None and (part.raw("way") or "") == "this":
        week = "this"
    if week is not None:
        monday = week_of(at.anchor).start + timedelta(days=7 * {"last": -1, "this": 0, "next": 1}[week])
        return day_of(monday + timedelta(days=target))
    back = (at.anchor.weekday() - target) % 7
    if step == 1 or (step is None and at.ahead):
        return day_of(at.anchor + timedelta(days=(7 - back) % 7 or 7))
    return day_of(at.anchor - timedelta(days=back or (7 if step == -1 else 0)))


def _offset(part: Parts, at: At) -> Interval | None:
    return day_of(at.anchor + timedelta(days=int(part.word("offset") or 0))) if at.anchor else None


def _night(part: Parts, at: At) -> Interval | None:
    return Interval(at.anchor - timedelta(days=1), at.anchor) if at.anchor else None


def _vague(part: Parts, at: At) -> Interval | None:
    return _bounded(at.anchor, int(part.word("vague") or 0))


def _recent(part: Parts, at: At) -> Interval | None:
    return _bounded(at.anchor, -int(part.word("reach") or 0))


def _soon(part: Parts, at: At) -> Interval | None:
    return _bounded(at.anchor, int(part.word("reach") or 0))


def _bounded(anchor: date | None, days: int) -> Interval | None:
    if anchor is None:
        return None
    other = anchor + timedelta(days=days)
    return replace(Interval(min(anchor, other), max(anchor, other)), direction=1 if days > 0 else -1)


def _none(part: Parts, at: At) -> Interval | None:
    return None


def _clock(part: Parts, at: At) -> Interval | None:
    """The day the report named before, where it is one; the hour is read by `stages.times`."""
    return day_of(at.before.start) if at.before is not None and at.before.days == 1 else None


HOW: dict[str, Reckon] = {
    "shift": _shift,
    "weekend": _weekend,
    "ago": _ago,
    "weekday ago": _weekday_ago,
    "weekday on": _weekday_on,
    "few": _few,
    "weekday from": _weekday_from,
    "eve": _none,
    "back": _back,
    "ahead": _ahead,
    "in": _in,
    "same": _same,
    "from": _from,
    "weekday": _weekday,
    "offset": _offset,
    "night": _night,
    "vague": _vague,
    "recent": _recent,
    "soon": _soon,
    "set": _none,
    "duration": _none,
    "clock": _clock,
    "noon": _clock,
}
