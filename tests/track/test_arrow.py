"""The arrow: its rule at its edges."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from sayso.model.event import Dyad, Event
from sayso.ontology.tracking import Tracking
from sayso.track.arrow import arrow_of

AB = Dyad("ARN", "BEL")
END = date(2031, 6, 30)
Make = Callable[..., Event]
Every = Callable[[str, str], frozenset[str]]


def ago(days: int) -> str:
    return (END - timedelta(days=days)).isoformat()


@pytest.fixture
def covered(every: Every) -> frozenset[str]:
    return every(ago(119), ago(0))


def test_the_arrow_and_its_sentence(make: Make, covered: frozenset[str], tracking: Tracking) -> None:
    """8 of 12 acts in a quarter of the days: chance does that in less than 1 in 300 cases. Mean scores -9 and (4 * -9 + 6 * 2.5) / 10 = -2.1."""
    events = [make(f"n{k}", ago(k), deed=k > 1, alleged=True) for k in range(8)]
    events += [make(f"o{k}", ago(40 + k)) for k in range(4)] + [make(f"t{k}", ago(50 + k), 1) for k in range(6)]
    arrow = arrow_of(events, covered, AB, tracking.arrow)
    assert arrow.direction == "deteriorating"
    assert arrow.reason == (
        "Events by ARN towards BEL: deteriorating, by mean score and material conflict: 8 events (mean score -9.0) with 8 of material conflict, 2 of them "
        "only alleged in the 30 days to 2031-06-30, 10 events (mean score -2.1) with 4 of material conflict in the 90 days before."
    )
    assert arrow.recent is not None
    assert arrow.before is not None
    assert (arrow.recent.start, arrow.recent.end, arrow.before.start, arrow.before.end) == ("2031-06-01", "2031-06-30", "2031-03-03", "2031-05-31")
    assert arrow_of(events[::-1], covered, AB, tracking.arrow) == arrow
    turned = [make(f"x{k}", ago(40 + k)) for k in range(30)] + [make("y", ago(3))]
    assert arrow_of(turned, covered, AB, tracking.arrow).direction == "improving"


@pytest.mark.parametrize(("late", "direction"), [(5, "unchanged"), (6, "deteriorating")])
def test_one_event_turns_no_arrow(make: Make, covered: frozenset[str], tracking: Tracking, late: int, direction: str) -> None:
    """With 4 acts before, 5 are beyond chance at 5 % (P = .049), 4 are not (.114); 6 without one are still 5."""
    events = [make(f"n{k}", ago(k)) for k in range(late)] + [make(f"o{k}", ago(40 + k)) for k in range(4)]
    arrow = arrow_of(events, covered, AB, tracking.arrow)
    assert arrow.direction == direction
    assert ("rests on one event" in arrow.reason) == (direction == "unchanged")


@pytest.mark.parametrize(("late", "direction"), [(4, "unchanged"), (5, "improving")])
def test_mean_scores_need_five_events_on_each_side(make: Make, covered: frozenset[str], tracking: Tracking, late: int, direction: str) -> None:
    events = [make(f"n{k}", ago(k), 1) for k in range(late)] + [make(f"o{k}", ago(40 + k), 3) for k in range(5)]
    assert arrow_of(events, covered, AB, tracking.arrow).direction == direction


def test_signs_that_contradict_each_other(make: Make, covered: frozenset[str], tracking: Tracking) -> None:
    """More acts of force, yet a better mean, since there is much more aid."""
    events = [make(f"n{k}", ago(k)) for k in range(8)] + [make(f"a{k}", ago(k), 2) for k in range(20)] + [make(f"o{k}", ago(60 + k), 3) for k in range(8)]
    arrow = arrow_of(events, covered, AB, tracking.arrow)
    assert arrow.direction == "unchanged"
    assert "point opposite ways" in arrow.reason


@pytest.mark.parametrize(("gap", "direction"), [((0, 14), "unchanged"), ((0, 15), "unknown"), ((30, 74), "unchanged"), ((30, 75), "unknown")])
def test_half_of_the_days_must_be_covered(make: Make, covered: frozenset[str], tracking: Tracking, gap: tuple[int, int], direction: str) -> None:
    days = covered - {ago(n) for n in range(gap[0], gap[1] + 1)}
    arrow = arrow_of([make("a", ago(20))], days, AB, tracking.arrow, today=ago(0))
    assert arrow.direction == direction
    assert ("have a report" in arrow.reason) == (direction == "unknown")


def test_what_is_covered_and_quiet_is_unchanged_and_nothing_covered_unknown(covered: frozenset[str], tracking: Tracking) -> None:
    assert arrow_of([], covered, AB, tracking.arrow).direction == "unchanged"
    assert arrow_of([], (), AB, tracking.arrow).direction == "unknown"


def test_both_directions_together(make: Make, covered: frozenset[str], tracking: Tracking) -> None:
    events = [make(f"n{k}", ago(k), pairs=("ARN>BEL",) if k % 2 else ("BEL>ARN",)) for k in range(8)]
    assert arrow_of(events, covered, AB, tracking.arrow).direction == "unchanged"
    both = arrow_of(events, covered, AB, tracking.arrow, both=True)
    assert both.direction == "deteriorating"
    assert both.reason.startswith("Events between ARN and BEL: deteriorating, by material conflict")
