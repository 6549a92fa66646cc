"""Fetching pages: nothing but the public internet is asked, politely, and whatever a server does ends in a page or a reason."""

from __future__ import annotations

import gzip
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.readers import Quarantined, Unit
from sayso.readers.web.fetch import Fetcher, Limits, fetch, is_url, not_asked, web_units
from sayso.readers.web.wire import Answer, Failed
from served import PUBLIC, Reply, World, served

PAGE = b"<html><body><article><p>Rebels attacked an army convoy near Homs.</p></article></body></html>"


@pytest.fixture
def world() -> Iterator[World]:
    with served(World(names={"ten.example": ("10.0.0.5",)})) as made:
        yield made


def fetcher(world: World, **limits: float) -> Fetcher:
    return Fetcher(world.web(), replace(Limits(), **limits))  # type: ignore[arg-type]


def why(found: object) -> str:
    assert isinstance(found, Quarantined | Failed), found
    return found.reason if isinstance(found, Quarantined) else found.what


def test_a_page_becomes_a_unit(world: World) -> None:
    world.pages["www.a.example/x?y=1"] = Reply(PAGE, "text/html; charset=windows-1251")
    found = fetch("http://www.a.example/x?y=1#part", fetcher(world))
    assert found == Unit(
        "http://www.a.example/x?y=1",
        "http://www.a.example/x?y=1",
        "page",
        PAGE,
        url="http://www.a.example/x?y=1",
        outlet="a.example",
        charset="windows-1251",
    )
    (headers,) = [sent for path, sent in world.asked if path == "www.a.example/x?y=1"]
    assert headers["user-agent"].startswith("sayso/")
    assert headers["accept-encoding"] == "gzip, deflate"
    assert headers["host"] == "www.a.example"
    assert not {"cookie", "referer", "authorization"} & {*headers}


def test_redirects_are_followed_with_a_new_look_each_time(world: World) -> None:
    world.pages |= {f"r{n}.example/": Reply(status=302, headers=(("Location", f"http://r{n + 1}.example/"),)) for n in range(6)}
    world.pages |= {"r6.example/": PAGE, "rel.example/a/b": Reply(status=301, headers=(("Location", "../c"),)), "rel.example/c": PAGE}
    found = fetch("http://r1.example/", fetcher(world))
    assert isinstance(found, Unit)
    assert found.url == "http://r6.example/"
    assert why(fetch("http://r0.example/", fetcher(world))) == "more than 5 redirects"
    relative = fetch("http://rel.example/a/b", fetcher(world))
    assert isinstance(relative, Unit)
    assert relative.url == "http://rel.example/c"
    assert "robots.txt" not in "".join(world.paths())
    assert {p.partition("/")[0] for p, _ in world.asked if p.endswith("robots.txt")} >= {f"r{n}.example" for n in range(6)}


CERTIFICATE = """-----BEGIN CERTIFICATE-----
MIIBajCCARCgAwIBAgIBATAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAxuZXdzLmV4
YW1wbGUwIBcNMDAwMTAxMDAwMDAwWhgPMjA5OTEyMzEwMDAwMDBaMBcxFTATBgNV
BAMMDG5ld3MuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABLxXlp7s
DmHODF7cJzmUEo2vjlIWrMUJLyM7zYkPQhsxz1dnsHPdBrq+tTCFSE75g12P05h4
23yTvVicRT/6dr6jSzBJMA8GA1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYEFBBk2aDy
1P27s5YxhNHdEfmyiCKtMBcGA1UdEQQQMA6CDG5ld3MuZXhhbXBsZTAKBggqhkjO
PQQDAgNIADBFAiBGlUrA/j/FFivCcWDB6t/O/VXv45Qm0cjed0OpDQo8UwIhAJX7
k+keEGHaIh8cOGqflQ4P709E74T1gO4Kaz3GSzHO
-----END CERTIFICATE-----
"""
"""For news.example, signed by itself; of use to nobody. Its key:"""
KEY = """MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgFUG5ASzBxlVtrxEM
eZeAnwtk2k4rad+FfzlKlYKlYkahRANCAAS8V5ae7A5hzgxe3Cc5lBKNr45SFqzF
CS8jO82JD0IbMc9XZ7Bz3Qa6vrUwhUhO+YNdj9OYeNt8k71YnEU/+na+"""


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[tuple[World, list[str | None]]]:
    """A world behind TLS, and the names its server was asked for."""
    pair = tmp_path / "pair.pem"
    pair.write_text(f"-----BEGIN PRIVATE KEY-----\n{KEY}\n-----END PRIVATE KEY-----\n{CERTIFICATE}")
    context, names = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), list[str | None]()
    context.load_cert_chain(pair)
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    with served(World(), context) as world:
        yield world, names


