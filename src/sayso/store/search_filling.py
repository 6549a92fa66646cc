"""Bringing the search index up to what a store holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby

from sayso.model.ids import digest
from sayso.model.text import Document
from sayso.store.naming import Name
from sayso.store.reader import Reader
from sayso.store.search_file import change
from sayso.store.search_words import fold

READ = 400
"""Reports read from the store at once."""
BATCH = 8_000_000
"""Characters of text a transaction: about 4,000 reports. What is held in memory is this and the last reports read."""
NAMES = 200_000
"""Names of parties, and of places, that are kept: those with most claims."""
OF_NAMES = ("coded", "claims", "claim_participants", "codings")
"""Tables whose rows, with the runs, tell whether names can have changed."""
A_DAY = 1 << 24
"""Numbers of reports of one day. The number of a report begins with its day, so that the latest can be had first without sorting."""


class Filling:
    """One update of an index from a reader."""

    def __init__(self, connection: sqlite3.Connection, reader: Reader, stop: Callable[[], bool]) -> None:
        self._con = connection
        self._reader = reader
        self._stop = stop

    def documents(self, now: Callable[[], frozenset[str]]) -> int:
        """Adds the reports that are not there yet; gives how many. Where one is gone, also from what is published `now` (a reader may be
        older than the index), all is made anew: without its text FTS5 cannot forget a report."""
        held = frozenset(row[0] for row in self._con.execute("SELECT id FROM documents"))
        there = self._reader.document_ids()
        gone = held.difference(there)
        if gone and not gone <= now():
            self._forget()
            held = frozenset()
        added = 0
        for batch in self._batches([id for id in there if id not in held]):
            self._add(batch)
            added += len(batch)
        return added

    def names(self) -> None:
        """Counts the names anew, where the store has changed and it is not to stop."""
        state = self._state()
        if self._stop() or self._con.execute("SELECT 1 FROM facts WHERE name = 'names' AND value = ?", (state,)).fetchone():
            return
        found = self._reader.names(NAMES)
        with change(self._con):
            self._con.execute("DELETE FROM names")
            for table in ("parties", "places"):
                self._con.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")  # noqa: S608 - named above
            self._con.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?)", ((i, n.name, n.country, n.party, n.claims) for i, n in enumerate(found, 1)))
            self._con.executemany("INSERT INTO parties (rowid, name, country, party) VALUES (?, ?, ?, ?)", _rows(found, "party"))
            self._con.executemany("INSERT INTO places (rowid, name, country) VALUES (?, ?, ?)", (row[:3] for row in _rows(found, "place")))
            self._con.execute("INSERT OR REPLACE INTO facts VALUES ('names', ?)", (state,))

    def _state(self) -> str:
        counts = self._reader.counts()
        return digest(*(counts[name] for name in OF_NAMES), *(f"{r.id} {r.started}" for r in self._reader.runs()))

    def _forget(self) -> None:
        with change(self._con):
            self._con.execute("DELETE FROM documents")
            self._con.execute("INSERT INTO reports (reports) VALUES ('delete-all')")

    def _batches(self, ids: list[str]) -> Iterator[list[Document]]:
        batch: list[Document] = []
        size = 0
        for start in range(0, len(ids), READ):
            if self._stop():
                break
            found = self._reader.documents(ids[start : start + READ]).values()
            batch.extend(found)
            size += sum(len(d.text) for d in found)
            if size >= BATCH:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _add(self, batch: list[Document]) -> None:
        with change(self._con):
            for day, documents in groupby(sorted(batch, key=lambda d: (_day(d), d.id)), key=_day):
                numbered = list(enumerate(documents, self._free(day)))
                self._con.executemany("INSERT INTO documents VALUES (?, ?)", ((n, d.id) for n, d in numbered))
                rows = ((n, fold(d.title or ""), fold(d.text), fold(d.outlet or "")) for n, d in numbered)
                self._con.executemany("INSERT INTO reports (rowid, title, text, outlet) VALUES (?, ?, ?, ?)", rows)

    def _free(self, day: int) -> int:
        """The first number of a day that is free."""
        last: int | None = self._con.execute("SELECT max(number) FROM documents WHERE number BETWEEN ? AND ?", (day * A_DAY, (day + 1) * A_DAY - 1)).fetchone()[
            0
        ]
        return day * A_DAY if last is None else last + 1


def _rows(names: tuple[Name, ...], kind: str) -> Iterator[tuple[int, str, str, str]]:
    return ((i, fold(n.name), n.country or "", n.party or "") for i, n in enumerate(names, 1) if n.kind == kind)


def _day(document: Document) -> int:
    """Days since the first of January of year 1; 0 where none is known."""
    try:
        return date.fromisoformat(document.published or "").toordinal()
    except ValueError:
        return 0
