"""Writing shards: rows wait in DuckDB, which spills to the disk, then become Parquet; the manifest comes last."""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from sayso.readers import Quarantined
from sayso.run.shards.inputs import Stretch
from sayso.run.shards.manifest import FORMAT, File, Inputs, Manifest, manifest_path, measured, parquet_path, put_text, text_of
from sayso.run.shards.rows import QUARANTINE, TABLES, Packed, Row, pack, row
from sayso.store import CodingId, Stored
from sayso.store.connection import storable
from sayso.store.failures import failing
from sayso.store.files import put_in_place
from sayso.writers.parquet import TYPES

Written = Packed | Stored | Quarantined
MEMORY = "512MiB"
"""What DuckDB may hold of one shard before it spills to the folder."""
BATCH = 500
"""Rows that wait in lists before DuckDB takes them."""


class ShardWriter:
    """Writes one shard; leaving the `with` without `close` leaves nothing of it. The same rows give the same bytes.

    Raises StoreError where the disk does not let it.
    """

    def __init__(self, folder: Path, shard: int, coding: CodingId, token: str = "") -> None:
        import duckdb  # heavy: loaded when a shard is written

        self.count = 0
        self._folder, self._shard, self._coding = folder, shard, coding
        self._token, self._scratch = token, folder / f".scratch-{shard}{token}"
        self._waiting: dict[str, list[Row]] = {table: [] for table in TABLES}
        self._rows = dict.fromkeys(TABLES, 0)
        with failing(folder):
            self._base = duckdb.connect(config={"threads": 1, "memory_limit": MEMORY, "temp_directory": str(self._scratch)})
            for table, columns in TABLES.items():
                names = ", ".join(f'"{c.name}" {TYPES[c.kind]}' for c in columns)
                self._base.execute(f'CREATE TABLE "{table}" (unit BIGINT, {names})')

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._base.close()
        shutil.rmtree(self._scratch, ignore_errors=True)
        for table in TABLES:
            with suppress(OSError):
                self._part(table).unlink(missing_ok=True)

    def add(self, unit: int, found: Written) -> None:
        """Takes what came of the input of that number."""
        self.count += 1
        if isinstance(found, Quarantined):
            self._put("quarantine", unit, [row(QUARANTINE, found)])
            return
        packed = found if isinstance(found, Packed) else pack(found)
        self._put("documents", unit, [packed.document])
        self._put("claims", unit, packed.claims)
        self._put("statements", unit, packed.statements)

    def close(self, inputs: Inputs) -> Manifest:
        """Writes the files, then the manifest."""
        with failing(self._folder):
            files = tuple(self._written(table) for table in TABLES)
            manifest = Manifest(FORMAT, self._shard, self._coding, inputs, files)
            put_text(manifest_path(self._folder, self._shard), text_of(manifest), self._token)
        return manifest

    def _put(self, table: str, unit: int, rows: Iterable[Row]) -> None:
        waiting = self._waiting[table]
        waiting.extend((unit, *r) for r in rows)
        if len(waiting) >= BATCH:
            with failing(self._folder):
                self._flush(table)

    def _flush(self, table: str) -> None:
        if waiting := self._waiting[table]:
            values = ", ".join(f"unnest(?::{kind}[])" for kind in ("BIGINT", *(TYPES[c.kind] for c in TABLES[table])))
            self._base.execute(f'INSERT INTO "{table}" SELECT {values}', [[storable(v) for v in column] for column in zip(*waiting, strict=True)])
            self._rows[table] += len(waiting)
            waiting.clear()

    def _written(self, table: str) -> File:
        self._flush(table)
        part, path = self._part(table), parquet_path(self._folder, table, self._shard)
        self._base.table(table).write_parquet(str(part), compression="zstd")
        size, found = measured(part)
        put_in_place(part, path)
        return File(table, self._rows[table], size, found)

    def _part(self, table: str) -> Path:
        path = parquet_path(self._folder, table, self._shard)
        return path.with_name(f".{path.name}{self._token}.part")


def write_shards(folder: Path, coding: CodingId, size: int, waiting: deque[Stretch], results: Iterable[Written], token: str = "") -> Iterator[Manifest]:
    """Writes results as shards of `size`, and says which. `waiting` are the stretches of inputs they came of, in order, there before their results.

    `token` keeps apart processes that may write the same shard: they write the same bytes. Raises StoreError where the disk does not let it.
    """
    found = iter(results)
    first = next(found, None)
    while first is not None:
        here = waiting.popleft()
        with ShardWriter(folder, here.shard, coding, token) as writer:
            _fill(writer, here, first, found, size)
            manifest = writer.close(here.inputs)
        yield manifest
        first = next(found, None)


def _fill(writer: ShardWriter, here: Stretch, first: Written, results: Iterator[Written], size: int) -> None:
    """Adds results until the shard is full or there are no more."""
    writer.add(here.first, first)
    while writer.count < size and (found := next(results, None)) is not None:
        writer.add(here.first + writer.count, found)
    assert writer.count == here.count, "as many results as inputs"
