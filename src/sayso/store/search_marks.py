"""Where in a report the words are that somebody looks for."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from sayso.model.text import Document, Span
from sayso.store.search_file import TOKENS
from sayso.store.search_words import fold, places

LOOKED = 100_000
"""Characters of a text in which words are marked."""
WIDE = 260
"""Characters of a snippet, at most."""
LEAD = 60
"""Of those so many before the first word that is marked, at most."""
TRIED = 300
"""Marked words with which a snippet may begin, the first of a text."""

_MARK = re.compile("([\x02\x03])")
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a report's text, unaltered, which begins at `at` there. `words` are the spans in `text` that were looked for;
    `last`: it reaches the end of the report."""

    text: str
    at: int
    words: tuple[Span, ...]
    last: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """The words looked for in a report: spans of its title, and the snippet that shows most of them (its beginning where there is none)."""

    title: tuple[Span, ...]
    snippet: Snippet


def mark(documents: Sequence[Document], expression: str) -> tuple[Marked, ...]:
    """Marks what `expression` (of FTS5) finds, by asking FTS5 itself about these few; in the order given."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"CREATE VIRTUAL TABLE few USING fts5(title, text, outlet, {TOKENS})")
        rows = [(i, fold(d.title or ""), fold(d.text[:LOOKED]), fold(d.outlet or "")) for i, d in enumerate(documents)]
        connection.executemany("INSERT INTO few (rowid, title, text, outlet) VALUES (?, ?, ?, ?)", rows)
        sql = "SELECT rowid, highlight(few, 0, char(2), char(3)), highlight(few, 1, char(2), char(3)) FROM few WHERE few MATCH ?"
        found = {number: (title, text) for number, title, text in connection.execute(sql, (expression,))}
    return tuple(_marked(d, *found.get(i, ("", ""))) for i, d in enumerate(documents))


def _marked(document: Document, title: str, text: str) -> Marked:
    return Marked(_spans(title, document.title or ""), snippet(document.text, _spans(text, document.text[:LOOKED])))


def _spans(marked: str, text: str) -> tuple[Span, ...]:
    """Spans of `text`, of which `marked` is the folded form with marks in it."""
    found: list[Span] = []
    at = start = 0
    for piece in _MARK.split(marked):
        if piece == "\x02":
            start = at
        elif piece == "\x03":
            found.append(Span(start, at))
        else:
            at += len(piece)
    where = places(text) if found else None
    return tuple(Span(where[s.start], where[s.end - 1] + 1) for s in found) if where else tuple(found)


def snippet(text: str, words: Sequence[Span]) -> Snippet:
    """The stretch of a text that shows most of the words, the first of several."""
    first, last = _densest(text, words)
    start = max(0, first - LEAD)
    space = _SPACE.search(text, start, first) if start else None
    start = space.end() if space else start
    end = min(len(text), start + WIDE)
    if end < len(text):
        spaces = [m.start() for m in _SPACE.finditer(text, min(last, end), end + 1)]
        end = spaces[-1] if spaces else end
    inside = tuple(Span(w.start - start, w.end - start) for w in words if start <= w.start and w.end <= end)
    return Snippet(text[start:end], start, inside, end == len(text))


def _densest(text: str, words: Sequence[Span]) -> tuple[int, int]:
    """Where the first and the last word of the best stretch begin and end: with most different words, then most words, then the first."""
    best, found = (0, 0), (0, 0)
    few = words[:TRIED]
    for i, word in enumerate(few):
        inside = [w for w in few[i : i + WIDE] if w.end <= word.start + WIDE - LEAD]
        if inside:
            count = len({w.of(text).casefold() for w in inside}), len(inside)
            if count > best:
                best, found = count, (word.start, inside[-1].end)
    return found
