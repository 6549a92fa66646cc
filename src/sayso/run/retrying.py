"""Inputs in quarantine, tried again with more time and memory, and added to the store as `add` would have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from sayso.coder import Coder
from sayso.model.ids import digest
from sayso.readers import Quarantined, ReadOptions, Unit, units
from sayso.readers.files import shown
from sayso.run.adding import Added, Run, store
from sayso.run.apart import units_apart
from sayso.run.engine import Crew, Job, Known, Limits, Orders, Result, coded
from sayso.run.failures import Failure, file_of
from sayso.run.kept import coding_id
from sayso.run.resolving import Outlets
from sayso.store import LedgerRow, Owner, RunRow, Stored

TIMES = 2
"""How many times the normal limits an input may take when it is tried again."""
Outcome = Literal["added", "known", "failed", "gone"]


@dataclass(frozen=True, slots=True)
class Retried:
    """What became of an input: added; known, since the store holds it; failed again, and why; gone: there is nothing to read any more."""

    where: str
    outcome: Outcome
    reason: str = ""
    remedy: str = ""


def why_gone(where: str) -> tuple[str, str]:
    """Why there is no file to read an input from, and what to do."""
    if where == "-" or where.startswith("-:"):
        return "it came from standard input", "send it again: sayso add -"
    if where.startswith(("http://", "https://")):
        return "it came from the web", "ask for it again, with the command that did"
    return "there is no such file", "paths are as they were typed: go to the folder they are relative to"


def raised(limits: Limits, seconds: float | None = None, megabytes: int | None = None, times: int = TIMES) -> Limits:
    """Limits so many times as high; `seconds` a document and `megabytes` a worker as given."""
    memory = megabytes or limits.worker_megabytes * times
    return replace(
        limits,
        document_characters=limits.document_characters * times,
        document_seconds=seconds or limits.document_seconds * times,
        seconds_per_million=limits.seconds_per_million * times,
        reading_seconds=max(limits.reading_seconds * times, seconds or 0),
        worker_megabytes=memory,
        worker_tired=max(limits.worker_tired, memory * limits.worker_tired // limits.worker_megabytes),
    )


@dataclass(slots=True)
class Again:
    """Inputs to be tried again, and what becomes of them. Iterating gives their units, file by file.

    One whose name is a file's stands for all that is in it: reading it had stopped somewhere.
    """

    asked: Sequence[Failure]
    options: ReadOptions
    crew: Crew
    sent: list[tuple[str, str]] = field(default_factory=list)
    found: dict[str, list[tuple[Outcome, Quarantined | None]]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    ledger: list[tuple[str, str | None]] = field(default_factory=list)

    def __iter__(self) -> Iterator[Unit | Quarantined]:
        files: dict[str, set[str]] = {}
        for failure in self.asked:
            file = file_of(failure.row.where)
            if file is None:
                self.missing.append(failure.row.where)
            else:
                files.setdefault(file, set()).add(failure.row.where)
        for file, wheres in files.items():
            for unit in self._units(file):
                name = unit.where if unit.where in wheres else shown(file) if shown(file) in wheres else None
                if name is not None:
                    self.sent.append((name, unit.where))
                    yield unit

    def _units(self, file: str) -> Iterator[Unit | Quarantined]:
        return units_apart(file, self.options, self.crew.limits) if self.crew.workers else units(file, self.options)

    def heard(self, results: Iterable[Result]) -> Iterator[Result]:
        """The results of the units, in order, each noted."""
        for number, result in enumerate(results):
            name, where = self.sent[number]
            outcome: Outcome = "failed" if isinstance(result, Quarantined) else "known" if isinstance(result, Known) else "added"
            self.found.setdefault(name, []).append((outcome, result if isinstance(result, Quarantined) else None))
            if where == name and isinstance(result, Stored | Known):
                key, document = (result.key, result.document) if isinstance(result, Known) else (result.document.key, result.document.id)
                if key != where:
                    self.ledger.append((where, document))
            yield result

    def told(self) -> Iterator[Retried]:
        """What became of each, in the order asked for."""
        for failure in self.asked:
            where = failure.row.where
            results = self.found.get(where, [])
            broken = next((q for _, q in results if q is not None), None)
            if where in self.missing:
                yield Retried(where, "gone", *why_gone(where))
            elif not results:
                yield Retried(where, "gone", "nothing in the file goes by this name any more", f"to read it as it is now: sayso add {file_of(where)}")
            elif broken is not None:
                good = len(results) - sum(q is not None for _, q in results)
                kept = f" ({good:,} others in it are in the store)" if good else ""
                yield Retried(where, "failed", f"{broken.reason}{kept}", broken.remedy)
            else:
                yield Retried(where, "added" if any(o == "added" for o, _ in results) else "known")

    def whole(self) -> Iterator[tuple[str, str | None]]:
        """What the ledger does not know under the name it has in quarantine: that name, and the document it gave (None for several)."""
        yield from self.ledger
        for name in dict.fromkeys(name for name, where in self.sent if name != where):
            if all(broken is None for _, broken in self.found[name]):
                yield name, None


def retry(
    owner: Owner,
    asked: Sequence[Failure],
    options: ReadOptions,
    coder: Coder,
    outlets: Outlets,
    *,
    settings: str = "",
    command: str = "quarantine retry",
    clock: Callable[[], str],
    progress: Callable[[Added], None] = lambda _: None,
    crew: Crew,
) -> tuple[tuple[Retried, ...], Added]:
    """Try inputs again, under the limits of `crew`; what became of each, and what that did to the store. Those that fail stay in quarantine."""
    options = replace(options, max_bytes=options.max_bytes * TIMES, max_expanded=options.max_expanded * TIMES)
    way, again = coding_id(coder, settings), Again(asked, options, crew)
    job = Job(options, "stored", crew.parser, str(coder.ontology.folder), settings, crew.thorough, crew.limits.document_characters)
    known = owner.coded_in(way.id)
    results, course = coded(Orders(job, (), again, crew.workers, crew.limits, known.__contains__), lambda: coder)
    started = clock()
    row = RunRow(digest(way.id, started, command), way.id, command, started)
    total = store(owner, again.heard(results), Run(row, way, coder.ontology, outlets, clock, progress), Added(course=course))
    if names := tuple(again.whole()):
        owner.enter(LedgerRow(where, document, "duplicate", row.id) for where, document in names)
    return tuple(again.told()), total
