"""Codings of sources, in order, counted as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from sayso.coder import Coder
from sayso.model.coding import Coding
from sayso.readers import Quarantined, ReadOptions, Unit
from sayso.run.engine import ALONE, Course, Crew, Job, Orders, coded


@dataclass(slots=True)
class Tally:
    """What a run saw: documents read and coded, claims, and inputs that failed; `course` says how far it is."""

    read: int = 0
    coded: int = 0
    claims: int = 0
    failed: int = 0
    course: Course = field(default_factory=Course, compare=False)

    def __str__(self) -> str:
        return f"{self.read} read, {self.coded} coded, {self.claims} claims, {self.failed} quarantined"


def code_sources(
    sources: Iterable[str],
    options: ReadOptions,
    coder: Callable[[], Coder],
    tally: Tally,
    crew: Crew = ALONE,
    ontology: str | None = None,
    units: Iterable[Unit | Quarantined] | None = None,
) -> Iterator[Coding | Quarantined]:
    """A Coding for every document of the sources (or of these `units`), a Quarantined for every input that cannot be read or coded.

    `coder` is asked for one where no worker codes; only such codings hold all that the stages found.
    """
    job = Job(options, "coding" if crew.workers else "whole", crew.parser, ontology, "", crew.thorough, crew.limits.document_characters)
    results, tally.course = coded(Orders(job, tuple(sources), units, crew.workers, crew.limits, None, crew.most), coder)
    for found in results:
        tally.read += 1
        if isinstance(found, Quarantined):
            tally.failed += 1
            yield found
        elif isinstance(found, Coding):
            tally.coded += 1
            tally.claims += len(found.claims)
            yield found
