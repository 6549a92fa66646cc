"""A data folder with one mistake in it: the message says where and what is allowed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sayso.coder import Coder
from sayso.errors import DataError
from sayso.model.text import Document
from sayso.ontology.actors import load_actors
from sayso.ontology.compose import load_compose
from sayso.ontology.cues import load_say_examples, load_signature_examples
from sayso.ontology.events import load_crosswalk, load_events
from sayso.ontology.frames import load_examples, load_frames
from sayso.ontology.load import Ontology, load, version
from sayso.ontology.places import load_places
from sayso.ontology.roles import load_roles
from sayso.parser import Parser

FRAME = """frames:
  - id: wave
    modes: []
    verb:
      words: [wave]
    says:
      - {text: "A waved at B."}
    not: ["B slept."]
"""


def told(call: Callable[[], object], file: str, line: int | None, *said: str) -> None:
    """The call fails and its message names file, line and words."""
    with pytest.raises(DataError) as caught:
        call()
    message = str(caught.value)
    assert file in message
    if line is not None:
        assert f"{file}:{line}:" in message, message
    for words in said:
        assert words in message, message


def frames_of(folder: Path, ontology: Ontology, text: str, name: str = "support.yaml") -> Callable[[], object]:
    """A folder of one frame file, read as the loader reads it."""
    (folder / name).write_text(text)
    classes = ontology.folder / "languages" / "en" / "classes.yaml"
    return lambda: (load_frames(folder, classes, ontology.types, ontology.compose.outers), load_examples(folder, ontology.types))


def test_the_frame_of_these_tests_is_right(tmp_path: Path, ontology: Ontology) -> None:
    frames_of(tmp_path, ontology, FRAME)()


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("modes: []", "modes: [fly]", 3, ("'fly' is not allowed",)),
        ("words: [wave]", "words: [wave]\n      needs: {object: ['@flyers']}", 6, ("no noun class @flyers", "use one of")),
        ("words: [wave]", "words: [wave]\n      colour: [red]", 6, ("unknown key 'colour'", "allowed here")),
        ("id: wave", "id: wave\n    outer: sing", 3, ("'sing' is not allowed", "use one of")),
        ("id: wave", "id: wave\n    when: past", 3, ("'past' is not allowed", "use one of")),
        ("id: wave", "id: wave\n    reciprocal: NO", 3, ("'NO' is not allowed", "use one of false, true")),
        ("id: wave", "name: wave", None, ("id", "missing")),
        ('    not: ["B slept."]\n', "", 2, ("not:", "one it must not")),
        ('    says:\n      - {text: "A waved at B."}\n', "", 2, ("says:", "a sentence it codes")),
        ('{text: "A waved at B."}', '{text: "A waved at B.", modes: [fly]}', 7, ("'fly' is not allowed",)),
        ('{text: "A waved at B."}', '{text: "A waved at B.", event: FLY}', 7, ("'FLY' is not allowed",)),
        ("words: [wave]", "words: []", 2, ("no trigger words",)),
        ("frames:", "frame:", 1, ("unknown key 'frame'",)),
        ("frames:", "mode_words: {fly: [wing]}\nframes:", 1, ("has no mode 'fly'",)),
    ],
    ids=lambda v: str(v)[:20] if isinstance(v, str) else "",
)
def test_frames(tmp_path: Path, ontology: Ontology, old: str, new: str, line: int | None, said: tuple[str, ...]) -> None:
    assert old in FRAME
    told(frames_of(tmp_path, ontology, FRAME.replace(old, new, 1)), "support.yaml", line, *said)


SIGNATURES = """signatures:
  - words: [dodge]
    pos: verb
    examples:
      - {text: "A dodged attacking B.", event: ASSAULT, status: negated}
      - {text: "A did not dodge attacking B.", event: ASSAULT, status: actual}
"""
CUES = """cues:
  - words: [aver]
    pos: verb
    examples:
      - {text: "A averred that B left.", speaker: A, kind: indirect, content: "B left"}
      - {text: "It was averred that B left.", speaker: "", kind: indirect, content: "B left"}
