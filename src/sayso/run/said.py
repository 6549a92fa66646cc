"""How well labelled statements are found: who says what, in which manner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from sayso.model.statement import Party, Statement, StatementKind
from sayso.model.text import Span
from sayso.run.alike import one_to_one, same_source
from sayso.run.gold import GoldStatement
from sayso.run.measures import Said, scores, share, share_of

STATEMENTS = "statements"
_LEAST = 0.5
"""What intersection and union of two contents must have in common to be the same statement."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """Of one text: labelled statements with what was found of them (None = nothing), and how many were found in all."""

    pairs: tuple[tuple[GoldStatement, Statement | None], ...]
    coded: int

    def tally(self) -> tuple[int, int, int]:
        """What counts for and against: everything but debatable labels and the statements that match them."""
        sure = [s for g, s in self.pairs if not g.debatable]
        spared = sum(s is not None for g, s in self.pairs if g.debatable)
        return len(sure), self.coded - spared, sum(s is not None for s in sure)


def score_statements(texts: Iterable[tuple[tuple[GoldStatement, ...] | None, tuple[Statement, ...]]]) -> Said | None:
    """The figures over texts whose statements are labelled; None where no text's are."""
    outcomes = [_compare(gold, found) for gold, found in texts if gold is not None]
    if not outcomes:
        return None
    every = [pair for o in outcomes for pair in o.pairs]
    sure = [(g, s) for g, s in every if not g.debatable]
    matched = [(g, s) for g, s in sure if s is not None]
    spared = [s is not None for g, s in every if g.debatable]
    details = (
        share_of("kind", (g.kind == s.kind for g, s in matched if g.kind is not None)),
        share_of("speaker's country", (g.country == (s.speaker.country if s.speaker else None) for g, s in matched if "country" in g.given)),
        share_of("speaker", (same_source(g.speaker, _named(s.speaker)) for g, s in matched if "speaker" in g.given)),
        share_of("stance", (g.stance == s.stance for g, s in matched if g.stance is not None)),
    )
    kinds = (share_of(kind, (s is not None for g, s in sure if g.kind == kind)) for kind in get_args(StatementKind))
    return Said(
        score=scores([{STATEMENTS: o.tally()} for o in outcomes])[0][0],
        debatable=share("debatable statements found", sum(spared), len(spared)),
        kinds=tuple(s for s in kinds if s.of),
        details=tuple(s for s in details if s.of),
    )


def _compare(gold: tuple[GoldStatement, ...], found: tuple[Statement, ...]) -> _Outcome:
    """Match one to one by what is said, the best overlap first."""
    shared = ((_shared(g.content, _extent(s)), g.debatable, i, j) for i, g in enumerate(gold) for j, s in enumerate(found))
    same = one_to_one((-much, debatable, i, j) for much, debatable, i, j in shared if much >= _LEAST)
    return _Outcome(tuple((g, found[same[i]] if i in same else None) for i, g in enumerate(gold)), len(found))


def _shared(one: Span, other: Span) -> float:
    """Intersection over union."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / (max(one.end, other.end) - min(one.start, other.start)) if common > 0 else 0.0


def _extent(statement: Statement) -> Span:
    """From the first word said to the last, with what cuts in."""
    spans = statement.content.spans
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _named(party: Party | None) -> str | None:
    return None if party is None else f"{party.text} {party.name or ''}"
