"""Whom words refer to: a mention, a pronoun, "his country", "we" and "you" in a quote; back to parties the report has named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from sayso.model.coding import Coding, Mention
from sayso.model.statement import Party
from sayso.model.tree import Tree
from sayso.ontology.cues import Grammar
from sayso.ontology.load import Ontology
from sayso.stages.grammar import NOMINAL, PLURAL, subjects
from sayso.stages.state import Held

OFFICIAL = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
"""Sectors of those who hold an office of a state."""
BACK = 3
"""How many sentences back a pronoun may look."""


class Resolver:
    """Finds the party of any token of a document."""

    def __init__(self, coding: Coding, ontology: Ontology) -> None:
        self.coding, self.ontology = coding, ontology
        self.grammar: Grammar = ontology.cues.grammar
        self.by_head = {(m.sentence, m.head): m for m in coding.mentions}
        self.by_sentence: dict[int, list[Mention]] = {}
        for m in coding.mentions:
            self.by_sentence.setdefault(m.sentence, []).append(m)
        self.held = Held(coding.reported)

    def party(self, sentence: int, token: int) -> Party | None:
        """The party a token names or refers to; None where nothing is known."""
        tree = self.coding.trees[sentence]
        lemma, word = tree.lemma[token], tree.low[token]
        if self.grammar.has("negators", word):
            return None
        if tree.tag[token] in ("PRP", "PRP$", "WP") or word in ("i", "we"):
            return self._pronoun(tree, token, word)
        if lemma in self.grammar.lists["country"] and (found := self._country(tree, token)) is not None:
            return found
        mention = self.by_head.get((sentence, token))
        if mention is not None and mention.party.country is None and mention.party.id is None and (owner := self._owner(tree, token)) is not None:
            return replace(mention.party, country=owner.country, sectors=mention.party.sectors or owner.sectors)
        return mention.party if mention is not None else None

    def antecedents(self, tree: Tree, token: int) -> tuple[int, ...]:
        """The tokens of the same sentence that "he", "it" or "they" stands for; empty for other words and where nobody fits."""
        fits = self._agrees(tree, token)
        if fits is None:
            return ()
        if self.grammar.has("it", tree.low[token]) and self._two_things(tree, token):
            return ()
        others = self._other_than(tree, token)
        for v in tree.up(token):
            for k in tree.under(v, "nsubj", "nsubjpass"):
                if k < token and k not in others and token not in tree.subtree(k) and fits(k):
                    return tree.conjuncts(k) if tree.tag[token] != "PRP" or self.grammar.has("they", tree.low[token]) else (k,)
        for k in self._ahead(tree, token):
            if k not in others and fits(k):
                return (k,)
        for m in reversed([m for m in self.by_sentence.get(tree.sentence, []) if m.last < token]):
            if fits(m.head) and m.head not in others and not _is_modifier(tree, m.head) and token not in tree.subtree(m.head):
                return (m.head,)
        if self.grammar.has("they", tree.low[token]):  # "they" of one spokesman: the side that speaks
            speaks = [k for v in tree.up(token) for k in tree.under(v, "nsubj") if k < token and (tree.sentence, k) in self.by_head and k not in others]
            return tuple(speaks[:1])
        return ()

    def _ahead(self, tree: Tree, token: int) -> tuple[int, ...]:
        """Subjects that a possessive in a phrase before them may point ahead to: "In its denunciation of X, Tehran said"."""
        if tree.tag[token] != "PRP$":
            return ()
        for below, v in pairwise((token, *tree.up(token))):
            if tree.is_verb(v):
                subject = tree.first(v, "nsubj", "nsubjpass")
                return (subject,) if tree.dep[below] in ("prep", "advcl") and subject is not None and below < subject else ()
        return ()

    def _two_things(self, tree: Tree, token: int) -> bool:
        """Whether "it" in a clause of time or purpose may as well be what the main verb is done to ("downed a drone after it entered")."""
        for t in tree.up(token):
            if tree.dep[t] == "advcl":
                return any(k < token and tree.tag[k] in ("NN", "NNP") for k in tree.under(tree.head[t], "dobj", "nsubjpass"))
            if tree.dep[t] in ("ccomp", "relcl"):
                return False
        return False

    def _other_than(self, tree: Tree, token: int) -> frozenset[int]:
        """Whom an object pronoun cannot stand for: the subject of its own verb ("he accused him")."""
        if tree.dep[token] not in ("dobj", "dative", "pobj") or tree.low[token].endswith(("self", "selves")):
            return frozenset()
        verb = next((t for t in tree.up(token) if tree.is_verb(t)), None)
        return frozenset(subjects(tree, verb, self.grammar)) if verb is not None else frozenset()

    def _agrees(self, tree: Tree, token: int) -> Callable[[int], bool] | None:
        """Whether a noun agrees with a pronoun in number and kind; None where the token is no such pronoun."""
        word = tree.low[token]
        if tree.tag[token] not in ("PRP", "PRP$"):
            return None

        def kind(k: int) -> str | None:
            mention = self.by_head.get((tree.sentence, k))
            return mention.party.kind if mention is not None else "unknown"

        many = ("group", "force", "organ", "people", "igo", "ngo", "company")
        if self.grammar.has("he", word):
            return lambda k: tree.tag[k] not in PLURAL and (kind(k) == "person" or (kind(k) is None and tree.is_proper(k)))
        if self.grammar.has("they", word):
            return lambda k: tree.is_noun(k) and (tree.tag[k] in PLURAL or len(tree.conjuncts(k)) > 1 or kind(k) in many) and not self._is_paper(tree, k)
        if self.grammar.has("it", word):
            return lambda k: kind(k) in ("state", "organ", "group", "igo", "force", "ngo", "company") and not self._is_paper(tree, k)
        return None

    def _is_paper(self, tree: Tree, k: int) -> bool:
        return self.grammar.has("document", tree.lemma[k]) or self.grammar.has("media", tree.lemma[k])

    def words(self, sentence: int, token: int) -> Party | None:
        """A participant nobody knows: its words, a country where a possessive gives one."""
        tree = self.coding.trees[sentence]
        if not (tree.is_noun(token) or tree.tag[token] in ("CD", "JJ", "DT")) or self.grammar.has("negators", tree.low[token]):
            return None
        first = min(
            [token, *(tree.subtree(k)[0] for k in tree.kids[token] if k < token and tree.dep[k] in ("det", "amod", "compound", "nmod", "poss", "nummod"))]
        )
        span = tree.span(first, token)
        owner = self._owner(tree, token)
        return Party(span.of(self.coding.document.text), span, country=owner.country if owner else None)

    def beside(self, sentence: int, token: int) -> Party | None:
        """The party named in apposition to a word that names none: "another of them, Yusuf Jarbu"."""
        tree = self.coding.trees[sentence]
        found = next((m for k in tree.under(token, "appos") if (m := self.by_head.get((sentence, k))) is not None), None)
        return replace(found.party, text=tree.span(token, token).of(self.coding.document.text), span=tree.span(token, token)) if found is not None else None

    def printed(self, sentence: int, token: int) -> Party | None:
        """A pronoun whose party is not known, as printed; None for other words."""
        tree = self.coding.trees[sentence]
        if not tree.tag[token].startswith(("PRP", "WP")):
            return None
        span = tree.span(token, token)
        return Party(span.of(self.coding.document.text), span)

    def _owner(self, tree: Tree, token: int) -> Party | None:
        """The country behind a possessive pronoun: "its troops", "our forces", "his ministers"."""
        if tree.lemma[token] in self.grammar.lists["other"]:
            return None
        titles = [p for c in tree.under(token, "compound", "nmod", "appos") for p in tree.under(c, "poss")]  # "its spokesman Ali Dhere"
        for k in (*tree.under(token, "poss"), *titles):
            if tree.tag[k] == "PRP$" or tree.lemma[k] in self.grammar.lists["country"]:
                return self.party(tree.sentence, k)
        return None

    def _pronoun(self, tree: Tree, token: int, word: str) -> Party | None:
        if self.grammar.has("we", word):
            return self._speaker_side(tree, token, word)
        if self.grammar.has("you", word):
            return self._addressed(tree, token)
        if self.grammar.has("he", word):
            found = self._back(tree, token, lambda p: p.kind == "person" and (p.name is not None or p.role is not None), plural=False)
        elif self.grammar.has("it", word) and not self._two_things(tree, token):
            found = self._clause_subject(tree, token) or self._back(
                tree, token, lambda p: p.kind in ("state", "organ", "group", "igo", "force", "ngo", "company")
            )
        elif self.grammar.has("they", word):
            found = self._back(tree, token, lambda p: p.kind in ("people", "group", "force", "organ", "state", "igo"))
        else:
            return None
        return self._as(tree, token, found)

    def _as(self, tree: Tree, token: int, found: Party | None) -> Party | None:
        if found is None:
            return None
        span = tree.span(token, token)
        return replace(found, text=span.of(self.coding.document.text), span=span)

    def _speaker_side(self, tree: Tree, token: int, word: str) -> Party | None:
        """ "we" is the speaker's party, "I" the speaker."""
        for r in self.held.around(tree.sentence, tree, token):
            if r.party is not None:
                if word in ("i", "me", "my", "mine", "myself"):
                    return self._as(tree, token, r.party)
                return self._side_of(r.party, tree, token)
        return None

    def _side_of(self, party: Party, tree: Tree, token: int) -> Party:
        """The side somebody speaks for: the state where the speaker holds a state office, otherwise the speaker's own words."""
        span = tree.span(token, token)
        text = span.of(self.coding.document.text)
        state = self.ontology.actors.countries.get(party.country or "")
        if state is not None and set(party.sectors) & OFFICIAL:
            return Party(text, span, state.name, "state", state.country, party.sectors, None, state.id)
        return replace(party, text=text, span=span, role=None)

    def _addressed(self, tree: Tree, token: int) -> Party | None:
        for r in self.held.around(tree.sentence, tree, token):
            if r.addressee_party is not None:
                return self._as(tree, token, r.addressee_party)
        return None

    def _country(self, tree: Tree, token: int) -> Party | None:
        """ "his country", "the nation": the country of the owner, of the clause's subject, or the state named last."""
        if tree.tag[token] == "NNS" or any(tree.low[k] in ("a", "an", "any", "no", "another", "every") for k in tree.under(token, "det")):
            return None
        mention = self.by_head.get((tree.sentence, token))
        owner = next((k for k in tree.under(token, "poss")), None)
        party = self.party(tree.sentence, owner) if owner is not None else None
        if party is None and not any(tree.low[k] in ("the", "this", "that") for k in tree.under(token, "det")):
            return mention.party if mention is not None else None
        party = party or self._clause_subject(tree, token) or self._back(tree, token, lambda p: p.country is not None)
        state = self.ontology.actors.countries.get((party.country if party else None) or "")
        if state is None:
            return mention.party if mention is not None else None
        first = min([token, *(k for k in tree.kids[token] if k < token and tree.dep[k] in ("det", "poss", "amod"))])
        span = tree.span(first, token)
        return Party(span.of(self.coding.document.text), span, state.name, "state", state.country, state.sectors, None, state.id)

    def _clause_subject(self, tree: Tree, token: int) -> Party | None:
        """The party that is subject of a verb above the token."""
        for t in tree.up(token):
            for k in tree.under(t, "nsubj", "nsubjpass"):
                m = self.by_head.get((tree.sentence, k))
                if m is not None and token not in tree.subtree(k) and m.party.country is not None and m.party.kind not in ("thing", "media"):
                    return m.party
                if (
                    tree.tag[k] == "PRP"
                    and k != token
                    and token not in tree.subtree(k)
                    and not self.grammar.has("it", tree.low[k])
                    and (p := self.party(tree.sentence, k)) is not None
                ):
                    return p
        return None

    def _back(self, tree: Tree, token: int, fits: Callable[[Party], bool], plural: bool = True) -> Party | None:
        """The nearest earlier mention that fits; in earlier sentences subjects and speakers first."""
        for m in reversed([m for m in self.by_sentence.get(tree.sentence, []) if m.last < token]):
            if fits(m.party) and (plural or tree.tag[m.head] not in PLURAL) and not _is_modifier(tree, m.head) and token not in tree.subtree(m.head):
                return m.party
        for s in range(tree.sentence - 1, max(-1, tree.sentence - 1 - BACK), -1):
            other = self.coding.trees[s]
            here = [m for m in self.by_sentence.get(s, []) if fits(m.party) and (plural or other.tag[m.head] not in PLURAL) and not _is_modifier(other, m.head)]
            lead = [m for m in here if other.dep[m.head] in ("nsubj", "nsubjpass")]
            if lead or here:
                return (lead[:1] or here[-1:])[0].party
        return None


def _is_modifier(tree: Tree, head: int) -> bool:
    return tree.dep[head] in NOMINAL
