"""Dates that do not exist, names that are no places, numbers that count nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from sayso.coder import Coder
from sayso.model.claim import Figure, Place, Time
from sayso.model.coding import Coding
from sayso.model.text import Document
from sayso.writers.jsonl import line

Code = Callable[..., Coding]


def read(coder: Coder, text: str, published: str | None = "2020-06-15") -> Coding:
    return coder.code(Document("d", "-", text, published=published, basis="given" if published else None))


def times(coder: Coder, text: str, published: str | None = "2020-06-15") -> list[Time]:
    return [m.time for m in read(coder, text, published).times if m.kind == "date"]


def days(coder: Coder, text: str, published: str | None = "2020-06-15") -> list[tuple[str | None, str | None]]:
    return [(t.start, t.end) for t in times(coder, text, published)]


def places(coder: Coder, text: str) -> list[Place]:
    return [m.place for m in read(coder, text).places]


def figures(coder: Coder, text: str) -> list[Figure]:
    return [m.figure for m in read(coder, text).figures]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Rebels attacked a convoy on 29 February.", "2023-03-05"),
        ("Rebels attacked a convoy on February 29, 2023.", "2023-03-05"),
        ("Rebels attacked a convoy on 31 June.", "2020-07-15"),
        ("Rebels attacked convoys in week 53 of 2021.", "2022-03-05"),
        ("Rebels attacked a convoy on 2020-13-45.", "2020-06-15"),
    ],
)
def test_a_day_that_does_not_exist_stays_null_with_the_reason(coder: Coder, text: str, published: str) -> None:
    (time,) = times(coder, text, published)
    assert (time.start, time.end, time.edtf) == (None, None, None)
    assert time.reason


def test_leap_days_and_long_years(coder: Coder) -> None:
    assert days(coder, "Rebels attacked a convoy on 29 February.", "2024-03-05") == [("2024-02-29", "2024-02-29")]
    assert days(coder, "Rebels attacked convoys in week 53 of 2020.", "2021-03-05") == [("2020-12-28", "2021-01-03")]


@pytest.mark.parametrize(
    "text",
    [
        "The tribe was attacked in the year 0.",
        "Rebels will attack the convoy in 9999.",
        "Rebels attacked a convoy 99999999 years ago.",
        "Rebels attacked a convoy 999 centuries ago.",
        "Rebels attacked a convoy on 00/00/0000.",
    ],
)
def test_years_outside_the_calendar_crash_nothing_and_date_nothing(coder: Coder, text: str) -> None:
    assert all(start is None for start, _ in days(coder, text))


@pytest.mark.parametrize(
    ("text", "published", "wanted"),
    [
        ("The ministers will meet next Friday.", "2020-12-30", "2021-01-01"),
        ("Rebels attacked a convoy on Thursday.", "2021-01-02", "2020-12-31"),
        ("Rebels attacked a convoy on 30 December.", "2021-01-02", "2020-12-30"),
        ("The ministers will meet on 3 January.", "2020-12-30", "2021-01-03"),
        ("Rebels attacked a convoy yesterday.", "2020-03-01", "2020-02-29"),
    ],
)
def test_across_the_edge_of_a_year_or_month(coder: Coder, text: str, published: str, wanted: str) -> None:
    assert days(coder, text, published) == [(wanted, wanted)]


def test_an_hour_without_a_zone_has_none(coder: Coder) -> None:
    (time,) = times(coder, "Rebels attacked a convoy at 2:30 a.m. on Friday.")
    assert time.edtf == "2020-06-12T02:30:00"
    (time,) = times(coder, "Rebels attacked a convoy at 0230 GMT on Friday.")
    assert time.edtf == "2020-06-12T02:30:00Z"


@pytest.mark.parametrize(
    "text",
    [
        "May told parliament that the army may leave.",
        "Thousands joined the march on the capital.",
        "March on, the general told the troops.",
        "Sunday Okafor attacked the convoy.",
        "A second convoy was attacked for the second time.",
        "Rebels of the 17 February Brigade attacked a convoy.",
    ],
)
def test_words_that_only_look_like_times(coder: Coder, text: str) -> None:
    assert days(coder, text) == []


def test_without_a_date_relative_times_stay_null_and_say_why(coder: Coder) -> None:
    text = (
        "Rebels attacked a convoy near Homs on Tuesday, killing three soldiers. Two days earlier the army had shelled the town. "
        "It was the worst week since 2015."
    )
    coding = read(coder, text, None)
    relative = [m.time for m in coding.times if m.time.text in ("Tuesday", "Two days earlier")]
    assert len(relative) == 2
    for time in relative:
        assert (time.start, time.end) == (None, None)
        assert time.reason
    assert any(m.time.start == "2015-01-01" for m in coding.times)
    claims = [c for c in coding.claims if c.time is not None and c.time.text == "Tuesday"]
    assert claims
    assert claims[0].time is not None
    assert claims[0].time.reason
    today = datetime.now(tz=UTC).date().isoformat()
    assert not any(today in line(c) for c in coding.claims)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Jordan Haddad, 41, was shot in the neck.", []),
        ("The soldiers ate a Turkey dinner.", []),
        ("Washington said it was not ready.", []),
        ("Talks with Ankara broke down.", []),
        ("France left the Paris agreement.", []),
        ("The Hague Group condemned the attack.", []),
        ("Paris Hilton was attacked by gunmen.", []),
        ("Talks were held in Washington.", ["Washington, D.C."]),
        ("The suspect was flown to The Hague.", ["The Hague"]),
    ],
)
def test_a_name_is_a_place_only_where_a_place_stands(coder: Coder, text: str, wanted: list[str]) -> None:
    assert [p.name for p in places(coder, text)] == wanted


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Gunmen attacked a school in Savannah, Georgia.", "Savannah", "USA"),
        ("Gunmen attacked a school in Gori, Georgia.", "Gori", "GEO"),
        ("Lebanese soldiers fought gunmen in Tripoli.", "Tripoli", "LBN"),
        ("Libyan militias fought in Tripoli.", "Tripoli", "LBY"),
        ("Police in Hyderabad, in Pakistan's Sindh province, arrested three men.", "Hyderabad", "PAK"),
        ("Indian police in Hyderabad arrested three men.", "Hyderabad", "IND"),
        ("Venezuelan troops shot at students in Valencia.", "Valencia", "VEN"),
    ],
)
def test_namesakes(coder: Coder, text: str, name: str, country: str) -> None:
    assert (name, country) in [(p.name, p.country) for p in places(coder, text)]


def test_a_village_with_a_dozen_namesakes_has_no_pin(coder: Coder) -> None:
    (place,) = places(coder, "Gunmen attacked a school in San Miguel.")
    assert (place.country, place.latitude, place.longitude) == (None, None, None)
    assert len(place.candidates) > 2
    assert all(c.reason for c in place.candidates)
    assert place.reason is not None
    assert "nothing tells which" in place.reason


def test_so_many_kilometres_from_a_town(coder: Coder) -> None:
    (place,) = places(coder, "Gunmen attacked a convoy 30 km north of Irbid.")
    (town,) = places(coder, "Gunmen attacked a convoy in Irbid.")
    assert (place.gazetteer, place.country) == (town.gazetteer, "JOR")
    assert place.latitude is not None
    assert town.latitude is not None
    assert place.latitude - town.latitude == pytest.approx(0.27, abs=0.02)
    assert place.precision != 1


@pytest.mark.parametrize(
    ("text", "countries", "precision"),
    [
        ("Gunmen attacked a post on the Syria-Jordan border.", {"SYR", "JOR"}, 5),
        ("Gunmen attacked a post on Kenya's border with Somalia.", {"KEN", "SOM"}, 5),
        ("Gunmen attacked a post on the border between Niger and Mali.", {"NER", "MLI"}, 5),
        ("Gunmen attacked a post in southern Lebanon.", {"LBN"}, 5),
        ("Gunmen attacked a ship in the Red Sea.", set(), 7),
        ("Gunmen attacked a ship in the Strait of Hormuz.", {"IRN", "OMN"}, 7),
    ],
)
def test_areas_have_no_pin(coder: Coder, text: str, countries: set[str], precision: int) -> None:
    (place,) = places(coder, text)
    assert (place.latitude, place.longitude, place.precision) == (None, None, precision)
    assert set(place.countries) == countries
    assert place.reason


@pytest.mark.parametrize("number", ["1,200", "1 200", "1.200", "1200", "1\u00a0200", "twelve hundred"])
def test_numbers_of_all_conventions(coder: Coder, number: str) -> None:
    assert [(f.kind, f.low, f.high) for f in figures(coder, f"The attack killed {number} people.")] == [("killed", 1200, 1200)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One of the five killed was a nurse.", [("killed", 1, "part"), ("killed", 5, "incident")]),
        ("Three people were killed and 34 injured in the attack.", [("killed", 3, "incident"), ("wounded", 34, "incident")]),
        ("The attack caused 40 casualties.", [("casualties", 40, "incident")]),
        ("No one was hurt in the attack.", [("wounded", 0, "incident")]),
        ("The attack killed 12 people, including four children.", [("killed", 12, "incident"), ("killed", 4, "part")]),
        ("A policeman was killed.", [("killed", 1, "incident")]),
    ],
)
def test_counts_and_what_they_are_part_of(coder: Coder, text: str, wanted: list[tuple[str, int, str]]) -> None:
    assert [(f.kind, f.low, f.scope) for f in figures(coder, text)] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The man, 34, was shot on Highway 4.",
        "Some 60 percent voted against resolution 1701.",
        "A Su-25 flew over the town at 4 p.m.",
        "The village lies 30 km from the front.",
        "999999999999999 people were killed.",
    ],
)
def test_numbers_that_count_nobody(coder: Coder, text: str) -> None:
    assert [f for f in figures(coder, text) if f.kind in ("killed", "detained", "displaced", "troops")] == []


def test_nothing_is_at_zero_and_nothing_is_dated_today(coder: Coder) -> None:
    text = "Gunmen attacked a convoy at sea off Null Island, at 0,0, yesterday. Rebels shelled the town today. Now the army is at the gates."
    today = datetime.now(tz=UTC).date().isoformat()
    for published in (None, "2020-06-15"):
        coding = read(coder, text, published)
        assert all((m.place.latitude, m.place.longitude) != (0.0, 0.0) for m in coding.places)
        assert not any(today in line(c) for c in coding.claims)
