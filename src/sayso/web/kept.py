"""Answers kept as they were sent: the same address over the same snapshot, with the same corrections waiting, gives the same page."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from threading import Lock
from typing import Any

from fastapi import Request
from fastapi.responses import Response, StreamingResponse
from fastapi.routing import APIRoute

from sayso.store.files import beside
from sayso.web.guard import signed_in
from sayso.web.shelf import Shelf

BESIDE = ("inbox", "search", "search-wal")
"""Endings of the files a page may depend on, beside the snapshot."""
BYTES = 48_000_000
"""Of all answers kept together."""
LARGEST = 1_000_000
"""Of one."""


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer: its bytes and what they are."""

    body: bytes
    kind: str

    @property
    def response(self) -> Response:
        """The answer again."""
        return Response(self.body, headers={"content-type": self.kind})


class Kept:
    """The answers asked for last, by what they depend on."""

    def __init__(self) -> None:
        self._answers: OrderedDict[str, Sent] = OrderedDict()
        self._lock = Lock()
        self._bytes = 0

    def find(self, key: str) -> Sent | None:
        """The answer, None where it is not kept."""
        with self._lock:
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
            return found

    def keep(self, key: str, response: Response) -> None:
        """Keeps an answer, if it is whole and not too long; what has not been asked for longest makes room."""
        if response.status_code != 200 or isinstance(response, StreamingResponse) or len(response.body) > LARGEST:
            return
        sent = Sent(bytes(response.body), response.headers["content-type"])
        with self._lock:
            self._forget(key)
            self._answers[key] = sent
            self._bytes += len(sent.body)
            while self._bytes > BYTES:
                self._forget(next(iter(self._answers)))

    def _forget(self, key: str) -> None:
        gone = self._answers.pop(key, None)
        self._bytes -= len(gone.body) if gone else 0


class KeptRoute(APIRoute):
    """A page that is made once for those who have not signed in."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, behind what is kept."""
        made = super().get_route_handler()

        async def answered(request: Request) -> Response:
            if request.method != "GET" or signed_in(request):
                return await made(request)
            kept: Kept = request.app.state.kept
            key = key_of(request)
            found = kept.find(key)
            if found is not None:
                return found.response
            response = await made(request)
            kept.keep(key, response)
            return response

        return answered


def key_of(request: Request) -> str:
    """What a page depends on: snapshot, corrections that wait, search index, address. Raises StoreError where the store is gone."""
    shelf: Shelf = request.app.state.shelf
    beside_it = (part for ending in BESIDE for part in _written(shelf, ending))
    return " ".join((*map(str, (*shelf.stamp, *beside_it)), request.url.path, request.url.query))


def _written(shelf: Shelf, ending: str) -> tuple[int, int]:
    """What tells whether a file beside the store has been written to: its size and time."""
    try:
        found = beside(shelf.path.resolve(), ending).stat()
    except OSError:
        return (0, 0)
    return (found.st_size, found.st_mtime_ns)
