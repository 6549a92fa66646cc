"""`resolve`, `runs` and `compact`."""

from __future__ import annotations

import typer

from sayso.cli.setup import chosen_format, command_line, emit, existing, ontology_for, owner_for, reader_for
from sayso.cli.tables import wrapped
from sayso.model.plain import to_plain
from sayso.run.correcting import carry_out
from sayso.run.outlets import outlets_for
from sayso.run.resolving import resolve_all
from sayso.run.settings import find_settings, store_path
from sayso.run.wording import many
from sayso.store import open_owner
from sayso.writers.jsonl import line


def run_resolve(format: str | None, store: str | None, settings: str | None) -> int:
    """Make all events anew; the exit code."""
    kind, found = chosen_format(format, ("table", "jsonl")), find_settings(settings)
    path = existing(store_path(store, found))
    ontology = ontology_for(settings)
    outlets = outlets_for(found, ontology)
    with owner_for(path, ontology) as owner:
        before = owner.counts()["events"]
        carry_out(owner, ontology, outlets)
        made = resolve_all(owner, ontology, outlets)
    disputed = sum(bool(e.disputes) for e in made)
    if kind == "jsonl":
        emit([line({"events": len(made), "before": before, "disputed": disputed})])
    else:
        typer.echo(f"{many(len(made), 'event')} ({before} before), {disputed} disputed")
    return 0


def run_runs(format: str | None, store: str | None, settings: str | None) -> int:
    """List runs, the newest first; the exit code."""
    kind = chosen_format(format, ("table", "jsonl"))
    with reader_for(store, settings) as reader:
        found, codings = reader.runs()[::-1], {c.id: c for c in reader.codings()}
    if kind == "jsonl":
        emit(line({**to_plain(r), "coder": codings[r.coding].coder, "ontology": codings[r.coding].ontology}) for r in found)
        return 0
    for r in found:
        ended = f"to {r.ended[:19]}" if r.ended else "never ended: stopped, or still going"
        for text in (
            *wrapped(f"{r.started[:19]} {ended}  {many(r.documents, 'report')}, {many(r.claims, 'claim')}, {r.quarantined} quarantined", 0, 4),
            *wrapped(f"{r.command}; {codings[r.coding].coder}, {codings[r.coding].ontology}", 4, 6),
        ):
            typer.echo(text)
    if not found:
        typer.echo("no runs")
    return 0


def run_compact(format: str | None, store: str | None, settings: str | None) -> int:
    """Write the store's file smaller; the exit code."""
    kind, found = chosen_format(format, ("table", "jsonl")), find_settings(settings)
    path = existing(store_path(store, found))
    before = path.stat().st_size
    with open_owner(path, command_line()) as owner:
        owner.compact()
    after = path.stat().st_size
    if kind == "jsonl":
        emit([line({"store": str(path), "bytes_before": before, "bytes": after})])
    else:
        for text in wrapped(f"{path}: {before / 1e6:.1f} MB before, {after / 1e6:.1f} MB now", 0, 2):
            typer.echo(text)
    return 0
