"""Acts of sport, markets, the arts and daily life, taken out: "launched an attack from the right wing"."""

from __future__ import annotations

from dataclasses import replace

from sayso.model.coding import Coding, Draft, Mention
from sayso.model.text import Skip
from sayso.ontology.load import Ontology

PUBLIC = frozenset({"state", "igo", "group", "force", "organ"})
POLITICAL = frozenset({"GOV", "MIL", "REB", "UAF", "COP", "JUD", "LEG", "OPP", "PTY", "SPY", "ELI", "PRM", "CRM", "SEP", "INS"})
HURT = ("killed", "wounded", "casualties", "missing", "detained", "abducted", "displaced")


def everyday(coding: Coding, ontology: Ontology) -> Coding:
    """`drafts` without those of sentences about everyday life, unless a party of politics acts or people are hurt."""
    heads = {(m.sentence, m.head): m for m in coding.mentions}
    hurt = {f.sentence for f in coding.figures if f.figure.kind in HURT}
    told = {n: found for n in {d.sentence for d in coding.drafts} if n not in hurt and (found := _domain(coding, n, ontology)) is not None}
    kept: list[Draft] = []
    skipped: list[Skip] = []
    for d in coding.drafts:
        if d.sentence not in told or any(_political(heads.get((d.sentence, t))) for t in (*d.actors, *d.recipients)):
            kept.append(d)
            continue
        name, words = told[d.sentence]
        tree = coding.trees[d.sentence]
        skipped.append(Skip("trigger", f"a sentence about {name}: {', '.join(words)}", tree.word[d.trigger], tree.span(d.trigger, d.trigger), d.sentence))
    return replace(coding, drafts=tuple(kept), skipped=coding.skipped + tuple(skipped))


def _domain(coding: Coding, sentence: int, ontology: Ontology) -> tuple[str, tuple[str, ...]] | None:
    text = coding.sentences[sentence].span.of(coding.document.text).lower()
    return ontology.everyday.domain(frozenset(coding.trees[sentence].lemma), text)


def _political(mention: Mention | None) -> bool:
    """Whether a participant is one of politics: a state, a force, a body of many states, or somebody in office."""
    if mention is None:
        return False
    return mention.party.kind in PUBLIC or bool(set(mention.party.sectors[:1]) & POLITICAL)
