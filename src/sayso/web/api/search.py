"""The search. Its index is brought up to date beside the snapshot: no tags here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from sayso.store.naming import Name
from sayso.store.search import Found, Hit, Index
from sayso.web.api.answers import After, answer
from sayso.web.api.errors import LISTS
from sayso.web.asked import LONGEST, OnShelf

router = APIRouter(tags=["search"])
NAMES = 20


@dataclass(frozen=True, slots=True)
class Searched:
    """Reports that hold all the words, the best first; `total` of them (`more`: that or more) of `indexed` looked through. `parties` and `places` whose
    names hold the words come with the first page."""

    items: tuple[Hit, ...]
    next: str | None
    total: int
    more: bool
    indexed: int
    parties: tuple[Name, ...]
    places: tuple[Name, ...]


@router.get("/search", operation_id="search", response_model=Searched, responses=LISTS)
def search(
    shelf: OnShelf,
    q: Annotated[str, Query(max_length=LONGEST, description='Words; "exact words" in quotes', examples=["drone strike"])] = "",
    limit: Annotated[int, Query(ge=1, le=100, description="Reports at most", examples=[20])] = 20,
    after: After = "",
) -> Response:
    """Reports that hold all the words in title, text or outlet, the best first; and parties and places called so."""
    index = Index(shelf.path)
    with shelf.reader() as reader:
        found: Found = index.search(reader, q, limit=limit, after=after or None)
    names = ((), ()) if after or not q.strip() else (index.parties(q, NAMES), index.places(q, NAMES))
    return answer(Searched(found.hits, found.next, found.total, found.more, found.indexed, *names))
