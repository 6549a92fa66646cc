"""A request as the guard looks at it, before its body."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from starlette.types import Scope

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True, slots=True)
class Call:
    """`path` is decoded, `raw_path` as sent. `client`: what its rate is counted by; IPv6 by the half that one network has."""

    method: str
    path: str
    raw_path: bytes
    query: bytes
    scheme: str
    client: str
    headers: tuple[tuple[bytes, bytes], ...]

    def header(self, name: bytes) -> str | None:
        """A header's value, None where it is missing. One that was sent twice is joined by commas and so fits nothing that has to match."""
        found = [value for key, value in self.headers if key == name]
        return b", ".join(found).decode("latin-1") if found else None

    def cookies(self, name: str) -> tuple[str, ...]:
        """All values a cookie came with."""
        pairs = (part.strip().partition("=") for part in (self.header(b"cookie") or "").replace(",", ";").split(";"))
        return tuple(value for key, _, value in pairs if key == name)

    @property
    def address(self) -> str:
        """Path and query as sent."""
        return (self.raw_path + (b"?" + self.query if self.query else b"")).decode("latin-1")

    @property
    def api(self) -> bool:
        """Whether a program asks, which gets errors as JSON."""
        return self.path == "/api" or self.path.startswith("/api/")

    @property
    def static(self) -> bool:
        """Whether it is for a file that belongs to the program: no secret."""
        return self.path.startswith("/static/")

    @property
    def writes(self) -> bool:
        """Whether it may change something."""
        return self.method not in SAFE

    @property
    def has_body(self) -> bool:
        """Whether a body follows."""
        return self.header(b"transfer-encoding") is not None or self.header(b"content-length") not in (None, "0")


def call_of(scope: Scope) -> Call:
    """Reads an HTTP scope."""
    client = scope.get("client")
    path: str = scope["path"]
    return Call(
        scope["method"],
        path,
        scope.get("raw_path") or path.encode("utf-8", "surrogateescape"),
        scope.get("query_string", b""),
        scope.get("scheme", "http"),
        network(client[0] if client else ""),
        tuple((bytes(key).lower(), bytes(value)) for key, value in scope["headers"]),
    )


def network(client: str) -> str:
    """An address as its rate is counted: an IPv6 client has as many addresses as it likes, but one /64."""
    try:
        found = ipaddress.ip_address(client.partition("%")[0])
    except ValueError:
        return client
    if isinstance(found, ipaddress.IPv4Address):
        return client
    return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False).network_address)
