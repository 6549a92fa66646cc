"""What counts as the same thing: labels and answers paired one to one, and words in common."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"\w+")
_FUNCTION_WORDS = (
    "a an the this that these those of in at on for to from by with as and or s i we us our you your he him his she her it its they them their who whose "
    "one two three some several many another other each both"
)


def one_to_one(candidates: Iterable[tuple[float, bool, int, int]]) -> dict[int, int]:
    """Label to answer out of (distance, debatable, label, answer): the nearest pair first, a sure label before a debatable
    one, then as they stand."""
    out: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(candidates):
        if i not in out and j not in taken:
            out[i] = j
            taken.add(j)
    return out


def same_source(gold: str | None, found: str | None) -> bool:
    """Whether both are None, or have a content word in common; any word, where the label is function words ("he")."""
    if gold is None or found is None:
        return gold is found
    words = _words(gold)
    return not (words - _words(_FUNCTION_WORDS) or words).isdisjoint(_words(found))


def half_in_common(one: str, other: str) -> bool:
    """Whether two wordings have at least half of the shorter one's words in common."""
    a, b = _words(one), _words(other)
    return 2 * len(a & b) >= min(len(a), len(b)) > 0


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text))
