"""The arrow of a dyad: where its relations went of late."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.model.event import Dyad
from sayso.model.series import Arrow, Direction, Stretch, Traced
from sayso.ontology.tracking import ArrowRule
from sayso.track.calendar import DAY, Covered, covered_days
from sayso.track.placed import CONFLICT, Happenings, Name, between, lanes, place


@dataclass(frozen=True, slots=True)
class _Pack:
    """The events of a stretch by score and whether they are material conflict; `of` counts them before any was left out."""

    events: tuple[tuple[float, bool], ...]
    of: int

    @property
    def mean(self) -> float | None:
        return math.fsum(score for score, _ in self.events) / len(self.events) if self.events else None

    @property
    def conflict(self) -> int:
        return sum(conflict for _, conflict in self.events)

    def without(self, event: tuple[float, bool]) -> _Pack:
        at = self.events.index(event)
        return _Pack(self.events[:at] + self.events[at + 1 :], self.of)


def _pack(events: Sequence[Traced]) -> _Pack:
    return _Pack(tuple((e.score, e.quad == CONFLICT) for e in events), len(events))


def arrow_of(
    events: Happenings, coverage: Collection[str], dyad: Dyad, rule: ArrowRule, *, both: bool = False, today: str | None = None, name: Name = str
) -> Arrow:
    """The last `rule.recent` days up to `today` (the last covered day where None) against the `rule.before` days before them.

    Two signs are read: the mean score of all counted events, where both stretches have `rule.events`, and the rate of material conflict, deeds
    and alleged deeds, for each covered day. Relations deteriorate where one says so and the other does not say the opposite, and where it
    holds with any one event left out; improve likewise. Raises ValueError for what is no ISO day.
    """
    covered = covered_days(coverage)
    end = date.fromisoformat(today) if today else covered.last
    if end is None:
        return Arrow(dyad, both, "unknown", "The store covers no day.", None, None)
    middle = end - timedelta(days=rule.recent)
    start = middle - timedelta(days=rule.before)
    found = [(p.day, p.event) for p in place(events, lanes(dyad, both)).events if start < p.day <= end]
    late, early = [e for day, e in found if day > middle], [e for day, e in found if day <= middle]
    recent, before = _stretch(late, middle + DAY, end, covered), _stretch(early, start + DAY, middle, covered)
    direction, why = _direction(_pack(late), _pack(early), recent, before, rule)
    return Arrow(dyad, both, direction, _reason(direction, why, dyad, both, recent, before, name), recent, before)


def _stretch(events: Sequence[Traced], start: date, end: date, covered: Covered) -> Stretch:
    conflict = [e for e in events if e.quad == CONFLICT]
    return Stretch(
        start=start.isoformat(),
        end=end.isoformat(),
        days=(end - start).days + 1,
        covered=covered.within(start, end),
        events=len(events),
        conflict=len(conflict),
        alleged=sum(not e.deed for e in conflict),
        mean=_pack(events).mean,
    )


def _direction(late: _Pack, early: _Pack, recent: Stretch, before: Stretch, rule: ArrowRule) -> tuple[Direction, str]:
    for stretch in (recent, before):
        if stretch.covered < rule.covered * stretch.days:
            return "unknown", f"{stretch.covered} of the {stretch.days} days from {stretch.start} to {stretch.end} have a report"
    if late.of + early.of < rule.events:
        return "unchanged", f"fewer than {rule.events} events in all"
    days = recent.covered, before.covered
    score, rate = _signs(late, early, days, rule)
    if score * rate < 0:
        return "unchanged", "mean score and material conflict point opposite ways"
    sign = score + rate
    if sign == 0:
        return "unchanged", "neither mean score nor material conflict changed by much"
    if any(sum(_signs(a, b, days, rule)) * sign <= 0 for a, b in _without_one(late, early)):
        return "unchanged", "what changed rests on one event"
    which = " and ".join(word for word, value in (("mean score", score), ("material conflict", rate)) if value)
    return ("deteriorating" if sign < 0 else "improving"), which


def _without_one(late: _Pack, early: _Pack) -> Iterator[tuple[_Pack, _Pack]]:
    """The two stretches without one event, once for every kind of event that makes a difference."""
    for event in sorted(set(late.events)):
        yield late.without(event), early
    for event in sorted(set(early.events)):
        yield late, early.without(event)


def _signs(late: _Pack, early: _Pack, days: tuple[int, int], rule: ArrowRule) -> tuple[int, int]:
    """The signs of mean score and material conflict: -1 for worse, 1 for better, 0 for neither."""
    a, b = late.mean, early.mean
    score = 0
    if a is not None and b is not None and min(late.of, early.of) >= rule.events and abs(a - b) >= rule.score:
        score = 1 if a > b else -1
    return score, _rates(late.conflict, early.conflict, days, rule.level)


def _rates(late: int, early: int, days: tuple[int, int], level: float) -> int:
    """-1 where the first rate is higher, 1 where it is lower, 0 where chance could do it: given the sum, the first count is binomial."""
    n, p = late + early, days[0] / (days[0] + days[1])
    if _tail(late, n, p) <= level:
        return -1
    return 1 if _tail(early, n, 1 - p) <= level else 0


def _tail(hits: int, n: int, p: float) -> float:
    """The chance of `hits` or more among n."""
    if hits == 0 or not 0 < p < 1:
        return 1.0
    logs = (math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) + k * math.log(p) + (n - k) * math.log1p(-p) for k in range(hits, n + 1))
    return math.fsum(math.exp(x) for x in logs)


def _reason(direction: Direction, why: str, dyad: Dyad, both: bool, recent: Stretch, before: Stretch, name: Name) -> str:
    lead = f"Events {between(dyad, both, name)}: {direction}, {'by ' if direction in ('deteriorating', 'improving') else ''}{why}"
    if direction == "unknown":
        return f"{lead}."
    return f"{lead}: {_told(recent)} in the {recent.days} days to {recent.end}, {_told(before)} in the {before.days} days before."


def _told(stretch: Stretch) -> str:
    mean = f" (mean score {stretch.mean:.1f})" if stretch.mean is not None else ""
    alleged = f", {stretch.alleged} of them only alleged" if stretch.alleged else ""
    return f"{stretch.events} event{'' if stretch.events == 1 else 's'}{mean} with {stretch.conflict} of material conflict{alleged}"
