"""The reading view: a report as printed, its claims marked, and beside them who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sayso.model.claim import Claim
from sayso.model.event import Correction
from sayso.model.text import Document
from sayso.run.marking import LEGEND, Line, line_of
from sayso.run.verdicts import corrections_of
from sayso.store import Reader
from sayso.web.asked import OnShelf
from sayso.web.errors import Missing
from sayso.web.kept import KeptRoute
from sayso.web.marked import LIMIT, Paragraph, paragraphs
from sayso.web.shelf import Shelf

router = APIRouter(route_class=KeptRoute)


@dataclass(frozen=True, slots=True)
class Card:
    """A claim beside the text: its number there, its line, the event it is part of (None: none), people's corrections of it."""

    number: int
    claim: Claim
    line: Line
    event: str | None
    corrections: tuple[Correction, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A report, marked. `cut` is how many characters are not shown."""

    document: Document
    paragraphs: tuple[Paragraph, ...]
    cards: tuple[Card, ...]
    chosen: Card | None
    cut: int


@router.get("/documents/{id}")
def reading(request: Request, shelf: OnShelf, id: str, claim: Annotated[str, Query(max_length=64)] = "") -> Response:
    """A report by its id or the beginning of it; with `claim` the words behind each of its values."""
    with shelf.reader() as reader:
        view = read(reader, shelf, id, claim)
    page: Response = request.app.state.pages.page(request, "reading.html", view=view, legend=LEGEND)
    return page


def read(reader: Reader, shelf: Shelf, id: str, chosen: str) -> Reading:
    """The view of a report. Raises Missing where it is not there."""
    document = reader.document(id)
    if document is None:
        raise Missing(f"no report has an id that begins with {id[:64]!r}", "find it with the search, or from an event")
    claims, threat = reader.claims_of(document.id), shelf.rules.tracking.threats.type
    of = {m.claim: e.id for e in reader.events_of([c.id for c in claims]) for m in e.members}
    cards = tuple(_cards(claims, of, corrections_of(reader), threat, chosen))
    picked = next((c for c in cards if c.chosen), None)
    lines = paragraphs(document, reader.sentences_of(document.id), claims, threat, picked.claim if picked else None)
    return Reading(document, lines, cards, picked, max(0, len(document.text) - LIMIT))


def _cards(claims: Sequence[Claim], of: Mapping[str, str], corrections: Sequence[Correction], threat: str, chosen: str) -> list[Card]:
    def made(number: int, claim: Claim) -> Card:
        own = tuple(c for c in corrections if claim.id == c.target or claim.id in c.claims)
        return Card(number, claim, line_of(claim, threat), of.get(claim.id), own, claim.id == chosen)

    return [made(n, c) for n, c in enumerate(claims, 1)]
