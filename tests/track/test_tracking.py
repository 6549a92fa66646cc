"""The settings: what is in them, and what the loader refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.errors import DataError
from sayso.ontology.load import Ontology
from sayso.ontology.tracking import Tracking, load_tracking


def test_the_packaged_settings(tracking: Tracking, ontology: Ontology) -> None:
    rule = tracking.alerts
    assert (rule.window, rule.pasts) == (30, ((1, 365), (3, 1095)))
    assert next(m for m in rule.measures if m.name == "killed").floor == 100
    assert set(tracking.threats.kinds) == set(ontology.types[tracking.threats.type].modes)


@pytest.fixture
def broken(ontology: Ontology, tmp_path: Path) -> Callable[[str, str], str]:
    """broken(old, new): the message about the settings with one text changed for another."""

    def change(old: str, new: str) -> str:
        text = (ontology.folder / "track.yaml").read_text(encoding="utf-8")
        assert text.count(old) >= 1
        (tmp_path / "track.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(DataError) as caught:
            load_tracking(tmp_path / "track.yaml", ontology.types)
        return str(caught.value)

    return change


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('window: "30"', 'window: "0"', "window: '0' is no whole number above 0"),
        ('window: "30"', 'window: "١"', "is no whole number"),
        ('covered: "0.8"', 'covered: "1.5"', "covered: 1.5 is out of range"),
        ('covered: "0.8"', 'covered: "nan"', "out of range"),
        ('probability: "0.95"', 'probability: "much"', "probability: is not a number"),
        ('every: "365"', 'every: "1"', "every: 1 is too short"),
        ('pasts: {"1": "365", "3": "1095"}', "pasts: {}", "pasts: is empty"),
        ('"3": "1095"', 'three: "1095"', "'three' is no number of years"),
        ("unless: [acts]", "unless: [words]", "'words' is not allowed"),
        ("counts: [deeds]", "counts: []", "counts: missing"),
        ("nature: deeds", "nature: fact", "'fact' is not allowed"),
        ("type: THREATEN", "type: THREAT", "'THREAT' is not allowed"),
        ("violence: [ASSAULT]", "violence: [ASSAULT/kick]", "'ASSAULT/kick' is no type or type/mode"),
        ("violence: [ASSAULT]", "noise: [ASSAULT]", "THREATEN has no mode 'noise'"),
        ("    violence: [ASSAULT]\n", "", "no entry for violence"),
        ("  recent:", "  last:", "unknown key 'last'"),
    ],
)
def test_mistakes_are_named(broken: Callable[[str, str], str], old: str, new: str, said: str) -> None:
    message = broken(old, new)
    assert "track.yaml:" in message
    assert said in message
