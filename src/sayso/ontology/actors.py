"""The dated table of actors: states, organs, forces, groups, people in office, outlets; and names that are no actors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from sayso.errors import DataError
from sayso.model.statement import PartyKind
from sayso.ontology.codes import Codes, load_codes
from sayso.ontology.names import by_first_word, crowded, find_names
from sayso.ontology.strict import Row, read_csv, read_yaml_list

Use = Literal["name", "adjective", "demonym", "capital", "seat", "not"]
NAMING: frozenset[Use] = frozenset({"name", "adjective", "demonym"})
"""Uses that name a party itself, not one of its towns or a thing called after it."""
KINDS: frozenset[str] = frozenset({"organ", "igo", "ngo", "company", "group", "force", "person", "media"})
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")
COUNTRIES = ("code", "name", "short", "aliases", "adjectives", "demonyms", "capitals", "seats", "origin")
NAMED = ("id", "name", "kind", "country", "sectors", "aliases", "start", "end", "origin")
PERSONS = ("id", "name", "kind", "country", "sectors", "aliases", "start", "end", "role", "origin")
OFFICES = ("name", "aliases", "country", "body", "role", "sectors", "start", "end", "origin")
OUTLETS = ("id", "name", "kind", "country", "affiliation", "domains", "aliases", "origin")


@dataclass(frozen=True, slots=True)
class Actor:
    """A row of an actor table. Dates are ISO text (a year, a month or a day), "" where not known or open.

    `body` is the id of the organisation whose office it is, None where it is the country's; `line` is the row's place in its file.
    """

    id: str
    name: str
    kind: PartyKind
    country: str | None
    sectors: tuple[str, ...]
    role: str | None
    start: str
    end: str
    rule: str
    body: str | None = None
    line: int = field(default=0, compare=False)

    def held(self, date: str | None) -> bool:
        """Whether the row was in force on that ISO date; unknown bounds are open. Without a date, any row may be."""
        if date is None:
            return True
        return (not self.start or self.start <= date[: len(self.start)]) and (not self.end or date[: len(self.end)] <= self.end)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet and whose it is (affiliation: state, party, independent, public, unknown)."""

    id: str
    name: str
    kind: str
    country: str | None
    affiliation: str
    domains: tuple[str, ...]
    aliases: tuple[str, ...]


