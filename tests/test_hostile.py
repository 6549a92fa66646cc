"""The hostile pack: every case ends as its manifest says. What takes seconds or hundreds of megabytes is run by tools/hostile.py."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hostile.broken import INBOX, ONTOLOGY, Broken
from hostile.case import STORY, Case
from hostile.pack import cases, manifest
from hostile.running import write, wrong
from hostile.shapes import BAD, GOOD
from sayso.coder import Coder
from sayso.errors import DataError
from sayso.model.text import Document
from sayso.ontology.load import load
from sayso.readers import Quarantined, read
from sayso.store.inbox import merge
from sayso.store.records import Quarantine

CASES = cases()
SMALL = tuple(c for c in CASES if not c.big)


def test_the_pack_is_large_enough() -> None:
    assert len(CASES) >= 500
    assert len({c.kind for c in CASES}) >= 18
    assert len(json.loads(manifest(CASES))) == len(CASES)


@pytest.mark.parametrize("case", SMALL, ids=[c.name for c in SMALL])
def test_it_ends_as_it_must(case: Case, coder: Coder, tmp_path: Path) -> None:
    assert not [*wrong(case, write(case, tmp_path), coder)]
    if case.kind in ("feed", "page", "packed"):  # nothing was made beside the case itself
        assert [p.name for p in tmp_path.iterdir()] == [case.kind]


@pytest.mark.parametrize("format", ["table", "jsonl", "csv"])
def test_the_command_says_what_it_refused_and_codes_the_rest(format: str, sayso: Callable[..., Any], tmp_path: Path) -> None:
    """No traceback, no escape sequence on a terminal, one line for each quarantined input, exit 3."""
    chosen = [c for c in SMALL if c.kind == "binary" or c.name in SHOWN]
    for case in chosen:
        write(case, tmp_path)
    ran = sayso("code", tmp_path, "--format", format, "--workers", "0")
    assert ran.code == 3
    assert "Traceback" not in ran.errors
    for said in (ran.errors, ran.out):
        assert not [c for c in said if c != "\n" and (c < " " or "\x7f" <= c <= "\x9f")]
        assert format == "jsonl" or not {*"\u202a\u202b\u202d\u202e\u2066\u2067\u2068"} & {*said}
    forged = [m for m in ran.errors.splitlines() if not m.startswith("sayso: ") and "quarantined" not in m]
    assert not forged
    if format == "csv":
        assert not [row for row in ran.out.splitlines()[1:] if row.startswith(("=", "+", "-", "@"))]
    if format == "jsonl":
        assert all(json.loads(row)["document"]["key"] for row in ran.out.splitlines())


SHOWN = {f"name/{n}" for n in ("newline", "escape", "formula", "script", "override", "line_separator", "surrogate", "dash")}
SHOWN |= {
    "code/formula",
    "code/formula_at",
    "code/script",
    "deceiving/override",
    "file/missing",
    "csv/formula",
    "jsonl/id_escape",
    "jsonl/id_newline",
    "jsonl/id_formula",
    "jsonl/text_nul",
    "hidden/terminal_colours",
    "hidden/terminal_clear",
    "page/control",
}


def test_json_shapes(tmp_path: Path) -> None:
    """Each good shape is read where it stands beside a text; each bad one is refused on its own line, and nothing else with it."""
    start = json.dumps({"text": STORY, "published": "2020-06-15"})[:-1]
    shapes = [(shape, True) for shape in GOOD] + [(shape, False) for shape in BAD]
    path = tmp_path / "shapes.jsonl"
    path.write_text("".join(f'{start}, "x": {shape}}}\n' for shape, _ in shapes), encoding="utf-8", newline="")
    found = [*read(str(path))]
    assert len(found) == len(shapes) >= 80
    for (shape, good), one in zip(shapes, found, strict=True):
        assert isinstance(one, Document if good else Quarantined), shape[:40]


@pytest.mark.parametrize(("shape", "good"), [(s, True) for s in GOOD] + [(s, False) for s in BAD if s])
def test_json_files_of_one_shape(shape: str, good: bool, tmp_path: Path) -> None:
    """As a whole file, a shape that is no record is refused, whatever it is; with a record before it in an array that one is kept."""
    path = tmp_path / "a.json"
    path.write_text(shape, encoding="utf-8", newline="")
    assert all(isinstance(f, Quarantined) for f in read(str(path)))
    path.write_text(f"[{json.dumps({'text': STORY})}, {shape}]", encoding="utf-8", newline="")
    found = [*read(str(path))]
    assert isinstance(found[0], Document)
    assert good or any(isinstance(f, Quarantined) for f in found[1:]) or shape == "[1]]"


@pytest.mark.parametrize("broken", ONTOLOGY, ids=[b.name for b in ONTOLOGY])
def test_broken_data_is_told_with_its_file(broken: Broken, data: Path) -> None:
    broken.make(data / broken.file)
    with pytest.raises(DataError) as caught:
        load(data)
    said = str(caught.value)
    assert Path(broken.file).name in said or str(data) in said
    assert len(said) < 2_000
    for words in broken.said:
        assert words in said, said


def test_an_inbox_of_garbage_gives_quarantine(tmp_path: Path) -> None:
    store = tmp_path / "s.duckdb"
    taken: list[Any] = []
    (tmp_path / "s.duckdb.inbox").write_bytes(b"".join(line + b"\n" for line in INBOX))
    merge(store, lambda corrections, refused: taken.extend((*corrections, *refused)))
    assert [type(t) for t in taken] == [Quarantine] * sum(bool(line.strip()) for line in INBOX)
