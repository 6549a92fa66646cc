"""Outlines of countries for the map: Natural Earth 1:50m, read once from `data/shapes/countries.json` (written by tools/build_shapes.py)."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from sayso.errors import DataError

EARTH = 6371.0
"""Mean radius of the earth, km (IUGG)."""
LEVELS = (0, 1, 2)
"""0 is every point; at 1 and 2 a line may be off by 0.04 and 0.16 degrees (4.4 and 18 km)."""
Point = tuple[float, float]
"""Longitude and latitude in degrees. An outline that crosses the 180th meridian goes on beyond 180."""
Line = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """One closed line, at each of LEVELS (the last point is the first). No point of it is farther than `reach` degrees from `middle`; `area` in
    km². Holes are outlines too (fill by even-odd)."""

    lines: tuple[Line, ...]
    middle: Point
    reach: float
    area: float


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory: its ISO 3166-1 alpha-3 code ("" for land that has none), its name and outlines, the largest first."""

    code: str
    name: str
    outlines: tuple[Outline, ...]

    @property
    def area(self) -> float:
        """Square kilometres, roughly: holes count as land."""
        return sum(o.area for o in self.outlines)


Shapes = Mapping[str, Country]
"""Countries by code, in the order of codes."""


@cache
def shapes() -> Shapes:
    """The shapes that come with the program, read once."""
    return load_shapes(Path(__file__).resolve().parents[2] / "data" / "shapes" / "countries.json")


def load_shapes(path: Path) -> Shapes:
    """Reads a file of tools/build_shapes.py. Raises DataError if it is not one."""
    try:
        made = json.loads(path.read_text(encoding="utf-8"))
        arcs = [tuple(_decoded(text, made["grid"])) for text in made["arcs"]]
        levels = [_thinned(arc, text) for arc, text in zip(arcs, made["levels"], strict=True)]
        return {row["code"]: _country(row, levels) for row in made["countries"]}
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise DataError(str(path), 0, "", f"no file of outlines ({error})", "write it with tools/build_shapes.py") from error


def _country(row: Mapping[str, Any], arcs: Sequence[Sequence[Line]]) -> Country:
    outlines = [_outline(tuple(_ring(ring, arcs, level) for level in LEVELS)) for ring in row["rings"]]
    return Country(row["code"], row["name"], tuple(sorted(outlines, key=lambda o: (-o.area, o.lines[0]))))


def _decoded(text: str, grid: float) -> Iterator[Point]:
    """The points of an arc: differences, five bits a character, the sign in the last bit (Google's encoding of polylines)."""
    values, value, shift = list[int](), 0, 0
    for character in text:
        bits = ord(character) - 63
        value |= (bits & 0x1F) << shift
        shift += 5
        if bits < 0x20:
            values.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    x = y = 0
    for dx, dy in zip(values[::2], values[1::2], strict=True):
        x, y = x + dx, y + dy
        yield round(x * grid, 6), round(y * grid, 6)


def _thinned(arc: Line, levels: str) -> tuple[Line, ...]:
    """An arc at each level: both neighbours of a border share it, so it stays one line."""
    return tuple(tuple(p for p, own in zip(arc, levels, strict=True) if int(own) >= level) for level in LEVELS)


def _ring(ring: Sequence[int], arcs: Sequence[Sequence[Line]], level: int) -> Line:
    """Arcs end to end, without a jump at the 180th meridian. A ring around a pole is closed over the pole."""
    points: list[Point] = []
    for i in ring:
        arc = arcs[i][level] if i >= 0 else arcs[~i][level][::-1]
        turn = 360 * round((points[-1][0] - arc[0][0]) / 360) if points else 0
        points += [(x + turn, y) for x, y in (arc[1:] if points else arc)] if turn else arc[1:] if points else arc
    if abs(points[-1][0] - points[0][0]) > 180:
        pole = math.copysign(90.0, points[0][1])
        points += [(points[-1][0], pole), (points[0][0], pole), points[0]]
    return tuple(points)


def _outline(lines: tuple[Line, ...]) -> Outline:
    """With its area on the sphere, taken as the area on a cylinder of equal area (Lambert)."""
    line = [(math.radians(x), math.sin(math.radians(y))) for x, y in lines[0]]
    twice = sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(line))
    xs, ys = [p[0] for p in lines[0]], [p[1] for p in lines[0]]
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return Outline(lines, middle, max(degrees_between(middle, p) for p in lines[0]), abs(twice) / 2 * EARTH**2)


def degrees_between(a: Point, b: Point) -> float:
    """The angle between two places, seen from the middle of the earth (haversine)."""
    across, up = math.sin(math.radians(b[0] - a[0]) / 2), math.sin(math.radians(b[1] - a[1]) / 2)
    return 2 * math.degrees(math.asin(math.sqrt(min(1.0, up * up + math.cos(math.radians(a[1])) * math.cos(math.radians(b[1])) * across * across))))
