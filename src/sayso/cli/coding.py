"""`code`, `statements` and `skipped`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from sayso.cli.progress import Progress, counts
from sayso.cli.quarantine import failures_into
from sayso.cli.setup import How, chosen_format, coder_for, crew_of, emit, options_for, report_failures, web_of
from sayso.errors import SettingsError
from sayso.model.coding import Coding
from sayso.model.plain import to_plain
from sayso.readers import Quarantined
from sayso.run.local import Tally, code_sources
from sayso.run.settings import find_settings
from sayso.stages.assemble import reference
from sayso.writers import WRITERS
from sayso.writers.jsonl import json_lines, jsonl_lines

Records = Callable[[Coding], Iterable[Any]]


def run_code(files: list[str], format: str | None, how: How, engine: str = "local") -> int:
    """Claims of the files; the exit code. Raises SettingsError for an engine that writes only shards."""
    if engine != "local":
        raise SettingsError(f"--engine {engine} writes shards", "add --out FOLDER")
    kind = chosen_format(format, (*WRITERS, "table"))
    codings, failed, tally = codings_of(files, how)
    if kind == "table":
        from sayso.cli.tables import claim_table

        claim_table(codings)
        sys.stdout.flush()
        sys.stderr.write(f"{tally}\n")
    else:
        emit(WRITERS[kind](chain.from_iterable(c.claims for c in codings)))
    return report_failures(failed)


def run_statements(files: list[str], format: str | None, how: How) -> int:
    """Statements of the files; the exit code."""
    return _listed(files, format, how, lambda c: c.statements, "statement_table")


def run_skipped(files: list[str], format: str | None, how: How) -> int:
    """What was passed over in the files; the exit code."""
    return _listed(files, format, how, _skips, "skip_table")


def _skips(coding: Coding) -> list[dict[str, Any]]:
    ref = to_plain(reference(coding))
    return [{"document": ref, **to_plain(s)} for s in coding.skipped]


def _listed(files: list[str], format: str | None, how: How, records: Records, table: str) -> int:
    kind = chosen_format(format, ("jsonl", "json", "table"))
    codings, failed, _ = codings_of(files, how)
    if kind == "table":
        from sayso.cli import tables

        getattr(tables, table)(codings)
    else:
        emit((jsonl_lines if kind == "jsonl" else json_lines)(chain.from_iterable(records(c) for c in codings)))
    return report_failures(failed)


def codings_of(files: list[str], how: How) -> tuple[Iterator[Coding], list[Quarantined], Tally]:
    """Codings as they come, and the list their failures are put on."""
    options, crew, progress = options_for(how), crew_of(how), Progress()
    failed, tally, ontology = list[Quarantined](), Tally(), find_settings(how.settings).ontology

    folder = str(ontology) if ontology else None
    found = code_sources(files, options, lambda: coder_for(how.settings, how.thorough), tally, crew, folder, web_of(files, how))

    def results() -> Iterator[Coding]:
        with failures_into(how.quarantine) as note:
            try:
                for coding in found:
                    if not sys.stdout.isatty():
                        progress(tally.course, tally.read, *counts(tally.claims, tally.failed))
                    if isinstance(coding, Quarantined):
                        failed.append(coding)
                        note(coding)
                    else:
                        yield coding
            finally:
                progress.end()

    return results(), failed, tally
