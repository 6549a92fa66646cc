"""The API: the same records as the command line, lists that go on where they ended, files with the same rows, errors of one shape, and corrections."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sayso.model.event import Event
from sayso.model.plain import to_plain
from sayso.ontology.actors import Outlet
from sayso.ontology.load import Ontology
from sayso.run.verdicts import corrections_of
from sayso.store import Filter, open_reader
from sayso.store.inbox import pending
from sayso.store.search import Index
from sayso.writers.tidy import CLAIMS, EVENTS

API = "/api/v1"
BEARER = {"Authorization": "Bearer a-token-for-the-tests"}
LISTS = ("events", "claims", "documents", "statements", "disputes", "dyads", "sources", "outlets", "places", "review/queue", "corrections")
HOSTILE = (
    "' OR 1=1 --",
    "'; DROP TABLE events; --",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "\x00",
    "%00",
    "{{7*7}}",
    "é" * 40,
    "\ud800".encode("utf-8", "surrogatepass"),
)


@pytest.fixture
def own_site(site: Any, demo_store: Path, tmp_path: Path, ontology: Ontology, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A site over a copy of the demo's store, for writing. The ontology is the session's: loading it takes seconds."""
    for name in (demo_store.name, f"{demo_store.name}.snapshot"):
        shutil.copy(demo_store.with_name(name), tmp_path / name)
    monkeypatch.setattr("sayso.web.shelf.load", lambda folder: ontology)
    return type(site)(tmp_path / demo_store.name)


