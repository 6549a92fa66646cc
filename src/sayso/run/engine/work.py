"""Units -> coded reports: the one function that workers, this process and clusters run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from sayso.coder import Coder
from sayso.errors import StageError
from sayso.model.coding import Coding
from sayso.model.text import Document
from sayso.ontology.load import load
from sayso.parser import Parser
from sayso.readers import Quarantined, Unit, make
from sayso.run.engine.messages import Job, Known
from sayso.run.kept import coding_id, kept
from sayso.store import CodingId, Stored

Result = Coding | Stored | Known | Quarantined
AskKnown = Callable[[Sequence[str]], Collection[str]]


def coder_of(job: Job) -> Coder:
    """The coder a job asks for, loaded. Raises DataError and SettingsError."""
    ontology = load(Path(job.ontology) if job.ontology else None)
    parser = Parser(ontology.folder, job.parser)
    parser.describe()
    return Coder(ontology, parser, job.thorough)


def nothing_known(_: Sequence[str]) -> Collection[str]:
    """Every document is new."""
    return ()


def work(units: Sequence[Unit], coder: Coder, job: Job, known: AskKnown = nothing_known) -> Iterator[Result]:
    """One result for each unit, in order. `known` says which of the documents, by id, need not be coded."""
    way = coding_id(coder, job.settings)
    made = [_made(unit, job) for unit in units]
    old = known([d.id for d in made if isinstance(d, Document)])
    codings = coder.code_all([d for d in made if isinstance(d, Document) and d.id not in old])
    for unit, document in zip(units, made, strict=True):
        if isinstance(document, Quarantined):
            yield document
        elif document.id in old:
            yield Known(document.key, document.id)
        else:
            coding = next(codings)
            yield Quarantined(unit.where, coding.what, coding.remedy) if isinstance(coding, StageError) else KINDS[job.kind](coding, coder, way)


def _made(unit: Unit, job: Job) -> Document | Quarantined:
    found = make(unit, job.options)
    if isinstance(found, Document) and len(found.text) > job.characters:
        return Quarantined(unit.where, f"longer than {job.characters:,} characters", "split it, or raise the limit (document_characters)")
    return found


def slim(coding: Coding, coder: Coder, way: CodingId) -> Coding:
    """A coding without what only the stages need."""
    c = coding
    return Coding(c.document, c.blocks, c.sentences, claims=c.claims, statements=c.statements, skipped=c.skipped)


def whole(coding: Coding, coder: Coder, way: CodingId) -> Coding:
    """A coding as it is: for this process, since a pipe takes no trees."""
    return coding


KINDS: dict[str, Callable[[Coding, Coder, CodingId], Coding | Stored]] = {"coding": slim, "stored": kept, "whole": whole}
