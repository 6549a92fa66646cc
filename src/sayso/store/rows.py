"""Records as rows, and back. A row's values stand in the order of its table's columns in schema.sql."""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from sayso.model.claim import Claim, Time
from sayso.model.event import Account, Correction, Event
from sayso.model.plain import from_plain
from sayso.model.statement import Party, Statement
from sayso.model.telling import Copy, Match, Telling
from sayso.model.text import Block, Document, Sentence, Skip, Span
from sayso.store.connection import Row
from sayso.store.records import CodingId, LedgerRow, Quarantine, RunRow

DOCUMENT = "id, key, text, url, title, outlet, published, basis, language, flags, zones, left_out"
SENTENCE = '"index", "start", "end", zone, block'
RUN = "id, coding, command, started, ended, documents, claims, quarantined"
CORRECTION = 'id, target, field, old, new, "by", "at", reason, claims'
T = TypeVar("T")


def dump(record: Any) -> str:
    """A record as JSON, as `to_plain` would have it. Raises ValueError for numbers JSON does not know."""
    return _encoder().encode(record)


@cache
def _encoder() -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"), default=_shallow)


def _shallow(value: Any) -> dict[str, Any]:
    """One level of a record; the encoder asks again for what is in it, and writes tuples and spans as lists by itself."""
    kind: Any = type(value)
    names, get = _fields(kind)
    return dict(zip(names, get(value), strict=True))


