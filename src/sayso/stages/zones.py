"""Text into blocks: headline, dateline, body, caption, credit, boilerplate, told by cues, position and form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sayso.model.coding import Coding
from sayso.model.text import Block, Skip, Span, Zone
from sayso.ontology.text import TextCues
from sayso.stages.enough import PARAGRAPHS, rest

_PARAGRAPH = re.compile(r"\n[ \t\r\f\v]*\n+")
_TERMINAL = re.compile(r"[.!?:;)\]\"”’'…]\s*$")
# TEHRAN - | WASHINGTON (AP) — | WANA (Feb 02) – | GAZA CITY, March 3 (Reuters) - | KABUL, Afghanistan --
_NAMES = r"^[A-Z][\w.'’/-]*(?:[ ,]{1,2}[A-Z][\w.'’/-]*){0,5}[ ,]{0,2}"  # a place or an agency
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:, \d{4})?"
_AGENCY = r"(?:, ?[A-Z][\w./-]*){0,3}\s*"
_DATELINE = re.compile(
    rf"{_NAMES}(?:{_DAY})?{_AGENCY}(?:\([^()\n]{{2,40}}\)\s*(?:--+|[–—]| ?- |-(?= )|:)|--+|[–—]| - |-(?= ))\s*"
    rf"|{_NAMES}{_DAY}\s*\([^()\n]{{2,40}}\)\s+(?=[A-Z])"
)
_CREDIT = re.compile(r"(?:[^.!?\n]|(?<=\b[A-Z])\.){0,80}?(?:/ ?[A-Z]{2,}[A-Za-z]*|[A-Z]{3,}/)[^.!?\n]{0,60}(?:\([^()\n]{2,50}\))?\.?\s*$")
MAX_HEADLINE_WORDS = 24
MAX_FURNITURE_WORDS = 40


def zones(coding: Coding, cues: TextCues) -> Coding:
    """Fill `blocks`: as the reader knows them, else as the text tells. Boilerplate goes to `skipped` with the phrase that told it, after what the reader left
    out."""
    document, blocks = coding.document, list[Block]()
    text = document.text
    if document.zones:
        spans = [b.span for b in document.zones]
        blocks.extend(_given(text, document.zones[:PARAGRAPHS], cues))
    else:
        spans, in_body = _paragraphs(text), False
        for n, span in enumerate(spans[:PARAGRAPHS]):
            found = _zone(text, span, n, len(spans), in_body, cues)
            in_body = in_body or any(b.zone == "body" for b in found)
            blocks.extend(found)
    over = [rest(text, Span(spans[PARAGRAPHS].start, spans[-1].end), "paragraphs", PARAGRAPHS)] if len(spans) > PARAGRAPHS else []
    furniture = [Skip("block", f"boilerplate: {b.why}", b.span.of(text), b.span) for b in blocks if b.zone == "boilerplate"]
    return replace(coding, blocks=tuple(blocks), skipped=(*coding.skipped, *document.left_out, *furniture, *over))


def _given(text: str, given: tuple[Block, ...], cues: TextCues) -> Iterator[Block]:
    """The blocks as the reader gives them; in the body only what phrases and a dateline tell is still to be found."""
    position = 0
    for block in given:
        if block.zone != "body":
            yield block
            continue
        for found in _zone(text, block.span, position, len(given), True, cues):
            yield replace(found, why=found.why or block.why)
        position += 1


def _paragraphs(text: str) -> list[Span]:
    """Paragraphs: between blank lines; single lines where the text is not hard-wrapped."""
    out, at = [], 0
    for match in [*_PARAGRAPH.finditer(text), None]:
        end = match.start() if match else len(text)
        out.extend(_lines(text, at, end))
        at = match.end() if match else end
    return out


def _lines(text: str, start: int, end: int) -> list[Span]:
    spans, at = [], start
    for line in text[start:end].split("\n"):
        if line.strip():
            spans.append(_strip(text, at, at + len(line)))
        at += len(line) + 1
    wrapped = len(spans) > 1 and all(not _TERMINAL.search(s.of(text)) and s.end - s.start > 45 for s in spans[:-1])
    mostly = len(spans) > 2 and sum(s.end - s.start > 60 for s in spans[:-1]) >= 0.8 * (len(spans) - 1) and not all(_TERMINAL.search(s.of(text)) for s in spans)
    return [Span(spans[0].start, spans[-1].end)] if wrapped or mostly else spans


def _strip(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _zone(text: str, span: Span, position: int, total: int, in_body: bool, cues: TextCues) -> list[Block]:
    words = span.of(text)
    lower, count = words.lower(), len(words.split())
    for phrase in cues.boilerplate:
        if phrase in lower and count <= MAX_FURNITURE_WORDS:
            return [Block("boilerplate", span, f"the phrase {phrase!r}")]
    caption = _caption(text, span, lower, cues)
    if caption:
        return caption
    if position < 4 and not in_body and total > 1 and count <= MAX_HEADLINE_WORDS and not _TERMINAL.search(words):
        return [Block("headline", span, "short, first, without a full stop")]
    if position < 6 and (match := _DATELINE.match(words)) and match.end() < 70:
        cut = span.start + match.end()
        head = Block("dateline", _strip(text, span.start, cut), "place or agency and a dash")
        return [head, Block("body", Span(cut, span.end), "after a dateline")] if cut < span.end else [head]
    return [Block("body", span, "")]


def _caption(text: str, span: Span, lower: str, cues: TextCues) -> list[Block]:
    """A caption and its credit: a credit at the end, or a phrase that captions use, in a short paragraph."""
    if span.end - span.start > 600:
        return []
    credit = _CREDIT.search(span.of(text)) if "/" in lower else None
    if credit and cues.credit.search(credit.group(0).lower()):
        cut = _strip(text, span.start + credit.start(), span.end)
        head = _strip(text, span.start, cut.start)
        zone: Zone = "caption"
        return [Block(zone, head, "ends in a credit")] * (head.end > head.start) + [Block("credit", cut, "names an agency")]
    if any(lower.startswith(c) or (c.startswith("in this") and c in lower) for c in cues.caption):
        return [Block("caption", span, "a phrase of captions")]
    return []
