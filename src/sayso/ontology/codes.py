"""Which codes of countries and sectors the tables of actors may hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sayso.ontology.strict import Row, read_yaml


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes of countries, codes that stand in a country's place with what they stand for, and codes of sectors."""

    countries: frozenset[str]
    bodies: Mapping[str, str]
    sectors: frozenset[str]

    def country(self, row: Row) -> str | None:
        """The code in the row's column `country`, None where it is empty. Raises DataError for one that is not known."""
        code = row["country"]
        if code and code not in self.countries and code not in self.bodies:
            raise row.fail("country", f"{code!r} is not allowed", f"use an ISO alpha-3 code of countries.csv, or one of {', '.join(sorted(self.bodies))}")
        return code or None

    def check_sectors(self, row: Row) -> None:
        """Raises DataError for a code in the row's column `sectors` that is not known."""
        for code in row.many("sectors", ";"):
            if code not in self.sectors and code not in self.bodies:
                raise row.fail("sectors", f"{code!r} is not allowed", f"use one of {', '.join(sorted(self.sectors | self.bodies.keys()))}, joined with ;")


def load_codes(path: Path, countries: Iterable[str]) -> Codes:
    """The codes a data folder allows. Raises DataError where the file does not give them."""
    file = read_yaml(path)
    file.only(("bodies", "sectors"))
    tables = {key: file.entry(key) for key in ("bodies", "sectors")}
    for key, table in tables.items():
        if table is None:
            raise file.fail(key, "missing", "give each code a line that says what it means")
    bodies, sectors = (table.values if table is not None else {} for table in tables.values())
    return Codes(frozenset(countries), {code: str(words) for code, words in bodies.items()}, frozenset(sectors))
