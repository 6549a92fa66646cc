"""What comes over the wire: packed bodies within a limit, and servers that never end."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import replace

import pytest

from sayso.readers.web.fetch import Fetcher, Limits
from sayso.readers.web.wire import Failed, unpacked
from served import PUBLIC, World

PAGE = b"<html><body><p>Rebels attacked an army convoy near Homs.</p></body></html>"


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE)),
        ("gzip", gzip.compress(PAGE[:20]) + gzip.compress(PAGE[20:])),
        ("gzip", gzip.compress(PAGE) + b"\0" * 30),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("identity", PAGE),
        ("", PAGE),
    ],
)
def test_packed_bodies(coding: str, body: bytes) -> None:
    assert unpacked(body, coding, 1000) == PAGE


@pytest.mark.parametrize(
    ("coding", "body", "said"),
    [
        ("br", PAGE, "nobody asked for"),
        ("gzip, gzip", PAGE, "nobody asked for"),
        ("gzip", PAGE, "packed wrongly"),
        ("gzip", gzip.compress(PAGE)[:-9], "cut off"),
        ("gzip", gzip.compress(b"") * 200, "more than 100 pieces"),
        ("gzip", gzip.compress(b"\0" * 10_000_000), "larger than 1,000 bytes when unpacked"),
        ("deflate", zlib.compress(b"\0" * 10_000_000), "larger than 1,000 bytes when unpacked"),
        ("deflate", b"\0\0\0\0", "cut off"),
        ("deflate", b"\xff\xff\xff", "packed wrongly"),
    ],
)
def test_wrongly_packed_bodies(coding: str, body: bytes, said: str) -> None:
    found = unpacked(body, coding, 1000)
    assert isinstance(found, Failed)
    assert said in found.what


class Drip:
    """A connection that gives a byte at a time, and after a head whose like goes on for ever. Each byte takes a second of the world's time."""

    def __init__(self, world: World, head: bytes, rest: bytes) -> None:
        self.world, self.left, self.rest, self.given = world, head, rest, 0

    def recv_into(self, buffer: memoryview) -> int:
        self.left = self.left or self.rest
        buffer[:1], self.left = self.left[:1], self.left[1:]
        self.world.time += 1
        self.given += 1
        return 1

    def settimeout(self, seconds: float) -> None:
        assert seconds > 0

    def sendall(self, data: bytes) -> None:
        pass

    def close(self) -> None:
        pass


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        (OK, b"X: y\r\n"),
        (OK + b"X: ", b"y"),
        (OK + b"Content-Type: text/html\r\n\r\n", b"word "),
        (OK + b"Content-Type: text/html\r\nContent-Length: 900000\r\n\r\n", b"word "),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_a_fetch_ends(head: bytes, rest: bytes) -> None:
    """However slowly a server drips: here a byte a second, for ever."""
    world = World(names={"a.example": (PUBLIC,)})
    drip = Drip(world, head, rest)
    found = Fetcher(replace(world.web(), connect=lambda *_: drip), Limits(seconds=200)).page("http://a.example/")  # type: ignore[arg-type, return-value]
    assert isinstance(found, Failed)
    assert found.later
    assert "takes too long" in found.what or "LineTooLong" in found.what or "not an answer" in found.what
    assert drip.given <= 200
