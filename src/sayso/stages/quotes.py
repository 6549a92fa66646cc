"""Text between quotation marks, paragraph by paragraph, so that an unpaired mark never eats the rest of a report."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from sayso.model.coding import Coding, Quote
from sayso.model.text import Block, Span

OPENERS = {"“": "”", "„": "“”", "«": "»", "‟": "”", "〝": "〞"}
CLOSERS = frozenset("”»〞")
DOUBLED = ("''", "``")
"""Two single marks that stand for a double one, as some agencies type it."""
SINGLE = {"‘": "’", "'": "'"}
MARK = re.compile("''|``|[\"'" + "".join((*OPENERS, *CLOSERS, "‘’")) + "]")
ENDS = {mark: re.compile(f"(?<=[,.?!]){mark}") for mark in SINGLE.values()}
"""Single marks that may close speech: behind punctuation."""
_BEGINS = re.compile(r"\s*\Z")
SINGLE_REACH = 1500
"""Characters within which a single mark must be closed: longer, and it was an apostrophe."""
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
    start: int | None = None
    closers: tuple[str, ...] = ()
    ends = {mark: [k for k in map(re.Match.end, found.finditer(text, *block.span)) if _closes(text, k - 1, mark)] for mark, found in ENDS.items()}
    for match in MARK.finditer(text, block.span.start, block.span.end):
        at, mark = match.start(), match.group()
        if start is None:
            closing = _opens(text, at, mark, block.span, ends)
            if closing:
                start, closers = match.end(), closing
            elif mark in CLOSERS and not out:  # a closing mark without an opening one: the paragraph began inside a quote
                out.append(Quote(Span(block.span.start, at), b, True))
        elif mark in closers and _closes(text, at, mark):
            if at > start:
                out.append(Quote(Span(start, at), b, True))
            start = None
        elif mark in OPENERS and mark == text[start - 1]:  # the same mark again: the first was never closed
            out.append(Quote(Span(start, at), b, False))
            start = at + 1
    if start is not None and start < block.span.end:
        out.append(Quote(Span(start, block.span.end), b, False))
    return [q for q in out if q.span.of(text).strip()]


def _opens(text: str, at: int, mark: str, block: Span, ends: dict[str, list[int]]) -> tuple[str, ...]:
    """The marks that close what the mark at `at` opens; empty where it opens nothing."""
    if mark in DOUBLED:
        return DOUBLED
    if mark in CLOSERS and _BEGINS.match(text, block.start, at):  # typed the wrong way round
        return (mark,)
    if mark == '"':
        return ('"', "”")
    if mark in SINGLE:
        return _single(text, at, block, ends)
    return (*OPENERS.get(mark, ""), '"') if mark in OPENERS else ()


def _single(text: str, at: int, block: Span, ends: dict[str, list[int]]) -> tuple[str, ...]:
    """A single mark opens speech only before a word, after a blank, and where one behind punctuation closes it: an apostrophe does neither."""
    starts = (at == block.start or not text[at - 1].isalnum()) and at + 1 < block.end and text[at + 1].isalpha()
    closer = SINGLE[text[at]]
    if not starts:
        return ()
    next_end = bisect_left(ends[closer], at + 5)
    return (closer,) if next_end < len(ends[closer]) and ends[closer][next_end] <= at + SINGLE_REACH else ()


def _closes(text: str, at: int, mark: str) -> bool:
    """Whether the mark at `at` ends a quote: a single one inside a word, or before a letter, is an apostrophe."""
    if mark not in SINGLE.values():
        return True
    if at + 1 < len(text) and text[at + 1].isalnum():
        return False
    return not text[at - 1].isalnum() or not text[at + 1 : at + 3].strip()[:1].islower()
