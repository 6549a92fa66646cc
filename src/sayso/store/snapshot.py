"""The published copy of a store, which readers open, so that they never wait for the owner nor he for them."""

from __future__ import annotations

import time
from pathlib import Path

from sayso.store.connection import Connection
from sayso.store.files import Source, beside

EVERY = 3.0
"""Seconds between two snapshots, at least."""
SHARE = 10.0
"""And at least so many times as long as the last one took: a large store is copied seldom, at most a tenth of the time."""


class Publisher:
    """Publishes `<store>.snapshot` by rename, after commits and at close."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._target = beside(store, "snapshot")
        self._next = 0.0
        self.behind = self._is_behind()

    def committed(self, connection: Connection, source: Source) -> None:
        """To be called after each commit: publishes when it is time."""
        self.behind = True
        if time.monotonic() >= self._next:
            self.publish(connection, source)

    def publish(self, connection: Connection, source: Source) -> None:
        """Publishes now, outside a transaction. Raises StoreError when the disk is full; the former snapshot stays."""
        began = time.monotonic()
        connection.run("CHECKPOINT store")
        source.copy(self._target)
        self.behind = False
        took = time.monotonic() - began
        self._next = time.monotonic() + max(EVERY, SHARE * took)

    def _is_behind(self) -> bool:
        """Whether the store, before it is opened, holds something a killed process did not publish."""
        if not self._target.exists() or beside(self._store, "wal").exists():
            return True
        return self._store.exists() and self._store.stat().st_mtime_ns > self._target.stat().st_mtime_ns
