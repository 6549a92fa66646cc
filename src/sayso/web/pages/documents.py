"""The list of reports."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sayso.store.records import ReportFilter
from sayso.web.asked import PAGE, OnShelf, day
from sayso.web.kept import KeptRoute
from sayso.web.render import address

router = APIRouter(route_class=KeptRoute)


@router.get("/documents")
def documents(
    request: Request,
    shelf: OnShelf,
    outlet: Annotated[str, Query(max_length=200)] = "",
    since: Annotated[str, Query(max_length=10)] = "",
    until: Annotated[str, Query(max_length=10)] = "",
    after: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Reports, newest first."""
    with shelf.reader() as reader:
        page = reader.document_page(ReportFilter(outlet or None, day("since", since), day("until", until)), PAGE, after or None, text=True)
    asked = {"outlet": outlet, "since": since, "until": until}
    next = address("/documents", **asked, after=page.next) if page.next else None
    rendered: Response = request.app.state.pages.page(request, "documents.html", found=page.items, next=next, asked=asked, after=after)
    return rendered
