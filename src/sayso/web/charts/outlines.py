"""Outlines of countries as a map's frame shows them. On maps of the world they are projected once for all maps."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from sayso.web.charts.frame import WIDTH, Frame
from sayso.web.charts.projection import CENTRE, Box, EqualEarth, Projection, box_of, clipped, pieces
from sayso.web.charts.shapes import EARTH, Country, Line, Outline, Shapes, degrees_between, shapes

BLEED = 6.0
"""Outlines are cut this far outside the drawing, so that the cut is not seen."""
SPECK = 0.6
"""Islands smaller than this, in both directions, are left out."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A closed line on the plane of a projection, in kilometres, and the box around it."""

    line: Line
    box: Box


def outlines(world: Shapes, frame: Frame) -> dict[str, tuple[Line, ...]]:
    """What is to be seen of each country, by code, as closed lines of the drawing; countries of which nothing is are left out."""
    if frame.regional:
        flat = {
            code: tuple(f for o in country.outlines if not _far(o, frame) for f in _flattened(o, frame.projection, frame.level))
            for code, country in world.items()
        }
    else:
        flat = {code: _on_the_world(country, frame) for code, country in world.items()}
    return {code: lines for code, found in flat.items() if (lines := tuple(_drawn(found, frame)))}


def _drawn(flat: tuple[Flat, ...], frame: Frame) -> Iterator[Line]:
    box = Box(-BLEED, -BLEED, WIDTH + BLEED, frame.height + BLEED)
    for one in flat:
        left, top = frame.drawn((one.box.left, one.box.bottom))
        right, bottom = frame.drawn((one.box.right, one.box.top))
        if max(right - left, bottom - top) < SPECK or left > box.right or right < box.left or top > box.bottom or bottom < box.top:
            continue
        line = tuple(map(frame.drawn, one.line))
        if left < box.left or right > box.right or top < box.top or bottom > box.bottom:
            line = clipped(line, box)
        if len(line) > 2 and _size(line) >= SPECK:
            yield line


def _on_the_world(country: Country, frame: Frame) -> tuple[Flat, ...]:
    if shapes().get(country.code) is country:
        return _world(frame.level)[country.code]
    return tuple(f for o in country.outlines for f in _flattened(o, frame.projection, frame.level))


@cache
def _world(level: int) -> Mapping[str, tuple[Flat, ...]]:
    """The shapes that come with the program on a map of the world."""
    projection = EqualEarth(CENTRE)
    return {code: tuple(f for o in country.outlines for f in _flattened(o, projection, level)) for code, country in shapes().items()}


def _flattened(outline: Outline, projection: Projection, level: int) -> Iterator[Flat]:
    for piece in pieces(outline.lines[level], projection):
        if piece:
            line = tuple(map(projection, piece))
            yield Flat(line, box_of(line))


def _far(outline: Outline, frame: Frame) -> bool:
    """Whether an outline lies so far from the middle of a regional map that nothing of it is to be seen."""
    corner = (math.hypot(*frame.middle) + math.hypot(WIDTH / 2 + BLEED, frame.height / 2 + BLEED) / frame.scale) / EARTH / 2
    seen = 2 * math.degrees(math.asin(min(1.0, corner)))
    return degrees_between((frame.projection.longitude, frame.projection.latitude), outline.middle) > seen + outline.reach


def _size(line: Line) -> float:
    box = box_of(line)
    return max(box.right - box.left, box.bottom - box.top)
