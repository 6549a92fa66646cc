"""What a noun behind a number means: people, a weapon, or neither that is known."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Literal

from sayso.model.coding import Mention
from sayso.model.tree import NOUN_TAGS, Tree
from sayso.ontology.figures import FigureWords

Thing = Literal["people", "weapon", "unknown", "bare"]
MODIFIER_TAGS = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "``", "''", "POS", "CD", "RB", "RBS", "FW", "NFP"}) | NOUN_TAGS


def looked_up(tree: Tree, i: int, table: Container[str]) -> str | None:
    """The key of a table that token i means: with the word before it, joined by a hyphen, or alone; plural names too."""
    lemma, lower = tree.lemma[i], tree.low[i]
    if i > 1 and tree.tag[i - 1] == "HYPH" and (key := f"{tree.lemma[i - 2]}-{lemma}") in table:
        return key
    if i and (key := f"{tree.low[i - 1]} {lemma}") in table:
        return key
    if lemma in table:
        return lemma
    if lower in table:
        return lower
    if lower.endswith("s") and lower[:-1] in table:
        return lower[:-1]
    tail = lower.rpartition("-")[2]
    return tail if tail != lower and len(tail) > 3 and tail in table else None


class Things:
    """Reads the nouns of one sentence."""

    def __init__(self, tree: Tree, words: FigureWords, mentions: Mapping[int, Mention]) -> None:
        self.tree, self.words, self.mentions = tree, words, mentions

    def of(self, noun: int) -> Thing:
        """What a noun means: people, a weapon, neither that is known, or only "others"."""
        tree, counted = self.tree, self.words.counted
        if tree.lemma[noun] in counted.more:
            return "bare"
        if (weapon := looked_up(tree, noun, counted.weapons)) is not None and self._is_weapon(noun, weapon):
            return "weapon"
        if looked_up(tree, noun, counted.people) is not None or self.demonym(noun):
            return "people"
        if tree.lemma[noun] in self.words.happened.happenings or tree.lemma[noun] in counted.animals:
            return "unknown"
        mention = self.mentions.get(noun)
        if mention is not None and mention.party.kind in ("person", "people") and not mention.rule.startswith("proper name"):
            return "people"
        return "unknown"

    def demonym(self, i: int) -> bool:
        """Whether an adjective stands for a people: "21,000 Congolese"."""
        mention = self.mentions.get(i)
        behind = self.tree.tag[i + 1] if i + 1 < len(self.tree) else "."
        national = mention is not None and mention.party.kind in ("state", "people") and mention.party.country is not None
        sure = self.tree.lemma[min(i + 1, len(self.tree) - 1)] in self.words.happened.state
        return national and self.tree.tag[i] in ("JJ", "NNP", "NNPS") and (sure or behind not in MODIFIER_TAGS - {"RB", "VBN", "VBG", "CD"})

    def _modifiers(self, noun: int) -> list[int]:
        """The words that stand right before a noun and belong to it."""
        tree, k = self.tree, noun - 1
        while k >= 0 and tree.tag[k] in MODIFIER_TAGS and tree.tag[k] != "CD" and (tree.head[k] > k or tree.tag[k] == "HYPH"):
            k -= 1
        return [x for x in range(k + 1, noun) if tree.head[x] <= noun]

    def _is_weapon(self, noun: int, weapon: str) -> bool:
        tree, counted = self.tree, self.words.counted
        before = [w for k in self._modifiers(noun) for w in (tree.lemma[k], tree.low[k])]
        if counted.weapons[weapon] == "vehicle" and not any(w in counted.military_before for w in before):
            return False
        if any(w in counted.not_weapons_before for w in before):
            return False
        of = next((p for p in tree.under(noun, "prep") if tree.lemma[p] == "of"), None)
        if weapon in counted.rounds and of is not None and (obj := tree.first(of, "pobj")) is not None:
            return looked_up(tree, obj, counted.weapons) is not None or tree.lemma[obj] in counted.round_of
        return True
