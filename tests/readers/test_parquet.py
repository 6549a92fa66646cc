"""Parquet: rows as records; what is damaged, hostile or another file than its hash says ends in a reason."""

from __future__ import annotations

import hashlib
import json
import os
import random
from pathlib import Path

import duckdb
import pytest

from sayso.errors import InputError
from sayso.model.text import Document
from sayso.readers import Quarantined, ReadOptions, Unit, read, units
from sayso.readers.columns import parse_columns
from sayso.readers.parquet.hashes import check_hash

Found = list[Document | Quarantined]


def write(path: Path, select: str, options: str = "") -> Path:
    with duckdb.connect(":memory:") as raw:
        raw.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet{options})")
    return path


def found(path: Path, options: ReadOptions | None = None) -> Found:
    return list(read(str(path), options or ReadOptions()))


def told(found: Found) -> list[str]:
    return [f"{d.where.rpartition('/')[2]}: {d.reason}" for d in found if isinstance(d, Quarantined)]


def test_rows(tmp_path: Path) -> None:
    select = "SELECT 'a'||i AS id, 'Ärger '||i AS body, DATE '2024-02-02' AS date, [1] AS source, 'wana' AS outlet, 5 AS n FROM range(5000) t(i)"
    path = write(tmp_path / "t.parquet", select, ", ROW_GROUP_SIZE 2048")
    all_found = found(path)
    assert [d.key for d in all_found if isinstance(d, Document)] == [f"a{number}" for number in range(5000)]
    d = all_found[4000]
    assert isinstance(d, Document)
    assert (d.text, d.published, d.outlet, d.url) == ("Ärger 4000", "2024-02-02", "wana", None)


def test_keys_types_and_nulls(tmp_path: Path) -> None:
    select = "SELECT unnest([10, 11]) AS id, unnest(['One.'::BLOB, NULL]) AS Text, TIMESTAMPTZ '2024-02-02 23:30:00+00' AS Date"
    first, second = found(write(tmp_path / "t.parquet", select))
    assert isinstance(first, Document)
    assert (first.key, first.text, first.published) == ("10", "One.", "2024-02-02")
    assert told([second]) == ["t.parquet#2: no text"]
    (unit,) = units(str(write(tmp_path / "u.parquet", "SELECT 'One.' AS text")))
    assert isinstance(unit, Unit)
    assert (unit.where, unit.key) == (f"{tmp_path}/u.parquet#1", f"{tmp_path}/u.parquet#1")


def test_columns(tmp_path: Path) -> None:
    path = write(tmp_path / "t.parquet", """SELECT 'One.' AS "wo""rds", '2024-02-02' AS day, {'a': 1} AS nested""")
    (d,) = found(path, ReadOptions(columns=parse_columns('text=wo"rds,published=day')))
    assert isinstance(d, Document)
    assert (d.text, d.published) == ("One.", "2024-02-02")
    assert told(found(path)) == ['t.parquet: no column with the text; columns here: wo"rds, day']
    assert told(found(path, ReadOptions(columns=parse_columns("text=other")))) == [
        """t.parquet: no column 'other' to take for text; columns here: wo"rds, day"""
    ]
    assert told(found(path, ReadOptions(columns=parse_columns("text=nested")))) == ["t.parquet: column 'nested' to take for text holds lists or structures"]


def test_names(tmp_path: Path) -> None:
    path = write(tmp_path / "t.parquet", "SELECT 'One.' AS text")
    (tmp_path / "year=2024").mkdir()
    for name in (b"year=2024/a[1]*'.parquet", b"\xff.parquet"):
        os.rename(path, path := Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)))
        assert [d.text for d in found(path) if isinstance(d, Document)] == ["One."]


def test_strings_that_are_not_utf8_cost_their_row(tmp_path: Path) -> None:
    select = "SELECT i AS id, 'Report QQ'||i||'QQ on Iran.' AS text FROM range(5000) t(i)"
    raw = write(tmp_path / "t.parquet", select, ", COMPRESSION uncompressed, ROW_GROUP_SIZE 2048").read_bytes()
    for number in (0, 3000, 3001, 4999):
        at = raw.index(b"QQ%dQQ" % number)
        raw = raw[:at] + b"\xed\xa0\x80"[: 2 if number else 3] + raw[at + (2 if number else 3) :]
    (tmp_path / "t.parquet").write_bytes(raw)
    all_found = list(units(str(tmp_path / "t.parquet")))
    assert sum(isinstance(unit, Unit) for unit in all_found) == 4996
    bad = [unit for unit in all_found if isinstance(unit, Quarantined)]
    assert [unit.where.rpartition("#")[2] for unit in bad] == ["1", "3001", "3002", "5000"]
    assert all("not valid UTF8" in unit.reason for unit in bad)


def test_other_bytes_cost_their_row(tmp_path: Path) -> None:
    path = write(tmp_path / "t.parquet", r"SELECT unnest(['One.'::BLOB, '\xFF\xFE'::BLOB, 'Two.'::BLOB]) AS text")
    assert told(found(path)) == ["t.parquet#2: not UTF-8"]


