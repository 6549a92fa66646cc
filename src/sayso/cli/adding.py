"""`add`: reports into the store."""

from __future__ import annotations

import typer

from sayso.cli.progress import Progress, counts
from sayso.cli.setup import How, chosen_format, coder_for, command_line, crew_of, emit, now, options_for, owner_for, report_failures, web_of
from sayso.cli.tables import wrapped
from sayso.run.adding import Added, add
from sayso.run.correcting import carry_out
from sayso.run.outlets import outlets_for
from sayso.run.settings import find_settings, store_path
from sayso.run.wording import many
from sayso.writers.jsonl import line


def run_add(files: list[str], store: str | None, format: str | None, how: How) -> int:
    """Add the files to the store; the exit code."""
    kind = chosen_format(format, ("table", "jsonl"))
    found, options, crew = find_settings(how.settings), options_for(how), crew_of(how)
    path, coder, progress = store_path(store, found), coder_for(how.settings, how.thorough), Progress()
    outlets = outlets_for(found, coder.ontology)
    with owner_for(path, coder.ontology) as owner:

        def after(total: Added) -> None:
            progress(total.course, total.read, *counts(total.claims, len(total.failed)), many(total.events, "event"))
            carry_out(owner, coder.ontology, outlets)

        try:
            carry_out(owner, coder.ontology, outlets)
            coding = found.coding_of(how.thorough)
            units = web_of(files, how)
            total = add(owner, files, options, coder, outlets, units=units, settings=coding, command=command_line(), clock=now, progress=after, crew=crew)
            carry_out(owner, coder.ontology, outlets)
        finally:
            progress.end()
        events = owner.counts()["events"]
    if kind == "jsonl":
        emit([line({**counted(total), "store": str(path), "events_in_store": events})])
    else:
        for text in wrapped(f"{total}. {many(events, 'event')} in {path} now", 0, 2):
            typer.echo(text)
        if total.added:
            typer.echo("see them with: sayso events")
    return report_failures(total.failed)


def counted(total: Added) -> dict[str, int]:
    """What a run of `add` or `load` did, as a record."""
    return {
        "read": total.read,
        "added": total.added,
        "known": total.known,
        "quarantined": len(total.failed),
        "claims": total.claims,
        "events_written": total.events,
    }