@cache
def _fields(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(f.name for f in fields(kind))
    if len(names) == 1:
        return names, lambda value: (getattr(value, names[0]),)
    return names, attrgetter(*names)


def load(kind: type[T], text: str) -> T:
    """The record that `dump` wrote."""
    return from_plain(kind, json.loads(text))


def document_row(document: Document, coding: str, run: str | None, sketch: tuple[int, ...]) -> Row:
    """A row of documents."""
    d = document
    zones, left_out = (dump(known) if known else None for known in (d.zones, d.left_out))
    said = (d.id, d.key, d.text, d.url, d.title, d.outlet, d.published, d.basis, d.language, list(d.flags))
    return *said, coding, run, packed(sketch), zones, left_out


def document_of(row: Row) -> Document:
    """The document of a row with the columns DOCUMENT."""
    *said, flags, zones, left_out = row
    blocks = tuple(from_plain(Block, z) for z in json.loads(zones or "[]"))
    skips = tuple(from_plain(Skip, s) for s in json.loads(left_out or "[]"))
    values: Row = (*said, tuple(flags), blocks, skips)
    return Document(*values)


def packed(sketch: Iterable[int]) -> bytes:
    """Numbers as bytes: unsigned, 64 bits each, little-endian."""
    numbers = array("Q", sketch)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def unpacked(blob: bytes) -> tuple[int, ...]:
    """The numbers that `packed` wrote."""
    numbers = array("Q", blob)
    if sys.byteorder == "big":
        numbers.byteswap()
    return tuple(numbers)


def sentence_row(sentence: Sentence, document: str, coding: str) -> Row:
    """A row of sentences."""
    return document, coding, sentence.index, sentence.span.start, sentence.span.end, sentence.zone, sentence.block


def sentence_of(row: Row) -> Sentence:
    """The sentence of a row with the columns SENTENCE."""
    index, start, end, zone, block = row
    return Sentence(index, Span(start, end), zone, block)


def statement_row(statement: Statement, document: str, coding: str, position: int) -> Row:
    """A row of statements."""
    s = statement
    name = s.speaker and (s.speaker.name or s.speaker.text)
    country = s.speaker and s.speaker.country
    return coding, s.id, document, position, s.sentence, s.kind, name, country, s.source_kind, s.stance, dump(s)


def claim_row(claim: Claim, document: str, coding: str, position: int) -> Row:
    """A row of claims."""
    c, place = claim, claim.place
    start, end = days(c.time)
    kinds = (c.event, list(c.modes), list(c.contexts), c.quad, c.score, c.cameo, c.status, c.deed, c.alleged)
    parties = (countries(c.actors), countries(c.recipients))
    where = (place.name, place.country, place.latitude, place.longitude) if place else (None, None, None, None)
    return coding, c.id, document, position, *kinds, *parties, start, end, *where, dump(c)


def participant_rows(claim: Claim, document: str, coding: str) -> Iterator[Row]:
    """Rows of claim_participants."""
    for part, parties in (("actor", claim.actors), ("recipient", claim.recipients)):
        for i, p in enumerate(parties):
            yield coding, claim.id, document, part, i, p.text, p.name, p.kind, p.country, list(p.sectors), p.role, p.id


def figure_rows(claim: Claim, document: str, coding: str) -> Iterator[Row]:
    """Rows of figures."""
    for i, f in enumerate(claim.figures):
        yield coding, claim.id, document, i, f.kind, f.low, f.best, f.high, f.whom, f.by, f.country, f.civilian, f.scope


def telling_row(telling: Telling, coding: str) -> Row:
    """A row of tellings."""
    t = telling
    return t.id, t.document, coding, t.family, t.start, t.end, t.dated, dump(t)


def match_row(match: Match) -> Row:
    """A row of matches."""
    return match.one, match.other, match.score, list(match.reasons)


def match_of(row: Row) -> Match:
    """The match of a row."""
    return Match(row[0], row[1], row[2], tuple(row[3]))


def copy_row(copy: Copy) -> Row:
    """A row of copies."""
    return copy.one, copy.other, copy.likeness


def event_row(event: Event) -> Row:
    """A row of events."""
    e, place = event, event.place
    start, end = days(e.time)
    kinds = (e.type, list(e.modes), list(e.contexts), e.quad, e.score, e.cameo, e.status, e.deed, e.alleged)
    where = (place.name, place.country, place.latitude, place.longitude) if place else (None, None, None, None)
    told = (e.reports, e.sources, e.independent, e.first, e.last, list(e.about), e.summary)
    later = (e.time and e.time.basis, place and place.precision, e.killed)
    return e.id, *kinds, start or end or e.first, start, end, *where, *told, dump(e), *later


def event_claim_rows(event: Event) -> Iterator[Row]:
    """Rows of event_claims."""
    for m in event.members:
        yield event.id, m.claim, m.document, m.says, m.score, list(m.reasons)


def event_dyad_rows(event: Event) -> Iterator[Row]:
    """Rows of event_dyads."""
    e, place = event, event.place
    act = (e.type, list(e.modes), e.quad, e.score, e.status, e.deed, e.alleged, e.disputed)
    start, end = days(e.time)
    time = (start or end or e.first, start, end, e.time and e.time.basis, e.first)
    where = (place.name, place.country, place.latitude, place.longitude, place.precision) if place else (None,) * 5
    for d in e.dyads:
        yield e.id, d.actor, d.recipient, *act, *time, e.killed, e.sources, *where, list(e.impartial)


def account_rows(event: Event) -> Iterator[Row]:
    """Rows of accounts."""
    for i, a in enumerate(event.accounts):
        yield event.id, i, *_account(a)


def _account(a: Account) -> Row:
    lists = (list(a.outlets), list(a.origins), list(a.claims), list(a.actors))
    return a.side, a.source, a.kind, a.party, a.says, *lists, *days(a.time), a.place and a.place.name, a.first, a.last, dump(a.counts)


def dispute_rows(event: Event) -> Iterator[Row]:
    """Rows of disputes."""
    for i, d in enumerate(event.disputes):
        yield d.id, event.id, i, d.about, d.reason, dump(d.versions)


def correction_row(correction: Correction, seq: int) -> Row:
    """A row of corrections."""
    c = correction
    return seq, c.id, c.target, c.field, c.old, c.new, c.by, c.at, c.reason, list(c.claims)


def correction_of(row: Row) -> Correction:
    """The correction of a row with the columns CORRECTION."""
    values: Row = (*row[:-1], tuple(row[-1]))
    return Correction(*values)


def coding_row(coding: CodingId) -> Row:
    """A row of codings."""
    return coding.id, coding.coder, coding.ontology, coding.settings


def run_row(run: RunRow) -> Row:
    """A row of runs."""
    return run.id, run.coding, run.command, run.started, run.ended, run.documents, run.claims, run.quarantined


def ledger_row(row: LedgerRow) -> Row:
    """A row of ledger."""
    return row.key, row.document, row.run, row.outcome


def quarantine_row(q: Quarantine) -> Row:
    """A row of quarantine."""
    return q.where, q.reason, q.remedy, q.run


def countries(parties: Iterable[Party]) -> list[str]:
    """Countries of the parties, each once, sorted."""
    return sorted({p.country for p in parties if p.country})


def days(time: Time | None) -> tuple[str | None, str | None]:
    """First and last day, None where open or not known."""
    return (time.start, time.end) if time else (None, None)
