"""Who or what a number counts: the noun, the words, whether civilians, whose nationals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sayso.model.coding import Mention
from sayso.model.tree import Tree
from sayso.ontology.figures import FigureWords
from sayso.stages.counts.numbers import Number
from sayso.stages.counts.things import MODIFIER_TAGS, Thing, Things, looked_up

NUMBER_DEPS = frozenset({"nummod", "quantmod", "compound", "amod", "det", "predet", "nmod", "advmod"})
OBLIQUE = frozenset({"them", "whom", "they", "who", "us", "those", "these", "which", "you"})
ODD = frozenset({"-LRB-", "-RRB-", "SYM", "LS", "ADD", "XX"})
"""Tags the parse gives to names of models by mistake: "Shahed-136"."""
VERBS = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts. `noun` is the head of the words for them, None where only the number stands; `anchor` the token whose
    place in the sentence tells what happened; `first` and `last` the words. `share` is set for some of those counted elsewhere ("two of them"),
    `group` is the noun for these ("nine of the dead")."""

    number: Number
    noun: int | None
    anchor: int
    thing: Thing
    first: int = -1
    last: int = -1
    share: bool = False
    group: int | None = None

    @property
    def end(self) -> int:
        """The last token of number and words."""
        return max(self.number.last, self.last, self.noun if self.noun is not None else -1)

    @property
    def token(self) -> int:
        """The noun, or the number where there is none."""
        return self.noun if self.noun is not None else self.number.core


