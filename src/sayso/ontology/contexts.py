"""Words that say what an event concerns: PLOVER's contexts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sayso.ontology.strict import read_yaml


@dataclass(frozen=True, slots=True)
class Contexts:
    """One pattern over all words of all contexts, and the contexts of each word."""

    pattern: re.Pattern[str]
    of: dict[str, tuple[str, ...]]

    def find(self, text: str) -> tuple[str, ...]:
        """Contexts whose words stand in a lower-case text, in table order."""
        found = {c for m in self.pattern.finditer(text) for c in self.of[m.group(1)]}
        return tuple(c for c in dict.fromkeys(c for cs in self.of.values() for c in cs) if c in found) if found else ()


def load_contexts(path: Path) -> Contexts:
    """The contexts of a language; a plural -s is matched with its word."""
    of: dict[str, list[str]] = {}
    for name, entry in read_yaml(path).items():
        entry.only(("words", "says", "not"))
        for word in entry.words("words"):
            of.setdefault(word.lower(), []).append(name)
    longest = sorted(of, key=lambda w: (-len(w), w))
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, longest)) + r")(?:s|es)?\b") if longest else re.compile(r"(?!)()")
    return Contexts(pattern, {k: tuple(v) for k, v in of.items()})
