"""The table of country codes, and its traps."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import DataError
from sayso.model.codes import CountryCodes
from sayso.ontology.country_codes import load_country_codes
from sayso.ontology.load import packaged
from sayso.ontology.strict import read_csv

COUNTRIES = ("code", "name", "short", "aliases", "adjectives", "demonyms", "capitals", "seats", "origin")
HEAD = "iso3,iso2,numeric,cow,gw,fips,plover,name,origin\n"


def test_all_of_iso_3166_and_kosovo_are_there(codes: CountryCodes) -> None:
    assert len(codes) == 249 + 1
    ours = {r["code"] for r in read_csv(packaged() / "actors" / "countries.csv", COUNTRIES)}
    assert ours <= {*codes}
    assert all(c.origin and c.name for c in codes.values())


@pytest.mark.parametrize("field", ["iso2", "numeric", "cow", "gw", "fips", "plover"])
def test_a_code_stands_for_one_country(codes: CountryCodes, field: str) -> None:
    found = [v for c in codes.values() if (v := getattr(c, field))]
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("iso3", "cow", "gw"),
    [
        ("USA", "2", "2"),
        ("DEU", "255", "260"),
        ("YEM", "679", "678"),
        ("SRB", "345", "340"),
        ("KIR", "946", "970"),
        ("NRU", "970", "971"),
        ("TON", "955", "972"),
        ("TUV", "947", "973"),
        ("RUS", "365", "365"),
        ("VNM", "816", "816"),
        ("CZE", "316", "316"),
        ("XKX", "347", "347"),
        ("HKG", None, None),
        ("VAT", None, None),
        ("PSE", None, None),
    ],
)
def test_where_correlates_of_war_and_gleditsch_ward_differ(codes: CountryCodes, iso3: str, cow: str | None, gw: str | None) -> None:
    assert (codes[iso3].cow, codes[iso3].gw) == (cow, gw)


def test_the_two_systems_of_states_differ_in_seven_states_alone(codes: CountryCodes) -> None:
    assert {c.iso3 for c in codes.values() if c.cow != c.gw} == {"DEU", "YEM", "SRB", "KIR", "NRU", "TON", "TUV"}


@pytest.mark.parametrize(
    ("iso3", "iso2", "fips"),
    [("DEU", "DE", "GM"), ("GMB", "GM", "GA"), ("GAB", "GA", "GB"), ("GBR", "GB", "UK"), ("ISR", "IL", "IS"), ("ISL", "IS", "IC"), ("RUS", "RU", "RS")]
    + [("SRB", "RS", "RI"), ("UKR", "UA", "UP"), ("CHN", "CN", "CH"), ("CHE", "CH", "SZ"), ("TUR", "TR", "TU"), ("IRQ", "IQ", "IZ"), ("SSD", "SS", "OD")]
    + [("XKX", "XK", "KV"), ("PSE", "PS", "WE"), ("AUS", "AU", "AS"), ("AUT", "AT", "AU"), ("ZAF", "ZA", "SF"), ("KOR", "KR", "KS"), ("PRK", "KP", "KN")],
)
def test_fips_is_not_iso(codes: CountryCodes, iso3: str, iso2: str, fips: str) -> None:
    assert (codes[iso3].iso2, codes[iso3].fips) == (iso2, fips)


def test_leading_zeros_stay_and_kosovo_has_no_iso_number(codes: CountryCodes) -> None:
    assert codes["AFG"].numeric == "004"
    assert codes["XKX"].numeric is None
    assert codes["XKX"].plover == "KOS"
    assert {c.iso3 for c in codes.values() if c.plover} == {"XKX"}


@pytest.mark.parametrize(
    ("rows", "line", "key"),
    [
        ("ABW,AW,533,,,AA,,Aruba,\n", 2, "origin"),
        ("ABW,AW,33,,,AA,,Aruba,own\n", 2, "numeric"),
        ("ABW,AW,533,031,,AA,,Aruba,own\n", 2, "cow"),
        ("ABW,AW,533,,,AA,,Aruba,own\nAFG,AF,004,,,AA,,Afghanistan,own\n", 3, "fips"),
    ],
)
def test_a_wrong_row_is_refused_with_its_place(tmp_path: Path, rows: str, line: int, key: str) -> None:
    path = tmp_path / "codes.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(DataError) as error:
        load_country_codes(path)
    assert (error.value.line, error.value.key) == (line, key)
