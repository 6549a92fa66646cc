"""What notebooks show of readings, stories and stores: every word of a report, nothing it could run, and claims told apart without colour."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import sayso
from sayso.coder import Coder
from sayso.facade import making
from sayso.facade.marking import page
from sayso.model.claim import Claim, Elsewhere
from sayso.model.coding import Coding
from sayso.model.text import Document, Span, Words
from sayso.run.marking import marks, word_of

BARE = "Rebels attacked an army convoy near Homs."
HOSTILE = 'Rebels attacked an army convoy near Homs & "Hama" <script>alert(1)</script><img src=x onerror=alert(2)>.'


@pytest.fixture(scope="module", autouse=True)
def _shared(coder: Coder) -> Iterator[None]:
    """The session's coder, since loading takes seconds; no settings of the person who runs the tests."""
    with pytest.MonkeyPatch.context() as m:
        m.setattr(making, "coder_of", lambda folder, parser: coder)
        m.setattr(making, "ontology_of", lambda folder: coder.ontology)
        m.delenv("SAYSO_SETTINGS", raising=False)
        yield


@pytest.fixture(scope="module")
def story(demo: tuple[Path, ...], _shared: None) -> sayso.Story:
    return sayso.resolve([sayso.read(path) for path in demo])


class Parts(HTMLParser):
    """Balanced HTML taken apart: the text outside labels, the labels, and every element with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.labels, self.elements, self._open = "", list[str](), list[tuple[str, dict[str, str | None]]](), list[str]()
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "br":
            self._open.append(tag)
        if tag == "sup":
            self.labels.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "sup" in self._open:
            self.labels[-1] += data
        else:
            self.text += data

    def styles(self, words: str) -> list[str]:
        """The lines under marks with a label that holds these words."""
        return [str(a["style"]) for tag, a in self.elements if tag == "span" and words in str(a.get("title") or "")]


def safe(html: str) -> Parts:
    """HTML that is whole, fetches nothing and runs nothing."""
    parts = Parts(html)
    for tag, attributes in parts.elements:
        assert tag in {"section", "div", "aside", "h4", "p", "span", "sup", "strong", "br", "table", "caption", "thead", "tbody", "tr", "th", "td"}
        assert set(attributes) <= {"style", "title", "dir", "scope", "aria-label"}
        assert "url(" not in str(attributes.get("style"))
    return parts


def test_a_report_is_shown_with_its_words_untouched_and_its_claims_marked(code: Callable[..., Coding]) -> None:
    text = (
        'Iran attacked a post in Iraq, Iraq said.\n\nIran denied it attacked the post.\nIran threatened to attack Iraq. "We will attack if provoked," it said.'
    )
    report = sayso.Report(code(text, outlet="A & B"))
    parts = safe(report._repr_html_())
    assert all(line in parts.text for line in text.split("\n"))
    assert [label.split()[0] for label in parts.labels] == [str(n) for n in range(1, len(report.claims) + 1)]
    assert "A & B" in parts.text
    for claim in report.claims:
        assert f"{claim.event}" in parts.text
    assert all("line-through" in s for s in parts.styles("denied"))
    assert parts.styles("denied")
    assert all("dashed" in s for s in parts.styles("threatened"))
    assert parts.styles("threatened")
    assert all("solid" in s for s in parts.styles("alleged"))


def test_nothing_of_a_report_gets_out_of_its_text(code: Callable[..., Coding]) -> None:
    coding = code(HOSTILE, outlet='"><script>x</script>')
    assert coding.claims
    hostile = replace(coding, document=replace(coding.document, title='</h4><script src="//e.org/x.js">'))
    parts = safe(sayso.Report(hostile)._repr_html_())
    assert HOSTILE in parts.text
    for shown in (sayso.resolve([sayso.Report(hostile)]), *sayso.resolve([sayso.Report(hostile)]).events):
        safe(shown._repr_html_())
    safe(sayso.resolve([sayso.Report(hostile)]).claims._repr_html_())


def test_characters_outside_the_basic_plane_and_controls(code: Callable[..., Coding]) -> None:
    text = "\U0001f680\U0001f680 Rebels attacked an army convoy near Homs.\x1b[31m \u202eThe end. \u0627\u0644\u0639\u0631\u0628\u064a\u0629"
    coding = code(text)
    parts = safe(sayso.Report(coding)._repr_html_())
    assert text.replace("\x1b", " ").replace("\u202e", "\ufffd") in parts.text
    (claim,) = coding.claims
    html = sayso.Report(coding)._repr_html_()
    assert re.search(r'title="1 ASSAULT reported">attacked</span><sup', html)
    assert claim.trigger.span.of(text) == "attacked"
    assert 'dir="auto"' in html


def marked(claim: Claim, *spans: tuple[int, int], also: tuple[tuple[int, int], ...] = ()) -> tuple[Claim, ...]:
    elsewhere = tuple(Elsewhere(0, Span(*s)) for s in also)
    return tuple(replace(claim, trigger=Words("", Span(*s)), also=elsewhere if n == 0 else ()) for n, s in enumerate(spans))


@pytest.mark.parametrize(
    "spans",
    [
        [(0, 10), (2, 5)],  # one inside another
        [(2, 5), (0, 10), (2, 5)],  # the same twice
        [(0, 6), (4, 12), (5, 20)],  # overlapping
        [(3, 30), (8, 12)],  # over the end of a line
        [(0, 40), (39, 40), (40, 40), (35, 90)],  # to the end, empty, beyond it
    ],
)
def test_marks_that_overlap(code: Callable[..., Coding], spans: list[tuple[int, int]]) -> None:
    text = "aaaa <b> ccccc\n\n&dddd eeee\nffff gggg hh"
    (claim,) = code(BARE).claims
    document = Document("d", "d.txt", text[:40])
    claims = marked(claim, *spans)
    parts = safe(page(document, claims, "THREATEN"))
    assert all(line in parts.text for line in document.text.split("\n"))
    shown = marks(claims, len(document.text), "THREATEN")
    assert sorted(int(label.split()[0]) for label in parts.labels) == sorted(m.number for m in shown)
    for a in shown:
        for b in shown:
            assert a is b or a.lane != b.lane or not a.span.overlaps(b.span)


def test_a_claim_printed_twice_is_marked_twice(code: Callable[..., Coding]) -> None:
    (claim,) = code(BARE).claims
    parts = safe(page(Document("d", "d", "one two three"), marked(claim, (0, 3), also=((4, 7),)), "THREATEN"))
    assert [label.split()[0] for label in parts.labels] == ["1", "1"]


@pytest.mark.parametrize(
    ("changes", "line", "word"),
    [
        ({}, "solid", "reported"),
        ({"deed": False, "alleged": True}, "solid", "alleged"),
        ({"status": "ongoing"}, "solid", "ongoing"),
        ({"status": "foiled"}, "solid", "foiled"),
        ({"status": "future"}, "dashed", "future"),
        ({"event": "THREATEN"}, "dashed", "threatened"),
        ({"status": "conditional"}, "dotted", "conditional"),
        ({"status": "hypothetical", "event": "THREATEN"}, "dotted", "hypothetical"),
        ({"status": "negated", "basis": "fact"}, "through", "denied"),
        ({"status": "negated", "basis": "commitment", "event": "THREATEN"}, "through", "will not"),
    ],
)
def test_lines_and_words(code: Callable[..., Coding], changes: dict[str, Any], line: str, word: str) -> None:
    claim = replace(code(BARE).claims[0], **changes)
    (mark,) = marks([claim], 100, "THREATEN")
    assert (mark.line, word_of(claim, "THREATEN")) == (line, word)
    assert mark.label == f"1 {claim.event} {word}"


def test_long_reports_and_readings_are_cut(code: Callable[..., Coding]) -> None:
    coding = code(BARE)
    long = replace(coding, document=replace(coding.document, text=BARE + " x" * 60_000))
    assert len(sayso.Report(long)._repr_html_()) < 80_000
    assert "more characters" in sayso.Report(long)._repr_html_()
    assert "and 2 more reports" in sayso.Reading((coding,) * 12, ())._repr_html_()


def test_events_are_shown_as_tables(story: sayso.Story) -> None:
    event = story.event(story.disputes[0].event)
    text = safe(event._repr_html_()).text
    for words in (event.summary, event.status, event.accounts[0].source, event.disputes[0].versions[0].value):
        assert words in text
    assert safe(story._repr_html_()).text.startswith(f"{len(story.events)} events")
    many = replace(story.events, items=story.events.items[:1] * 70)
    assert many._repr_html_().count("<tr>") == 51
    assert "and 20 more" in many._repr_html_()
    assert len(repr(event)) < 200


def test_claims_disputes_and_alerts_are_shown_as_tables(story: sayso.Story) -> None:
    assert story.claims[0].text in safe(story.claims[:5]._repr_html_()).text
    assert story.disputes[0].versions[0].sources[0] in safe(story.disputes._repr_html_()).text
    assert "0 disputes" in safe(story.disputes[:0]._repr_html_()).text
    assert "0 alerts" in safe(story.alerts()._repr_html_()).text


def test_a_pair_is_shown_with_its_reasons_and_weeks(story: sayso.Story) -> None:
    pair = story.dyad("AZE", "ARM")
    text = safe(pair._repr_html_()).text
    assert "Azerbaijan > Armenia" in text
    assert pair.arrow.reason in text
    assert pair.threats.reason in text
    assert pair.series("week").periods[0].start in text
    assert "Armenia <> Azerbaijan" in safe(story.dyad("ARM", "AZE", both=True)._repr_html_()).text
