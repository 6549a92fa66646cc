"""Asking for events and disputes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sayso.model.event import Dispute, Dyad, Event
from sayso.model.series import Nature
from sayso.store.comparing import records
from sayso.store.connection import Connection, among, storable
from sayso.store.reading import one_of

NATURE = "CASE WHEN NOT (deed OR alleged) THEN NULL WHEN quad IN (1, 3) THEN 'rhetoric' WHEN deed THEN 'deeds' ELSE 'alleged' END"
"""What a row of events counts as, in SQL; null for what nobody says was done. In words: sayso.track.placed.nature_of."""
OF_PAIRS = "(SELECT event AS id, * FROM event_dyads)"
"""Events of pairs, each pair a row, with all columns that are asked for in lists."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events are asked for; None and empty mean any. `party` is on either side. `since` and `until` (ISO days) bound the days on
    which it can have happened (an open side counts as the known one), or where no time is known the day of the first report. `deeds`:
    vouched for by an outlet, or not so; `disputed`: only those with a dispute, `about`: with one on one of these questions. `place` is a name,
    `country` that of the place; `outlet` prints an account of it, `source` gives one, both by name; `natures` as NATURE has them;
    `listed` is the first and the last day under which it is listed (Event's first possible day, else that of the first report)."""

    dyad: Dyad | None = None
    party: str | None = None
    since: str | None = None
    until: str | None = None
    status: Collection[str] = ()
    types: Collection[str] = ()
    min_sources: int = 0
    deeds: bool | None = None
    disputed: bool = False
    about: Collection[str] = ()
    place: str | None = None
    country: str | None = None
    ids: Collection[str] | None = None
    outlet: str | None = None
    source: str | None = None
    natures: Collection[Nature] = ()
    listed: tuple[str, str] | None = None


def events(connection: Connection, wanted: Filter, limit: int | None) -> Iterator[Event]:
    """Events, newest first, ties by id; those without any day last."""
    table, where, values = selection(wanted)
    sql = f'SELECT id FROM {table} WHERE {where} ORDER BY "day" DESC NULLS LAST, id LIMIT ?'  # noqa: S608 - conditions of ours and parameters
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
    exact = connection.rows("SELECT id FROM events WHERE id = ?", clean) or connection.rows("SELECT event FROM event_claims WHERE claim = ?", clean)
    sql = "SELECT id FROM events WHERE starts_with(id, ?) UNION SELECT event FROM event_claims WHERE starts_with(claim, ?)"
    found = exact or connection.rows(sql, clean, clean)
    name = one_of("events", prefix, [row[0] for row in found])
    return next(records(connection, "events", Event, [name]), None) if name else None


def events_by_id(connection: Connection, ids: Collection[str]) -> dict[str, Event]:
    """Events by id; those not there are left out."""
    return {e.id: e for e in records(connection, "events", Event, sorted(ids))}


def events_of(connection: Connection, claims: Collection[str]) -> tuple[Event, ...]:
    """Events that hold one of these claims, by id."""
    return tuple(records(connection, "events", Event, [*event_ids(connection, claims)]))


def event_ids(connection: Connection, claims: Collection[str]) -> tuple[str, ...]:
    """Ids of the events that hold one of these claims, sorted."""
    where, values = among("claim", claims)
    rows = connection.rows(f"SELECT event FROM event_claims WHERE {where}", *values)  # noqa: S608 - parameters only
    return tuple(sorted({row[0] for row in rows}))


def events_about(connection: Connection, claims: Collection[str]) -> tuple[Event, ...]:
    """Acts of speech about one of these claims, and what denies one of them, by id."""
    rows = connection.rows("SELECT id FROM events WHERE list_has_any(about, ?::VARCHAR[]) ORDER BY id", [storable(c) for c in claims])
    return tuple(records(connection, "events", Event, [row[0] for row in rows]))


def selection(f: Filter) -> tuple[str, str, list[Any]]:
    """The table to ask, what its rows must fulfil, and the parameters. Those of one pair stand in a table that is read in a fifth of the time."""
    parts: list[tuple[str, list[Any]]] = [
        ("actor = ? AND recipient = ?", [f.dyad.actor, f.dyad.recipient] if f.dyad else []),
        ("id IN (SELECT event FROM event_dyads WHERE actor = ? OR recipient = ?)", [f.party, f.party] if f.party else []),
        ('coalesce("end", "start", "first") >= ?', [f.since] if f.since else []),
        ('coalesce("start", "end", "first") <= ?', [f.until] if f.until else []),
        ("sources >= ?", [f.min_sources] if f.min_sources else []),
        ("deed = ?", [] if f.deeds is None else [f.deeds]),
        ("place = ?", [f.place] if f.place else []),
        ("country = ?", [f.country] if f.country else []),
        ("id IN (SELECT event FROM accounts WHERE list_contains(outlets, ?))", [f.outlet] if f.outlet else []),
        ("id IN (SELECT event FROM accounts WHERE source = ?)", [f.source] if f.source else []),
        ('"day" BETWEEN ? AND ?', [*f.listed] if f.listed else []),
        among(f"({NATURE})", f.natures),
        among("status", f.status),
        among("type", f.types),
    ]
    used = [(sql, values) for sql, values in parts if values]
    about, questions = among("about", f.about)
    if f.disputed or questions:
        used.append((f"id IN (SELECT event FROM disputes WHERE {about if questions else 'true'})", questions))  # noqa: S608 - parameters only
    if f.ids is not None:
        used.append(among("id", f.ids))
    clean = [storable(v) for _, values in used for v in values]
    return (OF_PAIRS if f.dyad else "events"), " AND ".join(sql for sql, _ in used) or "true", clean
