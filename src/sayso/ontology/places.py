"""Places by name: cities with coordinates, and areas (borders, seas, regions) without a pin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sayso.ontology.names import by_first_word, find_names
from sayso.ontology.strict import read_csv

COLUMNS = ("name", "aliases", "kind", "country", "admin1", "latitude", "longitude", "gazetteer", "population", "precision", "origin")
KINDS = ("city", "admin1", "area", "site")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place. Degrees are WGS 84; None for areas. `precision` is UCDP's where_prec. `countries` of an area may be several."""

    name: str
    kind: str
    countries: tuple[str, ...]
    admin1: str | None
    latitude: float | None
    longitude: float | None
    gazetteer: str | None
    population: int
    precision: int


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by the first word of each name, longest name first, the most populous first among namesakes."""

    names: dict[str, tuple[tuple[str, tuple[PlaceRow, ...]], ...]]

    def find(self, text: str) -> list[tuple[int, int, tuple[PlaceRow, ...]]]:
        """All place names in a text as (start, end, what they may mean), left to right, longest first."""
        return list(find_names(text, self.names))


def load_places(folder: Path) -> Gazetteer:
    """Every CSV of the folder. Raises DataError for coordinates out of range or at 0,0."""
    names: dict[str, list[PlaceRow]] = {}
    for path in sorted(folder.glob("*.csv")):
        for row in read_csv(path, COLUMNS):
            if row["kind"] not in KINDS:
                raise row.fail("kind", f"{row['kind']!r} is not allowed", f"use one of {', '.join(KINDS)}")
            try:
                at = (float(row["latitude"]), float(row["longitude"])) if row["latitude"] else (None, None)
                place = PlaceRow(
                    row["name"],
                    row["kind"],
                    row.many("country"),
                    row["admin1"] or None,
                    at[0],
                    at[1],
                    row["gazetteer"] or None,
                    int(row["population"] or 0),
                    int(row["precision"]),
                )
            except ValueError as error:
                raise row.fail("", f"not a number: {error}") from None
            if at == (0.0, 0.0) or (at[0] is not None and at[1] is not None and not (-90 <= at[0] <= 90 and -180 <= at[1] <= 180)):
                raise row.fail("latitude", f"{at} is no place", "give degrees, or leave both empty for an area")
            for name in dict.fromkeys((row["name"], *row.many("aliases"))):
                names.setdefault(name, []).append(place)
    ranked = ((name, tuple(rows) if len(rows) == 1 else tuple(sorted(rows, key=lambda r: (-r.population, r.countries)))) for name, rows in names.items())
    return Gazetteer(by_first_word(ranked))
