"""Inputs in quarantine: which there are, which still wait to be taken in, and where they are to be found."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sayso.errors import SettingsError
from sayso.store import Quarantine, Reader

MANY = 500
"""Inputs that are looked up in the ledger at once."""
TAKEN_IN = ("added", "duplicate")
_ESCAPED = re.compile(rb"\\x([0-9a-f]{2})")


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that failed. `number` counts from 1 in the order of the runs, and stays; `started` and `command` are of its run, None for the inbox, which
    has none. `waits` unless it has been taken in since, or has failed again: then that one waits."""

    number: int
    row: Quarantine
    started: str | None
    command: str | None
    waits: bool


def failures(reader: Reader) -> tuple[Failure, ...]:
    """All inputs that failed, in the order of the runs; those of the inbox first."""
    runs = {r.id: (n, r) for n, r in enumerate(reader.runs())}
    rows = sorted(reader.quarantine(), key=lambda q: (runs[q.run][0] if q.run in runs else -1, q.where, q.reason))
    newest = {q.where: runs[q.run][0] if q.run in runs else -1 for q in rows}
    taken = {key: max(n) for key, n in _taken_in(reader, newest, {id: n for id, (n, _) in runs.items()})}
    out = []
    for number, q in enumerate(rows, start=1):
        at, run = runs.get(q.run, (-1, None))
        waits = at == newest[q.where] and taken.get(q.where, -1) <= at
        out.append(Failure(number, q, run.started if run else None, run.command if run else None, waits))
    return tuple(out)


def _taken_in(reader: Reader, keys: Iterable[str], order: dict[str, int]) -> Iterator[tuple[str, list[int]]]:
    """Of each input that was taken in: the runs that did, by their number."""
    left = list(keys)
    for start in range(0, len(left), MANY):
        for key, rows in reader.entered(left[start : start + MANY]).items():
            if found := [order.get(row.run, -1) for row in rows if row.outcome in TAKEN_IN]:
                yield key, found


def chosen(found: Sequence[Failure], asked: Iterable[str]) -> tuple[Failure, ...]:
    """The last failure of each input that is asked for: by its number, by what it is called, or by the file or folder it is in.

    Raises SettingsError for one that is not in quarantine.
    """
    last = {f.row.where: f for f in found}
    out: dict[str, Failure] = {}
    for name in asked:
        if name in last:
            some = [last[name]]
        elif name.isdecimal() and 1 <= int(name) <= len(found):
            some = [found[int(name) - 1]]
        else:
            some = [f for where, f in last.items() if where.startswith((f"{name}:", f"{name}#", f"{name.rstrip('/')}/"))]
        if not some:
            raise SettingsError(f"{name!r} is not in quarantine", "see: sayso quarantine list --all")
        out |= {f.row.where: f for f in some}
    return tuple(out.values())


def file_of(where: str) -> str | None:
    """The file (or folder) an input is in: the longest beginning of its name, up to a ":" or "#", that is there. None where none is."""
    ends = [len(where), *(m.start() for m in re.finditer("[:#]", where))]
    for end in sorted(ends, reverse=True):
        for path in dict.fromkeys((where[:end], _as_named(where[:end]))):
            if path and path != "-" and "\0" not in path and os.path.lexists(path):
                return path
    return None


def _as_named(path: str) -> str:
    r"""A path whose bytes were written as \xff, with these bytes in it."""
    return os.fsdecode(_ESCAPED.sub(lambda m: bytes.fromhex(m[1].decode()), path.encode("utf-8", "surrogateescape")))
