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
