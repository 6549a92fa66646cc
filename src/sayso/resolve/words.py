"""The words two sentences can have in common: names as printed, other words by their beginnings."""

from __future__ import annotations

import re
from collections.abc import Sequence

STEM = 6
"""So many letters of a word are compared: enough to tell words apart, few enough to join their forms ("shelled", "shelling")."""
SHORTEST = 4
WINDOW = 7
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def stem(word: str) -> str:
    """The beginning of a word, lower case."""
    return word.lower()[:STEM]


def words_of(text: str, without: frozenset[str]) -> tuple[str, ...]:
    """Names (capitalised within a sentence) but those `without`, and stems of the longer other words of a text, sorted, each once."""
    found = [m.group() for m in _WORD.finditer(text)]
    return tuple(sorted(names_in(found) - without | {stem(w) for w in found if len(w) >= SHORTEST and not w[0].isupper()}))


def names_in(words: Sequence[str]) -> frozenset[str]:
    """Capitalised words behind the first one; none where most words are capitalised, as in some headlines."""
    shouted = sum(w[0].isupper() for w in words) * 2 > len(words)
    return frozenset() if shouted else frozenset(bare(w) for w in words[1:] if w[0].isupper() and len(w) >= SHORTEST)


def places_in(text: str, locative: frozenset[str], calendar: frozenset[str]) -> tuple[str, ...]:
    """Names, but of days and months, that stand behind a locative word ("near Dey Koukou"), sorted; of several words all, with one blank between."""
    found, name, behind = set[str](), list[str](), False
    for word in (*(m.group() for m in _WORD.finditer(text)), ""):
        if word[:1].isupper() and behind and bare(word) not in calendar:
            name.append(word)
            continue
        if name:
            found.add(" ".join(name))
            name = []
        behind = word in locative or (behind and word in ("the", "al"))
    return tuple(sorted(found))


def around(text: str, start: int, end: int) -> str:
    """The text from WINDOW words before to WINDOW words behind a stretch of it."""
    before, behind = list(_WORD.finditer(text[:start]))[-WINDOW:], list(_WORD.finditer(text[end:]))[:WINDOW]
    return text[before[0].start() if before else start : (end + behind[-1].end()) if behind else end]


def near_in(text: str, start: int, end: int) -> tuple[str, ...]:
    """Stems of the words and names around a stretch of the text, that stretch left out."""
    close = (*(m.group() for m in _WORD.finditer(text[:start])),)[-WINDOW:] + (*(m.group() for m in _WORD.finditer(text[end:])),)[:WINDOW]
    return tuple(sorted({stem(w) for w in close if len(w) >= SHORTEST}))


def bare(word: str) -> str:
    """A word without its possessive ending."""
    return re.sub(r"['’]s?$", "", word)


def is_name(word: str) -> bool:
    """Whether a word of `words_of` is a name."""
    return word[0].isupper()
