"""The review queue, what the verdicts say of the coder, and the claims people decided on as labelled data. What waits in the inbox counts: no tags here."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from sayso.errors import SettingsError
from sayso.run.labelled import labelled
from sayso.run.precision import Precision, precision_of
from sayso.run.reviewing import Item, Order, queue, reviewed
from sayso.web.api.answers import After, Listed, answer
from sayso.web.api.errors import LISTS
from sayso.web.api.files import FILE, described, sent
from sayso.web.asked import OnShelf
from sayso.writers.jsonl import line

router = APIRouter(prefix="/review", tags=["review"])
MOST = 200


@router.get("/queue", operation_id="listQueue", response_model=Listed[Item], responses=LISTS)
def list_queue(
    shelf: OnShelf,
    order: Annotated[Order, Query(description="What matters first, or a sample of all")] = "matters",
    type: Annotated[str, Query(max_length=40, description="One type of events")] = "",
    limit: Annotated[int, Query(ge=1, le=MOST, description="Claims at most", examples=[25])] = 25,
    after: After = "",
) -> Response:
    """Claims nobody has decided on: those that matter most and are least sure first, or a sample."""
    wanted = type.strip().upper()
    if wanted and wanted not in shelf.ontology.types:
        raise SettingsError(f"type: {type[:40]!r} is not allowed", f"use one of {', '.join(shelf.ontology.types)}")
    with shelf.reader() as reader:
        found = queue(reader, types=(wanted,) if wanted else (), reviewed=reviewed(reader), limit=limit, after=after or None, order=order)
    return answer(Listed(found, found[-1].cursor if len(found) == limit else None))


@router.get("/precision", operation_id="getPrecision", response_model=Precision, responses=LISTS)
def get_precision(shelf: OnShelf) -> Response:
    """How often the coder is right, by what people decided: of the claims reviewed, and, from the sample, of all."""
    with shelf.reader() as reader:
        return answer(precision_of(reader))


@router.get("/labelled.jsonl", operation_id="downloadLabelled", response_class=FILE, responses=described("jsonl"))
def download_labelled(shelf: OnShelf) -> Response:
    """The claims people decided on: the words, what the coder made of them, and what is right. A record a line."""
    with shelf.reader() as reader:
        lines = [f"{line(record)}\n" for record in labelled(reader)]
    return sent("labelled", "jsonl", iter(lines))
