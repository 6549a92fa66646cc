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
    Step(
        4,
        """COMMENT ON TABLE event_dyads IS 'One directed pair of parties of an event a row, and what lists and following ask of that event';
        ALTER TABLE event_dyads ADD COLUMN type VARCHAR;
        COMMENT ON COLUMN event_dyads.type IS 'As events.type';
        ALTER TABLE event_dyads ADD COLUMN modes VARCHAR[];
        COMMENT ON COLUMN event_dyads.modes IS 'As events.modes';
        ALTER TABLE event_dyads ADD COLUMN quad INTEGER;
        COMMENT ON COLUMN event_dyads.quad IS 'As events.quad';
        ALTER TABLE event_dyads ADD COLUMN score DOUBLE;
        COMMENT ON COLUMN event_dyads.score IS 'As events.score';
        ALTER TABLE event_dyads ADD COLUMN status VARCHAR;
        COMMENT ON COLUMN event_dyads.status IS 'As events.status';
        ALTER TABLE event_dyads ADD COLUMN deed BOOLEAN;
        COMMENT ON COLUMN event_dyads.deed IS 'As events.deed';
        ALTER TABLE event_dyads ADD COLUMN alleged BOOLEAN;
        COMMENT ON COLUMN event_dyads.alleged IS 'As events.alleged';
        ALTER TABLE event_dyads ADD COLUMN disputed BOOLEAN;
        COMMENT ON COLUMN event_dyads.disputed IS 'Whether its accounts disagree about anything';
        ALTER TABLE event_dyads ADD COLUMN "day" VARCHAR;
        COMMENT ON COLUMN event_dyads."day" IS 'As events.day';
        ALTER TABLE event_dyads ADD COLUMN "start" VARCHAR;
        COMMENT ON COLUMN event_dyads."start" IS 'As events.start';
        ALTER TABLE event_dyads ADD COLUMN "end" VARCHAR;
        COMMENT ON COLUMN event_dyads."end" IS 'As events.end';
        ALTER TABLE event_dyads ADD COLUMN basis VARCHAR;
        COMMENT ON COLUMN event_dyads.basis IS 'As events.basis';
        ALTER TABLE event_dyads ADD COLUMN "first" VARCHAR;
        COMMENT ON COLUMN event_dyads."first" IS 'As events.first';
        ALTER TABLE event_dyads ADD COLUMN killed BIGINT;
        COMMENT ON COLUMN event_dyads.killed IS 'As events.killed';
        ALTER TABLE event_dyads ADD COLUMN sources INTEGER;
        COMMENT ON COLUMN event_dyads.sources IS 'As events.sources';
        ALTER TABLE event_dyads ADD COLUMN place VARCHAR;
        COMMENT ON COLUMN event_dyads.place IS 'As events.place';
        ALTER TABLE event_dyads ADD COLUMN country VARCHAR;
        COMMENT ON COLUMN event_dyads.country IS 'As events.country';
        ALTER TABLE event_dyads ADD COLUMN latitude DOUBLE;
        COMMENT ON COLUMN event_dyads.latitude IS 'As events.latitude';
        ALTER TABLE event_dyads ADD COLUMN longitude DOUBLE;
        COMMENT ON COLUMN event_dyads.longitude IS 'As events.longitude';
        ALTER TABLE event_dyads ADD COLUMN precision INTEGER;
        COMMENT ON COLUMN event_dyads.precision IS 'As events.precision';
        ALTER TABLE event_dyads ADD COLUMN origins VARCHAR[];
        COMMENT ON COLUMN event_dyads.origins IS 'Where the word of those accounts comes from that speak for no party to it, sorted';
        UPDATE event_dyads SET type = e.type, modes = e.modes, quad = e.quad, score = e.score, status = e.status, deed = e.deed, alleged = e.alleged,
            disputed = e.status = 'disputed' OR e.id IN (SELECT event FROM disputes), "day" = e."day", "start" = e."start", "end" = e."end",
            basis = e.basis, "first" = e."first", killed = e.killed, sources = e.sources, place = e.place, country = e.country,
            latitude = e.latitude, longitude = e.longitude, precision = e.precision, origins = coalesce(a.origins, [])
        FROM events e LEFT JOIN (SELECT event, list_sort(list_distinct(flatten(list(origins)))) AS origins FROM accounts WHERE NOT party GROUP BY event) a
            ON a.event = e.id WHERE e.id = event_dyads.event;
        CREATE INDEX sentences_by_document ON sentences (document);""",
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
