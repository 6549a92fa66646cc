"""Disputes, sources, outlets and places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from fastapi import APIRouter, Query
from fastapi.responses import Response

from sayso.errors import SettingsError
from sayso.model.event import ASKED, Count, Dispute, Event, Question, Version
from sayso.ontology.actors import Outlet
from sayso.run.outlets import used
from sayso.run.showing import Quote, quotes_of
from sayso.store.records import Speaker, SpotCount
from sayso.web.api.answers import KEPT, LIMIT, After, Limit, Listed, Tagged, answer, piece
from sayso.web.api.errors import LISTS
from sayso.web.api.files import FILE, Total, described, features, sent
from sayso.web.asked import Asked, OnShelf, WithAsked
from sayso.web.pages.sources import all_sources
from sayso.web.shelf import Shelf
from sayso.writers.geojson import DIGITS

router = APIRouter(tags=["more lists"], route_class=Tagged)


@dataclass(frozen=True, slots=True)
class Worded:
    """A version of a dispute, and the sentence of one report behind it (null: that report is gone)."""

    value: str
    sides: tuple[str, ...]
    sources: tuple[str, ...]
    claims: tuple[str, ...]
    counts: tuple[Count, ...]
    words: Quote | None


@dataclass(frozen=True, slots=True)
class Disputed:
    """A dispute as `sayso disputes` gives it. `summary` is the event's."""

    id: str
    event: str
    about: Question
    versions: tuple[Worded, ...]
    reason: str
    summary: str


@dataclass(frozen=True, slots=True)
class OutletUsed:
    """An outlet as `sayso sources` gives it. `row` is what the tables know of it, null where they do not."""

    outlet: str | None
    documents: int
    first: str | None
    last: str | None
    known: bool
    row: Outlet | None


@router.get("/disputes", operation_id="listDisputes", response_model=Listed[Disputed], responses=LISTS)
def list_disputes(
    shelf: OnShelf,
    asked: WithAsked,
    about: Annotated[str, Query(max_length=200, description="Questions, between commas", examples=["killed"])] = "",
    limit: Annotated[int, Query(ge=1, le=100, description="Disputes at most", examples=[20])] = 20,
    after: After = "",
) -> Response:
    """Accounts of one event that cannot all be true, of the newest events first; each version with the words of a report."""
    questions = tuple(part.strip() for part in about.split(",") if part.strip())
    wrong = [q for q in questions if q not in get_args(Question)]
    if wrong:
        raise SettingsError(f"about: {wrong[0][:40]!r} is no question", f"use one of {', '.join(ASKED)}")
    with shelf.reader() as reader:
        page = reader.dispute_page(asked.filter, questions, limit, after or None)
        said = quotes_of(reader, page.items)
    return answer(Listed(tuple(_disputed(d, e, q) for (e, d), q in zip(page.items, said, strict=True)), page.next))


@router.get("/sources", operation_id="listSources", response_model=Listed[Speaker], responses=LISTS)
def list_sources(
    shelf: OnShelf,
    side: Annotated[str, Query(max_length=64, description="The party a source speaks for, or independent", examples=["AZE"])] = "",
    limit: Limit = LIMIT,
    after: After = "",
) -> Response:
    """Who is quoted, for which side, and how often alone; those with accounts of most events first (at most 5,000)."""
    return answer(piece(all_sources(shelf, side), limit, after))


@router.get("/outlets", operation_id="listOutlets", response_model=Listed[OutletUsed], responses=LISTS)
def list_outlets(shelf: OnShelf, limit: Limit = LIMIT, after: After = "") -> Response:
    """Outlets of the reports, those with most reports first, and what is known of them."""

    def made() -> tuple[OutletUsed, ...]:
        with shelf.reader() as reader:
            found = used(reader.outlets(), shelf.outlets)
        return tuple(OutletUsed(u.use.outlet, u.use.documents, u.use.first, u.use.last, u.outlet is not None, u.outlet) for u in found)

    return answer(piece(shelf.once("outlets used", made), limit, after))


@router.get("/places", operation_id="listPlaces", response_model=Listed[SpotCount], responses=LISTS)
def list_places(shelf: OnShelf, asked: WithAsked, limit: Limit = LIMIT, after: After = "") -> Response:
    """Where events were, as closely as reports say; areas and countries without a point. Those with most events first (at most 5,000)."""
    return answer(piece(_spots(shelf, asked, KEPT), limit, after))


@router.get("/places.{suffix}", operation_id="downloadPlaces", response_class=FILE, responses=described("geojson"))
def download_places(shelf: OnShelf, asked: WithAsked, suffix: Literal["geojson"], limit: Total = KEPT) -> Response:
    """The same as GeoJSON: a point only where there is one, never for an area or a country."""
    pages = iter([tuple(_feature(s) for s in _spots(shelf, asked, limit))])
    return sent("places", suffix, features(pages))


def _disputed(dispute: Dispute, event: Event, said: tuple[Quote | None, ...]) -> Disputed:
    versions = tuple(_worded(v, q) for v, q in zip(dispute.versions, said, strict=True))
    return Disputed(dispute.id, dispute.event, dispute.about, versions, dispute.reason, event.summary)


def _worded(v: Version, quote: Quote | None) -> Worded:
    return Worded(v.value, v.sides, v.sources, v.claims, v.counts, quote)


def _spots(shelf: Shelf, asked: Asked, most: int) -> tuple[SpotCount, ...]:
    with shelf.reader() as reader:
        return reader.spots(asked.filter, most)


def _feature(s: SpotCount) -> dict[str, Any]:
    """A place as a feature; what is not known has no key."""
    point = None
    if s.latitude is not None and s.longitude is not None:
        point = {"type": "Point", "coordinates": [round(s.longitude, DIGITS), round(s.latitude, DIGITS)]}
    found = {"name": s.name, "country": s.country, "precision": s.precision, "deeds": s.deeds, "alleged": s.alleged, "words": s.words}
    return {"type": "Feature", "geometry": point, "properties": {k: v for k, v in found.items() if v is not None}}
