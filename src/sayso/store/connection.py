"""DuckDB behind four verbs: rows and run ask and change at once, put waits for the next of those, flush does not.

A connection is an in-memory database with the store attached, not the store's file opened by name: DuckDB gives one process the same
database twice for the same name, so that a reader opened after a snapshot was replaced would still see the old one.
SQL takes parameters only. Once attached, a connection may touch no file but the store's own and its scratch folder (Parquet goes through
that), loads no extension and takes no setting: external access is off and the configuration is locked.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.store.failures import failing

if TYPE_CHECKING:
    import duckdb

CHUNK = 5000
"""Rows a bulk write: fewer cost calls, more cost memory; measured flat between 5,000 and 50,000."""
FEW = 1000
"""Up to so many values are listed in a query, for which DuckDB uses an index; more are joined as a column, and the whole table is read.
1,000 of 100,000 records by id: 27 ms with the index, 120 ms without; one: 0.5 ms, 10 ms."""
MEMORY = "1GiB"
"""What DuckDB may hold in memory before it spills: the owner to `<store>.tmp`, a reader to the machine's folder for such files."""
Row = tuple[Any, ...]
Settings = dict[str, str | bool | int | float | list[str]]


class Connection:
    """A store's file, attached; with `old` another one too, to read from. `read_only` never writes and creates nothing. `memory` is what it may
    hold before it spills, as DuckDB writes sizes."""

    def __init__(self, path: Path, read_only: bool, old: Path | None = None, memory: str = MEMORY) -> None:
        self.path = path
        self.scratch = Path(tempfile.gettempdir()) / f"sayso-{secrets.token_hex(8)}"
        self._types: dict[str, dict[str, str]] = {}
        self._waiting: dict[str, list[Row]] = {}
        self._name = f":memory:{self.scratch.name}"
        self._settings = _settings(str(self.scratch) if read_only else f"{path}.tmp", memory)
        with failing(path):
            self._raw = _attach(_connected(self._name, self._settings), path, read_only, old, self.scratch)
        self._open = {id(self)}

    def twin(self) -> Connection:
        """Another connection to the same attached file, for another thread: what is in memory (blocks, indexes, the limit) is shared. The file is let
        go with the last of them."""
        out = copy(self)
        out._types, out._waiting = {}, {}
        with failing(self.path):
            out._raw = _connected(self._name, self._settings)
            out._raw.execute("USE store")
        self._open.add(id(out))
        return out

    def rows(self, sql: str, *values: Any) -> list[Row]:
        """All rows of a query, with what waits written before."""
        self.flush()
        return self.peek(sql, *values)

    def peek(self, sql: str, *values: Any) -> list[Row]:
        """All rows of a query that need not see what waits."""
        with failing(self.path):
            return self._raw.execute(sql, list(values)).fetchall()

    def stream(self, sql: str, *values: Any) -> Iterator[Row]:
        """The rows of a query a few thousand at a time; others may be asked in between."""
        self.flush()
        own = self.twin()
        try:
            with failing(self.path):
                own._raw.execute(sql, list(values))
            while True:
                with failing(self.path):
                    rows = own._raw.fetchmany(CHUNK)
                if not rows:
                    return
                yield from rows
        finally:
            own.close()

    def run(self, sql: str, *values: Any) -> None:
        """Carries out a statement, after what waits."""
        self.flush()
        with failing(self.path):
            self._raw.execute(sql, list(values))

    def put(self, table: str, rows: Iterable[Row]) -> None:
        """Rows for a table, values in the order of its columns; they wait until the next query or flush:
        one statement for many rows is fast, one a row is not."""
        waiting = self._waiting.setdefault(table, [])
        waiting.extend(rows)
        if len(waiting) >= CHUNK:
            self._write(table)

    def flush(self) -> None:
        """Writes what waits."""
        for table in list(self._waiting):
            self._write(table)

    def rollback(self) -> None:
        """Forgets what waits and the open transaction. Where the database has already given up, there is none, and that is no error."""
        import duckdb

        self._waiting.clear()
        try:
            self._raw.execute("ROLLBACK")
        except duckdb.Error:
            return

    def interrupt(self) -> None:
        """Ends the query another thread has running here, which then raises StoreError; nothing where none runs."""
        self._raw.interrupt()

    def close(self) -> None:
        """Ends it; safe to call twice. What waits is lost."""
        self._waiting.clear()
        with failing(self.path):
            self._raw.close()
        self._open.discard(id(self))
        if not self._open:
            shutil.rmtree(self.scratch, ignore_errors=True)

    def _write(self, table: str) -> None:
        rows = self._waiting.pop(table)
        types = self._columns(table)
        names = ", ".join(f'"{name}"' for name in types)
        values = ", ".join(f"unnest(?::{kind}[])" for kind in types.values())
        sql = f'INSERT INTO "{table}" ({names}) SELECT {values}'
        for start in range(0, len(rows), CHUNK):
            columns = [[storable(v) for v in column] for column in zip(*rows[start : start + CHUNK], strict=True)]
            with failing(self.path):
                self._raw.execute(sql, columns)

    def _columns(self, table: str) -> dict[str, str]:
        if table not in self._types:
            found = self.peek(
                "SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = 'store' AND table_name = ? ORDER BY column_index", table
            )
            self._types[table] = dict(found)
        return self._types[table]


def _settings(spill: str, memory: str) -> Settings:
    return {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
        "memory_limit": memory,
        "temp_directory": spill,
    }


def _connected(name: str, settings: Settings) -> duckdb.DuckDBPyConnection:
    """The in-memory database of this name in this program, made where there is none."""
    import duckdb

    return duckdb.connect(name, config=settings)


def _attach(raw: duckdb.DuckDBPyConnection, path: Path, read_only: bool, old: Path | None, scratch: Path) -> duckdb.DuckDBPyConnection:
    try:
        raw.execute("ATTACH ? AS store (READ_ONLY)" if read_only else "ATTACH ? AS store", [str(path)])
        if old:
            raw.execute("ATTACH ? AS old (READ_ONLY)", [str(old)])
        raw.execute("USE store")
        raw.execute("SET allowed_directories = [?]", [str(scratch)])
        raw.execute("SET enable_external_access = false")
        raw.execute("SET lock_configuration = true")
    except BaseException:
        raw.close()
        raise
    return raw


def storable(value: Any) -> Any:
    r"""Text DuckDB can hold: half characters (lone surrogates, from file names and arguments) become \udcXX. Other values as they are."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    return value


def among(column: str, values: Collection[str]) -> tuple[str, list[Any]]:
    """A condition that `column` is one of the values, and its parameters. `column` is code, never input."""
    clean = [storable(v) for v in values]
    if len(clean) <= FEW:
        return (f"{column} IN ({', '.join('?' * len(clean))})" if clean else "false"), clean
    return f"{column} IN (SELECT unnest(?::VARCHAR[]))", [clean]
