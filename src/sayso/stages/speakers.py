"""Who speaks, to whom, and what kind of source it is: the parties of what is reported."""

from __future__ import annotations

from dataclasses import replace
from operator import is_

from sayso.model.coding import Coding, Reported
from sayso.model.revise import revised
from sayso.model.statement import Party, SourceKind
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
    for _ in range(PASSES):
        resolver = Resolver(coding, ontology)
        found = tuple([_resolved(r, resolver) for r in coding.reported])
        if all(map(is_, found, coding.reported)):
            break
        coding = replace(coding, reported=found)
    return coding


def _resolved(r: Reported, resolver: Resolver) -> Reported:
    party = None
    if r.speaker is not None:
        at = (r.speaker_sentence, r.speaker)
        party = resolver.party(*at) or resolver.beside(*at) or resolver.words(*at) or resolver.printed(*at)
    addressee = resolver.party(r.sentence, r.addressee) if r.addressee is not None else None
    addressee = addressee or _spoken_to(r, party, resolver)
    kind = _source(r, party, resolver)
    if party == r.party and kind == r.source_kind and addressee == r.addressee_party:
        return r
    return revised(r, party=party, source_kind=kind, addressee_party=addressee)


def _spoken_to(r: Reported, speaker: Party | None, resolver: Resolver) -> Party | None:
    """Whom "you" means in direct speech: the other state the quote names, or the one the speaker addressed just before."""
    if r.kind not in ("direct", "mixed") or speaker is None:
        return None
    words = " ".join(s.of(resolver.coding.document.text) for s in r.content).lower().split()
    if not any(w.strip(".,;:!?") in resolver.grammar.lists["you"] for w in words):
        return None
    inside = [m.party for m in resolver.coding.mentions if m.party.span and any(s.holds(m.party.span) for s in r.content)]
    others = [p for p in inside if p.kind == "state" and p.country != speaker.country]
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
