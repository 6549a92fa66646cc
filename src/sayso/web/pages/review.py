"""The review queue: one claim at a time, its sentence, every value with its words, and a verdict. Keys: a, x, e, space, u."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, get_args

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from sayso.errors import SettingsError
from sayso.model.claim import Claim, Status
from sayso.model.event import Correction
from sayso.model.text import Document
from sayso.run.amended import ACCEPT, REJECT, UNDO
from sayso.run.correcting import Signed, correcting, leave
from sayso.run.correction_values import FIELDS, codes_of, told
from sayso.run.marking import line_of
from sayso.run.precision import Precision, precision_of
from sayso.run.reviewing import Item, Order, queue, reviewed
from sayso.run.verdicts import corrections_of
from sayso.store import Reader
from sayso.web.asked import OnShelf
from sayso.web.chores import Chores
from sayso.web.errors import Missing
from sayso.web.guard import Fields
from sayso.web.kept import KeptRoute
from sayso.web.marked import Paragraph, paragraphs
from sayso.web.pages.correct import checked, signed
from sayso.web.pages.reading import Card
from sayso.web.render import address
from sayso.web.shelf import Shelf

router = APIRouter(route_class=KeptRoute)
EDIT = "edit"
AROUND = 2
"""Paragraphs of the report shown before and behind the claim's own."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where in the queue somebody is; kept in the address."""

    order: str
    type: str

    @property
    def query(self) -> dict[str, str]:
        """The parameters again."""
        return {"order": "" if self.order == "matters" else self.order, "type": self.type}


@dataclass(frozen=True, slots=True)
class Desk:
    """A claim to decide on. `item` is None where it was asked for by id. `values` are the coder's, in the form a person types them."""

    card: Card
    document: Document
    paragraphs: tuple[Paragraph, ...]
    item: Item | None
    values: tuple[tuple[str, str], ...]


@router.get("/review")
def review(
    request: Request,
    shelf: OnShelf,
    order: Annotated[str, Query(max_length=20)] = "matters",
    type: Annotated[str, Query(max_length=40)] = "",
    claim: Annotated[str, Query(max_length=64)] = "",
    after: Annotated[str, Query(max_length=100)] = "",
    last: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """The next claim to decide on, or the one asked for. `last` is the correction made before, which can be undone."""
    where = placed(shelf, order, type)
    with shelf.reader() as reader:
        desk = _asked(reader, shelf, claim) if claim else _next(reader, shelf, where, after)
        former = next((c for c in corrections_of(reader) if c.id == last), None) if last else None
    skip = address("/review", **where.query, after=desk.item.cursor) if desk and desk.item else address("/review", **where.query)
    rendered: Response = request.app.state.pages.page(
        request,
        "review.html",
        desk=desk,
        where=where,
        skip=skip,
        former=former,
        orders=get_args(Order),
        types=tuple(shelf.ontology.types),
        statuses=get_args(Status),
    )
    return rendered


@router.post("/review")
async def decide(request: Request, shelf: OnShelf) -> Response:
    """Takes a verdict, edits or an undoing, and goes on to the next claim."""
    form = await checked(request)
    return await run_in_threadpool(_decided, request, shelf, form)


@router.get("/review/precision")
def estimated(request: Request, shelf: OnShelf) -> Response:
    """How often the coder is right, by what people decided."""
    with shelf.reader() as reader:
        found: Precision = precision_of(reader)
    rendered: Response = request.app.state.pages.page(request, "precision.html", found=found)
    return rendered


def placed(shelf: Shelf, order: str, type: str) -> Where:
    """A place in the queue. Raises SettingsError."""
    if order not in get_args(Order):
        raise SettingsError(f"order: {order[:20]!r} is no order", f"use one of {', '.join(get_args(Order))}")
    if type and type not in shelf.ontology.types:
        raise SettingsError(f"type: no event type {type[:40]!r}", f"use one of {', '.join(shelf.ontology.types)}")
    return Where(order, type)


def _next(reader: Reader, shelf: Shelf, where: Where, after: str) -> Desk | None:
    order: Order = "sample" if where.order == "sample" else "matters"
    found = queue(reader, types=(where.type,) if where.type else (), reviewed=reviewed(reader), limit=1, after=after or None, order=order)
    return _desk(reader, shelf, found[0].claim, found[0]) if found else None


def _asked(reader: Reader, shelf: Shelf, id: str) -> Desk:
    found = reader.find_claim(id)
    if found is None:
        raise Missing(f"no claim has an id that begins with {id[:64]!r}", "go on with the queue: /review")
    return _desk(reader, shelf, found, None)


def _desk(reader: Reader, shelf: Shelf, claim: Claim, item: Item | None) -> Desk:
    document = reader.document(claim.document.id)
    if document is None:
        raise Missing("the report of this claim is gone", "go on with the queue: /review")
    threat, event = shelf.rules.tracking.threats.type, reader.event_ids([claim.id])
    own = tuple(c for c in corrections_of(reader) if claim.id == c.target or claim.id in c.claims)
    card = Card(1, claim, line_of(claim, threat), event[0] if event else None, own, True)
    lines = paragraphs(document, reader.sentences_of(document.id), [claim], threat, claim)
    values = tuple((field, told(claim, field) or "") for field in FIELDS)
    return Desk(card, document, _around(lines), item, values)


def _around(lines: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraph with the claim's words, and some beside it."""
    at = next((n for n, p in enumerate(lines) if any(piece.over for piece in p.pieces)), 0)
    return tuple(lines[max(0, at - AROUND) : at + AROUND + 1])


def _decided(request: Request, shelf: Shelf, form: Fields) -> Response:
    where, who = placed(shelf, form.one("order") or "matters", form.one("type")), signed(form)
    with shelf.reader() as reader:
        made = _made(reader, shelf, form, who)
    chores: Chores = request.app.state.chores
    chores.wake()
    if form.one("verdict") == UNDO and made:
        return RedirectResponse(address("/review", **where.query, claim=made[-1].target), 303)
    return RedirectResponse(address("/review", **where.query, last=made[-1].id if made else ""), 303)


def _made(reader: Reader, shelf: Shelf, form: Fields, who: Signed) -> list[Correction]:
    """Leaves what a form says in the inbox. All of it is checked before any is left."""
    verdict, claim = form.one("verdict"), form.one("claim")
    types, codes = shelf.ontology.types, codes_of(shelf.ontology)
    if verdict in (ACCEPT, REJECT, UNDO):
        return [leave(reader, correcting(claim, verdict, None, who, types, codes))]
    if verdict != EDIT:
        raise SettingsError(f"no verdict {verdict[:20]!r}", f"use one of {ACCEPT}, {REJECT}, {EDIT}, {UNDO}")
    found = reader.find_claim(claim)
    if found is None:
        raise Missing(f"no claim {claim[:64]!r}", "go on with the queue: /review")
    changed = [(f, form.one(f).strip()) for f in FIELDS if form.one(f).strip() and form.one(f).strip() != (told(found, f) or "")]
    if not changed:
        raise SettingsError("no value was changed", "go back and change one, or accept the claim as it is")
    makes = [correcting(found.id, field, value, who, types, codes) for field, value in changed]
    return [leave(reader, make) for make in makes]
