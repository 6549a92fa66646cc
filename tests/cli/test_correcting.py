"""`correct`, `merge` and `split`: they take effect at once, and hold whatever is added or resolved again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.coder import Coder
from sayso.model.event import Event
from sayso.run.amended import open_amended
from sayso.run.correcting import Signed, correcting, leave, settle
from sayso.run.outlets import outlets_for
from sayso.run.settings import Settings
from sayso.store import open_reader
from sayso.store.inbox import pending

FIELDS = ["event", "status", "time", "place", "actors", "figures"]
Run = Callable[..., Any]
Events = Callable[[Path], dict[str, Event]]
LATER = (
    "BAKU, March 17 (Meridian Wire) - Azerbaijan said on Monday, March 17, 2031, that an Armenian drone killed 11 soldiers at a border post on March 11, 2031."
)


def record(ran: Any) -> dict[str, Any]:
    assert ran.code == 0, ran.errors
    (row,) = [json.loads(text) for text in ran.out.splitlines()]
    return dict(row)


def claims_in(event: Event) -> set[str]:
    return {m.claim for m in event.members}


def holding(events: dict[str, Event], claim: str) -> Event | None:
    return next((e for e in events.values() if claim in claims_in(e)), None)


def later(sayso: Run, store: Path, events_of: Events) -> None:
    """Resolve all anew, which changes nothing, and add a report that tells of the same happening."""
    before = events_of(store)
    assert sayso("resolve").code == 0
    assert events_of(store) == before
    Path("later.txt").write_text(LATER)
    assert sayso("add", "later.txt").code == 0
    before = events_of(store)
    assert sayso("resolve").code == 0
    assert events_of(store) == before


def test_a_rejected_claim_no_longer_counts(sayso: Run, store: Path, strike: Event, events_of: Events) -> None:
    claim = strike.members[-1].claim
    row = record(sayso("correct", claim[:10], "reject", "--reason", "misread"))
    assert (row["target"], row["field"], row["by"], row["reason"], row["carried_out"]) == (claim, "reject", "tester", "misread", True)
    assert holding(events_of(store), claim) is None
    assert claims_in(strike) - {claim} <= {m for e in events_of(store).values() for m in claims_in(e)}
    assert "a person rejected it; take that back with" in sayso("show", claim).errors
    later(sayso, store, events_of)
    assert holding(events_of(store), claim) is None


def test_what_is_accepted_again_is_as_before(sayso: Run, store: Path, strike: Event, events_of: Events) -> None:
    before = events_of(store)
    for member in (strike.members[0].claim, strike.members[-1].claim):
        assert sayso("correct", member, "reject").code == 0
        assert events_of(store) != before
        assert sayso("correct", member, "accept").code == 0
        assert events_of(store) == before
    assert sayso("resolve").code == 0
    assert events_of(store) == before


def test_a_rejected_event_is_gone_and_comes_back(sayso: Run, store: Path, strike: Event, events_of: Events) -> None:
    before = events_of(store)
    assert set(record(sayso("correct", strike.id, "reject"))["claims"]) == claims_in(strike)
    assert not any(holding(events_of(store), c) for c in claims_in(strike))
    ran = sayso("correct", strike.id, "reject")
    assert ran.code == 2
    assert "was rejected on" in ran.errors
    assert sayso("resolve").code == 0
    assert sayso("correct", strike.id, "accept").code == 0
    assert events_of(store) == before


def test_merged_events_stay_one(sayso: Run, store: Path, events_of: Events) -> None:
    before = events_of(store)
    one, other = [e for e in before.values() if e.quad == 4][:2]
    row = record(sayso("merge", one.id[:10], other.id, "--by", "Ada"))
    assert (row["by"], len(row["claims"]), len(row["after"])) == ("Ada", 2, 1)
    both = claims_in(one) | claims_in(other)
    assert claims_in(events_of(store)[row["after"][0]]) == both
    later(sayso, store, events_of)
    merged = holding(events_of(store), one.members[0].claim)
    assert merged is not None
    assert both <= claims_in(merged)
    assert "merge, by Ada on" in sayso("show", merged.id, "--format", "table").out


def test_split_claims_stay_apart_and_together(sayso: Run, store: Path, strike: Event, events_of: Events) -> None:
    """Those of a whole report, and one of another whose other claims stay."""
    by_report: dict[str, list[str]] = {}
    for m in strike.members:
        by_report.setdefault(m.document, []).append(m.claim)
    several = max(by_report.values(), key=len)
    assert len(several) > 1
    whole = next(c for c in by_report.values() if c is not several)
    leaving = {*whole, several[-1]}
    row = record(sayso("split", strike.id, *leaving))
    assert set(row["claims"]) == leaving
    staying = claims_in(strike) - leaving
    for _ in range(2):
        events = events_of(store)
        assert not any(claims_in(e) & leaving and claims_in(e) & staying for e in events.values())
        left = [e for e in events.values() if claims_in(e) & leaving]
        assert [claims_in(e) & leaving for e in left] in ([leaving], []) or all(m.says == "denied" for e in left for m in e.members)
        later(sayso, store, events_of)


def test_what_was_split_can_be_merged_again(sayso: Run, store: Path, strike: Event, events_of: Events) -> None:
    before = events_of(store)
    with open_reader(store) as reader:
        claims = reader.claims(claims_in(strike))
    claim = next(c.id for c in claims.values() if c.polarity == "+" and sum(o.document.id == c.document.id for o in claims.values()) > 1)
    row = record(sayso("split", strike.id, claim))
    assert len(row["after"]) >= 2
    assert sayso("merge", *row["after"]).code == 0
    after = holding(events_of(store), claim)
    assert after is not None
    assert claims_in(after) == claims_in(strike)
    assert {i for e in events_of(store).values() for i in claims_in(e)} == {i for e in before.values() for i in claims_in(e)}


def test_another_value_stands_beside_and_changes_nothing(sayso: Run, store: Path, strike: Event, events_of: Events, tmp_path: Path) -> None:
    before, claim = events_of(store), strike.members[0].claim
    for field, value in (
        ("event", "protest"),
        ("status", "hypothetical"),
        ("time", "2031-03-10/2031-03-11"),
        ("place", "Sarivan =x"),
        ("actors", 'ARM; "the border guard" AZE MIL'),
        ("figures", "killed 3; wounded 10-12"),
    ):
        row = record(sayso("correct", claim, field, value))
        assert (row["field"], row["new"].lower()) == (field, value.lower())
    assert events_of(store) == before
    text = " ".join(sayso("show", strike.id, "--format", "table").out.split())
    assert f"event {strike.type} -> PROTEST, by tester on" in text
    assert [c["field"] for c in record(sayso("show", strike.id))["corrections"]] == FIELDS
    assert sayso("correct", strike.members[1].claim, "reject").code == 0
    assert sayso("export", "--to", "labelstudio", "-o", tmp_path / "ls").code == 0
    results = [r for task in json.loads((tmp_path / "ls" / "tasks.json").read_text()) for p in task["predictions"] for r in p["result"]]
    assert [r["value"]["labels"] for r in results if r.get("id") == claim and r["type"] == "labels"] == [["PROTEST"]]
    assert [r["value"]["choices"] for r in results if r.get("id") == claim and r["type"] == "choices"] == [["hypothetical"]]
    assert strike.members[1].claim not in {r.get("id") for r in results}
    lines = [json.loads(x) for x in (tmp_path / "ls" / "corrections.jsonl").read_text().splitlines()]
    assert [x["field"] for x in lines] == [*FIELDS, "reject"]
    assert all(x["claims"][0]["trigger"]["text"] for x in lines)


def test_corrections_wait_for_the_one_who_writes(sayso: Run, store: Path, strike: Event, held: Any, events_of: Events) -> None:
    before = events_of(store)
    claim = strike.members[-1].claim
    ran = sayso("correct", claim, "reject", "--format", "table")
    assert ran.code == 0
    said = " ".join(ran.out.split())
    assert f"noted: rejected claim {claim}. The store is in use by PID" in said
    row = record(sayso("split", strike.id, strike.members[0].claim))
    assert row["carried_out"] is False
    assert events_of(store) == before
    held.close()
    assert sayso("resolve").code == 0
    after = events_of(store)
    assert holding(after, claim) is None
    assert not any(strike.members[0].claim in claims_in(e) and len(claims_in(e)) > 1 for e in after.values())
    with open_reader(store) as reader:
        assert [c.field for c in reader.corrections()] == ["reject", "split"]
        assert reader.waiting() == ()


def test_what_waits_is_carried_out_by_add(sayso: Run, store: Path, strike: Event, held: Any, events_of: Events) -> None:
    claim = strike.members[-1].claim
    assert sayso("correct", claim, "reject").code == 0
    held.close()
    Path("later.txt").write_text(LATER)
    assert sayso("add", "later.txt").code == 0
    assert holding(events_of(store), claim) is None


def test_a_verdict_can_be_undone_and_that_too(sayso: Run, store: Path, strike: Event, events_of: Events) -> None:
    before, claim = events_of(store), strike.members[-1].claim
    reject = record(sayso("correct", claim, "reject"))
    rejected = events_of(store)
    undo = record(sayso("correct", reject["id"][:10], "undo", "--reason", "wrong key"))
    assert (undo["field"], undo["target"], undo["new"], undo["claims"]) == ("undo", claim, reject["id"], [claim])
    assert events_of(store) == before
    ran = sayso("correct", reject["id"], "undo")
    assert (ran.code, ran.raw) == (2, b"")
    assert f"the correction {reject['id']} was undone already" in ran.errors
    assert record(sayso("correct", undo["id"], "undo"))["carried_out"] is True
    assert events_of(store) == rejected
    assert sayso("resolve").code == 0
    assert events_of(store) == rejected
    with open_reader(store) as reader:
        assert [c.field for c in reader.corrections()] == ["reject", "undo", "undo"]


def test_undoing_takes_back_one_word_and_not_the_one_before(sayso: Run, store: Path, strike: Event, events_of: Events) -> None:
    claim = strike.members[-1].claim
    assert sayso("correct", claim, "reject").code == 0
    rejected = events_of(store)
    accept = record(sayso("correct", claim, "accept"))
    assert sayso("correct", accept["id"], "undo").code == 0
    assert events_of(store) == rejected


def test_a_rejected_event_comes_back_when_that_is_undone(sayso: Run, store: Path, strike: Event, events_of: Events) -> None:
    before = events_of(store)
    reject = record(sayso("correct", strike.id, "reject"))
    assert sayso("correct", reject["id"], "undo").code == 0
    assert events_of(store) == before
    assert sayso("correct", strike.id, "reject").code == 0


def test_an_undone_value_stands_no_longer(sayso: Run, store: Path, strike: Event, tmp_path: Path) -> None:
    claim = strike.members[0].claim
    row = record(sayso("correct", claim, "event", "protest"))
    said = " ".join(sayso("correct", row["id"], "undo", "--format", "table").out.split())
    assert f"undid the correction {row['id']} of {claim}; events stay as they are" in said
    assert sayso("export", "--to", "labelstudio", "-o", tmp_path / "ls").code == 0
    results = [r for task in json.loads((tmp_path / "ls" / "tasks.json").read_text()) for p in task["predictions"] for r in p["result"]]
    assert [r["value"]["labels"] for r in results if r.get("id") == claim and r["type"] == "labels"] == [[strike.type]]


def test_merges_and_splits_are_undone_by_each_other(sayso: Run, store: Path, strike: Event, events_of: Events) -> None:
    row = record(sayso("split", strike.id, strike.members[0].claim))
    after = events_of(store)
    ran = sayso("correct", row["id"], "undo")
    assert ran.code == 2
    assert "a split cannot be undone; merge the events" in ran.errors
    assert events_of(store) == after


def test_what_waits_can_be_undone_before_it_is_carried_out(sayso: Run, store: Path, strike: Event, held: Any, events_of: Events) -> None:
    before, claim = events_of(store), strike.members[-1].claim
    reject = record(sayso("correct", claim, "reject"))
    assert [c.id for c in pending(store)] == [reject["id"]]
    assert record(sayso("correct", reject["id"], "undo"))["carried_out"] is False
    assert [c.field for c in pending(store)] == ["reject", "undo"]
    held.close()
    assert sayso("resolve").code == 0
    assert pending(store) == ()
    assert events_of(store) == before


def test_what_waits_is_settled_when_nobody_writes(store: Path, strike: Event, coder: Coder, events_of: Events) -> None:
    outlets = outlets_for(Settings(), coder.ontology)
    claim, kept = strike.members[-1].claim, strike.members[0].claim
    signed = Signed("tester", "2031-03-20T10:00:00Z")
    with open_reader(store) as reader:
        made = [leave(reader, correcting(c, field, None, signed, {})) for c, field in ((claim, "reject"), (kept, "accept"))]
    before = events_of(store)
    open_amended(store, "stopped before it carried anything out", coder.ontology.resolving).close()
    assert events_of(store) == before
    assert pending(store) == ()
    assert settle(store, "test", coder.ontology, outlets) == tuple(made)
    assert holding(events_of(store), claim) is None
    snapshot = store.with_name(f"{store.name}.snapshot").stat().st_mtime_ns
    assert settle(store, "test", coder.ontology, outlets) == ()
    assert store.with_name(f"{store.name}.snapshot").stat().st_mtime_ns == snapshot


def test_what_waits_is_left_to_the_one_who_writes(store: Path, strike: Event, coder: Coder, held: Any) -> None:
    outlets = outlets_for(Settings(), coder.ontology)
    assert settle(store, "test", coder.ontology, outlets) == ()
    with open_reader(store) as reader:
        made = leave(reader, correcting(strike.id, "reject", None, Signed("tester", "2031-03-20T10:00:00Z"), {}))
    assert settle(store, "test", coder.ontology, outlets) is None
    assert pending(store) == (made,)


def test_nobody_signs(sayso: Run, store: Path, strike: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("USER")
    monkeypatch.delenv("USERNAME", raising=False)
    for command in (("correct", strike.id, "reject"), ("merge", strike.id, "x"), ("split", strike.id, "x")):
        ran = sayso(*command)
        assert (ran.code, ran.errors) == (2, "sayso: nobody signs this correction; give --by NAME\n")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (
            ("correct", "STRIKE", "colour", "red"),
            "no field 'colour' can be corrected; use one of reject, accept, undo, event, modes, status, actors, recipients,",
        ),
        (("correct", "STRIKE", "reject", "please"), "reject takes no value; say why with --reason"),
        (("correct", "STRIKE", "status", "actual"), "an event's status follows from its accounts"),
        (("correct", "CLAIM", "event"), "event needs a value"),
        (("correct", "CLAIM", "event", "fly"), "no event type 'FLY'"),
        (("correct", "CLAIM", "status", "true"), "no status 'true'"),
        (("correct", "CLAIM", "time", "2031-03-12/2031-03-11"), "is no day and no time from one day to another"),
        (("correct", "CLAIM", "time", "2031-02-30"), "is no day"),
        (("correct", "CLAIM", "place", " "), "place needs a value"),
        (("correct", "CLAIM", "actors", "QQQ"), "no country, sector or actor has the code 'QQQ'"),
        (("correct", "CLAIM", "figures", "three"), "cannot read the figure 'three'"),
        (("correct", "zzzz", "undo"), 'no correction has an id that begins with "zzzz"'),
        (("correct", "CLAIM", "undo", "please"), "undo takes no value"),
        (("correct", "zzzz", "reject"), "no event and no claim has an id that begins"),
        (("correct", "", "reject"), "no event and no claim"),
        (("merge", "STRIKE"), "one event cannot be merged"),
        (("merge", "STRIKE", "CLAIM"), "these are one event already"),
        (("merge", "STRIKE", "SPEECH"), "an act of speech and a deed are never one event"),
        (("merge", "STRIKE", "zzzz"), "no event has an id that begins"),
        (("split", "STRIKE", "zzzz"), "begins with"),
        (("split", "STRIKE", "ALL"), "would leave it"),
        (("split", "STRIKE"), "Missing argument"),
    ],
)
def test_what_cannot_be(sayso: Run, store: Path, strike: Event, events_of: Events, args: tuple[str, ...], said: str) -> None:
    before = events_of(store)
    speech = next(e.id for e in before.values() if e.quad in (1, 3))
    words = {"STRIKE": [strike.id], "CLAIM": [strike.members[0].claim], "SPEECH": [speech], "ALL": [m.claim for m in strike.members]}
    ran = sayso(*(w for a in args for w in words.get(a, [a])))
    assert (ran.code, ran.raw) == (2, b"")
    assert said in ran.errors
    assert events_of(store) == before
    with open_reader(store) as reader:
        assert reader.corrections() == ()
