"""Search over the words of reports, the names of parties, and of places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sayso.model.text import Span
from sayso.store.naming import Name
from sayso.store.search import Found, Index
from sayso.web.asked import OnShelf
from sayso.web.kept import KeptRoute
from sayso.web.pages.overview import totals
from sayso.web.render import address

router = APIRouter(route_class=KeptRoute)
PAGE, NAMES = 20, 10


@dataclass(frozen=True, slots=True)
class Bit:
    """Some characters, and whether they were searched for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A report that holds the words: title and snippet in pieces."""

    document: str
    title: tuple[Bit, ...]
    outlet: str | None
    published: str | None
    snippet: tuple[Bit, ...]


@router.get("/search")
def search(request: Request, shelf: OnShelf, q: Annotated[str, Query(max_length=200)] = "", after: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Reports, parties and places that hold the words."""
    index = Index(shelf.path)
    with shelf.reader() as reader:
        found = index.search(reader, q, limit=PAGE, after=after or None)
    names: tuple[tuple[Name, ...], tuple[Name, ...]] = ((), ()) if after or not q.strip() else (index.parties(q, NAMES), index.places(q, NAMES))
    rendered: Response = request.app.state.pages.page(
        request,
        "search.html",
        q=q,
        found=found,
        hits=tuple(_hits(found)),
        parties=names[0],
        places=names[1],
        after=after,
        documents=totals(shelf).documents,
        next=address("/search", q=q, after=found.next) if found.next else None,
    )
    return rendered


def _hits(found: Found) -> Iterator[Shown]:
    for h in found.hits:
        title = _bits(h.title, h.title_words) if h.title else (Bit(h.opening, False),) if h.opening else ()
        yield Shown(h.document, title, h.outlet, h.published, _bits(h.snippet.text, h.snippet.words))


def _bits(text: str, words: Sequence[Span]) -> tuple[Bit, ...]:
    """Text cut at the words that were found."""
    out: list[Bit] = []
    at = 0
    for span in words:
        out += [Bit(text[at : span.start], False), Bit(span.of(text), True)]
        at = span.end
    return tuple(b for b in (*out, Bit(text[at:], False)) if b.text)
