"""What holds for every claim of every text."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.coder import Coder
from sayso.errors import StageError
from sayso.model.claim import Claim
from sayso.model.coding import Coding
from sayso.model.ids import digest
from sayso.model.text import Document, Span
from sayso.ontology.load import Ontology, packaged
from sayso.readers import read_text
from sayso.writers.jsonl import line

Code = Callable[..., Coding]
DEMO = tuple(sorted((packaged() / "demo").glob("*.txt")))
SENTENCES = (
    "Rebels attacked an army convoy near Homs on Sunday, killing at least 12 soldiers.",
    "“If any country attacks us, we will respond firmly,” Iranian President Hassan Rouhani said on state television.",
    "The Turkish foreign minister told reporters in Ankara that Greece had violated its airspace, a claim Athens denied.",
    "Chad expelled the German ambassador and recalled its own envoy from Berlin.",
    "Thousands of protesters marched through Khartoum to demand the resignation of the government.",
    "Police fired tear gas at demonstrators outside the parliament in Tbilisi and arrested dozens of them.",
    "The U.N. Security Council condemned the bombing of a hospital in Idlib, which wounded up to 20 people.",
    "Japan will send food and medicine worth 20 million dollars to Mozambique after the cyclone.",
    "Talks between Ethiopia, Egypt and Sudan on the dam ended without agreement, an Egyptian official said.",
    "Colombia and the ELN agreed to a ceasefire that will begin at midnight on Thursday.",
    "India did not attack Pakistan, and it has no plans to do so, a spokesman for the ministry said.",
    "According to witnesses, gunmen stormed a village in Mali and abducted several schoolgirls.",
    "Peru accused Bolivia of arming rebels; La Paz called the accusation “absurd”.",
    "Had the missile hit the ship, Russia would have retaliated, the admiral warned.",
    "North Korea fired two short-range missiles into the sea off its east coast, South Korea's military said.",
    "The European Union imposed sanctions on 14 Belarusian officials and urged Minsk to free political prisoners.",
    "Did Saudi Arabia bomb the funeral? Its coalition has not said.",
    "Kenya's president visited Tanzania in May 2019 and promised to visit again next year.",
    "Israeli warplanes reportedly struck targets near Damascus overnight; Syrian air defences intercepted most of the missiles.",
    "No one has claimed responsibility for the car bomb that killed more than 40 people in Kabul.",
    "The army foiled an attempt by militants to blow up a bridge in Sinai, state media said.",
    "France ruled out sending troops to Libya and called on all sides to stop fighting.",
    "He was sentenced to ten years in prison for spying for the United States.",
    "FILE PHOTO: Soldiers of the Iraqi army fire artillery at Islamic State positions near Mosul, Iraq, March 5, 2017. REUTERS/Some Body",
    "Wall Street attacked the plan; the minister defended it, and Liverpool beat Manchester 3-1.",
)


def sources() -> list[Any]:
    return [pytest.param(p.read_text(encoding="utf-8"), None, id=p.stem) for p in DEMO] + [pytest.param(s, "2020-06-15", id=s[:24]) for s in SENTENCES]


def spans(value: Any) -> Iterator[tuple[str | None, Span]]:
    """Every span of a record, with the words it is said to hold where it has some."""
    if isinstance(value, Span):
        yield None, value
    elif isinstance(value, tuple):
        for v in value:
            yield from spans(v)
    elif is_dataclass(value) and not isinstance(value, type):
        text, span = getattr(value, "text", None), getattr(value, "span", None)
        if isinstance(text, str) and isinstance(span, Span):
            yield text, span
        for f in fields(value):
            if not (f.name == "span" and isinstance(text, str)):
                yield from spans(getattr(value, f.name))


def check(coding: Coding, ontology: Ontology) -> None:
    """All that must hold for a coding."""
    text = coding.document.text
    statements = {s.id for s in coding.statements}
    ids = {c.id for c in coding.claims}
    for record in (*coding.claims, *coding.statements, *coding.skipped, *coding.mentions, *coding.quotes):
        for words, span in spans(record):
            assert 0 <= span.start <= span.end <= len(text), record
            if words is not None:
                assert span.of(text) == words or (type(record).__name__ == "Skip" and span.of(text).startswith(words)), (words, span.of(text))
    for s in coding.statements:
        assert s.content.text == " ".join(span.of(text) for span in s.content.spans)
        assert s.inside is None or s.inside in statements
    for c in coding.claims:
        one(c, coding, ontology, ids, statements)
    assert len(ids) == len(coding.claims)


def ahead(c: Claim) -> bool:
    """Whether a claim is dated after its report."""
    return c.time is not None and c.time.start is not None and c.document.published is not None and c.time.start > c.document.published


def one(c: Claim, coding: Coding, ontology: Ontology, ids: set[str], statements: set[str]) -> None:
    assert c.span.holds(c.trigger.span)
    assert c.trigger.text.strip()
    assert c.why
    assert all(w.rule for w in c.why)
    assert c.attribution
    last = c.attribution[-1]
    assert (last.source_kind, last.cue, last.kind) == ("media", None, None)
    kind = ontology.types[c.event]
    assert set(c.modes) <= set(kind.modes)
    assert (c.quad, c.score) == (kind.quad, kind.score_of(c.modes))
    assert not (c.deed and c.alleged)
    if c.deed or c.alleged:
        assert c.realis in ("occurred", "ongoing", "attempted")
        assert c.polarity == "+"
        assert not c.background
        assert c.status not in ("negated", "hypothetical", "conditional", "future", "foiled", "historical", "habitual")
    if c.deed:
        assert c.factuality.author in ("CT+", "PR+")
    if c.alleged:
        assert c.factuality.author not in ("CT+", "PR+")
    assert (c.polarity == "-") == (c.status == "negated")
    assert c.force is None or c.event == "REQUEST"
    assert c.inside is None or c.inside in ids
    assert c.denies is None or c.denies in ids
    assert c.statement is None or c.statement in statements
    assert c.confidence is None
    if c.place is not None:
        assert (c.place.latitude is None) == (c.place.longitude is None)
        assert (c.place.latitude, c.place.longitude) != (0.0, 0.0)
        assert c.place.name is not None or c.place.reason
    if c.time is not None and c.time.start is not None and c.time.end is not None:
        assert c.time.start <= c.time.end
    for f in c.figures:
        numbers = [n for n in (f.low, f.best, f.high) if n is not None]
        assert numbers
        assert numbers == sorted(numbers)
        assert all(n >= 0 for n in numbers)
    for p in (*c.actors, *c.recipients):
        assert p.country is None or (len(p.country) == 3 and p.country.isupper()), p
        assert p.text.strip()


@pytest.mark.parametrize(("text", "published"), sources())
def test_every_claim_keeps_the_rules(code: Code, ontology: Ontology, text: str, published: str | None) -> None:
    check(code(text, published=published), ontology)


@pytest.fixture(scope="module")
def claims(code: Code) -> list[Claim]:
    """The claims of the demo and of the sentences above."""
    codings = [code(p.read_text(encoding="utf-8"), published=None) for p in DEMO] + [code(s) for s in SENTENCES]
    return [c for coding in codings for c in coding.claims]


def test_no_plain_deed_lies_in_the_future(claims: list[Claim]) -> None:
    assert not [c.text for c in claims if c.deed and c.content is None and ahead(c)]


def test_no_deed_lies_in_the_future(claims: list[Claim]) -> None:
    """The day of a promised visit is not the day of the promise."""
    assert not [c.text for c in claims if c.deed and ahead(c)]


def test_contents_point_at_claims_that_are_there(claims: list[Claim]) -> None:
    ids = {c.id: c for c in claims}
    for c in claims:
        if c.content is not None and c.content.claim is not None:
            assert c.content.claim in ids
            assert ids[c.content.claim].inside == c.id


@pytest.mark.parametrize("outlet", ["reuters", "Some Gazette", None])
def test_attribution_ends_at_the_outlet(code: Code, outlet: str | None) -> None:
    for c in code(SENTENCES[0] + " " + SENTENCES[2], outlet=outlet).claims:
        speaker = c.attribution[-1].speaker
        assert (speaker is None) == (outlet is None)
        assert speaker is None or speaker.kind == "media"


def test_the_sentences_give_something_to_check(code: Code) -> None:
    assert sum(len(code(s).claims) for s in SENTENCES) >= 25
    assert len({c.event for s in SENTENCES for c in code(s).claims}) >= 9


def test_company_changes_nothing(coder: Coder) -> None:
    """A document is coded alike alone, after others, and by a coder that has seen others."""
    documents = [Document(digest(s), "-", s, published="2020-06-15", basis="given") for s in SENTENCES[:12]]
    alone = [coder.code(d) for d in documents]
    assert [coder.code(d) for d in reversed(documents)] == list(reversed(alone))
    assert [line(c) for d in documents for c in coder.code(d).claims] == [line(c) for a in alone for c in a.claims]


def test_every_value_but_certain_names_its_words(coder: Coder) -> None:
    """What is not CT+ for its source, not plainly done, or history names the words that made it so; what the author leaves open names its source."""
    for row in map(json.loads, (Path(__file__).parent / "gold" / "reports.jsonl").read_text(encoding="utf-8").splitlines()):
        if row["half"] == "open":
            for c in coder.code(read_text(row["text"], published=row["published"])).claims:
                plain = c.factuality.source == "CT+" and c.realis == "occurred" and not c.background
                assert plain or c.cues or (c.background and c.time is not None and c.time.span is not None), c.text
                assert c.factuality.author == "CT+" or c.factuality.source != "CT+" or len(c.attribution) > 1, c.text


@pytest.mark.parametrize("n", [0, 3, 4, 6, 8], ids=lambda n: SENTENCES[n][:20])
def test_neighbours_change_no_sentence(code: Code, n: int) -> None:
    """No pronoun stands in them: what a sentence says does not hang on what stands around it."""

    def facts(coding: Coding, start: int, end: int) -> list[tuple[Any, ...]]:
        return [
            (
                c.event,
                c.modes,
                c.trigger.text,
                c.trigger.span.start - start,
                c.status,
                c.deed,
                c.alleged,
                [p.text for p in c.actors],
                [p.text for p in c.recipients],
                len(c.figures),
            )
            for c in coding.claims
            if start <= c.trigger.span.start < end
        ]

    sentence = SENTENCES[n]
    before, after = SENTENCES[7], SENTENCES[9]
    text = f"{before} {sentence} {after}"
    start = len(before) + 1
    assert facts(code(text), start, start + len(sentence)) == facts(code(sentence), 0, len(sentence))


HARD = st.text(
    alphabet=st.one_of(
        st.sampled_from("\"“”‘’'«»()[]{}<>.,;:!?…–—-/\\\n\r\t \u00a0\u200b\u202e\x00\x07\x1b\x7f\u2028😀𝒳日ãİßﬁ0123456789AaZz"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=300,
)
PARTS = (
    ["Iran", "attacked"]
    + ["“", "”", '"', "said", "Israel", "that", "if", "not", "will", "the", "U.S.", ".", ",", "(", ")", "\n\n", "Reuters", "–", "killed", "12", "soldiers"]
    + ["on", "Friday", "in", "Homs", "he", "denied", "of", "to", "accused", "29 February", "99999999999", "Jan. 31st,2024", "decades ago", "TEHRAN (AP) -"]
)  # fmt: skip
WORDS = st.lists(st.sampled_from(PARTS), max_size=45).map(" ".join)


STRANGE = (
    "",
    "\x00",
    '"' * 400,
    "“" * 50 + "”" * 20,
    "a" * 5_000,
    "\U0001f600 Iran attacked Israel \U0001f600.",
    "\u202eIran attacked Israel\u202c.",
    "İİİ Iran attacked Israel. ﬁ",
    "\u00a0\u2003\t",
    "Iran" + "\n" * 500 + "attacked Israel.",
    "(" * 300 + "Iran attacked Israel." + ")" * 300,
    "in the last twenty decades Iran attacked Israel",
)
FUZZ = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)


def coded(coder: Coder, ontology: Ontology, text: str) -> Coding:
    """A coding that keeps all rules."""
    coding = coder.code(Document(digest(text), "-", text, published="2020-06-15", basis="given"))
    check(coding, ontology)
    return coding


@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
def test_strange_texts(coder: Coder, ontology: Ontology, text: str) -> None:
    coded(coder, ontology, text)


def test_no_text_is_too_strange(coder: Coder, ontology: Ontology) -> None:
    @settings(FUZZ, max_examples=100)
    @given(HARD)
    def holds(text: str) -> None:
        coded(coder, ontology, text)

    holds()


def test_no_order_of_words_is_too_strange(coder: Coder, ontology: Ontology) -> None:
    @settings(FUZZ, max_examples=120)
    @given(WORDS)
    def holds(text: str) -> None:
        coding = coded(coder, ontology, text)
        for record in (*coding.claims, *coding.statements):
            assert json.loads(line(record))

    holds()


def test_lone_surrogates_are_coded_or_refused(coder: Coder, ontology: Ontology) -> None:
    """The readers refuse them; from elsewhere they may give an error of ours, nothing else."""
    with contextlib.suppress(StageError):
        coded(coder, ontology, "Iran \ud800 attacked Israel.")


def test_other_languages_are_skipped_with_the_reason(coder: Coder) -> None:
    coding = coder.code(Document("x", "-", "Le président a parlé.", language="fr"))
    assert coding.claims == coding.statements == ()
    (skip,) = coding.skipped
    assert skip.what == "document"
    assert "fr" in skip.reason


def test_every_sentence_is_coded_or_listed(code: Code) -> None:
    coding = code("\n\n".join(p.read_text(encoding="utf-8") for p in DEMO), published=None)
    coded = {c.sentence for c in coding.claims} | {e.sentence for c in coding.claims for e in c.also}
    listed = {s.sentence for s in coding.skipped if s.what == "sentence"}
    assert coded | listed == {s.index for s in coding.sentences}
    assert not coded & listed
    assert all(s.reason for s in coding.skipped)


def test_the_demo_files_are_there(demo: tuple[Path, ...]) -> None:
    assert len(demo) == 6
