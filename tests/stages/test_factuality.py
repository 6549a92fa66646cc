"""Did it happen, and who says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.model.claim import Claim
from sayso.model.coding import Coding

Code = Callable[..., Coding]


def the(coding: Coding, event: str) -> Claim:
    found = [c for c in coding.claims if c.event == event]
    assert found, [(c.event, c.status) for c in coding.claims]
    return found[0]


@pytest.mark.parametrize(
    ("text", "status", "deed"),
    [
        ("Rebels attacked an army convoy near Homs.", "actual", True),
        ("Rebels are attacking an army convoy near Homs.", "ongoing", True),
        ("Rebels did not attack the army convoy near Homs.", "negated", False),
        ("Rebels never attacked the army convoy.", "negated", False),
        ("No rebels attacked the army convoy.", "negated", False),
        ("Rebels could attack the army convoy.", "hypothetical", False),
        ("Rebels might attack the army convoy.", "hypothetical", False),
        ("Rebels refused to attack the army convoy.", "negated", False),
        ("Rebels failed to attack the army convoy.", "negated", False),
        ("Rebels tried to attack the army convoy.", "actual", True),
        ("Rebels managed to attack the army convoy.", "actual", True),
    ],
)
def test_status(code: Code, text: str, status: str, deed: bool) -> None:
    if "refused" in text:
        assert not [c for c in code(text).claims if c.event == "ASSAULT" and (c.deed or c.alleged)]
        return
    claim = the(code(text), "ASSAULT")
    assert claim.status == status or (status == "hypothetical" and claim.factuality.author in ("PS+", "Uu") and not claim.deed)
    assert claim.deed is deed
    assert claim.alleged is False


def test_an_attempt_keeps_its_realis(code: Code) -> None:
    assert the(code("Rebels tried to attack the army convoy."), "ASSAULT").realis == "attempted"


@pytest.mark.parametrize(
    "text",
    [
        "If rebels attack the convoy, the army will retreat.",
        "Did rebels attack the convoy?",
        "Rebels want to attack the convoy.",
        "The army feared that rebels would attack the convoy.",
        pytest.param(
            "The army foiled a plot to attack the convoy.",
            marks=pytest.mark.xfail(reason="bug: come_under_attack takes the words of a foiled plot for an attack on the army", strict=False),
        ),
        "Without an attack by the rebels, the talks would have gone on.",
        "Iran denied that it had attacked the convoy.",
        "Iran denied attacking the convoy.",
        "Iran ruled out an attack on the convoy.",
        "It is not true that rebels attacked the convoy.",
    ],
)
def test_what_did_not_happen_is_no_deed(code: Code, text: str) -> None:
    assert not [c for c in code(text).claims if c.event == "ASSAULT" and (c.deed or c.alleged)]


def test_a_denial_is_negated_by_the_denier_only(code: Code) -> None:
    claim = the(code("Iran denied attacking the convoy."), "ASSAULT")
    assert claim.status == "negated"
    assert claim.factuality.source == "CT-"
    assert claim.factuality.author == "Uu"
    assert claim.attribution[0].speaker is not None
    assert claim.attribution[0].speaker.country == "IRN"


def test_own_voice(code: Code) -> None:
    claim = the(code("Israel attacked Iran on Sunday."), "ASSAULT")
    assert (claim.factuality.source, claim.factuality.author) == ("CT+", "CT+")
    assert claim.deed
    assert len(claim.attribution) == 1


@pytest.mark.parametrize("cue", ["said", "claimed", "told reporters"])
def test_what_somebody_says_is_alleged(code: Code, cue: str) -> None:
    claim = the(code(f"The Iranian foreign minister {cue} that Israel had attacked a base in Syria."), "ASSAULT")
    assert claim.factuality.author == "Uu"
    assert claim.factuality.source == "CT+"
    assert not claim.deed
    assert claim.alleged
    assert claim.attribution[0].speaker is not None
    assert claim.attribution[0].speaker.country == "IRN"
    assert claim.attribution[-1].source_kind == "media"
    assert claim.statement is not None


@pytest.mark.parametrize(("cue", "stance"), [("said", "neutral"), ("claimed", "distancing"), ("confirmed", "endorsing")])
def test_stances(code: Code, cue: str, stance: str) -> None:
    claim = the(code(f"Iran {cue} that Israel had attacked a base in Syria."), "ASSAULT")
    assert claim.attribution[0].stance == stance
    assert claim.attribution[0].cue is not None
    assert claim.attribution[0].cue.text == cue


@pytest.mark.parametrize(
    "text",
    [
        "Israel reportedly attacked a base in Syria.",
        "Officials said Israel attacked a base in Syria.",
        "According to witnesses, Israel attacked a base in Syria.",
    ],
)
def test_unnamed_sources_are_links(code: Code, text: str) -> None:
    claim = the(code(text), "ASSAULT")
    assert len(claim.attribution) == 2
    assert not claim.deed
    assert claim.alleged


def test_an_outlet_ends_the_chain(code: Code) -> None:
    for outlet in ("reuters", "The Unheard-of Gazette", None):
        for claim in code("Officials said Israel attacked a base in Syria.", outlet=outlet).claims:
            last = claim.attribution[-1]
            assert last.cue is None
            assert last.source_kind == "media"
            if outlet is not None:
                assert last.speaker is not None


def test_a_nested_chain(code: Code) -> None:
    claim = the(code("State media reported that the Iranian president said Israel had attacked a base in Syria."), "ASSAULT")
    assert len(claim.attribution) == 3
    assert claim.attribution[0].speaker is not None
    assert claim.attribution[0].speaker.role == "president"


@pytest.mark.parametrize(
    ("text", "event", "status"),
    [
        ("Had the committee met in March, the war would be over, the envoy said.", "CONSULT", "negated"),
        ("The movement neither confirmed nor denied that its fighters had shelled the Turkish base.", "ASSAULT", "actual"),
        ("Serbia ruled out sending troops to Kosovo.", "MOBILIZE", "negated"),
        ("The charge that Sudan had bombed the camp was a lie, its army said.", "ASSAULT", "negated"),
        ("Mali plans to release 60 prisoners.", "RETREAT", "future"),
        ("The talks between Chad and Sudan may be called off.", "REJECT", "future"),
        ("The rebels signed the 2015 accord with the government of Mali.", "SUPPORT", "historical"),
        ("Egypt, which backs the eastern government, said it would stay out.", "SUPPORT", "ongoing"),
    ],
)
def test_finer_words(code: Code, text: str, event: str, status: str) -> None:
    coding = code(text, published="2026-05-10")
    found = {(c.event, c.status) for c in coding.claims} | {(c.content.event, c.content.status) for c in coding.claims if c.content}
    assert (event, status) in found


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Cuba threatened to recall its ambassador to Peru unless Lima apologised.", "unless Lima apologised"),
        ("Iran will not talk to the U.S. until the sanctions are lifted.", "until the sanctions are lifted"),
        ("Turkey warned that it would regard any attack on its ships as an act of war.", "any attack on its ships"),
        ("Mali will not release the prisoners as long as the blockade lasts.", "as long as the blockade lasts"),
        ("Chad will release the rebels on condition that they disarm.", "on condition that they disarm"),
        ("Hamas agreed to free the hostages in the event that Israel halted its raids.", "in the event that Israel halted its raids"),
        ("Those who attack our ships will be punished, the Iranian navy said.", "Those who attack our ships"),
        ("Russia threatened to bomb the depot should Ukraine fire another missile.", "should Ukraine fire another missile"),
        ("If the prisoners are not freed, the group said, it will kill the hostages.", "If the prisoners are not freed"),
    ],
)
def test_conditions_of_words(code: Code, text: str, condition: str) -> None:
    assert condition in [c.condition.text for c in code(text).claims if c.condition]


def test_until_in_the_past_is_no_condition(code: Code) -> None:
    assert not any(c.condition for c in code("Rebels attacked the base until the army arrived.").claims)


def test_a_denial_knows_what_it_denies(code: Code) -> None:
    coding = code("Turkey accused Syria of shelling the town of Kilis. Rain fell all day. Syria denied that its army had shelled Kilis.")
    told = next(c for c in coding.claims if c.event == "ASSAULT" and c.polarity == "+")
    denial = next(c for c in coding.claims if c.event == "ASSAULT" and c.polarity == "-")
    assert denial.denies == told.id
    assert told.denies is None


def test_an_outlet_takes_back_its_words(code: Code) -> None:
    coding = code("An earlier version of this story said that the rebels had killed the mayor of Homs.")
    claim = next(c for c in coding.claims if c.event == "ASSAULT")
    assert claim.factuality.author == "CT-"
    assert not claim.deed


@pytest.mark.parametrize(
    "text",
    [
        "Those who attack our ships will be punished, the Iranian navy said.",
        "Whoever fires on our troops will be bombed, the Turkish minister said.",
        "Russia threatened to bomb the depot should Ukraine fire another missile.",
        "Were Israel to attack Natanz, Iran would respond, the commander said.",
        "Egypt would send troops to Sudan in the event of an attack on its embassy.",
        "Kenya will reopen the border once the gunmen have been arrested.",
    ],
)
def test_what_is_only_a_condition_is_no_deed(code: Code, text: str) -> None:
    assert not [c for c in code(text).claims if c.quad == 4 and (c.deed or c.alleged)]
