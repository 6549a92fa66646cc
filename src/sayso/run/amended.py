"""A store seen as people have corrected it: rejected claims are gone from what reports tell, and what was split stays apart.

Tellings themselves are never changed: they are amended whenever resolving reads them, so that a correction survives every re-resolve and a newer coder,
and can be taken back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sayso.errors import StoreError
from sayso.model.event import Correction, Event
from sayso.model.telling import Bond, Match, Telling
from sayso.ontology.resolving import Resolving
from sayso.resolve import cut
from sayso.resolve.cluster import Pair
from sayso.resolve.cut import apart_of, part_of, parts
from sayso.resolve.resolver import matches
from sayso.resolve.tellings import seeks
from sayso.store import Owner, Reader

REJECT, ACCEPT, UNDO = "reject", "accept", "undo"
MERGE, SPLIT = "merge", "split"
PART = cut.PART
"""What stands between a telling's id and what names a part of it; the first part keeps the id."""


@dataclass(frozen=True, slots=True)
class Amendments:
    """What people have said of claims: those that do not count, and pairs that are not of one event."""

    rejected: frozenset[str]
    apart: frozenset[Pair]

    def of(self, telling: Telling, rules: Resolving) -> tuple[Telling, ...]:
        """The telling as amended: without rejected claims, in parts where its claims were set apart; none where nothing is left."""
        kept = [t for t in telling.told if t.claim not in self.rejected]
        if not kept:
            return ()
        left = telling if len(kept) == len(telling.told) else part_of(telling, kept, rules)
        return parts(left, self.apart, rules) if self.apart else (left,)


def undone(corrections: Iterable[Correction]) -> frozenset[str]:
    """Ids of the corrections that were taken back, undoings among them, given all in the order of arrival. An undoing that was undone counts for nothing.
    Merges and splits are not in it: they are undone by each other."""
    given = tuple(corrections)
    out = set[str]()
    for c in reversed(given):
        if c.field == UNDO and c.id not in out and c.new is not None:
            out.add(c.new)
    return frozenset(out - {c.id for c in given if c.field in (MERGE, SPLIT)})


def standing(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Corrections in force, in the order given, which is that of arrival: without those taken back, as if they had never been made, and without the
    undoings themselves."""
    given = tuple(corrections)
    out = undone(given)
    return tuple(c for c in given if c.field != UNDO and c.id not in out)


def amendments(corrections: Iterable[Correction], bonds: Iterable[Bond]) -> Amendments:
    """What holds now: the last word on each claim that was not taken back, and on each pair."""
    rejected: dict[str, bool] = {}
    for c in standing(corrections):
        if c.field in (REJECT, ACCEPT):
            rejected.update(dict.fromkeys(c.claims, c.field == REJECT))
    return Amendments(frozenset(c for c, out in rejected.items() if out), apart_of(bonds))


def amendments_of(reader: Reader) -> Amendments:
    """What holds in a store."""
    return amendments(reader.corrections(), reader.bonds())


def open_amended(path: Path, command: str, rules: Resolving) -> AmendedOwner:
    """Opens a store for writing and resolving, as `open_owner` does. Raises StoreError."""
    if not path.resolve().parent.is_dir():
        raise StoreError(f"there is no folder {path.parent}", "make it, or name another store")
    return AmendedOwner(path.resolve(), command, rules)


class AmendedOwner(Owner):
    """The owner of a store whose tellings are those people have left. All that resolves must use it, and not the plain one."""

    def __init__(self, path: Path, command: str, rules: Resolving) -> None:
        self._rules = rules
        super().__init__(path, command)

    def near(self, keys: Collection[str]) -> tuple[Telling, ...]:
        """As in Reader, amended."""
        return self._amended(super().near(keys))

    def tellings_of(self, documents: Collection[str]) -> tuple[Telling, ...]:
        """As in Reader, amended."""
        return self._amended(super().tellings_of(documents))

    def all_tellings(self) -> Iterator[Telling]:
        """As in Reader, amended."""
        amend = amendments_of(self)
        return (part for t in super().all_tellings() for part in amend.of(t, self._rules))

    def component(self, tellings: Collection[str]) -> tuple[tuple[Telling, ...], tuple[Match, ...]]:
        """As in Reader, amended; the matches of an amended telling are worked out anew from what is left of it."""
        whole, found = super().component({_whole(i) for i in tellings})
        amend = amendments_of(self)
        parts = {t.id: amend.of(t, self._rules) for t in whole}
        changed = {t.id for t in whole if parts[t.id] != (t,)}
        members = tuple(sorted((p for t in whole for p in parts[t.id]), key=lambda t: t.id))
        if not changed:
            return members, found
        fresh = matches([p for p in members if _whole(p.id) in changed], members, self._rules)
        kept = [m for m in found if m.one not in changed and m.other not in changed]
        return members, tuple(sorted((*kept, *fresh), key=lambda m: (m.one, m.other)))

    def beside(self, tellings: Collection[str]) -> set[str]:
        """As in Reader, but for tellings of which nothing is left."""
        return super().beside({_whole(i) for i in tellings}) - self.emptied()

    def match(self, matches: Iterable[Match]) -> None:
        """As in Owner; matches of parts connect the tellings they are parts of."""
        super().match(_wholes(matches))

    def replace_resolution(self, matches: Iterable[Match], events: Iterable[Event]) -> None:
        """As in Owner; matches of parts connect the tellings they are parts of."""
        super().replace_resolution(_wholes(matches), events)

    def connect(self, documents: Collection[str]) -> tuple[str, ...]:
        """Connects what is left of the tellings of some documents with what it may be the same as now; ids of these tellings, also of those that
        nothing is left of. To be called when amendments of their claims have changed."""
        now = self.tellings_of(documents)
        wanted = sorted({key for t in now for key in seeks(t, self._rules)})
        self.match(matches(now, self.near(wanted), self._rules))
        return tuple(t.id for t in super().tellings_of(documents))

    def emptied(self) -> frozenset[str]:
        """Tellings of which nothing is left: all their claims are rejected."""
        rejected = amendments_of(self).rejected
        if not rejected:
            return frozenset()
        documents = {c.document.id for c in self.claims(rejected).values()}
        return frozenset(t.id for t in super().tellings_of(documents) if rejected.issuperset(told.claim for told in t.told))

    def _amended(self, tellings: Iterable[Telling]) -> tuple[Telling, ...]:
        amend = amendments_of(self)
        return tuple(part for t in tellings for part in amend.of(t, self._rules))


def _whole(telling: str) -> str:
    """The telling a part is of."""
    return telling.partition(PART)[0]


def _wholes(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Matches between the tellings that parts are of; of several between the same two the best."""
    out: dict[tuple[str, str], Match] = {}
    for m in matches:
        one, other = sorted((_whole(m.one), _whole(m.other)))
        if one != other and ((one, other) not in out or m.score > out[one, other].score):
            out[one, other] = replace(m, one=one, other=other)
    return tuple(out.values())
