"""The rules of exports: complete for our codes, and refused where they are wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.errors import DataError
from sayso.model.codes import CountryCodes
from sayso.model.export import Rules
from sayso.ontology.codes import load_codes
from sayso.ontology.events import load_crosswalk, load_events
from sayso.ontology.exporting import load_export_rules
from sayso.ontology.load import packaged


@pytest.fixture
def changed(codes: CountryCodes, tmp_path: Path) -> Callable[[str, str], Rules]:
    """changed("old", "new"): the rules after that change."""

    def run(old: str, new: str) -> Rules:
        text = (packaged() / "exports.yaml").read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "exports.yaml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return load_export_rules(path, load_events(packaged() / "events"), codes)

    return run


def test_every_sector_and_body_of_ours_has_its_codes(rules: Rules, codes: CountryCodes) -> None:
    ours = load_codes(packaged() / "actors" / "codes.yaml", codes)
    assert {*rules.sectors} == {*ours.sectors, *ours.bodies}


def test_medicine_and_media_change_places_between_plover_and_cameo(rules: Rules) -> None:
    found = {ours: (rules.sectors[ours].plover, rules.sectors[ours].cameo) for ours in ("HLH", "MED", "JRN")}
    assert found == {"HLH": ("MED", "HLH"), "MED": ("JRN", "MED"), "JRN": ("JRN", "MED")}


def test_every_cameo_root_has_a_quad(rules: Rules) -> None:
    known = load_crosswalk(packaged() / "crosswalk.csv", load_events(packaged() / "events")).goldstein
    assert {code[:2] for code in known} <= {*rules.cameo_quads}


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("types: [ASSAULT]", "types: [ASSAULTS]", "types"),
        ("mode: drone", "mode: drones", "mode"),
        ("target: civilians", "target: citizens", "target"),
        ("actor: Rioters", "actor: Rioter", "actor"),
        ("abroad: External/Other forces", "abroad: Foreigners", "abroad"),
        ("sides: [state, state]", "sides: [state]", "sides"),
        ("cameo_countries: {TLS: TMP,", "cameo_countries: {TIM: TMP,", "TIM"),
        ("plover_nobody: UNK", "plover_nobody: NIL", "plover_nobody"),
        ('first: "2"', "first: two", "first"),
        ("parties:", "people:", "people"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_key(changed: Callable[[str, str], Rules], old: str, new: str, key: str) -> None:
    with pytest.raises(DataError) as error:
        changed(old, new)
    assert error.value.key == key
    assert error.value.line > 0
