"""The generated parts of pages written by hand: what stands between `<!-- made: NAME -->` and `<!-- end -->`.

Values come from the code, the schema and the data; their meanings from tools/fields.yaml. A part that lacks a meaning, or has one too many, is an error.
"""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from sayso.model import series
from sayso.ontology.load import Ontology
from sayso.ontology.resolving import EVIDENCE, TABLES
from sayso.ontology.tracking import Act
from sayso.run import limits as bounds
from sayso.store.migrations import STEPS, schema
from sayso.writers.choosing import vouched, with_cameo, with_day
from sayso.writers.exports import EXPORTS
from sayso.writers.formats import Format

PART = re.compile(r"(?P<head><!-- made: (?P<name>\w+) -->\n).*?(?=<!-- end -->)", re.DOTALL)
LINK = re.compile(r"\[(\w+)\]\(#\w+\)")
RECORDS = (series.Series, series.Period, series.Tally, series.TypeCount, series.Change, series.Alert, series.Unjudged)
FOLLOWED = (series.Threats, series.Answered, series.Arrow, series.Stretch)
Lines = Iterator[str]


@dataclass(frozen=True, slots=True)
class Given:
    """What parts are made of: the data folder, the meanings, and how the rows of a record are written."""

    ontology: Ontology
    meanings: Mapping[str, Any]
    kind: Callable[[Any], str]


def filled(page: str, given: Given) -> str:
    """A page with its parts as they are now. Raises RuntimeError for a part nobody knows."""

    def part(found: re.Match[str]) -> str:
        make = PARTS.get(found["name"])
        if make is None:
            raise RuntimeError(f"no part {found['name']!r}; known: {', '.join(PARTS)}")
        return f"{found['head']}\n{chr(10).join(make(given))}\n\n"

    return PART.sub(part, page)


def checked(what: str, found: Iterable[str], meanings: Mapping[str, Any]) -> None:
    """Raises RuntimeError unless there is a meaning for each and no other."""
    if wrong := set(found) ^ set(meanings):
        raise RuntimeError(f"tools/fields.yaml: {what}: {', '.join(sorted(wrong))} must stand in the code and in the file")


def store_tables(_: Given) -> Lines:
    """Every table and view of a new store with its columns, from the comments of the schema."""
    with duckdb.connect() as raw:
        raw.execute(schema())
        for step in STEPS:
            raw.execute(step.sql)
        tables = raw.execute(
            "SELECT table_name, comment, table_oid AS oid FROM duckdb_tables() WHERE NOT internal "
            "UNION ALL SELECT view_name, comment, view_oid FROM duckdb_views() WHERE NOT internal ORDER BY oid"
        ).fetchall()
        columns = raw.execute("SELECT table_name, column_name, data_type, comment FROM duckdb_columns() WHERE NOT internal ORDER BY column_index").fetchall()
    for number, (table, comment, _oid) in enumerate(tables):
        yield f"{chr(10) if number else ''}### {table}\n\n{comment}.\n\n| column | type | meaning |\n|---|---|---|"
        yield from (f"| `{name}` | {kind} | {meaning} |" for of, name, kind, meaning in columns if of == table)


def weights(given: Given) -> Lines:
    """All evidence that has a weight, by table of weights."""
    meanings, rules = given.meanings["evidence"], given.ontology.resolving
    checked("evidence", EVIDENCE, meanings)
    tables = [getattr(rules, name) for name in TABLES]
    yield f"| evidence | what is found | {' | '.join(f'`{name}`' for name in TABLES)} |\n|---|---|---|---|---|---|"
    yield f"| `join` | score from which on two are one | {' | '.join(f'{t.join:g}' for t in tables)} |"
    used = {n for t in tables for n in t.of} - {"base"}
    for name in ("base", *sorted(used, key=lambda n: (-max(t.of.get(n, 0.0) for t in tables), -sum(t.of.get(n, 0.0) for t in tables), n))):
        yield f"| `{name}` | {meanings[name]} | {' | '.join(f'{t.of[name]:+g}' if name in t.of else '' for t in tables)} |"


def families(given: Given) -> Lines:
    """Families of types."""
    yield "| family | types |\n|---|---|"
    for family in dict.fromkeys(given.ontology.resolving.families.values()):
        yield f"| {family} | {', '.join(t for t, f in given.ontology.resolving.families.items() if f == family)} |"


def numbers(section: str) -> Callable[[Given], Lines]:
    """The numbers of a section of tools/fields.yaml with their values as they are."""

    def make(given: Given) -> Lines:
        yield "| number | value | meaning |\n|---|---|---|"
        for key, meaning in given.meanings["numbers"][section].items():
            yield f"| {_named(key)} | {_value(key, given.ontology)} | {meaning} |"

    return make


def _named(key: str) -> str:
    """`resolve.resolver.KEPT` as a name in a file of the code, `ontology.tracking.arrow.recent` as a key of the data."""
    where, _, name = key.rpartition(".")
    if name.isupper():
        return f"`{name}`, {where.replace('.', '/')}.py"
    return f"`{'.'.join(key.split('.')[2:])}`"


