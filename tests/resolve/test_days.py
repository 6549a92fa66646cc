"""When: intervals of days, also open ones and those at the ends of the calendar."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.model.claim import Time
from sayso.ontology.resolving import Resolving
from sayso.resolve.between import likeness, view_of
from sayso.resolve.days import before, days_of, gap, length, tightest, window


@pytest.mark.parametrize(
    ("start", "end", "published", "found"),
    [
        ("2031-04-08", "2031-04-08", "2031-04-09", ("2031-04-08", "2031-04-08", True)),
        ("2031-04-01", "2031-04-30", "2031-05-09", ("2031-04-01", "2031-04-30", True)),
        ("2031-04-01", None, "2031-04-09", ("2031-04-01", "2031-04-09", True)),
        ("2031-04-01", None, None, ("2031-04-01", None, True)),
        ("2031-04-12", None, "2031-04-09", ("2031-04-12", "2031-04-12", True)),
        (None, "2031-04-09", None, ("2031-03-19", "2031-04-09", False)),
        (None, "0001-01-05", None, ("0001-01-01", "0001-01-05", False)),
        ("9999-12-31", None, "2031-04-09", ("9999-12-31", "9999-12-31", True)),
    ],
)
def test_stated_times(rules: Resolving, start: str | None, end: str | None, published: str | None, found: tuple[str | None, str | None, bool]) -> None:
    assert window(Time(start, end, None, 1, "stated"), published, False, rules) == found


@pytest.mark.parametrize("time", [None, Time("2031-04-09", "2031-04-09", None, 2, "published"), Time(None, None, None, None, "stated", reason="vague")])
def test_without_a_stated_time_it_lies_before_the_report(rules: Resolving, time: Time | None) -> None:
    undated, recalled = rules.days["undated"], rules.days["recalled"]
    assert window(time, "2031-04-29", False, rules) == (before("2031-04-29", undated), "2031-04-29", False)
    assert window(time, "2031-04-29", True, rules) == (before("2031-04-29", recalled), "2031-04-29", False)
    assert window(time, "0001-01-01", True, rules) == ("0001-01-01", "0001-01-01", False)
    assert window(time, None, True, rules) == (None, None, False)


def test_days_before_and_behind_stay_in_the_calendar() -> None:
    assert before("2031-03-01", 1) == "2031-02-28"
    assert before("2032-03-01", 1) == "2032-02-29"
    assert before("2031-12-31", -1) == "2032-01-01"
    assert before("0001-01-03", 30) == "0001-01-01"
    assert before("9999-12-30", -30) == "9999-12-31"


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        (("2031-04-08", "2031-04-08"), ("2031-04-08", "2031-04-08"), 0),
        (("2031-04-08", "2031-04-08"), ("2031-04-11", "2031-04-12"), 3),
        (("2031-04-01", "2031-04-30"), ("2031-04-30", "2031-05-02"), 0),
        (("2030-01-01", "2031-12-31"), ("2031-04-08", "2031-04-08"), 0),
        (("2031-04-08", None), ("2031-04-08", "2031-04-08"), None),
        ((None, None), ("2031-04-08", "2031-04-08"), None),
        (("0001-01-01", "0001-01-01"), ("9999-12-31", "9999-12-31"), 3652058),
    ],
)
def test_days_between(one: tuple[str | None, str | None], other: tuple[str | None, str | None], days: int | None) -> None:
    assert gap(one, other) == days
    assert gap(other, one) == days


def test_length() -> None:
    assert length("2031-04-08", "2031-04-08") == 1
    assert length("2032-02-01", "2032-03-01") == 30
    assert length("0001-01-01", "9999-12-31") == 3652059
    assert length(None, "2031-04-08") is None
    assert length("2031-04-08", None) is None


def test_the_last_days_of_an_interval() -> None:
    assert days_of("2031-04-08", "2031-04-08", 5) == ("2031-04-08",)
    assert days_of("2031-04-01", "2031-04-30", 2) == ("2031-04-30", "2031-04-29")
    assert days_of("0001-01-01", "0001-01-02", 9) == ("0001-01-02", "0001-01-01")


def test_the_tightest_of_some_times() -> None:
    day, month, since, loose = (
        ("2031-04-08", "2031-04-08", True),
        ("2031-04-01", "2031-04-30", True),
        ("2031-04-01", None, True),
        ("2031-04-09", "2031-04-09", False),
    )
    assert tightest([loose, since, month, day]) == day
    assert tightest([loose, since, month]) == month
    assert tightest([loose, since]) == since
    assert tightest([(None, None, False), loose]) == loose


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        (("2031-04-08", "2031-04-08"), ("2031-04-08", "2031-04-08"), True),
        (("2031-04-08", "2031-04-08"), ("2031-04-15", "2031-04-15"), True),
        (("2031-04-08", "2031-04-08"), ("2031-04-16", "2031-04-16"), False),
        (("2031-04-08", "2031-04-08"), ("2031-03-20", "2031-04-18"), True),
        (("2031-04-08", "2031-04-08"), ("2031-03-01", "2031-03-30"), False),
        (("2031-04-08", "2031-04-08"), ("2030-01-01", "2031-12-31"), True),
        (("2031-04-08", "2031-04-08"), ("2020-04-08", None), True),
    ],
)
def test_stated_days_far_apart_are_never_one(make: Any, rules: Resolving, one: tuple[str, str], other: tuple[str, str | None], joined: bool) -> None:
    from_a, from_b = (make.telling(o, make.told(by=[make.party("Chad", "TCD")], time=make.day(*t)), day=None) for o, t in (("a", one), ("b", other)))
    assert (likeness(view_of(from_a, rules), view_of(from_b, rules), rules) is not None) is joined
