"""Whom words name, outside a report: the answer of `sayso actor`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.coder import Coder
from sayso.model.coding import Mention
from sayso.model.ids import digest
from sayso.model.text import Document


@dataclass(frozen=True, slots=True)
class Answer:
    """What a mention names; everything but `text` and `why` is empty where it names nobody known."""

    text: str
    name: str | None
    country: str | None
    sectors: tuple[str, ...]
    role: str | None
    id: str | None
    why: str


def look_up(coder: Coder, mentions: Iterable[tuple[str, str | None]]) -> Iterator[Answer]:
    """An answer for each mention and ISO date (None = any), in order."""
    for text, date in mentions:
        yield _answer(coder, text, date)


def _answer(coder: Coder, text: str, date: str | None) -> Answer:
    # in a sentence of its own the parser sees the mention where an actor stands
    frame = "{} said so."
    sentence = frame.format(text.strip() or "-")
    coding = coder.mentions(Document(digest(sentence, date), "-", sentence, published=date, basis="given" if date else None))
    end = len(sentence) - len(frame) + 2
    found = [m for m in coding.mentions if m.party.span is not None and m.party.span.start < end]
    best = max(found, key=lambda m: _rank(m, coding.trees[m.sentence].dep[m.head]), default=None)
    if best is None:
        return Answer(text, None, None, (), None, None, "no table and no role noun knows it")
    p = best.party
    return Answer(text, p.name, p.country, p.sectors, p.role, p.id, best.rule)


def _rank(mention: Mention, dep: str) -> tuple[bool, int, int]:
    span = mention.party.span
    return dep in ("nsubj", "nsubjpass", "ROOT"), (span.end - span.start) if span else 0, -mention.head
