"""Tidy tables, Parquet and SQLite; what every export has beside its data; the same bytes each time."""

from __future__ import annotations

import csv
import hashlib
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from sayso.model.export import Export
from sayso.writers.exports import EXPORTS, write
from sayso.writers.formats import Sheet

Wrote = Callable[[str], Path]
Ids = dict[str, str]


def test_tidy_tables_belong_together(wrote: Wrote, export: Export, ids: Ids) -> None:
    folder = wrote("csv")
    events, claims, dyads = (pd.read_csv(folder / f"{name}.csv", dtype={"cameo": str}) for name in ("events", "claims", "dyads"))
    assert events["event"].is_unique
    assert len(claims) == len(export.claims)
    assert {*claims["event"].dropna()} <= {*events["event"]}
    assert {*dyads["event"]} <= {*events["event"]}
    strike = events.set_index("event").loc[ids["strike"]]
    assert (strike["killed_low"], strike["killed_high"], strike["wounded_best"]) == (0, 11, 7)
    assert pd.isna(strike["killed_best"])
    assert (strike["disputed"], strike["day"], bool(strike["deed"])) == ("killed", "2031-03-14", True)
    threat = events.set_index("event").loc[ids["threat"]]
    assert pd.isna(threat["day"])
    assert bool(threat["report_date_only"]) is True
    assert events.set_index("event").loc[ids["talks"], "cameo"] == "040"
    denial = claims[claims["says"] == "denied"]
    assert len(denial) == 1  # that of the event nobody vouches for belongs to no written event
    assert "040" in set(claims["cameo"])


