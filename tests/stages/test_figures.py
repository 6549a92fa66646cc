"""Counts with low, best and high as the words allow."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.model.coding import Coding

Code = Callable[..., Coding]


def figures(coding: Coding) -> list[tuple[str, int | None, int | None, int | None]]:
    return [(f.figure.kind, f.figure.low, f.figure.best, f.figure.high) for f in coding.figures]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The attack killed over 40 soldiers.", ("killed", 41, None, None)),
        ("The attack killed more than 40 soldiers.", ("killed", 41, None, None)),
        ("The attack killed at least 3 civilians.", ("killed", 3, None, None)),
        ("The attack killed dozens of civilians.", ("killed", 24, None, None)),
        ("The attack killed hundreds of civilians.", ("killed", 200, None, None)),
        ("The attack killed up to 20 civilians.", ("killed", None, None, 20)),
        ("The attack killed as many as 20 civilians.", ("killed", None, None, 20)),
        ("The attack killed fewer than 20 civilians.", ("killed", None, None, 19)),
        ("The attack killed about 20 civilians.", ("killed", None, 20, None)),
        ("The attack killed 11 soldiers.", ("killed", 11, 11, 11)),
        ("The attack killed eleven soldiers.", ("killed", 11, 11, 11)),
        ("The attack killed twenty-three soldiers.", ("killed", 23, 23, 23)),
        ("The attack killed 1,200 people.", ("killed", 1200, 1200, 1200)),
        ("The attack killed two thousand people.", ("killed", 2000, 2000, 2000)),
        ("The attack wounded 15 people.", ("wounded", 15, 15, 15)),
        ("At least three people were injured in the attack.", ("wounded", 3, None, None)),
        ("Police arrested 12 protesters.", ("detained", 12, 12, 12)),
        ("The attack caused 15 casualties.", ("casualties", 15, 15, 15)),
        ("The attack caused over 40 casualties among U.S. soldiers.", ("casualties", 41, None, None)),
    ],
)
def test_words_of_number(code: Code, text: str, wanted: tuple[str, int | None, int | None, int | None]) -> None:
    low, best, high = wanted[1:]
    if low == best == high:
        assert [(k, lo, b) for k, lo, b, _ in figures(code(text))] == [(wanted[0], low, best)]
    else:
        assert figures(code(text)) == [wanted]


def test_casualties_and_wounded_never_become_deaths(code: Code) -> None:
    for text in ("The attack caused over 40 casualties among U.S. soldiers.", "The blast left 15 people wounded.", "The toll rose to 15 casualties."):
        coding = code(text)
        assert not [f for f in figures(coding) if f[0] == "killed"], text
        assert not [f for c in coding.claims for f in c.figures if f.kind == "killed"], text


def test_killed_and_wounded_side_by_side(code: Code) -> None:
    kinds = {k: lo for k, lo, _, _ in figures(code("The bombing killed 4 soldiers and wounded 15 others."))}
    assert kinds == {"killed": 4, "wounded": 15}


@pytest.mark.parametrize(
    "text",
    [
        "The 5 ministers met in Geneva.",
        "Route 66 was closed after the attack.",
        "In 2015 rebels attacked a convoy.",
        "There have been over 60 attacks on the base.",
    ],
)
def test_other_numbers_count_nobody(code: Code, text: str) -> None:
    assert figures(code(text)) == []


@pytest.mark.parametrize(
    "text",
    ["The attack killed 99999999999999999999 people.", "The attack killed 10000000000 people.", "The attack killed ٣ people.", "The attack killed ² people."],
)
def test_absurd_numbers(code: Code, text: str) -> None:
    for f in code(text).figures:
        assert all(n is None or 0 <= n <= 10_000_000 for n in (f.figure.low, f.figure.best, f.figure.high))
