"""Demands without a verb of demanding: "Iran must withdraw", he said. Where the inner act is coded, `future` composes it; this finds the rest."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.model.claim import Why
from sayso.model.coding import Coding, Draft, Reported
from sayso.model.statement import Party
from sayso.model.tree import Tree
from sayso.ontology.cues import Grammar
from sayso.ontology.load import Ontology
from sayso.stages.grammar import negator, obligation, subjects
from sayso.stages.reference import Resolver

PARTIES = frozenset({"state", "organ", "force", "group", "igo", "company"})
"""Kinds of parties that a demand can be put to; persons and peoples only with a country of their own."""
ABOVE = frozenset({"ROOT", "ccomp", "conj", "parataxis"})
DEPTH = 3


def urged(coding: Coding, ontology: Ontology) -> Iterator[Draft]:
    """One draft for each thing a speaker says another party must or should do, where no other draft tells of it."""
    resolver = Resolver(coding, ontology)
    taken = {(d.sentence, t) for d in coding.drafts for t in (*d.tokens, d.trigger, d.light)}
    known: dict[int, list[tuple[int, tuple[int, str]]]] = {}
    for r in coding.reported:
        if r.party is None or r.kind == "attitude":
            continue
        tree = coding.trees[r.sentence]
        if r.sentence not in known:
            known[r.sentence] = list(_demands(tree, ontology.cues.grammar, taken))
        for v, modal in known[r.sentence]:
            if v != r.cue and any(s.start <= tree.start[v] < s.end for s in r.content):
                draft = _draft(tree, v, modal, r, resolver, ontology)
                if draft is not None:
                    yield draft


def _demands(tree: Tree, grammar: Grammar, taken: set[tuple[int, int | None]]) -> Iterator[tuple[int, tuple[int, str]]]:
    """The verbs of a sentence that say what must or should be done, with that word and what it does, where no draft tells of it."""
    for v in range(len(tree)):
        modal = obligation(tree, v, grammar) if tree.dep[v] in ABOVE else None
        if modal is not None and negator(tree, v, grammar) is None and not any((tree.sentence, t) in taken for t in _acts(tree, v)):
            yield v, modal


def _acts(tree: Tree, v: int) -> list[int]:
    """The verb and what it governs directly: where another draft would have its trigger."""
    out, todo = [], [(v, 0)]
    while todo:
        t, depth = todo.pop()
        out.append(t)
        if depth < DEPTH:
            todo += [(k, depth + 1) for k in tree.under(t, "dobj", "xcomp", "ccomp", "nsubjpass", "attr", "acomp", "prep", "pobj")]
    return out


def _one_side(party: Party, speaker: Party) -> bool:
    """Whether a speaker talks of the own side: of one country, and neither outside its government ("the government must", said the opposition)."""
    if party.country is None or party.country != speaker.country:
        return False
    return party.sectors[:1] == speaker.sectors[:1] or not speaker.sectors or speaker.sectors[0] in ("GOV", "MIL")


def _draft(tree: Tree, v: int, modal: tuple[int, str], r: Reported, resolver: Resolver, ontology: Ontology) -> Draft | None:
    token, act = modal
    row = ontology.compose.general(act)
    tokens = tuple(n for t in subjects(tree, v, ontology.cues.grammar) for n in resolver.antecedents(tree, t) or (t,))
    parties = tuple(p for t in tokens if (p := resolver.party(tree.sentence, t)) is not None)
    other = [p for p in parties if p.country is not None or p.id is not None]
    if row is None or r.party is None or not other or any(_one_side(p, r.party) for p in other):
        return None
    if not any(p.kind in PARTIES or (p.kind in ("person", "people") and p.country is not None) for p in other):
        return None
    why = Why(f"compose:{row.line}", tree.span(token, v), f"{act}: what another party {tree.low[token]} do")
    return Draft(
        sentence=tree.sentence,
        trigger=v,
        tokens=(token, v),
        rule=f"compose:{row.line}",
        event=row.gives,
        modes=(),
        cameo=None,
        reciprocal=False,
        outer=act,
        alone=True,
        actors=(),
        recipients=tokens,
        slots=(),
        inner_slots=(),
        light=None,
        why=(why,),
        force=act,
        performed=True,
        actor_parties=(r.party,),
        recipient_parties=parties,
    )
