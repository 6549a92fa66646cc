"""A person's word on which claims are of one event: it holds however often everything is resolved anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from sayso.model.coding import Coding
from sayso.model.event import Event
from sayso.model.telling import Bond, Tally, Telling
from sayso.ontology.load import Ontology
from sayso.ontology.resolving import Resolving
from sayso.resolve.cut import apart_of, parts
from sayso.resolve.resolver import all_matches, cut
from sayso.resolve.tellings import seeks, tellings

Resolve = Callable[..., tuple[Event, ...]]
REPORTS = (
    ("2031-04-09", "a", "Chadian jets bombed a market in Faya on Tuesday, killing nine traders."),
    ("2031-04-10", "b", "At least nine people died when Chad's air force struck Faya on Tuesday, a doctor said."),
    ("2031-04-10", "c", "Rebels attacked an army post near Abeche on Thursday. The attack left four soldiers dead."),
)


@pytest.fixture(scope="module")
def codings(code: Callable[..., Coding]) -> list[Coding]:
    return [code(text, day, outlet) for day, outlet, text in REPORTS]


@pytest.fixture(scope="module")
def claims(codings: list[Coding]) -> Callable[[str, str], str]:
    """claims("a", "bombed"): the id of the claim a word makes in an outlet's report."""
    of = {(c.document.outlet, c.trigger.text): c.id for coding in codings for c in coding.claims}
    return lambda outlet, trigger: of[outlet, trigger]


def together(events: Iterable[Event], one: str, other: str) -> bool:
    return any({one, other} <= {m.claim for m in e.members} for e in events)


def test_a_merge_holds(codings: list[Coding], claims: Callable[[str, str], str], resolve: Resolve) -> None:
    one, other = claims("a", "bombed"), claims("c", "attacked")
    assert not together(resolve(codings), one, other)
    for seed in range(5):
        assert together(resolve(Random(seed).sample(codings, 3), [Bond(one, other, True)]), one, other)


def test_a_split_of_two_reports_holds(codings: list[Coding], claims: Callable[[str, str], str], resolve: Resolve) -> None:
    one, other = claims("a", "bombed"), claims("b", "struck")
    assert together(resolve(codings), one, other)
    for seed in range(5):
        assert not together(resolve(Random(seed).sample(codings, 3), [Bond(one, other, False)]), one, other)


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("pair", [("a", "bombed", "c", "attacked"), ("a", "bombed", "b", "struck"), ("c", "attacked", "c", "attack")])
def test_the_latest_word_wins(
    codings: list[Coding], claims: Callable[[str, str], str], resolve: Resolve, pair: tuple[str, str, str, str], swapped: bool
) -> None:
    one, other = claims(*pair[:2]), claims(*pair[2:])
    later = (other, one) if swapped else (one, other)
    assert together(resolve(codings, [Bond(one, other, False), Bond(*later, True)]), one, other)
    assert not together(resolve(codings, [Bond(one, other, True), Bond(*later, False)]), one, other)


def test_bonds_on_claims_that_are_gone_change_nothing(codings: list[Coding], claims: Callable[[str, str], str], resolve: Resolve) -> None:
    gone = [Bond(claims("a", "bombed"), "no such claim", same) for same in (True, False)]
    assert resolve(codings, gone) == resolve(codings)


def test_words_and_deeds_stay_apart_whatever_is_said(code: Callable[..., Coding], resolve: Resolve) -> None:
    coding = code("Chad accused Libya of shelling Aouzou on Monday.", "2031-04-09")
    said, done = (c.id for c in coding.claims)
    assert resolve([coding], [Bond(said, done, True)]) == resolve([coding])


# two claims of one report


def test_two_claims_of_one_report_can_be_split(codings: list[Coding], claims: Callable[[str, str], str], resolve: Resolve) -> None:
    stays, leaves = claims("c", "attacked"), claims("c", "left four soldiers dead")
    before = resolve(codings)
    after = resolve(codings, [Bond(leaves, stays, False), Bond(leaves, claims("c", "attack"), False)])
    assert together(before, stays, leaves)
    assert not together(after, stays, leaves)
    assert together(after, stays, claims("c", "attack"))
    assert len(after) == len(before) + 1
    new = next(e for e in after if leaves in {m.claim for m in e.members})
    assert (new.id, [f.low for f in new.figures]) == (f"e{leaves}", [4])
    old = next(e for e in after if stays in {m.claim for m in e.members})
    assert old.figures == ()
    assert old.id in {e.id for e in before}


def test_a_split_changes_no_other_event(codings: list[Coding], claims: Callable[[str, str], str], resolve: Resolve) -> None:
    strike = claims("a", "bombed")
    after = resolve(codings, [Bond(claims("c", "attacked"), claims("c", "attack"), False)])
    assert [e for e in resolve(codings) if together([e], strike, strike)] == [e for e in after if together([e], strike, strike)]


def test_only_what_a_person_names_leaves(codings: list[Coding], claims: Callable[[str, str], str], resolve: Resolve) -> None:
    leaves, stays, other = claims("a", "killing"), claims("a", "bombed"), claims("b", "struck")
    after = resolve(codings, [Bond(leaves, c, False) for c in (stays, other)])
    assert together(after, stays, other)
    assert not together(after, leaves, stays)
    assert not together(after, leaves, other)


