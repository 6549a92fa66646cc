"""Following feeds: what is new goes in once, what fails is told and put off, and nothing is lost however it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sayso.coder import Coder
from sayso.errors import InUse, SettingsError, StoreError
from sayso.ontology.actors import Outlet
from sayso.readers import Quarantined, ReadOptions, Unit
from sayso.readers.feeds.item import SUMMARY_ONLY
from sayso.readers.web.fetch import Fetcher
from sayso.run import watching
from sayso.run.adding import Added, add
from sayso.run.amended import open_amended
from sayso.run.watching import DAY, Put, Round, Surroundings, one_round, watch
from sayso.run.watching_state import KEPT, FeedState, Memory
from sayso.run.watching_stop import Stop, interval
from sayso.store import open_reader
from served import Reply, World, served

EVERY = 900
BEGAN = datetime(2024, 5, 3, 14, 5, tzinfo=UTC)
ARTICLE = (
    "<html><head><title>{0}</title></head><body><article><h1>{0}</h1>"
    + "<p>Rebels attacked an army convoy near Homs on Friday, the ministry said.</p>" * 9
    + "</article></body></html>"
)


def entry(name: str, text: str | None = "Rebels attacked an army convoy near Homs.", link: str | None = None) -> str:
    """An item of the feed: with its text, or without any."""
    where = f"<link>{link}</link>" if link else ""
    return f"<item><guid isPermaLink='false'>{name}</guid><title>{name}</title>{where}{f'<content:encoded>{text}</content:encoded>' if text else ''}</item>"


def feed(*entries: str, etag: str | None = None) -> Callable[[dict[str, str]], Reply]:
    """A feed, which answers 304 to whoever knows its ETag."""
    raw = f'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>F</title>{"".join(entries)}</channel></rss>'.encode()
    headers = (("ETag", etag),) if etag else ()
    return lambda sent: Reply(status=304) if etag and sent.get("if-none-match") == etag else Reply(raw, "application/rss+xml", headers=headers)


@dataclass
class Desk:
    """`watch` at work in a world, with a list in place of a store and a clock that only sleeping moves."""

    world: World
    path: Path
    stored: list[Unit | Quarantined] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    outlets: dict[str, Outlet] = field(default_factory=dict)
    stop: Stop = field(default_factory=Stop)
    refused: Exception | None = None
    opened: int = 0

    @contextmanager
    def store(self) -> Iterator[Put]:
        if self.refused:
            raise self.refused
        self.opened += 1

        def put(units: Sequence[Unit | Quarantined]) -> Added:
            self.batches.append(len(units))
            failed = [u for u in units if isinstance(u, Quarantined)]
            self.stored += units
            return Added(read=len(units), added=len(units) - len(failed), claims=2 * len(units), failed=failed)

        yield put

    def now(self) -> datetime:
        return BEGAN + timedelta(seconds=self.world.time - 1000)

    def around(self) -> Surroundings:
        """All anew, as after a restart: only the file is remembered."""
        return Surroundings(Fetcher(self.world.web()), Memory(self.path), self.store, self.outlets, self.now, self.stop, self.said.append)

    def keys(self) -> list[str]:
        return [u.key if isinstance(u, Unit) else u.where for u in self.stored]

    def round(self, *feeds: str, around: Surroundings | None = None) -> Round:
        return one_round([f"http://{name}/feed" for name in feeds], EVERY, around or self.around())

    def later(self, seconds: float) -> None:
        self.world.time += seconds


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with served(World()) as world:
        yield Desk(world, tmp_path / "s.duckdb.watch.json")


def test_new_items_go_in_once(desk: Desk) -> None:
    desk.world.pages["a.example/feed"] = feed(entry("2"), entry("1"))
    around = desk.around()
    assert desk.round("a.example", around=around) == Round(feeds=1, items=2, new=2, claims=4)
    assert desk.round("a.example", around=around) == Round(feeds=1, items=2)
    desk.world.pages["a.example/feed"] = feed(entry("3"), entry("2"), entry("1"))
    assert desk.round("a.example", around=around) == Round(feeds=1, items=3, new=1, claims=2)
    assert desk.keys() == ["1", "2", "3"]
    assert desk.opened == 2


def test_what_was_seen_survives_a_restart(desk: Desk) -> None:
    desk.world.pages["a.example/feed"] = feed(entry("1"), etag='"x"')
    assert desk.round("a.example").new == 1
    assert desk.round("a.example") == Round(feeds=1, same=1)
    desk.world.pages["a.example/feed"] = feed(entry("1"), entry("2"), etag='"y"')
    assert desk.round("a.example").new == 1
    assert desk.keys() == ["1", "2"]
    assert not [*desk.path.parent.glob("*.new")]


def test_an_unchanged_feed_is_not_sent_again(desk: Desk) -> None:
    """Of five rounds over two feeds, eight answers are 304; the third feed knows no such thing."""
    desk.world.pages |= {f"{n}.example/feed": feed(entry(n), etag=f'"{n}"') for n in "ab"}
    desk.world.pages["c.example/feed"] = feed(entry("c"))
    rounds = [desk.round("a.example", "b.example", "c.example") for _ in range(5)]
    assert sum(r.same for r in rounds) == 8
    assert [r.new for r in rounds] == [3, 0, 0, 0, 0]
    sent = [headers.get("if-none-match") for path, headers in desk.world.asked if path == "a.example/feed"]
    assert sent == [None, '"a"', '"a"', '"a"', '"a"']


def test_a_broken_feed_is_told_and_put_off_while_the_others_go_on(desk: Desk) -> None:
    desk.world.pages |= {"good.example/feed": feed(entry("1")), "bad.example/feed": Reply(b"<html>x</html>"), "gone.example/feed": Reply(status=404)}
    done = desk.round("bad.example", "gone.example", "good.example", "nowhere.example")
    assert (done.feeds, done.failed, done.new) == (4, 3, 1)
    assert [text.partition(";")[0] for text in desk.said] == [
        "http://bad.example/feed: not a feed",
        "http://gone.example/feed: it is not there (404)",
        "http://nowhere.example/feed: its robots.txt cannot be had: its name has no address: no such name: nowhere.example",
    ]
    assert all("asked again after 03 May 14:35" in text for text in desk.said)
    again = desk.round("bad.example", "good.example")
    assert (again.feeds, again.waiting, again.failed) == (1, 1, 0)


def test_each_failure_doubles_the_wait_up_to_a_day(desk: Desk) -> None:
    desk.world.pages["a.example/feed"] = Reply(status=500)
    waits = list[float]()
    for _ in range(10):
        assert desk.round("a.example").failed == 1
        until = datetime.fromisoformat(json.loads(desk.path.read_text())["feeds"]["http://a.example/feed"]["until"])
        waits.append((until - desk.now()).total_seconds())
        desk.later(waits[-1] - 100)
        assert desk.round("a.example").waiting == 1
        desk.later(100)
    assert [round(w / EVERY) for w in waits] == [2, 4, 8, 16, 32, 64, 96, 96, 96, 96]
    desk.world.pages["a.example/feed"] = feed(entry("1"))
    assert desk.round("a.example").new == 1
    desk.world.pages["a.example/feed"] = Reply(status=500)
    desk.round("a.example")
    assert "asked again" in desk.said[-1]
    assert json.loads(desk.path.read_text())["feeds"]["http://a.example/feed"]["failures"] == 1


@pytest.mark.parametrize(
    ("status", "asks", "waits"), [(429, "7200", 7200), (503, "7200", 7200), (503, "10", 1800), (429, "99999999", DAY), (500, "7200", 7200)]
)
def test_a_server_that_asks_for_time_gets_it(desk: Desk, status: int, asks: str, waits: int) -> None:
    desk.world.pages["a.example/feed"] = Reply(status=status, headers=(("Retry-After", asks),))
    desk.round("a.example")
    asked = len(desk.world.asked)
    desk.later(waits - 100)
    assert desk.round("a.example") == Round(waiting=1)
    assert len(desk.world.asked) == asked
    desk.later(100)
    assert desk.round("a.example").failed == 1
    assert len(desk.world.asked) > asked


def test_a_clock_that_was_wrong_puts_nothing_off_for_ever(desk: Desk) -> None:
    memory = Memory(desk.path)
    memory.put("http://a.example/feed", FeedState(failures=3, until="2034-01-01T00:00:00+00:00"))
    memory.save()
    desk.world.pages["a.example/feed"] = feed(entry("1"))
    assert desk.round("a.example").new == 1


def test_where_a_feed_has_only_a_summary_the_page_is_read(desk: Desk) -> None:
    summary = """<item><guid>s</guid><title>Convoy</title><link>http://www.news.example/1?x=1#top</link>
    <pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate><description>Short.</description></item>"""
    desk.world.pages |= {
        "a.example/feed": feed(summary),
        "www.news.example/1?x=1": Reply(status=302, headers=(("Location", "/2"),)),
        "www.news.example/2": ARTICLE.format("X").encode(),
    }
    assert desk.round("a.example").new == 1
    (unit,) = desk.stored
    assert isinstance(unit, Unit)
    assert (unit.kind, unit.key, unit.title, unit.published) == ("page", "s", "Convoy", "2024-05-03")
    assert (unit.url, unit.outlet, unit.flags) == ("http://www.news.example/2", "news.example", ())


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ({"n.example/robots.txt": b"User-agent: *\nDisallow: /"}, "its robots.txt does not allow it"),
        ({}, "it is not there (404)"),
        ({"n.example/1": Reply(status=403)}, "the server does not allow it (403)"),
        ({"n.example/1": Reply(b"%PDF", "application/pdf")}, "not a page but application/pdf"),
        ({"n.example/1": Reply(status=302, headers=(("Location", "http://127.0.0.1/"),))}, "URL not allowed: loopback address"),
    ],
)
def test_where_the_page_may_not_be_had_the_summary_must_do(desk: Desk, pages: dict[str, Reply | bytes], said: str) -> None:
    desk.world.names["n.example"] = ("93.184.215.14",)
    desk.world.pages |= {
        "a.example/feed": feed("<item><guid>s</guid><title>T</title><link>http://n.example/1</link><description>Short.</description></item>"),
        **pages,
    }
    assert desk.round("a.example").new == 1
    (unit,) = desk.stored
    assert isinstance(unit, Unit)
    assert (unit.kind, unit.data, unit.url) == ("plain", b"T\n\nShort.", "http://n.example/1")
    assert unit.flags[0].startswith(f"the page was not read: {said}")
    assert unit.flags[-1] == SUMMARY_ONLY


def test_a_page_that_cannot_be_had_now_is_asked_for_again(desk: Desk) -> None:
    summary = "<item><guid>s</guid><title>T</title><link>http://n.example/1</link></item>"
    desk.world.pages |= {"a.example/feed": feed(entry("1"), summary, etag='"e"'), "n.example/1": Reply(status=500)}
    rounds = [desk.round("a.example") for _ in range(4)]
    assert [r.new for r in rounds] == [1, 0, 1, 0]
    assert [r.same for r in rounds] == [0, 0, 0, 1]
    assert desk.keys() == ["1", "s"]
    assert sum(path == "n.example/1" for path in desk.world.paths()) == 3
    assert desk.stored[-1].flags[0] == "the page was not read: the server cannot answer now (500)"  # type: ignore[union-attr]


def test_a_page_that_comes_later_is_taken(desk: Desk) -> None:
    desk.world.pages |= {"a.example/feed": feed("<item><guid>s</guid><title>T</title><link>http://n.example/1</link></item>"), "n.example/1": Reply(status=503)}
    assert desk.round("a.example").new == 0
    desk.world.pages["n.example/1"] = ARTICLE.format("T").encode()
    assert desk.round("a.example").new == 1
    assert desk.stored[0].kind == "page"  # type: ignore[union-attr]
    assert json.loads(desk.path.read_text())["feeds"]["http://a.example/feed"]["tries"] == []


def test_an_item_nobody_can_read_goes_to_the_quarantine_once(desk: Desk) -> None:
    desk.world.pages["a.example/feed"] = feed(entry("1"), "<item><guid>2</guid></item>")
    rounds = [desk.round("a.example") for _ in range(2)]
    assert [(r.items, r.new, r.quarantined) for r in rounds] == [(2, 2, 1), (2, 0, 0)]
    assert desk.keys() == ["http://a.example/feed#2", "1"]


def test_an_item_is_seen_only_once_it_is_in_the_store(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store breaks in the second batch: the first is remembered, the rest comes again, and the answer's ETag is not kept before all is in."""
    monkeypatch.setattr(watching, "AT_ONCE", 2)
    desk.world.pages["a.example/feed"] = feed(*(entry(str(n)) for n in range(5)), etag='"e"')
    around, real = desk.around(), desk.store

    @contextmanager
    def breaking() -> Iterator[Put]:
        with real() as put:
            yield lambda units: put(units) if not desk.batches else (_ for _ in ()).throw(StoreError("disk full"))

    with pytest.raises(StoreError, match="disk full"):
        desk.round("a.example", around=replace(around, store=breaking))
    assert desk.keys() == ["4", "3"]
    assert desk.round("a.example") == Round(feeds=1, items=5, new=3, claims=6)
    assert desk.keys() == ["4", "3", "2", "1", "0"]
    assert desk.round("a.example") == Round(feeds=1, same=1)


