"""Resolving in memory: the events of some coded reports, as a store would have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.model.coding import Coding
from sayso.model.event import Event
from sayso.model.telling import Copy
from sayso.ontology.actors import Outlet
from sayso.ontology.load import Ontology
from sayso.resolve.copies import bands, copies, sketch
from sayso.resolve.events import Given
from sayso.resolve.resolver import all_matches, events
from sayso.resolve.tellings import tellings
from sayso.run.resolving import press


def joined(codings: Sequence[Coding], ontology: Ontology, outlets: Mapping[str, Outlet]) -> tuple[Event, ...]:
    """The events of some reports, each report given once, by id. Their order makes no difference."""
    rules = ontology.resolving
    told = tuple(t for coding in codings for t in tellings(coding, rules))
    about = {c.document.id: (c.document.published, c.document.outlet) for c in codings}
    given = Given(rules, ontology.types, ontology.crosswalk, press(_copies(codings), about, outlets))
    return events(told, all_matches(told, rules), (), given)


def _copies(codings: Sequence[Coding]) -> list[Copy]:
    """Reports that repeat one another, each pair once: looked up among those that share a band."""
    sketches: dict[str, tuple[int, ...]] = {}
    holders: dict[str, list[str]] = {}
    found = list[Copy]()
    for coding in sorted(codings, key=lambda c: c.document.id):
        name, numbers = coding.document.id, sketch(coding.document.text)
        keys = bands(numbers)
        near = {other: sketches[other] for key in keys for other in holders.get(key, ())}
        found += copies(name, numbers, near)
        sketches[name] = numbers
        for key in keys:
            holders.setdefault(key, []).append(name)
    return found
