"""Codes of countries in the systems other data sets use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CountryCode:
    """One country or territory: `iso3`, `iso2` and `numeric` (three digits) of ISO 3166-1, `cow` and `gw` numbers of Correlates of War and
    Gleditsch & Ward as text ("2", "630"), `fips` of FIPS 10-4, `plover` where PLOVER writes another code (KOS). None where a system has none."""

    iso3: str
    iso2: str | None
    numeric: str | None
    cow: str | None
    gw: str | None
    fips: str | None
    plover: str | None
    name: str
    origin: str


CountryCodes = dict[str, CountryCode]
"""Rows by ISO alpha-3 code (XKX for Kosovo)."""
