"""The map: where events are told to have been, on outlines of countries. `templates/charts/atlas.html` draws it.

Dots for places with coordinates; hatched land or a hatched circle where only an area is known; the rest is listed. From the middle of a dot
outwards: deeds filled, alleged ones hatched, words hollow, each with its share of the area.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sayso.web.charts.drawn import Area, Atlas, Bar, Circle, Dot, Land, Row, Size
from sayso.web.charts.frame import WIDTH, Bounds, Frame, frame_for, path
from sayso.web.charts.lettering import Name, beside, box_around, largest, near, room, within
from sayso.web.charts.outlines import outlines
from sayso.web.charts.projection import Box
from sayso.web.charts.shapes import Country, Line, Point, Shapes, shapes
from sayso.web.charts.spots import Around, Drawing, Nowhere, Pin, Somewhere, Spot, counted, drawing_of, kind_of
from sayso.web.words import PRECISION

ONE, LARGEST, SMALLEST = 6.5, 24.0, 4.0
"""Radius of a dot for one event, where that leaves none larger than the second; none is smaller than the third."""
LEAST_AREA = 9.0
"""Half the width below which a country gets a hatched circle around it."""
LEAST_CIRCLE = 14.4
"""Radius of the smallest hatched circle: one that shows around its badge."""
ON_PHONES = 1.4
"""How much larger atlas.css draws dots, and those of the key, on a narrow screen."""
BADGE = 18.0
LETTERS, SMALL = 12.0, 11.0
NAMED = 40
"""Dots whose name is written, at most."""
EDGE = 2.0
BAR = 150.0
"""The longest the bar of the scale may be."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A frame, what is to be seen of each country in it, and its limits."""

    frame: Frame
    lines: Mapping[str, tuple[Line, ...]]
    view: Box


def atlas(spots: Sequence[Spot], bounds: Bounds | None = None, link: Callable[[str], str] | None = None, world: Shapes | None = None) -> Atlas:
    """A map of places. `bounds` says what part of the earth to show (what lies outside is listed as such), None: all that can be drawn, with a
    margin, never less than 300 km across. `link` gives the address of what is told of a country as a whole, by its code; `world` other outlines
    than those of the program. The same places in another order give the same map."""
    known = shapes() if world is None else world
    ordered = sorted(spots, key=lambda s: (-s.total, s.name, s.country or "", s.href, s.label))
    drawn = [(spot, drawing_of(spot, known)) for spot in ordered]
    frame = frame_for(bounds.points if bounds else [p for _, drawing in drawn for p in _points(drawing)])
    lines = outlines(known, frame)
    sheet = _Sheet(frame, lines, Box(EDGE, EDGE, WIDTH - EDGE, frame.height - EDGE))
    drawn = [(spot, _seen(drawing, sheet, bounds)) for spot, drawing in drawn]
    dots = _dots(drawn, frame)
    taken = [box_around(d.x, d.y, 2 * d.r, 2 * d.r) for d in dots]
    areas = _areas(drawn, sheet, link, taken)
    places = _places(dots, sheet, taken)
    hatched = {drawing.country.code for _, drawing in drawn if isinstance(drawing, Somewhere)}
    land = tuple(Land(code, d) for code, found in lines.items() if code not in hatched and (d := path(found)))
    rows = tuple(_row(spot, drawing, known) for spot, drawing in drawn)
    return Atlas(
        int(WIDTH), int(frame.height), land, areas, dots, _countries(known, sheet, taken), places, _sizes(drawn), _bar(frame), rows, _summary(rows, dots, areas)
    )


def _points(drawing: Drawing) -> list[Point]:
    """What has to be on the map for a place: its point, the circle, or the main parts of the country."""
    match drawing:
        case Pin(point):
            return [point]
        case Around((x, y), reach):
            up = reach / 111.2
            across = up / max(0.05, math.cos(math.radians(y)))
            return [(x, min(90.0, y + up)), (x, max(-90.0, y - up)), (x + across, y), (x - across, y)]
        case Somewhere(country):
            return [p for o in country.outlines if o.area >= country.outlines[0].area / 4 for p in o.lines[-1]]
        case Nowhere():
            return []


