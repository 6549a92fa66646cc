"""Pairs of parties: the list, and one pair over time in two facing lanes."""

from __future__ import annotations

from typing import Annotated, Literal, cast

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sayso.model.event import Dyad
from sayso.model.series import Period, Unit
from sayso.run.following import Followed, follow
from sayso.store.records import DyadCount
from sayso.web.asked import OnShelf, WithAsked, day, dyad_of
from sayso.web.charts.lanes import LanesChart, lanes
from sayso.web.errors import Missing
from sayso.web.kept import KeptRoute
from sayso.web.render import pair_address
from sayso.web.shelf import Shelf

router = APIRouter(route_class=KeptRoute)
COUNTED = 5000
"""Pairs that are counted: those with most events."""
MOST, EVENTS = 200, 500
"""Pairs of the list, and events of a bar that are listed."""


@router.get("/dyads")
def dyads(request: Request, shelf: OnShelf, asked: WithAsked) -> Response:
    """Directed pairs, those with most events first; of one party with `party`."""

    rendered: Response = request.app.state.pages.page(request, "dyads.html", found=all_dyads(shelf, asked.filter.party)[:MOST], asked=asked, most=MOST)
    return rendered


def all_dyads(shelf: Shelf, party: str | None = None) -> tuple[DyadCount, ...]:
    """The pairs with most events, or those of one party; counted once for each snapshot."""

    def made() -> tuple[DyadCount, ...]:
        with shelf.reader() as reader:
            return reader.dyads(COUNTED, party)

    return shelf.once(("dyads", party), made)


@router.get("/dyads/{actor}/{recipient}")
def dyad(
    request: Request,
    shelf: OnShelf,
    actor: str,
    recipient: str,
    by: Literal["day", "week", "month"] = "week",
    since: Annotated[str, Query(max_length=10)] = "",
    until: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    """A pair of parties over time."""
    pair = dyad_of(actor, recipient, shelf.rules.countries)
    first, last = day("since", since), day("until", until)
    found = followed(shelf, pair, by, first, last)
    chart = lanes_of(found, by)
    rendered: Response = request.app.state.pages.page(request, "dyad.html", f=found, chart=chart, pair=pair, by=by, since=since, until=until)
    return rendered


@router.get("/dyads/{actor}/{recipient}/{by}/{start}")
def period(request: Request, shelf: OnShelf, actor: str, recipient: str, by: Literal["day", "week", "month"], start: str) -> Response:
    """The events of a bar: what one did, or said, to the other in a day, week or month."""
    pair = dyad_of(actor, recipient, shelf.rules.countries)
    found = followed(shelf, pair, by, None, None)
    known = next((p for p in found.there.periods if p.start == start), None)
    if known is None:
        raise Missing(f"no {by} of this pair begins on {start[:10]!r}", "choose a bar on the page of the pair")
    with shelf.reader() as reader:
        events = reader.events_by_id(known.events[:EVENTS])
    ordered = tuple(events[i] for i in known.events if i in events)
    rendered: Response = request.app.state.pages.page(request, "period.html", f=found, pair=pair, by=by, period=known, events=ordered)
    return rendered


def followed(shelf: Shelf, pair: Dyad, by: str, since: str | None, until: str | None) -> Followed:
    """A pair followed, worked out once for each snapshot."""

    def made() -> Followed:
        with shelf.reader() as reader:
            return follow(reader, pair, cast(Unit, by), shelf.rules, since=since, until=until)

    return shelf.once(("follow", str(pair), by, since, until), made)


def lanes_of(found: Followed, by: str) -> LanesChart:
    """The chart of a pair; every bar opens its events."""

    def link(period: Period, direction: Dyad) -> str:
        return f"{pair_address(direction)}/{by}/{period.start}"

    return lanes(found.there, found.back, found.names, link, found.ruptures)