def test_a_store_in_use_is_waited_for(desk: Desk) -> None:
    desk.world.pages["a.example/feed"] = feed(entry("1"), etag='"e"')
    desk.refused = InUse("s.duckdb", "PID 7 (sayso add)")
    assert desk.round("a.example").new == 0
    assert desk.said == ["store s.duckdb is in use by PID 7 (sayso add); wait for it or stop it; left for the next round: 1 new item"]
    with pytest.raises(InUse):
        one_round(["http://a.example/feed"], EVERY, desk.around(), once=True)
    desk.refused = None
    assert desk.round("a.example").new == 1


def test_a_feed_of_many_items_is_taken_in_pieces_and_feeds_take_turns(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "MOST", 3)
    desk.world.pages |= {"a.example/feed": feed(*(entry(f"a{n}") for n in range(5)), etag='"a"'), "b.example/feed": feed(entry("b0"), entry("b0"))}
    assert [desk.round("a.example", "b.example").new for _ in range(3)] == [4, 2, 0]
    assert desk.keys() == ["a4", "b0", "a3", "a2", "a1", "a0"]


def test_outlets_are_known_by_their_domain(desk: Desk) -> None:
    gazette = Outlet("gazette", "The Gazette", "newspaper", None, "independent", ("news.example",), ())
    desk.outlets = {"news.example": gazette}
    links = ("http://edition.news.example/1", "http://www.news.example/2", "http://other.example/3", None)
    desk.world.pages["a.example/feed"] = feed(*(entry(str(n), link=link) for n, link in enumerate(links)))
    desk.round("a.example")
    assert [u.outlet for u in desk.stored if isinstance(u, Unit)] == ["F", "other.example", "The Gazette", "The Gazette"]


