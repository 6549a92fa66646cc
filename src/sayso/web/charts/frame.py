"""The frame of a map: which part of the earth it shows, and where on the drawing a place lies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.web.charts.projection import CENTRE, Azimuthal, EqualEarth, Projection, projection_for, turned
from sayso.web.charts.shapes import Line, Point

WIDTH = 720.0
HEIGHTS = (360.0, 540.0)
"""Size of the drawing, in its own units (at this width, pixels)."""
NARROWEST = 300.0
"""Kilometres from edge to edge at the least: coordinates of towns are no better, and less would show no coast or border."""
FULL = 0.84
"""How much of the drawing the places may take; the rest is margin."""
COARSE = ((16.0, 2), (4.0, 1))
"""From so many kilometres a unit on, an outline of this level is no more than a unit off."""
WORLD = ((-130.0, -50.0), (-130.0, 70.0), (150.0, -50.0), (150.0, 70.0))


@dataclass(frozen=True, slots=True)
class Bounds:
    """A part of the earth in degrees, WGS 84. With `east` less than `west` it lies across the 180th meridian."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a place lies in it, or on its edge."""
        return self.south <= latitude <= self.north and (longitude - self.west) % 360 <= (self.east - self.west) % 360 + (360 if self.whole else 0)

    @property
    def whole(self) -> bool:
        """All the way around."""
        return self.east - self.west >= 360

    @property
    def points(self) -> tuple[Point, ...]:
        """Along its edges."""
        span = 360.0 if self.whole else (self.east - self.west) % 360
        return tuple((turned(self.west + span * i / 8), y) for i in range(8 if self.whole else 9) for y in (self.south, self.north))


@dataclass(frozen=True, slots=True)
class Frame:
    """A projection, the kilometres at the middle of the drawing, units a kilometre, and the height of the drawing (its width is WIDTH)."""

    projection: Projection
    middle: Point
    scale: float
    height: float

    def at(self, point: Point) -> Point:
        """Where a place (longitude, latitude) is drawn: x to the right, y down."""
        return self.drawn(self.projection(point))

    def drawn(self, flat: Point) -> Point:
        """The same of a place that has been projected, in kilometres."""
        return WIDTH / 2 + (flat[0] - self.middle[0]) * self.scale, self.height / 2 - (flat[1] - self.middle[1]) * self.scale

    def beside(self, point: Point) -> Point:
        """As `at`, with the meridian taken on this side of the map's edge."""
        return self.at((self.projection.longitude + turned(point[0] - self.projection.longitude), point[1]))

    def holds(self, x: float, y: float) -> bool:
        """Whether a spot of the drawing is to be seen."""
        return 0 <= x <= WIDTH and 0 <= y <= self.height

    @property
    def level(self) -> int:
        """Which level of the outlines is fine enough."""
        return next((level for size, level in COARSE if 1 / self.scale >= size), 0)

    @property
    def regional(self) -> bool:
        """Whether lengths can be read off it: not on a map of the world."""
        return isinstance(self.projection, Azimuthal)


def frame_for(points: Sequence[Point]) -> Frame:
    """The closest one that shows all these places (longitude, latitude) with a margin; the whole world if there are none."""
    projection: Projection = projection_for(points) if points else EqualEarth(CENTRE)
    low = projection.longitude - 180
    flat = [projection((low + (x - low) % 360, y)) for x, y in points or WORLD]
    xs, ys = [x for x, _ in flat], [y for _, y in flat]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    scale = min(WIDTH / NARROWEST, FULL * WIDTH / max(wide, 1.0), FULL * HEIGHTS[1] / max(high, 1.0))
    if isinstance(projection, EqualEarth):
        scale = max(scale, WIDTH / (2 * EqualEarth(0.0)((180.0, 0.0))[0]))
    height = round(min(HEIGHTS[1], max(HEIGHTS[0], high * scale / FULL)))
    return Frame(projection, ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2), scale, height)


def path(lines: Iterable[Line]) -> str:
    """Closed lines as the `d` of an SVG path, to a tenth of a unit; steps are relative, which takes half the bytes."""
    return "".join(filter(None, map(_closed, lines)))


def _closed(line: Line) -> str:
    rounded = [(round(x * 10), round(y * 10)) for x, y in line]
    kept = [p for before, p in zip([None, *rounded], rounded) if p != before]
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    if len(kept) < 3:
        return ""
    steps = "".join(f"{_short(bx - ax)}{_short(by - ay)}" for (ax, ay), (bx, by) in pairwise(kept))
    return f"M{_short(kept[0][0])}{_short(kept[0][1])}l{steps.lstrip()}z"


def _short(tenths: int) -> str:
    """A number of tenths as SVG reads it, with the blank before it where one is needed."""
    text = f"{abs(tenths) // 10 or ''}{f'.{abs(tenths) % 10}' if tenths % 10 else ''}" or "0"
    return f"-{text}" if tenths < 0 else f" {text}"
