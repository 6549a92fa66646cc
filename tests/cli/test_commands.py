"""The commands, as a person uses them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.coder import Coder
from sayso.run.examples import failing_sayings, failing_signatures

Run = Callable[..., Any]
COMMANDS = (
    *("code", "statements", "skipped", "explain", "add", "events", "show", "disputes", "dyad", "alerts", "export", "correct", "merge", "split", "resolve"),
    *("runs", "compact", "actor", "eval", "demo", "doctor", "ontology", "sources", "quarantine"),
)
SPAN = re.compile(r"“([^”]*)” \[(\d+):(\d+)\]")


def test_help_names_every_command(sayso: Run) -> None:
    ran = sayso("--help")
    assert ran.code == 0
    for command in COMMANDS:
        assert command in ran.out
        assert sayso(command, "--help").code == 0


def test_the_demo(process: Run) -> None:
    ran = process("demo")
    assert (ran.code, ran.errors) == (0, "")
    text = " ".join(ran.out.split())
    assert text.startswith("Six short reports of one invented incident")
    assert "fiction" in text
    assert "ARM MIL > AZE MIL ASSAULT" in text
    assert "ARM Armenia; AZE Azerbaijan" in text
    assert "3 accounts disagree on deaths: 0 / 4 / 11" in text
    assert "Armenia towards Azerbaijan: " in text
    assert "What to try next sayso demo --store" in text
    assert len(ran.out.splitlines()) <= 50
    assert "\x1b" not in ran.out


def test_the_demo_as_records(sayso: Run) -> None:
    ran = sayso("demo", "--format", "jsonl")
    rows = [json.loads(text) for text in ran.out.splitlines()]
    assert len({r["id"] for r in rows}) == len(rows) > 5
    assert {o for r in rows for a in r["accounts"] for o in a["outlets"]} == {"Caspian Star News", "Meridian Wire", "Ararat Dispatch"}
    assert {a["side"] for r in rows for a in r["accounts"]} >= {"ARM", "AZE", "independent"}


def test_the_demo_leaves_nothing_unless_told_to(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    (tmp_path / "work").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    monkeypatch.chdir(tmp_path / "work")
    shown = sayso("demo", "--format", "jsonl").raw
    assert not [*(tmp_path / "tmp").iterdir(), *(tmp_path / "work").iterdir()]
    kept = sayso("demo", "--store", "kept.duckdb")
    assert kept.code == 0
    assert sayso("events", "--store", "kept.duckdb").raw == shown
    (command,) = re.findall(r"sayso (show \S+ --store \S+)", kept.out)
    assert sayso(*command.split()).code == 0
    again = sayso("demo", "--store", "kept.duckdb")
    assert (again.code, again.raw) == (2, b"")
    assert "there is a file kept.duckdb already" in again.errors


def test_the_doctor(process: Run) -> None:
    ran = process("doctor")
    assert ran.code == 0
    assert "sayso works" in ran.out
    assert "spacy" in ran.out
    assert "sha256:" in ran.out


def test_the_types(sayso: Run, ontology: Any) -> None:
    ran = sayso("ontology", "show")
    for name, kind in ontology.types.items():
        assert f"{name:10} quad {kind.quad}" in ran.out
    one = sayso("ontology", "show", "assault")
    for mode in ontology.types["ASSAULT"].modes:
        assert f"  {mode} (" in one.out
    assert "frames/assault#attack" in one.out


def test_the_check(sayso: Run, ontology: Any) -> None:
    ran = sayso("ontology", "check", "--no-examples")
    assert ran.code in (0, 2)
    assert ran.out.splitlines()[-1].endswith(ontology.version)
    assert (ran.code == 0) == (len(ran.out.splitlines()) == 1), ran.out


def test_the_check_finds_nothing(sayso: Run) -> None:
    assert sayso("ontology", "check", "--no-examples").code == 0


def test_the_check_names_examples_that_fail(sayso: Run, coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.cli import looking

    monkeypatch.setattr(looking, "Coder", lambda ontology: coder)
    monkeypatch.setattr(looking, "failing_examples", lambda coder: (3, ["frame.yaml:1: bad"]))
    ran = sayso("ontology", "check")
    lines = ran.out.splitlines()
    assert ran.code == 2
    assert lines[:2] == ["frame.yaml:1: bad", "2 of 3 example sentences behave as their frames say"]
    for name, check, whose in (("signatures", failing_signatures, "signatures"), ("says", failing_sayings, "cues of saying")):
        total, bad = check(coder)
        assert f"{total - len(bad)} of {total} example sentences behave as their {whose} say" in lines
        assert [x for x in lines if f"{name}.yaml:" in x] == bad


def test_an_actor(sayso: Run) -> None:
    (row,) = [json.loads(x) for x in sayso("actor", "President Bush", "--date", "2003-03-20", "--format", "jsonl").out.splitlines()]
    assert list(row) == ["text", "name", "country", "sectors", "role", "id", "why"]
    assert (row["name"], row["country"], row["sectors"][0]) == ("George W. Bush", "USA", "GOV")
    assert "George W. Bush" in sayso("actor", "President Bush", "--date", "2003-03-20", "--format", "table").out


def test_actors_from_standard_input(sayso: Run) -> None:
    rows = [{"text": "President Bush", "date": "1990-08-03"}, {"text": "Zzyzx Quuxbury"}, {"text": "the Bolivian foreign minister"}]
    ran = sayso("actor", "-", "--format", "jsonl", stdin="\n".join(json.dumps(r) for r in rows).encode())
    assert ran.code == 0
    found = [json.loads(text) for text in ran.out.splitlines()]
    assert [f["text"] for f in found] == [r["text"] for r in rows]
    assert found[0]["name"] == "George H. W. Bush"
    assert (found[1]["country"], found[1]["id"]) == (None, None)
    assert found[1]["why"]
    assert found[2]["country"] == "BOL"


def test_a_bad_line_of_actors(sayso: Run) -> None:
    ran = sayso("actor", "-", "--format", "jsonl", stdin=b'{"text": "Iran"}\nnonsense\n{"name": "x"}\n')
    assert ran.code == 3
    assert len(ran.out.splitlines()) == 1
    assert [m.split(": ")[1] for m in ran.errors.splitlines()] == ["-:2", "-:3"]


def test_explain(sayso: Run, demo: tuple[Path, ...]) -> None:
    text = demo[0].read_text(encoding="utf-8")
    ran = sayso("explain", demo[0])
    assert ran.code == 0
    rows = [json.loads(x) for x in sayso("code", demo[0]).out.splitlines()]
    for row in rows:
        assert row["id"] in ran.out
    joined = " ".join(ran.out.split())
    found = SPAN.findall(joined)
    assert len(found) > 3 * len(rows)
    exact = [(words, a, b) for words, a, b in found if "…" not in words]
    for words, a, b in exact:
        assert " ".join(text[int(a) : int(b)].split()) == words
    for name in ("sentence", "trigger", "status", "says", "rule"):
        assert ran.out.count(f"{name:>12}  ") >= len(rows)


def test_explain_one(sayso: Run, demo: tuple[Path, ...]) -> None:
    rows = [json.loads(x) for x in sayso("code", demo[0]).out.splitlines()]
    ran = sayso("explain", demo[0], rows[0]["id"])
    assert ran.code == 0
    assert rows[0]["id"] in ran.out
    assert all(r["id"] not in ran.out for r in rows[1:])
    assert sayso("explain", demo[0], rows[0]["id"][:8]).out == ran.out


def test_statements(sayso: Run, demo: tuple[Path, ...]) -> None:
    rows = [json.loads(x) for x in sayso("statements", demo[0]).out.splitlines()]
    text = demo[0].read_text(encoding="utf-8")
    assert {r["kind"] for r in rows} <= {"direct", "mixed", "indirect", "attitude"}
    assert any(r["kind"] == "direct" and r["speaker"] for r in rows)
    for r in rows:
        assert r["content"]["text"] == " ".join(text[a:b] for a, b in r["content"]["spans"])
    assert "Velimov" in sayso("statements", demo[0], "--format", "table").out


def test_skipped_lists_furniture_and_reasons(sayso: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Rebels attacked an army convoy near Homs.\n\nThe weather was fine.\n\nSubscribe to our newsletter\n")
    rows = [json.loads(x) for x in sayso("skipped", path).out.splitlines()]
    blocks = [r for r in rows if r["what"] == "block"]
    assert [r["text"] for r in blocks] == ["Subscribe to our newsletter"]
    assert blocks[0]["reason"].startswith("boilerplate")
    assert [r["text"] for r in rows if r["what"] == "sentence"] == ["The weather was fine."]
    assert all(r["document"]["key"] == str(path) for r in rows)
    table = sayso("skipped", path, "--format", "table").out
    assert "boilerplate" in table


def test_skipped_lists_other_languages(sayso: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "Le président iranien a déclaré vendredi que son pays ne cherchait pas la guerre mais répondrait avec fermeté à toute attaque contre son sol."
    )
    (row,) = [json.loads(x) for x in sayso("skipped", path).out.splitlines()]
    assert row["what"] == "document"
    assert "language fr" in row["reason"]
    assert sayso("code", path).code == 0
    assert "only English" in sayso("code", path, "--format", "table").out


def test_formats_agree(sayso: Run, demo: tuple[Path, ...]) -> None:
    lines = [json.loads(x) for x in sayso("code", demo[1]).out.splitlines()]
    assert json.loads(sayso("code", demo[1], "--format", "json").out) == lines
    assert len(sayso("code", demo[1], "--format", "csv").out.splitlines()) == len(lines) + 1
    table = sayso("code", demo[1], "--format", "table")
    assert all(r["id"][:6] in table.out for r in lines)
    assert f"1 read, 1 coded, {len(lines)} claims, 0 quarantined" in table.errors


def test_the_version(process: Run) -> None:
    ran = process("--version")
    assert ran.code == 0
    assert re.match(r"sayso \d", ran.out)
