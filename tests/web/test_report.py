"""The one-file report: whole in itself, the same every time, bounded, and honest about what it leaves out."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.errors import SettingsError
from sayso.model.event import Dyad
from sayso.run.settings import Settings
from sayso.web import gathered as bounds
from sayso.web.gathered import Printed
from sayso.web.report import rendered, report, viewed, written
from sayso.web.shelf import Shelf
from sayso.web.words import Words, words_of
from websites import Page, Site

PAIR = "AZE-ARM"
HEADS = ["covers", "lanes-head", "ruptures", "alerts", "threats", "disputes", "map", "events", "sources", "outlets", "reading", "cite"]


def made(shelf: Shelf, pair: str = PAIR, since: str | None = None, until: str | None = None, by: str = "day") -> str:
    return rendered(shelf, pair, since, until, by)[0]


def words_for(site: Site) -> Words:
    shelf = site.shelf
    return words_of(shelf.ontology, shelf.rules.countries.names, shelf.rules.tracking.threats.type)


def parts_of(html: str) -> dict[str, str]:
    """The sections of a report by the id of their heading."""
    cut = re.split(r'<h2 id="([a-z-]+)">', html)
    return dict(zip(cut[1::2], cut[2::2], strict=True))


@pytest.fixture(scope="module")
def html(site: Site) -> str:
    """The report on the demo's two parties."""
    return made(site.shelf)


class TestOneFile:
    def test_needs_no_other_file_or_host_and_holds_no_script(self, html: str) -> None:
        page = Page.of(html)
        assert not [t for t, _ in page.elements if t in ("script", "link", "img", "iframe", "object", "form", "base")]
        assert not [a for _, a in page.elements if "src" in a or "style" in a or any(k.startswith("on") for k in a)]
        assert all(a["href"].startswith("#") for _, a in page.elements if "href" in a)
        assert not re.search(r"url\((?!#)|@import", html)
        policy = page.all("meta", lambda a: a.get("http-equiv") == "Content-Security-Policy")
        assert policy == [{"http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'; img-src data:"}]

    def test_ids_are_unique_and_every_link_leads_somewhere(self, html: str) -> None:
        page = Page.of(html)
        ids = [a["id"] for _, a in page.elements if "id" in a]
        assert len(ids) == len({*ids})
        assert {a["href"][1:] for _, a in page.elements if "href" in a} <= {*ids}
        named = " ".join(v for _, a in page.elements for k, v in a.items() if k in ("aria-labelledby", "aria-describedby"))
        assert {*named.split()} <= {*ids}

    def test_sections_stand_in_their_order_under_one_title(self, html: str) -> None:
        assert [*parts_of(html)] == HEADS
        assert len(Page.of(html).all("h1")) == len(Page.of(html).all("style")) == len(Page.of(html).all("main")) == 1

    def test_tables_behind_charts_are_open_since_paper_cannot_open_them(self, html: str) -> None:
        details = Page.of(html).all("details")
        assert len(details) >= 3
        assert all("open" in a for a in details)


class TestWhatItSays:
    def test_every_event_of_the_lanes_is_listed_once_with_who_says_so(self, site: Site, html: str) -> None:
        _, view = rendered(site.shelf, PAIR, None, None, "day")
        listed = [a["id"][2:] for _, a in Page.of(html).elements if a.get("id", "").startswith("e-")]
        periods = (*view.found.there.periods, *view.found.back.periods)
        assert sorted(listed) == sorted({i for p in periods for i in p.events}) == sorted(view.gathered.ids)
        events = Page.of(parts_of(html)["events"])
        assert events.text.count("says it happened") >= len(listed) - 1

    def test_newest_stand_first(self, html: str) -> None:
        days = re.findall(r'<h3 id="in-([0-9-]+)">', html)
        assert days == sorted(days, reverse=True)
        assert len(days) > 2

    def test_a_dispute_has_each_sides_version_its_sources_its_sentence_and_the_plot(self, html: str) -> None:
        told = Page.of(parts_of(html)["disputes"])
        assert "3 accounts disagree on deaths: 0 / 4 / 11" in told.text
        assert "hospital official" in told.text
        assert "counted four dead" in told.text
        assert len(told.all("blockquote")) == 5
        assert told.all("svg", lambda a: "chart-dots" in a.get("class", ""))

    def test_says_what_it_covers_from_the_store(self, site: Site, html: str) -> None:
        with site.shelf.reader() as reader:
            coding, overview = reader.codings()[0], reader.overview()
        told = Page.of(parts_of(html)["covers"]).text
        assert coding.coder in told
        assert coding.ontology in told
        assert f"{overview.documents} reports of {overview.outlets} outlets, {overview.first} to {overview.last}" in told
        assert "4 days of 6 with a report" in told

    def test_sources_stand_under_their_side_the_pairs_own_first_and_no_side_last(self, html: str) -> None:
        sides = re.findall(r'<th scope="rowgroup"[^>]*>([^<]+)<', html)
        assert sides[:2] == ["For Azerbaijan", "For Armenia"]
        assert sides[-1] == "On no side"

    def test_outlets_have_their_declared_affiliation(self, html: str) -> None:
        told = dict(re.findall(r'<th scope="row" dir="auto">([^<]+)</th><td>([^<]+)</td>', parts_of(html)["outlets"]))
        assert told == {"Caspian Star News": "state, Azerbaijan", "Ararat Dispatch": "state, Armenia", "Meridian Wire": "independent"}

    def test_the_other_direction_is_the_same_report_seen_from_the_other_side(self, site: Site) -> None:
        _, one = rendered(site.shelf, "AZE-ARM", None, None, "day")
        _, other = rendered(site.shelf, "ARM-AZE", None, None, "day")
        assert one.totals == other.totals[::-1]
        assert one.mark == other.mark

    def test_days_bound_it(self, site: Site) -> None:
        _, view = rendered(site.shelf, PAIR, "2031-03-13", "2031-03-14", "day")
        days = {g.period.start for g in view.gathered.groups}
        assert days == {"2031-03-14"}
        assert (view.start, view.end) == ("2031-03-13", "2031-03-14")


