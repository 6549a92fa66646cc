"""Who is meant: pronouns, "his country", "we" and "you" in a quote, back to parties the report has named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sayso.model.coding import Coding, Draft, Mention, Reported
from sayso.model.statement import Party, SourceKind
from sayso.model.tree import Tree
from sayso.ontology.cues import Grammar
from sayso.ontology.load import Ontology
from sayso.stages.state import containing

PLURAL = frozenset({"NNS", "NNPS"})
PASSES = 3
"""Speakers are resolved this often: "we" in a statement inside a statement needs the outer speaker first."""
BACK = 3
"""How many sentences back a pronoun may look."""
SOURCES: dict[str, SourceKind] = {
    "media": "media",
    "document": "document",
    "organ": "organisation",
    "state": "organisation",
    "igo": "organisation",
    "ngo": "organisation",
    "force": "organisation",
    "group": "organisation",
    "company": "organisation",
}


def roles(coding: Coding, ontology: Ontology) -> Coding:
    """Resolve the speakers and addressees of `reported`, and the participants of `drafts`."""
    resolver = Resolver(coding, ontology)
    for _ in range(PASSES):
        coding = replace(coding, reported=resolver.speakers())
        resolver = Resolver(coding, ontology)
    drafts = []
    for d in coding.drafts:
        actors, recipients = resolver.parties(d.sentence, d.actors), resolver.parties(d.sentence, d.recipients)
        content = d.content
        if content is not None:
            content = replace(
                content, actor_parties=resolver.parties(d.sentence, content.actors), recipient_parties=resolver.parties(d.sentence, content.recipients)
            )
        doers = actors
        if (d.when is not None or d.speaker) and not doers:
            doers = resolver.speaking(d)
        if d.speaker and not doers:
            continue  # a judgement in nobody's mouth is no act
        if d.implies and not doers:
            doers = (resolver.implied(d),)
        drafts.append(replace(d, actor_parties=doers, recipient_parties=recipients, content=content))
    return replace(coding, drafts=tuple(drafts))


class Resolver:
    """Finds the party of any token of a document."""

    def __init__(self, coding: Coding, ontology: Ontology) -> None:
        self.coding, self.ontology = coding, ontology
        self.grammar: Grammar = ontology.cues.grammar
        self.by_head = {(m.sentence, m.head): m for m in coding.mentions}
        self.by_sentence: dict[int, list[Mention]] = {}
        for m in coding.mentions:
            self.by_sentence.setdefault(m.sentence, []).append(m)

    def parties(self, sentence: int, tokens: Sequence[int]) -> tuple[Party, ...]:
        """The parties of tokens, each once; a token that names nobody known keeps its words."""
        out: list[Party] = []
        for t in tokens:
            party = self.party(sentence, t) or self._words(sentence, t)
            for p in self._each(sentence, t, party):
                if not any(o.span == p.span and o.country == p.country for o in out):
                    out.append(p)
        return tuple(out)

    def _each(self, sentence: int, token: int, party: Party | None) -> tuple[Party, ...]:
        """One phrase for several: "the leaders of France and Germany", "the two countries"."""
        tree = self.coding.trees[sentence]
        if tree.lemma[token] in self.grammar.lists["country"] | self.grammar.lists["countries"] and tree.tag[token] == "NNS":
            if any(tree.word[k].lower() in ("two", "both") for k in tree.kids[token]):
                return self._pair(tree, token) or ((party,) if party else ())
        if party is None:
            return ()
        if party.kind not in ("person", "people") or party.id is not None:
            return (party,)
        owners = [o for p in tree.under(token, "prep") if tree.lemma[p] in ("of", "from") for k in tree.under(p, "pobj") for o in tree.conjuncts(k)]
        states = [m.party for o in owners if (m := self.by_head.get((sentence, o))) is not None and m.party.kind == "state"]
        if len(states) < 2:
            return (party,)
        return (party, *(replace(s, sectors=party.sectors or s.sectors) for s in states if s.country != party.country))

    def _pair(self, tree: Tree, token: int) -> tuple[Party, ...]:
        """The two states named last before "the two countries"."""
        span = tree.span(token, token)
        found: dict[str, Party] = {}
        for s in range(tree.sentence, max(-1, tree.sentence - 1 - BACK), -1):
            for m in reversed(self.by_sentence.get(s, [])):
                state = self.ontology.actors.countries.get(m.party.country or "")
                if state is not None and state.country and state.country not in found and not (s == tree.sentence and m.head >= token):
                    found[state.country] = Party(span.of(self.coding.document.text), span, state.name, "state", state.country, state.sectors, None, state.id)
                if len(found) == 2:
                    return tuple(found.values())
        return ()

    def party(self, sentence: int, token: int) -> Party | None:
        """The party a token names or refers to; None where nothing is known."""
        tree = self.coding.trees[sentence]
        lemma, word = tree.lemma[token], tree.word[token].lower()
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

    def speaking(self, draft: Draft) -> tuple[Party, ...]:
        """Who threatens in words without an actor ("would be met with a strong response"): the side of the one who speaks."""
        tree = self.coding.trees[draft.sentence]
        for r in containing(self.coding.reported, draft.sentence, tree, draft.trigger):
            if r.party is not None:
                return (r.party,)
        return ()

    def implied(self, draft: Draft) -> Party:
        """The doer an act implies ("was arrested"): the trigger's own words, with the sectors of the frame."""
        span = self.coding.trees[draft.sentence].span(draft.trigger, draft.trigger)
        return Party(span.of(self.coding.document.text), span, sectors=draft.implies, kind="force")

    def _words(self, sentence: int, token: int) -> Party | None:
        """A participant nobody knows: its words, a country where a possessive gives one."""
        tree = self.coding.trees[sentence]
        if not (tree.is_noun(token) or tree.tag[token] in ("CD", "JJ", "DT")) or self.grammar.has("negators", tree.word[token].lower()):
            return None
        first = min(
            [token, *(min(tree.subtree(k)) for k in tree.kids[token] if k < token and tree.dep[k] in ("det", "amod", "compound", "nmod", "poss", "nummod"))]
        )
        span = tree.span(first, token)
        owner = self._owner(tree, token)
        return Party(span.of(self.coding.document.text), span, country=owner.country if owner else None)

    def _owner(self, tree: Tree, token: int) -> Party | None:
        """The country behind a possessive pronoun: "its troops", "our forces", "his ministers"."""
        if tree.lemma[token] in self.grammar.lists["other"]:
            return None
        for k in tree.under(token, "poss"):
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
        elif self.grammar.has("it", word):
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
        for r in containing(self.coding.reported, tree.sentence, tree, token):
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
        if state is not None and set(party.sectors) & {"GOV", "MIL", "LEG", "SPY", "JUD", "COP"}:
            return Party(text, span, state.name, "state", state.country, party.sectors, None, state.id)
        return replace(party, text=text, span=span, role=None)

    def _addressed(self, tree: Tree, token: int) -> Party | None:
        for r in containing(self.coding.reported, tree.sentence, tree, token):
            if r.addressee_party is not None:
                return self._as(tree, token, r.addressee_party)
        return None

    def _country(self, tree: Tree, token: int) -> Party | None:
        """ "his country", "the nation": the country of the owner, of the clause's subject, or the state named last."""
        if tree.tag[token] == "NNS" or any(tree.word[k].lower() in ("a", "an", "any", "no", "another", "every") for k in tree.under(token, "det")):
            return None
        mention = self.by_head.get((tree.sentence, token))
        owner = next((k for k in tree.under(token, "poss")), None)
        party = self.party(tree.sentence, owner) if owner is not None else None
        if party is None and not any(tree.word[k].lower() in ("the", "this", "that") for k in tree.under(token, "det")):
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
                    and not self.grammar.has("it", tree.word[k].lower())
                    and (p := self.party(tree.sentence, k)) is not None
                ):
                    return p
        return None

    def _back(self, tree: Tree, token: int, fits: Callable[[Party], bool], plural: bool = True) -> Party | None:
        """The nearest earlier mention that fits; in earlier sentences subjects and speakers first."""
        for m in reversed([m for m in self.by_sentence.get(tree.sentence, []) if m.last < token]):
            if fits(m.party) and (plural or tree.tag[m.head] not in PLURAL) and not _is_modifier(tree, m.head) and token not in _own_phrase(tree, m.head):
                return m.party
        for s in range(tree.sentence - 1, max(-1, tree.sentence - 1 - BACK), -1):
            other = self.coding.trees[s]
            here = [m for m in self.by_sentence.get(s, []) if fits(m.party) and (plural or other.tag[m.head] not in PLURAL) and not _is_modifier(other, m.head)]
            lead = [m for m in here if other.dep[m.head] in ("nsubj", "nsubjpass")]
            if lead or here:
                return (lead[:1] or here[-1:])[0].party
        return None

    def speakers(self) -> tuple[Reported, ...]:
        """`reported` with parties: who speaks, to whom, and what kind of source it is."""
        out: list[Reported] = []
        for r in self.coding.reported:
            party = self.party(r.speaker_sentence, r.speaker) or self._words(r.speaker_sentence, r.speaker) if r.speaker is not None else None
            addressee = self.party(r.sentence, r.addressee) if r.addressee is not None else None
            out.append(replace(r, party=party, source_kind=self._source(r, party), addressee_party=addressee or self._spoken_to(r, party)))
        return tuple(out)

    def _spoken_to(self, r: Reported, speaker: Party | None) -> Party | None:
        """Whom "you" means in direct speech: the other state the quote names, or the one the speaker addressed just before."""
        if r.kind not in ("direct", "mixed") or speaker is None:
            return None
        inside = [(m, self.coding.trees[m.sentence]) for m in self.coding.mentions if m.party.span and any(s.holds(m.party.span) for s in r.content)]
        words = " ".join(s.of(self.coding.document.text) for s in r.content).lower().split()
        if not any(w.strip(".,;:!?") in self.grammar.lists["you"] for w in words):
            return None
        others = [m.party for m, _ in inside if m.party.kind == "state" and m.party.country != speaker.country]
        return others[0] if others else None

    def _source(self, r: Reported, party: Party | None) -> SourceKind:
        if party is None:
            return "unnamed"
        tree = self.coding.trees[r.speaker_sentence]
        lemma = tree.lemma[r.speaker] if r.speaker is not None else ""
        if self.grammar.has("witness", lemma):
            return "witness"
        if self.grammar.has("document", lemma):
            return "document"
        if self.grammar.has("media", lemma) or party.kind == "media":
            return "media"
        if party.kind == "person" or (party.name and party.kind is None):
            return "named person" if party.name else "official" if set(party.sectors) & {"GOV", "MIL", "LEG", "JUD", "COP", "SPY"} else "unnamed"
        if party.kind == "people":
            return "official" if set(party.sectors) & {"GOV", "MIL", "LEG", "JUD", "COP", "SPY"} else "unnamed"
        return SOURCES.get(party.kind or "", "unnamed")


def _is_modifier(tree: Tree, head: int) -> bool:
    return tree.dep[head] in ("amod", "compound", "nmod")


def _own_phrase(tree: Tree, head: int) -> list[int]:
    return tree.subtree(head)
