"""A small web on loopback: names that look public lead to a server of this process, and every connection is written down."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

from sayso.readers.web.address import refusal
from sayso.readers.web.wire import Web

PUBLIC = "93.184.215.14"


@dataclass(frozen=True)
class Reply:
    """What the server says at a path. `raw` is written as it is, in place of all else."""

    body: bytes = b""
    kind: str = "text/html"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    raw: bytes | None = None


Page = Reply | bytes | Callable[[dict[str, str]], Reply]


@dataclass
class World:
    """Pages by "host/path", addresses by name, and what happened: requests ("host/path", headers in small letters), names asked for, connections, sleeps."""

    pages: dict[str, Page] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    resolved: list[str] = field(default_factory=list)
    connected: list[tuple[str, int]] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    time: float = 1000.0
    port: int = 0

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [path for path, _ in self.asked if not path.endswith("/robots.txt")]

    def resolve(self, host: str, port: int, seconds: float) -> tuple[str, ...]:
        self.resolved.append(host)
        if host in self.names:
            return self.names[host]
        if any(key.startswith(host + "/") for key in self.pages):
            return (PUBLIC,)
        raise OSError(f"no such name: {host}")

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        """Writes the connection down, and makes one to the server instead, if the address is a public one."""
        self.connected.append((address, port))
        assert refusal(ip_address(address)) is None, f"connected to {address}"
        return socket.create_connection(("127.0.0.1", self.port), timeout=5)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def web(self) -> Web:
        return Web(resolve=self.resolve, connect=self.connect, clock=lambda: self.time, sleep=self.sleep)


@contextmanager
def served(world: World, tls: ssl.SSLContext | None = None) -> Iterator[World]:
    """The world with its server running, behind TLS where there is a context for it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            key = f"{(self.headers['Host'] or '').partition(':')[0]}{self.path}"
            headers = {name.lower(): value for name, value in self.headers.items()}
            world.asked.append((key, headers))
            page = world.pages.get(key, Reply(status=404))
            if callable(page):
                page = page(headers)
            if isinstance(page, bytes):
                page = Reply(page)
            try:
                self._send(page)
            except OSError:
                return  # who asked has gone

        def _send(self, page: Reply) -> None:
            if page.raw is not None:
                self.wfile.write(page.raw)
                return
            self.send_response(page.status)
            if page.kind:
                self.send_header("Content-Type", page.kind)
            for name, value in page.headers:
                self.send_header(name, value)
            if not any(name == "Content-Length" for name, _ in page.headers):
                self.send_header("Content-Length", str(len(page.body)))
            self.end_headers()
            self.wfile.write(page.body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    world.port = server.server_address[1]
    try:
        yield world
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
