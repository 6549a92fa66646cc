"""How likely observations are if all of them share one level: the two models behind ruptures.

Conjugate priors, each set by the whole series (its mean, its spread), so that no unit and no scale has to be given.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any


@dataclass(frozen=True, slots=True)
class Marginal:
    """Log marginal likelihood of observations i up to j, j excluded, under one level: `at(i, j)`; and `ending(first, last)`, an array of the same to the
    last bit, a row for each j from `first` up to `last`, a column for each i; what stands where i is not before j has no meaning."""

    at: Callable[[int, int], float]
    ending: Callable[[int, int], Any]


def counts(values: Sequence[int], exposure: Sequence[int]) -> Marginal | None:
    """Poisson counts with their exposures (days), the rate gamma with shape 1 around the rate of the whole; None where all are 0."""
    import numpy as np

    total, days = [0, *accumulate(values)], [0, *accumulate(exposure)]
    if not total[-1]:
        return None
    base = days[-1] / total[-1]
    start = math.log(base)
    gamma = [math.lgamma(1 + n) for n in range(total[-1] + 1)]
    spread = [math.log(base + n) for n in range(days[-1] + 1)]

    def marginal(i: int, j: int) -> float:
        n = total[j] - total[i]
        return start + gamma[n] - (1 + n) * spread[days[j] - days[i]]

    totals, exposed, gammas, spreads = np.array(total), np.array(days), np.array(gamma), np.array(spread)

    def ending(first: int, last: int) -> Any:
        n = totals[first:last, None] - totals[None, : last - 1]
        return start + gammas[n] - (1 + n) * spreads[exposed[first:last, None] - exposed[None, : last - 1]]

    return Marginal(marginal, ending)


def scores(values: Sequence[float]) -> Marginal | None:
    """Normal values, mean and precision normal-gamma around those of the whole with the weight of one value; None where all are alike."""
    import numpy as np

    n = len(values)
    middle = math.fsum(values) / n if n else 0.0
    away = [v - middle for v in values]
    sums, squares = [0.0, *accumulate(away)], [0.0, *accumulate(v * v for v in away)]
    if squares[-1] < 1e-9:
        return None
    rate = squares[-1] / n / 2
    start = math.log(rate)
    gamma = [math.lgamma(1 + k / 2) for k in range(n + 1)]

    def marginal(i: int, j: int) -> float:
        k, total = j - i, sums[j] - sums[i]
        within = max(0.0, squares[j] - squares[i] - total * total / k) / 2 + total * total / k / (1 + k) / 2
        return gamma[k] + start - (1 + k / 2) * math.log(rate + within) - math.log(1 + k) / 2 - k / 2 * math.log(2 * math.pi)

    def ending(first: int, last: int) -> Any:
        out = np.zeros((last - first, last - 1))
        for j in range(first, last):
            out[j - first, :j] = [marginal(i, j) for i in range(j)]  # numpy's logarithm may differ in the last bit
        return out

    return Marginal(marginal, ending)
