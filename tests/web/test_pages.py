"""The pages: what stands on them, what they refuse, and what they write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sayso.coder import Coder
from sayso.model.event import Event
from sayso.run.verdicts import corrections_of, verdicts
from sayso.store import open_reader
from sayso.web.render import NAV
from websites import TOKEN, Page, Site, made_store

HOSTILE = ["'\"><script>alert(1)</script>", "' OR 1=1 --", "'; DROP TABLE events; --", "../../etc/passwd", "%2e%2e%2f", "\x00", "{{7*7}}", "$(id)", "é" * 50]


def paths(site: Site) -> list[str]:
    """An address of every page."""
    with site.shelf.reader() as reader:
        event = next(e for e in reader.events() if e.disputes)
        document = event.members[0].document
        claim = event.members[0].claim
    return [*(p for p, _ in NAV), f"/events/{event.id}", f"/documents/{document}", f"/documents/{document}?claim={claim}", "/documents", "/dyads/ARM/AZE"] + [
        "/search?q=drone",
        "/review/precision",
        f"/review?claim={claim}",
        "/sign-in",
    ]


def main_event(site: Site) -> Event:
    """The demo's event that most accounts tell of."""
    with site.shelf.reader() as reader:
        return max(reader.events(), key=lambda e: (e.sources, e.id))


class TestEveryPage:
    def test_loads_and_has_one_heading_and_a_title(self, site: Site) -> None:
        for path in paths(site):
            answer = site.get(path)
            page = Page.of(answer.text)
            assert answer.status_code == 200, path
            assert len(page.all("h1")) == 1, path
            assert len(page.all("main")) == 1, path

    def test_needs_nothing_from_elsewhere_and_holds_no_script_or_style(self, site: Site) -> None:
        for path in paths(site):
            page = Page.of(site.get(path).text)
            asked = [a.get("src", "") for t, a in page.elements if "src" in a] + [a["href"] for a in page.all("link")]
            assert all(x.startswith("/") for x in asked), path
            assert not page.all("style"), path
            assert not [t for t, a in page.elements if "style" in a or any(k.startswith("on") for k in a)], path
            assert [a for a in page.all("script") if "src" not in a] == [], path

    def test_ids_are_unique_and_labels_lead_somewhere(self, site: Site) -> None:
        for path in paths(site):
            page = Page.of(site.get(path).text)
            ids = [a["id"] for _, a in page.elements if "id" in a]
            assert len(ids) == len({*ids}), (path, sorted(i for i in ids if ids.count(i) > 1))
            named = {x for _, a in page.elements for key in ("aria-labelledby", "for") if key in a for x in a[key].split()}
            assert named <= {*ids}, path

    def test_links_lead_to_pages(self, site: Site) -> None:
        links = {a["href"].partition("#")[0] for path in paths(site)[:12] for a in Page.of(site.get(path).text).all("a") if a.get("href", "").startswith("/")}
        assert len(links) > 40
        for link in sorted(links)[:150]:
            assert site.get(link).status_code in (200, 303), link

    def test_parameters_are_refused_or_printed_as_text(self, site: Site) -> None:
        names = ("pair", "party", "since", "until", "type", "status", "country", "place", "outlet", "source", "nature", "min_sources", "disputed")
        lists = {
            "/events": names,
            "/disputes": (*names, "about"),
            "/map": names,
            "/sources": ("side", "after"),
            "/dyads": ("party",),
            "/search": ("q", "after"),
        }
        lists["/documents"] = ("outlet", "since", "until", "after")
        lists["/review"] = ("order", "type", "claim", "after", "last")
        for path, parameters in lists.items():
            for name in parameters:
                for value in HOSTILE:
                    answer = site.get(path, params={name: value})
                    assert answer.status_code in (200, 400, 404, 422), (path, name, value)
                    assert "<script>alert" not in answer.text
                    assert "49" not in Page.of(answer.text).text or value != "{{7*7}}" or "{{7*7}}" in answer.text

    def test_addresses_are_refused_or_not_found(self, site: Site) -> None:
        for value in HOSTILE:
            for path in ("/events/{}", "/documents/{}", "/claims/{}", "/dyads/{}/ARM", "/static/{}", "/{}"):
                from urllib.parse import quote

                answer = site.get(path.format(quote(value, safe="")))
                assert answer.status_code in ((200, 303, 400, 404) if "dyads" in path else (303, 400, 404)), (path, value)
                assert "<script>alert" not in answer.text
                assert "root:" not in answer.text


