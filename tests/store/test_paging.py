"""Long lists a page at a time, numbers over the store, and what following reads: each against the whole list, read the plain way."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import duckdb
import pytest

from sayso.errors import SettingsError
from sayso.model.claim import Claim, Place
from sayso.model.event import Account, Dispute, Dyad, Event, Range, Version
from sayso.model.series import Unit
from sayso.model.statement import Party
from sayso.store import Filter, Owner, Page, ReportFilter, open_owner, open_reader
from sayso.store.paging import MOST
from sayso.track.placed import nature_of, traced

DAYS = ("2031-03-01", "2031-03-02", "2031-03-09", None)
PAIRS = (("IRN", "USA"), ("USA", "IRN"), ("CHN", "USA"))


def pages(ask: Callable[[str | None], Page[Any]]) -> list[Any]:
    """All items, page by page."""
    out, after = list[Any](), None
    while True:
        page = ask(after)
        out += page.items
        if page.next is None:
            return out
        assert page.items
        after = page.next


def account(event: str, source: str, side: str, party: bool, outlet: str = "Wire") -> Account:
    origin = f"source {source.lower()}"
    return Account(event, side, source, "organisation", party, "done", (outlet,), (origin,), (), (), (), None, None, "2031-03-01", "2031-03-05")


@pytest.fixture
def events(make: Any) -> list[Event]:
    """Thirty events of every nature, on the same few days and places, with accounts of four sources."""
    out = []
    for n in range(30):
        event = make.event(n, day=DAYS[n % 4], dyad=PAIRS[n % 3], disputed=False)
        side = PAIRS[n % 3][0]
        accounts = (account(event.id, "Ministry", side, True), account(event.id, "Hospital", "independent", False, "Post"))[: 1 + n % 2]
        where = Place(f"Town {n % 5}", "IRN" if n % 2 else None, None, 1.5, 2.5, None, 1 + n % 3, None) if n % 6 else None
        disputes = (
            Dispute(f"d{n}", event.id, "killed", (Version("3", (side,), ("Ministry",), (), ()), Version("9", ("independent",), ("Hospital",), (), ())), "x"),
        )
        out.append(replace(
            event, quad=1 + n % 4, deed=n % 3 == 0, alleged=n % 3 == 1, type=("ASSAULT", "CONSULT")[n % 2], accounts=accounts, place=where,
            status="disputed" if n % 5 == 0 else "agreed", disputes=disputes if n % 5 == 0 else (),
            time=event.time and replace(event.time, basis="published" if n % 7 == 0 else "stated"),
            first=None if n % 8 == 3 else "2031-03-05",
            figures=(Range("killed", n, None if n % 2 else n + 1, None, 1),) if n % 4 == 0 else (),
        ))  # fmt: skip
    return out


@pytest.fixture
def store(owner: Owner, make: Any, events: list[Event]) -> Owner:
    for n in range(12):
        owner.add(make.stored(n, claims=3, published=DAYS[n % 4]))
    owner.write_events([], events)
    return owner


def parties(event: Event) -> set[str]:
    return {key for d in event.dyads for key in (d.actor, d.recipient)}


FILTERS: list[tuple[Filter, Callable[[Event], bool]]] = [
    (Filter(), lambda e: True),
    (Filter(dyad=Dyad("IRN", "USA")), lambda e: Dyad("IRN", "USA") in e.dyads),
    (Filter(party="CHN"), lambda e: "CHN" in parties(e)),
    (Filter(country="IRN"), lambda e: e.place is not None and e.place.country == "IRN"),
    (Filter(place="Town 2"), lambda e: e.place is not None and e.place.name == "Town 2"),
    (Filter(disputed=True), lambda e: bool(e.disputes)),
    (Filter(about=("killed",)), lambda e: bool(e.disputes)),
    (Filter(about=("done",)), lambda e: False),
    (Filter(outlet="Post"), lambda e: len(e.accounts) == 2),
    (Filter(source="Hospital"), lambda e: len(e.accounts) == 2),
    (Filter(natures=("deeds",)), lambda e: nature_of(e) == "deeds"),
    (Filter(listed=("2031-03-01", "2031-03-02")), lambda e: "2031-03-01" <= ((e.time and (e.time.start or e.time.end)) or e.first or "") <= "2031-03-02"),
    (Filter(natures=("alleged",), types=("CONSULT",)), lambda e: nature_of(e) == "alleged" and e.type == "CONSULT"),
    (Filter(natures=("rhetoric",), status=("agreed",)), lambda e: nature_of(e) == "rhetoric" and e.status == "agreed"),
    (Filter(ids=()), lambda e: False),
    (Filter(country="x' OR true --"), lambda e: False),
]


@pytest.mark.parametrize(("wanted", "holds"), FILTERS)
@pytest.mark.parametrize("limit", [1, 7, 30])
def test_pages_of_events_make_up_the_list(store: Owner, events: list[Event], wanted: Filter, holds: Callable[[Event], bool], limit: int) -> None:
    found = pages(lambda after: store.event_page(wanted, limit, after))
    assert found == [e for e in store.events() if holds(e)]
    assert len({e.id for e in found}) == len(found)


def test_ids_alone(store: Owner, events: list[Event]) -> None:
    assert [e.id for e in store.event_page(Filter(ids=(events[3].id, "none")), 9).items] == [events[3].id]
    assert list(store.events_by_id([events[3].id, "none"])) == [events[3].id]


@pytest.mark.parametrize("limit", [1, 4, 100])
def test_pages_of_disputes(store: Owner, limit: int) -> None:
    found = pages(lambda after: store.dispute_page(Filter(), (), limit, after))
    assert found == [*store.disputes()]
    assert pages(lambda after: store.dispute_page(Filter(), ("place",), limit, after)) == []
    assert pages(lambda after: store.dispute_page(Filter(), ("place", "killed"), limit, after)) == found


@pytest.mark.parametrize("limit", [1, 5, 100])
def test_pages_of_reports_and_what_they_hold(store: Owner, make: Any, limit: int) -> None:
    newest = sorted((make.document(n, DAYS[n % 4]) for n in range(12)), key=lambda d: d.id)
    newest.sort(key=lambda d: d.published or "", reverse=True)
    assert pages(lambda after: store.document_page(ReportFilter(), limit, after, text=True)) == newest
    claims = [c for d in newest for c in store.claims_of(d.id)]
    assert pages(lambda after: store.claim_page(Filter(), limit, after)) == claims
    assert pages(lambda after: store.claim_page(Filter(until="2031-03-02"), limit, after)) == [
        c for c in claims if c.document.published is not None and c.document.published <= "2031-03-02"
    ]
    statements = [s for d in newest for s in store.statements_of(d.id)]
    assert pages(lambda after: store.statement_page(ReportFilter(), limit, after)) == statements
    assert pages(lambda after: store.statement_page(ReportFilter(), limit, after, document=newest[4].id)) == [*store.statements_of(newest[4].id)]
    outlet = newest[0].outlet
    assert pages(lambda after: store.document_page(ReportFilter(outlet=outlet), limit, after, text=True)) == [d for d in newest if d.outlet == outlet]
    assert pages(lambda after: store.document_page(ReportFilter(language="xx"), limit, after)) == []


def test_sentences_of_many_reports_at_once(store: Owner, make: Any) -> None:
    ids = [make.document(n, DAYS[n % 4]).id for n in (3, 5)]
    store.add(make.stored(3, make.second, published=DAYS[3]))
    assert store.sentences([*ids, "none"]) == {i: store.sentences_of(i) for i in sorted(ids)}
    assert store.sentences([]) == {}


def test_claims_by_party_and_far_back(owner: Owner, make: Any) -> None:
    """The one that fits is in the oldest of more reports than are looked at first."""

    def with_actor(c: Claim, party: Party) -> Claim:
        return replace(c, actors=(party,), recipients=())

    common, group = make.blank(Party), replace(make.blank(Party), country=None, id="front")
    for n in range(20):
        stored = make.stored(n, published=f"2031-03-{n + 1:02}")
        owner.add(replace(stored, claims=tuple(with_actor(c, group if n == 0 else common) for c in stored.claims), tellings=()))
    found = owner.claim_page(Filter(party="front"), 1)
    again = owner.claim_page(Filter(party="front"), 1, found.next)
    assert [c.document.id for c in (*found.items, *again.items)] == [make.document(0, "2031-03-01").id] * 2
    assert again.next is None
    assert not owner.claim_page(Filter(dyad=Dyad("front", "USA")), 5).items
    assert not owner.claim_page(Filter(party="FRONT"), 5).items


def test_only_the_current_coding_is_listed(owner: Owner, make: Any) -> None:
    owner.add(make.stored(1))
    owner.add(make.stored(1, make.second))
    assert {c.coder for c in owner.claim_page(Filter(), 9).items} == {make.second.coder}
    assert owner.overview().claims == 2


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "%", "é", "A" * 400, *(base64.urlsafe_b64encode(text).decode() for text in (
        b"{}", b"[]", b"[1,2]", b'["2031-03-01"]', b'["2031-03-01",3]', b'[null,"a","b"]', b'["a","b",-1]', b'["a","b",99999999999]', b"[[[[", b"\xff"))],
)  # fmt: skip
def test_a_wrong_cursor_is_refused_in_words(store: Owner, cursor: str) -> None:
    asks: list[Callable[[], object]] = [
        lambda: store.event_page(Filter(), 5, cursor),
        lambda: store.dispute_page(Filter(), (), 5, cursor),
        lambda: store.claim_page(Filter(), 5, cursor),
        lambda: store.document_page(ReportFilter(), 5, cursor),
    ]
    for ask in asks:
        with pytest.raises(SettingsError, match="is no place in this list; begin again without it"):
            ask()


@pytest.mark.parametrize("limit", [0, -1, MOST + 1])
def test_a_page_has_its_bounds(store: Owner, limit: int) -> None:
    with pytest.raises(SettingsError, match="ask for 1 to 1000"):
        store.event_page(Filter(), limit)


def test_numbers_agree_with_the_events(store: Owner, events: list[Event]) -> None:
    for count in store.dyads():
        own = [e for e in events if count.dyad in e.dyads]
        natures = Counter(nature_of(e) for e in own)
        assert (count.events, count.deeds, count.alleged, count.words) == (len(own), natures["deeds"], natures["alleged"], natures["rhetoric"])
        assert count.disputed == sum(e.status == "disputed" for e in own)
    assert [c.events for c in store.dyads()] == [10, 10, 10]
    assert {c.dyad for c in store.dyads(party="CHN")} == {Dyad("CHN", "USA")}
    assert len(store.dyads(2)) == 2
    counted = Counter(nature_of(e) for e in events if e.time or e.first)
    starts: dict[Unit, list[str]] = {
        "day": ["2031-03-01", "2031-03-02", "2031-03-05", "2031-03-09"],
        "week": ["2031-02-24", "2031-03-03"],
        "month": ["2031-03-01"],
    }
    for unit, expected in starts.items():
        found = store.day_counts(Filter(), unit)
        assert [sum(d.deeds for d in found), sum(d.alleged for d in found), sum(d.words for d in found)] == [
            counted[n] for n in ("deeds", "alleged", "rhetoric")
        ]
        assert [d.start for d in found] == expected
    placed = [e for e in events if e.place and nature_of(e)]
    spots = store.spots(Filter(), 100)
    assert sum(s.deeds + s.alleged + s.words for s in spots) == len(placed)
    assert {(s.name, s.precision) for s in spots} == {(e.place.name, e.place.precision) for e in placed if e.place}
    assert len(store.spots(Filter(), 3)) == 3


def test_sources_and_how_often_alone(store: Owner, events: list[Event]) -> None:
    found = {(s.name, s.side): s for s in store.speakers()}
    hospital, ministry = found["Hospital", "independent"], found["Ministry", "IRN"]
    assert (hospital.events, hospital.alone) == (15, 0)
    irn = [e for e in events if e.accounts[0].side == "IRN"]
    assert (ministry.events, ministry.alone) == (len(irn), sum(len(e.accounts) == 1 for e in irn))
    assert ministry.disputes == sum(bool(e.disputes) for e in irn)
    assert hospital.disputes == sum(bool(e.disputes) and len(e.accounts) == 2 for e in events)
    assert [s.events for s in store.speakers()] == sorted((s.events for s in found.values()), reverse=True)
    assert {s.side for s in store.speakers(side="USA")} == {"USA"}
    assert [(s.first, s.last) for s in store.speakers(1)] == [("2031-03-01", "2031-03-05")]


def test_an_empty_store_has_no_numbers(owner: Owner) -> None:
    found = owner.overview()
    assert (found.documents, found.claims, found.events, found.first) == (0, 0, 0, None)
    assert (owner.dyads(), owner.spots(Filter(), 5), owner.speakers(), owner.day_counts(Filter(), "week")) == ((), (), (), ())
    assert owner.event_page(Filter(), 5) == Page((), None)
    assert owner.claim_page(Filter(), 5) == Page((), None)


def test_what_following_reads_is_what_whole_events_say(store: Owner, events: list[Event]) -> None:
    counted = [e for e in events if nature_of(e)]
    for pair in PAIRS:
        dyad = Dyad(*pair)
        assert store.traced(dyad) == tuple(sorted((traced(e) for e in counted if dyad in e.dyads), key=lambda t: t.id))
    store.publish()
    with open_reader(store.path) as reader:
        every = dict(reader.traced_by_dyad((3, 4)))
    assert sum(map(len, every.values())) == sum(e.quad in (3, 4) for e in counted)
    assert every[Dyad("IRN", "USA")] == tuple(t for t in store.traced(Dyad("IRN", "USA")) if t.quad in (3, 4))
    two = next(e for e in events if len(e.accounts) == 2)
    assert {t.origins for d in two.dyads for t in store.traced(d) if t.id == two.id} == {("source hospital",)}


def test_twins_share_a_snapshot_and_outlive_each_other(store: Owner) -> None:
    store.publish()
    first = open_reader(store.path)
    twin = first.twin()
    expected = first.event_page(Filter(), 5)
    assert twin.event_page(Filter(), 5) == expected
    first.close()
    assert twin.event_page(Filter(), 5) == expected
    twin.close()


def test_a_store_of_version_2_gets_what_following_reads(store: Owner) -> None:
    expected, spots = store.traced(Dyad("IRN", "USA")), store.spots(Filter(), 100)
    store.close()
    with duckdb.connect(str(store.path)) as raw:
        raw.execute("DROP INDEX statements_by_document; DROP INDEX sentences_by_document; DROP INDEX events_by_id; DROP INDEX event_dyads_by_event")
        for (column,) in raw.execute("SELECT column_name FROM duckdb_columns() WHERE table_name = 'event_dyads' AND column_index > 3").fetchall():
            raw.execute(f'ALTER TABLE event_dyads DROP COLUMN "{column}"')
        for column in ("basis", "precision", "killed"):
            raw.execute(f"ALTER TABLE events DROP COLUMN {column}")
        raw.execute("UPDATE meta SET value = '2'; CREATE INDEX events_by_id ON events (id); CREATE INDEX event_dyads_by_event ON event_dyads (event)")
    with open_owner(store.path, "x") as again:
        assert again.traced(Dyad("IRN", "USA")) == expected
        assert again.spots(Filter(), 100) == spots


class TestPlaces:
    """Where a long file ends, told without reading its rows."""

    def test_is_the_cursor_of_the_page_of_that_length(self, store: Owner) -> None:
        for size in (1, 3, 7):
            assert store.event_place(Filter(), size) == store.event_page(Filter(), size).next
            assert store.claim_place(Filter(), size) == store.claim_page(Filter(), size).next
        second = store.event_page(Filter(), 2).next
        assert store.event_place(Filter(), 2, second) == store.event_page(Filter(), 2, second).next

    def test_is_none_where_no_more_follow(self, store: Owner) -> None:
        assert store.event_place(Filter(), 1000) is None
        assert store.claim_place(Filter(), 1000) is None
