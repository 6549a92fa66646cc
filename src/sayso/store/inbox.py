"""Corrections from processes that do not own the store: a file of JSON lines beside it, which the owner takes in."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.errors import StoreError
from sayso.model.event import Correction
from sayso.model.ids import digest
from sayso.model.plain import to_plain
from sayso.store.failures import failing
from sayso.store.files import beside, sync
from sayso.store.records import Quarantine

Taken = Callable[[tuple[Correction, ...], tuple[Quarantine, ...]], None]


def submit(store: Path, correction: Correction) -> None:
    """Leaves a correction for the store's owner. It is on the disk when this returns. Raises StoreError; then it was not left."""
    path = beside(store, "inbox")
    line = json.dumps(to_plain(correction)).encode() + b"\n"
    new = not path.exists()
    with failing(path), _locked(path) as handle:
        end = _whole(handle)
        try:
            _append(handle, line, end)
        except OSError:
            os.ftruncate(handle, end)
            raise
    if new:
        with failing(path):
            sync(path.parent)


def pending(store: Path) -> tuple[Correction, ...]:
    """The corrections in the inbox of a store, in the order they were left, each once; the inbox is neither changed nor held.

    Some of them may be in the store already: ids tell. A line that is being written or that nobody can read is left out. Raises StoreError.
    """
    path = beside(store.resolve(), "inbox")
    with failing(path):
        content = path.read_bytes() if path.exists() else b""
    found = (_parsed(line) for line in content[: content.rfind(b"\n") + 1].split(b"\n") if line.strip())
    return tuple({c.id: c for c in found if isinstance(c, Correction)}.values())


def merge(store: Path, take: Taken, empty: bool = True) -> int:
    """Hands what is in the inbox to `take`, which must commit it, skipping ids it has seen, and then empties the inbox; where it ended.

    Killed between the two, the same lines come again: that is why ids are skipped. A line nobody can read is handed on as quarantined. Without `empty`
    the inbox is left as it is, for `clear`.
    """
    path = beside(store, "inbox")
    if not path.exists() or not path.stat().st_size:
        return 0
    with failing(path), _locked(path) as handle:
        end = _whole(handle)
        found = [_parsed(line) for line in _content(handle).split(b"\n") if line.strip()]
        take(tuple(f for f in found if isinstance(f, Correction)), tuple(f for f in found if isinstance(f, Quarantine)))
        if empty:
            _cut(handle)
        return end


def clear(store: Path, end: int) -> None:
    """Empties an inbox that was merged up to `end`, once readers see what was in it; not where something came after: that is merged first."""
    path = beside(store, "inbox")
    if not end or not path.exists():
        return
    with failing(path), _locked(path) as handle:
        if _whole(handle) == end:
            _cut(handle)


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)


def _content(handle: int) -> bytes:
    return os.pread(handle, os.fstat(handle).st_size, 0)


def _whole(handle: int) -> int:
    """Cuts off a line a killed process left unfinished, which nobody was told is safe; gives the end of the rest."""
    end = _content(handle).rfind(b"\n") + 1
    os.ftruncate(handle, end)
    return end


def _cut(handle: int) -> None:
    os.ftruncate(handle, 0)
    os.fsync(handle)


def _append(handle: int, line: bytes, end: int) -> None:
    while line:
        done = os.pwrite(handle, line, end)
        line, end = line[done:], end + done
    os.fsync(handle)


def _parsed(line: bytes) -> Correction | Quarantine:
    try:
        return _correction(json.loads(line))
    except (ValueError, TypeError, KeyError, RecursionError, StoreError) as error:
        what = f"not a correction: {type(error).__name__}: {error}"
        return Quarantine(f"line {digest(line.hex())} of the inbox", what, "make the correction again", "inbox")


def _correction(value: object) -> Correction:
    if not isinstance(value, dict):
        raise TypeError("not an object")
    words = {k: v for k, v in value.items() if k != "claims"}
    claims = value["claims"]
    empty = [k for k, v in words.items() if not isinstance(v, str) and not (v is None and k in {"old", "new"})]
    if empty or not isinstance(claims, list) or not all(isinstance(c, str) for c in claims):
        raise TypeError(f"not text: {', '.join(empty) or 'claims'}")
    return Correction(**words, claims=tuple(claims))
