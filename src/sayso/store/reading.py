"""What a store says of documents, claims, statements, runs and corrections."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from sayso.errors import Several
from sayso.model.claim import Claim
from sayso.model.event import Correction
from sayso.model.statement import Statement
from sayso.model.telling import Bond, Copy
from sayso.model.text import Document, Sentence
from sayso.store.connection import Connection, among, storable
from sayso.store.records import CodingId, LedgerRow, OutletUse, Quarantine, RunRow
from sayso.store.rows import CORRECTION, DOCUMENT, RUN, SENTENCE, correction_of, document_of, load, sentence_of, unpacked

CURRENT = "claims c JOIN documents d ON d.id = c.document AND d.coding = c.coding"
SHOWN = 5
T = TypeVar("T")


def one_of(what: str, prefix: str, found: Collection[str]) -> str | None:
    """The only id found, or the one that is the prefix itself. Raises StoreError where several begin with it."""
    ids = sorted({*found})
    if prefix in ids:
        return prefix
    if len(ids) > 1:
        more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
        raise Several(f'"{prefix}" is the beginning of several {what}: {", ".join(ids[:SHOWN])}{more}', "give more of the id")
    return ids[0] if ids else None


def document(connection: Connection, prefix: str) -> Document | None:
    """The document whose id is, or begins with, `prefix`; None without one. Raises StoreError where several do."""
    if not prefix:
        return None
    if exact := documents(connection, [prefix], True):
        return exact[storable(prefix)]
    found = connection.rows("SELECT id FROM documents WHERE starts_with(id, ?)", storable(prefix))
    name = one_of("documents", prefix, [row[0] for row in found])
    return documents(connection, [name], True)[name] if name else None


def document_ids(connection: Connection) -> tuple[str, ...]:
    """Ids of all documents, sorted."""
    return tuple(row[0] for row in connection.rows("SELECT id FROM documents ORDER BY id"))


def documents(connection: Connection, ids: Collection[str], text: bool) -> dict[str, Document]:
    """Documents by id; those not there are left out. Without `text` that field is empty, and reading is faster."""
    where, values = among("id", ids)
    columns = DOCUMENT if text else DOCUMENT.replace(" text,", " '' AS text,")
    rows = connection.rows(f"SELECT {columns} FROM documents WHERE {where} ORDER BY id", *values)  # noqa: S608 - constants and parameters
    return {row[0]: document_of(row) for row in rows}


def sentences_of(connection: Connection, document: str, coding: str | None) -> tuple[Sentence, ...]:
    """A document's sentences in order, as `coding` (None: the current one) split them."""
    sql = f'SELECT {SENTENCE} FROM sentences WHERE document = ? AND coding = ? ORDER BY "index"'  # noqa: S608 - constants
    return tuple(sentence_of(row) for row in connection.rows(sql, document, coding or _current(connection, document)))


def sentences(connection: Connection, documents: Collection[str]) -> dict[str, tuple[Sentence, ...]]:
    """Sentences of documents, in order, as the current coding split them; those without are left out."""
    where, values = among("document", documents)
    sql = f'SELECT document, coding, {SENTENCE} FROM sentences WHERE {where} ORDER BY document, "index"'  # noqa: S608 - constants and parameters
    current = current_codings(connection, documents)
    out: dict[str, list[Sentence]] = {}
    for name, coding, *row in connection.rows(sql, *values):
        if current.get(name) == coding:
            out.setdefault(name, []).append(sentence_of(tuple(row)))
    return {name: tuple(found) for name, found in out.items()}


def _current(connection: Connection, document: str) -> str | None:
    """Asked apart: within the query DuckDB would read the whole table."""
    return current_codings(connection, [document]).get(storable(document))


def current_codings(connection: Connection, documents: Collection[str]) -> dict[str, str]:
    """The way of coding that is current for each of these documents. Held against their rows here: DuckDB would join with all documents."""
    where, values = among("id", documents)
    return dict(connection.rows(f"SELECT id, coding FROM documents WHERE {where}", *values))  # noqa: S608 - parameters only


def statements_of(connection: Connection, document: str, coding: str | None) -> tuple[Statement, ...]:
    """A document's statements in order, as found by `coding` (None: the current one)."""
    sql = "SELECT record FROM statements WHERE document = ? AND coding = ? ORDER BY position"
    return tuple(load(Statement, row[0]) for row in connection.rows(sql, document, coding or _current(connection, document)))


def claims_of(connection: Connection, document: str, coding: str | None) -> tuple[Claim, ...]:
    """A document's claims in order, as found by `coding` (None: the current one)."""
    sql = "SELECT record FROM claims WHERE document = ? AND coding = ? ORDER BY position"
    return tuple(load(Claim, row[0]) for row in connection.rows(sql, document, coding or _current(connection, document)))


def claims(connection: Connection, ids: Collection[str]) -> dict[str, Claim]:
    """Claims by id, of the coding current for their document; those not there are left out."""
    if not ids:
        return {}
    where, values = among("id", ids)
    found = connection.rows(f"SELECT document, coding, id, record FROM claims WHERE {where} ORDER BY id", *values)  # noqa: S608 - parameters only
    current = current_codings(connection, {row[0] for row in found})
    return {id: load(Claim, record) for document, coding, id, record in found if current.get(document) == coding}


