"""One report: which of its claims tell of the same happening."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from sayso.model.claim import Claim
from sayso.model.coding import Coding
from sayso.model.telling import Telling
from sayso.ontology.resolving import Resolving
from sayso.resolve.tellings import tellings
from sayso.resolve.within import fit, part_of

Groups = Callable[[str], list[list[str]]]


@pytest.fixture
def groups(code: Callable[..., Coding], words: Callable[[Sequence[Telling], Sequence[Coding]], list[list[str]]], rules: Resolving) -> Groups:
    """The words that tell of each happening of a report."""

    def run(text: str) -> list[list[str]]:
        coding = code(text, "2031-04-10")
        return words(tellings(coding, rules), [coding])

    return run


def test_headline_and_lead_are_one(groups: Groups) -> None:
    text = "Chad's army shells market in Tarok\n\nChad's army shelled a market in the town of Tarok on Tuesday, killing nine traders."
    assert groups(text) == [["shells", "shelled", "killing"]]


def test_the_attack_points_back(groups: Groups) -> None:
    text = "Rebels attacked an army post near Abeche on Monday, witnesses said. The attack left four soldiers dead."
    assert groups(text) == [["attacked", "attack", "left four soldiers dead"]]


@pytest.mark.parametrize("how", ["another", "a second", "a separate"])
def test_another_attack_stays_apart(groups: Groups, how: str) -> None:
    found = groups(f"Rebels attacked an army post near Abeche on Monday. In {how} attack, in Biltine, gunmen killed three traders on Tuesday.")
    assert found == [["attacked"], ["attack", "killed"]]


def test_another_attack_of_the_same_day_stays_apart(groups: Groups) -> None:
    first, *others = groups("Rebels attacked an army post near Abeche on Monday, wounding two guards. Another attack hit a convoy near Biltine on Monday.")
    assert first == ["attacked", "wounding"]
    assert "attack" in others[0]


def test_the_harm_of_the_next_sentence_is_of_the_act(groups: Groups) -> None:
    assert groups("Turkish jets bombed a village near Sinjar on Sunday. Eleven people were killed and 20 wounded.") == [["bombed", "killed"]]


def test_what_follows_a_raid_is_another_act(groups: Groups) -> None:
    assert groups("Niger shut its border with Benin after a raid that killed four soldiers.") == [["shut"], ["raid", "killed"]]
    assert groups("Niger shut its border with Benin on Monday after gunmen raided a barracks near Gaya.") == [["shut"], ["raided"]]


@pytest.mark.parametrize("how", ["hours after they", "and then", "and later"])
def test_what_is_told_as_one_behind_the_other_is_two(groups: Groups, how: str) -> None:
    assert groups(f"Rebels attacked a barracks in Faya {how} attacked a checkpoint.") == [["attacked"], ["attacked"]]


def test_a_denial_joins_what_it_denies(tell: Callable[..., tuple[Telling, ...]]) -> None:
    (one,) = tell("Iran attacked a tanker off Oman on Monday, the U.S. Navy said. Iran denied attacking the tanker.")
    assert [t.says for t in one.told] == ["done", "denied"]
    assert one.told[1].reasons[-1] == "a denial of it"


def test_words_and_deeds_are_never_one(tell: Callable[..., tuple[Telling, ...]]) -> None:
    said, done = tell("Chad accused Libya of shelling Aouzou on Monday.")
    assert {said.family, done.family} == {"charge", "force"}
    assert said.told[0].about == (done.told[0].claim,)


def test_history_stays_apart(groups: Groups) -> None:
    text = "Chadian jets bombed a market in Faya on Tuesday. In April 2030 Chadian jets bombed the same market, killing 30 people."
    assert groups(text) == [["bombed"], ["bombed", "killing"]]


def test_days_far_apart_cannot_be_one(claim_of: Callable[..., Claim], rules: Resolving) -> None:
    first, same, month = (
        part_of(claim_of(f"Chadian jets bombed a market in Faya {when}, killing nine traders.", "bombed"), rules)
        for when in ("on Tuesday", "on Monday", "on 20 March")
    )
    assert fit(same, (first,), [(first,)], rules) is not None
    assert fit(month, (first,), [(first,)], rules) is None


def test_every_claim_that_counts_is_in_one_telling(code: Callable[..., Coding], rules: Resolving) -> None:
    coding = code(
        "Chadian jets bombed a market in Faya on Tuesday, killing nine. Libya condemned the strike. Chad will answer, Libya warned. "
        "Rebels attacked a post near Abeche. Chad denied bombing the market. Libya and Chad signed a truce on Wednesday.",
        "2031-04-10",
    )
    found = [t.claim for telling in tellings(coding, rules) for t in telling.told]
    assert len(found) == len(set(found))
    assert set(found) <= {c.id for c in coding.claims}
    assert len(found) >= 6


def test_a_report_without_claims_has_no_tellings(tell: Callable[..., Any]) -> None:
    assert tell("The museum opens at nine.") == ()


def test_the_first_claim_is_certain_and_others_say_why_they_joined(tell: Callable[..., tuple[Telling, ...]]) -> None:
    (one,) = tell("Turkish jets bombed a village near Sinjar on Sunday. Eleven people were killed.")
    first, second = one.told
    assert (first.score, first.reasons) == (1.0, ())
    assert 0.5 < second.score < 1
    assert "told in the next sentence" in second.reasons
