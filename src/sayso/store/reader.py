"""Reading a store."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from sayso.model.claim import Claim
from sayso.model.event import Correction, Dispute, Dyad, Event
from sayso.model.statement import Statement
from sayso.model.telling import Bond, Copy, Match, Telling
from sayso.model.text import Document, Sentence
from sayso.store import comparing, groups, moving, naming, queries, reading, reviewing
from sayso.store.connection import Connection
from sayso.store.lists import Lists
from sayso.store.naming import Name
from sayso.store.queries import Filter
from sayso.store.records import CodingId, LedgerRow, OutletUse, Quarantine, RunRow
from sayso.store.reviewing import Place


class Reader(Lists):
    """Answers from a store: from its snapshot as it was when opened, or, for the owner, with what the open batch has written.

    Not to be used by two threads at once. Every method raises StoreError where the store cannot be read.
    """

    def __init__(self, path: Path, connection: Connection) -> None:
        self.path = path
        super().__init__(connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends reading; safe to call twice."""
        self._con.close()

    def twin(self) -> Reader:
        """Another reader of the same snapshot, for another thread, that shares memory with this one: a few in one program need no more than one."""
        return Reader(self.path, self._con.twin())

    def interrupt(self) -> None:
        """Ends what another thread has asked here, which then raises StoreError; nothing where it asks nothing."""
        self._con.interrupt()

    def has_document(self, id: str, coding: str) -> bool:
        """Whether this document has been coded in this way, also where nothing was found."""
        return bool(self._con.peek("SELECT 1 FROM coded WHERE document = ? AND coding = ? LIMIT 1", id, coding))

    def coded_in(self, coding: str) -> frozenset[str]:
        """Ids of the documents that have been coded in this way."""
        return frozenset(row[0] for row in self._con.rows("SELECT document FROM coded WHERE coding = ?", coding))

    def document(self, prefix: str) -> Document | None:
        """The document whose id is, or begins with, `prefix`; None without one. Raises StoreError where several do."""
        return reading.document(self._con, prefix)

    def document_ids(self) -> tuple[str, ...]:
        """Ids of all documents, sorted."""
        return reading.document_ids(self._con)

    def documents(self, ids: Collection[str], text: bool = True) -> dict[str, Document]:
        """Documents by id; those not there are left out. Without `text` that field is empty, and reading is faster."""
        return reading.documents(self._con, ids, text)

    def sentences_of(self, document: str, coding: str | None = None) -> tuple[Sentence, ...]:
        """A document's sentences in order, as `coding` (None: the current one) split them."""
        return reading.sentences_of(self._con, document, coding)

    def sentences(self, documents: Collection[str]) -> dict[str, tuple[Sentence, ...]]:
        """Sentences of documents, in order, as the current coding split them: one question for many, which costs little more than for one."""
        return reading.sentences(self._con, documents)

    def statements_of(self, document: str, coding: str | None = None) -> tuple[Statement, ...]:
        """A document's statements in order, as found by `coding` (None: the current one)."""
        return reading.statements_of(self._con, document, coding)

    def claims(self, ids: Collection[str]) -> dict[str, Claim]:
        """Claims by id, of the coding current for their document; those not there are left out."""
        return reading.claims(self._con, ids)

    def claims_of(self, document: str, coding: str | None = None) -> tuple[Claim, ...]:
        """A document's claims in order, as found by `coding` (None: the current one)."""
        return reading.claims_of(self._con, document, coding)

    def find_claim(self, prefix: str) -> Claim | None:
        """The claim of a current coding whose id is, or begins with, `prefix`; None without one. Raises StoreError where several do."""
        return reading.find_claim(self._con, prefix)

    def near(self, keys: Collection[str]) -> tuple[Telling, ...]:
        """Tellings that share one of these block keys, by id."""
        return comparing.near(self._con, keys)

    def tellings_of(self, documents: Collection[str]) -> tuple[Telling, ...]:
        """Tellings of these documents, by id."""
        return comparing.tellings_of(self._con, documents)

    def component(self, tellings: Collection[str]) -> tuple[tuple[Telling, ...], tuple[Match, ...]]:
        """All tellings grouped with these, these included, by id; and the matches among them."""
        return comparing.component(self._con, tellings)

    def grouped(self, tellings: Collection[str]) -> tuple[tuple[str, ...], ...]:
        """The groups (ids of tellings, two or more) these tellings are in."""
        return groups.grouped(self._con, tellings)

    def beside(self, tellings: Collection[str]) -> set[str]:
        """Tellings that share a match with one of these, or that a person joined with one; maybe some of these too."""
        return groups.beside(self._con, tellings)

    def all_tellings(self) -> Iterator[Telling]:
        """All tellings, by id, a page at a time."""
        return comparing.all_tellings(self._con)

    def all_matches(self) -> Iterator[Match]:
        """All matches, by their pair, a page at a time."""
        return comparing.all_matches(self._con)

    def banded(self, bands: Collection[str]) -> dict[str, tuple[int, ...]]:
        """Documents that share one of these band keys, with their sketches."""
        return reading.banded(self._con, bands)

    def copies_of(self, documents: Collection[str]) -> tuple[Copy, ...]:
        """All copies connected with these documents, also over others, in a stable order."""
        return reading.copies_of(self._con, documents)

    def bonds(self) -> tuple[Bond, ...]:
        """The last word on every pair of claims, in a stable order."""
        return reading.bonds(self._con)

    def events(
        self,
        *,
        dyad: Dyad | None = None,
        party: str | None = None,
        since: str | None = None,
        until: str | None = None,
        status: Collection[str] = (),
        types: Collection[str] = (),
        min_sources: int = 0,
        deeds: bool | None = None,
        limit: int | None = None,
    ) -> Iterator[Event]:
        """Events, newest first, ties by id; those without any day last. None and empty mean any; see `Filter`."""
        return queries.events(self._con, Filter(dyad, party, since, until, status, types, min_sources, deeds), limit)

    def disputes(
        self,
        *,
        dyad: Dyad | None = None,
        party: str | None = None,
        since: str | None = None,
        until: str | None = None,
        status: Collection[str] = (),
        types: Collection[str] = (),
        min_sources: int = 0,
        deeds: bool | None = None,
        limit: int | None = None,
    ) -> Iterator[tuple[Event, Dispute]]:
        """Disputes with their events, in the order of `events`, which has the same filters; `limit` counts disputes."""
        return queries.disputes(self._con, Filter(dyad, party, since, until, status, types, min_sources, deeds, disputed=True), limit)

    def event(self, prefix: str) -> Event | None:
        """The event whose id, or the id of one of whose claims, is or begins with `prefix`; None without one. Raises StoreError where several do."""
        return queries.event(self._con, prefix)

    def events_by_id(self, ids: Collection[str]) -> dict[str, Event]:
        """Events by id, in order of ids; those not there are left out."""
        return queries.events_by_id(self._con, ids)

    def events_of(self, claims: Collection[str]) -> tuple[Event, ...]:
        """Events that hold one of these claims, by id."""
        return queries.events_of(self._con, claims)

    def event_ids(self, claims: Collection[str]) -> tuple[str, ...]:
        """Ids of the events that hold one of these claims, sorted."""
        return queries.event_ids(self._con, claims)

    def events_about(self, claims: Collection[str]) -> tuple[Event, ...]:
        """Acts of speech about one of these claims, and what denies one of them, by id."""
        return queries.events_about(self._con, claims)

    def coverage(self) -> frozenset[str]:
        """Days (ISO) on which at least one report in the store was published."""
        return reading.coverage(self._con)

    def corrections(self, target: str | None = None) -> tuple[Correction, ...]:
        """Corrections in the order they arrived: all, or those of one claim or event."""
        return reading.corrections(self._con, target)

    def to_review(self, types: Collection[str], without: Collection[str], limit: int, after: Place | None) -> tuple[Place, ...]:
        """Claims, but for those of `without`, of events of these types (empty: all), those that want a look most first; behind `after`."""
        return reviewing.queue(self._con, types, without, limit, after)

    def sample(self, types: Collection[str], without: Collection[str], limit: int, after: str | None) -> tuple[str, ...]:
        """Claims of these types (empty: all), but for those of `without`, in an order that means nothing and stays: the first of it are a sample of all."""
        return reviewing.sampled(self._con, types, without, limit, after)

    def samples(self, limit: int) -> dict[str, tuple[str, ...]]:
        """The first `limit` claims of each type, by its name, in the order of `sample`."""
        return reviewing.samples(self._con, limit)

    def places(self, claims: Collection[str]) -> dict[str, Place]:
        """The places of these claims among those to review."""
        return reviewing.places(self._con, claims)

    def claim_types(self, claims: Collection[str]) -> dict[str, str]:
        """The types of these claims, by id; those not there are left out."""
        return reviewing.claim_types(self._con, claims)

    def claim_counts(self) -> dict[str, int]:
        """How many claims of current codings there are of each type, by its name."""
        return reviewing.claim_counts(self._con)

    def waiting(self) -> tuple[Correction, ...]:
        """Corrections not yet carried out, in the order they arrived."""
        return reading.corrections(self._con, None, waiting=True)

    def runs(self) -> tuple[RunRow, ...]:
        """All runs, oldest first."""
        return reading.runs(self._con)

    def codings(self) -> tuple[CodingId, ...]:
        """All ways of coding, by id."""
        return reading.codings(self._con)

    def quarantine(self, run: str | None = None) -> tuple[Quarantine, ...]:
        """Inputs that failed, in a stable order: of one run, or of all."""
        return reading.quarantine(self._con, run)

    def entered(self, keys: Collection[str]) -> dict[str, tuple[LedgerRow, ...]]:
        """What became of these inputs, each time they came; those never seen are left out."""
        return reading.entered(self._con, keys)

    def outcomes(self, run: str | None = None) -> dict[str, int]:
        """How many inputs had which outcome (added, duplicate, quarantined): in one run, or in all."""
        return reading.outcomes(self._con, run)

    def outlets(self) -> tuple[OutletUse, ...]:
        """Outlets in use, those with most documents first."""
        return reading.outlets(self._con)

    def names(self, most: int) -> tuple[Name, ...]:
        """Names of the parties and places of all claims, at most so many of each, those with most claims first."""
        return naming.names(self._con, most)

    def counts(self) -> dict[str, int]:
        """Rows of every table, by its name."""
        return reading.counts(self._con)

    def parquet(self, table: str, path: Path) -> None:
        """Writes a table as Parquet to `path`, in place of what is there. Raises StoreError for a table that is not there."""
        moving.parquet(self._con, table, path)
