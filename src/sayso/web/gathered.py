"""What stands behind a pair's lanes, gathered in one pass over its events: the newest of them, disputes, sources by side, outlets, reports."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from sayso.model.event import Account, Event
from sayso.model.series import Period
from sayso.ontology.actors import Outlet
from sayso.run.following import Followed
from sayso.store import Reader
from sayso.store.records import Speaker

LISTED, READ, DISPUTED, VOICES = 400, 5000, 20, 4
"""Newest events that are listed; that are read whole, for sources, outlets and reports; disputed ones that are shown; accounts of an event in the list."""
AT_ONCE = 500
"""Events held in memory beside those that are listed."""


@dataclass(frozen=True, slots=True)
class Item:
    """An event of the list, and some of its accounts: of every side one, then of every side another."""

    event: Event
    voices: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Events of a period, newest first."""

    period: Period
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """Sources that speak for one side ("independent": none), those with accounts of most events first."""

    side: str
    sources: tuple[Speaker, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """An outlet by its name, in how many events an account is from it, and what is known of it (None: nothing)."""

    name: str
    events: int
    outlet: Outlet | None


@dataclass(frozen=True, slots=True)
class Gathered:
    """`ids` are all events in the lanes, newest first, each once; the rest is of the first READ of them. `torn` counts those with a dispute,
    `reports` the documents they are told in."""

    ids: tuple[str, ...]
    read: int
    groups: tuple[Group, ...]
    disputed: tuple[Event, ...]
    torn: int
    sides: tuple[Side, ...]
    outlets: tuple[Printed, ...]
    reports: int

    @property
    def listed(self) -> tuple[Event, ...]:
        """The events that are listed, newest first."""
        return tuple(i.event for g in self.groups for i in g.items)


def gather(reader: Reader, found: Followed, outlets: Mapping[str, Outlet]) -> Gathered:
    """What stands behind both lanes."""
    placed = [*_placed(found)]
    when = {id: period for period, id in reversed(placed)}
    ids = tuple(dict.fromkeys(id for _, id in placed))
    shown, disputed = list[Event](), list[Event]()
    reports, printed, sources, torn = set[str](), Counter[str](), _Sources(), 0
    for event in _read(reader, ids[:READ]):
        if len(shown) < LISTED:
            shown.append(event)
        torn += bool(event.disputes)
        if event.disputes and len(disputed) < DISPUTED:
            disputed.append(event)
        reports.update(m.document for m in event.members)
        printed.update({name for a in event.accounts for name in a.outlets})
        sources.add(event)
    return Gathered(
        ids=ids,
        read=min(len(ids), READ),
        groups=tuple(_group(period, list(events)) for period, events in groupby(shown, key=lambda e: when[e.id])),
        disputed=tuple(disputed),
        torn=torn,
        sides=sources.by_side((found.there.dyad.actor, found.there.dyad.recipient)),
        outlets=tuple(Printed(name, n, outlets.get(name)) for name, n in sorted(printed.items(), key=lambda item: (-item[1], item[0]))),
        reports=len(reports),
    )


def _placed(found: Followed) -> Iterator[tuple[Period, str]]:
    """Events with the period they stand in, newest first, of both directions in turn."""
    for there, back in zip(reversed(found.there.periods), reversed(found.back.periods), strict=True):
        for pair in zip_longest(reversed(there.events), reversed(back.events)):
            yield from ((there, id) for id in pair if id is not None)


def _read(reader: Reader, ids: Sequence[str]) -> Iterator[Event]:
    for n in range(0, len(ids), AT_ONCE):
        part = ids[n : n + AT_ONCE]
        events = reader.events_by_id(part)
        yield from (events[id] for id in part if id in events)


def _group(period: Period, events: list[Event]) -> Group:
    return Group(period, tuple(Item(e, _voices(e)) for e in sorted(events, key=lambda e: (_day(e), e.id), reverse=True)))


def _voices(event: Event) -> tuple[Account, ...]:
    seen = Counter[str]()
    rank: list[tuple[int, int]] = []
    for n, account in enumerate(event.accounts):
        rank.append((seen[account.side], n))
        seen[account.side] += 1
    return tuple(event.accounts[n] for _, n in sorted(rank)[:VOICES])


def _day(event: Event) -> str:
    time = event.time
    return (time.start if time is not None and time.basis != "published" else None) or event.first or ""


class _Sources:
    """Sources counted by name, kind and side."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, str], list[tuple[Account, bool, int]]] = defaultdict(list)

    def add(self, event: Event) -> None:
        torn = Counter(name for d in event.disputes for name in {s for v in d.versions for s in v.sources})
        for account in event.accounts:
            self._told[account.side, account.source].append((account, len(event.accounts) == 1, torn[account.source]))

    def by_side(self, parties: Sequence[str]) -> tuple[Side, ...]:
        """The pair's own sides first, then others by how much they say, those on no side last."""
        sides: dict[str, list[Speaker]] = defaultdict(list)
        for (side, source), told in self._told.items():
            days = sorted(d for a, _, _ in told for d in (a.first, a.last) if d is not None)
            first, last = (days[0], days[-1]) if days else (None, None)
            sides[side].append(Speaker(source, told[0][0].kind, side, len(told), sum(x for _, x, _ in told), sum(n for _, _, n in told), first, last))

        def rank(side: str) -> tuple[int, int, str]:
            return (parties.index(side) if side in parties else 9 if side == "independent" else 5, -sum(s.events for s in sides[side]), side)

        return tuple(Side(side, tuple(sorted(sides[side], key=lambda s: (-s.events, s.name)))) for side in sorted(sides, key=rank))
