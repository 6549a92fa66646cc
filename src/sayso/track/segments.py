"""The most probable segments of a series, and how probable one bound between two of them is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sayso.track import levels

BLOCK = 64
"""Ends of segments whose likelihoods are worked out at once: half the time of one after the other, and little memory."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What is observed, in order: first and last days, values, and weights (covered days of counts, 1 for scores). `scores`: values are normal,
    else Poisson."""

    starts: tuple[date, ...]
    ends: tuple[date, ...]
    values: tuple[float, ...]
    weights: tuple[int, ...]
    scores: bool

    def mean(self, i: int, j: int) -> float:
        """The level of observations i up to j, j excluded."""
        return math.fsum(self.values[i:j]) / sum(self.weights[i:j])

    def span(self, i: int, j: int) -> int:
        """Days from the first of observations i up to j to the last."""
        return (self.ends[j - 1] - self.starts[i]).days + 1

    def without(self, i: int, j: int) -> Observed:
        """All but observations i up to j."""
        return Observed(
            self.starts[:i] + self.starts[j:],
            self.ends[:i] + self.ends[j:],
            self.values[:i] + self.values[j:],
            self.weights[:i] + self.weights[j:],
            self.scores,
        )


@dataclass(frozen=True, slots=True)
class Model:
    """What is observed with the logs of the chance of a change before each and of none (running), and the likelihood of one level."""

    seen: Observed
    change: tuple[float, ...]
    stay: tuple[float, ...]
    marginal: levels.Marginal
    least: int

    def whole(self, i: int, j: int) -> float:
        """Log likelihood of one segment, with the chance of no change within it; never where it is too short."""
        if self.seen.span(i, j) < self.least:
            return -math.inf
        return self.marginal.at(i, j) + self.stay[j] - self.stay[i + 1]


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound between two neighbours: the probability that there is one against none, and the observations it lies before with 95 %."""

    probability: float
    earliest: int
    latest: int


def model_of(seen: Observed, every: int, least: int) -> Model | None:
    """The model: one change is expected in `every` days, no segment spans less than `least`. None where all values are alike or there are none."""
    marginal = levels.scores(seen.values) if seen.scores else levels.counts([round(v) for v in seen.values], seen.weights)
    if marginal is None:
        return None
    none = math.log1p(-1 / every)
    steps = [none * (b - a).days for a, b in pairwise(seen.starts)]
    stay = [0.0, 0.0]
    for step in steps:
        stay.append(stay[-1] + step)
    return Model(seen, (0.0, *(math.log(-math.expm1(s)) for s in steps)), tuple(stay), marginal, least)


def segments(model: Model) -> list[int]:
    """Bounds of the most probable segments, 0 and the end included: [0, n] where there is but one."""
    import numpy as np

    n = len(model.seen.starts)
    starts, ends = (np.array([day.toordinal() for day in days]) for days in (model.seen.starts, model.seen.ends))
    change, stay = np.array(model.change), np.array(model.stay)
    best, last = np.full(n + 1, -math.inf), [0] * (n + 1)
    best[0] = 0.0
    for first in range(1, n + 1, BLOCK):
        end = min(first + BLOCK, n + 1)
        whole = model.marginal.ending(first, end) + stay[first:end, None] - stay[None, 1:end]
        whole[ends[first - 1 : end - 1, None] - starts[None, : end - 1] + 1 < model.least] = -math.inf
        for j in range(first, end):
            scores = best[:j] + change[:j] + whole[j - first, :j]
            last[j] = int(scores.argmax())
            best[j] = scores[last[j]]
    bounds = [n]
    while bounds[-1]:
        bounds.append(last[bounds[-1]])
    return bounds[::-1]


def bound(model: Model, first: int, middle: int, end: int) -> Bound:
    """How probable a change between two neighbouring bounds is; `middle` is the most probable place, and stays within the interval."""
    none = model.whole(first, end)
    at = [model.whole(first, k) + model.change[k] + model.whole(k, end) for k in range(first + 1, end)]
    top = max(none, *at)
    if top == -math.inf:
        return Bound(0.0, middle, middle)
    weights = [math.exp(a - top) for a in at]
    total = math.fsum(weights)
    reached, early, late = 0.0, middle, middle
    for k, weight in enumerate(weights, first + 1):
        if reached <= 0.025 * total:
            early = k
        if reached < 0.975 * total:
            late = k
        reached += weight
    return Bound(total / (total + math.exp(none - top)), min(early, middle), max(late, middle))
