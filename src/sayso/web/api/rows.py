"""Rows of tables and records of files, some hundred at a time."""

from __future__ import annotations

from sayso.model.claim import Claim
from sayso.model.event import Event
from sayso.model.export import Export
from sayso.model.release import release
from sayso.run.exporting import export_of
from sayso.run.outlets import names_of
from sayso.store import Filter, Page, Reader
from sayso.web.api.files import Rows
from sayso.web.shelf import Shelf
from sayso.writers.tidy import ClaimRow, EventRow


def events(wanted: Filter) -> Rows[Event]:
    """Events as they are."""
    return lambda reader, limit, after: reader.event_page(wanted, limit, after)


def claims(wanted: Filter) -> Rows[Claim]:
    """Claims as they are."""
    return lambda reader, limit, after: reader.claim_page(wanted, limit, after)


def event_rows(shelf: Shelf, wanted: Filter) -> Rows[EventRow]:
    """Events with what the columns of the tidy tables need."""

    def rows(reader: Reader, limit: int, after: str | None) -> Page[EventRow]:
        page = reader.event_page(wanted, limit, after)
        made = export_of(reader, page.items, shelf.ontology, shelf.outlets)
        return Page(tuple(EventRow(made, e) for e in page.items), page.next)

    return rows


def claim_rows(shelf: Shelf, wanted: Filter) -> Rows[ClaimRow]:
    """Claims with what the columns of the tidy tables need, and their places in events."""

    def rows(reader: Reader, limit: int, after: str | None) -> Page[ClaimRow]:
        page = reader.claim_page(wanted, limit, after)
        placed = {m.claim: (e.id, m) for e in reader.events_of([c.id for c in page.items]) for m in e.members}
        made = _export(shelf, page.items)
        return Page(tuple(ClaimRow(made, c, *placed.get(c.id, (None, None))) for c in page.items), page.next)

    return rows


def _export(shelf: Shelf, found: tuple[Claim, ...]) -> Export:
    """What columns of claims look things up in."""
    outlets = names_of({c.document.outlet for c in found}, shelf.outlets)
    made = f"sayso {release()}, ontology {shelf.ontology.version}"
    return Export((), {}, {}, outlets, shelf.ontology.codes, shelf.ontology.export_rules, made)