def trusting(world: World) -> Fetcher:
    return Fetcher(replace(world.web(), tls=lambda: ssl.create_default_context(cadata=CERTIFICATE)))


def test_the_certificate_must_be_of_the_name(secure: tuple[World, list[str | None]]) -> None:
    world, names = secure
    world.pages |= {"news.example/": PAGE, "evil.example/": PAGE}
    assert isinstance(fetch("https://news.example/", trusting(world)), Unit)
    assert {*names} == {"news.example"}
    assert {*world.connected} == {(PUBLIC, 443)}
    asked = len(world.asked)
    assert "certificate is not valid" in why(fetch("https://evil.example/", trusting(world)))
    assert "certificate is not valid" in why(fetch("https://news.example/", Fetcher(world.web())))
    assert len(world.asked) == asked


def test_from_https_there_is_no_way_to_http(secure: tuple[World, list[str | None]]) -> None:
    world, _ = secure
    world.pages["news.example/"] = Reply(status=302, headers=(("Location", "http://news.example/plain"),))
    assert why(fetch("https://news.example/", trusting(world))) == "redirected from https to http"


def test_robots(world: World) -> None:
    world.pages |= {
        "a.example/robots.txt": b"User-agent: *\nDisallow: /\n\nUser-agent: sayso\nDisallow: /private\nDisallow: /*.cgi$\nAllow: /private/but\n",
        **{f"a.example/{path}": PAGE for path in ("x", "private/x", "private/but", "a.cgi", "a.cgi?q")},
        "none.example/x": PAGE,
        "down.example/robots.txt": Reply(status=503),
        "down.example/x": PAGE,
        "away.example/robots.txt": Reply(status=302, headers=(("Location", "http://ten.example/robots.txt"),)),
        "away.example/x": PAGE,
        "b.example/robots.txt": Reply(status=301, headers=(("Location", "http://a.example/robots.txt"),)),
        "b.example/private/x": PAGE,
        "page.example/robots.txt": PAGE,
        "page.example/x": PAGE,
    }
    asks = fetcher(world)
    for path, allowed in {"x": True, "private/x": False, "private/but": True, "a.cgi": False, "a.cgi?q": True}.items():
        assert isinstance(asks.page(f"http://a.example/{path}"), Unit) == allowed, path
    assert sum(path == "a.example/robots.txt" for path, _ in world.asked) == 1
    assert isinstance(asks.page("http://none.example/x"), Unit)
    assert isinstance(asks.page("http://page.example/x"), Unit)
    for host in ("down", "away"):
        refused = asks.page(f"http://{host}.example/x")
        assert isinstance(refused, Failed)
        assert refused.later
        assert "robots.txt cannot be had" in refused.what
    moved = asks.page("http://b.example/private/x")
    assert isinstance(moved, Failed)
    assert not moved.later
    assert not {"a.example/private/x", "a.example/a.cgi", "down.example/x", "away.example/x", "b.example/private/x"} & {*world.paths()}
    world.time += 601
    world.pages["down.example/robots.txt"] = Reply(status=404)
    assert isinstance(asks.page("http://down.example/x"), Unit)


def test_a_long_robots_txt(world: World) -> None:
    """Many agents that share many rules; and ours among others, by its version, twice."""
    agents, rules = (b"".join(line % n for n in range(20_000)) for line in (b"User-agent: a%d\n", b"Disallow: /%d$\n"))
    world.pages |= {
        "a.example/robots.txt": agents + b"User-agent: *\n" + rules,
        "b.example/robots.txt": b"useragent Sayso/1.0 # us\nUser-agent: other\nDisallow: /x\n\nUser-agent: *\nAllow: /\nUser-agent: sayso\nDisallow: /y\n",
        **{f"{host}.example/{path}": PAGE for host in "ab" for path in ("7", "x", "y")},
    }
    asks = fetcher(world)
    allowed = [path for path in ("a.example/7", "a.example/x", "b.example/7", "b.example/x", "b.example/y") if isinstance(asks.page(f"http://{path}"), Unit)]
    assert allowed == ["a.example/x", "b.example/7"]


