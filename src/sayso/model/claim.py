"""Claims: one sentence of one source says this happened, will, might or did not. Field order is the record's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.model.statement import Link, Party
from sayso.model.text import DocumentRef, Span, Words, Zone

Status = Literal["negated", "hypothetical", "conditional", "future", "foiled", "habitual", "historical", "ongoing", "actual"]
Polarity = Literal["+", "-", "u"]
Realis = Literal["occurred", "ongoing", "future", "conditional", "hypothetical", "habitual", "attempted", "foiled"]
Basis = Literal["fact", "intention", "commitment"]
TimeBasis = Literal["stated", "relative", "dateline", "published", "credit"]
Value = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another place where the same claim is printed."""

    sentence: int
    span: Span


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that changed a value, and what they do: negated, future, possible, conditional, source …"""

    text: str
    span: Span
    does: str


@dataclass(frozen=True, slots=True)
class Condition:
    """What must happen first: its words, and the event type they speak of where it is one."""

    text: str
    span: Span
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Factuality:
    """FactBank values (Sauri & Pustejovsky 2009) for the innermost source and for the author, the outlet."""

    source: Value
    author: Value


@dataclass(frozen=True, slots=True)
class Content:
    """What a composed claim is about. `claim` is the id of the inner claim where that has a record of its own; `event` is
    None where the words name no act ("will respond firmly")."""

    claim: str | None
    event: str | None
    modes: tuple[str, ...]
    status: Status
    factuality: Factuality


@dataclass(frozen=True, slots=True)
class Time:
    """A closed interval of days (ISO dates; None = open or not known). `precision` is UCDP's date_prec, 1 (a day) to 5 (over
    a month). `basis` says where it comes from: stated, relative, dateline, published or credit; `reason` why nothing is known."""

    start: str | None
    end: str | None
    edtf: str | None
    precision: int | None
    basis: TimeBasis
    text: str | None = None
    span: Span | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A place the words could mean, with its score (0 to 1) and the reason for it."""

    name: str
    country: str | None
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place. Coordinates are WGS 84 degrees, None for areas and countries: never 0,0 and no pin for a country.
    `precision` is UCDP's where_prec 1 (exact) to 7; `reason` says why something is null. `countries` are all a place lies in: a
    border, a shared sea or region has several and then no `country`."""

    name: str | None
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    gazetteer: str | None
    precision: int | None
    span: Span | None
    candidates: tuple[PlaceCandidate, ...] = ()
    reason: str | None = None
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people or things: `low`/`best`/`high` as the words allow (over 40: low 41), sums in the printed currency; `by`
    whose count. `country` (ISO 3166 alpha-3) and `civilian` of those counted are None where the words do not say. `scope`: of this
    incident, part of another figure printed beside it, or a total over several incidents or some time."""

    kind: str
    low: int | None
    best: int | None
    high: int | None
    whom: str | None
    by: str | None
    span: Span
    country: str | None = None
    civilian: bool | None = None
    scope: Literal["incident", "part", "total"] = "incident"


@dataclass(frozen=True, slots=True)
class Why:
    """A rule that produced a value, and the words it saw."""

    rule: str
    span: Span | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of one source says this happened, will, might, or did not; see docs/record.md for each field."""

    id: str
    document: DocumentRef
    zone: Zone
    sentence: int
    text: str
    span: Span
    also: tuple[Elsewhere, ...]
    event: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    force: Literal["appeal", "demand"] | None
    quad: int
    score: float
    cameo: str | None
    goldstein: float | None
    trigger: Words
    reciprocal: bool
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    status: Status
    polarity: Polarity
    realis: Realis
    background: bool
    basis: Basis | None
    factuality: Factuality
    deed: bool
    alleged: bool
    cues: tuple[Cue, ...]
    condition: Condition | None
    content: Content | None
    inside: str | None
    denies: str | None
    statement: str | None
    attribution: tuple[Link, ...]
    time: Time | None
    place: Place | None
    figures: tuple[Figure, ...]
    why: tuple[Why, ...]
    confidence: float | None
    coder: str
    ontology: str
