"""What goes into a store and comes out of it, beside the records of the model."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.claim import Claim
from sayso.model.statement import Statement
from sayso.model.telling import Telling
from sayso.model.text import Document, Sentence


@dataclass(frozen=True, slots=True)
class CodingId:
    """One way of coding: program and version, hash of the ontology, hash of the settings that change what is coded."""

    id: str
    coder: str
    ontology: str
    settings: str


@dataclass(frozen=True, slots=True)
class RunRow:
    """One use of a command that writes. Times are ISO 8601 text given by the caller; `ended` is None while it goes on, and for good where it was killed."""

    id: str
    coding: str
    command: str
    started: str
    ended: str | None = None
    documents: int = 0
    claims: int = 0
    quarantined: int = 0


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What became of one input: `key` is what the reader knows it by, `outcome` added, duplicate or quarantined; `document` is None for the last."""

    key: str
    document: str | None
    outcome: str
    run: str


@dataclass(frozen=True, slots=True)
class Quarantine:
    """An input that could not be read or coded. `run` is "inbox" for a line of the inbox."""

    where: str
    reason: str
    remedy: str
    run: str


@dataclass(frozen=True, slots=True)
class Stored:
    """One coded report: all that is kept of it. `sketch` holds unsigned 64-bit numbers, `bands` the keys near-duplicates share."""

    document: Document
    coding: CodingId
    sentences: tuple[Sentence, ...]
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    tellings: tuple[Telling, ...]
    sketch: tuple[int, ...] = ()
    bands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutletUse:
    """An outlet in use: how many documents are from it, and the days of the first and the last (None where no day is known)."""

    outlet: str | None
    documents: int
    first: str | None
    last: str | None
