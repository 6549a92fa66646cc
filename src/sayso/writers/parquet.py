"""The tidy tables as Parquet, written by DuckDB."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sayso.model.event import Event
from sayso.model.export import Export
from sayso.writers.cells import clean
from sayso.writers.choosing import told
from sayso.writers.columns import Column
from sayso.writers.files import File
from sayso.writers.formats import Format, Sheet
from sayso.writers.tidy import CLAIMS, DYADS, EVENTS, NOTES, SHEETS, claim_rows, dyad_rows, event_rows

R = TypeVar("R")
TYPES = {"text": "VARCHAR", "int": "BIGINT", "float": "DOUBLE", "bool": "BOOLEAN"}


def parquet_file(name: str, columns: tuple[Column[R], ...], rows: Iterable[R]) -> File:
    def write(path: Path) -> None:
        import duckdb  # heavy: loaded when a Parquet file is written

        lines = path.with_name(f"{path.name}.jsonl")
        try:
            with lines.open("w", encoding="utf-8", newline="\n") as out:
                for row in rows:
                    out.write(json.dumps({c.name: _plain(c.value(row)) for c in columns}, ensure_ascii=False) + "\n")
            with duckdb.connect(config={"threads": 1}) as base:
                kinds = {c.name: TYPES[c.kind] for c in columns}
                found = base.read_json(str(lines), format="newline_delimited", columns=kinds, maximum_object_size=64_000_000)
                found.write_parquet(str(path), compression="zstd")
        except duckdb.IOException as error:
            raise OSError(None, str(error)) from error
        finally:
            lines.unlink(missing_ok=True)

    return File(name, write)


def _plain(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


def _make(export: Export, events: Sequence[Event]) -> Iterator[File]:
    yield parquet_file("events.parquet", EVENTS, event_rows(export, events))
    yield parquet_file("claims.parquet", CLAIMS, claim_rows(export, events))
    yield parquet_file("dyads.parquet", DYADS, dyad_rows(export, events))


FORMAT = Format(
    "parquet",
    "tidy tables, Parquet",
    tuple(Sheet(s.name.replace(".csv", ".parquet"), s.about, s.columns) for s in SHEETS),
    (told,),
    (*NOTES, "Numbers and truth values are typed; days are text (YYYY-MM-DD); nothing is disarmed: a spreadsheet does not run Parquet."),
    _make,
)
