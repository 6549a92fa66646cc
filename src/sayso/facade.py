"""The Python interface: read reports, look at their claims. Nothing heavy is imported before the first report is read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from sayso.errors import InputError


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: one coding a document, and what could not be read. The records are plain frozen dataclasses."""

    codings: tuple[Any, ...]
    quarantined: tuple[Any, ...]

    @property
    def claims(self) -> tuple[Any, ...]:
        """Claims of all documents, in order (sayso.model.claim.Claim)."""
        return tuple(c for coding in self.codings for c in coding.claims)

    @property
    def statements(self) -> tuple[Any, ...]:
        """Statements of all documents, in order (sayso.model.statement.Statement)."""
        return tuple(s for coding in self.codings for s in coding.statements)

    @property
    def skipped(self) -> tuple[Any, ...]:
        """What was passed over, and why (sayso.model.text.Skip)."""
        return tuple(s for coding in self.codings for s in coding.skipped)


def read(source: str | Path, *, published: str | None = None, outlet: str | None = None) -> Reading:
    """Read and code a file, a folder, or a report given as text (a string that is no existing path and holds a blank).

    `published` is an ISO date for reports that carry none. Raises InputError when nothing at all could be read.
    """
    local = import_module("sayso.run.local")
    readers = import_module("sayso.readers")
    options = readers.ReadOptions(published=published, outlet=outlet)
    text = str(source)
    if isinstance(source, str) and ("\n" in text or " " in text) and not _is_path(text):
        return Reading((_coder().code(readers.read_text(text, published=published, outlet=outlet)),), ())
    found = list(local.code_sources([text], options, _coder(), local.Tally()))
    bad = tuple(f for f in found if isinstance(f, readers.Quarantined))
    codings = tuple(f for f in found if not isinstance(f, readers.Quarantined))
    if bad and not codings:
        raise InputError(bad[0].where, bad[0].reason, bad[0].remedy)
    return Reading(codings, bad)


def _is_path(text: str) -> bool:
    try:
        return len(text) < 1024 and Path(text).exists()
    except (OSError, ValueError):
        return False


@cache
def _coder() -> Any:
    return import_module("sayso.coder").Coder(import_module("sayso.ontology.load").load())
