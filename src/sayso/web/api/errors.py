"""What an error of the API looks like, and which ones a route may answer with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """HTTP status, what is wrong, what to do."""

    status: int
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What every error looks like."""

    error: Fault


WHAT = {
    400: "A value that is not allowed",
    401: "The token is missing",
    403: "The token is wrong, or the request comes from another site",
    404: "There is no such thing",
    405: "That method is not allowed here",
    408: "The body did not come in time",
    413: "The body is too long",
    414: "The address is too long",
    415: "The body is of another type",
    422: "A parameter or a body of the wrong form",
    429: "Too many requests: see Retry-After",
    500: "A fault of sayso's own",
    503: "Too busy, or it took too long: see Retry-After",
}
ALWAYS = (400, 401, 403, 414, 422, 429, 500, 503)


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Errors as FastAPI describes them."""
    return {status: {"model": Problem, "description": WHAT[status]} for status in sorted({*ALWAYS, *statuses})}


LISTS = responses()
FINDS = responses(404)
WRITES = responses(404, 408, 413, 415)