def test_rounds_and_their_lines(desk: Desk) -> None:
    desk.world.pages |= {"a.example/feed": feed(entry("1"), entry("2")), "b.example/feed": Reply(status=500)}
    feeds = ["http://a.example/feed", "http://b.example/feed", "http://a.example/feed"]
    around = desk.around()

    def sleep(seconds: float) -> None:
        desk.world.sleep(seconds)
        if len([s for s in desk.world.slept if s > 60]) == 3:
            desk.stop.ask()

    web = replace(desk.world.web(), sleep=sleep)
    total = watch(feeds, EVERY, replace(around, fetcher=Fetcher(web)))
    assert total == Round(feeds=5, failed=2, waiting=1, items=6, new=2, claims=4)
    assert [text for text in desk.said if "asked again" not in text] == [
        "14:05 2 feeds, 2 items, 2 new, 4 claims, 1 feed failed",
        "14:20 1 feed, 2 items, 0 new, 0 claims, 1 feed waiting",
        "14:35 2 feeds, 2 items, 0 new, 0 claims, 1 feed failed",
        "stopped after 3 rounds: 2 new, 4 claims",
    ]


def test_once(desk: Desk) -> None:
    desk.world.pages["a.example/feed"] = feed(entry("1"))
    assert watch(["http://a.example/feed"], EVERY, desk.around(), once=True).new == 1
    assert desk.said == ["14:05 1 feed, 1 item, 1 new, 2 claims"]
    assert not [s for s in desk.world.slept if s > 2]


