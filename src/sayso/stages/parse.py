"""Sentences into trees. The parser sees a copy of the text of the same length, so offsets never move."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from sayso.model.coding import Coding
from sayso.model.tree import Tree
from sayso.ontology.load import Ontology
from sayso.parser import Piece
from sayso.stages.headlines import Reparses, without_capitals

_RUN = re.compile(r"(?:[^\w\s]|_){21,}")
_LONG = re.compile(r"\S{400,}")
_BLANK = re.compile(r"[\u00a0\u2000-\u200a\u202f\u3000\t\r\n\f\v]")
_INVERTED = re.compile(r"""(?:^|["”’'»][,.]?\s*)(?P<cue>Said|Says|Added|Asked|Told|Stated|Declared|Warned)(?=\s+[A-Z])""")


class Parses(Reparses, Protocol):
    """Whatever turns pieces into trees."""

    def trees(self, pieces: Iterable[Piece]) -> Iterator[Tree]:
        """One tree a piece, in order."""
        ...


def parse(coding: Coding, ontology: Ontology, parser: Parses) -> Coding:
    """Fill `trees`, one a sentence; those of skipped sentences have no tokens."""
    wanted = pieces(coding, ontology)
    return planted(coding, wanted, parser.trees(wanted))


def pieces(coding: Coding, ontology: Ontology) -> tuple[Piece, ...]:
    """What is to be parsed of a document: its sentences that are not skipped, in order."""
    text, skipped = coding.document.text, {s.sentence for s in coding.skipped if s.what == "sentence"}
    return tuple(Piece(s.index, without_capitals(legible(s.span.of(text)), ontology), s.span.start) for s in coding.sentences if s.index not in skipped)


def planted(coding: Coding, wanted: Iterable[Piece], trees: Iterable[Tree]) -> Coding:
    """`trees` filled with the trees of these pieces, in order; an empty tree for every other sentence."""
    text = coding.document.text
    out = [Tree(s.index, (), (), (), (), (), (), ()) for s in coding.sentences]
    for piece, tree in zip(wanted, trees, strict=True):
        same = piece.text == coding.sentences[piece.sentence].span.of(text)
        out[piece.sentence] = tree if same else _as_printed(tree, text)
    return replace(coding, trees=tuple(out))


def _as_printed(tree: Tree, text: str) -> Tree:
    """A tree of altered words with the words of the document."""
    return replace(tree, word=tuple(text[a:b] for a, b in zip(tree.start, tree.end, strict=True)))


def legible(text: str) -> str:
    """The text with what hurts a tokenizer blanked out, character for character.

    The tokenizer is quadratic in runs of punctuation (8,000 quotes: 22 s) and in endless tokens; "Said Raisi" after a
    quote is read as a name unless the cue is lower case.
    """
    text = _BLANK.sub(" ", text)
    text = _RUN.sub(lambda m: m.group(0)[:20] + " " * (len(m.group(0)) - 20), text)
    text = _LONG.sub(lambda m: "".join(" " if i % 200 == 199 else c for i, c in enumerate(m.group(0))), text)
    return _INVERTED.sub(lambda m: m.group(0)[: m.start("cue") - m.start()] + m.group("cue").lower(), text)
