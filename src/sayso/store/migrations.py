"""The schema and its numbered changes.

schema.sql is version 1. A change of the schema is a step added to STEPS, with its SQL and its comments; never a change of schema.sql or
of an older step. A store is brought up to date when it is opened for writing, after a copy of it was put beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from sayso.errors import StoreError
from sayso.store.connection import Connection
from sayso.store.files import Source, beside


@dataclass(frozen=True, slots=True)
class Step:
    """One change: `sql` makes version `number` out of the version before."""

    number: int
    sql: str


STEPS: tuple[Step, ...] = (
    Step(
        2,
        """ALTER TABLE documents ADD COLUMN zones JSON;
        COMMENT ON COLUMN documents.zones IS 'Stretches of the text whose zone the reader knew; null: none';
        ALTER TABLE documents ADD COLUMN left_out JSON;
        COMMENT ON COLUMN documents.left_out IS 'What the reader saw beside the report and did not take into the text, and why; null: nothing';""",
    ),
    Step(
        3,
        """ALTER TABLE events ADD COLUMN basis VARCHAR;
        COMMENT ON COLUMN events.basis IS 'Where its time comes from: stated, relative, dateline, published or credit; null: no time';
        ALTER TABLE events ADD COLUMN precision INTEGER;
        COMMENT ON COLUMN events.precision IS 'How exact its place is, 1 (exact) to 7, as UCDP has it; null: not known';
        ALTER TABLE events ADD COLUMN killed BIGINT;
        COMMENT ON COLUMN events.killed IS 'People killed: the number most sources give, else the lowest told; null: no figure';
        UPDATE events SET basis = record ->> '$.time.basis', precision = (record ->> '$.place.precision')::INTEGER,
            killed = (SELECT coalesce(f ->> '$.best', f ->> '$.low')::BIGINT
                      FROM (SELECT list_filter((record -> '$.figures')::JSON[], lambda x: x ->> '$.kind' = 'killed')[1] AS f));
        CREATE INDEX statements_by_document ON statements (document);""",
    ),
)


def known(steps: tuple[Step, ...]) -> int:
    """The version this program writes."""
    return 1 + len(steps)


def schema() -> str:
    """The SQL of version 1."""
    return files("sayso.store").joinpath("schema.sql").read_text(encoding="utf-8")


def version(connection: Connection) -> int | None:
    """The version of a store; None for an empty file. Raises StoreError for a database that is none of ours."""
    tables = {row[0] for row in connection.peek("SELECT table_name FROM duckdb_tables() WHERE database_name = 'store'")}
    if not tables:
        return None
    rows = connection.peek("SELECT value FROM meta WHERE name = 'version'") if {"meta", "claims", "ledger"} <= tables else []
    if not rows:
        raise StoreError(f"{connection.path} is a database, but no store of sayso", "name another file")
    return int(rows[0][0])


def check(connection: Connection, path: Path) -> None:
    """Raises StoreError when a store cannot be read by this program: too new, too old, or empty."""
    found = version(connection)
    refuse_newer(path, found)
    if found is None:
        raise StoreError(f"{path} is empty", "make it anew: sayso add FILES…")
    if found < known(STEPS):
        raise StoreError(f"store {path} is version {found}, this sayso reads {known(STEPS)}", "bring it up to date: sayso compact")


def refuse_newer(path: Path, found: int | None) -> None:
    """Raises StoreError for a version this program does not know."""
    if found is not None and found > known(STEPS):
        raise StoreError(f"store {path} is version {found}, this sayso knows {known(STEPS)}", "upgrade sayso")


def bring_up(connection: Connection, source: Source, path: Path) -> bool:
    """Makes the tables of a new store, or carries out the steps an older one lacks; True when anything changed. All or nothing. Raises StoreError."""
    found = version(connection)
    refuse_newer(path, found)
    if found == known(STEPS):
        return False
    if found is not None:
        connection.run("CHECKPOINT store")
        source.copy(beside(path, f"v{found}.bak"))
    change(connection, found)
    return True


def change(connection: Connection, found: int | None) -> None:
    """From version `found` (None: nothing) to the present one, in one transaction. Raises StoreError; then nothing is changed."""
    connection.run("BEGIN TRANSACTION")
    try:
        if found is None:
            connection.run(schema())
        for step in STEPS[(found or 1) - 1 :]:
            connection.run(step.sql)
        connection.run("DELETE FROM meta WHERE name = 'version'")
        connection.put("meta", [("version", str(known(STEPS)))])
        connection.run("COMMIT")
    except BaseException:
        connection.rollback()
        raise