class TestReading:
    def test_marks_stand_on_the_words_of_the_claims(self, site: Site) -> None:
        with site.shelf.reader() as reader:
            for id in reader.document_ids():
                text, claims = reader.document(id), reader.claims_of(id)
                assert text is not None
                html = site.get(f"/documents/{id}").text
                for n, claim in enumerate(claims, 1):
                    words = re.escape(claim.trigger.text).replace(r"\ ", r"\s+")
                    label = f'id="m{n}-{claim.trigger.span.start}"'
                    before = re.sub(r"<sup.*?</sup>|<[^>]+>", "", html.partition(label)[0].rpartition("<sup")[0])
                    assert re.search(f"{words}$", before), (id, n, claim.trigger.text)

    def test_lines_say_whether_it_happened(self, site: Site) -> None:
        with site.shelf.reader() as reader:
            claims = [c for i in reader.document_ids() for c in reader.claims_of(i)]
        denied = next(c for c in claims if c.status == "negated" and c.basis == "fact")
        page = Page.of(site.get(f"/documents/{denied.document.id}").text)
        assert any("through" in a["class"] and " denied" in a.get("title", "") for a in page.all("span") if "mark" in a.get("class", ""))

    def test_a_chosen_claim_shows_the_words_behind_each_value(self, site: Site) -> None:
        with site.shelf.reader() as reader:
            claim = next(c for i in reader.document_ids() for c in reader.claims_of(i) if c.figures and c.actors and len(c.attribution) > 1)
        html = site.get(f"/documents/{claim.document.id}?claim={claim.id}").text
        framed = "".join(re.findall(r'<b class="value">(.*?)</b>', html))
        for words in (claim.trigger.text, claim.actors[0].text.split()[0], claim.figures[0].kind):
            assert words in framed or f">{words}<" in html

    def test_an_unknown_report_is_not_found(self, site: Site) -> None:
        answer = site.get("/documents/nothing")
        assert answer.status_code == 404
        assert "no report has an id" in Page.of(answer.text).text.lower()

    def test_hostile_words_are_printed_as_text_and_right_to_left_stays(self, tmp_path: Path, coder: Coder) -> None:
        report = tmp_path / "report.txt"
        text = (
            "חדשות <script>window.__xss=1</script>\n\n"
            "BAKU, March 12, 2031 (Wire) - Azerbaijan attacked Armenia on Monday, <img src=x onerror=alert(1)> said.\n\n"
            "مرحبا بالعالم\n"
        )
        report.write_text(text, encoding="utf-8")
        site = Site(made_store(tmp_path / "s.duckdb", [str(report)], coder))
        with site.shelf.reader() as reader:
            (id,) = reader.document_ids()
        html = site.get(f"/documents/{id}").text
        assert "<script>window" not in html
        assert "<img" not in html
        for words in ("חדשות", "مرحبا بالعالم", "&lt;script&gt;"):
            assert words in html
        assert all(a.get("dir") == "auto" for a in Page.of(html).all("p") if a.get("class", "").startswith("zone"))


