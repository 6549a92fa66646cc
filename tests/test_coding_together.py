"""Many documents coded at once give what each gives alone, and one that fails costs the others nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.coder import TOGETHER, Coder
from sayso.errors import StageError
from sayso.model.coding import Coding
from sayso.model.memory import Memory
from sayso.model.revise import revised
from sayso.model.text import Document, Span
from sayso.model.tree import Tree
from sayso.ontology.load import Ontology
from sayso.parser import Parser, Piece
from sayso.readers import read_text


class Picky:
    """A parser that fails on pieces with a word in them, however they come."""

    def __init__(self, parser: Parser, word: str) -> None:
        self.parser, self.word = parser, word

    def trees(self, pieces: Iterable[Piece]) -> Iterator[Tree]:
        for piece in pieces:
            if self.word in piece.text:
                raise ValueError("made to fail")
            yield from self.parser.trees([piece])

    def again(self, tree: Tree, words: tuple[str, ...]) -> Tree:
        return self.parser.again(tree, words)

    def lemma(self, word: str, tag: str) -> str:
        return self.parser.lemma(word, tag)


@pytest.fixture(scope="module")
def documents(demo: tuple[Path, ...]) -> tuple[Document, ...]:
    """The demo's reports, one in another language among them, and one of a single line."""
    found = [read_text(p.read_text(encoding="utf-8"), language="en") for p in demo]
    return (*found[:2], replace(found[2], language="fr"), *found[3:], read_text("Chad shelled a camp in Sudan on Monday.", language="en"))


def test_together_as_alone(coder: Coder, documents: tuple[Document, ...]) -> None:
    assert list(coder.code_all(documents)) == [coder.code(d) for d in documents]


def test_no_document_is_lost_between_portions(coder: Coder, documents: tuple[Document, ...]) -> None:
    long = read_text("The prices of copper rose again in the morning.\n\n" * (TOGETHER // 40), language="en")
    many = (documents[-1], long, documents[-1], documents[-1])
    assert [c.document.id for c in coder.code_all(iter(many)) if isinstance(c, Coding)] == [d.id for d in many]
    assert list(coder.code_all(())) == []


def test_a_document_the_parser_fails_on_costs_no_other(ontology: Ontology, coder: Coder, documents: tuple[Document, ...]) -> None:
    bad = read_text("Zorbland invaded Chad on Monday.", language="en")
    picky = Coder(ontology, Picky(Parser(ontology.folder), "Zorbland"))
    first, failed, last = picky.code_all((documents[0], bad, documents[-1]))
    assert (first, last) == (coder.code(documents[0]), coder.code(documents[-1]))
    assert isinstance(failed, StageError)
    assert (failed.stage, failed.document_id) == ("parse", bad.id)
    with pytest.raises(StageError, match="made to fail"):
        picky.code(bad)


def test_a_document_a_stage_fails_on_costs_no_other(ontology: Ontology, coder: Coder, documents: tuple[Document, ...]) -> None:
    def frames(coding: Coding) -> Coding:
        if coding.document.id == documents[0].id:
            raise IndexError("made to fail")
        return whole(coding)

    broken = Coder(ontology, coder.parser)
    at = [s.name for s in broken.stages].index("frames")
    whole = broken.stages[at].run
    broken.stages = (*broken.stages[:at], replace(broken.stages[at], run=frames), *broken.stages[at + 1 :])
    failed, second = broken.code_all(documents[:2])
    assert isinstance(failed, StageError)
    assert failed.stage == "frames"
    assert isinstance(failed.__cause__, IndexError)
    assert second == coder.code(documents[1])


def test_a_memory_forgets_when_it_is_full() -> None:
    asked = list[int]()

    def square(n: int) -> int:
        asked.append(n)
        return n * n

    squares: Memory[int, int] = Memory(square, 2)
    assert [squares[n] for n in (1, 2, 1, 3, 1)] == [1, 4, 1, 9, 1]
    assert asked == [1, 2, 3, 1]
    assert len(squares) == 2


def test_a_revised_record_is_what_replace_gives(documents: tuple[Document, ...]) -> None:
    assert revised(documents[0], key="x", flags=("y",)) == replace(documents[0], key="x", flags=("y",))
    with pytest.raises(KeyError):
        revised(documents[0], colour="red")


def test_a_subtree_is_in_text_order_and_leaves_branches_out() -> None:
    words = ("the", "old", "army", "of", "Chad", "fired")
    tree = Tree(
        0, words, words, ("DT", "JJ", "NN", "IN", "NNP", "VBD"), ("det", "amod", "nsubj", "prep", "pobj", "ROOT"), (2, 2, 5, 2, 3, 5), (0,) * 6, (0,) * 6
    )
    assert (tree.subtree(2), tree.subtree(2, {3}), tree.subtree(5)) == ((0, 1, 2, 3, 4), (0, 1, 2), (0, 1, 2, 3, 4, 5))
    assert (tree.under(2, "prep", "amod"), tree.first(2, "prep", "amod"), tree.under(2, "conj"), tree.first(4, "prep")) == ((1, 3), 1, (), None)
    assert tree.low == ("the", "old", "army", "of", "chad", "fired")
    assert tree.span(0, 1) == Span(0, 0)


def test_a_model_that_is_loaded_anew_parses_the_same(parser: Parser) -> None:
    said = [f"The army of Chad shelled the town of Gor{n} on Monday." for n in range(3)]
    fresh = Parser(parser.data, forms=0)
    assert [t for n, text in enumerate(said) for t in fresh.trees([Piece(n, text, 0)])] == list(parser.trees([Piece(n, t, 0) for n, t in enumerate(said)]))