def test_stopping_finishes_what_is_at_hand(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "AT_ONCE", 2)
    desk.world.pages["a.example/feed"] = feed(*(entry(str(n)) for n in range(6)), etag='"e"')
    around, real = desk.around(), desk.store

    @contextmanager
    def stopping() -> Iterator[Put]:
        with real() as put:
            yield lambda units: (desk.stop.ask(), put(units))[1] if len(desk.batches) == 1 else put(units)

    assert desk.round("a.example", around=replace(around, store=stopping)).new == 4
    with pytest.raises(KeyboardInterrupt):
        desk.stop.ask()
    desk.stop = Stop()
    assert desk.round("a.example").new == 2
    assert desk.keys() == ["5", "4", "3", "2", "1", "0"]


def test_asked_to_stop_while_waiting_for_a_host_counts_as_no_try(desk: Desk) -> None:
    desk.world.pages |= {"a.example/feed": feed("<item><guid>s</guid><title>T</title><link>http://n.example/1</link></item>"), "n.example/1": ARTICLE.encode()}
    web = replace(desk.world.web(), sleep=lambda s: desk.world.sleep(s) if "n.example" not in desk.world.resolved else desk.stop.ask())
    assert desk.round("a.example", around=replace(desk.around(), fetcher=Fetcher(web))).new == 0
    assert desk.said == []
    assert Memory(desk.path).of("http://a.example/feed").tries == ()


