"""The best frame at each token of a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.model.revise import revised
from sayso.model.tree import VERB_TAGS, Tree
from sayso.ontology.cues import Grammar
from sayso.ontology.frames import NOTHING, Entry, Frames, Pattern
from sayso.stages.fences import Fences
from sayso.stages.grammar import NOMINAL, subjects
from sayso.stages.slots import Slots, noun_slots, prepositions, verb_slots

WINDOW = 6
"""How many words further the rest of a multiword trigger may stand ("take the man into custody")."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern that fits at a token: the tokens of its words, the slots, how specific it is."""

    pattern: Pattern
    tokens: tuple[int, ...]
    slots: Slots
    light: int | None
    score: tuple[int, int, int, int]
    fallback: Hit | None = None


class Seeker:
    """Finds the best frame at each token of one tree."""

    def __init__(self, tree: Tree, frames: Frames, grammar: Grammar, named: dict[int, str], dates: frozenset[int] = frozenset()) -> None:
        self.tree, self.frames, self.grammar, self.named, self.dates = tree, frames, grammar, named, dates
        self.fenced: list[tuple[int, Pattern, Slots]] = []
        self.present = {*tree.lemma, *tree.low}
        self.fences = Fences(tree, grammar, named)

    def at(self, i: int) -> list[Hit]:
        """The best hit at token i, or none."""
        tree = self.tree
        lemma, tag = tree.lemma[i], tree.tag[i]
        if tag in VERB_TAGS and tree.dep[i] not in ("aux", "auxpass", "amod"):
            candidates = self.frames.by_verb.get(lemma, NOTHING).possible(self.present)
            if candidates:
                return self._best(i, candidates, verb_slots(tree, i, self.grammar, self.dates), None)
        if tag in ("NN", "NNS") or (tag in ("NNP", "NNPS") and i not in self.named):
            head = lemma if tag in ("NN", "NNS") else lemma.rstrip("s")
            candidates = (self.frames.by_noun.get(head) or self.frames.by_noun.get(lemma, NOTHING)).possible(self.present)
            if candidates and not (tree.dep[i] in NOMINAL and tree.is_noun(tree.head[i])):
                slots, light = noun_slots(tree, i, self.grammar)
                return self._best(i, candidates, slots, light)
        if tag.startswith("JJ") or (tag == "VBN" and tree.dep[i] == "acomp"):
            candidates = self.frames.by_adjective.get(lemma, NOTHING).possible(self.present)
            if candidates and tree.dep[i] in ("acomp", "ROOT", "conj", "xcomp", "oprd", "ccomp", "advcl", "acl"):
                return self._best(i, candidates, self._adjective_slots(i), None)
        return []

    def _adjective_slots(self, i: int) -> Slots:
        slots = verb_slots(self.tree, i, self.grammar, self.dates)
        if not slots.get("subject"):
            slots["subject"] = subjects(self.tree, self.tree.head[i], self.grammar)
        return slots

    def _best(self, i: int, candidates: Iterable[Entry], slots: Slots, light: int | None) -> list[Hit]:
        best: Hit | None = None
        plain: Hit | None = None
        one: tuple[int, ...] = (i,)
        particle = "prt" in self.tree.below[i]
        for entry in candidates:
            words, pattern, size = entry.words, entry.pattern, entry.size
            if best is not None and size < best.score[:2]:
                if plain is not None and size < plain.score[:2]:
                    break  # candidates come by size: nothing better follows
                if not pattern.plain:
                    continue
            tokens, own = one, slots
            if len(words) > 1:
                found = self._words(i, words, pattern.pos)
                if found is None:
                    continue
                tokens = found
                if pattern.pos == "verb":
                    own = self._with_object(tokens, slots)
            elif particle and pattern.pos == "verb":
                continue
            if not all(map(own.get, pattern.wants)) or not self.fences.fits(i, pattern, own):
                self.fenced.append((i, pattern, own))
                continue
            filled = any(map(own.get, pattern.recipient)) + any(map(own.get, pattern.inner))
            hit = Hit(pattern, tokens, own, light, (*size, filled, -int(pattern.frame.outer is None and bool(pattern.inner))))
            if best is None or hit.score > best.score:
                best = hit
            if pattern.plain and (plain is None or hit.score > plain.score):
                plain = hit
        if best is not None and best is not plain:
            best = revised(best, fallback=plain)
        return [best] if best is not None else []

    def _with_object(self, tokens: tuple[int, ...], slots: Slots) -> Slots:
        """The slots of a trigger of several words: the phrases under each ("open an investigation into X", "pledged to work with X"),
        and the object of its last preposition ("speak with X"), count as the trigger's."""
        tree, held = self.tree, dict[str, list[int]]()
        for t in tokens[1:]:
            if tree.is_noun(t) or tree.is_verb(t):
                prepositions(tree, t, held)
        slots = {**slots, **{name: tuple(found) for name, found in held.items() if any(t not in self.dates for t in found)}}
        name = tree.lemma[tokens[-1]]
        return {**slots, "object": slots[name]} if tree.dep[tokens[-1]] == "prep" and name in slots and "object" not in slots else slots

    def _words(self, i: int, words: tuple[str, ...], pos: str) -> tuple[int, ...] | None:
        """Tokens of a trigger of several words at token i, None where its other words are missing."""
        tree = self.tree
        if pos == "noun":
            at = range(i - len(words) + 1, i + 1)
            return tuple(at) if at[0] >= 0 and all(words[n] in (tree.lemma[k], tree.low[k]) for n, k in enumerate(at)) else None
        tokens, at_word = [i], 1
        for k in range(i + 1, min(len(tree), i + 2 + WINDOW + len(words))):
            if words[at_word] in (tree.lemma[k], tree.low[k]) and self._belongs(k, i, tokens) and not self._apart(k, i, len(words)):
                tokens.append(k)
                at_word += 1
                if at_word == len(words):
                    return tuple(tokens)
        for k in (*tree.under(i, "nsubjpass"), *(x for x in tree.kids[i] if x < i and tree.dep[x] in ("advmod", "prt"))):
            if at_word == len(words) - 1 and tree.lemma[k] == words[at_word]:  # "fire was opened"
                return (i, k)
        return None

    def _apart(self, k: int, i: int, size: int) -> bool:
        """Whether a trigger's preposition is only a date's, or a two-word one's stands behind an object: "called her on Tuesday" is no "call on"."""
        tree = self.tree
        if tree.dep[k] == "prep" and (held := tree.under(k, "pobj")) and all(o in self.dates for o in held):
            return True
        return size == 2 and tree.dep[k] == "prep" and any(i < o < k for o in tree.under(i, "dobj"))

    def _belongs(self, k: int, i: int, tokens: list[int]) -> bool:
        """Whether token k hangs within a trigger's phrase: under the verb, one of its words, or a preposition of it."""
        at, steps = k, 0
        while steps < 4:
            if at in tokens or at == i:
                return True
            if self.tree.head[at] == at:
                return False
            at, steps = self.tree.head[at], steps + 1
        return False
