"""PLOVER's event types, and the crosswalk to CAMEO and Goldstein's scale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import DataError
from sayso.ontology.strict import Entry, read_csv, read_yaml


@dataclass(frozen=True, slots=True)
class Mode:
    """A mode of an event type; `score` is PLOVER's, -10 to +10."""

    name: str
    score: float
    definition: str


@dataclass(frozen=True, slots=True)
class EventType:
    """One of the 16 types. `quad`: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.

    `speech`: done by saying so. `domestic`: what a state does to its own people unless the words say otherwise ("police arrested a dissident").
    """

    name: str
    quad: int
    score: float
    definition: str
    modes: dict[str, Mode]
    speech: bool = False
    domestic: bool = False

    @property
    def conflict(self) -> bool:
        """Whether the type stands in a conflict quad."""
        return self.quad >= 3

    def score_of(self, modes: Iterable[str]) -> float:
        """The score of the most extreme of these modes, of the type itself when there is none."""
        scores = [self.modes[m].score for m in modes if m in self.modes]
        return max(scores, key=abs) if scores else self.score


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """A CAMEO code and the type, mode, context and force it stands for ("" = any)."""

    cameo: str
    goldstein: float
    event: str
    mode: str
    contexts: tuple[str, ...]
    force: str


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """CAMEO codes by event type, in file order."""

    rows: dict[str, tuple[CrosswalkRow, ...]]
    goldstein: dict[str, float]

    def best(self, event: str, modes: tuple[str, ...], contexts: tuple[str, ...], force: str | None) -> CrosswalkRow | None:
        """The most specific row that contradicts nothing; the first in the file among equals."""
        best, best_score, names = None, -1, frozenset(contexts)
        for row in self.rows.get(event, ()):
            if (row.mode and row.mode not in modes) or (row.force and row.force != force):
                continue
            if row.contexts and names.isdisjoint(row.contexts):
                continue
            score = 4 * bool(row.mode) + 2 * bool(row.force) + bool(row.contexts)
            if score > best_score:
                best, best_score = row, score
        return best


def load_events(folder: Path) -> dict[str, EventType]:
    """Every `<type>.yaml` of the folder, by type name in file order."""
    types = [_event(read_yaml(path)) for path in sorted(folder.glob("*.yaml"))]
    if not types:
        raise DataError(str(folder), 0, "", "no event types here", "the folder must hold one YAML file a type")
    return {t.name: t for t in types}


def _event(entry: Entry) -> EventType:
    entry.only(("type", "speech", "domestic", "quad", "score", "definition", "modes"))
    modes: dict[str, Mode] = {}
    for name, mode in (entry.entry("modes") or Entry(entry.file, entry.line, {}, {})).items():
        mode.only(("score", "definition"))
        modes[name] = Mode(name, _number(mode, "score"), mode.text("definition"))
    quad = int(entry.text("quad", allowed=("1", "2", "3", "4")))
    return EventType(entry.text("type"), quad, _number(entry, "score"), entry.text("definition"), modes, entry.flag("speech"), entry.flag("domestic"))


def _number(entry: Entry, key: str) -> float:
    try:
        value = float(entry.text(key))
    except ValueError:
        raise entry.fail(key, "is not a number", "PLOVER scores run from -10 to 10") from None
    if not -10 <= value <= 10:
        raise entry.fail(key, f"{value} is out of range", "PLOVER scores run from -10 to 10")
    return value


def load_crosswalk(path: Path, types: dict[str, EventType]) -> Crosswalk:
    """The crosswalk table, checked against the types."""
    rows: dict[str, list[CrosswalkRow]] = {name: [] for name in types}
    goldstein: dict[str, float] = {}
    for row in read_csv(path, ("cameo", "goldstein", "event", "mode", "contexts", "force")):
        if row["event"] not in types:
            raise row.fail("event", f"unknown type {row['event']!r}", f"use one of {', '.join(types)}")
        if row["mode"] and row["mode"] not in types[row["event"]].modes:
            raise row.fail("mode", f"{row['event']} has no mode {row['mode']!r}")
        if not row["cameo"].isdigit():
            raise row.fail("cameo", f"{row['cameo']!r} is not a CAMEO code", "two to four digits")
        try:
            value = float(row["goldstein"])
        except ValueError:
            raise row.fail("goldstein", "is not a number") from None
        rows[row["event"]].append(CrosswalkRow(row["cameo"], value, row["event"], row["mode"], row.many("contexts"), row["force"]))
        goldstein.setdefault(row["cameo"], value)
    return Crosswalk({k: tuple(v) for k, v in rows.items()}, goldstein)
