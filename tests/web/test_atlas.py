"""The map draws places as closely as they are known, and never closer."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

import sayso
from sayso.errors import DataError
from sayso.web.charts.atlas import atlas
from sayso.web.charts.drawn import Atlas
from sayso.web.charts.frame import NARROWEST, WIDTH, Bounds, frame_for
from sayso.web.charts.projection import Azimuthal, Box, EqualEarth, clipped, extent
from sayso.web.charts.shapes import load_shapes, shapes
from sayso.web.charts.spots import Spot, reach_of


def spot(name: str, country: str | None, at: tuple[float, float] | None, precision: int | None, counts: tuple[int, int, int] = (1, 0, 0)) -> Spot:
    latitude, longitude = at or (None, None)
    return Spot(name, country, latitude, longitude, precision, *counts, href=f"/events?place={name}", label=name)


def drawn(*spots: Spot) -> str:
    return " | ".join(row.drawn for row in atlas(spots).rows)


HOMS = spot("Homs", "SYR", (34.73, 36.71), 1, (3, 2, 1))
SYRIA = spot("Syria", "SYR", None, 6, (0, 2, 0))


@pytest.mark.parametrize(
    ("place", "how"),
    [
        (HOMS, "dot"),
        (spot("Homs", "SYR", None, 1), "hatched country"),
        (spot("Syria", "SYR", (35.0, 38.0), 6), "hatched country"),
        (spot("Null", "YEM", (0.0, 0.0), 1), "hatched country"),
        (spot("Null", None, (0.0, 0.0), 1), "not on the map: no country and no coordinates"),
        (spot("Odd", "SYR", (135.0, 38.0), 1), "hatched country"),
        (spot("NaN", None, (math.nan, 38.0), 1), "not on the map: no country and no coordinates"),
        (spot("Idlib", "SYR", (35.9, 36.6), 4), "hatched circle of 86 km"),
        (spot("Bekaa", "LBN", (33.8, 35.9), 4), "hatched circle of 20 km"),
        (spot("A valley", None, (33.8, 35.9), None), "hatched circle of 100 km"),
        (spot("Red Sea", "YEM", None, 7), "not on the map: at sea or in the air, no coordinates"),
        (spot("Gibraltar", "GIB", None, 6), "not on the map: no outline of GIB"),
        (spot("Nothing", "SYR", (34.0, 36.0), 1, (0, 0, 0)), "not on the map: no events"),
    ],
)
def test_a_place_is_drawn_as_closely_as_it_is_known(place: Spot, how: str) -> None:
    assert drawn(place) == how


def test_land_without_a_code_is_nobodys_answer() -> None:
    assert "" in shapes()
    assert drawn(spot("border", None, None, 5), spot("x", "", None, 6)) == " | ".join(["not on the map: no country and no coordinates"] * 2)


def test_areas_of_one_country_are_counted_together_and_named() -> None:
    made = atlas([HOMS, SYRIA, spot("Deir al-Zour", "SYR", None, 4)], link=lambda code: f"/events?country={code}")
    (area,) = made.areas
    assert (area.count, area.kind, area.href) == (3, "deeds", "/events?country=SYR")
    assert area.title == "Somewhere in Syria: 1 deed, 2 alleged; told as Deir al-Zour"
    assert "SYR" not in {land.code for land in made.land}
    assert {"LBN", "IRQ", "TUR"} <= {land.code for land in made.land}


def test_the_area_of_a_dot_goes_with_its_count_and_its_kinds() -> None:
    made = atlas([spot("A", "SYR", (34, 36), 1, (9, 4, 3)), spot("B", "SYR", (36, 38), 1, (4, 0, 0))])
    big, small = made.dots
    assert big.name == "A"
    assert small.r / big.r == pytest.approx(math.sqrt(4 / 16), abs=0.02)
    assert big.deeds / big.r == pytest.approx(math.sqrt(9 / 16), abs=0.02)
    assert big.alleged / big.r == pytest.approx(math.sqrt(13 / 16), abs=0.02)
    assert (big.hollow, small.hollow, small.alleged) == (True, False, 0)


def test_large_dots_come_first_and_order_does_not_matter() -> None:
    places = [HOMS, SYRIA, spot("Aleppo", "SYR", (36.2, 37.16), 1, (20, 0, 0)), spot("Beirut", "LBN", (33.9, 35.5), 1)]
    made = atlas(places)
    assert [d.name for d in made.dots] == ["Aleppo", "Homs", "Beirut"]
    assert atlas(places[::-1]) == made


def test_a_map_is_never_closer_than_towns_are_known() -> None:
    frame = frame_for([(36.71, 34.73)])
    assert WIDTH / frame.scale == pytest.approx(NARROWEST)
    assert frame.at((36.71, 34.73)) == pytest.approx((WIDTH / 2, frame.height / 2))


def test_places_on_both_sides_of_the_180th_meridian_are_neighbours() -> None:
    assert (extent([(179, 1), (-179, 3)]).west, extent([(179, 1), (-179, 3)]).east) == (179, 181)
    made = atlas([spot("Suva", "FJI", (-18.1, 178.4), 1), spot("Apia", "WSM", (-13.8, -171.8), 1), spot("Fiji", "FJI", None, 6)])
    assert made.bar is not None
    assert made.bar.km <= 500
    west, east = sorted(made.dots, key=lambda d: d.x)
    assert west.name == "Suva"
    assert east.x - west.x > WIDTH / 2


def test_dots_lie_within_the_drawing_and_small_countries_are_seen() -> None:
    made = atlas(
        [spot("A", "USA", (38.9, -77.0), 1), spot("B", "AUS", (-33.9, 151.2), 1), spot("C", "FJI", (-16.9, -179.9), 1), spot("Bahrain", "BHR", None, 6)]
    )
    assert made.bar is None
    assert all(0 <= d.x <= made.width and 0 <= d.y <= made.height for d in made.dots)
    assert made.areas[0].circle is not None


def test_what_lies_outside_the_bounds_is_listed() -> None:
    made = atlas([HOMS, spot("Cairo", "EGY", (30.0, 31.2), 1), SYRIA, spot("Peru", "PER", None, 6)], Bounds(35, 32, 43, 38))
    assert [(row.spot.name, row.drawn) for row in made.missing] == [("Cairo", "not on the map: outside this map"), ("Peru", "not on the map: outside this map")]
    assert made.events == 2


def test_bounds_may_cross_the_180th_meridian() -> None:
    made = atlas([spot("Suva", "FJI", (-18.1, 178.4), 1), spot("Apia", "WSM", (-13.8, -171.8), 1), HOMS], Bounds(170, -25, -165, -5))
    assert {row.spot.name for row in made.missing} == {"Homs"}


def test_projections_keep_areas() -> None:
    for projection in (Azimuthal(40.0, 35.0), EqualEarth(11.0)):
        for x, y in ((40.0, 35.0), (60.0, 10.0), (20.0, 60.0)):
            a, b, c = projection((x, y)), projection((x + 0.01, y)), projection((x, y + 0.01))
            area = abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]))
            degree = 6371.0 * math.radians(0.01)
            assert area == pytest.approx(degree**2 * math.cos(math.radians(y)), rel=1e-3)


def test_a_line_is_cut_at_its_box() -> None:
    square = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
    cut = clipped(square, Box(5, -5, 20, 5))
    assert set(cut) == {(5.0, 0.0), (10.0, 0.0), (10.0, 5.0), (5.0, 5.0)}
    assert clipped(square, Box(20, 20, 30, 30)) == ()


@pytest.mark.parametrize(
    ("code", "area"), [("UKR", 603_500), ("LBN", 10_450), ("SOM", 637_700), ("CYP", 9_250), ("GUF", 83_500), ("XKX", 10_900), ("PSE", 6_020)]
)
def test_countries_are_as_large_as_they_are(code: str, area: float) -> None:
    assert shapes()[code].area == pytest.approx(area, rel=0.06)


def test_a_circle_is_no_larger_than_its_country_allows() -> None:
    assert reach_of(4, shapes()["RUS"]) == 100
    assert reach_of(3, shapes()["LBN"]) < 10


def test_a_map_of_a_continent_is_small() -> None:
    assert len(page(atlas([spot("Cairo", "EGY", (30, 31.2), 1), spot("Cape Town", "ZAF", (-33.9, 18.4), 1), spot("Dakar", "SEN", (14.7, -17.4), 1)]))) < 100_000


def test_a_broken_file_of_outlines_is_told(tmp_path: Path) -> None:
    path = tmp_path / "countries.json"
    path.write_text('{"arcs": ["?"], "grid": 1}', encoding="utf-8")
    with pytest.raises(DataError, match="build_shapes"):
        load_shapes(path)


def page(made: Atlas) -> str:
    folder = Path(sayso.__file__).parent / "web" / "templates"
    env = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return env.from_string('{% from "charts/atlas.html" import atlas %}{{ atlas(map) }}').render(map=made)


def test_the_drawing_escapes_and_links_and_has_its_table() -> None:
    hostile = dataclasses.replace(HOMS, name='<script>"&', label='"><script>alert(1)</script>', href='/events?place="x"')
    text = page(atlas([hostile, SYRIA, spot("Red Sea", None, None, 7)]))
    assert "<script" not in text
    assert 'href="/events?place=&#34;x&#34;"' in text
    assert "style=" not in text
    assert "not on the map: at sea" in text
    assert text.count("<tr>") == 4


def test_nothing_to_draw_is_a_map_of_the_world() -> None:
    made = atlas([])
    assert len(made.land) > 150
    assert "0 as dots" in made.summary
    assert page(made)