def test_a_host_is_given_time(world: World) -> None:
    """A second between requests to one host; what its robots.txt asks for between pages; too long a wait is left for later."""
    world.pages |= {f"{host}.example/{page}": PAGE for host in "abc" for page in "xyz"}
    world.pages |= {"b.example/robots.txt": b"User-agent: *\nCrawl-delay: 10\n", "c.example/robots.txt": b"User-agent: *\nCrawl-delay: 3600\n"}
    asks = fetcher(world)
    for page in "xyz":
        assert isinstance(asks.page(f"http://a.example/{page}"), Unit)
    assert world.slept == [1.0, 1.0, 1.0]
    world.slept.clear()
    for page in "xy":
        assert isinstance(asks.page(f"http://b.example/{page}"), Unit)
    assert world.slept == [1.0, 10.0]
    assert isinstance(asks.page("http://c.example/x"), Unit)
    second = asks.page("http://c.example/y")
    assert isinstance(second, Failed)
    assert second.later
    assert second.after == 3600
    world.time += 3600
    assert isinstance(asks.page("http://c.example/y"), Unit)


def test_a_sleep_cut_short_is_no_leave_to_ask(world: World) -> None:
    world.pages["a.example/x"] = PAGE
    asks = Fetcher(replace(world.web(), sleep=lambda _: None))
    found = asks.page("http://a.example/x")
    assert isinstance(found, Failed)
    assert found.later
    assert world.paths() == []


def test_conditions(world: World) -> None:
    def page(headers: dict[str, str]) -> Reply:
        same = headers.get("if-none-match") == '"1"' and headers.get("if-modified-since") == "Fri, 03 May 2024 10:00:00 GMT"
        return Reply(status=304) if same else Reply(PAGE, headers=(("ETag", '"1"'), ("Last-Modified", "Fri, 03 May 2024 10:00:00 GMT")))

    world.pages["a.example/"] = page
    first = fetcher(world).get("http://a.example/")
    assert isinstance(first, Answer)
    assert (first.status, first.etag) == (200, '"1"')
    second = fetcher(world).get("http://a.example/", etag=first.etag, modified=first.modified)
    assert isinstance(second, Answer)
    assert (second.status, second.body) == (304, b"")
    world.pages["a.example/"] = Reply(status=304)
    assert isinstance(fetcher(world).get("http://a.example/"), Failed)


@pytest.mark.parametrize(
    ("status", "later", "said"),
    [
        (404, False, "not there"),
        (410, False, "not there"),
        (403, False, "does not allow"),
        (500, True, "cannot"),
        (429, True, "cannot"),
        (204, False, "204"),
        (206, False, "206"),
    ],
)
def test_other_answers(world: World, status: int, later: bool, said: str) -> None:
    world.pages["a.example/"] = Reply(status=status)
    found = fetcher(world).page("http://a.example/")
    assert isinstance(found, Failed)
    assert (found.later, said in found.what) == (later, True)


@pytest.mark.parametrize(
    ("headers", "after"),
    [
        ((("Retry-After", "120"),), 120.0),
        ((("Retry-After", "Fri, 03 May 2024 10:02:00 GMT"), ("Date", "Fri, 03 May 2024 10:00:00 GMT")), 120.0),
        ((("Retry-After", "soon"),), None),
        ((("Retry-After", "-5"),), None),
        ((("Retry-After", "9" * 40),), None),
    ],
)
def test_a_server_may_ask_for_time(world: World, headers: tuple[tuple[str, str], ...], after: float | None) -> None:
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    world.pages["a.example/"] = Reply(raw=f"HTTP/1.1 503 Busy\r\n{head}Content-Length: 0\r\n\r\n".encode())
    asks = fetcher(world)
    found = asks.page("http://a.example/")
    assert isinstance(found, Failed)
    assert found.after == after
    asked = len(world.asked)
    again = asks.page("http://a.example/")
    assert isinstance(again, Failed)
    assert len(world.asked) == asked + (after is None)


