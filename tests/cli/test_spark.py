"""The chart of a dyad in text."""

from __future__ import annotations

import pytest

from sayso.cli.spark import LEGEND, spark
from sayso.model.event import Dyad
from sayso.model.series import Period, Series, Tally


def tally(count: int) -> Tally:
    return Tally(count, None, 0.0, 0.0, None, (0, 0, 0, 0), ())


def series(pair: str, *values: tuple[int, int, int] | None) -> Series:
    """A series by week; None is a week without reports, else deeds, alleged deeds and words."""
    periods = []
    for n, value in enumerate(values):
        deeds, alleged, words = value or (0, 0, 0)
        tallies = (tally(deeds + alleged + words), tally(deeds), tally(alleged), tally(words))
        periods.append(Period(f"2031-{n:04}", f"2031-{n:04}", 7, 0 if value is None else 7, *tallies, 0, 0, ()))
    return Series(Dyad(*pair.split(">")), False, "week", tuple(periods), ())


def test_two_lanes_deeds_next_to_the_line() -> None:
    there = series("ARN>BEL", (1, 0, 0), (0, 0, 2), None, (1, 1, 1), (0, 0, 0))
    back = series("BEL>ARN", (0, 0, 0), (0, 1, 0), None, (0, 0, 0), (2, 0, 0))
    assert spark(there, back).splitlines() == [
        "ARN to BEL",
        "     3    ░",
        "     2  ░ ▒",
        "     1 █░ █",
        "     0 ──·──",
        "     1  ▒  █",
        "     2     █",
        "BEL to ARN",
        "2031-0000 to 2031-0004, a column is a week, a block an event",
        LEGEND,
    ]


@pytest.mark.parametrize("width", [1, 20, 33, 78, 200])
@pytest.mark.parametrize("weeks", [1, 70, 71, 72, 73, 1000])
def test_never_wider_than_asked(width: int, weeks: int) -> None:
    values = [(n % 7 * 1000, n % 3, 1) for n in range(weeks)]
    lines = spark(series("ARN>BEL", *values), series("BEL>ARN", *values), width=width, name=lambda code: code * 40).splitlines()
    assert max(map(len, lines)) <= max(20, min(78, width))
    assert len(lines) <= 20


def test_many_events_and_many_weeks_share_blocks_and_columns() -> None:
    values = [(8, 0, 0)] * 142
    lines = spark(series("ARN>BEL", *values), series("BEL>ARN", *[(0, 0, 1)] * 142)).splitlines()
    assert lines[1:5] == [f"    {n:2} {'█' * 71}" for n in (16, 12, 8, 4)]
    assert lines[6] == f"     4 {'░' * 71}"
    assert "a column is 2 weeks, a block up to 4 events" in lines[8]


def test_nothing_to_draw() -> None:
    assert spark(series("ARN>BEL"), series("BEL>ARN")) == "ARN and BEL: no reports"
    assert "     0 ··" in spark(series("ARN>BEL", None, None), series("BEL>ARN", None, None))


def test_a_name_cannot_steer_the_terminal() -> None:
    value = (1, 0, 0)
    assert "\x1b" not in spark(series("ARN>BEL", value), series("BEL>ARN", value), name=lambda code: f"\x1b[31m{code}")


def test_the_lanes_must_run_over_the_same_periods() -> None:
    with pytest.raises(ValueError, match="same periods"):
        spark(series("ARN>BEL", (1, 0, 0)), series("BEL>ARN"))
