"""Events and disputes, asked for in every way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sayso.errors import StoreError
from sayso.model.claim import Time
from sayso.model.event import Dyad
from sayso.model.ids import digest
from sayso.store import Owner


def ids(events: Any) -> list[str]:
    return [e.id for e in events]


def test_an_event_comes_back(owner: Owner, make: Any) -> None:
    claims = make.stored(1).claims
    event = make.event(1, claims)
    owner.write_events([], [event])
    assert owner.event(event.id) == owner.event(event.id[:5]) == owner.event(claims[1].id) == owner.event(claims[1].id[:6]) == event
    assert owner.events_of([claims[0].id, claims[1].id, "none"]) == (event,)
    assert owner.events_about([event.about[0], "nothing"]) == (event,)
    assert owner.events_about([event.id]) == ()
    assert [*owner.disputes()] == [(event, d) for d in event.disputes]
    assert len([*owner.disputes(limit=1)]) == 1


def test_newest_first(owner: Owner, make: Any) -> None:
    days = ["2031-01-01", "2031-03-01", None, "2031-02-01", "2031-03-01"]
    events = [make.event(n, day=day) for n, day in enumerate(days)]
    events[2] = replace(events[2], first=None)
    owner.write_events([], events)
    expected = [*sorted(ids([events[1], events[4]])), events[3].id, events[0].id, events[2].id]
    assert ids(owner.events()) == expected
    assert ids(owner.events(limit=2)) == expected[:2]
    assert ids(owner.events(limit=0)) == []


def test_the_filters(owner: Owner, make: Any) -> None:
    a = make.event(1, day="2031-01-10", dyad=("IRN", "USA"))
    b = make.event(2, day="2031-02-10", dyad=("USA", "IRN"), disputed=False)
    c = replace(make.event(3, day="2031-03-10", dyad=("IRN", "ISR")), type="other", deed=False)
    owner.write_events([], [a, b, c])
    assert ids(owner.events(dyad=Dyad("IRN", "USA"))) == [a.id]
    assert ids(owner.events(party="USA")) == [b.id, a.id]
    assert ids(owner.events(party="ISR")) == [c.id]
    assert ids(owner.events(since="2031-02-10")) == [c.id, b.id]
    assert ids(owner.events(until="2031-02-10")) == [b.id, a.id]
    assert ids(owner.events(since="2031-01-11", until="2031-02-09")) == []
    assert ids(owner.events(status=["agreed"])) == [b.id]
    assert ids(owner.events(status=["agreed", "disputed"])) == [c.id, b.id, a.id]
    assert ids(owner.events(types=["other"])) == [c.id]
    assert ids(owner.events(types=["other", a.type], min_sources=2, deeds=True)) == [b.id]
    assert ids(owner.events(deeds=False)) == [c.id]
    assert ids(owner.events(min_sources=3)) == [c.id]
    assert {e.id for e, _ in owner.disputes(party="IRN")} == {a.id, c.id}


def test_an_interval_counts_on_all_its_days(owner: Owner, make: Any) -> None:
    month = Time("2031-02-01", "2031-02-28", "2031-02", 4, "stated")
    event = replace(make.event(1), time=month)
    open_end = replace(make.event(2), time=replace(month, start=None, end="2031-02-28"))
    undated = replace(make.event(3, day=None), first="2031-03-20")
    owner.write_events([], [event, open_end, undated])
    assert {*ids(owner.events(since="2031-02-20", until="2031-02-28"))} == {event.id, open_end.id}
    assert ids(owner.events(until="2031-02-10")) == [event.id]
    assert ids(owner.events(since="2031-03-20")) == [undated.id]


def test_events_are_replaced_with_all_their_rows(owner: Owner, make: Any) -> None:
    claims = make.stored(1).claims
    old, stays, new = make.event(1, claims), make.event(2), make.event(3, claims[:1])
    owner.write_events([], [old, stays])
    with owner.batch():
        owner.write_events([old.id], [new, replace(stays, summary="again")])
        assert owner.events_of([claims[1].id]) == ()
    assert owner.event(stays.id) == replace(stays, summary="again")
    assert owner.event(claims[0].id) == new
    counts = owner.counts()
    assert (counts["events"], counts["event_claims"], counts["event_dyads"]) == (2, 1, 2)
    assert counts["disputes"] == counts["accounts"] == 4


def test_several_events_with_one_beginning_are_refused(owner: Owner, make: Any) -> None:
    events = [replace(make.event(n), id=f"abc{digest(n)}") for n in range(9)]
    owner.write_events([], events)
    with pytest.raises(StoreError, match=r'"abc" is the beginning of several events: .* and 4 more; give more of the id'):
        owner.event("abc")
    assert owner.event(events[3].id) == events[3]


def test_pages_leave_none_out(owner: Owner, make: Any) -> None:
    owner.write_events([], [replace(make.event(1, disputed=False), id=f"{n:06}") for n in range(2500)])
    assert ids(owner.events()) == [f"{n:06}" for n in range(2500)]
    owner.replace_resolution([], (replace(make.event(1), id=f"{n:06}") for n in range(3)))
    assert ids(owner.events()) == ["000000", "000001", "000002"]
