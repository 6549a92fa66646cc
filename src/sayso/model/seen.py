"""Records about a text, brought over to its readable copy and back: every span moves, and so do the words that stand at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from sayso.model.readable import Readable
from sayso.model.statement import Said
from sayso.model.text import Span
from sayso.model.tree import Tree

T = TypeVar("T")


def as_seen(value: T, copy: Readable) -> T:
    """A record, or a tuple of them, about the text as received, as one about the copy."""
    moved: T = _Way(copy.received, copy.text, copy.forth).of(value)
    return moved


def as_received(value: T, copy: Readable) -> T:
    """A record, or a tuple of them, about the copy, as one about the text as received."""
    moved: T = _Way(copy.text, copy.received, copy.back).of(value)
    return moved


@dataclass(frozen=True, slots=True)
class _Way:
    """From one form of a text to the other: `moved` gives a span its place there."""

    here: str
    there: str
    moved: Callable[[Span], Span]

    def of(self, value: Any) -> Any:
        """A value with all spans in it moved, whatever holds them; a document's text is left to the caller."""
        if isinstance(value, Span):
            return self.moved(value)
        if isinstance(value, tuple):
            return tuple([self.of(v) for v in value])
        if isinstance(value, Tree):
            return self._tree(value)
        kind: Any = type(value)
        names = _names(kind)
        if not names:
            return value
        old = {name: getattr(value, name) for name in names}
        new = {name: self.of(v) for name, v in old.items()}
        if isinstance(value, Said):
            new["text"] = " ".join(s.of(self.there) for s in new["spans"])
        elif isinstance(old.get("span"), Span) and isinstance(old.get("text"), str):
            new["text"] = self._words(old["text"], old["span"])
        return kind(**new)

    def _words(self, words: str, span: Span) -> str:
        """The words at a span as they stand there; those of its beginning where only these were kept."""
        if not span.of(self.here).startswith(words):
            return words
        return self.moved(Span(span.start, span.start + len(words))).of(self.there)

    def _tree(self, tree: Tree) -> Tree:
        spans = [Span(a, b) for a, b in zip(tree.start, tree.end, strict=True)]
        now = [self.moved(s) for s in spans]
        words = tuple(n.of(self.there) if s.of(self.here) == w else w for w, s, n in zip(tree.word, spans, now, strict=True))
        return replace(tree, word=words, start=tuple(n.start for n in now), end=tuple(n.end for n in now))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields a record is made of; none for what is no record."""
    return tuple(f.name for f in fields(kind) if f.init) if is_dataclass(kind) else ()