class Match(NamedTuple):
    """Where a name stands in a text, how the name is used, and the rows it may mean."""

    start: int
    end: int
    use: Use
    actors: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class ActorTable:
    """Names by their first word. Matching is by whole words, case-sensitive, longest first, without overlaps."""

    names: dict[str, tuple[tuple[str, tuple[Use, tuple[Actor, ...]]], ...]]
    countries: dict[str, Actor]
    outlets: dict[str, Outlet]
    rows: tuple[Actor, ...]
    surnames: dict[str, tuple[Actor, ...]]
    _near: dict[str, dict[str, tuple[tuple[str, tuple[Use, tuple[Actor, ...]]], ...]]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_near", crowded(self.names))

    def find(self, text: str) -> list[Match]:
        """All names in a text, left to right. Typographic apostrophes match plain ones; offsets are into `text`."""
        return [Match(start, end, use, actors) for start, end, (use, actors) in find_names(text, self.names, self._near)]


def load_actors(folder: Path, not_actors: Path, outlets: Path) -> ActorTable:
    """All tables of the folder. Raises DataError for unknown columns, kinds, codes, bodies and dates."""
    names: dict[tuple[str, Use], list[Actor]] = {}
    countries = _countries(folder / "countries.csv", names)
    codes = load_codes(folder / "codes.yaml", countries)
    ids: set[str] = set()
    for path in sorted(folder.glob("*.csv")):
        if path.name in ("countries.csv", "offices.csv", "persons.csv"):
            continue
        for row in read_csv(path, NAMED):
            ids.add(row["id"])
            _add(names, "name", _aliases(row), _named(row, None, codes))
    for path, columns in ((folder / "persons.csv", PERSONS), (folder / "offices.csv", OFFICES)):
        if path.exists():
            for row in read_csv(path, columns):
                if (body := row.cells.get("body")) and body not in ids:
                    raise row.fail("body", f"no party has the id {body!r}", "use an id of a table in this folder, such as igos.csv, or leave it empty")
                _add(names, "name", _aliases(row), _named(row, row["role"] or None, codes))
    media = {o.id: o for o in _outlets(outlets, codes)}
    for o in media.values():
        actor = Actor(o.id, o.name, "media", o.country, ("JRN",), None, "", "", "sources.csv")
        _add(names, "name", [a for a in (o.name, *o.aliases) if (a, "name") not in names and _distinct(a, o.kind)], actor)
    for entry in read_yaml_list(not_actors):
        entry.only(("words", "reason"))
        names.setdefault((entry.text("words"), "not"), [])
    rows = tuple(dict.fromkeys(a for actors in names.values() for a in actors))
    surnames: dict[str, list[Actor]] = {}
    for row_ in rows:
        if row_.kind == "person":
            surnames.setdefault(row_.name.split()[-1], []).append(row_)
    return ActorTable(by_first_word(_ranked(names)), countries, media, rows, {k: tuple(v) for k, v in surnames.items()})


def _distinct(alias: str, kind: str) -> bool:
    """Whether an outlet's name is unlikely to be an ordinary word: several words, capitals, or a news agency's."""
    return " " in alias or (alias.isupper() and len(alias) > 2) or (kind in ("wire", "agency") and len(alias) > 4)


def _ranked(names: dict[tuple[str, Use], list[Actor]]) -> list[tuple[str, tuple[Use, tuple[Actor, ...]]]]:
    """Names with their use and rows; of one name's uses the surest first."""
    rank: dict[Use, int] = {"not": 0, "name": 1, "adjective": 2, "capital": 3, "seat": 4, "demonym": 5}
    ordered = sorted(names.items(), key=lambda n: rank[n[0][1]])
    return [(name, (use, tuple(actors))) for (name, use), actors in ordered]


def _countries(path: Path, names: dict[tuple[str, Use], list[Actor]]) -> dict[str, Actor]:
    out: dict[str, Actor] = {}
    for row in read_csv(path, COUNTRIES):
        code = row["code"]
        if not re.fullmatch(r"[A-Z]{3}", code):
            raise row.fail("code", f"{code!r} is not an ISO 3166-1 alpha-3 code")
        if code in out:
            raise row.fail("code", f"{code} stands twice")
        state = Actor(code, row["name"], "state", code, ("GOV",), None, "", "", "countries.csv")
        out[code] = state
        _add(names, "name", [row["name"], row["short"], *row.many("aliases")], state)
        _add(names, "adjective", row.many("adjectives"), state)
        _add(names, "demonym", [d for d in row.many("demonyms") if (d, "adjective") not in names], state)
        _add(names, "capital", row.many("capitals"), state)
        _add(names, "seat", row.many("seats"), state)
    return out


def _aliases(row: Row) -> list[str]:
    return [row["name"], *row.many("aliases")]


def _named(row: Row, role: str | None, codes: Codes) -> Actor:
    kind = row.cells.get("kind", "person") or "person"
    if kind not in KINDS:
        raise row.fail("kind", f"{kind!r} is not allowed", f"use one of {', '.join(sorted(KINDS))}")
    for column in ("start", "end"):
        if row[column] and not _DATE.match(row[column]):
            raise row.fail(column, f"{row[column]!r} is no date", "write YYYY, YYYY-MM or YYYY-MM-DD, or leave it empty")
    known: dict[str, PartyKind] = {"organ": "organ", "igo": "igo", "ngo": "ngo", "company": "company", "group": "group", "force": "force", "media": "media"}
    country = codes.country(row)
    codes.check_sectors(row)
    sectors = row.many("sectors", ";") or ((country,) if country and kind in ("igo", "ngo", "company") else ())
    slug = row.cells.get("id") or re.sub(r"[^\w]+", "-", row["name"].lower()).strip("-")
    file = row.file.rsplit("/", 1)[-1].rsplit("\\", 1)[-1]
    body = row.cells.get("body") or None
    return Actor(slug, row["name"], known.get(kind, "person"), country, sectors, role, row["start"], row["end"], file, body, row.line)


def _add(names: dict[tuple[str, Use], list[Actor]], use: Use, aliases: list[str] | tuple[str, ...], actor: Actor) -> None:
    for alias in dict.fromkeys(a.replace("’", "'") for a in aliases if a):
        rows = names.setdefault((alias, use), [])
        if actor not in rows:
            rows.append(actor)


def _outlets(path: Path, codes: Codes) -> list[Outlet]:
    out, seen = [], dict[str, int]()
    for row in read_csv(path, OUTLETS):
        if row["id"] in seen:
            raise DataError(row.file, row.line, "id", f"outlet {row['id']!r} stands twice (first at line {seen[row['id']]})")
        seen[row["id"]] = row.line
        out.append(Outlet(row["id"], row["name"], row["kind"], codes.country(row), row["affiliation"], row.many("domains"), row.many("aliases")))
    return out
