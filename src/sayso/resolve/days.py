"""When: closed intervals of days, and how two of them stand to each other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sayso.model.claim import Time
from sayso.ontology.resolving import Resolving

STATED = frozenset({"stated", "relative", "dateline"})
OPEN = 10_000
"""Days an open interval counts for where the shortest is looked for."""
Window = tuple[str | None, str | None, bool]
"""First and last possible day (None: open), and whether words tell them."""


def window(time: Time | None, published: str | None, background: bool, rules: Resolving) -> Window:
    """First and last possible day, and whether the words tell them. Without a stated time, the days before the report.

    The last day never lies before the first, also where a report tells of something that begins after it ("from Monday on")."""
    if time is not None and time.basis in STATED and (time.start is not None or time.end is not None):
        end = time.end if time.end is not None else published
        if time.start is not None or end is None:
            return time.start, end if end is None or time.start is None else max(time.start, end), True
        return before(end, rules.days["recalled"]), end, False
    if published is None:
        return None, None, False
    return before(published, rules.days["recalled" if background else "undated"]), published, False


def tightest(windows: Iterable[Window]) -> Window:
    """Of some windows of one happening the one that says most: stated before not, then the shortest, then the first."""
    return min(windows, key=lambda w: (not w[2], length(w[0], w[1]) or OPEN))


def before(day: str, days: int) -> str:
    """The day so many days earlier (negative: later), within the days there are."""
    number = date.fromisoformat(day).toordinal() - days
    return date.fromordinal(min(date.max.toordinal(), max(1, number))).isoformat()


def gap(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> int | None:
    """Days between two intervals, 0 where they overlap; None where one is open."""
    if None in one or None in other:
        return None
    first, second = sorted([(one[0] or "", one[1] or ""), (other[0] or "", other[1] or "")])
    if second[0] <= first[1]:
        return 0
    return (date.fromisoformat(second[0]) - date.fromisoformat(first[1])).days


def length(start: str | None, end: str | None) -> int | None:
    """Days of an interval, 1 for a day; None where it is open."""
    if start is None or end is None:
        return None
    return (date.fromisoformat(end) - date.fromisoformat(start)).days + 1


def days_of(start: str, end: str, most: int) -> tuple[str, ...]:
    """The days of an interval, the last `most` of them."""
    last = date.fromisoformat(end)
    count = min(most, (last - date.fromisoformat(start)).days + 1)
    return tuple((last - timedelta(days=n)).isoformat() for n in range(count))