def find_claim(connection: Connection, prefix: str) -> Claim | None:
    """The claim of a current coding whose id is, or begins with, `prefix`; None without one. Raises StoreError where several do."""
    if not prefix:
        return None
    if exact := claims(connection, [prefix]):
        return exact[storable(prefix)]
    found = connection.rows(f"SELECT c.id FROM {CURRENT} WHERE starts_with(c.id, ?)", storable(prefix))  # noqa: S608 - a constant
    name = one_of("claims", prefix, [row[0] for row in found])
    return claims(connection, [name])[name] if name else None


def banded(connection: Connection, bands: Collection[str]) -> dict[str, tuple[int, ...]]:
    """Documents that share one of these keys, with their sketches."""
    where, values = among("key", bands)
    found = [row[0] for row in connection.rows(f"SELECT DISTINCT document FROM bands WHERE {where}", *values)]  # noqa: S608 - parameters only
    where, values = among("id", found)
    rows = connection.rows(f"SELECT id, sketch FROM documents WHERE {where} ORDER BY id", *values)  # noqa: S608 - parameters only
    return {row[0]: unpacked(row[1]) for row in rows}


def copies_of(connection: Connection, documents: Collection[str]) -> tuple[Copy, ...]:
    """All copies connected with these documents, also over others, in a stable order."""
    found: set[Copy] = set()
    seen: set[str] = set()
    edge = {*documents}
    while edge:
        one, values = among("one", edge)
        other, more = among("other", edge)
        sql = f"SELECT one, other, likeness FROM copies WHERE {one} OR {other}"  # noqa: S608 - parameters only
        found |= {Copy(*row) for row in connection.rows(sql, *values, *more)}
        seen |= edge
        edge = {x for c in found for x in (c.one, c.other)} - seen
    return tuple(sorted(found, key=lambda c: (c.one, c.other)))


def bonds(connection: Connection) -> tuple[Bond, ...]:
    """The last word on every pair of claims, in a stable order."""
    return tuple(Bond(*row) for row in connection.rows("SELECT one, other, arg_max(same, seq) FROM bonds GROUP BY one, other ORDER BY one, other"))


def coverage(connection: Connection) -> frozenset[str]:
    """Days (ISO) on which at least one report in the store was published."""
    return frozenset(row[0] for row in connection.rows("SELECT DISTINCT published FROM documents WHERE published IS NOT NULL"))


def corrections(connection: Connection, target: str | None, waiting: bool = False) -> tuple[Correction, ...]:
    """Corrections in the order they arrived: all, or those of one target; with `waiting` only those not yet carried out."""
    sql = f"SELECT {CORRECTION} FROM corrections WHERE (?::VARCHAR IS NULL OR target = ?)"  # noqa: S608 - a constant
    if waiting:
        sql += " AND id NOT IN (SELECT correction FROM carried)"
    return tuple(correction_of(row) for row in connection.rows(f"{sql} ORDER BY seq", target, target))


def runs(connection: Connection) -> tuple[RunRow, ...]:
    """All runs, oldest first."""
    return tuple(RunRow(*row) for row in connection.rows(f"SELECT {RUN} FROM runs ORDER BY started, id"))  # noqa: S608 - a constant


def codings(connection: Connection) -> tuple[CodingId, ...]:
    """All ways of coding, by id."""
    return tuple(CodingId(*row) for row in connection.rows("SELECT id, coder, ontology, settings FROM codings ORDER BY id"))


def quarantine(connection: Connection, run: str | None) -> tuple[Quarantine, ...]:
    """Inputs that failed, in a stable order: of one run, or of all."""
    sql = 'SELECT "where", reason, remedy, run FROM quarantine WHERE ?::VARCHAR IS NULL OR run = ? ORDER BY ALL'
    return tuple(Quarantine(*row) for row in connection.rows(sql, run, run))


def entered(connection: Connection, keys: Collection[str]) -> dict[str, tuple[LedgerRow, ...]]:
    """What became of these inputs, each time they came."""
    where, values = among("key", keys)
    rows = connection.rows(f"SELECT key, document, outcome, run FROM ledger WHERE {where} ORDER BY ALL", *values)  # noqa: S608 - parameters only
    found = [LedgerRow(*row) for row in rows]
    return {key: tuple(row for row in found if row.key == storable(key)) for key in keys if any(row.key == storable(key) for row in found)}


def outcomes(connection: Connection, run: str | None) -> dict[str, int]:
    """How many inputs had which outcome: in one run, or in all."""
    return dict(connection.rows("SELECT outcome, count(*) FROM ledger WHERE ?::VARCHAR IS NULL OR run = ? GROUP BY outcome ORDER BY outcome", run, run))


def outlets(connection: Connection) -> tuple[OutletUse, ...]:
    """Outlets in use, those with most documents first."""
    sql = 'SELECT outlet, documents, "first", "last" FROM sources ORDER BY documents DESC, outlet'
    return tuple(OutletUse(*row) for row in connection.rows(sql))


def counts(connection: Connection) -> dict[str, int]:
    """Rows of every table, by its name."""
    tables = connection.rows("SELECT table_name FROM duckdb_tables() WHERE database_name = 'store' ORDER BY table_name")
    return {name: connection.rows(f'SELECT count(*) FROM "{name}"')[0][0] for (name,) in tables}  # noqa: S608 - names of our tables
