"""One writer a store: a lock on a file beside it that says who holds it."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from sayso.errors import InUse
from sayso.store.failures import failing


class Lock:
    """Holds `<store>.owner` until closed or until this process ends, however it ends. The file stays: removing it would let two writers in.

    Raises StoreError naming the process that holds it.
    """

    def __init__(self, store: Path, command: str) -> None:
        path = store.with_name(f"{store.name}.owner")
        with failing(path):
            self._handle: int | None = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            self._take(store, path, command)
        except BaseException:
            self._let_go()
            raise

    def _take(self, store: Path, path: Path, command: str) -> None:
        assert self._handle is not None
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUse(str(store), _holder(self._handle)) from None
        with failing(path):
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, f"{os.getpid()}\n{command}\n".encode("utf-8", "replace"), 0)

    def close(self) -> None:
        """Lets another writer in; safe to call twice."""
        if self._handle is not None:
            os.ftruncate(self._handle, 0)
            self._let_go()

    def _let_go(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _holder(handle: int) -> str:
    pid, _, command = os.pread(handle, 4096, 0).decode("utf-8", "replace").strip().partition("\n")
    if not pid:
        return "another process"
    return f"PID {pid} ({command})" if command else f"PID {pid}"
