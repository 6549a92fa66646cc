"""UCDP GED-like: 49 columns, CSV; a row an event. Ids of UCDP's own lists stay blank."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import floor

from sayso.model.event import Event
from sayso.model.export import Export
from sayso.model.statement import Party
from sayso.writers.cells import joined
from sayso.writers.choosing import reported_only, vouched
from sayso.writers.columns import Column, csv_table, never
from sayso.writers.deaths import deadly, killed
from sayso.writers.files import File, text_file
from sayso.writers.formats import NOT_ALLEGED, SECTORS, Format, Sheet
from sayso.writers.pairs import numbers, two_sides
from sayso.writers.parties import class_of, country, gw, name
from sayso.writers.places import district, latitude, longitude, pin, province
from sayso.writers.reports import outlet, reports, says, telling

LICENSED = "an id of UCDP's own lists"
NEAR = 2
"""UCDP's date_prec for an event whose report's date is all that is known: a few days."""
CELLS_A_DEGREE, COLUMNS_OF_GRID = 2, 720
"""PRIO-GRID (Tollefsen, Strand & Buhaug 2012): half a degree, numbered from the south-west corner, row by row."""


@dataclass(frozen=True, slots=True)
class _Row:
    export: Export
    event: Event
    number: int

    @property
    def sides(self) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """Side A and B. Where a state and an armed group fight, UCDP's side A is the state, whoever attacked."""
        acting, target = two_sides(self.event)
        classes = [class_of(p, self.export.rules.parties) for p in (*acting[:1], *target[:1])]
        return (target, acting) if len(classes) == 2 and classes[1] == self.export.rules.ged_state != classes[0] else (acting, target)


def _side_name(parties: tuple[Party, ...], r: _Row) -> str | None:
    return joined(_party_name(p, r) for p in parties)


def _party_name(party: Party, r: _Row) -> str | None:
    land = country(party.country, r.export.codes)
    state = class_of(party, r.export.rules.parties) == r.export.rules.ged_state
    return f"Government of {land}" if state and land else name(party)


def _gw(parties: tuple[Party, ...], r: _Row) -> str | None:
    states = (p for p in parties if class_of(p, r.export.rules.parties) == r.export.rules.ged_state)
    return joined(str(n) for p in states if (n := gw(p.country, r.export.codes)))


def _violence(r: _Row) -> int | None:
    acting, target = two_sides(r.event)
    classes = tuple(class_of(next(iter(side), None), r.export.rules.parties) for side in (acting, target))
    return next((v.type for v in r.export.rules.ged_violence if v.sides == classes), None)


def _dyad(r: _Row) -> str | None:
    one, other = (_side_name(side, r) for side in r.sides)
    return f"{one} - {other}" if one and other else None


def _sources(part: Callable[[_Row], list[str | None]]) -> Callable[[_Row], str]:
    return lambda r: ";".join((v or "").replace(";", ",") for v in part(r))


def _articles(r: _Row) -> list[str | None]:
    return [",".join(f'"{v or ""}"' for v in (outlet(r.export, d), d.published, d.title)) for d in reports(r.export, r.event)]


def _original(r: _Row) -> list[str | None]:
    claims = telling(r.export, r.event)
    return [joined((says(c) for c in claims if c.document.id == d.id), ",") for d in reports(r.export, r.event)]


def _wkt(r: _Row) -> str | None:
    found = pin(r.event.place)
    return f"POINT ({found.longitude} {found.latitude})" if found else None


def _grid(r: _Row) -> int | None:
    found = pin(r.event.place)
    if found is None:
        return None
    row, column = (floor(min(x, limit - 1e-9) * CELLS_A_DEGREE) for x, limit in ((found.latitude + 90, 180), (found.longitude + 180, 360)))
    return row * COLUMNS_OF_GRID + column + 1


def _region(r: _Row) -> str | None:
    number = gw(_land(r), r.export.codes)
    return next((g.name for g in r.export.rules.ged_regions if number and g.first <= number <= g.last), None)


def _land(r: _Row) -> str | None:
    return r.event.place.country if r.event.place else None


def _day(r: _Row, end: bool) -> str | None:
    time = r.event.time
    return (time.end if end else time.start) if time else None


def _date_prec(r: _Row) -> int | None:
    precision = r.event.time.precision if r.event.time else None
    return max(precision or NEAR, NEAR) if reported_only(r.event) else precision


def _deaths(which: str) -> Callable[[_Row], int | None]:
    def value(r: _Row) -> int | None:
        found = killed(r.event)
        number: int | None = getattr(found, which) if found else None
        return number

    return value