class Counting:
    """Finds those counted, in one sentence."""

    def __init__(self, tree: Tree, words: FigureWords, mentions: Mapping[int, Mention]) -> None:
        self.tree, self.words = tree, words
        self.things = Things(tree, words, mentions)

    def of(self, number: Number) -> Counted:
        """What a number counts."""
        if number.sort == "article" or number.sort == "none":
            after = number.last + 1
            ordinal = after + 1 < len(self.tree) and self.tree.lemma[after] in self.words.counted.more and self.tree.word[after + 1] == ","
            if ordinal and number.sort == "article" and number.core > after + 1:  # "a third, Ali Odessky, died"
                return Counted(number, None, number.core, "bare")
            named = self.tree.is_noun(number.core) and number.core > number.last
            return self._named(number, number.core) if named else self._bare(number)
        if number.strong is not None:
            return self._strong(number)
        after = number.last + 1
        if after < len(self.tree) and self.tree.lemma[after] in self.words.counted.more and after + 1 < len(self.tree) and self.tree.lemma[after + 1] == "of":
            after += 1
        if after < len(self.tree) and self.tree.lemma[after] == "of":
            return self._share(number, after)
        if (one := self._one(number)) is not None:
            return Counted(number, one, number.core, "people", self._start(after + 1, one), self._end(one), share=True)
        if (men := self._numbering(number)) is not None:
            return Counted(number, men, number.core, self.things.of(men), self._start(self.tree.subtree(men)[0], men), men)
        noun = self._behind(number)
        if noun is not None and self.tree.tag[noun] == "NN" and (number.low or 0) > 1 and self.tree.lemma[noun] in self.words.happened.state:
            noun = None
        return self._bare(number) if noun is None else self._named(number, noun)

    def _one(self, number: Number) -> int | None:
        """What one of those before is said to be: "two people, one a policeman, died"."""
        tree, after = self.tree, number.last + 1
        if number.high != 1 or number.low != 1 or after + 1 >= len(tree) or tree.lemma[after] != "a" or number.first == 0 or tree.word[number.first - 1] != ",":
            return None
        noun = self._run(after)
        return noun if noun is not None and self.things.of(noun) == "people" else None

    def _numbering(self, number: Number) -> int | None:
        """Those a number behind the verb "number" counts: "the rebels, who number about 100", "police numbering 300"."""
        tree, verb = self.tree, number.first - 1
        if verb < 1 or tree.lemma[verb] != "number" or not tree.tag[verb].startswith("VB"):
            return None
        subject = tree.first(verb, "nsubj")
        men = tree.head[verb] if tree.dep[verb] in ("acl", "relcl") else subject
        return men if men is not None and tree.is_noun(men) else None

    def _named(self, number: Number, noun: int) -> Counted:
        tree = self.tree
        while tree.dep[noun] == "poss" and tree.head[noun] > noun:
            noun = tree.head[noun]
        thing = self.things.of(noun)
        if thing == "bare":
            return Counted(number, None, noun, "bare")
        head = tree.head[number.core]
        hyphened = tree.tag[noun - 1] == "HYPH" and number.last < head < noun and tree.is_noun(head)
        return Counted(number, noun, head if hyphened else noun, thing, self._start(number.last + 1, noun), self._end(noun))

    def _share(self, number: Number, of: int) -> Counted:
        """ "two of his bodyguards", "dozens of civilians", "two of them", "one of the five killed"."""
        tree = self.tree
        noun = tree.first(of, "pobj", "pcomp")
        if noun is None:
            noun = self._run(of + 1)
        if noun is None or tree.lemma[noun] in OBLIQUE or tree.low[noun] in OBLIQUE:
            named = self._predicate(number, noun)
            if named is not None:
                return Counted(number, named, number.core, self.things.of(named), self._start((noun or of) + 1, named), self._end(named), share=True)
            return Counted(number, None, number.core, "bare", share=True)
        counted = any(tree.tag[k] == "CD" for k in range(of + 1, noun + 1)) and tree.tag[of + 1] in ("DT", "PRP$", "CD")
        thing = self.things.of(noun)
        if thing == "bare" or tree.tag[noun] == "CD" or looked_up(tree, noun, self.words.happened.happenings):
            named = self._is(number.core)
            if named is not None:
                return Counted(number, named, number.core, "people", self._start(tree.head[number.core] + 1, named), self._end(named), share=True, group=noun)
            return Counted(number, None, number.core, "bare", share=True, group=noun)
        return Counted(number, noun, number.core, thing, self._start(of + 1, noun), self._end(noun), share=counted)

    def _predicate(self, number: Number, pronoun: int | None) -> int | None:
        """The noun that says what some of them are: "four of them children", "two of whom were policemen"."""
        tree = self.tree
        if pronoun is None or pronoun + 1 >= len(tree):
            return None
        at = pronoun + 1
        if tree.lemma[at] == "be":
            noun = tree.first(at, "attr")
            return noun if noun is not None and tree.is_noun(noun) else None
        if (noun := self._is(number.core)) is not None:
            return noun
        noun = self._run(at + 1 if tree.tag[at] == "DT" else at)
        return noun if noun is not None and self.things.of(noun) in ("people", "weapon") else None

    def _is(self, core: int) -> int | None:
        """The people that those counted are said to be: "20 were civilians", "nine of the dead were children"."""
        tree, head = self.tree, self.tree.head[core]
        if tree.lemma[head] != "be" or tree.dep[core] != "nsubj":
            return None
        noun = tree.first(head, "attr")
        return noun if noun is not None and noun > head and tree.tag[noun] in ("NNS", "NNPS") and self.things.of(noun) == "people" else None

    def _strong(self, number: Number) -> Counted:
        """ "a 40-strong convoy of fighters", "a 300-member force"."""
        tree, at = self.tree, number.strong or number.last
        noun = self._run(at + 1)
        if noun is None:
            return self._bare(number)
        if (of := next((p for p in tree.under(noun, "prep") if tree.lemma[p] == "of"), None)) is not None and (men := tree.first(of, "pobj")) is not None:
            if self.things.of(men) == "people":
                return Counted(number, men, noun, "people", self._start(of + 1, men), self._end(men))
        if tree.lemma[noun] in self.words.counted.units_of_men:
            return Counted(number, noun, noun, "people", self._start(at + 1, noun), noun)
        return self._bare(number)

    def _bare(self, number: Number) -> Counted:
        """A number without a noun; in "a crew of four" the noun stands before it."""
        tree, core = self.tree, number.core
        if tree.dep[core] == "pobj" and tree.lemma[tree.head[core]] == "of" and number.sort == "count":
            group = tree.head[tree.head[core]]
            if tree.lemma[group] in self.words.counted.groups and looked_up(tree, group, self.words.counted.people):
                return Counted(number, group, group, "people", self._start(group, group), group)
        if number.sort == "count" and (named := self._is(core)) is not None and tree.tag[named] in ("NNS", "NNPS"):
            return Counted(number, named, core, "people", self._start(tree.head[core] + 1, named), self._end(named), share=True)
        above = tree.head[core]
        return Counted(number, None, above if tree.dep[core] == "nummod" and tree.lemma[above] in self.words.counted.more else core, "bare")

    def _behind(self, number: Number) -> int | None:
        """The noun behind a number, by the parse where it is sound, else the last of the nouns that follow."""
        tree, last = self.tree, number.last
        run = self._run(last + 1) if last + 1 < len(tree) and tree.tag[last + 1] not in ("DT", "PRP$") else None
        head = tree.head[number.core]
        if (
            tree.dep[number.core] in NUMBER_DEPS
            and last < head <= last + 7
            and tree.is_noun(head)
            and not any((tree.tag[k] in VERBS and tree.tag[k + 1] != "HYPH") or tree.word[k] in ";:" for k in range(last + 1, head))
        ):
            hyphened = run is not None and tree.tag[run - 1] == "HYPH" and run - 2 <= head  # "passers-by"
            if run is None or head >= run or (head in tree.up(run) and not hyphened) or self.things.of(run) in ("unknown", "bare"):
                return head
        return run

    def _run(self, at: int) -> int | None:
        """The last noun of the words from `at` on that can make up a noun phrase."""
        tree, noun = self.tree, None
        for k in range(at, min(len(tree), at + 8)):
            tag = tree.tag[k]
            if (tag in ("DT", "PRP$") and k == at) or (tree.word[k] in "\"'“”‘’«»"):
                continue
            if (
                tag not in MODIFIER_TAGS
                and not (tag in ODD and tree.word[k][0].isalnum())
                and not (tag == "CC" and noun is None and k > at and tree.tag[k - 1] == "JJ" and tree.tag[k + 1] in ("JJ", "NN"))
            ):
                break
            if noun is None and tag in ("JJ", "VBN") and tree.lemma[k] in self.words.happened.state and k + 1 < len(tree) and tree.tag[k + 1] in ("CC", ","):
                break
            if noun is not None and (
                (not tree.is_noun(k) and tag not in ("HYPH", "POS"))
                or (tree.dep[k] in ("npadvmod", "nsubj", "dobj") and tag in ("NNP", "NNPS", "NN") and tree.head[k] not in range(at, k + 8))
            ):
                break
            if tree.is_noun(k):
                if noun is not None and tree.tag[noun] in ("NNS", "NNPS") and tag in ("NNP", "NNPS"):
                    break
                noun = k
        return at if noun is None and at < len(tree) and self.things.demonym(at) else noun

    def _start(self, first: int, noun: int) -> int:
        """The first of the words for them, from `first` on."""
        tree, more = self.tree, self.words.counted.more
        while (
            first < noun
            and tree.lemma[first] != "-"
            and (
                tree.lemma[first] == "be"
                or tree.tag[first] in ("DT", "PRP$", "``", "''", "CD", "IN", "WDT", ",", "RBR")
                or tree.lemma[first] in more
                or tree.low[first] in more
                or tree.word[first] in "\"'“”‘’«»"
            )
        ):
            if tree.tag[first] == "CD" and (tree.tag[first + 1] == "HYPH" or ("-" in tree.word[first] and any(c.isdigit() for c in tree.word[first]))):
                break
            first += 1
        return first

    def _end(self, noun: int) -> int:
        """The last of the words: an "of" phrase belongs to them where the noun alone says little, or names an age or a body of men."""
        tree = self.tree
        if tree.tag[noun] == "NNS" and noun + 2 < len(tree) and tree.lemma[noun + 1] in ("and", "or"):
            other = self._run(noun + 2)
            plain = other is not None and tree.tag[other] == "NNS" and not any(tree.tag[k] in ("DT", "PRP$", "CD") for k in range(noun + 2, other))
            return other if other is not None and plain and tree.dep[other] == "conj" and self.things.of(other) == self.things.of(noun) else noun
        if noun + 1 >= len(tree) or tree.lemma[noun + 1] != "of" or tree.head[noun + 1] != noun or (obj := tree.first(noun + 1, "pobj")) is None:
            return noun
        age = tree.tag[obj] == "CD" and obj == noun + 2
        if not age and (tree.lemma[noun] not in self.words.counted.open_ended | self.words.counted.rounds or (tree.tag[obj] == "CD")):
            return noun
        inside = [k for k in tree.subtree(obj, {k for k in tree.kids[obj] if k > obj}) if k > noun]
        return max(inside)
