"""Tellings that may be one happening to events: blocking, comparing, grouping. Every answer is a function of the set of tellings, not of their order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sayso.model.event import Event
from sayso.model.telling import Bond, Match, Telling
from sayso.ontology.resolving import Resolving
from sayso.resolve.between import View, likeness, view_of, weights_for
from sayso.resolve.cluster import Pair, cluster, pair
from sayso.resolve.cut import apart_of, parts
from sayso.resolve.events import Fit, Given, event_of
from sayso.resolve.tellings import seeks

KEPT = 0.3
"""Pairs that score less are not kept: they could not pull an average over the bar."""


def matched(one: View, other: View, rules: Resolving) -> Match | None:
    """The pair, where it scores enough to be kept; tellings of one report never match."""
    if one.telling.document == other.telling.document:
        return None
    found = likeness(one, other, rules)
    if found is None or found[0] < KEPT:
        return None
    a, b = pair(one.telling.id, other.telling.id)
    return Match(a, b, *found)


def matches(new: Iterable[Telling], near: Iterable[Telling], rules: Resolving) -> tuple[Match, ...]:
    """All matches of new tellings with each other and with those `near` them (that share a block), each once, sorted."""
    fresh = {t.id: t for t in new}
    known = fresh | {t.id: t for t in near}
    blocks = _blocks(known.values())
    views = {i: view_of(t, rules) for i, t in known.items()}
    pairs = {pair(i, o) for i, t in fresh.items() for key in seeks(t, rules) for o in blocks.get(key, ()) if o != i}
    return tuple(m for a, b in sorted(pairs) if (m := matched(views[a], views[b], rules)) is not None)


def all_matches(tellings: Sequence[Telling], rules: Resolving) -> Iterator[Match]:
    """Every match among all tellings, found through their blocks."""
    blocks = _blocks(tellings)
    views = {t.id: view_of(t, rules) for t in tellings}
    for t in sorted(tellings, key=lambda t: t.id):
        for other in sorted({o for key in seeks(t, rules) for o in blocks.get(key, ()) if o > t.id}):
            if (found := matched(views[t.id], views[other], rules)) is not None:
                yield found


def _blocks(tellings: Iterable[Telling]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for t in tellings:
        for key in t.blocks:
            out.setdefault(key, []).append(t.id)
    return out


def events(tellings: Collection[Telling], found: Iterable[Match], bonds: Sequence[Bond], given: Given) -> tuple[Event, ...]:
    """The events of some tellings: all those connected with any of them must be there, with the matches among them."""
    rules = given.rules
    tellings, found = cut(tellings, found, bonds, rules)
    views = {t.id: view_of(t, rules) for t in tellings}
    kept = {(m.one, m.other): m for m in found if m.one in views and m.other in views}
    scores = {key: m.score for key, m in kept.items()}
    same, apart = bound(tellings, bonds)
    out = list[Event]()
    for speech in (False, True):
        ids = sorted(i for i, v in views.items() if v.speech == speech)
        if not ids:
            continue
        inside = {key: s for key, s in scores.items() if views[key[0]].speech == speech}
        join = weights_for(views[ids[0]], rules).join
        groups = cluster(ids, inside, lambda a, b: _rest(views[a], views[b], rules), join, [p for p in same if p[0] in ids and p[1] in ids], apart)
        for group in groups:
            event = event_of([views[i].telling for i in group], _fits(group, kept), given)
            if event is not None:
                out.append(event)
    return tuple(sorted(out, key=lambda e: e.id))


def cut(tellings: Collection[Telling], found: Iterable[Match], bonds: Sequence[Bond], rules: Resolving) -> tuple[tuple[Telling, ...], tuple[Match, ...]]:
    """Tellings and matches as a person's bonds leave them: a telling of claims that are set apart is cut into parts, and these are compared anew."""
    apart = apart_of(bonds)
    if not apart:
        return tuple(tellings), tuple(found)
    cuts = {t.id: parts(t, apart, rules) for t in tellings}
    anew = {i for i, made in cuts.items() if len(made) > 1}
    known = tuple(p for made in cuts.values() for p in made)
    kept = [m for m in found if m.one not in anew and m.other not in anew]
    fresh = matches([p for i in sorted(anew) for p in cuts[i]], known, rules)
    return known, tuple(sorted((*kept, *fresh), key=lambda m: (m.one, m.other)))


def bound(tellings: Iterable[Telling], bonds: Sequence[Bond]) -> tuple[list[Pair], list[Pair]]:
    """A person's bonds between claims as pairs of tellings: the same, and apart; of two bonds on one pair the later holds."""
    holder = {told.claim: t.id for t in tellings for told in t.told}
    latest: dict[Pair, bool] = {}
    for bond in bonds:
        a, b = holder.get(bond.one), holder.get(bond.other)
        if a is not None and b is not None and a != b:
            latest[pair(a, b)] = bond.same
    return [p for p, same in latest.items() if same], [p for p, same in latest.items() if not same]


def _rest(one: View, other: View, rules: Resolving) -> float | None:
    found = likeness(one, other, rules)
    return None if found is None else found[0]


def _fits(group: Sequence[str], kept: Mapping[Pair, Match]) -> dict[str, Fit]:
    """Each telling's best match within its group."""
    out: dict[str, Fit] = {}
    for (one, other), match in sorted(kept.items()):
        if one in group and other in group:
            for i in (one, other):
                if i not in out or match.score > out[i][0]:
                    out[i] = (match.score, match.reasons)
    return out
