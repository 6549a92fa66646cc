"""Asking for events and disputes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sayso.model.event import Dispute, Dyad, Event
from sayso.store.comparing import records
from sayso.store.connection import Connection, among, storable
from sayso.store.reading import one_of


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events are asked for; None and empty mean any. `party` is on either side. `since` and `until` (ISO days) bound the days on
    which it can have happened (an open side counts as the known one), or where no time is known the day of the first report. `deeds`:
    vouched for by an outlet, or not so; `disputed`: only those with a dispute."""

    dyad: Dyad | None = None
    party: str | None = None
    since: str | None = None
    until: str | None = None
    status: Collection[str] = ()
    types: Collection[str] = ()
    min_sources: int = 0
    deeds: bool | None = None
    disputed: bool = False


def events(connection: Connection, wanted: Filter, limit: int | None) -> Iterator[Event]:
    """Events, newest first, ties by id; those without any day last."""
    where, values = _where(wanted)
    sql = f'SELECT id FROM events WHERE {where} ORDER BY "day" DESC NULLS LAST, id LIMIT ?'  # noqa: S608 - conditions of ours and parameters
    ids = [row[0] for row in connection.rows(sql, *values, limit)]
    return records(connection, "events", Event, ids)


def disputes(connection: Connection, wanted: Filter, limit: int | None) -> Iterator[tuple[Event, Dispute]]:
    """Disputes with their events, in the order of `events`."""
    return islice(((e, d) for e in events(connection, wanted, None) for d in e.disputes), limit)


def event(connection: Connection, prefix: str) -> Event | None:
    """The event whose id, or the id of one of whose claims, is or begins with `prefix`; None without one. Raises StoreError where several do."""
    if not prefix:
        return None
    clean = storable(prefix)
    exact = connection.rows("SELECT id FROM events WHERE id = ? UNION SELECT event FROM event_claims WHERE claim = ?", clean, clean)
    sql = "SELECT id FROM events WHERE starts_with(id, ?) UNION SELECT event FROM event_claims WHERE starts_with(claim, ?)"
    found = exact or connection.rows(sql, clean, clean)
    name = one_of("events", prefix, [row[0] for row in found])
    return next(records(connection, "events", Event, [name]), None) if name else None


def events_of(connection: Connection, claims: Collection[str]) -> tuple[Event, ...]:
    """Events that hold one of these claims, by id."""
    return tuple(records(connection, "events", Event, [*event_ids(connection, claims)]))


def event_ids(connection: Connection, claims: Collection[str]) -> tuple[str, ...]:
    """Ids of the events that hold one of these claims, sorted."""
    where, values = among("claim", claims)
    rows = connection.rows(f"SELECT DISTINCT event FROM event_claims WHERE {where} ORDER BY event", *values)  # noqa: S608 - parameters only
    return tuple(row[0] for row in rows)


def events_about(connection: Connection, claims: Collection[str]) -> tuple[Event, ...]:
    """Acts of speech about one of these claims, and what denies one of them, by id."""
    rows = connection.rows("SELECT id FROM events WHERE list_has_any(about, ?::VARCHAR[]) ORDER BY id", [storable(c) for c in claims])
    return tuple(records(connection, "events", Event, [row[0] for row in rows]))


def _where(f: Filter) -> tuple[str, list[Any]]:
    parts: list[tuple[str, list[Any]]] = [
        ("id IN (SELECT event FROM event_dyads WHERE actor = ? AND recipient = ?)", [f.dyad.actor, f.dyad.recipient] if f.dyad else []),
        ("id IN (SELECT event FROM event_dyads WHERE actor = ? OR recipient = ?)", [f.party, f.party] if f.party else []),
        ('coalesce("end", "start", "first") >= ?', [f.since] if f.since else []),
        ('coalesce("start", "end", "first") <= ?', [f.until] if f.until else []),
        ("sources >= ?", [f.min_sources] if f.min_sources else []),
        ("deed = ?", [] if f.deeds is None else [f.deeds]),
        among("status", f.status),
        among("type", f.types),
    ]
    used = [(sql, values) for sql, values in parts if values]
    always = "id IN (SELECT event FROM disputes)" if f.disputed else "true"
    return " AND ".join([always, *(sql for sql, _ in used)]), [v for _, values in used for v in values]
