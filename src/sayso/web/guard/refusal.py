"""How the guard says no: JSON for programs, a page for people. The app may give finer pages."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from html import escape

from starlette.types import Receive, Send

from sayso.web.guard.call import Call

DRAINED = 2 * 1024 * 1024
"""Bytes of a refused body that are still read, unused: who is cut off while sending often never sees the answer."""
DRAINING = 2.0
"""Seconds for that."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Status, what is wrong, what to do, and headers that go with it. `ask`: a page offers to sign in."""

    status: int
    what: str
    remedy: str
    headers: tuple[tuple[str, str], ...] = ()
    ask: bool = False


@dataclass(frozen=True, slots=True)
class SignIn:
    """The page to sign in at. `notice`: why it is shown, "" where somebody asked for it. `then`: the path to go on to."""

    notice: str
    then: str


@dataclass(frozen=True, slots=True)
class Faces:
    """What makes the HTML of the guard's own pages. None of them may read the store."""

    refused: Callable[[Refusal], str]
    sign_in: Callable[[SignIn], str]


def plain_refused(refusal: Refusal) -> str:
    """A page of one sentence."""
    return _page(str(refusal.status), f"<h1>{escape(_sentence(refusal.what))}</h1>\n<p>{escape(_sentence(refusal.remedy))}</p>")


def plain_sign_in(view: SignIn) -> str:
    """A form for the token."""
    notice = f"<p>{escape(_sentence(view.notice))}</p>\n" if view.notice else ""
    return _page(
        "Sign in",
        f"<h1>Sign in</h1>\n{notice}<p>The token was printed where sayso serve was started.</p>\n"
        '<form method="post" action="/sign-in">\n<p><label for="token">Token</label>\n'
        '<input id="token" name="token" type="password" autocomplete="current-password" required></p>\n'
        f'<input type="hidden" name="then" value="{escape(view.then)}">\n<p><button>Sign in</button></p>\n</form>',
    )


PLAIN = Faces(plain_refused, plain_sign_in)


async def refuse(call: Call, receive: Receive, send: Send, refusal: Refusal, faces: Faces) -> None:
    """Answers with a refusal. A body that was on its way ends with the connection."""
    if call.api:
        told = {"error": {"status": refusal.status, "what": refusal.what, "remedy": refusal.remedy}}
        await answer(call, receive, send, refusal.status, "application/json", json.dumps(told, ensure_ascii=False), refusal.headers)
        return
    then = call.address if call.method == "GET" else "/"
    html = faces.sign_in(SignIn(refusal.what, then)) if refusal.ask else faces.refused(refusal)
    await answer(call, receive, send, refusal.status, "text/html; charset=utf-8", html, refusal.headers)


async def answer(call: Call, receive: Receive, send: Send, status: int, kind: str, text: str, headers: tuple[tuple[str, str], ...] = ()) -> None:
    """Sends a whole answer. `receive` is the server's own; where a body is still to come, some of it is read and the rest is not."""
    body = text.encode("utf-8", "replace")
    listed = [("content-type", kind), ("content-length", str(len(body))), *headers, *((("connection", "close"),) if call.has_body else ())]
    encoded = [(key.lower().encode("latin-1"), value.encode("latin-1")) for key, value in listed]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": body if call.method != "HEAD" else b"", "more_body": call.has_body})
    if call.has_body:
        with suppress(TimeoutError):
            await asyncio.wait_for(_drain(receive), DRAINING)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _drain(receive: Receive) -> None:
    read = 0
    while read < DRAINED:
        message = await receive()
        read += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}" if text else ""


def _page(title: str, main: str) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{escape(title)} · sayso</title>\n<link rel="stylesheet" href="/static/sayso.css">\n</head>\n'
        f'<body>\n<main id="main">\n{main}\n</main>\n</body>\n</html>\n'
    )
