"""The server on a real socket of this machine, and the command's own part: addresses, tokens, the browser, the end."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse

from sayso.errors import SettingsError
from sayso.run.settings import Settings
from sayso.web import serve as served
from sayso.web.guard import GuardRules, Rate, guarded
from sayso.web.guard.headers import POLICY
from sayso.web.keys import Keys, make_keys
from sayso.web.serve import Address, address_of, bound, rules_for, serve
from sayso.web.server import Patient, server_for

TOKEN = "correct-horse-battery-staple"
KEYS = Keys(TOKEN, b"k" * 32)
SCRIPT = """
import sys
from pathlib import Path
from types import ModuleType
from sayso.run.settings import Settings
class Shelf:
    def __init__(self, path, settings): pass
    def close(self): print("closed", flush=True)
async def app(scope, receive, send): pass
for name, member in (("app", "make_app"), ("shelf", "Shelf")):  # the real ones take seconds to load
    module = sys.modules[f"sayso.web.{name}"] = ModuleType(name)
    setattr(module, member, {"make_app": lambda shelf, keys, rules: app, "Shelf": Shelf}[member])
from sayso.web.serve import serve
code = serve(Path("a.duckdb"), Settings(), port=int(sys.argv[1]), say=lambda line: print(line, flush=True))
print("code", code, flush=True)
"""


class Hasty(Patient):
    header_seconds = 0.2


class Crowded(Patient):
    most = 3


def small_app() -> FastAPI:
    app = FastAPI(openapi_url=None)

    @app.get("/")
    def home(request: Request) -> PlainTextResponse:
        return PlainTextResponse(f"hello {request.client.host if request.client else ''}")

    @app.get("/long")
    async def long() -> PlainTextResponse:
        await asyncio.sleep(2 * Hasty.header_seconds)
        return PlainTextResponse("at last")

    @app.post("/api/write")
    async def write(request: Request) -> dict[str, int]:
        return {"bytes": len(await request.body())}

    @app.get("/api/fault")
    def fault() -> None:
        raise ValueError("no")

    return app


@dataclass(frozen=True)
class Running:
    """A server that listens."""

    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def connect(self, *sent: bytes) -> socket.socket:
        made = socket.create_connection(("127.0.0.1", self.port), timeout=5)
        for part in sent:
            made.sendall(part)
        return made


@contextmanager
def running(protocol: type[Patient] = Patient, **rules: Any) -> Iterator[Running]:
    with closing(bound(Address("127.0.0.1", "127.0.0.1", 0, socket.AF_INET))) as listener:
        assert listener.proto == socket.IPPROTO_TCP
        port = listener.getsockname()[1]
        ready = threading.Event()
        server = server_for(guarded(small_app(), replace(GuardRules(KEYS, port), **rules)), ready.set, protocol)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            assert ready.wait(5)
            yield Running(port)
        finally:
            server.should_exit = True
            thread.join(10)
            assert not thread.is_alive()


def all_of(connection: socket.socket) -> bytes:
    out = b""
    while part := connection.recv(65536):
        out += part
    return out


# the wire


def test_a_slow_client_is_cut_while_another_is_served() -> None:
    with running(Hasty) as site, closing(site.connect(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow:")) as slow:
        assert httpx.get(site.url).text == "hello 127.0.0.1"
        answer = all_of(slow)
        assert answer.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
        assert POLICY.encode() in answer
        assert answer.endswith(b"The request's headers did not come within 0.2 s.\n")
        assert httpx.get(site.url).status_code == 200


def test_who_says_nothing_is_cut_without_a_word() -> None:
    with running(Hasty) as site, closing(site.connect()) as silent:
        assert all_of(silent) == b""


def test_who_has_sent_its_headers_may_wait_for_the_answer() -> None:
    with running(Hasty) as site, httpx.Client(base_url=site.url) as one_connection:
        assert [one_connection.get("/long").text for _ in range(2)] == ["at last", "at last"]


def test_dripping_gains_no_time() -> None:
    with running(Hasty) as site, closing(site.connect(b"GET / HTTP/1.1\r\n")) as slow:
        slow.settimeout(0.05)
        answer = b""
        for _ in range(100):
            try:
                slow.sendall(b"x")
                answer += slow.recv(1000)
            except TimeoutError:
                continue
            except OSError:
                break
            if answer:
                break
        assert answer.startswith(b"HTTP/1.1 408 ")


def test_a_second_request_on_the_same_connection_has_no_more_time() -> None:
    with running(Hasty) as site:
        whole = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n\r\n".encode()
        with closing(site.connect(whole)) as kept:
            first = kept.recv(65536)
            while b"hello" not in first:
                first += kept.recv(65536)
            kept.sendall(whole[:20])
            assert all_of(kept).startswith(b"HTTP/1.1 408 ")


def test_of_too_many_connections_the_one_that_waited_longest_goes() -> None:
    with running(Crowded) as site:
        waiting = [site.connect(b"GET / HTTP/1.1\r\n") for _ in range(3)]
        assert [httpx.get(site.url).status_code for _ in range(2)] == [200, 200]
        assert waiting[0].recv(1000).startswith(b"HTTP/1.1 408 ")
        for connection in waiting:
            connection.close()


@pytest.mark.parametrize(
    "sent", [b"rubbish\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\r\n\r\n"]
)
def test_what_is_no_http_is_refused(sent: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with running() as site, closing(site.connect(sent)) as connection:
        answer = all_of(connection)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"\r\nContent-Security-Policy: default-src 'self'" in answer.replace(b"content-security-policy", b"Content-Security-Policy")
    assert not caplog.records


def test_headers_may_not_go_on_for_ever() -> None:
    with running() as site, closing(site.connect(b"GET / HTTP/1.1\r\n")) as connection:
        connection.sendall(b"x: " + b"y" * 40_000)
        assert all_of(connection).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("how", [b"Content-Length: 10485761\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n"])
def test_a_long_body_is_refused_before_it_has_come(how: bytes) -> None:
    with running() as site:
        head = f"POST /api/write HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nAuthorization: Bearer {TOKEN}\r\n".encode()
        with closing(site.connect(head + how)) as connection:
            if b"chunked" in how:
                connection.sendall(b"11000\r\n" + b"x" * 0x11000 + b"\r\n")
            answer = b""
            while b'"remedy"' not in answer:
                answer += connection.recv(65536)
            assert answer.startswith(b"HTTP/1.1 413 ")
            connection.shutdown(socket.SHUT_WR)
            assert all_of(connection) == b""


def test_a_client_that_sends_it_all_still_reads_the_refusal() -> None:
    with running() as site:
        answer = httpx.post(f"{site.url}/api/write", headers={"authorization": f"Bearer {TOKEN}"}, content=b"x" * 1_500_000)
        assert answer.status_code == 413
        assert httpx.get(site.url).status_code == 200


def test_no_name_of_the_server_and_no_words_of_a_proxy() -> None:
    with running(reads=Rate(0.001, 2)) as site:
        answers = [httpx.get(site.url, headers={"x-forwarded-for": f"10.0.0.{n}", "x-forwarded-proto": "https"}) for n in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 429]
    assert answers[0].text == "hello 127.0.0.1"
    assert "server" not in answers[0].headers
    assert "date" in answers[0].headers


def test_the_log_has_our_faults_and_no_token(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    with running() as site:
        assert httpx.get(f"{site.url}/sign-in?token={TOKEN}").status_code == 303
        assert httpx.get(f"{site.url}/api/fault?token={TOKEN}", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 500
        httpx.get(f"{site.url}/", headers={"connection": "upgrade", "upgrade": "websocket"})
    told = capfd.readouterr()
    assert [r.levelname for r in caplog.records] == ["ERROR"]
    assert TOKEN not in caplog.text + told.out + told.err


# the command's part


@dataclass
class Stage:
    """What stands in for shelf, app and server."""

    closed: list[str] = field(default_factory=list)
    rules: list[GuardRules] = field(default_factory=list)
    ended: Callable[[], None] = lambda: None


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    made = Stage()

    class Shelf:
        def __init__(self, path: Path, settings: Settings) -> None:
            self.path = path

        def close(self) -> None:
            made.closed.append(str(self.path))

    class Server:
        def __init__(self, app: object, listening: Callable[[], None]) -> None:
            self.listening = listening

        def run(self, sockets: list[socket.socket]) -> None:
            self.listening()
            made.ended()

    def app_of(shelf: object, keys: Keys, rules: GuardRules) -> object:
        assert rules.keys is keys
        made.rules.append(rules)
        return object()

    monkeypatch.setattr(served, "Shelf", Shelf)
    monkeypatch.setattr(served, "make_app", app_of)
    monkeypatch.setattr(served, "server_for", Server)
    return made


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return int(listener.getsockname()[1])


def test_it_says_where_it_is_and_how_to_sign_in(stage: Stage) -> None:
    said: list[str] = []
    port = free_port()
    assert serve(Path("a.duckdb"), Settings(), port=port, say=said.append) == 0
    keys = stage.rules[0].keys
    assert said == [
        f"sayso serves a.duckdb at http://127.0.0.1:{port}/",
        f"to correct, sign in at http://127.0.0.1:{port}/sign-in?token={keys.token}",
        "Ctrl-C stops it",
    ]
    assert stage.closed == ["a.duckdb"]
    assert not stage.rules[0].closed


def test_a_token_that_was_given_is_not_printed(stage: Stage) -> None:
    said: list[str] = []
    assert serve(Path("a.duckdb"), Settings(), port=free_port(), token=TOKEN, say=said.append) == 0
    assert TOKEN not in "".join(said)
    assert stage.rules[0].keys.token == TOKEN


def test_the_browser_is_opened_with_a_ticket(stage: Stage) -> None:
    opened: list[str] = []
    done = threading.Event()
    stage.ended = lambda: None if done.wait(5) else pytest.fail("no browser")

    def show(address: str) -> None:
        opened.append(address)
        done.set()

    port = free_port()
    serve(Path("a.duckdb"), Settings(), port=port, open_browser=True, say=lambda _: None, show=show)
    keys = stage.rules[0].keys
    address, _, ticket = opened[0].partition("?token=")
    assert address == f"http://127.0.0.1:{port}/sign-in"
    assert keys.token not in ticket
    assert keys.ticket_right(ticket, 0)


def test_ctrl_c_while_it_starts(stage: Stage) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    stage.ended = interrupted
    assert serve(Path("a.duckdb"), Settings(), port=free_port(), say=lambda _: None) == 0
    assert stage.closed == ["a.duckdb"]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7"])
def test_other_machines_need_a_token_that_was_given(stage: Stage, host: str) -> None:
    with pytest.raises(SettingsError, match="other machines can reach"):
        serve(Path("a.duckdb"), Settings(), host=host, port=8011)
    with pytest.raises(SettingsError, match="16 to 512"):
        serve(Path("a.duckdb"), Settings(), host=host, port=8011, token="x" * 15)
    assert not stage.rules


def test_what_each_address_lets_in() -> None:
    keys = make_keys(TOKEN)
    alone = rules_for(Address("127.0.0.1", "127.0.0.1", 1, socket.AF_INET), keys)
    other = rules_for(Address("127.0.0.2", "127.0.0.2", 1, socket.AF_INET), keys)
    six = rules_for(Address("::1", "::1", 1, socket.AF_INET6), keys)
    shared = rules_for(Address("Archive.example", "192.0.2.7", 1, socket.AF_INET), keys)
    everywhere = rules_for(Address("0.0.0.0", "0.0.0.0", 1, socket.AF_INET), keys)
    assert (alone.hosts, alone.closed, alone.any_address) == (("127.0.0.1", "localhost", "[::1]"), False, False)
    assert (other.hosts[0], other.closed) == ("127.0.0.2", False)
    assert "[::1]" in six.hosts
    assert (shared.hosts, shared.closed, shared.any_address) == (("archive.example",), True, False)
    assert (everywhere.hosts[0], everywhere.closed, everywhere.any_address) == (socket.gethostname().lower(), True, True)


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_that_is_none(port: int) -> None:
    with pytest.raises(SettingsError, match="--port"):
        address_of("127.0.0.1", port)


def test_a_busy_port_is_named_with_the_remedy() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken, pytest.raises(SettingsError, match=r"in use by another program.*--port"):
        bound(address_of("127.0.0.1", taken.getsockname()[1]))


def test_addresses_of_others_are_refused() -> None:
    with pytest.raises(SettingsError, match="--host"):
        bound(address_of("192.0.2.7", 8011))
    with pytest.raises(SettingsError, match="not known here"):
        address_of("no\x00host", 8011)


@pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly(sent: signal.Signals) -> None:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(port)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        assert process.stdout.readline() == f"sayso serves a.duckdb at http://127.0.0.1:{port}/\n"
        with closing(socket.create_connection(("127.0.0.1", port), timeout=5)):
            process.send_signal(sent)
            out, errors = process.communicate(timeout=20)
    finally:
        process.kill()
        process.communicate()
    assert out.endswith("closed\ncode 0\n")
    assert errors == ""
    assert process.returncode == 0
