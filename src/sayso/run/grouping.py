"""Which tellings are one happening: of all at once, or only of those that something new can change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sayso.model.telling import Match, Telling
from sayso.ontology.resolving import Resolving
from sayso.resolve.cluster import Ids
from sayso.resolve.grouping import groups
from sayso.run.amended import PART
from sayso.store import Owner


@dataclass(frozen=True, slots=True)
class Changed:
    """Groups that are to be written anew, and what is known of their tellings; `left` are tellings whose former groups are gone."""

    groups: tuple[Ids, ...]
    tellings: tuple[Telling, ...]
    matches: tuple[Match, ...]
    left: frozenset[str]


def changed(owner: Owner, tellings: frozenset[str], retold: frozenset[str], rules: Resolving) -> Changed:
    """The groups that are not what they were, given that these `tellings` are new or were amended, and those of `retold`, whose
    groups stay but have to be written again.

    What comes out is what grouping the whole store would give, without looking at most of it. Grouping joins the surest pair first, and whether two
    groups are joined depends on the scores between them alone. So a group of the same tellings as before came about as before, and is kept apart from
    the others as before, unless one of those has changed: only what lies beside a changed group has to be looked at, and what lies beside that if it
    changes too.
    """
    bonds, wanted = owner.bonds(), {*tellings, *retold, *owner.beside(tellings)}
    while True:
        members, found = owner.component(wanted)
        now = groups(members, found, bonds, rules)
        before = {i: g for g in owner.grouped([whole(t.id) for t in members]) for i in g}
        several = {whole(i) for i in (t.id for t in members) if PART in i}
        moved = {g for g in now if _moved(g, before, tellings, several)}
        near = owner.beside({whole(i) for g in moved for i in g}) - {whole(t.id) for t in members} - wanted
        if not near:
            break
        wanted |= near
    again = tuple(g for g in now if g in moved or not retold.isdisjoint(g))
    ids = {i for g in again for i in g}
    return Changed(again, tuple(t for t in members if t.id in ids), tuple(m for m in found if m.one in ids and m.other in ids), frozenset(map(whole, ids)))


def _moved(group: Ids, before: Mapping[str, Ids], tellings: Collection[str], several: Collection[str]) -> bool:
    """Whether a group is not what it was; what a person split in parts always counts as moved."""
    return any(i in tellings or whole(i) in several for i in group) or before.get(group[0], group[:1]) != group


def whole(telling: str) -> str:
    """The telling a part of one is of."""
    return telling.partition(PART)[0]