def _seen(drawing: Drawing, sheet: _Sheet, bounds: Bounds | None) -> Drawing:
    """The same, or Nowhere if it lies outside the map."""
    outside = Nowhere("outside this map")
    match drawing:
        case Pin(point) | Around(point, _):
            return drawing if sheet.frame.holds(*sheet.frame.beside(point)) and (bounds is None or bounds.holds(*point)) else outside
        case Somewhere(country):
            return drawing if any(sheet.frame.holds(x, y) for line in sheet.lines.get(country.code, ()) for x, y in line) else outside
        case Nowhere():
            return drawing


def _row(spot: Spot, drawing: Drawing, known: Shapes) -> Row:
    found = known.get(spot.country) if spot.country else None
    country = found.name if found else spot.country or ""
    return Row(spot, country, PRECISION.get(spot.precision or 0, "not known"), _told(drawing), not isinstance(drawing, Nowhere))


def _told(drawing: Drawing) -> str:
    match drawing:
        case Pin():
            return "dot"
        case Around(_, reach):
            return f"hatched circle of {round(reach)} km"
        case Somewhere():
            return "hatched country"
        case Nowhere(why):
            return f"not on the map: {why}"


def _unit(most: int) -> float:
    return min(ONE, LARGEST / math.sqrt(max(1, most)))


def _radius(count: int, most: int) -> float:
    return max(SMALLEST, _unit(most) * math.sqrt(count))


def _most(drawn: Sequence[tuple[Spot, Drawing]]) -> int:
    return max((spot.total for spot, drawing in drawn if isinstance(drawing, Pin)), default=0)


def _dots(drawn: Sequence[tuple[Spot, Drawing]], frame: Frame) -> tuple[Dot, ...]:
    """The largest first, so that none is hidden."""
    most = _most(drawn)
    return tuple(_dot(spot, drawing.point, frame, most) for spot, drawing in drawn if isinstance(drawing, Pin))


def _dot(spot: Spot, point: Point, frame: Frame, most: int) -> Dot:
    x, y = frame.beside(point)
    r = _radius(spot.total, most)
    both = spot.deeds + spot.alleged
    return Dot(
        name=spot.name,
        kind=spot.kind,
        x=round(x, 1),
        y=round(y, 1),
        r=round(r, 1),
        alleged=round(r * math.sqrt(both / spot.total), 1) if spot.alleged else 0,
        deeds=round(r * math.sqrt(spot.deeds / spot.total), 1),
        hollow=spot.words > 0,
        href=spot.href,
        title=_title(spot),
    )


def _title(spot: Spot) -> str:
    return f"{spot.label}: {counted(spot.deeds, spot.alleged, spot.words)}"


def _areas(drawn: Sequence[tuple[Spot, Drawing]], sheet: _Sheet, link: Callable[[str], str] | None, taken: list[Box]) -> tuple[Area, ...]:
    """Hatched countries, in the order of their codes, then circles, the largest first. Each takes the room of its badge."""
    inside: dict[str, tuple[Country, list[Spot]]] = {}
    for spot, drawing in drawn:
        if isinstance(drawing, Somewhere):
            inside.setdefault(drawing.country.code, (drawing.country, []))[1].append(spot)
    around = sorted(((spot, drawing) for spot, drawing in drawn if isinstance(drawing, Around)), key=lambda pair: -pair[1].reach)
    circles = [_circle(spot, drawing, sheet, taken) for spot, drawing in around]
    return (*(_country(country, spots, sheet, link, taken) for _, (country, spots) in sorted(inside.items())), *circles)