def asked(site: Any, path: str, **query: Any) -> Any:
    """A record that is there."""
    answer = site.get(f"{API}/{path}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def listed(site: Any, path: str, limit: int, **query: Any) -> list[Any]:
    """A whole list, by its pages."""
    found, after = [], ""
    while True:
        page = asked(site, path, limit=limit, after=after, **query)
        assert len(page["items"]) <= limit
        found += page["items"]
        if page["next"] is None:
            return found
        after = page["next"]


def events(site: Any) -> list[Event]:
    with site.shelf.reader() as reader:
        return list(reader.events())


def disputed(site: Any) -> Event:
    return next(e for e in events(site) if e.disputes)


def plain(record: object) -> Any:
    """A record as JSON gives it back."""
    return json.loads(json.dumps(to_plain(record)))


class TestRecords:
    def test_are_those_of_the_store(self, site: Any) -> None:
        event = disputed(site)
        member = event.members[0]
        assert asked(site, f"events/{event.id}") == plain(event)
        assert asked(site, f"claims/{member.claim}/event") == plain(event)
        with site.shelf.reader() as reader:
            assert asked(site, f"claims/{member.claim}") == plain(reader.claims([member.claim])[member.claim])
            report = asked(site, f"documents/{member.document}")
            assert report == {"document": plain(reader.document(member.document)), "sentences": plain(reader.sentences_of(member.document))}
            assert listed(site, f"documents/{member.document}/claims", 500) == plain(reader.claims_of(member.document))
            assert listed(site, f"documents/{member.document}/statements", 500) == plain(reader.statements_of(member.document))

    def test_an_event_lists_its_claims_and_what_is_said_of_it(self, site: Any) -> None:
        event = disputed(site)
        assert {c["id"] for c in listed(site, f"events/{event.id}/claims", 3)} == {m.claim for m in event.members}
        with site.shelf.reader() as reader:
            about = [e.id for e in reader.events_about([m.claim for m in event.members]) if e.id != event.id]
        assert [e["id"] for e in listed(site, f"events/{event.id}/speech", 1)] == about

    def test_disputes_come_with_the_words_behind_each_version(self, site: Any) -> None:
        found = listed(site, "disputes", 1)
        assert [d["id"] for d in found] == [d.id for e in events(site) for d in e.disputes]
        assert all(v["words"]["text"] for d in found for v in d["versions"])
        assert [d["about"] for d in listed(site, "disputes", 5, about="killed")] == ["killed"]

    def test_a_pair_is_followed(self, site: Any) -> None:
        found = asked(site, "dyads/armenia/AZE", by="day")
        assert found["dyad"] == {"actor": "ARM", "recipient": "AZE"}
        assert found["names"] == {"ARM": "Armenia", "AZE": "Azerbaijan"}
        assert found["there"]["unit"] == "day"
        assert found["back"]["dyad"] == {"actor": "AZE", "recipient": "ARM"}
        assert len(asked(site, "dyads/ARM/AZE", by="day", since="2031-03-12", until="2031-03-13")["there"]["periods"]) == 2

    def test_outlets_say_whose_they_are_and_sources_for_which_side(self, site: Any) -> None:
        assert all(o["known"] and o["row"]["name"] == o["outlet"] for o in listed(site, "outlets", 2))
        assert {s["side"] for s in listed(site, "sources", 7, side="AZE")} == {"AZE"}

    def test_health_and_overview(self, site: Any) -> None:
        found = asked(site, "health")
        assert found["ok"] is True
        assert found["ontology"] == site.shelf.ontology.version
        assert asked(site, "overview")["events"] == len(events(site))


class TestLists:
    @pytest.mark.parametrize("path", LISTS)
    def test_pages_join_to_the_whole(self, site: Any, path: str) -> None:
        whole = listed(site, path, 100)
        assert listed(site, path, 7) == whole
        assert whole or path == "corrections"

    @pytest.mark.parametrize("path", [p for p in LISTS if p != "corrections"] + ["alerts", "search", "corrections"])
    def test_a_cursor_of_nobodys_is_refused_with_a_remedy(self, site: Any, path: str) -> None:
        for cursor in ("x y", "-1", "WyIx"):
            answer = site.get(f"{API}/{path}", params={"after": cursor, "q": "drone"})
            assert answer.status_code == 400, (path, cursor, answer.text)
            assert answer.json()["error"]["remedy"]

    def test_filters_are_those_of_the_store(self, site: Any) -> None:
        pair = asked(site, "events", pair="ARM-AZE", limit=500)["items"]
        with site.shelf.reader() as reader:
            wanted = [e.id for e in reader.events() if any(str(d) == "ARM>AZE" for d in e.dyads)]
        assert [e["id"] for e in pair] == wanted
        assert {e["status"] for e in listed(site, "events", 50, status="disputed")} == {"disputed"}
        assert {c["status"] for c in listed(site, "claims", 50, status="negated")} == {"negated"}
        assert all(c["deed"] for c in listed(site, "claims", 50, deed="true"))
        assert {d["outlet"] for d in listed(site, "documents", 50, outlet="Meridian Wire")} == {"Meridian Wire"}
        assert all("AZE" in (d["dyad"]["actor"], d["dyad"]["recipient"]) for d in listed(site, "dyads", 50, party="Azerbaijan"))

    def test_what_is_not_known_is_passed_over(self, site: Any) -> None:
        assert asked(site, "events", utm_source="mail", limit=3) == asked(site, "events", limit=3)


class TestSearch:
    def test_finds_reports_and_goes_on_and_names_parties_and_places_once(self, own_site: Any) -> None:
        with own_site.shelf.reader() as reader:
            Index(own_site.shelf.path).update(reader)
        first = asked(own_site, "search", q="azerbaijan", limit=2)
        assert first["total"] > 2
        assert first["indexed"] == 6
        assert {p["country"] for p in first["parties"]} == {"AZE"}
        hit = first["items"][0]["snippet"]
        assert all(hit["text"][a:b].lower().startswith("azerbaijan") for a, b in hit["words"])
        found = listed(own_site, "search", 2, q="azerbaijan")
        assert len({h["document"] for h in found}) == len(found) == first["total"]
        assert asked(own_site, "search", q="azerbaijan", after=first["next"])["parties"] == []


class TestFiles:
    def test_csv_has_the_rows_of_the_list_and_the_columns_of_the_export(self, site: Any) -> None:
        for name, columns in (("events", EVENTS), ("claims", CLAIMS)):
            answer = site.get(f"{API}/{name}.csv")
            rows = list(csv.DictReader(io.StringIO(answer.text)))
            assert list(rows[0]) == [c.name for c in columns]
            assert [r[columns[0].name] for r in rows] == [x["id"] for x in listed(site, name, 500)]
            assert answer.headers["content-disposition"] == f'attachment; filename="{name}.csv"'
            assert "link" not in answer.headers

    def test_a_link_goes_on_where_there_is_more(self, site: Any) -> None:
        path, ids = f"{API}/events.csv?limit=9&since=2031-03-01", []
        while path:
            answer = site.get(path)
            ids += [r["event"] for r in csv.DictReader(io.StringIO(answer.text))]
            link = answer.headers.get("link", "")
            assert not link or link.endswith('; rel="next"')
            path = link.partition(">")[0].removeprefix("<")
        assert ids == [e["id"] for e in listed(site, "events", 500, since="2031-03-01")]

    def test_many_pages_make_one_file(self, site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = {kind: site.get(f"{API}/claims.{kind}").content for kind in ("csv", "jsonl")}
        drawn = site.get(f"{API}/events.geojson").json()
        monkeypatch.setattr("sayso.web.api.files.PAGE", 10)
        assert {kind: site.get(f"{API}/claims.{kind}").content for kind in ("csv", "jsonl")} == whole
        assert site.get(f"{API}/events.geojson").json() == drawn
        assert len(site.get(f"{API}/claims.jsonl?limit=25").text.splitlines()) == 25

    def test_jsonl_is_the_list(self, site: Any) -> None:
        lines = site.get(f"{API}/claims.jsonl").text.splitlines()
        assert [json.loads(x) for x in lines] == listed(site, "claims", 500)

    def test_parquet_can_be_read_and_is_typed(self, site: Any, tmp_path: Path) -> None:
        path = tmp_path / "events.parquet"
        path.write_bytes(site.get(f"{API}/events.parquet").content)
        with duckdb.connect() as base:
            rows = base.execute("SELECT event, deed, sources FROM read_parquet(?)", [str(path)]).fetchall()
        assert rows == [(e.id, e.deed, e.sources) for e in events(site)]

    def test_no_point_where_none_is_known(self, site: Any) -> None:
        for answer in (site.get(f"{API}/events.geojson"), site.get(f"{API}/places.geojson")):
            found = answer.json()
            assert answer.headers["content-type"] == "application/geo+json"
            assert {f["geometry"]["type"] if f["geometry"] else None for f in found["features"]} == {"Point", None}
        assert all(f["geometry"] is None for f in found["features"] if f["properties"].get("precision") in (5, 6, 7))

    def test_cells_that_a_spreadsheet_would_run_are_disarmed(self, own_site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(own_site.shelf, "outlets", {"Meridian Wire": Outlet("m", "=cmd|' /C calc'!A0", "agency", None, "unknown", (), ())})
        text = own_site.get(f"{API}/claims.csv").text
        assert "'=cmd" in text
        assert ",=cmd" not in text

    @pytest.mark.parametrize("path", ["events.exe", "events.csv?limit=100001", "events.csv?limit=0", "claims.geojson", "places.csv"])
    def test_what_there_is_not_is_refused(self, site: Any, path: str) -> None:
        assert site.get(f"{API}/{path}").status_code == 422

    def test_a_wrong_filter_is_told_before_the_file_begins(self, site: Any) -> None:
        assert site.get(f"{API}/events.csv?type=NONE").status_code == 400


class TestTags:
    def test_who_has_the_answer_is_told_so_without_work(self, site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        first = site.get(f"{API}/events?limit=2")
        monkeypatch.setattr(type(site.shelf), "reader", lambda self: pytest.fail("the store was read"))
        for tags in (first.headers["etag"], f'"other", W/{first.headers["etag"]}'):
            again = site.get(f"{API}/events?limit=2", headers={"If-None-Match": tags})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
            assert again.headers["cache-control"] == "private, no-cache"

    def test_other_questions_and_other_snapshots_have_other_tags(self, own_site: Any) -> None:
        paths = [f"{API}/events?limit=2", f"{API}/events?limit=3", f"{API}/claims?limit=2"]
        before = [own_site.get(p).headers["etag"] for p in paths]
        assert len({*before}) == 3
        snapshot = own_site.shelf.path.with_name("demo.duckdb.snapshot")
        copy = snapshot.with_name("copy")
        copy.write_bytes(snapshot.read_bytes())
        copy.replace(snapshot)
        assert not {*before} & {own_site.get(p).headers["etag"] for p in paths}
        assert own_site.get(paths[0], headers={"If-None-Match": before[0]}).status_code == 200

    @pytest.mark.parametrize("path", ["corrections", "review/queue", "review/precision", "review/labelled.jsonl", "search"])
    def test_what_the_snapshot_alone_does_not_tell_has_none(self, site: Any, path: str) -> None:
        assert "etag" not in site.get(f"{API}/{path}").headers

    def test_errors_have_none(self, site: Any) -> None:
        answer = site.get(f"{API}/events/e0", headers={"If-None-Match": "*"})
        assert answer.status_code == 404
        assert "etag" not in answer.headers


class TestErrors:
    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("nothing", 404),
            ("events/e0", 404),
            ("events/e0/claims", 404),
            ("claims/0", 404),
            ("claims/0/event", 404),
            ("documents/0", 404),
            ("documents/0/claims", 404),
            ("events?since=May", 400),
            ("events?since=2031-03-02&until=2031-03-01", 400),
            ("events?pair=AZE", 400),
            ("claims?party=QQQ", 400),
            ("disputes?about=weather", 400),
            ("dyads/AZE/AZE", 400),
            ("dyads/QQQ/AZE", 400),
            ("review/queue?type=NONE", 400),
            ("events?limit=501", 422),
            ("claims?status=maybe", 422),
            ("dyads/AZE/ARM?by=year", 422),
        ],
    )
    def test_have_one_shape_and_a_remedy(self, site: Any, path: str, status: int) -> None:
        answer = site.get(f"{API}/{path}")
        assert answer.status_code == status
        error = answer.json()["error"]
        assert set(error) == {"status", "what", "remedy"}
        assert error["status"] == status
        assert error["what"]
        assert error["remedy"]

    def test_hostile_words_find_nothing_and_break_nothing(self, site: Any) -> None:
        names = ("q", "place", "outlet", "source", "speaker", "side", "target")
        for path in ("events", "claims", "documents", "statements", "disputes", "sources", "places", "search", "corrections"):
            for text in HOSTILE:
                answer = site.get(f"{API}/{path}", params=dict.fromkeys(names, text))
                assert answer.status_code == 200, (path, text, answer.text)
                assert answer.json()["items"] == []
        assert asked(site, "overview")["events"] == len(events(site))


class TestCorrecting:
    def post(self, site: Any, body: Any, **headers: str) -> Any:
        return site.ask("POST", f"{API}/corrections", json=body, headers={**BEARER, **headers})

    def test_needs_the_token(self, own_site: Any) -> None:
        body = {"target": "e0", "field": "accept", "by": "Ada"}
        assert own_site.ask("POST", f"{API}/corrections", json=body).status_code == 401
        assert own_site.ask("POST", f"{API}/corrections", json=body, headers={"Authorization": "Bearer no"}).status_code == 403
        assert pending(own_site.shelf.path) == ()

    def test_leaves_a_signed_correction_that_can_be_undone(self, own_site: Any) -> None:
        claim = disputed(own_site).members[0].claim
        answer = self.post(own_site, {"target": claim, "field": "place", "value": "Tbilisi", "by": " Ada ", "reason": "the map says so"})
        assert answer.status_code == 202, answer.text
        (left,) = pending(own_site.shelf.path)
        assert answer.json() == plain(left)
        assert (left.target, left.field, left.new, left.by, left.reason, left.claims) == (claim, "place", "Tbilisi", "Ada", "the map says so", (claim,))
        undo = self.post(own_site, {"target": left.id, "field": "undo", "by": "Ada"})
        assert undo.status_code == 202
        found = listed(own_site, "corrections", 1, target=claim)
        assert [(c["field"], c["waiting"]) for c in found] == [("place", True), ("undo", True)]
        assert asked(own_site, "corrections", target="another")["items"] == []

    def test_merges_and_splits(self, own_site: Any) -> None:
        event = disputed(own_site)
        claim = event.members[-1].claim
        split = self.post(own_site, {"target": event.id, "field": "split", "claims": [claim], "by": "Ada"})
        assert split.status_code == 202, split.text
        assert split.json()["claims"] == [claim]
        deeds = [e for e in events(own_site) if e.quad in (2, 4)][:2]
        merge = self.post(own_site, {"target": deeds[0].id, "field": "merge", "events": [deeds[1].id], "by": "Ada"})
        assert merge.status_code == 202, merge.text
        with open_reader(own_site.shelf.path) as reader:
            assert [c.field for c in corrections_of(reader)] == ["split", "merge"]

    def test_a_verdict_leaves_the_queue_and_stands_in_the_labelled_data(self, own_site: Any) -> None:
        first = asked(own_site, "review/queue", limit=1)["items"][0]["claim"]["id"]
        assert own_site.get(f"{API}/review/labelled.jsonl").text == ""
        assert self.post(own_site, {"target": first, "field": "reject", "by": "Ada"}).status_code == 202
        assert first not in [i["claim"]["id"] for i in listed(own_site, "review/queue", 50)]
        (label,) = own_site.get(f"{API}/review/labelled.jsonl").text.splitlines()
        assert (json.loads(label)["id"], json.loads(label)["verdict"]) == (first, "rejected")
        assert asked(own_site, "review/precision")["reviewed"][0]["rejected"] == 1

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ({"field": "accept", "by": "Ada"}, 422),
            ({"target": "{claim}", "field": "accept"}, 422),
            ({"target": "{claim}", "field": "accept", "by": " "}, 400),
            ({"target": "{claim}", "field": "accept", "value": "yes", "by": "Ada"}, 400),
            ({"target": "{claim}", "field": "event", "value": "NONE", "by": "Ada"}, 400),
            ({"target": "{claim}", "field": "score", "value": "3", "by": "Ada"}, 400),
            ({"target": "{claim}", "field": "place", "by": "Ada"}, 400),
            ({"target": "0000", "field": "accept", "by": "Ada"}, 404),
            ({"target": "0000", "field": "undo", "by": "Ada"}, 404),
            ({"target": "{event}", "field": "merge", "by": "Ada"}, 400),
            ({"target": "{event}", "field": "merge", "events": ["e0z"], "by": "Ada"}, 404),
            ({"target": "{event}", "field": "split", "by": "Ada"}, 400),
            ({"target": "{event}", "field": "split", "claims": ["zz"], "by": "Ada"}, 400),
            ({"target": "{claim}", "field": "accept", "by": "x" * 101}, 422),
            ({"target": "{claim}", "field": "place", "value": "\ud800", "by": "Ada"}, 422),
            ([], 422),
            ("text", 422),
        ],
    )
    def test_what_cannot_be_is_refused(self, site: Any, body: Any, status: int) -> None:
        event = disputed(site)
        text = json.dumps(body).replace("{claim}", event.members[0].claim).replace("{event}", event.id)
        answer = site.ask("POST", f"{API}/corrections", content=text, headers={**BEARER, "Content-Type": "application/json"})
        assert answer.status_code == status, answer.text
        assert set(answer.json()["error"]) == {"status", "what", "remedy"}
        assert pending(site.shelf.path) == ()

    def test_a_body_that_is_no_json_is_refused(self, site: Any) -> None:
        for content in (b"{", b"\xff", b"[" * 50_000, b'{"target": 1e999}'):
            answer = site.ask("POST", f"{API}/corrections", content=content, headers={**BEARER, "Content-Type": "application/json"})
            assert answer.status_code in (400, 422), content[:20]


def test_events_that_nobody_says_happened_are_in_lists_and_marked(site: Any) -> None:
    with site.shelf.reader() as reader:
        whole = reader.event_page(Filter(), 1000).items
    rows = list(csv.DictReader(io.StringIO(site.get(f"{API}/events.csv").text)))
    assert [(r["deed"], r["alleged"]) for r in rows] == [(str(e.deed).lower(), str(e.alleged).lower()) for e in whole]
