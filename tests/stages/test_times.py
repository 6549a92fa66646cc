"""Dates, and that no clock is read."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from datetime import date

import pytest

from sayso.model.coding import Coding

Code = Callable[..., Coding]
MONDAY = "2020-06-15"


def intervals(coding: Coding) -> list[tuple[str | None, str | None]]:
    return [(t.time.start, t.time.end) for t in coding.times]


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("on 2020-05-03", "2020-05-03", "2020-05-03"),
        ("on May 3, 2020", "2020-05-03", "2020-05-03"),
        ("on May 3,2020", "2020-05-03", "2020-05-03"),
        ("on January 31st,2020", "2020-01-31", "2020-01-31"),
        ("on 3 May 2020", "2020-05-03", "2020-05-03"),
        ("on the 3rd of May 2020", "2020-05-03", "2020-05-03"),
        ("on Sunday, May 3, 2020", "2020-05-03", "2020-05-03"),
        ("on 29 February 2020", "2020-02-29", "2020-02-29"),
        ("on May 3", "2020-05-03", "2020-05-03"),
        ("on Dec. 5", "2019-12-05", "2019-12-05"),
        ("in May 2019", "2019-05-01", "2019-05-31"),
        ("in 2015", "2015-01-01", "2015-12-31"),
        ("on Friday", "2020-06-12", "2020-06-12"),
        ("on Monday", "2020-06-15", "2020-06-15"),
        ("last Monday", "2020-06-08", "2020-06-08"),
        ("yesterday", "2020-06-14", "2020-06-14"),
        ("today", "2020-06-15", "2020-06-15"),
        ("overnight", "2020-06-14", "2020-06-15"),
        ("three days ago", "2020-06-12", "2020-06-12"),
        ("last week", "2020-06-08", "2020-06-14"),
        ("last month", "2020-05-01", "2020-05-31"),
        ("last year", "2019-01-01", "2019-12-31"),
    ],
)
def test_the_past(code: Code, when: str, start: str, end: str) -> None:
    coding = code(f"Rebels attacked an army convoy {when}.", published=MONDAY)
    assert intervals(coding) == [(start, end)]
    assert coding.claims[0].time is not None
    assert (coding.claims[0].time.start, coding.claims[0].time.end) == (start, end)


@pytest.mark.parametrize(
    ("when", "start"),
    [("on Friday", "2020-06-19"), ("on Monday", "2020-06-22"), ("on June 20", "2020-06-20"), ("on May 3", "2021-05-03"), ("tomorrow", "2020-06-16")],
)
def test_the_future(code: Code, when: str, start: str) -> None:
    assert intervals(code(f"The two foreign ministers will meet in Geneva {when}.", published=MONDAY)) == [(start, start)]


@pytest.mark.parametrize(
    "when",
    ["on 29 February 2019", "on February 29, 2019", "on 31 June 2020", "on 2020-13-45", "on 2019-02-29"],
)
def test_days_that_never_were(code: Code, when: str) -> None:
    """No day is made up: neither the last of the month nor that day of another year."""
    assert all(start is None or start != end for start, end in intervals(code(f"Rebels attacked an army convoy {when}.", published=MONDAY)))


def test_a_leap_day_without_a_year(code: Code) -> None:
    assert intervals(code("Rebels attacked an army convoy on 29 February.", published="2020-06-15")) == [("2020-02-29", "2020-02-29")]
    assert intervals(code("Rebels attacked an army convoy on 29 February.", published="2021-06-15")) == [(None, None)]


@pytest.mark.parametrize("when", ["yesterday", "on Friday", "last week", "three days ago", "overnight", "on May 3", "recently", "last year"])
def test_without_an_anchor_nothing_relative_is_resolved(code: Code, when: str) -> None:
    coding = code(f"Rebels attacked an army convoy {when}.", published=None)
    assert intervals(coding) == [(None, None)]
    assert coding.document.published is None
    (claim,) = coding.claims
    assert claim.time is not None
    assert (claim.time.start, claim.time.end, claim.time.edtf, claim.time.precision) == (None, None, None, None)
    assert claim.time.text in when
    assert claim.time.reason == "counted from the report's date, which is not known"


def test_stated_dates_need_no_anchor(code: Code) -> None:
    coding = code("Rebels attacked an army convoy on May 3, 2020.", published=None)
    assert intervals(coding) == [("2020-05-03", "2020-05-03")]
    assert coding.claims[0].time is not None
    assert coding.claims[0].time.basis == "stated"
    assert coding.document.published is None


def test_a_day_of_publication_is_marked_as_such(code: Code) -> None:
    (claim,) = code("Rebels attacked an army convoy near Homs.", published=MONDAY).claims
    assert claim.time is not None
    assert claim.time.basis == "published"
    assert claim.time.precision > 1
    assert claim.time.span is None


def test_the_machine_clock_is_never_read(code: Code, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(date):
        @classmethod
        def today(cls) -> date:
            raise AssertionError("the clock was read")

    texts = [f"Rebels attacked an army convoy {w}." for w in ("on Friday", "last week", "on May 3", "yesterday", "in 2015")]
    before = [code(t) for t in texts] + [code(t, published=None) for t in texts]
    from sayso.stages import times

    monkeypatch.setattr(times, "date", Broken)
    monkeypatch.setattr(datetime, "date", Broken)
    assert [c.claims for c in before] == [code(t).claims for t in texts] + [code(t, published=None).claims for t in texts]


def test_a_dateline_dates_a_report(code: Code) -> None:
    coding = code("KABUL, March 3, 2019 (Reuters) - Rebels attacked an army convoy on Friday.", published=None)
    assert (coding.document.published, coding.document.basis) == ("2019-03-03", "dateline")
    assert intervals(coding)[-1] == ("2019-03-01", "2019-03-01")


BEYOND = [("0001-01-01", w) for w in ("yesterday", "last week", "in the last ten decades", "last Friday")] + [
    ("9999-12-31", "tomorrow"),
    ("9999-12-31", "next year"),
]
WITHIN = [
    ("0001-01-01", "tomorrow"),
    ("0001-01-01", "on May 3"),
    ("9999-12-31", "yesterday"),
    ("9999-12-31", "last Friday"),
    ("2020-02-29", "200 years ago"),
    ("2020-02-29", "next year"),
]


@pytest.mark.parametrize(("published", "when"), [*BEYOND, *WITHIN])
def test_the_ends_of_the_calendar(code: Code, published: str, when: str) -> None:
    code(f"Rebels attacked an army convoy {when}.", published=published)
