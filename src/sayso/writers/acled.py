"""ACLED-like: 31 columns, CSV; a row an event, with ids of our own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.model.event import Event
from sayso.model.export import AcledRule, Export
from sayso.model.statement import Party
from sayso.writers.cells import joined
from sayso.writers.choosing import reported_only, vouched
from sayso.writers.columns import Column, csv_table, never
from sayso.writers.deaths import fewest
from sayso.writers.files import File, text_file
from sayso.writers.formats import NOT_ALLEGED, SECTORS, Format, Sheet
from sayso.writers.pairs import two_sides
from sayso.writers.parties import class_of, country, name
from sayso.writers.places import district, latitude, longitude, province
from sayso.writers.reports import outlets

DAY, WEEK, MONTH = 1, 2, 3
TIME_PRECISION = {1: DAY, 2: WEEK, 3: WEEK, 4: MONTH}
"""ACLED's time_precision by ours (UCDP's); what is known to more than a month only is left out."""
GEO_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}


@dataclass(frozen=True, slots=True)
class _Row:
    export: Export
    event: Event
    rule: AcledRule

    @property
    def acting(self) -> tuple[Party, ...]:
        return two_sides(self.event)[0]

    @property
    def target(self) -> tuple[Party, ...]:
        return two_sides(self.event)[1]

    @property
    def country(self) -> str | None:
        return self.event.place.country if self.event.place else None


def rule_of(export: Export, event: Event) -> AcledRule | None:
    """ACLED's category of an event: the first row of the table that fits."""
    acting, target = ((class_of(next(iter(side), None), export.rules.parties) or "?") for side in two_sides(event))
    for rule in export.rules.acled:
        fits = rule.type == event.type and (not rule.mode or rule.mode in event.modes)
        if fits and rule.acting in ("", acting) and rule.target in ("", target):
            return rule
    return None


def time_precision(event: Event) -> int | None:
    """1 a day, 2 a week, 3 a month; a week where only the report's date is known; None for anything longer."""
    return WEEK if reported_only(event) else TIME_PRECISION.get(event.time.precision or 0) if event.time else None


def _inter1(r: _Row) -> str | None:
    return r.rule.actor or _inter(r.acting, r)


def _inter2(r: _Row) -> str | None:
    return _inter(r.target, r)


def _inter(side: tuple[Party, ...], r: _Row) -> str | None:
    party, rules = next(iter(side), None), r.export.rules
    label = class_of(party, rules.acled_actors)
    at_home = party is None or r.country is None or party.country in (None, r.country)
    return label if at_home or label != rules.acled_state else rules.acled_abroad


def _interaction(r: _Row) -> str | None:
    order = [a.name for a in r.export.rules.acled_actors]
    both = sorted((i for i in (_inter1(r), _inter2(r)) if i), key=order.index)
    if not both or (r.target and len(both) == 1):
        return None
    return "-".join(both) if len(both) == 2 else f"{both[0]} only"


def _rest(parties: tuple[Party, ...]) -> str | None:
    return joined(name(p) for p in parties[1:])


def _civilians(r: _Row) -> str | None:
    return "Civilian targeting" if _inter2(r) == r.export.rules.acled_civilians else None


def _tags(r: _Row) -> str:
    return "; ".join([*(["date=of the report"] if reported_only(r.event) else []), f"standing={r.event.status}"])


