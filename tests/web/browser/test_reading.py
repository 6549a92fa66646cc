"""The reading view: marks stand on the words of the claims, in any direction of writing; a chosen claim frames the words behind its values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from browsing import Guest, Served
from sayso.model.claim import Claim
from sayso.run.marking import line_of
from sayso.store import Reader, open_reader

Guests = Callable[..., Guest]
THREAT = "THREATEN"
MARKED = """() => [...document.querySelectorAll("a.label")].map(a => {
  const own = [...document.querySelectorAll(".mark")].filter(m => m.title === a.textContent);
  const words = own.map(m => { const copy = m.cloneNode(true); copy.querySelectorAll("sup, .value-name").forEach(x => x.remove()); return copy.textContent; });
  return {id: a.id, label: a.textContent, words: words.join(""), lines: [...new Set(own.map(m => m.classList[1]))]};
})"""


@pytest.fixture(params=["demo", "hostile"])
def served(request: pytest.FixtureRequest) -> Served:
    found: Served = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def reader(served: Served) -> Iterator[Reader]:
    with open_reader(served.store) as found:
        yield found


def folded(words: str) -> str:
    return re.sub(r"\s+", "", words)


def expected(text: str, claims: tuple[Claim, ...]) -> list[tuple[str, str, list[str]]]:
    """Of each label in the order of the text: its id, its claim's words, its line."""
    found = []
    for number, claim in enumerate(claims, 1):
        spans = sorted({claim.trigger.span, *(e.span for e in claim.also)}, key=lambda s: s.start)
        words = folded("".join(text[s.start : s.end] for s in spans))
        found += [(f"m{number}-{s.start}", words, [line_of(claim, THREAT)]) for s in spans]
    return sorted(found)


def test_marks_are_on_the_words_of_the_claims_with_the_right_line(served: Served, reader: Reader, guest: Guests) -> None:
    visitor, seen = guest(served), 0
    for id in reader.document_ids():
        document, claims = reader.document(id), reader.claims_of(id)
        assert document is not None
        page = visitor.visit(f"/documents/{id}")
        marked = sorted((m["id"], folded(m["words"]), m["lines"]) for m in page.evaluate(MARKED))
        assert marked == expected(document.text, claims), id
        seen += len(marked)
    assert seen > 50


def test_lines_differ_by_shape_and_not_by_colour_alone(demo: Served, reader: Reader, guest: Guests, served: Served) -> None:
    page = guest(demo).visit("/help")
    drawn = page.evaluate(
        "[...document.querySelectorAll('.legend .mark')].map(m => (s => s.textDecorationLine + ' ' + s.textDecorationStyle)(getComputedStyle(m)))"
    )
    assert drawn == ["underline solid", "underline dashed", "underline dotted", "line-through solid"]


def test_a_chosen_claim_frames_the_words_of_its_values(served: Served, reader: Reader, guest: Guests) -> None:
    visitor, seen = guest(served), {"who": 0, "whom": 0, "source": 0}
    for id in reader.document_ids()[:4]:
        for claim in reader.claims_of(id)[:6]:
            page = visitor.visit(f"/documents/{id}?claim={claim.id}")
            framed = folded("".join(page.locator("b.value").all_text_contents()))
            names = page.locator(".value-name").all_text_contents()
            assert folded(claim.trigger.text) in framed
            sources = [link.speaker for link in claim.attribution[:-1] if link.speaker and link.speaker.span]
            for name, parties in (("who", claim.actors), ("whom", claim.recipients), ("source", sources)):
                for party in parties:
                    assert folded(party.text) in framed, (id, claim.id, name)
                    assert name in names
                    seen[name] += 1
            assert page.locator(".card.chosen code").last.text_content() == claim.id
    assert seen["who"] > 3


def test_a_label_leads_to_its_card_and_back(demo: Served, guest: Guests) -> None:
    page = guest(demo).visit(next(p for p in demo.pages() if p.startswith("/documents/")))
    label = page.locator("a.label").nth(1)
    label.click()
    card = page.locator(":target")
    assert card.locator(".nth").text_content() == label.text_content().split()[0]
    card.get_by_text("show the words behind it").click()
    page.wait_for_url("**claim=**")
    assert page.locator("a.label:target").count() == 1


class TestRightToLeft:
    def test_titles_run_to_the_left_and_english_to_the_right(self, hostile: Served, guest: Guests) -> None:
        visitor, seen = guest(hostile), 0
        with open_reader(hostile.store) as reader:
            ids = [i for i in reader.document_ids() if (d := reader.document(i)) and re.search("[\u0590-\u06ff]", d.title or "")]
        for id in ids:
            page = visitor.visit(f"/documents/{id}")
            assert direction(page, "h1") == "rtl"
            assert [direction(page, f".zone >> nth={n}") for n in range(3)] == ["rtl", "ltr", "ltr"]
            assert direction(page, ".zone >> nth=1 >> sup >> nth=0") == "ltr"
            seen += 1
        assert seen == 3

    def test_lists_keep_each_title_in_its_direction(self, hostile: Served, guest: Guests) -> None:
        page = guest(hostile).visit("/documents")
        directions = page.evaluate("[...document.querySelectorAll('article.event h2')].map(h => getComputedStyle(h).direction)")
        assert sorted(directions) == ["ltr"] * 4 + ["rtl"] * 3


class TestHostileReport:
    def test_scripts_are_words(self, hostile: Served, guest: Guests) -> None:
        visitor = guest(hostile)
        page = visitor.visit("/documents")
        page.locator("article.event a", has_text="__xss").click()
        page.wait_for_url("**/documents/*")
        assert "<script>window.__xss=1</script>" in page.locator("h1").text_content()
        assert "<svg onload=window.__xss=1>" in page.locator("article.report").text_content()
        assert "{{7*7}}" in page.locator("article.report").text_content()
        assert "\u202e" not in page.content()
        assert page.locator("a[href^='javascript' i]").count() == 0
        assert page.evaluate("window.__xss") is None
        assert visitor.troubles == []


def direction(page: Page, selector: str) -> str:
    return str(page.locator(selector).first.evaluate("e => getComputedStyle(e).direction"))
