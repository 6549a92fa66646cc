"""Counts under a word for counts: "the death toll rose to 41", "put the dead at 37 militants", "reports of two more"."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.tree import Tree
from sayso.ontology.figures import FigureWords
from sayso.stages.counts.counted import Counted
from sayso.stages.counts.totals import Totals


@dataclass(frozen=True, slots=True)
class Toll:
    """A count under a word for counts. `kind` None: of what the report counted before; `total` where it is said to have grown."""

    kind: str | None
    total: bool


class Tolls:
    """Reads tolls in one sentence."""

    def __init__(self, tree: Tree, words: FigureWords, totals: Totals) -> None:
        self.tree, self.words, self.totals = tree, words, totals

    def of(self, c: Counted) -> Toll | None:
        """The toll a number belongs to: "the death toll rose to 41", "put the dead at 37 militants", "spoke of 17"."""
        tree, w = self.tree, self.words.happened
        if c.noun is None and (named := self._toll_of(c.anchor)) is not None:
            return named
        verb = self._verb(c.anchor)
        if verb is None or not tree.is_verb(verb):
            return self._loose(c)
        for k in tree.under(verb, "nsubj", "nsubjpass", "dobj", "attr"):
            if k == c.anchor or c.number.first <= k <= c.number.last:
                continue
            if tree.lemma[k] in w.tolls and (tree.lemma[verb] in w.toll_verbs or tree.lemma[verb] in w.count_verbs) and (c.noun is None or c.thing == "people"):
                if self._kind(k) is None and self._of_people(k):
                    return None
                return Toll(self._kind(k), self._grown(k, verb) and tree.lemma[tree.head[c.anchor]] != "from")
            if tree.lemma[k] in w.happenings and tree.lemma[verb] in w.toll_verbs and tree.dep[k] == "dobj" and c.noun != k:
                return Toll(w.happenings[tree.lemma[k]], self._grown(k, verb))
        if (loose := self._loose(c)) is not None:
            return loose
        near = tree.dep[c.anchor] != "pobj" or tree.head[tree.head[c.anchor]] == verb or tree.lemma[tree.head[c.anchor]] == "of"
        if tree.lemma[verb] in w.count_verbs and near and (c.noun is None or c.thing == "people" or c.thing == "unknown"):
            return Toll(None, False)
        return None

    def _toll_of(self, anchor: int) -> Toll | None:
        """ "a toll of 12", "a death toll of 41"."""
        tree, prep = self.tree, self.tree.head[anchor]
        if tree.dep[anchor] == "pobj" and tree.lemma[prep] == "of" and tree.lemma[tree.head[prep]] in self.words.happened.reports:
            return Toll(None, False)
        if tree.dep[anchor] == "pobj" and tree.lemma[prep] == "from" and tree.lemma[tree.head[prep]] in ("down", "up"):
            return Toll(None, False)
        if tree.dep[anchor] == "attr" and tree.first(prep, "expl") is not None:
            return Toll(None, False)
        if (
            tree.dep[anchor] == "pobj"
            and tree.lemma[prep] in ("of", "at")
            and tree.lemma[tree.head[prep]] in self.words.happened.tolls
            and tree.tag[tree.head[prep]] != "CD"
        ):
            noun = tree.head[prep]
            return Toll(self._kind(noun), tree.lemma[noun] in self.words.told.events) if tree.lemma[noun] != "number" else None
        return None

    def _loose(self, c: Counted) -> Toll | None:
        """A bare count behind "at" or "to" and a word for counts, where the parse hangs it elsewhere: "put the number of displaced at 90,000"."""
        tree, w, at = self.tree, self.words.happened, c.number.first
        if c.noun is not None or c.number.sort != "count" or at == 0 or tree.lemma[at - 1] not in ("at", "to"):
            return None
        noun = next((k for k in reversed(range(max(0, at - 10), at)) if tree.lemma[k] in w.tolls and tree.is_noun(k)), None)
        verb = tree.head[noun] if noun is not None else at
        if noun is None or tree.lemma[verb] not in w.toll_verbs or (self._kind(noun) is None and self._of_people(noun)):
            return None
        return Toll(self._kind(noun), self._grown(noun, verb))

    def _of_people(self, noun: int) -> bool:
        """Whether a noun for counts names those it counts, to whom nothing happened: "the number of people at the fence"."""
        tree = self.tree
        return any(tree.is_noun(o) for p in tree.under(noun, "prep") if tree.lemma[p] == "of" for o in tree.under(p, "pobj"))

    def _verb(self, anchor: int) -> int | None:
        """The verb a count is an argument of, through prepositions, nouns of its kind and lists."""
        tree, at = self.tree, anchor
        for _ in range(6):
            head = tree.head[at]
            if head == at:
                return None
            if tree.is_verb(head):
                return head if tree.dep[at] not in ("nsubj", "nsubjpass", "agent", "advcl", "npadvmod") else None
            if tree.dep[at] not in ("pobj", "prep", "conj", "acomp", "nummod", "attr", "pcomp"):
                return None
            at = head
        return None

    def _kind(self, noun: int) -> str | None:
        """What a noun for counts says it counts: "death toll", "number of wounded", "number sheltered in the camps"."""
        tree, w = self.tree, self.words.happened
        near = list(tree.under(noun, "compound", "amod", "acl", "nmod", "poss"))
        for p in tree.under(noun, "prep"):
            near += [k for o in tree.under(p, "pobj", "pcomp", "amod") for k in (o, *tree.under(o, "amod", "acl", "compound", "relcl"))]
        for k in near:
            for table in (w.happenings, w.state, w.object, w.fates):
                if (kind := table.get(tree.lemma[k])) is not None:
                    return kind
        return "killed" if tree.lemma[noun] in self.words.told.events and tree.lemma[noun] == "toll" else None

    def _grown(self, noun: int, verb: int) -> bool:
        told = self.words.told
        return (
            self.tree.lemma[verb] in told.rises
            or self.tree.lemma[noun] in told.events
            or self.tree.lemma[verb] == "stand"
            or (self.tree.lemma[verb] == "put" and self.totals.over_time(verb))
        )
