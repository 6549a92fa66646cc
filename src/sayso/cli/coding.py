"""`code`, `statements` and `skipped`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from sayso.cli.setup import chosen_format, coder_for, emit, options_for, report_failures
from sayso.model.coding import Coding
from sayso.model.plain import to_plain
from sayso.readers import Quarantined
from sayso.run.local import Tally, code_sources
from sayso.stages.assemble import reference
from sayso.writers import WRITERS
from sayso.writers.jsonl import json_lines, jsonl_lines

Records = Callable[[Coding], Iterable[Any]]


def run_code(files: list[str], format: str | None, published: str | None, outlet: str | None, settings: str | None) -> int:
    """Claims of the files; the exit code."""
    kind = chosen_format(format, (*WRITERS, "table"))
    codings, failed, tally = codings_of(files, published, outlet, settings)
    if kind == "table":
        from sayso.cli.tables import claim_table

        claim_table(codings)
        sys.stdout.flush()
        sys.stderr.write(f"{tally}\n")
    else:
        emit(WRITERS[kind](chain.from_iterable(c.claims for c in codings)))
    return report_failures(failed)


def run_statements(files: list[str], format: str | None, published: str | None, outlet: str | None, settings: str | None) -> int:
    """Statements of the files; the exit code."""
    return _listed(files, format, published, outlet, settings, lambda c: c.statements, "statement_table")


def run_skipped(files: list[str], format: str | None, published: str | None, outlet: str | None, settings: str | None) -> int:
    """What was passed over in the files; the exit code."""
    return _listed(files, format, published, outlet, settings, _skips, "skip_table")


def _skips(coding: Coding) -> list[dict[str, Any]]:
    ref = to_plain(reference(coding))
    return [{"document": ref, **to_plain(s)} for s in coding.skipped]


def _listed(files: list[str], format: str | None, published: str | None, outlet: str | None, settings: str | None, records: Records, table: str) -> int:
    kind = chosen_format(format, ("jsonl", "json", "table"))
    codings, failed, _ = codings_of(files, published, outlet, settings)
    if kind == "table":
        from sayso.cli import tables

        getattr(tables, table)(codings)
    else:
        emit((jsonl_lines if kind == "jsonl" else json_lines)(chain.from_iterable(records(c) for c in codings)))
    return report_failures(failed)


def codings_of(files: list[str], published: str | None, outlet: str | None, settings: str | None) -> tuple[Iterator[Coding], list[Quarantined], Tally]:
    """Codings as they come, and the list their failures are put on."""
    options = options_for(published, outlet, settings)
    coder, failed, tally = coder_for(settings), list[Quarantined](), Tally()

    def results() -> Iterator[Coding]:
        for found in code_sources(files, replace(options), coder, tally):
            if isinstance(found, Quarantined):
                failed.append(found)
            else:
                yield found

    return results(), failed, tally