def test_sleep_ends_when_asked() -> None:
    stop = Stop()
    timer = threading.Timer(0.05, stop.ask)
    timer.start()
    stop.sleep(60)
    timer.join()
    assert stop.asked


@pytest.mark.parametrize(("text", "seconds"), [("30s", 30), ("15m", 900), ("2h", 7200), ("1d", DAY), (" 10s ", 10), ("30d", 30 * DAY)])
def test_intervals(text: str, seconds: int) -> None:
    assert interval(text) == seconds


@pytest.mark.parametrize("text", ["", "15", "9s", "0m", "-5m", "1.5h", "31d", "1w", "15 m", "15M", "999999999m", "١٥m"])
def test_what_is_no_interval(text: str) -> None:
    with pytest.raises(SettingsError, match="write 30s, 15m, 2h or 1d"):
        interval(text)


def test_memory_forgets_what_feeds_no_longer_list(tmp_path: Path) -> None:
    state = FeedState(seen=tuple(map(str, range(KEPT + 50))), tries=(("x", 1), ("3", 2)))
    left = state.listing(frozenset({"0", "3", "7"}))
    assert len(left.seen) == KEPT + 3
    assert left.seen[:4] == ("0", "3", "7", "50")
    assert left.tries == (("3", 2),)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "7", '{"version": 2, "feeds": {}}', '{"version": 1}', '{"version": 1, "feeds": {"a": {}}}', '{"version": 1, "feeds": 3}', "[" * 100_000],
)
def test_a_memory_that_is_none_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "s.watch.json"
    path.write_text(text)
    with pytest.raises(SettingsError, match=r"s\.watch\.json"):
        Memory(path)
    assert Memory(path, fresh=True).of("x") == FeedState()


def test_a_memory_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        Memory(tmp_path / "none" / "s.watch.json").save()


