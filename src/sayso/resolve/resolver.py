"""Tellings that may be one happening to events: blocking, comparing, grouping. Every answer is a function of the set of tellings, not of their order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sayso.model.event import Event
from sayso.model.telling import Bond, Match, Telling
from sayso.ontology.resolving import Resolving
from sayso.resolve.between import View, likeness, view_of
from sayso.resolve.cluster import pair
from sayso.resolve.cut import apart_of, parts
from sayso.resolve.events import Given
from sayso.resolve.evidence import worded
from sayso.resolve.grouping import groups, happenings
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
    return Match(a, b, found[0], worded(found[1]))


def matches(new: Iterable[Telling], near: Iterable[Telling], rules: Resolving) -> tuple[Match, ...]:
    """All matches of new tellings with each other and with those `near` them (that share a block), each once, sorted."""
    fresh = {t.id: t for t in new}
    known = fresh | {t.id: t for t in near}
    blocks = _blocks(known.values())
    views = {i: view_of(t, rules) for i, t in known.items()}
    pairs = {pair(i, o) for i, t in fresh.items() for key in seeks(t, rules) for o in blocks.get(key, ()) if o != i}
    return tuple(m for a, b in sorted(pairs) if (m := matched(views[a], views[b], rules)) is not None)


def all_matches(tellings: Sequence[Telling], rules: Resolving, views: Mapping[str, View] | None = None) -> Iterator[Match]:
    """Every match among all tellings, found through their blocks. `views` by id where they have been made already."""
    blocks = _blocks(tellings)
    views = views or {t.id: view_of(t, rules) for t in tellings}
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
    return tuple(sorted(happenings(groups(tellings, found, bonds, rules), tellings, found, given), key=lambda e: e.id))


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
