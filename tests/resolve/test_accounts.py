"""Everything said of an event, grouped by who says it."""

from __future__ import annotations

from random import Random
from typing import Any

from sayso.model.telling import Tally


def test_one_account_a_source_sides_first(make: Any) -> None:
    by, to = [make.party("Chad", "TCD", "MIL")], [make.party("Libya", "LBY", "MIL")]
    libya, chad, doctor = make.source("Libya's army", "LBY", "MIL"), make.source("Chad's army", "TCD", "MIL"), make.source("a doctor", None, "HLH")
    told = [
        make.telling("a", make.told(libya, by=by, to=to), make.told(doctor, by=by, to=to)),
        make.telling("b", make.told(libya, by=by, to=to), make.told(chad, by=by, to=to, says="denied")),
        make.telling("c", make.told(by=by, to=to), make.told(make.source("a French envoy", "FRA", "GOV"), by=by, to=to)),
    ]
    found = make.accounts(*told)
    assert [(a.side, a.source, a.party, a.says, a.outlets) for a in found] == [
        ("LBY", "Libya's army", True, "done", ("a", "b")),
        ("TCD", "Chad's army", True, "denied", ("b",)),
        ("FRA", "a French envoy", False, "done", ("c",)),
        ("independent", "a doctor", False, "done", ("a",)),
        ("independent", "c", False, "done", ("c",)),
    ]
    for seed in range(5):
        assert make.accounts(*Random(seed).sample(told, 3)) == found


def test_an_account_holds_what_its_source_tells(make: Any) -> None:
    army = make.source("Libya's army", "LBY", "MIL")
    day, month = make.day("2031-04-08"), make.day("2031-04-01", "2031-04-30")
    town, country = make.place("Faya", 17.9, 19.1), make.place("Chad", precision=6)
    first = make.told(army, by=[make.party("Chad", "TCD")], time=month, place=country, counts=[make.count(3)])
    second = make.told(army, by=[make.party("gunmen", None, "REB")], time=day, place=town, counts=[make.count(5)])
    (account,) = make.accounts(make.telling("a", first, day="2031-04-09"), make.telling("b", second, day="2031-04-11"))
    assert (account.first, account.last) == ("2031-04-09", "2031-04-11")
    assert [(c.low, c.reported) for c in account.counts] == [(3, "2031-04-09"), (5, "2031-04-11")]
    assert account.actors == ("TCD",)
    assert (account.time, account.place) == (day, town)
    assert len(account.claims) == 2


def test_a_source_denies_where_it_denies_the_act_once(make: Any) -> None:
    army = make.source("Chad's army", "TCD", "MIL")
    by = [make.party("Chad", "TCD")]
    (account,) = make.accounts(make.telling("a", make.told(army, by=by), make.told(army, by=by, says="denied")))
    assert account.says == "denied"


def test_to_deny_the_harm_is_not_to_deny_the_act(make: Any) -> None:
    army = make.source("Chad's army", "TCD", "MIL")
    by = [make.party("Chad", "TCD")]
    (account,) = make.accounts(make.telling("a", make.told(army, by=by), make.told(army, by=by, says="denied", harm=True, counts=[make.count(0)])))
    assert account.says == "done"


def test_what_is_left_open(make: Any) -> None:
    (account,) = make.accounts(make.telling("a", make.told(make.source("an envoy", "FRA", "GOV"), says="open")))
    assert (account.says, account.actors) == ("open", ())


def test_figures_without_a_claim_count_for_their_source(make: Any) -> None:
    ministry = make.source("the health ministry", "LBY", "GOV")
    telling = make.telling("a", make.told(by=[make.party("Libya", "LBY")]), tallies=[Tally(make.count(11), (ministry,))])
    beside = next(a for a in make.accounts(telling) if a.source == "the health ministry")
    assert (beside.side, beside.claims, [c.low for c in beside.counts]) == ("LBY", (), [11])


def test_undated_reports_give_no_days(make: Any) -> None:
    (account,) = make.accounts(make.telling("a", make.told(), day=None))
    assert (account.first, account.last) == (None, None)
