"""On whose word a count stands: the subject of a verb of saying above it, or the words behind "according to"."""

from __future__ import annotations

from sayso.model.text import Span
from sayso.model.tree import Tree
from sayso.ontology.figures import FigureWords
from sayso.stages.counts.counted import Counted

RELATIVE = frozenset({"who", "that", "which"})
APART = frozenset({"appos", "relcl", "acl", "punct", "advcl", "advmod"})


class Credits:
    """Reads the sources of counts in one sentence."""

    def __init__(self, text: str, tree: Tree, words: FigureWords) -> None:
        self.text, self.tree, self.words = text, tree, words

    def by(self, c: Counted) -> str | None:
        """The words for whose count it is: the subject of a verb of saying above it, or behind "according to"."""
        tree, told, at = self.tree, self.words.told, c.anchor
        for _ in range(24):
            for k in tree.under(at, "prep", "advmod", "pcomp", "amod", "advcl"):
                if tree.lemma[k] in told.according and (name := self._according(k)) is not None:
                    return self._words(name)
            head = tree.head[at]
            if head == at:
                break
            given = c.number.sort == "sum" and tree.lemma[head] in self.words.happened.count_verbs
            if (
                tree.is_verb(head)
                and tree.lemma[head] in told.said
                and not given
                and not (c.noun is not None and tree.lemma[c.noun] in self.words.happened.life)
                and tree.dep[at] not in ("nsubj", "nsubjpass", "agent", "csubj")
            ):
                if (speaker := self._speaker(head)) is not None and not self._apart(c.number.last, head, speaker):
                    return self._words(speaker)
            at = head
        for k in range(len(tree)):
            if tree.lemma[k] in told.according and ";" not in tree.word[min(k, c.anchor) : max(k, c.anchor)] and (name := self._according(k)) is not None:
                return self._words(name)
        return None

    def _apart(self, figure: int, verb: int, speaker: int) -> bool:
        """Whether a semicolon keeps a figure from a speaker whose own clause it opens: "officials said 50 died; Moscow admits to 12"."""
        tree = self.tree
        stops = [k for k in range(figure + 1, verb) if tree.word[k] == ";"]
        return bool(stops) and tree.subtree(speaker)[0] == stops[-1] + 1 and verb + 1 < len(tree) and tree.word[verb + 1] not in (".", ",")

    def _according(self, k: int) -> int | None:
        tree = self.tree
        to = next((p for p in tree.under(k, "prep") if tree.lemma[p] == "to"), None)
        return tree.first(to, "pobj") if to is not None else tree.first(k, "pobj")

    def _speaker(self, verb: int) -> int | None:
        tree, at = self.tree, verb
        for _ in range(3):
            subject = tree.first(at, "nsubj")
            if subject is not None:
                if tree.low[subject] in self.words.told.nobody:
                    return None
                return tree.head[at] if tree.lemma[subject] in RELATIVE and tree.dep[at] == "relcl" else subject
            if tree.dep[at] != "conj":
                return None
            at = tree.head[at]
        return None

    def _words(self, head: int) -> str:
        """A name with what stands before it and its "of" phrase."""
        tree = self.tree
        out = {
            k
            for k in tree.kids[head]
            if (tree.dep[k] in ("appos", "relcl", "acl", "punct", "advcl", "advmod") or (tree.dep[k] == "prep" and tree.lemma[k] not in ("of", "for", "in")))
            and k > head
        }
        span = list(tree.subtree(head, out))
        first = min(span)
        last = head
        while last + 1 in span and tree.word[last + 1] not in (",", ";", "-", "--", "–"):
            last += 1
        return Span(tree.start[first], tree.end[last]).of(self.text)
