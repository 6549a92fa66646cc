"""Text between quotation marks, paragraph by paragraph, so that an unpaired mark never eats the rest of a report."""

from __future__ import annotations

from dataclasses import replace

from sayso.model.coding import Coding, Quote
from sayso.model.text import Block, Span

OPENERS = {"“": "”", "„": "“”", "«": "»", "‟": "”", "〝": "〞"}
CLOSERS = frozenset("”»〞")
SPOKEN_ZONES = frozenset({"body", "headline", "caption"})


def quotes(coding: Coding) -> Coding:
    """Fill `quotes`, in text order, nested ones left to their outer one."""
    found: list[Quote] = []
    for b, block in enumerate(coding.blocks):
        if block.zone in SPOKEN_ZONES:
            found.extend(_in_block(coding.document.text, b, block))
    return replace(coding, quotes=tuple(found))


def _in_block(text: str, b: int, block: Block) -> list[Quote]:
    out: list[Quote] = []
    start, closers = None, ""
    for i in range(block.span.start, block.span.end):
        c = text[i]
        if start is None:
            if c in OPENERS or c == '"' or text.startswith("``", i):
                start, closers = i + 1, OPENERS.get(c, '"”' if c == '"' else "'")
            elif c in CLOSERS and not out:  # a closing mark without an opening one: the paragraph began inside a quote
                out.append(Quote(Span(block.span.start, i), b, True))
        elif c in closers or (c == '"' and closers.startswith('"')):
            if i > start:
                out.append(Quote(Span(start, i), b, True))
            start = None
        elif c in OPENERS and c == text[start - 1]:  # the same mark again: the first was never closed
            out.append(Quote(Span(start, i), b, False))
            start = i + 1
    if start is not None and start < block.span.end:
        out.append(Quote(Span(start, block.span.end), b, False))
    return [q for q in out if q.span.of(text).strip()]