def _country(country: Country, spots: Sequence[Spot], sheet: _Sheet, link: Callable[[str], str] | None, taken: list[Box]) -> Area:
    lines = sheet.lines[country.code]
    frame = largest(lines)
    counts = sum(s.deeds for s in spots), sum(s.alleged for s in spots), sum(s.words for s in spots)
    width = _badge(sum(counts))
    small = max(frame.right - frame.left, frame.bottom - frame.top) < 2 * LEAST_AREA
    middle = ((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2)
    roomy = None if small else within(lines, width, BADGE, taken, sheet.view)
    x, y = roomy or near(*middle, width, BADGE, taken, sheet.view)
    taken.append(box_around(x, y, width, BADGE))
    told = [s.name for s in spots if s.name and s.name != country.name]
    names = f"; told as {', '.join(told)}" if told else ""
    return Area(
        name=country.name,
        kind=kind_of(*counts[:2]),
        count=sum(counts),
        d=path(lines),
        circle=Circle(round(middle[0], 1), round(middle[1], 1), LEAST_CIRCLE) if small else None,
        x=round(x, 1),
        y=round(y, 1),
        width=width,
        lead=_lead(middle, (x, y)) if roomy is None else None,
        href=link(country.code) if link else spots[0].href if len(spots) == 1 else None,
        title=f"Somewhere in {country.name}: {counted(*counts)}{names}",
    )


def _circle(spot: Spot, drawing: Around, sheet: _Sheet, taken: list[Box]) -> Area:
    middle = sheet.frame.beside(drawing.point)
    r = max(LEAST_CIRCLE, drawing.reach * sheet.frame.scale)
    circle = Circle(round(middle[0], 1), round(middle[1], 1), round(r, 1))
    width = _badge(spot.total)
    x, y = near(*middle, width, BADGE, taken, sheet.view)
    taken.append(box_around(x, y, width, BADGE))
    title = f"{_title(spot)}; within about {round(drawing.reach)} km"
    return Area(spot.name, spot.kind, spot.total, "", circle, round(x, 1), round(y, 1), width, _lead(middle, (x, y)), spot.href, title)


def _lead(middle: Point, badge: Point) -> Point | None:
    return None if badge == middle else (round(middle[0], 1), round(middle[1], 1))


def _badge(count: int) -> float:
    return round(max(BADGE, room(str(count), LETTERS) + 10), 1)


def _countries(known: Shapes, sheet: _Sheet, taken: list[Box]) -> tuple[Name, ...]:
    """Names of the countries in view, where they fit; the largest first."""
    found = []
    for code in sorted(sheet.lines, key=lambda c: (-_spread(largest(sheet.lines[c])), c)):
        text = known[code].name
        at = within(sheet.lines[code], room(text, LETTERS), LETTERS, taken, sheet.view) if text else None
        if at:
            found.append(Name(text, round(at[0], 1), round(at[1] + LETTERS * 0.36, 1), "middle"))
            taken.append(box_around(*at, room(text, LETTERS), LETTERS))
    return tuple(found)


def _spread(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


def _places(dots: Sequence[Dot], sheet: _Sheet, taken: list[Box]) -> tuple[Name, ...]:
    """Names of the dots with the most events, where they fit."""
    found = []
    for dot in dots[:NAMED]:
        placed = beside(dot.name, dot.x, dot.y, dot.r, SMALL, taken, sheet.view) if dot.name else None
        if placed:
            found.append(placed[0])
            taken.append(placed[1])
    return tuple(found)


def _sizes(drawn: Sequence[tuple[Spot, Drawing]]) -> tuple[Size, ...]:
    """One event, a quarter of the most, the most: as far as they differ."""
    most = _most(drawn)
    counts = sorted({1, most // 4, most} - {0}) if most else []
    found: list[Size] = []
    for count in counts:
        r = round(_radius(count, most), 1)
        before = found[-1] if found else None
        if before is None or r > before.r:
            found.append(Size(round((before.x + before.r * ON_PHONES + 44 if before else 0) + r * ON_PHONES, 1), r, count))
    return tuple(found)


def _bar(frame: Frame) -> Bar | None:
    """The longest round length that fits; None for a map of the world, where no length is true everywhere."""
    if not frame.regional:
        return None
    lengths = [n * 10**power for power in range(5) for n in (1, 2, 5)]
    km = max((n for n in lengths if n * frame.scale <= BAR), default=1)
    return Bar(km, round(km * frame.scale, 1))


def _summary(rows: Sequence[Row], dots: Sequence[Dot], areas: Sequence[Area]) -> str:
    """What the map shows, in a sentence, for those who do not see it."""
    missing = sum(not row.on_map for row in rows)
    return f"Map of {len(rows)} places: {len(dots)} as dots, {len(areas)} areas hatched, {missing} not on the map."
