"""No stage grows faster than the text, and no text costs without bound: counted in calls, not by the clock."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from hostile.case import STORY
from sayso.coder import Coder
from sayso.model.coding import Coding
from sayso.model.text import Block, Document, Sentence, Span
from sayso.model.tree import Tree
from sayso.ontology.load import Ontology
from sayso.stages import enough
from sayso.stages.enough import cost
from sayso.stages.near import Marks, Rows
from sayso.stages.paths import FAR, Paths
from sayso.stages.quotes import quotes
from sayso.stages.sentences import sentences, split
from sayso.stages.zones import zones

SENTENCES = {
    "denials": "Iran denied that it attacked Israel. Iran attacked Israel. ",
    "quotes": "“Iran must withdraw now,” he said. “We will answer them.” ",
    "captions": "In this photo Iran attacked Israel on 3 May. REUTERS/Some Body\n\n",
    "pronouns": "They attacked them and he told her it was theirs. ",
    "times": "Two days after the attack in Homs rebels killed 12 soldiers at 4 a.m. on Sunday. ",
    "ours": "“You must leave Iran,” Chad said. Police in Homs arrested two men. ",
}
"""Said again and again, each of these once made some stage compare all with all."""
CHAINS = {
    "said": "Iran said that Israel said that ",
    "must": "Iran must leave, he said, and Israel must go, ",
    "killed": "killed 12 and wounded 13 on Sunday and ",
}
"""The same inside one sentence."""


def _document(text: str) -> Document:
    return Document("d", "-", text, published="2020-06-15", basis="given")


def _calls(coder: Coder, text: str) -> int:
    """Calls of Python functions that the stages behind the parser make."""
    at = [s.name for s in coder.stages].index("headlines") + 1
    coding = Coding(_document(text))
    for stage in coder.stages[:at]:
        coding = stage.run(coding)
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        for stage in coder.stages[at:]:
            coding = stage.run(coding)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("words", SENTENCES.values(), ids=SENTENCES.keys())
def test_twice_the_text_takes_twice_the_work(words: str, coder: Coder) -> None:
    _calls(coder, STORY + "\n" + words)  # what is remembered for good
    small, large = _calls(coder, STORY + "\n" + words * 25), _calls(coder, STORY + "\n" + words * 50)
    assert large < 2.3 * small


@pytest.mark.parametrize("words", CHAINS.values(), ids=CHAINS.keys())
def test_a_sentence_of_four_thousand_characters_is_bounded(words: str, coder: Coder) -> None:
    """Among the pairs of words of one sentence some are looked at, but no triples."""
    _calls(coder, STORY + "\n" + words)
    half, whole = _calls(coder, words * (1_900 // len(words))), _calls(coder, words * (3_800 // len(words)))
    assert whole < 4.5 * half


def test_steps_are_those_of_a_walk() -> None:
    """In trees of every shape, with one root or several."""
    dice, labels = Random(5), ("ccomp", "advcl", "relcl", "acl", "dobj", "conj", "prep")
    for size in (1, 2, 7, 30, 60):
        for deep in (1, 3, 60):
            head = [0, *(max(0, i - dice.randint(1, deep)) for i in range(1, size))]
            if size > 30:
                head[size // 2] = size // 2
            blank = ("x",) * size
            tree = Tree(0, blank, blank, blank, tuple(dice.choice(labels) for _ in head), tuple(head), tuple(range(size)), tuple(range(1, size + 1)))
            paths = Paths(tree)
            pairs = [(a, b) for a in range(size) for b in range(size)]
            assert [paths.steps(a, b) for a, b in pairs] == [_walked(tree, a, b) for a, b in pairs]


def _walked(tree: Tree, a: int, b: int) -> int:
    """The same by walking up from both."""
    up = [a, *tree.up(a)]
    down = [b, *tree.up(b)]
    meet = next((t for t in down if t in up), None)
    if meet is None:
        return FAR
    rise = sum(3 if tree.dep[t] in ("ccomp", "advcl", "relcl") else 1 for t in up[: up.index(meet)])
    return rise + sum(3 if tree.dep[t] in ("ccomp", "advcl", "relcl", "acl") else 1 for t in down[: down.index(meet)])


def test_marks_and_rows_find_what_a_search_finds() -> None:
    coding = quotes(Coding(_document("“One two.” He “said so” and ‘no.’ “open"), (Block("body", Span(0, 39)),)))
    marks = Marks(coding.quotes)
    rows = tuple(Sentence(n, Span(n * 10, n * 10 + 8), "body", 0) for n in range(4))
    assert len(coding.quotes) == 4
    for span in (Span(a, b) for a in range(40) for b in range(a, 41)):
        assert [*marks.touching(span)] == [q for q in coding.quotes if q.span.overlaps(span)]
        assert marks.holding(span) == next((q for q in coding.quotes if q.span.holds(span)), None)
        assert [*Rows(rows).touching(span)] == [s for s in rows if s.span.overlaps(span)]
        assert Rows(rows).at(span.end, 3) == next((s for s in rows if s.span.start <= span.end <= s.span.end + 3), None)


def test_what_is_beyond_the_limit_is_told(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enough, "MOST", cost(31) * 3)
    text = "Iran attacked Israel on Sunday. " * 5
    coding = coder.code(_document(text))
    over = [s for s in coding.skipped if s.reason == enough.TOO_LONG]
    assert [s.sentence for s in over] == [3, 4]
    assert {c.sentence for c in coding.claims} | {s.sentence for s in over} == {0, 1, 2, 3, 4}
    assert all(s.span is not None and s.span.of(text) == s.text for s in over)


def test_long_sentences_weigh_more() -> None:
    assert cost(4_000) > 4 * cost(1_000) > 4 * cost(100)


def test_more_statements_than_a_sentence_has_are_told(code: Callable[..., Coding]) -> None:
    coding = code(STORY + "\n" + CHAINS["said"] * 100)
    told = [s for s in coding.skipped if "statements in one sentence" in s.reason]
    assert told
    assert {s.sentence for s in told} <= {s.index for s in coding.sentences}
    assert max(sum(r.sentence == n for r in coding.reported) for n in {r.sentence for r in coding.reported}) <= enough.STATEMENTS


def test_paragraphs_and_sentences_beyond_number_are_one_skip(ontology: Ontology) -> None:
    lines = "a\n" * (enough.PARAGRAPHS + 500)
    coding = zones(Coding(_document(lines)), ontology.text)
    assert len(coding.blocks) == enough.PARAGRAPHS
    (over,) = coding.skipped
    assert "paragraphs" in over.reason
    assert over.span == Span(2 * enough.PARAGRAPHS, len(lines) - 1)
    text = "A b. " * (enough.SENTENCES + 500)
    coding = sentences(replace(zones(Coding(_document(text)), ontology.text), blocks=(Block("body", Span(0, len(text))),)), ontology.text)
    assert len(coding.sentences) == enough.SENTENCES
    assert "sentences" in coding.skipped[-1].reason


@pytest.mark.parametrize("text", [". " + "'" * 5_000 + "a", "." * 20_000 + "a", ".'" * 5_000 + "a", ". ' " * 5_000 + "a"])
def test_marks_behind_a_stop_are_passed_once(text: str, ontology: Ontology) -> None:
    """A pattern with two ways to read them would try them all: with five thousand marks it would never end."""
    assert split(text, Span(0, len(text)), ontology.text)


def test_a_sentence_still_ends_where_it_ended(ontology: Ontology) -> None:
    text = "He left. “Go!” She stayed... ‘No.’ ” It rained (hard.) Then 5 came."
    assert [s.of(text) for s in split(text, Span(0, len(text)), ontology.text)] == [
        "He left.",
        "“Go!”",
        "She stayed...",
        "‘No.’ ”",
        "It rained (hard.)",
        "Then 5 came.",
    ]