def test_flipped_bytes_end_in_rows_or_reasons(tmp_path: Path) -> None:
    raw = write(tmp_path / "t.parquet", "SELECT i AS id, 'Report '||(i * 7919) AS text FROM range(300) t(i)").read_bytes()
    rng = random.Random(11)
    for at in (3, len(raw) - 1, len(raw) - 6, *(rng.randrange(4, len(raw)) for _ in range(3))):
        damaged = bytearray(raw)
        damaged[at] ^= 1 << rng.randrange(8)
        (tmp_path / "t.parquet").write_bytes(damaged)
        all_found = found(tmp_path / "t.parquet")
        assert len([d for d in all_found if isinstance(d, Document)]) == 300 or told(all_found), at
    for cut in (0, 3, len(raw) // 2):
        (tmp_path / "t.parquet").write_bytes(raw[:cut])
        assert len(told(found(tmp_path / "t.parquet"))) == 1, cut
    (tmp_path / "t.parquet").write_bytes(b"x" * 100)
    assert told(found(tmp_path / "t.parquet")) == ["t.parquet: not a Parquet file"]


def test_hashes_beside_it(tmp_path: Path) -> None:
    path = write(tmp_path / "t.parquet", "SELECT 'One.' AS text")
    right, wrong = hashlib.sha256(path.read_bytes()).hexdigest(), "0" * 64
    beside, manifest = tmp_path / "t.parquet.sha256", tmp_path / "manifest.json"

    def checked() -> str | None:
        with path.open("rb") as stream:
            try:
                check_hash(stream, str(path), "here")
            except InputError as error:
                return error.what
            assert stream.tell() == 0
            return None

    for hash_ in (right, wrong):
        for file, text in (
            (beside, f"{hash_}  t.parquet\n"),
            (beside, hash_.upper()),
            (manifest, json.dumps({"t.parquet": hash_})),
            (manifest, json.dumps({"files": {"t.parquet": {"sha256": hash_, "rows": 1}}})),
            (manifest, json.dumps({"shards": [{"name": "u.parquet", "sha256": wrong}, {"path": "a/t.parquet", "sha256": hash_}]})),
        ):
            file.write_text(text)
            said = checked()
            file.unlink()
            assert said is None if hash_ == right else said is not None and said.startswith("its SHA-256 is"), text
    for text in ("", "no hash", "[" * 100_000, '{"other.parquet": "x"}'):
        manifest.write_text(text)
        beside.write_text(text)
        assert checked() is None
    beside.write_text(wrong)
    assert [each.partition(" is ")[0] for each in told(found(tmp_path))] == ["t.parquet: its SHA-256"]  # and nothing about the files that tell it


def test_what_expands_beyond_the_limit(tmp_path: Path) -> None:
    path = write(tmp_path / "t.parquet", "SELECT repeat('a', 270000000) AS text", ", COMPRESSION zstd")
    assert path.stat().st_size < 100_000
    assert told(found(path)) == ["t.parquet#1: expanded size passes the limit of 512 MiB"]


def test_rows_too_long(tmp_path: Path) -> None:
    path = write(tmp_path / "t.parquet", "SELECT unnest(['One.', repeat('a', 5000), 'Two.']) AS text")
    assert told(found(path, ReadOptions(max_bytes=2000))) == ["t.parquet#2: longer than 2,000 bytes"]


def test_no_rows(tmp_path: Path) -> None:
    assert told(found(write(tmp_path / "t.parquet", "SELECT 'a' AS text WHERE false"))) == ["t.parquet: no rows"]


def test_a_reading_that_is_left_ends_its_process(tmp_path: Path) -> None:
    path = write(tmp_path / "t.parquet", "SELECT i AS id, repeat('text ', 1000)||i AS text FROM range(20000) t(i)")
    reading = units(str(path))
    assert isinstance(next(reading), Unit)
    reading.close()  # type: ignore[attr-defined]  # warnings of what is left open are errors here


def test_a_process_that_dies_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "t.parquet", "SELECT 'One.' AS text")
    for code, says in (("import os; os.kill(os.getpid(), 11)", "crashed"), ("import sys; sys.exit(1)", "failed")):
        monkeypatch.setattr("sayso.readers.parquet.table._START", code)
        assert told(found(path)) == [f"t.parquet: the process that reads it {says}"]
    started = 'import sys; print(\'{"columns": [["text", "VARCHAR"]]}\', flush=True); sys.stdin.readline(); '
    row = 'sys.stdout.write(\'1 16 row\\n{"text": "One."}\'); sys.stdout.flush(); '
    monkeypatch.setattr("sayso.readers.parquet.table._START", f"{started}{row}import os; os.kill(os.getpid(), 9)")
    one, gone = found(path)
    assert isinstance(one, Document)
    assert told([gone]) == ["t.parquet: the process that reads it was killed, as when memory is short: 1 rows read, those behind are not"]
