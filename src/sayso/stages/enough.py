"""How much of one document is parsed, and how much of one sentence is read: so that no text, however it was made, costs more than some seconds.

A report of 600 words comes nowhere near: what is meant are texts that are made to cost much, and whole books. What is passed over is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from sayso.model.coding import Coding
from sayso.model.text import Skip, Span
from sayso.model.tree import Tree

MOST = 240_000
"""What the sentences parsed of one document may cost: about seven seconds of dense political text (measured), some 155,000 characters or 25,000 words of
ordinary sentences."""
EACH = 60
"""What a sentence costs by itself, in characters."""
LONG = 1_000
"""A sentence of so many characters costs twice its length, one of twice as many three times: what is looked for in a sentence is often a pair of words."""
PARAGRAPHS, SENTENCES = 20_000, 20_000
"""Paragraphs and sentences of one document that are looked at."""
STATEMENTS, ACTS, URGED = 60, 150, 60
"""Statements, triggers of acts, and demands in a speaker's mouth that are read of one sentence. Of ordinary sentences none has more than ten."""
TOO_LONG = "beyond what is parsed of one document"
SHOWN = 80
T = TypeVar("T")


def enough(coding: Coding) -> Coding:
    """Put the sentences that would cost too much among `skipped`: all from the first that does not fit any more, of those that were to be parsed."""
    told, left, over = {s.sentence for s in coding.skipped if s.what == "sentence"}, MOST, list[Skip]()
    for s in coding.sentences:
        if s.index not in told:
            left -= cost(s.span.end - s.span.start)
            if left < 0:
                over.append(Skip("sentence", TOO_LONG, s.span.of(coding.document.text), s.span, s.index))
    return replace(coding, skipped=(*coding.skipped, *over)) if over else coding


def cost(characters: int) -> int:
    """What parsing and reading a sentence of so many characters costs, in characters of short ones."""
    return EACH + characters + characters * characters // LONG


def rest(text: str, span: Span, what: str, most: int) -> Skip:
    """What is left of a document that has more than `most` of something."""
    return Skip("block", f"more than {most:,} {what} in one document", text[span.start : min(span.end, span.start + SHOWN)], span)


def first(found: Iterable[T], most: int, tree: Tree, what: str, skipped: list[Skip]) -> list[T]:
    """The first of what is found in a sentence; where there is more, that is put among `skipped`."""
    out = list(islice(found, most + 1))
    if len(out) > most:
        out.pop()
        words = tree.span(len(tree) - 1, len(tree) - 1)
        skipped.append(Skip("trigger", f"more than {most} {what} in one sentence", tree.word[-1], words, tree.sentence))
    return out
