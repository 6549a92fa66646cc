"""Things that match into groups: the surest pair first, two groups only where they fit as wholes. The order of input does not matter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

Ids = tuple[str, ...]
Pair = tuple[str, str]


POINTS = 10_000
"""Scores have four digits. They are added up as whole numbers: sums do not depend on the order."""


def pair(one: str, other: str) -> Pair:
    """Two ids in order."""
    return (one, other) if one < other else (other, one)


def cluster(
    ids: Collection[str],
    scores: Mapping[Pair, float],
    rest: Callable[[str, str], float | None],
    join: float,
    same: Collection[Pair] = (),
    apart: Collection[Pair] = (),
) -> tuple[Ids, ...]:
    """Groups of ids, each sorted, in order of their first id.

    Greedy average linkage: pairs of `scores` by falling score (ties by id); two groups become one where the mean score over all pairs between them
    is at least `join`. `rest` scores a pair that is not in `scores`; None says that two can never be one. `same` and `apart` are a person's word: they come
    first and are never overruled.
    """
    groups = {i: [i] for i in ids}
    of = {i: i for i in ids}
    known: dict[Pair, int | None] = {key: round(score * POINTS) for key, score in scores.items()}
    never = {pair(*p) for p in apart}
    refused = dict[Pair, tuple[int, int]]()
    for one, other in sorted(pair(*p) for p in same):
        _merge(groups, of, one, other)
    for one, other in sorted(scores, key=lambda p: (-scores[p], p)):
        a, b = pair(of[one], of[other])
        sizes = len(groups[a]), len(groups[b])
        if a == b or refused.get((a, b)) == sizes:  # groups only grow: of the same sizes they are the same groups
            continue
        if _fit(groups[a], groups[b], known, rest, join, never):
            _merge(groups, of, a, b)
        else:
            refused[a, b] = sizes
    return tuple(sorted(tuple(sorted(g)) for g in groups.values()))


def _fit(one: list[str], other: list[str], known: dict[Pair, int | None], rest: Callable[[str, str], float | None], join: float, never: set[Pair]) -> bool:
    """Whether the mean is high enough. What is not known is worked out only as long as that can still be."""
    left = len(one) * len(other)
    bar, total, missing = join * POINTS * left, 0, list[Pair]()
    for a in one:
        for b in other:
            key = (a, b) if a < b else (b, a)
            if never and key in never:
                return False
            if key not in known:
                missing.append(key)
                continue
            points = known[key]
            if points is None:
                return False
            total += points
            left -= 1
    for key in missing:
        if total + left * POINTS < bar:
            return False
        score = rest(*key)
        points = known[key] = None if score is None else round(score * POINTS)
        if points is None:
            return False
        total += points
        left -= 1
    return total >= bar


def _merge(groups: dict[str, list[str]], of: dict[str, str], one: str, other: str) -> None:
    """Join the groups of two ids; the smaller name stays."""
    a, b = sorted((of[one], of[other]))
    if a == b:
        return
    for i in groups[b]:
        of[i] = a
    groups[a] += groups.pop(b)
