"""Bad input, bad options, bad settings: one clear line each, the right exit code, and the rest still coded."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.model.plain import to_plain
from sayso.writers.csv import csv_lines

Run = Callable[..., Any]
GOOD = "Rebels attacked an army convoy near Homs on Sunday."
MAIN = [sys.executable, "-c", "from sayso.cli.main import main; main()"]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD)
    return path


def records(ran: Any) -> list[dict[str, Any]]:
    return [json.loads(text) for text in ran.out.splitlines()]


def clean(ran: Any) -> None:
    assert "Traceback" not in ran.errors
    assert "\x1b" not in ran.errors
    assert b"\x1b" not in ran.raw


def failed(ran: Any, *said: str) -> None:
    """Exit 3, one line on standard error for the one input that failed, and the good report coded."""
    clean(ran)
    assert ran.code == 3
    (message,) = ran.errors.splitlines()
    assert message.startswith("sayso: ")
    for words in said:
        assert words in message, message
    assert [r["event"] for r in records(ran)] == ["ASSAULT"]


def test_a_missing_file(sayso: Run, good: Path, tmp_path: Path) -> None:
    failed(sayso("code", tmp_path / "none.txt", good), "none.txt", "no such file")


def test_an_empty_folder(sayso: Run, good: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    failed(sayso("code", tmp_path / "empty", good), "empty: no readable file here", "allowed:")


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("e.txt", b"", "empty"),
        ("b.txt", b"%PDF-1.7\n\x00\x01\x02", "binary file"),
        ("n.txt", b"Rebels\x00attacked", "NUL"),
        ("r.txt", bytes(range(256)) * 20, "binary file"),
        ("u.xlsx", b"PK\x03\x04", "no reader for .xlsx"),
        ("h.html", b"", "h.html"),
        ("j.jsonl", b"", "empty"),
        ("k.json", b"[1, 2", "not valid JSON"),
    ],
)
def test_files_that_cannot_be_read(sayso: Run, good: Path, tmp_path: Path, name: str, raw: bytes, said: str) -> None:
    path = tmp_path / "x" / name
    path.parent.mkdir()
    path.write_bytes(raw)
    ran = sayso("code", path, good)
    clean(ran)
    assert ran.code == 3
    assert all(m.startswith("sayso: ") for m in ran.errors.splitlines())
    assert name in ran.errors
    assert said in ran.errors
    assert [r["event"] for r in records(ran)] == ["ASSAULT"]


def test_only_bad_input_is_still_3(sayso: Run, tmp_path: Path) -> None:
    ran = sayso("code", tmp_path / "none.txt")
    assert (ran.code, ran.raw) == (3, b"")


def test_nothing_to_code_is_done(sayso: Run, tmp_path: Path) -> None:
    path = tmp_path / "calm.txt"
    path.write_text("The weather was fine. Nobody complained about it.")
    ran = sayso("code", path)
    assert (ran.code, ran.raw, ran.errors) == (0, b"", "")


def test_a_page_with_the_wrong_encoding(sayso: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    body = "<p>Israel’s army said on Sunday that rebels attacked a convoy near Homs. “We are ready,” the spokesman said on television in the evening.</p>" * 2
    path.write_bytes(f'<html><head><meta charset="iso-8859-1"><title>T</title></head><body><article>{body}</article></body></html>'.encode())
    ran = sayso("code", path)
    clean(ran)
    assert ran.code == 0
    assert all("â€" not in r["text"] for r in records(ran))
    assert any("Israel’s army" in r["text"] for r in records(ran))


def test_a_page_in_no_encoding_at_all(sayso: Run, tmp_path: Path, good: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(
        b'<html><head><meta charset="utf-77"></head><body><p>Rebels attacked \xff\xfe a convoy near Homs on Sunday, officials said in town.</p></body></html>'
    )
    ran = sayso("code", path, good)
    clean(ran)
    assert ran.code in (0, 3)
    assert records(ran)


def test_lines_of_json(sayso: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [
        json.dumps({"id": 1, "text": GOOD, "published": "2020-06-15"}),
        '{"id": 2, "text": "Rebels',
        json.dumps({"id": 3, "title": "no text"}),
        json.dumps({"id": 4, "text": GOOD, "published": "2020-02-31"}),
        json.dumps({"id": 5, "text": 7}),
        "[]",
        "",
        json.dumps({"id": "6", "text": GOOD + " Kenya denied it.", "date": "20200615"}),
    ]
    path.write_text("\n".join(rows))
    ran = sayso("code", path)
    clean(ran)
    assert ran.code == 3
    lines = ran.errors.splitlines()
    assert [m.split(": ")[1] for m in lines] == [f"{path}:{n}" for n in (2, 3, 4, 5, 6)]
    for message, said in zip(lines, ("not valid JSON", "no text", "2020-02-31", "not a string", "not an object")):
        assert said in message
    assert {r["document"]["key"] for r in records(ran)} == {"1", "6"}
    assert {r["document"]["published"] for r in records(ran)} == {"2020-06-15"}


def test_two_megabytes_on_one_line(sayso: Run, tmp_path: Path) -> None:
    """Mostly what no sentence is made of, so that it takes seconds."""
    path = tmp_path / "a.txt"
    path.write_text(GOOD + " " + "x" * 2_000_000)
    ran = sayso("code", path, "--published", "2020-06-15")
    clean(ran)
    assert ran.code in (0, 3)
    assert ran.code == 3 or [r["event"] for r in records(ran)][:1] == ["ASSAULT"]


def test_a_long_run_of_quotes(sayso: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(GOOD + " " + '"' * 20_000)
    ran = sayso("code", path)
    clean(ran)
    assert ran.code == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("code", "FILE", "--no-such-option"), "no such option"),
        (("code",), "missing argument"),
        (("sing",), "no such command"),
        (("code", "FILE", "--format", "xml"), "use one of jsonl, json, csv, table"),
        (("statements", "FILE", "--format", "csv"), "use one of jsonl, json, table"),
        (("code", "FILE", "--published", "31.12.2020"), "31.12.2020"),
        (("code", "FILE", "--published", "2020-02-31"), "2020-02-31"),
        (("actor", "Bush", "--date", "yesterday"), "write yyyy-mm-dd"),
        (("actor", "Bush", "--date", "2020-99-99"), "2020-99-99"),
        (("ontology", "show", "FLY"), "no event type 'fly'"),
        (("explain", "FILE", "zzzz"), "no claim of"),
        (("demo", "--format", "xml"), "unknown format"),
    ],
)
def test_usage(sayso: Run, good: Path, args: tuple[str, ...], said: str) -> None:
    ran = sayso(*(good if a == "FILE" else a for a in args))
    clean(ran)
    assert ran.code == 2
    assert ran.raw == b""
    assert said in ran.errors.lower()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour = 'red'", "colour is not a setting; known: limits, ontology, outlet, outlets, parser, store, workers"),
        ("outlet = 7", "outlet must be a string"),
        ("outlet = ", "settings"),
        ("ontology = 'nowhere'", "no such folder"),
        ("parser = 'no_such_model'", "no_such_model"),
    ],
)
def test_settings(sayso: Run, good: Path, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "s.toml"
    path.write_text(text)
    ran = sayso("code", good, "--settings", path)
    clean(ran)
    assert ran.code == 2
    assert ran.raw == b""
    (message,) = ran.errors.splitlines()
    assert said in message


def test_missing_and_binary_settings(sayso: Run, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "b.toml").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "none.toml", tmp_path / "b.toml", tmp_path):
        ran = sayso("code", good, "--settings", path)
        clean(ran)
        assert ran.code == 2
        assert len(ran.errors.splitlines()) == 1
    monkeypatch.setenv("SAYSO_SETTINGS", str(tmp_path / "none.toml"))
    assert sayso("code", good).code == 2


def test_settings_are_found_in_order(sayso: Run, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("sayso", "env", "option"):
        (tmp_path / f"{name}.toml").write_text(f'outlet = "The {name} Gazette"')

    def outlet(*args: object) -> str:
        return str(records(sayso("code", good, *args))[0]["document"]["outlet"])

    assert outlet() == "The sayso Gazette"
    monkeypatch.setenv("SAYSO_SETTINGS", str(tmp_path / "env.toml"))
    assert outlet() == "The env Gazette"
    assert outlet("--settings", tmp_path / "option.toml") == "The option Gazette"
    assert outlet("--outlet", "The typed Gazette") == "The typed Gazette"


def test_jsonl_when_the_output_is_a_pipe(process: Run, good: Path) -> None:
    ran = process("code", good)
    assert ran.code == 0
    assert [r["event"] for r in records(ran)] == ["ASSAULT"]
    assert ran.errors == ""


def test_a_closed_pipe_ends_quietly(demo: tuple[Path, ...], process: Run) -> None:
    import os

    done = subprocess.Popen([*MAIN, "code", *map(str, demo)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ))
    assert done.stdout is not None
    assert done.stderr is not None
    first = done.stdout.readline()
    done.stdout.close()
    errors = done.stderr.read().decode()
    done.stderr.close()
    done.wait(timeout=60)
    assert json.loads(first)["event"]
    assert errors == ""
    assert done.returncode == 0


def test_standard_input(sayso: Run) -> None:
    ran = sayso("code", "-", stdin=GOOD.encode())
    assert ran.code == 0
    assert [r["document"]["key"] for r in records(ran)] == ["-"]
    assert sayso("code", "-", stdin=b"").code == 3
    assert sayso("code", "-", stdin=b"\x00\x01").code == 3


ESCAPES = "\x1b[31mRebels\x1b[0m attacked \u202ean army convoy\u202c near Homs \x07on Sunday, “Bad\x1b]0;title\x07 Man” said."


@pytest.mark.parametrize(
    "command",
    [
        ("code",),
        ("code", "--format", "table"),
        ("code", "--format", "csv"),
        ("statements", "--format", "table"),
        ("skipped", "--format", "table"),
        ("explain",),
    ],
)
def test_no_escape_reaches_the_terminal(sayso: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "x\x1b[2J", "text": ESCAPES, "outlet": "O\x1b[5m"}))
    ran = sayso(command[0], path, *command[1:])
    assert ran.code in (0, 3)
    clean(ran)


def test_a_name_with_escapes(sayso: Run, tmp_path: Path) -> None:
    clean(sayso("code", tmp_path / "a\x1b[31m\nb.txt"))


@pytest.mark.parametrize("columns", ["40", "80"])
def test_tables_fit(sayso: Run, demo: tuple[Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    path = tmp_path / "long.txt"
    path.write_text("The " + "very" * 60 + " Front attacked an army convoy near " + "Homs" * 40 + ".")
    for command in ("code", "statements", "skipped"):
        ran = sayso(command, *demo[:3], path, "--format", "table")
        assert ran.code == 0
        assert max(len(text) for text in ran.out.splitlines()) <= int(columns)


@pytest.mark.parametrize(
    "args",
    [("demo",), ("explain", "DEMO"), ("ontology", "show"), ("ontology", "show", "assault"), ("actor", "the president of Iran", "--format", "table")],
    ids=lambda a: a[0],
)
def test_explanations_and_the_demo_fit(sayso: Run, demo: tuple[Path, ...], args: tuple[str, ...]) -> None:
    ran = sayso(*(demo[0] if a == "DEMO" else a for a in args))
    assert ran.code == 0
    assert max(len(text) for text in ran.out.splitlines()) <= 80


def test_formula_cells_are_disarmed(sayso: Run, code: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [{"id": f"{c}cmd|' /C calc'!A0", "text": f"{c}HYPERLINK rebels attacked an army convoy near Homs.", "outlet": f"{c}SUM(1)"} for c in "=+-@\t\r"]
    path.write_text("\n".join(json.dumps(r) for r in rows))
    ran = sayso("code", path, "--format", "csv")
    assert ran.code == 0
    table = list(csv.reader(io.StringIO(ran.out)))
    assert len(table) > 1
    assert len({len(r) for r in table}) == 1
    for row in table[1:]:
        for name, cell in zip(table[0], row):
            if name not in ("score", "latitude", "longitude"):
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (name, cell)
    assert any(cell.startswith("'=") for row in table for cell in row)


def test_csv_has_a_row_a_claim(code: Callable[..., Any]) -> None:
    claims = code('Armenia accused Azerbaijan of attacking a village, killing at least 3 people. “We, the army, \n are "ready",” said Iran.').claims
    table = list(csv.DictReader(io.StringIO("\n".join(csv_lines(claims)))))
    assert [r["id"] for r in table] == [c.id for c in claims]
    assert [r["event"] for r in table] == [c.event for c in claims]
    assert all(to_plain(c)["score"] == float(r["score"]) for c, r in zip(claims, table))
