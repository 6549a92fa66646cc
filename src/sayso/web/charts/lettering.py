"""Where words and counts stand on a map: in the land they belong to, beside their dot, never over one another."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.web.charts.projection import Box, box_of
from sayso.web.charts.shapes import Line, Point

ROWS = 11
"""Heights that are tried in a country."""
LETTER = 0.54
"""Mean width of a letter, as a share of the size of the type (sans-serif; measured on names of countries: .48 to .56)."""
GAP = 3.0
Stretch = tuple[float, float]
"""From left to right."""
FAR = (22.0, 32.0, 44.0, 58.0, 74.0)


@dataclass(frozen=True, slots=True)
class Name:
    """Words on the map; `x` is their middle, start or end, as `anchor` says; `y` their base line."""

    text: str
    x: float
    y: float
    anchor: str


def room(text: str, size: float) -> float:
    """How wide some words stand, about."""
    return len(text) * size * LETTER


def overlaps(a: Box, b: Box) -> bool:
    """Whether two boxes share ground."""
    return a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom


def box_around(x: float, y: float, width: float, height: float) -> Box:
    """A box by its middle."""
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def within(lines: Sequence[Line], width: float, height: float, taken: Sequence[Box], view: Box) -> Point | None:
    """The roomiest place for a box of this size inside an outline, free of what is taken and inside the view; None if there is none."""
    if not lines:
        return None
    box = largest(lines)
    if box.top + height > box.bottom:
        return None
    whole = box_of([p for line in lines for p in line])
    taken = [t for t in taken if overlaps(t, whole)]
    low, high = max(box.top, view.top) + height / 2, min(box.bottom, view.bottom) - height / 2
    rows = [low + (high - low) * (n + 0.5) / ROWS for n in range(ROWS)]
    inside = _inside(lines, [at for y in rows for at in _heights(y, height)])
    best: tuple[float, float, Point] | None = None
    for y in rows:
        free = _free([inside[at] for at in _heights(y, height)], [b for b in taken if b.top < y + height / 2 and b.bottom > y - height / 2], view)
        for left, right in free:
            found = (right - left, -abs(y - (low + high) / 2), ((left + right) / 2, y))
            if right - left >= width + 2 * GAP and (best is None or found > best):
                best = found
    return best[2] if best else None


def near(x: float, y: float, width: float, height: float, taken: Sequence[Box], view: Box) -> Point:
    """The closest free place for a box: on the spot, else around it, farther and farther off; on the spot if there is none in FAR."""
    around = box_around(x, y, 2 * FAR[-1] + width, 2 * FAR[-1] + height)
    taken = [t for t in taken if overlaps(t, around)]
    tries = [(x, y), *((x + far * math.cos(turn * math.pi / 4), y + far * math.sin(turn * math.pi / 4)) for far in FAR for turn in range(8))]
    return next((at for at in tries if _fits(box_around(*at, width, height), taken, view)), (x, y))


def _fits(box: Box, taken: Sequence[Box], view: Box) -> bool:
    inside = box.left >= view.left and box.right <= view.right and box.top >= view.top and box.bottom <= view.bottom
    return inside and not any(overlaps(box, t) for t in taken)


def _heights(y: float, height: float) -> tuple[float, float, float]:
    """Top, middle and foot of a strip."""
    return y - height / 2, y, y + height / 2


def _free(inside: Sequence[Sequence[Stretch]], taken: Sequence[Box], view: Box) -> list[Stretch]:
    """Stretches of a strip that lie within the outlines along its top, middle and foot, without what is taken."""
    free = [(view.left, view.right)]
    for stretches in inside:
        free = _shared(free, stretches)
    for box in taken:
        free = [part for left, right in free for part in ((left, min(right, box.left)), (max(left, box.right), right)) if part[0] < part[1]]
    return free


def _inside(lines: Sequence[Line], heights: Sequence[float]) -> dict[float, list[Stretch]]:
    """Where level lines run inside closed lines (even-odd). Each edge is looked at once: it crosses few of them."""
    levels = sorted(set(heights))
    crossings: list[list[float]] = [[] for _ in levels]
    for line in lines:
        for (ax, ay), (bx, by) in zip(line, (*line[1:], line[0])):
            for n in range(bisect_left(levels, min(ay, by)), bisect_left(levels, max(ay, by))):
                crossings[n].append(ax + (levels[n] - ay) / (by - ay) * (bx - ax))
    return {y: list(zip(sorted(found)[::2], sorted(found)[1::2])) for y, found in zip(levels, crossings, strict=True)}


def _shared(a: Sequence[Stretch], b: Sequence[Stretch]) -> list[Stretch]:
    both = [(max(l1, l2), min(r1, r2)) for l1, r1 in a for l2, r2 in b]
    return [(left, right) for left, right in both if left < right]


def _spread(line: Line) -> float:
    """The area of a closed line."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(line, (*line[1:], line[0]))))


def largest(lines: Sequence[Line]) -> Box:
    """The frame of the largest of some closed lines."""
    line = max(lines, key=_spread)
    return box_of(line)


def beside(text: str, x: float, y: float, radius: float, size: float, taken: Sequence[Box], view: Box) -> tuple[Name, Box] | None:
    """A name right of a dot, left of it, below or above, the first that is free; None if none is."""
    wide = room(text, size)
    off = radius + GAP
    places = (
        (x + off, y, "start", x + off + wide / 2),
        (x - off, y, "end", x - off - wide / 2),
        (x, y + off + size / 2, "middle", x),
        (x, y - off - size / 2, "middle", x),
    )
    for at, level, anchor, middle in places:
        box = box_around(middle, level, wide, size)
        if _fits(box, taken, view):
            return Name(text, round(at, 1), round(level + size * 0.36, 1), anchor), box
    return None
