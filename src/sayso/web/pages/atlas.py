"""The map: where events were, as closely as reports say and no closer."""

from __future__ import annotations

from typing import get_args

from fastapi import APIRouter, Request
from fastapi.responses import Response

from sayso.model.event import Standing
from sayso.store.records import SpotCount
from sayso.web.asked import OnShelf, WithAsked
from sayso.web.charts.atlas import atlas
from sayso.web.charts.spots import Spot
from sayso.web.kept import KeptRoute
from sayso.web.render import address
from sayso.web.words import Words

router = APIRouter(route_class=KeptRoute)
SPOTS = 600
"""Places drawn, those with most events."""


@router.get("/map")
def atlas_page(request: Request, shelf: OnShelf, asked: WithAsked) -> Response:
    """Places of the events that fit."""
    names: Words = request.app.state.pages.environment.globals["w"]

    with shelf.reader() as reader:
        counted = reader.spots(asked.filter, SPOTS)

    def href(country: str, place: str | None = None) -> str:
        return address("/events", **{**asked.query, "country": country, "place": place})

    drawn = atlas([spot_of(s, names, href(s.country or "", s.name)) for s in counted], None, href)
    types = [(code, names.kind(code)) for code in shelf.ontology.types]
    rendered: Response = request.app.state.pages.page(request, "map.html", drawn=drawn, asked=asked, types=types, standings=get_args(Standing), most=SPOTS)
    return rendered


def spot_of(s: SpotCount, names: Words, href: str) -> Spot:
    """A place as the map draws it, with where it leads."""
    label = ", ".join(dict.fromkeys(filter(None, (s.name, names.land(s.country)))))
    return Spot(s.name or names.land(s.country), s.country, s.latitude, s.longitude, s.precision, s.deeds, s.alleged, s.words, href, label)
