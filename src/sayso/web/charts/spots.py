"""What a map shows, and how each place may be drawn: as closely as it is known, never more."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from sayso.web.charts.shapes import Country, Point, Shapes

Kind = Literal["deeds", "alleged", "words"]
KINDS: tuple[Kind, ...] = ("deeds", "alleged", "words")
NAMES: dict[Kind, tuple[str, str]] = {"deeds": ("deed", "deeds"), "alleged": ("alleged", "alleged"), "words": ("of words", "of words")}
EXACT = (1, 2)
"""Precisions that give a dot."""
ABOUT = {3: 30.0, 4: 100.0}
"""Kilometres around the point of a district and of a province: the radius of a circle as large as the mean one (some 49,000 second-order units
in geoBoundaries, 4,600 first-order ones in Natural Earth, on 134 million km² of land)."""
SHARE = {3: 1 / 40, 4: 1 / 8}
"""Nor is the circle larger than this share of its country: a province of Lebanon is no 100 km wide."""
VAGUE = 100.0
"""Kilometres around a point of a line, an area or a sea, or of a place not known how closely."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place and how many events are told to have been there. `country` is an ISO 3166-1 alpha-3 code, latitude and longitude are degrees (WGS 84),
    `precision` is UCDP's where_prec: 1 exact, 2 near, 3 district, 4 province, 5 line or area, 6 country, 7 sea or air. None: not known. `href` is
    where its events are listed; `label` says what it is, in a tooltip."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: int | None
    deeds: int
    alleged: int
    words: int
    href: str
    label: str

    @property
    def total(self) -> int:
        """Events of all kinds."""
        return self.deeds + self.alleged + self.words

    @property
    def point(self) -> Point | None:
        """Longitude and latitude, if they can be a place: 0, 0 is what other programs write for "unknown"."""
        x, y = self.longitude, self.latitude
        if x is None or y is None or not (math.isfinite(x) and math.isfinite(y)):
            return None
        return (x, y) if abs(x) <= 180 and abs(y) <= 90 and (x, y) != (0, 0) else None

    @property
    def kind(self) -> Kind:
        """The gravest kind there is of."""
        return kind_of(self.deeds, self.alleged)


@dataclass(frozen=True, slots=True)
class Pin:
    """Drawn as a dot."""

    point: Point


@dataclass(frozen=True, slots=True)
class Around:
    """Drawn as a hatched circle; `reach` is its radius in km."""

    point: Point
    reach: float


@dataclass(frozen=True, slots=True)
class Somewhere:
    """Drawn as a hatched country."""

    country: Country


@dataclass(frozen=True, slots=True)
class Nowhere:
    """Not drawn, and why."""

    why: str


Drawing = Pin | Around | Somewhere | Nowhere


def kind_of(deeds: int, alleged: int) -> Kind:
    """The gravest kind of which there is one."""
    return "deeds" if deeds else "alleged" if alleged else "words"


def counted(deeds: int, alleged: int, words: int) -> str:
    """Counts in words: "3 deeds, 1 alleged"."""
    told = [f"{n} {NAMES[kind][n != 1]}" for kind, n in zip(KINDS, (deeds, alleged, words), strict=True) if n]
    return ", ".join(told) or "none"


def drawing_of(spot: Spot, shapes: Shapes) -> Drawing:
    """How a place may be drawn. A country has no point, whatever coordinates come with it, and waters are no part of one."""
    country = shapes.get(spot.country) if spot.country else None
    if spot.total == 0:
        return Nowhere("no events")
    if spot.point is not None and spot.precision != 6:
        return Pin(spot.point) if spot.precision in EXACT else Around(spot.point, reach_of(spot.precision, country))
    if spot.precision == 7:
        return Nowhere("at sea or in the air, no coordinates")
    if country is not None:
        return Somewhere(country)
    return Nowhere(f"no outline of {spot.country}" if spot.country else "no country and no coordinates")


def reach_of(precision: int | None, country: Country | None) -> float:
    """The radius in km of the circle for a place of this precision."""
    reach = ABOUT.get(precision or 0, VAGUE)
    share = SHARE.get(precision or 0)
    return reach if country is None or share is None else min(reach, math.sqrt(country.area * share / math.pi))
