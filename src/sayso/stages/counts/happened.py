"""What happened to those counted, by the words around them: verbs, participles, happenings, the noun they are some of."""

from __future__ import annotations

from collections.abc import Mapping

from sayso.model.coding import Mention
from sayso.model.tree import Tree
from sayso.ontology.figures import FigureWords
from sayso.stages.counts.around import Around
from sayso.stages.counts.counted import Counted
from sayso.stages.counts.things import looked_up
from sayso.stages.counts.verbs import WHO, Happening, Verbs

STATE_TAGS = frozenset({"JJ", "VBN", "VBD", "VBG", "NN", "RB", "NNS"})
HARMED = frozenset({"killed", "wounded", "casualties"})


class Happenings:
    """Finds what happened to those counted, in one sentence."""

    def __init__(self, tree: Tree, words: FigureWords, mentions: Mapping[int, Mention]) -> None:
        self.tree, self.words, self.w = tree, words, words.happened
        self.verbs = Verbs(tree, words, mentions)
        self.around = Around(tree, words, self.verbs)

    def of(self, c: Counted) -> Happening | None:
        """What happened to those a number counts, None where nothing says so."""
        own = self._own(c)
        if own is not None:
            return own
        if self.tree.dep[c.anchor] == "conj" and not c.share and (listed := self._next(c)) is not None:
            return listed
        verb = self._verb(c.anchor)
        if verb is not None and verb.kind is not None:
            return (self._beside(c) if verb.kind == "troops" else None) or verb
        found = self._beside(c) or self.around.of(c) or self._above(c.anchor)
        group = self.w.happenings.get(self.tree.lemma[c.group]) if found is None and c.group is not None else None
        return Happening(group, c.group) if group is not None and c.group is not None else found

    def _own(self, c: Counted) -> Happening | None:
        """The noun itself is a happening: "three deaths", "17 injured", "38 casualties"."""
        noun = c.noun
        if noun is not None and c.thing == "unknown" and (key := looked_up(self.tree, noun, self.w.happenings)) is not None:
            return Happening(self.w.happenings[key], noun)
        if noun is not None and c.thing == "unknown" and self.tree.lemma[noun] in self.w.life and self._takes(noun):
            return Happening("killed", self.tree.head[noun])
        if (
            noun is None
            and (after := c.number.last + 1) < len(self.tree)
            and self.tree.lemma[after] in self.w.happenings
            and self.tree.tag[after].startswith("NN")
        ):
            return Happening(self.w.happenings[self.tree.lemma[after]], after)
        return None

    def _takes(self, life: int) -> bool:
        head = self.tree.head[life]
        return self.tree.lemma[head] in self.w.takes_life

    def _beside(self, c: Counted) -> Happening | None:
        """What modifies them: "people killed", "wounded soldiers", "12 dead", "the pupils who escaped"."""
        tree = self.tree
        nodes = {c.noun if c.noun is not None else c.number.core, c.number.core if not c.share else c.anchor}
        for node in sorted(nodes):
            for k in tree.kids[node]:
                dep = tree.dep[k]
                if dep in ("acl", "relcl", "advcl") and k > node and (found := self._clause(k, dep)) is not None:
                    return found
                if dep in ("amod", "acomp", "appos", "conj") and not tree.is_noun(k) and (state := self.verbs.state(k)) is not None:
                    return Happening(state, k)
        return self._next(c)

    def _clause(self, k: int, dep: str) -> Happening | None:
        """A participle or relative clause on those counted."""
        tree = self.tree
        if dep == "relcl":
            who = next((x for x in tree.kids[k] if tree.lemma[x] in WHO and tree.dep[x] in ("nsubj", "nsubjpass", "dobj")), None)
            if who is None:
                return self._object_gap(k)
            return self.verbs.by_verb(k, self.verbs.role(who, k))
        if dep == "advcl" and any(tree.dep[x] in ("mark", "nsubj", "nsubjpass", "advmod") for x in tree.kids[k] if x < k and tree.tag[x] != "RB"):
            return None
        return self.verbs.by_verb(k, "subject" if tree.tag[k] == "VBG" else "passive") if tree.tag[k] in ("VBN", "VBG", "VBD", "JJ") else None

    def _object_gap(self, k: int) -> Happening | None:
        """ "the men they captured": a relative clause without a pronoun."""
        tree = self.tree
        subject = any(tree.dep[x] == "nsubj" for x in tree.kids[k])
        whom = any(tree.dep[x] in ("dobj",) for x in tree.kids[k])
        return self.verbs.by_verb(k, "object") if subject and not whom and tree.lemma[k] in self.w.object else None

    def _next(self, c: Counted) -> Happening | None:
        """A state right behind the words: "12 dead", "21 wounded in an assault", "two seriously hurt", "three in custody"."""
        tree, at = self.tree, self._past_adverbs(c)
        if at >= len(tree):
            return None
        if tree.tag[at] == "IN":
            lying = self.verbs.lying(at) if tree.tag[c.number.core] == "CD" else None
            return None if lying is None else Happening(lying, at)
        if tree.tag[at] not in STATE_TAGS:
            return None
        kind = self.verbs.state(at)
        if kind is None and tree.tag[at] in ("VBN", "VBD") and self._harms(tree.lemma[at]):
            found = self.verbs.by_verb(at, "passive")
            kind = found.kind if found is not None else None
        acts = any(tree.dep[x] == "dobj" and x > at for x in tree.kids[at])
        before_noun = at + 1 < len(tree) and tree.is_noun(at + 1) and tree.head[at] == at + 1 and c.noun is None and c.number.sort != "count"
        return None if kind is None or acts or before_noun else Happening(kind, at)

    def _harms(self, lemma: str) -> bool:
        return lemma in self.w.object or lemma in self.w.through or lemma in self.w.holds

    def _past_adverbs(self, c: Counted) -> int:
        """The token behind the words for them and behind "others", "more", "seriously"."""
        tree, at = self.tree, c.end + (3 if c.share and c.noun is None else 1)
        for _ in range(3):
            if at < len(tree) and tree.lemma[at] not in self.w.state:
                adverb = tree.tag[at] in ("RB", "RBR", "JJR") or tree.lemma[at] in self.words.counted.more
                at += 1 if adverb or (tree.word[at] == "," and c.share) else 0
        return at

    def _verb(self, anchor: int) -> Happening | None:
        """The verb whose subject or object they are, or the first of their list is."""
        tree, at = self.tree, anchor
        for _ in range(6):
            head, dep = tree.head[at], tree.dep[at]
            if head == at:
                return None
            if dep in ("nsubj", "nsubjpass", "dobj", "csubj", "dative") or (
                dep in ("oprd", "ccomp", "attr", "npadvmod") and tree.is_verb(head) and not tree.is_verb(at)
            ):
                if tree.lemma[head] in self.words.told.part and (whole := tree.first(head, "nsubj")) is not None and whole != at:
                    table = self.w.happenings if tree.lemma[whole] in self.w.happenings else self.w.fates
                    kind = "killed" if tree.lemma[whole] == "toll" else table.get(tree.lemma[whole])
                    return Happening(kind, whole, whole)
                return self.verbs.by_verb(head, self.verbs.role(at, head))
            if dep == "conj" and tree.is_verb(head) and not tree.is_verb(at) and head < at and tree.first(head, "dobj", "nsubjpass") is not None:
                return self.verbs.by_verb(head, "object" if tree.first(head, "dobj") is not None else "passive")
            listed = dep in ("nmod", "compound") and tree.tag[head] == "NNS" and head > at + 1 and tree.lemma[at + 1] in ("and", ",")
            if (dep != "conj" and not listed) or tree.is_verb(head):
                return None
            at = head
        return None

    def _above(self, anchor: int) -> Happening | None:
        """The nouns and prepositions above them: "the killing of 116 villagers", "the bodies of 12 men", "including three children"."""
        tree, at = self.tree, anchor
        for _ in range(8):
            head, dep = tree.head[at], tree.dep[at]
            if head == at:
                return None
            lemma = tree.lemma[head]
            if dep == "poss" and lemma in self.w.happenings:
                return Happening(self.w.happenings[lemma], head)
            if dep == "dobj" and lemma in self.w.carries and tree.dep[head] in ("acl", "relcl"):
                return self._aboard(tree.head[head])
            if dep in ("nsubj", "attr") and lemma == "be":
                return self._among(head)
            if dep == "appos":
                return Happening(None, head, head)
            group = tree.head[head] if dep == "pobj" and self._grouped(head) else None
            if dep == "pobj" and (found := self._verb(group) if group is not None else self._behind(head)) is not None:
                return found
            if group is None and (dep != "conj" or tree.is_verb(head)):
                return None
            at = head if group is None else group
        return None

    def _grouped(self, preposition: int) -> bool:
        """Whether a preposition leads from a group to its members: "a convoy of 40 soldiers"."""
        tree, above = self.tree, self.tree.head[preposition]
        return tree.lemma[preposition] == "of" and tree.lemma[above] in self.words.counted.groups and tree.tag[above] != "CD"

    def _behind(self, preposition: int) -> Happening | None:
        """What a preposition before them says with the word above it."""
        tree, above = self.tree, self.tree.head[preposition]
        lemma, noun = tree.lemma[preposition], tree.lemma[above]
        if lemma in self.words.told.part:
            return Happening(None, above, above if not tree.is_verb(above) else None)
        if lemma == "by" or tree.dep[preposition] == "agent":
            return None
        if lemma in self.w.withs:
            return self._aboard(above) or self._together(above)
        kind = self.w.object.get(f"{noun} {lemma}") if tree.is_verb(above) else self.w.happenings.get(noun)
        if lemma == "of":
            if noun in self.words.counted.bodies or (noun in self.w.life and self._takes(above)):
                kind = "killed"
            elif noun in self.w.limbs and kind is None:
                kind = "wounded"
        elif lemma not in ("to", "among", "for") or kind not in HARMED:
            return None
        return None if kind is None else Happening(kind, above)

    def _aboard(self, craft: int) -> Happening | None:
        """People in a craft to which something happened: "a ketch with a crew of four was seized"."""
        tree, at = self.tree, self.tree.head[craft]
        if tree.is_verb(craft):
            key = next((k for p in tree.under(craft, "prt") if (k := f"{tree.lemma[craft]} {tree.lemma[p]}") in self.w.craft), tree.lemma[craft])
            return Happening(self.w.craft[key], craft) if key in self.w.craft else None
        if not tree.is_verb(at) or tree.dep[craft] not in ("nsubj", "nsubjpass", "dobj"):
            return None
        kind = self.w.craft.get(tree.lemma[at])
        return None if kind is None else Happening(kind, at)

    def _together(self, verb: int) -> Happening | None:
        """ "He was killed together with two of his men"."""
        tree = self.tree
        verb = tree.head[verb] if not tree.is_verb(verb) and tree.dep[verb] == "advmod" else verb
        passive = tree.is_verb(verb) and tree.first(verb, "nsubjpass") is not None
        return self.verbs.one_verb(verb, "passive") if passive else None

    def _among(self, verb: int) -> Happening | None:
        """ "Nine teenagers were among 20 people tried"."""
        tree = self.tree
        subject = tree.first(verb, "nsubj")
        if subject is not None and (kind := self.w.happenings.get(tree.lemma[subject]) or self.w.fates.get(tree.lemma[subject])) is not None:
            return Happening(kind, subject)
        for p in tree.under(verb, "prep"):
            if tree.lemma[p] in self.words.told.part and (obj := tree.first(p, "pobj")) is not None:
                kind = self.w.happenings.get(tree.lemma[obj]) or self.w.fates.get(tree.lemma[obj])
                if kind is None and tree.tag[obj] == "DT" and (clause := tree.first(obj, "acl", "relcl")) is not None:
                    told = self._clause(clause, tree.dep[clause])
                    kind = told.kind if told is not None else None
                return Happening(kind, obj, obj)
        return None
