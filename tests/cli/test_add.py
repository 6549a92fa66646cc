"""`add`, and what the commands make of what it was given."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.cli.progress import Progress, counts
from sayso.run.engine import Course
from sayso.store import open_reader

Run = Callable[..., Any]
GOOD = "HOMS, June 14 (Reuters) - Rebels attacked an army convoy near Homs on Sunday, June 14, 2020, killing 4 soldiers."


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    (folder / "reports" / "deep" / "er").mkdir(parents=True)
    (folder / "reports" / "deep" / "er" / "a.txt").write_text(GOOD)
    monkeypatch.chdir(folder)
    return folder


def counted(ran: Any) -> dict[str, Any]:
    (row,) = [json.loads(text) for text in ran.out.splitlines()]
    return dict(row)


def test_a_folder_is_added_once(sayso: Run, here: Path) -> None:
    first = sayso("add", "reports")
    assert first.code == 0
    row = counted(first)
    assert (row["read"], row["added"], row["known"], row["quarantined"]) == (1, 1, 0, 0)
    assert row["claims"] >= 1
    events = sayso("events").raw
    again = counted(sayso("add", "reports/deep"))
    assert (again["added"], again["known"], again["claims"]) == (0, 1, 0)
    assert sayso("events").raw == events
    text = sayso("add", "reports", "--format", "table")
    assert "1 read, 0 added, 1 known already" in text.out
    assert text.errors == ""


def test_what_fails_is_named_and_the_rest_added(sayso: Run, here: Path) -> None:
    (here / "reports" / "bad.xlsx").write_bytes(b"PK\x03\x04")
    ran = sayso("add", "reports", "none.txt")
    assert ran.code == 3
    assert [m.split(": ")[1] for m in ran.errors.splitlines()] == ["reports/bad.xlsx", "none.txt"]
    assert (counted(ran)["added"], counted(ran)["quarantined"]) == (1, 2)
    rows = [json.loads(x) for x in sayso("quarantine", "list").out.splitlines()]
    assert {r["where"] for r in rows} == {"reports/bad.xlsx", "none.txt"}
    assert "2 inputs in quarantine" in sayso("quarantine", "list", "--format", "table").out


def test_standard_input_with_what_is_known_of_it(sayso: Run, here: Path) -> None:
    ran = sayso("add", "-", "--outlet", "The Gazette", "--published", "2020-06-15", stdin=b"Rebels attacked an army convoy near Homs.")
    assert ran.code == 0
    with open_reader(Path("sayso.duckdb")) as reader:
        assert [u.outlet for u in reader.outlets()] == ["The Gazette"]
        assert reader.coverage() == {"2020-06-15"}


def test_a_bad_date_makes_no_store(sayso: Run, here: Path) -> None:
    ran = sayso("add", "reports", "--published", "2020-02-31")
    assert (ran.code, ran.raw) == (2, b"")
    assert not Path("sayso.duckdb").exists()


def test_where_the_store_lies(sayso: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--store, $SAYSO_STORE, the settings, ./sayso.duckdb."""
    sayso("add", "reports")
    assert Path("sayso.duckdb").exists()
    (here / "conf").mkdir()
    (here / "conf" / "s.toml").write_text('store = "by-settings.duckdb"')
    monkeypatch.setenv("SAYSO_SETTINGS", "conf/s.toml")
    sayso("add", "reports")
    assert Path("conf/by-settings.duckdb").exists()
    monkeypatch.setenv("SAYSO_STORE", "by-variable.duckdb")
    sayso("add", "reports")
    assert Path("by-variable.duckdb").exists()
    assert counted(sayso("add", "reports", "--store", "by-option.duckdb"))["store"] == "by-option.duckdb"
    assert Path("by-option.duckdb").exists()


def test_a_store_in_no_folder(sayso: Run, here: Path) -> None:
    ran = sayso("add", "reports", "--store", "nowhere/x.duckdb")
    assert ran.code == 2
    assert "there is no folder nowhere" in ran.errors


def test_a_store_in_use(sayso: Run, held: Any, demo: tuple[Path, ...]) -> None:
    ran = sayso("add", demo[0])
    assert (ran.code, ran.raw) == (2, b"")
    assert "is in use by PID" in ran.errors
    assert "(sayso add elsewhere); wait for it or stop it" in ran.errors


def test_progress_is_for_a_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for shown in (True, False):
        line = Progress(shown=shown, began=time.monotonic() - 60, _said=0.0 if shown else time.monotonic())
        line(Course(40, 1_000, 4_000), 40, *counts(512, 2), "220 events")
        line.end()
        said = capsys.readouterr().err
        assert ("40 read (0.7 a second; 3 min left), 512 claims, 2 quarantined, 220 events" in said) == shown
        assert all(len(part) < 80 for part in said.split("\r"))


def test_a_long_run_says_a_line_a_minute_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    line = Progress(shown=False, began=time.monotonic() - 90, _said=time.monotonic() - 61)
    for read in (70, 71):
        line(Course(read), read, *counts(900, 0))
    assert capsys.readouterr().err == "70 read (0.8 a second), 900 claims, 0 quarantined\n"


NASTY = "\x1b[31mRebels\x1b[0m attacked \u202ean army convoy\u202c near Homs \x07on Sunday, killing 4 soldiers, “Bad\x1b]0;title\x07 Man” said."


def test_no_escape_reaches_the_terminal(sayso: Run, here: Path) -> None:
    long = "Ab" * 90
    Path("a.jsonl").write_text(
        "\n".join(
            json.dumps(r)
            for r in (
                {"id": "x\x1b[2J", "text": NASTY, "outlet": "O\x1b[5m", "published": "2020-06-15"},
                {
                    "id": "y",
                    "text": f"The {long} Front denied that rebels attacked an army convoy near Homs on Sunday.",
                    "outlet": long,
                    "published": "2020-06-15",
                },
                {"id": "z\x1b[2J", "text": 7},
            )
        )
    )
    assert sayso("add", "a.jsonl", "b\x1b[2J.txt", "--format", "table").code == 3
    events = [json.loads(x)["id"] for x in sayso("events").out.splitlines()]
    assert events
    commands = [("events",), ("disputes",), ("dyad", "SYR", "USA"), ("alerts",), ("sources", "list"), ("runs",), ("quarantine", "list")]
    for command in (*commands, *(("show", e, "--claims") for e in events)):
        ran = sayso(*command, "--format", "table")
        assert ran.code == 0
        for text in (ran.raw.decode(), ran.errors):
            assert not {"\x1b", "\x07", "\u202e"} & {*text}
        assert max(map(len, ran.out.splitlines())) <= 80


def test_a_newer_parser_is_another_way_of_coding(sayso: Run, here: Path) -> None:
    from sayso.run.settings import Settings

    assert Settings().coding == ""
    assert Settings(parser="x").coding not in ("", Settings(parser="y").coding)
