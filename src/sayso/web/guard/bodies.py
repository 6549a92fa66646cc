"""Bodies: read before the app sees any of it, up to a limit of size and time; and forms."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message, Receive

from sayso.web.guard.call import Call
from sayso.web.guard.refusal import Refusal
from sayso.web.guard.rules import GuardRules
from sayso.web.guard.shape import too_long

FORM = "application/x-www-form-urlencoded"
FIELDS = 500


@dataclass(frozen=True, slots=True)
class Gone:
    """The client left before its body was here."""


@dataclass(frozen=True, slots=True)
class Fields:
    """A form as sent, in order."""

    pairs: tuple[tuple[str, str], ...]

    def one(self, name: str) -> str:
        """The first value of a field, "" where there is none."""
        return next((value for key, value in self.pairs if key == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        """All values of a field."""
        return tuple(value for key, value in self.pairs if key == name)


async def read_body(call: Call, receive: Receive, rules: GuardRules) -> bytes | Refusal | Gone:
    """The whole body; b"" where none follows. What is too long is refused at the first byte too many, also where no length was told."""
    if not call.has_body:
        return b""
    try:
        return await asyncio.wait_for(_read(receive, rules), rules.body_seconds)
    except TimeoutError:
        return Refusal(408, f"the body did not come within {rules.body_seconds:g} s", "send it again")


def replayed(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives the body once and then what the server says."""
    told = False

    async def receiving() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receiving


async def gone() -> Message:
    """A `receive` for after the body: there is no more."""
    return {"type": "http.disconnect"}


async def read_form(request: Request) -> Fields:
    """The fields of a posted form, for routes. Raises HTTPException (400, 415)."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != FORM:
        raise HTTPException(415, f"a form is sent as {FORM}")
    fields = fields_of(await request.body())
    if fields is None:
        raise HTTPException(400, "the form cannot be read")
    return fields


def fields_of(body: bytes) -> Fields | None:
    """A form's fields; None where there are too many."""
    try:
        return Fields(tuple(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=FIELDS)))
    except ValueError:
        return None


async def _read(receive: Receive, rules: GuardRules) -> bytes | Refusal | Gone:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return Gone()
        body += message.get("body", b"")
        if len(body) > rules.body:
            return too_long(rules)
        if not message.get("more_body"):
            return bytes(body)