def test_what_names_nothing_stands_alone_once_it_is_split_off(codings: list[Coding], claims: Callable[[str, str], str], resolve: Resolve) -> None:
    """ "The attack" of nobody knows whom fits any event; it must not fly to the next best."""
    leaves = claims("c", "attack")
    after = resolve(codings, [Bond(leaves, claims("c", t), False) for t in ("attacked", "left four soldiers dead")])
    assert [[m.claim for m in e.members] for e in after if together([e], leaves, leaves)] == [[leaves]]


def test_a_part_can_be_merged_elsewhere(codings: list[Coding], claims: Callable[[str, str], str], resolve: Resolve) -> None:
    leaves, stays, home = claims("c", "left four soldiers dead"), claims("c", "attacked"), claims("a", "bombed")
    bonds = [Bond(leaves, stays, False), Bond(leaves, claims("c", "attack"), False), Bond(home, leaves, True)]
    for seed in range(5):
        after = resolve(Random(seed).sample(codings, 3), bonds)
        assert together(after, home, leaves)
        assert not together(after, home, stays)


def made(make: Any, count: int = 4) -> Telling:
    """One report's telling of some claims: the first, third … by Chad in Faya on the 8th, the others by Libya in Kufra on the 7th."""
    here, there = make.place("Faya", 17.9, 19.1), make.place("Kufra", 24.2, 23.3, "LBY")
    told = [
        make.told(by=[make.party("Chad", "TCD")], place=here, time=make.day("2031-04-08"), counts=[make.count(n)])
        if n % 2 == 0
        else make.told(by=[make.party("Libya", "LBY")], place=there, time=make.day("2031-04-07"))
        for n in range(count)
    ]
    return make.telling("a", *told)  # type: ignore[no-any-return]


def held(found: Iterable[Telling]) -> list[list[str]]:
    return [[t.claim for t in p.told] for p in found]


def test_parts_are_tellings_of_their_own(make: Any, rules: Resolving) -> None:
    whole = made(make)
    a, b, c, d = (t.claim for t in whole.told)
    first, second = parts(whole, apart_of([Bond(x, y, False) for x in (a, c) for y in (b, d)]), rules)
    assert held((first, second)) == [[a, c], [b, d]]
    assert (first.id, second.id) == (whole.id, f"{whole.id}/{b}")
    assert (first.actors, second.actors) == (("TCD",), ("LBY",))
    assert (first.start, second.start) == ("2031-04-08", "2031-04-07")
    assert second.place is not None
    assert second.place.name == "Kufra"
    assert not set(second.blocks) & set(first.blocks)
    assert not seeks(second, rules).isdisjoint(second.blocks)


def test_figures_told_beside_the_claims_stay_with_the_first_part(make: Any, rules: Resolving) -> None:
    whole = replace(made(make, 2), tallies=(Tally(make.count(4), (make.source("a doctor"),)),))
    first, second = parts(whole, apart_of([Bond(*(t.claim for t in whole.told), False)]), rules)
    assert (first.tallies, second.tallies) == (whole.tallies, ())


def test_ids_of_parts_do_not_change_when_more_is_split(make: Any, rules: Resolving) -> None:
    whole = made(make)
    a, b, c, d = (t.claim for t in whole.told)
    once = parts(whole, apart_of([Bond(d, x, False) for x in (a, b, c)]), rules)
    twice = parts(whole, apart_of([Bond(d, x, False) for x in (a, b, c)] + [Bond(b, x, False) for x in (a, c)]), rules)
    assert held(once) == [[a, b, c], [d]]
    assert sorted(held(twice)) == sorted([[a, c], [b], [d]])
    assert {p.id: p for p in twice}[once[1].id] == once[1]


def test_nothing_apart_leaves_a_telling_as_it_is(make: Any, rules: Resolving) -> None:
    whole = made(make)
    a, b, *_ = (t.claim for t in whole.told)
    assert parts(whole, apart_of([Bond(a, b, False), Bond(b, a, True)]), rules) == (whole,)
    assert parts(whole, apart_of([Bond(a, "of another report", False)]), rules) == (whole,)


def test_cutting_what_is_cut_changes_nothing(codings: list[Coding], claims: Callable[[str, str], str], ontology: Ontology) -> None:
    rules = ontology.resolving
    told = tuple(t for c in codings for t in tellings(c, rules))
    bonds = [Bond(claims("c", "attacked"), claims("c", "attack"), False), Bond(claims("a", "bombed"), claims("a", "killing"), False)]
    once = cut(told, all_matches(told, rules), bonds, rules)
    assert len(once[0]) == len(told) + 2
    assert cut(*once, bonds, rules) == once
    assert once[1] == tuple(sorted(all_matches(once[0], rules), key=lambda m: (m.one, m.other)))


def test_parts_are_compared_as_they_are_now(make: Any, rules: Resolving) -> None:
    """The part of the 7th in Kufra meets the other report of it, the rest no longer does."""
    whole = made(make)
    a, b, c, d = (t.claim for t in whole.told)
    other = make.telling("b", make.told(by=[make.party("Libya", "LBY")], place=make.place("Kufra", 24.2, 23.3, "LBY"), time=make.day("2031-04-07")))
    bonds = [Bond(x, y, False) for x in (a, c) for y in (b, d)]
    known, found = cut([whole, other], (), bonds, rules)
    assert [{m.one, m.other} for m in found] == [{f"{whole.id}/{b}", other.id}]
    assert len(known) == 3