class TestEventPage:
    def test_sets_accounts_side_by_side_and_marks_what_differs(self, site: Site) -> None:
        event = main_event(site)
        page = Page.of(site.get(f"/events/{event.id}").text)
        assert {a["colspan"] for a in page.all("th") if a.get("scope") == "colgroup"}
        assert [a for a in page.all("td") if a.get("class") == "differs"]
        for value in ("0", "4", "11"):
            assert value in page.text

    def test_a_newcomer_finds_who_says_how_many_were_killed(self, site: Site) -> None:
        page = Page.of(site.get("/").text)
        link = next(a["href"] for a in page.all("a") if "#dispute-killed" in a.get("href", ""))
        told = Page.of(site.get(link.partition("#")[0]).text).text
        assert re.search(r"deaths\s*0 Armenia:.*4 independent: a hospital official.*11 Azerbaijan:", told)

    def test_a_claims_id_leads_to_its_event(self, site: Site) -> None:
        event = main_event(site)
        assert site.get(f"/events/{event.members[0].claim}").headers["location"] == f"/events/{event.id}"


class TestCharts:
    def test_every_bar_of_a_pair_opens_just_its_events(self, site: Site) -> None:
        page = Page.of(site.get("/dyads/ARM/AZE?by=day").text)
        links = sorted({a["href"] for a in page.all("a") if "/day/2031" in a.get("href", "")})
        assert len(links) > 3
        for link in links:
            told = Page.of(site.get(link).text)
            found = re.search(r"(\d+) deeds?, (\d+) alleged deeds?, (\d+) acts? of speech", told.text)
            assert found is not None
            assert sum(map(int, found.groups())) == len(told.all("article")) > 0

    def test_a_day_that_is_no_bar_is_not_found(self, site: Site) -> None:
        assert site.get("/dyads/ARM/AZE/day/1999-01-01").status_code == 404


class TestLists:
    def test_filters_live_in_the_address(self, site: Site) -> None:
        html = site.get("/events?pair=ARM-AZE&since=2031-03-01&disputed=1").text
        page = Page.of(html)
        values = {a.get("name"): a.get("value") for a in page.all("input")}
        assert values["pair"] == "ARM-AZE"
        assert values["since"] == "2031-03-01"
        assert "checked" in page.all("input", lambda a: a.get("name") == "disputed")[0]
        assert len(page.all("article")) == 1

    @pytest.mark.parametrize(
        ("query", "what"), [("since=2031-02-30", "since"), ("type=WAR", "type"), ("pair=ARM", "pair"), ("since=2031-03-02&until=2031-03-01", "since")]
    )
    def test_a_wrong_filter_names_itself(self, site: Site, query: str, what: str) -> None:
        answer = site.get(f"/events?{query}")
        assert answer.status_code == 400
        assert what in Page.of(answer.text).text

    def test_an_unknown_page_says_where_to_begin(self, site: Site) -> None:
        answer = site.get("/nothing")
        assert answer.status_code == 404
        assert "/nothing" in answer.text


