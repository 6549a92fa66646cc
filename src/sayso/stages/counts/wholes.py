"""The figure that a count is some of: "including three children", "two of them", "one of the five killed"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sayso.model.tree import Tree
from sayso.ontology.figures import FigureWords
from sayso.stages.counts.counted import OBLIQUE, Counted, Counting
from sayso.stages.counts.kinds import PEOPLE, Found
from sayso.stages.counts.numbers import Number
from sayso.stages.counts.verbs import Happening


class Wholes:
    """Finds them in one sentence. `read` reads a figure that is still to come."""

    def __init__(
        self, tree: Tree, words: FigureWords, counting: Counting, found: list[Found], before: Sequence[Found], read: Callable[[Number], Found | None]
    ) -> None:
        self.tree, self.words, self.counting, self.found, self.before, self.read = tree, words, counting, found, before, read
        self.numbers: tuple[Number, ...] = ()

    def of(self, c: Counted, h: Happening | None) -> Found | None:
        """The figure that a count is some of."""
        inside = [f for f in self.found if f.figure.kind != "sum"]
        if h is not None and h.above is not None:
            named = [f for f in inside if f.counted.noun == h.above or f.counted.number.core == h.above or f.counted.anchor == h.above]
            if named:
                return named[-1]
            if (later := self._later(c, h.above)) is not None:
                return later
            if self.tree.dep[c.anchor] in ("appos", "conj"):
                below = set(self.tree.subtree(h.above))
                held = [f for f in inside if f.counted.number.core in below and f.figure.kind in PEOPLE and f.figure.scope != "part"]
                return held[-1] if held else None
            return inside[-1] if inside and c.thing != "weapon" and self.tree.lemma[self.tree.head[c.anchor]] in self.words.told.part else None
        if c.thing != "weapon" and inside and self.included(c):
            return inside[-1]
        if not c.share:
            return None
        nested = next((n for n in self.numbers if c.number.last < n.first <= c.number.last + 3 and n.sort == "count"), None)
        if nested is not None:
            return self.read(nested)
        several = [f for f in inside if f.figure.high != 1]
        people = [f for f in several if f.figure.scope != "part"] or several
        return people[-1] if people else next((f for f in reversed(self.before) if f.figure.kind in PEOPLE or c.thing == "weapon"), None)

    def included(self, c: Counted) -> bool:
        """Whether "including" or "among them" stands before the words, however the parse hangs them."""
        tree, at, told = self.tree, c.number.first - 1, self.words.told.part
        if at < 0:
            return False
        return (tree.low[at] in told and tree.tag[at] == "VBG") or (at > 0 and tree.lemma[at] in OBLIQUE and tree.low[at - 1] in told)

    def _later(self, c: Counted, token: int) -> Found | None:
        """The figure of a token that is still to come."""
        for n in self.numbers:
            if n.first > c.number.last and n.sort == "count" and token in (n.core, (inner := self.counting.of(n)).noun, inner.anchor):
                return self.read(n)
        return None
