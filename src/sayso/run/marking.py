"""How claims are marked in a report's text: by the style of a line and in words, never by colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sayso.model.claim import Claim
from sayso.model.text import Span
from sayso.writers.sentence import NEGATED_WORDS, STATUS_WORDS

Line = Literal["solid", "dashed", "dotted", "through"]
LEGEND: tuple[tuple[Line, str], ...] = (
    ("solid", "said to have happened"),
    ("dashed", "threatened, promised, asked for or planned"),
    ("dotted", "conditional or hypothetical"),
    ("through", "denied, or not intended"),
)
OPEN = frozenset({"future", "conditional", "hypothetical"})


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a claim: its number in the list beside the text, its line, and the lane the line is drawn in, so that lines of overlapping words
    lie below one another."""

    span: Span
    number: int
    line: Line
    label: str
    lane: int = 0


def line_of(claim: Claim, threat: str) -> Line:
    """How a claim is marked. A threat, a promise or a request was made, but what it is about is still to come: dashed, as plans are."""
    if claim.status == "negated":
        return "through"
    if claim.status in ("conditional", "hypothetical"):
        return "dotted"
    content = claim.content
    ahead = content is not None and content.claim is None and content.status in OPEN
    return "dashed" if claim.status == "future" or claim.event == threat or ahead else "solid"


def word_of(claim: Claim, threat: str) -> str:
    """The same in a word or two."""
    if claim.status == "negated":
        return "denied" if claim.basis in (None, "fact") else NEGATED_WORDS[claim.basis]
    if line_of(claim, threat) == "dashed" and claim.status != "future":
        return "threatened" if claim.event == threat else "to come"
    return STATUS_WORDS[claim.status] or ("alleged" if claim.alleged else "reported")


def marks(claims: Iterable[Claim], length: int, threat: str) -> tuple[Mark, ...]:
    """The marks of all claims within the first `length` characters, also where a claim is printed again, in the order of the text."""
    found = []
    for number, claim in enumerate(claims, 1):
        label = f"{number} {claim.event} {word_of(claim, threat)}"
        for span in dict.fromkeys((claim.trigger.span, *(e.span for e in claim.also))):
            if span.start < min(span.end, length):
                found.append(Mark(Span(span.start, min(span.end, length)), number, line_of(claim, threat), label))
    return tuple(_in_lanes(sorted(found, key=lambda m: (m.span.start, -m.span.end, m.number))))


def _in_lanes(found: Iterable[Mark]) -> Iterator[Mark]:
    """Each mark in the first lane that is free where it begins."""
    ends: list[int] = []
    for mark in found:
        lane = next((n for n, end in enumerate(ends) if end <= mark.span.start), len(ends))
        ends[lane:] = [mark.span.end, *ends[lane + 1 :]]
        yield Mark(mark.span, mark.number, mark.line, mark.label, lane)
