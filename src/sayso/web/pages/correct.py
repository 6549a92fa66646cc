"""What pages write: merges, splits and verdicts, left in the store's inbox, signed."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from sayso.errors import SettingsError
from sayso.run.correcting import Make, Signed, leave, merging, splitting
from sayso.track.placed import VERBAL
from sayso.web.asked import OnShelf
from sayso.web.chores import Chores
from sayso.web.guard import Fields, check_form, read_form
from sayso.web.shelf import Shelf

router = APIRouter()
BY = "page"
"""Who signs where nobody gives a name."""


@router.post("/events/{id}/split")
async def split(request: Request, shelf: OnShelf, id: str) -> Response:
    """Splits the picked claims off an event."""
    form = await checked(request)
    claims = form.all("claim")
    if not claims:
        raise SettingsError("no claim was picked", "go back and pick the claims that are of another event")
    return await run_in_threadpool(written, request, shelf, splitting(id, claims, signed(form)), f"/events/{id}")


@router.post("/events/{id}/merge")
async def merge(request: Request, shelf: OnShelf, id: str) -> Response:
    """Says that other events are this one."""
    form = await checked(request)
    others = [o.strip() for o in form.all("other") if o.strip()]
    if not others:
        raise SettingsError("no other event was named", "go back and pick one, or type its id")
    speech = frozenset(name for name, t in shelf.ontology.types.items() if t.quad in VERBAL)
    return await run_in_threadpool(written, request, shelf, merging([id, *others], signed(form), speech), f"/events/{id}")


async def checked(request: Request) -> Fields:
    """The fields of a form that one of our pages sent. Raises SettingsError for any other."""
    form = await read_form(request)
    if not check_form(request, form.one("form")):
        raise SettingsError("the form is too old, or not from this page", "load the page again and send it once more")
    return form


def signed(form: Fields) -> Signed:
    """Who corrects, now, and why."""
    return Signed(form.one("by").strip()[:100] or BY, datetime.now(UTC).isoformat(timespec="seconds"), form.one("reason").strip()[:200])


def written(request: Request, shelf: Shelf, make: Make, then: str) -> Response:
    """Leaves a correction in the inbox, wakes who carries it out, and goes on to a page of ours."""
    with shelf.reader() as reader:
        leave(reader, make)
    chores: Chores = request.app.state.chores
    chores.wake()
    path = urlsplit(then)
    return RedirectResponse(f"{path.path}{f'?{path.query}' if path.query else ''}", 303)
