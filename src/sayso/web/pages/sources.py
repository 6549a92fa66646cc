"""Sources: who is quoted, for which side, how often alone; and the outlets that publish."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sayso.run.outlets import used
from sayso.web.asked import OnShelf
from sayso.web.render import address

router = APIRouter()
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
    with shelf.reader() as reader:
        found = shelf.once(("speakers", side), lambda: reader.speakers(MOST, side or None))
        outlets = shelf.once("outlets", lambda: used(reader.outlets(), shelf.outlets))
    shown = found[after : after + PAGE]
    next = address("/sources", side=side, after=after + PAGE) if after + PAGE < len(found) else None
    rendered: Response = request.app.state.pages.page(
        request, "sources.html", found=shown, outlets=outlets[:OUTLETS], more=len(outlets) - OUTLETS, next=next, side=side, after=after
    )
    return rendered
