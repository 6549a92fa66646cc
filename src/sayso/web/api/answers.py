"""What all answers of the API share: records as JSON, lists a page at a time, and tags that spare work."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Path, Query, Request
from fastapi.responses import Response
from fastapi.routing import APIRoute

from sayso.errors import SettingsError
from sayso.model.ids import digest
from sayso.model.release import release
from sayso.web.asked import MOST, PAGE, shelf_of
from sayso.web.kept import Kept
from sayso.web.shelf import Shelf
from sayso.writers.jsonl import line

T = TypeVar("T")
KEPT = 5000
"""Rows of lists that are counted out (pairs, sources, places): those with most."""
Limit = Annotated[int, Query(ge=1, le=MOST, description="Items at most", examples=[20])]
After = Annotated[str, Query(max_length=300, description='Where to go on: "next" of the page before', examples=[""])]
Id = Annotated[str, Path(min_length=1, max_length=64, description="The whole id")]
LIMIT = PAGE


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """A piece of a list. `next` asks for the piece after it, as `after`; null at the end."""

    items: tuple[T, ...]
    next: str | None


class Tagged(APIRoute):
    """A route whose answers follow from the snapshot, the address and the program alone. Who has the answer already is told so before any work is done."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answered = super().get_route_handler()

        async def tagged(request: Request) -> Response:
            tag = tag_of(shelf_of(request), str(request.url))
            if tag in _had(request.headers.get("if-none-match", "")):
                return Response(status_code=304, headers={"ETag": tag})
            kept: Kept = request.app.state.kept
            found = kept.find(tag)
            response = found.response if found else await answered(request)
            if found is None:
                kept.keep(tag, response)
            if response.status_code == 200:
                response.headers["ETag"] = tag
            return response

        return tagged


def tag_of(shelf: Shelf, address: str) -> str:
    """A strong entity tag (RFC 9110, 8.8.3). Outlets are in it: their names stand in tables, and a user may change them without changing the store."""
    outlets = shelf.once("outlets tag", lambda: digest(*shelf.outlets.values()))
    parts = (*map(str, shelf.stamp), address, release(), shelf.ontology.version, outlets)
    return f'"{blake2b(chr(10).join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()}"'


def answer(record: object) -> Response:
    """A record, as the command line writes it."""
    return Response(f"{line(record)}\n", media_type="application/json")


def piece(found: Sequence[T], limit: int, after: str) -> Listed[T]:
    """A piece of a list that is there as a whole; the cursor is how many items came before. Raises SettingsError."""
    if after and not (after.isascii() and after.isdigit() and len(after) < 9):
        raise SettingsError(f"after: {after[:40]!r} is no place in this list", "begin again without it")
    end = int(after or 0) + limit
    return Listed(tuple(found[end - limit : end]), str(end) if end < len(found) else None)


def _had(header: str) -> frozenset[str]:
    """The tags a client has. "*" is none of ours: it would need a look whether there is anything."""
    return frozenset(part.strip().removeprefix("W/") for part in header.split(","))
