"""Long lists a page at a time. Where a page ends is told by the last row itself (a cursor), so that the thousandth page costs as much as the first."""

from __future__ import annotations

import base64
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeVar

from sayso.errors import SettingsError
from sayso.model.claim import Claim
from sayso.model.event import Dispute, Event
from sayso.model.statement import Statement
from sayso.model.text import Document
from sayso.store.comparing import records
from sayso.store.connection import FEW, Connection, Row, among, storable
from sayso.store.queries import Filter, selection
from sayso.store.reading import documents
from sayso.store.records import Page, ReportFilter
from sayso.store.rows import load

MOST = 1000
"""Rows a page may have."""
LONGEST = 300
"""Characters of a cursor."""
Condition = tuple[str, list[Any]]
T = TypeVar("T")


def event_page(connection: Connection, wanted: Filter, limit: int, after: str | None) -> Page[Event]:
    """Events, newest first, ties by id; those without any day last."""
    rows, end = _event_keys(connection, wanted, _checked(limit), after)
    return Page(tuple(records(connection, "events", Event, [row[1] for row in rows])), end)


def event_place(connection: Connection, wanted: Filter, rows: int, after: str | None) -> str | None:
    """The cursor behind so many events; None where no more follow."""
    return _event_keys(connection, wanted, rows, after)[1]


def _event_keys(connection: Connection, wanted: Filter, limit: int, after: str | None) -> tuple[list[Row], str | None]:
    table, where, values = selection(wanted)
    more, place = _beyond('"day"', ("id",), after)
    sql = f'SELECT "day", id FROM {table} WHERE ({where}) AND {more} ORDER BY "day" DESC NULLS LAST, id LIMIT ?'  # noqa: S608 - parameters
    return _cut(connection.rows(sql, *values, *place, limit + 1), limit, 2)


def dispute_page(connection: Connection, wanted: Filter, about: Collection[str], limit: int, after: str | None) -> Page[tuple[Event, Dispute]]:
    """Disputes about one of these questions (empty: any) with their events, in the order of events, then their own."""
    table, where, values = selection(wanted)
    more, place = _beyond('"day"', ("event", "position"), after)
    asked, questions = among("about", about) if about else ("true", [])
    sql = f"""SELECT e."day", event, position FROM disputes d JOIN (SELECT id, "day" FROM {table} WHERE {where}) e ON e.id = d.event
              WHERE {asked} AND {more} ORDER BY e."day" DESC NULLS LAST, event, position LIMIT ?"""  # noqa: S608 - parameters
    rows, end = _cut(connection.rows(sql, *values, *questions, *place, _checked(limit) + 1), limit, 3)
    found = {e.id: e for e in records(connection, "events", Event, [*dict.fromkeys(row[1] for row in rows)])}
    return Page(tuple((found[event], found[event].disputes[position]) for _, event, position in rows), end)


def document_page(connection: Connection, wanted: ReportFilter, limit: int, after: str | None, text: bool) -> Page[Document]:
    """Documents, newest first, ties by id; those without a day last. Without `text` that field is empty."""
    where, values = _reports(wanted)
    more, place = _beyond("published", ("id",), after)
    sql = f"SELECT published, id FROM documents WHERE {where} AND {more} ORDER BY published DESC NULLS LAST, id LIMIT ?"  # noqa: S608 - parameters
    rows, end = _cut(connection.rows(sql, *values, *place, _checked(limit) + 1), limit, 2)
    found = documents(connection, [row[1] for row in rows], text)
    return Page(tuple(found[row[1]] for row in rows), end)


def statement_page(
    connection: Connection, wanted: ReportFilter, speaker: str | None, country: str | None, document: str | None, limit: int, after: str | None
) -> Page[Statement]:
    """Statements of the current codings, those of the newest reports first, then by document and in order; `speaker` by name, `country` its own."""
    said = [(sql, value) for sql, value in (("speaker = ?", speaker), ("country = ?", country), ("document = ?", document)) if value is not None]
    return _in_reports(connection, Statement, _Asked("statements", *_all(said), bool(said)), wanted, _checked(limit), after)


