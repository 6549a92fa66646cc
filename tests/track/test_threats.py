"""Threats and what came of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.model.event import Dyad, Event
from sayso.ontology.tracking import Tracking
from sayso.track.threats import threats_of, wilson

AB = Dyad("ARN", "BEL")
Make = Callable[..., Event]
Every = Callable[[str, str], frozenset[str]]


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (1, 1, 0.2065, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_wilsons_interval(hits: int, of: int, low: float, high: float) -> None:
    """The last row is Newcombe's (1998) example of method 3."""
    assert wilson(hits, of, 1.96) == pytest.approx((low, high), abs=5e-5)


def test_threats_and_the_deeds_that_followed(make: Make, every: Every, tracking: Tracking) -> None:
    events = [
        make("t1", "2031-01-10", 3, modes=("violence",)),
        make("strike", "2031-01-20", 4),
        make("t2", "2031-02-10", 3, modes=("arrest",)),
        make("not of the kind", "2031-02-12", 4),
        make("t3", "2031-04-01", 3, modes=("arrest",)),
        make("arrest", "2031-05-01", 4, type="COERCE", modes=("arrest",)),
        make("t4", "2031-06-01", 3),
        make("sanction", "2031-06-05", 4, type="SANCTION", modes=("discontinue",)),
        make("recent", "2031-08-02", 3, modes=("violence",)),
        make("and its deed", "2031-08-05", 4),
        make("doubtful", "2031-03-01", 3, deed=False, alleged=True),
        make("denied", "2031-03-01", 3, deed=False),
        make("theirs", "2031-01-12", 3, pairs=("BEL>ARN",)),
        make("accusation", "2031-01-12", 3, type="ACCUSE"),
    ]
    found = threats_of(events, every("2031-01-01", "2031-08-31"), AB, tracking.threats)
    assert [(p.threat, p.threatened, p.deed, p.after) for p in found.pairs] == [
        ("t1", ("violence",), "strike", 10),
        ("t3", ("arrest",), "arrest", 30),
        ("t4", (), "sanction", 4),
    ]
    assert (found.threats, found.followed, found.alleged, found.share) == (4, 3, 0, 0.75)
    assert (found.low, found.high) == wilson(3, 4, 1.96)
    assert (found.unanswered, found.recent, found.doubtful, found.uncovered) == (("t2",), ("recent",), ("doubtful",), ())
    assert found.reason.startswith("3 of 4 threats by ARN against BEL were followed within 30 days by a deed of the kind threatened, by 3 deeds in all (75%")
    assert threats_of(events[::-1], every("2031-01-01", "2031-08-31"), AB, tracking.threats) == found


@pytest.mark.parametrize(("day", "follows"), [("2031-01-10", False), ("2031-01-11", True), ("2031-02-09", True), ("2031-02-10", False)])
def test_a_deed_follows_from_the_day_after_on_for_thirty_days(make: Make, every: Every, tracking: Tracking, day: str, follows: bool) -> None:
    events = [make("t", "2031-01-10", 3, modes=("violence",)), make("d", day, 4)]
    found = threats_of(events, every("2031-01-01", "2031-02-28"), AB, tracking.threats)
    assert (found.threats, found.followed) == (1, int(follows))


@pytest.mark.parametrize(("today", "threats"), [("2031-02-08", 0), ("2031-02-09", 1)])
def test_a_threat_whose_days_are_not_over_is_left_out_whatever_came_of_it(make: Make, every: Every, tracking: Tracking, today: str, threats: int) -> None:
    events = [make("t", "2031-01-10", 3, modes=("violence",)), make("d", "2031-01-11", 4)]
    found = threats_of(events, every("2031-01-01", "2031-02-28"), AB, tracking.threats, today=today)
    assert found.threats == threats
    assert found.recent == (() if threats else ("t",))


def test_a_threat_followed_by_too_few_reports_is_left_out(make: Make, every: Every, tracking: Tracking) -> None:
    events = [make("t", "2031-01-10", 3, modes=("violence",))]
    half = every("2031-01-10", "2031-01-25") | {"2031-03-01"}
    assert threats_of(events, half, AB, tracking.threats).threats == 1
    less = half - {"2031-01-25"}
    assert threats_of(events, less, AB, tracking.threats).uncovered == ("t",)


def test_a_vouched_deed_goes_before_an_earlier_alleged_one(make: Make, every: Every, tracking: Tracking) -> None:
    threat = make("t", "2031-01-10", 3, modes=("violence",))
    alleged, sure = make("x", "2031-01-11", 4, deed=False, alleged=True), make("y", "2031-01-15", 4)
    days = every("2031-01-01", "2031-02-28")
    both = threats_of([threat, alleged, sure], days, AB, tracking.threats)
    assert (both.pairs[0].deed, both.followed, both.alleged) == ("y", 1, 0)
    only = threats_of([threat, alleged], days, AB, tracking.threats)
    assert (only.pairs[0].alleged, only.followed, only.alleged, only.share) == (True, 0, 1, 0.0)
    assert only.reason.endswith("; 1 more by deeds only alleged.")


def test_no_threats(every: Every, tracking: Tracking) -> None:
    for coverage in (frozenset[str](), every("2031-01-01", "2031-02-28")):
        found = threats_of([], coverage, AB, tracking.threats)
        assert (found.threats, found.share, found.low, found.high, found.pairs) == (0, None, None, None, ())
        assert found.reason.startswith("No threat by ARN against BEL is old enough")
