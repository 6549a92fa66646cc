"""What following needs of events, from columns alone: a whole record costs many times as much to read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby

from sayso.model.event import Dyad
from sayso.model.series import Traced
from sayso.store.connection import Connection, Row, among, storable

COLUMNS = """id, type, modes, quad, score, deed, alleged, status = 'disputed' OR id IN (SELECT event FROM disputes), "start", "end", basis, "first", killed"""
COUNTED = "(deed OR alleged)"
"""Nobody says of the others that they were done; following passes them over."""


def traced(connection: Connection, dyad: Dyad) -> tuple[Traced, ...]:
    """Events of a directed pair, by id, without those of which nobody says that they were done."""
    sql = f"""SELECT {COLUMNS} FROM events WHERE {COUNTED} AND id IN (SELECT event FROM event_dyads WHERE actor = ? AND recipient = ?)
              ORDER BY id"""  # noqa: S608 - constants and parameters
    return tuple(_traced(row, (dyad,)) for row in connection.rows(sql, storable(dyad.actor), storable(dyad.recipient)))


def by_dyad(connection: Connection, quads: Collection[int]) -> Iterator[tuple[Dyad, tuple[Traced, ...]]]:
    """The same of all directed pairs, one after the other, of these quad classes; each event with the one pair alone."""
    numbers = ", ".join(str(int(quad)) for quad in quads)
    sql = f"""SELECT d.actor, d.recipient, e.* FROM (SELECT DISTINCT event, actor, recipient FROM event_dyads) d
              JOIN (SELECT {COLUMNS} FROM events WHERE {COUNTED} AND quad IN ({numbers or "NULL"})) e ON e.id = d.event
              ORDER BY d.actor, d.recipient, e.id"""  # noqa: S608 - constants and numbers
    for (actor, recipient), rows in groupby(connection.stream(sql), key=lambda row: (row[0], row[1])):
        dyad = Dyad(actor, recipient)
        yield dyad, tuple(_traced(row[2:], (dyad,)) for row in rows)


def origins(connection: Connection, events: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Where the word of those accounts of events comes from that speak for no party to them, sorted; events without are left out."""
    where, values = among("event", events)
    sql = f"""SELECT event, list_sort(list_distinct(flatten(list(origins)))) FROM accounts WHERE NOT party AND {where}
              GROUP BY event ORDER BY event"""  # noqa: S608 - parameters only
    return {event: tuple(found) for event, found in connection.rows(sql, *values)}


def _traced(row: Row, dyads: tuple[Dyad, ...]) -> Traced:
    id, type, modes, quad, score, deed, alleged, disputed, start, end, basis, first, killed = row
    return Traced(id, type, tuple(modes), quad, score, deed, alleged, disputed, dyads, start, end, basis, first, killed)
