"""What commands share: settings, formats, output, and how failures are told."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from sayso.coder import Coder
from sayso.errors import SettingsError
from sayso.ontology.load import Ontology, load
from sayso.parser import Parser
from sayso.readers import Quarantined, ReadOptions
from sayso.run.settings import find_settings
from sayso.writers.sentence import clean


def ontology_for(settings: str | None) -> Ontology:
    """The ontology the settings name."""
    return load(find_settings(settings).ontology)


def coder_for(settings: str | None) -> Coder:
    """A coder as the settings say."""
    found = find_settings(settings)
    ontology = load(found.ontology)
    return Coder(ontology, Parser(ontology.folder, found.parser))


def options_for(published: str | None, outlet: str | None, settings: str | None) -> ReadOptions:
    """What is known of the reports beforehand."""
    return ReadOptions(published=published, outlet=outlet or find_settings(settings).outlet)


def chosen_format(format: str | None, allowed: Sequence[str]) -> str:
    """The format asked for; a table for a person, JSONL for a pipe. Raises SettingsError for an unknown one."""
    if format is None:
        return "table" if sys.stdout.isatty() else "jsonl"
    if format not in allowed:
        raise SettingsError(f"unknown format {format!r}", f"use one of {', '.join(allowed)}")
    return format


def emit(lines: Iterable[str]) -> None:
    """Write lines to standard output as UTF-8, whatever the locale."""
    out = sys.stdout.buffer
    for text in lines:
        out.write(text.encode("utf-8", "backslashreplace") + b"\n")
    out.flush()


def report_failures(failed: list[Quarantined]) -> int:
    """One line on standard error for every input that failed; exit code 3 if there is any, 0 otherwise."""
    sys.stdout.flush()
    for f in failed:
        sys.stderr.write(clean(f"sayso: {f.where}: {f.reason}{f'; {f.remedy}' if f.remedy else ''}") + "\n")
    return 3 if failed else 0