class TestWriting:
    def test_nothing_is_written_without_the_token(self, own_site: Site) -> None:
        event = main_event(own_site)
        for path in (f"/events/{event.id}/split", f"/events/{event.id}/merge", "/review"):
            assert own_site.post(path, claim=event.members[0].claim, verdict="reject").status_code == 401
        with own_site.shelf.reader() as reader:
            assert corrections_of(reader) == ()

    def test_nothing_is_written_without_the_forms_own_value(self, own_site: Site) -> None:
        own_site.sign_in()
        claim = main_event(own_site).members[0].claim
        assert own_site.post("/review", form="wrong", claim=claim, verdict="reject").status_code in (400, 403)
        with own_site.shelf.reader() as reader:
            assert corrections_of(reader) == ()

    def test_accept_reject_and_undo(self, own_site: Site) -> None:
        form = own_site.sign_in()
        claim = main_event(own_site).members[0].claim
        answer = own_site.post("/review", form=form, claim=claim, verdict="reject", by="Ada")
        assert answer.status_code == 303
        with own_site.shelf.reader() as reader:
            (made,) = corrections_of(reader)
            assert [(v.claim, v.judgement, v.by) for v in verdicts(corrections_of(reader))] == [(claim, "rejected", "Ada")]
        assert f"last={made.id}" in answer.headers["location"]
        own_site.post("/review", form=form, claim=made.id, verdict="undo")
        with own_site.shelf.reader() as reader:
            assert verdicts(corrections_of(reader)) == ()
        own_site.post("/review", form=form, claim=claim, verdict="accept")
        with own_site.shelf.reader() as reader:
            assert [v.judgement for v in verdicts(corrections_of(reader))] == ["accepted"]

    def test_edits_are_noted_beside_the_coders_values(self, own_site: Site) -> None:
        form = own_site.sign_in()
        claim = main_event(own_site).members[0].claim
        own_site.post("/review", form=form, claim=claim, verdict="edit", time="2031-03-11", place="Sarivan", figures="killed 4", by="Ada", reason="the list")
        with own_site.shelf.reader() as reader:
            (verdict,) = verdicts(corrections_of(reader))
        assert verdict.judgement == "edited"
        assert {v.field: v.new for v in verdict.values}["place"] == "Sarivan"
        assert verdict.reason == "the list"

    def test_a_wrong_edit_changes_nothing_and_says_why(self, own_site: Site) -> None:
        form = own_site.sign_in()
        claim = main_event(own_site).members[0].claim
        answer = own_site.post("/review", form=form, claim=claim, verdict="edit", place="Sarivan", time="yesterday")
        assert answer.status_code == 400
        with own_site.shelf.reader() as reader:
            assert corrections_of(reader) == ()

    def test_split_and_merge_are_left_for_the_owner(self, own_site: Site) -> None:
        form = own_site.sign_in()
        event = main_event(own_site)
        with own_site.shelf.reader() as reader:
            other = next(e for e in reader.events() if e.id != event.id and e.quad == event.quad)
        assert own_site.post(f"/events/{event.id}/split", form=form, claim=event.members[-1].claim, reason="another day").status_code == 303
        assert own_site.post(f"/events/{event.id}/merge", form=form, other=other.id).status_code == 303
        with own_site.shelf.reader() as reader:
            assert [c.field for c in corrections_of(reader)] == ["split", "merge"]

    def test_a_newer_snapshot_is_shown(self, own_site: Site, coder: Coder, tmp_path: Path) -> None:
        before = Page.of(own_site.get("/").text).text
        report = tmp_path / "more.txt"
        report.write_text("LIMA, April 2, 2031 (Wire) - Peru threatened Chile with war on Monday, April 1, 2031.\n", encoding="utf-8")
        made_store(own_site.shelf.path, [str(report)], coder)
        after = Page.of(own_site.get("/").text).text
        assert "6 reports" in before
        assert "7 reports" in after
        with open_reader(own_site.shelf.path) as reader:
            assert len(reader.document_ids()) == 7


class TestMethods:
    def test_head_is_answered_without_a_body(self, site: Site) -> None:
        for path in ("/", "/api/v1/events", "/nothing"):
            head, get = site.ask("HEAD", path), site.get(path)
            assert (head.status_code, head.content) == (get.status_code, b"")

    def test_what_is_not_allowed_says_what_is(self, site: Site) -> None:
        answer = site.ask("DELETE", "/api/v1/events", headers={"Authorization": f"Bearer {TOKEN}"})
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET")

    def test_the_beginning_of_several_ids_is_refused_with_a_list(self, site: Site) -> None:
        answer = site.get("/events/e")
        assert answer.status_code == 400
        assert "several events" in Page.of(answer.text).text


class TestKept:
    def test_a_page_asked_for_again_is_the_same_and_a_correction_changes_it(self, own_site: Site) -> None:
        claim = main_event(own_site).members[0]
        path = f"/documents/{claim.document}"
        first = own_site.get(path)
        assert own_site.get(path).content == first.content
        assert own_site.get(f"{path}?claim={claim.claim}").content != first.content
        form = own_site.sign_in()
        own_site.post("/review", form=form, claim=claim.claim, verdict="reject", by="Ada")
        own_site.cookies.clear()
        assert "Ada" in own_site.get(path).text

    def test_who_has_signed_in_gets_a_page_of_his_own(self, own_site: Site) -> None:
        guest = own_site.get("/review").text
        form = own_site.sign_in()
        assert form in own_site.get("/review").text
        own_site.cookies.clear()
        assert own_site.get("/review").text == guest
