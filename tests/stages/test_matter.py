"""What is parsed and what is not: nothing that can give a claim is passed over, and what is passed over is listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from sayso.coder import Coder
from sayso.model.coding import Coding
from sayso.model.text import Document, Skip
from sayso.ontology.frames import Frame, Pattern, load_examples
from sayso.ontology.load import Ontology, packaged
from sayso.parser import Parser
from sayso.stages import matter as stage
from sayso.stages.matter import NO_POLITICS, SHORT, Sieve
from sayso.stages.parse import pieces

Code = Callable[..., Coding]
FLOOR = 0.998
"""Share of the sentences that frames code which must hold words of an act. Never lower it."""
HARBOUR = (
    "The old bakery on the quay opens again on Saturday after two years of repairs.",
    "Its founder baked the first loaves there in a stove that she had built herself.",
    "Her granddaughter moved back from the city and bought the ovens at an auction.",
    "A painter from the next street gave the front a coat of yellow.",
    "The shelves were made from the planks of a fishing boat.",
    "Customers can watch the dough being rolled out behind a glass wall.",
    "A plain loaf takes a day and a half from flour to crust.",
    "The first hundred visitors get a bun with cinnamon.",
    "Tables outside have a view of the lighthouse and the gulls.",
    "In the evening the ovens are lent to neighbours who bring their own pies.",
    "The shop shuts on Mondays, when the bakers go swimming.",
    "A second room will open in spring with a long table for children.",
)


@pytest.fixture(scope="module")
def sieve(ontology: Ontology, parser: Parser) -> Sieve:
    return Sieve(ontology, parser.lemma)


def parsed(coding: Coding) -> set[int]:
    return {t.sentence for t in coding.trees if len(t)}


def inside(*sentences: str) -> str:
    """These sentences in the middle of a report about a bakery."""
    return " ".join((*HARBOUR[:6], *sentences, *HARBOUR[6:]))


def test_the_words_of_every_frame_are_words_of_an_act(ontology: Ontology, sieve: Sieve) -> None:
    codes = [e.text for e in load_examples(packaged() / "languages" / "en" / "frames", ontology.types) if e.codes]
    missed = [text for text in codes if not sieve.sight(text).act]
    assert len(codes) > 2500
    assert 1 - len(missed) / len(codes) >= FLOOR, missed


def test_a_report_of_no_politics_is_not_parsed(code: Code) -> None:
    coding = code(" ".join(HARBOUR))
    assert not parsed(coding)
    assert not coding.claims
    assert [s.sentence for s in coding.skipped if s.what == "sentence"] == list(range(len(HARBOUR)))
    assert {s.reason for s in coding.skipped} <= {NO_POLITICS, stage.NO_ACT}
    assert all(s.span is not None and s.span.of(coding.document.text) == s.text for s in coding.skipped)


@pytest.mark.parametrize(
    "sentence",
    [
        "Rebels seized the radio station and arrested its director.",
        "Peru and Chile signed a treaty on their border.",
        "Sudan has ruled out any return of the expelled agencies.",
        "The foreign minister accused his neighbours of lying.",
        "A mob killed two traders at the market.",
        "The court ordered the release of three prisoners.",
    ],
)
def test_one_political_sentence_is_found_among_others(code: Code, sentence: str) -> None:
    coding = code(inside(sentence))
    assert 6 in parsed(coding)
    assert len(parsed(coding)) < len(HARBOUR) / 2
    assert any(c.sentence == 6 for c in coding.claims)


def test_what_stands_around_counts(code: Code) -> None:
    raid = "Soldiers raided the village before dawn.", "They beat his brother.", "The army denied it."
    assert parsed(code(inside(*raid))) >= {6, 7, 8}
    assert not parsed(code(inside(raid[1])))


def test_a_text_too_short_to_tell_is_parsed(code: Code) -> None:
    assert SHORT > 2
    assert parsed(code("He was taken away. It rained.")) == {0, 1}


def test_thorough_parses_everything(ontology: Ontology, parser: Parser, code: Code) -> None:
    document = code(inside("The army killed a rebel.")).document
    everything = Coder(ontology, parser, thorough=True).code(document)
    assert parsed(everything) == set(range(len(HARBOUR) + 1))
    listed = [s.sentence for s in everything.skipped if s.what == "sentence"]
    assert sorted({*listed, *(c.sentence for c in everything.claims)}) == list(range(len(HARBOUR) + 1))


def test_each_sentence_is_listed_or_coded_once(code: Code) -> None:
    coding = code(inside("The army killed a rebel.", "The sky was grey."))
    listed = [s.sentence for s in coding.skipped if s.what == "sentence"]
    assert len(listed) == len(set(listed))
    assert {*listed, *(c.sentence for c in coding.claims)} == {s.index for s in coding.sentences}


def test_a_new_frame_is_looked_for(ontology: Ontology, parser: Parser) -> None:
    frame = Frame("frames/assault#new", "ASSAULT", (), None, False, None, True, None)
    pattern = Pattern(frame, "verb", (("frobnicate",), ("zap", "off")), ("subject",), ("object",), (), (), ())
    asking = Pattern(frame, "verb", (("knead",),), ("subject",), ("object",), (), (("at", frozenset({"village"})),), ())
    new = replace(ontology, frames=replace(ontology.frames, all=(*ontology.frames.all, pattern, asking)))
    before, after = Sieve(ontology, parser.lemma), Sieve(new, parser.lemma)
    for text, holds in (
        ("He frobnicated.", True),
        ("They zapped him off.", True),
        ("They zapped him.", False),
        ("They kneaded at villages.", True),
        ("They kneaded.", False),
    ):
        assert (before.sight(text).act, after.sight(text).act) == (False, holds), text


def test_what_is_said_beside_politics_is_parsed_and_far_from_it_not(code: Code) -> None:
    said = "“It smells of summer,” said a voice at the back."
    assert 7 in parsed(code(inside("Police arrested two ministers.", said, "The government resigned.")))
    assert not parsed(code(inside(said)))


def test_all_parties_are_named_whatever_is_parsed(coder: Coder) -> None:
    text = inside("The wheat comes from Canada.")
    found = coder.mentions(Document("0" * 16, "-", text))
    assert "CAN" in {m.party.country for m in found.mentions}


def test_words_are_forgotten_in_time(ontology: Ontology, parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "REMEMBERED", 5)
    sieve = Sieve(ontology, parser.lemma)
    seen = [sieve.sight(text) for text in (*HARBOUR, *HARBOUR)]
    assert seen[: len(HARBOUR)] == seen[len(HARBOUR) :]
    assert len(sieve._known) <= 5
    assert not sieve.sight("attack" * 10_000 + " " + "killed." * 10_000).act
    assert max(map(len, sieve._known)) <= stage.LONGEST


@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_stages_work_beside_sentences_without_a_tree(coder: Coder, left_out: int) -> None:
    text = next(p for p in sorted((packaged() / "demo").glob("*.txt"))).read_text(encoding="utf-8")
    coding = Coding(Document("1" * 16, "-", text, published="2020-06-15", basis="given"))
    for step in coder.stages:
        if step.name == "matter":
            out = (s for s in coding.sentences if s.index % 3 == left_out)
            coding = replace(coding, skipped=(*coding.skipped, *(Skip("sentence", "left out", s.span.of(text), s.span, s.index) for s in out)))
        else:
            coding = step.run(coding)
    assert {c.sentence % 3 for c in coding.claims} == {0, 1, 2} - {left_out}
    assert all(s.index % 3 == left_out for s in coding.sentences if s.index not in parsed(coding))


def test_only_what_is_not_skipped_goes_to_the_parser(coder: Coder, ontology: Ontology) -> None:
    coding = Coding(Document("2" * 16, "-", inside("Rebels killed a judge.")))
    for step in coder.stages:
        if step.name == "parse":
            break
        coding = step.run(coding)
    assert [p.sentence for p in pieces(coding, ontology)] == [6]
