"""The guard: everything that is asked comes through here before the app sees it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

from sayso.web.guard.bodies import Gone, gone, read_body, replayed
from sayso.web.guard.call import Call, call_of
from sayso.web.guard.desk import SIGN_IN, SIGN_OUT, Desk
from sayso.web.guard.headers import dressed
from sayso.web.guard.hosts import host_refusal, origin_refusal, unproven_refusal
from sayso.web.guard.rates import Buckets
from sayso.web.guard.refusal import PLAIN, Faces, Refusal, refuse
from sayso.web.guard.rules import GuardRules
from sayso.web.guard.sessions import STANDING, Standing, access_refusal, standing_of
from sayso.web.guard.shape import shape_refusal
from sayso.web.guard.times import Clocked


@dataclass(frozen=True, slots=True)
class Clocks:
    """`steady`: seconds that never go back, for rates. `wall`: seconds since 1970, for sessions."""

    steady: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time


def guarded(app: ASGIApp, rules: GuardRules, faces: Faces = PLAIN, clocks: Clocks | None = None) -> ASGIApp:
    """The app behind the guard. `faces` makes the pages the guard answers with itself; `clocks` are the machine's, but for tests."""
    return Guard(app, rules, faces, clocks or Clocks())


class Guard:
    """Checks in the order of what they cost: name, rate, shape, who and from where, body; then the app, within its time."""

    def __init__(self, app: ASGIApp, rules: GuardRules, faces: Faces, clocks: Clocks) -> None:
        self._app, self._rules, self._faces, self._clocks = app, rules, faces, clocks
        self._clocked, self._desk = Clocked(app, rules), Desk(rules, faces)
        self._reads = Buckets(rules.reads, rules.addresses, clocks.steady)
        self._writes = Buckets(rules.writes, rules.addresses, clocks.steady)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        call = call_of(scope)
        who = self._checked(call)
        sending = dressed(send, call, isinstance(who, Standing) and who.signed_in)
        if isinstance(who, Refusal):
            await refuse(call, receive, sending, who, self._faces)
        elif call.path in (SIGN_IN, SIGN_OUT):
            await self._desk(call, receive, sending, self._clocks.wall())
        else:
            await self._pass(call, {**scope, STANDING: who}, receive, sending)

    def _checked(self, call: Call) -> Standing | Refusal:
        """Who is asking, or the first thing that is wrong."""
        rules = self._rules
        rate = self._writes if call.writes else self._reads
        wrong = host_refusal(call, rules) or rate.refusal(call.client) or shape_refusal(call, rules) or origin_refusal(call)
        if wrong is not None:
            return wrong
        who = standing_of(call, rules, self._clocks.wall())
        if isinstance(who, Refusal):
            return who
        return access_refusal(call, rules, who) or (None if who.bearer else unproven_refusal(call)) or who

    async def _pass(self, call: Call, scope: Scope, receive: Receive, send: Send) -> None:
        body = await read_body(call, receive, self._rules)
        if isinstance(body, Gone):
            return

        if isinstance(body, Refusal):
            await refuse(call, receive, send, body, self._faces)
            return

        async def no(refusal: Refusal) -> None:
            await refuse(call, gone, send, refusal, self._faces)

        await self._clocked(scope, replayed(body, receive) if call.has_body else receive, send, no)
