"""`correct`, `merge` and `split`: they take effect at once, and hold whatever is added or resolved again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.model.event import Event
from sayso.store import open_reader

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
    for field, value in (("event", "protest"), ("status", "hypothetical"), ("time", "2031-03-10/2031-03-11"), ("place", "Sarivan =x")):
        row = record(sayso("correct", claim, field, value))
        assert (row["field"], row["new"].lower()) == (field, value.lower())
    assert events_of(store) == before
    text = " ".join(sayso("show", strike.id, "--format", "table").out.split())
    assert f"event {strike.type} -> PROTEST, by tester on" in text
    assert [c["field"] for c in record(sayso("show", strike.id))["corrections"]] == ["event", "status", "time", "place"]
    assert sayso("correct", strike.members[1].claim, "reject").code == 0
    assert sayso("export", "--to", "labelstudio", "-o", tmp_path / "ls").code == 0
    results = [r for task in json.loads((tmp_path / "ls" / "tasks.json").read_text()) for p in task["predictions"] for r in p["result"]]
    assert [r["value"]["labels"] for r in results if r.get("id") == claim and r["type"] == "labels"] == [["PROTEST"]]
    assert [r["value"]["choices"] for r in results if r.get("id") == claim and r["type"] == "choices"] == [["hypothetical"]]
    assert strike.members[1].claim not in {r.get("id") for r in results}
    lines = [json.loads(x) for x in (tmp_path / "ls" / "corrections.jsonl").read_text().splitlines()]
    assert [x["field"] for x in lines] == ["event", "status", "time", "place", "reject"]
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


def test_nobody_signs(sayso: Run, store: Path, strike: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("USER")
    monkeypatch.delenv("USERNAME", raising=False)
    for command in (("correct", strike.id, "reject"), ("merge", strike.id, "x"), ("split", strike.id, "x")):
        ran = sayso(*command)
        assert (ran.code, ran.errors) == (2, "sayso: nobody signs this correction; give --by NAME\n")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("correct", "STRIKE", "colour", "red"), "no field 'colour' can be corrected; use one of reject, accept, event, status, time, place"),
        (("correct", "STRIKE", "reject", "please"), "reject takes no value; say why with --reason"),
        (("correct", "STRIKE", "status", "actual"), "an event's status follows from its accounts"),
        (("correct", "CLAIM", "event"), "event needs a value"),
        (("correct", "CLAIM", "event", "fly"), "no event type 'FLY'"),
        (("correct", "CLAIM", "status", "true"), "no status 'true'"),
        (("correct", "CLAIM", "time", "2031-03-12/2031-03-11"), "is no day and no time from one day to another"),
        (("correct", "CLAIM", "time", "2031-02-30"), "is no day"),
        (("correct", "CLAIM", "place", " "), "place needs a value"),
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
