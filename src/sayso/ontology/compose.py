"""The composition table: an act about an act gives one category."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sayso.ontology.events import EventType
from sayso.ontology.strict import Entry, read_yaml

CONTENTS = ("future", "negated", "claim", "presupposed", "gone", "")
CHANGES = ("future", "negate", "")
RECIPIENTS = ("outer", "inner", "actor", "")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table; see the data file for what the fields mean. `line` is its place in the file."""

    outer: frozenset[str]
    inner: frozenset[str]
    gives: str
    modes: tuple[tuple[str, str, str], ...]
    content: str
    change: str
    basis: str
    own: bool | None
    recipient: str
    line: int

    def mode(self, event: str, modes: tuple[str, ...]) -> str | None:
        """The outer claim's mode for an inner event and its modes; "=" keeps the inner's first mode."""
        for kind, mode, result in self.modes:
            if kind in ("", event) and (not mode or mode in modes):
                return (modes[0] if modes else None) if result == "=" else result or None
        return None


@dataclass(frozen=True, slots=True)
class Compose:
    """The table, in file order: the first row that fits is taken. `outers` are the outer acts frames may name.

    `within`: event types that are part of another one ("marched to demand": PROTEST alone), as (type, by) pairs."""

    outers: frozenset[str]
    rows: tuple[Row, ...]
    within: frozenset[tuple[str, str]] = frozenset()

    def row(self, outer: str, event: EventType, own: bool) -> Row | None:
        """The row for an outer act and an inner event; `own` says whether the inner actor is on the outer actor's side."""
        kinds = {event.name, "anything", *(("conflict", "deed" if event.quad == 4 else "words") if event.conflict else ("cooperation",))}
        return next((r for r in self.rows if outer in r.outer and kinds & r.inner and r.own in (None, own)), None)

    def general(self, outer: str) -> Row | None:
        """The row for an outer act whose inner one is not coded; None where every row of it asks for certain types."""
        return next((r for r in self.rows if outer in r.outer and "anything" in r.inner and r.gives != "inner"), None)


def load_compose(path: Path, types: dict[str, EventType]) -> Compose:
    """The table, checked against the event types."""
    file = read_yaml(path)
    file.only(("outers", "rows", "within"))
    outers = frozenset(file.words("outers"))
    parts = file.entries("within") if "within" in file.values else []
    for entry in parts:
        entry.only(("type", "by"))
    within = frozenset((e.text("type", allowed=types), e.text("by", allowed=types)) for e in parts)
    return Compose(outers, tuple(_row(entry, types, outers) for entry in file.entries("rows")), within)


def _row(entry: Entry, types: dict[str, EventType], outers: frozenset[str]) -> Row:
    entry.only(("outer", "inner", "gives", "modes", "content", "change", "basis", "self", "recipient"))
    gives = entry.text("gives", allowed=(*types, "inner"))
    own = entry.text("self", "", ("true", "false", ""))
    return Row(
        outer=frozenset(entry.words("outer", (*outers, *(f"not_{o}" for o in outers)))),
        inner=frozenset(entry.words("inner", (*types, "conflict", "deed", "words", "cooperation", "anything"))),
        gives=gives,
        modes=tuple(_mode(entry, m, gives, types) for m in entry.words("modes")),
        content=entry.text("content", "", CONTENTS),
        change=entry.text("change", "", CHANGES),
        basis=entry.text("basis", "", ("fact", "intention", "commitment", "")),
        own={"true": True, "false": False, "": None}[own],
        recipient=entry.text("recipient", "", RECIPIENTS),
        line=entry.line,
    )


def _mode(entry: Entry, text: str, gives: str, types: dict[str, EventType]) -> tuple[str, str, str]:
    left, arrow, result = text.partition(">")
    kind, _, mode = left.partition("/")
    if not arrow or (kind and kind not in types):
        raise entry.fail("modes", f"{text!r} is not of the form TYPE>mode or TYPE/mode>mode")
    if result not in ("", "=") and gives in types and result not in types[gives].modes:
        raise entry.fail("modes", f"{gives} has no mode {result!r}", f"use one of {', '.join(types[gives].modes)}")
    return kind, mode, result
