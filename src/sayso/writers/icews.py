"""ICEWS: 20 columns, tab-separated, with a header; a row for each pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.model.claim import Claim
from sayso.model.event import Event
from sayso.model.export import Export
from sayso.model.statement import Party
from sayso.writers.cells import joined
from sayso.writers.choosing import day, vouched, with_cameo, with_day
from sayso.writers.columns import Column, tsv_table
from sayso.writers.files import File, text_file
from sayso.writers.formats import CAMEO, DAY, NOT_ALLEGED, NUMBERS, PAIRS, SECTORS, Format, Sheet
from sayso.writers.pairs import Pair, id_lines, numbered, whole
from sayso.writers.parties import country, name, sector_words
from sayso.writers.places import district, latitude, longitude, province, town
from sayso.writers.reports import first, outlet


@dataclass(frozen=True, slots=True)
class _Row:
    export: Export
    pair: Pair
    claim: Claim | None

    @property
    def event(self) -> Event:
        return self.pair.event


def _land(party: Party | None, r: _Row) -> str | None:
    return country(party.country if party else None, r.export.codes)


def _sectors(party: Party | None, r: _Row) -> str | None:
    return joined(sector_words(party, r.export.rules), ",")


def _words(r: _Row) -> str:
    return r.event.type + (f" ({', '.join(r.event.modes)})" if r.event.modes else "")


COLUMNS: tuple[Column[_Row], ...] = (
    Column("Event ID", "whole number of the event and pair; see ids.csv", lambda r: r.pair.number, "int"),
    Column("Event Date", "YYYY-MM-DD", lambda r: day(r.event)),
    Column("Source Name", "acting party: name in our tables, else the words", lambda r: name(r.pair.actor), blank="nobody told"),
    Column("Source Sectors", "its sectors in words, joined with ,", lambda r: _sectors(r.pair.actor, r), blank="the words give none"),
    Column("Source Country", "English name of its country", lambda r: _land(r.pair.actor, r), blank="unknown, or a body of many"),
    Column("Event Text", "PLOVER category and modes", _words),
    Column("CAMEO Code", "text, leading zeros kept", lambda r: r.event.cameo),
    Column("Intensity", "Goldstein's score of the CAMEO code", lambda r: r.event.goldstein, "float"),
    Column("Target Name", "party acted on", lambda r: name(r.pair.recipient), blank="nobody told"),
    Column("Target Sectors", "as Source Sectors", lambda r: _sectors(r.pair.recipient, r), blank="the words give none"),
    Column("Target Country", "as Source Country", lambda r: _land(r.pair.recipient, r), blank="unknown, or a body of many"),
    Column("Story ID", "whole number of the first report", lambda r: whole(r.claim.document.id) if r.claim else None, "int", "not at hand"),
    Column("Sentence Number", "sentence of the first report, from 1, headline and caption counted", lambda r: r.claim.sentence + 1 if r.claim else None, "int"),
    Column("Publisher", "outlet of the first report", lambda r: outlet(r.export, r.claim.document) if r.claim else None, blank="unknown"),
    Column("City", "the place, where it is a town or a point", lambda r: town(r.event.place), blank="no town"),
    Column("District", "the place, where it is a district", lambda r: district(r.event.place), blank="no district told; those of towns are not kept"),
    Column("Province", "province the place is or lies in", lambda r: province(r.event.place), blank="not known"),
    Column(
        "Country", "English name of the country", lambda r: country(r.event.place.country if r.event.place else None, r.export.codes), blank="none or several"
    ),
    Column("Latitude", "degrees north, of towns and points alone", lambda r: latitude(r.event.place), "float", "no pin for areas and countries"),
    Column("Longitude", "degrees east", lambda r: longitude(r.event.place), "float", "as Latitude"),
)


def _make(export: Export, events: Sequence[Event]) -> Iterator[File]:
    pairs = tuple(numbered(events))
    yield text_file("events.tab", tsv_table(COLUMNS, (_Row(export, p, first(export, p.event)) for p in pairs), header=True))
    yield text_file("ids.csv", id_lines(pairs, export))


FORMAT = Format(
    "icews",
    "ICEWS-like events, tab-separated, 20 columns with a header",
    (Sheet("events.tab", "a row for each pair of an event's parties", COLUMNS),),
    (vouched, with_cameo, with_day),
    (NOT_ALLEGED, DAY, CAMEO, PAIRS, NUMBERS, SECTORS, "Cells are not quoted: readers with quoting on and off read the same."),
    _make,
)
