"""Domains of everyday life whose sentences share their verbs with politics."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sayso.ontology.strict import read_yaml


@dataclass(frozen=True, slots=True)
class Everyday:
    """Words of every domain; `phrases` are those of two words, as printed in lower case."""

    words: dict[str, frozenset[str]]
    phrases: dict[str, tuple[str, ...]]

    def domain(self, lemmas: frozenset[str], text: str) -> tuple[str, tuple[str, ...]] | None:
        """The domain of a sentence, by two different words of it, and those words; None where there is none."""
        best: tuple[str, tuple[str, ...]] | None = None
        for name, words in self.words.items():
            found = tuple(sorted((words & lemmas) | {p for p in self.phrases[name] if p in text}))
            if len(found) > 1 and (best is None or len(found) > len(best[1])):
                best = (name, found)
        return best


def load_everyday(path: Path) -> Everyday:
    """The domains of a language."""
    words = {}
    for name, entry in read_yaml(path).items():
        entry.only(("words", "says", "not"))
        if not entry.words("says") or not entry.words("not"):
            raise entry.fail("words", "every domain needs a sentence that is of it and one that is not", "add `says` and `not`")
        words[name] = entry.words("words")
    return Everyday(
        {name: frozenset(w for w in found if " " not in w) for name, found in words.items()},
        {name: tuple(w for w in found if " " in w) for name, found in words.items()},
    )