COLUMNS: tuple[Column[_Row], ...] = (
    Column("event_id_cnty", "SAYSO- and our event id; not an id of ACLED's", lambda r: f"SAYSO-{r.event.id}"),
    Column("event_date", "YYYY-MM-DD, the first day it can have been; the report's day where tags say so", lambda r: _start(r.event)),
    Column("year", "YYYY", lambda r: (_start(r.event) or "")[:4], "int"),
    Column("time_precision", "1 a day, 2 a week or only the report's date, 3 a month", lambda r: time_precision(r.event), "int"),
    Column("disorder_type", "by sayso's table of types", lambda r: r.rule.disorder),
    Column("event_type", "likewise", lambda r: r.rule.event),
    Column("sub_event_type", "likewise", lambda r: r.rule.sub_event),
    Column("actor1", "first party that acted", lambda r: name(next(iter(r.acting), None)), blank="nobody told"),
    Column("assoc_actor_1", "the others, joined with ;", lambda r: _rest(r.acting), blank="no others"),
    Column("inter1", "kind of actor1, by its sector; state forces outside their country are External/Other forces", _inter1, blank="the words give none"),
    Column("actor2", "first party acted on", lambda r: name(next(iter(r.target), None)), blank="nobody told"),
    Column("assoc_actor_2", "the others", lambda r: _rest(r.target), blank="no others"),
    Column("inter2", "as inter1", _inter2, blank="as inter1"),
    Column("interaction", "inter1 and inter2 in ACLED's order", _interaction, blank="a kind is unknown"),
    Column("civilian_targeting", "Civilian targeting, where inter2 is civilians", _civilians, blank="otherwise"),
    Column("iso", "ISO 3166-1 numeric, as a number", lambda r: _iso(r), "int", "no country, or several"),
    never("region", "a list of ACLED's own"),
    Column("country", "English name", lambda r: country(r.country, r.export.codes), blank="none or several"),
    Column("admin1", "province the place is or lies in", lambda r: province(r.event.place), blank="not known"),
    Column("admin2", "the place, where it is a district", lambda r: district(r.event.place), blank="no district told"),
    never("admin3", "not kept"),
    Column("location", "name of the place", lambda r: r.event.place.name if r.event.place else None, blank="no place told"),
    Column(
        "latitude",
        "degrees north, of towns and points alone",
        lambda r: latitude(r.event.place),
        "float",
        "no pin for areas and countries, where ACLED has one",
    ),
    Column("longitude", "degrees east", lambda r: longitude(r.event.place), "float", "as latitude"),
    Column("geo_precision", "1 the place, 2 near it or a district, 3 a province or area", lambda r: _geo(r.event), "int", "only a country, a sea or nothing"),
    Column("source", "outlets that told of it, joined with ;", lambda r: outlets(r.export, r.event), blank="unknown"),
    never("source_scale", "ACLED's own judgement of its sources"),
    Column("notes", "summary made by sayso", lambda r: r.event.summary),
    Column("fatalities", "the lowest number of killed any source gives", lambda r: fewest(r.event), "int", "none told; ACLED writes 0 there"),
    Column("tags", "date=of the report; standing= how far accounts agree", _tags),
    never("timestamp", "an export has no clock: the same data give the same bytes"),
)


def _start(event: Event) -> str | None:
    return event.time.start if event.time else None


def _iso(r: _Row) -> int | None:
    numeric = r.export.codes[r.country].numeric if r.country in r.export.codes else None
    return int(numeric) if numeric else None


def _geo(event: Event) -> int | None:
    return GEO_PRECISION.get(event.place.precision or 0) if event.place else None


def _listed(export: Export, event: Event) -> str | None:
    return None if rule_of(export, event) else "sayso's table gives no category of ACLED for this type, its mode and its parties"


def _dated(export: Export, event: Event) -> str | None:
    return None if _start(event) and time_precision(event) else "its date is not known to a month"


def _make(export: Export, events: Sequence[Event]) -> Iterator[File]:
    rows = (_Row(export, e, rule) for e in events if (rule := rule_of(export, e)))
    yield text_file("events.csv", csv_table(COLUMNS, rows))


FORMAT = Format(
    "acled",
    "ACLED-like events, CSV, 31 columns. Not ACLED's data and not vetted by ACLED",
    (Sheet("events.csv", "a row for each event", COLUMNS),),
    (vouched, _listed, _dated),
    (
        NOT_ALLEGED,
        SECTORS,
        "One row an event, whatever the number of parties: fatalities can be added up. actor1 acted, which ACLED does not promise.",
        "fatalities are the figures told of people killed; casualties, wounded and missing never fill them, and empty does not mean none.",
    ),
    _make,
)
