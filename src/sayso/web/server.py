"""uvicorn, with what it lacks: a limit of time for a request's headers, a limit of connections that spares those who are being answered, a quiet stop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from types import FrameType
from typing import cast

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from sayso.web.guard.headers import ALWAYS, CACHE, NEVER

HEADER_SECONDS = 10.0
"""Until a request's headers have come, counted from the connection or from the request's first byte."""
IDLE_SECONDS = 5
CONNECTIONS = 512
HEADER_BYTES = 32 * 1024
STOP_SECONDS = 3
"""For answers that are being made when the server is stopped."""
REASONS = {400: b"Bad Request", 408: b"Request Timeout"}


class Patient(H11Protocol):
    """A connection that waits for headers, but not for ever. Of too many, the one that has waited longest goes."""

    header_seconds = HEADER_SECONDS
    most = CONNECTIONS
    _waiting: asyncio.TimerHandle | None = None
    _began = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()
        if len(self.connections) > self.most:
            _oldest(self).give_up()

    def data_received(self, data: bytes) -> None:
        self._began = True
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._wait()
        else:
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        self._began = False
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        self._end(400, "That is no HTTP request.\n")

    def give_up(self) -> None:
        """Ends a connection whose headers have not come; without a word where nothing has."""
        self._stop_waiting()
        if self.transport.is_closing():
            return
        if self._began and self.conn.our_state is h11.IDLE:
            self._end(408, f"The request's headers did not come within {self.header_seconds:g} s.\n")
        else:
            self.transport.close()

    @property
    def since(self) -> float:
        """When it will be given up, by the loop's clock; never for those whose headers are here."""
        return self._waiting.when() if self._waiting else float("inf")

    def _wait(self) -> None:
        if self._waiting is None and not self.transport.is_closing():
            self._waiting = self.loop.call_later(self.header_seconds, self.give_up)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _end(self, status: int, text: str) -> None:
        body = text.encode()
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode()), (b"connection", b"close")]
        events = (
            h11.Response(status_code=status, headers=[*headers, *ALWAYS, (CACHE, NEVER)], reason=REASONS[status]),
            h11.Data(data=body),
            h11.EndOfMessage(),
        )
        for event in events:
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()


class Stoppable(uvicorn.Server):
    """Tells when it listens. A signal ends it quietly; a second one at once."""

    def __init__(self, config: uvicorn.Config, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._listening()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.force_exit, self.should_exit = self.should_exit, True


def server_for(app: ASGIApp, listening: Callable[[], None], protocol: type[Patient] = Patient) -> Stoppable:
    """A server of the app, ready for `run(sockets=[…])`. It writes no log but of faults of ours; it believes no proxy's word on who asks."""
    config = uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        lifespan="auto",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=STOP_SECONDS,
        h11_max_incomplete_event_size=HEADER_BYTES,
    )
    return Stoppable(config, listening)


def _oldest(newest: Patient) -> Patient:
    """The connection that has waited longest for headers; the newest where all others are being answered."""
    return min((cast(Patient, c) for c in newest.connections), key=lambda c: c.since, default=newest)
