"""What people do: find something, filter, page, go back, while reports are being added."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import httpx

from browsing import Guest, Served, sayso, until

Guests = Callable[..., Guest]
FIRST = "document.querySelector('article.event a').pathname"


def test_a_newcomer_sees_who_says_how_many_were_killed_in_one_click(demo: Served, guest: Guests) -> None:
    page = guest(demo, viewport={"width": 1280, "height": 800}).visit("/")
    page.get_by_role("link", name="Deaths: 0 / 4 / 11").click()
    page.wait_for_url("**/events/*")
    told = {v.locator(".version").text_content(): v.locator(".sides").text_content() for v in page.locator("#dispute-killed .versions > li").all()}
    assert list(told) == ["0", "4", "11"]
    assert told["0"].startswith("Armenia: ")
    assert told["4"] == "independent: a hospital official"
    assert told["11"].startswith("Azerbaijan: ")
    assert page.locator("#dispute-killed blockquote").count() == 3
    box = page.locator("#dispute-killed").bounding_box()
    assert box["y"] < 800, "not on the screen"


def test_a_dispute_leads_to_the_sentence_in_its_report_in_three_clicks(demo: Served, guest: Guests) -> None:
    page = guest(demo).visit("/")
    page.get_by_role("link", name="Deaths: 0 / 4 / 11").click()
    page.wait_for_url("**/events/*")
    words = page.locator("#dispute-killed blockquote p").nth(1).text_content()
    page.locator("#dispute-killed blockquote a").nth(1).click()
    page.wait_for_url("**/documents/*")
    assert "counted four dead" in words
    assert "counted four dead" in page.locator("article.report").text_content()


def test_filters_live_in_the_address_and_survive_reload_and_back(demo: Served, guest: Guests) -> None:
    page = guest(demo).visit("/events")
    everything = page.locator("article.event").count()
    page.fill("form.filters [name=pair]", "ARM-AZE")
    page.fill("form.filters [name=since]", "2031-03-01")
    page.check("form.filters [name=disputed]")
    page.click("form.filters button")
    page.wait_for_url("**pair=ARM-AZE**")
    found = page.locator("article.event").count()
    assert 0 < found < everything
    page.reload()
    assert page.locator("article.event").count() == found
    assert page.input_value("form.filters [name=since]") == "2031-03-01"
    assert page.is_checked("form.filters [name=disputed]")
    page.locator("article.event a").first.click()
    page.wait_for_url("**/events/*")
    page.go_back()
    assert "disputed=1" in page.url
    assert page.input_value("form.filters [name=pair]") == "ARM-AZE"
    assert page.locator("article.event").count() == found
    page.go_back()
    assert page.locator("article.event").count() == everything


def test_a_bar_of_the_chart_opens_its_events(demo: Served, guest: Guests) -> None:
    page = guest(demo).visit("/events")
    page.get_by_text("as a table").first.click()
    row = page.locator(".chart-table tbody tr").last
    count = int(row.locator("a").text_content())
    row.locator("a").click()
    page.wait_for_url("**listed=**")
    assert page.locator("article.event").count() == count > 0


def test_paging_shows_every_event_once(hostile: Served, guest: Guests) -> None:
    page, seen = guest(hostile).visit("/events"), []
    while True:
        seen.append(page.evaluate("[...document.querySelectorAll('article.event a')].map(a => a.pathname)"))
        older = page.locator("a[rel=next]")
        if not older.count():
            break
        older.click()
        page.wait_for_url("**after=**")
        page.wait_for_load_state()
        until(lambda: page.evaluate(FIRST) != seen[-1][0])
    listed = [path for part in seen for path in part]
    assert len(seen) > 1
    assert len(listed) == len({*listed})
    assert len(listed) == len(hostile.data("/events", limit=500)["items"])
    page.get_by_role("link", name="Newest").click()
    until(lambda: page.evaluate(FIRST) == seen[0][0])


def test_search_finds_words_and_marks_them(demo: Served, guest: Guests) -> None:
    page = guest(demo).visit("/")
    until(lambda: "are indexed so far" not in httpx.get(f"{demo.base}/search?q=hospital", trust_env=False).text)
    page.keyboard.press("/")
    page.keyboard.type("hospital official")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=hospital+official")
    assert page.locator("ol.events article").count() >= 2
    assert {m.lower() for m in page.locator("mark").all_text_contents()} == {"hospital", "official"}
    assert page.input_value("#q") == "hospital official"


def test_j_and_k_step_through_a_list_and_keys_can_be_turned_off(demo: Served, guest: Guests) -> None:
    page = guest(demo).visit("/events")
    focused = "document.activeElement.pathname"
    page.keyboard.press("j")
    first = page.evaluate(focused)
    page.keyboard.press("j")
    second = page.evaluate(focused)
    page.keyboard.press("k")
    assert first != second
    assert page.evaluate(focused) == first
    page.goto(f"{demo.base}/help")
    page.click("#keys-toggle")
    assert page.text_content("#keys-toggle") == "Turn the keys on"
    page.goto(f"{demo.base}/events")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_pages_answer_while_reports_are_added(own: Served, guest: Guests, tmp_path: Path) -> None:
    lands = ("Peru", "Chile", "Kenya", "Nepal", "Norway", "Ghana", "Laos", "Oman")
    reports = [
        {"id": f"n{n}", "published": "2031-04-02", "outlet": "Later Wire", "text": f"{a} threatened {lands[n - 1]} with war on Tuesday."}
        for n, a in enumerate(lands)
    ]
    (tmp_path / "more.jsonl").write_text("".join(json.dumps(r) + "\n" for r in reports))
    visitor, paths, codes = guest(own), own.pages(), []
    paths.remove("/nothing")
    before = own.data("/health")
    adding = sayso("add", str(tmp_path / "more.jsonl"), "--store", str(own.store))
    while adding.poll() is None:
        path = paths[len(codes) % len(paths)]
        answer = visitor.page.goto(own.base + path)
        codes.append((path, answer.status if answer else 0))
    assert adding.returncode == 0
    assert len(codes) > 3
    assert [c for c in codes if c[1] != 200] == []
    until(lambda: "14" in visitor.visit("/").locator("ul.big li").first.text_content())
    assert before != own.data("/health")
