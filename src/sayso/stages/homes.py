"""Whose "the army" is: a state's organ that the words name without its country belongs to where the report is set."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sayso.model.coding import Coding, Mention
from sayso.model.tree import Tree
from sayso.ontology.load import Ontology
from sayso.stages.near import by_sentence

STATE = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
"""Sectors of those who act for a state."""
KINDS = frozenset({"organ", "force", "person", "people"})
LEAST = 3
"""How often a report must name a country before its dateline makes it the scene."""


def homes(coding: Coding, ontology: Ontology) -> Coding:
    """Complete `mentions`: the country of officials, organs and forces of a state where nothing beside them says another.

    Newspapers leave it out where it goes without saying: the country of a place in the same clause ("in Nairobi, a spokesman said"),
    of the same organ named before, of the dateline, or the one the report names most. Nothing is inferred for diplomats and others who serve abroad.
    """
    finder = _Homes(coding, ontology)
    out: list[Mention] = []
    for m in coding.mentions:
        out.append(finder.settled(m))
    return replace(coding, mentions=tuple(out))


class _Homes:
    def __init__(self, coding: Coding, ontology: Ontology) -> None:
        self.coding, self.ontology = coding, ontology
        states = ontology.actors.countries
        self.counts = Counter(m.party.country for m in coding.mentions if m.party.country in states)
        self.counts.update(p.place.country for p in coding.places if p.place.country in states)
        self.places = by_sentence(coding.places)
        self.home = self._scene()
        self.named: dict[str, str] = {}
        self.known: dict[tuple[int, int], str] = {}

    def settled(self, m: Mention) -> Mention:
        """The mention with its country, where one can be told."""
        found = self._settled(m)
        if found.party.country is not None:
            self.known[m.sentence, m.head] = found.party.country
        return found

    def _settled(self, m: Mention) -> Mention:
        party = m.party
        if party.role is not None and party.country is not None and party.kind in ("organ", "force"):
            self.named[party.role] = party.country
        owner = self._owner(m)
        if owner is not None:
            return replace(m, party=replace(party, country=owner), rule=f"{m.rule}; country by its owner")
        if not self._open(m):
            return m
        here = self._place(m)
        before = self.named.get(party.role or "")
        country = here or before or self.home
        if country is None:
            return m
        how = "a place beside it" if here else "the same named before" if before else "where the report is set"
        return replace(m, party=replace(party, country=country), rule=f"{m.rule}; country by {how}")

    def _owner(self, m: Mention) -> str | None:
        """The country of a possessor named by a noun: "the ministry's spokesman"."""
        tree = self.coding.trees[m.sentence]
        if m.party.country is not None or m.party.id is not None or m.party.kind not in KINDS or m.party.role in self.ontology.roles.abroad:
            return None
        return next((c for k in tree.under(m.head, "poss") if tree.is_noun(k) and (c := self.known.get((m.sentence, k))) is not None), None)

    def _open(self, m: Mention) -> bool:
        """Whether a mention acts for some state that its words do not tell."""
        party, tree = m.party, self.coding.trees[m.sentence]
        if party.country is not None or party.id is not None or party.role is None or party.kind not in KINDS:
            return False
        if party.role in self.ontology.roles.abroad or not (set(party.sectors[:1]) & STATE or {"JRN", "GOV"} <= set(party.sectors)):
            return False
        owned = any(tree.dep[k] == "poss" for k in range(m.first, m.last + 1))
        return not owned and not any(tree.low[k] in ("another", "any", "no", "other") for k in tree.under(m.head, "det"))

    def _place(self, m: Mention) -> str | None:
        """The country of a place in the mention's own phrase, or one that opens its sentence."""
        tree = self.coding.trees[m.sentence]
        own = set(tree.subtree(m.head))
        for p in self.places.get(m.sentence, ()):
            if p.place.country in self.counts and (p.token in own or _opens(tree, p.token)):
                return p.place.country
        return None

    def _scene(self) -> str | None:
        """The country of the dateline if the report goes on to speak of it, or the one it names most, if that is no tie."""
        heads = [b.span.of(self.coding.document.text) for b in self.coding.blocks if b.zone == "dateline"]
        for head in heads[:1]:
            found = {c for _, _, rows in self.ontology.places.known(head.title()) for c in rows[0].countries if len(rows[0].countries) == 1}
            found |= {m.actors[0].country for m in self.ontology.actors.find(head.title()) if m.use in ("name", "capital") and m.actors[0].country}
            likely = [c for c in sorted(found) if self.counts[c] >= LEAST]
            if len(likely) == 1:
                return likely[0]
        ranked = self.counts.most_common(2)
        if not ranked or ranked[0][1] < 2 or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]


def _opens(tree: Tree, token: int) -> bool:
    """Whether a place stands at the beginning of its sentence: "In Nairobi, …"."""
    return token <= 3 and all(tree.tag[k] in ("IN", "DT", "NNP", "NNPS") for k in range(token + 1))
