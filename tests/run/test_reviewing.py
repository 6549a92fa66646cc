"""Reviewing: what is shown first, verdicts, undoing, precision, labelled data; on invented records."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.errors import SettingsError
from sayso.model.claim import Claim, Factuality, Figure
from sayso.model.event import Correction, Event, Range
from sayso.model.ids import digest
from sayso.model.plain import from_plain
from sayso.model.statement import Party
from sayso.model.text import Document, DocumentRef, Span, Words
from sayso.ontology.load import Ontology
from sayso.run.amended import amendments, standing, undone
from sayso.run.correcting import corrected
from sayso.run.correction_values import Named, Number, checked, codes_of, figures, figures_text, participants, participants_text, told
from sayso.run.labelled import labelled
from sayso.run.precision import ENOUGH, Precision, precision, precision_of, stretch
from sayso.run.reviewing import Order, queue, reviewed
from sayso.run.verdicts import Verdict, judged, verdicts
from sayso.store import CodingId, Owner, Stored, open_owner, open_reader, submit
from sayso.writers.jsonl import line

CODING = CodingId("c1", "sayso 0", "sha256:aa", "s1")
DAY = "2031-03-14T10:00:00Z"
PARTY = Party("the Army", Span(0, 8), None, "force", "AZE", ("MIL",))


def said(number: int, target: str, field: str, new: str | None = None, old: str | None = None, claims: tuple[str, ...] | None = None) -> Correction:
    return Correction(f"{number:04x}", target, field, old, new, "Ada", DAY, "", (target,) if claims is None else claims)


def undo(number: int, of: Correction) -> Correction:
    return said(number, of.target, "undo", of.id, claims=of.claims)


def claim_of(document: Document, name: str, type: str, alleged: bool) -> Claim:
    """A claim of the first sentence of a report."""
    ref = DocumentRef(document.id, document.key, None, None, document.outlet, None, None, None)
    text = document.text
    value = Factuality("CT+", "Uu" if alleged else "CT+")
    return Claim(
        name, ref, "body", 0, text, Span(0, len(text)), (), type, (), (), None, 4, -9.0, None, None, Words("shelled", Span(9, 16)), False, (PARTY,), (),
        "actual", "+", "occurred", False, None, value, not alleged, alleged, (), None, None, None, None, None, (), None, None, (), (), None, "sayso 0",
        "sha256:aa",
    )  # fmt: skip


def event_of(claims: tuple[Claim, ...], sources: int, score: float, status: str) -> Event:
    members = [{"claim": c.id, "document": c.document.id, "says": "done", "score": 1.0, "reasons": []} for c in claims]
    blank = {
        "id": f"e{claims[0].id}", "type": claims[0].event, "modes": [], "contexts": [], "quad": 4, "score": score, "cameo": None, "goldstein": None,
        "reciprocal": False, "actors": [], "recipients": [], "dyads": [], "time": None, "place": None, "deed": claims[0].deed, "alleged": claims[0].alleged,
        "status": status, "status_why": "", "reports": 1, "sources": sources, "independent": 0, "reprints": 0, "first": None, "last": None, "figures": [],
        "about": [], "summary": "", "members": members, "accounts": [], "disputes": [],
    }  # fmt: skip
    return from_plain(Event, blank)


def report(number: int, type: str = "ASSAULT", alleged: bool = False, claims: int = 1) -> Stored:
    document = Document(digest("d", number), f"d{number}", f"The Army shelled village {number}.", None, None, "Wire", None, None, "en", ())
    made = tuple(claim_of(document, digest("c", number, n), type, alleged) for n in range(claims))
    return Stored(document, CODING, (), (), made, (), (), ())


Make = Callable[..., str]


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[Owner]:
    with open_owner(tmp_path / "sayso.duckdb", "test") as opened:
        yield opened


@pytest.fixture
def told_of(owner: Owner) -> Make:
    """Adds a report and its event; the id of its first claim."""

    def make(
        number: int, sources: int = 1, score: float = -9.0, status: str = "single source", type: str = "ASSAULT", alleged: bool = False, claims: int = 1
    ) -> str:
        stored = report(number, type, alleged, claims)
        owner.add(stored)
        if sources:
            owner.write_events((), [event_of(stored.claims, sources, score, status)])
        return stored.claims[0].id

    return make


def test_what_is_undone_was_never_said() -> None:
    reject, again = said(1, "a", "reject"), said(2, "a", "event", "PROTEST", "ASSAULT")
    back = undo(3, reject)
    assert amendments((reject, again), ()).rejected == {"a"}
    assert amendments((reject, again, back), ()).rejected == frozenset()
    assert standing((reject, again, back)) == (again,)
    assert corrected((reject, again, back, undo(4, again)), "a") == {}
    assert amendments((reject, back, undo(4, back)), ()).rejected == {"a"}
    assert undone((reject, back, undo(4, back), undo(5, undo(4, back)))) == {"0001", "0004"}


def test_undoing_gives_back_what_was_said_before() -> None:
    accept, reject = said(1, "a", "accept"), said(2, "a", "reject")
    (verdict,) = verdicts((accept, reject, undo(3, reject)))
    assert verdict.judgement == "accepted"
    first, second = said(1, "a", "place", "Sarivan"), said(2, "a", "place", "Velan")
    assert corrected((first, second, undo(3, second)), "a") == {"place": "Sarivan"}


def test_a_merge_cannot_be_taken_back_by_a_line_that_says_so() -> None:
    merge = said(1, "e1", "merge", "e1 e2", claims=("a", "b"))
    assert standing((merge, undo(2, merge))) == (merge,)


@pytest.mark.parametrize(
    ("said_of_it", "judgement"),
    [
        ([("accept", None)], "accepted"),
        ([("place", "Velan")], "edited"),
        ([("place", "Velan"), ("accept", None)], "edited"),
        ([("event", "PROTEST"), ("place", "Velan")], "retyped"),
        ([("event", "PROTEST"), ("event", "ASSAULT")], "edited"),
        ([("accept", None), ("reject", None)], "rejected"),
        ([("reject", None), ("place", "Velan")], "rejected"),
        ([("reject", None), ("accept", None)], "accepted"),
    ],
)
def test_the_last_word_decides(said_of_it: list[tuple[str, str | None]], judgement: str) -> None:
    corrections = [said(n, "a", field, new, "ASSAULT" if field == "event" else None) for n, (field, new) in enumerate(said_of_it)]
    assert [v.judgement for v in verdicts(corrections)] == [judgement]


def test_rejecting_an_event_says_nothing_of_how_its_claims_were_read_but_they_were_decided_on() -> None:
    corrections = (
        said(1, "ea", "reject", claims=("a", "b")),
        said(2, "ec", "place", "Velan", claims=("c",)),
        said(3, "ed", "merge", "ed ef", claims=("d", "f")),
    )
    assert verdicts(corrections) == ()
    assert judged(corrections) == {"a", "b"}


def test_the_queue_shows_what_matters_and_is_least_sure_first(owner: Owner, told_of: Make) -> None:
    sure, many = told_of(1), told_of(2, sources=16, alleged=True)
    none = told_of(3, sources=0)
    light, doubtful = told_of(4, score=-1.0, alleged=True), told_of(5, alleged=True)
    disputed = told_of(6, alleged=True, status="disputed", claims=2)
    found = queue(owner)
    second = digest("c", 6, 1)
    assert [i.claim.id for i in found] == [*sorted((disputed, second)), doubtful, sure, many, light, none]
    assert [i.points for i in found] == [900, 900, 630, 270, 158, 70, 0]
    assert found[2].why == ("the outlet does not vouch for it", "no other source tells of it", "ASSAULT weighs -9 on a scale from -10 to +10")
    assert found[-1].event is None
    assert "it is of no event" in found[-1].why[0]


@pytest.mark.parametrize("order", ["matters", "sample"])
def test_the_queue_goes_on_where_it_stopped_and_leaves_out_what_was_decided(owner: Owner, told_of: Make, order: Order) -> None:
    with owner.batch():
        for number in range(12):
            told_of(number, sources=number % 3, alleged=number % 2 == 0, claims=1 + number % 2)
    whole = [i.claim.id for i in queue(owner, order=order)]
    assert len(whole) == len({*whole}) == 18
    seen, after = list[str](), None
    while page := queue(owner, limit=4, after=after, order=order):
        seen += [i.claim.id for i in page]
        after = page[-1].cursor
    assert seen == whole
    gone = whole[:7:2]
    assert [i.claim.id for i in queue(owner, reviewed=gone, order=order)] == [c for c in whole if c not in gone]
    assert queue(owner, reviewed=whole, order=order) == ()


def test_the_queue_by_type(owner: Owner, told_of: Make) -> None:
    told_of(1)
    protest, free = told_of(2, type="PROTEST"), told_of(3, type="PROTEST", sources=0)
    assert [i.claim.id for i in queue(owner, types=["PROTEST"])] == [protest, free]
    assert {i.claim.id for i in queue(owner, types=["PROTEST"], order="sample")} == {protest, free}
    assert queue(owner, types=["x' OR 1=1 --"]) == ()


@pytest.mark.parametrize("after", ["x", "1", "-1-e-a", "1-e", "1-e-a b", "9" * 12 + "-e-a", "1-e-a-b", "1-e-' OR 1=1"])
def test_no_place_in_the_queue(owner: Owner, after: str) -> None:
    with pytest.raises(SettingsError, match="no place in the queue"):
        queue(owner, after=after)


def test_the_sample_is_in_no_order_of_the_queue(owner: Owner, told_of: Make) -> None:
    with owner.batch():
        for number in range(40):
            told_of(number, alleged=number < 20)
    order = [i.claim.id for i in queue(owner, limit=40, order="sample")]
    assert order == sorted(order, key=lambda c: c[::-1])
    assert {*order[:20]} != {i.claim.id for i in queue(owner, limit=20)}


def test_what_waits_in_the_inbox_counts_as_decided(owner: Owner, told_of: Make) -> None:
    claim, other = told_of(1), told_of(2)
    owner.publish()
    wrong = said(1, other, "reject")
    submit(owner.path, said(0, claim, "accept"))
    submit(owner.path, wrong)
    with open_reader(owner.path) as reader:
        assert reader.corrections() == ()
        assert reviewed(reader) == {claim, other}
        submit(owner.path, undo(2, wrong))
        assert reviewed(reader) == {claim}
        assert [i.claim.id for i in queue(reader, reviewed=reviewed(reader))] == [other]


def decide(owner: Owner, claims: list[str], wrong: int = 0) -> None:
    with owner.batch():
        for n, claim in enumerate(claims):
            owner.correct(said(n, claim, "reject" if n < wrong else "accept"))


def shares(of: Precision) -> list[tuple[str | None, int, int]]:
    return [(t.type, t.accepted, t.reviewed) for t in of.sampled]


def test_precision_by_type() -> None:
    said_of = [("a", "accepted"), ("b", "accepted"), ("c", "edited"), ("d", "retyped"), ("e", "rejected"), ("f", "accepted")]
    decided = [Verdict(claim, judgement, (), "Ada", DAY, "") for claim, judgement in said_of]  # type: ignore[arg-type]
    every, assault, protest = precision(decided, dict.fromkeys("abcde", "ASSAULT") | {"f": "PROTEST"}, {"ASSAULT": 50, "PROTEST": 3})
    assert (every.type, every.reviewed, every.of) == (None, 6, 53)
    assert (assault.accepted, assault.edited, assault.retyped, assault.rejected, assault.share, assault.exact) == (2, 1, 1, 1, 0.6, 0.4)
    assert (round(assault.low or 0, 4), round(assault.high or 0, 4)) == (0.2307, 0.8824)
    assert (protest.type, protest.share, protest.of) == ("PROTEST", 1.0, 3)
    assert (protest.low or 1) < 0.25
    assert precision((), {}, {}) == ()


def test_only_verdicts_in_the_order_of_the_sample_tell_of_all_claims(owner: Owner, told_of: Make) -> None:
    with owner.batch():
        for number in range(80):
            told_of(number, alleged=number % 4 == 0)
    decide(owner, [i.claim.id for i in queue(owner, limit=20)], wrong=10)
    found = precision_of(owner)
    assert found.reviewed[0].share == 0.5
    assert found.sampled == ()
    assert "No sample yet" in found.sampled_note
    assert "not how often it is right on the whole" in found.reviewed_note


def test_a_sample_bears_some_gaps_and_says_so(owner: Owner, told_of: Make) -> None:
    with owner.batch():
        for number in range(60):
            told_of(number)
    order = [i.claim.id for i in queue(owner, limit=60, order="sample")]
    skipped = {order[11], order[17]}
    decide(owner, [c for c in order[:20] if c not in skipped], wrong=6)
    found = precision_of(owner)
    (every, assault) = found.sampled
    assert (every.accepted, every.reviewed, every.of) == (12, 18, 20)
    assert replace(every, type="ASSAULT") == assault
    assert "first 20 claims" in found.sampled_note
    assert "2 claims among them nobody has decided on yet" in found.sampled_note


def test_a_type_of_which_all_was_decided_on_needs_no_sample(owner: Owner, told_of: Make) -> None:
    with owner.batch():
        for number in range(30):
            told_of(number)
    decide(owner, [told_of(100, type="PROTEST"), told_of(101, type="PROTEST")], wrong=1)
    assert shares(precision_of(owner)) == [("PROTEST", 1, 2)]


def test_a_stretch_ends_where_gaps_begin() -> None:
    order = [f"{n}" for n in range(100)]
    every = {c: Verdict(c, "accepted", (), "Ada", DAY, "") for c in order}
    few = {c: every[c] for c in order[: ENOUGH - 1]}
    assert stretch(order, few, 100) == ()
    assert stretch(order, every, 100) == tuple(order)
    gaps = {c: every[c] for n, c in enumerate(order) if n < 40 or n % 3 == 0}
    assert stretch(order, gaps, 100) == tuple(order[:46])


def test_labelled_claims_tell_words_verdict_and_values(owner: Owner, told_of: Make) -> None:
    right, wrong = told_of(1), told_of(2)
    told_of(3)
    owner.correct(said(1, right, "accept"))
    owner.correct(said(2, wrong, "place", "Velan", None))
    owner.correct(said(3, "gone", "reject"))
    found = {x.id: x for x in labelled(owner)}
    assert {i: x.verdict for i, x in found.items()} == {right: "accepted", wrong: "edited"}
    row = json.loads(line(found[wrong]))
    assert row["text"] == "The Army shelled village 2."
    assert row["labels"] == [{"what": "trigger", "text": "shelled", "span": [9, 16]}, {"what": "actor", "text": "The Army", "span": [0, 8]}]
    assert (row["values"], row["by"], row["at"]) == ([{"field": "place", "old": None, "new": "Velan"}], "Ada", DAY)
    assert row["claim"]["event"] == "ASSAULT"
    assert [x.id for x in labelled(owner)] == sorted(found)


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("actors", "ARM", "ARM"),
        ("actors", 'ARM ;"the  Army"  AZE MIL; hezbollah', 'ARM; "the Army" AZE MIL; hezbollah'),
        ("recipients", "“a border; post”", '"a border; post"'),
        ("recipients", "none", "none"),
        ("figures", "killed 3;wounded 10–12; missing >= 4", "killed 3; wounded 10-12; missing >=4"),
        ("figures", "Killed 1,200 total; troops ≤200; weapons 20 (15-30) part; detained ?; displaced 5 (-9)", None),
        ("figures", "none", "none"),
        ("modes", "Violence, aerial", None),
        ("time", "2031-03-10/..", "2031-03-10/.."),
        ("time", "../2031-03-10", "../2031-03-10"),
        ("time", "20310310", "2031-03-10"),
    ],
)
def test_values_are_kept_in_one_form(ontology: Ontology, field: str, typed: str, kept: str | None) -> None:
    if field == "modes":
        one, other = [next(iter(t.modes)) for t in ontology.types.values() if t.modes][:2]
        typed, kept = f"{one.upper()}, {other}", f"{one} {other}"
    found = checked(field, typed, ontology.types, codes_of(ontology))
    assert found == (kept or "killed 1200 total; troops <=200; weapons 20 (15-30) part; detained ?; displaced 5 (-9)")
    assert checked(field, found, ontology.types, codes_of(ontology)) == found


@pytest.mark.parametrize(
    ("field", "typed", "remedy"),
    [
        ("actors", "the Army AZE", "words in quotes"),
        ("actors", "The Army", "in quotes"),
        ("actors", '"the Army', "in quotes"),
        ("actors", "QQQ", "put words in quotes"),
        ("actors", ";", "in quotes"),
        ("actors", '""', "in quotes"),
        ("figures", "3 killed", "write killed 3"),
        ("figures", "killed", "write killed 3"),
        ("figures", "killed 3;", "write killed 3"),
        ("figures", "killed -3", "write killed 3"),
        ("figures", "killed 1" + "0" * 20, "write killed 3"),
        ("figures", "died 3", "use one of killed"),
        ("figures", "killed 12-10", "the lowest first"),
        ("figures", "killed 3 (4-5)", "the lowest first"),
        ("modes", "fly", "use one of"),
        ("time", "..", "YYYY-MM-DD"),
        ("time", "2031-03-10/2031-03-11/2031-03-12", "YYYY-MM-DD"),
        ("place", "x" * 501, "as in"),
    ],
)
def test_a_value_that_cannot_be_says_what_can(ontology: Ontology, field: str, typed: str, remedy: str) -> None:
    with pytest.raises(SettingsError) as caught:
        checked(field, typed, ontology.types, codes_of(ontology))
    assert remedy in str(caught.value)


def test_the_coders_value_is_told_in_the_same_form() -> None:
    figure = Figure("killed", 5, 10, 12, "soldiers", None, Span(0, 1), scope="total")
    claim = replace(
        report(1).claims[0], figures=(figure, replace(figure, low=4, best=None, high=None, scope="incident")), actors=(PARTY, Party('a "thing"', None))
    )
    assert told(claim, "figures") == "killed 10 (5-12) total; killed >=4"
    assert told(claim, "actors") == '"the Army" AZE MIL; "a \'thing\'"'
    assert told(claim, "recipients") is told(claim, "modes") is told(claim, "place") is told(claim, "time") is None
    assert participants(told(claim, "actors") or "") == (Named("the Army", ("AZE", "MIL")), Named("a 'thing'", ()))
    assert figures(told(claim, "figures") or "") == (Number("killed", 5, 10, 12, "total"), Number("killed", 4, None, None))
    event = replace(event_of((claim,), 1, -9.0, "disputed"), figures=(Range("killed", 3, None, 9, 2),))
    assert told(event, "figures") == "killed 3-9"
    assert participants_text(()) == figures_text(()) == "none"
