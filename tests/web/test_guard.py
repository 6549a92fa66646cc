"""The guard before a small app: what it lets through, and what it says to the rest."""

from __future__ import annotations

import asyncio
import hmac
import json
import re
import threading
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse

from sayso.errors import SettingsError
from sayso.web.guard import Clocks, GuardRules, Late, Rate, check_form, form_token, guarded, make_keys, read_form, signed_in, stoppable
from sayso.web.guard.bodies import FIELDS
from sayso.web.guard.desk import local
from sayso.web.guard.refusal import Faces
from sayso.web.keys import SESSION, TICKET, Keys

PORT = 8011
HERE = f"http://127.0.0.1:{PORT}"
TOKEN = "correct-horse-battery-staple"
KEYS = Keys(TOKEN, b"k" * 32)
RULES = GuardRules(KEYS, PORT)
BEARER = {"authorization": f"Bearer {TOKEN}"}
OURS = {"origin": HERE}
SECURITY = {
    "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@dataclass
class Time:
    """A clock that tests turn."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Seen:
    """What the app got to see."""

    calls: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    hanging: threading.Event = field(default_factory=threading.Event)


def small_app(seen: Seen) -> FastAPI:
    app = FastAPI(openapi_url=None)

    @app.get("/")
    def home(request: Request) -> HTMLResponse:
        return HTMLResponse(f"in={signed_in(request)} form={form_token(request)}", headers={"server": "x", "x-content-type-options": "sniff"})

    @app.get("/made")
    def made() -> Response:
        return Response("x", headers={"cache-control": "private, max-age=5", "etag": '"1"'})

    @app.get("/static/a.css")
    def static() -> PlainTextResponse:
        return PlainTextResponse("a{}")

    @app.post("/verdict")
    async def verdict(request: Request) -> PlainTextResponse:
        form = await read_form(request)
        seen.calls.append("verdict")
        return PlainTextResponse(form.one("word") if check_form(request, form.one("form")) else "no", 200)

    @app.api_route("/api/v1/verdicts", methods=["GET", "POST", "DELETE"])
    async def verdicts(request: Request) -> dict[str, int]:
        seen.calls.append(request.method)
        return {"bytes": len(await request.body())}

    @app.get("/fault")
    def fault() -> None:
        raise ValueError("no")

    @app.get("/api/fault")
    def api_fault() -> None:
        raise ValueError("no")

    @app.get("/slow")
    def slow() -> PlainTextResponse:
        with stoppable(seen.stopped.set):
            assert seen.stopped.wait(10)
        with pytest.raises(Late), stoppable(seen.stopped.set):
            pass
        seen.ended.set()
        return PlainTextResponse("late")

    @app.get("/hanging")
    def hanging() -> None:
        seen.hanging.wait(10)

    @app.get("/drip")
    def drip() -> StreamingResponse:
        async def parts() -> AsyncIterator[bytes]:
            yield b"begun "
            await asyncio.sleep(10)
            yield b"never"

        return StreamingResponse(parts())

    return app


@dataclass
class Site:
    """The app behind the guard, asked in this process."""

    rules: GuardRules = RULES
    base: str = HERE
    time: Time = field(default_factory=Time)
    seen: Seen = field(default_factory=Seen)
    faces: Faces | None = None

    def __post_init__(self) -> None:
        clocks = Clocks(self.time, self.time)
        app = small_app(self.seen)
        self.app = guarded(app, self.rules, self.faces, clocks) if self.faces else guarded(app, self.rules, clocks=clocks)

    def client(self, **more: Any) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False, client=more.pop("client", ("127.0.0.1", 5)))
        return httpx.AsyncClient(transport=transport, base_url=self.base, **more)

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        client = {"client": more.pop("client")} if "client" in more else {}

        async def run() -> httpx.Response:
            async with self.client(**client) as http:
                return await http.request(method, path, **more)

        return asyncio.run(run())

    def cookie(self, at: float | None = None) -> dict[str, str]:
        return {"cookie": f"sayso-{PORT}={KEYS.session(self.time.now if at is None else at)}"}


@pytest.fixture
def site() -> Site:
    return Site()


def cookie_of(response: httpx.Response) -> str:
    return response.headers["set-cookie"].split(";")[0].split("=", 1)[1]


# hosts


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"LOCALHOST:{PORT}", f"[::1]:{PORT}"])
def test_the_names_of_this_machine_are_ours(site: Site, host: str) -> None:
    assert site.ask("GET", "/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:x", f"127.0.0.1.evil.example:{PORT}", f"localhost.:{PORT}",
        f"127.0.0.1:{PORT}@evil.example", f"evil.example#127.0.0.1:{PORT}", f"[::2]:{PORT}", f"192.168.1.4:{PORT}", "", f":{PORT}", f"127.0.0.1:²{PORT}",
    ],
)  # fmt: skip
def test_any_other_host_is_refused(site: Site, host: str) -> None:
    answer = site.ask("GET", "/", headers={"host": host.encode()})
    assert answer.status_code == 421
    assert "does not go by the name" in answer.text
    assert "in=" not in answer.text


def test_the_host_that_was_asked_for_is_ours_and_addresses_where_all_are() -> None:
    named = Site(replace(RULES, hosts=("archive.example",)))
    everywhere = Site(replace(RULES, any_address=True))
    assert named.ask("GET", "/", headers={"host": f"archive.example:{PORT}"}).status_code == 200
    assert named.ask("GET", "/", headers={"host": f"127.0.0.1:{PORT}"}).status_code == 421
    assert [everywhere.ask("GET", "/", headers={"host": f"{h}:{PORT}"}).status_code for h in ("10.1.2.3", "[fe80::1]", "rebound.example")] == [200, 200, 421]


def test_on_port_80_the_host_needs_no_port() -> None:
    site = Site(replace(RULES, port=80), base="http://127.0.0.1")
    assert site.ask("GET", "/").status_code == 200


# headers


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/made", 200), ("/none", 404), ("/fault", 500), ("/api/fault", 500), ("/api/none", 404), ("/sign-in", 200), ("/static/a.css", 200)],
)
def test_every_answer_has_the_headers(site: Site, path: str, status: int) -> None:
    answer = site.ask("GET", path)
    assert answer.status_code == status
    assert {name: answer.headers.get_list(name) for name in SECURITY} == {name: [value] for name, value in SECURITY.items()}
    assert "server" not in answer.headers
    assert len(answer.headers.get_list("cache-control")) == 1


def test_refusals_have_the_headers_too() -> None:
    site = Site(replace(RULES, reads=Rate(1, 1)))
    answers = [site.ask("TRACE", "/"), site.ask("POST", "/verdict"), site.ask("GET", "/", headers={"host": "x"}), site.ask("GET", "/"), site.ask("GET", "/")]
    assert [a.status_code for a in answers] == [405, 401, 421, 200, 429]
    assert all(a.headers[name] == value for a in answers for name, value in SECURITY.items())
    assert {a.headers["cache-control"] for a in answers if a.status_code >= 400} == {"no-store"}


def test_what_browsers_may_keep(site: Site) -> None:
    def kept(path: str, **headers: str) -> str:
        return str(site.ask("GET", path, headers=headers).headers["cache-control"])

    assert kept("/") == "private, no-cache"
    assert kept("/", **site.cookie()) == "no-store"
    assert kept("/made") == "private, max-age=5"
    assert kept("/static/a.css?v=12ab") == "public, max-age=31536000, immutable"
    assert kept("/static/a.css") == "private, no-cache"
    assert kept("/api/none") == "no-store"
    assert kept("/sign-in") == "no-store"


# tokens


def test_writing_needs_the_token_and_says_so(site: Site) -> None:
    missing, wrong = site.ask("POST", "/api/v1/verdicts"), site.ask("POST", "/api/v1/verdicts", headers={"authorization": f"Bearer {TOKEN}x"})
    assert (missing.status_code, wrong.status_code) == (401, 403)
    assert missing.headers["www-authenticate"] == "Bearer"
    for answer in (missing, wrong):
        error = answer.json()["error"]
        assert sorted(error) == ["remedy", "status", "what"]
        assert error["status"] == answer.status_code
        assert "--token" in error["remedy"] or "Bearer" in error["remedy"]
    assert site.seen.calls == []


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/", "/verdict", "/api/v1/verdicts", "/none", "/sign-out/", "/static"])
def test_no_method_but_reading_goes_without(site: Site, method: str, path: str) -> None:
    assert site.ask(method, path, headers=OURS).status_code == 401


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer ", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN[:-1]}", f"Bearer {TOKEN},Bearer {TOKEN}", "Bearer é"])
def test_a_wrong_token_is_refused_for_reading_as_well(site: Site, shown: str) -> None:
    assert site.ask("GET", "/", headers={"authorization": shown.encode("latin-1")}).status_code == 403


def test_the_token_opens_the_api(site: Site) -> None:
    assert site.ask("POST", "/api/v1/verdicts", headers=BEARER, content=b"{}").json() == {"bytes": 2}
    assert site.ask("DELETE", "/api/v1/verdicts", headers={"authorization": f"bearer {TOKEN}"}).status_code == 200


def test_the_token_is_not_taken_from_elsewhere(site: Site) -> None:
    assert site.ask("POST", f"/api/v1/verdicts?token={TOKEN}", headers=OURS).status_code == 401
    assert site.ask("POST", "/verdict", data={"token": TOKEN}, headers=OURS).status_code == 401


def test_tokens_and_marks_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[bytes, bytes]] = []

    def watched(a: bytes, b: bytes) -> bool:
        asked.append((a, b))
        return a == b

    monkeypatch.setattr(hmac, "compare_digest", watched)
    session = KEYS.session(0)
    checks: tuple[Callable[[], bool], ...] = (
        lambda: KEYS.token_right("wrong"),
        lambda: KEYS.session_right(session[:-1], 0),
        lambda: KEYS.ticket_right("wrong", 0),
        lambda: KEYS.form_right(session, "wrong"),
    )
    for number, check in enumerate(checks, 1):
        assert not check()
        assert len(asked) == number


def test_a_closed_server_shows_nothing_without_the_token() -> None:
    site = Site(replace(RULES, closed=True))
    page, data = site.ask("GET", "/made?a=<b>&c=1"), site.ask("GET", "/api/v1/verdicts")
    assert (page.status_code, data.status_code) == (401, 401)
    assert '<form method="post" action="/sign-in">' in page.text
    assert 'value="/made?a=%3Cb%3E&amp;c=1"' in page.text
    assert site.seen.calls == []
    assert [site.ask("GET", p).status_code for p in ("/static/a.css", "/sign-in")] == [200, 200]
    assert site.ask("GET", "/made", headers=site.cookie()).status_code == 200
    assert site.ask("GET", "/api/v1/verdicts", headers=site.cookie()).status_code == 200
    assert site.ask("GET", "/api/v1/verdicts", headers=BEARER).status_code == 200


@pytest.mark.parametrize("token", ["", "short", "x" * 15, "x" * 600, "with a blank in it", "ümlaut-ümlaut-ümlaut", "line\nbreak-line-break"])
def test_an_unfit_token_is_refused(token: str) -> None:
    with pytest.raises(SettingsError):
        make_keys(token)


def test_made_tokens_differ_and_are_not_printed() -> None:
    one, other = make_keys(), make_keys()
    assert one.token != other.token
    assert one.secret != other.secret
    assert len(one.token) >= 32
    assert one.token not in repr(one)
    assert make_keys("x" * 16).token == "x" * 16


# sessions


def test_signing_in_by_the_form(site: Site) -> None:
    answer = site.ask("POST", "/sign-in", data={"token": TOKEN, "then": "/made?a=1"}, headers=OURS)
    assert (answer.status_code, answer.headers["location"]) == (303, "/made?a=1")
    flags = answer.headers["set-cookie"].split("; ")[1:]
    assert flags == [f"Max-Age={SESSION}", "Path=/", "HttpOnly", "SameSite=Strict"]
    assert "in=True" in site.ask("GET", "/", headers={"cookie": f"other=1; sayso-{PORT}={cookie_of(answer)}"}).text


def test_signing_in_by_the_printed_address(site: Site) -> None:
    answer = site.ask("GET", f"/sign-in?token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert KEYS.session_right(cookie_of(answer), site.time.now)


def test_the_cookie_is_secure_under_https() -> None:
    site = Site(base=f"https://127.0.0.1:{PORT}")
    assert site.ask("GET", f"/sign-in?token={TOKEN}").headers["set-cookie"].endswith("; Secure")


@pytest.mark.parametrize(
    ("sent", "status"),
    [({"data": {}}, 401), ({"data": {"token": "wrong"}}, 403), ({"json": {"token": TOKEN}}, 401), ({"content": b"token=" + b"x=1&" * FIELDS}, 401)],
)
def test_signing_in_with_nothing_or_the_wrong_thing(site: Site, sent: dict[str, Any], status: int) -> None:
    answer = site.ask("POST", "/sign-in", headers=OURS, **sent)
    assert answer.status_code == status
    assert "set-cookie" not in answer.headers
    assert "<form" in answer.text


def test_a_wrong_token_in_the_address(site: Site) -> None:
    answer = site.ask("GET", "/sign-in?token=%22%3E%3Cscript%3E&then=%22%3E%3Cscript%3E")
    assert answer.status_code == 403
    assert "<script" not in answer.text
    assert site.ask("GET", "/sign-in?" + "a=1&" * 50).status_code == 200


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in?then=/review", "/sign-in?token=wrong"])
def test_a_page_with_a_form_lets_the_browser_say_where_it_comes_from(site: Site, path: str) -> None:
    answer = site.ask("GET", path)
    assert '<form method="post" action="/sign-in">' in answer.text
    assert answer.headers["referrer-policy"] == "same-origin"


def test_a_ticket_is_taken_once_and_not_for_long(site: Site) -> None:
    ticket, stale = KEYS.ticket(site.time.now), KEYS.ticket(site.time.now - TICKET)
    assert [site.ask("GET", f"/sign-in?token={t}").status_code for t in (ticket, ticket, stale)] == [303, 403, 403]
    assert not KEYS.session_right(KEYS.ticket(site.time.now), site.time.now)
    assert not KEYS.ticket_right(KEYS.session(site.time.now), site.time.now)


def test_a_session_ends_after_twelve_hours(site: Site) -> None:
    session = site.cookie()
    site.time.now += SESSION - 1
    assert "in=True" in site.ask("GET", "/", headers=session).text
    site.time.now += 1
    assert "in=False" in site.ask("GET", "/", headers=session).text
    assert site.ask("POST", "/verdict", headers=session | OURS).status_code == 401


def test_a_forged_session_is_none(site: Site) -> None:
    good = KEYS.session(site.time.now)
    until, nonce, mac = good.split(".")
    foreign = Keys(TOKEN, b"other" * 7).session(site.time.now)
    forged = [f"{int(until) + 1}.{nonce}.{mac}", f"{until}.{nonce}", f"{until}.{nonce}.", "", "..", "x", foreign, mac, KEYS.form_token(good), good.upper()]
    for value in forged:
        assert "in=False" in site.ask("GET", "/", headers={"cookie": f"sayso-{PORT}={value}"}).text, value
    assert "in=False" in site.ask("GET", "/", headers={"cookie": f"sayso-{PORT + 1}={good}"}).text


def test_signing_out(site: Site) -> None:
    answer = site.ask("POST", "/sign-out", headers=OURS | site.cookie())
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert f"sayso-{PORT}=; Max-Age=0" in answer.headers["set-cookie"]
    assert site.ask("GET", "/sign-out").status_code == 405
    assert site.ask("DELETE", "/sign-in", headers=OURS).status_code == 405


@pytest.mark.parametrize(
    ("then", "goes"),
    [
        ("/events?type=a&b=c", "/events?type=a&b=c"), ("//evil.example", "/"), ("/\\evil.example", "/"), ("https://evil.example", "/"), ("", "/"),
        ("/a\r\nset-cookie: b=c", "/"), ("/\t/evil.example", "/"), ("javascript:alert(1)", "/"), ("/sign-in?token=x", "/"), ("/é", "/"), ("/%0d%0a", "/%0d%0a"),
    ],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(then: str, goes: str) -> None:
    assert local(then) == goes


# forms


def test_a_form_carries_its_sessions_token(site: Site) -> None:
    session, other = site.cookie(), site.cookie()
    page = site.ask("GET", "/", headers=session).text
    value = re.search("form=([0-9a-f]{64})", page)
    assert value
    assert site.ask("POST", "/verdict", headers=session | OURS, data={"form": value[1], "word": "accept"}).text == "accept"
    assert site.ask("POST", "/verdict", headers=other | OURS, data={"form": value[1], "word": "accept"}).text == "no"
    assert site.ask("POST", "/verdict", headers=session | OURS, data={"word": "accept"}).text == "no"
    assert site.ask("POST", "/verdict", headers=BEARER, data={"word": "accept"}).text == "accept"


def test_a_session_writes_to_the_api_only_with_its_forms_token(site: Site) -> None:
    session = site.cookie()
    value = KEYS.form_token(session["cookie"].split("=")[1])
    assert site.ask("POST", "/api/v1/verdicts", headers=session | OURS).status_code == 403
    assert site.ask("POST", "/api/v1/verdicts", headers=session | OURS | {"x-form-token": value}).status_code == 200


def test_a_form_of_the_wrong_kind(site: Site) -> None:
    headers = site.cookie() | OURS
    assert site.ask("POST", "/verdict", headers=headers, json={}).status_code == 415
    assert site.ask("POST", "/verdict", headers=headers | {"content-type": "application/x-www-form-urlencoded"}, content=b"a=1&" * 600).status_code == 400
    assert site.ask("POST", "/verdict", headers=headers | {"content-type": "application/x-www-form-urlencoded"}, content=b"\xff=%ff&;").status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": HERE}, 200),
        ({"origin": HERE, "sec-fetch-site": "same-origin"}, 200),
        ({"referer": f"{HERE}/review?a=1"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"origin": "null", "sec-fetch-site": "same-origin"}, 200),
        ({}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": f"http://127.0.0.1:{PORT + 1}"}, 403),
        ({"origin": f"https://127.0.0.1:{PORT}"}, 403),
        ({"origin": f"http://localhost:{PORT}"}, 403),
        ({"origin": "http://[::1"}, 403),
        ({"origin": f"{HERE}.evil.example"}, 403),
        ({"origin": f"http://127.0.0.1:{PORT}@evil.example"}, 403),
        ({"origin": ""}, 403),
        ({"referer": "https://evil.example/127.0.0.1"}, 403),
        ({"origin": HERE, "sec-fetch-site": "cross-site"}, 403),
        ({"origin": HERE, "sec-fetch-site": "same-site"}, 403),
    ],
)
def test_a_form_comes_from_our_own_pages(site: Site, headers: dict[str, str], status: int) -> None:
    session = site.cookie()
    form = {"form": KEYS.form_token(session["cookie"].split("=")[1]), "word": "accept"}
    assert site.ask("POST", "/verdict", headers=session | headers, data=form).status_code == status
    assert site.seen.calls == (["verdict"] if status == 200 else [])


def test_another_sites_form_is_refused_before_anybody_asks_who_it_is(site: Site) -> None:
    evil = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    assert site.ask("POST", "/verdict", headers=evil).status_code == 403
    assert site.ask("POST", "/sign-in", headers=evil, data={"token": TOKEN}).status_code == 403
    assert site.ask("POST", "/api/v1/verdicts", headers=evil | BEARER).status_code == 403


def test_other_sites_link_to_pages_and_take_no_parts(site: Site) -> None:
    def status(**headers: str) -> int:
        return site.ask("GET", "/", headers={k.replace("_", "-"): v for k, v in headers.items()}).status_code

    assert status(sec_fetch_site="cross-site", sec_fetch_mode="navigate") == 200
    assert status(sec_fetch_site="same-origin", sec_fetch_mode="no-cors") == 200
    assert status(sec_fetch_site="cross-site", sec_fetch_mode="no-cors") == 403
    assert status(sec_fetch_site="same-site", sec_fetch_mode="cors") == 403


# limits


def chunks(*sizes: int) -> AsyncIterator[bytes]:
    async def parts() -> AsyncIterator[bytes]:
        for size in sizes:
            yield b"x" * size

    return parts()


def test_a_body_may_have_64_kb(site: Site) -> None:
    most = 64 * 1024
    assert site.ask("POST", "/api/v1/verdicts", headers=BEARER, content=b"x" * most).json() == {"bytes": most}
    assert site.ask("POST", "/api/v1/verdicts", headers=BEARER, content=b"x" * (most + 1)).status_code == 413
    assert site.ask("POST", "/api/v1/verdicts", headers=BEARER | {"content-length": "-1"}, content=b"x").status_code == 400
    assert site.seen.calls == ["POST"]


def test_a_body_of_untold_length_is_counted(site: Site) -> None:
    assert site.ask("POST", "/api/v1/verdicts", headers=BEARER, content=chunks(40_000, 25_000)).json() == {"bytes": 65_000}
    answer = site.ask("POST", "/api/v1/verdicts", headers=BEARER, content=chunks(40_000, 25_537))
    assert (answer.status_code, answer.json()["error"]["status"]) == (413, 413)
    assert answer.headers["connection"] == "close"
    assert site.seen.calls == ["POST"]


def test_a_long_body_is_not_read_to_its_end(site: Site) -> None:
    read = []

    async def endless() -> AsyncIterator[bytes]:
        for number in range(1000):
            read.append(number)
            yield b"x" * 65_536

    assert site.ask("POST", "/api/v1/verdicts", headers=BEARER, content=endless()).status_code == 413
    assert len(read) < 50


def test_a_body_that_does_not_come() -> None:
    site = Site(replace(RULES, body_seconds=0.02))

    async def stuck() -> AsyncIterator[bytes]:
        yield b"x"
        await asyncio.sleep(0.2)
        yield b"y"

    answer = site.ask("POST", "/api/v1/verdicts", headers=BEARER, content=stuck())
    assert answer.status_code == 408
    assert site.seen.calls == []


def test_reads_and_writes_have_rates_of_their_own() -> None:
    site = Site(replace(RULES, reads=Rate(2, 3), writes=Rate(0.5, 2)))
    assert [site.ask("GET", "/").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert [site.ask("POST", "/api/v1/verdicts", headers=BEARER).status_code for _ in range(3)] == [200, 200, 429]
    assert site.ask("POST", "/api/v1/verdicts", headers=BEARER).headers["retry-after"] == "2"
    assert site.ask("GET", "/", client=("127.0.0.2", 9)).status_code == 200
    site.time.now += 0.5
    assert [site.ask("GET", "/").status_code for _ in range(2)] == [200, 429]
    site.time.now += 1000
    assert [site.ask("GET", "/").status_code for _ in range(4)] == [200, 200, 200, 429]


def test_one_ipv6_network_is_one_client_and_many_clients_are_forgotten() -> None:
    site = Site(replace(RULES, reads=Rate(0.001, 1), addresses=2))

    def status(client: str) -> int:
        return site.ask("GET", "/", client=(client, 1)).status_code

    assert [status("2001:db8::1"), status("2001:db8::2"), status("2001:db8:0:1::2")] == [200, 429, 200]
    assert [status("10.0.0.1"), status("::ffff:10.0.0.1"), status("2001:db8::1")] == [200, 429, 200]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("TRACE", "/", 405), ("CONNECT", "/", 405), ("BREW", "/", 405), ("get", "/", 200), ("GET", "/" + "a" * 1024, 414), ("GET", "/" + "a" * 1023, 404),
        ("GET", "/?" + "a" * 4097, 414), ("GET", "/?" + "a" * 4096, 200), ("GET", "/a%00b", 400), ("GET", "/a%0d%0ab", 400), ("GET", "/%ff%fe", 404),
        ("GET", "/../../etc/passwd", 404), ("GET", "/static/..%2f..%2fa", 404), ("HEAD", "/sign-in", 200), ("OPTIONS", "/", 405),
    ],
)  # fmt: skip
def test_the_shape_of_a_request(site: Site, method: str, path: str, status: int) -> None:
    assert site.ask(method.upper() if method == "get" else method, path).status_code == status


def test_a_slow_answer_is_given_up_and_its_query_stopped() -> None:
    site = Site(replace(RULES, seconds=0.05))
    answer = site.ask("GET", "/slow")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "10"
    assert site.seen.stopped.is_set()
    assert site.seen.ended.wait(5)


def test_an_answer_that_never_ends_is_cut() -> None:
    site = Site(replace(RULES, seconds=0.02, whole=0.05))
    sent: list[Any] = []

    async def run() -> None:
        async def receive() -> dict[str, Any]:
            await asyncio.sleep(5)
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)

        await site.app(scope_of("/drip"), receive, send)

    asyncio.run(run())
    assert [m["type"] for m in sent] == ["http.response.start", "http.response.body"]
    assert sent[1] == {"type": "http.response.body", "body": b"begun ", "more_body": True}


def scope_of(path: str) -> dict[str, Any]:
    headers = [(b"host", f"127.0.0.1:{PORT}".encode())]
    return {
        "type": "http", "asgi": {"version": "3.0"}, "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"", "scheme": "http",
        "root_path": "", "headers": headers, "client": ("127.0.0.1", 1), "server": ("127.0.0.1", PORT), "http_version": "1.1",
    }  # fmt: skip


def test_only_so_many_are_answered_at_once() -> None:
    site = Site(replace(RULES, at_once=2))

    async def run() -> Iterable[httpx.Response]:
        async with site.client() as http:
            slow = [asyncio.create_task(http.get("/slow")) for _ in range(2)]
            await asyncio.sleep(0.05)
            over = await http.get("/")
            site.seen.stopped.set()
            await asyncio.gather(*slow, return_exceptions=True)
            return over, await http.get("/")

    over, after = asyncio.run(run())
    assert (over.status_code, over.headers["retry-after"]) == (503, "1")
    assert after.status_code == 200


def test_who_hangs_in_a_thread_counts_until_it_ends() -> None:
    site = Site(replace(RULES, at_once=1, seconds=0.02, reads=Rate(1000, 1000)))

    async def run() -> list[int]:
        async with site.client() as http:
            late = [(await http.get(p)).status_code for p in ("/hanging", "/")]
            site.seen.hanging.set()
            for _ in range(500):
                await asyncio.sleep(0.01)
                if (free := (await http.get("/sign-in/none")).status_code) == 404:
                    break
            return [*late, free]

    assert asyncio.run(run()) == [503, 503, 404]


def test_stopping_nothing_outside_a_request() -> None:
    with stoppable(lambda: pytest.fail("nobody is late")):
        pass


def test_websockets_are_not_spoken(site: Site) -> None:
    sent: list[Any] = []

    async def run() -> None:
        async def receive() -> dict[str, Any]:
            return {"type": "websocket.connect"}

        async def send(message: Any) -> None:
            sent.append(message)

        await site.app({"type": "websocket"}, receive, send)

    asyncio.run(run())
    assert sent == [{"type": "websocket.close", "code": 1008}]


# what is told


def test_pages_get_the_apps_faces() -> None:
    site = Site(faces=Faces(lambda r: f"refused {r.status}", lambda s: f"come in {s.then}"))
    assert site.ask("TRACE", "/").text == "refused 405"
    assert site.ask("GET", "/sign-in").text == "come in /"
    assert site.ask("TRACE", "/api/v1/verdicts").json()["error"]["status"] == 405


def test_no_answer_holds_the_token(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    answers = [
        site.ask("GET", f"/sign-in?token={TOKEN}"), site.ask("POST", "/sign-in", headers=OURS, data={"token": TOKEN}), site.ask("GET", "/", headers=BEARER),
        site.ask("GET", f"/sign-in?token={TOKEN}x"), site.ask("POST", "/verdict"), site.ask("GET", "/fault", headers=BEARER),
        site.ask("HEAD", f"/sign-in?token={TOKEN}"),
        site.ask("POST", "/sign-in", headers=OURS, data={"token": f"{TOKEN}x"}), site.ask("GET", "/none", headers=site.cookie()),
    ]  # fmt: skip
    for answer in answers:
        assert TOKEN not in answer.text
        assert TOKEN not in json.dumps(list(answer.headers.items()))
    assert TOKEN not in caplog.text
