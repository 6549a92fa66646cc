"""Blocks into sentences: a splitter of our own, so that filtering and neighbours cannot change a cut."""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.model.coding import Coding
from sayso.model.text import Sentence, Span
from sayso.ontology.text import TextCues
from sayso.stages.enough import SENTENCES, rest

_END = re.compile(r"""(?<![.!?…])[.!?…]++(?:\s?["”’'»)\]])*(?=\s+["“‘'«(\[]*[A-Z0-9À-Ý]|\s*$)""")
_MORE = re.compile(r"\S")
_CLOSER = "\"”’'»)]"
MAX_SENTENCE = 4_000
"""Characters: one huge sentence costs the parser 30 ms a kilobyte and half a gigabyte a megabyte (measured)."""


def sentences(coding: Coding, cues: TextCues) -> Coding:
    """Fill `sentences` in text order; boilerplate and credits are left out."""
    out: list[Sentence] = []
    text = coding.document.text
    for b, block in enumerate(coding.blocks):
        if block.zone in ("boilerplate", "credit", "dateline"):
            continue
        for span in split(text, block.span, cues):
            if len(out) == SENTENCES:
                over = rest(text, Span(span.start, coding.blocks[-1].span.end), "sentences", SENTENCES)
                return replace(coding, sentences=tuple(out), skipped=(*coding.skipped, over))
            out.append(Sentence(len(out), span, block.zone, b))
    return replace(coding, sentences=tuple(out))


def split(text: str, span: Span, cues: TextCues) -> list[Span]:
    """Sentence spans of one block. A full stop ends one unless an abbreviation, an initial or a lower-case word says no."""
    out, at = [], span.start
    for match in _END.finditer(text, span.start, span.end):
        if (match.group(0)[0] == "." and _is_abbreviation(text, at, match, cues)) or _is_cited(text, match):
            continue
        out.extend(_pieces(text, at, match.end()))
        at = match.end()
    out.extend(_pieces(text, at, span.end))
    return out


def _is_abbreviation(text: str, at: int, match: re.Match[str], cues: TextCues) -> bool:
    if len(match.group(0).strip()) > 1 or _MORE.search(text, match.end()) is None:
        return False
    words = text[max(at, match.start() - 24) : match.start()].split()
    word = words[-1].lstrip("(\"“‘'[") if words else ""
    after = text[match.end() : match.end() + 24].lstrip()
    if re.fullmatch(r"[A-Z]", word) or word.lower() in cues.abbreviations:
        return True
    # U.S. or U.N. inside a sentence; at its end the next word starts a new clause, which shape alone cannot tell
    return bool(re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word)) and not re.match(
        r"(?:The|A|An|In|On|At|It|He|She|They|We|But|And|Its|This|That|These|Those|There|However|Meanwhile|As|If|I|“|\")\b", after
    )


def _is_cited(text: str, match: re.Match[str]) -> bool:
    """Whether a closing quote is followed by its cue in lower case: "Stop!" he said."""
    rest = _MORE.search(text, match.end()) if match.group(0)[-1] in _CLOSER else None
    return rest is not None and rest.group().islower()


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """A sentence without the blanks around it, in pieces of MAX_SENTENCE at most."""
    out = list[Span]()
    while end > start and text[end - 1].isspace():
        end -= 1
    while True:
        while start < end and text[start].isspace():
            start += 1
        if end - start <= MAX_SENTENCE:
            return [*out, *_stripped(text, start, end)]
        cut = max(text.rfind(c, start, start + MAX_SENTENCE) for c in ";, ")
        cut = start + MAX_SENTENCE if cut <= start else cut + 1
        out += _stripped(text, start, cut)
        start = cut


def _stripped(text: str, start: int, end: int) -> list[Span]:
    while end > start and text[end - 1].isspace():
        end -= 1
    return [Span(start, end)] if start < end else []
