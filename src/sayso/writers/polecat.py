"""POLECAT: 40 columns, tab-separated, with a header; a row for each pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.model.event import Event
from sayso.model.export import Export
from sayso.model.statement import Party
from sayso.writers.cells import joined
from sayso.writers.choosing import day, vouched
from sayso.writers.columns import Column, never, tsv_table
from sayso.writers.files import File, text_file
from sayso.writers.formats import NOT_ALLEGED, PAIRS, SECTORS, Format, Sheet
from sayso.writers.pairs import Pair, id_lines, numbered
from sayso.writers.parties import country, cow, name, plover_sectors
from sayso.writers.places import district, geonames, latitude, longitude, province, town
from sayso.writers.reports import first, outlets, reports

EMPTY = "None"
LIST = ";"


@dataclass(frozen=True, slots=True)
class _Row:
    export: Export
    pair: Pair

    @property
    def event(self) -> Event:
        return self.pair.event


def _side(label: str, recipient: bool) -> tuple[Column[_Row], ...]:
    def party(r: _Row) -> Party | None:
        return r.pair.recipient if recipient else r.pair.actor

    def code(r: _Row) -> str | None:
        found = party(r)
        return found.country if found else None

    def sectors(r: _Row) -> tuple[str, ...]:
        found = party(r)
        return plover_sectors(found, r.export.rules) if found else ()

    def words(r: _Row) -> str | None:
        found = party(r)
        return found.text if found else None

    def role(r: _Row) -> str | None:
        found = party(r)
        return found.role if found else None

    return (
        Column(f"{label} Name", "name in our tables, else the words", lambda r: name(party(r)), blank="nobody told"),
        Column(f"{label} Country", "English name of the country", lambda r: country(code(r), r.export.codes), blank="unknown, or a body of many"),
        Column(f"{label} COW", "number of Correlates of War, no leading zeros", lambda r: cow(code(r), r.export.codes), "int", "no state of that system"),
        Column(f"Primary {label} Sector", "main sector, PLOVER's code", lambda r: next(iter(sectors(r)), None), blank="the words give none"),
        Column(f"{label} Sectors", "all sectors, joined with ;", lambda r: joined(sectors(r), LIST), blank="the words give none"),
        Column(f"{label} Title", "office or function", role, blank="none told"),
        Column(f"{label} Name Raw", "words of the report", words, blank="nobody told"),
        never(f"Wikipedia {label} ID", "our tables have no Wikipedia ids"),
    )


def _raw_place(r: _Row) -> str | None:
    """The place's words in the first report that has its text here."""
    claim = first(r.export, r.event)
    document = r.export.documents.get(claim.document.id) if claim else None
    span = claim.place.span if claim and claim.place else None
    return span.of(document.text) or None if document and span else None


COLUMNS: tuple[Column[_Row], ...] = (
    Column("Event ID", "our event id and a stable suffix for the pair", lambda r: r.pair.id),
    Column("Event Date", "YYYY-MM-DD", lambda r: day(r.event), blank="its day is not known; see Publication Date, which is no date of the event"),
    Column("Event Type", "PLOVER category", lambda r: r.event.type),
    Column("Event Mode", "modes, joined with ;", lambda r: joined(r.event.modes, LIST), blank="none told"),
    Column("Intensity", "PLOVER's score, -10 to 10", lambda r: r.event.score, "float"),
    Column("Quad Code", "quad in words", lambda r: r.export.rules.quads.get(r.event.quad)),
    Column("Contexts", "contexts, joined with ;", lambda r: joined(r.event.contexts, LIST), blank="none told"),
    *_side("Actor", False),
    *_side("Recipient", True),
    Column("Placename", "name of the place", lambda r: r.event.place.name if r.event.place else None, blank="none told"),
    Column("City", "the name, where it is a town or a point", lambda r: town(r.event.place), blank="no town"),
    Column("District", "the name, where it is a district", lambda r: district(r.event.place), blank="no district told; those of towns are not kept"),
    Column("Province", "province the place is or lies in", lambda r: province(r.event.place), blank="not known"),
    Column(
        "Country", "English name of the country", lambda r: country(r.event.place.country if r.event.place else None, r.export.codes), blank="none or several"
    ),
    Column("Latitude", "degrees north, of towns and points alone", lambda r: latitude(r.event.place), "float", "no pin for areas and countries"),
    Column("Longitude", "degrees east", lambda r: longitude(r.event.place), "float", "as Latitude"),
    Column("GeoNames ID", "number at GeoNames", lambda r: geonames(r.event.place), blank="not in GeoNames"),
    Column("Raw Placename", "words of the first report", _raw_place, blank="none, or its text is not at hand"),
    never("Feature Type", "not kept"),
    Column("Source", "outlets that told of it", lambda r: outlets(r.export, r.event), blank="unknown"),
    Column("Publication Date", "day of the first report", lambda r: r.event.first, blank="unknown"),
    never("Story People", "names in a report outside its claims are not kept"),
    never("Story Organizations", "as Story People"),
    never("Story Locations", "as Story People"),
    Column("Language", "ISO 639-1 codes of the reports", lambda r: joined((d.language for d in reports(r.export, r.event)), LIST), blank="unknown"),
    Column("Version", "version of sayso and hash of its ontology", lambda r: r.export.made),
)


def _make(export: Export, events: Sequence[Event]) -> Iterator[File]:
    pairs = tuple(numbered(events))
    yield text_file("events.tsv", tsv_table(COLUMNS, (_Row(export, p) for p in pairs), header=True, empty=EMPTY))
    yield text_file("ids.csv", id_lines(pairs, export))


FORMAT = Format(
    "polecat",
    "POLECAT-like events, tab-separated, 40 columns with a header",
    (Sheet("events.tsv", "a row for each pair of an event's parties", COLUMNS),),
    (vouched,),
    (
        NOT_ALLEGED,
        PAIRS,
        SECTORS,
        f"What is not known is the word {EMPTY}, as in POLECAT's releases. The file is UTF-8: readers that open POLECAT as ISO-8859-1 must say so.",
        f"An event whose day is not known has {EMPTY} as its date, never that of a report.",
    ),
    _make,
)
