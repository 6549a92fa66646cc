"""Events: the list with its filters, one event, its claims, and what is said about it."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response

from sayso.model.claim import Claim
from sayso.model.event import Event
from sayso.store import Filter, Reader
from sayso.web.api.answers import LIMIT, After, Id, Limit, Listed, Tagged, answer, piece
from sayso.web.api.errors import FINDS, LISTS
from sayso.web.api.files import FILE, Rows, Total, described, file
from sayso.web.api.rows import event_rows, events
from sayso.web.asked import OnShelf, WithAsked
from sayso.web.errors import Missing

router = APIRouter(tags=["events"], route_class=Tagged)
Suffix = Literal["csv", "jsonl", "parquet", "geojson"]


@router.get("/events", operation_id="listEvents", response_model=Listed[Event], responses=LISTS)
def list_events(shelf: OnShelf, asked: WithAsked, limit: Limit = LIMIT, after: After = "") -> Response:
    """Events, newest first, ties by id; those without any day last."""
    with shelf.reader() as reader:
        page = reader.event_page(asked.filter, limit, after or None)
    return answer(Listed(page.items, page.next))


@router.get("/events.{suffix}", operation_id="downloadEvents", response_class=FILE, responses=described("csv", "jsonl", "parquet", "geojson"))
def download_events(request: Request, shelf: OnShelf, asked: WithAsked, suffix: Suffix, limit: Total = 10_000, after: After = "") -> Response:
    """The same list as a file: a table (CSV, Parquet) with the columns of `sayso export`, records (JSONL), or points and areas without a point (GeoJSON)."""
    rows: Rows[Any] = events(asked.filter) if suffix == "jsonl" else event_rows(shelf, asked.filter)
    return file(request, shelf, "events", suffix, rows, lambda r, n, at: r.event_place(asked.filter, n, at), limit, after)


@router.get("/events/{id}", operation_id="getEvent", response_model=Event, responses=FINDS)
def get_event(shelf: OnShelf, id: Id) -> Response:
    """One event with its accounts and disputes."""
    with shelf.reader() as reader:
        return answer(event_of(reader, id))


@router.get("/events/{id}/claims", operation_id="listClaimsOfEvent", response_model=Listed[Claim], responses=FINDS)
def list_claims_of_event(shelf: OnShelf, id: Id, limit: Limit = LIMIT, after: After = "") -> Response:
    """The claims an event is made of, those of the newest reports first. How well each fits stands in the event's `members`."""
    with shelf.reader() as reader:
        wanted = Filter(ids=tuple(m.claim for m in event_of(reader, id).members))
        page = reader.claim_page(wanted, limit, after or None)
    return answer(Listed(page.items, page.next))


@router.get("/events/{id}/speech", operation_id="listSpeechAboutEvent", response_model=Listed[Event], responses=FINDS)
def list_speech_about_event(shelf: OnShelf, id: Id, limit: Limit = LIMIT, after: After = "") -> Response:
    """Acts of speech about an event (accusations, demands …), and what denies it, by id."""
    with shelf.reader() as reader:
        found = reader.events_about([m.claim for m in event_of(reader, id).members])
    return answer(piece([e for e in found if e.id != id], limit, after))


def event_of(reader: Reader, id: str) -> Event:
    """The event of this very id. Raises Missing."""
    found = reader.event_page(Filter(ids=(id,)), 1).items
    if not found:
        raise Missing(f"no event has the id {id[:64]!r}", "ids change when events are resolved anew: find it in /api/v1/events, or by a claim's id")
    return found[0]
