"""What a store says of tellings and matches: all that resolving a new report needs, and no more of the store."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeVar

from sayso.model.telling import Match, Telling
from sayso.store import groups
from sayso.store.connection import FEW, Connection, among
from sayso.store.rows import load, match_of

PAGE = FEW
"""Records read at once: by their index, and few enough to keep memory small."""
T = TypeVar("T")


def near(connection: Connection, keys: Collection[str]) -> tuple[Telling, ...]:
    """Tellings that share one of these block keys, by id."""
    where, values = among("key", keys)
    rows = connection.rows(f"SELECT DISTINCT telling FROM blocks WHERE {where}", *values)  # noqa: S608 - parameters only
    return tuple(records(connection, "tellings", Telling, sorted(row[0] for row in rows)))


def tellings_of(connection: Connection, documents: Collection[str]) -> tuple[Telling, ...]:
    """Current tellings of these documents, by id."""
    where, values = among("document", documents)
    rows = connection.rows(f"SELECT id FROM tellings WHERE {where} ORDER BY id", *values)  # noqa: S608 - parameters only
    return tuple(records(connection, "tellings", Telling, [row[0] for row in rows]))


def component(connection: Connection, tellings: Collection[str]) -> tuple[tuple[Telling, ...], tuple[Match, ...]]:
    """All tellings grouped with these, these included, by id; and the matches among them."""
    ids = sorted(groups.members(connection, tellings))
    sql = """WITH wanted AS MATERIALIZED (SELECT unnest(?::VARCHAR[]) AS id)
             SELECT one, other, score, reasons FROM matches WHERE one IN (SELECT id FROM wanted) AND other IN (SELECT id FROM wanted)
             ORDER BY one, other"""  # joined: with the ids listed, all reasons of the table are read first (68 ms for 100 of 200,000, not 8)
    matches = tuple(match_of(row) for row in connection.rows(sql, ids)) if ids else ()
    return tuple(records(connection, "tellings", Telling, ids)), matches


def all_tellings(connection: Connection) -> Iterator[Telling]:
    """All tellings, by id."""
    ids = [row[0] for row in connection.rows("SELECT id FROM tellings ORDER BY id")]
    return records(connection, "tellings", Telling, ids)


def all_matches(connection: Connection) -> Iterator[Match]:
    """All matches, by their pair."""
    last: tuple[str, str] | None = ("", "")
    while last is not None:
        sql = "SELECT one, other, score, reasons FROM matches WHERE (one, other) > (?, ?) ORDER BY one, other LIMIT ?"
        rows = connection.rows(sql, *last, 20 * PAGE)
        yield from (match_of(row) for row in rows)
        last = (rows[-1][0], rows[-1][1]) if len(rows) == 20 * PAGE else None


def records(connection: Connection, table: str, kind: type[T], ids: list[str]) -> Iterator[T]:
    """The records of these ids in this order, a page at a time; those not there are left out."""
    for start in range(0, len(ids), PAGE):
        page = ids[start : start + PAGE]
        where, values = among("id", page)
        found: dict[str, str] = dict(connection.rows(f"SELECT id, record FROM {table} WHERE {where}", *values))  # noqa: S608 - tables named by code
        yield from (load(kind, found[i]) for i in page if i in found)
