"""A text as a person sees it: without invisible characters, with one kind of blank and line end, letters joined with their marks; and the way back."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.model.text import Span

# Unicode's Default_Ignorable_Code_Point, interlinear marks, and the control characters that are no blanks.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\x01-\x08\x0e-\x1f\x7f"
)
_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_SUSPECT = re.compile(rf"[{_INVISIBLE}{_BLANKS}{_ENDS}\x80-\x9f\ufb00-\ufb06\u0300-\u036f]")
_PART = re.compile(
    rf"(?P<invisible>\x1b\[[0-9;?]{{0,30}}[@-~]|[{_INVISIBLE}])|(?P<blank>[{_BLANKS}])|(?P<end>\r\r?\n|[{_ENDS}])|(?P<western>[\x80-\x9f])"
    r"|(?P<joined>[\ufb00-\ufb06]|[^\W\d_][\u0300-\u034e\u0350-\u036f]{1,30})"  # 30: sorting marks costs the square of their number
)
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\n\r\u2028\u2029\x85]")
_REVERSED = "\u202e"
_UNREADABLE = "\ufffd"
_DEEPEST = 125
"""Levels of direction Unicode allows."""
_LETTER = "a-zA-Z\u00c0-\u024f"
_OTHER = "\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u13a0-\u13ff\uab70-\uabbf"
_MIXED = re.compile(rf"[{_LETTER}][{_OTHER}]|[{_OTHER}][{_LETTER}]")


@dataclass(frozen=True, slots=True)
class Readable:
    """The readable copy of a text; character i of it stands for `starts[i]` to `ends[i]` of the text as it was received."""

    text: str
    starts: array[int]
    ends: array[int]
    received: str

    def back(self, span: Span) -> Span:
        """Where a stretch of the copy stands in the text as received."""
        if span.start < span.end:
            return Span(self.starts[span.start], self.ends[span.end - 1])
        at = self.starts[span.start] if span.start < len(self.starts) else len(self.received)
        return Span(at, at)

    def forth(self, span: Span) -> Span:
        """Where what stands at a stretch of the text as received is in the copy."""
        start = bisect_right(self.ends, span.start)
        return Span(start, max(start, bisect_left(self.starts, span.end)))


def readable(text: str) -> Readable | None:
    """The readable copy; None where the text is readable as it is.

    What stands under a right-to-left override (U+202E) is not what a person sees there: it becomes U+FFFD, and names nobody.
    """
    if _SUSPECT.search(text) is None:
        return None
    hidden = _overridden(text)
    parts, starts, ends, at = list[str](), array("I"), array("I"), 0

    def keep(end: int) -> None:
        parts.append(hidden[at:end])
        starts.extend(range(at, end))
        ends.extend(range(at + 1, end + 1))

    for match in _PART.finditer(hidden):
        new = _instead(match)
        if new == match.group():
            continue
        keep(match.start())
        parts.append(new)
        starts.extend([match.start()] * len(new))
        ends.extend([match.end()] * len(new))
        at = match.end()
    keep(len(text))
    return Readable("".join(parts), starts, ends, text)


def seen(text: str) -> str:
    """What a person sees of a text: its readable copy, or the text itself."""
    copy = readable(text)
    return text if copy is None else copy.text


def suspicious(text: str) -> Iterator[str]:
    """What may make a text look like another one, in words: direction overrides, words of letters of two scripts; the first of each kind."""
    if text.isascii():
        return
    if found := re.search("[\u202d\u202e]", text):
        yield f"direction override U+{ord(found.group()):04X} at {found.start()}"
    if found := _MIXED.search(text):
        yield f"letters of two scripts in a word at {found.start()}"


def _instead(match: re.Match[str]) -> str:
    """What is read for a part that is not readable as it stands."""
    if match["invisible"]:
        return ""
    if match["blank"]:
        return " "
    if match["end"]:
        return "\n"
    if match["western"]:  # Windows' quotes and dashes, taken for Latin-1 by whoever made the text
        return match["western"].encode("latin-1").decode("cp1252", "ignore")
    return unicodedata.normalize("NFC" if len(match["joined"]) > 1 else "NFKC", match["joined"])


def _overridden(text: str) -> str:
    """The text with U+FFFD for each character under a right-to-left override, which lasts to its end mark or to the end of the line."""
    if _REVERSED not in text:
        return text
    parts, at, opened = list[str](), 0, list[str]()
    for match in _DIRECTION.finditer(text):
        words, mark = text[at : match.start()], match.group()
        parts.append(_UNREADABLE * len(words) if _REVERSED in opened else words)
        parts.append(mark)
        at = match.end()
        if mark in "\u202c\u2069":
            del opened[-1:]
        elif mark in "\n\r\u2028\u2029\x85":
            opened.clear()
        elif len(opened) < _DEEPEST:
            opened.append(mark)
    return "".join((*parts, _UNREADABLE * (len(text) - at) if _REVERSED in opened else text[at:]))
