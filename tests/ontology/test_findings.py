"""What the check finds: a small data folder without a finding, and one mistake at a time."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import DataError
from sayso.ontology.actors import load_actors
from sayso.ontology.check import findings
from sayso.ontology.compose import load_compose
from sayso.ontology.frames import load_frames
from sayso.ontology.load import Ontology

FRAMES = "languages/en/frames/support.yaml"
CLASSES = "languages/en/classes.yaml"
NAMED = "id,name,kind,country,sectors,aliases,start,end,origin"
FILES = {
    CLASSES: "hand: [hand, arm]\n",
    FRAMES: """classes: {flag: [flag]}
frames:
  - id: wave
    verb: {words: [wave], needs: {object: ["@hand"]}, never: {with: ["@flag"]}}
    says: [{text: A waved a hand.}]
    not: [B slept.]
  - id: sing
    outer: sing
    alone: "false"
    verb: {words: [sing], inner: [clause]}
    says: [{text: A sang.}]
    not: [B slept.]
""",
    "languages/en/cues/says.yaml": "cues: []\n",
    "languages/en/cues/signatures.yaml": "signatures: []\n",
    "compose.yaml": "outers: [sing]\nrows:\n  - {outer: [sing, not_sing], inner: [anything], gives: inner}\n",
    "actors/countries.csv": "code,name,short,aliases,adjectives,demonyms,capitals,seats,origin\nXAA,Aland,,,,,,,own\nXBB,Beland,,,,,,,own\n",
    "actors/codes.yaml": "bodies: {IGO: a body}\nsectors: {GOV: government, REB: rebels}\n",
    "actors/igos.csv": f"{NAMED}\nleague,The League,igo,IGO,,,,,own\nbank,The Bank,igo,IGO,,,,,own\n",
    "actors/groups.csv": f"{NAMED}\nfront,The Front,group,XAA,REB,,2001,2005,own\n",
    "actors/persons.csv": "id,name,kind,country,sectors,aliases,start,end,role,origin\nx,X Xan,person,XAA,REB,,2001,,leader of the Front,own\n",
    "actors/offices.csv": """name,aliases,country,body,role,sectors,start,end,origin
