"""Noun phrases into mentions of parties, and definite phrases ("the commander") back to whom they name."""

from __future__ import annotations

from dataclasses import replace

from sayso.model.coding import Coding, Mention, Name
from sayso.model.statement import Party
from sayso.model.text import Span
from sayso.model.tree import NOUN_TAGS, Tree
from sayso.ontology.actors import Match
from sayso.ontology.load import Ontology
from sayso.stages.grammar import NOMINAL
from sayso.stages.naming import Namer, phrase

COUNTING = frozenset({"CD", "JJ", "DT"})
"""Tags of words that may stand for people without a noun: "two", "the wounded", "those"."""
PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj"})
MODIFIERS = frozenset({"amod", "compound", "nmod", "poss"})
REMEMBERED = 40
"""How many mentions back a definite phrase may refer."""


def actors(coding: Coding, ontology: Ontology) -> Coding:
    """Fill `mentions`, in text order: every noun phrase that names a party, and every modifier that does; and `names`, all names found."""
    document = coding.document
    namer = Namer(ontology, document.text, document.published)
    found: list[Mention] = []
    people: dict[str, Party] = {}
    every: list[Name] = []
    for tree in coding.trees:
        if not len(tree):
            continue
        start = tree.start[0]
        names = [Match(m.start + start, m.end + start, m.use, m.actors) for m in ontology.actors.find(document.text[start : tree.end[-1]])]
        found.extend(_in_sentence(tree, names, namer, found, people))
        every.extend(_name(tree, m) for m in names)
    return replace(coding, mentions=tuple(found), names=tuple(every))


def _name(tree: Tree, m: Match) -> Name:
    span = Span(m.start, m.end)
    if not m.actors:
        return Name(tree.sentence, span, m.use, None, None, None)
    return Name(tree.sentence, span, m.use, m.actors[0].kind, m.actors[0].country, m.actors[0].name)


def _in_sentence(tree: Tree, names: list[Match], namer: Namer, before: list[Mention], people: dict[str, Party]) -> list[Mention]:
    out: list[Mention] = []
    for i, (tag, dep) in enumerate(zip(tree.tag, tree.dep, strict=True)):
        if tag not in NOUN_TAGS and not (tag in COUNTING and dep in PLACES):
            if dep in MODIFIERS and (hit := namer.modifier(tree, i, names)):
                out.append(Mention(tree.sentence, i, i, i, *hit))
            continue
        if (dep in NOMINAL and tree.is_noun(tree.head[i])) or (dep == "conj" and _joined_modifier(tree, i)):
            if (hit := namer.modifier(tree, i, names)) is not None:
                out.append(Mention(tree.sentence, i, i, i, *hit))
            continue
        np = phrase(tree, i, names)
        hit = namer.party(np)
        if hit is None:
            continue
        party, rule = _recall(hit[0], hit[1], before, out, people, tree, i, namer.ontology.roles.abroad)
        _remember(party, people)
        out.append(Mention(tree.sentence, i, np.first, np.last, party, rule))
    return out + _quantities(tree, out, namer)


def _joined_modifier(tree: Tree, i: int) -> bool:
    """Whether a coordinated noun is the second of two modifiers: "Iranian and Omani commanders"."""
    h = tree.head[i]
    return tree.dep[h] in NOMINAL and i < tree.head[h]


def _quantities(tree: Tree, found: list[Mention], namer: Namer) -> list[Mention]:
    """ "dozens of protesters" is what the of-phrase names."""
    by_head, quantity = {m.head: m for m in found}, namer.ontology.cues.grammar.lists["quantity"]
    out = []
    for i, (tag, lemma, low) in enumerate(zip(tree.tag, tree.lemma, tree.low, strict=True)):
        if (tag != "CD" and lemma not in quantity and low not in quantity) or i in by_head:
            continue
        for p in tree.under(i, "prep"):
            obj = tree.first(p, "pobj") if tree.lemma[p] == "of" else None
            if obj is not None and obj in by_head:
                inner = by_head[obj]
                first = min([i, *(k for k in tree.kids[i] if k < i and tree.dep[k] in ("det", "nummod", "amod", "quantmod", "advmod"))])
                span = tree.span(first, inner.last)
                out.append(Mention(tree.sentence, i, first, inner.last, replace(inner.party, text=span.of(namer.text), span=span), inner.rule))
    return out


def _remember(party: Party, people: dict[str, Party]) -> None:
    """Keep a person under the last word of the name."""
    if party.name and party.kind in ("person", None) and " " in party.name:
        people[party.name.split()[-1]] = party


def _recall(
    party: Party, rule: str, before: list[Mention], here: list[Mention], people: dict[str, Party], tree: Tree, head: int, abroad: frozenset[str]
) -> tuple[Party, str]:
    """A surname alone, or "the commander" without a country, takes over what the report said of it before: in sentences before, or in this one."""
    if party.name and party.id is None and " " not in party.name and party.country is None and (known := people.get(party.name)) is not None:
        return replace(known, text=party.text, span=party.span, role=party.role or known.role), f"{rule}; named before"
    if (
        party.name
        and party.id is None
        and party.country is None
        and (known := people.get(party.name.split()[-1])) is not None
        and f" {known.name}".endswith(f" {party.name}")
    ):
        return replace(known, text=party.text, span=party.span), f"{rule}; named before"
    if not party.role or party.country is not None or party.name is not None or party.kind not in ("person", "organ", "force", "group"):
        return party, rule
    if any(tree.lemma[k] in ("the", "that", "this") for k in tree.under(head, "det")):
        fits = [m for m in reversed([*before[-REMEMBERED:], *here]) if m.party.country and m.party.role and m.party.kind == party.kind]
        envoys = abroad if party.role in abroad and tree.tag[head] == "NN" else frozenset[str]()  # "the diplomat" is the ambassador named before
        fits = [m for m in fits if m.party.role == party.role or m.party.role in envoys or _heads(m.party.role or "") == _heads(party.role)]
        titled = [m for m in fits if tree.lemma[head] in m.party.text.lower().split()]  # "the president" is the one called so, not who else was named since
        for m in (*titled[:1], *fits[:1]):
            known = m.party
            return replace(party, name=known.name, country=known.country, sectors=known.sectors or party.sectors, id=known.id), f"{rule}; the one named before"
    return party, rule


def _heads(role: str) -> str:
    """The last word of a role: "army commander" and "commander" may be one man; "commander-in-chief" is a commander."""
    return role.split("-")[0].split()[-1]
