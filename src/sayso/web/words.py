"""What pages say of events, claims and parties: names for codes, and a sentence for each thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.model.claim import Claim, Place
from sayso.model.event import Account, Count, Dispute, Event
from sayso.model.series import Nature
from sayso.model.statement import Link, Party
from sayso.model.text import Document
from sayso.ontology.events import EventType
from sayso.ontology.load import Ontology
from sayso.run import wording
from sayso.run.marking import word_of
from sayso.track.placed import nature_of

SAYS = {"done": "says it happened", "denied": "denies it", "open": "leaves it open"}
KINDS: Mapping[Nature | None, str] = {"deeds": "deed", "alleged": "alleged", "rhetoric": "words", None: "none"}
"""What an event counts as, as classes of styles name it."""
NATURES = {"deed": "deed", "alleged": "alleged", "words": "words", "none": "not done"}
QUADS = {1: "words of cooperation", 2: "cooperation", 3: "words of conflict", 4: "conflict"}
STANCES = {"neutral": "", "endorsing": "the author agrees", "distancing": "the author keeps a distance", "denying": "the author doubts it"}
VALUES = {
    "CT+": "certain",
    "PR+": "probable",
    "PS+": "possible",
    "CT-": "certainly not",
    "PR-": "probably not",
    "PS-": "possibly not",
    "CTu": "known, not told which",
    "Uu": "takes no stand",
}
"""FactBank's values (Sauri & Pustejovsky 2009) in words."""
FIRST, LONGEST = 2000, 150
"""Characters in which a report's first line is looked for, and shown of it."""
PRECISION = {1: "exact place", 2: "near this place", 3: "district", 4: "province", 5: "area or line", 6: "country", 7: "sea or air"}
"""UCDP GED's where_prec."""


@dataclass(frozen=True, slots=True)
class Words:
    """Names by code, from the ontology in use. `threat` is the type of threats."""

    lands: Mapping[str, str]
    sectors: Mapping[str, str]
    types: Mapping[str, EventType]
    threat: str

    def land(self, code: str | None) -> str:
        """A country or body by its code; a group's id as it stands."""
        return self.lands.get(code, code) if code else ""

    def party(self, party: Party) -> str:
        """Whom a participant is: country and sector, a group's name, or the report's own words."""
        if party.kind == "group" or party.country is None:
            return party.name or party.text
        sector = next((self.sectors[s] for s in party.sectors if s in self.sectors and s != party.country), "")
        return f"{self.land(party.country)}{f' ({sector.lower()})' if sector else ''}"

    def parties(self, parties: Iterable[Party], nobody: str = "somebody") -> str:
        """Several, each once."""
        return ", ".join(dict.fromkeys(self.party(p) for p in parties)) or nobody

    def whom(self, thing: Event | Claim) -> str:
        """Who did it to whom."""
        if thing.reciprocal:
            return f"{self.parties(thing.actors)} with each other"
        return f"{self.parties(thing.actors)}{f' → {self.parties(thing.recipients)}' if thing.recipients else ''}"

    def headline(self, document: Document) -> str:
        """What a report is called: its title, else its first line, else who published it."""
        first = next((line.strip() for line in document.text[:FIRST].split("\n") if line.strip()), "")
        return document.title or first[:LONGEST] or document.outlet or document.key

    def kind(self, code: str) -> str:
        """An event type as a word."""
        return code.replace("_", " ").capitalize()

    def act(self, thing: Event | Claim) -> str:
        """Type and modes."""
        code = thing.type if isinstance(thing, Event) else thing.event
        return f"{self.kind(code)}{f' ({chr(44).join(thing.modes)})' if thing.modes else ''}".replace(",", ", ")

    def meaning(self, code: str) -> str:
        """What a type means."""
        found = self.types.get(code)
        return found.definition if found else ""

    def nature(self, event: Event) -> str:
        """deed, alleged, words, or none where nobody says it was so (track.placed.nature_of)."""
        return KINDS[nature_of(event)]

    def mark(self, claim: Claim) -> str:
        """What a claim's line says, in a word."""
        return word_of(claim, self.threat)

    def side(self, account: Account) -> str:
        """Whose word an account is."""
        return "on no side" if account.side == "independent" else self.land(account.side)

    def where(self, place: Place | None) -> str:
        """A place with its country, and how closely it is known."""
        if place is None or not place.name:
            return ""
        lands = [self.land(c) for c in place.countries or filter(None, (place.country,))]
        land = ", ".join(name for name in lands if name != place.name)
        close = PRECISION.get(place.precision or 0, "")
        return f"{place.name}{f', {land}' if land else ''}{f' ({close})' if close and place.precision != 1 else ''}"


def words_of(ontology: Ontology, lands: Mapping[str, str], threat: str) -> Words:
    """The words of an ontology."""
    sectors = {code: rule.name for code, rule in ontology.export_rules.sectors.items()}
    groups = {a.id: a.name for a in ontology.actors.rows if a.kind == "group"}
    return Words({**groups, **lands}, sectors, ontology.types, threat)


def link_kind(link: Link) -> str:
    """What kind of source a link of a chain is, and how it speaks."""
    return "; ".join(x for x in (link.source_kind, link.kind or "", STANCES[link.stance]) if x)


def counts(found: Iterable[Count], kind: str) -> str:
    """The figures of one kind as a source gave them, each with the day it was first given; "" where it gave none."""
    first: dict[str, str | None] = {}
    for c in sorted((c for c in found if c.kind == kind), key=lambda c: c.reported or ""):
        first.setdefault(wording.number(c), c.reported)
    return next(iter(first)) if len(first) == 1 else ", ".join(f"{v} ({day})" if day else v for v, day in first.items())


def question(dispute: Dispute) -> str:
    """What accounts disagree on."""
    return wording.ABOUT[dispute.about]


def questions(event: Event) -> str:
    """What all accounts of an event disagree on."""
    return " and ".join(dict.fromkeys(question(d) for d in event.disputes))
