"""Places by name: towns and divisions in a read-only file, and areas (borders, seas, regions, bases) kept by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import DataError
from sayso.ontology.strict import Row, read_csv
from sayso.ontology.towns import PlaceRow, Towns, name_key, runs_in

COLUMNS = ("name", "aliases", "kind", "country", "admin1", "latitude", "longitude", "gazetteer", "population", "precision", "origin")
KINDS = ("city", "admin1", "admin2", "area", "site")
TOWNS = "geonames.db"
KNOWN = 15_000
"""People a town must have to be taken for one without a sentence around it."""

Found = tuple[int, int, tuple[PlaceRow, ...]]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Areas by key (see `name_key`), the most populous first; the small-letter words that begin a name of one; the keys of words that
    begin one which ends with a small letter ("Borno state"); and towns, in their file."""

    areas: dict[str, tuple[PlaceRow, ...]]
    openers: frozenset[str]
    trailing: frozenset[str]
    towns: Towns

    def find(self, text: str) -> Iterator[Found]:
        """All place names in a text as (start, end, what they may mean), left to right, the longest at each place."""
        runs = runs_in(text, self.openers, self.trailing, self.towns.words)
        if not runs:
            return
        areas, known = self.areas, self.towns.named([run.key for at_one in runs for run in at_one if run.town])
        at = 0
        for at_one in runs:
            for run in reversed(at_one):
                if run.start < at:
                    break
                key = run.key
                if key in areas or (run.town and key in known):
                    rows = _together(areas.get(key, ()), known.get(key, ()) if run.town else ())
                    yield run.start, run.end, rows
                    at = run.end
                    break

    def known(self, text: str) -> list[Found]:
        """The same, without small towns and districts: for words that no sentence tells the place from."""
        kept = ((a, b, tuple(r for r in rows if r.population >= KNOWN or r.kind in ("area", "site", "admin1"))) for a, b, rows in self.find(text))
        return [(a, b, rows) for a, b, rows in kept if rows]


def _together(areas: tuple[PlaceRow, ...], towns: tuple[PlaceRow, ...]) -> tuple[PlaceRow, ...]:
    """All meanings of the same words, each once."""
    return (*areas, *(r for r in towns if not any(same(r, o) for o in areas))) if areas and towns else areas or towns


def same(a: PlaceRow, b: PlaceRow) -> bool:
    """Whether two rows are one place: of one name, country and spot."""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return False
    return a.countries == b.countries and abs(a.latitude - b.latitude) < 0.2 and abs(a.longitude - b.longitude) < 0.2


def load_places(folder: Path) -> Gazetteer:
    """Every CSV of the folder, and the file of towns, which is opened when first asked. Raises DataError for coordinates out of range or at 0,0."""
    names: dict[str, list[PlaceRow]] = {}
    openers: set[str] = set()
    trailing: set[str] = set()
    for path in sorted(folder.glob("*.csv")):
        for row in read_csv(path, COLUMNS):
            place = _place(row)
            for name in dict.fromkeys((row["name"], *row.many("aliases"))):
                names.setdefault(name_key(name), []).append(place)
                parts = name.split()
                openers |= {parts[0]} if name[:1].islower() else set()
                trailing |= {name_key(parts[0]).partition(" ")[0]} if parts[-1][:1].islower() else set()
    ranked = {key: tuple(sorted(dict.fromkeys(rows), key=lambda r: (-r.population, r.countries))) for key, rows in names.items()}
    if not (folder / TOWNS).is_file():
        raise DataError(str(folder / TOWNS), 0, "", "no such file", "copy it from the packaged data folder")
    return Gazetteer(ranked, frozenset(openers), frozenset(trailing), Towns(folder / TOWNS))


def _place(row: Row) -> PlaceRow:
    if row["kind"] not in KINDS:
        raise row.fail("kind", f"{row['kind']!r} is not allowed", f"use one of {', '.join(KINDS)}")
    if bool(row["latitude"]) != bool(row["longitude"]):
        raise row.fail("longitude", "half a pair of degrees", "give both, or leave both empty for an area")
    try:
        at = (float(row["latitude"]), float(row["longitude"])) if row["latitude"] else (None, None)
        people, precision = int(row["population"] or 0), int(row["precision"])
    except ValueError as error:
        raise row.fail("", f"not a number: {error}") from None
    if at == (0.0, 0.0) or (at[0] is not None and at[1] is not None and not (-90 <= at[0] <= 90 and -180 <= at[1] <= 180)):
        raise row.fail("latitude", f"{at} is no place", "give degrees, or leave both empty for an area")
    return PlaceRow(row["name"], row["kind"], row.many("country"), row["admin1"] or None, at[0], at[1], row["gazetteer"] or None, people, precision)
