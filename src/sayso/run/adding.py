"""`add`: reading, coding, storing and resolving reports, batch by batch. What a killed run committed, the next one skips."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from sayso.coder import Coder
from sayso.errors import StageError
from sayso.model.ids import digest
from sayso.model.text import Document
from sayso.readers import Quarantined, ReadOptions, read
from sayso.resolve.copies import bands, sketch
from sayso.resolve.tellings import tellings
from sayso.run.resolving import Outlets, resolve_new
from sayso.store import CodingId, LedgerRow, Owner, Quarantine, RunRow, Stored

BATCH = 20
"""Reports a transaction: a killed run loses at most the coding of so many (some seconds), never what was committed."""


@dataclass(slots=True)
class Added:
    """What a run of `add` did, counted as it goes."""

    read: int = 0
    added: int = 0
    known: int = 0
    claims: int = 0
    events: int = 0
    failed: list[Quarantined] = field(default_factory=list)

    def __str__(self) -> str:
        known = f", {self.known} known already" if self.known else ""
        failed = f", {len(self.failed)} quarantined" if self.failed else ""
        return f"{self.read} read, {self.added} added{known}{failed}, {self.claims} claims, {self.events} events written"


def coding_id(coder: Coder, settings: str) -> CodingId:
    """The way of coding: the program's version, the hash of its data, the hash of the settings that change what is coded."""
    return CodingId(digest(coder.name, coder.ontology.version, settings), coder.name, coder.ontology.version, settings)


def add(
    owner: Owner,
    sources: Iterable[str],
    options: ReadOptions,
    coder: Coder,
    outlets: Outlets,
    *,
    settings: str = "",
    command: str = "add",
    clock: Callable[[], str],
    progress: Callable[[Added], None] = lambda _: None,
) -> Added:
    """Add all reports of the sources to the store. `clock` gives the time (ISO 8601) for the run's row; nothing else depends on it.

    A report coded in the same way before is skipped without coding it. Inputs that cannot be read or coded are quarantined.
    """
    coding, total = coding_id(coder, settings), Added()
    started = clock()
    run = RunRow(digest(coding.id, started, command), coding.id, command, started)
    owner.start_run(run, coding)
    found = _documents(sources, options)
    while batch := tuple(islice(found, BATCH)):
        with owner.batch():
            _add_batch(owner, batch, coder, outlets, coding, run, total)
        progress(total)
    owner.end_run(replace(run, ended=clock(), documents=total.added, claims=total.claims, quarantined=len(total.failed)))
    return total


def _documents(sources: Iterable[str], options: ReadOptions) -> Iterator[Document | Quarantined]:
    for source in sources:
        yield from read(source, options)


def _add_batch(owner: Owner, batch: Iterable[Document | Quarantined], coder: Coder, outlets: Outlets, coding: CodingId, run: RunRow, total: Added) -> None:
    stored, touched, ledger = list[Stored](), set[str](), list[LedgerRow]()
    refused = list[Quarantined]()
    for found in batch:
        total.read += 1
        if isinstance(found, Quarantined):
            refused.append(found)
            ledger.append(LedgerRow(found.where, None, "quarantined", run.id))
            continue
        if owner.has_document(found.id, coding.id):
            total.known += 1
            ledger.append(LedgerRow(found.key, found.id, "duplicate", run.id))
            continue
        try:
            report = coded(found, coder, coding)
        except StageError as error:
            refused.append(Quarantined(found.key, error.what, error.remedy))
            ledger.append(LedgerRow(found.key, None, "quarantined", run.id))
            continue
        touched |= _forget(owner, found.id)
        owner.add(report)
        stored.append(report)
        ledger.append(LedgerRow(found.key, found.id, "added", run.id))
    owner.refuse(Quarantine(q.where, q.reason, q.remedy, run.id) for q in refused)
    owner.enter(ledger)
    total.failed += refused
    total.added += len(stored)
    total.claims += sum(len(s.claims) for s in stored)
    total.events += resolve_new(owner, stored, touched, coder.ontology, outlets)


def _forget(owner: Owner, document: str) -> set[str]:
    """Drop what an older coding read in this document, with its events; the tellings of other reports these held together."""
    older = owner.tellings_of([document])
    grouped = {t.id for t in owner.component([t.id for t in older])[0]}
    owner.write_events(owner.event_ids([told.claim for t in older for told in t.told]), ())
    return grouped - {*owner.drop_tellings(document)}


def coded(document: Document, coder: Coder, coding: CodingId) -> Stored:
    """A report with all that the store keeps of it. Raises StageError."""
    found = coder.code(document)
    numbers = sketch(document.text)
    return Stored(
        document=found.document,
        coding=coding,
        sentences=found.sentences,
        statements=found.statements,
        claims=found.claims,
        tellings=tellings(found, coder.ontology.resolving),
        sketch=numbers,
        bands=bands(numbers),
    )
