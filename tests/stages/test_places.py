"""Places: coordinates for towns, none for countries and areas, never 0,0."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from sayso.model.claim import Place
from sayso.model.coding import Coding
from sayso.ontology.load import Ontology

Code = Callable[..., Coding]


def place(coding: Coding) -> Place:
    (found,) = [p.place for p in coding.places]
    return found


def test_a_town(code: Code) -> None:
    found = place(code("Rebels attacked an army convoy near Aleppo."))
    assert (found.name, found.country) == ("Aleppo", "SYR")
    assert found.latitude == pytest.approx(36.2, abs=0.2)
    assert found.longitude == pytest.approx(37.16, abs=0.2)
    assert found.gazetteer


@pytest.mark.parametrize("name", ["Iran", "Sudan", "France"])
def test_a_country_has_no_pin(code: Code, name: str) -> None:
    found = place(code(f"Gunmen attacked an army convoy in {name}."))
    assert found.name == name
    assert found.country
    assert (found.latitude, found.longitude) == (None, None)
    assert found.precision is not None
    assert found.precision >= 6
    assert found.reason


@pytest.mark.parametrize("name", ["Syria-Jordan border", "Persian Gulf"])
def test_an_area_has_no_pin(code: Code, name: str) -> None:
    found = place(code(f"Gunmen attacked a ship in the {name}."))
    assert found.name == name
    assert (found.latitude, found.longitude) == (None, None)
    assert found.reason


def test_its_country_decides_among_namesakes(code: Code) -> None:
    assert {p.place.country for p in code("Gunmen attacked an army convoy in Tripoli, Lebanon.").places} == {"LBN"}


def test_its_country_confirms_a_namesake(code: Code) -> None:
    assert {p.place.country for p in code("Gunmen attacked an army convoy in Tripoli, Libya.").places} == {"LBY"}


def test_no_place_says_why(code: Code) -> None:
    (claim,) = code("Gunmen attacked an army convoy.").claims
    assert claim.place is not None
    assert claim.place.name is None
    assert claim.place.reason
    assert (claim.place.latitude, claim.place.longitude) == (None, None)


def test_an_actor_is_not_a_place(code: Code) -> None:
    assert code("Iran attacked Israel.").places == ()


def test_nothing_in_the_gazetteer_is_at_zero(ontology: Ontology) -> None:
    rows = {row for found in ontology.places.areas.values() for row in found}
    assert len(rows) > 1_000
    for row in rows:
        assert (row.latitude is None) == (row.longitude is None)
        assert (row.latitude, row.longitude) != (0.0, 0.0)
        assert row.kind != "area" or row.latitude is None
        assert 1 <= row.precision <= 7
    with closing(sqlite3.connect(ontology.places.towns.path)) as store:
        (towns,) = store.execute("SELECT COUNT(*) FROM places WHERE kind = 'city'").fetchone()
        odd = store.execute(
            "SELECT name FROM places WHERE (latitude = 0 AND longitude = 0) OR abs(latitude) > 90 OR abs(longitude) > 180"
            " OR (latitude IS NULL) <> (kind <> 'city') OR precision NOT BETWEEN 1 AND 7"
        ).fetchall()
    assert towns > 50_000
    assert not odd
