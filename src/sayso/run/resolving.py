"""Keeping the events of a store right: what a new report touches is resolved again, and nothing else."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Mapping, Sequence

from sayso.model.event import Event
from sayso.model.telling import Bond, Copy, Match, Telling
from sayso.ontology.actors import Outlet
from sayso.ontology.load import Ontology
from sayso.resolve.between import view_of
from sayso.resolve.cluster import Ids
from sayso.resolve.copies import copies, originals
from sayso.resolve.events import Given
from sayso.resolve.grouping import groups, happenings
from sayso.resolve.resolver import all_matches, matches
from sayso.resolve.sides import Press
from sayso.resolve.tellings import seeks
from sayso.run.grouping import changed, whole
from sayso.store import Owner, Reader, Stored

Outlets = Mapping[str, Outlet]


def resolve_new(owner: Owner, stored: Iterable[Stored], touched: Collection[str], ontology: Ontology, outlets: Outlets) -> int:
    """Resolve what newly added reports tell, and the tellings `touched` by dropping older ones of them; how many events were written.

    To be called inside the batch that added them."""
    rules = ontology.resolving
    new, copied = set[str](), set[str]()
    for report in stored:
        found = copies(report.document.id, report.sketch, owner.banded(report.bands))
        owner.copy(found)
        copied |= {d for c in found for d in (c.one, c.other)}
        new.add(report.document.id)
    told = owner.tellings_of(new)
    wanted = sorted({key for t in told for key in seeks(t, rules)})
    owner.match(matches(told, owner.near(wanted), rules))
    family = {d for c in owner.copies_of(copied) for d in (c.one, c.other)}
    repeated = [t.id for t in owner.tellings_of(family - new)]
    return resolve_around(owner, {*(t.id for t in told), *touched}, ontology, outlets, repeated)


def resolve_around(owner: Owner, tellings: Collection[str], ontology: Ontology, outlets: Outlets, repeated: Collection[str] = ()) -> int:
    """Write anew the events that these tellings, new or amended, can change, and those of the ones `repeated` by other reports; how many."""
    if not tellings and not repeated:
        return 0
    found = changed(owner, frozenset(tellings), frozenset(repeated), ontology.resolving)
    gone = owner.event_ids([told.claim for t in found.tellings for told in t.told])
    made = tuple(happenings(found.groups, found.tellings, found.matches, given(owner, found.tellings, ontology, outlets)))
    owner.regroup(found.left, named(found.groups))
    owner.write_events(gone, made)
    return len(made)


def resolve_all(owner: Owner, ontology: Ontology, outlets: Outlets) -> tuple[Event, ...]:
    """Every match and event of the store anew."""
    collecting = gc.isenabled()
    gc.disable()  # a fifth of the time went into looking for garbage among records that all stay
    try:
        return _resolve_all(owner, ontology, outlets)
    finally:
        if collecting:
            gc.enable()


def _resolve_all(owner: Owner, ontology: Ontology, outlets: Outlets) -> tuple[Event, ...]:
    tellings = tuple(owner.all_tellings())
    rules, bonds = ontology.resolving, owner.bonds()
    views = {t.id: view_of(t, rules) for t in tellings}
    found = tuple(all_matches(tellings, rules, views))
    grouped = tuple(g for part, inside in _parts(tellings, found, bonds) for g in groups(part, inside, bonds, rules, views))
    del views  # the largest thing here, and done with
    made = tuple(sorted(happenings(grouped, tellings, found, given(owner, tellings, ontology, outlets)), key=lambda e: e.id))
    with owner.batch():
        owner.replace_resolution(found, made)
        owner.regroup((), named(grouped))
    return made


def named(groups: Iterable[Ids]) -> dict[str, Sequence[str]]:
    """Groups of several tellings as a store keeps them: by their first telling, parts under the telling they are of."""
    return {g[0]: sorted({whole(i) for i in g}) for g in groups if len(g) > 1}


def _parts(tellings: Collection[Telling], found: Collection[Match], bonds: Collection[Bond]) -> list[tuple[list[Telling], list[Match]]]:
    """Tellings connected by matches and bonds, with the matches among them."""
    group = {t.id: t.id for t in tellings}
    holder = {told.claim: t.id for t in tellings for told in t.told}

    def root(i: str) -> str:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    joined = [(m.one, m.other) for m in found] + [(holder[b.one], holder[b.other]) for b in bonds if b.one in holder and b.other in holder]
    for one, other in joined:
        a, b = sorted((root(one), root(other)))
        group[b] = a
    parts: dict[str, tuple[list[Telling], list[Match]]] = {}
    for t in sorted(tellings, key=lambda t: t.id):
        parts.setdefault(root(t.id), ([], []))[0].append(t)
    for m in found:
        parts[root(m.one)][1].append(m)
    return [parts[name] for name in sorted(parts)]


def given(reader: Reader, tellings: Iterable[Telling], ontology: Ontology, outlets: Outlets) -> Given:
    """What resolving needs beside the tellings, from a store."""
    found = reader.copies_of(sorted({t.document for t in tellings}))
    documents = reader.documents(sorted({d for c in found for d in (c.one, c.other)}), text=False)
    return Given(ontology.resolving, ontology.types, ontology.crosswalk, press(found, {i: (d.published, d.outlet) for i, d in documents.items()}, outlets))


def press(found: Iterable[Copy], about: Mapping[str, tuple[str | None, str | None]], outlets: Outlets) -> Press:
    """Outlets, and which report each copy goes back to."""
    return Press(outlets, originals(found, about, outlets))
