"""Places: pins only where the place itself is known, and which level a name is of."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.claim import Place
from sayso.model.export import Export

PINNED = (1, 2)
"""Precisions (UCDP's where_prec) of a place that may be shown as a point: the place itself, or near it."""
TOWN, DISTRICT, PROVINCE, COUNTRY = (1, 2), (3,), (4,), (6,)


@dataclass(frozen=True, slots=True)
class Pin:
    """A point on the earth, WGS 84 degrees."""

    latitude: float
    longitude: float


def pin(place: Place | None) -> Pin | None:
    """The point of a place; None for countries, areas, provinces and wherever coordinates are missing. 0,0 is no place."""
    if place is None or place.latitude is None or place.longitude is None or place.precision not in PINNED:
        return None
    if (place.latitude, place.longitude) == (0, 0) or abs(place.latitude) > 90 or abs(place.longitude) > 180:
        return None
    return Pin(place.latitude, place.longitude)


def latitude(place: Place | None) -> float | None:
    """Degrees north of the pin."""
    found = pin(place)
    return found.latitude if found else None


def longitude(place: Place | None) -> float | None:
    """Degrees east of the pin."""
    found = pin(place)
    return found.longitude if found else None


def town(place: Place | None) -> str | None:
    """The name, where the place is a town or a point near one."""
    return place.name if place and place.precision in TOWN else None


def district(place: Place | None) -> str | None:
    """The name, where the place is a district."""
    return place.name if place and place.precision in DISTRICT else None


def province(place: Place | None) -> str | None:
    """The province the place is or lies in."""
    if place is None:
        return None
    return place.admin1 or (place.name if place.precision in PROVINCE else None)


def geonames(place: Place | None) -> str | None:
    """The number at GeoNames, as text."""
    system, _, number = (place.gazetteer if place and place.gazetteer else "").partition(":")
    return number if system == "geonames" and number else None


def fips(place: Place | None, export: Export) -> str | None:
    """The FIPS 10-4 code of the country (two letters, not ISO's)."""
    if place is None or place.country is None:
        return None
    own = next((a.fips for a in export.rules.fips_areas if (a.country, a.admin1) == (place.country, province(place))), None)
    return own or (export.codes[place.country].fips if place.country in export.codes else None)
