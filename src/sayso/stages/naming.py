"""One noun phrase to one party: by name, by role noun, by the nationality words around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sayso.model.statement import Party
from sayso.model.text import Span
from sayso.model.tree import Tree
from sayso.ontology.actors import Actor, Match
from sayso.ontology.load import Ontology
from sayso.ontology.roles import Role
from sayso.stages.grammar import RELATIVE

LEFT = frozenset(
    {"det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "advmod", "predet", "case", "punct", "npadvmod", "neg", "cc", "conj", "preconj"}
)
NAMES = frozenset({"NNP", "NNPS", "NNS"})
"""Tags under which a word's lemma is the word itself, also of a plural."""
CIVIL = frozenset({"CVL"})
GENERIC = frozenset({"GOV", ""})


class Phrase(NamedTuple):
    """A noun phrase: head token, first and last token, the names that stand in it, and all names of its sentence."""

    tree: Tree
    head: int
    first: int
    last: int
    names: tuple[Match, ...]
    around: Sequence[Match]


def phrase(tree: Tree, head: int, names: Sequence[Match]) -> Phrase:
    """The phrase a noun heads: its left modifiers, and an of-phrase ("president of Iran", "Secretary of State")."""
    first, last = head, head
    kids = tree.kids[head]
    if kids and kids[0] < head:
        for k in reversed([k for k in kids if k < head]):
            if tree.dep[k] not in LEFT or tree.tag[k] in RELATIVE:
                break
            first = min(first, tree.subtree(k)[0])
        first = _skip_punct(tree, first, head)
    begins, ends = tree.start[head], tree.end[head]
    on_head = [m for m in names if m.start < ends and m.end > begins]
    for m in on_head:  # a name never ends in the middle of a phrase
        first = min(first, bisect_right(tree.end, m.start))
        last = max(last, bisect_left(tree.start, m.end) - 1)
    whole = bool(on_head) and any(m.use == "name" and m.end >= ends for m in on_head)
    for p in tree.under(head, "prep") if not whole else ():
        if tree.lemma[p] in ("of", "for") and p == last + 1 and (obj := tree.first(p, "pobj")) is not None:
            last = max(last, obj)
    begins, ends = tree.start[first], tree.end[last] + 1
    return Phrase(tree, head, first, last, tuple([m for m in names if m.start >= begins and m.end <= ends]), names)


def _skip_punct(tree: Tree, first: int, head: int) -> int:
    while first < head and (tree.dep[first] in ("punct", "cc", "preconj") or tree.tag[first] in ("``", "''", ",", "-LRB-")):
        first += 1
    return first


