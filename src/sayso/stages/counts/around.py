"""What the words right behind or before those counted say where the parse has lost the thread."""

from __future__ import annotations

from sayso.model.tree import Tree
from sayso.ontology.figures import FigureWords
from sayso.stages.counts.counted import Counted
from sayso.stages.counts.verbs import Happening, Verbs

INSERTED = 26
"""How many tokens an insertion between commas may have: "Seven people, among them two inmates, were killed"."""
ENDS = frozenset({",", ")", "-", "–", "—"})


class Around:
    """Reads them in one sentence."""

    def __init__(self, tree: Tree, words: FigureWords, verbs: Verbs) -> None:
        self.tree, self.words, self.verbs = tree, words, verbs

    def of(self, c: Counted) -> Happening | None:
        """ "12 others were killed", "killing three", "Seven people, among them two inmates, were killed"."""
        if self.tree.dep[c.anchor] == "pobj" and self.tree.tag[self.tree.head[self.tree.head[c.anchor]]] == "CD":
            return self._before(c)
        return self._behind(c.end + 1) or self._before(c) or self._past(c)

    def _behind(self, start: int) -> Happening | None:
        tree, at, passive = self.tree, start, False
        while at < min(len(tree), start + 8) and (
            tree.tag[at] in ("MD", "RB") or tree.lemma[at] in ("be", "have") or tree.lemma[at] in self.words.counted.more
        ):
            passive = tree.lemma[at] == "be" or (passive and tree.tag[at] == "RB")
            at += 1
        auxiliary = any(tree.lemma[k] in ("be", "have") or tree.tag[k] == "MD" for k in range(start, at))
        if not auxiliary or at >= len(tree) or tree.tag[at] not in ("VBN", "VBG", "VB"):
            return None
        return self.verbs.one_verb(at, "passive" if passive and tree.tag[at] == "VBN" else "subject")

    def _before(self, c: Counted) -> Happening | None:
        tree, verb = self.tree, c.number.first - 1
        if verb < 0 or not tree.is_verb(verb) or verb in (c.anchor, tree.head[c.anchor]) or tree.first(verb, "nsubjpass", "auxpass") is not None:
            return None
        return self.verbs.one_verb(verb, "object")

    def _past(self, c: Counted) -> Happening | None:
        """The verb behind an insertion at the start of a clause."""
        tree, at = self.tree, c.end + 1
        opens = c.number.first == 0 or tree.word[c.number.first - 1] in (",", ";", "-", "–", "—", "that", ":") or tree.tag[c.number.first - 1] in ("CC", "IN")
        if not opens or c.noun is None or at >= len(tree) or tree.word[at] not in (*ENDS, "("):
            return None
        for k in range(at + 2, min(len(tree) - 1, at + INSERTED)):
            if tree.word[k] == ";":
                return None
            if tree.word[k] in ENDS:
                if (found := self._behind(k + 1)) is not None:
                    return found
                if tree.tag[k + 1] == "VBD" and tree.lemma[k + 1] in self.verbs.w.subject:
                    return self.verbs.one_verb(k + 1, "subject")
        return None
