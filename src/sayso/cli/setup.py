"""What commands share: settings, formats, output, and how failures are told."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sayso.coder import Coder
from sayso.errors import SettingsError
from sayso.ontology.load import Ontology, load
from sayso.parser import Parser
from sayso.readers import Quarantined, ReadOptions, Unit
from sayso.readers.columns import parse_columns
from sayso.readers.web.fetch import Fetcher
from sayso.run.amended import AmendedOwner, open_amended
from sayso.run.correcting import Signed
from sayso.run.engine import Crew
from sayso.run.settings import crew_for, find_settings, store_path
from sayso.run.sources import on_the_web, units_with_web
from sayso.store import Reader, open_reader
from sayso.writers.sentence import clean

LONGEST = 200
"""Characters of a command line that are kept."""


@dataclass(frozen=True, slots=True)
class How:
    """What a command was told about reading and coding; None and False where nothing was said."""

    published: str | None = None
    outlet: str | None = None
    settings: str | None = None
    columns: str | None = None
    workers: int | None = None
    most: int | None = None
    thorough: bool = False
    fetch: bool = False
    quarantine: str | None = None


def ontology_for(settings: str | None) -> Ontology:
    """The ontology the settings name."""
    return load(find_settings(settings).ontology)


def coder_for(settings: str | None, thorough: bool = False) -> Coder:
    """A coder as the settings say; `thorough` parses every sentence."""
    found = find_settings(settings)
    ontology = load(found.ontology)
    return Coder(ontology, Parser(ontology.folder, found.parser), thorough)


def options_for(how: How) -> ReadOptions:
    """What is known of the reports beforehand."""
    outlet = how.outlet or find_settings(how.settings).outlet
    return ReadOptions(published=how.published, outlet=outlet, columns=parse_columns(how.columns) if how.columns else ())


def web_of(files: Sequence[str], how: How) -> Iterator[Unit | Quarantined] | None:
    """What the files hold, where one of them is an address on the web; None where all are files."""
    if not on_the_web(files):
        return None
    return units_with_web(files, options_for(how), find_settings(how.settings).limits, Fetcher() if how.fetch else None)


def crew_of(how: How) -> Crew:
    """Who codes."""
    return crew_for(find_settings(how.settings), how.workers, how.most, how.thorough)


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


def reader_for(store: str | None, settings: str | None) -> Reader:
    """The store, for reading. Raises StoreError where there is none."""
    return open_reader(store_path(store, find_settings(settings)))


def owner_for(path: Path, ontology: Ontology) -> AmendedOwner:
    """The store, for writing and resolving; made where there is none. Raises StoreError where somebody else writes."""
    return open_amended(path, command_line(), ontology.resolving)


def existing(path: Path) -> Path:
    """The path of a store that is there. Raises StoreError where it is not."""
    if not path.exists():
        open_reader(path).close()
    return path


def command_line() -> str:
    """The command as it was typed, for the run's row and for others who find the store in use."""
    return " ".join(("sayso", *sys.argv[1:]))[:LONGEST]


def now() -> str:
    """The time, ISO 8601, UTC."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def signed(by: str | None, reason: str) -> Signed:
    """Who corrects, when and why. Raises SettingsError where nobody is named."""
    name = (by or os.environ.get("USER") or os.environ.get("USERNAME") or "").strip()
    if not name:
        raise SettingsError("nobody signs this correction", "give --by NAME")
    return Signed(name, datetime.now(UTC).isoformat(timespec="seconds"), reason.strip())


def iso_day(text: str | None, where: str) -> str | None:
    """A day as given; None stays None. Raises SettingsError for what is no day."""
    try:
        return date.fromisoformat(text).isoformat() if text is not None else None
    except ValueError:
        raise SettingsError(f"{where}: {text!r} is no date", "write YYYY-MM-DD") from None
