"""Who takes part: the parties of every draft's actors and recipients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.model.coding import Coding, Draft
from sayso.model.revise import revised
from sayso.model.statement import Party
from sayso.model.tree import Tree
from sayso.ontology.load import Ontology
from sayso.stages.grammar import NOMINAL, PLURAL
from sayso.stages.near import by_sentence
from sayso.stages.reference import BACK, OFFICIAL, Resolver
from sayso.stages.speakers import speakers
from sayso.stages.whose import behind

THINGS = frozenset({"thing", "place", "equipment", "document", "media"})
"""Kinds that take no part themselves: whose they are does."""
SETTLED = frozenset({"person", "people", "force", "organ", "group"})
"""Kinds of parties that live under some state."""
SUBJECTS = frozenset({"OPP", "LEG", "PTY", "LAB", "CVL"})
PLACES = ("in", "at", "near", "outside", "inside", "through", "around", "over")
OBJECTS = ("object", "of", "with", "to", "into", "over")
"""Places that may name the party an act without a recipient touches ("seized the assets of X")."""
AIMS = ("with", "to", "for", "on", "against", "from")


def roles(coding: Coding, ontology: Ontology) -> Coding:
    """Resolve the speakers and addressees of `reported`, and the participants of `drafts`."""
    coding = speakers(coding, ontology)
    cast = Cast(coding, ontology)
    return replace(coding, drafts=tuple(d for draft in coding.drafts if (d := cast.draft(draft)) is not None))


class Cast:
    """Finds the parties of drafts."""

    def __init__(self, coding: Coding, ontology: Ontology) -> None:
        self.coding, self.ontology, self.resolver = coding, ontology, Resolver(coding, ontology)
        self.grammar = ontology.cues.grammar
        self.places, self.times = by_sentence(coding.places), by_sentence(coding.times)

    def draft(self, d: Draft) -> Draft | None:
        """The draft with its parties; None where it is a judgement in nobody's mouth."""
        actors = self.parties(d.sentence, d.actors)
        recipients = self.touched(d, d.recipients, actors)
        if not recipients and not d.reciprocal:
            recipients = self.behind_objects(d, actors)
        elif d.reciprocal and len(actors) == 1:  # "attended a meeting of the council"
            actors += self.behind_objects(d, actors)
        recipients = tuple(self._settled(d, p, actors) for p in recipients)
        actors = tuple(self._placed(d, p) or self._against_own(p, recipients) for p in actors)
        content = d.content
        if content is not None:
            content = replace(content, actor_parties=self.parties(d.sentence, content.actors), recipient_parties=self.parties(d.sentence, content.recipients))
        if (d.when is not None or d.speaker) and not actors:
            actors = self.speaking(d)
        if d.speaker and not actors:
            return None
        if d.implies and not actors:
            actors = (self.implied(d),)
        return revised(d, actor_parties=actors, recipient_parties=recipients, content=content)

    def parties(self, sentence: int, tokens: Sequence[int]) -> tuple[Party, ...]:
        """The parties of tokens, each once; a pronoun gives the words it stands for, a token that names nobody known keeps its own."""
        out: list[Party] = []
        tree = self.coding.trees[sentence]
        for t in (named for token in tokens for named in self.resolver.antecedents(tree, token) or (token,)):
            if any(self.grammar.has("negators", tree.low[k]) for k in tree.under(t, "det")):
                continue  # "no group claimed it": nobody
            party = self.resolver.party(sentence, t) or self.resolver.words(sentence, t)
            for p in self._each(sentence, t, party):
                if not any(o.span == p.span and o.country == p.country for o in out):
                    out.append(p)
        return tuple(out)

    def touched(self, d: Draft, tokens: Sequence[int], actors: tuple[Party, ...]) -> tuple[Party, ...]:
        """The recipients at tokens: things give the party behind them, and what is the actor's own is none."""
        tree, out = self.coding.trees[d.sentence], list[int]()
        material = self.ontology.types[d.event].quad == 4
        for t in tokens:
            party = self.resolver.party(d.sentence, t)
            if party is not None and party.kind is not None and party.kind not in THINGS:
                out.append(t)
            elif not self._is_own_thing(tree, t, d.actors):
                out.extend(self._behind(d, t, adjectives=not material) or (t,))
        return self._others(d, out, actors)

    def behind_objects(self, d: Draft, actors: tuple[Party, ...]) -> tuple[Party, ...]:
        """For an act without a recipient, the party behind what it is done to ("lifted its ban on", "accepted the demands by")."""
        tree, slots = self.coding.trees[d.sentence], dict(d.slots)
        for t in self._clause_parties(d):
            if parties := self._others(d, (t,), actors):
                return parties
        mine = {k for t in d.actors for k in tree.subtree(t)}
        for name in OBJECTS:
            for t in (t for t in slots.get(name, ()) if t not in mine):
                if parties := self._others(d, self._behind(d, t, aims=True), actors):
                    return parties
        return ()

    def _clause_parties(self, d: Draft) -> list[int]:
        """Whom the clause of an act about an act names: who is to do it ("demanded that X resign"), whom it is for ("agreed to provide X with")."""
        tree, slots = self.coding.trees[d.sentence], dict(d.slots)
        if d.force is not None:
            below = [k for t in slots.get("clause", ()) for k in tree.under(t, "nsubj", "nsubjpass")]
            return [c for k in below if self._known(tree, k) for c in tree.conjuncts(k)]
        if d.outer is None and not d.inner_slots and self.ontology.types[d.event].quad == 4:
            return []
        acts = slots.get("to", ())
        below = [k for t in acts for k in tree.under(t, "dative", "dobj")]
        below += [o for t in acts for p in tree.under(t, "prep", "dative") if tree.lemma[p] in AIMS for o in tree.under(p, "pobj")]
        named = [c for k in below if self._known(tree, k) for c in tree.conjuncts(k)]
        return named or [o for k in below for o in self._behind(d, k, aims=True)]

    def _settled(self, d: Draft, party: Party, actors: tuple[Party, ...]) -> Party:
        """A recipient whose words give no country, with that of the place where the act is told to be, or of the state that does it to its own."""
        if (placed := self._placed(d, party)) is not None:
            return placed
        states = {a.country for a in actors if a.country in self.ontology.actors.countries}
        if not self._unsettled(party) or len(states) != 1 or len(actors) != 1:
            return party
        ruled = set(actors[0].sectors[:1]) & OFFICIAL
        own = self.ontology.types[d.event].domestic if ruled else party.kind in ("organ", "force") and party.text.lower().startswith("the ")
        return replace(party, country=states.pop()) if own else party

    def _placed(self, d: Draft, party: Party) -> Party | None:
        """A party without a country where the words place the act: "villagers were shot in Gombe", "monks marched through Mandalay"."""
        slots = dict(d.slots)
        for t in (t for name in PLACES for t in slots.get(name, ()) if self._unsettled(party)):
            place = self.resolver.party(d.sentence, t)
            country = place.country if place is not None and place.kind in ("state", "organ", "thing") else None
            country = country or next((p.place.country for p in self.places.get(d.sentence, ()) if p.first <= t <= p.token), None)
            if country in self.ontology.actors.countries:
                return replace(party, country=country)
        return None

    def _against_own(self, party: Party, recipients: tuple[Party, ...]) -> Party:
        """An opposition without a country is that of the rulers it acts on: "opposition leaders demanded that the Albanian premier resign"."""
        ruled = {p.country for p in recipients if set(p.sectors[:1]) & OFFICIAL and p.country in self.ontology.actors.countries}
        if not self._unsettled(party) or len(ruled) != 1 or not set(party.sectors[:1]) & SUBJECTS:
            return party
        return replace(party, country=ruled.pop())

    @staticmethod
    def _unsettled(party: Party) -> bool:
        return party.country is None and party.name is None and party.id is None and party.kind in SETTLED

    def _known(self, tree: Tree, token: int) -> bool:
        """Whether a token names a party of its own."""
        party = self.resolver.party(tree.sentence, token)
        if party is None or party.kind in THINGS:
            return False
        at = tree.span(token, token)
        return not any(m.time.span is not None and m.time.span.holds(at) for m in self.times.get(tree.sentence, ()))

    def _behind(self, d: Draft, token: int, *, adjectives: bool = True, aims: bool = False) -> tuple[int, ...]:
        """The party behind the thing at a token of a draft's sentence."""
        tree = self.coding.trees[d.sentence]
        return behind(tree, token, lambda k: self._known(tree, k), adjectives, d.tokens, aims)

    def _others(self, d: Draft, tokens: Sequence[int], actors: tuple[Party, ...]) -> tuple[Party, ...]:
        """The parties of tokens that are none of the actors."""
        own = {a.span for a in actors}
        return tuple(p for p in self.parties(d.sentence, tokens) if p.span not in own)

    def _is_own_thing(self, tree: Tree, token: int, actors: Sequence[int]) -> bool:
        """Whether a thing at token is the actor's by a pronoun: "evacuated their positions", "pulled out its troops"."""
        if tree.dep[token] not in ("dobj", "nsubjpass") and tree.lemma[tree.head[token]] not in ("of", "from"):
            return False
        owners = [o for k in tree.under(token, "poss") if tree.tag[k] == "PRP$" for o in self.resolver.antecedents(tree, k)]
        mine = {o for t in actors for o in (*tree.conjuncts(t), *self.resolver.antecedents(tree, t))}
        return bool(owners) and set(owners) <= mine

    def _each(self, sentence: int, token: int, party: Party | None) -> tuple[Party, ...]:
        """One phrase for several: "the leaders of France and Germany", "the two countries"."""
        tree = self.coding.trees[sentence]
        if tree.tag[token] == "NNS" and any(self.grammar.has(name, w) for name in ("country", "countries") for w in (tree.lemma[token], tree.low[token])):
            if any(tree.low[k] in ("two", "both") for k in tree.kids[token]):
                return self._pair(tree, token) or ((party,) if party else ())
        if party is None:
            return ()
        if party.id is None and tree.tag[token] in PLURAL and (split := self._modified(tree, token, party)):
            return split
        if party.kind not in ("person", "people") or party.id is not None:
            return (party,)
        owners = [o for p in tree.under(token, "prep") if tree.lemma[p] in ("of", "from") for k in tree.under(p, "pobj") for o in tree.conjuncts(k)]
        states = [m.party for o in owners if (m := self.resolver.by_head.get((sentence, o))) is not None and m.party.kind == "state"]
        if len(states) < 2:
            return (party,)
        return (party, *(replace(s, sectors=party.sectors or s.sectors) for s in states if s.country != party.country))

    def _modified(self, tree: Tree, token: int, party: Party) -> tuple[Party, ...]:
        """ "British and EU negotiators" are two parties; empty where no two names modify the noun."""
        names = [k for k in tree.kids[token] if k < token and tree.dep[k] in NOMINAL for k in tree.conjuncts(k) if k < token]
        found = [m.party for k in sorted(set(names)) if (m := self.resolver.by_head.get((tree.sentence, k))) is not None]
        if len({p.id for p in found}) < 2 or len(set(names)) != len(found):
            return ()
        last = tree.span(max(names), token)
        spans = [*(p.span for p in found[:-1]), last]
        return tuple(
            replace(party, text=span.of(self.coding.document.text), span=span, name=None, country=p.country, sectors=party.sectors or p.sectors)
            for p, span in zip(found, spans, strict=True)
            if span is not None
        )

    def _pair(self, tree: Tree, token: int) -> tuple[Party, ...]:
        """The two states named last before "the two countries"."""
        span = tree.span(min([token, *tree.under(token, "det", "nummod")]), token)
        speaks = next((k for v in tree.up(token) if (k := tree.under(v, "nsubj"))), ())  # "Qatar urged both sides": not Qatar
        outside = {m.party.country for m in self.resolver.by_sentence.get(tree.sentence, []) if m.head in speaks}
        found: dict[str, Party] = {}
        for s in range(tree.sentence, max(-1, tree.sentence - 1 - BACK), -1):
            for m in reversed(self.resolver.by_sentence.get(s, [])):
                state = self.ontology.actors.countries.get(m.party.country or "")
                if state is not None and state.country and state.country not in (found.keys() | outside) and not (s == tree.sentence and m.head >= token):
                    found[state.country] = Party(span.of(self.coding.document.text), span, state.name, "state", state.country, state.sectors, None, state.id)
                if len(found) == 2:
                    return tuple(found.values())
        return ()

    def speaking(self, draft: Draft) -> tuple[Party, ...]:
        """Who threatens in words without an actor ("would be met with a strong response"): the side of the one who speaks."""
        tree = self.coding.trees[draft.sentence]
        for r in self.resolver.held.around(draft.sentence, tree, draft.trigger):
            if r.party is not None:
                return (r.party,)
        return ()

    def implied(self, draft: Draft) -> Party:
        """The doer an act implies ("was arrested"): the trigger's own words, with the sectors of the frame."""
        span = self.coding.trees[draft.sentence].span(draft.trigger, draft.trigger)
        return Party(span.of(self.coding.document.text), span, sectors=draft.implies, kind="force")
