"""`add`: coded reports into the store, batch by batch, resolved as they come. What a killed run committed, the next one skips."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import islice

from sayso.coder import Coder
from sayso.model.ids import digest
from sayso.ontology.load import Ontology
from sayso.readers import Quarantined, ReadOptions, Unit
from sayso.run.engine import ALONE, Course, Crew, Job, Known, Orders, Result, coded
from sayso.run.kept import coding_id
from sayso.run.resolving import Outlets, resolve_new
from sayso.store import CodingId, LedgerRow, Owner, Quarantine, RunRow, Stored

BATCH = 20
"""Reports a transaction: a killed run loses at most the coding of so many (some seconds), never what was committed."""


@dataclass(slots=True)
class Added:
    """What a run of `add` did, counted as it goes; `course` says how far it is."""

    read: int = 0
    added: int = 0
    known: int = 0
    claims: int = 0
    events: int = 0
    failed: list[Quarantined] = field(default_factory=list)
    course: Course = field(default_factory=Course, compare=False)

    def __str__(self) -> str:
        known = f", {self.known} known already" if self.known else ""
        failed = f", {len(self.failed)} quarantined" if self.failed else ""
        return f"{self.read} read, {self.added} added{known}{failed}, {self.claims} claims, {self.events} events written"


@dataclass(frozen=True, slots=True)
class Run:
    """A use of `add`: its row, the way of coding, what resolving needs, and who wants to hear how it goes."""

    row: RunRow
    way: CodingId
    ontology: Ontology
    outlets: Outlets
    clock: Callable[[], str]
    progress: Callable[[Added], None]


def add(
    owner: Owner,
    sources: Iterable[str],
    options: ReadOptions,
    coder: Coder,
    outlets: Outlets,
    *,
    units: Iterable[Unit | Quarantined] | None = None,
    settings: str = "",
    command: str = "add",
    clock: Callable[[], str],
    progress: Callable[[Added], None] = lambda _: None,
    crew: Crew = ALONE,
) -> Added:
    """Add all reports of the sources (or these `units`) to the store. `clock` gives the time (ISO 8601) for the run's row; nothing else depends on it.

    A report coded in the same way before is skipped without coding it. Inputs that cannot be read or coded are quarantined. `crew` says who does the
    coding: this process, or workers.
    """
    way = coding_id(coder, settings)
    job = Job(options, "stored", crew.parser, str(coder.ontology.folder), settings, crew.thorough, crew.limits.document_characters)
    known = owner.coded_in(way.id) if crew.workers else None
    ask = (lambda id: id in known) if known is not None else (lambda id: owner.has_document(id, way.id))
    results, course = coded(Orders(job, tuple(sources), units, crew.workers, crew.limits, ask, crew.most), lambda: coder)
    started = clock()
    run = Run(RunRow(digest(way.id, started, command), way.id, command, started), way, coder.ontology, outlets, clock, progress)
    return store(owner, results, run, Added(course=course))


def store(owner: Owner, results: Iterable[Result], run: Run, total: Added) -> Added:
    """Take results into the store in their order, rows and ledger of a batch in one transaction, and resolve what is new."""
    owner.start_run(run.row, run.way)
    left = iter(results)
    while batch := tuple(islice(left, BATCH)):
        with owner.batch():
            _store_batch(owner, batch, run, total)
        run.progress(total)
    owner.end_run(replace(run.row, ended=run.clock(), documents=total.added, claims=total.claims, quarantined=len(total.failed)))
    return total


def _store_batch(owner: Owner, batch: Iterable[Result], run: Run, total: Added) -> None:
    stored, touched, ledger, refused = list[Stored](), set[str](), list[LedgerRow](), list[Quarantined]()
    name = run.row.id
    for found in batch:
        total.read += 1
        match found:
            case Quarantined():
                refused.append(found)
                ledger.append(LedgerRow(found.where, None, "quarantined", name))
            case Known():
                total.known += 1
                ledger.append(LedgerRow(found.key, found.document, "duplicate", name))
            case Stored() if owner.has_document(found.document.id, run.way.id):
                total.known += 1
                ledger.append(LedgerRow(found.document.key, found.document.id, "duplicate", name))
            case Stored():
                touched |= _forget(owner, found.document.id)
                owner.add(found)
                stored.append(found)
                ledger.append(LedgerRow(found.document.key, found.document.id, "added", name))
    owner.refuse(Quarantine(q.where, q.reason, q.remedy, name) for q in refused)
    owner.enter(ledger)
    total.failed += refused
    total.added += len(stored)
    total.claims += sum(len(s.claims) for s in stored)
    total.events += resolve_new(owner, stored, touched, run.ontology, run.outlets)


def _forget(owner: Owner, document: str) -> set[str]:
    """Drop what an older coding read in this document, with its events; the tellings of other reports these held together."""
    older = owner.tellings_of([document])
    grouped = {t.id for t in owner.component([t.id for t in older])[0]}
    owner.write_events(owner.event_ids([told.claim for t in older for told in t.told]), ())
    return grouped - {*owner.drop_tellings(document)}
