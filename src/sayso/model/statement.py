"""Who is who, and who says what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.model.text import DocumentRef, Span, Words

PartyKind = Literal["state", "organ", "force", "group", "person", "people", "igo", "ngo", "company", "media", "place", "equipment", "document", "thing"]
SourceKind = Literal["named person", "organisation", "official", "witness", "document", "media", "unnamed"]
Stance = Literal["neutral", "endorsing", "distancing", "denying"]
StatementKind = Literal["direct", "mixed", "indirect", "attitude"]


@dataclass(frozen=True, slots=True)
class Party:
    """A participant as the words name it.

    `country` is ISO 3166-1 alpha-3 or one of PLOVER's codes (UNO, EUR, IGO, NGO, MNC, IMG …), None when not known.
    `sectors` are PLOVER's, the main one first. `name` and `id` are None when the words name nobody we know. `role` is
    the office or function, in lower case.
    """

    text: str
    span: Span | None
    name: str | None = None
    kind: PartyKind | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One link of an attribution chain. `speaker` is None where nobody is named; the outlet's link has no cue."""

    speaker: Party | None
    source_kind: SourceKind
    cue: Words | None
    stance: Stance
    kind: StatementKind | None


@dataclass(frozen=True, slots=True)
class Said:
    """What is said: the words, and where they stand (several spans when a cue or another sentence cuts in)."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody says something. `inside` is the id of the statement that holds this one."""

    id: str
    document: DocumentRef
    sentence: int
    kind: StatementKind
    speaker: Party | None
    source_kind: SourceKind
    cue: Words | None
    stance: Stance
    content: Said
    addressee: Party | None
    inside: str | None
    time: str | None
