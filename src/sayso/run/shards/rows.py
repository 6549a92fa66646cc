"""Coded reports as rows of the four tables of a shard, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sayso.model.claim import Claim, Figure
from sayso.model.plain import from_plain
from sayso.model.statement import Party, Statement
from sayso.model.telling import Telling
from sayso.model.text import Document, Sentence
from sayso.readers import Quarantined
from sayso.resolve.copies import bands
from sayso.store import CodingId, Stored
from sayso.store.rows import dump, load
from sayso.writers.cells import joined
from sayso.writers.columns import Column
from sayso.writers.jsonl import line

Row = tuple[str | int | float | bool | None, ...]
PEOPLE = ("killed", "wounded")
ENDS = ("low", "high")


@dataclass(frozen=True, slots=True)
class Packed:
    """A coded report as rows: one of documents, and its claims and statements. Made where the report is coded, because it costs a
    tenth of coding and rows of text are cheap to send."""

    document: Row
    claims: tuple[Row, ...]
    statements: tuple[Row, ...]


def _parties(of: Callable[[Claim], Sequence[Party]], label: str) -> tuple[Column[Claim], ...]:
    return (
        Column(f"{label}s", "names, else words, joined with ;", lambda c: joined(p.name or p.text for p in of(c)), blank="nobody told"),
        Column(f"{label}_countries", "ISO 3166-1 alpha-3 or codes of bodies, joined with ;", lambda c: joined(p.country for p in of(c)), blank="unknown"),
    )


def _of(part: str, field: str) -> Callable[[Claim], Any]:
    return lambda c: getattr(getattr(c, part), field, None)


def _figure(claim: Claim, kind: str) -> Figure | None:
    return next((f for f in claim.figures if f.kind == kind and f.scope == "incident"), None)


def _end(kind: str, end: str) -> Column[Claim]:
    return Column(
        f"{kind}_{end}", f"people {kind} in this incident: {end}", lambda c: getattr(_figure(c, kind), end, None), "int", "none told, or no such bound"
    )


def _rest(document: Document) -> str:
    return dump(replace(document, text=""))


DOCUMENTS: tuple[Column[Stored], ...] = (
    Column("id", "our document id", lambda s: s.document.id),
    Column("key", "what it was read as: a path, an id", lambda s: s.document.key),
    Column("url", "address", lambda s: s.document.url, blank="unknown"),
    Column("title", "title that came beside the text", lambda s: s.document.title, blank="none"),
    Column("outlet", "who published it", lambda s: s.document.outlet, blank="unknown"),
    Column("published", "the outlet's local day, YYYY-MM-DD", lambda s: s.document.published, blank="unknown"),
    Column("language", "ISO 639-1", lambda s: s.document.language, blank="too short to tell"),
    Column("claims", "how many claims it has", lambda s: len(s.claims), "int"),
    Column("statements", "how many statements it has", lambda s: len(s.statements), "int"),
    Column("text", "the text, never altered", lambda s: s.document.text),
    Column("record", "the document without its text, JSON", lambda s: _rest(s.document)),
    Column("sentences", "its sentences, JSON", lambda s: dump(s.sentences)),
    Column("tellings", "what it tells of each happening, JSON; `load` compares these", lambda s: dump(s.tellings)),
    Column("sketch", "numbers that near-duplicates share, JSON", lambda s: dump(s.sketch)),
)
CLAIMS: tuple[Column[Claim], ...] = (
    Column("id", "our claim id", lambda c: c.id),
    Column("document", "our document id", lambda c: c.document.id),
    Column("outlet", "who published it", lambda c: c.document.outlet, blank="unknown"),
    Column("published", "day of the report, YYYY-MM-DD", lambda c: c.document.published, blank="unknown"),
    Column("zone", "headline, body, caption …", lambda c: c.zone),
    Column("sentence", "sentence, from 0", lambda c: c.sentence, "int"),
    Column("event", "PLOVER category", lambda c: c.event),
    Column("modes", "PLOVER modes, joined with ;", lambda c: joined(c.modes), blank="none told"),
    Column("contexts", "PLOVER contexts, joined with ;", lambda c: joined(c.contexts), blank="none told"),
    Column("quad", "1 verbal and 2 material cooperation, 3 verbal and 4 material conflict", lambda c: c.quad, "int"),
    Column("score", "PLOVER's score, -10 to 10", lambda c: c.score, "float"),
    Column("cameo", "CAMEO code, text", lambda c: c.cameo, blank="none fits"),
    Column("status", "actual, ongoing, future, negated, conditional …: most are no deeds", lambda c: c.status),
    Column("deed", "whether the outlet vouches that it was done", lambda c: c.deed, "bool"),
    Column("alleged", "whether only a quoted source does: never count these as deeds", lambda c: c.alleged, "bool"),
    Column("background", "whether it is told as something past", lambda c: c.background, "bool"),
    *_parties(lambda c: c.actors, "actor"),
    *_parties(lambda c: c.recipients, "recipient"),
    Column("start", "first day it can have been, YYYY-MM-DD", _of("time", "start"), blank="open or unknown"),
    Column("end", "last day it can have been", _of("time", "end"), blank="open or unknown"),
    Column("date_precision", "1 a day to 5 over a month (UCDP's date_prec)", _of("time", "precision"), "int", "unknown"),
    Column("date_basis", "stated, relative, dateline, credit; published: the report's date and no date of the event", _of("time", "basis"), blank="unknown"),
    Column("place", "name", _of("place", "name"), blank="none told"),
    Column("place_country", "ISO 3166-1 alpha-3", _of("place", "country"), blank="none or several"),
    Column("latitude", "degrees north (WGS 84), of towns and points alone", _of("place", "latitude"), "float", "no pin for areas and countries"),
    Column("longitude", "degrees east", _of("place", "longitude"), "float", "as latitude"),
    *(_end(kind, end) for kind in PEOPLE for end in ENDS),
    Column("trigger", "words that tell of it", lambda c: c.trigger.text),
    Column("text", "the sentence, quoted from the report", lambda c: c.text),
    Column("record", "the claim as `sayso code --format jsonl` writes it", line),
)
STATEMENTS: tuple[Column[Statement], ...] = (
    Column("id", "our statement id", lambda s: s.id),
    Column("document", "our document id", lambda s: s.document.id),
    Column("sentence", "sentence, from 0", lambda s: s.sentence, "int"),
    Column("kind", "direct, mixed, indirect or attitude", lambda s: s.kind),
    Column("speaker", "name, else words", lambda s: s.speaker and (s.speaker.name or s.speaker.text), blank="nobody named"),
    Column("country", "the speaker's, ISO 3166-1 alpha-3", lambda s: s.speaker and s.speaker.country, blank="unknown"),
    Column("source_kind", "named person, organisation, official …", lambda s: s.source_kind),
    Column("stance", "the author's: neutral, endorsing, distancing, denying", lambda s: s.stance),
    Column("text", "what is said", lambda s: s.content.text),
    Column("record", "the statement as `sayso statements --format jsonl` writes it", line),
)
QUARANTINE: tuple[Column[Quarantined], ...] = (
    Column("where", "file, with line or record", lambda q: q.where),
    Column("reason", "why it could not be read or coded", lambda q: q.reason),
    Column("remedy", "what to do", lambda q: q.remedy),
)
TABLES: dict[str, tuple[Column[Any], ...]] = {"documents": DOCUMENTS, "claims": CLAIMS, "statements": STATEMENTS, "quarantine": QUARANTINE}
"""The tables of a shard. Each begins with a column `unit`: the number of the input in its run, from 0."""


def row(columns: Iterable[Column[Any]], record: Any) -> Row:
    """The values of a record."""
    return tuple([c.value(record) for c in columns])


def pack(stored: Stored) -> Packed:
    """A coded report as rows."""
    return Packed(row(DOCUMENTS, stored), tuple(map(partial(row, CLAIMS), stored.claims)), tuple(map(partial(row, STATEMENTS), stored.statements)))


def unpack(document: dict[str, Any], claims: Iterable[str], statements: Iterable[str], coding: CodingId) -> Stored:
    """The report of a row of documents and the records of its claims and statements.

    Raises TypeError, KeyError, ValueError or RecursionError where they do not fit.
    """
    numbers = tuple(json.loads(document["sketch"]))
    return Stored(
        document=replace(load(Document, document["record"]), text=document["text"]),
        coding=coding,
        sentences=_all(Sentence, document["sentences"]),
        statements=tuple(load(Statement, s) for s in statements),
        claims=tuple(load(Claim, c) for c in claims),
        tellings=_all(Telling, document["tellings"]),
        sketch=numbers,
        bands=bands(numbers),
    )


def _all(kind: type[Any], text: str) -> tuple[Any, ...]:
    return tuple(from_plain(kind, value) for value in json.loads(text))
