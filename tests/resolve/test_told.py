"""Which claims have a part in events, and what resolving takes over from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from sayso.model.claim import Claim
from sayso.model.coding import Coding
from sayso.model.statement import Link, Party
from sayso.model.telling import Telling
from sayso.ontology.resolving import Resolving
from sayso.resolve.told import left_out, source_of, told_of

Code = Callable[..., Coding]


@pytest.mark.parametrize(
    ("text", "trigger", "reason"),
    [
        ("Chad will attack Libya next week, an analyst said.", "attack", "future: it has not happened"),
        ("Chad could attack Libya next week, an analyst said.", "attack", "hypothetical: it has not happened"),
        ("Chad might attack Libya if the talks fail, the envoy said.", "attack", "conditional: it has not happened"),
        ("Police foiled a plot to bomb the parliament in Niamey.", "bomb", "hypothetical: it has not happened"),
        ("Soldiers usually beat detainees at the camp in Diffa.", "beat", "habitual: it is no one happening"),
        ("Chad's president ruled out an attack on Libya.", "attack", "negated intention: it says nothing of a happening"),
        ("Chad will not attack Libya, the president said.", "attack", "negated commitment: it says nothing of a happening"),
        ("Libya does not want to attack Chad.", "attack", "negated, hypothetical: it says nothing of a happening"),
        ("Libya is not planning to attack Chad.", "attack", "negated, hypothetical: it says nothing of a happening"),
    ],
)
def test_what_did_not_happen_is_left_out_with_the_reason(claim_of: Callable[..., Claim], text: str, trigger: str, reason: str) -> None:
    assert left_out(claim_of(text, trigger)) == reason


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Chad attacked Libya on Monday.", "attacked"),
        ("Chad did not attack Libya, the president said.", "attack"),
        ("Chad and Libya have been fighting near Aouzou since Monday.", "fighting"),
        ("Libya threatened to attack Chad.", "threatened"),
        ("Libya plans to attack Zawia.", "plans"),
    ],
)
def test_deeds_denials_and_words_are_kept(claim_of: Callable[..., Claim], text: str, trigger: str) -> None:
    assert left_out(claim_of(text, trigger)) is None


def test_the_content_of_a_threat_is_no_act_of_force(tell: Callable[..., tuple[Telling, ...]]) -> None:
    (only,) = tell("“We will bomb Abeche if the convoy moves,” the Libyan defence minister said.")
    assert (only.family, [t.type for t in only.told]) == ("charge", ["THREATEN"])


def test_a_status_alone_leaves_out_too(claim_of: Callable[..., Claim]) -> None:
    claim = claim_of("Chad attacked Libya on Monday.", "attacked")
    assert left_out(replace(claim, status="conditional")) == "conditional: it has not happened"
    assert left_out(replace(claim, realis="foiled")) == "foiled: it has not happened"


@pytest.mark.parametrize(
    ("text", "trigger", "says"),
    [
        ("Chad attacked Libya on Monday.", "attacked", "done"),
        ("Chad attacked Libya on Monday, Libya's army said.", "attacked", "done"),
        ("Chad did not attack Libya, Libya's army said.", "attack", "denied"),
        ("Chad may have attacked Libya on Monday, an envoy said.", "attacked", "open"),
    ],
)
def test_what_a_claim_says(claim_of: Callable[..., Claim], rules: Resolving, text: str, trigger: str, says: str) -> None:
    assert told_of(claim_of(text, trigger), False, rules).says == says


def test_a_denial_and_an_accusation_tell_what_they_are_about(code: Code, rules: Resolving) -> None:
    coding = code("Chad accused Libya of shelling Aouzou on Monday. Libya denied shelling Aouzou.", "2031-04-09")
    told = {(c.event, c.polarity): told_of(c, False, rules) for c in coding.claims}
    shelled = told["ASSAULT", "+"]
    assert told["ACCUSE", "+"].about == (shelled.claim,)
    assert told["ASSAULT", "-"].about == (shelled.claim,)


def test_only_figures_of_the_incident_go_with_a_claim(code: Code, rules: Resolving) -> None:
    coding = code("Chad bombed a market in Faya on Monday, killing nine traders. Since January 400 people have been killed in Faya.", "2031-04-09")
    assert {(c.kind, c.best) for claim in coding.claims if left_out(claim) is None for c in told_of(claim, False, rules).counts} == {("killed", 9)}


def party(**given: Any) -> Party:
    return replace(Party("The Ministry", None, None, "organ", "TCD", ("GOV",), None, None), **given)


def link(speaker: Party | None) -> Link:
    return Link(speaker, "official", None, "neutral", None)


def test_a_source_is_one_whatever_its_article(rules: Resolving) -> None:
    keys = {source_of(link(party(text=t)), False, rules.articles).key for t in ("The Ministry", "the ministry", "Ministry", "a ministry")}
    assert keys == {"ministry|TCD"}


def test_sources_of_one_name_in_two_countries_are_two(rules: Resolving) -> None:
    here, there = (source_of(link(party(country=c)), False, rules.articles).key for c in ("TCD", "LBY"))
    assert here != there


def test_a_party_with_an_id_is_known_by_it(rules: Resolving) -> None:
    source = source_of(link(party(text="Hizbullah", name="Hezbollah", kind="group", id="hezbollah")), False, rules.articles)
    assert (source.key, source.group, source.name) == ("hezbollah", "hezbollah", "Hezbollah")


def test_an_article_alone_is_a_name(rules: Resolving) -> None:
    assert source_of(link(party(text="A", country=None)), False, rules.articles).key == "a|"


def test_nobody_named_is_a_source_by_its_kind(rules: Resolving) -> None:
    assert source_of(link(None), False, rules.articles).key == "unnamed official"
