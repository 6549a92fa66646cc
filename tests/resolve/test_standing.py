"""The status of an event, each with its rule."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from sayso.model.event import Event, Standing

LIBYA, CHAD = ("Libya's army", "LBY", "MIL"), ("Chad's army", "TCD", "MIL")
DOCTOR, FRANCE = ("a doctor", None, "HLH"), ("a French diplomat", "FRA", "GOV")
Who = tuple[str | None, ...]


@pytest.fixture
def event(make: Any) -> Any:
    """event(("done", LIBYA), ("denied", CHAD), …): a raid of Chad on Libya, told so by each source in a paper of its own; () is the paper."""

    def run(*told: tuple[str, Who]) -> Event:
        by, to = [make.party("Chad", "TCD")], [make.party("Libya", "LBY")]
        tellings = []
        for n, (says, who) in enumerate(told):
            sources = [make.source(*who)] if who else []
            tellings.append(make.telling(f"paper {n}", make.told(*sources, by=by, to=to, says=says)))
        return make.event(*tellings)  # type: ignore[no-any-return]

    return run


CASES: list[tuple[Standing, str, tuple[tuple[str, Who], ...]]] = [
    ("single source", "one source on no side of it says so", (("done", ()),)),
    ("single source", "one source on no side of it says so", (("done", DOCTOR),)),
    ("single source", "one source on no side of it says so", (("done", FRANCE),)),
    ("single source", "one source on no side of it says so", (("done", ()), ("open", LIBYA))),
    ("one side only", "only LBY says so", (("done", LIBYA),)),
    ("one side only", "only LBY says so", (("done", LIBYA), ("done", LIBYA))),
    ("one side only", "only LBY says so", (("done", LIBYA), ("open", DOCTOR))),
    ("reported by independent sources", "2 sources on no side of it", (("done", ()), ("done", ()))),
    ("reported by independent sources", "2 sources on no side of it", (("done", DOCTOR), ("done", FRANCE))),
    ("reported by independent sources", "1 source on no side of it, and LBY", (("done", ()), ("done", LIBYA))),
    ("agreed", "LBY and TCD both say so", (("done", LIBYA), ("done", CHAD))),
    ("agreed", "LBY and TCD both say so", (("done", LIBYA), ("done", CHAD), ("done", ()), ("done", DOCTOR))),
    ("disputed", "accounts exclude each other on: done", (("done", LIBYA), ("denied", CHAD))),
    ("disputed", "accounts exclude each other on: done", (("done", ()), ("done", ()), ("denied", CHAD))),
]


@pytest.mark.parametrize(("status", "why", "told"), CASES)
def test_each_status_has_its_rule(event: Any, status: Standing, why: str, told: tuple[tuple[str, Who], ...]) -> None:
    found = event(*told)
    assert (found.status, found.status_why) == (status, why)


def test_every_status_is_tested() -> None:
    assert {status for status, _, _ in CASES} == {*get_args(Standing)}


def test_origins_are_counted_not_accounts(event: Any) -> None:
    found = event(("done", LIBYA), ("done", LIBYA), ("done", ()), ("denied", CHAD), ("open", DOCTOR))
    assert (found.sources, found.independent) == (4, 1)


def test_no_sides_without_parties(make: Any) -> None:
    """Of an attack by nobody knows whom on nobody knows whom every official stands outside."""
    told = [make.telling(f"paper {n}", make.told(make.source(*who))) for n, who in enumerate((LIBYA, CHAD))]
    assert make.event(*told).status == "reported by independent sources"
