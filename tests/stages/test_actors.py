"""Who is meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.model.coding import Coding
from sayso.model.statement import Party

Code = Callable[..., Coding]


def party(coding: Coding, words: str) -> Party:
    return next(m.party for m in coding.mentions if words in m.party.text)


@pytest.mark.parametrize(("published", "name"), [("1990-08-03", "George H. W. Bush"), ("2003-03-20", "George W. Bush")])
def test_offices_are_dated(code: Code, published: str, name: str) -> None:
    found = party(code("President Bush warned Iraq on Monday.", published=published), "Bush")
    assert (found.name, found.country) == (name, "USA")
    assert found.role == "president"


def test_an_unknown_minister_takes_the_country_of_the_adjective(code: Code) -> None:
    found = party(code("Bolivian Foreign Minister Xavier Quispetangara criticised Peru on Monday."), "Quispetangara")
    assert found.country == "BOL"
    assert "GOV" in found.sectors
    assert found.id is None
    assert found.name is not None
    assert "Quispetangara" in found.name


def test_an_office_without_a_name(code: Code) -> None:
    found = party(code("The Bolivian foreign minister criticised Peru on Monday."), "minister")
    assert found.country == "BOL"
    assert found.sectors[:1] == ("GOV",)
    assert found.role is not None
    assert "minister" in found.role


@pytest.mark.parametrize("words", ["General Zzyzxov", "Prof. Quispetangara"])
def test_an_unknown_name_is_never_guessed(code: Code, words: str) -> None:
    for m in code(f"{words} criticised the plan on Monday.").mentions:
        if "plan" not in m.party.text:
            assert m.party.country is None
            assert m.party.id is None


def test_his_country(code: Code) -> None:
    coding = code("Kenyan President Uhuru Kenyatta said his country had attacked rebels in Somalia.")
    attack = next(c for c in coding.claims if c.event == "ASSAULT")
    assert [p.country for p in attack.actors] == ["KEN"]
    assert attack.alleged


def test_we_in_a_quote_is_the_speaker(code: Code) -> None:
    coding = code("“We will respond to any attack,” Kenyan President Uhuru Kenyatta said.")
    threat = next(c for c in coding.claims if c.event == "THREATEN")
    assert [p.country for p in threat.actors] == ["KEN"]


def test_a_title_and_a_surname(code: Code) -> None:
    found = party(code("General Salami threatened Israel on Monday.", published="2020-06-15"), "Salami")
    assert found.country == "IRN"
    assert "MIL" in found.sectors
    assert found.name == "Hossein Salami"


@pytest.mark.parametrize(
    ("text", "words", "country", "sector"),
    [
        ("Israeli troops attacked Gaza.", "troops", "ISR", "MIL"),
        ("Iranian police arrested 12 students.", "police", "IRN", "COP"),
        ("Hezbollah attacked Israel.", "Hezbollah", "LBN", "REB"),
        ("The United Nations condemned the attack.", "United Nations", "UNO", None),
        ("Villagers attacked an army convoy.", "Villagers", None, "CVL"),
    ],
)
def test_sectors(code: Code, text: str, words: str, country: str | None, sector: str | None) -> None:
    found = party(code(text), words)
    assert found.country == country
    if sector is not None:
        assert sector in found.sectors


def test_labels_are_no_sectors(code: Code) -> None:
    for word in ("martyrs", "terrorists"):
        coding = code(f"Israel attacked the {word} on Monday.")
        for m in coding.mentions:
            if word in m.party.text:
                assert m.party.sectors == ()
                assert m.party.country is None


def test_mentions_slice(code: Code) -> None:
    coding = code("The U.S. secretary of state, Mike Pompeo, and Iran’s foreign minister met the Turkish president’s envoys in Ankara.")
    for m in coding.mentions:
        assert m.party.span is not None
        assert m.party.span.of(coding.document.text) == m.party.text
