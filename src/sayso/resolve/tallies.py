"""Figures that no claim holds ("the ministry put the dead at 11", "nobody was killed"), and the happening of the report they are of."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.model.claim import Figure
from sayso.model.coding import Coding, FigureMention
from sayso.model.event import ASKED, Count
from sayso.model.statement import Link, Party
from sayso.model.telling import Source, Tally
from sayso.ontology.resolving import Resolving
from sayso.resolve.told import credited, source_of
from sayso.resolve.within import Part

FARTHEST = 4
"""Sentences a figure may stand behind the act it is of."""


def tallies(coding: Coding, groups: Sequence[Sequence[Part]], rules: Resolving) -> dict[int, tuple[Tally, ...]]:
    """Loose figures, and those a claim only passes on, by the number of the group they belong to."""
    held = {f.span for c in coding.claims for f in c.figures if not credited(f, c)}
    out: dict[int, list[Tally]] = {}
    for mention in coding.figures:
        figure = mention.figure
        if figure.kind not in ASKED or figure.scope != "incident" or figure.span in held or mention.sentence < 0:
            continue
        at = _group_of(mention.sentence, groups, rules.harmful)
        if at is not None:
            out.setdefault(at, []).append(Tally(_count(figure, coding), _sources(mention, coding, rules.articles)))
    return {n: tuple(found) for n, found in out.items()}


def _group_of(sentence: int, groups: Sequence[Sequence[Part]], families: frozenset[str]) -> int | None:
    """The group with a claim in the sentence, else the last one told of before it, nearby; of several the one most is told of."""
    best: tuple[int, int, int] | None = None
    for n, group in enumerate(groups):
        if group[0].family not in families:
            continue
        before = [sentence - p.told.sentence for p in group if 0 <= sentence - p.told.sentence <= FARTHEST]
        if not before and sentence == 0:
            before = [p.told.sentence - sentence for p in group if p.told.sentence <= 1]
        if before and (best is None or (min(before), -len(group), n) < best):
            best = (min(before), -len(group), n)
    return None if best is None else best[2]


def _count(figure: Figure, coding: Coding) -> Count:
    return Count(figure.kind, figure.low, figure.best, figure.high, coding.document.published, coding.document.id, figure.span)


def _sources(mention: FigureMention, coding: Coding, articles: frozenset[str]) -> tuple[Source, ...]:
    """Who says it, innermost first: the speakers of the statements that hold the figure, else whose count the words call it, then the outlet."""
    span = mention.figure.span
    holding = [s for s in coding.statements if any(c.holds(span) for c in s.content.spans)]
    holding.sort(key=lambda s: (sum(e - b for b, e in s.content.spans), s.id))
    found = [source_of(Link(s.speaker, s.source_kind, s.cue, s.stance, s.kind), False, articles) for s in holding]
    if not found and mention.figure.by is not None:
        party = _named(mention.figure.by, mention.sentence, coding)
        found = [source_of(Link(party, "official", None, "neutral", None), False, articles)]
    return (*found, outlet_of(coding, articles))


def _named(words: str, sentence: int, coding: Coding) -> Party:
    """The party of the sentence these words name, as they stand where none does."""
    for m in coding.mentions:
        if m.sentence == sentence and (m.party.text in words or words in m.party.text):
            return m.party
    return Party(words, None)


def outlet_of(coding: Coding, articles: frozenset[str]) -> Source:
    """The outlet as the last source of every chain."""
    for claim in coding.claims:
        if claim.attribution:
            return source_of(claim.attribution[-1], True, articles)
    name = coding.document.outlet or "an unknown outlet"
    return source_of(Link(Party(name, None, name, "media", id=coding.document.outlet), "media", None, "neutral", None), True, articles)
