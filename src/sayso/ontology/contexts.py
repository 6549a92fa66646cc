"""Words that say what an event concerns: PLOVER's contexts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sayso.ontology.strict import read_yaml

_WORD = re.compile(r"\w+")
ENDINGS = ("", "s", "es")


@dataclass(frozen=True, slots=True)
class Contexts:
    """Words and phrases by what they may begin with in a text (a phrase's first word, a word with its plurals), each with its contexts;
    `order` is the table's."""

    words: dict[str, tuple[tuple[str, tuple[str, ...]], ...]]
    order: tuple[str, ...]

    def find(self, text: str) -> dict[str, tuple[str, int]]:
        """Contexts whose words stand in a lower-case text, in table order, each with its first word and that word's offset.

        A plural -s or -es is matched with its word.
        """
        found: dict[str, tuple[str, int]] = {}
        for match in _WORD.finditer(text) if not self.words.keys().isdisjoint(_WORD.findall(text)) else ():
            for phrase, contexts in self.words.get(match.group(), ()):
                if text.startswith(phrase, match.start()) and _ends(text, match.start() + len(phrase)):
                    for name in contexts:
                        found.setdefault(name, (phrase, match.start()))
        return {c: found[c] for c in self.order if c in found}


def _ends(text: str, at: int) -> bool:
    """Whether a word ends at an offset, a plural ending aside."""
    for ending in ENDINGS:
        end = at + len(ending)
        if text.startswith(ending, at) and not (end < len(text) and (text[end].isalnum() or text[end] == "_")):
            return True
    return False


def load_contexts(path: Path) -> Contexts:
    """The contexts of a language."""
    of: dict[str, list[str]] = {}
    order = []
    for name, entry in read_yaml(path).items():
        entry.only(("words", "says", "not"))
        order.append(name)
        for word in entry.words("words"):
            of.setdefault(word.lower(), []).append(name)
    words: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for word, contexts in of.items():
        first = _WORD.match(word)
        if first is None:
            raise read_yaml(path).fail(contexts[0], f"{word!r} does not begin with a word")
        for begun in [f"{word}{ending}" for ending in ENDINGS] if first.group() == word else [first.group()]:
            words.setdefault(begun, []).append((word, tuple(contexts)))
    return Contexts({k: tuple(v) for k, v in words.items()}, tuple(order))
