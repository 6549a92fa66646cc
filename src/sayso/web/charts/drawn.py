"""The parts of a map, ready to be drawn. Lengths are units of the drawing, to a tenth; y grows downwards."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.web.charts.lettering import Name
from sayso.web.charts.shapes import Point
from sayso.web.charts.spots import Kind, Spot


@dataclass(frozen=True, slots=True)
class Land:
    """A country: `d` of its path."""

    code: str
    d: str


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle of the drawing."""

    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True)
class Area:
    """Where only an area is known: hatched land (`d`), a hatched circle, or, for a small country, both. The count stands on a badge at
    x, y; `lead` is the middle of the area, for a line to it, where there was no room for the badge."""

    name: str
    kind: Kind
    count: int
    d: str
    circle: Circle | None
    x: float
    y: float
    width: float
    lead: Point | None
    href: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A place: `r` for all events, `alleged` for deeds and alleged ones, `deeds` for deeds alone; 0 where there are none."""

    name: str
    kind: Kind
    x: float
    y: float
    r: float
    alleged: float
    deeds: float
    hollow: bool
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Size:
    """A dot of the key, and how many events it stands for."""

    x: float
    r: float
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar of the scale: kilometres and units; true at the middle of the map."""

    km: int
    length: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table behind the map: how closely the place is known, and how it is drawn, both in words."""

    spot: Spot
    country: str
    closely: str
    drawn: str
    on_map: bool


@dataclass(frozen=True, slots=True)
class Atlas:
    """All that a map is drawn from. `rows` hold every place, the most told first; `missing` those that are not on the map."""

    width: int
    height: int
    land: tuple[Land, ...]
    areas: tuple[Area, ...]
    dots: tuple[Dot, ...]
    countries: tuple[Name, ...]
    places: tuple[Name, ...]
    sizes: tuple[Size, ...]
    bar: Bar | None
    rows: tuple[Row, ...]
    summary: str

    @property
    def missing(self) -> tuple[Row, ...]:
        """Places that are not on the map."""
        return tuple(row for row in self.rows if not row.on_map)

    @property
    def events(self) -> int:
        """Events at places that are not on the map."""
        return sum(row.spot.total for row in self.missing)
