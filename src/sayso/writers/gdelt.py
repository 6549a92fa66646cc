"""GDELT 2.0 events: 61 columns, tab-separated, no header; a row for each pair."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sayso.model.claim import Claim
from sayso.model.event import Event
from sayso.model.export import Export
from sayso.model.statement import Party
from sayso.writers.choosing import Rule, day, vouched, with_cameo, with_day
from sayso.writers.columns import Column, never, tsv_table
from sayso.writers.files import File, text_file
from sayso.writers.formats import CAMEO, DAY, NOT_ALLEGED, NUMBERS, PAIRS, SECTORS, Format, Sheet
from sayso.writers.pairs import Pair, id_lines, numbered
from sayso.writers.parties import cameo_country, cameo_types, country, name
from sayso.writers.places import fips, latitude, longitude, province
from sayso.writers.reports import link, telling

RULES: tuple[Rule, ...] = (vouched, with_cameo, with_day)
TYPES = 3
COUNTRY, TOWN, STATE = 1, 4, 5
GEO_TYPES = {1: TOWN, 2: TOWN, 3: STATE, 4: STATE, 6: COUNTRY}
"""GDELT's Geo_Type by our precision. Its types 2 and 3, parts and towns of the United States, are written as 5 and 4, as elsewhere."""


@dataclass(frozen=True, slots=True)
class _Row:
    export: Export
    pair: Pair
    claims: tuple[Claim, ...]

    @property
    def event(self) -> Event:
        return self.pair.event

    @property
    def day(self) -> str:
        return day(self.pair.event) or ""


def _fraction(r: _Row) -> float:
    """A year of 365 days with months of 30: 2031-03-14 is 2031 and (2 * 30 + 14) / 365. Unverified: from memory of GDELT's codebook."""
    year, month, date = (int(part) for part in r.day.split("-"))
    return round(year + ((month - 1) * 30 + date) / 365, 4)


def _actor(label: str, recipient: bool) -> tuple[Column[_Row], ...]:
    def party(r: _Row) -> Party | None:
        return r.pair.recipient if recipient else r.pair.actor

    def land(r: _Row) -> str | None:
        found = party(r)
        return cameo_country(found.country if found else None, r.export)

    def types(r: _Row) -> tuple[str, ...]:
        return cameo_types(party(r), r.export.rules)

    def code(r: _Row) -> str | None:
        return "".join((land(r) or "", *types(r)[:TYPES])) or None

    def nth(number: int) -> Callable[[_Row], str | None]:
        return lambda r: next(iter(types(r)[number:]), None)

    return (
        Column(f"{label}Code", "CountryCode and type codes in one", code, blank="unknown"),
        Column(f"{label}Name", "name in our tables, else the words; not in capitals", lambda r: name(party(r)), blank="nobody told"),
        Column(f"{label}CountryCode", "three letters, CAMEO's: not the two of the Geo columns", land, blank="unknown, or a body of many"),
        never(f"{label}KnownGroupCode", "our groups have ids of our own, not CAMEO's codes"),
        never(f"{label}EthnicCode", "not coded"),
        never(f"{label}Religion1Code", "not coded"),
        never(f"{label}Religion2Code", "not coded"),
        Column(f"{label}Type1Code", "main sector or body in CAMEO's code", nth(0), blank="the words give none, or CAMEO has none"),
        Column(f"{label}Type2Code", "second", nth(1), blank="as Type1Code"),
        Column(f"{label}Type3Code", "third", nth(2), blank="as Type1Code"),
    )


GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")


def _unplaced(label: str) -> tuple[Column[_Row], ...]:
    return tuple(never(f"{label}Geo_{part}", "where a party is, as against where the event was, is not coded") for part in GEO)


def _full_name(r: _Row) -> str | None:
    place = r.event.place
    if place is None or place.country is None:
        return place.name if place else None
    parts = [place.name, province(place), country(place.country, r.export.codes)]
    return ", ".join(dict.fromkeys(p for p in parts if p))


def _geo_type(r: _Row) -> int | None:
    place = r.event.place
    return GEO_TYPES.get(place.precision or 0) if place else None


