"""Events depend on which reports there are, not on the order they come in, nor on reports about something else."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from sayso.model.coding import Coding
from sayso.model.event import Event
from sayso.model.telling import Telling
from sayso.ontology.load import Ontology
from sayso.resolve.events import Given
from sayso.resolve.resolver import all_matches, events, matches
from sayso.resolve.sides import Press
from sayso.resolve.tellings import tellings
from sayso.run.joining import joined

Resolve = Callable[..., tuple[Event, ...]]
REPORTS = (
    ("2031-04-09", "a", "Chadian jets bombed a market in Faya on Tuesday, killing nine traders, residents said. The attack also wounded 20 people."),
    ("2031-04-09", "b", "Chad's army denied bombing a market in Faya on Tuesday. Nobody was killed, the army said."),
    ("2031-04-10", "c", "At least nine people died when Chad's air force struck Faya on Tuesday, a doctor said. The strike hit a market."),
    ("2031-04-10", "d", "Libya accused Chad of bombing a market in Faya. Chad shut its border with Libya on Wednesday."),
    ("2031-04-11", "e", "Rebels attacked an army post near Abeche on Thursday. The attack left four soldiers dead, the army said."),
    ("2031-04-11", "f", "Eleven traders were killed on Tuesday when Chadian jets bombed a market in Faya, a witness said."),
    ("2031-04-12", "g", "Chad closed its border with Libya on Wednesday after air raids on Faya."),
    ("2031-04-12", "h", "Libya's president and Chad's foreign minister met in Tunis on Friday and agreed to reopen the border."),
)
FAR = (
    ("2031-04-09", "x", "Peruvian police arrested 30 miners in Puno on Tuesday. Protesters marched through Lima."),
    ("2033-01-05", "y", "Chadian jets bombed a bridge in Faya on Monday, killing two drivers."),
    ("2031-04-10", "z", "Japan will send rice to Mozambique, the foreign ministry in Tokyo said on Thursday."),
)


@pytest.fixture(scope="module")
def codings(code: Callable[..., Coding]) -> list[Coding]:
    return [code(text, day, outlet) for day, outlet, text in REPORTS]


@pytest.fixture(scope="module")
def given(ontology: Ontology) -> Given:
    return Given(ontology.resolving, ontology.types, ontology.crosswalk, Press({}, {}))


def test_these_reports_join(codings: list[Coding], resolve: Resolve) -> None:
    events = resolve(codings)
    strike = max(events, key=lambda e: e.reports)
    assert strike.reports >= 4
    assert strike.status == "disputed"
    assert len(events) >= 4


def test_the_order_of_reports_makes_no_difference(codings: list[Coding], resolve: Resolve) -> None:
    first = resolve(codings)
    for seed in range(40):
        assert resolve(Random(seed).sample(codings, len(codings))) == first
    assert resolve(codings[::-1]) == first


def test_one_by_one_finds_the_same_matches_as_all_at_once(codings: list[Coding], ontology: Ontology) -> None:
    rules = ontology.resolving
    told = [t for c in codings for t in tellings(c, rules)]
    whole = {(m.one, m.other): m for m in all_matches(told, rules)}
    assert whole
    for seed in range(5):
        known: list[Telling] = []
        found = {}
        for t in Random(seed).sample(told, len(told)):
            found |= {(m.one, m.other): m for m in matches([t], known, rules)}
            known.append(t)
        assert found == whole


def test_reports_of_something_else_change_no_event(codings: list[Coding], code: Callable[..., Coding], resolve: Resolve) -> None:
    alone = resolve(codings)
    more = resolve([*(code(text, day, outlet) for day, outlet, text in FAR), *codings])
    assert len(more) > len(alone)
    assert [e for e in more if e in alone] == list(alone)


def test_an_event_keeps_its_id_when_later_reports_join_it(codings: list[Coding], resolve: Resolve) -> None:
    early = {e.id: e for e in resolve(codings[:3])}
    late = {e.id: e for e in resolve(codings)}
    assert {*early} <= {*late}
    assert any(late[i].reports > early[i].reports for i in early)


def test_the_same_events_as_the_program_makes(codings: list[Coding], ontology: Ontology, given: Given) -> None:
    told = [t for c in codings for t in tellings(c, ontology.resolving)]
    found = tuple(all_matches(told, ontology.resolving))
    assert joined(codings, ontology, given.press.outlets) == events(told, found, (), given)


def test_members_are_claims_of_the_reports_each_once(codings: list[Coding], resolve: Resolve) -> None:
    claims = {c.id: c.document.id for coding in codings for c in coding.claims}
    members = [m for e in resolve(codings) for m in e.members]
    assert len({m.claim for m in members}) == len(members)
    assert all(claims[m.claim] == m.document and 0 <= m.score <= 1 for m in members)
    told = {c for e in resolve(codings) for a in e.accounts for c in a.claims}
    assert told == {m.claim for m in members}
