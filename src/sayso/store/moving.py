"""A store rewritten, and a table taken out of it as Parquet."""

from __future__ import annotations

import shutil
from pathlib import Path

from sayso.errors import StoreError
from sayso.store.connection import Connection
from sayso.store.failures import failing
from sayso.store.files import beside, put_in_place
from sayso.store.migrations import change


def rewrite(store: Path, new: Path) -> None:
    """Writes all rows of a closed store into a new one, without the room that deleted rows left behind. Raises StoreError."""
    for leftover in (new, beside(new, "wal")):
        leftover.unlink(missing_ok=True)
    connection = Connection(new, read_only=False, old=store)
    try:
        change(connection, None)
        tables = connection.rows("SELECT table_name FROM duckdb_tables() WHERE database_name = 'old' AND table_name <> 'meta' ORDER BY table_name")
        for (table,) in tables:
            connection.run(f'INSERT INTO store."{table}" BY NAME SELECT * FROM old."{table}"')  # noqa: S608 - names of our tables
        connection.run("CHECKPOINT store")
    finally:
        connection.close()


def parquet(connection: Connection, table: str, path: Path) -> None:
    """Writes a table or view as Parquet to `path`, in place of what is there. Raises StoreError for a table that is not there."""
    names = [row[0] for row in connection.rows("SELECT table_name FROM information_schema.tables WHERE table_catalog = 'store' ORDER BY table_name")]
    if table not in names:
        raise StoreError(f'the store has no table "{table}"', f"it has: {', '.join(names)}")
    scratch = connection.scratch
    new = path.with_name(f"{path.name}.new")
    with failing(path):
        scratch.mkdir(mode=0o700, exist_ok=True)
        made = scratch / "table.parquet"
        connection.run(f"""COPY (SELECT * FROM "{table}" ORDER BY ALL) TO '{made}' (FORMAT parquet, COMPRESSION zstd)""")  # noqa: S608 - checked names
        try:
            shutil.copyfile(made, new)
            put_in_place(new, path)
        finally:
            made.unlink(missing_ok=True)
            new.unlink(missing_ok=True)