COLUMNS: tuple[Column[_Row], ...] = (
    Column("id", "whole number made from our event id", lambda r: r.number, "int"),
    Column("relid", "SAYSO- and our event id", lambda r: f"SAYSO-{r.event.id}"),
    Column("year", "year of date_start", lambda r: (_day(r, False) or "")[:4], "int"),
    never("active_year", "UCDP's threshold of 25 deaths a year is not ours to apply"),
    never("code_status", "UCDP's own vetting"),
    Column(
        "type_of_violence", "1 state-based, 2 non-state, 3 one-sided, by the first party of each side", _violence, "int", "a side is unknown, or is neither"
    ),
    never("conflict_dset_id", LICENSED),
    never("conflict_new_id", LICENSED),
    never("conflict_name", "a name of UCDP's own list"),
    never("dyad_dset_id", LICENSED),
    never("dyad_new_id", LICENSED),
    Column("dyad_name", "side_a - side_b", _dyad, blank="a side is unknown"),
    never("side_a_dset_id", LICENSED),
    never("side_a_new_id", LICENSED),
    Column("side_a", "who acted; the state, where a state and an armed group fight", lambda r: _side_name(r.sides[0], r), blank="nobody told"),
    never("side_b_dset_id", LICENSED),
    never("side_b_new_id", LICENSED),
    Column("side_b", "the other side", lambda r: _side_name(r.sides[1], r), blank="nobody told"),
    Column("number_of_sources", "sources with reprints folded", lambda r: r.event.sources, "int"),
    Column("source_article", '"outlet","date","title" of each report, joined with ;', _sources(_articles)),
    Column("source_office", "outlets, in the same order", _sources(lambda r: [outlet(r.export, d) for d in reports(r.export, r.event)])),
    Column("source_date", "days of publication, in the same order", _sources(lambda r: [d.published for d in reports(r.export, r.event)])),
    Column("source_headline", "titles, in the same order", _sources(lambda r: [d.title for d in reports(r.export, r.event)])),
    Column("source_original", "who says so in each report, in the same order; empty where the outlet itself does", _sources(_original)),
    Column("where_prec", "UCDP's 1 to 7", lambda r: r.event.place.precision if r.event.place else None, "int", "no place told"),
    Column("where_coordinates", "name of the place", lambda r: r.event.place.name if r.event.place else None, blank="no place told"),
    never("where_description", "not kept"),
    Column("adm_1", "province the place is or lies in", lambda r: province(r.event.place), blank="not known"),
    Column("adm_2", "the place, where it is a district", lambda r: district(r.event.place), blank="no district told; those of towns are not kept"),
    Column(
        "latitude", "degrees north, of towns and points alone", lambda r: latitude(r.event.place), "float", "no pin for areas and countries, where UCDP has one"
    ),
    Column("longitude", "degrees east", lambda r: longitude(r.event.place), "float", "as latitude"),
    Column("geom_wkt", "POINT (longitude latitude)", _wkt, blank="as latitude"),
    Column("priogrid_gid", "cell of PRIO-GRID, reckoned from the coordinates", _grid, "int", "as latitude"),
    Column("country", "English name", lambda r: country(_land(r), r.export.codes), blank="none or several"),
    Column("country_id", "Gleditsch-Ward number", lambda r: gw(_land(r), r.export.codes), "int", "none or several, or no state"),
    Column("region", "by Gleditsch-Ward number", _region, blank="as country_id"),
    Column("event_clarity", "1: each event is one happening", lambda r: 1, "int"),
    Column("date_prec", "UCDP's 1 to 5; at least 2 where only the report's date is known", _date_prec, "int"),
    Column("date_start", "first day it can have been, or the report's day with date_prec 2", lambda r: _day(r, False)),
    Column("date_end", "last day it can have been, likewise", lambda r: _day(r, True)),
    never("deaths_a", "our totals are not split by side"),
    never("deaths_b", "our totals are not split by side"),
    never("deaths_civilians", "our totals are not split by side; empty does not mean none"),
    Column("deaths_unknown", "best: all deaths, because their side is not coded", _deaths("best"), "int", "as best"),
    Column("best", "the number most independent sources give", _deaths("best"), "int", "no number stands out, or only bounds are told"),
    Column("high", "highest of the latest numbers of all sources", _deaths("high"), "int", "no upper bound told"),
    Column("low", "lowest of them", _deaths("low"), "int", "no lower bound told"),
    Column("gwnoa", "Gleditsch-Ward numbers of the states on side A", lambda r: _gw(r.sides[0], r), blank="no state"),
    Column("gwnob", "likewise of side B", lambda r: _gw(r.sides[1], r), blank="no state"),
)


def _violent(export: Export, event: Event) -> str | None:
    return None if event.type in export.rules.ged_types else "no organised violence of the kind UCDP counts"


def _deadly(export: Export, event: Event) -> str | None:
    return None if deadly(event) else "no deaths are told: UCDP counts events with at least one (casualties and wounded are no deaths)"


def _dated(export: Export, event: Event) -> str | None:
    return None if event.time and event.time.start and event.time.end else "the days it happened between are not known"


def _make(export: Export, events: Sequence[Event]) -> Iterator[File]:
    found = numbers(events)
    yield text_file("events.csv", csv_table(COLUMNS, (_Row(export, e, found[e.id]) for e in events)))


FORMAT = Format(
    "ged",
    "UCDP GED-like events, CSV, 49 columns. Not UCDP's data and not vetted by UCDP",
    (Sheet("events.csv", "a row for each event with at least one death told", COLUMNS),),
    (vouched, _violent, _deadly, _dated),
    (
        NOT_ALLEGED,
        SECTORS,
        "Deaths are the figures told of people killed; casualties, wounded and missing never fill them.",
        "One row an event, whatever the number of parties: deaths can be added up.",
        "Numbers in id are made from our event ids and have nothing to do with UCDP's; relid has the event id itself.",
    ),
    _make,
)
