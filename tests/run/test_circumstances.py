"""Labelled times, places and figures: read strictly, matched by overlap, scored part by part."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.coder import Coder
from sayso.errors import InputError
from sayso.run.evaluate import evaluate
from sayso.run.gold import read_gold
from sayso.run.measures import Circumstances

TEXT = "At least 12 soldiers were killed near Homs on Friday."
TIME: dict[str, Any] = {"text": "Friday", "span": [46, 52], "kind": "date", "start": "2020-06-12", "end": "2020-06-12"}
PLACE: dict[str, Any] = {"text": "near Homs", "kind": "near", "country": "SYR", "geonames": 169577}
FIGURE: dict[str, Any] = {
    "text": "At least 12", "kind": "killed", "low": 12, "best": None, "high": None, "whom": "the soldiers", "country": None, "civilian": False,
    "scope": "incident",
}  # fmt: skip

Score = Callable[..., Circumstances]


@pytest.fixture
def score(coder: Coder, tmp_path: Path) -> Score:
    def run(**labels: Any) -> Circumstances:
        path = tmp_path / "gold.jsonl"
        path.write_text(json.dumps({"text": TEXT, "date": "2020-06-15", **labels}) + "\n", encoding="utf-8")
        report = evaluate(read_gold(str(path), coder.ontology.types), coder)
        assert report.circumstances is not None
        assert (report.texts, report.scored) == (1, 1 if "events" in labels else 0)
        return report.circumstances

    return run


def shares(found: Circumstances) -> dict[str, float | None]:
    return {s.name: s.share for s in (*found.exact, *found.details)}


def test_right_labels_are_all_found_right(score: Score) -> None:
    found = score(times=[TIME], places=[PLACE], figures=[FIGURE])
    assert {s.event: (s.gold, s.coded, s.matched) for s in found.scores} == {"times": (1, 1, 1), "places": (1, 1, 1), "figures": (1, 1, 1)}
    assert set(shares(found).values()) == {1.0}


@pytest.mark.parametrize(
    ("labels", "name"),
    [
        ({"times": [{**TIME, "end": "2020-06-13"}]}, "times: value, of all"),
        ({"times": [{**TIME, "kind": "duration", "start": None, "end": None}]}, "times: value, of all"),
        ({"places": [{**PLACE, "country": "SYR|LBN"}]}, "places: country"),
        ({"places": [{**PLACE, "geonames": 1, "at": [10, 10]}]}, "places: right place"),
        ({"figures": [{**FIGURE, "kind": "wounded"}]}, "figures: kind, low, high"),
        ({"figures": [{**FIGURE, "whom": "rebels"}]}, "figures: whom"),
        ({"figures": [{**FIGURE, "scope": "total"}]}, "figures: scope"),
    ],
)
def test_a_wrong_value_is_wrong(score: Score, labels: dict[str, Any], name: str) -> None:
    assert shares(score(**labels))[name] == 0.0


def test_only_what_is_labelled_is_scored(score: Score) -> None:
    assert [s.event for s in score(figures=[]).scores] == ["figures"]
    assert [(s.gold, s.coded, s.matched) for s in score(times=[]).scores] == [(0, 1, 0)]
    assert [s.event for s in score(events=[], places=[PLACE]).scores] == ["places"]


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ({"times": "Friday"}, "times"),
        ({"times": [{"text": "Friday"}]}, "kind"),
        ({"times": [{**TIME, "text": "Monday", "span": None}]}, "Monday"),
        ({"times": [{**TIME, "span": [3, 9]}]}, "does not stand at 3"),
        ({"times": [{**TIME, "span": [-3, 9]}]}, "does not stand at -3"),
        ({"times": [{**TIME, "start": "Friday"}]}, "start"),
        ({"places": [{**PLACE, "country": "Syria"}]}, "country"),
        ({"places": [{**PLACE, "kind": "town"}]}, "kind"),
        ({"places": [{**PLACE, "at": [100, 0]}]}, "at"),
        ({"figures": [{**FIGURE, "low": "12"}]}, "low"),
        ({"figures": [{**FIGURE, "scope": "all"}]}, "scope"),
    ],
)
def test_a_mistake_names_the_place_and_what_to_write(score: Score, labels: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError) as caught:
        score(**labels)
    assert said in str(caught.value)
    assert "gold.jsonl:1" in str(caught.value)
