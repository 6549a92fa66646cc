"""What goes into a store and comes out of it, beside the records of the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from sayso.model.claim import Claim
from sayso.model.event import Dyad
from sayso.model.statement import SourceKind, Statement
from sayso.model.telling import Telling
from sayso.model.text import Document, Sentence

T = TypeVar("T")


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


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A piece of a long list, and what to ask for the piece after it with; None at the end."""

    items: tuple[T, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Which reports are asked for; None means any. `since` and `until` are days of publication, `language` is ISO 639-1."""

    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class DyadCount:
    """How many events a directed pair has: all, by what they count as (the rest nobody says was done), and disputed ones; and the last day of one."""

    dyad: Dyad
    events: int
    deeds: int
    alleged: int
    words: int
    disputed: int
    last: str | None


@dataclass(frozen=True, slots=True)
class DayCount:
    """Events listed under a day, or a week or month that begins on it, by what they count as."""

    start: str
    deeds: int
    alleged: int
    words: int


@dataclass(frozen=True, slots=True)
class SpotCount:
    """Events at a place by what they count as. Degrees are WGS 84, None for areas and countries; `precision` is UCDP's, 1 (exact) to 7."""

    name: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: int | None
    deeds: int
    alleged: int
    words: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source by name, kind and the side it speaks for (as `Account.side`): of how many events it gives an account, of how many the only one, in how
    many disputes it stands, and the days of its first and last report."""

    name: str
    kind: SourceKind
    side: str
    events: int
    alone: int
    disputes: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Overview:
    """How much a store holds, of the current codings, and the first and last day of a report."""

    documents: int
    outlets: int
    statements: int
    claims: int
    events: int
    disputes: int
    first: str | None
    last: str | None
