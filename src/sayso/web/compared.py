"""Accounts of an event side by side: what is agreed, where they differ, who was not heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sayso.model.event import Account, Event
from sayso.model.statement import Party
from sayso.run import wording
from sayso.web import words
from sayso.web.words import Words

COLUMNS = 10
"""Accounts side by side; all with one more click."""
ORDER = ("killed", "wounded", "missing", "detained", "abducted", "displaced")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one account says to a question; `differs`: not what most accounts that say something say."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A question, and the cell of each account. `disputed`: the answers cannot all be true."""

    question: str
    cells: tuple[Cell, ...]
    disputed: bool


@dataclass(frozen=True, slots=True)
class Side:
    """Accounts beside one another that speak for one side."""

    name: str
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The table of accounts. `more` are not shown; `unheard` are parties to the event none of whose people are quoted on it."""

    sides: tuple[Side, ...]
    rows: tuple[Row, ...]
    more: int
    unheard: tuple[str, ...]


def compared(event: Event, names: Words, whole: bool) -> Compared:
    """The accounts of an event by side, on no side last; all of them or as many as fit, of every side some."""
    ordered = sorted(event.accounts, key=lambda a: (a.side == "independent", not a.party, a.side, a.says != "denied", not a.counts, a.source))
    chosen = ordered if whole else _fair(ordered)
    sides = tuple(Side(names.side(group[0]), tuple(group)) for group in (list(g) for _, g in groupby(chosen, key=lambda a: a.side)))
    return Compared(sides, tuple(_rows(event, chosen, names)), len(ordered) - len(chosen), _unheard(event, names))


def _fair(ordered: Sequence[Account]) -> list[Account]:
    """At most COLUMNS: the first of every side, then the second of every side …; in their order."""
    seen: dict[str, int] = {}
    rank: list[tuple[int, int]] = []
    for n, account in enumerate(ordered):
        seen[account.side] = seen.get(account.side, -1) + 1
        rank.append((seen[account.side], n))
    return [ordered[n] for n in sorted(n for _, n in sorted(rank)[:COLUMNS])]


def _rows(event: Event, accounts: Sequence[Account], names: Words) -> list[Row]:
    disputed = {d.about for d in event.disputes}
    kinds = dict.fromkeys(c.kind for a in accounts for c in a.counts)
    told: list[tuple[str, str, list[str]]] = [
        ("it", "done", [words.SAYS[a.says] if a.claims else "gives figures" for a in accounts]),
        ("who did it", "actor", [", ".join(names.land(p) for p in a.actors) for a in accounts]),
        ("when", "time", [wording.interval(a.time) for a in accounts]),
        ("where", "place", [(a.place.name or "") if a.place else "" for a in accounts]),
    ]
    told += [(kind, kind, [words.counts(a.counts, kind) for a in accounts]) for kind in sorted(kinds, key=_rank)]
    return [Row(question, _cells(cells), about in disputed) for question, about, cells in told if any(cells)]


def _rank(kind: str) -> tuple[int, str]:
    return (ORDER.index(kind) if kind in ORDER else len(ORDER), kind)


def _cells(texts: Sequence[str]) -> tuple[Cell, ...]:
    said = [t for t in texts if t]
    usual = max(sorted({*said}), key=said.count, default="")
    return tuple(Cell(t, bool(t) and t != usual) for t in texts)


def _unheard(event: Event, names: Words) -> tuple[str, ...]:
    """Parties to it (countries, groups) for whom no account speaks."""
    heard = {a.side for a in event.accounts} | {a.source for a in event.accounts}
    found = [p for p in (*event.actors, *event.recipients) if _key(p)]
    return tuple(dict.fromkeys(names.party(p) if p.kind == "group" else names.land(p.country) for p in found if _key(p) not in heard))


def _key(party: Party) -> str:
    return (party.id if party.kind == "group" else party.country) or ""
