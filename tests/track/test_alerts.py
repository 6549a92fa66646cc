"""The alert rule at its edges. The window is 30 days, the year before it 365: a store from 2030-01-01 on can judge 2031-01-30 first."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from sayso.model.event import Dyad, Event
from sayso.model.series import Alert, Alerts
from sayso.ontology.tracking import Tracking
from sayso.track.alerts import alerts
from sayso.track.placed import place
from sayso.track.sums import former, sums_of

Make = Callable[..., Event]
Every = Callable[[str, str], frozenset[str]]


def some(make: Make, count: int, first: str, prefix: str = "e", **about: object) -> list[Event]:
    """`count` events on days in a row."""
    start = date.fromisoformat(first)
    return [make(f"{prefix}{n:02}", (start + timedelta(days=n)).isoformat(), **about) for n in range(count)]


@pytest.fixture
def days(every: Every) -> frozenset[str]:
    return every("2030-01-01", "2031-03-14")


def only(found: Alerts) -> Alert:
    (alert,) = found.raised
    return alert


def test_an_alert_and_its_words(make: Make, days: frozenset[str], tracking: Tracking) -> None:
    events = some(make, 4, "2030-08-01", "old") + some(make, 9, "2031-03-06", "new", origins=("wire", "daily"))
    events[4] = make("new00", "2031-03-06", origins=("state tv",), party=True, disputed=True, end=None)
    alert = only(alerts(events, days, tracking.alerts, name={"ARN": "Arnland", "BEL": "Belmark"}.__getitem__))
    assert alert.reason == (
        "9 hostile acts by Arnland towards Belmark in the 30 days to 2031-03-14, more than in any 30 days of the year before (4); too little of the 3 years "
        "before is covered to hold it against."
    )
    assert alert.rule == "the sum of hostile acts in 30 days above its maximum of the year before, and 5 or more"
    assert (alert.since, alert.day, alert.until) == ("2031-03-10", "2031-03-14", "2031-03-14")
    assert (alert.value, alert.former, alert.floor, alert.years, alert.nature, alert.dyad) == (9, 4, 5, 1, "deeds", Dyad("ARN", "BEL"))
    assert alert.events == tuple(f"new{n:02}" for n in range(9))
    assert (alert.sources, alert.disputed, alert.undated) == (2, 1, 1)
    # the events of 6 to 10 March leave the window of 30 days from 5 to 9 April on
    assert (
        alert.lower
        == "A sum of 4 or less: by 2031-04-09 if nothing more happens, or today if 5 of the 9 should not count; 1 of the events behind it is disputed."
    )


@pytest.mark.parametrize(("past", "now", "raised"), [(5, 5, False), (5, 6, True), (6, 5, False), (0, 4, False), (0, 5, True), (4, 5, True)])
def test_the_maximum_must_be_exceeded_and_the_floor_reached(make: Make, days: frozenset[str], tracking: Tracking, past: int, now: int, raised: bool) -> None:
    events = some(make, past, "2030-08-01", "old") + some(make, now, "2031-03-01", "new")
    found = alerts(events, days, tracking.alerts, since="2031-03-01")
    assert bool(found.raised) == raised
    assert found.unjudged == ()


@pytest.mark.parametrize(("old", "raised"), [("2030-02-12", True), ("2030-02-13", False), ("2031-02-12", False), ("2031-02-13", True)])
def test_the_past_is_the_year_before_the_window(make: Make, every: Every, tracking: Tracking, old: str, raised: bool) -> None:
    """The window to 2031-03-14 begins on 13 February, so the year before it on 2030-02-13; no window of the past reaches outside of it."""
    events = [make(f"{day}-{n}", day) for day in (old, "2031-03-14") for n in range(9)]
    found = alerts(events, every("2029-01-01", "2031-03-14"), tracking.alerts, since="2031-03-14")
    assert bool(found.raised) == raised


def test_three_years_where_they_are_covered(make: Make, every: Every, tracking: Tracking) -> None:
    events = some(make, 6, "2031-03-01", "new")
    long = every("2028-01-01", "2031-03-14")
    assert only(alerts(events, long, tracking.alerts)).years == 3
    assert "of the 3 years before (0)." in only(alerts(events, long, tracking.alerts)).reason
    higher = only(alerts(events + some(make, 7, "2029-05-01", "old"), long, tracking.alerts, since="2031-03-01"))
    assert (higher.years, higher.former) == (1, 0)
    assert higher.reason.endswith("of the year before (0).")


def test_never_out_of_the_first_days(make: Make, every: Every, tracking: Tracking) -> None:
    events = some(make, 12, "2031-03-01")
    found = alerts(events, every("2031-03-01", "2031-03-14"), tracking.alerts)
    assert found.raised == ()
    (unjudged,) = found.unjudged
    assert (unjudged.measure, unjudged.value, unjudged.covered, unjudged.days, unjudged.first) == ("acts", 12, 0, 365, "2031-03-01")
    assert unjudged.reason == (
        "12 hostile acts by ARN towards BEL in the 30 days to 2031-03-14, but too little of the past to hold that against: 0 of the 365 days before "
        "have a report, and the store begins on 2031-03-01."
    )


@pytest.mark.parametrize(("first", "judged"), [("2030-02-12", True), ("2030-02-13", True), ("2030-02-14", False)])
def test_the_whole_past_must_lie_within_the_store(make: Make, every: Every, tracking: Tracking, first: str, judged: bool) -> None:
    found = alerts([make(f"e{n}", "2031-03-14") for n in range(6)], every(first, "2031-03-14"), tracking.alerts)
    assert (len(found.raised), len(found.unjudged)) == ((1, 0) if judged else (0, 1))


@pytest.mark.parametrize(("missing", "judged"), [(73, True), (74, False)])
def test_four_fifths_of_the_past_must_be_covered(make: Make, every: Every, tracking: Tracking, missing: int, judged: bool) -> None:
    start = date(2030, 5, 1)
    days = every("2030-02-13", "2031-03-14") - {(start + timedelta(days=n)).isoformat() for n in range(missing)}
    found = alerts([make(f"e{n}", "2031-03-14") for n in range(6)], days, tracking.alerts)
    assert bool(found.raised) == judged
    assert bool(found.unjudged) != judged


def test_killed_take_the_best_number_or_the_lowest(make: Make, days: frozenset[str], tracking: Tracking) -> None:
    low = [make("a", "2031-03-01", killed=(60, None)), make("b", "2031-03-02", killed=(10, 39))]
    assert alerts(low, days, tracking.alerts).raised == ()
    alert = only(alerts([low[0], make("b", "2031-03-02", killed=(10, 40)), make("none", "2031-03-03")], days, tracking.alerts))
    assert (alert.measure, alert.value, alert.events) == ("killed", 100, ("a", "b"))
    assert alert.reason.startswith("100 people killed in hostile acts by ARN towards BEL in the 30 days to 2031-03-02, more than")


def test_a_rise_of_words_alone_is_called_rhetoric(make: Make, days: frozenset[str], tracking: Tracking) -> None:
    words = some(make, 6, "2031-03-01", "w", quad=3)
    alert = only(alerts(words, days, tracking.alerts))
    assert (alert.measure, alert.nature) == ("words", "rhetoric")
    assert alert.reason.startswith("Rhetoric only: 6 hostile statements by ARN towards BEL")
    with_deeds = alerts(words + [make(f"d{n}", "2031-03-01") for n in range(6)], days, tracking.alerts)
    assert [a.measure for a in with_deeds.raised] == ["acts"]


def test_alleged_acts_are_added_to_deeds_and_named(make: Make, days: frozenset[str], tracking: Tracking) -> None:
    deeds, alleged = some(make, 3, "2031-03-01", "d"), some(make, 4, "2031-03-02", "x", deed=False, alleged=True)
    alert = only(alerts(deeds + alleged, days, tracking.alerts))
    assert (alert.measure, alert.nature, alert.value) == ("alleged acts", "alleged", 7)
    assert "; 4 of the 7 events behind it only alleged" in alert.reason
    assert only(alerts(some(make, 5, "2031-03-01", "d"), days, tracking.alerts)).nature == "deeds"


def test_what_nobody_says_was_done_raises_nothing(make: Make, days: frozenset[str], tracking: Tracking) -> None:
    assert alerts(some(make, 9, "2031-03-01", deed=False), days, tracking.alerts) == Alerts((), ())


def test_a_rise_that_is_over_says_when_it_ended_and_keeps_its_id(make: Make, every: Every, tracking: Tracking) -> None:
    events, days = [make(f"e{n}", "2031-03-01") for n in range(6)], every("2030-01-01", "2031-06-30")
    over = only(alerts(events, days, tracking.alerts))
    assert (over.since, over.day, over.until) == ("2031-03-01", "2031-03-01", "2031-03-30")
    assert over.lower == "It ended on 2031-03-31."
    standing = only(alerts(events, days, tracking.alerts, today="2031-03-10"))
    assert (standing.id, standing.until) == (over.id, "2031-03-10")
    assert standing.lower == "A sum of 4 or less: by 2031-03-31 if nothing more happens, or today if 2 of the 6 should not count."
    assert alerts(events, days, tracking.alerts, since="2031-03-31").raised == ()
    assert alerts(events, days, tracking.alerts, today="2031-02-28").raised == ()


def test_each_direction_has_its_own_alerts_in_any_order_of_events(make: Make, days: frozenset[str], tracking: Tracking) -> None:
    events = some(make, 6, "2031-03-01", "a") + some(make, 7, "2031-03-01", "b", pairs=("BEL>ARN",)) + some(make, 7, "2031-03-01", "c", pairs=("CAL>ARN",))
    found = alerts(events, days, tracking.alerts)
    assert [(str(a.dyad), a.value) for a in found.raised] == [("BEL>ARN", 7), ("CAL>ARN", 7), ("ARN>BEL", 6)]
    for seed in range(3):
        random.Random(seed).shuffle(events)
        assert alerts(events + events[:5], days, tracking.alerts) == found
    assert [str(a.dyad) for a in alerts(events, days, tracking.alerts, dyads={Dyad("CAL", "ARN")}).raised] == ["CAL>ARN"]


def test_sums_and_maxima_against_counting_them_out(make: Make, tracking: Tracking) -> None:
    source, start, window, past = random.Random(11), date(2031, 1, 1), 30, 100
    placed = place([make(f"e{n}", (start + timedelta(days=source.randrange(300))).isoformat()) for n in range(150)], {Dyad("ARN", "BEL")}).events
    sums = sums_of(placed, tracking.alerts.measures[0], window, start + timedelta(days=299))
    assert sums is not None
    highest = former(sums.values, past, window)
    assert len(sums.values) == sums.today + 1 + window
    for at in range(len(sums.values)):
        day = sums.day(at)
        behind = [p for p in placed if day - timedelta(days=window) < p.day <= day]
        assert sums.values[at] == len(behind)
        assert sums.behind(at) == tuple(behind)
        assert highest[at] == max((sums.values[end] for end in range(max(0, at - past), at - window + 1)), default=0)


def test_nothing_in_nothing_out(make: Make, days: frozenset[str], tracking: Tracking) -> None:
    assert alerts([], days, tracking.alerts) == alerts([], (), tracking.alerts) == alerts([make("a", "2031-03-01")], (), tracking.alerts) == Alerts((), ())
