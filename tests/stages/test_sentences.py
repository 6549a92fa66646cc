"""Where sentences end, and that the parser's copy of the text keeps its length."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.model.text import Span
from sayso.ontology.load import Ontology
from sayso.stages.parse import legible
from sayso.stages.sentences import MAX_SENTENCE, split


def cut(text: str, ontology: Ontology) -> list[str]:
    return [s.of(text) for s in split(text, Span(0, len(text)), ontology.text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["Gen. Qassem Soleimani met Mr. Assad in St. Petersburg.", "They talked."],
        ["J. F. Kennedy met Nikita S. Khrushchev in Vienna.", "They talked."],
        ["The U.S. Army left.", "Troops cheered."],
        ["He said U.S. President Donald Trump called.", "Nobody answered."],
        ["The force left the U.S.", "It had been there for years."],
        ["Prices rose 3.5 percent to 1.25 dollars.", "Analysts were surprised."],
        ["“We will respond.”", "He left the room."],
        ["“Stop!” he said.", "Nobody stopped."],
        ["“Will you go?” she asked.", "He did not answer."],
        ["The talks … were long.", "They failed."],
        ["They waited…", "Nobody came."],
        ["Is it war?", "No!", "It is peace."],
        ["He arrived at 5 p.m. on Sunday.", "He left at once."],
        ["The attack on Jan. 5 killed two.", "Three were hurt."],
        ["(The army denied it.)", "Rebels claimed it."],
        [['"We will respond."', "left."][0], "He left."],
    ],
    ids=lambda p: p[0][:24],
)
def test_where_sentences_end(parts: list[str], ontology: Ontology) -> None:
    assert cut(" ".join(parts), ontology) == parts


def test_nothing_but_space_is_lost(ontology: Ontology) -> None:
    @settings(max_examples=300, deadline=None, database=None)
    @given(st.text(alphabet=st.sampled_from("ab AB.!?…\"“”'’()\n 1\u00a0é"), max_size=120))
    @example("A.")
    @example(". . .")
    def holds(text: str) -> None:
        at = 0
        for s in split(text, Span(0, len(text)), ontology.text):
            assert at <= s.start < s.end <= len(text)
            assert not text[at : s.start].strip()
            assert s.of(text) == s.of(text).strip()
            at = s.end
        assert not text[at:].strip()

    holds()


def test_long_sentences_are_cut(ontology: Ontology) -> None:
    for text in ("word " * 3_000, "x" * 10_000, "a, b; " * 2_000):
        spans = split(text, Span(0, len(text)), ontology.text)
        assert all(0 < s.end - s.start <= MAX_SENTENCE for s in spans)
        assert "".join(s.of(text) for s in spans).replace(" ", "") == text.replace(" ", "")


@settings(deadline=None, database=None)
@given(st.text(max_size=200))
@example('"' * 500)
@example("x" * 3_000)
@example("“Enough.” Said Raisi")
@example("\u00a0\u2003\t\r\n")
@example("İ" * 30 + "\U0001f600" * 500)
def test_legible_keeps_the_length(text: str) -> None:
    assert len(legible(text)) == len(text)


@settings(deadline=None, database=None)
@given(st.sampled_from('".-!…—_'), st.integers(1, 2_000), st.text(max_size=20))
def test_legible_keeps_the_length_of_runs(mark: str, count: int, tail: str) -> None:
    text = mark * count + tail
    assert len(legible(text)) == len(text)
    assert max((len(word) for word in legible(text).split()), default=0) < 500


def test_legible_leaves_plain_words_alone() -> None:
    text = "Iran’s president said: “We are ready.” Nobody else spoke."
    assert legible(text) == text
    assert legible("“We are ready,” Said Raisi.") == "“We are ready,” said Raisi."
