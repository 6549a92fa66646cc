"""The alert rule: a dyad's sum of a rolling window above its own maximum of the past, and above a floor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from sayso.model.event import Dyad, Event
from sayso.model.series import Alert, Alerts, Unjudged
from sayso.ontology.tracking import AlertRule
from sayso.track.calendar import Covered, covered_days
from sayso.track.placed import Name, Placed, Placing, place
from sayso.track.reasons import alert_of, unjudged_reason
from sayso.track.sums import Rise, Sums, former, former_at, runs, sums_of


def alerts(
    events: Iterable[Event],
    coverage: Collection[str],
    rule: AlertRule,
    *,
    dyads: Collection[Dyad] | None = None,
    since: str | None = None,
    today: str | None = None,
    name: Name = str,
) -> Alerts:
    """The alerts of these dyads (all directed pairs of the events where None) up to `today` (the last covered day where None).

    With `since` those that stood on that day or later. A day whose past is not covered raises none, nor do the first days of the data; what
    reaches the floor today and cannot be judged so is listed apart. `name` gives a party's name for its code. Raises ValueError for what is
    no ISO day.
    """
    placings = (place(own, {dyad}) for dyad, own in _by_dyad(events, dyads).items())
    return standing(placings, coverage, rule, since=since, today=today, name=name)


def standing(
    placings: Iterable[Placing],
    coverage: Collection[str],
    rule: AlertRule,
    *,
    since: str | None = None,
    today: str | None = None,
    name: Name = str,
) -> Alerts:
    """The same of events that have been placed, by day, each placing for one dyad."""
    covered = covered_days(coverage)
    end = date.fromisoformat(today) if today else covered.last
    if end is None or covered.first is None:
        return Alerts((), ())
    raised: list[Alert] = []
    unjudged: list[Unjudged] = []
    for placing in placings:
        for dyad in placing.dyads:
            found = _dyad(dyad, placing.events, covered, rule, end, name)
            raised += (a for a in found.raised if since is None or a.until >= since)
            unjudged += found.unjudged
    raised.sort(key=lambda a: str(a.dyad))
    raised.sort(key=lambda a: (a.until, a.day), reverse=True)
    return Alerts(tuple(raised), tuple(sorted(unjudged, key=lambda u: str(u.dyad))))


def _by_dyad(events: Iterable[Event], dyads: Collection[Dyad] | None) -> dict[Dyad, list[Event]]:
    out: dict[Dyad, list[Event]] = defaultdict(list)
    for event in events:
        for dyad in event.dyads:
            if dyads is None or dyad in dyads:
                out[dyad].append(event)
    return out


def _dyad(dyad: Dyad, placed: tuple[Placed, ...], covered: Covered, rule: AlertRule, end: date, name: Name) -> Alerts:
    raised: list[Alert] = []
    unjudged: list[Unjudged] = []
    stands: dict[str, frozenset[date]] = {}
    for measure in rule.measures:
        sums = sums_of(placed, measure, rule.window, end)
        if sums is None:
            continue
        silent: frozenset[date] = frozenset().union(*(stands.get(other, ()) for other in measure.unless))
        rises = [r for r in _rises(sums, rule, covered) if sums.day(r.at) not in silent]
        stands[measure.name] = frozenset(sums.day(r.at) for r in rises)
        for run in runs([r for r in rises if r.at <= sums.today], rule.window):
            raised.append(alert_of(dyad, sums, run, _over(sums, run, stands[measure.name]), name))
        if end not in silent and not measure.unless & {u.measure for u in unjudged}:
            unjudged += _unjudged(dyad, sums, covered, rule, name)
    return Alerts(tuple(raised), tuple(unjudged))


def _rises(sums: Sums, rule: AlertRule, covered: Covered) -> list[Rise]:
    """The days on which the sum stands above the maximum of the shortest past at least, with the longest it exceeds."""
    high = [at for at, value in enumerate(sums.values) if value >= sums.measure.floor]
    if not high:
        return []
    least = former(sums.values, rule.pasts[0][1], rule.window)
    out = []
    for at in high:
        if sums.values[at] <= least[at]:
            continue
        judged = [(years, former_at(sums.values, at, days, rule.window)) for years, days in rule.pasts if _judged(sums.day(at), days, rule, covered)]
        exceeded = [(years, most) for years, most in judged if sums.values[at] > most]
        if exceeded and exceeded[0][0] == rule.pasts[0][0]:
            unknown = [years for years, _ in rule.pasts if years not in {y for y, _ in judged}]
            out.append(Rise(at, exceeded[-1][1], exceeded[-1][0], exceeded[0][1], min(unknown, default=0)))
    return out


def _past(day: date, days: int, window: int) -> tuple[date, date]:
    """First and last day of the past of a window that ends on a day."""
    last = day - timedelta(days=window)
    return last - timedelta(days=days - 1), last


def _judged(day: date, days: int, rule: AlertRule, covered: Covered) -> bool:
    first, last = _past(day, days, rule.window)
    return covered.first is not None and covered.first <= first and covered.share(first, last) >= rule.covered


def _over(sums: Sums, run: tuple[Rise, ...], standing: frozenset[date]) -> date | None:
    """The first day to come on which a rise that stands today would be over if nothing more happened; None where it is over."""
    if run[-1].at < sums.today:
        return None
    at = sums.today + 1
    while sums.day(at) in standing:
        at += 1
    return sums.day(at)


def _unjudged(dyad: Dyad, sums: Sums, covered: Covered, rule: AlertRule, name: Name) -> list[Unjudged]:
    day, value, days = sums.day(sums.today), sums.values[sums.today], rule.pasts[0][1]
    if value < sums.measure.floor or covered.first is None or _judged(day, days, rule, covered):
        return []
    known = covered.within(*_past(day, days, rule.window))
    reason = unjudged_reason(dyad, sums, (known, days), covered.first, name)
    return [Unjudged(sums.measure.name, dyad, day.isoformat(), value, known, days, covered.first.isoformat(), reason)]