def test_into_a_real_store(desk: Desk, coder: Coder, tmp_path: Path) -> None:
    """New reports are in the store; where the memory is lost the store knows them."""
    store = tmp_path / "s.duckdb"
    desk.world.pages["a.example/feed"] = feed(
        entry("1", link="http://n.example/1"), entry("2", "Government troops shelled Idlib on Friday, killing three people.")
    )

    @contextmanager
    def opened() -> Iterator[Put]:
        with open_amended(store, "test", coder.ontology.resolving) as owner:
            yield lambda units: add(owner, (), ReadOptions(), coder, {}, units=units, clock=lambda: "2024-05-03T14:05:00")

    for known in (0, 2):
        done = desk.round("a.example", around=replace(desk.around(), store=opened))
        assert (done.new, done.known) == (2, known)
        assert bool(done.claims) == (not known)
        desk.path.unlink()
    with open_reader(store) as reader:
        assert {u.outlet for u in reader.outlets()} == {"F", "n.example"}


def driver(world: World, path: Path, seconds: float) -> subprocess.Popen[str]:
    script = Path(__file__).with_name("watch_driver.py")
    args = [sys.executable, str(script), str(world.port), str(path / "m.json"), str(path / "stored"), str(seconds), "http://a.example/feed"]
    return subprocess.Popen(
        args, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    )


def wait_for(path: Path, lines: int) -> None:
    """Until so many items are stored; the driver's steps are short."""
    for _ in range(1000):
        if path.exists() and len(path.read_text().splitlines()) >= lines:
            return
        threading.Event().wait(0.01)
    pytest.fail("nothing was stored")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_in_a_process_of_its_own(desk: Desk, tmp_path: Path, number: signal.Signals) -> None:
    desk.world.pages["a.example/feed"] = feed(*(entry(f"{n:02}", link=f"http://n.example/{n:02}") for n in range(30)))
    with driver(desk.world, tmp_path, 0.02) as running:
        wait_for(tmp_path / "stored", 2)
        running.send_signal(number)
        out, _ = running.communicate(timeout=20)
    assert running.returncode == 0, out
    lines = out.splitlines()
    stored = (tmp_path / "stored").read_text().splitlines()
    assert lines[0] == "finishing what is at hand; Ctrl-C again stops at once"
    assert lines[-1] == f"stopped after 1 round: {len(stored)} new, {len(stored)} claims"
    assert "Traceback" not in out
    assert 0 < len(stored) < 30
    assert len(stored) % watching.AT_ONCE == 0
    assert len(Memory(tmp_path / "m.json").of("http://a.example/feed").seen) == len(stored)


def test_a_second_ctrl_c_ends_at_once(desk: Desk, tmp_path: Path) -> None:
    desk.world.pages["a.example/feed"] = feed(*(entry(f"{n:02}") for n in range(30)))
    with driver(desk.world, tmp_path, 0.3) as running:
        wait_for(tmp_path / "stored", 1)
        running.send_signal(signal.SIGINT)
        assert running.stdout is not None
        assert running.stdout.readline().startswith("finishing")
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=20)
    assert running.returncode != 0
    assert len((tmp_path / "stored").read_text().splitlines()) < watching.AT_ONCE


def test_killed_it_loses_nothing(desk: Desk, tmp_path: Path) -> None:
    """kill -9 in the middle, twice, then to the end: every item is stored; only those of one batch each time were stored twice."""
    names = [f"http://n.example/{n:02}" for n in range(30)]
    desk.world.pages["a.example/feed"] = feed(*(entry(f"{n:02}", link=name) for n, name in enumerate(names)), etag='"e"')
    for enough in (3, 15):
        with driver(desk.world, tmp_path, 0.01) as running:
            wait_for(tmp_path / "stored", enough)
            running.kill()
    with driver(desk.world, tmp_path, 0.0) as running:
        assert running.stdout is not None
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=20)
    stored = (tmp_path / "stored").read_text().splitlines()
    assert {*stored} == {*names}
    assert len(stored) <= len(names) + 2 * watching.AT_ONCE
