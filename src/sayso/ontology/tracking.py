"""Settings of tracking: alert rules, limits of ruptures, what carries a threat out, the arrow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from sayso.model.series import Nature
from sayso.ontology.events import EventType
from sayso.ontology.strict import Entry, read_yaml

NATURES: tuple[Nature, ...] = ("deeds", "alleged", "rhetoric")
MEASURE = ("nature", "counts", "quads", "of", "floor", "one", "many", "unless")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a rule adds up: events of these natures and quads, or people killed in them. `floor` is the least sum that can raise an alert;
    measures in `unless` silence this one where they stand; `one` and `many` name what is counted."""

    name: str
    nature: Nature
    counts: frozenset[Nature]
    quads: frozenset[int]
    of: Literal["events", "killed"]
    floor: int
    one: str
    many: str
    unless: frozenset[str]


@dataclass(frozen=True, slots=True)
class AlertRule:
    """The sum of `window` days against its own maximum of the past: (years, days), shortest first, of which the share `covered` has reports."""

    window: int
    pasts: tuple[tuple[int, int], ...]
    covered: float
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """Ruptures: one expected in `every` days, none nearer than `least` days to the next, shown from `probability` on."""

    every: int
    least: int
    probability: float


@dataclass(frozen=True, slots=True)
class Act:
    """A type of event, of one mode where that is given."""

    type: str
    mode: str | None


@dataclass(frozen=True, slots=True)
class ThreatRule:
    """What would carry out a threat, by its mode; `unstated` where it has none. `z` is the normal quantile of the interval."""

    type: str
    days: int
    covered: float
    z: float
    kinds: dict[str, tuple[Act, ...]]
    unstated: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class ArrowRule:
    """The last `recent` days against the `before` days before them; see track.yaml."""

    recent: int
    before: int
    covered: float
    events: int
    score: float
    level: float


@dataclass(frozen=True, slots=True)
class Tracking:
    """All settings of tracking."""

    alerts: AlertRule
    changes: ChangeRule
    threats: ThreatRule
    arrow: ArrowRule


def load_tracking(path: Path, types: Mapping[str, EventType]) -> Tracking:
    """The settings in a track.yaml, checked against the event types. Raises DataError with file, line and key."""
    file = read_yaml(path)
    file.only(("alerts", "changes", "threats", "arrow"))
    return Tracking(_alerts(file.table("alerts")), _changes(file.table("changes")), _threats(file.table("threats"), types), _arrow(file.table("arrow")))


def _alerts(entry: Entry) -> AlertRule:
    entry.only(("window", "pasts", "covered", "measures"))
    table, pasts = entry.table("measures"), entry.table("pasts")
    years = tuple(sorted((_key(pasts, key), _whole(pasts, key)) for key in pasts.values))
    if not years or not table.values:
        raise entry.fail("measures" if years else "pasts", "is empty", "give at least one")
    measures: list[Measure] = []
    for name, one in table.items():
        measures.append(_measure(name, one, frozenset(m.name for m in measures)))
    return AlertRule(_whole(entry, "window"), years, _share(entry, "covered"), tuple(measures))


def _measure(name: str, entry: Entry, before: frozenset[str]) -> Measure:
    entry.only(MEASURE)
    counts, quads = entry.words("counts", NATURES), entry.words("quads", ("1", "2", "3", "4"))
    for key, value in (("counts", counts), ("quads", quads)):
        if not value:
            raise entry.fail(key, "missing", "write a list")
    return Measure(
        name=name,
        nature=cast(Nature, entry.text("nature", allowed=NATURES)),
        counts=frozenset(cast(tuple[Nature, ...], counts)),
        quads=frozenset(map(int, quads)),
        of="killed" if entry.text("of", allowed=("events", "killed")) == "killed" else "events",
        floor=_whole(entry, "floor"),
        one=entry.text("one"),
        many=entry.text("many"),
        unless=frozenset(entry.words("unless", before)),
    )


def _changes(entry: Entry) -> ChangeRule:
    entry.only(("every", "least", "probability"))
    rule = ChangeRule(_whole(entry, "every"), _whole(entry, "least"), _share(entry, "probability"))
    if rule.every < 2:
        raise entry.fail("every", f"{rule.every} is too short", "two days or more")
    return rule


def _threats(entry: Entry, types: Mapping[str, EventType]) -> ThreatRule:
    entry.only(("type", "days", "covered", "z", "kinds", "unstated"))
    name, kinds = entry.text("type", allowed=types), entry.table("kinds")
    for mode in kinds.values:
        if mode not in types[name].modes:
            raise kinds.fail(mode, f"{name} has no mode {mode!r}", f"use one of {', '.join(types[name].modes)}")
    missing = sorted(set(types[name].modes) - set(kinds.values))
    if missing:
        raise entry.fail("kinds", f"no entry for {', '.join(missing)}", "say what would carry such a threat out")
    carried_out = {mode: _acts(kinds, mode, types) for mode in kinds.values}
    return ThreatRule(name, _whole(entry, "days"), _share(entry, "covered"), _number(entry, "z"), carried_out, _acts(entry, "unstated", types))


def _acts(entry: Entry, key: str, types: Mapping[str, EventType]) -> tuple[Act, ...]:
    words = entry.words(key)
    if not words:
        raise entry.fail(key, "missing", "write a list of types, or type/mode")
    out = []
    for word in words:
        name, _, mode = word.partition("/")
        if name not in types or (mode and mode not in types[name].modes):
            raise entry.fail(key, f"{word!r} is no type or type/mode", "see the files in events/")
        out.append(Act(name, mode or None))
    return tuple(out)


def _arrow(entry: Entry) -> ArrowRule:
    entry.only(("recent", "before", "covered", "events", "score", "level"))
    days = _whole(entry, "recent"), _whole(entry, "before")
    return ArrowRule(*days, _share(entry, "covered"), _whole(entry, "events"), _number(entry, "score"), _share(entry, "level"))


def _whole(entry: Entry, key: str) -> int:
    value = entry.text(key)
    if not (value.isascii() and value.isdecimal()) or not 0 < int(value) < 100_000:
        raise entry.fail(key, f"{value!r} is no whole number above 0", f'write {key}: "30"')
    return int(value)


def _key(entry: Entry, key: str) -> int:
    if not (key.isascii() and key.isdecimal()) or not 0 < int(key) < 100:
        raise entry.fail(key, f"{key!r} is no number of years", 'write "1": "365"')
    return int(key)


def _number(entry: Entry, key: str) -> float:
    try:
        value = float(entry.text(key))
    except ValueError:
        raise entry.fail(key, "is not a number") from None
    if not 0 < value < 100:
        raise entry.fail(key, f"{value} is out of range", "it must lie above 0 and below 100")
    return value


def _share(entry: Entry, key: str) -> float:
    value = _number(entry, key)
    if value > 1:
        raise entry.fail(key, f"{value} is out of range", "a share lies above 0 and is at most 1")
    return value