def claim_page(connection: Connection, wanted: Filter, document: str | None, limit: int, after: str | None) -> Page[Claim]:
    """Claims of the current codings, those of the newest reports first, then by document and in order. Of the filter `since` and `until` bound the day
    of the report, `status` is the claim's own, and what only events have (sources, disputes) is passed over."""
    reports = ReportFilter(wanted.outlet, wanted.since, wanted.until)
    return _in_reports(connection, Claim, _of_claims(wanted, document), reports, _checked(limit), after)


def claim_place(connection: Connection, wanted: Filter, rows: int, after: str | None) -> str | None:
    """The cursor behind so many claims; None where no more follow."""
    reports = ReportFilter(wanted.outlet, wanted.since, wanted.until)
    return _cut(_anywhere(connection, _of_claims(wanted, None), reports, rows + 1, after), rows, 3)[1]


@dataclass(frozen=True, slots=True)
class _Asked:
    """Rows of claims or of statements that fulfil a condition; whether few of them do."""

    table: str
    where: str
    values: list[Any]
    rare: bool


def _in_reports(connection: Connection, kind: type[T], asked: _Asked, wanted: ReportFilter, limit: int, after: str | None) -> Page[T]:
    """Rows in the order of their reports: looked for among the next few reports, by their index, then among the next thousand, and only then in
    the whole table; there at once where few are such, and the newest reports would be read for nothing."""
    found: list[Row] = []
    for number in () if asked.rare else (2 * limit, FEW):
        found, whole = _near(connection, asked, wanted, after, number)
        if whole or len(found) > limit:
            break
    else:
        found = _anywhere(connection, asked, wanted, limit + 1, after)
    rows, end = _cut(found, limit, 3)
    indexed, column = ("id", 4) if asked.table == "claims" else ("document", 1)
    where, values = among(indexed, {row[column] for row in rows})
    read = connection.rows(f"SELECT document, position, coding, record FROM {asked.table} WHERE {where}", *values)  # noqa: S608 - tables named by code
    records: dict[Row, str] = {row[:3]: row[3] for row in read}
    return Page(tuple(load(kind, records[row[1:4]]) for row in rows), end)


def _near(connection: Connection, asked: _Asked, wanted: ReportFilter, after: str | None, reports: int) -> tuple[list[Row], bool]:
    """The rows after a cursor in the next so many reports, and whether no other report has one. Joined here: DuckDB would read the whole table."""
    where, values = _reports(wanted)
    beyond, place = "true", list[Any]()
    last: Row = ()
    if after is not None:
        last = tuple(_read(after, 3))
        beyond, place = _later("published", "id >= ?", last[0], [last[1]])
    sql = f"SELECT id, coding, published FROM documents WHERE {where} AND {beyond} ORDER BY published DESC NULLS LAST, id LIMIT ?"  # noqa: S608
    found = connection.rows(sql, *values, *place, reports)
    order = {(id, coding): n for n, (id, coding, _) in enumerate(found)}
    within, ids = among("document", [row[0] for row in found])
    sql = f"SELECT document, coding, position, id FROM {asked.table} WHERE {within} AND {asked.where}"  # noqa: S608 - tables named by code, parameters
    rows = connection.rows(sql, *ids, *asked.values)
    placed = sorted((order[d, coding], position, id) for d, coding, position, id in rows if (d, coding) in order)
    out = [(found[n][2], found[n][0], position, found[n][1], id) for n, position, id in placed]
    return [row for row in out if not last or row[1] != last[1] or row[2] > last[2]], len(found) < reports


def _anywhere(connection: Connection, asked: _Asked, wanted: ReportFilter, limit: int, after: str | None) -> list[Row]:
    """The first rows after a cursor, among all reports."""
    where, values = _reports(wanted)
    beyond, place = _beyond("published", ("document", "position"), after)
    sql = f"""SELECT published, document, position, coding, c.id FROM (SELECT id, document, position, coding FROM {asked.table} WHERE {asked.where}) c
              JOIN (SELECT id, coding AS current, published FROM documents WHERE {where}) d ON d.id = c.document AND d.current = c.coding
              WHERE {beyond} ORDER BY published DESC NULLS LAST, document, position LIMIT ?"""  # noqa: S608 - tables named by code, parameters
    return connection.rows(sql, *asked.values, *values, *place, limit)


