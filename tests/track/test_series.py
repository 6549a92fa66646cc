"""Series by day, week and month, checked by hand."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from sayso.model.event import Dyad, Event
from sayso.model.plain import from_plain, to_plain
from sayso.model.series import Series, TypeCount
from sayso.track.series import series_of

AB, BA = Dyad("ARN", "BEL"), Dyad("BEL", "ARN")
Make = Callable[..., Event]
Every = Callable[[str, str], frozenset[str]]


def counts(series: Series) -> list[int]:
    return [p.all.count for p in series.periods]


def test_a_week_of_deeds_allegations_and_words_counted_apart(make: Make, every: Every) -> None:
    events = [
        make("a", "2031-03-03", 4, score=-9),
        make("b", "2031-03-05", 4, deed=False, alleged=True, score=-7, type="COERCE"),
        make("c", "2031-03-09", 3, score=-3.5, disputed=True),
        make("d", "2031-03-09", 1, score=2.5, deed=False, alleged=True),
        make("e", "2031-03-10", 2, score=10),
        make("other", "2031-03-04", pairs=("BEL>ARN",)),
    ]
    first, second = series_of(events, every("2031-03-03", "2031-03-12"), AB).periods
    assert (first.start, first.end, first.days, first.covered) == ("2031-03-03", "2031-03-09", 7, 7)
    assert first.events == ("a", "b", "c", "d")
    assert (first.all.against, first.deeds.against, first.alleged.against, first.rhetoric.against, second.all.against) == (-19.5, -9.0, -7.0, -3.5, 0.0)
    assert (first.all.count, first.all.quads, first.all.score, first.all.mean) == (4, (1, 0, 1, 2), -17.0, -4.25)
    assert (first.deeds.count, first.deeds.score, first.deeds.mean, first.deeds.types) == (1, -9.0, -9.0, (TypeCount("ASSAULT", 1),))
    assert (first.alleged.count, first.alleged.mean, first.alleged.quads) == (1, -7.0, (0, 0, 0, 1))
    assert (first.rhetoric.count, first.rhetoric.score, first.rhetoric.mean) == (2, -1.0, -0.5)
    assert first.all.rate == pytest.approx(4 / 7)
    assert (first.disputed, first.undated) == (1, 0)
    assert (second.start, second.end, second.days, second.covered) == ("2031-03-10", "2031-03-16", 3, 3)
    assert second.deeds.quads == (0, 1, 0, 0)


def test_a_quiet_period_is_not_one_without_coverage(make: Make, every: Every) -> None:
    coverage = every("2031-03-01", "2031-03-02") | every("2031-03-05", "2031-03-06")
    series = series_of([make("a", "2031-03-06")], coverage, AB, "day")
    assert [p.covered for p in series.periods] == [1, 1, 0, 0, 1, 1]
    assert [p.quiet for p in series.periods] == [True, True, False, False, True, False]
    assert [p.unknown for p in series.periods] == [False, False, True, True, False, False]
    assert [p.all.rate for p in series.periods] == [0.0, 0.0, None, None, 0.0, 1.0]
    assert series.periods[0].all.mean is None


def test_an_event_on_a_day_without_reports_is_counted_but_has_no_rate(make: Make) -> None:
    series = series_of([make("a", "2031-03-04", first="2031-03-05")], {"2031-03-05"}, AB, "day")
    assert [(p.start, p.all.count, p.all.rate) for p in series.periods] == [("2031-03-04", 1, None), ("2031-03-05", 0, 0.0)]
    assert not series.periods[0].unknown


def test_what_is_to_come_or_only_denied_is_not_counted(make: Make, every: Every) -> None:
    events = [make(f"n{quad}", "2031-03-04", quad, deed=False) for quad in (1, 2, 3, 4)]
    assert counts(series_of(events, every("2031-03-01", "2031-03-05"), AB, "day")) == [0] * 5


@pytest.mark.parametrize(
    ("start", "end", "first", "unit", "period", "undated"),
    [
        ("2031-03-04", "2031-03-04", "2031-03-20", "day", "2031-03-04", 0),
        ("2031-03-03", "2031-03-09", "2031-03-20", "day", "2031-03-20", 1),  # a week is no day
        ("2031-03-03", "2031-03-09", "2031-03-20", "week", "2031-03-03", 0),
        ("2031-03-04", "2031-03-10", "2031-03-20", "week", "2031-03-17", 1),  # seven days of two weeks
        ("2031-03-01", "2031-03-31", "2031-04-20", "month", "2031-03-01", 0),
        ("2031-03-31", "2031-04-01", "2031-04-20", "month", "2031-04-01", 1),
        ("2031-03-04", None, "2031-03-05", "day", "2031-03-05", 1),  # the report's date alone
        ("2031-03-04", None, "2031-03-05", "month", "2031-03-01", 1),
    ],
)
def test_the_day_of_an_event(make: Make, every: Every, start: str, end: str | None, first: str, unit: str, period: str, undated: int) -> None:
    series = series_of([make("a", start, end=end, first=first)], every("2031-03-01", "2031-04-30"), AB, unit)  # type: ignore[arg-type]
    assert [(p.start, p.undated) for p in series.periods if p.events] == [(period, undated)]


def test_an_open_time_is_no_day_and_an_event_without_any_day_is_listed(make: Make, every: Every) -> None:
    event = make("a", "2031-03-04", first=None)
    assert event.time is not None
    lost = replace(event, time=replace(event.time, end=None))
    none = replace(event, id="b", time=None)
    series = series_of([none, lost], every("2031-03-01", "2031-03-05"), AB)
    assert sum(counts(series)) == 0
    assert series.unplaced == ("a", "b")


def test_both_directions_and_their_sum_hold_each_event_once(make: Make, every: Every) -> None:
    events = [make("a", "2031-03-04"), make("b", "2031-03-04", pairs=("BEL>ARN",)), make("talks", "2031-03-04", 1, pairs=("ARN>BEL", "BEL>ARN"))]
    days = every("2031-03-04", "2031-03-04")
    assert series_of(events, days, AB, "day").periods[0].events == ("a", "talks")
    assert series_of(events, days, BA, "day").periods[0].events == ("b", "talks")
    assert series_of([*events, *events], days, AB, "day", both=True).periods[0].events == ("a", "b", "talks")


def test_leap_days_and_week_53(make: Make, every: Every) -> None:
    months = series_of([make("leap", "2032-02-29")], every("2032-01-15", "2032-03-02"), AB, "month").periods
    assert [(p.start, p.end, p.days) for p in months] == [
        ("2032-01-01", "2032-01-31", 31),
        ("2032-02-01", "2032-02-29", 29),
        ("2032-03-01", "2032-03-31", 2),
    ]
    assert [p.all.count for p in months] == [0, 1, 0]
    # 2026 has 53 ISO weeks: the last runs from 28 December to 3 January 2027
    weeks = series_of([make("x", "2026-12-28", end="2027-01-03"), make("y", "2027-01-02")], every("2026-12-21", "2027-01-05"), AB, "week").periods
    assert [(p.start, p.end, p.all.count) for p in weeks] == [("2026-12-21", "2026-12-27", 0), ("2026-12-28", "2027-01-03", 2), ("2027-01-04", "2027-01-10", 0)]


def test_since_takes_its_whole_period_and_today_cuts(make: Make, every: Every) -> None:
    events = [make("old", "2031-02-28"), make("a", "2031-03-03"), make("b", "2031-03-12"), make("late", "2031-03-13")]
    series = series_of(events, every("2031-02-01", "2031-03-31"), AB, "week", since="2031-03-05", today="2031-03-12")
    assert [p.events for p in series.periods] == [("a",), ("b",)]
    assert [p.days for p in series.periods] == [7, 3]


def test_nothing_in_nothing_out(make: Make) -> None:
    assert series_of([], (), AB).periods == ()
    assert series_of([make("a", "2031-03-04")], (), AB).periods == ()
    only = series_of([], {"2031-03-04"}, AB, "month").periods
    assert [(p.all.count, p.covered, p.days) for p in only] == [(0, 1, 4)]


def test_the_order_of_events_does_not_matter_and_the_record_goes_to_plain_and_back(make: Make, every: Every) -> None:
    events = [make(f"e{n}", f"2031-03-{n % 9 + 1:02}", n % 4 + 1, score=0.1 * n) for n in range(40)]
    days = every("2031-03-01", "2031-03-31")
    series = series_of(events, days, AB)
    for seed in range(5):
        random.Random(seed).shuffle(events)
        assert series_of(events, days, AB) == series
    assert from_plain(Series, to_plain(series)) == series
