"""Which tellings are one happening: of all at once, or only of those that something new can change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.model.event import Event
from sayso.model.telling import Bond, Match, Telling
from sayso.ontology.resolving import Resolving
from sayso.resolve.between import likeness, view_of, weights_for
from sayso.resolve.cluster import Ids, cluster
from sayso.resolve.events import Fit, Given, event_of
from sayso.resolve.resolver import bound
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


def groups(tellings: Collection[Telling], found: Iterable[Match], bonds: Sequence[Bond], rules: Resolving) -> tuple[Ids, ...]:
    """Tellings grouped by happening, deeds and speech apart; each group sorted."""
    views = {t.id: view_of(t, rules) for t in tellings}
    scores = {(m.one, m.other): m.score for m in found if m.one in views and m.other in views}
    same, apart = bound(tellings, bonds)
    out = list[Ids]()

    def rest(one: str, other: str) -> float | None:
        score = likeness(views[one], views[other], rules)
        return None if score is None else score[0]

    for speech in (False, True):
        ids = {i for i, v in views.items() if v.speech == speech}
        if ids:
            inside = {key: s for key, s in scores.items() if key[0] in ids and key[1] in ids}
            join = weights_for(views[min(ids)], rules).join
            out += cluster(sorted(ids), inside, rest, join, [p for p in same if p[0] in ids and p[1] in ids], apart)
    return tuple(sorted(out))


def happenings(groups: Iterable[Ids], tellings: Iterable[Telling], found: Iterable[Match], given: Given) -> Iterator[Event]:
    """The events of groups; none of those that tell of nothing done."""
    known, of = {t.id: t for t in tellings}, {}
    for group in (groups := tuple(groups)):
        of.update(dict.fromkeys(group, group[0]))
    inside: dict[str, list[Match]] = {}
    for match in found:
        if match.one in of and of[match.one] == of.get(match.other):
            inside.setdefault(of[match.one], []).append(match)
    for group in groups:
        event = event_of([known[i] for i in group], _fits(inside.get(group[0], ())), given)
        if event is not None:
            yield event


def _fits(found: Iterable[Match]) -> dict[str, Fit]:
    """Each telling's best match within its group, the first of equals."""
    out: dict[str, Fit] = {}
    for match in sorted(found, key=lambda m: (m.one, m.other)):
        for i in (match.one, match.other):
            if i not in out or match.score > out[i][0]:
                out[i] = (match.score, match.reasons)
    return out
