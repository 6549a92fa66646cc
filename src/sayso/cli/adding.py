"""`add`: reports into the store."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

import typer

from sayso.cli.setup import chosen_format, coder_for, command_line, emit, now, options_for, owner_for, report_failures
from sayso.cli.tables import width, wrapped
from sayso.cli.wording import many
from sayso.run.adding import Added, add
from sayso.run.correcting import carry_out
from sayso.run.outlets import outlets_for
from sayso.run.settings import find_settings, store_path
from sayso.writers.jsonl import line


@dataclass(slots=True)
class Progress:
    """A line on a terminal that says how far a run is; nothing elsewhere."""

    shown: bool = field(default_factory=lambda: sys.stderr.isatty())
    began: float = field(default_factory=time.monotonic)

    def __call__(self, total: Added) -> None:
        """Says so."""
        if self.shown:
            rate = total.read / max(time.monotonic() - self.began, 0.001)
            text = f"{total.read} read ({rate:.1f} a second), {many(total.claims, 'claim')}, {many(total.events, 'event')}, {len(total.failed)} quarantined"
            sys.stderr.write(f"\r{text[: width() - 1]:<{width() - 1}}")
            sys.stderr.flush()

    def end(self) -> None:
        """Takes the line away."""
        if self.shown:
            sys.stderr.write(f"\r{'':<{width() - 1}}\r")
            sys.stderr.flush()


def run_add(files: list[str], store: str | None, published: str | None, outlet: str | None, format: str | None, settings: str | None) -> int:
    """Add the files to the store; the exit code."""
    kind = chosen_format(format, ("table", "jsonl"))
    found, options = find_settings(settings), options_for(published, outlet, settings)
    path, coder, progress = store_path(store, found), coder_for(settings), Progress()
    outlets = outlets_for(found, coder.ontology)
    with owner_for(path, coder.ontology) as owner:

        def after(total: Added) -> None:
            progress(total)
            carry_out(owner, coder.ontology, outlets)

        try:
            carry_out(owner, coder.ontology, outlets)
            total = add(owner, files, options, coder, outlets, settings=found.coding, command=command_line(), clock=now, progress=after)
            carry_out(owner, coder.ontology, outlets)
        finally:
            progress.end()
        events = owner.counts()["events"]
    if kind == "jsonl":
        emit([line({**_record(total), "store": str(path), "events_in_store": events})])
    else:
        for text in wrapped(f"{total}. {many(events, 'event')} in {path} now", 0, 2):
            typer.echo(text)
        if total.added:
            typer.echo("see them with: sayso events")
    return report_failures(total.failed)


def _record(total: Added) -> dict[str, int]:
    return {
        "read": total.read,
        "added": total.added,
        "known": total.known,
        "quarantined": len(total.failed),
        "claims": total.claims,
        "events_written": total.events,
    }
