"""Rules of exports: what other data sets call our types, sectors and parties, from `exports.yaml`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import get_args

from sayso.model.codes import CountryCodes
from sayso.model.export import AcledRule, FipsArea, PartyRule, Region, Rules, SectorCodes, Violence
from sayso.model.statement import PartyKind
from sayso.ontology.events import EventType
from sayso.ontology.strict import Entry, read_yaml

KEYS = ("sectors", "plover_nobody", "cameo_countries", "fips_areas", "quads", "cameo_quads", "parties", "ged", "acled")
QUADS = ("1", "2", "3", "4")


def load_export_rules(path: Path, types: Mapping[str, EventType], codes: CountryCodes) -> Rules:
    """The rules, checked against our types, modes and countries. Raises DataError."""
    file = read_yaml(path)
    file.only(KEYS)
    ged, acled = file.table("ged"), file.table("acled")
    ged.only(("types", "state", "violence", "regions"))
    acled.only(("rules", "actors", "state", "civilians", "abroad"))
    sectors = {code: _sector(entry) for code, entry in file.table("sectors").items()}
    parties = tuple(_parties(e, sectors) for e in file.entries("parties"))
    classes = [p.name for p in parties]
    actors = tuple(_parties(e, sectors) for e in acled.entries("actors"))
    labels = [a.name for a in actors]
    return Rules(
        sectors=sectors,
        plover_nobody=file.text("plover_nobody", allowed=sectors),
        cameo_countries=_texts(file.table("cameo_countries"), codes),
        fips_areas=tuple(_area(e, codes) for e in file.entries("fips_areas")),
        quads={int(k): v for k, v in _texts(file.table("quads"), QUADS).items()},
        cameo_quads={k: int(v) for k, v in _texts(file.table("cameo_quads"), None, QUADS).items()},
        parties=parties,
        ged_types=ged.words("types", types),
        ged_state=ged.text("state", allowed=classes),
        ged_violence=tuple(_violence(e, classes) for e in ged.entries("violence")),
        ged_regions=tuple(_region(e) for e in ged.entries("regions")),
        acled=tuple(_acled(e, types, classes, labels) for e in acled.entries("rules")),
        acled_actors=actors,
        acled_state=acled.text("state", allowed=labels),
        acled_civilians=acled.text("civilians", allowed=labels),
        acled_abroad=acled.text("abroad", allowed=labels),
    )


def _texts(entry: Entry, keys: Collection[str] | None, values: Collection[str] | None = None) -> dict[str, str]:
    if keys is not None:
        entry.only(keys)
    return {key: entry.text(key, allowed=values) for key in entry.values}


def _sector(entry: Entry) -> SectorCodes:
    entry.only(("plover", "cameo", "name"))
    return SectorCodes(entry.text("plover") or None, entry.text("cameo") or None, entry.text("name"))


def _parties(entry: Entry, sectors: Collection[str]) -> PartyRule:
    entry.only(("name", "sectors", "kinds"))
    return PartyRule(entry.text("name"), entry.words("sectors", sectors), entry.words("kinds", get_args(PartyKind)))


def _area(entry: Entry, codes: CountryCodes) -> FipsArea:
    entry.only(("country", "admin1", "fips"))
    return FipsArea(entry.text("country", allowed=codes), entry.text("admin1"), entry.text("fips"))


def _violence(entry: Entry, classes: Collection[str]) -> Violence:
    entry.only(("sides", "type"))
    sides = entry.words("sides", classes)
    if len(sides) != 2:
        raise entry.fail("sides", "must be two classes of parties")
    return Violence((sides[0], sides[1]), int(entry.text("type", allowed=("1", "2", "3"))))


def _region(entry: Entry) -> Region:
    entry.only(("name", "first", "last"))
    return Region(entry.text("name"), _number(entry, "first"), _number(entry, "last"))


def _number(entry: Entry, key: str) -> int:
    text = entry.text(key)
    if not text.isdigit():
        raise entry.fail(key, f"{text!r} is not a number")
    return int(text)


def _acled(entry: Entry, types: Mapping[str, EventType], classes: Collection[str], labels: Collection[str]) -> AcledRule:
    entry.only(("type", "mode", "acting", "target", "disorder", "event", "sub_event", "actor"))
    kind = entry.text("type", allowed=types)
    return AcledRule(
        type=kind,
        mode=entry.text("mode", "", ("", *types[kind].modes)),
        acting=entry.text("acting", "", ("", *classes)),
        target=entry.text("target", "", ("", *classes)),
        disorder=entry.text("disorder"),
        event=entry.text("event"),
        sub_event=entry.text("sub_event", ""),
        actor=entry.text("actor", "", ("", *labels)),
    )
