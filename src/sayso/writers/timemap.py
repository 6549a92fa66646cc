"""timemap (Forensic Architecture): events, sources and associations as JSON whose values are all strings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.model.event import Event
from sayso.model.export import Export
from sayso.model.text import DocumentRef
from sayso.writers.cells import joined
from sayso.writers.choosing import between, reported_only, told
from sayso.writers.columns import Column, never, record
from sayso.writers.files import File, json_list, text_file
from sayso.writers.formats import SECTORS, Format, Sheet
from sayso.writers.places import latitude, longitude
from sayso.writers.reports import link, outlet, reports

FILTER = "FILTER"
PRECISION = {1: "day", 2: "a few days", 3: "week", 4: "month", 5: "more than a month"}


@dataclass(frozen=True, slots=True)
class _Row:
    export: Export
    event: Event


@dataclass(frozen=True, slots=True)
class _Source:
    export: Export
    document: DocumentRef


@dataclass(frozen=True, slots=True)
class _Association:
    title: str
    group: str


def _iso(event: Event) -> str | None:
    return (event.time.start or event.time.end if event.time else None) or event.first


def _american(iso: str | None) -> str | None:
    year, month, date = iso.split("-") if iso else ("", "", "")
    return f"{month}/{date}/{year}" if iso else None


def _precision(event: Event) -> str:
    return "date of the report" if reported_only(event) else PRECISION.get(event.time.precision or 5, PRECISION[5]) if event.time else ""


def _shown(event: Event) -> str:
    if reported_only(event):
        return f"reported {event.first or 'on an unknown day'}; the day of the event is not told"
    return between(event.time.start, event.time.end) if event.time else ""


def _text(number: float | None) -> str | None:
    return None if number is None else str(number)


def _tags(event: Event) -> tuple[_Association, ...]:
    """What an event can be filtered by: its type, whether it is alleged, and its parties' dyads."""
    standing = "Alleged" if event.alleged and not event.deed else "Vouched for"
    return (_Association(event.type, "Type"), _Association(standing, "Standing"), *(_Association(str(d), "Dyad") for d in dict.fromkeys(event.dyads)))


def _tag_id(tag: _Association) -> str:
    return f"{tag.group}: {tag.title}"


EVENTS: tuple[Column[_Row], ...] = (
    Column("id", "our event id", lambda r: r.event.id),
    Column("description", "summary made by sayso; begins with ALLEGED where only quoted sources vouch for it", lambda r: _description(r.event)),
    Column("date", "MM/DD/YYYY, timemap's own order: first day it can have been, or the report's; see time_precision", lambda r: _american(_iso(r.event))),
    never("time", "hours are not coded"),
    Column("time_precision", "day, a few days, week, month, more than a month, or date of the report", lambda r: _precision(r.event)),
    Column("location", "name of the place", lambda r: r.event.place.name if r.event.place else None, blank="none told"),
    Column("latitude", "degrees north, of towns and points alone", lambda r: _text(latitude(r.event.place)), blank="no pin for areas and countries"),
    Column("longitude", "degrees east", lambda r: _text(longitude(r.event.place)), blank="as latitude"),
    never("x", "no coordinates but those on the earth"),
    never("y", "as x"),
    never("z", "as x"),
    Column("type", "PLOVER category", lambda r: r.event.type),
    Column("category", "PLOVER category", lambda r: r.event.type),
    Column("category_full", "category and modes", lambda r: " ".join((r.event.type, *r.event.modes))),
    Column("associations", "ids of associations", lambda r: [_tag_id(t) for t in _tags(r.event)]),
    Column("sources", "ids of reports that say it was so", lambda r: [d.id for d in reports(r.export, r.event)]),
    Column("comments", "how far accounts agree, and why", lambda r: f"{r.event.status}: {r.event.status_why}"),
    Column("time_display", "the date in words", lambda r: _shown(r.event)),
    never("narrative___stepStyles", "no narratives are written"),
    never("shape", "left to the viewer"),
    never("colour", "left to the viewer"),
)
SOURCES: tuple[Column[_Source], ...] = (
    Column("id", "our document id", lambda s: s.document.id),
    Column("title", "title of the report", lambda s: s.document.title, blank="none"),
    never("thumbnail", "no pictures are kept"),
    Column("paths", "address, else what the report was read as", lambda s: [link(s.document)]),
    Column("type", "Link where there is an address, else Document", lambda s: "Link" if s.document.url else "Document"),
    Column("affil_s", "the outlet's affiliation", lambda s: _affiliation(s), blank="unknown"),
    Column("url", "address", lambda s: s.document.url, blank="none"),
    Column("description", "outlet and day", lambda s: joined((outlet(s.export, s.document), s.document.published), ", ") or s.document.key),
    never("parent", "reports have none"),
    Column("author", "outlet", lambda s: outlet(s.export, s.document), blank="unknown"),
    Column("date", "MM/DD/YYYY", lambda s: _american(s.document.published), blank="unknown"),
    never("notes", "none"),
)
ASSOCIATIONS: tuple[Column[_Association], ...] = (
    Column("id", "group and title", _tag_id),
    Column("title", "type, standing or dyad", lambda a: a.title),
    Column("desc", "its group", lambda a: a.group),
    Column("mode", FILTER, lambda a: FILTER),
    Column("filter_paths", "group and title", lambda a: [a.group, a.title]),
)


def _description(event: Event) -> str:
    return event.summary if event.deed else f"ALLEGED: {event.summary}"


def _affiliation(source: _Source) -> list[str] | None:
    known = source.export.outlets.get(source.document.outlet or "")
    return [known.affiliation] if known and known.affiliation else None


def _dated(export: Export, event: Event) -> str | None:
    return None if _iso(event) else "neither its day nor the date of a report is known, and timemap drops events without a date"


def _make(export: Export, events: Sequence[Event]) -> Iterator[File]:
    documents = {d.id: d for e in events for d in reports(export, e)}
    tags = sorted({t for e in events for t in _tags(e)}, key=_tag_id)
    yield text_file("events.json", json_list(record(EVENTS, _Row(export, e)) for e in events))
    yield text_file("sources.json", json_list(record(SOURCES, _Source(export, documents[d])) for d in sorted(documents)))
    yield text_file("associations.json", json_list(record(ASSOCIATIONS, t) for t in tags))


FORMAT = Format(
    "timemap",
    "events, sources and associations for timemap, JSON",
    (
        Sheet("events.json", "an object for each event; all values are strings", EVENTS),
        Sheet("sources.json", "an object for each report", SOURCES),
        Sheet("associations.json", "an object for each filter", ASSOCIATIONS),
    ),
    (told, _dated),
    (SECTORS, "Alleged events are in, marked in description and by the filter Standing.", "Dates are in timemap's default order, month first."),
    _make,
)
