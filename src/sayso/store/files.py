"""Files beside a store, copied and replaced so that a crash leaves the old or the new one, never half of one."""

from __future__ import annotations

import os
from pathlib import Path

from sayso.store.failures import failing

PIECE = 8 * 1024 * 1024


def beside(store: Path, ending: str) -> Path:
    """The file of that ending next to a store: sayso.duckdb, .snapshot -> sayso.duckdb.snapshot."""
    return store.with_name(f"{store.name}.{ending}")


class Source:
    """An open store file to copy from. It is opened once and stays open as long as DuckDB has the file: closing any handle of a file
    drops all locks (fcntl) a process holds on it, DuckDB's too."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with failing(path):
            self._handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)

    def copy(self, target: Path) -> None:
        """Copies the whole file to `target`, in place of what is there. Raises StoreError; then the old target stays."""
        new = target.with_name(f"{target.name}.new")
        with failing(target):
            try:
                self._write(new)
                put_in_place(new, target)
            except BaseException:
                new.unlink(missing_ok=True)
                raise

    def _write(self, new: Path) -> None:
        place = 0
        with new.open("wb") as out:
            while piece := os.pread(self._handle, PIECE, place):
                out.write(piece)
                place += len(piece)

    def close(self) -> None:
        """Only after DuckDB has closed the file."""
        os.close(self._handle)


def put_in_place(new: Path, target: Path) -> None:
    """Renames `new` to `target` once it is on the disk for good. Raises OSError."""
    sync(new)
    os.replace(new, target)
    sync(target.parent)


def sync(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
