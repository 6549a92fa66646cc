"""The timeline: events newest first, with filters that live in the address, and how many there were when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, get_args
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sayso.model.event import Event, Standing
from sayso.model.series import Nature
from sayso.store import Reader
from sayso.web.asked import PAGE, Asked, OnShelf, WithAsked
from sayso.web.charts.bars import BarsChart, Bin, bars, binned, unit_for
from sayso.web.kept import KeptRoute
from sayso.web.render import address

router = APIRouter(route_class=KeptRoute)
COUNTED = ",".join(get_args(Nature))
MOST = 240
"""Bars of the chart, the newest."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of events; `next` is the address of the next one, None on the last."""

    events: tuple[Event, ...]
    chart: BarsChart
    next: str | None


@router.get("/events")
def events(request: Request, shelf: OnShelf, asked: WithAsked, after: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Events that fit the filters."""
    with shelf.reader() as reader:
        page = reader.event_page(asked.filter, PAGE, after or None)
        chart = bars((), lambda b: "") if after else chart_of(reader, asked)
    view = Listing(page.items, chart, address("/events", **asked.query, after=page.next) if page.next else None)
    types = [(code, request.app.state.pages.environment.globals["w"].kind(code)) for code in shelf.ontology.types]
    rendered: Response = request.app.state.pages.page(
        request, "events.html", view=view, asked=asked, types=types, standings=get_args(Standing), after=after, feeds=_feeds(asked)
    )
    return rendered


def chart_of(reader: Reader, asked: Asked) -> BarsChart:
    """Events by day, week or month, as the span of what fits asks for; every bar opens its events."""
    days = [Bin(c.start, c.start, c.deeds, c.alleged, c.words) for c in reader.day_counts(asked.filter, "day")]
    if not days:
        return bars((), lambda b: "")
    bins = binned(days, unit_for(days[0].start, days[-1].start))
    shown = bins[-MOST:]
    return bars(shown, lambda b: address("/events", **{**asked.query, "nature": asked.nature or COUNTED, "listed": f"{b.start}/{b.end}"}))


def _feeds(asked: Asked) -> str | None:
    dyad = asked.filter.dyad
    return f"/api/v1/dyads/{quote(dyad.actor, safe='')}/{quote(dyad.recipient, safe='')}.atom" if dyad else None
