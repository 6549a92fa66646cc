"""The parse of one sentence, as plain tuples: nothing downstream knows which parser made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sayso.model.text import Span

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PROPER_TAGS = frozenset({"NNP", "NNPS"})
_NONE: frozenset[str] = frozenset()
VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})


@dataclass(frozen=True, slots=True)
class Tree:
    """A dependency tree with Penn Treebank tags and ClearNLP labels; all tuples have one entry a token.

    `head[i]` is the index of token i's head (its own index for the root). `start` and `end` are offsets into the
    document text. `lemma` is lower case; `word` is the token as printed, `low` the same in lower case. `kids[i]` are the children of
    token i, left to right, `below[i]` their labels.
    """

    sentence: int
    word: tuple[str, ...]
    lemma: tuple[str, ...]
    tag: tuple[str, ...]
    dep: tuple[str, ...]
    head: tuple[int, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    low: tuple[str, ...] = field(init=False, compare=False, repr=False)
    kids: tuple[tuple[int, ...], ...] = field(init=False, compare=False)
    below: tuple[frozenset[str], ...] = field(init=False, compare=False, repr=False)
    _subtrees: dict[int, tuple[int, ...]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        lists: list[list[int]] = [[] for _ in self.word]
        for i, h in enumerate(self.head):
            if h != i:
                lists[h].append(i)
        dep = self.dep
        object.__setattr__(self, "low", tuple([w.lower() for w in self.word]))
        object.__setattr__(self, "kids", tuple(map(tuple, lists)))
        object.__setattr__(self, "below", tuple([frozenset([dep[k] for k in kids]) if kids else _NONE for kids in lists]))
        object.__setattr__(self, "_subtrees", {})

    def __len__(self) -> int:
        return len(self.word)

    def under(self, i: int, *deps: str) -> tuple[int, ...]:
        """Children of token i with one of these labels, left to right."""
        if self.below[i].isdisjoint(deps):
            return ()
        dep = self.dep
        return tuple([k for k in self.kids[i] if dep[k] in deps])

    def first(self, i: int, *deps: str) -> int | None:
        """The leftmost child with one of these labels, or None."""
        if self.below[i].isdisjoint(deps):
            return None
        dep = self.dep
        for k in self.kids[i]:
            if dep[k] in deps:
                return k
        return None

    def subtree(self, i: int, without: frozenset[int] | set[int] = frozenset()) -> tuple[int, ...]:
        """Token i and all below it in text order, leaving out branches that start at a token of `without`."""
        if without:
            return self._collected(i, without)
        found = self._subtrees.get(i)
        if found is None:
            found = self._subtrees[i] = self._collected(i, without)
        return found

    def _collected(self, i: int, without: frozenset[int] | set[int]) -> tuple[int, ...]:
        kids = self.kids
        out = [i]
        for k in out:  # grows as it is read
            out.extend([c for c in kids[k] if c not in without] if without else kids[k])
        out.sort()
        return tuple(out)

    def up(self, i: int) -> Iterator[int]:
        """Ancestors of token i, nearest first."""
        while self.head[i] != i:
            i = self.head[i]
            yield i

    def conjuncts(self, i: int) -> tuple[int, ...]:
        """Token i and the tokens coordinated with it below it, in text order."""
        kids = self.kids[i]
        if not kids:
            return (i,)
        out = [i]
        for k in kids:
            if self.dep[k] == "conj" or self._listed(i, k):
                out.extend(self.conjuncts(k))
        return tuple(sorted(out))

    def _listed(self, i: int, k: int) -> bool:
        """Whether k, in apposition to name i by the parse, goes on a list of names: "Saudi Arabia, the UAE, Bahrain and Egypt"."""
        names = self.dep[k] == "appos" and self.is_proper(i) and self.is_proper(k)
        return names and any(self.dep[x] == "conj" for x in self.kids[k])

    def span(self, first: int, last: int) -> Span:
        """Document span from token `first` to token `last`, inclusive."""
        return Span(self.start[first], self.end[last])

    def is_verb(self, i: int) -> bool:
        """Whether token i is tagged as a verb."""
        return self.tag[i] in VERB_TAGS

    def is_noun(self, i: int) -> bool:
        """Whether token i is tagged as a common or proper noun."""
        return self.tag[i] in NOUN_TAGS

    def is_proper(self, i: int) -> bool:
        """Whether token i is tagged as a proper noun."""
        return self.tag[i] in PROPER_TAGS
