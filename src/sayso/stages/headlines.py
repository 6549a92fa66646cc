"""Headlines for the parser: capitals taken off, and verbs that it reads as nouns ("Chad charges traders") put right.

The small model was trained on running text. A headline without a finite verb is parsed again with a plain verb standing in
for the word that our own verb lists say may be one; the words themselves never change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from sayso.model.coding import Coding
from sayso.model.tree import Tree
from sayso.ontology.load import Ontology
from sayso.stages.grammar import FINITE, PLURAL

LONGEST = 20
"""Tokens: headlines are shorter (measured on our own: 4 to 17)."""
SHORTEST = 3
AGAIN = 500
"""How often lines of a document are parsed again, at 3 ms each: a page of headlines has some dozens of them."""
CAPITALS = 0.7
"""The share of capitalised words from which a line counts as set in capitals."""
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_STOP = re.compile(r"""[.!?…]["”’')\]]*$""")


class Reparses(Protocol):
    """A parser that can parse tokens again with other words in their places."""

    def again(self, tree: Tree, words: tuple[str, ...]) -> Tree:
        """The same tokens parsed with other words in their places."""
        ...

    def lemma(self, word: str, tag: str) -> str:
        """The lemma of a lower-case word under a Penn Treebank tag."""
        ...


def without_capitals(text: str, ontology: Ontology) -> str:
    """A line set in capitals ("Kenya Police Chief Resigns") with ordinary words in lower case; other text as it is. Length is kept."""
    words = list(_WORD.finditer(text))
    if not SHORTEST < len(words) <= LONGEST or _STOP.search(text):
        return text
    long = [w for w in words if len(w.group(0)) > 3]
    if not long or sum(w.group(0)[0].isupper() for w in long) < CAPITALS * len(long):
        return text
    named = [(m.start, m.end) for m in ontology.actors.find(text)] + [(a, b) for a, b, _ in ontology.places.known(text)]
    out = list(text)
    for w in words[1:]:
        first = w.group(0)[0]
        if first.isupper() and not w.group(0).isupper() and not any(a <= w.start() < b for a, b in named) and len(first.lower()) == 1:
            out[w.start()] = first.lower()
    return "".join(out)


def headlines(coding: Coding, ontology: Ontology, parser: Reparses) -> Coding:
    """`trees` with headlines parsed again where a verb was read as a noun."""
    left = AGAIN
    trees: list[Tree] = []
    for tree in coding.trees:
        mended, looks = _mended(tree, ontology, parser, left)
        left -= looks
        trees.append(mended)
    return replace(coding, trees=tuple(trees))


def _mended(tree: Tree, ontology: Ontology, parser: Reparses, most: int) -> tuple[Tree, int]:
    """A tree with its verb put right, and how often it was parsed again, `most` times at most."""
    looks = 0
    if not SHORTEST <= len(tree) <= LONGEST or _STOP.search(tree.word[-1]):
        return tree, looks
    finite = [i for i in range(len(tree)) if (tree.tag[i] in FINITE or tree.tag[i] == "MD") and tree.dep[i] != "relcl"]
    for i, lemma in _candidates(tree, ontology, parser):
        if finite and (i >= finite[0] or lemma in ontology.frames.by_noun):
            break  # "Iran talks stall": a noun, and another word is the verb
        if looks == most:
            break
        looks += 1
        singular = lemma != tree.low[i]
        (stand_in,) = ontology.cues.grammar.lists["stand_in" if singular else "stand_in_plural"]
        new = parser.again(tree, tuple(stand_in if k == i else w for k, w in enumerate(tree.word)))
        if new.dep[i] == "ROOT" and new.is_verb(i) and any(k < i for k in new.under(i, "nsubj")):
            return replace(new, word=tree.word, lemma=tuple(lemma if k == i else x for k, x in enumerate(new.lemma))), looks
    return tree, looks


def _candidates(tree: Tree, ontology: Ontology, parser: Reparses) -> Iterable[tuple[int, str]]:
    """Tokens that may be the verb, with their lemmas: "charges" behind a name, "raid" behind a plural."""
    for i in range(1, len(tree)):
        word = tree.low[i]
        if not tree.is_noun(i - 1) or not word.isalpha():
            continue
        if word.endswith("s") and _is_verb(lemma := parser.lemma(word, "VBZ"), ontology):
            yield i, lemma
        elif tree.tag[i - 1] in PLURAL and _is_verb(word, ontology):
            yield i, word


def _is_verb(lemma: str, ontology: Ontology) -> bool:
    return lemma in ontology.frames.by_verb or ("verb", lemma) in ontology.cues.says
