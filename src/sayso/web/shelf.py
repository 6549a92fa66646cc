"""The published snapshot of a store, shared by the threads of a server: a few readers, and what is dear to work out kept until the next snapshot."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Lock
from typing import Any, TypeVar, cast

from sayso.errors import StoreError
from sayso.ontology.load import Ontology, load
from sayso.run.following import Rules, load_rules
from sayso.run.outlets import OutletTable, outlets_for
from sayso.run.settings import Settings
from sayso.store import Reader, open_reader, snapshot_of
from sayso.web.guard import stoppable

READERS = 3
"""Readers open at once. More gain nothing: each query uses both processors of a small machine."""
MEMORY = "256MiB"
"""What they may hold together."""
WAIT = 15.0
"""Seconds a request waits for a reader."""
KEPT = 80
"""Results kept, beside those that were given."""
T = TypeVar("T")
Stamp = tuple[int, int, int]


class Busy(StoreError):
    """No reader became free in time."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A reader of a snapshot; all of one snapshot share memory and what they have read (`base`)."""

    reader: Reader
    stamp: Stamp


class Shelf:
    """A store for many threads at once. Reads the snapshot that is published now; a newer one is taken up by the next request.

    `beside` is held by what runs a process beside the server that can wait: one at a time, since each takes a third of the server's memory.
    Raises StoreError where there is no store, DataError and SettingsError where data folder or settings are wrong.
    """

    most = KEPT

    def __init__(self, path: Path, settings: Settings, memory: str = MEMORY) -> None:
        self.path = path
        self._memory = memory
        self.settings = settings
        self.rules: Rules = load_rules(settings)
        self._snapshot = snapshot_of(path)
        self._free: LifoQueue[_Open | None] = LifoQueue()
        self._lock = Lock()
        self.beside = Lock()
        self._kept: OrderedDict[tuple[Stamp, Hashable], Future[Any]] = OrderedDict()
        self._given: dict[tuple[Stamp, Hashable], Any] = {}
        self._base = _Open(open_reader(path, memory), self.stamp)
        for _ in range(READERS):
            self._free.put(None)

    @cached_property
    def ontology(self) -> Ontology:
        """What is coded, and its words: 100 MB, which not everything that reads a store needs. Raises DataError."""
        return load(self.settings.ontology)

    @cached_property
    def outlets(self) -> OutletTable:
        """What is known of outlets. Raises DataError, SettingsError."""
        return outlets_for(self.settings, self.ontology)

    @property
    def stamp(self) -> Stamp:
        """What tells the snapshot that is published now from every other: its file, time and size. Raises StoreError where it is gone."""
        try:
            found = self._snapshot.stat()
        except OSError as error:
            raise StoreError(f"the store {self.path} is gone: {error.strerror}", "bring it back, or serve another one") from error
        return found.st_ino, found.st_mtime_ns, found.st_size

    @property
    def published(self) -> Stamp | None:
        """The same; None while there is no snapshot."""
        try:
            return self.stamp
        except StoreError:
            return None

    def command(self, module: str, *given: str) -> list[str]:
        """How a module of the web is run over this store, as a process of its own."""
        settings = self.settings.path
        return [sys.executable, "-m", f"sayso.web.{module}", *given, str(self.path), *([str(settings)] if settings else [])]

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """A reader for this thread alone, of the snapshot published now. Raises Busy where none becomes free in time, StoreError."""
        try:
            had = self._free.get(timeout=WAIT)
        except Empty:
            raise Busy("too many questions are being answered at once", "ask again in a few seconds") from None
        now: _Open | None = None
        try:
            now = self._fresh(had)
            with stoppable(now.reader.interrupt):
                yield now.reader
        finally:
            self._free.put(now)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, worked out once for each snapshot and key, by one thread; the others wait for it. Raises what `make` raises."""
        full = (self.stamp, key)
        with self._lock:
            if full in self._given:
                return cast(T, self._given[full])
            future = self._kept.get(full)
            mine = future is None
            if future is None:
                future = self._kept[full] = Future()
            self._kept.move_to_end(full)
            self._forget(full[0])
        if mine:
            try:
                future.set_result(make())
            except BaseException as error:
                with self._lock:
                    self._kept.pop(full, None)
                future.set_exception(error)
                raise
        return cast(T, future.result())

    def put(self, stamp: Stamp, key: Hashable, value: object) -> None:
        """What has been worked out elsewhere for `once`: it stays as long as its snapshot. Nothing where that is not the one published now."""
        with self._lock:
            if stamp == self.published:
                self._given = {k: v for k, v in self._given.items() if k[0] == stamp} | {(stamp, key): value}
                self._kept.pop((stamp, key), None)

    def close(self) -> None:
        """Closes the readers that are free."""
        while not self._free.empty():
            had = self._free.get_nowait()
            if had is not None:
                had.reader.close()
        self._base.reader.close()

    def _fresh(self, had: _Open | None) -> _Open:
        stamp = self.stamp
        if had is not None and had.stamp == stamp:
            return had
        if had is not None:
            had.reader.close()
        with self._lock:
            if self._base.stamp != stamp:
                self._base.reader.close()
                self._base = _Open(open_reader(self.path, self._memory), stamp)
            return _Open(self._base.reader.twin(), stamp)

    def _forget(self, stamp: Stamp) -> None:
        """Drops what is of older snapshots, and of this one what has not been asked for longest."""
        for key in [k for k in self._kept if k[0] != stamp]:
            del self._kept[key]
        while len(self._kept) > self.most:
            self._kept.popitem(last=False)
