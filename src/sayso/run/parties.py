"""Parties as a person names them on the command line, and as sentences name them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.errors import SettingsError
from sayso.model.event import Dyad, Event
from sayso.ontology.actors import COUNTRIES
from sayso.ontology.codes import load_codes
from sayso.ontology.load import packaged
from sayso.ontology.strict import read_csv
from sayso.run.settings import Settings

_CODE = re.compile("[A-Z]{3}")
_EXPECTED = "write two country codes, as in USA-IRN; with a group's id, which may hold a -, write USA>GROUP"


@dataclass(frozen=True, slots=True)
class Countries:
    """Countries and bodies (UNO, EUR) by code, with their short names, and the codes by everything they are called, in lower case."""

    names: Mapping[str, str]
    called: Mapping[str, str]


def load_countries(settings: Settings) -> Countries:
    """The countries of the data folder in use, without the rest of it. Raises DataError."""
    folder = (settings.ontology or packaged()) / "actors"
    names, called = dict[str, str](), dict[str, str]()
    for row in read_csv(folder / "countries.csv", COUNTRIES):
        names[row["code"]] = row["short"] or row["name"]
        called.update({word.lower(): row["code"] for word in (row["code"], row["name"], row["short"], *row.many("aliases")) if word})
    bodies = load_codes(folder / "codes.yaml", names).bodies
    return Countries({**bodies, **names}, {**{b.lower(): b for b in bodies}, **called})


def party(words: str, countries: Countries) -> str:
    """The key of a party: a country's code for its code or name, else the id of a group, as it stands. Raises SettingsError for an unknown code."""
    name = words.strip()
    found = countries.called.get(name.lower())
    if found is not None:
        return found
    if not name or _CODE.fullmatch(name):
        near = difflib.get_close_matches(name, sorted(countries.names), 3)
        hint = f"did you mean {', '.join(near)}?" if near else "find it with: sayso actor NAME"
        raise SettingsError(f"no country has the code {name!r}", f"give an ISO alpha-3 code, a name, or a group's id; {hint}")
    return name.lower()


def dyad(words: str, countries: Countries) -> Dyad:
    """A directed pair from "USA-IRN" or "USA>hezbollah". Raises SettingsError."""
    pairs = [(one, other) for one, mark, other in (words.partition(m) for m in (">", ",")) if mark] or _hyphened(words)
    if len(pairs) != 1:
        raise SettingsError(f"{words!r} is no pair of parties", _EXPECTED)
    one, other = pairs[0]
    return Dyad(party(one, countries), party(other, countries))


def _hyphened(words: str) -> list[tuple[str, str]]:
    """The ways to cut at a hyphen; where there are several, those that leave a country's code on a side."""
    cuts = [(words[: m.start()], words[m.end() :]) for m in re.finditer("-", words)]
    return cuts if len(cuts) == 1 else [c for c in cuts if _CODE.fullmatch(c[0].upper()) or _CODE.fullmatch(c[1].upper())]


def names_in(events: Iterable[Event], countries: Countries) -> dict[str, str]:
    """Names of parties by their keys: of all countries, and of the groups that take part in the events."""
    out = dict(countries.names)
    for event in events:
        out.update({p.id: p.name for p in (*event.actors, *event.recipients) if p.kind == "group" and p.id and p.name})
    return out
