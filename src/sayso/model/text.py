"""Documents as received, and where things stand in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Zone = Literal["headline", "dateline", "body", "caption", "credit", "boilerplate"]
DateBasis = Literal["given", "metadata", "dateline", "inferred"]


class Span(NamedTuple):
    """Half-open range of Unicode code points in `Document.text`: 0 <= start <= end <= len(text)."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return max(self.start, other.start) < min(self.end, other.end)

    def holds(self, other: Span) -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Document:
    """One report as received; the text is never altered.

    `key` is what the caller knows it by (a path, a JSONL id, "-"); `id` hashes outlet, url, published and text.
    `published` is the outlet's local date as ISO text (YYYY-MM-DD), None when unknown, never the machine's date;
    `basis` says how it is known. `language` is ISO 639-1, None when the text is too short to tell. `title` is context
    that came beside the text. `flags` are remarks of the reader ("encoding guessed: cp1251"). `zones` are all stretches of
    the text whose zone the reader knows, in order and without overlap; empty where the text has to tell. `left_out` is
    what the reader saw beside the report and did not take into the text, and why. Neither is part of the id.
    """

    id: str
    key: str
    text: str
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    basis: DateBasis | None = None
    language: str | None = None
    flags: tuple[str, ...] = ()
    zones: tuple[Block, ...] = ()
    left_out: tuple[Skip, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text of one kind: a paragraph, a caption, a headline. `why` names the cue that told its zone."""

    zone: Zone
    span: Span
    why: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its place in the document (`index` counts from 0 over all zones), block and zone."""

    index: int
    span: Span
    zone: Zone
    block: int


@dataclass(frozen=True, slots=True)
class Skip:
    """Something passed over, and why: `what` is document, block, sentence, trigger or mention."""

    what: Literal["document", "block", "sentence", "trigger", "mention"]
    reason: str
    text: str
    span: Span | None = None
    sentence: int | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Exact words and where they stand."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """What a record says of its document."""

    id: str
    key: str
    url: str | None
    title: str | None
    outlet: str | None
    published: str | None
    published_basis: DateBasis | None
    language: str | None
