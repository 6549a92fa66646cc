"""Sums of a rolling window over a dyad's events, day by day, and the maximum of the past."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.model.series import Traced
from sayso.ontology.tracking import Measure
from sayso.track.placed import Placed


@dataclass(frozen=True, slots=True)
class Sums:
    """What one measure adds up of one dyad up to the day at index `today`.

    `values` are the sums of the windows that end on `start` and each day after it, and go on for a window's length after `today` as they would
    if nothing more happened. Before `start` they are 0.
    """

    measure: Measure
    placed: tuple[Placed, ...]
    window: int
    start: date
    today: int
    values: tuple[int, ...]

    def day(self, at: int) -> date:
        """The day at an index of `values`."""
        return self.start + timedelta(days=at)

    def behind(self, at: int) -> tuple[Placed, ...]:
        """The events of the window that ends on the day at an index."""
        days = [p.day for p in self.placed]
        return self.placed[bisect_right(days, self.day(at - self.window)) : bisect_right(days, self.day(at))]


@dataclass(frozen=True, slots=True)
class Rise:
    """A day on which the rule holds: its index among the sums, the maximum of the longest past it exceeds, of how many years that is, the
    maximum of the shortest past, and the years of the shortest past that could not be judged (0: none)."""

    at: int
    former: int
    years: int
    least: int
    uncovered: int


def sums_of(placed: Iterable[Placed], measure: Measure, window: int, end: date) -> Sums | None:
    """The sums of a measure up to `end` over a dyad's placed events, which come in order of days; None where nothing counts."""
    chosen = [(p, _worth(p.event, measure)) for p in placed if p.day <= end and p.nature in measure.counts and p.event.quad in measure.quads]
    kept = [(p, value) for p, value in chosen if value]
    if not kept:
        return None
    start = kept[0][0].day
    change = [0] * ((end - start).days + 1 + window)
    for p, value in kept:
        at = (p.day - start).days
        change[at] += value
        change[at + window] -= value
    values, total = [], 0
    for step in change:
        total += step
        values.append(total)
    return Sums(measure, tuple(p for p, _ in kept), window, start, (end - start).days, tuple(values))


def _worth(event: Traced, measure: Measure) -> int:
    return 1 if measure.of == "events" else event.killed or 0


def former(values: Sequence[int], past: int, window: int) -> tuple[int, ...]:
    """For each day the highest sum of all windows that lie wholly in the `past` days before the window that ends on it."""
    out, best = [], deque[int]()
    for at in range(len(values)):
        if (new := at - window) >= 0:
            while best and values[best[-1]] <= values[new]:
                best.pop()
            best.append(new)
        while best and best[0] < at - past:
            best.popleft()
        out.append(values[best[0]] if best else 0)
    return tuple(out)


def former_at(values: Sequence[int], at: int, past: int, window: int) -> int:
    """The same for one day: of few days, quicker than for all."""
    return max(values[max(0, at - past) : max(0, at - window + 1)], default=0)


def runs(rises: Sequence[Rise], gap: int) -> list[tuple[Rise, ...]]:
    """Rises in order of days, in runs: a new one where more than `gap` days lie between two."""
    out: list[list[Rise]] = []
    for rise in rises:
        if out and rise.at - out[-1][-1].at <= gap:
            out[-1].append(rise)
        else:
            out.append([rise])
    return [tuple(run) for run in out]
