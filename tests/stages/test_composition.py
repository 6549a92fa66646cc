"""An act about an act is one category."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.model.claim import Claim
from sayso.model.coding import Coding

Code = Callable[..., Coding]


def events(coding: Coding) -> list[str]:
    return [c.event for c in coding.claims]


def the(coding: Coding, event: str) -> Claim:
    found = [c for c in coding.claims if c.event == event]
    assert found, events(coding)
    return found[0]


def countries(claim: Claim) -> tuple[list[str | None], list[str | None]]:
    return [p.country for p in claim.actors], [p.country for p in claim.recipients]


@pytest.mark.parametrize("verb", ["promised to visit", "agreed to visit", "plans to visit", "will visit"])
def test_a_visit_to_come_is_an_agreement(code: Code, verb: str) -> None:
    coding = code(f"The Turkish president {verb} Iran.")
    claim = the(coding, "AGREE")
    assert countries(claim) == (["TUR"], ["IRN"])
    assert claim.content is not None
    assert claim.content.event == "CONSULT"
    assert claim.content.status == "future"
    assert "CONSULT" not in events(coding)


@pytest.mark.parametrize("verb", ["threatened to attack", "vowed to attack"])
def test_a_threat_of_an_attack_is_a_threat(code: Code, verb: str) -> None:
    coding = code(f"Iran {verb} Israel.")
    claim = the(coding, "THREATEN")
    assert claim.modes == ("violence",)
    assert countries(claim) == (["IRN"], ["ISR"])
    assert claim.deed
    assert claim.content is not None
    assert claim.content.event == "ASSAULT"
    assert claim.content.claim is None
    assert "ASSAULT" not in events(coding)


def test_a_conditional_threat_is_actual_and_no_attack(code: Code) -> None:
    coding = code("“If attacked, we will respond firmly,” Iranian President Hassan Rouhani said.")
    claim = the(coding, "THREATEN")
    assert claim.status == "actual"
    assert claim.condition is not None
    assert claim.condition.text.lower().startswith("if attacked")
    assert claim.content is not None
    assert claim.content.status == "conditional"
    assert not [c for c in coding.claims if c.event == "ASSAULT" and (c.deed or c.alleged)]


def test_an_accusation_carries_the_alleged_act(code: Code) -> None:
    coding = code("Armenia accused Azerbaijan of attacking a village.")
    outer, inner = the(coding, "ACCUSE"), the(coding, "ASSAULT")
    assert outer.modes == ("allege",)
    assert countries(outer) == (["ARM"], ["AZE"])
    assert outer.deed
    assert outer.content is not None
    assert outer.content.claim == inner.id
    assert inner.inside == outer.id
    assert inner.alleged
    assert not inner.deed
    assert [p.country for p in inner.actors] == ["AZE"]
    assert inner.factuality.author == "Uu"
    assert inner.attribution[0].speaker is not None
    assert inner.attribution[0].speaker.country == "ARM"


@pytest.mark.parametrize(
    "text",
    [
        "Iran refused talks with Israel.",
        "Iran rejected talks with Israel.",
        "Iran refused to hold talks with Israel.",
        "Iran turned down an invitation to talks with Israel.",
    ],
)
def test_refused_talks(code: Code, text: str) -> None:
    coding = code(text)
    claim = the(coding, "REJECT")
    assert [p.country for p in claim.actors] == ["IRN"]
    assert "CONSULT" not in events(coding)


@pytest.mark.parametrize(
    ("verb", "force"),
    [
        ("urged Israel to", "appeal"),
        ("called on Israel to", "appeal"),
        ("appealed to Israel to", "appeal"),
        ("demanded that Israel", "demand"),
        ("ordered Israel to", "demand"),
    ],
)
def test_requests_have_a_force(code: Code, verb: str, force: str) -> None:
    coding = code(f"Iran {verb} withdraw its troops from Syria.")
    claim = the(coding, "REQUEST")
    assert claim.force == force
    assert claim.modes == ("yield",)
    assert countries(claim) == (["IRN"], ["ISR"])
    assert "RETREAT" not in events(coding)


def test_only_requests_have_a_force(code: Code) -> None:
    for text in ("Iran threatened to attack Israel.", "Iran attacked Israel.", "Iran promised to visit Iraq."):
        assert all(c.force is None for c in code(text).claims)


def test_a_denial_negates_the_act(code: Code) -> None:
    (claim,) = code("Iran denied attacking Israel.").claims
    assert claim.event == "ASSAULT"
    assert claim.polarity == "-"
    assert countries(claim) == (["IRN"], ["ISR"])


def test_a_condemned_deed_is_presupposed(code: Code) -> None:
    coding = code("France condemned the Israeli attack on Iran.")
    outer, inner = the(coding, "ACCUSE"), the(coding, "ASSAULT")
    assert outer.modes == ("disapprove",)
    assert countries(outer) == (["FRA"], ["ISR"])
    assert inner.background or inner.inside == outer.id
    assert countries(inner)[0] == ["ISR"]


@pytest.mark.parametrize(
    "text", ["Iran dismissed the idea of an attack on Israel.", "Iran ruled out an attack on Israel.", "Iran has no plans to attack Israel."]
)
def test_restraint_is_no_conflict(code: Code, text: str) -> None:
    coding = code(text)
    assert "REJECT" not in events(coding)
    assert not [c for c in coding.claims if c.quad == 4 and (c.deed or c.alleged)]


def test_links_lead_to_claims_of_the_report(code: Code) -> None:
    coding = code("Armenia accused Azerbaijan of attacking a village. France condemned the attack. Azerbaijan denied attacking the village.")
    ids = {c.id: c for c in coding.claims}
    for claim in coding.claims:
        if claim.content is not None and claim.content.claim is not None:
            assert ids[claim.content.claim].inside == claim.id
        if claim.inside is not None:
            outer = ids[claim.inside]
            assert outer.content is not None
            assert outer.content.claim == claim.id
        if claim.denies is not None:
            assert claim.denies in ids