ACTION: tuple[Column[_Row], ...] = (
    Column("ActionGeo_Type", "1 country, 4 town, 5 province or district", _geo_type, "int", "none told, or an area, border or sea"),
    Column("ActionGeo_FullName", "place, province, country", _full_name, blank="none told"),
    Column("ActionGeo_CountryCode", "two letters, FIPS 10-4: not ISO's", lambda r: fips(r.event.place, r.export), blank="none or several, or no FIPS code"),
    never("ActionGeo_ADM1Code", "we have no FIPS codes of provinces; their names stand in FullName"),
    never("ActionGeo_ADM2Code", "as ADM1Code"),
    Column("ActionGeo_Lat", "degrees north, of towns and points alone", lambda r: latitude(r.event.place), "float", "no pin for areas and countries"),
    Column("ActionGeo_Long", "degrees east", lambda r: longitude(r.event.place), "float", "as ActionGeo_Lat"),
    never("ActionGeo_FeatureID", "GDELT uses ids of GNS and GNIS, we of GeoNames"),
)

COLUMNS: tuple[Column[_Row], ...] = (
    Column("GLOBALEVENTID", "whole number of the event and pair; see ids.csv", lambda r: r.pair.number, "int"),
    Column("SQLDATE", "day, YYYYMMDD", lambda r: r.day.replace("-", ""), "int"),
    Column("MonthYear", "YYYYMM", lambda r: r.day[:7].replace("-", ""), "int"),
    Column("Year", "YYYY", lambda r: r.day[:4], "int"),
    Column("FractionDate", "year and share of it: a month is 30 days of 365", _fraction, "float"),
    *_actor("Actor1", False),
    *_actor("Actor2", True),
    Column("IsRootEvent", "1: what a report tells as background does not go out", lambda r: 1, "int"),
    Column("EventCode", "CAMEO code as text", lambda r: r.event.cameo),
    Column("EventBaseCode", "its first three digits", lambda r: (r.event.cameo or "")[:3]),
    Column("EventRootCode", "its first two digits", lambda r: (r.event.cameo or "")[:2]),
    Column(
        "QuadClass", "by the root code, from a table in exports.yaml; not PLOVER's", lambda r: r.export.rules.cameo_quads.get((r.event.cameo or "")[:2]), "int"
    ),
    Column("GoldsteinScale", "Goldstein's score of the code", lambda r: r.event.goldstein, "float"),
    Column("NumMentions", "claims that say it was so", lambda r: len(r.claims), "int"),
    Column("NumSources", "sources with reprints folded, where GDELT counts outlets", lambda r: r.event.sources, "int"),
    Column("NumArticles", "reports with such a claim", lambda r: len({c.document.id for c in r.claims}), "int"),
    never("AvgTone", "not measured"),
    *_unplaced("Actor1"),
    *_unplaced("Actor2"),
    *ACTION,
    Column("DATEADDED", "day of the first report, no hours: YYYYMMDD000000", lambda r: stamp(r.event.first), "int", "unknown"),
    Column("SOURCEURL", "address of the first report, else what it was read as", lambda r: link(r.claims[0].document) if r.claims else None, blank="unknown"),
)


def stamp(iso: str | None) -> str | None:
    """A day as a GDELT timestamp at midnight."""
    return f"{iso.replace('-', '')}000000" if iso else None


def _make(export: Export, events: Sequence[Event]) -> Iterator[File]:
    pairs = tuple(numbered(events))
    yield text_file("events.tsv", tsv_table(COLUMNS, (_Row(export, p, telling(export, p.event)) for p in pairs), header=False))
    yield text_file("ids.csv", id_lines(pairs, export))


FORMAT = Format(
    "gdelt",
    "GDELT 2.0-like events, tab-separated, 61 columns without a header",
    (Sheet("events.tsv", "a row for each pair of an event's parties", COLUMNS),),
    RULES,
    (
        NOT_ALLEGED,
        DAY,
        CAMEO,
        PAIRS,
        NUMBERS,
        SECTORS,
        "Countries of actors are three letters, countries of places two (FIPS 10-4), as in GDELT: GM is Germany there.",
        "Claims that deny an event or leave it open are no mentions.",
    ),
    _make,
)
