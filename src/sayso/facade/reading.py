"""Reading reports, looking at their claims, and resolving them in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sayso.errors import InputError
from sayso.facade.frames import FrameKind
from sayso.facade.html import SMALL, many, tag, text
from sayso.facade.marking import page
from sayso.facade.records import Events
from sayso.facade.story import Story, tell
from sayso.model.claim import Claim
from sayso.model.coding import Coding
from sayso.model.statement import Statement
from sayso.model.text import Document, Skip

PAGES = 10
"""Reports a notebook shows of one reading."""


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """One coded report. A notebook shows its text with the words of every claim marked, and who says so."""

    coding: Coding

    @property
    def document(self) -> Document:
        """The report as received."""
        return self.coding.document

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Its claims, in order."""
        return self.coding.claims

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Its statements, in order."""
        return self.coding.statements

    def __repr__(self) -> str:
        return f"<report {self.document.id}: {many(len(self.claims), 'claim')}>"

    def _repr_html_(self) -> str:
        from sayso.facade.making import ontology_of

        return page(self.document, self.claims, ontology_of(None).tracking.threats.type)


@dataclass(frozen=True, repr=False)
class Reading:
    """What was read: one coding a document, and what could not be read. The records are plain frozen dataclasses."""

    codings: tuple[Coding, ...]
    quarantined: tuple[Any, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Claims of all documents, in order."""
        return tuple(c for coding in self.codings for c in coding.claims)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Statements of all documents, in order."""
        return tuple(s for coding in self.codings for s in coding.statements)

    @property
    def skipped(self) -> tuple[Skip, ...]:
        """What was passed over, and why."""
        return tuple(s for coding in self.codings for s in coding.skipped)

    @property
    def reports(self) -> tuple[Report, ...]:
        """The documents one by one, as a notebook shows them."""
        return tuple(Report(c) for c in self.codings)

    @cached_property
    def story(self) -> Story:
        """These reports resolved among themselves; worked out once."""
        return tell(self.codings)

    @property
    def events(self) -> Events:
        """The events these reports tell of, newest first: several claims of one happening are one event."""
        return self.story.events

    def to_df(self, kind: FrameKind | None = None) -> Any:
        """A data frame of pandas or polars (None: pandas where installed, else polars), a row for each claim, those of a report read twice once.

        Columns are those of `Claims.to_df`: claims.csv of the tidy export, with the `event` of `events` that holds the claim. Most rows are no deeds:
        see `deed`, `alleged` and `status`. Raises SettingsError where neither library is installed.
        """
        return self.story.claims.to_df(kind)

    def __repr__(self) -> str:
        failed = f", {len(self.quarantined)} not readable" if self.quarantined else ""
        return f"<reading: {many(len(self.codings), 'report')}, {many(len(self.claims), 'claim')}{failed}>"

    def _repr_html_(self) -> str:
        pages = "".join(r._repr_html_() for r in self.reports[:PAGES])
        more = len(self.codings) - PAGES
        rest = tag("p", f"and {many(more, 'more report')}: see .reports", SMALL) if more > 0 else ""
        failed = "".join(tag("p", text(f"not readable: {q.where}: {q.reason}"), SMALL) for q in self.quarantined[:PAGES])
        return pages + rest + failed


def read(source: str | Path, *, published: str | None = None, outlet: str | None = None) -> Reading:
    """Read and code a file, a folder, or a report given as text (a string that is no existing path and holds a blank).

    `published` is an ISO date for reports that carry none. Raises InputError when nothing at all could be read.
    """
    from sayso.facade.making import coder_of
    from sayso.readers import Quarantined, ReadOptions, read_text
    from sayso.run.local import Tally, code_sources

    options = ReadOptions(published=published, outlet=outlet)
    text = str(source)
    if isinstance(source, str) and ("\n" in text or " " in text) and not _is_path(text):
        return Reading((coder_of(None, None).code(read_text(text, published=published, outlet=outlet)),), ())
    found = list(code_sources([text], options, lambda: coder_of(None, None), Tally()))
    bad = tuple(f for f in found if isinstance(f, Quarantined))
    codings = tuple(f for f in found if not isinstance(f, Quarantined))
    if bad and not codings:
        raise InputError(bad[0].where, bad[0].reason, bad[0].remedy)
    return Reading(codings, bad)


def resolve(readings: Reading | Iterable[Reading | Report]) -> Story:
    """The events that some readings tell of together, without a store: their order makes no difference, and a report given twice counts once.

    Outlets are those of the packaged table and of the user's own, as in a store.
    """
    given = [readings] if isinstance(readings, Reading) else [*readings]
    return tell(coding for r in given for coding in (r.codings if isinstance(r, Reading) else (r.coding,)))


def _is_path(text: str) -> bool:
    try:
        return len(text) < 1024 and Path(text).exists()
    except (OSError, ValueError):
        return False
