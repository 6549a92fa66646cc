"""Nothing but the public internet is asked: no trick of a URL, a redirect or a name server leads inside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_address

import pytest

from sayso.errors import InputError
from sayso.readers import Quarantined, Unit
from sayso.readers.web.address import refusal, target
from sayso.readers.web.fetch import Fetcher, fetch
from sayso.readers.web.wire import Web
from served import PUBLIC, Reply, World, served

PAGE = b"<html><body><p>Rebels attacked an army convoy near Homs.</p></body></html>"
INSIDE = {
    "localtest.example": ("127.0.0.1",),
    "127.0.0.1.dns.example": ("127.0.0.1",),
    "ten.example": ("10.0.0.5",),
    "router.example": ("192.168.1.1",),
    "docker.example": ("172.17.0.1",),
    "metadata.example": ("169.254.169.254",),
    "carrier.example": ("100.100.100.200",),
    "six.example": ("::1",),
    "mapped.example": ("::ffff:127.0.0.1",),
    "unique.example": ("fd00:ec2::254",),
    "mixed.example": (PUBLIC, "10.0.0.5"),
    "mixed6.example": ("2a00:1450:4001::1", "fe80::1"),
    "zone.example": ("fe80::1%eth0",),
    "nat.example": ("64:ff9b::7f00:1",),
    "wire.example": ("168.63.129.16",),
    "junk.example": ("not an address",),
}
SSRF = (
    *("http://127.0.0.1/", "http://127.0.0.1:80/", "http://127.1/", "http://127.0.1/", "http://0/", "http://0.0.0.0/", "http://127.127.127.127/"),
    *("http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0x7f.1/", "http://0177.0.0.1/", "http://017700000001/", "http://0X7F.0.0.1/"),
    *("http://127.0.0.1./", "http://127.0.0.1.:80/", "http://00127.0.0.1/", "http://127.0.0.01/", "http://4294967295/", "http://127.0.0.1%00.example.com/"),
    *(
        "http://localhost/",
        "http://LOCALHOST./",
        "http://foo.localhost/",
        "http://printer.local/",
        "http://intranet/",
        "http://db.internal/",
        "http://1.home.arpa/",
    ),
    *("http://10.0.0.1/", "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.0.1/", "http://192.0.0.170/", "http://100.64.0.1/"),
    *("http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://168.63.129.16/machine", "http://100.100.100.200/", "http://192.0.0.192/"),
    *("http://[::1]/", "http://[::]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/"),
    *("http://[fe80::1]/", "http://[fe80::1%25eth0]/", "http://[fc00::1]/", "http://[ff02::1]/", "http://[2001:db8::1]/", "http://[2002:7f00:1::]/"),
    *("http://[64:ff9b::7f00:1]/", "http://[64:ff9b::10.0.0.1]/", "http://[64:ff9b:1::1]/", "http://[2001:0:0:0::1]/", "http://[2a00::5efe:7f00:1]/"),
    *(
        "http://224.0.0.1/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://198.18.0.1/",
        "http://192.0.2.1/",
        "http://203.0.113.7/",
        "http://192.88.99.1/",
    ),
    *("http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://127.0.0.1/", "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/"),
    *("http://good.example@127.0.0.1/", "http://127.0.0.1#@good.example/", "http://good.example\\@127.0.0.1/", "http://user:pass@good.example/"),
    *(
        "http://good.example:22/",
        "http://good.example:6379/",
        "https://good.example:80/",
        "http://good.example:99999/",
        "http://good.example:0/",
        "http://good.example:８０８１/",
    ),
    *(
        "file:///etc/passwd",
        "ftp://good.example/",
        "gopher://127.0.0.1:6379/_INFO",
        "dict://good.example/",
        "data:text/html,x",
        "javascript:alert(1)",
        "//good.example/",
    ),
    *(
        "http://",
        "http:///x",
        "http://?x",
        "http://[::1",
        "http://::1/",
        "http://[good.example]/",
        "http://good..example/",
        "http://.example/",
        "http://-a.example/",
    ),
    *(
        "http://good.example\r\nHost: x/",
        "http://good.example/\x00",
        " http://good.example/",
        "http://good.example/a b",
        "http://exa\tmple.com/",
        "http:good.example",
    ),
    *("http://good.example%2e/", "http://a%40b.example/", "http://fuß.example/", "http://" + "a" * 64 + ".example/", "http://good.example/" + "x" * 3000),
    *(f"http://{name}/" for name in INSIDE),
)


@pytest.fixture
def world() -> Iterator[World]:
    with served(World(names=dict(INSIDE))) as made:
        yield made


def fetcher(world: World) -> Fetcher:
    return Fetcher(world.web())


def why(found: object) -> str:
    assert isinstance(found, Quarantined), found
    return found.reason


def test_there_are_enough_tricks() -> None:
    assert len({*SSRF}) >= 100


@pytest.mark.parametrize("url", SSRF, ids=ascii)
def test_nothing_inside_is_asked(world: World, url: str) -> None:
    world.names["good.example"] = (PUBLIC,)
    found = fetch(url, fetcher(world))
    assert why(found).startswith("URL not allowed"), found
    assert world.connected == []
    assert world.asked == []


@pytest.mark.parametrize(
    "where", ["http://127.0.0.1/", "http://[::1]/x", "http://ten.example/", "http://2130706433/", "//metadata.example/", "file:///etc/passwd"]
)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_leads_nowhere_inside(world: World, where: str, status: int) -> None:
    world.pages["a.example/"] = Reply(status=status, headers=(("Location", where),))
    assert why(fetch("http://a.example/", fetcher(world))).startswith("URL not allowed")
    assert {address for address, _ in world.connected} == {PUBLIC}
    assert world.paths() == ["a.example/"]


def test_a_name_is_resolved_once_a_request_and_that_address_is_asked(world: World) -> None:
    """A name server that answers with a public address first and a private one next wins nothing."""
    world.pages |= {"a.example/robots.txt": b"", "a.example/": PAGE}
    answers = iter([PUBLIC, "127.0.0.1", "127.0.0.1"])
    web = replace(world.web(), resolve=lambda *_: (next(answers),))
    assert "loopback address" in why(fetch("http://a.example/", Fetcher(web)))
    assert world.connected == [(PUBLIC, 80)]
    other = "93.184.215.15"
    answers = iter([PUBLIC, other])
    assert isinstance(fetch("http://a.example/", Fetcher(web)), Unit)
    assert [address for address, _ in world.connected[1:]] == [PUBLIC, other]
    assert next(answers, None) is None


def test_public_addresses_are_public() -> None:
    for text in (PUBLIC, "8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2a00:1450:4001:801::200e", "64:ff9b::808:808", "2606:4700::1111"):
        assert refusal(ip_address(text)) is None, text


@pytest.mark.parametrize(
    ("url", "becomes"),
    [
        ("HTTP://A.Example", "http://a.example/"),
        ("http://a.example:80/x?q=1#frag", "http://a.example/x?q=1"),
        ("https://a.example:8443/", "https://a.example:8443/"),
        ("http://a.example./x", "http://a.example/x"),
        ("http://bücher.example/ä?ö=ü", "http://xn--bcher-kva.example/%C3%A4?%C3%B6=%C3%BC"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2A00::1]:8080/", "http://[2a00::1]:8080/"),
        ("http://a.example/%2e%2e/x", "http://a.example/%2e%2e/x"),
    ],
)
def test_a_url_is_taken_apart(url: str, becomes: str) -> None:
    assert target(url).url == becomes
    assert target(becomes) == target(url)


def test_the_real_web_asks_for_public_addresses_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the command line makes it: no stub. The system's resolver knows localhost by heart; no socket is made."""
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("connected"))
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("127.0.0.1", 80))])
    assert "loopback address" in why(fetch("http://news.example/", Fetcher()))
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: (_ for _ in ()).throw(OSError("no such name")))
    assert "no address" in why(fetch("http://news.example/", Fetcher(Web())))


def test_target_names_the_remedy() -> None:
    with pytest.raises(InputError, match="URL not allowed: port 22; allowed: 80, 8080"):
        target("http://a.example:22/")
