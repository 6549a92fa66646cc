"""Whether the server works, and on what."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import Response

from sayso.model.release import release
from sayso.store.records import Overview
from sayso.web.api.answers import Tagged, answer
from sayso.web.api.errors import LISTS
from sayso.web.asked import OnShelf
from sayso.web.pages.overview import totals

router = APIRouter(tags=["server"], route_class=Tagged)


@dataclass(frozen=True, slots=True)
class Health:
    """`ok`: the store can be read. `stamp` changes when there is something new in it. `sayso` and `ontology` are versions of the server, `coders` of those
    who coded what is in the store."""

    ok: bool
    stamp: str
    sayso: str
    ontology: str
    coders: tuple[str, ...]


@router.get("/health", operation_id="getHealth", response_model=Health, responses=LISTS)
def get_health(shelf: OnShelf) -> Response:
    """Whether the store can be read, and the versions."""
    stamp = "-".join(f"{part:x}" for part in shelf.stamp)
    with shelf.reader() as reader:
        coders = tuple(dict.fromkeys(f"{c.coder}, ontology {c.ontology}" for c in reader.codings()))
    return answer(Health(True, stamp, release(), shelf.ontology.version, coders))


@router.get("/overview", operation_id="getOverview", response_model=Overview, responses=LISTS)
def get_overview(shelf: OnShelf) -> Response:
    """How much the store holds."""
    return answer(totals(shelf))