@dataclass(frozen=True, slots=True)
class Namer:
    """Names parties of one document, published on `date` (ISO, None if unknown)."""

    ontology: Ontology
    text: str
    date: str | None

    def party(self, np: Phrase) -> tuple[Party, str] | None:
        """The party a phrase names and the rule that said so; None when it names no actor."""
        tree, head = np.tree, np.head
        begins, ends = tree.start[head], tree.end[head]
        on_head = next((m for m in np.names if m.start < ends and m.end > begins), None) if np.names else None
        if on_head is not None and on_head.use == "not":
            return None
        if on_head is not None and on_head.use != "adjective":
            return self._named(np, on_head)
        return self._role(np) or self._proper(np) or self._owned(np)

    def modifier(self, tree: Tree, token: int, names: Sequence[Match]) -> tuple[Party, str] | None:
        """The party a modifier names: "Iranian", "U.S.", "Taliban"."""
        begins, ends = tree.start[token], tree.end[token]
        match = next((m for m in names if m.start < ends and m.end > begins), None)
        if match is None or match.use == "not":
            return None
        actor = self.choose(match.actors)
        span = Span(match.start, match.end)
        return self._as_party(actor, span, ("GOV",) if actor.kind == "state" else actor.sectors), f"actors/{actor.rule}#{actor.id}"

    def choose(self, actors: Sequence[Actor]) -> Actor:
        """The row in force on the document's date; the latest one that had begun, or the first, where none is."""
        held = [a for a in actors if a.held(self.date)]
        if held:
            return max(held, key=lambda a: (a.start, not a.end)) if self.date or len({a.id for a in held}) == 1 else held[0]
        begun = [a for a in actors if not a.start or self.date is None or a.start <= self.date]
        return max(begun or list(actors), key=lambda a: a.start)

    def _as_party(self, actor: Actor, span: Span, sectors: tuple[str, ...], role: str | None = None) -> Party:
        early = actor.role is not None and self.date is not None and actor.start > self.date
        lapsed = actor.role is not None and not early and not actor.held(self.date)
        if lapsed:
            sectors = ("ELI",)
        elif early:
            sectors = ()
        own = (None if early else f"former {actor.role}" if lapsed else actor.role) or role
        return Party(span.of(self.text), span, actor.name, actor.kind, actor.country, sectors, own, actor.id)

    def _named(self, np: Phrase, match: Match) -> tuple[Party, str]:
        actor, span = self.choose(match.actors), np.tree.span(np.first, np.last)
        rule = f"actors/{actor.rule}#{actor.id}"
        if actor.kind == "person":
            role = self._title(np)
            return self._as_party(actor, span, actor.sectors, role), rule
        if match.use == "demonym":
            return Party(span.of(self.text), span, None, "people", actor.country, ("CVL",), None, None), rule
        return self._as_party(actor, span, actor.sectors), rule

    def _title(self, np: Phrase) -> str | None:
        for i in range(np.head - 1, np.first - 1, -1):
            found = self._role_at(np.tree, i, np.first)
            if found is not None:
                return found[0].name
        return None

    def _role_at(self, tree: Tree, i: int, first: int) -> tuple[Role, int] | None:
        roles, word = self.ontology.roles, tree.low[i]
        for head in dict.fromkeys((word, tree.lemma[i], _singular(word))):
            if head in roles.by_head:
                start = max(first, i - 5)
                before = tuple([tree.lemma[k] if tree.tag[k] not in NAMES else _singular(tree.low[k]) for k in range(start, i)])
                found = roles.of(head, before) or roles.of(head, tree.low[start:i])
                if found is not None:
                    return found
        return None

    def _role_of(self, tree: Tree, np: Phrase) -> tuple[Role, int] | None:
        """A role whose words go on behind the head: "chief of staff", "member of parliament"."""
        for p in tree.under(np.head, "prep"):
            obj = tree.first(p, "pobj")
            if tree.lemma[p] == "of" and obj is not None and obj - np.head <= 3:
                words = tuple(tree.lemma[k] for k in range(np.head, obj) if tree.dep[k] != "det")
                found = self.ontology.roles.of(tree.lemma[obj], words)
                if found is not None and found[1] > len(words):
                    return found
        return None

    def _country(self, np: Phrase, skip: Match | None = None) -> Actor | None:
        """Whose it is: the named actor that modifies the phrase; an organ, force or group before a state."""
        best: Actor | None = None
        lists, lemma = self.ontology.cues.grammar.lists, np.tree.lemma[np.head]
        other, ruled = lemma in lists["other"], lemma in lists["rule"]  # "the Trump administration"
        for m in np.names:
            if m.use == "not" or m is skip:
                continue
            if other and m.use != "adjective":
                continue  # "Armenia's neighbours" are not Armenian
            actor = self.choose(m.actors)
            if actor.kind == "person" and m.end < np.tree.start[np.head] and not ruled:
                continue
            if best is None or (best.kind == "state" and actor.kind != "state" and (actor.country == best.country or actor.kind == "group")):
                best = actor
        return best

    def _role(self, np: Phrase) -> tuple[Party, str] | None:
        tree, head = np.tree, np.head
        found = self._role_of(tree, np) or self._role_at(tree, head, np.first)
        if found is None or (tree.is_proper(head) and found[1] == 1 and tree.word[head][0].isupper() and tree.dep[head] == "compound"):
            return None
        if self._is_surname(np, found[1]):
            return None
        role, _ = found
        owner = self._country(np)
        if owner is None and role.kind in ("place", "people", "equipment", "organ", "person"):
            owner = self._around(np)
        sectors = self._sectors(role, owner)
        if any(self.ontology.cues.grammar.has("former", tree.lemma[k]) for k in range(np.first, head)):
            sectors = ("ELI",)
        span = tree.span(np.first, np.last)
        name = None
        if role.kind in ("person",) and (appos := self._appositive(tree, head)) is not None:
            name = appos
        elif role.kind == "organ" and owner is not None and owner.kind in ("organ", "igo") and owner.name in span.of(self.text):
            name = owner.name
        country = owner.country if owner else None
        return Party(span.of(self.text), span, name, role.kind, country, sectors, role.name, None), f"roles#{role.name.replace(' ', '-')}"

    def _is_surname(self, np: Phrase, words: int) -> bool:
        """Whether a capitalised role word ends a person's name ("Hossein Amir")."""
        tree, before = np.tree, np.head - 1
        if words > 1 or not tree.is_proper(np.head) or before < np.first or not tree.is_proper(before):
            return False
        named = any(m.start < tree.end[before] and m.end > tree.start[before] for m in np.names)
        return not named and self._role_at(tree, before, np.first) is None

    def _sectors(self, role: Role, owner: Actor | None) -> tuple[str, ...]:
        if (
            owner is not None
            and owner.kind not in ("state", "person", "media")
            and owner.sectors
            and owner.sectors[0] not in CIVIL
            and (not role.sectors or role.sectors[0] in GENERIC or owner.kind == "igo")
        ):
            return owner.sectors
        civil = owner is not None and owner.sectors[:1] in (("CVL",), ())
        if not role.sectors and owner is not None and (owner.kind == "state" or civil) and not role.label:
            return ("GOV",) if role.kind in ("person", "organ") else ()
        return role.sectors

    def _around(self, np: Phrase) -> Actor | None:
        """The state named by a phrase right behind: "civilians in Gaza", "the embassy in Baghdad of …"."""
        tree = np.tree
        for p in tree.under(np.head, "prep"):
            if tree.lemma[p] in ("in", "from", "of", "at", "with", "for"):
                obj = tree.first(p, "pobj")
                if obj is None:
                    continue
                area = tree.subtree(obj)
                text = self.text[tree.start[area[0]] : tree.end[area[-1]]]
                for m in np.around:
                    if tree.start[area[0]] <= m.start < tree.end[area[-1]] and m.use in ("name", "capital"):
                        return self.choose(m.actors)
                for _, _, rows in self.ontology.places.known(text) if tree.lemma[p] in ("in", "at") else ():
                    countries = {c for r in rows for c in r.countries}
                    if len(countries) == 1:
                        return self.ontology.actors.countries.get(countries.pop())
        return None

    def _appositive(self, tree: Tree, head: int) -> str | None:
        """The name in "the Brazilian minister, Celso Amorim," or the name that follows a role."""
        for k in tree.under(head, "appos"):
            if tree.is_proper(k):
                words = [i for i in tree.subtree(k) if i <= k and (tree.is_proper(i) or tree.tag[i] == "HYPH")]
                return " ".join(tree.span(words[0], k).of(self.text).split()) if words else None
        return None

    def _proper(self, np: Phrase) -> tuple[Party, str] | None:
        """A name no table has: sector and country from the words before it and the apposition behind it."""
        tree, head = np.tree, np.head
        if not tree.is_proper(head) or not tree.word[head][:1].isupper():
            return None
        role, at = None, np.first
        for i in range(head - 1, np.first - 1, -1):
            role = self._role_at(tree, i, np.first)
            if role is not None:
                at = i + 1
                break
        owner = self._country(np)
        for k in tree.under(head, "appos"):
            if role is None and (found := self._role_at(tree, k, max(0, k - 5))) is not None:
                role = found
                owner = owner or self._country(phrase(tree, k, np.around))
        while at < head and not tree.is_proper(at):
            at += 1
        name = " ".join(tree.span(at, head).of(self.text).split())
        span = tree.span(np.first, np.last)
        if role is None and owner is None:
            person = " " in name and name.replace(" ", "").replace("-", "").replace("'", "").isalpha() and not name.isupper()
            return Party(span.of(self.text), span, name, "person" if person else None, None, (), None, None), "proper name, not in a table"
        known = self._titled(name, role[0] if role else None, owner)
        if known is not None:
            return self._as_party(known, span, known.sectors, role[0].name if role else None), f"actors/{known.rule}#{known.id}, by title and surname"
        sectors = self._sectors(role[0], owner) if role else ()
        kind = role[0].kind if role else None
        return Party(
            span.of(self.text), span, name, kind, owner.country if owner else None, sectors, role[0].name if role else None, None
        ), "name with a role or nationality"

    def _titled(self, name: str, role: Role | None, owner: Actor | None) -> Actor | None:
        """The one person of that surname with a fitting office and country on the document's date ("General Salami")."""
        if role is None or not role.sectors:
            return None
        found = [a for a in self.ontology.actors.surnames.get(name.split()[-1] if name else "", ()) if set(a.sectors) & set(role.sectors) and a.held(self.date)]
        found = [a for a in found if (owner is None or a.country == owner.country) and (" " not in name or a.name == name)]
        return max(found, key=lambda a: a.start) if len({a.id for a in found}) == 1 else None

    def _owned(self, np: Phrase) -> tuple[Party, str] | None:
        """Any other thing of a known actor: "Iranian targets", "an oil facility in Saudi Arabia"."""
        tree, head = np.tree, np.head
        if self.ontology.cues.grammar.has("quantity", tree.lemma[head]):
            return None
        owner = self._country(np) or self._around(np)
        span = tree.span(np.first, np.last)
        if owner is None:
            return None
        military = "MIL" if any(tree.lemma[k] == "military" for k in range(np.first, head)) else None
        sectors = (military,) if military else owner.sectors if owner.kind not in ("state", "person", "media") else ()
        return Party(span.of(self.text), span, None, "thing", owner.country, sectors, None, None), f"of {owner.name}"


def _singular(word: str) -> str:
    """A plural without its ending, for proper-tagged role nouns ("Defence Ministers")."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
