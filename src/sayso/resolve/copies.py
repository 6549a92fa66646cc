"""Reports that repeat one another: reprints and wire copy, found by MinHash (Broder 1997) over runs of four words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rensa import RMinHash

from sayso.model.ids import digest
from sayso.model.readable import seen
from sayso.model.telling import Copy
from sayso.ontology.actors import Outlet

PERMUTATIONS = 128
ROWS = 3
"""Hashes a band. Two texts meet in one with the cube of their likeness: 42 bands find a likeness of .47 in 99 of 100 cases, of .3 in 68."""
RUN = 4
ALIKE = 0.3
"""Least likeness (Jaccard) of a copy. Reprints with another headline and changed words measured .47 to .67, different reports of one event at most .03."""
SEED = 42
_WORD = re.compile(r"\w+")


def sketch(text: str) -> tuple[int, ...]:
    """128 numbers that stand for the word runs of a text; empty for a text shorter than one run."""
    words = _WORD.findall(seen(text).lower())
    runs = sorted({" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)})
    if not runs:
        return ()
    hashed = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    hashed.update(runs)
    return tuple(hashed.digest())


def bands(numbers: tuple[int, ...]) -> tuple[str, ...]:
    """Keys under which a sketch is looked up: two texts that share one may be copies."""
    return tuple(digest(n, *numbers[n : n + ROWS], size=6) for n in range(0, len(numbers) - ROWS + 1, ROWS))


def copies(document: str, numbers: tuple[int, ...], others: Mapping[str, tuple[int, ...]]) -> tuple[Copy, ...]:
    """The documents that this one repeats, or that repeat it."""
    out = []
    for other, theirs in sorted(others.items()):
        if other == document or not numbers or len(theirs) != len(numbers):
            continue
        likeness = round(sum(a == b for a, b in zip(numbers, theirs, strict=True)) / len(numbers), 3)
        if likeness >= ALIKE:
            out.append(Copy(min(document, other), max(document, other), likeness))
    return tuple(out)


def originals(found: Iterable[Copy], about: Mapping[str, tuple[str | None, str | None]], outlets: Mapping[str, Outlet]) -> dict[str, str]:
    """For each document of a copy the one all go back to: the earliest, a wire's before others', then by id. `about`: document to its date and outlet."""
    group = dict[str, str]()

    def root(i: str) -> str:
        while group.setdefault(i, i) != i:
            i = group[i]
        return i

    for copy in found:
        a, b = sorted((root(copy.one), root(copy.other)))
        group[b] = a
    families: dict[str, list[str]] = {}
    for i in sorted(group):
        families.setdefault(root(i), []).append(i)
    out = dict[str, str]()
    for members in families.values():
        first = min(members, key=lambda i: (about[i][0] or "9999", not _wire(about[i][1], outlets), i))
        out.update(dict.fromkeys(members, first))
    return out


def _wire(outlet: str | None, outlets: Mapping[str, Outlet]) -> bool:
    row = outlets.get(outlet or "")
    return row is not None and row.kind in ("wire", "agency")