def _value(key: str, ontology: Ontology) -> str:
    parts = key.split(".")
    if parts[-1].isupper():
        return _number(getattr(importlib.import_module(f"sayso.{'.'.join(parts[:-1])}"), parts[-1]))
    value: Any = ontology
    for part in parts[1:]:
        value = value[part] if isinstance(value, Mapping) else getattr(value, part)
    return _number(value)


def _number(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(f"{n} year{'s' if n > 1 else ''}: {days} days" for n, days in value)
    return f"{round(value, 2):g}" if isinstance(value, float) else str(value)


def measures(given: Given) -> Lines:
    """What alerts add up."""
    yield "| measure | counts | of quads | adds up | floor | silent where these stand |\n|---|---|---|---|---|---|"
    for m in given.ontology.tracking.alerts.measures:
        counts, quads = ", ".join(sorted(m.counts, key=("deeds", "alleged", "rhetoric").index)), ", ".join(map(str, sorted(m.quads)))
        silent = ", ".join(x.name for x in given.ontology.tracking.alerts.measures if x.name in m.unless)
        yield f"| {m.name} | {counts} | {quads} | {'events' if m.of == 'events' else 'people killed'} | {m.floor} | {silent or '–'} |"


def threats(given: Given) -> Lines:
    """What carries a threat out."""
    rule = given.ontology.tracking.threats
    yield "| threatened | carried out by |\n|---|---|"
    yield from (f"| {mode} | {_acts(acts)} |" for mode, acts in rule.kinds.items())
    yield f"| (the words do not say) | {_acts(rule.unstated)} |"


def _acts(acts: Iterable[Act]) -> str:
    return ", ".join(f"{a.type}/{a.mode}" if a.mode else a.type for a in acts)


def series_records(given: Given) -> Lines:
    """The records of tracking: what they are, and the types of their fields."""
    for record in (*RECORDS, *FOLLOWED):
        hints = inspect.get_annotations(record, eval_str=True)
        about = " ".join((inspect.getdoc(record) or "").split())
        named = (f"`{name}` ({LINK.sub(lambda m: m[1], given.kind(kind))})" for name, kind in hints.items())
        yield f"* **{record.__name__}**: {about}\n  Fields: {', '.join(named)}."


def exports(given: Given) -> Lines:
    """The formats: a table, then each with its files and what a user must know."""
    told = given.meanings["exports"]
    checked("exports", EXPORTS, told)
    yield "| `--to` | what | alleged events | left out besides | codes of countries |\n|---|---|---|---|---|"
    yield from (f"| [{f.name}](#{f.name}) | {f.about} | {_alleged(f)} | {_left_out(f, told[f.name])} | {told[f.name]['codes']} |" for f in EXPORTS.values())
    for f in EXPORTS.values():
        yield f"\n### {f.name}\n\n{f.about[:1].upper()}{f.about[1:]}.\n"
        yield from (f"* `{s.name}`: {s.about} ({len(s.columns)} {'column' if len(s.columns) == 1 else 'columns'} or fields)" for s in f.sheets)
        yield from (f"* {note}" for note in f.notes)
        if never := [f"`{c.name}`" for s in f.sheets for c in s.columns if not c.puts]:
            yield f"* Always empty: {', '.join(never)}."


def _alleged(kind: Format) -> str:
    if kind.all_claims:
        return "every claim is in, with its status"
    return "left out" if vouched in kind.rules else "in, marked"


def _left_out(kind: Format, told: Mapping[str, str]) -> str:
    reasons = [told["left_out"]] if told.get("left_out") else []
    reasons += ["events without a CAMEO code"] * (with_cameo in kind.rules) + ["events whose day is not known"] * (with_day in kind.rules)
    return "; ".join(reasons) or "–"


def limits(_: Given) -> Lines:
    """All limits of the program."""
    of = ""
    for limit in bounds.table():
        if limit.of != of:
            yield f"{chr(10) if of else ''}### Of {limit.of}\n\n| limit | value | what it bounds | what comes of more | set in |\n|---|---|---|---|---|"
            of = limit.of
        name = f"`{limit.name}`" if limit.setting else limit.name
        where = {"sayso.toml": "`sayso.toml`", "Python": "`ReadOptions`"}.get(limit.setting, "")
        yield f"| {name} | {limit.shown} | {limit.bounds} | {limit.seen or '–'} | {where or 'fixed'} |"


PARTS: Mapping[str, Callable[[Given], Lines]] = {
    "store_tables": store_tables,
    "store_numbers": numbers("store"),
    "families": families,
    "weights": weights,
    "resolve_numbers": numbers("resolve"),
    "track_numbers": numbers("track"),
    "measures": measures,
    "threats": threats,
    "series_records": series_records,
    "exports": exports,
    "limits": limits,
}
