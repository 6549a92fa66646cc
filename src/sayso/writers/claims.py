"""schema.org Claim, JSON-LD. Never ClaimReview: that is a person's verdict on a claim, and a machine has none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sayso.model.claim import Claim
from sayso.model.event import Event
from sayso.model.export import Export
from sayso.model.statement import Party
from sayso.model.text import DocumentRef
from sayso.writers.columns import Column
from sayso.writers.files import File, json_text, text_file
from sayso.writers.formats import Format, Sheet
from sayso.writers.reports import outlet, speaker

URN = "urn:sayso:"
PEOPLE = ("person",)


def _author(party: Party | None) -> dict[str, Any] | None:
    if party is None or not (party.name or party.text):
        return None
    found = {"@type": "Person" if party.kind in PEOPLE else "Organization", "name": party.name or party.text}
    return {**found, "jobTitle": party.role} if party.role and party.kind in PEOPLE else found


def _report(export: Export, document: DocumentRef) -> dict[str, Any]:
    publisher = outlet(export, document)
    found = {
        "@type": "NewsArticle",
        "@id": f"{URN}document:{document.id}",
        "url": document.url,
        "headline": document.title,
        "datePublished": document.published,
        "inLanguage": document.language,
        "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
    }
    return {k: v for k, v in found.items() if v is not None}


def _claim(export: Export, claim: Claim, event: str | None) -> dict[str, Any]:
    found = {
        "@type": "Claim",
        "@id": f"{URN}claim:{claim.id}",
        "text": claim.text,
        "author": _author(speaker(claim)),
        "appearance": _report(export, claim.document),
        "about": {"@type": "Event", "@id": f"{URN}event:{event}"} if event else None,
        "keywords": [claim.event, *claim.modes, claim.status],
    }
    return {k: v for k, v in found.items() if v is not None}


def _parts(export: Export, events: Sequence[Event]) -> Iterator[str]:
    placed = {m.claim: e.id for e in events for m in e.members}
    yield '{"@context": "https://schema.org", "@graph": ['
    for number, claim in enumerate(sorted(export.claims.values(), key=lambda c: (c.document.published or "", c.document.id, c.trigger.span, c.id))):
        yield f"{',' if number else ''}\n{json_text(_claim(export, claim, placed.get(claim.id)))}"
    yield "\n]}\n"


def _make(export: Export, events: Sequence[Event]) -> Iterator[File]:
    yield text_file("claims.jsonld", _parts(export, events))


def _documented(name: str, puts: str, blank: str = "") -> Column[Any]:
    return Column(name, puts, lambda _: None, blank=blank)


FIELDS = (
    _documented("@id", "urn:sayso:claim: and our claim id"),
    _documented("text", "the sentence, quoted from the report"),
    _documented("author", "innermost named source", "the outlet itself says so, or nobody is named"),
    _documented("appearance", "the report: address, headline, day, language, publisher"),
    _documented("about", "the event it belongs to", "none"),
    _documented("keywords", "PLOVER category, modes, and status (negated, future …)"),
)
FORMAT = Format(
    "claims",
    "claims in schema.org's words, JSON-LD",
    (Sheet("claims.jsonld", "a Claim for each claim", FIELDS),),
    (),
    (
        "A Claim is what somebody says, true or not: claims that are denied, foreseen or conditional are in, with their status among the keywords.",
        "Never a ClaimReview: sayso checks no facts. Who publishes one after checking should write it by hand.",
    ),
    _make,
    all_claims=True,
)
