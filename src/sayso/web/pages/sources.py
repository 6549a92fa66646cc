"""Sources: who is quoted, for which side, how often alone; and the outlets that publish."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sayso.run.outlets import Used, used
from sayso.store.records import Speaker
from sayso.web.asked import OnShelf
from sayso.web.kept import KeptRoute
from sayso.web.render import address
from sayso.web.shelf import Shelf

router = APIRouter(route_class=KeptRoute)
PAGE, MOST = 100, 5000
"""Sources on a page, and in all: those with most events."""
OUTLETS = 500


@router.get("/sources")
def sources(
    request: Request,
    shelf: OnShelf,
    side: Annotated[str, Query(max_length=64)] = "",
    after: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """Sources, those with most events first; of one side with `side`."""
    found = all_sources(shelf, side)
    outlets = shelf.once("outlets", lambda: all_outlets(shelf))
    shown = found[after : after + PAGE]
    next = address("/sources", side=side, after=after + PAGE) if after + PAGE < len(found) else None
    rendered: Response = request.app.state.pages.page(
        request, "sources.html", found=shown, outlets=outlets[:OUTLETS], more=len(outlets) - OUTLETS, next=next, side=side, after=after
    )
    return rendered


def all_sources(shelf: Shelf, side: str = "") -> tuple[Speaker, ...]:
    """Who is quoted, for one side or any; counted once for each snapshot."""

    def made() -> tuple[Speaker, ...]:
        with shelf.reader() as reader:
            return reader.speakers(MOST, side or None)

    return shelf.once(("speakers", side), made)


def all_outlets(shelf: Shelf) -> tuple[Used, ...]:
    """Outlets in use, with what is known of them."""
    with shelf.reader() as reader:
        return used(reader.outlets(), shelf.outlets)
