"""Ruptures: days on which the level of a series changed.

The model is that of Bayesian online change point detection (Adams & MacKay 2007): segments of one level each, a constant chance of a change, conjugate
priors. It is solved for the whole series at once (as Fearnhead 2006), since a past day is judged better with what came after it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from typing import Literal

from sayso.model.event import Dyad
from sayso.model.series import Change, Period, Series
from sayso.ontology.tracking import ChangeRule
from sayso.track.calendar import covered_days
from sayso.track.placed import CONFLICT, Happenings, Name, between, lanes, place
from sayso.track.segments import Bound, Observed, bound, model_of, segments

Level = Literal["events", "deeds", "alleged", "rhetoric", "conflict", "score"]
"""What changes: numbers of events (all, by nature, or of material conflict), or the mean score."""
WORDS: dict[Level, str] = {
    "events": "Events",
    "deeds": "Deeds",
    "alleged": "Alleged deeds",
    "rhetoric": "Statements",
    "conflict": "Acts of material conflict",
    "score": "The mean score of events",
}


def changes(series: Series, rule: ChangeRule, level: Level = "conflict", *, name: Name = str) -> tuple[Change, ...]:
    """The ruptures of a series in order of time, those at least as probable as the rule says; `name` gives a party's name for its code.

    Periods without coverage are passed over, with what stands in them; for the score also those without events. A flare-up shorter than
    `rule.least` days is none, and a new level shows only once it has lasted longer. Time grows with the square of the number of periods
    (three years of days: about a second).
    """
    return _changes(_observed(series, level), series.dyad, series.both, rule, level, name)


def daily_changes(
    events: Happenings, coverage: Collection[str], dyad: Dyad, rule: ChangeRule, since: date, today: date, name: Name = str
) -> tuple[Change, ...]:
    """The ruptures of a dyad's material conflict by day from `since` to `today`: those `changes` finds in such a series, which here need not be made."""
    counts = Counter(p.day for p in place(events, lanes(dyad, False)).events if p.event.quad == CONFLICT)
    days = tuple(day for day in covered_days(coverage).days if since <= day <= today)
    return _changes(Observed(days, days, tuple(counts[day] for day in days), (1,) * len(days), False), dyad, False, rule, "conflict", name)


def _changes(seen: Observed, dyad: Dyad, both: bool, rule: ChangeRule, level: Level, name: Name) -> tuple[Change, ...]:
    model = model_of(seen, rule.every, rule.least) if len(seen.starts) > 1 else None
    if model is None:
        return ()
    bounds = segments(model)
    found: dict[tuple[int, ...], Bound] = {}
    while len(bounds) > 2:
        at = [tuple(bounds[n : n + 3]) for n in range(len(bounds) - 2)]
        for key in at:
            if key not in found:
                found[key] = _lasting(bound(model, *key), seen, key, rule)
        low = min(range(len(at)), key=lambda n: found[at[n]].probability)
        if found[at[low]].probability >= rule.probability:
            return tuple(_change(seen, key, found[key], between(dyad, both, name), level) for key in at)
        del bounds[low + 1]  # its neighbours grow by it and are judged anew
    return ()


def _observed(series: Series, level: Level) -> Observed:
    periods = [p for p in series.periods if p.covered and (level != "score" or p.all.count)]
    starts = tuple(date.fromisoformat(p.start) for p in periods)
    return Observed(
        starts=starts,
        ends=tuple(first + timedelta(days=p.days - 1) for first, p in zip(starts, periods, strict=True)),
        values=tuple(_value(p, level) for p in periods),
        weights=tuple(1 if level == "score" else p.covered for p in periods),
        scores=level == "score",
    )


def _value(period: Period, level: Level) -> float:
    if level == "score":
        return period.all.mean or 0.0
    if level == "conflict":
        return period.all.quads[CONFLICT - 1]
    return {"events": period.all, "deeds": period.deeds, "alleged": period.alleged, "rhetoric": period.rhetoric}[level].count


def _lasting(found: Bound, seen: Observed, bounds: tuple[int, ...], rule: ChangeRule) -> Bound:
    """A bound with the least of its probabilities: as it is, and without the stretch of less than `rule.least` days, on either side, that
    speaks for it most."""
    first, middle, end = bounds
    least = found.probability
    for i, j, other in ((first, middle, seen.mean(middle, end)), (middle, end, seen.mean(first, middle))):
        u, v = _farthest(seen, i, j, other, rule.least)
        rest = seen.without(u, v)
        shift = v - u
        cut = (first, middle - (shift if j == middle else 0), end - shift)
        model = model_of(rest, rule.every, 1) if cut[0] < cut[1] < cut[2] else None
        least = min(least, bound(model, *cut).probability if model else 0.0)
    return Bound(least, found.earliest, found.latest)


def _farthest(seen: Observed, i: int, j: int, other: float, least: int) -> tuple[int, int]:
    """The stretch of a segment, shorter than `least` days, that adds most to its difference from the level of its neighbour."""
    sign = 1 if seen.mean(i, j) > other else -1
    best, top = (i, i), 0.0
    for u in range(i, j):
        v, away = u, 0.0
        while v < j and seen.span(u, v + 1) < least:
            away += sign * (seen.values[v] - other * seen.weights[v])
            v += 1
            if away > top:
                best, top = (u, v), away
    return best


def _change(seen: Observed, bounds: tuple[int, ...], found: Bound, whom: str, level: Level) -> Change:
    first, middle, end = bounds
    before, after = seen.mean(first, middle), seen.mean(middle, end)
    day, earliest, latest = (seen.starts[k].isoformat() for k in (middle, found.earliest, found.latest))
    when = f"on {day}" if earliest == latest else f"about {day} (between {earliest} and {latest})"
    what = f"{WORDS[level]} {whom} {'rose' if after > before else 'fell'}"
    unit = "" if level == "score" else " a day"
    sure = "probability above 0.99" if found.probability > 0.99 else f"probability {found.probability:.2f}"
    return Change(day, before, after, found.probability, earliest, latest, f"{what} from {before:.2f} to {after:.2f}{unit} {when}, {sure}.")
