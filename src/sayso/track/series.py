"""Series of a dyad by day, week or month."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from sayso.model.event import Dyad, Event
from sayso.model.series import Nature, Period, Series, Tally, TypeCount, Unit
from sayso.track.calendar import Covered, covered_days, period_of, periods
from sayso.track.placed import Placed, disputed, lanes, place


def series_of(
    events: Iterable[Event],
    coverage: Collection[str],
    dyad: Dyad,
    unit: Unit = "week",
    *,
    both: bool = False,
    since: str | None = None,
    today: str | None = None,
) -> Series:
    """The series of a dyad, or of both its directions together.

    `coverage` are the days with a report in the store, `since` and `today` ISO days; where not given, the first day that is covered or has an
    event, and the last covered day. The first period is whole, the last ends with `today`; what lies before or after counts nowhere. Raises
    ValueError for what is no ISO day.
    """
    covered = covered_days(coverage)
    found = place(events, lanes(dyad, both), unit)
    start = date.fromisoformat(since) if since else min((d for d in (covered.first, *(p.day for p in found.events[:1])) if d is not None), default=None)
    end = date.fromisoformat(today) if today else covered.last
    if start is None or end is None:
        return Series(dyad, both, unit, (), found.unplaced)
    by_period: dict[date, list[Placed]] = defaultdict(list)
    for placed in found.events:
        if placed.day <= end:
            by_period[period_of(placed.day, unit)[0]].append(placed)
    made = (_period(first, last, min(last, end), by_period.get(first, []), covered) for first, last in periods(start, end, unit))
    return Series(dyad, both, unit, tuple(made), found.unplaced)


def _period(first: date, last: date, until: date, placed: list[Placed], covered: Covered) -> Period:
    known = covered.within(first, until)

    def tally(*natures: Nature) -> Tally:
        return _tally([p.event for p in placed if p.nature in natures], known)

    return Period(
        start=first.isoformat(),
        end=last.isoformat(),
        days=(until - first).days + 1,
        covered=known,
        all=tally("deeds", "alleged", "rhetoric"),
        deeds=tally("deeds"),
        alleged=tally("alleged"),
        rhetoric=tally("rhetoric"),
        disputed=sum(disputed(p.event) for p in placed),
        undated=sum(not p.dated for p in placed),
        events=tuple(p.event.id for p in placed),
    )


def _tally(events: list[Event], covered: int) -> Tally:
    score = math.fsum(e.score for e in events)
    types = Counter(e.type for e in events)
    quads = Counter(e.quad for e in events)
    return Tally(
        count=len(events),
        rate=len(events) / covered if covered else None,
        score=score,
        mean=score / len(events) if events else None,
        quads=tuple(quads[n] for n in (1, 2, 3, 4)),
        types=tuple(TypeCount(name, types[name]) for name in sorted(types)),
    )