def test_parquet_holds_the_same_as_csv_with_types(wrote: Wrote) -> None:
    tables, typed = wrote("csv"), wrote("parquet")
    for name in ("events", "claims", "dyads"):
        with (tables / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        with duckdb.connect() as base:
            found = base.read_parquet(str(typed / f"{name}.parquet"))
            assert found.columns == rows[0]
            kinds = dict(zip(found.columns, map(str, found.types), strict=True))
            values = found.fetchall()
        assert len(values) == len(rows) - 1
        for row, wanted in zip(values, rows[1:], strict=True):
            for column, value, text in zip(rows[0], row, wanted, strict=True):
                if kinds[column] == "VARCHAR":
                    assert (value or "") == text.removeprefix("'") or value == text
                elif value is None:
                    assert text == ""
                elif kinds[column] == "BOOLEAN":
                    assert value == (text == "true")
                else:
                    assert float(value) == float(text)
        assert kinds["score"] == "DOUBLE"
        assert kinds["deed"] == "BOOLEAN"
        assert kinds["quad"] == "BIGINT"


def test_sqlite_has_keys_that_hold(wrote: Wrote, export: Export, ids: Ids) -> None:
    with closing(sqlite3.connect(wrote("sqlite") / "sayso.db")) as base:
        tables = {r[0] for r in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert tables == {"documents", "claims", "events", "event_claims", "accounts", "disputes"}
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for table in tables:
            assert [r for r in base.execute(f"PRAGMA table_info({table})") if r[5]], f"{table} has no primary key"
        keys = {(t, r[3], r[2], r[4]) for t in tables for r in base.execute(f"PRAGMA foreign_key_list({t})")}
        assert keys == {
            ("claims", "document", "documents", "id"),
            ("claims", "event", "events", "event"),
            ("event_claims", "event", "events", "event"),
            ("event_claims", "claim", "claims", "claim"),
            ("accounts", "event", "events", "event"),
            ("disputes", "event", "events", "event"),
        }
        assert base.execute("SELECT count(*) FROM claims").fetchone() == (len(export.claims),)
        assert base.execute("SELECT count(*) FROM documents").fetchone() == (len(export.documents),)
        joined = "SELECT says, count(*) FROM event_claims WHERE event = ? GROUP BY 1 ORDER BY 1"
        assert base.execute(joined, (ids["strike"],)).fetchall() == [("denied", 1), ("done", 2)]
        assert base.execute("SELECT deed, alleged FROM events WHERE event = ?", (ids["alleged"],)).fetchone() == (0, 1)
        assert base.execute("SELECT number, figures FROM accounts ORDER BY number").fetchall()[0][0] == 1
        assert base.execute("SELECT answers FROM disputes").fetchone() == ("4; 11",)
        assert base.execute("SELECT typeof(score), typeof(killed_low), typeof(cameo) FROM events WHERE event = ?", (ids["strike"],)).fetchone() == (
            "real",
            "integer",
            "text",
        )


def test_a_document_known_from_its_claims_alone_is_kept(export: Export, tmp_path: Path) -> None:
    write("sqlite", replace(export, documents={}), tmp_path)
    with closing(sqlite3.connect(tmp_path / "sayso.db")) as base:
        assert base.execute("SELECT count(*) FROM documents").fetchone() == (len({c.document.id for c in export.claims.values()}),)


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_two_writes_give_the_same_bytes(export: Export, tmp_path: Path, name: str) -> None:
    one, other = (write(name, export, tmp_path / folder) for folder in ("one", "other"))
    assert [p.name for p in one] == [p.name for p in other]
    for a, b in zip(one, other, strict=True):
        assert hashlib.sha256(a.read_bytes()).digest() == hashlib.sha256(b.read_bytes()).digest(), a.name


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_a_folder_holds_what_was_returned_and_nothing_else(export: Export, tmp_path: Path, name: str) -> None:
    written = write(name, export, tmp_path)
    again = write(name, export, tmp_path)
    assert written == again
    assert sorted(tmp_path.iterdir()) == sorted(written)
    assert {"DICTIONARY.md", "CITATION.txt"} < {p.name for p in written}


def columns_of(folder: Path, sheet: Sheet) -> list[str] | None:
    """The columns a file really has, where it is a table with a header."""
    path = folder / sheet.name
    if path.suffix in (".csv", ".tab") or sheet.name == "events.tsv":
        line = path.read_text(encoding="utf-8").split("\n", 1)[0]
        return line.split("\t" if path.suffix != ".csv" else ",")
    return None


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_the_dictionary_tells_of_every_column(wrote: Wrote, name: str) -> None:
    folder, kind = wrote(name), EXPORTS[name]
    text = (folder / "DICTIONARY.md").read_text(encoding="utf-8")
    tables = text.split("\n## ")
    for sheet in kind.sheets:
        table = next(t for t in tables if t.startswith(f"{sheet.name}\n"))
        rows = [line for line in table.split("\n") if line.startswith("| ") and line[2].isdigit()]
        assert [r.split("`")[1] for r in rows] == [c.name for c in sheet.columns]
        assert all(c.puts or c.blank for c in sheet.columns)
        header = columns_of(folder, sheet)
        if header and name not in ("gdelt", "mentions"):
            assert header == [c.name for c in sheet.columns]


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_the_citation_names_version_hash_and_sources(wrote: Wrote, export: Export, name: str) -> None:
    text = (wrote(name) / "CITATION.txt").read_text(encoding="utf-8")
    assert export.made in text
    assert "GeoNames" in text
    assert "CC BY 4.0" in text
    assert "claim" in text


def test_a_failed_write_leaves_the_former_file(export: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("plover", export, tmp_path)
    before = (tmp_path / "events.jsonl").read_bytes()
    broken = replace(export, events=(*export.events, replace(export.events[0], score=float("nan"))))
    with pytest.raises(ValueError, match="not JSON compliant"):
        write("plover", broken, tmp_path)
    assert (tmp_path / "events.jsonl").read_bytes() == before
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


def test_duckdb_loads_only_when_parquet_is_written() -> None:
    code = "import sys, sayso.writers.exports; print('duckdb' in sys.modules, 'pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60).stdout.split() == ["False", "False"]
