"""The schema, its versions, and the files a store is written to."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sayso.errors import StoreError
from sayso.store import Owner, migrations, open_owner, open_reader, rows
from sayso.store.connection import storable
from sayso.store.migrations import Step
from sayso.store.rows import document_row


def set_version(path: Path, version: int) -> None:
    with duckdb.connect(str(path)) as raw:
        raw.execute("UPDATE meta SET value = ?", [str(version)])


def test_everything_has_a_comment(owner: Owner, tmp_path: Path) -> None:
    owner.close()
    with duckdb.connect(str(owner.path), read_only=True) as raw:
        columns = raw.execute("SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal").fetchall()
        tables = raw.execute(
            "SELECT table_name, comment FROM duckdb_tables() UNION SELECT view_name, comment FROM duckdb_views() WHERE NOT internal"
        ).fetchall()
    assert len(columns) > 150
    assert len(tables) > 20
    assert not [row for row in columns + tables if not row[-1]]


def test_a_newer_store_is_refused(owner: Owner) -> None:
    owner.close()
    set_version(owner.path, 5)
    content = owner.path.read_bytes()
    with pytest.raises(StoreError, match=r"is version 5, this sayso knows 4; upgrade sayso$"):
        open_owner(owner.path, "x")
    assert owner.path.read_bytes() == content
    shutil.copy(owner.path, f"{owner.path}.snapshot")
    with pytest.raises(StoreError, match=r"is version 5, this sayso knows 4; upgrade sayso$"):
        open_reader(owner.path)


def test_an_older_store_is_brought_up_to_date_after_a_copy(path: Path, make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_owner(path, "x") as old:
        old.add(make.stored(1))
    step = Step(5, "ALTER TABLE documents ADD COLUMN note VARCHAR; COMMENT ON COLUMN documents.note IS 'x'; UPDATE documents SET note = 'n';")
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))
    with pytest.raises(StoreError, match="is version 4, this sayso reads 5; bring it up to date"):
        open_reader(path)
    with open_owner(path, "x") as owner:
        assert owner.claims_of(make.document(1).id) == make.stored(1).claims
    with open_reader(path) as reader:
        assert reader.document(make.document(1).id) == make.document(1)
    backup = path.with_name(f"{path.name}.v4.bak")
    with duckdb.connect(str(path), read_only=True) as raw:
        assert raw.execute("SELECT note FROM documents").fetchall() == [("n",)]
        assert raw.execute("SELECT value FROM meta").fetchall() == [("5",)]
    with duckdb.connect(str(backup), read_only=True) as raw:
        assert raw.execute("SELECT value FROM meta").fetchall() == [("4",)]
        assert raw.execute("SELECT count(*) FROM claims").fetchall() == [(2,)]
    open_owner(path, "x").close()


def test_a_store_of_version_1_is_brought_up_with_all_its_documents(path: Path, make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    document = replace(make.document(1), zones=(), left_out=())
    with monkeypatch.context() as first, duckdb.connect(str(path)) as raw:
        first.setattr(migrations, "STEPS", ())
        raw.execute(migrations.schema())
        raw.execute("INSERT INTO meta VALUES ('version', '1')")
        values = list(document_row(document, "c1", None, (1, 2)))[:-2]
        raw.execute(f"INSERT INTO documents VALUES ({', '.join('?' * len(values))})", [storable(v) for v in values])
    with open_owner(path, "x") as owner:
        assert owner.document(document.id) == document
        owner.add(make.stored(2))
        owner.publish()
        owner.compact()
        assert owner.document(document.id) == document
        assert owner.document(make.document(2).id) == make.document(2)
        assert len(make.document(2).zones) == 2
    with duckdb.connect(str(path), read_only=True) as raw:
        assert raw.execute("SELECT value FROM meta").fetchall() == [("4",)]
        assert raw.execute("SELECT zones, left_out FROM documents WHERE id = ?", [document.id]).fetchall() == [(None, None)]
    assert path.with_name(f"{path.name}.v1.bak").exists()


def test_a_store_of_version_3_gets_what_lists_ask_of_pairs(path: Path, make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    events = [make.event(n) for n in range(4)]
    events[1] = replace(events[1], disputes=(), status="agreed", accounts=tuple(replace(a, party=False) for a in events[1].accounts))
    events[2] = replace(events[2], time=None, place=None, figures=(), accounts=())
    with monkeypatch.context() as older:
        older.setattr(migrations, "STEPS", migrations.STEPS[:2])
        older.setattr(rows, "event_dyad_rows", lambda e: ((e.id, d.actor, d.recipient) for d in e.dyads))
        with open_owner(path, "x") as old:
            old.write_events([], events)
    with open_owner(path, "x") as owner:
        brought = owner._con.rows("SELECT * FROM event_dyads ORDER BY ALL")
        owner.write_events([], events)
        assert owner._con.rows("SELECT * FROM event_dyads ORDER BY ALL") == brought
        assert len(brought) == sum(len(e.dyads) for e in events)
        assert {row[-1] == [] for row in brought} == {True, False}


def test_a_failed_step_changes_nothing(path: Path, make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_owner(path, "x") as old:
        old.add(make.stored(1))
    steps = (*migrations.STEPS, Step(5, "ALTER TABLE documents ADD COLUMN note VARCHAR"), Step(6, "SELECT nothing FROM nowhere"))
    monkeypatch.setattr(migrations, "STEPS", steps)
    with pytest.raises(StoreError):
        open_owner(path, "x")
    monkeypatch.undo()
    with open_owner(path, "x") as owner:
        assert owner.document(make.document(1).id) == make.document(1)


def test_compacting_makes_it_smaller_and_keeps_all(owner: Owner, make: Any) -> None:
    events = [make.event(n) for n in range(2500)]
    owner.add(make.stored(1))
    for _ in range(2):
        owner.replace_resolution([], events)
    owner.replace_resolution([], events[:1])
    owner.publish()
    before, size = owner.counts(), owner.path.stat().st_size
    owner.compact()
    assert owner.path.stat().st_size < size
    assert owner.counts() == before
    assert [*owner.events()] == events[:1]
    owner.add(make.stored(2))
    owner.close()
    assert sorted(p.suffix for p in owner.path.parent.iterdir()) == [".duckdb", ".owner", ".snapshot"]
    test_everything_has_a_comment(owner, owner.path.parent)


def test_a_failed_compaction_leaves_the_store(owner: Owner, make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    owner.add(make.stored(1))
    with monkeypatch.context() as m:
        m.setattr(migrations, "schema", lambda: "CREATE TABLE meta (name VARCHAR, value VARCHAR); CREATE TABLE broken (x nothing)")
        with pytest.raises(StoreError):
            owner.compact()
    assert owner.claims_of(make.document(1).id) == make.stored(1).claims
    owner.add(make.stored(2))


def test_parquet(owner: Owner, make: Any, tmp_path: Path) -> None:
    owner.write_events([], [make.event(n) for n in range(3)])
    target = tmp_path / "it's.parquet"
    owner.parquet("events", target)
    first = target.read_bytes()
    owner.close()
    with open_reader(owner.path) as reader:
        reader.parquet("events", target)
        with pytest.raises(StoreError, match=r'the store has no table "x\'; --"; it has: accounts, '):
            reader.parquet("x'; --", target)
        with pytest.raises(StoreError):
            reader.parquet("events", tmp_path / "no" / "x.parquet")
    assert target.read_bytes() == first
    rows = duckdb.read_parquet(str(target)).fetchall()
    assert sorted(row[0] for row in rows) == sorted(make.event(n).id for n in range(3))
    assert not [*tmp_path.glob("*.new")]


def test_a_store_reaches_no_other_file(owner: Owner, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a\n1\n")
    for sql in (f"SELECT * FROM '{tmp_path}/x.csv'", f"ATTACH '{tmp_path}/y.duckdb'", "SET enable_external_access = true", "INSTALL httpfs"):
        with pytest.raises(StoreError):
            owner._con.run(sql)
