"""Numbers and articles that count nobody: numbers of rooms and roads, ages, one who only speaks, a weapon that does nothing."""

from __future__ import annotations

from sayso.model.tree import Tree
from sayso.ontology.figures import FigureWords
from sayso.stages.counts.counted import Counted
from sayso.stages.counts.numbers import Number
from sayso.stages.counts.things import looked_up


class Idle:
    """Sifts them out in one sentence."""

    def __init__(self, tree: Tree, words: FigureWords) -> None:
        self.tree, self.words = tree, words

    def label(self, number: Number) -> bool:
        """Whether digits only name a thing: "Room 9", "Resolution 2254", "No. 14"."""
        tree, i = self.tree, number.first
        if number.sort != "count" or not tree.word[i][:1].isdigit() or i == 0:
            return False
        core, head = number.core, tree.head[number.core]
        if tree.dep[core] in ("nummod", "appos") and head == i - 1 and tree.is_noun(head) and tree.tag[head] in ("NN", "NNP"):
            after = number.last + 1
            return after >= len(tree) or not (tree.is_noun(after) and tree.tag[after] == "NNS")
        return tree.low[i - 1] in self.words.counted.labels

    def group(self, c: Counted) -> bool:
        """Whether an article only begins a group that is counted itself: "a crew of four"."""
        tree, noun = self.tree, c.noun
        if c.number.sort != "article" or noun is None or tree.lemma[noun] not in self.words.counted.groups:
            return False
        of = [o for p in tree.under(noun, "prep") if tree.lemma[p] == "of" for o in tree.under(p, "pobj")]
        return tree.lemma[noun] not in self.words.counted.people or any(tree.tag[o] == "CD" or tree.first(o, "nummod") is not None for o in of)

    def left(self, c: Counted) -> bool:
        """Whether armed men only speak, meet or desert: this tells nothing of troops."""
        tree, at = self.tree, c.anchor
        verb = tree.head[at]
        if tree.dep[at] in ("nsubj", "nsubjpass") and tree.is_verb(verb):
            return tree.lemma[verb] in self.words.told.said or tree.lemma[verb] in self.words.counted.left
        return tree.dep[at] == "dobj" and tree.lemma[verb] in self.words.counted.left

    def acts(self, c: Counted) -> bool:
        """Whether one attacker does something: "a gunman opened fire", "a suicide bomber rammed a gate"."""
        tree, at = self.tree, c.anchor
        verb = tree.head[at]
        attacker = c.noun is not None and tree.lemma[c.noun] in self.words.counted.attackers
        return attacker and tree.dep[at] == "nsubj" and tree.is_verb(verb) and not self.left(c) and tree.first(verb, "auxpass") is None

    def age(self, c: Counted) -> bool:
        """Whether a bare number is the age of one named before it: "Ion March, 34,", "a girl of 16", "aged 12"."""
        tree, number, i = self.tree, c.number, c.number.first
        if c.thing != "bare" or number.sort != "count" or i == 0:
            return False
        before = tree.low[i - 1]
        if before in self.words.counted.aged:
            return True
        if before in (",", "(") and i > 1 and tree.tag[i - 2] in ("NNP", "NN", "POS"):
            after = tree.word[number.last + 1] if number.last + 1 < len(tree) else "."
            return after in (",", ")", ".", ";", "and") and tree.word[i][:1].isdigit()
        if before == "of" and i > 1 and tree.tag[i - 2] == "NN" and looked_up(tree, i - 2, self.words.counted.people):
            return tree.lemma[i - 2] not in self.words.counted.groups
        return before == "and" and i > 1 and tree.tag[i - 2] == "CD" and any(w.lower() in self.words.counted.aged for w in tree.word[max(0, i - 4) : i])

    def speaks(self, c: Counted) -> bool:
        """Whether one person only says something: "one of his generals told", "a spokesman said"."""
        if c.number.high != 1:
            return False
        verb = self.tree.head[c.anchor]
        if self.tree.dep[c.anchor] == "nsubj" and verb < c.anchor and self.tree.lemma[verb] in self.words.told.said:
            return True
        after = max(c.last, c.number.last) + 1
        while after < len(self.tree) and self.tree.tag[after] in ("RB", "NNP"):
            after += 1
        spoken = after < len(self.tree) and self.tree.is_verb(after) and self.tree.lemma[after] in self.words.told.said
        return spoken and self.tree.tag[after] in ("VBD", "VBZ") and (after == 0 or self.tree.lemma[after - 1] != "be")

    def used(self, noun: int) -> bool:
        """Whether one weapon is fired, hit, found or the like in the sentence."""
        tree, w = self.tree, self.words.happened
        key = looked_up(tree, noun, self.words.counted.weapons)
        sort = self.words.counted.weapons[key or ""]
        at = noun
        for _ in range(5):
            head, dep = tree.head[at], tree.dep[at]
            if tree.is_verb(head) and head != at:
                lemma = tree.lemma[head]
                if dep == "nsubj" and sort != "ship" and tree.first(head, "auxpass") is None and (lemma in w.weapon_subject or lemma in w.object):
                    return True
                if dep == "nsubj" and sort == "ship" and lemma in w.craft and tree.first(head, "dobj") is None:
                    return True
                if (dep in ("dobj", "nsubjpass", "ccomp") or (dep == "nsubj" and sort != "ship")) and lemma in w.weapon_object:
                    return sort != "vehicle" or lemma not in w.weapon_subject
                return (
                    sort == "munition"
                    and dep in ("prep", "agent", "dobj")
                    and (lemma in w.weapon_object or lemma in w.weapon_subject or lemma in w.object or lemma in w.loses)
                )
            if dep not in ("pobj", "conj", "appos", "prep", "agent", "relcl"):
                return any(tree.lemma[k] in w.weapon_object for k in tree.under(noun, "acl", "relcl"))
            at = head
        return False
