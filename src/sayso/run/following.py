"""A pair of parties over time, put together from a store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.model.event import Dyad, Event
from sayso.model.series import Alert, Alerts, Arrow, Change, Series, Threats, Unit
from sayso.ontology.events import load_events
from sayso.ontology.load import packaged
from sayso.ontology.tracking import Tracking, load_tracking
from sayso.run.parties import Countries, load_countries, names_in
from sayso.run.settings import Settings
from sayso.store import Reader
from sayso.track.alerts import alerts
from sayso.track.arrow import arrow_of
from sayso.track.changes import changes
from sayso.track.placed import back, place
from sayso.track.series import series_of
from sayso.track.threats import threats_of

DAYS = 1100
"""Ruptures are looked for by day in series up to so long (about three years: a second), by week in longer ones."""
BEFORE = 31
"""Days before the first report on which an event still belongs into a series."""


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
    events = tuple({e.id: e for d in pair for e in reader.events(dyad=d)}.values())
    names, coverage, tracking = names_in(events, rules.countries), reader.coverage(), rules.tracking
    start, earlier = _start(events, pair, coverage) if since is None else (since, 0)

    def name(key: str) -> str:
        return names.get(key, key)

    def series(d: Dyad, unit: Unit) -> Series:
        return series_of(events, coverage, d, unit, since=start, today=until)

    def ruptures(d: Dyad) -> tuple[Change, ...]:
        days = series(d, "day")
        return changes(days if len(days.periods) <= DAYS else series(d, "week"), tracking.changes, name=name)

    return Followed(
        there=series(dyad, unit),
        back=series(back(dyad), unit),
        arrow=arrow_of(events, coverage, dyad, tracking.arrow, both=True, today=until, name=name),
        ruptures=tuple(c for d in pair for c in ruptures(d)),
        threats=tuple(threats_of(events, coverage, d, tracking.threats, today=until, name=name) for d in pair),
        alerts=alerts(events, coverage, tracking.alerts, dyads=pair, since=since, today=until, name=name),
        names=names,
        earlier=earlier,
    )


def raised(reader: Reader, rules: Rules, *, dyad: Dyad | None = None, since: str | None = None) -> tuple[Alerts, dict[str, Event]]:
    """The alerts of all pairs, or of one in both directions; and the events behind them, by id."""
    pair = None if dyad is None else (dyad, back(dyad))
    found = reader.events() if pair is None else (e for d in pair for e in reader.events(dyad=d))
    events = {e.id: e for e in found}
    names = names_in(events.values(), rules.countries)
    out = alerts(events.values(), reader.coverage(), rules.tracking.alerts, dyads=pair, since=since, name=lambda key: names.get(key, key))
    return out, {i: events[i] for i in behind(out.raised)}


def behind(found: tuple[Alert, ...]) -> tuple[str, ...]:
    """The events behind alerts, each once."""
    return tuple(dict.fromkeys(i for a in found for i in a.events))


def _start(events: tuple[Event, ...], pair: tuple[Dyad, Dyad], coverage: frozenset[str]) -> tuple[str | None, int]:
    """The first day of a pair's series where none is asked for, and how many events lie before it: reports also speak of what was long ago."""
    days = [p.day for p in place(events, pair).events]
    first = min((date.fromisoformat(d) for d in coverage), default=None)
    if first is None:
        return None, 0
    start = min([first, *(d for d in days if d >= first - timedelta(days=BEFORE))])
    return start.isoformat(), sum(d < start for d in days)
