"""`export`: the store in another format."""

from __future__ import annotations

from pathlib import Path

import typer

from sayso.cli.setup import chosen_format, emit, ontology_for, reader_for
from sayso.cli.tables import wrapped
from sayso.errors import SettingsError
from sayso.run.exporting import Exported, export
from sayso.run.outlets import outlets_for
from sayso.run.settings import find_settings
from sayso.run.wording import many
from sayso.writers.exports import EXPORTS
from sayso.writers.jsonl import line

LIST = "list"


def run_export(to: str, output: str | None, format: str | None, store: str | None, settings: str | None) -> int:
    """Write the export, or list the formats; the exit code."""
    kind = chosen_format(format, ("table", "jsonl"))
    if to == LIST:
        _list(kind)
        return 0
    if to not in EXPORTS:
        raise SettingsError(f"no export format {to!r}", f"use one of {', '.join(EXPORTS)}; see: sayso export --to {LIST}")
    with reader_for(store, settings) as reader:
        ontology = ontology_for(settings)
        done = export(reader, to, Path(output or f"sayso-{to}"), ontology, outlets_for(find_settings(settings), ontology))
    if kind == "jsonl":
        emit([line(_record(done))])
        return 0
    for path in done.files:
        for text in wrapped(str(path), 0, 2):
            typer.echo(text)
    for text in _told(done):
        typer.echo(text)
    return 0


def _list(kind: str) -> None:
    if kind == "jsonl":
        emit(line({"name": f.name, "about": f.about, "files": [s.name for s in f.sheets]}) for f in EXPORTS.values())
        return
    for f in EXPORTS.values():
        for text in wrapped(f"{f.name:<13}{f.about}", 0, 13):
            typer.echo(text)


def _record(done: Exported) -> dict[str, object]:
    return {
        "format": done.name,
        "files": [str(p) for p in done.files],
        "events": done.events,
        "left_out": [{"reason": r.reason, "events": r.events} for r in done.left_out],
    }


def _told(done: Exported) -> list[str]:
    """How many events went out, and why the others did not."""
    if EXPORTS[done.name].all_claims:
        return wrapped("every claim of the reports, whatever its status", 0, 2)
    out = sum(r.events for r in done.left_out)
    rows = wrapped(f"{done.events - out} of {many(done.events, 'event')} written{f', {out} left out (see left_out.csv):' if out else ''}", 0, 2)
    return [*rows, *(text for r in done.left_out for text in wrapped(f"{r.events:>6}  {r.reason}", 0, 8))]
