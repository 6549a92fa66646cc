"""The headers every answer has."""

from __future__ import annotations

from starlette.types import Message, Send

from sayso.web.guard.call import Call

POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
ALWAYS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
REFERRER = b"referrer-policy"
CACHE = b"cache-control"
FOREVER = b"public, max-age=31536000, immutable"
CHECKED = b"private, no-cache"
NEVER = b"no-store"
DROPPED = frozenset({b"server", b"x-powered-by", REFERRER, *(name for name, _ in ALWAYS)})


def dressed(send: Send, call: Call, signed_in: bool) -> Send:
    """A `send` that sets our headers, over whatever the app said of the same."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": headers_of(message["status"], list(message.get("headers", ())), call, signed_in)}
        await send(message)

    return sending


def headers_of(status: int, had: list[tuple[bytes, bytes]], call: Call, signed_in: bool) -> list[tuple[bytes, bytes]]:
    """An answer's headers made whole."""
    kept = [(name.lower(), value) for name, value in had if name.lower() not in DROPPED]
    told = next((value for name, value in kept if name == CACHE), None)
    kept = [(name, value) for name, value in kept if name != CACHE]
    # `no-referrer` on a page would make browsers hide the Origin of its forms (Fetch, "append a request Origin header")
    referrer = b"no-referrer" if call.path == "/sign-in" and status == 303 else b"same-origin"
    return [*kept, *ALWAYS, (REFERRER, referrer), (CACHE, _cache(status, {name for name, _ in kept}, told, call, signed_in))]


def _cache(status: int, names: set[bytes], told: bytes | None, call: Call, signed_in: bool) -> bytes:
    if call.static and status in (200, 304):
        return FOREVER if call.query.startswith(b"v=") else CHECKED
    if status >= 400 or b"set-cookie" in names or (signed_in and not call.api) or call.path in ("/sign-in", "/sign-out"):
        return NEVER
    return told or CHECKED
