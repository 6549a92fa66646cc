"""Series of a dyad by day, week or month."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sayso.model.event import Dyad
from sayso.model.series import Nature, Period, Series, Tally, Traced, TypeCount, Unit
from sayso.track.calendar import Covered, covered_days, period_of, periods
from sayso.track.placed import Happenings, Placed, lanes, place


def series_of(
    events: Happenings,
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
    by: dict[Nature, list[Traced]] = {"deeds": [], "alleged": [], "rhetoric": []}
    for p in placed:
        by[p.nature].append(p.event)
    tallies = {nature: _tally(events, known) for nature, events in by.items()}
    alone = next((tallies[nature] for nature, events in by.items() if len(events) == len(placed)), None)
    return Period(
        start=first.isoformat(),
        end=last.isoformat(),
        days=(until - first).days + 1,
        covered=known,
        all=alone or _tally([p.event for p in placed], known),
        deeds=tallies["deeds"],
        alleged=tallies["alleged"],
        rhetoric=tallies["rhetoric"],
        disputed=sum(p.event.disputed for p in placed),
        undated=sum(not p.dated for p in placed),
        events=tuple(p.event.id for p in placed),
    )


def _tally(events: list[Traced], covered: int) -> Tally:
    """Plain loops: a series of three years by day has some thousand tallies, most of them of a few events."""
    if not events:
        return Tally(0, 0.0 if covered else None, 0.0, 0.0, None, (0, 0, 0, 0), ())
    score = math.fsum([e.score for e in events])
    types: dict[str, int] = {}
    quads = [0, 0, 0, 0]
    for e in events:
        types[e.type] = types.get(e.type, 0) + 1
        quads[e.quad - 1] += 1
    return Tally(
        count=len(events),
        rate=len(events) / covered if covered else None,
        score=score,
        against=math.fsum([e.score for e in events if e.score < 0]),
        mean=score / len(events),
        quads=tuple(quads),
        types=tuple(TypeCount(name, types[name]) for name in sorted(types)),
    )
