"""Who is compared with whom: two tellings meet whichever of them looks for the other."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model.telling import Telling
from sayso.ontology.resolving import Resolving
from sayso.resolve.tellings import seeks

START = date(2031, 4, 1)
LENGTHS = (0, 0, 1, 3, 4, 5, 6, 29, 30, 208, 209, 210, 211, 730)
PINS = ((18.0, 19.0), (18.99, 19.99), (19.0, 20.0), (0.0, 0.0), (-0.1, -0.1), (89.9, 179.9), (-89.9, -180.0), (50.0, 10.0), (None, None))


@st.composite
def times(draw: st.DrawFn) -> tuple[str | None, str | None] | None:
    how = draw(st.sampled_from(("none", "open", "early", "late", "near")))
    if how == "none":
        return None
    length = timedelta(draw(st.sampled_from(LENGTHS)))
    first = {"early": date.min, "late": date.max - length}.get(how, START + timedelta(draw(st.integers(-30, 30))))
    last = first + length
    return (first.isoformat(), None) if how == "open" else (first.isoformat(), last.isoformat())


@st.composite
def tellings(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "time": draw(times()),
        "published": draw(st.sampled_from(("2031-04-01", "2031-04-20", "0001-01-01", "9999-12-31", None))),
        "parties": draw(st.lists(st.sampled_from(("TCD", "LBY", "NER")), max_size=2, unique=True)),
        "pins": draw(st.lists(st.sampled_from(PINS), max_size=2, unique=True)),
    }


def telling_of(make: Any, told: dict[str, Any]) -> Telling:
    by = [make.party(c, c) for c in told["parties"]]
    time = make.day(*told["time"]) if told["time"] is not None else None
    places = [make.place(f"at {pin}", *pin) for pin in told["pins"]] or [None]
    claims = [make.told(by=by, time=time, place=p) for p in places]
    return make.telling("a", *claims, day=told["published"])  # type: ignore[no-any-return]


def meets(one: Telling, other: Telling, rules: Resolving) -> bool:
    return not seeks(one, rules).isdisjoint(other.blocks)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two that differ in some of their values alone: most others never meet."""
    one, other = draw(tellings()), draw(tellings())
    kept = draw(st.sets(st.sampled_from(sorted(one))))
    return one, {key: (one if key in kept else other)[key] for key in one}


@settings(max_examples=400, deadline=None)
@given(both=pairs())
def test_blocking_is_symmetric(make: Any, rules: Resolving, both: tuple[dict[str, Any], dict[str, Any]]) -> None:
    a, b = (telling_of(make, told) for told in both)
    assert meets(a, b, rules) == meets(b, a, rules)
    assert meets(a, a, rules)


def at(make: Any, start: str | None, end: str | None = "same", **more: Any) -> Telling:
    time = make.day(start, end) if start is not None else None
    told = make.told(by=[make.party("Chad", more.pop("country", "TCD"))], time=time, place=more.pop("place", None), type=more.pop("type", "ASSAULT"))
    return make.telling("a", told, **more)  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (("2031-04-08",), ("2031-04-08",), True),
        (("2031-04-08",), ("2031-04-09",), True),
        (("2031-04-08",), ("2031-04-10",), False),
        (("2031-04-08",), ("2031-03-15", "2031-04-12"), True),
        (("2031-04-08",), ("2031-02-01", "2031-03-01"), False),
        (("2031-04-08",), ("2030-01-01", "2031-12-31"), False),
        (("2031-03-01", "2031-03-30"), ("2031-03-25", "2031-04-23"), True),
        (("2030-01-01", "2031-12-31"), ("2030-06-01", "2032-05-31"), True),
        (("2030-01-01", "2031-12-31"), ("2031-01-01", "2032-12-31"), False),
        (("0001-01-01",), ("0001-01-02",), True),
        (("9999-12-31",), ("9999-12-30",), True),
        (("0001-01-01",), ("9999-12-31",), False),
    ],
)
def test_by_time(make: Any, rules: Resolving, one: tuple[str, ...], other: tuple[str, ...], found: bool) -> None:
    a, b = at(make, *one), at(make, *other)
    assert meets(a, b, rules) is meets(b, a, rules) is found


def test_what_is_open_meets_only_what_is_open(make: Any, rules: Resolving) -> None:
    undated, since, dated = at(make, None, day=None), at(make, "2031-04-08", None, day=None), at(make, "2031-04-08")
    assert meets(undated, since, rules)
    assert not meets(undated, dated, rules)


def test_by_place(make: Any, rules: Resolving) -> None:
    here, next_to, far = (at(make, "2031-04-08", place=make.place(n, *p)) for n, p in (("a", (18.9, 19.1)), ("b", (19.0, 18.2)), ("c", (13.8, 20.8))))
    country, nowhere = at(make, "2031-04-08", place=make.place("Chad")), at(make, "2031-04-08")
    assert meets(here, next_to, rules)
    assert meets(next_to, here, rules)
    assert not meets(here, far, rules)
    for t in (here, far, country, nowhere):
        assert meets(t, country, rules)
        assert meets(t, nowhere, rules)


def test_by_party_and_family(make: Any, rules: Resolving) -> None:
    chad, libya = at(make, "2031-04-08"), at(make, "2031-04-08", country="LBY")
    assert not meets(chad, libya, rules)
    assert not meets(chad, at(make, "2031-04-08", type="ACCUSE"), rules)
    assert meets(chad, at(make, "2031-04-08", type="COERCE"), rules)
