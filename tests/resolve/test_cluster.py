"""Grouping by average linkage, with a person's word above it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, pairwise, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.resolve.cluster import Pair, cluster, pair

IDS = tuple("abcdefg")
PAIRS = tuple(combinations(IDS, 2))
JOIN = 0.5


def rest_of(scores: dict[Pair, float], low: float | None = 0.1) -> Callable[[str, str], float | None]:
    return lambda a, b: scores.get(pair(a, b), low)


score_tables = st.dictionaries(st.sampled_from(PAIRS), st.floats(0.3, 1).map(lambda x: round(x, 2)))
vetoes = st.sets(st.sampled_from(PAIRS), max_size=5)


def together(groups: tuple[tuple[str, ...], ...], one: str, other: str) -> bool:
    return any(one in g and other in g for g in groups)


@settings(max_examples=200, deadline=None)
@given(scores=score_tables, never=vetoes, apart=vetoes)
def test_every_id_is_in_one_group(scores: dict[Pair, float], never: set[Pair], apart: set[Pair]) -> None:
    groups = cluster(IDS, scores, lambda a, b: None if pair(a, b) in never else 0.1, JOIN, (), apart)
    assert sorted(i for g in groups for i in g) == sorted(IDS)
    assert list(groups) == sorted(groups)
    assert all(list(g) == sorted(g) for g in groups)


@settings(max_examples=200, deadline=None)
@given(scores=score_tables, apart=vetoes)
def test_what_is_set_apart_is_never_joined(scores: dict[Pair, float], apart: set[Pair]) -> None:
    groups = cluster(IDS, scores, rest_of(scores, 0.9), JOIN, (), [(b, a) for a, b in apart])
    assert not any(together(groups, a, b) for a, b in apart)


@settings(max_examples=200, deadline=None)
@given(scores=score_tables, same=st.sets(st.sampled_from(PAIRS), max_size=4), apart=vetoes)
def test_what_a_person_joins_stays_joined(scores: dict[Pair, float], same: set[Pair], apart: set[Pair]) -> None:
    bound = cluster(IDS, {}, rest_of({}), JOIN, same)
    apart = {p for p in apart if not together(bound, *p)}
    groups = cluster(IDS, scores, rest_of(scores, None), JOIN, same, apart)
    assert all(together(groups, a, b) for a, b in same)
    assert not any(together(groups, a, b) for a, b in apart)


@settings(max_examples=150, deadline=None)
@given(scores=score_tables, same=st.lists(st.sampled_from(PAIRS), max_size=3), apart=st.lists(st.sampled_from(PAIRS), max_size=3), shuffle=st.randoms())
def test_the_order_of_input_makes_no_difference(scores: dict[Pair, float], same: list[Pair], apart: list[Pair], shuffle: object) -> None:
    first = cluster(IDS, scores, rest_of(scores), JOIN, same, apart)
    mixed = [[*IDS], [*scores.items()], [*same], [*apart]]
    for part in mixed:
        shuffle.shuffle(part)  # type: ignore[attr-defined]
    ids, pairs, joined, parted = mixed
    assert cluster(ids, dict(pairs), rest_of(scores), JOIN, joined, parted) == first  # type: ignore[arg-type]


def test_ties_are_settled_by_id_in_every_order() -> None:
    scores = {("a", "b"): 0.6, ("b", "c"): 0.6}
    for ids in permutations("abc"):
        assert cluster(ids, scores, rest_of(scores), JOIN) == (("a", "b"), ("c",))


def test_a_chain_of_weak_links_does_not_pull_everything_together() -> None:
    scores = {pair(a, b): 0.6 for a, b in pairwise(IDS)}
    groups = cluster(IDS, scores, rest_of(scores, 0.0), JOIN)
    assert max(len(g) for g in groups) == 2
    assert not together(groups, "a", "g")


def test_one_strong_link_does_not_join_two_groups_that_do_not_fit() -> None:
    scores = {("a", "b"): 0.95, ("c", "d"): 0.95, ("b", "c"): 0.9}
    assert cluster("abcd", scores, rest_of(scores, 0.1), JOIN) == (("a", "b"), ("c", "d"))


def test_groups_that_fit_as_wholes_join() -> None:
    scores = dict.fromkeys(combinations("abcd", 2), 0.7)
    assert cluster("abcd", scores, rest_of(scores), JOIN) == (("a", "b", "c", "d"),)


def test_one_impossible_pair_keeps_two_groups_apart() -> None:
    scores = {p: 0.9 for p in combinations("abcd", 2) if p != ("b", "c")} | {("a", "b"): 0.95, ("c", "d"): 0.95}
    assert cluster("abcd", scores, rest_of(scores, None), JOIN) == (("a", "b"), ("c", "d"))
    assert len(cluster("abcd", scores, rest_of(scores, 0.0), JOIN)) == 1


def test_apart_holds_for_whoever_a_person_joined_with_them() -> None:
    scores = {("a", "b"): 0.9, ("a", "c"): 0.9, ("b", "c"): 0.9}
    assert cluster("abc", scores, rest_of(scores), JOIN, [("a", "b")], [("b", "c")]) == (("a", "b"), ("c",))


def test_the_bar_itself_is_enough() -> None:
    scores = {("a", "b"): JOIN}
    assert cluster("ab", scores, rest_of(scores), JOIN) == (("a", "b"),)


def test_nothing_to_group() -> None:
    assert cluster((), {}, rest_of({}), JOIN) == ()
    assert cluster("a", {}, rest_of({}), JOIN) == (("a",),)
