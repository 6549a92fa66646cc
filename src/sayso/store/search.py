"""Full-text search over the reports of a store, and over the names of parties and places.

SQLite's FTS5 in `<store>.search`, beside the snapshot. DuckDB's own full-text extension would have to be fetched from the network. Reading all texts
for every search takes DuckDB 120 to 290 ms of both processors in 100,000 reports of 300 words, and ten times that in a million, without order, word
boundaries or accents; this takes 15 to 50 ms, what is shown included. The file holds the words without the texts (a "contentless" index, 190 MB there,
a third of what it is with them): what is shown is read from the store. It may be removed at any time: it is made anew.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import SettingsError
from sayso.model.text import Document, Span
from sayso.store.database import open_reader
from sayso.store.files import beside
from sayso.store.naming import Kind, Name
from sayso.store.owner import Lock
from sayso.store.reader import Reader
from sayso.store.search_file import Damaged, Missing, reading, remove, writing
from sayso.store.search_filling import Filling
from sayso.store.search_marks import LOOKED, Snippet, mark
from sayso.store.search_words import expression

RANKED = 5_000
"""Of more reports that hold the words, so many with the latest days are ranked, which takes 10 ms
for one word; all of 100,000 would take twenty times as long."""
MOST = 100
"""Hits, or names, at once."""
OPENING = 160
"""Characters of a first line, at most."""

_TITLE, _TEXT, _OUTLET = 4.0, 1.0, 2.0
_RANK = f"""
    SELECT d.id, f.score FROM (
        SELECT rowid, bm25(reports, {_TITLE}, {_TEXT}, {_OUTLET}) AS score FROM reports WHERE reports MATCH ? ORDER BY rowid DESC LIMIT {RANKED}
    ) f JOIN documents d ON d.number = f.rowid
    WHERE f.score > ? OR f.score = ? AND d.id > ? ORDER BY f.score, d.id LIMIT ?
"""  # noqa: S608 - constants
_COUNT = f"SELECT count(*) FROM (SELECT 1 FROM reports WHERE reports MATCH ? LIMIT {RANKED + 1})"  # noqa: S608 - a constant
_NAMES: dict[Kind, str] = {
    "party": "SELECT n.name, n.country, n.party, n.claims FROM parties f JOIN names n ON n.number = f.rowid WHERE parties MATCH ? ORDER BY f.rowid LIMIT ?",
    "place": "SELECT n.name, n.country, n.party, n.claims FROM places f JOIN names n ON n.number = f.rowid WHERE places MATCH ? ORDER BY f.rowid LIMIT ?",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that holds the words. `title` is None where none came beside the text, `title_words` are spans of it; `opening` is the first line
    of the text."""

    document: str
    title: str | None
    opening: str
    outlet: str | None
    published: str | None
    title_words: tuple[Span, ...]
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Found:
    """Hits, the best first. `total` reports hold the words (`more`: that or more); `next` is the cursor of the next page, None on the last.
    `indexed` reports have been looked through: fewer than the store has while an update runs, 0 before the first."""

    hits: tuple[Hit, ...]
    next: str | None
    total: int
    more: bool
    indexed: int


def never() -> bool:
    """Do not stop."""
    return False


class Index:
    """The search index of the store at `store`. Its methods may be called by several threads at once."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._path = beside(store.resolve(), "search")

    def update(self, reader: Reader, stop: Callable[[], bool] = never) -> int:
        """Brings the index up to what the reader holds; gives how many reports it added. Others may search meanwhile, and find more and more.

        Works in batches, each committed: killed, or ended by `stop` (asked before each), it goes on from there the next time. An index of another store,
        of another version, or a damaged one is made anew. Raises InUse where another thread or process is at it, StoreError where the file
        cannot be written; what has been indexed stays.
        """
        with closing(Lock(self._path, "bringing the search index up to date")):
            try:
                return self._fill(reader, stop)
            except (Damaged, Missing):
                remove(self._path)
                return self._fill(reader, stop)

    def search(self, reader: Reader, words: str, *, limit: int = 20, after: str | None = None) -> Found:
        """Reports that hold all words in title, text or outlet, by bm25 (Robertson and Zaragoza 2009; a word of the title counts four times, one of the
        outlet twice), then by id; `reader` reads what is shown of them.

        `words`: see `search_words.expression`. `limit`: 1 to 100. `after`: `next` of the page before; a page is stable as long as the index is: after an
        update a report may come again or be passed over. Raises SettingsError for an `after` that is no cursor, StoreError.
        """
        score, last = _place(after)
        wanted = expression(words)
        count = min(max(limit, 1), MOST)
        try:
            with reading(self._path) as connection:
                indexed = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
                rows = connection.execute(_RANK, (wanted, score, score, last, count + 1)).fetchall() if wanted else []
                total = connection.execute(_COUNT, (wanted,)).fetchone()[0] if wanted else 0
        except Missing:
            return Found((), None, 0, False, 0)
        more = len(rows) > count
        shown = rows[:count]
        hits = _hits(reader, [id for id, _ in shown], wanted or "")
        return Found(hits, _cursor(*shown[-1]) if more else None, min(total, RANKED), total > RANKED, indexed)

    def parties(self, words: str, limit: int = 20) -> tuple[Name, ...]:
        """Actors and recipients whose name, country or id holds all words, those with most claims first; `words` as in `search`, `limit` 1 to 100."""
        return self._names("party", words, limit)

    def places(self, words: str, limit: int = 20) -> tuple[Name, ...]:
        """Places whose name or country holds all words, those with most claims first; `words` as in `search`, `limit` 1 to 100."""
        return self._names("place", words, limit)

    def _fill(self, reader: Reader, stop: Callable[[], bool]) -> int:
        with writing(self._path) as connection:
            filling = Filling(connection, reader, stop)
            added = filling.documents(self._now)
            filling.names()
            return added

    def _now(self) -> frozenset[str]:
        with open_reader(self._store) as reader:
            return frozenset(reader.document_ids())

    def _names(self, kind: Kind, words: str, limit: int) -> tuple[Name, ...]:
        wanted = expression(words)
        if not wanted:
            return ()
        try:
            with reading(self._path) as connection:
                rows = connection.execute(_NAMES[kind], (wanted, min(max(limit, 1), MOST))).fetchall()
        except Missing:
            return ()
        return tuple(Name(kind, *row) for row in rows)


def _hits(reader: Reader, ids: list[str], wanted: str) -> tuple[Hit, ...]:
    """What is shown; without those the reader's snapshot does not have."""
    found = reader.documents(ids)
    documents = [found[id] for id in ids if id in found]
    return tuple(_hit(d, m.title, m.snippet) for d, m in zip(documents, mark(documents, wanted), strict=True)) if documents else ()


def _hit(d: Document, words: tuple[Span, ...], snippet: Snippet) -> Hit:
    return Hit(d.id, d.title, _opening(d.text), d.outlet, d.published, words, snippet)


def _opening(text: str) -> str:
    return text[:LOOKED].lstrip().split("\n", 1)[0][:OPENING]


def _cursor(id: str, score: float) -> str:
    return struct.pack(">d", score).hex() + id


def _place(after: str | None) -> tuple[float, str]:
    """The score (bm25: the smaller the better) and id after which the page begins."""
    if after is None:
        return -math.inf, ""
    try:
        score: float = struct.unpack(">d", bytes.fromhex(after[:16]))[0]
        after.encode()
    except (ValueError, struct.error):
        score = math.nan
    if not math.isfinite(score):
        raise SettingsError("after: this is no cursor of a search", 'leave it out, or take it from "next" of the page before')
    return score, after[16:]