A Alan,,XAA,,president,GOV,2001-03-01,2005-03-01,own
B Balan,,XAA,,president,GOV,2005-03-01,2009-06,own
C Calan,,XAA,,president,GOV,2009-06-30,2012-11,own
D Dalan,,XAA,,president,GOV,2012,,own
E Elan,,XBB,,president,GOV,2001,,own
F Falan,,IGO,league,president,IGO,2001,,own
G Galan,,IGO,bank,president,IGO,2001,,own
H Halan,,XAA,,deputy,GOV,2001,,own
I Ilan,,XAA,,deputy,GOV,2001,,own
""",
    "actors/single.yaml": "offices:\n  - {role: president}\n  - {role: leader of *}\n",
    "not_actors.yaml": "- {words: Nobody, reason: none}\n",
    "sources.csv": "id,name,kind,country,affiliation,domains,aliases,origin\n",
}
Find = Callable[..., list[str]]


@pytest.fixture
def find(tmp_path: Path, ontology: Ontology) -> Find:
    """find({file: (old, new)}): the findings of the small folder with that change; modes nobody gives are left out."""

    def run(changes: dict[str, tuple[str, str]] | None = None) -> list[str]:
        for name, text in FILES.items():
            old, new = (changes or {}).get(name, ("", ""))
            assert old in text
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
        compose = load_compose(tmp_path / "compose.yaml", ontology.types)
        small = replace(
            ontology,
            folder=tmp_path,
            compose=compose,
            frames=load_frames(tmp_path / "languages/en/frames", tmp_path / CLASSES, ontology.types, compose.outers),
            actors=load_actors(tmp_path / "actors", tmp_path / "not_actors.yaml", tmp_path / "sources.csv"),
        )
        return [f for f in findings(small) if "this mode" not in f]

    return run


def only(found: list[str], *said: str) -> None:
    """There is one finding, and it says all of this."""
    assert len(found) == 1, found
    for words in said:
        assert words in found[0]


def frame(name: str, pattern: str, more: str = "") -> str:
    return f"  - {{id: {name}, verb: {{{pattern}}}, says: [{{text: A waved.}}], not: [B slept.]{more}}}\n"


def test_the_small_folder_is_right(find: Find) -> None:
    assert find() == []


@pytest.mark.parametrize(("name", "key"), [("says", "cues"), ("signatures", "signatures")])
def test_a_cue_without_sentences(find: Find, name: str, key: str) -> None:
    file = f"languages/en/cues/{name}.yaml"
    with pytest.raises(DataError, match=rf"cues/{name}\.yaml:2: examples: .*2 sentences"):
        find({file: (f"{key}: []", f"{key}:\n  - {{words: [hum], pos: verb}}")})


def test_an_outer_frame_no_row_takes(find: Find) -> None:
    hum = frame("hum", "words: [hum]", ', outer: hum, alone: "false"')
    found = find({FRAMES: ("", hum), "compose.yaml": ("outers: [sing]", "outers: [sing, hum]")})
    assert len(found) == 2
    only(found[:1], "frames/support#hum: no row of compose.yaml takes its outer act hum", "add a row")
    only(found[1:], "compose.yaml: outers: no row takes hum", "take the act out")


def test_an_outer_act_no_frame_names(find: Find) -> None:
    row = "  - {outer: [hum, sing], inner: [anything], gives: inner}\n  - {outer: [not_future], inner: [anything], gives: inner}\n"
    found = find({"compose.yaml": ("outers: [sing]\nrows:\n", f"outers: [sing, hum, future]\nrows:\n{row}")})
    only(found, "compose.yaml:3: outer: no frame has the outer act hum", "take hum out")


def test_a_part_of_speech_without_words(find: Find) -> None:
    found = find({FRAMES: ("    says: [{text: A waved a hand.}]", "    noun: {actor: [of]}\n    says: [{text: A waved a hand.}]")})
    only(found, "frames/support.yaml:5: wave: its noun has no words", "take it out")


@pytest.mark.parametrize("fences", ["needs: {object: [hand]}, never: {object: ['*']}", "needs: {object: []}"])
def test_a_frame_that_needs_what_it_forbids(find: Find, fences: str) -> None:
    only(
        find({FRAMES: ("", frame("beckon", f"words: [beckon], {fences}"))}),
        "frames/support#beckon: its verb needs the slot object and lets nothing stand there",
        "mend needs",
    )


def test_a_file_nothing_reads(find: Find, tmp_path: Path) -> None:
    find()
    (tmp_path / "languages/en/frames/aid.yml").write_text(FILES[FRAMES])
    only(find(), "frames/aid.yml: nothing reads it", ".yaml")


def test_noun_classes_no_frame_uses(find: Find) -> None:
    only(find({CLASSES: ("", "foot: [foot]\n")}), "classes.yaml:2: foot: no frame uses the noun class @foot", "take it out")
    only(find({FRAMES: ("{flag: [flag]}", "{flag: [flag], foot: [foot]}")}), "frames/support.yaml:1: foot: no frame uses", "@foot")


def test_an_unknown_class_inside_a_class(find: Find) -> None:
    with pytest.raises(DataError, match="@flags is no noun class"):
        find({CLASSES: ("arm]", 'arm, "@flags"]')})


@pytest.mark.parametrize(
    "pattern",
    [
        "words: [wave], needs: {object: ['@hand']}, never: {with: ['@flag']}",
        "words: [wave], needs: {object: [hand]}, never: {with: ['*']}",
        "words: [wave], needs: {object: [hand]}, never: {with: [flag], at: [sea]}, recipient: [object]",
        "words: [wave, wave], needs: {object: [arm]}, never: {with: [flag]}, recipient: []",
        "words: [wave], needs: {object: [arm]}, never: {with: [flag]}, recipient: [at]",
    ],
)
def test_a_frame_another_always_beats(find: Find, pattern: str) -> None:
    found = find({FRAMES: ("", frame("greet", pattern))})
    only(found, "frames/support#greet: its verb words are all taken by frames/support#wave", "fence one of them")


def test_a_frame_a_later_one_always_beats(find: Find) -> None:
    """The later one needs no more and lets everything through, and its recipient is filled wherever the first one's is."""
    first = frame("nod", "words: [nod], recipient: [to]")
    later = frame("nod_at", "words: [nod], recipient: [to, object], inner: []")
    assert find({FRAMES: ("", first + later)}) == []
    found = find({FRAMES: ("", frame("nod", "words: [nod], recipient: [to], inner: [clause], never: {clause: ['*']}") + later)})
    only(found, "frames/support#nod: its verb words are all taken by frames/support#nod_at")


@pytest.mark.parametrize(
    "pattern",
    [
        "words: [wave, beckon], needs: {object: [hand]}, never: {with: [flag]}",
        "words: [wave], needs: {object: [foot]}, never: {with: [flag]}",
        "words: [wave], needs: {object: [hand]}",
        "words: [wave], needs: {object: [hand], at: ['*']}, never: {with: [flag]}",
        "words: [wave], needs: {object: [hand]}, never: {with: [flag]}, inner: [object]",
        "words: [wave off], needs: {object: [hand]}, never: {with: [flag]}",
    ],
)
def test_frames_that_can_win(find: Find, pattern: str) -> None:
    assert find({FRAMES: ("", frame("greet", pattern))}) == []


