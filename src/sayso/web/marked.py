"""A report's text cut into pieces: where claims are marked, and for one chosen claim the words behind each of its values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sayso.model.claim import Claim
from sayso.model.text import Document, Sentence, Span
from sayso.run.marking import Mark, marks

LANES = 6
"""Lines below one another that a line of text has room for; what overlaps more shares the last."""
LIMIT = 200_000
"""Characters of a report that a page shows."""


@dataclass(frozen=True, slots=True)
class Value:
    """Words behind a value of the chosen claim, and which value it is."""

    span: Span
    what: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters under the same marks and values. `ends` are the marks that end here: their labels stand behind it."""

    text: str
    over: tuple[Mark, ...]
    values: tuple[str, ...]
    ends: tuple[Mark, ...]
    begins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the report and the zone it stands in."""

    zone: str
    pieces: tuple[Piece, ...]


def paragraphs(document: Document, sentences: Sequence[Sentence], claims: Sequence[Claim], threat: str, chosen: Claim | None) -> tuple[Paragraph, ...]:
    """The report's lines, marked. Marks are numbered as `claims` are, from 1."""
    shown = document.text[:LIMIT]
    found = tuple(replace(m, lane=min(m.lane, LANES - 1)) for m in marks(claims, len(shown), threat))
    values = tuple(v for v in (values_of(chosen) if chosen else ()) if v.span.start < v.span.end <= len(shown))
    return tuple(_lines(shown, sentences, found, values))


def values_of(claim: Claim) -> tuple[Value, ...]:
    """The words behind each value of a claim, in the order of the text."""
    told: list[tuple[Span | None, str]] = [(claim.trigger.span, "act")]
    told += [(p.span, "who") for p in claim.actors]
    told += [(p.span, "whom") for p in claim.recipients]
    told += [(link.speaker.span if link.speaker else None, "source") for link in claim.attribution[:-1]]
    told += [(link.cue.span if link.cue else None, "says") for link in claim.attribution]
    told += [(claim.time.span if claim.time else None, "when"), (claim.place.span if claim.place else None, "where")]
    told += [(f.span, f.kind) for f in claim.figures]
    told += [(c.span, c.does) for c in claim.cues]
    told += [(claim.condition.span if claim.condition else None, "if")]
    kept = {(span, what): None for span, what in told if span is not None}
    return tuple(Value(span, what) for span, what in sorted(kept, key=lambda v: (v[0].start, -v[0].end, v[1])))


def _lines(shown: str, sentences: Sequence[Sentence], found: Sequence[Mark], values: Sequence[Value]) -> Iterator[Paragraph]:
    start = 0
    for line in shown.split("\n"):
        span = Span(start, start + len(line))
        if line.strip():
            yield Paragraph(_zone(span, sentences), tuple(_pieces(shown, span, found, values)))
        start = span.end + 1


def _zone(line: Span, sentences: Sequence[Sentence]) -> str:
    return next((s.zone for s in sentences if s.span.overlaps(line)), "body")


def _pieces(shown: str, line: Span, found: Iterable[Mark], values: Iterable[Value]) -> Iterator[Piece]:
    """A line cut wherever a mark or a value begins or ends."""
    marked = [m for m in found if m.span.overlaps(line)]
    told = [v for v in values if v.span.overlaps(line)]
    spans = (*(m.span for m in marked), *(v.span for v in told))
    cuts = sorted({line.start, line.end, *(c for span in spans for c in span if line.start < c < line.end)})
    for start, end in pairwise(cuts):
        here = Span(start, end)
        yield Piece(
            text=shown[start:end],
            over=tuple(m for m in marked if m.span.overlaps(here)),
            values=tuple(dict.fromkeys(v.what for v in told if v.span.overlaps(here))),
            ends=tuple(m for m in marked if m.span.end == end),
            begins=tuple(dict.fromkeys(v.what for v in told if v.span.start == start)),
        )