class TestBounds:
    def test_says_how_many_events_are_left_out_and_how_to_get_them(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = rendered(site.shelf, PAIR, None, None, "day")[1].gathered.ids
        monkeypatch.setattr(bounds, "LISTED", 4)
        html, view = rendered(site.shelf, PAIR, None, None, "day")
        assert len(view.gathered.listed) == 4
        assert {e.id for e in view.gathered.listed} == {*whole[:4]}
        told = Page.of(parts_of(html)["events"]).text
        assert f"{len(whole) - 4} older events left out of {len(whole)}" in told
        assert 'sayso events --dyad "AZE>ARM" --since 2031-03-11 --until 2031-03-16' in told
        page = Page.of(html)
        assert {a["href"][1:] for _, a in page.elements if "href" in a} <= {a["id"] for _, a in page.elements if "id" in a}

    def test_says_of_how_many_events_sources_are_counted(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bounds, "READ", 3)
        html, view = rendered(site.shelf, PAIR, None, None, "day")
        assert view.gathered.read == 3
        assert "Counted over the newest 3 of 10 events" in Page.of(html).text

    def test_a_time_too_long_to_draw_is_drawn_by_longer_periods_and_says_so(self, site: Site) -> None:
        html, view = rendered(site.shelf, PAIR, "2029-01-01", None, "day")
        assert view.by == "week"
        assert "Drawn by week: by day there are too many to draw" in Page.of(html).text


class TestNothingToTell:
    @pytest.mark.parametrize(("pair", "since", "until"), [("DEU-FRA", None, None), (PAIR, "2020-01-01", "2020-02-01"), (PAIR, "2040-01-01", None)])
    def test_a_pair_without_events_still_gives_a_report_that_says_so(self, site: Site, pair: str, since: str | None, until: str | None) -> None:
        html, view = rendered(site.shelf, pair, since, until, "week")
        assert view.gathered.ids == ()
        assert "The store holds no events between the two" in Page.of(html).text
        assert [*parts_of(html)] == HEADS


class TestHostile:
    def test_words_of_reports_and_names_cannot_leave_their_place(self, site: Site) -> None:
        bad = '</style></title><script>alert(1)</script>\u202e\ud800" */'
        view = viewed(site.shelf, words_for(site), Dyad("AZE", "ARM"), None, None, "day")
        torn = view.torn[0]
        disagreements = tuple(
            replace(d, versions=tuple((replace(v, value=bad), q and replace(q, text=bad, outlet=bad)) for v, q in d.versions)) for d in torn.disagreements
        )
        groups = tuple(
            replace(g, items=tuple(replace(i, voices=tuple(replace(a, source=bad) for a in i.voices)) for i in g.items)) for g in view.gathered.groups
        )
        hostile = replace(
            view,
            names=(bad, bad),
            torn=(replace(torn, disagreements=disagreements, unheard=(bad,)),),
            gathered=replace(view.gathered, groups=groups, outlets=(Printed(bad, 1, None),)),
        )
        html = written(hostile, words_for(site))
        page = Page.of(html)
        assert html.count("</style>") == 1
        assert html.split("<body")[0].count("</title>") == 1
        assert not page.all("script")
        assert page.text.count("alert(1)") > 10
        assert "\u202e" not in html
        assert '@top-left { content: "\\00003c\\00002fstyle\\00003e' in html


class TestWriting:
    def test_writes_the_same_bytes_again_whole_and_says_what_is_in_it(self, demo_store: Path, tmp_path: Path, html: str) -> None:
        out = tmp_path / "report.html"
        out.write_text("old", encoding="utf-8")
        said = report(demo_store, Settings(), str(out), PAIR, None, None, "day")
        assert out.read_text(encoding="utf-8") == html
        assert said == f"10 events, 1 of them disputed, {round(len(html.encode()) / 1000):,} kB"
        assert [p.name for p in tmp_path.iterdir()] == ["report.html"]

    def test_a_missing_folder_is_named_and_not_made(self, demo_store: Path, tmp_path: Path) -> None:
        with pytest.raises(SettingsError, match="nowhere"):
            report(demo_store, Settings(), str(tmp_path / "nowhere" / "a.html"), PAIR, None, None, "week")
        assert not (tmp_path / "nowhere").exists()

    @pytest.mark.parametrize(
        ("pair", "since", "until", "by", "named"),
        [
            (PAIR, "2031-03-02", "2031-03-01", "week", "--since 2031-03-02"),
            (PAIR, None, None, "year", "year"),
            ("AZE-AZE", None, None, "week", "one party"),
            ("AZE-QQQ", None, None, "week", "QQQ"),
            ("AZE", None, None, "week", "AZE"),
        ],
    )
    def test_what_cannot_be_is_named(self, demo_store: Path, tmp_path: Path, pair: str, since: str | None, until: str | None, by: str, named: str) -> None:
        with pytest.raises(SettingsError, match=named):
            report(demo_store, Settings(), str(tmp_path / "a.html"), pair, since, until, by)
        assert not (tmp_path / "a.html").exists()

    def test_a_folder_is_no_file(self, demo_store: Path, tmp_path: Path) -> None:
        with pytest.raises(SettingsError, match="names no file"):
            report(demo_store, Settings(), str(tmp_path), PAIR, None, None, "week")
