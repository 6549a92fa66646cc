"""How to read the pages."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from sayso.run.marking import LEGEND
from sayso.web.asked import OnShelf
from sayso.web.kept import KeptRoute

router = APIRouter(route_class=KeptRoute)


@router.get("/help")
def how_to_read(request: Request, shelf: OnShelf) -> Response:
    """The words, the lines, the types."""
    page: Response = request.app.state.pages.page(request, "help.html", legend=LEGEND, types=tuple(shelf.ontology.types.values()))
    return page
