"""One request over one connection, to the very address it is told, within limits of time and size."""

from __future__ import annotations

import http.client
import io
import queue
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import cast

from sayso.readers.web.address import Address, Target, refusal

HEAD = 65_536
"""Bytes of an answer's head."""
SLACK = 1_000_000
"""Bytes a body may have on the wire beyond its limit: what cutting it into chunks costs."""
MEMBERS = 100
"""gzip members of one body."""
CONNECT = 10.0
"""Seconds until an address is given up."""


def system_resolve(host: str, port: int, seconds: float) -> tuple[str, ...]:
    """The addresses of a name, in the order the system prefers. Raises OSError: no such name, or no answer in time."""
    answers: queue.SimpleQueue[tuple[str, ...] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(tuple(dict.fromkeys(str(address[0]) for *_, address in found)))
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else OSError(str(error)))

    threading.Thread(target=ask, daemon=True).start()  # the system's resolver has no time limit of its own
    try:
        found = answers.get(timeout=max(seconds, 0.001))
    except queue.Empty:
        raise TimeoutError("the name server does not answer") from None
    if isinstance(found, OSError):
        raise found
    return found


def system_connect(address: str, port: int, seconds: float) -> socket.socket:
    """A connection to that address; nothing is resolved. Raises OSError."""
    sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.settimeout(seconds)
        sock.connect((address, port))
    except BaseException:
        sock.close()
        raise
    return sock


@dataclass(frozen=True, slots=True)
class Web:
    """The world outside, as functions, so that tests can put their own in their place. No option of the command line changes one.

    `resolve(host, port, seconds)` gives addresses; `refusal(address)` says why one may not be asked, None where it may; `connect(address, port, seconds)`
    opens a connection; `clock` counts seconds and never goes back; `sleep` waits; `tls` makes what checks certificates.
    """

    resolve: Callable[[str, int, float], tuple[str, ...]] = system_resolve
    refusal: Callable[[Address], str | None] = refusal
    connect: Callable[[str, int, float], socket.socket] = system_connect
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    tls: Callable[[], ssl.SSLContext] = ssl.create_default_context


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. `url` is the one it was asked for, after redirects; `kind` is the content type in small letters, "" where it names none; `charset`,
    `etag`, `modified` and `location` are as it wrote them, None where it wrote none; `after` is how many seconds it asks to wait."""

    url: str
    status: int
    kind: str
    charset: str | None
    etag: str | None
    modified: str | None
    location: str | None
    after: float | None
    body: bytes


@dataclass(frozen=True, slots=True)
class Failed:
    """Why there is no answer. `later` tells that it may come another time, `after` how many seconds the server asks to wait, None where it does not say. `host`
    is the one whose address may not be asked, None where that is not why."""

    what: str
    remedy: str
    later: bool
    after: float | None = None
    host: str | None = None


def exchange(target: Target, address: str, headers: dict[str, str], web: Web, tls: ssl.SSLContext | None, most: int, until: float) -> Answer | Failed:
    """Asks the server at `address` for the target. `until` is when to give up, by the web's clock; `most` is the most bytes of a body, packed or not."""
    try:
        sock = web.connect(address, target.port, max(min(until - web.clock(), CONNECT), 0.001))
    except OSError as error:
        return _lost("no connection", error)
    try:
        sock.settimeout(max(until - web.clock(), 0.001))
        if tls is not None:
            sock = tls.wrap_socket(sock, server_hostname=target.host)
        wire = _Wire(sock, web.clock, until)
        connection = http.client.HTTPConnection(target.host, target.port)
        connection.sock = cast(socket.socket, wire)
        connection.request("GET", target.path, headers={"Host": target.netloc, **headers})
        response = connection.getresponse()
        wire.left = most + SLACK
        if response.length is not None and response.length > most:
            return Failed(f"larger than {most:,} bytes", "", later=False)
        return _answer(target, response, response.read(most + 1), most)
    except ssl.SSLCertVerificationError as error:
        return Failed(f"its certificate is not valid: {error.verify_message}", "check the address", later=True)
    except OSError as error:
        return _lost("broken off", error)
    except http.client.HTTPException as error:
        return Failed(f"not an answer: {type(error).__name__}", "try again later", later=True)
    except ValueError as error:
        return Failed(f"not an answer: {error}", "check the address", later=False)
    finally:
        sock.close()


