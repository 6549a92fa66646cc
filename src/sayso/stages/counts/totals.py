"""Whether a count is of one incident or a total: over some time, over several incidents, by the day."""

from __future__ import annotations

from datetime import date
from typing import Literal

from sayso.model.coding import TimeMention
from sayso.model.tree import Tree
from sayso.ontology.figures import FigureWords
from sayso.stages.counts.counted import Counted

Scope = Literal["incident", "part", "total"]
RANGED = frozenset({"killed", "wounded", "detained", "casualties"})
"""Kinds whose count over a range of days is of several incidents; flight may take days."""


class Totals:
    """Reads totals in one sentence."""

    def __init__(self, text: str, tree: Tree, words: FigureWords, times: tuple[TimeMention, ...]) -> None:
        self.text, self.tree, self.words, self.times = text, tree, words, times

    def scope(self, c: Counted, at: int, kind: str) -> Scope:
        """Whether a count is of one incident or a total over several, or over some time."""
        clause = self._clause(at)
        total = (
            self._lasting(at, clause, kind)
            or self._several(clause, kind)
            or self._rated(c)
            or self._dated(c, at, clause, kind)
            or (kind in RANGED and self._ranged(clause))
            or self._summed(c, clause)
        )
        return "total" if total else "incident"

    def _rated(self, c: Counted) -> bool:
        """ "400 a day"."""
        tree = self.tree
        rate = self.words.told.rates.match(self.text, tree.end[max(c.last, c.number.last)] + 1)
        return rate is not None and rate.end() <= tree.end[-1]

    def _dated(self, c: Counted, at: int, clause: int, kind: str) -> bool:
        """Whether what happened is dated by a long time; being sent, held or missing may last as long without being a total."""
        tree, w = self.tree, self.words.happened
        if kind in ("troops", "sum") or tree.lemma[at] in w.holds or tree.lemma[at] in w.state:
            return False
        nodes = {at, clause, c.token, c.anchor}
        above = tree.head[clause]
        if tree.is_verb(clause) and tree.dep[clause] in ("xcomp", "ccomp") and tree.lemma[above] in w.through:
            nodes.add(above)
        return any(self.over_time(n) for n in nodes)

    def _lasting(self, at: int, clause: int, kind: str) -> bool:
        """Those who "have fled" are counted up to now; those who "have been killed" where the fighting lasts."""
        tree, told = self.tree, self.words.told
        verbs = {v for v in (at, clause, tree.head[clause]) if tree.is_verb(v)}
        perfect = any(tree.lemma[k] == "have" and tree.tag[k] in ("VBP", "VBZ") for v in verbs for k in tree.under(v, "aux"))
        if not perfect or kind not in (*RANGED, "displaced"):
            return False
        return kind == "displaced" or any(tree.lemma[k] in told.lasting for k in tree.subtree(clause) if tree.dep[k] in ("pobj", "nsubj"))

    def _several(self, clause: int, kind: str) -> bool:
        """ "killed in two separate attacks"."""
        tree = self.tree
        if kind not in RANGED:
            return False
        if any(
            t.kind == "duration" and t.token in (s, *tree.under(s, "nummod")) for s in tree.under(clause, "nsubj") for t in self.times if self._lasts(t, "in")
        ):
            return True
        for p in tree.under(clause, "prep"):
            for o in tree.under(p, "pobj"):
                number = tree.first(o, "nummod", "amod")
                if tree.lemma[p] == "in" and tree.lemma[o] in self.words.told.attacks and tree.tag[o] == "NNS" and number is not None:
                    if tree.tag[number] == "CD" or tree.lemma[number] in ("several", "various", "separate", "multiple", "different"):
                        return True
        return False

    def _ranged(self, clause: int) -> bool:
        """Whether the clause dates itself by several days: "during raids carried out between 8 and 10 April"."""
        for t in self.times:
            words = (t.time.text or "").lower()
            if t.kind == "date" and (" and " in words or " to " in words) and t.time.start and t.time.end and self._days(t) > 2:
                if clause in self.tree.up(t.token):
                    return True
        return False

    def _summed(self, c: Counted, clause: int) -> bool:
        """Words of summing up in the same clause: "so far", "in all", "altogether"."""
        tree = self.tree
        lo, hi = min(c.number.first, clause), max(c.number.last, clause)
        area = range(max(0, lo - 4), min(len(tree), hi + 7))
        first = next((k for k in reversed(range(area.start, lo)) if tree.word[k] in (",", ";")), area.start)
        last = next((k for k in range(hi + 1, area.stop) if tree.word[k] in (";", ".") or tree.lemma[k] == "and"), area.stop - 1)
        phrases = self.words.told.phrases
        opening = phrases.match(self.text, tree.start[0], tree.end[-1])
        if opening is not None and (self.text[opening.end()] == "," or c.number.span.start - opening.end() < 2):
            return True
        return phrases.search(self.text, tree.start[first], tree.end[last]) is not None

    def _clause(self, at: int) -> int:
        """The verb of the clause that token is in."""
        tree = self.tree
        while not tree.is_verb(at) and tree.head[at] != at:
            at = tree.head[at]
        return at

    def over_time(self, node: int) -> bool:
        """Whether a word is dated by a long time: "since October", "in the past three days", "in three days of fighting"."""
        tree, told = self.tree, self.words.told
        for k in tree.kids[node]:
            if tree.lemma[k] in told.since and (tree.dep[k] in ("prep", "mark", "advmod")):
                return True
            if tree.dep[k] == "advcl" and any(tree.lemma[x] in told.since for x in tree.under(k, "mark")):
                return True
            if tree.dep[k] in ("prep", "npadvmod", "advmod", "nummod") and self._long(k):
                return True
        return False

    def _long(self, k: int) -> bool:
        """Whether token k leads to a time expression of many days, or of some days and fighting."""
        tree = self.tree
        objects = tree.under(k, "pobj", "pcomp")
        inside = {k, *objects, *(x for o in objects for x in tree.under(o, "nummod"))}
        return any(t.token in inside and self._lasts(t, tree.lemma[k]) for t in self.times)

    def _lasts(self, t: TimeMention, before: str) -> bool:
        """Whether a time behind a word is long: "in three days", "in the past week", "last year"."""
        told, text = self.words.told, (t.time.text or "").lower()
        words = text.split()
        if t.kind == "duration":
            return before in told.within and told.hours.isdisjoint(words)
        if t.kind != "date" or not (t.time.start and t.time.end) or before in told.outside:
            return False
        recent = not told.recent.isdisjoint(words) and text.endswith(told.long)
        return self._days(t) > 2 and (recent or not told.running.isdisjoint(words))

    @staticmethod
    def _days(t: TimeMention) -> int:
        return (date.fromisoformat(t.time.end or "") - date.fromisoformat(t.time.start or "")).days + 1
