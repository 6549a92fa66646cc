"""Counts of people, weapons and money: how many, of whom, what happened to them, of one incident or a total, on whose word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from sayso.model.claim import Figure
from sayso.model.coding import Coding, FigureMention, Mention, TimeMention
from sayso.model.tree import Tree
from sayso.ontology.figures import FigureWords
from sayso.ontology.load import Ontology
from sayso.stages.counts.breakdown import Breakdown
from sayso.stages.counts.counted import Counted, Counting
from sayso.stages.counts.credit import Credits
from sayso.stages.counts.happened import Happenings
from sayso.stages.counts.idle import Idle
from sayso.stages.counts.kinds import PEOPLE, Found, Kinds
from sayso.stages.counts.nobody import nobody
from sayso.stages.counts.numbers import Number, numbers
from sayso.stages.counts.qualities import Qualities
from sayso.stages.counts.tolls import Tolls
from sayso.stages.counts.totals import Scope, Totals
from sayso.stages.counts.verbs import Happening
from sayso.stages.counts.wholes import Wholes

AHEAD = 2
"""How many figures that are still to come may be read to tell one: "one of the five killed"."""


def figures(coding: Coding, ontology: Ontology) -> Coding:
    """Fill `figures`, in text order. A count is kept only where its words say what happened to those counted, or where it is of
    armed men, weapons or money."""
    mentions: dict[int, dict[int, Mention]] = {}
    for m in coding.mentions:
        mentions.setdefault(m.sentence, {})[m.head] = m
    times: dict[int, list[TimeMention]] = {}
    for t in coding.times:
        times.setdefault(t.sentence, []).append(t)
    out: list[Found] = []
    w = ontology.figures.happened

    @cache
    def captive() -> bool:
        """Whether this report is of kidnapping."""
        return any(lemma in w.captives for tree in coding.trees for lemma in tree.lemma)

    @cache
    def perilous() -> bool:
        """Whether a rescue in this report is out of the sea or from rubble and frees nobody."""
        return not captive() and any(lemma in w.perils for tree in coding.trees for lemma in tree.lemma)

    for tree in coding.trees:
        here = tuple(times.get(tree.sentence, ()))
        taken = tuple([t.time.span for t in here if t.time.span is not None])
        counts = tuple(numbers(coding.document.text, tree, ontology.figures, taken)) if len(tree) else ()
        if counts:
            heads = mentions.get(tree.sentence, {})
            out += _Sentence(coding.document.text, tree, ontology.figures, heads, here, out, perilous, captive).figures(counts)
    return replace(coding, figures=tuple(FigureMention(f.sentence, f.figure, f.counted.token) for f in out))


class _Sentence:
    """Reads the figures of one sentence."""

    def __init__(
        self,
        text: str,
        tree: Tree,
        words: FigureWords,
        mentions: dict[int, Mention],
        times: tuple[TimeMention, ...],
        before: list[Found],
        perilous: Callable[[], bool],
        captive: Callable[[], bool],
    ) -> None:
        self.text, self.tree, self.words = text, tree, words
        self.found: list[Found] = []
        self.ahead = 0
        self.counting = Counting(tree, words, mentions)
        self.happenings = Happenings(tree, words, mentions)
        self.totals = Totals(text, tree, words, times)
        self.tolls = Tolls(tree, words, self.totals)
        self.credits = Credits(text, tree, words)
        self.idle = Idle(tree, words)
        self.qualities = Qualities(tree, words, mentions, self.happenings.verbs)
        self.breakdown = Breakdown(tree, words, self.counting)
        self.kinds = Kinds(tree, words, mentions, self.counting, self.qualities, self.found, before, self.idle, perilous, captive)
        self.wholes = Wholes(tree, words, self.counting, self.found, before, self._ahead)

    def figures(self, counts: tuple[Number, ...]) -> list[Found]:
        """The figures that its numbers give, left to right."""
        self.wholes.numbers = counts
        self.breakdown.read(self.wholes.numbers)
        for number in self.wholes.numbers:
            found = None if self._inside(number) else self._read(number)
            if found is not None:
                self.found.append(found)
        return self.found

    def _inside(self, number: Number) -> bool:
        """Whether a number stands inside the words of the figure before: "14 Leopard 2 tanks"."""
        last = self.found[-1].counted if self.found else None
        if last is not None and last.share and number.sort == "article" and number.core == last.noun:
            return True
        return last is not None and number.first <= last.last and last.thing != "bare" and not last.share

    def _ahead(self, number: Number) -> Found | None:
        """The figure of a number that is still to come."""
        if self.ahead >= AHEAD:
            return None
        self.ahead += 1
        found = self._read(number)
        self.ahead -= 1
        return found

    def _read(self, number: Number) -> Found | None:
        """The figure a number gives, None where it counts nobody."""
        if number.sort == "sum":
            c = Counted(number, None, number.core, "bare")
            return self._figure(c, "sum", self.totals.scope(c, number.core, "sum"))
        if number.sort == "none":
            none = nobody(self.tree, number, self.words, self.happenings, self.counting)
            return None if none is None else self._figure(none.counted, none.kind, "incident")
        if self.idle.label(number):
            return None
        c = self.counting.of(number)
        return self._weapon(c) if c.thing == "weapon" else self._people(c)

    def _weapon(self, c: Counted) -> Found | None:
        if c.noun is None or (c.number.sort == "article" and not self.idle.used(c.noun)):
            return None
        return self._figure(c, "weapons", "part" if c.share else self.totals.scope(c, c.anchor, "weapons"))

    def _people(self, c: Counted) -> Found | None:
        if self.idle.speaks(c) or self.idle.age(c) or self.idle.group(c):
            return None
        happening = self.happenings.of(c)
        if self._same_person(c, happening):
            return None
        whole = self._made_up(c) or self.wholes.of(c, happening)
        if whole is None and (severe := self.breakdown.severe(c)) is not None:
            whole = next((f for f in reversed(self.found) if f.figure.kind in ("wounded", "casualties") and f.figure.scope != "part"), None)
            happening = Happening(severe, c.anchor, None) if whole is not None else happening
        toll = self.tolls.of(c) if happening is None or happening.kind is None else None
        alongside = whole is not None and self._alongside(c, whole, happening)
        kind, at = self.kinds.of(c, happening, whole, toll)
        if kind is None:
            return None
        if alongside:
            return self._figure(c, kind, self.totals.scope(c, at, kind))
        some = whole is not None or c.share or (happening is not None and happening.above is not None and happening.kind is not None)
        grown = toll is not None and toll.total
        scope: Scope = "part" if c.share else "total" if grown else "part" if some else self._scope(c, at, kind)
        return self._figure(c, kind, scope, whole, None if grown else self._like(c))

    def _scope(self, c: Counted, at: int, kind: str) -> Scope:
        """A bare count that goes on with a total is one: "a total of 48 people have been killed and 112 injured"."""
        scope = self.totals.scope(c, at, kind)
        last = next((f for f in reversed(self.found) if f.figure.scope != "part"), None)
        joined = c.noun is None and last is not None and kind in PEOPLE and last.figure.kind in PEOPLE and last.figure.scope == "total"
        before = self.tree.low[c.number.first - 1] if c.number.first else ""
        return "total" if joined and before in ("and", ",") else scope

    def _alongside(self, c: Counted, whole: Found, h: Happening | None) -> bool:
        """Whether an apposition is the next of a list: "three policemen, a soldier and two passers-by were killed"."""
        if h is None or h.kind is not None or c.share or self._made_up(c) is not None or self.wholes.included(c):
            return False
        if self.tree.dep[c.anchor] not in ("appos", "conj") or whole.figure.high == 1:
            return False
        among = any(self.tree.lemma[k] in self.words.told.part for k in range(c.end + 1, min(len(self.tree), c.end + 8)))
        civilian = self.qualities.civilian(c)
        return not among and (c.number.sort == "article" or (whole.figure.civilian is False and civilian is not False and c.noun is not None))

    def _made_up(self, c: Counted) -> Found | None:
        """The figure that this one and others make up: "nine people, six soldiers and three civilians"."""
        first = self.breakdown.whole(c.number)
        whole = None if first is None else next((f for f in self.found if f.counted.number.first == first and f.figure.kind != "sum"), None)
        if whole is None or whole.figure.civilian is None:
            return whole
        sides = (self.qualities.civilian(self.counting.of(n)) for n in self.wholes.numbers if self.breakdown.whole(n) == first)
        return None if any(side is (not whole.figure.civilian) for side in sides) else whole

    def _same_person(self, c: Counted, h: Happening | None) -> bool:
        """Whether an article begins an apposition, which counts nobody again: "the driver, a father of three, died"."""
        apposed = (
            c.number.sort == "article"
            and h is not None
            and h.kind is None
            and self.tree.dep[c.anchor] == "appos"
            and self.tree.tag[self.tree.head[c.anchor]] not in ("NNS", "NNPS")
        )
        return apposed and not self.wholes.included(c)

    def _like(self, c: Counted) -> Found | None:
        """The figure before in the sentence whose noun a bare number goes on with: "14 soldiers were killed and 21 wounded"."""
        if c.noun is not None:
            return None
        whole = (f for f in reversed(self.found) if (f.figure.scope != "part" or c.number.sort == "article") and f.figure.kind in (*PEOPLE, "troops"))
        last = next(whole, None)
        acting = last is not None and last.figure.kind == "troops" and self.tree.dep[last.counted.anchor] == "nsubj" and c.anchor > last.counted.anchor
        return None if acting and self.tree.dep[c.anchor] == "dobj" else last

    def _figure(self, c: Counted, kind: str, scope: Scope, whole: Found | None = None, like: Found | None = None) -> Found:
        n, by = c.number, self.credits.by(c)
        whom = self._whom(c) if c.noun is not None and (c.thing == "people" or n.sort != "none") else None
        country, civilian = None, None
        if kind not in ("sum", "weapons") and n.sort != "none":
            civilian, country = self.qualities.civilian(c, kind), self.qualities.country(c, kind)
            source = whole or like
            if source is not None and c.noun is None:
                others = whole is None and self._others(c)
                if civilian is None and not (others and source.figure.civilian):
                    civilian = source.figure.civilian
                country = country or source.figure.country
            elif whole is not None:
                country = country or whole.figure.country
            civilian = False if kind == "troops" else civilian
        return Found(Figure(kind, n.low, n.best, n.high, whom, by, n.span, country, civilian, scope), c, self.tree.sentence)

    def _others(self, c: Counted) -> bool:
        """Whether "others" stand behind the number: these need not be of the same sort."""
        after = c.number.last + 1
        return after < len(self.tree) and self.tree.lemma[after] in self.words.counted.more and self.tree.is_noun(after)

    def _whom(self, c: Counted) -> str | None:
        lemma = self.tree.lemma[c.noun or 0]
        happening = lemma in self.words.happened.happenings and c.thing == "unknown"
        if c.first < 0 or happening or lemma in self.words.happened.life:
            return None
        return self.tree.span(c.first, c.last).of(self.text).strip("\"“”'‘’ ") or None