class _Wire(io.RawIOBase):
    """A socket that is read until a time and a number of bytes, for http.client to read from."""

    def __init__(self, sock: socket.socket, clock: Callable[[], float], until: float) -> None:
        self._sock, self._clock, self._until = sock, clock, until
        self.left = HEAD

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._wait()
        got = self._sock.recv_into(buffer)
        self.left -= got
        if self.left < 0:
            raise ValueError("it is too large")
        return got

    def sendall(self, data: bytes) -> None:
        """As a socket's."""
        self._wait()
        self._sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """As a socket's."""
        return io.BufferedReader(self)

    def close(self) -> None:
        """Nothing: http.client closes its socket before the body is read; the socket's owner closes it."""

    def _wait(self) -> None:
        left = self._until - self._clock()
        if left <= 0:
            raise TimeoutError("timed out")
        self._sock.settimeout(left)


def _lost(what: str, error: OSError) -> Failed:
    why = "it takes too long" if isinstance(error, TimeoutError) else error.strerror or str(error)
    return Failed(f"{what}: {why}", "try again later", later=True)


def _answer(target: Target, response: http.client.HTTPResponse, body: bytes, most: int) -> Answer | Failed:
    if len(body) > most:
        return Failed(f"larger than {most:,} bytes", "", later=False)
    if response.length:
        return Failed(f"cut off: {response.length:,} bytes are missing", "try again later", later=True)
    head = response.headers
    opened = unpacked(body, (head.get("Content-Encoding") or "").strip().lower(), most)
    if isinstance(opened, Failed):
        return opened
    kind = (head.get("Content-Type") or "").partition(";")[0].strip().lower()
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", head.get("Content-Type") or "", re.IGNORECASE)
    return Answer(
        target.url,
        response.status,
        kind,
        charset[1] if charset else None,
        _short(head.get("ETag")),
        _short(head.get("Last-Modified")),
        head.get("Location"),
        _after(head),
        opened,
    )


def unpacked(body: bytes, coding: str, most: int) -> bytes | Failed:
    """The body as it was before it was packed for the way, at most `most` bytes of it."""
    if coding in ("", "identity") or not body:
        return body
    if coding not in ("gzip", "x-gzip", "deflate"):
        return Failed(f"packed in a way nobody asked for: {coding[:40]}", "", later=False)
    windows = (31,) if coding != "deflate" else (15, -15)  # some servers send deflate without its head
    for window in windows:
        try:
            return _inflated(body, window, most)
        except zlib.error as error:
            why = error
    return Failed(f"packed wrongly: {why}", "try again later", later=True)


def _inflated(body: bytes, window: int, most: int) -> bytes | Failed:
    parts, size = list[bytes](), 0
    for _ in range(MEMBERS):
        inflater = zlib.decompressobj(window)
        parts.append(inflater.decompress(body, most + 1 - size))
        size += len(parts[-1])
        if size > most:
            return Failed(f"larger than {most:,} bytes when unpacked", "", later=False)
        if not inflater.eof:
            return Failed("cut off: the packed body does not end", "try again later", later=True)
        body = inflater.unused_data
        if window != 31 or not body.startswith(b"\x1f\x8b"):
            return b"".join(parts)
    return Failed(f"packed in more than {MEMBERS} pieces", "", later=False)


def _short(value: str | None) -> str | None:
    """A header worth keeping and sending back."""
    return value if value and len(value) <= 500 and value.isascii() and value.isprintable() else None


def _after(head: Message) -> float | None:
    """Seconds that Retry-After asks to wait. A date counts from the server's own: clocks differ."""
    value = (head.get("Retry-After") or "").strip()
    if re.fullmatch("[0-9]{1,9}", value):
        return float(value)
    try:
        wait = (parsedate_to_datetime(value) - parsedate_to_datetime(head.get("Date") or "")).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return max(wait, 0.0)
