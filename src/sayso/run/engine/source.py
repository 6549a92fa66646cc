"""The reader: a process that opens files and cuts them into units, as many as it is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from sayso.readers import Quarantined, Unit, files, units_of
from sayso.run.engine.child import send, settle_in
from sayso.run.engine.messages import End, Fetch, Found, More, Opened
from sayso.run.engine.wire import frames
from sayso.run.engine.worker import limit_memory

Item = Opened | Unit | Quarantined
PIECE = 1 << 20
"""Bytes of units a frame, so that the first do not wait for the last."""


def main() -> None:
    """Serve until the parent says no more. Its standard input is what the parent's was, given by number."""
    out = settle_in()
    said = frames(os.fdopen(os.dup(0), "rb"))
    if len(sys.argv) > 1:
        os.dup2(int(sys.argv[1]), 0)
    fetch = next(said, None)
    if isinstance(fetch, Fetch):
        limit_memory(fetch.megabytes)
        serve(fetch, said, out)


def serve(fetch: Fetch, said: Iterator[Any], out: BinaryIO) -> None:
    """Give units as they are asked for, each file named before its first."""
    items = items_of(fetch)
    for order in said:
        assert isinstance(order, More)
        last = _give(items, order, out)
        send(out, End(last))
        if last:
            return


def _give(items: Iterator[Item], order: More, out: BinaryIO) -> bool:
    """Send what was asked for; whether there is no more."""
    held, size, count, given = list[Unit | Quarantined](), 0, 0, 0
    for item in items:
        if isinstance(item, Opened):
            if held:
                send(out, Found(tuple(held)))
                held, size = [], 0
            send(out, item)
            continue
        held.append(item)
        weight = len(item.data) if isinstance(item, Unit) else 100
        count, size, given = count + 1, size + weight, given + weight
        if size >= PIECE or count >= order.units or given >= order.size:
            send(out, Found(tuple(held)))
            held, size = [], 0
        if count >= order.units or given >= order.size:
            return False
    if held:
        send(out, Found(tuple(held)))
    return True


def items_of(fetch: Fetch) -> Iterator[Item]:
    """What the sources hold, file by file, without the files that are to be skipped."""
    total, done = _size(fetch.sources), 0
    for number, path in enumerate(_files(fetch.sources)):
        size = _size([path]) if isinstance(path, str) else 0
        if number >= fetch.skip:
            yield Opened(path if isinstance(path, str) else path.where, done, total)
            if isinstance(path, Quarantined):
                yield path
            else:
                yield from units_of(path, fetch.options)
        done += size


def _files(sources: Sequence[str]) -> Iterator[str | Quarantined]:
    for source in sources:
        yield from files(source)


def _size(sources: Sequence[str]) -> int:
    """Bytes of all files of the sources; those that cannot be looked at count nothing."""
    total = 0
    for path in _files(sources):
        if isinstance(path, str) and path != "-":
            try:
                total += os.stat(path).st_size
            except (OSError, ValueError):
                continue
    return total
