"""Projections of the map: both keep areas, so that one hatched country can be compared with another, and dots with the land they stand on."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.web.charts.shapes import EARTH, Line, Point, degrees_between

REACH = math.radians(110)
"""Azimuthal maps end here: what lies farther off is drawn at this distance, well outside any map of less than half the world."""
WIDE = 62.0
"""Degrees from the middle up to which a map is azimuthal; beyond that it is one of the whole world."""
CENTRE = 11.0
"""The middle meridian of maps of the world: their edge then runs through the Bering Strait, and cuts hardly any land."""
A = (1.340264, -0.081106, 0.000893, 0.003796)
"""Coefficients of Equal Earth."""
M = math.sqrt(3) / 2


@dataclass(frozen=True, slots=True)
class Azimuthal:
    """Lambert's azimuthal equal-area projection on the sphere (Snyder 1987, Map projections: a working manual, p. 185), for maps of a region:
    true at the middle, and hardly bent for a thousand kilometres around."""

    longitude: float
    latitude: float

    def __call__(self, point: Point) -> Point:
        lon, lat, lat0 = math.radians(point[0] - self.longitude), math.radians(point[1]), math.radians(self.latitude)
        x = math.cos(lat) * math.sin(lon)
        y = math.cos(lat0) * math.sin(lat) - math.sin(lat0) * math.cos(lat) * math.cos(lon)
        away = math.atan2(math.hypot(x, y), math.sin(lat0) * math.sin(lat) + math.cos(lat0) * math.cos(lat) * math.cos(lon))
        if away < 1e-12:
            return 0.0, 0.0
        far = 2 * math.sin(min(away, REACH) / 2) * EARTH / math.hypot(x, y) if math.hypot(x, y) else 0.0
        return far * x, far * y


@dataclass(frozen=True, slots=True)
class EqualEarth:
    """Equal Earth (Savric, Patterson & Jenny 2019, doi:10.1080/13658816.2018.1504949), for maps of the world. `latitude` is always 0."""

    longitude: float
    latitude: float = 0.0

    def __call__(self, point: Point) -> Point:
        t = math.asin(M * math.sin(math.radians(point[1])))
        t2 = t * t
        t6 = t2 * t2 * t2
        x = math.radians(point[0] - self.longitude) * math.cos(t) / (M * (A[0] + 3 * A[1] * t2 + t6 * (7 * A[2] + 9 * A[3] * t2)))
        return x * EARTH, t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2)) * EARTH


@dataclass(frozen=True, slots=True)
class Extent:
    """The least frame around points, in degrees; `east` may lie beyond 180."""

    west: float
    south: float
    east: float
    north: float

    @property
    def middle(self) -> Point:
        return turned((self.west + self.east) / 2), (self.south + self.north) / 2


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `top` is the smaller y."""

    left: float
    top: float
    right: float
    bottom: float


def box_of(line: Sequence[Point]) -> Box:
    """The box around one point or more."""
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return Box(min(xs), min(ys), max(xs), max(ys))


def turned(longitude: float) -> float:
    """The same meridian, from -180 up to 180."""
    return (longitude + 180) % 360 - 180


def extent(points: Sequence[Point]) -> Extent:
    """Of one point or more. It leaves out the widest gap between their meridians, so that Fiji and Samoa are neighbours."""
    meridians = sorted({turned(x) for x, _ in points})
    gaps = [b - a for a, b in zip(meridians, [*meridians[1:], meridians[0] + 360], strict=True)]
    last = gaps.index(max(gaps))
    west, east = meridians[(last + 1) % len(meridians)], meridians[last]
    return Extent(west, min(y for _, y in points), east if east >= west else east + 360, max(y for _, y in points))


Projection = Azimuthal | EqualEarth
"""Called with degrees, gives kilometres from the middle of the map: x to the east, y to the north (at the middle)."""


def projection_for(points: Sequence[Point]) -> Projection:
    """One for a map that shows all these."""
    found = extent(points)
    if max(degrees_between(found.middle, p) for p in points) <= WIDE:
        return Azimuthal(*found.middle)
    return EqualEarth(CENTRE)


def pieces(line: Line, projection: Projection) -> Iterator[Line]:
    """A closed line as it is to be projected: as it stands for a map of a region; for the world, turned beside its middle meridian and cut at
    the edges of the map."""
    if isinstance(projection, Azimuthal):
        yield line
        return
    low, high = projection.longitude - 180, projection.longitude + 180
    west, east = min(x for x, _ in line), max(x for x, _ in line)
    for turn in (-720, -360, 0, 360, 720):
        if west + turn < high and east + turn > low:
            whole = tuple((x + turn, y) for x, y in line)
            yield whole if west + turn >= low and east + turn <= high else clipped(whole, Box(low, -math.inf, high, math.inf))


def clipped(line: Line, box: Box) -> Line:
    """The part of a closed line within a box (Sutherland & Hodgman 1974). Parts that the box sets apart stay joined along its edge."""
    for axis, bound, sign in ((0, box.left, 1), (0, -box.right, -1), (1, box.top, 1), (1, -box.bottom, -1)):
        if line and math.isfinite(bound):
            line = tuple(_kept(line, axis, bound, sign))
    return line


def _kept(line: Line, axis: int, bound: float, sign: int) -> Iterator[Point]:
    before = line[-1]
    before_in = before[axis] * sign - bound
    for point in line:
        inside = point[axis] * sign - bound
        if (inside >= 0) != (before_in >= 0):
            t = before_in / (before_in - inside)
            yield before[0] + t * (point[0] - before[0]), before[1] + t * (point[1] - before[1])
        if inside >= 0:
            yield point
        before, before_in = point, inside
