"""Corrections by people: all of them, and a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Body, Query, Request
from fastapi.responses import Response
from pydantic import Field

from sayso.errors import SettingsError, StoreError
from sayso.model.event import Correction
from sayso.run.amended import MERGE, SPLIT
from sayso.run.correcting import VERDICTS, Make, Signed, correcting, leave, merging, splitting
from sayso.run.correction_values import FIELDS, codes_of
from sayso.run.verdicts import corrections_of
from sayso.track.placed import VERBAL
from sayso.web.api.answers import LIMIT, After, Limit, Listed, answer, piece
from sayso.web.api.errors import LISTS, WRITES
from sayso.web.asked import OnShelf
from sayso.web.chores import Chores
from sayso.web.errors import Missing
from sayso.web.shelf import Shelf

router = APIRouter(tags=["corrections"])
WHAT = (*VERDICTS, MERGE, SPLIT, *FIELDS)
Name = Annotated[str, Field(min_length=1, max_length=64)]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction. `waiting`: it was made, but not yet carried out."""

    id: str
    target: str
    field: str
    old: str | None
    new: str | None
    by: str
    at: str
    reason: str
    claims: tuple[str, ...]
    waiting: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """A correction to be made. `target`: a claim, an event, or for `undo` a correction. `field`: accept, reject, undo, merge, split, or a field with its right
    `value`. For a merge `events` names the others; for a split `claims` those that leave. `by` signs it."""

    target: Name
    field: Annotated[str, Field(json_schema_extra={"enum": [*WHAT]})]
    by: Annotated[str, Field(min_length=1, max_length=100)]
    value: Annotated[str | None, Field(max_length=500)] = None
    reason: Annotated[str, Field(max_length=500)] = ""
    events: Annotated[tuple[Name, ...], Field(max_length=50, description="For a merge: the other events")] = ()
    claims: Annotated[tuple[Name, ...], Field(max_length=500, description="For a split: the claims that leave")] = ()


@router.get("/corrections", operation_id="listCorrections", response_model=Listed[Corrected], responses=LISTS)
def list_corrections(
    shelf: OnShelf,
    target: Annotated[str, Query(max_length=64, description="Those of one claim or event")] = "",
    limit: Limit = LIMIT,
    after: After = "",
) -> Response:
    """Corrections in the order they arrived, with those that wait."""
    with shelf.reader() as reader:
        found, done = corrections_of(reader), {c.id for c in reader.corrections()} - {c.id for c in reader.waiting()}
    wanted = [c for c in found if not target or target == c.target or target in c.claims]
    shown = piece(wanted, limit, after)
    return answer(Listed(tuple(_corrected(c, c.id not in done) for c in shown.items), shown.next))


@router.post("/corrections", operation_id="correct", status_code=202, response_model=Correction, responses=WRITES)
def correct(request: Request, shelf: OnShelf, wanted: Annotated[Wanted, Body()]) -> Response:
    """Leaves a correction for whoever writes to the store next. Nothing is overwritten, and each can be undone."""
    signed = Signed(wanted.by.strip(), datetime.now(UTC).isoformat(timespec="seconds"), wanted.reason.strip())
    if not signed.by:
        raise SettingsError("by: nobody signs", "give a name")
    with shelf.reader() as reader:
        try:
            made = leave(reader, _make(wanted, signed, shelf))
        except StoreError as error:
            if error.__cause__ is not None:  # the store itself fails
                raise
            raise Missing(error.what, error.remedy) from error
    chores: Chores = request.app.state.chores
    chores.wake()
    response = answer(made)
    response.status_code = 202
    return response


def _make(wanted: Wanted, signed: Signed, shelf: Shelf) -> Make:
    """What makes the correction from what the store says. Raises SettingsError."""
    types = shelf.ontology.types
    if wanted.field in (MERGE, SPLIT) and wanted.value is not None:
        raise SettingsError(f"value: a {wanted.field} has none", "leave it out")
    if wanted.field == MERGE:
        if not wanted.events:
            raise SettingsError("events: no other event is named", "name the events that are the same")
        return merging([wanted.target, *wanted.events], signed, frozenset(name for name, t in types.items() if t.quad in VERBAL))
    if wanted.field == SPLIT:
        return splitting(wanted.target, wanted.claims, signed)
    return correcting(wanted.target, wanted.field, wanted.value, signed, types, codes_of(shelf.ontology))


def _corrected(c: Correction, waiting: bool) -> Corrected:
    return Corrected(c.id, c.target, c.field, c.old, c.new, c.by, c.at, c.reason, c.claims, waiting)
