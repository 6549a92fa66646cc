"""Codes of countries in other data sets, from `country_codes.csv`."""

from __future__ import annotations

import re
from pathlib import Path

from sayso.model.codes import CountryCode, CountryCodes
from sayso.ontology.strict import Row, read_csv

COLUMNS = ("iso3", "iso2", "numeric", "cow", "gw", "fips", "plover", "name", "origin")
FORMS = {
    "iso3": "[A-Z]{3}",
    "iso2": "[A-Z]{2}",
    "numeric": "[0-9]{3}",
    "cow": "[1-9][0-9]{0,2}",
    "gw": "[1-9][0-9]{0,2}",
    "fips": "[A-Z]{2}",
    "plover": "[A-Z]{3}",
}
"""What a code of each system looks like. COW and Gleditsch-Ward numbers have no leading zeros, ISO numeric codes have."""
REQUIRED = ("iso3", "name", "origin")


def load_country_codes(path: Path) -> CountryCodes:
    """Rows by ISO alpha-3 code, in file order. Raises DataError for a code of the wrong form, or one that stands twice in its system."""
    seen: dict[tuple[str, str], str] = {}
    codes: CountryCodes = {}
    for row in read_csv(path, COLUMNS):
        _check(row, seen)
        codes[row["iso3"]] = CountryCode(
            iso3=row["iso3"],
            iso2=row["iso2"] or None,
            numeric=row["numeric"] or None,
            cow=row["cow"] or None,
            gw=row["gw"] or None,
            fips=row["fips"] or None,
            plover=row["plover"] or None,
            name=row["name"],
            origin=row["origin"],
        )
    return codes


def _check(row: Row, seen: dict[tuple[str, str], str]) -> None:
    for column in REQUIRED:
        if not row[column]:
            raise row.fail(column, "missing", "every row has a code, a name and an origin (or unverified)")
    for column, form in FORMS.items():
        code = row[column]
        if not code:
            continue
        if not re.fullmatch(form, code):
            raise row.fail(column, f"{code!r} is no such code", f"it must look like {form}")
        if (column, code) in seen:
            raise row.fail(column, f"{code!r} is that of {seen[column, code]} too", "a code stands for one country")
        seen[column, code] = row["iso3"]
