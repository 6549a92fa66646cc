"""`sayso watch`: what a person sees of it. The servers are of this process; the command itself knows no way to ask them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.cli import watching
from sayso.readers.web.fetch import Fetcher
from sayso.readers.web.wire import Web
from sayso.store import open_reader
from sayso.store.owner import Lock
from served import Reply, World, served

Run = Callable[..., Any]
FEED = b"""<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Gazette</title>
<item><guid isPermaLink="false">1</guid><title>Convoy \x1b[31m</title><link>http://news.example/1</link><pubDate>Sun, 14 Jun 2020 10:00:00 GMT</pubDate>
<content:encoded>Rebels attacked an army convoy near Homs on Sunday, killing 4 soldiers.</content:encoded></item></channel></rss>"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAYSO_WORKERS", "0")
    return tmp_path


@pytest.fixture
def world(here: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The command's fetcher asks this world; all else of it is as it is."""
    with served(World()) as made:
        monkeypatch.setattr(watching, "Fetcher", lambda web: Fetcher(made.web()))
        yield made


def test_a_feed_is_followed_once(sayso: Run, world: World) -> None:
    world.pages |= {"a.example/feed": Reply(FEED, headers=(("ETag", '"1"'),)), "b.example/feed": Reply(b"<!DOCTYPE rss><rss/>")}
    first = sayso("watch", "http://a.example/feed", "http://b.example/feed", "--once")
    assert first.code == 3
    assert first.errors == ""
    failed, told = first.out.splitlines()
    assert failed.startswith("http://b.example/feed: feed uses a DTD: refused; asked again after ")
    assert told[6:].startswith("2 feeds, 1 item, 1 new, ")
    assert told.endswith("claims, 1 feed failed")
    with open_reader(Path("sayso.duckdb")) as reader:
        assert [u.outlet for u in reader.outlets()] == ["news.example"]
        assert reader.coverage() == {"2020-06-14"}
        (run,) = reader.runs()
        assert run.documents == 1
    again = sayso("watch", "http://a.example/feed", "--once")
    assert again.code == 0
    assert again.out.splitlines()[0][6:] == "1 feed, 1 item, 0 new, 0 claims"
    state = json.loads(Path("sayso.duckdb.watch.json").read_text())
    assert state["feeds"]["http://a.example/feed"]["etag"] == '"1"'


def test_without_its_store_nothing_has_been_seen(sayso: Run, world: World) -> None:
    world.pages["a.example/feed"] = Reply(FEED)
    for path in ("one.duckdb", "two.duckdb"):
        assert " 1 new, " in sayso("watch", "http://a.example/feed", "--once", "--store", path).out
    for left in Path().glob("one.duckdb*"):
        if not left.name.endswith("watch.json"):
            left.unlink()
    assert " 1 new, " in sayso("watch", "http://a.example/feed", "--once", "--store", "one.duckdb").out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("file:///etc/passwd",), "URL not allowed: only http and https"),
        (("feed.xml",), "URL not allowed: only http and https"),
        (("http://user:pass@a.example/",), "it names a user"),
        (("http://a.example/", "--every", "15"), "write 30s, 15m, 2h or 1d"),
        (("http://a.example/", "--store", "none/x.duckdb"), "there is no folder none"),
        ((), "Missing argument"),
    ],
)
def test_what_cannot_be_asked_for(sayso: Run, here: Path, args: tuple[str, ...], said: str) -> None:
    ran = sayso("watch", *args, "--once")
    assert ran.code == 2
    assert said in ran.errors
    assert not [*here.iterdir()]


def test_the_command_asks_nobody_on_this_machine(sayso: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where settings and environment are whatever they like."""
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("connected"))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:3128")
    monkeypatch.setenv("all_proxy", "http://127.0.0.1:3128")
    ran = sayso("watch", "http://127.0.0.1/feed", "--once")
    assert ran.code == 3
    assert "URL not allowed: loopback address" in ran.out


def test_two_watches_of_one_store(sayso: Run, world: World) -> None:
    lock = Lock(Path("sayso.duckdb.watch.json").resolve(), "sayso watch elsewhere")
    ran = sayso("watch", "http://a.example/feed", "--once")
    lock.close()
    assert ran.code == 2
    assert "is in use by PID" in ran.errors
    assert "sayso watch elsewhere" in ran.errors


def test_a_broken_memory_ends_it(sayso: Run, world: World, here: Path) -> None:
    world.pages["a.example/feed"] = Reply(FEED)
    sayso("watch", "http://a.example/feed", "--once")
    Path("sayso.duckdb.watch.json").write_text("{")
    ran = sayso("watch", "http://a.example/feed", "--once")
    assert ran.code == 2
    assert "is no memory of sayso watch; remove it" in ran.errors


def test_no_option_makes_another_web() -> None:
    """What the command makes is the web as it is, but for the sleep, which Ctrl-C ends."""
    assert Web() == Web(sleep=Web().sleep)
    source = Path(watching.__file__).read_text(encoding="utf-8")
    assert source.count("Web(") == source.count("Web(sleep=stop.sleep)") == 1
