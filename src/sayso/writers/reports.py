"""Who told of an event: its claims, reports and outlets, in the order of publication."""

from __future__ import annotations

from sayso.model.claim import Claim
from sayso.model.event import Event
from sayso.model.export import Export, OutletName
from sayso.model.statement import Party
from sayso.model.text import DocumentRef
from sayso.writers.cells import joined
from sayso.writers.parties import name


def telling(export: Export, event: Event) -> tuple[Claim, ...]:
    """Claims that say it was so: the first published first. Claims that deny it or leave it open are no mentions of it."""
    found = [export.claims[m.claim] for m in event.members if m.says == "done" and m.claim in export.claims]
    return tuple(sorted(found, key=_order))


def first(export: Export, event: Event) -> Claim | None:
    """The first claim that says it was so."""
    return next(iter(telling(export, event)), None)


def reports(export: Export, event: Event) -> tuple[DocumentRef, ...]:
    """Reports with a claim that says it was so, each once."""
    return tuple({c.document.id: c.document for c in telling(export, event)}.values())


def outlet(export: Export, document: DocumentRef) -> str | None:
    """The name of the outlet."""
    known = listed(export, document)
    return known.name if known else document.outlet


def listed(export: Export, document: DocumentRef) -> OutletName | None:
    """What is known of the outlet."""
    return export.outlets.get(document.outlet) if document.outlet else None


def outlets(export: Export, event: Event) -> str | None:
    """The outlets that told of it."""
    return joined(outlet(export, d) for d in reports(export, event))


def speaker(claim: Claim) -> Party | None:
    """Who says so: the innermost named source, None where the outlet itself does or nobody is named."""
    return next((link.speaker for link in claim.attribution if link.speaker and link.cue), None)


def says(claim: Claim) -> str | None:
    """Who says so, in words."""
    return name(speaker(claim))


def link(document: DocumentRef) -> str:
    """Where the report is: its address, else what it was read as."""
    return document.url or document.key


def _order(claim: Claim) -> tuple[str, str, int, str]:
    return claim.document.published or "9999", claim.document.id, claim.sentence, claim.id
