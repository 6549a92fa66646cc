"""Finding names in a text: whole words, case-sensitive, longest first, without overlaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

_WORD = re.compile(r"\w+")
T = TypeVar("T")


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


def find_names(text: str, names: Mapping[str, Sequence[tuple[str, T]]]) -> Iterator[tuple[int, int, T]]:
    """Start, end and meaning of every name, left to right. Typographic apostrophes match plain ones; offsets are into `text`."""
    plain, at, known = text.replace("’", "'").replace("\u00a0", " "), 0, names.get
    for word in _WORD.finditer(plain):
        entries = known(word.group())
        if entries is None or (start := word.start()) < at:
            continue
        for name, meaning in entries:
            end = start + len(name)
            if plain.startswith(name, start) and not (end < len(plain) and (plain[end].isalnum() or plain[end] == "_")):
                yield start, end, meaning
                at = end
                break
