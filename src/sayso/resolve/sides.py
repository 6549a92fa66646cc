"""Whose word a claim is: the side it speaks for, and where it comes from when reprints and shared sources are folded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sayso.model.statement import SourceKind
from sayso.model.telling import Source, Telling
from sayso.ontology.actors import Outlet
from sayso.ontology.resolving import Resolving

INDEPENDENT = "independent"


@dataclass(frozen=True, slots=True)
class Voice:
    """Who vouches for something told of an event. `party`: it speaks for a side of the event. `origin`: where the word comes from; ten outlets that
    quote one ministry have one origin, as have a report and its reprints."""

    key: str
    name: str
    kind: SourceKind
    side: str
    party: bool
    outlet: str
    origin: str


@dataclass(frozen=True, slots=True)
class Press:
    """What is known of the outlets: rows by id, and for each document the one it repeats (itself where it repeats none)."""

    outlets: Mapping[str, Outlet]
    original: Mapping[str, str]

    def origin(self, document: str) -> str:
        """The document a report goes back to."""
        return self.original.get(document, document)


def voice_of(sources: tuple[Source, ...], telling: Telling, parties: frozenset[str], press: Press, rules: Resolving) -> Voice:
    """The innermost source that can be told; the outlet where it speaks itself or names nobody."""
    outlet = sources[-1] if sources else None
    inner = next((s for s in sources if not s.outlet), None)
    name = telling.outlet or (outlet.name if outlet is not None else "an unknown outlet")
    paper = f"outlet {name.lower()}"
    if inner is None or (inner.country is None and inner.group is None and inner.key.startswith("unnamed ")):
        side, party = _side_of_outlet(telling.outlet, parties, press, rules)
        kind = inner.kind if inner is not None else "media"
        shown = press.outlets[name].name if name in press.outlets else name
        key = paper if inner is None else f"{inner.key} in {name.lower()}"
        words = shown if inner is None else f"{inner.name}, in {shown}"
        return Voice(key, words, kind, side, party, name, f"report {press.origin(telling.document)}")
    side, party = _side_of_source(inner, parties, rules)
    return Voice(inner.key, inner.name, inner.kind, side, party, name, f"source {inner.key}")


def _side_of_source(source: Source, parties: frozenset[str], rules: Resolving) -> tuple[str, bool]:
    if source.group is not None:
        return source.group, source.group in parties
    if source.country is None or (source.sectors and rules.speaks_for.isdisjoint(source.sectors)):
        return INDEPENDENT, False
    return source.country, source.country in parties


def _side_of_outlet(outlet: str | None, parties: frozenset[str], press: Press, rules: Resolving) -> tuple[str, bool]:
    """An outlet speaks for a side where its affiliation says so ("state:IRN", "party:hezbollah", or "state" and its country)."""
    row = press.outlets.get(outlet or "")
    if row is None:
        return INDEPENDENT, False
    how, _, whose = row.affiliation.partition(":")
    owner = whose or row.country
    if how not in rules.partisan or owner is None:
        return INDEPENDENT, False
    return (owner, True) if owner in parties else (INDEPENDENT, False)
