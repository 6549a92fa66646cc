"""One event: what is agreed, the accounts side by side, the claims with their sentences, and why they were joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from sayso.errors import Several, StoreError
from sayso.model.claim import Claim
from sayso.model.event import Account, Correction, Count, Dispute, Event, Member, Version
from sayso.model.text import Document
from sayso.run.showing import Quote, Shown, quotes_of, shown
from sayso.run.wording import ABOUT
from sayso.store import Reader
from sayso.web.asked import OnShelf
from sayso.web.charts.dots import DotsChart, dots
from sayso.web.compared import Compared, compared
from sayso.web.errors import Missing
from sayso.web.kept import KeptRoute
from sayso.web.words import Words

router = APIRouter(route_class=KeptRoute)
MOST = 60
"""Claims shown; all with one more click. A war's great event may hold thousands."""


@dataclass(frozen=True, slots=True)
class Told:
    """A report's claims of the event, and how well the least fitting of them fits."""

    document: Document
    claims: tuple[tuple[Member, Claim], ...]
    weakest: Member


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A dispute, and the sentence behind each of its versions (None: its report is gone)."""

    dispute: Dispute
    versions: tuple[tuple[Version, Quote | None], ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """All a page shows of an event."""

    event: Event
    compared: Compared
    disagreements: tuple[Disagreement, ...]
    charts: tuple[DotsChart, ...]
    told: tuple[Told, ...]
    more: int
    speech: tuple[Event, ...]
    about: tuple[Event, ...]
    corrections: tuple[Correction, ...]
    near: tuple[Event, ...]


@router.get("/events/{id}")
def event(request: Request, shelf: OnShelf, id: str, all: bool = False) -> Response:
    """An event by its id or its beginning; of a claim the event it is part of."""
    with shelf.reader() as reader:
        found = _found(reader, id)
        view = viewed(reader, found, request.app.state.pages.environment.globals["w"], all)
    if view.event.id != id:
        return RedirectResponse(f"/events/{view.event.id}", 303)
    page: Response = request.app.state.pages.page(request, "event.html", view=view, whole=all)
    return page


@router.get("/claims/{id}")
def claim(request: Request, shelf: OnShelf, id: str) -> Response:
    """A claim by its id: its place in its report."""
    with shelf.reader() as reader:
        found = reader.find_claim(id)
    if found is None:
        raise Missing(f"no claim has an id that begins with {id[:64]!r}", "claims stand on the page of their event and of their report")
    return RedirectResponse(f"/documents/{found.document.id}?claim={found.id}#top", 303)


def viewed(reader: Reader, found: Shown, names: Words, whole: bool) -> EventView:
    """The view of an event."""
    event = found.event
    told = _told(reader, found, whole)
    return EventView(
        event=event,
        compared=compared(event, names, whole),
        disagreements=disagreements(reader, event),
        charts=tuple(_charts(event, names)),
        told=told,
        more=len(event.members) - sum(len(t.claims) for t in told),
        speech=found.speech[: None if whole else MOST],
        about=found.about[: None if whole else MOST],
        corrections=found.corrections,
        near=_near(reader, event),
    )


def _found(reader: Reader, id: str) -> Shown:
    try:
        return shown(reader, id)
    except Several:
        raise
    except StoreError as error:
        raise Missing(error.what, "find it in the list of events") from error


def _told(reader: Reader, found: Shown, whole: bool) -> tuple[Told, ...]:
    """Claims by report, in the order of the days they were published."""
    members = [m for m in found.event.members if m.claim in found.claims][: None if whole else MOST]
    documents = reader.documents({m.document for m in members})
    ordered = sorted(members, key=lambda m: (documents[m.document].published or "9999", m.document, found.claims[m.claim].span.start))
    return tuple(_report(documents[d], list(group), found) for d, group in groupby(ordered, key=lambda m: m.document))


def _report(document: Document, members: Sequence[Member], found: Shown) -> Told:
    return Told(document, tuple((m, found.claims[m.claim]) for m in members), min(members, key=lambda m: m.score))


def _charts(event: Event, names: Words) -> list[DotsChart]:
    """A plot of each kind of figure that two sources or more give."""
    kinds = [r.kind for r in event.figures if r.kind in ABOUT and sum(any(c.kind == r.kind for c in a.counts) for a in event.accounts) > 1]
    return [dots(event.accounts, kind, names.side, report_of) for kind in kinds]


def disagreements(reader: Reader, event: Event) -> tuple[Disagreement, ...]:
    """The disputes of an event with the sentence behind each version, read at once."""
    said = quotes_of(reader, [(event, d) for d in event.disputes])
    return tuple(Disagreement(d, tuple(zip(d.versions, q, strict=True))) for d, q in zip(event.disputes, said, strict=True))


def report_of(_: Account, count: Count) -> str:
    """Where a figure of a plot leads: the report it stands in."""
    return f"/documents/{quote(count.document, safe='')}"


def _near(reader: Reader, event: Event) -> tuple[Event, ...]:
    """Other events of the same pair and type with the same days, which could be the same."""
    if not event.dyads or event.first is None:
        return ()
    day = (event.time.start if event.time else None) or event.first
    end = (event.time.end if event.time else None) or event.last or day
    found = reader.events(dyad=event.dyads[0], since=day, until=max(day, end), types=(event.type,), limit=9)
    return tuple(e for e in found if e.id != event.id)[:8]
