"""SQLite, openable by Datasette: documents, claims, events, who told of what, accounts and disputes, with keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from sayso.model.event import Account, Dispute, Event, Member
from sayso.model.export import Export
from sayso.model.plain import to_plain
from sayso.model.text import DocumentRef
from sayso.writers.cells import clean, joined
from sayso.writers.choosing import told
from sayso.writers.columns import Column, names
from sayso.writers.files import File, json_text
from sayso.writers.formats import SECTORS, Format, Sheet
from sayso.writers.reports import listed, outlet
from sayso.writers.tidy import CLAIMS, EVENTS, claim_rows, event_rows

R = TypeVar("R")
TYPES = {"text": "TEXT", "int": "INTEGER", "float": "REAL", "bool": "INTEGER"}


@dataclass(frozen=True, slots=True)
class _Document:
    export: Export
    document: DocumentRef


@dataclass(frozen=True, slots=True)
class _Link:
    event: Event
    member: Member


@dataclass(frozen=True, slots=True)
class _Account:
    number: int
    account: Account


@dataclass(frozen=True, slots=True)
class _Table(Generic[R]):
    """A table: its columns, its primary key, and its foreign keys as column and table."""

    name: str
    columns: tuple[Column[R], ...]
    primary: tuple[str, ...]
    foreign: tuple[tuple[str, str], ...]
    rows: Callable[[Export, Sequence[Event]], Iterable[R]]


DOCUMENTS: tuple[Column[_Document], ...] = (
    Column("id", "our document id", lambda d: d.document.id),
    Column("title", "title", lambda d: d.document.title, blank="none"),
    Column("outlet", "name of the outlet", lambda d: outlet(d.export, d.document), blank="unknown"),
    Column("outlet_country", "ISO 3166-1 alpha-3", lambda d: getattr(listed(d.export, d.document), "country", None), blank="unknown"),
    Column("affiliation", "state, party, public, independent", lambda d: getattr(listed(d.export, d.document), "affiliation", None), blank="unknown"),
    Column("published", "day of publication", lambda d: d.document.published, blank="unknown"),
    Column("published_basis", "how that day is known", lambda d: d.document.published_basis, blank="unknown"),
    Column("language", "ISO 639-1", lambda d: d.document.language, blank="too short to tell"),
    Column("url", "address", lambda d: d.document.url, blank="none"),
    Column("key", "what it was read as", lambda d: d.document.key),
)
EVENT_CLAIMS: tuple[Column[_Link], ...] = (
    Column("event", "event", lambda k: k.event.id),
    Column("claim", "claim", lambda k: k.member.claim),
    Column("says", "done, denied or open", lambda k: k.member.says),
    Column("fit", "how well it fits, 0 to 1", lambda k: k.member.score, "float"),
    Column("reasons", "why it was joined", lambda k: joined(k.member.reasons), blank="none told"),
)
ACCOUNTS: tuple[Column[_Account], ...] = (
    Column("event", "event", lambda a: a.account.event),
    Column("number", "counts the accounts of an event from 1", lambda a: a.number, "int"),
    Column("side", "party it speaks for, or independent", lambda a: a.account.side),
    Column("source", "who says so", lambda a: a.account.source),
    Column("kind", "kind of source", lambda a: a.account.kind),
    Column("party", "whether the source is a party to the event", lambda a: a.account.party, "bool"),
    Column("says", "done, denied or open", lambda a: a.account.says),
    Column("outlets", "outlets that carry it", lambda a: joined(a.account.outlets), blank="unknown"),
    Column("origins", "outlets behind it, reprints folded", lambda a: joined(a.account.origins), blank="unknown"),
    Column("claims", "ids of its claims", lambda a: joined(a.account.claims)),
    Column("figures", "its figures, JSON", lambda a: json_text(to_plain(a.account.counts)) if a.account.counts else None, blank="none"),
    Column("first", "day of its first report", lambda a: a.account.first, blank="unknown"),
    Column("last", "day of its last", lambda a: a.account.last, blank="unknown"),
)
DISPUTES: tuple[Column[Dispute], ...] = (
    Column("id", "our dispute id", lambda d: d.id),
    Column("event", "event", lambda d: d.event),
    Column("about", "question", lambda d: d.about),
    Column("answers", "the answers, joined with ;", lambda d: joined(v.value for v in d.versions)),
    Column("versions", "answers with sides, sources and claims, JSON", lambda d: json_text(to_plain(d.versions))),
    Column("reason", "why they cannot all be true", lambda d: d.reason),
)


def _documents(export: Export, events: Sequence[Event]) -> Iterator[_Document]:
    found = {c.document.id: c.document for c in export.claims.values()}
    for d in export.documents.values():
        found.setdefault(d.id, DocumentRef(d.id, d.key, d.url, d.title, d.outlet, d.published, d.basis, d.language))
    return (_Document(export, found[d]) for d in sorted(found))


def _links(export: Export, events: Sequence[Event]) -> Iterator[_Link]:
    return (_Link(e, m) for e in events for m in {m.claim: m for m in e.members}.values() if m.claim in export.claims)


def _accounts(export: Export, events: Sequence[Event]) -> Iterator[_Account]:
    return (_Account(n, a) for e in events for n, a in enumerate(e.accounts, 1))


def _disputes(export: Export, events: Sequence[Event]) -> Iterator[Dispute]:
    return (d for e in events for d in e.disputes)


TABLES: tuple[_Table[Any], ...] = (
    _Table("documents", DOCUMENTS, ("id",), (), _documents),
    _Table("events", EVENTS, ("event",), (), event_rows),
    _Table("claims", CLAIMS, ("claim",), (("document", "documents"), ("event", "events")), claim_rows),
    _Table("event_claims", EVENT_CLAIMS, ("event", "claim"), (("event", "events"), ("claim", "claims")), _links),
    _Table("accounts", ACCOUNTS, ("event", "number"), (("event", "events"),), _accounts),
    _Table("disputes", DISPUTES, ("id",), (("event", "events"),), _disputes),
)
ABOUT = {
    "documents": "a row for each report; its text is the outlet's and is left out",
    "events": "a row for each event; deeds and acts of speech, alleged ones marked",
    "claims": "a row for each claim, also of those denied, foreseen or conditional: see status",
    "event_claims": "which claims an event is made of",
    "accounts": "each source's version of an event",
    "disputes": "where accounts contradict each other",
}


def _schema(table: _Table[Any]) -> str:
    keys = {t.name: t.primary[0] for t in TABLES}
    lines = [f'"{c.name}" {TYPES[c.kind]}{" NOT NULL" if c.name in table.primary else ""}' for c in table.columns]
    lines.append(f"PRIMARY KEY ({', '.join(quoted(table.primary))})")
    lines += [f'FOREIGN KEY ("{column}") REFERENCES "{other}" ("{keys[other]}")' for column, other in table.foreign]
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(lines) + "\n)"


def quoted(columns: Iterable[str]) -> list[str]:
    """Names of columns for SQL."""
    return [f'"{c}"' for c in columns]


def _fill(base: sqlite3.Connection, export: Export, events: Sequence[Event]) -> None:
    base.execute("PRAGMA foreign_keys = ON")
    with base:
        for table in TABLES:
            base.execute(_schema(table))
            insert = f'INSERT INTO "{table.name}" ({", ".join(quoted(names(table.columns)))}) VALUES ({", ".join("?" * len(table.columns))})'  # noqa: S608
            base.executemany(insert, ([_plain(c.value(row)) for c in table.columns] for row in table.rows(export, events)))
        for column, table_name in (("event", "claims"), ("document", "claims"), ("claim", "event_claims"), ("event", "disputes")):
            base.execute(f'CREATE INDEX "{table_name}_{column}" ON "{table_name}" ("{column}")')


def _plain(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


def _make(export: Export, events: Sequence[Event]) -> Iterator[File]:
    def write(path: Path) -> None:
        try:
            with closing(sqlite3.connect(path)) as base:
                base.execute("PRAGMA journal_mode = MEMORY")
                _fill(base, export, events)
        except sqlite3.OperationalError as error:
            raise OSError(None, str(error)) from error

    yield File("sayso.db", write)


FORMAT = Format(
    "sqlite",
    "events, claims, accounts and disputes, SQLite; open it with Datasette",
    tuple(Sheet(f"sayso.db: {t.name}", ABOUT[t.name], t.columns) for t in TABLES),
    (told,),
    (
        SECTORS,
        "Alleged events are in: the columns deed and alleged tell them apart. Truth values are 0 and 1.",
        "claims.event is the event a claim belongs to; event_claims says what it says of it.",
    ),
    _make,
)