"""


def test_the_cues_of_these_tests_are_right(tmp_path: Path, ontology: Ontology) -> None:
    (tmp_path / "signatures.yaml").write_text(SIGNATURES)
    (tmp_path / "says.yaml").write_text(CUES)
    assert [(e.rule, e.status, e.line) for e in load_signature_examples(tmp_path, ontology.types)] == [
        ("cues/signatures#dodge", "negated", 5),
        ("cues/signatures#dodge", "actual", 6),
    ]
    assert [(e.rule, e.speaker, e.kind) for e in load_say_examples(tmp_path)] == [("cues/says#aver", "A", "indirect"), ("cues/says#aver", "", "indirect")]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("event: ASSAULT, status: negated", "event: FLY, status: negated", 5, ("event: 'FLY' is not allowed", "use one of")),
        ("status: negated", "status: past", 5, ("status: 'past' is not allowed", "use one of actual")),
        (", status: actual", "", 6, ("status: missing",)),
        ("status: actual", "status: actual, actor: A", 6, ("unknown key 'actor'", "allowed here")),
        ('      - {text: "A did not dodge attacking B.", event: ASSAULT, status: actual}\n', "", 4, ("examples:", "2 sentences")),
        ("words: [dodge]", "words: []", 4, ("examples:", "needs words")),
    ],
)
def test_examples_of_signatures(tmp_path: Path, ontology: Ontology, old: str, new: str, line: int, said: tuple[str, ...]) -> None:
    (tmp_path / "signatures.yaml").write_text(SIGNATURES.replace(old, new, 1))
    told(lambda: load_signature_examples(tmp_path, ontology.types), "signatures.yaml", line, *said)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("kind: indirect", "kind: shouted", 5, ("kind: 'shouted' is not allowed", "use one of attitude, direct")),
        ("speaker: A", "speaker: C", 5, ("speaker: 'C' does not stand in the text", "copy its words")),
        ('content: "B left"', 'content: "B stayed"', 5, ("content: 'B stayed' does not stand in the text",)),
        ("speaker: A, ", "", 5, ("speaker: missing",)),
        ('content: "B left"', 'content: "B left", event: ASSAULT', 5, ("unknown key 'event'",)),
    ],
)
def test_examples_of_saying(tmp_path: Path, old: str, new: str, line: int, said: tuple[str, ...]) -> None:
    (tmp_path / "says.yaml").write_text(CUES.replace(old, new, 1))
    told(lambda: load_say_examples(tmp_path), "says.yaml", line, *said)


def test_duplicate_frames(tmp_path: Path, ontology: Ontology) -> None:
    twice = FRAME + FRAME.removeprefix("frames:\n")
    told(frames_of(tmp_path, ontology, twice), "support.yaml", 9, "duplicate frame 'wave' (first at line 2)", "its own id")


def test_frames_of_no_type(tmp_path: Path, ontology: Ontology) -> None:
    told(frames_of(tmp_path, ontology, FRAME, "fly.yaml"), "fly.yaml", None, "no event type FLY", "name the file after one of")


def test_a_class_defined_twice(tmp_path: Path, ontology: Ontology) -> None:
    (tmp_path / "aid.yaml").write_text("classes: {twice: [b]}\n" + FRAME)
    told(frames_of(tmp_path, ontology, "classes: {twice: [a]}\n" + FRAME), "support.yaml", 1, "'twice' is defined twice", "another name")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("outers: [sing]\nrows:\n  - {outer: [sing], inner: [FLY], gives: AID}\n", 3, ("'FLY' is not allowed", "inner")),
        ("outers: [sing]\nrows:\n  - {outer: [sing], inner: [AID], gives: FLY}\n", 3, ("'FLY' is not allowed", "gives")),
        ("outers: [sing]\nrows:\n  - {outer: [hum], inner: [AID], gives: AID}\n", 3, ("'hum' is not allowed", "outer")),
        ("outers: [sing]\nrows:\n  - {outer: [sing], inner: [AID], gives: THREATEN, modes: [AID>fly]}\n", 3, ("no mode 'fly'", "modes")),
        ("outers: [sing]\nrows:\n  - {outer: [sing], inner: [AID], gives: THREATEN, modes: [violence]}\n", 3, ("TYPE>mode",)),
        ("outers: [sing]\nrows:\n  - {outer: [sing], inner: [AID], gives: AID, self: maybe}\n", 3, ("'maybe' is not allowed", "self")),
        ("outers: [sing]\nrows:\n  - {outer: [sing], inner: [AID], gives: AID, change: undo}\n", 3, ("'undo' is not allowed", "change")),
        ("outers: [sing]\nrows:\n  - {outer: [sing], inner: [AID]}\n", 3, ("gives", "missing")),
        ("outers: [sing]\nlines: []\n", 2, ("unknown key 'lines'",)),
    ],
)
def test_composition(tmp_path: Path, ontology: Ontology, text: str, line: int, said: tuple[str, ...]) -> None:
    path = tmp_path / "compose.yaml"
    path.write_text(text)
    told(lambda: load_compose(path, ontology.types), str(path), line, *said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('type: AID\nquad: "5"\nscore: "1"\ndefinition: d\n', ("quad", "use one of 1, 2, 3, 4")),
        ('type: AID\nquad: "2"\nscore: eleven\ndefinition: d\n', ("score", "not a number", "-10 to 10")),
        ('type: AID\nquad: "2"\nscore: "11"\ndefinition: d\n', ("score", "out of range")),
        ('type: AID\nquad: "2"\nscore: nan\ndefinition: d\n', ("score",)),
        ('type: AID\nquad: "2"\nscore: "1"\n', ("definition", "missing")),
        ('type: AID\nquad: "2"\nscore: "1"\ndefinition: d\nmodes: {fly: {score: "1"}}\n', ("definition", "missing")),
        ('type: AID\nquad: "2"\nscore: "1"\ndefinition: d\nmodes: [fly]\n', ("modes", "must be a map")),
        ('type: AID\nquad: "2"\nscore: "1"\ndefinition: d\ncolour: red\n', ("colour", "unknown key")),
    ],
)
def test_types(tmp_path: Path, text: str, said: tuple[str, ...]) -> None:
    (tmp_path / "aid.yaml").write_text(text)
    told(lambda: load_events(tmp_path), "aid.yaml", None, *said)


def test_no_types(tmp_path: Path) -> None:
    told(lambda: load_events(tmp_path), str(tmp_path), None, "no event types")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("010,1,FLY,,,", ("unknown type 'FLY'",)),
        ("010,1,AID,fly,,", ("no mode 'fly'",)),
        ("01x,1,AID,,,", ("'01x' is not a CAMEO code",)),
        ("010,x,AID,,,", ("goldstein", "not a number")),
    ],
)
def test_the_crosswalk(tmp_path: Path, ontology: Ontology, row: str, said: tuple[str, ...]) -> None:
    path = tmp_path / "crosswalk.csv"
    path.write_text(f"cameo,goldstein,event,mode,contexts,force\n{row}\n")
    told(lambda: load_crosswalk(path, ontology.types), str(path), 2, *said)


def test_codes_of_the_crosswalk_keep_their_zeros(ontology: Ontology) -> None:
    codes = {r.cameo for rows in ontology.crosswalk.rows.values() for r in rows}
    assert "010" in codes or "01" in codes or any(c.startswith("0") for c in codes)
    assert all(c.isdigit() and 2 <= len(c) <= 4 for c in codes)


def append(path: Path, row: str) -> int:
    """Add a row to a table; its line."""
    text = path.read_text(encoding="utf-8")
    text = text if text.endswith("\n") else text + "\n"
    path.write_text(f"{text}{row}\n", encoding="utf-8")
    return text.count("\n") + 1


def actors(data: Path) -> Callable[[], object]:
    return lambda: load_actors(data / "actors", data / "not_actors.yaml", data / "sources.csv")


@pytest.mark.parametrize(
    ("file", "row", "said"),
    [
        ("actors/groups.csv", "x,X Front,group,SYR,REB,,31-12-2001,,own", ("start", "no date", "YYYY-MM-DD")),
        ("actors/groups.csv", "x,X Front,group,SYR,REB,,,soon,own", ("end", "no date")),
        ("actors/groups.csv", "x,X Front,bagpipe,SYR,REB,,,,own", ("kind", "'bagpipe' is not allowed", "use one of")),
        ("actors/groups.csv", "x,X Front,group,SYR", ("4 cells where 9 are wanted",)),
        ("actors/countries.csv", "Xy,X,X,,,,,,own", ("code", "alpha-3")),
        ("actors/countries.csv", "xyz,X,X,,,,,,own", ("code", "alpha-3")),
        ("actors/countries.csv", "SYR,X,X,,,,,,own", ("code", "stands twice")),
        ("actors/offices.csv", "X Y,,SYR,,president,GOV,2001-1-1,,own", ("start", "no date")),
        ("actors/offices.csv", "X Y,,IGO,no-such-body,president,IGO,2001,,own", ("body", "'no-such-body'", "igos.csv")),
        ("sources.csv", "reuters,Reuters,wire,GBR,independent,,,own", ("'reuters' stands twice (first at line",)),
        ("not_actors.yaml", "- {word: x}", ("word", "unknown key")),
    ],
)
def test_actor_tables(data: Path, file: str, row: str, said: tuple[str, ...]) -> None:
    line = append(data / file, row)
    told(actors(data), file, line, *said)


@pytest.mark.parametrize("country", ["XX", "Syria", "syr", "REB"])
@pytest.mark.parametrize(
    ("file", "row"),
    [
        ("actors/groups.csv", "x,X Front,group,{},REB,,,,own"),
        ("actors/persons.csv", "x,X Y,person,{},REB,,,,leader of X,own"),
        ("actors/offices.csv", "X Y,,{},,president,GOV,2001,,own"),
        ("sources.csv", "x,X News,wire,{},independent,,,own"),
    ],
)
def test_the_country_of_an_actor_is_a_code(data: Path, file: str, row: str, country: str) -> None:
    line = append(data / file, row.format(country))
    told(actors(data), file, line, f"country: '{country}' is not allowed", "countries.csv", "EUR, IGO, IMG, MNC, NGO, UNO")


@pytest.mark.parametrize("sectors", ["XXX", "GOV;reb", "GOV|REB", "SYR"])
@pytest.mark.parametrize(("file", "row"), [("groups.csv", "x,X Front,group,SYR,{},,,,own"), ("offices.csv", "X Y,,SYR,,president,{},2001,,own")])
def test_the_sectors_of_an_actor_are_codes(data: Path, file: str, row: str, sectors: str) -> None:
    line = append(data / "actors" / file, row.format(sectors))
    told(actors(data), f"actors/{file}", line, f"sectors: '{sectors.split(';')[-1]}' is not allowed", "GOV", "REB", "UNO")


def test_codes_have_a_file(data: Path) -> None:
    path = data / "actors" / "codes.yaml"
    path.write_text("sectors: {GOV: government}\n")
    told(actors(data), str(path), 1, "bodies: missing")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("0,0", ("0.0, 0.0", "is no place")),
        ("0.0,-0.0", ("is no place",)),
        ("91,10", ("is no place", "give degrees")),
        ("10,181", ("is no place",)),
        ("-90.1,0.5", ("is no place",)),
        ("north,10", ("not a number",)),
        ("10,", ("half a pair",)),
        ("nan,10", ("latitude",)),
    ],
)
def test_places(data: Path, cells: str, said: tuple[str, ...]) -> None:
    path = data / "places" / "areas.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0]
    path.write_text(f"{header}\nNowhere,,city,SYR,,{cells},,1,1,own\n")
    told(lambda: load_places(data / "places"), "areas.csv", 2, *said)


def test_half_a_pair_of_degrees(data: Path) -> None:
    path = data / "places" / "areas.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0]
    path.write_text(f"{header}\nNowhere,,city,SYR,,,10,,1,1,own\n")
    told(lambda: load_places(data / "places"), "areas.csv", 2)


def test_unknown_kinds_of_place(data: Path) -> None:
    line = append(data / "places" / "areas.csv", "Nowhere,,void,SYR,,,,,,5,own")
    told(lambda: load_places(data / "places"), "areas.csv", line, "kind", "use one of city, admin1, admin2, area, site")


def test_a_word_of_two_roles(tmp_path: Path) -> None:
    path = tmp_path / "roles.yaml"
    path.write_text("- {role: a, kind: person, words: [boss]}\n- {role: b, kind: person, words: [boss]}\n")
    told(lambda: load_roles(path), str(path), 2, "'boss' already stands under role 'a'")
    path.write_text("- {role: a, kind: planet, words: [boss]}\n")
    told(lambda: load_roles(path), str(path), 1, "'planet' is not allowed")


def test_no_folder(tmp_path: Path) -> None:
    told(lambda: load(tmp_path), str(tmp_path), None, "no such folder")


def test_a_broken_folder_given_to_the_command_line(data: Path, sayso: Callable[..., Any], tmp_path: Path) -> None:
    path = data / "events" / "aid.yaml"
    path.write_text(path.read_text() + "type: AID\n")
    line = len(path.read_text().splitlines())
    (tmp_path / "sayso.toml").write_text(f'ontology = "{data}"\n')
    report = tmp_path / "a.txt"
    report.write_text("Rebels attacked an army convoy near Homs.")
    for args in (
        ("code", report, "--settings", tmp_path / "sayso.toml"),
        ("ontology", "check", data, "--no-examples"),
        ("ontology", "show", "--settings", tmp_path / "sayso.toml"),
    ):
        ran = sayso(*args)
        assert ran.code == 2
        assert ran.raw == b""
        (message,) = ran.errors.splitlines()
        assert f"{path}:{line}: type: duplicate key" in message


def test_the_version_is_the_content(data: Path, tmp_path: Path) -> None:
    before = version(data)
    (data / "demo" / "more.yaml").write_text("a: b\n")
    assert version(data) == before
    shutil.copytree(data, tmp_path / "elsewhere")
    assert version(tmp_path / "elsewhere") == before
    path = data / "not_actors.yaml"
    path.write_text(path.read_text() + "\n")
    assert version(data) != before


def test_a_copy_codes_the_same(coder: Coder, parser: Parser, data: Path) -> None:
    document = Document("x", "-", "Rebels attacked an army convoy near Homs on Sunday.", published="2020-06-15", basis="given")
    found = Coder(load(data), parser).code(document).claims
    assert [replace(c, ontology="") for c in found] == [replace(c, ontology="") for c in coder.code(document).claims]
