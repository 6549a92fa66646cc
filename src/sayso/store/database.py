"""The store: one DuckDB file, one owner that writes, readers that open its published snapshot."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from sayso.errors import StoreError
from sayso.model.event import Correction, Event
from sayso.model.telling import Bond, Copy, Match
from sayso.store import groups as grouping
from sayso.store import inbox, migrations, moving, rows, writing
from sayso.store.connection import MEMORY, Connection
from sayso.store.failures import failing
from sayso.store.files import Source, beside, put_in_place
from sayso.store.owner import Lock
from sayso.store.reader import Reader
from sayso.store.records import CodingId, LedgerRow, Quarantine, RunRow, Stored
from sayso.store.snapshot import Publisher


def open_reader(path: Path, memory: str = MEMORY) -> Reader:
    """Reads the snapshot of the store at `path`, as it is now, with so much memory at most. Raises StoreError without one; reading never creates a
    store."""
    snapshot = snapshot_of(path)
    if not snapshot.exists():
        if path.exists():
            raise StoreError(f"store {path} has published nothing yet", "wait for the one who writes it, or finish what was stopped: sayso add FILES…")
        raise StoreError(f"no store at {path}", "make one: sayso add FILES…")
    connection = Connection(snapshot, read_only=True, memory=memory)
    try:
        migrations.check(connection, path)
    except BaseException:
        connection.close()
        raise
    return Reader(path, connection)


def snapshot_of(path: Path) -> Path:
    """The file that readers of the store at `path` open."""
    return beside(path.resolve(), "snapshot")


def open_owner(path: Path, command: str) -> Owner:
    """Opens the store at `path` for writing, and makes it where there is none; `command` tells others who holds it.

    Takes in the inbox, brings an older store up to date, publishes what a killed process did not. Raises StoreError: somebody else
    writes, the store is newer than the program, the disk is full …
    """
    if not path.resolve().parent.is_dir():
        raise StoreError(f"there is no folder {path.parent}", "make it, or name another store")
    return Owner(path.resolve(), command)


class Owner(Reader):
    """The one who writes. A writing method outside `batch` is a batch of its own."""

    def __init__(self, path: Path, command: str) -> None:
        self._lock = Lock(path, command)
        self._batching = False
        self._open = False
        self._run: str | None = None
        self._fresh: dict[str, str] = {}
        self._merged = 0
        try:
            self._publisher = Publisher(path)
            super().__init__(path, Connection(path, read_only=False))
            self._take_hold()
            self._begin()
        except BaseException:
            self._let_go()
            raise

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self.close()
        except StoreError:
            if error is None:
                raise

    def close(self) -> None:
        """Publishes and lets go of the store; safe to call twice. An open batch is undone."""
        if not self._open:
            return
        try:
            if self._batching:
                self._con.rollback()
                self._batching = False
            if self._publisher.behind:
                self.publish()
        finally:
            self._let_go()

    def publish(self) -> None:
        """Publishes the snapshot now, whether it is time or not. Raises StoreError inside a batch."""
        self._not_inside()
        self._publisher.publish(self._con, self._source)
        self._clear_inbox()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One transaction: all of it or, after an error, nothing. Takes in the inbox before; publishes after, when it is time."""
        self._not_inside()
        self._merge_inbox()
        with self._transaction():
            yield
        self._publisher.committed(self._con, self._source)
        self._clear_inbox()

    def has_document(self, id: str, coding: str) -> bool:
        """Whether this document has been coded in this way, also where nothing was found."""
        return self._fresh.get(id) == coding or super().has_document(id, coding)

    def start_run(self, run: RunRow, coding: CodingId) -> None:
        """Writes a run that begins; what is added from now on is of this run."""
        with self._writing() as connection:
            writing.start_run(connection, run, coding)
        self._run = run.id

    def end_run(self, run: RunRow) -> None:
        """Writes the run again, now with its end and its counts."""
        with self._writing() as connection:
            writing.write_run(connection, run)
        self._run = None

    def add(self, stored: Stored) -> None:
        """Adds a coded report; nothing where this document has been coded in this way before. A newer coding becomes the current one beside the older,
        whose tellings go: call `drop_tellings` first to know which."""
        name, coding = stored.document.id, stored.coding.id
        with self._writing() as connection:
            if self.has_document(name, coding):
                return
            writing.name_coding(connection, stored.coding)
            if name in self._fresh or connection.peek("SELECT 1 FROM documents WHERE id = ?", name):
                writing.drop_tellings(connection, name)
                writing.make_current(connection, stored)
            else:
                writing.add_document(connection, stored, self._run)
            writing.add_coding(connection, stored, self._run)
            writing.add_tellings(connection, stored.tellings, coding)
            self._fresh[name] = coding

    def enter(self, ledger: Iterable[LedgerRow]) -> None:
        """Notes what became of inputs."""
        with self._writing() as connection:
            connection.put("ledger", [rows.ledger_row(row) for row in ledger])

    def refuse(self, q: Iterable[Quarantine]) -> None:
        """Notes inputs that failed, each once a run."""
        with self._writing() as connection:
            writing.refuse(connection, q)

    def drop_tellings(self, document: str) -> tuple[str, ...]:
        """Takes a document's tellings out, with their matches, before a newer coding of it is added; gives their ids.
        Its events stay until they are written anew."""
        with self._writing() as connection:
            return writing.drop_tellings(connection, document)

    def match(self, matches: Iterable[Match]) -> None:
        """Writes matches, in place of older ones of the same pair. Raises ValueError unless `one` < `other`."""
        with self._writing() as connection:
            writing.match(connection, matches)

    def regroup(self, tellings: Collection[str], groups: Mapping[str, Sequence[str]]) -> None:
        """Takes tellings out of the groups they are in and writes these groups, by names that are new: of each the tellings, two or more."""
        with self._writing() as connection:
            grouping.regroup(connection, tellings, groups)

    def copy(self, copies: Iterable[Copy]) -> None:
        """Writes copies, in place of older ones of the same pair."""
        with self._writing() as connection:
            writing.copy(connection, copies)

    def write_events(self, gone: Collection[str], events: Iterable[Event]) -> None:
        """Takes out the events of `gone` and writes the new ones, in place of those with the same id."""
        with self._writing() as connection:
            writing.write_events(connection, gone, events)

    def replace_resolution(self, matches: Iterable[Match], events: Iterable[Event]) -> None:
        """Takes out all matches, groups and events and writes these, which must not be read from this store while they are written."""
        with self._writing() as connection:
            writing.replace_resolution(connection, matches, events)

    def correct(self, correction: Correction) -> None:
        """Appends a correction, once an id."""
        with self._writing() as connection:
            writing.correct(connection, [correction])

    def carry_out(self, ids: Collection[str]) -> None:
        """Notes that corrections have been carried out: they no longer wait."""
        with self._writing() as connection:
            writing.carry_out(connection, ids)

    def bind(self, bonds: Iterable[Bond]) -> None:
        """Appends a person's words on pairs of claims; the last on a pair holds."""
        with self._writing() as connection:
            writing.bind(connection, bonds)

    def compact(self) -> None:
        """Writes the file anew and smaller; needs room for a second one. Raises StoreError; then the old file stays as it was."""
        self._not_inside()
        new = beside(self.path, "compact")
        self._con.run("CHECKPOINT store")
        self._con.close()
        self._source.close()
        self._open = False
        try:
            with failing(new):
                moving.rewrite(self.path, new)
                put_in_place(new, self.path)
        finally:
            new.unlink(missing_ok=True)
            self._con = Connection(self.path, read_only=False)
            self._take_hold()
        self.publish()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._batching:
            yield self._con
        else:
            with self.batch():
                yield self._con

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._con.run("BEGIN TRANSACTION")
        self._batching = True
        try:
            yield
            self._con.run("COMMIT")
        except BaseException:
            self._con.rollback()
            raise
        finally:
            self._batching = False
            self._fresh.clear()

    def _not_inside(self) -> None:
        if self._batching:
            raise StoreError("a batch is open", "end it first")

    def _begin(self) -> None:
        self._publisher.behind |= migrations.bring_up(self._con, self._source, self.path)
        self._merge_inbox()
        if self._publisher.behind:
            self.publish()

    def _merge_inbox(self) -> None:
        self._merged = inbox.merge(self.path, self._take_in, empty=False)

    def _clear_inbox(self) -> None:
        """Only once readers see what was in it: between the snapshot and the inbox no correction is ever missing."""
        if not self._publisher.behind:
            inbox.clear(self.path, self._merged)
            self._merged = 0

    def _take_in(self, corrections: tuple[Correction, ...], refused: tuple[Quarantine, ...]) -> None:
        with self._transaction():
            writing.correct(self._con, corrections)
            writing.refuse(self._con, refused)
        self._publisher.behind = True

    def _take_hold(self) -> None:
        self._source = Source(self.path)
        self._open = True

    def _let_go(self) -> None:
        try:
            if hasattr(self, "_con"):
                self._con.close()
            if self._open:
                self._source.close()
        finally:
            self._open = False
            self._lock.close()
