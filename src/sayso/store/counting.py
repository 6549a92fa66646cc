"""Numbers over the whole store: what charts, maps and lists of parties and sources show."""

from __future__ import annotations

from sayso.model.event import Dyad
from sayso.model.series import Unit
from sayso.store.connection import Connection, storable
from sayso.store.queries import NATURE, Filter, selection
from sayso.store.records import DayCount, DyadCount, Overview, Speaker, SpotCount

NATURES = f"""count(*) FILTER ({NATURE} = 'deeds') AS deeds, count(*) FILTER ({NATURE} = 'alleged') AS alleged,
              count(*) FILTER ({NATURE} = 'rhetoric') AS words"""
STARTS: dict[Unit, str] = {
    "day": '"day"',
    "week": """strftime(date_trunc('week', TRY_CAST("day" AS DATE)), '%Y-%m-%d')""",
    "month": """left("day", 7) || '-01'""",
}


def dyads(connection: Connection, limit: int | None, party: str | None) -> tuple[DyadCount, ...]:
    """Directed pairs, those with most events first, ties by name; with `party` on either side."""
    mine = "WHERE actor = ? OR recipient = ?" if party is not None else ""
    sql = f"""SELECT actor, recipient, count(*) AS events, {NATURES}, count(*) FILTER (status = 'disputed'), max("day")
              FROM event_dyads {mine} GROUP BY actor, recipient ORDER BY events DESC, actor, recipient LIMIT ?"""  # noqa: S608 - constants
    values = [storable(party)] * 2 if party is not None else []
    return tuple(DyadCount(Dyad(row[0], row[1]), *row[2:]) for row in connection.rows(sql, *values, limit))


def day_counts(connection: Connection, wanted: Filter, unit: Unit) -> tuple[DayCount, ...]:
    """Events by the day they are listed under, or its week (from Monday) or month, in order; only days that have some."""
    table, where, values = selection(wanted)
    sql = f"""SELECT {STARTS[unit]} AS begins, sum(deeds)::BIGINT, sum(alleged)::BIGINT, sum(words)::BIGINT
              FROM (SELECT "day", {NATURES} FROM {table} WHERE {where} AND "day" IS NOT NULL AND {NATURE} IS NOT NULL GROUP BY "day")
              GROUP BY begins ORDER BY begins"""  # noqa: S608 - constants and parameters
    return tuple(DayCount(*row) for row in connection.rows(sql, *values) if row[0] is not None)


def spots(connection: Connection, wanted: Filter, limit: int) -> tuple[SpotCount, ...]:
    """Places of counted events, those with most first, ties by name."""
    table, where, values = selection(wanted)
    sql = f"""SELECT place, country, latitude, longitude, precision, {NATURES} FROM {table}
              WHERE {where} AND coalesce(place, country) IS NOT NULL AND {NATURE} IS NOT NULL
              GROUP BY place, country, latitude, longitude, precision
              ORDER BY count(*) DESC, place, country, latitude, longitude, precision LIMIT ?"""  # noqa: S608 - constants and parameters
    return tuple(SpotCount(*row) for row in connection.rows(sql, *values, limit))


def speakers(connection: Connection, limit: int | None, side: str | None) -> tuple[Speaker, ...]:
    """Sources of accounts by name, kind and side, those with accounts of most events first, ties by name; with `side` only those that speak for it."""
    mine, values = ("WHERE side = ?", [storable(side)]) if side is not None else ("", [])
    sql = f"""
        WITH alone AS (SELECT any_value(rowid) AS row FROM accounts GROUP BY event HAVING count(*) = 1),
             torn AS (SELECT event, name, count(*) AS n FROM
                      (SELECT event, unnest(list_distinct(versions ->> '$[*].sources[*]')) AS name FROM disputes) GROUP BY event, name),
             contested AS (SELECT source, kind, side, sum(n)::BIGINT AS n FROM accounts a JOIN torn ON torn.event = a.event AND torn.name = a.source
                           GROUP BY source, kind, side),
             told AS (SELECT source, kind, side, count(*) AS events, count(*) FILTER (rowid IN (SELECT row FROM alone)) AS alone,
                             min("first") AS "first", max("last") AS "last" FROM accounts {mine} GROUP BY source, kind, side)
        SELECT t.source, t.kind, t.side, events, alone, coalesce(c.n, 0), "first", "last"
        FROM told t LEFT JOIN contested c ON c.source = t.source AND c.kind = t.kind AND c.side = t.side
        ORDER BY events DESC, t.source, t.kind, t.side LIMIT ?"""  # noqa: S608 - constants
    return tuple(Speaker(*row) for row in connection.rows(sql, *values, limit))


def overview(connection: Connection) -> Overview:
    """How much there is, of the current codings, and the first and last day of a report."""
    sql = """SELECT (SELECT count(*) FROM documents), (SELECT count(DISTINCT outlet) FROM documents),
                    (SELECT coalesce(sum(c.statements), 0)::BIGINT FROM coded c JOIN documents d ON d.id = c.document AND d.coding = c.coding),
                    (SELECT coalesce(sum(c.claims), 0)::BIGINT FROM coded c JOIN documents d ON d.id = c.document AND d.coding = c.coding),
                    (SELECT count(*) FROM events), (SELECT count(*) FROM disputes),
                    (SELECT min(published) FROM documents), (SELECT max(published) FROM documents)"""
    return Overview(*connection.rows(sql)[0])
