"""Which names of a sentence stand where a place stands: "in Washington" is one, "Washington said" a government, "Jordan Haddad" a person."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.model.coding import Coding, Mention, Name
from sayso.model.text import Span
from sayso.model.tree import Tree
from sayso.ontology.load import Ontology
from sayso.ontology.towns import PlaceRow

Use = Literal["place", "seat", "country"]
BODIES = frozenset({"igo", "ngo", "company", "group", "media", "person", "force"})
PROPER = frozenset({"NNP", "NNPS"})


@dataclass(frozen=True, slots=True)
class Named:
    """A name that may be a place: its words, head token and first token, what it may mean, and the country it names (None: none).

    `use` is seat for a capital, which may stand for its government."""

    sentence: int
    span: Span
    token: int
    first: int
    rows: tuple[PlaceRow, ...]
    use: Use
    country: Name | None = None


class PlaceNames:
    """Finds the names of one document, sentence by sentence."""

    def __init__(self, coding: Coding, ontology: Ontology) -> None:
        self.coding, self.ontology, self.words = coding, ontology, ontology.place_words
        self.dated: dict[int, list[Span]] = {}
        for t in coding.times:
            if t.time.span is not None:
                self.dated.setdefault(t.sentence, []).append(t.time.span)
        self.parties: dict[int, list[Mention]] = {}
        for m in coding.mentions:
            self.parties.setdefault(m.sentence, []).append(m)

    def named(self, tree: Tree, parties: Sequence[Name]) -> list[Named]:
        """The names that stand as places, left to right. `parties` are the names of parties in the sentence."""
        start = tree.start[0]
        text = self.coding.document.text[start : tree.end[-1]]
        countries = {n.span: n for n in parties if n.use == "name" and n.kind == "state"}
        seats = {n.span for n in parties if n.use in ("capital", "seat")}
        fenced = [n.span for n in parties if n.use == "not" or (n.use == "name" and n.kind not in ("state", "place"))]
        bodies = {n.span for n in parties if n.use == "name" and n.kind in BODIES}
        dated = self.dated.get(tree.sentence, ())
        found = {Span(start + a, start + b): rows for a, b, rows in self.ontology.places.find(text)}
        found = {s: rows for s, rows in found.items() if not any(_crosses(s, c) or (c.holds(s) and c != s) for c in countries)}  # no Africa in South Africa
        found |= {c: () for c in countries if not any(s.holds(c) for s in found)}
        out: list[Named] = []
        for span in sorted(found, key=lambda s: (s.start, s.end)):
            if span in bodies or any(d.overlaps(span) for d in dated) or any(f.overlaps(span) and f.start != span.start and not span.holds(f) for f in fenced):
                continue
            token = head_of(tree, span)
            if token is None or (span.start == start and tree.tag[token] not in PROPER):  # "Police" at the beginning
                continue
            country, rows = countries.get(span), found[span]
            use: Use = "country" if country is not None else "seat" if span in seats else "place"
            one = Named(tree.sentence, span, token, first_of(tree, span), rows, use, country)
            if self._is_name_of_more(tree, one):
                continue
            whole = one.use == "place" and rows and rows[0].kind in ("area", "site") and not self._governs(tree, token)
            if whole or self.stands(tree, token, one.use):
                out.append(one)
        return out

    def stands(self, tree: Tree, token: int, use: Use) -> bool:
        """Whether the phrase a token heads stands where a place stands."""
        above, dep, words = tree.head[token], tree.dep[token], self.words
        if dep == "pobj":
            return self._behind(tree, token, above, use)
        if dep in ("conj", "appos"):
            return tree.is_noun(above) and (self.stands(tree, above, use) or (use == "place" and dep == "conj" and tree.is_proper(above)))
        if tree.lemma[above] == "base" and tree.tag[above] == "VBN" and dep in ("npadvmod", "compound", "nmod"):  # "London-based"
            return True
        if dep in ("compound", "nmod", "npadvmod", "poss", "nummod", "amod") and tree.is_noun(above):
            if words.kinds(tree.word[above]) and (use != "country" or (dep == "poss" and self.stands(tree, above, "place"))):
                return True
            if dep == "poss":
                if use == "country":
                    return tree.is_proper(above) and self.stands(tree, above, "seat")
                return use == "place" and (words.has("belongs", tree.lemma[above]) or tree.is_proper(above))
            if tree.is_proper(above):
                return tree.is_proper(token) and self.stands(tree, above, use) and use != "country"
            return use != "country" and words.has("happenings", tree.lemma[above]) and dep != "npadvmod"
        if dep in ("dobj", "nsubjpass"):
            return use == "place" or (use == "seat" and words.has("hits", tree.lemma[above]) and not tree.under(above, "ccomp"))
        if dep == "nsubj":
            return use == "place" and not words.has("speaks", tree.lemma[above])
        return use == "place" and (dep in ("npadvmod", "attr", "nmod", "dep", "oprd") or (dep == "ROOT" and len(tree) <= 8))

    def _behind(self, tree: Tree, token: int, prep: int, use: Use) -> bool:
        """The same behind a preposition."""
        words, lemma, governor = self.words, tree.lemma[prep], tree.head[prep]
        over, verbal = tree.lemma[governor], tree.is_verb(governor)
        if words.has("inside", lemma):
            return not (lemma == "toward" and use == "country" and not verbal)
        if lemma in ("accord", "according") or over in ("accord", "according"):
            return False
        if words.has("moving", lemma):
            if verbal:
                return words.has("moves", over) or (use == "place" and lemma != "for") or (lemma == "from" and words.has("speaks", over))
            if tree.tag[governor] in ("IN", "RB", "TO"):  # "out of", "away from"
                return True
            people = over in self.ontology.figures.counted.people and lemma == "from"  # "a driver from Niger"
            return people or words.has("journeys", over) or (use == "place" and lemma in ("from", "to", "out"))
        if lemma == "of":
            if self._holds_office(tree, governor) and not words.has("belongs", over):  # "the governor of Krasnodar"
                return False
            if over in words.directions or words.has("belongs", over) or words.kinds(over) or words.has("sides", over):
                return not (
                    use == "country"
                    and (tree.is_proper(governor) or over in ("people", "all", "most", "much", "citizen", "native", "fall", "battle", "occupation"))
                )
            return use == "place" and not tree.is_proper(governor) and over not in ("kind", "sort")
        if words.has("between", lemma):
            return use == "place" or (lemma == "on" and bool(words.kinds(over))) or (use == "seat" and words.has("happenings", over))
        return False

    def _holds_office(self, tree: Tree, token: int) -> bool:
        return any(m.head == token and m.party.kind == "person" and m.party.role for m in self.parties.get(tree.sentence, ()))

    def _governs(self, tree: Tree, token: int) -> bool:
        """Whether an area's name is the subject of a word of saying."""
        return tree.dep[token] == "nsubj" and tree.lemma[tree.head[token]] in ("say", "tell", "announce", "deny", "warn", "accuse", "report")

    def _is_name_of_more(self, tree: Tree, one: Named) -> bool:
        """Whether the words are part of a longer name of a person, body, treaty or paper ("Paris agreement", "Washington Post", "Free Tibet")."""
        last = last_of(tree, one.span)
        after = last + 1
        if after < len(tree) and tree.start[after] == one.span.end + 1:
            word = tree.word[after]
            if self.words.has("names", word.lower()) and tree.head[last] >= after:
                return True
            if tree.dep[one.token] in ("compound", "nmod") and tree.is_proper(after) and tree.head[one.token] >= after and not self.words.kinds(word):
                return True
        before = one.first - 1
        if before >= 0 and tree.head[before] == one.token and tree.dep[before] in ("compound", "nmod") and tree.is_proper(before):
            if tree.end[before] == one.span.start - 1 and tree.low[before] not in self.words.lists["parts"] and not self.words.kinds(tree.word[before]):
                return True
        if tree.dep[one.token] not in ("compound", "nmod", "pobj") or (tree.dep[one.token] == "pobj" and not tree.is_proper(tree.head[tree.head[one.token]])):
            return False
        return any(
            m.party.span is not None
            and m.party.span.holds(one.span)
            and m.party.span != one.span
            and (m.party.kind in ("igo", "ngo", "company", "group", "media") or (m.party.kind in ("person", "force") and m.party.name is not None))
            and m.head != one.token
            for m in self.parties.get(tree.sentence, ())
        )


def head_of(tree: Tree, span: Span) -> int | None:
    """The highest token of some words, the last of them among equals."""
    first, behind = bisect_right(tree.end, span.start), bisect_left(tree.start, span.end)
    if behind - first < 2:
        return first if first < behind else None
    return min(range(first, behind), key=lambda i: (sum(1 for _ in tree.up(i)), -i))


def first_of(tree: Tree, span: Span) -> int:
    """The first token that lies in some words."""
    return bisect_right(tree.end, span.start)


def last_of(tree: Tree, span: Span) -> int:
    """The last token that lies in some words."""
    return bisect_left(tree.start, span.end) - 1


def _crosses(one: Span, other: Span) -> bool:
    """Whether two stretches overlap and neither holds the other."""
    return one.overlaps(other) and not one.holds(other) and not other.holds(one)