def test_an_act_about_an_act_leaves_the_plain_one(find: Find) -> None:
    assert find({FRAMES: ("", frame("croon", "words: [sing], inner: []"))}) == []
    only(find({FRAMES: ("", frame("croon", "words: [sing], inner: [clause]", ', outer: sing, alone: "false"'))}), "support#croon", "support#sing")


def test_an_alias_of_two(find: Find) -> None:
    found = find({"actors/groups.csv": ("", "force,The Force,group,XAA,REB,The Front,2004,,own\n")})
    only(found, "actors/groups.csv:2: The Front (front) and The Force (force, groups.csv:3) hold the alias 'The Front'", "date them")
    assert find({"actors/groups.csv": ("", "force,The Force,group,XAA,REB,The Front,2006,,own\n")}) == []


def test_a_mode_nothing_gives(ontology: Ontology) -> None:
    kind = next(t for t in ontology.types.values() if t.modes)
    more = replace(kind, modes={**kind.modes, "fly": next(iter(kind.modes.values()))})
    found = [f for f in findings(replace(ontology, types={**ontology.types, kind.name: more})) if "this mode" in f]
    only(found, f"events/{kind.name.lower()}.yaml: fly: no frame, mode word or composition gives {kind.name} this mode", "take the mode out")


def test_an_office_of_two(find: Find) -> None:
    found = find({"actors/offices.csv": ("2005-03-01,2009-06,own", "2005-02-28,2009-06,own")})
    only(
        found,
        "actors/offices.csv:2: A Alan (2001-03-01 to 2005-03-01) and B Balan (2005-02-28 to 2009-06, offices.csv:3) are both president of XAA",
        "mend the dates",
        "actors/single.yaml",
    )


def test_an_office_without_dates(find: Find) -> None:
    only(find({"actors/offices.csv": ("", "J Jalan,,XBB,,president,GOV,,,own\n")}), "J Jalan (no dates", "both president of XBB")


def test_the_office_of_a_body(find: Find) -> None:
    only(find({"actors/offices.csv": ("IGO,bank,", "IGO,league,")}), "F Falan", "G Galan", "both president of league", "name the body")


def test_leaders_among_persons(find: Find) -> None:
    found = find({"actors/persons.csv": ("", "y,Y Yan,person,XAA,REB,,2003,,leader of the Front,own\n")})
    only(found, "actors/persons.csv:2: X Xan (2001 to now) and Y Yan", "both leader of the Front of XAA")


def test_one_person_in_two_rows(find: Find) -> None:
    assert find({"actors/offices.csv": ("", "E Elan,Elan,XBB,,president,GOV,2003,,own\n")}) == []


def test_allowed_overlaps(find: Find) -> None:
    rival = ("", "J Jalan,,XBB,,president,GOV,2003,,own\n")
    overlap = "overlaps:\n  - {of: XBB, role: president, holders: [E Elan, J Jalan], reason: rivals}\n"
    assert find({"actors/offices.csv": rival, "actors/single.yaml": ("", overlap)}) == []
    assert find({"actors/offices.csv": rival, "actors/single.yaml": ("{role: president}", "{role: president, many: {XBB: two by law}}")}) == []
    only(find({"actors/single.yaml": ("", overlap)}), "actors/single.yaml:5: E Elan and J Jalan overlap with no other president of XBB", "take the line out")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("offices: [{role: president}, {role: president}]\n", 1, "stands twice"),
        ("offices: [{role: president, many: [XBB]}]\n", 1, "must be a map"),
        ("offices: [{roles: president}]\n", 1, "unknown key"),
        ("overlaps:\n  - {of: XBB, role: president, holders: [E Elan, J Jalan]}\n", 2, "reason: missing"),
        ("overlaps:\n  - {of: XBB, role: president, holders: [E Elan], reason: rivals}\n", 2, "needs two people"),
    ],
)
def test_mistakes_in_the_table_of_offices(find: Find, tmp_path: Path, text: str, line: int, said: str) -> None:
    with pytest.raises(DataError) as caught:
        find({"actors/single.yaml": (FILES["actors/single.yaml"], text)})
    assert f"{tmp_path / 'actors' / 'single.yaml'}:{line}:" in str(caught.value)
    assert said in str(caught.value)


def test_the_command_prints_findings(data: Path, sayso: Callable[..., Any]) -> None:
    shutil.copy(data / "languages/en/frames/aid.yaml", data / "languages/en/frames/aid.yml")
    ran = sayso("ontology", "check", data, "--no-examples")
    assert ran.code == 2
    assert "frames/aid.yml: nothing reads it" in ran.out
