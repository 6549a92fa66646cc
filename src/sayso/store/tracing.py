"""What following needs of events, from columns alone: a whole record costs many times as much to read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby

from sayso.model.event import Dyad
from sayso.model.series import Traced
from sayso.store.connection import Connection, Row, storable

COLUMNS = """event, type, modes, quad, score, deed, alleged, disputed, "start", "end", basis, "first", killed, origins"""
COUNTED = "(deed OR alleged)"
"""Nobody says of the others that they were done; following passes them over."""


def traced(connection: Connection, dyad: Dyad) -> tuple[Traced, ...]:
    """Events of a directed pair, by id, without those of which nobody says that they were done."""
    sql = f"SELECT {COLUMNS} FROM event_dyads WHERE {COUNTED} AND actor = ? AND recipient = ? ORDER BY event"  # noqa: S608 - constants and parameters
    return tuple(_traced(row, (dyad,)) for row in connection.rows(sql, storable(dyad.actor), storable(dyad.recipient)))


def by_dyad(connection: Connection, quads: Collection[int]) -> Iterator[tuple[Dyad, tuple[Traced, ...]]]:
    """The same of all directed pairs, one after the other, of these quad classes; each event with the one pair alone."""
    numbers = ", ".join(str(int(quad)) for quad in quads)
    sql = f"""SELECT actor, recipient, {COLUMNS} FROM event_dyads WHERE {COUNTED} AND quad IN ({numbers or "NULL"})
              ORDER BY actor, recipient, event"""  # noqa: S608 - constants and numbers
    for (actor, recipient), rows in groupby(connection.stream(sql), key=lambda row: (row[0], row[1])):
        dyad = Dyad(actor, recipient)
        yield dyad, tuple(_traced(row[2:], (dyad,)) for row in rows)


def _traced(row: Row, dyads: tuple[Dyad, ...]) -> Traced:
    id, type, modes, quad, score, deed, alleged, disputed, start, end, basis, first, killed, origins = row
    return Traced(id, type, tuple(modes), quad, score, deed, alleged, disputed, dyads, start, end, basis, first, killed, tuple(origins))
