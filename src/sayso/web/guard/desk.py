"""Signing in and out."""

from __future__ import annotations

import re
from collections import OrderedDict
from urllib.parse import parse_qs

from starlette.types import Receive, Send

from sayso.web.guard.bodies import FORM, Fields, Gone, fields_of, gone, read_body
from sayso.web.guard.call import Call
from sayso.web.guard.refusal import Faces, Refusal, SignIn, answer, refuse
from sayso.web.guard.rules import GuardRules
from sayso.web.guard.sessions import set_cookie

SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f-\uffff]*")
SPENT = 1000
HTML = "text/html; charset=utf-8"


class Desk:
    """Takes the token and gives a session. Remembers the tickets that were taken."""

    def __init__(self, rules: GuardRules, faces: Faces) -> None:
        self._rules, self._faces = rules, faces
        self._spent: OrderedDict[str, None] = OrderedDict()

    async def __call__(self, call: Call, receive: Receive, send: Send, now: float) -> None:
        """Answers a request for /sign-in or /sign-out."""
        if call.path == SIGN_OUT:
            await self._out(call, receive, send)
        elif call.method == "POST":
            await self._posted(call, receive, send, now)
        elif call.method in ("GET", "HEAD"):
            await self._asked(call, receive, send, now)
        else:
            await self._not_allowed(call, receive, send, "GET, HEAD, POST")

    async def _asked(self, call: Call, receive: Receive, send: Send, now: float) -> None:
        asked = parse_qs(call.query.decode("latin-1"), max_num_fields=20, errors="replace") if call.query.count(b"&") < 20 else {}
        token, then = asked.get("token", [""])[0], local(asked.get("then", ["/"])[0])
        if not token or call.method == "HEAD":
            await answer(call, receive, send, 200, HTML, self._faces.sign_in(SignIn("", then)))
        elif self._right(token, now):
            await self._in(call, send, then, now)
        else:
            await answer(call, receive, send, 403, HTML, self._faces.sign_in(SignIn("that token is wrong or was used up", then)))

    async def _posted(self, call: Call, receive: Receive, send: Send, now: float) -> None:
        body = await read_body(call, receive, self._rules)
        if isinstance(body, Gone):
            return
        if isinstance(body, Refusal):
            await refuse(call, receive, send, body, self._faces)
            return
        kind = (call.header(b"content-type") or "").partition(";")[0].strip().lower()
        fields = (fields_of(body) if kind == FORM else None) or Fields(())
        token, then = fields.one("token").strip(), local(fields.one("then"))
        if self._right(token, now):
            await self._in(call, send, then, now)
            return
        status, notice = (403, "that token is wrong") if token else (401, "the token is missing")
        await answer(call, gone, send, status, HTML, self._faces.sign_in(SignIn(notice, then)))

    async def _in(self, call: Call, send: Send, then: str, now: float) -> None:
        session = self._rules.keys.session(now)
        await answer(call, gone, send, 303, HTML, "", (("location", then), set_cookie(self._rules, session, call.scheme)))

    async def _out(self, call: Call, receive: Receive, send: Send) -> None:
        if call.method != "POST":
            await self._not_allowed(call, receive, send, "POST")
            return
        await answer(call, receive, send, 303, HTML, "", (("location", "/"), set_cookie(self._rules, "", call.scheme)))

    async def _not_allowed(self, call: Call, receive: Receive, send: Send, allowed: str) -> None:
        await refuse(call, receive, send, Refusal(405, f"{call.method} is not allowed here", f"use {allowed}", (("allow", allowed),)), self._faces)

    def _right(self, token: str, now: float) -> bool:
        """The token, or a ticket that was not taken before."""
        if self._rules.keys.token_right(token):
            return True
        if token in self._spent or not self._rules.keys.ticket_right(token, now):
            return False
        self._spent[token] = None
        while len(self._spent) > SPENT:
            self._spent.popitem(last=False)
        return True


def local(path: str) -> str:
    """A path of this server to go on to; "/" where it is none, or leads back here."""
    return path if LOCAL.fullmatch(path) and not path.startswith((SIGN_IN, SIGN_OUT)) else "/"
