"""Finding names in a text: whole words, case-sensitive, longest first, without overlaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

_WORD = re.compile(r"\w+")
T = TypeVar("T")
FEW = 8
"""Names of one first word that are tried one by one."""
PEEK = 3
"""Characters behind the first word by which more of them are told apart."""


def first_word(name: str) -> str | None:
    """The word a name is looked up by; None for a name that does not begin with one."""
    found = _WORD.match(name)
    return found.group(0) if found else None


def by_first_word(names: Iterable[tuple[str, T]]) -> dict[str, tuple[tuple[str, T], ...]]:
    """Names with what they mean by their first word, longest first, in the order given among equals."""
    out: dict[str, list[tuple[str, T]]] = {}
    for name, meaning in names:
        word = first_word(name)
        if word is not None:
            out.setdefault(word, []).append((name, meaning))
    return {k: tuple(v) if len(v) == 1 else tuple(sorted(v, key=lambda n: -len(n[0]))) for k, v in out.items()}


def crowded(names: Mapping[str, Sequence[tuple[str, T]]]) -> dict[str, dict[str, tuple[tuple[str, T], ...]]]:
    """For first words that begin many names ("National", "Abu"): those of their names that can stand before the next characters of a text.

    By these characters, `PEEK` of them; under "" the names that are too short to tell. The order among them is kept.
    """
    out: dict[str, dict[str, tuple[tuple[str, T], ...]]] = {}
    for word, entries in names.items():
        if len(entries) > FEW:
            found: dict[str, list[tuple[str, T]]] = {"": []}
            for entry in entries:
                behind = entry[0][len(word) : len(word) + PEEK]
                found.setdefault(behind if len(behind) == PEEK else "", []).append(entry)
            short = tuple(found[""])  # these come last: the longest names come first
            out[word] = {key: (*some, *short) if key else short for key, some in found.items()}
    return out


def find_names(
    text: str, names: Mapping[str, Sequence[tuple[str, T]]], near: Mapping[str, Mapping[str, Sequence[tuple[str, T]]]]
) -> Iterator[tuple[int, int, T]]:
    """Start, end and meaning of every name, left to right. Typographic apostrophes match plain ones; offsets are into `text`.

    `near` is what `crowded` gives of the names.
    """
    plain, at = text.replace("’", "'").replace("\u00a0", " "), 0
    first_words = names.keys() & _WORD.findall(plain)
    for start, word in sorted(_starts(plain, first_words)) if first_words else ():
        if start < at:
            continue
        entries = names[word]
        if (some := near.get(word)) is not None:
            behind = start + len(word)
            entries = some.get(plain[behind : behind + PEEK]) or some[""]
        for name, meaning in entries:
            end = start + len(name)
            if plain.startswith(name, start) and not (end < len(plain) and (plain[end].isalnum() or plain[end] == "_")):
                yield start, end, meaning
                at = end
                break


def _starts(text: str, words: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Where these stand in a text as whole words."""
    for word in words:
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if not (at and _goes_on(text[at - 1])) and not (end < len(text) and _goes_on(text[end])):
                yield at, word
            at = text.find(word, end)


def _goes_on(letter: str) -> bool:
    """Whether a character is part of a word, as in regular expressions."""
    return letter.isalnum() or letter == "_"
