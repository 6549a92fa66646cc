"""How long an answer may take, and how many are made at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.errors import SaysoError
from sayso.web.guard.refusal import Refusal
from sayso.web.guard.rules import GuardRules

GRACE = 10.0
"""Seconds an answer that is too late has to end by itself."""


class Late(SaysoError):
    """The request's time is over: nobody waits for the answer any more."""


class Deadline:
    """What a request has running, so that it can be stopped from outside its thread."""

    def __init__(self) -> None:
        self._stops: list[Callable[[], None]] = []
        self._lock = Lock()
        self._late = False

    def stop(self) -> None:
        """Stops all that runs; nothing new begins."""
        with self._lock:
            self._late = True
            for stop in self._stops:
                stop()

    def begin(self, stop: Callable[[], None]) -> None:
        """Something runs that `stop` interrupts. Raises Late."""
        with self._lock:
            if self._late:
                raise Late("the request took too long", "ask for less at once")
            self._stops.append(stop)

    def end(self, stop: Callable[[], None]) -> None:
        """It has ended: it will not be interrupted, also not if the time is over this moment."""
        with self._lock:
            self._stops.remove(stop)


CURRENT: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


@contextmanager
def stoppable(stop: Callable[[], None]) -> Iterator[None]:
    """Around a query: `stop` (a connection's `interrupt`) is called from another thread when the request's time is over. Raises Late.

    Outside a request it does nothing."""
    deadline = CURRENT.get()
    if deadline is None:
        yield
        return
    deadline.begin(stop)
    try:
        yield
    finally:
        deadline.end(stop)


class _Gate:
    """A `send` that can be shut, and knows whether the answer has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = asyncio.Event()
        self.shut = False

    async def __call__(self, message: Message) -> None:
        if not self.shut:
            self.begun.set()
            await self._send(message)


class Clocked:
    """The app within limits of time and number."""

    def __init__(self, app: ASGIApp, rules: GuardRules) -> None:
        self._app, self._rules = app, rules
        self._running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send, refuse: Callable[[Refusal], Awaitable[None]]) -> None:
        """Answers, or refuses: too many at once, too late. An error of the app's is told as 500 and raised."""
        if self._running >= self._rules.at_once:
            await refuse(Refusal(503, f"{self._rules.at_once} requests are being answered already", "wait a second and ask again", (("retry-after", "1"),)))
            return
        gate, deadline = _Gate(send), Deadline()
        task = self._start(scope, receive, gate, deadline)
        try:
            if await self._in_time(task, gate):
                task.result()
                return
        except asyncio.CancelledError:
            self._abandon(task, gate, deadline)
            task.cancel()
            raise
        except Exception:
            if not gate.begun.is_set():
                await refuse(Refusal(500, "that is a fault of sayso's own", "please report it, with the address you asked for"))
            raise
        self._abandon(task, gate, deadline)
        if not gate.begun.is_set():
            await refuse(Refusal(503, f"this took longer than {self._rules.seconds:g} s", "ask for less at once, or later", (("retry-after", "10"),)))

    def _start(self, scope: Scope, receive: Receive, gate: _Gate, deadline: Deadline) -> asyncio.Task[None]:
        async def run() -> None:
            CURRENT.set(deadline)
            await self._app(scope, receive, gate)

        self._running += 1
        task = asyncio.create_task(run())
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        """A request counts until its thread is free, or the grace is over, also when nobody waits for it any more."""
        self._running -= 1
        if not task.cancelled():
            task.exception()

    async def _in_time(self, task: asyncio.Task[None], gate: _Gate) -> bool:
        done, _ = await asyncio.wait({task}, timeout=self._rules.seconds)
        if not done and gate.begun.is_set():
            done, _ = await asyncio.wait({task}, timeout=max(0, self._rules.whole - self._rules.seconds))
        return bool(done)

    def _abandon(self, task: asyncio.Task[None], gate: _Gate, deadline: Deadline) -> None:
        """Nobody hears the app any more, and its queries stop. One that waits in a thread ends with it: cancelled, it would leave the thread uncounted."""
        gate.shut = True
        deadline.stop()
        asyncio.get_running_loop().call_later(0 if gate.begun.is_set() else GRACE, task.cancel)
