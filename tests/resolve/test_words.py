"""What two sentences can have in common."""

from __future__ import annotations

import pytest

from sayso.ontology.resolving import Resolving
from sayso.resolve.words import around, is_name, names_in, near_in, places_in, stem, words_of


def test_forms_of_a_long_word_have_one_stem() -> None:
    assert stem("Bombardment") == stem("bombarded") == "bombar"


def test_names_as_printed_other_words_by_their_beginnings() -> None:
    found = words_of("The governor of Borkou blamed Chad's army and an old man", frozenset())
    assert found == ("Borkou", "Chad", "army", "blamed", "govern")
    assert [w for w in found if is_name(w)] == ["Borkou", "Chad"]


def test_names_of_the_parties_do_not_count() -> None:
    assert "Chad" not in words_of("The governor of Borkou blamed Chad's army", frozenset({"Chad"}))


def test_the_first_word_and_a_headline_in_capitals_name_nobody() -> None:
    assert names_in(["Soldiers", "left", "Borkou", "yesterday", "evening"]) == {"Borkou"}
    assert names_in(["Soldiers", "Leave", "Borkou", "Camp"]) == frozenset()
    assert names_in([]) == frozenset()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("shelled a village near Dey Koukou on the road", ("Dey Koukou",)),
        ("an attack in Faya and at Abeche", ("Abeche", "Faya")),
        ("fighting around the Ennedi Plateau", ("Ennedi Plateau",)),
        ("left for the al Aouzou road", ("Aouzou",)),
        ("on Monday in March", ()),
        ("said Chad in a note", ()),
        ("", ()),
    ],
)
def test_names_behind_a_locative_word_are_places(rules: Resolving, text: str, found: tuple[str, ...]) -> None:
    assert places_in(text, rules.locative, rules.calendar) == found


def test_the_words_around_a_trigger() -> None:
    text = "one two three four five six seven eight bombed nine ten"
    start = text.index("bombed")
    assert around(text, start, start + 6) == "two three four five six seven eight bombed nine ten"
    assert near_in(text, start, start + 6) == ("eight", "five", "four", "nine", "seven", "three")
    assert around("bombed", 0, 6) == "bombed"
    assert near_in("bombed", 0, 6) == ()