def test_bodies_have_a_limit(world: World) -> None:
    big = b"x" * 5000
    bomb = gzip.compress(b"\0" * 50_000_000)
    world.pages |= {
        "a.example/big": big,
        "a.example/lies": Reply(big, headers=(("Content-Length", "3"),)),
        "a.example/claims": Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999999999\r\n\r\nx"),
        "a.example/chunked": Reply(
            raw=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + (b"1000\r\n" + b"x" * 4096 + b"\r\n") * 3
        ),
        "a.example/bomb": Reply(bomb, headers=(("Content-Encoding", "gzip"),)),
        "a.example/head": Reply(raw=b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"y" * 1000) for n in range(90)) + b"\r\n"),
        "a.example/line": Reply(raw=b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n"),
        "a.example/lines": Reply(raw=b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"),
        "a.example/hundreds": Reply(raw=b"HTTP/1.1 100 Continue\r\n\r\n" * 5000),
    }
    asks = fetcher(world, max_bytes=4000)
    said = {path: why(asks.page(f"http://a.example/{path}")) for path in ("big", "claims", "chunked", "bomb", "head", "line", "lines", "hundreds")}
    assert said["big"] == said["claims"] == said["chunked"] == "larger than 4,000 bytes"
    assert said["bomb"] == "larger than 4,000 bytes when unpacked" or said["bomb"] == "larger than 4,000 bytes"
    assert all(said[path].startswith("not an answer") for path in ("head", "line", "lines", "hundreds")), said
    short = asks.page("http://a.example/lies")
    assert isinstance(short, Unit)
    assert short.data == b"xxx"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\nhalf", "cut off: 96 bytes are missing"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", "not an answer: IncompleteRead"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n", "not an answer"),
        (b"HTTP/1.1 abc\r\n\r\n", "not an answer: BadStatusLine"),
        (b"SSH-2.0-OpenSSH\r\n", "not an answer: BadStatusLine"),
        (b"", "broken off: Remote end closed connection"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n", "redirected to what is no URL"),
        (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", "the server answers with 302"),
    ],
)
def test_broken_answers(world: World, raw: bytes, said: str) -> None:
    world.pages["a.example/"] = Reply(raw=raw)
    assert said in why(fetch("http://a.example/", fetcher(world)))


def test_no_connection_and_no_name(world: World) -> None:
    world.pages |= {"a.example/": PAGE}

    def connect(address: str, port: int, seconds: float) -> object:
        world.connected.append((address, port))
        raise ConnectionRefusedError(111, "Connection refused")

    world.names["many.example"] = tuple(f"93.184.215.{n}" for n in range(20))
    refused = Fetcher(replace(world.web(), connect=connect)).page("http://many.example/")  # type: ignore[arg-type]
    assert isinstance(refused, Failed)
    assert refused.later
    assert "Connection refused" in refused.what
    assert len(world.connected) == 4
    assert "its name has no address" in why(fetch("http://nowhere.example/", fetcher(world)))


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        ("application/pdf", b"%PDF-1.4", "not a page but application/pdf"),
        ("image/png", b"", "not a page but image/png"),
        ("", PAGE, "not a page but of no type"),
        ("application/rss+xml", b"<rss><channel/></rss>", "not a page but application/rss+xml"),
    ],
)
def test_what_is_no_page(world: World, kind: str, body: bytes, said: str) -> None:
    world.pages["a.example/"] = Reply(body, kind)
    found = fetch("http://a.example/", fetcher(world))
    assert why(found) == said
    assert isinstance(found, Quarantined)
    assert ("sayso watch" in found.remedy) == ("rss" in kind)


def test_web_units(world: World) -> None:
    rss = b"<rss><channel><title>F</title><item><title>One</title><link>/1</link><description>Talks failed.</description></item><item/></channel></rss>"
    world.pages |= {"a.example/f": Reply(rss, "application/xml"), "a.example/g": Reply(rss, "text/html"), "a.example/t": Reply(b"Talks failed.", "text/plain")}
    world.pages |= {"a.example/x": Reply(b"<kml/>", "text/xml")}
    for path in "fg":
        broken, one = web_units(f"http://a.example/{path}", fetcher(world))
        assert isinstance(broken, Quarantined)
        assert isinstance(one, Unit)
        assert (one.url, one.outlet, one.data) == ("http://a.example/1", "a.example", b"One\n\nTalks failed.")
    (text,) = web_units("http://a.example/t", fetcher(world))
    assert isinstance(text, Unit)
    assert (text.kind, text.data) == ("plain", b"Talks failed.")
    (none,) = web_units("http://a.example/x", fetcher(world))
    assert why(none) == "not a feed"
    (missing,) = web_units("http://a.example/none", fetcher(world))
    assert "404" in why(missing)


def test_nobody_asked() -> None:
    assert is_url("https://a.example/x")
    assert is_url("HTTP://a.example")
    assert not any(map(is_url, ("a.txt", "httpd/conf.txt", "-", "ftp://a", "C:\\http://")))
    assert "--fetch" in not_asked("http://a.example/").remedy
