"""Which tellings have been resolved as one happening, and which lie beside one another. Who groups them is none of the store's business."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sayso.store.connection import Connection, among

Pair = tuple[str, str]


def members(connection: Connection, tellings: Collection[str]) -> set[str]:
    """All tellings of the groups these are in, these included."""
    where, values = among("telling", tellings)
    sql = f"SELECT telling FROM components WHERE component IN (SELECT component FROM components WHERE {where})"  # noqa: S608 - parameters only
    return {*tellings} | {row[0] for row in connection.rows(sql, *values)}


def grouped(connection: Connection, tellings: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """The groups these tellings are in, whole, each sorted; those that stand alone are in none."""
    where, values = among("telling", tellings)
    sql = f"""SELECT component, telling FROM components WHERE component IN (SELECT component FROM components WHERE {where})
              ORDER BY component, telling"""  # noqa: S608 - parameters only
    out: dict[str, list[str]] = {}
    for name, telling in connection.rows(sql, *values):
        out.setdefault(name, []).append(telling)
    return tuple(tuple(group) for group in out.values())


def beside(connection: Connection, tellings: Collection[str]) -> set[str]:
    """Tellings that these are matched with, or that a person joined them with; maybe some of these too."""
    one, values = among("one", tellings)
    other, more = among("other", tellings)
    sql = f"SELECT one, other FROM matches WHERE {one} OR {other}"  # noqa: S608 - parameters only
    pairs = [(a, b) for a, b in connection.rows(sql, *values, *more)]
    return {x for pair in (*pairs, *bound(connection, tellings)) for x in pair}


def regroup(connection: Connection, tellings: Collection[str], groups: Mapping[str, Sequence[str]]) -> None:
    """Takes these tellings out of their groups and writes groups by their names, which must be new."""
    if tellings:
        where, values = among("telling", tellings)
        connection.run(f"DELETE FROM components WHERE {where}", *values)  # noqa: S608 - parameters only
    connection.put("components", [(telling, name) for name, group in sorted(groups.items()) for telling in group])


def bound(connection: Connection, tellings: Collection[str]) -> list[Pair]:
    """Pairs of tellings that a person joined through two of their claims, one or both of them of `tellings`."""
    if not connection.rows("SELECT 1 FROM bonds LIMIT 1"):
        return []
    sql = """SELECT DISTINCT a.telling, b.telling FROM (SELECT one, other, arg_max(same, seq) AS same FROM bonds GROUP BY one, other) x
             JOIN telling_claims a ON a.claim = x.one JOIN telling_claims b ON b.claim = x.other WHERE x.same AND a.telling <> b.telling"""
    wanted = {*tellings}
    return [(a, b) for a, b in connection.rows(sql) if a in wanted or b in wanted]
