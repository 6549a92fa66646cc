"""Feeds: what Atom and JSON Feed ask for, the same entries in both, whatever a report holds, and what must be told of an alert."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from sayso.model.event import Dyad
from sayso.model.series import Alert, Alerts
from sayso.readers.feeds.channel import channel
from sayso.web.pages.alerts import Raised
from sayso.writers.atom import Entry, Feed, Point, atom, json_feed

NS = {"a": "http://www.w3.org/2005/Atom"}
NASTY = 'A <script>alert(1)</script> & "x" ]]> \x00\x08\x1b \ud800 \u202e \ufffe \u2028 日本'
FEED = Feed("alerts", "Alerts", "what rose", "https://example.org/alerts", "https://example.org/alerts.atom", "2031-03-01", "1.0", ())
ENTRY = Entry(
    "alert:1",
    "A → B",
    "https://example.org/alerts#1",
    "2031-03-02",
    "2031-03-09",
    "It rose.",
    (Point("Rule", "above its past"), Point("", "an event", "https://example.org/e")),
)


def with_entries(*entries: Entry) -> Feed:
    return replace(FEED, entries=entries)


def nasty() -> Entry:
    points = (Point(NASTY, NASTY), Point("", NASTY), Point("", NASTY, f"https://example.org/{NASTY}"))
    return Entry("event:2", NASTY, "https://example.org/events/2?a=1&b=2", "2031-03-02", "2031-03-03", NASTY, points, (NASTY,))


class TestAtom:
    def test_has_what_the_rfc_requires(self) -> None:
        root = ET.fromstring(atom(with_entries(ENTRY, nasty())))
        assert root.tag == f"{{{NS['a']}}}feed"
        for name in ("id", "title", "updated", "author/a:name"):
            assert root.findtext(f"a:{name}", "", NS), name
        assert {x.get("rel") for x in root.findall("a:link", NS)} == {"self", "alternate"}
        for entry in root.findall("a:entry", NS):
            for name in ("id", "title", "updated", "published", "summary", "content"):
                assert len(entry.findall(f"a:{name}", NS)) == 1, name
            assert entry.find("a:link", NS).get("href", "").startswith("https://example.org/")  # type: ignore[union-attr]

    def test_is_as_new_as_its_newest_entry(self) -> None:
        assert ET.fromstring(atom(with_entries(ENTRY))).findtext("a:updated", "", NS) == "2031-03-09T00:00:00Z"
        assert ET.fromstring(atom(FEED)).findtext("a:updated", "", NS) == "2031-03-01T00:00:00Z"

    def test_ids_hold_no_address(self) -> None:
        root = ET.fromstring(atom(with_entries(ENTRY)))
        assert [root.findtext("a:id", "", NS), root.findtext("a:entry/a:id", "", NS)] == ["urn:sayso:alerts", "urn:sayso:alert:1"]

    def test_html_in_it_holds_words_alone(self) -> None:
        html = ET.fromstring(atom(with_entries(nasty()))).findtext("a:entry/a:content", "", NS)
        assert "<script" not in html
        assert '&lt;script&gt;alert(1)&lt;/script&gt; &amp; "x"' in html
        assert "日本" in html

    def test_control_characters_are_dropped(self) -> None:
        for text in (atom(with_entries(nasty())).decode(), json_feed(with_entries(nasty()))):
            assert not {"\x00", "\x08", "\x1b", "\ud800", "\u202e", "\ufffe"} & set(text)
            assert "\\u0000" not in text


class TestJsonFeed:
    def test_has_the_entries_of_the_atom_feed(self) -> None:
        feed = with_entries(ENTRY, nasty())
        root, found = ET.fromstring(atom(feed)), json.loads(json_feed(feed))
        assert found["version"] == "https://jsonfeed.org/version/1.1"
        entries = root.findall("a:entry", NS)
        assert [i["id"] for i in found["items"]] == [e.findtext("a:id", "", NS) for e in entries]
        assert [i["content_html"] for i in found["items"]] == [e.findtext("a:content", "", NS) for e in entries]
        assert [i["date_modified"] for i in found["items"]] == [e.findtext("a:updated", "", NS) for e in entries]
        assert all(i["url"] and i["title"] and i["tags"] is not None for i in found["items"])


class TestReading:
    @pytest.mark.parametrize("make", [atom, lambda feed: json_feed(feed).encode()])
    def test_our_own_reader_of_feeds_takes_them(self, make: Any) -> None:
        found = channel(make(with_entries(ENTRY, nasty())), "feed")
        assert next((i.title, i.link, i.published) for i in found.items) == ("A → B", "https://example.org/alerts", "2031-03-02")
        assert len(found.items) == 2


ALERT = Alert(
    id="a1",
    measure="acts",
    nature="deeds",
    rule="the sum of hostile acts in 30 days above its maximum of the year before, and 5 or more",
    dyad=Dyad("ARM", "AZE"),
    since="2031-03-10",
    day="2031-03-12",
    until="2031-03-14",
    value=7,
    former=2,
    floor=5,
    years=1,
    reason="7 hostile acts by Armenia against Azerbaijan, more than in any 30 days of the year before (2).",
    events=(),
    sources=3,
    disputed=1,
    undated=0,
    lower="Without events it ends on 2031-04-11.",
)


def alerted(site: Any, monkeypatch: pytest.MonkeyPatch) -> Alert:
    """One alert, with events of the demo behind it."""
    with site.shelf.reader() as reader:
        events = {e.id: e for e in reader.events(limit=22)}
    alert = replace(ALERT, events=(*events, "gone"))
    found = Raised(Alerts((alert,), ()), events)
    for module in ("feeds", "alerts"):
        monkeypatch.setattr(f"sayso.web.api.{module}.all_raised", lambda shelf: found)
    return alert


class TestOfTheSite:
    def test_an_alert_tells_its_rule_its_events_its_sources_and_what_would_lower_it(self, own_site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        alert = alerted(own_site, monkeypatch)
        answer = own_site.get("/api/v1/alerts.atom")
        assert answer.headers["content-type"] == "application/atom+xml"
        (entry,) = ET.fromstring(answer.content).findall("a:entry", NS)
        assert entry.findtext("a:title", "", NS) == "Armenia → Azerbaijan: 7 hostile acts in 30 days"
        assert entry.findtext("a:summary", "", NS) == alert.reason
        html = entry.findtext("a:content", "", NS)
        for words in (alert.rule, alert.lower, "3 independent sources; 1 event disputed", "2031-03-10 to 2031-03-14", "and 3 more events"):
            assert words in html, words
        assert html.count("http://127.0.0.1:8011/events/") == 20
        assert entry.findtext("a:updated", "", NS) == "2031-03-14T00:00:00Z"
        assert own_site.get("/api/v1/alerts?pair=AZE-ARM&since=2031-03-14").json()["items"][0]["id"] == "a1"
        assert own_site.get("/api/v1/alerts?since=2031-03-15").json()["items"] == []
        assert own_site.get("/api/v1/alerts?pair=AZE-GEO").json()["items"] == []

    @pytest.mark.parametrize("suffix", ["atom", "feed.json"])
    def test_a_pair_has_its_events_in_both_directions(self, site: Any, suffix: str) -> None:
        answer = site.get(f"/api/v1/dyads/armenia/AZE.{suffix}")
        with site.shelf.reader() as reader:
            wanted = {e.id for e in reader.events() if {"ARM>AZE", "AZE>ARM"} & {str(d) for d in e.dyads}}
        found = channel(answer.content, "feed")
        assert found.title == "Armenia and Azerbaijan"
        assert {i.id.rpartition(":")[2] for i in found.items} == wanted
        assert site.get(f"/api/v1/dyads/ARM/AZE.{suffix}", headers={"If-None-Match": answer.headers["etag"]}).status_code == 200
        again = site.get(f"/api/v1/dyads/armenia/AZE.{suffix}", headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_entries_come_newest_first_and_link_to_pages_that_are_there(self, site: Any) -> None:
        found = site.get("/api/v1/dyads/ARM/AZE.feed.json").json()
        days = [i["date_modified"] for i in found["items"]]
        assert days == sorted(days, reverse=True)
        assert site.get(found["items"][0]["url"].removeprefix("http://127.0.0.1:8011")).status_code == 200
        assert site.get(found["home_page_url"].removeprefix("http://127.0.0.1:8011")).status_code == 200

    @pytest.mark.parametrize("path", ["dyads/AZE/AZE.atom", "dyads/QQQ/AZE.feed.json"])
    def test_a_pair_that_is_none_is_refused_as_elsewhere(self, site: Any, path: str) -> None:
        answer = site.get(f"/api/v1/{path}")
        assert answer.status_code == 400
        assert answer.json()["error"]["remedy"]


def test_an_empty_store_has_feeds_too(tmp_path: Path) -> None:
    assert ET.fromstring(atom(replace(FEED, updated="1970-01-01"))).findall("a:entry", NS) == []
