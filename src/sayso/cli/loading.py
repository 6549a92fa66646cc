"""`load`: shards into the store."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from sayso.cli.adding import counted
from sayso.cli.progress import Progress, counts
from sayso.cli.setup import chosen_format, command_line, emit, now, ontology_for, owner_for, report_failures
from sayso.cli.tables import wrapped
from sayso.ontology.load import Ontology
from sayso.run.adding import Added
from sayso.run.correcting import carry_out
from sayso.run.loading import Source, load, sources_of
from sayso.run.outlets import outlets_for
from sayso.run.settings import find_settings, store_path
from sayso.run.wording import many
from sayso.writers.jsonl import line


def run_load(folders: list[str], store: str | None, format: str | None, settings: str | None) -> int:
    """Bring the folders' reports into the store; the exit code."""
    kind, found = chosen_format(format, ("table", "jsonl")), find_settings(settings)
    sources, path, progress = sources_of([Path(f) for f in folders]), store_path(store, found), Progress()
    ontology = ontology_for(settings)
    outlets = outlets_for(found, ontology)
    for said in remarks(sources, ontology):
        sys.stderr.write(f"sayso: {said}\n")
    with owner_for(path, ontology) as owner:

        def after(total: Added) -> None:
            progress(total.course, total.read, *counts(total.claims, len(total.failed)), many(total.events, "event"))
            carry_out(owner, ontology, outlets)

        try:
            carry_out(owner, ontology, outlets)
            total = load(owner, sources, ontology, outlets, command=command_line(), clock=now, progress=after)
            carry_out(owner, ontology, outlets)
        finally:
            progress.end()
        events = owner.counts()["events"]
    if kind == "jsonl":
        emit([line({**counted(total), "store": str(path), "events_in_store": events})])
    else:
        for text in wrapped(f"{total}. {many(events, 'event')} in {path} now", 0, 2):
            typer.echo(text)
    return report_failures(total.failed)


def remarks(sources: Sequence[Source], ontology: Ontology) -> list[str]:
    """What a person should know of the folders before they are loaded."""
    out = [f"{s.path} is not finished: {many(len(s.shards), 'shard')} so far; what follows can be loaded later" for s in sources if not s.run.finished]
    other = [s for s in sources if s.run.coding.ontology != ontology.version]
    return out + [f"{s.path} was coded with another ontology than this one: events are made of its claims as they are" for s in other]