def _of_claims(f: Filter, document: str | None) -> _Asked:
    parties = [p for p in ((f.dyad.actor, "actor"), (f.dyad.recipient, "recipient")) if p] if f.dyad else []
    takes_part = "id IN (SELECT claim FROM claim_participants WHERE part = ? AND party = ?)"
    parts: list[tuple[str, Any]] = [(f"(list_contains({part}s, ?) OR {takes_part})", (key, part, key)) for key, part in parties]
    if f.party is not None:
        either = "list_contains(actors, ?) OR list_contains(recipients, ?) OR id IN (SELECT claim FROM claim_participants WHERE party = ?)"
        parts.append((f"({either})", (f.party,) * 3))
    parts += [(sql, value) for sql, value in (("document = ?", document), ("place = ?", f.place), ("country = ?", f.country)) if value is not None]
    rare = bool(parts) or f.ids is not None
    if f.deeds is not None:
        parts.append(("deed = ?", f.deeds))
    where, values = _all(parts)
    lists = [among(column, asked) for column, asked in (("status", f.status), ("event", f.types)) if asked]
    if f.ids is not None:
        lists.append(among("id", f.ids))
    return _Asked("claims", " AND ".join([where, *(sql for sql, _ in lists)]), [*values, *(v for _, many in lists for v in many)], rare)


def _reports(f: ReportFilter) -> Condition:
    asked = (("outlet = ?", f.outlet), ("published >= ?", f.since), ("published <= ?", f.until), ("language = ?", f.language))
    return _all([(sql, value) for sql, value in asked if value is not None])


def _all(parts: Collection[tuple[str, Any]]) -> Condition:
    values = [v for _, value in parts for v in (value if isinstance(value, tuple) else (value,))]
    return " AND ".join(["true", *(sql for sql, _ in parts)]), [storable(v) for v in values]


def _beyond(day: str, rest: tuple[str, ...], after: str | None) -> Condition:
    """The condition for rows after a cursor, in the order `day` descending with null last, then `rest`."""
    if after is None:
        return "true", []
    last, *others = _read(after, 1 + len(rest))
    return _later(day, f"({', '.join(rest)}) > ({', '.join('?' * len(rest))})", last, others)


def _later(day: str, later: str, last: str | None, others: list[Any]) -> Condition:
    if last is None:
        return f"({day} IS NULL AND {later})", others
    return f"({day} < ? OR {day} IS NULL OR ({day} = ? AND {later}))", [last, last, *others]


def _cut(rows: list[Row], limit: int, size: int) -> tuple[list[Row], str | None]:
    """The rows of a page out of one more, and the cursor of the last: its first `size` values."""
    return rows[:limit], _write(rows[limit - 1][:size]) if len(rows) > limit else None


def _checked(limit: int) -> int:
    if not 1 <= limit <= MOST:
        raise SettingsError(f"a page of {limit} rows", f"ask for 1 to {MOST}")
    return limit


def _write(values: Row) -> str:
    return base64.urlsafe_b64encode(json.dumps(values, separators=(",", ":")).encode()).decode().rstrip("=")


def _read(cursor: str, size: int) -> list[Any]:
    """The values of a cursor. Raises SettingsError for what none of ours wrote."""
    try:
        if len(cursor) > LONGEST:
            raise ValueError
        values = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True))
        if not isinstance(values, list) or [*map(type, values[1:])] != [str, int][: size - 1] or not isinstance(values[0], str | None):
            raise ValueError
        if any(isinstance(v, int) and not 0 <= v < 2**31 for v in values):
            raise ValueError
    except ValueError:
        raise SettingsError(f"{cursor[:40]!r} is no place in this list", "begin again without it") from None
    return [storable(v) for v in values]
