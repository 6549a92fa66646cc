"""PLOVER JSON: one event a line, actors and recipients as lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.model.event import Event
from sayso.model.export import Export
from sayso.model.statement import Party
from sayso.writers.choosing import report_dated, vouched
from sayso.writers.columns import Column, never, record
from sayso.writers.files import File, json_text, text_file
from sayso.writers.formats import NOT_ALLEGED, SECTORS, Format, Sheet
from sayso.writers.parties import country, plover, plover_sectors
from sayso.writers.places import geonames, latitude, longitude
from sayso.writers.reports import link, outlet, reports, telling


@dataclass(frozen=True, slots=True)
class _Row:
    export: Export
    event: Event


@dataclass(frozen=True, slots=True)
class _Entity:
    export: Export
    party: Party


ENTITY: tuple[Column[_Entity], ...] = (
    Column("code", "ISO 3166-1 alpha-3, KOS for Kosovo, or PLOVER's code of a body (UNO)", lambda e: plover(e.party.country, e.export.codes), blank="unknown"),
    Column("sector", "main sector in PLOVER's code", lambda e: next(iter(plover_sectors(e.party, e.export.rules)), None), blank="the words give none"),
    Column("entity_text", "words of the report", lambda e: e.party.text),
    Column("identifier_id", "our id, no Wikidata id", lambda e: e.party.id, blank="a party not in our tables"),
    Column("identifier_text", "name in our tables", lambda e: e.party.name, blank="a party not in our tables"),
    never("religion", "not coded"),
    never("ethnicity", "not coded"),
    Column("office", "office or function in the words of the report or our tables", lambda e: e.party.role, blank="none told"),
    never("gender", "not coded"),
    never("age", "not coded"),
)


def _entities(export: Export, parties: Sequence[Party]) -> list[dict[str, Any]]:
    return [record(ENTITY, _Entity(export, p)) for p in parties]


def _actors(r: _Row) -> list[dict[str, Any]]:
    """PLOVER wants at least one actor, also of an event of which no account says who did it."""
    return _entities(r.export, r.event.actors) or [{"sector": r.export.rules.plover_nobody, "entity_text": ""}]


def _date(r: _Row) -> str | None:
    return (r.event.time.start if r.event.time else None) or r.event.first


def _enddate(r: _Row) -> str | None:
    time = r.event.time
    return time.end if time and time.start and time.end != time.start else None


def _location(r: _Row) -> dict[str, Any] | None:
    place = r.event.place
    if place is None or not (place.name or place.country):
        return None
    found = {
        "name": place.name,
        "code": plover(place.country, r.export.codes),
        "country": country(place.country, r.export.codes),
        "admin1": place.admin1,
        "latitude": latitude(place),
        "longitude": longitude(place),
        "geonames_id": geonames(place),
        "precision": place.precision,
    }
    return {k: v for k, v in found.items() if v is not None}


def _reports(r: _Row) -> list[dict[str, Any]] | None:
    found = [{"id": d.id, "outlet": outlet(r.export, d), "title": d.title, "published": d.published, "link": link(d)} for d in reports(r.export, r.event)]
    return [{k: v for k, v in d.items() if v is not None} for d in found] or None


def _languages(r: _Row) -> dict[str, Any] | None:
    found = sorted({d.language for d in reports(r.export, r.event) if d.language})
    return {"language": found} if found else None


def _comment(r: _Row) -> str | None:
    parts = []
    if report_dated(r.event):
        parts.append("date: of the report; that of the event is not told")
    if r.event.reciprocal:
        parts.append("reciprocal: all parties act and are acted on")
    return "; ".join([*parts, f"standing: {r.event.status}"])


COLUMNS: tuple[Column[_Row], ...] = (
    Column("id", "our event id", lambda r: r.event.id),
    Column("has_event", "true", lambda r: True, "bool"),
    Column("date", "first day it can have been, YYYY-MM-DD; where only the report's date is known that date, and `comment` says so", _date),
    never("time", "hours are not coded"),
    Column("enddate", "last day it can have been", _enddate, blank="one day, or not known"),
    never("endtime", "hours are not coded"),
    Column("actor", "entities; one of sector UNK without words where nobody says who did it", _actors),
    Column("recipient", "entities", lambda r: _entities(r.export, r.event.recipients) or None, blank="none told, or reciprocal"),
    Column("event", "the category, in a list of one", lambda r: [r.event.type]),
    Column("event_loc", "name, code, country, admin1, latitude, longitude (pins only), geonames_id, precision (UCDP's 1-7)", _location, blank="no place told"),
    Column("event_text", "words that told of it, once each", lambda r: list(dict.fromkeys(c.trigger.text for c in telling(r.export, r.event))) or None),
    Column("quad_code", "1 verbal and 2 material cooperation, 3 verbal and 4 material conflict", lambda r: str(r.event.quad)),
    Column("event_scale", "PLOVER's score, -10 to 10", lambda r: r.event.score, "float"),
    Column("mode", "modes", lambda r: list(r.event.modes) or None, blank="none told"),
    Column("context", "contexts", lambda r: list(r.event.contexts) or None, blank="none told"),
    Column("link", "ids of the claims of what an act of speech is about", lambda r: list(r.event.about) or None, blank="none"),
    never("text", "the text is the outlet's; we have no right to pass it on"),
    Column("text_info", "language: ISO 639-1 codes of the reports", _languages, blank="unknown"),
    Column("cite_info", "reports: id, outlet, title, published, link", _reports),
    Column("coder", "version of sayso and hash of its ontology", lambda r: r.export.made),
    never("coded_date", "an export has no clock: the same data give the same bytes"),
    never("coded_time", "as coded_date"),
    Column("comment", "remarks on the date, on reciprocity, and how far accounts agree", _comment),
)


def _dated(export: Export, event: Event) -> str | None:
    return None if (event.time and event.time.start) or event.first else "neither its day nor the date of a report is known"


def _make(export: Export, events: Sequence[Event]) -> Iterator[File]:
    yield text_file("events.jsonl", (json_text(record(COLUMNS, _Row(export, e))) + "\n" for e in events))


FORMAT = Format(
    "plover",
    "PLOVER event records, JSON Lines",
    (Sheet("events.jsonl", "one event a line; keys without a value are left out", COLUMNS), Sheet("actor, recipient", "an entity", ENTITY)),
    (vouched, _dated),
    (NOT_ALLEGED, SECTORS, "Actors and recipients are lists, not pairs. A reciprocal event has all its parties in `actor`."),
    _make,
)
