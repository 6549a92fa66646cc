"""Who speaks, to whom, and what kind of source it is: the parties of what is reported."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from operator import is_

from sayso.model.coding import Coding, Mention, Reported
from sayso.model.revise import revised
from sayso.model.statement import Party, SourceKind
from sayso.model.text import Span
from sayso.ontology.load import Ontology
from sayso.stages.reference import OFFICIAL, Resolver

PASSES = 3
"""Speakers are resolved this often: "we" in a statement inside a statement needs the outer speaker first."""
SOURCES: dict[str, SourceKind] = {
    "media": "media",
    "document": "document",
    "organ": "organisation",
    "state": "organisation",
    "igo": "organisation",
    "ngo": "organisation",
    "force": "organisation",
    "group": "organisation",
    "company": "organisation",
}


def speakers(coding: Coding, ontology: Ontology) -> Coding:
    """Resolve the speakers and addressees of `reported`."""
    stood = Stood(coding.mentions)
    for _ in range(PASSES):
        resolver = Resolver(coding, ontology)
        found = tuple([_resolved(r, resolver, stood) for r in coding.reported])
        if all(map(is_, found, coding.reported)):
            break
        coding = replace(coding, reported=found)
    return coding


class Stood:
    """The parties of mentions by where they stand."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._found = sorted((m.party.span.start, n, m.party) for n, m in enumerate(mentions) if m.party.span is not None)

    def within(self, spans: Sequence[Span]) -> list[Party]:
        """Those whose words lie in one of some stretches, in the order of the mentions."""
        inside: dict[int, Party] = {}
        for s in spans:
            first, behind = bisect_left(self._found, s.start, key=_start), bisect_left(self._found, s.end, key=_start)
            inside.update({n: p for _, n, p in self._found[first:behind] if p.span is not None and s.holds(p.span)})
        return [inside[n] for n in sorted(inside)]


def _start(found: tuple[int, int, Party]) -> int:
    return found[0]


def _resolved(r: Reported, resolver: Resolver, stood: Stood) -> Reported:
    party = None
    if r.speaker is not None:
        at = (r.speaker_sentence, r.speaker)
        party = resolver.party(*at) or resolver.beside(*at) or resolver.words(*at) or resolver.printed(*at)
    addressee = resolver.party(r.sentence, r.addressee) if r.addressee is not None else None
    addressee = addressee or _spoken_to(r, party, resolver, stood)
    kind = _source(r, party, resolver)
    if party == r.party and kind == r.source_kind and addressee == r.addressee_party:
        return r
    return revised(r, party=party, source_kind=kind, addressee_party=addressee)


def _spoken_to(r: Reported, speaker: Party | None, resolver: Resolver, stood: Stood) -> Party | None:
    """Whom "you" means in direct speech: the other state the quote names, or the one the speaker addressed just before."""
    if r.kind not in ("direct", "mixed") or speaker is None:
        return None
    words = " ".join(s.of(resolver.coding.document.text) for s in r.content).lower().split()
    if not any(w.strip(".,;:!?") in resolver.grammar.lists["you"] for w in words):
        return None
    others = [p for p in stood.within(r.content) if p.kind == "state" and p.country != speaker.country]
    return others[0] if others else None


def _source(r: Reported, party: Party | None, resolver: Resolver) -> SourceKind:
    if party is None:
        return "unnamed"
    tree = resolver.coding.trees[r.speaker_sentence]
    lemma = tree.lemma[r.speaker] if r.speaker is not None else ""
    if resolver.grammar.has("witness", lemma):
        return "witness"
    if resolver.grammar.has("document", lemma):
        return "document"
    if resolver.grammar.has("media", lemma) or party.kind == "media":
        return "media"
    if party.kind == "person" or (party.name and party.kind is None):
        return "named person" if party.name else "official" if set(party.sectors) & OFFICIAL else "unnamed"
    if party.kind == "people":
        return "official" if set(party.sectors) & OFFICIAL else "unnamed"
    return SOURCES.get(party.kind or "", "unnamed")
