"""Figures that stand beside the claims, and sources that are called by less the second time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sayso.model.telling import Tally, Telling
from sayso.resolve.calling import called_back

Tell = Callable[..., tuple[Telling, ...]]


def beside(found: tuple[Telling, ...]) -> list[list[tuple[str, int | None, str]]]:
    """Kind, lowest and innermost source of the figures beside each telling."""
    return [[(t.count.kind, t.count.low, t.sources[0].name) for t in telling.tallies] for telling in found]


def test_nobody_killed_is_a_figure_of_the_attack(tell: Tell) -> None:
    found = tell("Rebels attacked a post near Abeche on Monday. Nobody was killed in the attack, the governor said.")
    assert beside(found) == [[("killed", 0, "the governor")]]
    assert all(t.sources[-1].outlet for telling in found for t in telling.tallies)


def test_a_figure_goes_to_the_act_before_it(tell: Tell) -> None:
    text = "Chad and Libya signed a truce on Sunday. Rebels attacked a post near Abeche on Monday. The ministry put the number of dead at 11."
    of = {t.family: [y.count.low for y in t.tallies] + [c.low for x in t.told for c in x.counts] for t in tell(text)}
    assert of == {"deal": [], "force": [11]}


def test_a_figure_far_from_any_act_is_of_none(tell: Tell) -> None:
    filler = " ".join(["The river is wide there."] * 6)
    assert beside(tell(f"Rebels attacked a post near Abeche on Monday. {filler} The ministry put the number of dead at 11.")) == [[]]


@pytest.mark.parametrize(
    "total",
    [
        "More than 400 people have been killed in the region since January.",
        "The ministry put the number of dead since January at 400.",
        "The death toll of the rebellion has passed 400.",
    ],
)
def test_a_total_is_no_figure_of_the_incident(tell: Tell, total: str) -> None:
    found = tell(f"Rebels attacked a post near Abeche on Monday. {total}")
    assert beside(found) == [[]]
    assert [c for telling in found for t in telling.told for c in t.counts] == []


# called by less


@pytest.fixture
def sources(make: Any) -> Any:
    """sources("a hospital official", "the official"): the names these have in the end, told in as many sentences of one report."""

    def run(*names: str, tally: str = "") -> list[str]:
        told = [make.told(make.source(n), sentence=i) for i, n in enumerate(names)]
        tallies = [Tally(make.count(4), (make.source(tally),))] if tally else []
        (found,) = called_back([make.telling("a", *told, tallies=tallies)])
        return [t.sources[0].name for t in found.told] + [y.sources[0].name for y in found.tallies]

    return run


def test_a_short_name_is_the_last_fuller_one(sources: Any) -> None:
    assert sources("hospital official", "official") == ["hospital official"] * 2
    assert sources("defence ministry", "health ministry", "ministry") == ["defence ministry", "health ministry", "health ministry"]


def test_a_short_name_before_any_fuller_one_stays(sources: Any) -> None:
    assert sources("official", "hospital official") == ["official", "hospital official"]
    assert sources("hospital official", "ministry") == ["hospital official", "ministry"]


def test_a_persons_name_is_no_short_name(sources: Any) -> None:
    assert sources("Mahamat Deby", "Deby") == ["Mahamat Deby", "Deby"]


def test_sources_of_figures_are_called_back_too(sources: Any) -> None:
    assert sources("defence ministry", tally="ministry") == ["defence ministry"] * 2


def test_a_report_without_short_names_is_left_as_it_is(make: Any) -> None:
    tellings = (make.telling("a", make.told(make.source("a doctor"), make.source("the army"))),)
    assert called_back(tellings) == tellings
