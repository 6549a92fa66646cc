"""A pair of parties over time, put together from a store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.model.event import Dyad, Event
from sayso.model.series import Alerts, Arrow, Change, Series, Threats, Traced, Unit
from sayso.ontology.events import load_events
from sayso.ontology.load import packaged
from sayso.ontology.tracking import Tracking, load_tracking
from sayso.run.parties import Countries, load_countries, names_in
from sayso.run.settings import Settings
from sayso.store import Reader
from sayso.track.alerts import standing
from sayso.track.arrow import arrow_of
from sayso.track.changes import changes, daily_changes
from sayso.track.placed import Placing, back, place, together
from sayso.track.series import series_of
from sayso.track.threats import threats_of

DAYS = 1100
"""Ruptures are looked for by day in series up to so long (about three years: a second), by week in longer ones."""
BEFORE = 31
"""Days before the first report on which an event still belongs into a series."""
EACH = 5
"""Events behind an alert that are given whole, of the first and of the last."""
NAMED = 5
"""Events of a pair in which the name of a group is looked for."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What following needs of the data folder."""

    tracking: Tracking
    countries: Countries


@dataclass(frozen=True, slots=True)
class Followed:
    """Both directions of a pair: series, ruptures, threats and what came of them, alerts; and where the relations went (both together).
    `names` of parties by their keys; `earlier` events lie before the first period."""

    there: Series
    back: Series
    arrow: Arrow
    ruptures: tuple[Change, ...]
    threats: tuple[Threats, ...]
    alerts: Alerts
    names: Mapping[str, str]
    earlier: int


def load_rules(settings: Settings) -> Rules:
    """The rules of tracking and the countries, without the rest of the data folder. Raises DataError."""
    folder = settings.ontology or packaged()
    return Rules(load_tracking(folder / "track.yaml", load_events(folder / "events")), load_countries(settings))


def follow(reader: Reader, dyad: Dyad, unit: Unit, rules: Rules, *, since: str | None = None, until: str | None = None) -> Followed:
    """A pair from `since` to `until` (ISO days). Where None: from the first covered day, or the first event up to a month before it, to the last covered day.

    The arrow, the threats and the alerts look at what lies before `until` by their own rules, whatever `since` says.
    """
    pair = (dyad, back(dyad))
    events = {d: reader.traced(d) for d in pair}
    names, coverage, tracking = _names(reader, events, rules.countries), reader.coverage(), rules.tracking
    placed = {d: place(own, {d}) for d, own in events.items()}
    both = together(*placed.values())
    start, earlier = _start(both, coverage) if since is None else (since, 0)

    def name(key: str) -> str:
        return names.get(key, key)

    def series(d: Dyad, unit: Unit) -> Series:
        return series_of(placed[d] if unit == "day" else events[d], coverage, d, unit, since=start, today=until)

    def ruptures(d: Dyad) -> tuple[Change, ...]:
        last = until or max(coverage, default=None)
        if start is None or last is None:
            return ()
        first, end = date.fromisoformat(start), date.fromisoformat(last)
        if (end - first).days < DAYS:
            return daily_changes(placed[d], coverage, d, tracking.changes, first, end, name)
        return changes(series(d, "week"), tracking.changes, name=name)

    return Followed(
        there=series(dyad, unit),
        back=series(back(dyad), unit),
        arrow=arrow_of(both, coverage, dyad, tracking.arrow, both=True, today=until, name=name),
        ruptures=tuple(c for d in pair for c in ruptures(d)),
        threats=tuple(threats_of(placed[d], coverage, d, tracking.threats, today=until, name=name) for d in pair),
        alerts=standing(placed.values(), coverage, tracking.alerts, since=since, today=until, name=name),
        names=names,
        earlier=earlier,
    )


def raised(reader: Reader, rules: Rules, *, dyad: Dyad | None = None, since: str | None = None, most: int | None = None) -> tuple[Alerts, dict[str, Event]]:
    """The alerts of all pairs, or of one in both directions; and by id the first and the last `EACH` events behind each of them, or with `most`
    behind the first so many alerts. Thousands of events stand behind those of a large store."""
    rule, coverage, names = rules.tracking.alerts, reader.coverage(), dict[str, str]()

    def placed(d: Dyad, events: tuple[Traced, ...]) -> Placing:
        names.update(_names(reader, {d: events}, rules.countries))
        return place(events, {d})

    quads = sorted({quad for measure in rule.measures for quad in measure.quads})
    pairs = reader.traced_by_dyad(quads) if dyad is None else ((d, reader.traced(d)) for d in (dyad, back(dyad)))
    out = standing((placed(*found) for found in pairs), coverage, rule, since=since, name=lambda key: names.get(key, key))
    return out, reader.events_by_id({i for a in out.raised[:most] for i in (*a.events[:EACH], *a.events[-EACH:])})


def _names(reader: Reader, events: Mapping[Dyad, tuple[Traced, ...]], countries: Countries) -> dict[str, str]:
    """Names of parties by their keys. Those of groups are read from a few whole events of theirs, since not every one tells a name."""
    ids = {e.id for d, own in events.items() if not {d.actor, d.recipient} <= countries.names.keys() for e in own[:NAMED]}
    return names_in(reader.events_by_id(ids).values(), countries)


def _start(placed: Placing, coverage: frozenset[str]) -> tuple[str | None, int]:
    """The first day of a pair's series where none is asked for, and how many events lie before it: reports also speak of what was long ago."""
    days = [p.day for p in placed.events]
    first = min((date.fromisoformat(d) for d in coverage), default=None)
    if first is None:
        return None, 0
    start = min([first, *(d for d in days if d >= first - timedelta(days=BEFORE))])
    return start.isoformat(), sum(d < start for d in days)
