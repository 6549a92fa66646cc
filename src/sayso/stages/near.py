"""What a report holds, by where it stands: so that a look at what is near does not go through all of it. A report may be made to hold thousands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from sayso.model.coding import Quote, Reported
from sayso.model.text import Sentence, Span

STRETCH = 256
"""Characters of text to which statements are sorted."""


class Placed(Protocol):
    """Anything that stands in a sentence."""

    @property
    def sentence(self) -> int:
        """The number of its sentence."""
        ...


P = TypeVar("P", bound=Placed)


def by_sentence(found: Iterable[P]) -> dict[int, list[P]]:
    """Things by the number of their sentence, those of one sentence in the order given."""
    out: dict[int, list[P]] = {}
    for f in found:
        out.setdefault(f.sentence, []).append(f)
    return out


class Marks:
    """The quotes of a report, which stand in text order and never overlap."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self.quotes = quotes
        self._starts, self._ends = [q.span.start for q in quotes], [q.span.end for q in quotes]

    def holding(self, span: Span) -> Quote | None:
        """The quote that a stretch lies in."""
        found = bisect_right(self._starts, span.start) - 1
        return self.quotes[found] if found >= 0 and span.end <= self._ends[found] else None

    def touching(self, span: Span) -> Sequence[Quote]:
        """The quotes that share a character with a stretch, in text order."""
        if span.end <= span.start:
            return ()
        return self.quotes[bisect_right(self._ends, span.start) : bisect_left(self._starts, span.end)]


class Rows:
    """The sentences of a report, which stand in text order and never overlap."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = sentences
        self._starts, self._ends = [s.span.start for s in sentences], [s.span.end for s in sentences]

    def touching(self, span: Span) -> Sequence[Sentence]:
        """The sentences that share a character with a stretch."""
        if span.end <= span.start:
            return ()
        return self.sentences[bisect_right(self._ends, span.start) : bisect_left(self._starts, span.end)]

    def at(self, place: int, slack: int) -> Sentence | None:
        """The first sentence that a place lies in, or behind by so many characters at most."""
        found = bisect_left(self._ends, place - slack)
        return self.sentences[found] if found < len(self.sentences) and self._starts[found] <= place else None


class Shelf:
    """Statements by the number they have in a list that grows: which of them belong to a sentence, and which hold a stretch or a part of it."""

    def __init__(self, reported: Sequence[Reported]) -> None:
        self._of: dict[int, list[int]] = {}
        self._near: dict[int, set[int]] = {}
        self._ends: list[int] = []
        for n, r in enumerate(reported):
            self.put(n, r)

    def put(self, n: int, r: Reported, new: int | None = None) -> None:
        """A statement, new or with other content, of which the last so many are `new` (None: all). What it held before is not forgotten: ask the
        statement itself."""
        if n == len(self._ends):
            self._of.setdefault(r.sentence, []).append(n)
            self._ends.append(0)
        content = r.content if new is None else r.content[-new:]
        self._ends[n] = max([0 if new is None else self._ends[n], *(s.end for s in content)])
        for span in content:
            for stretch in range(span.start // STRETCH, (span.end - 1) // STRETCH + 1):
                self._near.setdefault(stretch, set()).add(n)

    def end(self, n: int) -> int:
        """Where the content of one ends; 0 where it has none."""
        return self._ends[n]

    def of(self, sentence: int) -> Sequence[int]:
        """Those of a sentence, the first first."""
        return self._of.get(sentence, ())

    def near(self, span: Span) -> list[int]:
        """Those that may hold a part of a stretch, and all that do; the first first."""
        found = (self._near.get(n, ()) for n in range(span.start // STRETCH, (span.end - 1) // STRETCH + 1))
        return sorted({n for some in found for n in some})
