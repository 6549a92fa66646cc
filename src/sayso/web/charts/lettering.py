"""Where words and counts stand on a map: in the land they belong to, beside their dot, never over one another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.web.charts.projection import Box
from sayso.web.charts.shapes import Line, Point

ROWS = 11
"""Heights that are tried in a country."""
LETTER = 0.54
"""Mean width of a letter, as a share of the size of the type (sans-serif; measured on names of countries: .48 to .56)."""
GAP = 3.0
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
    line = max(lines, key=_spread, default=())
    ys = [y for _, y in line]
    if not ys or min(ys) + height > max(ys):
        return None
    best: tuple[float, float, Point] | None = None
    low, high = max(min(ys), view.top) + height / 2, min(max(ys), view.bottom) - height / 2
    for n in range(ROWS):
        y = low + (high - low) * (n + 0.5) / ROWS
        free = _free(lines, y, height, [b for b in taken if b.top < y + height / 2 and b.bottom > y - height / 2], view)
        for left, right in free:
            found = (right - left, -abs(y - (low + high) / 2), ((left + right) / 2, y))
            if right - left >= width + 2 * GAP and (best is None or found > best):
                best = found
    return best[2] if best else None


def near(x: float, y: float, width: float, height: float, taken: Sequence[Box], view: Box) -> Point:
    """The closest free place for a box: on the spot, else around it, farther and farther off; on the spot if there is none in FAR."""
    tries = [(x, y), *((x + far * math.cos(turn * math.pi / 4), y + far * math.sin(turn * math.pi / 4)) for far in FAR for turn in range(8))]
    return next((at for at in tries if _fits(box_around(*at, width, height), taken, view)), (x, y))


def _fits(box: Box, taken: Sequence[Box], view: Box) -> bool:
    inside = box.left >= view.left and box.right <= view.right and box.top >= view.top and box.bottom <= view.bottom
    return inside and not any(overlaps(box, t) for t in taken)


def _free(lines: Sequence[Line], y: float, height: float, taken: Sequence[Box], view: Box) -> list[tuple[float, float]]:
    """Stretches of a strip that lie within the outlines along its top, middle and foot, without what is taken."""
    free = [(view.left, view.right)]
    for at in (y - height / 2, y, y + height / 2):
        free = _shared(free, _inside(lines, at))
    for box in taken:
        free = [part for left, right in free for part in ((left, min(right, box.left)), (max(left, box.right), right)) if part[0] < part[1]]
    return free


def _inside(lines: Sequence[Line], y: float) -> list[tuple[float, float]]:
    """Where a level line runs inside closed lines (even-odd)."""
    crossings = []
    for line in lines:
        for (ax, ay), (bx, by) in zip(line, (*line[1:], line[0])):
            if (ay > y) != (by > y):
                crossings.append(ax + (y - ay) / (by - ay) * (bx - ax))
    crossings.sort()
    return list(zip(crossings[::2], crossings[1::2]))


def _shared(a: Sequence[tuple[float, float]], b: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    both = [(max(l1, l2), min(r1, r2)) for l1, r1 in a for l2, r2 in b]
    return [(left, right) for left, right in both if left < right]


def _spread(line: Line) -> float:
    """The area of a closed line."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(line, (*line[1:], line[0]))))


def largest(lines: Sequence[Line]) -> Box:
    """The frame of the largest of some closed lines."""
    line = max(lines, key=_spread)
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return Box(min(xs), min(ys), max(xs), max(ys))


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
