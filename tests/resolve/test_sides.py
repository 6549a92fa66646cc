"""Whose word something is, and how many origins stand behind it."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.resolve.accounts import parties_of
from sayso.resolve.sides import INDEPENDENT

IRAN, ISRAEL = ("Iran", "IRN", "MIL"), ("an Israeli base", "ISR", "MIL")


@pytest.fixture
def raid(make: Any) -> Any:
    """raid(source, …): Iran does it to Israel, told by these sources of an outlet."""
    return lambda *sources, outlet="a", number=0, **more: make.telling(
        outlet, make.told(*sources, by=[make.party(*IRAN)], to=[make.party(*ISRAEL)], **more), number=number
    )


def voice(make: Any, telling: Any, *outlets: Any) -> Any:
    (word,) = make.words(telling, outlets=outlets)
    return word.voice


@pytest.mark.parametrize(
    ("affiliation", "country", "side", "party"),
    [
        ("state:IRN", None, "IRN", True),
        ("state", "IRN", "IRN", True),
        ("state:ISR", "GBR", "ISR", True),
        ("party:IRN", None, "IRN", True),
        ("state:TCD", None, INDEPENDENT, False),
        ("state", "TCD", INDEPENDENT, False),
        ("state", None, INDEPENDENT, False),
        ("public", "IRN", INDEPENDENT, False),
        ("independent", "IRN", INDEPENDENT, False),
        ("unknown", "IRN", INDEPENDENT, False),
    ],
)
def test_the_outlet_of_a_partys_state_speaks_for_it(make: Any, raid: Any, affiliation: str, country: str | None, side: str, party: bool) -> None:
    found = voice(make, raid(), make.outlet("a", affiliation, country))
    assert (found.side, found.party, found.kind) == (side, party, "media")


def test_the_outlet_of_an_armed_group_speaks_for_it(make: Any) -> None:
    by = [make.party("Hezbollah", "LBN", "REB", id="hezbollah")]
    telling = make.telling("a", make.told(by=by, to=[make.party(*ISRAEL)]))
    found = voice(make, telling, make.outlet("a", "party:hezbollah", "LBN"))
    assert (found.side, found.party) == ("hezbollah", True)
    elsewhere = make.telling("a", make.told(by=[make.party(*IRAN)]))
    assert voice(make, elsewhere, make.outlet("a", "party:hezbollah", "LBN")).side == INDEPENDENT


def test_an_outlet_nobody_knows_is_independent(make: Any, raid: Any) -> None:
    found = voice(make, raid())
    assert (found.side, found.party, found.name) == (INDEPENDENT, False, "a")
    assert voice(make, raid(), make.outlet("a")).name == "A"


@pytest.mark.parametrize(
    ("source", "side", "party"),
    [
        (("Iran's foreign ministry", "IRN", "GOV"), "IRN", True),
        (("an Iranian general", "IRN", "MIL"), "IRN", True),
        (("Iran", "IRN"), "IRN", True),
        (("a French diplomat", "FRA", "GOV"), "FRA", False),
        (("an Iranian doctor", "IRN", "HLH"), INDEPENDENT, False),
        (("a resident", "IRN", "CVL"), INDEPENDENT, False),
        (("a witness", None, "CVL"), INDEPENDENT, False),
        (("an Iranian reporter", "IRN", "JRN"), INDEPENDENT, False),
        (("somebody", None), INDEPENDENT, False),
    ],
)
def test_officials_speak_for_their_country_doctors_and_witnesses_for_none(make: Any, raid: Any, source: tuple[str | None, ...], side: str, party: bool) -> None:
    found = voice(make, raid(make.source(*source)))
    assert (found.side, found.party) == (side, party)


def test_a_group_speaks_for_itself_not_for_its_country(make: Any) -> None:
    group = make.source("Hezbollah", "LBN", "REB", group="hezbollah")
    told = make.told(group, by=[make.party("Hezbollah", "LBN", "REB", id="hezbollah")], to=[make.party(*ISRAEL)])
    found = voice(make, make.telling("a", told))
    assert (found.side, found.party) == ("hezbollah", True)


def test_a_witness_of_a_state_outlet_is_no_side(make: Any, raid: Any) -> None:
    """Who is quoted counts, not who quotes, where the words tell who it is."""
    state = make.outlet("a", "state:IRN")
    assert voice(make, raid(make.source("a doctor", "IRN", "HLH")), state).side == INDEPENDENT
    assert voice(make, raid(make.source("Israel's army", "ISR", "MIL")), state).side == "ISR"
    unnamed = voice(make, raid(make.unnamed()), state)
    assert (unnamed.side, unnamed.party, unnamed.name) == ("IRN", True, "somebody unnamed, in A")


def test_unnamed_sources_of_two_outlets_are_two(make: Any, raid: Any) -> None:
    here, there = (voice(make, raid(make.unnamed(), outlet=o)) for o in "ab")
    assert here.key != there.key
    assert here.origin != there.origin


def test_parties_are_all_who_are_told_to_take_part(make: Any, raid: Any) -> None:
    denied = make.telling("b", make.told(by=[make.party("Yemen", "YEM")], says="denied"))
    gunmen = make.telling("c", make.told(by=[make.party("gunmen", None, "REB")]))
    assert parties_of([raid(), denied, gunmen]) == {"IRN", "ISR", "YEM", "?REB"}


# origins


def test_ten_reprints_are_one_origin(make: Any, raid: Any) -> None:
    told = [raid(outlet=f"paper {n}") for n in range(10)]
    event = make.event(*told, original=dict.fromkeys((t.document for t in told), told[0].document))
    assert (event.reports, event.sources, event.independent, event.reprints) == (10, 1, 1, 9)
    assert event.status == "single source"


def test_ten_reports_of_their_own_are_ten(make: Any, raid: Any) -> None:
    event = make.event(*(raid(outlet=f"paper {n}") for n in range(10)))
    assert (event.reports, event.sources, event.independent, event.reprints) == (10, 10, 10, 0)


def test_ten_outlets_that_quote_one_ministry_are_one_origin(make: Any, raid: Any) -> None:
    told = [raid(make.source("Israel's defence ministry", "ISR", "GOV"), outlet=f"paper {n}") for n in range(10)]
    event = make.event(*told)
    assert (event.reports, event.sources, event.independent) == (10, 1, 0)
    assert event.status == "one side only"
    (account,) = event.accounts
    assert len(account.outlets) == len(account.claims) == 10
    assert len(account.origins) == 1


def test_a_reprint_that_quotes_someone_adds_nobody(make: Any, raid: Any) -> None:
    doctor = make.source("a doctor", "ISR", "HLH")
    told = [raid(doctor, outlet=o) for o in "ab"]
    event = make.event(*told, original=dict.fromkeys((t.document for t in told), told[0].document))
    assert (event.sources, event.reprints) == (1, 1)
