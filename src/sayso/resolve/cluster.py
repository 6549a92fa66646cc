"""Things that match into groups: the surest pair first, two groups only where they fit as wholes. The order of input does not matter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

Ids = tuple[str, ...]
Pair = tuple[str, str]


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
    known: dict[Pair, float | None] = dict(scores)
    never = {pair(*p) for p in apart}
    for one, other in sorted(pair(*p) for p in same):
        _merge(groups, of, one, other)
    for one, other in sorted(scores, key=lambda p: (-scores[p], p)):
        a, b = of[one], of[other]
        if a != b and _fit(groups[a], groups[b], known, rest, join, never):
            _merge(groups, of, a, b)
    return tuple(sorted(tuple(sorted(g)) for g in groups.values()))


def _fit(one: list[str], other: list[str], known: dict[Pair, float | None], rest: Callable[[str, str], float | None], join: float, never: set[Pair]) -> bool:
    total = 0.0
    for a in one:
        for b in other:
            key = pair(a, b)
            if key in never:
                return False
            if key not in known:
                known[key] = rest(*key)
            score = known[key]
            if score is None:
                return False
            total += score
    return total >= join * len(one) * len(other)


def _merge(groups: dict[str, list[str]], of: dict[str, str], one: str, other: str) -> None:
    """Join the groups of two ids; the smaller name stays."""
    a, b = sorted((of[one], of[other]))
    if a == b:
        return
    for i in groups[b]:
        of[i] = a
    groups[a] += groups.pop(b)
