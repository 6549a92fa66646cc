"""Tellings into groups, and groups into events. Every answer is a function of the set of tellings, not of their order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sayso.model.event import Event
from sayso.model.telling import Bond, Match, Telling
from sayso.ontology.resolving import Resolving
from sayso.resolve.between import View, likeness, view_of, weights_for
from sayso.resolve.cluster import Ids, Pair, cluster, pair
from sayso.resolve.events import Fit, Given, event_of


def groups(
    tellings: Collection[Telling], found: Iterable[Match], bonds: Sequence[Bond], rules: Resolving, made: Mapping[str, View] | None = None
) -> tuple[Ids, ...]:
    """Tellings grouped by happening, deeds and speech apart; each group sorted. `made` are views by id where they have been made already."""
    views = {t.id: made[t.id] if made is not None else view_of(t, rules) for t in tellings}
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


def bound(tellings: Iterable[Telling], bonds: Sequence[Bond]) -> tuple[list[Pair], list[Pair]]:
    """A person's bonds between claims as pairs of tellings: the same, and apart; of two bonds on one pair the later holds."""
    holder = {told.claim: t.id for t in tellings for told in t.told}
    latest: dict[Pair, bool] = {}
    for bond in bonds:
        a, b = holder.get(bond.one), holder.get(bond.other)
        if a is not None and b is not None and a != b:
            latest[pair(a, b)] = bond.same
    return [p for p, same in latest.items() if same], [p for p, same in latest.items() if not same]


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
