"""The first page: what is in the store, what accounts disagree on, what is new, who acts on whom."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from sayso.model.event import Dispute, Event
from sayso.store.queries import Filter
from sayso.store.records import DyadCount, Overview
from sayso.web.asked import OnShelf
from sayso.web.kept import KeptRoute
from sayso.web.pages.dyads import all_dyads
from sayso.web.shelf import Shelf

router = APIRouter(route_class=KeptRoute)
EVENTS, DISPUTES, DYADS = 8, 5, 8
LOOKED = 40
"""Newest disputes among which those told by most sources are shown."""


@dataclass(frozen=True, slots=True)
class Front:
    """What the first page shows."""

    counts: Overview
    events: tuple[Event, ...]
    disputes: tuple[tuple[Event, Dispute], ...]
    dyads: tuple[DyadCount, ...]


@router.get("/")
def overview(request: Request, shelf: OnShelf) -> Response:
    """The overview of the store."""
    rendered: Response = request.app.state.pages.page(request, "overview.html", front=front(shelf), store=shelf.path.name)
    return rendered


def front(shelf: Shelf) -> Front:
    """What the first page shows, put together once for each snapshot."""

    def made() -> Front:
        dyads, counts = all_dyads(shelf)[:DYADS], totals(shelf)  # before a reader is held: they take one
        with shelf.reader() as reader:
            found = reader.dispute_page(Filter(), (), LOOKED).items
            most = sorted(found, key=lambda x: (not any(v.counts for v in x[1].versions), -x[0].sources, x[1].id))[:DISPUTES]
            return Front(counts, reader.event_page(Filter(), EVENTS).items, tuple(most), dyads)

    return shelf.once("front", made)


def totals(shelf: Shelf) -> Overview:
    """How much the store holds, counted once for each snapshot."""

    def made() -> Overview:
        with shelf.reader() as reader:
            return reader.overview()

    return shelf.once("overview", made)
