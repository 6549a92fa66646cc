"""Claims: the list with its filters, one claim, and the event it is of."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Literal, get_args

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from sayso.model.claim import Claim, Status
from sayso.model.event import Event
from sayso.store import Filter
from sayso.web.api.answers import LIMIT, After, Id, Limit, Listed, Tagged, answer
from sayso.web.api.errors import FINDS, LISTS
from sayso.web.api.files import FILE, Rows, Total, described, file
from sayso.web.api.rows import claim_rows, claims
from sayso.web.asked import LONGEST, OnShelf, asked
from sayso.web.errors import Missing

router = APIRouter(tags=["claims"], route_class=Tagged)
Suffix = Literal["csv", "jsonl", "parquet"]


def wanted(
    shelf: OnShelf,
    pair: Annotated[str, Query(max_length=LONGEST, description="Actor and recipient, as USA-IRN")] = "",
    party: Annotated[str, Query(max_length=LONGEST, description="A country's code or name, or a group's id, on either side")] = "",
    since: Annotated[str, Query(max_length=10, description="First day of the report, YYYY-MM-DD")] = "",
    until: Annotated[str, Query(max_length=10, description="Last day of the report, YYYY-MM-DD")] = "",
    type: Annotated[str, Query(max_length=LONGEST, description="Types of events, between commas")] = "",
    status: Annotated[Literal["", Status], Query(description="The claim's own status", examples=["actual"])] = "",
    country: Annotated[str, Query(max_length=LONGEST, description="Country of the place")] = "",
    place: Annotated[str, Query(max_length=LONGEST, description="Name of the place")] = "",
    outlet: Annotated[str, Query(max_length=LONGEST, description="The outlet of the report")] = "",
    deed: Annotated[bool | None, Query(description="Whether the outlet vouches that it was done", examples=[True])] = None,
) -> Filter:
    """Filters of claims from the address. Raises SettingsError for a value that is not allowed."""
    found = asked(shelf, pair=pair, party=party, since=since, until=until, type=type, country=country, place=place, outlet=outlet).filter
    return replace(found, status=(status,) if status in get_args(Status) else (), deeds=deed)


Wanted = Annotated[Filter, Depends(wanted)]


@router.get("/claims", operation_id="listClaims", response_model=Listed[Claim], responses=LISTS)
def list_claims(shelf: OnShelf, wanted: Wanted, limit: Limit = LIMIT, after: After = "") -> Response:
    """Claims, those of the newest reports first, then as they stand in them. Most are no deeds: see `status`, `deed` and `alleged`."""
    with shelf.reader() as reader:
        page = reader.claim_page(wanted, limit, after or None)
    return answer(Listed(page.items, page.next))


@router.get("/claims.{suffix}", operation_id="downloadClaims", response_class=FILE, responses=described("csv", "jsonl", "parquet"))
def download_claims(request: Request, shelf: OnShelf, wanted: Wanted, suffix: Suffix, limit: Total = 10_000, after: After = "") -> Response:
    """The same list as a file: a table (CSV, Parquet) with the columns of `sayso export`, or records (JSONL)."""
    rows: Rows[Any] = claims(wanted) if suffix == "jsonl" else claim_rows(shelf, wanted)
    return file(request, shelf, "claims", suffix, rows, lambda r, n, at: r.claim_place(wanted, n, at), limit, after)


@router.get("/claims/{id}", operation_id="getClaim", response_model=Claim, responses=FINDS)
def get_claim(shelf: OnShelf, id: Id) -> Response:
    """One claim."""
    with shelf.reader() as reader:
        found = reader.claims([id])
    if id not in found:
        raise Missing(f"no claim has the id {id[:64]!r}", "find it in /api/v1/claims, or by its report or event")
    return answer(found[id])


@router.get("/claims/{id}/event", operation_id="getEventOfClaim", response_model=Event, responses=FINDS)
def get_event_of_claim(shelf: OnShelf, id: Id) -> Response:
    """The event a claim is of. Plans, wishes, conditions and claims people rejected are of none."""
    with shelf.reader() as reader:
        found = reader.events_of([id])
    if not found:
        raise Missing(f"no event has a claim {id[:64]!r}", "plans, wishes, conditions and rejected claims are of no event")
    return answer(found[0])
