"""Words around counts of people."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sayso.ontology.strict import Entry, read_yaml

BOUNDS = ("low", "over", "high", "below", "about")


@dataclass(frozen=True, slots=True)
class FigureWords:
    """`kinds` by lemma; `bounds` maps a phrase to low, over, high, below or about; `vague` to (low, high), None = open."""

    kinds: dict[str, str]
    bounds: dict[str, str]
    vague: dict[str, tuple[int | None, int | None]]
    numbers: dict[str, int]
    scales: dict[str, int]
    people: frozenset[str]


def load_figures(path: Path) -> FigureWords:
    """The figure words of a language."""
    file = read_yaml(path)
    file.only(("kinds", *BOUNDS, "vague", "numbers", "scales", "people"))
    kinds = {lemma: kind for kind in _table(file, "kinds").values for lemma in _table(file, "kinds").words(kind)}
    bounds = {phrase: bound for bound in BOUNDS for phrase in file.words(bound)}
    vague: dict[str, tuple[int | None, int | None]] = {}
    table = _table(file, "vague")
    for phrase in table.values:
        low, _, high = table.text(phrase).partition(" ")
        vague[phrase] = (int(low), int(high) if high.strip() else None)
    numbers, scales = ({k: int(_table(file, name).text(k)) for k in _table(file, name).values} for name in ("numbers", "scales"))
    return FigureWords(kinds, bounds, vague, numbers, scales, frozenset(file.words("people")))


def _table(file: Entry, key: str) -> Entry:
    table = file.entry(key)
    if table is None:
        raise file.fail(key, "missing")
    return table
