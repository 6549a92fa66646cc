"""Fences: what a frame needs in a place, and what must not stand there."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.model.tree import Tree
from sayso.ontology.cues import Grammar
from sayso.ontology.frames import WORDS_BESIDE, Pattern
from sayso.stages.grammar import NOMINAL, negator
from sayso.stages.slots import Slots


class Fences:
    """Tries the fences of patterns at the tokens of one tree. `named` maps heads that name parties to their kind."""

    def __init__(self, tree: Tree, grammar: Grammar, named: dict[int, str]) -> None:
        self.tree, self.grammar, self.named = tree, grammar, named
        self._faces: dict[tuple[int, bool], frozenset[str]] = {}

    def fits(self, i: int, pattern: Pattern, slots: Slots) -> bool:
        """Whether every fence of the pattern lets it stand at token i."""
        for slot, wanted in pattern.needs:
            if self._lacks(i, slot, wanted, slots):
                return False
        if pattern.never and next(self._offenders(i, pattern, slots), None) is not None:
            return False
        return pattern.frame.when is None or self._in_time(i, pattern)

    def against(self, i: int, pattern: Pattern, slots: Slots) -> str:
        """Why the pattern does not fit, in words; for one that does not."""
        rule = pattern.frame.rule
        for slot, wanted in pattern.needs:
            if self._lacks(i, slot, wanted, slots):
                return f"{rule} needs another {slot}"
        for slot, t in self._offenders(i, pattern, slots):
            return f"{rule} is fenced off by the {slot} {self.tree.word[t]!r}"
        return f"{rule} needs a {'future' if pattern.frame.when == 'future' else 'negation'}"

    def _lacks(self, i: int, slot: str, wanted: frozenset[str], slots: Slots) -> bool:
        fillers = self._fillers(i, slot, slots) if slot in WORDS_BESIDE else slots.get(slot)
        return not fillers or not ("*" in wanted or any(self._is_one(t, wanted) for t in fillers))

    def _offenders(self, i: int, pattern: Pattern, slots: Slots) -> Iterator[tuple[str, int]]:
        for slot, unwanted in pattern.never:
            for t in self._fillers(i, slot, slots) if slot in WORDS_BESIDE else slots.get(slot, ()):
                if "*" in unwanted or self._is_one(t, unwanted, strict=True):
                    yield slot, t

    def _in_time(self, i: int, pattern: Pattern) -> bool:
        when = pattern.frame.when
        if when == "future":
            return self._is_future(i) and negator(self.tree, i, self.grammar) is None
        if when == "negated":
            bearers = (i, self.tree.head[i]) if pattern.pos == "adjective" else (i,)
            return any(negator(self.tree, t, self.grammar) is not None for t in bearers)
        return True

    def _fillers(self, i: int, slot: str, slots: Slots) -> tuple[int, ...]:
        """The tokens that fill one of WORDS_BESIDE."""
        if slot == "adjective":
            return tuple([k for k in self.tree.under(i, *NOMINAL, "advmod", "nummod") if k < i])
        if slot == "particle":
            return self.tree.under(i, "prt", "advmod")
        return self._partners(slots)

    def _partners(self, slots: Slots) -> tuple[int, ...]:
        """Those who act together: several named in one place, or joined modifiers ("Omani and Indian forces")."""
        for name in ("subject", "by", "between", "of"):
            found = slots.get(name, ())
            names = [t for t in found if t in self.named]
            joined = [
                k for t in found for k in self.tree.kids[t] if k < t and self.tree.dep[k] in NOMINAL and len(self.tree.conjuncts(k)) > 1 and k in self.named
            ]
            if len(names) > 1 or joined:
                return found
        return ()

    def _is_one(self, t: int, words: frozenset[str], strict: bool = False) -> bool:
        """Whether token t or a word that modifies it is one of these; strict: the modifier must be a compound or adjective."""
        faces = self._faces.get((t, strict))
        if faces is None:
            faces = self._faces[t, strict] = self._faces_of(t, strict)
        return not faces.isdisjoint(words)

    def _faces_of(self, t: int, strict: bool) -> frozenset[str]:
        """All a fence may call token t: its lemma and word, its modifiers', both together, its kind of party; loosely also what it is of."""
        tree = self.tree
        out = {tree.lemma[t], tree.low[t]}
        if t in self.named:
            out.add(f"<{self.named[t]}>")
        for k in tree.kids[t]:
            if tree.dep[k] in ("compound", "amod") or (tree.dep[k] == "nmod" and not strict):
                out |= {tree.lemma[k], tree.low[k], f"{tree.lemma[k]} {tree.lemma[t]}"}
            elif not strict and tree.dep[k] == "prep" and tree.lemma[k] == "of":
                out |= {tree.lemma[o] for o in tree.under(k, "pobj")}
        return frozenset(out)

    def _is_future(self, i: int) -> bool:
        """Whether a trigger stands in the future, under a modal or an infinitive, or below a verb that is."""
        tree = self.tree
        for t in (i, *tree.up(i)):
            for k in tree.kids[t]:
                word = tree.low[k]
                if tree.dep[k] == "aux" and (tree.tag[k] in ("MD", "TO") or self.grammar.has("future", word)):
                    return True
            if t != i and tree.is_verb(t) and not self.grammar.has("light", tree.lemma[t]):
                return False
        return False

    def is_idle(self, t: int) -> bool:
        """Whether a doer is none: an animal, the weather, a market, a film; unless the words name a party."""
        tree = self.tree
        if self.named.get(t) in ("state", "igo", "group", "force"):
            return False
        named = tree.is_proper(t) and any(self.grammar.has("no_party", tree.low[k]) for k in tree.under(t, "compound"))  # "Mount Agung"
        return named or (not tree.word[t].isupper() and not tree.is_proper(t) and any(self.grammar.has("no_party", w) for w in (tree.lemma[t], tree.low[t])))
