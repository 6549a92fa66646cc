"""How claims of many reports are joined into events: families, acts, words, distances and weights (`resolve.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite, log
from pathlib import Path

from sayso.ontology.events import EventType
from sayso.ontology.strict import Entry, read_csv, read_yaml

LISTS = ("harm", "loose", "sequel", "locative", "apart", "back", "articles", "speaks_for", "partisan")
TABLES = ("within", "within_speech", "between", "between_speech")
_EVIDENCE = """
    base other_type same_act other_act same_mode other_mode same_word days_agree days_off days_apart same_day within_days same_place near_place
    area_place other_place same_actor kin_actor unlike_actor other_actor rival_actor actor_kind same_recipient kin_recipient unlike_recipient
    other_recipient recipient_kind same_count near_count other_count name other_names wording near_wording same_object other_object context
    same_sentence next_sentence sequel harm_beside same_where other_where swapped both_lead both_large bare_one distance apart history denial main
    recent back_main bare_main harm_main back_recent bare_recent harm_recent size both_recalled one_recalled same_voice
"""
EVIDENCE = frozenset(_EVIDENCE.split())
"""What `resolve/evidence.py`, `within.py` and `between.py` can find."""
LEAST_RARE = 0.05


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds by name of the evidence; `base` where nothing speaks for or against. Pairs that score (0 to 1) less than `join` on average stay apart."""

    of: dict[str, float]
    join: float


@dataclass(frozen=True, slots=True)
class Resolving:
    """`families`: type to family, `harmful` those of material conflict; `acts`: frame (`assault#kill`) or type and mode (`ASSAULT/drone`) to act.
    `days` and `km`: whole days, kilometres. `common`: beginnings of words and how rare they are (others: 1). `calendar`: names of days and months. `within`:
    weights for claims of one report, `between` for tellings of two, `*_speech` for acts of speech."""

    families: dict[str, str]
    acts: dict[str, str]
    harm: frozenset[str]
    loose: frozenset[str]
    sequel: frozenset[str]
    locative: frozenset[str]
    calendar: frozenset[str]
    apart: frozenset[str]
    back: frozenset[str]
    articles: frozenset[str]
    speaks_for: frozenset[str]
    partisan: frozenset[str]
    speech: frozenset[str]
    harmful: frozenset[str]
    days: dict[str, int]
    km: dict[str, float]
    common: dict[str, float]
    within: Weights
    within_speech: Weights
    between: Weights
    between_speech: Weights


def load_resolving(path: Path, common: Path, types: Mapping[str, EventType], frames: Iterable[str], calendar: Iterable[str]) -> Resolving:
    """The files, checked: every type has exactly one family, every weight is one that can be found. Raises DataError."""
    entry = read_yaml(path)
    entry.only(("families", "acts", *LISTS, "days", "km", *TABLES))
    for name in LISTS:
        if name not in entry.values:
            raise entry.fail(name, "missing", "write a list, empty where there is none: []")
    families = _families(entry, set(types))
    known = frozenset(f.removeprefix("frames/") for f in frames)
    tables = {name: _weights(entry.table(name)) for name in TABLES}
    return Resolving(
        families=families,
        acts=_acts(entry, types, known),
        harm=frozenset(entry.words("harm", known)),
        loose=frozenset(entry.words("loose", known)),
        sequel=frozenset(entry.words("sequel")),
        locative=frozenset(entry.words("locative")),
        calendar=frozenset(word.capitalize() for word in calendar),
        apart=frozenset(entry.words("apart")),
        back=frozenset(entry.words("back")),
        articles=frozenset(entry.words("articles")),
        speaks_for=frozenset(entry.words("speaks_for")),
        partisan=frozenset(entry.words("partisan")),
        speech=frozenset(name for name, t in types.items() if t.quad in (1, 3)),
        harmful=frozenset(families[name] for name, t in types.items() if t.quad == 4),
        days=_days(entry.table("days")),
        km=_km(entry.table("km")),
        common=_common(common),
        **tables,
    )


def _families(entry: Entry, types: set[str]) -> dict[str, str]:
    table, out = entry.table("families"), dict[str, str]()
    for name in table.values:
        for kind in table.words(name, types):
            if kind in out:
                raise table.fail(name, f"{kind} is already of family {out[kind]}", "a type has one family")
            out[kind] = name
    if missing := sorted(types - set(out)):
        raise entry.fail("families", f"no family for {', '.join(missing)}", "every type needs one")
    return out


def _acts(entry: Entry, types: Mapping[str, EventType], frames: frozenset[str]) -> dict[str, str]:
    table, out = entry.table("acts"), dict[str, str]()
    known = frames | {f"{name}/{mode}" for name, t in types.items() for mode in t.modes}
    for act in table.values:
        for word in table.words(act, known):
            if word in out:
                raise table.fail(act, f"{word} is already of {out[word]}", "it is of one act")
            out[word] = act
    return out


def _common(path: Path) -> dict[str, float]:
    """Rarity of each word: log of its share of sentences over the log of one sentence's share (inverse document frequency, scaled to 0 to 1)."""
    out = dict[str, float]()
    for row in read_csv(path, ("word", "sentences", "of")):
        if not (row["sentences"].isdecimal() and row["of"].isdecimal() and 0 < int(row["sentences"]) <= int(row["of"]) > 1):
            raise row.fail("sentences", "must be a number of sentences, and of how many")
        if row["word"] in out:
            raise row.fail("word", f"{row['word']!r} stands twice", "keep one row")
        out[row["word"]] = round(max(LEAST_RARE, log(int(row["sentences"]) / int(row["of"])) / log(1 / int(row["of"]))), 3)
    return out


def _weights(table: Entry) -> Weights:
    table.only((*EVIDENCE, "join"))
    found = _numbers(table, tuple(table.values))
    for name in ("base", "join"):
        if name not in found:
            raise table.fail(name, "missing", "write a number in quotes")
    if not 0 < found["join"] < 1:
        raise table.fail("join", "out of range", "0 to 1: the mean score from which on two groups are one")
    return Weights({k: v for k, v in found.items() if k != "join"}, found["join"])


def _days(table: Entry) -> dict[str, int]:
    found = _numbers(table, ("undated", "recalled", "apart"))
    for name, value in found.items():
        if value < 0 or not value.is_integer():
            raise table.fail(name, "is not a number of days", "write a whole number in quotes, 0 or more")
    return {name: int(value) for name, value in found.items()}


def _km(table: Entry) -> dict[str, float]:
    found = _numbers(table, ("same", "near", "apart"))
    if not 0 <= found["same"] <= found["near"] <= found["apart"]:
        raise table.fail("near", "must lie between same and apart, and all from 0 on", "write kilometres in quotes")
    return found


def _numbers(table: Entry, names: Iterable[str]) -> dict[str, float]:
    wanted = list(names)
    table.only(wanted)
    out = {}
    for name in wanted:
        try:
            out[name] = float(table.text(name))
        except ValueError:
            raise table.fail(name, "is not a number", "write a number in quotes") from None
        if not isfinite(out[name]):
            raise table.fail(name, "is not a number", "write a number in quotes")
    return out
