"""What goes in comes out the same; what is there is not added again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from sayso.errors import StoreError
from sayso.model.claim import Claim
from sayso.model.event import Event
from sayso.model.plain import from_plain, to_plain
from sayso.model.statement import Statement
from sayso.model.telling import Bond, Copy, Telling
from sayso.store import LedgerRow, Owner, Quarantine, open_reader
from sayso.store.rows import dump, load


def test_the_records_hold_what_could_break_sql(make: Any) -> None:
    claim = make.stored(1).claims[0]
    assert {"'", '"', ";", "%", "\x00", "\\", "日", "\u2028"} <= {*claim.text}
    assert claim.trigger.text == claim.actors[0].text == make.text


@pytest.mark.parametrize("kind", [Claim, Statement, Telling, Event])
def test_records_survive_json(make: Any, kind: type) -> None:
    record = make.blank(kind)
    assert load(kind, dump(record)) == record
    assert from_plain(kind, to_plain(record)) == record
    assert dump(record) == dump(load(kind, dump(record)))


def test_json_is_what_to_plain_says(make: Any) -> None:
    for kind in (Claim, Statement, Telling, Event):
        assert json.loads(dump(make.blank(kind))) == to_plain(make.blank(kind))


def test_a_report_comes_back(owner: Owner, make: Any) -> None:
    stored = make.stored(1)
    owner.start_run(make.run, make.first)
    owner.add(stored)
    d = stored.document
    assert owner.document(d.id) == owner.document(d.id[:4]) == d
    assert owner.documents([d.id, "none"]) == {d.id: d}
    assert owner.documents([d.id], text=False) == {d.id: replace(d, text="")}
    assert owner.sentences_of(d.id) == stored.sentences
    assert owner.statements_of(d.id) == stored.statements
    assert owner.claims_of(d.id) == stored.claims
    assert owner.claims([stored.claims[1].id, "none"]) == {stored.claims[1].id: stored.claims[1]}
    assert owner.find_claim(stored.claims[0].id[:6]) == stored.claims[0]
    assert tuple(owner.all_tellings()) == owner.near(["k", "none"]) == tuple(sorted(stored.tellings, key=lambda t: t.id))
    assert owner.banded(stored.bands) == {d.id: stored.sketch}
    assert owner.runs() == (make.run,)
    assert owner.codings() == (make.first,)


def test_what_is_not_there_is_none_or_empty(owner: Owner) -> None:
    assert owner.document("a") is owner.find_claim("a") is owner.event("a") is owner.document("") is owner.event("") is owner.find_claim("") is None
    assert owner.documents([]) == owner.claims([]) == owner.banded([]) == owner.outcomes() == {}
    assert owner.near([]) == owner.copies_of([]) == owner.events_of([]) == owner.corrections() == owner.claims_of("x") == ()
    assert owner.component([]) == ((), ())
    assert owner.component(["gone"]) == ((), ())
    assert not [*owner.events(), *owner.disputes(), *owner.all_matches(), *owner.all_tellings()]
    assert owner.coverage() == frozenset()


def test_a_report_without_claims_has_been_coded_too(owner: Owner, make: Any) -> None:
    stored = make.stored(1, claims=0, published=None)
    owner.add(stored)
    assert owner.has_document(stored.document.id, make.first.id)
    assert not owner.has_document(stored.document.id, make.second.id)
    assert owner.coverage() == frozenset()


@pytest.mark.parametrize("together", [True, False])
def test_adding_twice_adds_nothing(owner: Owner, make: Any, together: bool) -> None:
    if together:
        with owner.batch():
            owner.add(make.stored(1))
            before = owner.counts()
            owner.add(make.stored(1))
    else:
        owner.add(make.stored(1))
        before = owner.counts()
        owner.add(make.stored(1))
    assert owner.counts() == before
    assert before["documents"] == before["coded"] == 1


@pytest.mark.parametrize("together", [True, False])
def test_a_newer_coding_stands_beside_the_old_one(owner: Owner, make: Any, together: bool) -> None:
    old, other = make.stored(1), make.stored(2)
    new = make.stored(1, make.second, blocks=("new",), claims=3)
    name = old.document.id

    def do() -> tuple[str, ...]:
        owner.add(old)
        owner.add(other)
        owner.match([make.match(old.tellings[0], other.tellings[0]), make.match(old.tellings[1], other.tellings[1])])
        dropped = owner.drop_tellings(name)
        owner.add(new)
        return dropped

    if together:
        with owner.batch():
            dropped = do()
    else:
        dropped = do()
    assert dropped == tuple(sorted(t.id for t in old.tellings))
    assert owner.claims_of(name) == new.claims != old.claims
    assert owner.claims_of(name, make.first.id) == old.claims
    assert owner.claims([old.claims[0].id]) == {old.claims[0].id: new.claims[0]}
    assert owner.find_claim(new.claims[0].id) == new.claims[0]
    assert owner.has_document(name, "c1")
    assert owner.has_document(name, "c2")
    assert {*owner.near(["new"])} == {*new.tellings}
    assert {*owner.near(["k"])} == {*other.tellings}
    assert not [*owner.all_matches()]
    assert owner.component([other.tellings[0].id]) == ((other.tellings[0],), ())
    assert owner.counts()["documents"] == 2


def test_a_newer_coding_takes_the_old_tellings_out_by_itself(owner: Owner, make: Any) -> None:
    owner.add(make.stored(1))
    owner.add(make.stored(1, make.second, claims=1))
    assert len([*owner.all_tellings()]) == 1


def test_ledger_and_quarantine(owner: Owner, make: Any) -> None:
    rows = (LedgerRow(make.text, "d1", "added", "r1"), LedgerRow(make.text, "d1", "duplicate", "r2"), LedgerRow("caf\udce9.txt", None, "quarantined", "r1"))
    refused = Quarantine(make.text, "caf\udce9", make.text, "r1")
    owner.enter(rows)
    owner.refuse([refused, refused])
    owner.refuse([replace(refused, run="r2")])
    assert owner.outcomes() == {"added": 1, "duplicate": 1, "quarantined": 1}
    assert owner.outcomes("r2") == {"duplicate": 1}
    found = owner.entered([make.text, "caf\udce9.txt", "new"])
    assert found[make.text] == rows[:2]
    assert found["caf\udce9.txt"][0].outcome == "quarantined"
    assert "new" not in found
    assert len(owner.quarantine()) == 2
    assert owner.quarantine("r1")[0].where == make.text
    assert owner.quarantine("r1")[0].reason == "caf\\udce9"


def test_runs_end(owner: Owner, make: Any) -> None:
    owner.start_run(make.run, make.first)
    owner.add(make.stored(1))
    done = replace(make.run, ended="2031-01-02T04:00:00Z", documents=1, claims=2)
    owner.end_run(done)
    assert owner.runs() == (done,)


def test_corrections_are_appended_once_and_wait_until_carried_out(owner: Owner, make: Any) -> None:
    first, second = make.correction(2), make.correction(1, target=make.text)
    for c in (first, second, first):
        owner.correct(c)
    assert owner.corrections() == owner.waiting() == (first, second)
    assert owner.corrections(make.text) == (second,)
    owner.carry_out([first.id])
    owner.carry_out([first.id])
    assert owner.waiting() == (second,)
    assert owner.corrections() == (first, second)


def test_copies_are_found_over_others(owner: Owner) -> None:
    owner.copy([Copy("a", "b", 0.9), Copy("c", "b", 0.8), Copy("x", "y", 0.7)])
    owner.copy([Copy("b", "a", 0.95)])
    assert owner.copies_of(["a"]) == (Copy("a", "b", 0.95), Copy("b", "c", 0.8))
    assert owner.copies_of(["z"]) == ()


def test_outlets_in_use(owner: Owner, make: Any) -> None:
    for number, day in ((0, "2031-01-01"), (3, "2031-02-01"), (1, None)):
        owner.add(make.stored(number, published=day))
    first, second = owner.outlets()
    assert (first.documents, first.first, first.last) == (2, "2031-01-01", "2031-02-01")
    assert (second.documents, second.first) == (1, None)
    assert owner.coverage() == {"2031-01-01", "2031-02-01"}


def test_the_last_word_on_a_pair_holds(owner: Owner) -> None:
    owner.bind([Bond("b", "a", True), Bond("c", "d", True)])
    owner.bind([Bond("a", "b", False), Bond("c", "d", True)])
    assert owner.bonds() == (Bond("a", "b", False), Bond("c", "d", True))
    assert owner.counts()["bonds"] == 3


def test_the_beginning_of_several_ids_is_refused(owner: Owner, make: Any) -> None:
    for n in range(20):
        owner.add(make.stored(n))
    names = sorted(make.document(n).id for n in range(20))
    letter = next(x for x in "0123456789abcdef" if sum(n.startswith(x) for n in names) > 1)
    with pytest.raises(StoreError, match="several documents"):
        owner.document(letter)
    with pytest.raises(StoreError, match="give more of the id"):
        owner.find_claim(next(x for x in "0123456789abcdef"))


def test_wildcards_are_letters(owner: Owner, make: Any) -> None:
    owner.add(make.stored(1))
    for sign in ("%", "_", "' OR 1=1 --", "\\", "\udc80"):
        assert owner.document(sign) is owner.find_claim(sign) is owner.event(sign) is None


def test_a_reader_sees_all_of_it(owner: Owner, make: Any) -> None:
    owner.add(make.stored(1))
    event = make.event(1, make.stored(1).claims)
    owner.write_events([], [event])
    owner.close()
    with open_reader(owner.path) as reader:
        assert reader.event(event.id) == event
        assert reader.document(make.document(1).id) == make.document(1)
        assert reader.near(["k"])
