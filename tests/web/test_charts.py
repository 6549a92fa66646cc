"""Charts: what data becomes which geometry, and what the templates make of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

import sayso
from sayso.model.event import Account, Count, Dyad
from sayso.model.series import Change, Period, Series, Tally, Unit
from sayso.track.calendar import periods
from sayso.web.charts.agreement import agreement
from sayso.web.charts.bars import Bin, bars, binned, unit_for
from sayso.web.charts.dots import DotsChart, dots
from sayso.web.charts.lanes import LanesChart, lanes
from sayso.web.charts.scale import FEWEST, LETTER, NARROWEST, WIDTHS, axis, day_ticks, rounds, when, width_for

WEB = Path(sayso.__file__).parent / "web"
THERE, BACK = Dyad("AZE", "ARM"), Dyad("ARM", "AZE")
NAMES = {"AZE": "Azerbaijan", "ARM": "Armenia"}
HOSTILE = "<script>alert(1)</script>\"'&"
NOTHING = Tally(0, None, 0.0, 0.0, None, (0, 0, 0, 0), ())

Show = Callable[..., str]


@pytest.fixture(scope="module")
def show() -> Show:
    env = Environment(loader=FileSystemLoader(WEB / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)

    def shown(name: str, chart: Any, **given: Any) -> str:
        macro = getattr(env.get_template(f"charts/{name}.html").module, name)
        return str(macro(chart, **given))

    return shown


def tally(score: float, *quads: int, against: float | None = None) -> Tally:
    n = sum(quads)
    return Tally(n, None, score, min(score, 0.0) if against is None else against, score / n if n else None, tuple(quads) or (0, 0, 0, 0), ())


def period(start: str, end: str, deeds: Tally = NOTHING, alleged: Tally = NOTHING, words: Tally = NOTHING, covered: int | None = None) -> Period:
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
    kinds = (deeds, alleged, words)
    together = tally(sum(t.score for t in kinds), *(sum(t.quads[n] for t in kinds) for n in range(4)), against=sum(t.against for t in kinds))
    return Period(start, end, days, days if covered is None else covered, together, deeds, alleged, words, 0, 0, ())


def series(dyad: Dyad, found: list[Period], unit: Unit = "week") -> Series:
    return Series(dyad, False, unit, tuple(found), ())


def link(of: Period, towards: Dyad) -> str:
    return f"/events?pair={towards}&since={of.start}"


WEEKS = ("2031-03-03", "2031-03-09"), ("2031-03-10", "2031-03-16"), ("2031-03-17", "2031-03-23")


def crisis() -> LanesChart:
    there = [
        period(*WEEKS[0], tally(-27, 0, 0, 0, 3), tally(-9, 0, 0, 0, 1), tally(14.5, 4, 0, 0, 0)),
        period(*WEEKS[1], covered=0),
        period(*WEEKS[2], covered=2),
    ]
    back = [period(*WEEKS[0]), period(*WEEKS[1], covered=0), period(*WEEKS[2], words=tally(0, 1, 0, 1, 0), covered=2)]
    ruptures = (Change("2031-03-12", 0.1, 2.0, 0.97, "2031-03-10", "2031-03-13", "acts rose"),)
    return lanes(series(THERE, there), series(BACK, back), NAMES, link, ruptures)


def figure(low: int | None, best: int | None, high: int | None, day: str | None = "2031-03-12", kind: str = "killed") -> Count:
    return Count(kind, low, best, high, day, f"d{day}", (0, 2))


def account(side: str, source: str, *counts: Count, party: bool = False, origins: tuple[str, ...] = ()) -> Account:
    return Account("e1", side, source, "official", party, "done", ("Wire",), origins, ("c1",), counts, (), None, None, None, None)


def plain(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html).split())


# scales


@pytest.mark.parametrize(("top", "expected"), [(0.4, 1), (4, 4), (5, 6), (67, 80), (100, 100), (101, 150), (1_000_000, 1_000_000)])
def test_axes_begin_at_zero_and_end_on_a_round_value(top: float, expected: float) -> None:
    found = rounds(top, 4, whole=True)
    assert (found[0], found[-1]) == (0, expected)
    assert all(v == int(v) for v in found)
    assert 2 <= len(found) <= 5


def test_an_axis_is_logarithmic_only_where_values_are_far_apart() -> None:
    assert not axis((2, 100)).log
    wide = axis((0, 4, 201))
    assert wide.log
    assert [t.label for t in wide.ticks] == ["0", "1", "10", "100"]
    places = [wide.at(v) for v in (0, 1, 10, 100, 201)]
    assert places == sorted(places)
    assert len({*places}) == 5
    assert wide.at(10) - wide.at(1) == pytest.approx(wide.at(100) - wide.at(10), abs=0.02)


@pytest.mark.parametrize("values", [(0,), (0, 0), (1,), (7, 10**15), (1, 10**9), (999_999,)])
def test_labels_of_counts_never_collide_on_a_phone(values: tuple[int, ...]) -> None:
    found = axis(values)
    for a, b in pairwise(found.ticks):
        assert (b.at - a.at) / 100 * NARROWEST > (len(a.label) + len(b.label)) / 2 * LETTER
    assert all(0 <= found.at(v) <= 100 for v in values)


@pytest.mark.parametrize("unit", ["day", "week", "month"])
@pytest.mark.parametrize("count", [1, 2, 11, 60, 400])
def test_labels_of_days_never_collide_and_there_is_one(unit: Unit, count: int) -> None:
    starts = [a for a, _ in periods(date(2029, 11, 20), date(2029, 11, 20) + timedelta(days=31 * count), unit)][:count]
    slots, wide = max(count, FEWEST), width_for(count, 6)
    width = max(wide, NARROWEST)
    found = day_ticks(starts, slots, width)
    assert found
    assert any("20" in t.label + t.below for t in found)
    for a, b in pairwise(found):
        assert (b.at - a.at) / 100 * width > len(a.label) * LETTER


def test_month_and_year_of_days_stand_where_they_change() -> None:
    days = [date(2031, 2, 26) + timedelta(n) for n in range(14)]
    found = [(t.label, t.below) for t in day_ticks(days, 14, 640)]
    assert found[:4] == [("26", "Feb 2031"), ("27", ""), ("28", ""), ("1", "Mar 2031")]
    assert [t.below for t in day_ticks(days[2:], 14, 640)][:2] == ["", "Mar 2031"]


def test_labels_of_days_end_with_the_chart() -> None:
    days = [date(2031, 1, 1) + timedelta(n) for n in range(92)]
    for last in range(50, 93):
        for t in day_ticks(days[:last], last, 640):
            assert t.at / 100 * 640 + max(len(t.label), len(t.below)) * LETTER <= 640


def test_the_year_stands_where_it_changes() -> None:
    starts = [a for a, _ in periods(date(2030, 11, 1), date(2031, 2, 28), "month")]
    assert [(t.label, t.below) for t in day_ticks(starts, 16, 900)] == [("Nov", "2030"), ("Dec", ""), ("Jan", "2031"), ("Feb", "")]


def test_periods_in_words() -> None:
    assert when("2031-03-12", "2031-03-12") == "2031-03-12"
    assert when("2031-03-09", "2031-03-15") == "2031-03-09 to 03-15"
    assert when("2030-12-29", "2031-01-04") == "2030-12-29 to 2031-01-04"
    assert when("2032-02-01", "2032-02-29") == "2032-02"


def test_every_width_has_a_class() -> None:
    css = (WEB / "static" / "charts.css").read_text(encoding="utf-8")
    assert all(f".chart-w-{w} {{ min-width: {w}px; }}" in css for w in WIDTHS)
    assert width_for(40, 6) == 0
    assert width_for(400, 6) == 2400
    assert width_for(10_000, 6) == WIDTHS[-1]


# lanes


def test_a_bar_says_in_words_what_it_holds() -> None:
    chart = crisis()
    assert [b.title for b in chart.bars] == [
        "2031-03-03 to 03-09, Azerbaijan towards Armenia: 3 deeds, 1 alleged, 4 acts of speech; score -21.5; 4 of conflict, 4 of cooperation",
        "2031-03-17 to 03-23, Armenia towards Azerbaijan: 2 acts of speech; score 0; 1 of conflict, 1 of cooperation; reports on 2 of 7 days",
    ]
    assert [b.href for b in chart.bars] == ["/events?pair=AZE>ARM&since=2031-03-03", "/events?pair=ARM>AZE&since=2031-03-17"]


def test_one_direction_stands_above_the_line_and_the_other_below() -> None:
    chart = crisis()
    up, down = chart.bars
    assert all(p.y + p.height <= chart.middle + 0.1 and p.y >= chart.top - 0.1 for p in up.pieces)
    assert all(p.y >= chart.middle and p.y + p.height <= chart.foot for p in down.pieces)
    assert [(p.nature, p.conflict) for p in up.pieces] == [("deeds", True), ("alleged", True), ("rhetoric", False)]
    for inner, outer in pairwise(up.pieces):
        assert outer.y + outer.height == pytest.approx(inner.y, abs=0.15)


def test_height_is_the_score_and_both_lanes_have_one_axis() -> None:
    def week(score: float, n: int) -> list[Period]:
        return [period(*WEEKS[0], tally(score, 0, 0, 0, n))]

    up, down = lanes(series(THERE, week(-40, 4)), series(BACK, week(-10, 1)), NAMES, link).bars
    assert up.pieces[0].height == pytest.approx(4 * down.pieces[0].height, abs=0.3)


def test_conflict_and_cooperation_of_one_nature_do_not_offset_each_other() -> None:
    mixed = [period(*WEEKS[0], tally(-6, 0, 1, 0, 1, against=-10.0))]
    alone = [period(*WEEKS[0], tally(-10, 0, 0, 0, 1))]
    up, down = lanes(series(THERE, mixed), series(BACK, alone), NAMES, link).bars
    assert [(p.nature, p.conflict) for p in up.pieces] == [("deeds", True), ("deeds", False)]
    fight, peace = up.pieces
    assert fight.height == down.pieces[0].height
    assert peace.height == pytest.approx(0.4 * fight.height, abs=0.1)
    assert peace.y + peace.height == pytest.approx(fight.y, abs=0.15)
    assert "score -6; 1 of conflict, 1 of cooperation" in up.title


def test_cooperation_differs_in_shape_too() -> None:
    fight, peace = crisis().bars[0].pieces[0], crisis().bars[0].pieces[2]
    assert peace.width < fight.width
    assert peace.x > fight.x


def test_an_event_of_score_zero_shows() -> None:
    assert crisis().bars[1].pieces[0].height >= 2


def test_days_without_reports_are_a_band_and_not_quiet() -> None:
    (band,) = crisis().bands
    assert band.title == "2031-03-10 to 03-16: no reports on 7 days; nothing is known, which is not quiet"
    assert band.x == pytest.approx(100 / FEWEST, abs=0.01)


def test_the_label_of_a_band_stands_only_where_it_fits() -> None:
    one = [period(*WEEKS[0], tally(-9, 0, 0, 0, 1))]
    gap = [period(*(d.isoformat() for d in ends), covered=0) for ends in periods(date(2031, 3, 10), date(2031, 7, 20), "week")]
    wide = lanes(series(THERE, one + gap), series(BACK, one + gap), NAMES, link).bands[0]
    assert (wide.label, wide.desk) == ("no reports", False)
    short = lanes(series(THERE, one + gap[:1] + one * 60), series(BACK, one + gap[:1] + one * 60), NAMES, link).bands[0]
    assert short.label == ""


def test_ruptures_are_numbered_lines_that_do_not_cover_each_other() -> None:
    found = [period(d.isoformat(), d.isoformat(), tally(-9, 0, 0, 0, 1)) for d in (date(2031, 1, 1) + timedelta(n) for n in range(90))]
    near = [Change(f"2031-02-0{n}", 0.1, 2, 0.9, f"2031-02-0{n}", f"2031-02-0{n}", f"rose {n}") for n in (3, 1, 2)]
    out = Change("2032-01-01", 0.1, 2, 0.9, "2032-01-01", "2032-01-01", "later")
    chart = lanes(series(THERE, found, "day"), series(BACK, found, "day"), NAMES, link, [*near, out])
    assert [(f.number, f.reason) for f in chart.flags] == [(1, "rose 1"), (2, "rose 2"), (3, "rose 3")]
    assert len({f.row for f in chart.flags}) == 3
    assert chart.top > lanes(series(THERE, found, "day"), series(BACK, found, "day"), NAMES, link).top


def test_the_table_has_what_the_bars_have_and_quiet_weeks_share_a_row() -> None:
    quiet = [period(*(d.isoformat() for d in ends)) for ends in periods(date(2031, 3, 10), date(2031, 5, 4), "week")]
    first = [period(*WEEKS[0], tally(-27, 0, 0, 0, 3))]
    chart = lanes(series(THERE, first + quiet), series(BACK, [period(*WEEKS[0])] + quiet), NAMES, link)
    assert [(r.when, r.covered, r.note) for r in chart.rows] == [("2031-03-10 to 05-04", "56 of 56", "no events"), ("2031-03-03 to 03-09", "7 of 7", "")]
    there, back = chart.rows[1].cells
    assert (there.deeds, there.score, back.score, back.href) == (3, "-27", "", "")


@pytest.mark.parametrize(("covered", "said"), [(0, "nothing is known"), (7, "no events on 7 days with reports")])
def test_an_empty_pair_is_a_sentence(covered: int, said: str, show: Show) -> None:
    found = [period(*WEEKS[0], covered=covered)]
    chart = lanes(series(THERE, found), series(BACK, found), NAMES, link)
    assert said in chart.empty
    html = show("lanes", chart)
    assert said in html
    assert "<svg" not in html
    assert lanes(series(THERE, []), series(BACK, []), NAMES, link).empty


def test_four_hundred_days_stay_legible() -> None:
    days = [date(2030, 1, 1) + timedelta(n) for n in range(400)]
    found = [period(d.isoformat(), d.isoformat(), tally(-9, 0, 0, 0, 1)) for d in days]
    chart = lanes(series(THERE, found, "day"), series(BACK, found, "day"), NAMES, link)
    assert len(chart.bars) == 800
    assert chart.bars[0].slot / 100 * chart.wide >= 6
    assert len({b.left for b in chart.bars}) == 400
    assert all(b.left + b.slot <= 100.01 for b in chart.bars)
    assert [(t.label, t.below) for t in chart.days.phone][:6] == [("1", "Jan 2030"), ("7", ""), ("14", ""), ("21", ""), ("28", ""), ("4", "Feb 2030")]
    years = [period(a.isoformat(), b.isoformat(), tally(-9, 0, 0, 0, 1)) for a, b in periods(date(2028, 1, 3), date(2031, 1, 3), "week")]
    assert all(t.below for t in lanes(series(THERE, years), series(BACK, years), NAMES, link).days.phone), "where one scrolls, each month has its year"


def test_of_too_many_periods_the_last_are_drawn_and_it_says_so(show: Show) -> None:
    days = [(date(2020, 1, 1) + timedelta(n)).isoformat() for n in range(2000)]
    found = [period(d, d, *((tally(-9, 0, 0, 0, 1),) if n == 1999 else ())) for n, d in enumerate(days)]
    chart = lanes(series(THERE, found, "day"), series(BACK, found, "day"), NAMES, link)
    assert "the last 530 of 2,000 days" in show("lanes", chart)
    assert chart.text.startswith(f"{days[-530]} to")
    assert crisis().cut == ""


# dots

SAID = (
    account("ARM", "the ministry", figure(0, 0, 0), party=True),
    account("AZE", "the army", figure(7, 7, 7), figure(11, 11, 11, "2031-03-14"), party=True),
    account("independent", "a doctor", figure(4, None, None), figure(4, 4, 4, "2031-03-13"), origins=("source doctor",)),
    account("independent", "Wire", figure(4, 5, 6), origins=("source wire",)),
    account("independent", "a witness", figure(None, None, 5), origins=("source witness",)),
    account("independent", "a deputy", figure(8, None, None), origins=("source deputy",)),
    account("AZE", "a driver", figure(3, 3, 3, kind="wounded"), party=True),
)


def side(of: Account) -> str:
    return {"ARM": "Armenia", "AZE": "Azerbaijan", "independent": "on no side"}[of.side]


def test_a_row_a_source_grouped_by_side() -> None:
    chart = dots((SAID[2], *SAID[:2], *SAID[3:]), "killed", side)
    assert [(r.side_short, r.short) for r in chart.rows] == [
        ("on no side", "a doctor"),
        ("on no side", "Wire"),
        ("on no side", "a witness"),
        ("on no side", "a deputy"),
        ("Armenia", "the ministry"),
        ("Azerbaijan", "the army"),
    ]
    assert len(chart.rules) == 2
    assert [r.y for r in chart.rows] == sorted(r.y for r in chart.rows)


def test_sides_differ_in_word_shape_and_colour() -> None:
    many = [account(f"side {n}", "somebody", figure(n, n, n), party=True) for n in range(12)]
    marks = dots(many, "killed").sides
    assert len({m.name for m in marks}) == 12
    assert len({m.shape for m in marks[:6]}) == len({m.colour for m in marks[:6]}) == 6
    assert len({(m.shape, m.colour) for m in marks}) == 12
    assert {m.colour for m in marks} <= {*range(1, 7)}


def test_what_a_source_said_before_is_smaller_and_comes_first() -> None:
    army = dots(SAID, "killed", side).rows[1]
    assert [(f.text, f.earlier) for f in army.figures] == [("7 (2031-03-12)", True), ("11", False)]
    assert army.figures[0].y < army.figures[1].y
    assert army.figures[0].x < army.figures[1].x
    assert army.figures[1].title == "Azerbaijan, the army, 2031-03-14: 11"


def test_a_figure_a_later_one_is_a_case_of_is_not_drawn_twice_but_stands_in_the_table() -> None:
    chart = dots(SAID, "killed", side)
    assert [f.text for f in chart.rows[2].figures] == ["4"]
    assert [(t.figure, t.day) for t in chart.told if t.source == "a doctor"] == [("at least 4", "2031-03-12"), ("4", "2031-03-13")]


def test_ranges_and_open_ends() -> None:
    exact, ranged, most, least = (dots(SAID, "killed", side).rows[n].figures[-1] for n in (2, 3, 4, 5))
    assert (exact.low, exact.high, exact.hollow) == (exact.x, exact.x, False)
    assert ranged.low < ranged.x < ranged.high
    assert (most.less, most.more, most.hollow, most.text) == (True, False, True, "up to 5")
    assert (least.less, least.more, least.hollow, least.text) == (False, True, True, "at least 8")


def test_text_beside_a_dot_stays_inside_on_a_phone() -> None:
    for chart in (dots(SAID, "killed", side), dots((account("A", "x", figure(1, 2, 1_000_000), figure(999_000, None, None, "2031-03-14")),), "killed")):
        for f in (f for r in chart.rows for f in r.figures):
            left = f.text_x / 100 * NARROWEST + (-12 - len(f.text) * LETTER if f.before else 12)
            assert left >= 0 or f.low < 10
            assert f.before or left + len(f.text) * LETTER <= NARROWEST + LETTER


def test_a_wide_spread_is_logarithmic_and_says_so() -> None:
    assert dots(SAID, "killed", side).axis_title == "killed"
    far = dots((*SAID, account("GEO", "a minister", figure(900, 900, 900))), "killed", lambda a: a.side)
    assert far.axis_title == "killed, on a logarithmic axis"


def test_only_the_kind_asked_for_is_drawn() -> None:
    chart = dots(SAID, "wounded", side)
    assert [r.source for r in chart.rows] == ["a driver"]
    assert dots(SAID, "missing", side).empty == "No source says how many were missing."
    assert dots((account("A", "x", figure(None, None, None)),), "killed").empty


def test_a_war_of_sources_is_cut_in_the_plot_and_whole_in_the_table() -> None:
    chart = dots([account("ARM", f"source {n}", figure(n, n, n)) for n in range(50)], "killed")
    assert (len(chart.rows), chart.more, len(chart.told)) == (12, 38, 50)


def test_long_names_are_cut_to_a_phone() -> None:
    row = dots((account("A" * 60, "b" * 90, figure(1, 1, 1)),), "killed").rows[0]
    assert len(row.side_short) + len(row.short) <= 40
    assert row.source == "b" * 90


# agreement


def test_most_agree_on_a_range_of_those_on_no_side() -> None:
    found = agreement(SAID, "killed")
    assert found is not None
    assert (found.low, found.high, found.words) == (4, 4, "3 of 4 sources on no side: 4")


def test_a_half_is_no_majority_and_one_origin_agrees_with_nobody() -> None:
    free = [account("independent", n, figure(v, v, v), origins=(n,)) for n, v in (("a", 4), ("b", 4), ("c", 9), ("d", 12))]
    assert agreement(free, "killed") is None
    copies = [replace(a, origins=("one report",)) for a in free[:2]]
    assert agreement(copies, "killed") is None


def test_sources_of_one_side_do_not_make_an_agreement() -> None:
    one = [account("AZE", n, figure(11, 11, 11), party=True, origins=(n,)) for n in "abc"]
    assert agreement(one, "killed") is None
    both = [*one, account("ARM", "d", figure(10, None, None), party=True, origins=("d",))]
    found = agreement(both, "killed")
    assert found is not None
    assert found.words == "4 of 4 sources: 11"


def test_the_band_lies_where_they_agree() -> None:
    chart = dots(SAID, "killed", side)
    assert chart.shade is not None
    exact = chart.rows[2].figures[-1].x
    assert chart.shade.x < exact < chart.shade.x + chart.shade.width


# bars


def day_bins(count: int, deeds: int = 1) -> list[Bin]:
    days = [(date(2031, 1, 1) + timedelta(n)).isoformat() for n in range(count)]
    return [Bin(d, d, deeds, n % 2, n % 5) for n, d in enumerate(days)]


def test_bars_stack_and_lead_to_their_periods() -> None:
    chart = bars([Bin("2031-03-01", "2031-03-01", 3, 1, 4), Bin("2031-03-02", "2031-03-02", 0, 0, 0)], lambda b: f"/events?since={b.start}")
    (bar,) = chart.bars
    assert (bar.title, bar.href) == ("2031-03-01: 3 deeds, 1 alleged, 4 acts of speech", "/events?since=2031-03-01")
    assert [p.nature for p in bar.pieces] == ["deeds", "alleged", "words"]
    assert bar.pieces[0].y + bar.pieces[0].height == pytest.approx(chart.base)
    assert bar.pieces[0].height == pytest.approx(3 * bar.pieces[1].height, abs=0.3)
    assert chart.text == "2031-03-01 to 03-02: 3 deeds, 1 alleged, 4 acts of speech."


def test_one_event_beside_a_thousand_shows() -> None:
    chart = bars([Bin("2031-03-01", "2031-03-01", 10_000, 0, 0), Bin("2031-03-02", "2031-03-02", 0, 0, 1)], lambda b: "/")
    assert chart.bars[1].pieces[0].height >= 3


def test_the_unit_goes_with_the_span() -> None:
    assert [unit_for("2031-01-01", end) for end in ("2031-01-01", "2031-03-03", "2031-03-04", "2032-03-10", "2040-01-01")] == [
        "day",
        "day",
        "week",
        "month",
        "month",
    ]


def test_days_become_weeks_without_a_gap() -> None:
    found = binned([Bin("2031-03-23", "2031-03-23", 1, 0, 2), Bin("2031-03-03", "2031-03-03", 1, 1, 0), Bin("2031-03-09", "2031-03-09", 1, 0, 0)], "week")
    assert found == (Bin("2031-03-03", "2031-03-09", 2, 1, 0), Bin("2031-03-10", "2031-03-16", 0, 0, 0), Bin("2031-03-17", "2031-03-23", 1, 0, 2))
    assert binned((), "week") == ()


def test_nothing_to_draw_is_a_sentence(show: Show) -> None:
    for found in ([], [Bin("2031-03-01", "2031-03-01", 0, 0, 0)]):
        assert "No events" in show("bars", bars(found, lambda b: "/"))


# templates


def charts() -> list[tuple[str, Any]]:
    return [
        ("lanes", crisis()),
        ("dots", dots(SAID, "killed", side, lambda a, c: f"/documents/{c.document}")),
        ("dots", dots((*SAID, account("GEO", "far", figure(900, 1000, 1200))), "killed", lambda a: a.side)),
        ("bars", bars(day_bins(40), lambda b: f"/events?since={b.start}&until={b.end}")),
    ]


@pytest.mark.parametrize("n", range(4))
def test_what_is_drawn_is_well_formed_named_and_free_of_style_and_script(n: int, show: Show) -> None:
    name, chart = charts()[n]
    html = show(name, chart)
    root = ElementTree.fromstring(html)
    assert html == show(name, charts()[n][1])
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len({*ids})
    used = {r for e in root.iter() for r in (e.get("aria-labelledby") or "").split()} | {*re.findall(r"url\(#([^)]+)\)", html)}
    assert used <= {*ids}
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", html)
    assert not re.search(r"(?:fill|stroke)=\"(?!url)", html), "colours come from the style sheet"
    (plot,) = [e for e in root.iter("svg") if e.get("role")]
    links = [*plot.iter("a")]
    assert plot.get("role") == ("group" if links else "img")
    assert all(a.get("aria-label") and a.get("href") for a in links)
    assert root.find(".//details/summary") is not None


def test_every_bar_has_its_words_in_the_page_and_its_place_in_the_table(show: Show) -> None:
    html = show("lanes", crisis())
    root = ElementTree.fromstring(html)
    told = {t.text for t in root.iter("title")}
    assert {b.title for b in crisis().bars} <= told
    assert [a.get("href") for a in root.findall(".//table//a")] == [b.href for b in reversed(crisis().bars)]
    assert "2031-03-10 to 03-16" in plain(html)
    assert "no reports: nothing is known" in plain(html)
    assert "acts rose" in plain(html.split("<ol>")[1])


def test_classes_tell_nature_and_sign(show: Show) -> None:
    html = show("lanes", crisis())
    for found in ("piece deeds conflict", "piece alleged conflict", "piece rhetoric cooperation"):
        assert f'class="{found}"' in html
    assert html.count("url(#lanes-dots)") == 2
    css = (WEB / "static" / "charts.css").read_text(encoding="utf-8")
    assert not re.search(r"#[0-9a-f]{3,8}\b|\brgb|\bhsl", css), "colours come from the page's properties"


def test_names_from_reports_are_escaped(show: Show) -> None:
    week = [period(*WEEKS[0], tally(-9, 0, 0, 0, 1))]
    bad = Change("2031-03-05", 0, 1, 0.9, "2031-03-05", "2031-03-05", HOSTILE)
    hostile: list[tuple[str, LanesChart | DotsChart]] = [
        ("lanes", lanes(series(THERE, week), series(BACK, week), {"AZE": HOSTILE}, lambda p, d: f"/x?{HOSTILE}", [bad])),
        ("dots", dots((account(HOSTILE, HOSTILE, figure(1, 1, 1)),), "killed", lambda a: a.side, lambda a, c: HOSTILE)),
    ]
    for name, chart in hostile:
        html = show(name, chart)
        assert "<script" not in html
        ElementTree.fromstring(html)


def test_two_plots_of_one_page_have_different_ids(show: Show) -> None:
    both = show("dots", dots(SAID, "killed", side)) + show("dots", dots(tuple(replace(a, event="e2") for a in SAID), "killed", side))
    ids = re.findall(r'\sid="([^"]+)"', both)
    assert len(ids) == len({*ids})
