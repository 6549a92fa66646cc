"""Counts that make up another: "nine people, six soldiers and three civilians"; "12 were hurt, three of them seriously"."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.model.tree import Tree
from sayso.ontology.figures import FigureWords
from sayso.stages.counts.counted import Counted, Counting
from sayso.stages.counts.numbers import Number

OPENS = frozenset({",", ":", "(", "-", "–", "—", "including", "them", "whom", "both"})
JOINS = frozenset({",", "and", ";", "&", "plus", ")", "as", "well"})
FIRST, BETWEEN = 16, 12
"""How many tokens may stand between a count and the first of those that make it up, and between these."""


class Breakdown:
    """Finds them in one sentence, whose numbers are set before it is asked."""

    def __init__(self, tree: Tree, words: FigureWords, counting: Counting) -> None:
        self.tree, self.words, self.counting = tree, words, counting
        self._wholes: dict[int, int] = {}

    def read(self, numbers: Sequence[Number]) -> None:
        """Notes which numbers add up to one before them."""
        exact = [n for n in numbers if n.sort in ("count", "article") and n.low is not None]
        for i, whole in enumerate(exact[:-2]):
            total = whole.low or 0
            if whole.sort != "count" or total < 2 or whole.high not in (None, whole.low) or whole.first in self._wholes:
                continue
            parts = self._parts(whole, exact[i + 1 :], total)
            self._wholes.update({n.first: whole.first for n in parts})

    def whole(self, number: Number) -> int | None:
        """The first token of the number that this one is a part of."""
        return self._wholes.get(number.first)

    def _parts(self, whole: Number, numbers: list[Number], total: int) -> list[Number]:
        parts: list[Number] = []
        left, end = total, whole.last
        for n in numbers:
            if n.sort == "article" and self.counting.of(n).thing != "people":
                continue
            value = n.low or 0
            if n.high != value or value > left or not self._linked(end, n, not parts):
                return []
            parts.append(n)
            left, end = left - value, n.last
            if left == 0:
                return parts if len(parts) > 1 else []
        return []

    def _linked(self, end: int, number: Number, first: bool) -> bool:
        tree, gap = self.tree, range(end + 1, number.first)
        before = number.first - 1
        while before > end and tree.tag[before] in ("DT", "PRP$", "JJ"):
            before -= 1
        if first:
            return len(gap) <= FIRST and tree.low[before] in OPENS
        finite = any(tree.tag[k] in ("VBZ", "VBP", "MD") or (tree.dep[k] in ("nsubj", "nsubjpass") and tree.is_verb(tree.head[k])) for k in gap if k > end + 6)
        return len(gap) <= BETWEEN and tree.low[before] in JOINS and not finite

    def severe(self, c: Counted) -> str | None:
        """What a bare count behind a comma says of some of the hurt before: "two seriously", "two in critical condition", "one fatally"."""
        tree, at, counted = self.tree, c.number.last + 1, self.words.counted
        if c.noun is not None or c.number.sort != "count" or c.number.first == 0 or tree.word[c.number.first - 1] not in (",", "(", "-", "–", "—"):
            return None
        near = {tree.low[k] for k in range(at, min(len(tree), at + 3))}
        return "killed" if near & counted.fatal else "wounded" if near & counted.severity else None
