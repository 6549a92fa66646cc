"""Which kind of figure a count is: by what happened to those counted, by the figure they are some of, or by what they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from sayso.model.claim import Figure
from sayso.model.coding import Mention
from sayso.model.tree import Tree
from sayso.ontology.figures import FigureWords
from sayso.stages.counts.counted import Counted, Counting
from sayso.stages.counts.idle import Idle
from sayso.stages.counts.qualities import Qualities
from sayso.stages.counts.things import looked_up
from sayso.stages.counts.tolls import Toll
from sayso.stages.counts.verbs import Happening

PEOPLE = frozenset({"killed", "wounded", "missing", "detained", "displaced", "abducted", "released", "casualties"})
SURE = frozenset({"killed", "wounded", "detained", "abducted"})
"""What happens only to people, so that a noun nobody knows may be one of them: "killed 14 Tutsis"."""


@dataclass(frozen=True, slots=True)
class Found:
    """A figure with what it was read from."""

    figure: Figure
    counted: Counted
    sentence: int


class Kinds:
    """Tells the kinds in one sentence. `found` grows as its figures are read, `before` holds those of the sentences before."""

    def __init__(
        self,
        tree: Tree,
        words: FigureWords,
        mentions: Mapping[int, Mention],
        counting: Counting,
        qualities: Qualities,
        found: list[Found],
        before: Sequence[Found],
        idle: Idle,
        perilous: Callable[[], bool],
        captive: Callable[[], bool],
    ) -> None:
        self.tree, self.words, self.mentions, self.counting, self.qualities, self.found, self.before = tree, words, mentions, counting, qualities, found, before
        self.idle, self.perilous, self.captive = idle, perilous, captive

    def of(self, c: Counted, h: Happening | None, parent: Found | None, toll: Toll | None) -> tuple[str | None, int]:
        """What happened to those counted, and the word that says so."""
        if parent is not None and parent.figure.kind == "weapons" and c.thing == "bare":
            return "weapons", c.anchor
        if h is not None and h.kind is not None:
            if c.noun is None and self._weapons_before() and self.tree.lemma[h.at] in self.words.happened.weapon_object:
                return "weapons", h.at
            if h.kind == "released" and self.tree.lemma[h.at] in self.words.happened.rescues and self.perilous():
                return None, h.at
            if h.kind == "detained" and self.tree.lemma[h.at] in self.words.happened.holds and self.captive() and self.qualities.verbs.agent(h.at) is None:
                return "abducted", h.at
            if h.kind == "missing" and self.tree.lemma[h.at] in self.words.happened.craft and self.qualities.civilian(c) is False:
                return "troops", h.at
            if h.kind == "moved":
                flee = c.noun is not None and (self.tree.lemma[c.noun] in self.words.happened.movers or self._nation(c.noun) or self.tree.is_proper(c.noun))
                return ("displaced" if flee else self._standing(c)), h.at
            if h.kind == "escaped":
                return self._escaped(c, parent), h.at
            if c.noun is not None and self.tree.lemma[c.noun] in self.words.counted.bodies:
                return "killed", h.at
            if self._fits(c, h.kind):
                return h.kind, h.at
        elif (
            parent is not None
            and c.thing != "unknown"
            and (parent.figure.kind in PEOPLE or parent.figure.kind == "troops" or (c.thing == "bare" and c.number.sort == "count"))
        ):
            return parent.figure.kind, c.anchor
        elif h is None and (kin := self._listed(c)) is not None:
            return kin.figure.kind, c.anchor
        if toll is not None and c.number.sort == "count":
            kind = toll.kind or self._fate(c.noun) or self._said_before(c)
            if kind is not None:
                return kind, c.anchor
        return self._standing(c), c.anchor

    def _weapons_before(self) -> bool:
        """Whether the last thing counted is a weapon."""
        last = self.found[-1] if self.found else self.before[-1] if self.before else None
        return last is not None and last.figure.kind == "weapons"

    def _escaped(self, c: Counted, parent: Found | None) -> str:
        """Captives who escape are free, others have fled."""
        if parent is not None and parent.figure.kind in ("abducted", "detained"):
            return "released"
        captive = c.noun is None or self.tree.lemma[c.noun] in self.words.happened.escapers
        return "released" if captive else "displaced"

    def _listed(self, c: Counted) -> Found | None:
        """The figure before "and" that a count goes on with where the parse hangs it elsewhere: "a driver from Niger and two surveyors"."""
        tree = self.tree
        if (
            not self.found
            or c.number.first == 0
            or tree.dep[c.anchor] not in ("conj", "pobj", "nummod", "advmod", "appos")
            or c.thing not in ("people", "bare")
        ):
            return None
        last, after = self.found[-1], c.number.last + 1
        if c.noun is None:
            elliptical = after < len(tree) and tree.tag[after] == "IN" and tree.low[c.number.first - 1] == "and" and last.figure.kind in PEOPLE
            return last if elliptical and c.number.sort == "count" and last.counted.number.sort == "count" else None
        if tree.dep[c.anchor] != "conj":
            return None
        near = (
            tree.low[c.number.first - 1] in ("and", ",")
            and last.figure.kind in PEOPLE
            and c.number.first - max(last.counted.last, last.counted.number.last) < 8
        )
        return last if near and last.counted.noun is not None else None

    def _said_before(self, c: Counted) -> str | None:
        """What the report counted last, for a bare count: "two days later the number stood at 23"."""
        if c.noun is not None and self.words.counted.people.get(self.tree.lemma[c.noun]) is False:
            return None
        last = next(
            (f for f in chain(reversed(self.found), reversed(self.before)) if f.figure.kind in PEOPLE or (c.noun is None and f.figure.kind == "troops")), None
        )
        return last.figure.kind if last is not None and c.thing in ("bare", "people", "unknown") else None

    def _fate(self, noun: int | None) -> str | None:
        """What the name of those counted says happened to them where nothing else does: hostages, refugees, bodies."""
        key = None if noun is None else looked_up(self.tree, noun, self.words.happened.fates)
        return None if key is None else self.words.happened.fates[key]

    def _nation(self, noun: int) -> bool:
        mention = self.mentions.get(noun)
        return mention is not None and mention.party.kind in ("people", "state")

    def _standing(self, c: Counted) -> str | None:
        """What those are to whom nothing is said to happen: hostages, refugees, soldiers."""
        if c.number.sort == "article" or c.noun is None or c.thing != "people":
            return "troops" if c.number.sort == "article" and self.idle.acts(c) else None
        if (kind := self._fate(c.noun)) is not None:
            return kind
        if self.idle.left(c):
            return None
        if c.number.strong is not None:
            return "troops"
        if self.qualities.civilian(c) is False or self._soldiers(c.noun):
            return "troops" if c.number.high != 1 else None
        return None

    def _soldiers(self, noun: int) -> bool:
        """Whether men are an armed body's: "60 men of the company", "1,100 men and 36 armoured vehicles"."""
        tree, counted = self.tree, self.words.counted
        if counted.people.get(tree.lemma[noun], True) is not None:
            return False
        of = [o for p in tree.under(noun, "prep") if tree.lemma[p] == "of" for o in tree.under(p, "pobj")]
        return any(tree.lemma[o] in counted.units_of_men for o in of) or any(self.counting.things.of(k) == "weapon" for k in tree.under(noun, "conj"))

    def _fits(self, c: Counted, kind: str) -> bool:
        """Whether that can happen to what is counted."""
        tree, noun = self.tree, c.noun
        if kind == "displaced" and c.number.sort == "article":
            return False
        if kind == "troops" and c.thing == "people" and c.noun is not None and c.number.sort != "article" and self._fate(c.noun) == "displaced":
            return False
        if kind == "troops":
            armed = self.qualities.civilian(c)
            manned = noun is not None and (armed is False or tree.lemma[noun] in self.words.counted.soldierly)
            return c.number.sort != "article" and c.thing == "people" and manned and armed is not True
        if noun is None:
            ordinal = any(tree.lemma[k] in self.words.counted.more for k in (c.number.core, min(c.number.last + 1, len(tree) - 1)))
            return c.number.sort == "count" or ordinal or tree.low[c.number.first] not in ("a", "an")
        if c.thing == "people":
            return True
        if tree.lemma[noun] in self.words.counted.animals or c.thing == "weapon":
            return False
        if looked_up(tree, noun, self.words.happened.happenings) or tree.lemma[noun] in self.words.happened.life:
            return c.number.sort == "count"
        if c.number.sort == "article":
            return False
        named = tree.is_proper(noun) and tree.word[noun].endswith("s") and c.number.high != 1
        return (kind in SURE and tree.tag[noun] in ("NNS", "NNPS", "NNP")) or tree.tag[noun] == "NNPS" or named
