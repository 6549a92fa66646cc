"""Which claims a person should look at first, and a sample of all of them, asked of a store."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sayso.store.connection import Connection, Row, among, storable

POINTS = """round(1000 * least(abs(score) / 10, 1) / sqrt(greatest(sources, 1))
    * (CASE WHEN deed THEN 0.3 WHEN alleged THEN 0.7 ELSE 0.5 END + CASE WHEN status = 'disputed' THEN 0.3 ELSE 0 END))::INTEGER"""
"""How much an event wants a look, 0 to 1000: what it weighs (|score| of 10) x how few tell of it (1 / square root of its sources) x how doubtful it is:
0.7 where no outlet vouches for it (its authors leave it open: Uu, PS), 0.5 where it is only denied, 0.3 where an outlet vouches (CT, PR), and 0.3 more
where accounts of it disagree. The weights are ours, chosen so that none of the three rules alone: an alleged strike one source tells of goes before
one an outlet vouches for, and that before one twenty sources tell of. It is asked of events, not claims: it takes 30 ms of 300,000 events, and
2 x 200 ms to join a million claims with them; and the claims of one event are best looked at together."""
BACKWARDS = "reverse(c.id)"
"""The order of the sample. Ids are digests: read backwards they are in no order that means anything, and in another one than ids themselves, by which
ties are broken elsewhere."""
CURRENT = "claims c JOIN documents d ON d.id = c.document AND d.coding = c.coding"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the queue, that of a claim: the points of its event, that event (None: of none), and the claim."""

    points: int
    event: str | None
    claim: str


def queue(connection: Connection, types: Collection[str], without: Collection[str], limit: int, after: Place | None) -> tuple[Place, ...]:
    """Claims but for those of `without`, behind `after`: event by event, those of most POINTS first, ties by id, the claims of one by id. Behind them
    the claims of no event, those that weigh most first; their points are 0. With `types` only of events, or claims of no event, of these types."""
    found = () if after is not None and after.event is None else _of_events(connection, types, without, limit, after)
    if len(found) == limit:
        return found
    return (*found, *_of_none(connection, types, without, limit - len(found), after if after is not None and after.event is None else None))


def sampled(connection: Connection, types: Collection[str], without: Collection[str], limit: int, after: str | None) -> tuple[str, ...]:
    """Claims of current codings, of these types (empty: all), but for those of `without`, in the order of the sample, behind the claim `after`."""
    where, values = _wanted(types, without)
    if after is not None:
        where, values = f"{where} AND {BACKWARDS} > reverse(?)", [*values, storable(after)]
    sql = f"SELECT c.id FROM {CURRENT} WHERE {where} ORDER BY {BACKWARDS} LIMIT ?"  # noqa: S608 - constants and parameters
    return tuple(row[0] for row in connection.rows(sql, *values, limit))


def samples(connection: Connection, limit: int) -> dict[str, tuple[str, ...]]:
    """By type, the first `limit` claims of it in the order of the sample: in one go a tenth of the time that asking for each type takes."""
    sql = f"SELECT c.event, min_by(c.id, {BACKWARDS}, ?) FROM {CURRENT} GROUP BY c.event ORDER BY c.event"  # noqa: S608 - constants
    return {type: tuple(sorted(ids, key=backwards)) for type, ids in connection.rows(sql, limit)}


def backwards(claim: str) -> str:
    """What the sample is ordered by."""
    return claim[::-1]


def places(connection: Connection, claims: Collection[str]) -> dict[str, Place]:
    """The places of these claims in the queue, by claim; those of no event have no points."""
    where, values = among("claim", claims)
    event: dict[str, str] = dict(connection.rows(f"SELECT claim, event FROM event_claims WHERE {where}", *values))  # noqa: S608 - parameters only
    where, values = among("id", event.values())
    points: dict[str, int] = dict(connection.rows(f"SELECT id, {POINTS} FROM events WHERE {where}", *values))  # noqa: S608 - constants and parameters
    return {i: Place(points[event[i]], event[i], i) if i in event else Place(0, None, i) for i in claims}


def claim_types(connection: Connection, claims: Collection[str]) -> dict[str, str]:
    """The types of these claims, by id; those not there are left out."""
    where, values = among("c.id", claims)
    return dict(connection.rows(f"SELECT c.id, c.event FROM {CURRENT} WHERE {where} ORDER BY c.id", *values))  # noqa: S608 - parameters only


def claim_counts(connection: Connection) -> dict[str, int]:
    """How many claims of current codings there are of each type, by its name."""
    return dict(connection.rows(f"SELECT c.event, count(*) FROM {CURRENT} GROUP BY c.event ORDER BY c.event"))  # noqa: S608 - a constant


def _of_events(connection: Connection, types: Collection[str], without: Collection[str], limit: int, after: Place | None) -> tuple[Place, ...]:
    where, values = among("type", types) if types else ("true", [])
    if after is not None:
        where, values = f"{where} AND (points < ? OR (points = ? AND id >= ?))", [*values, after.points, after.points, storable(after.event)]
    most = limit + 1 + len(without)  # each event has a claim that is wanted, but for one each in `without`, and that of `after`
    sql = f"SELECT id, {POINTS} AS points FROM events WHERE {where} ORDER BY points DESC, id LIMIT ?"  # noqa: S608 - constants and parameters
    points: dict[str, int] = dict(connection.rows(sql, *values, most))
    members = _members(connection, [*points])
    gone = frozenset(without)
    found = (Place(p, event, claim) for event, p in points.items() for claim in members.get(event, ()) if claim not in gone)
    behind = [p for p in found if after is None or (p.event, p.claim) > (after.event, after.claim) or p.points < after.points]
    return tuple(behind[:limit])


def _members(connection: Connection, events: Collection[str]) -> dict[str, list[str]]:
    where, values = among("event", events)
    rows: list[Row] = connection.rows(f"SELECT event, claim FROM event_claims WHERE {where} ORDER BY event, claim", *values)  # noqa: S608 - parameters only
    out: dict[str, list[str]] = {}
    for event, claim in rows:
        out.setdefault(event, []).append(claim)
    return out


def _of_none(connection: Connection, types: Collection[str], without: Collection[str], limit: int, after: Place | None) -> tuple[Place, ...]:
    where, values = _wanted(types, without)
    if after is not None:
        score = connection.rows("SELECT abs(c.score) FROM claims c WHERE c.id = ? ORDER BY 1 LIMIT 1", storable(after.claim))
        where = f"{where} AND (abs(c.score) < ? OR (abs(c.score) = ? AND c.id > ?))"
        values = [*values, *(score[0] if score else (0.0,)) * 2, storable(after.claim)]
    sql = f"""SELECT c.id FROM {CURRENT} WHERE {where} AND c.id NOT IN (SELECT claim FROM event_claims)
              ORDER BY abs(c.score) DESC, c.id LIMIT ?"""  # noqa: S608 - constants and parameters
    return tuple(Place(0, None, row[0]) for row in connection.rows(sql, *values, limit))


def _wanted(types: Collection[str], without: Collection[str]) -> tuple[str, list[Any]]:
    where, values = among("c.event", types) if types else ("true", [])
    if not without:
        return where, values
    return f"{where} AND c.id NOT IN (SELECT unnest(?::VARCHAR[]))", [*values, [storable(i) for i in without]]  # as a list of 1,000 it takes a second
