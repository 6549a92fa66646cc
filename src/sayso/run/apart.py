"""Reading a source in a process of its own, which is ended where it takes too much."""

from __future__ import annotations

import select
from collections.abc import Generator, Iterator

from sayso.readers import Quarantined, ReadOptions, Unit
from sayso.readers.files import shown
from sayso.run.engine.limits import Limits
from sayso.run.engine.messages import End, Fetch, Found, More, Opened
from sayso.run.engine.staff import Reader, how_it_ended

AT_ONCE = 200
"""Units asked for at once."""
TICK = 0.2
"""Seconds between two looks at what the process takes."""
STARTS = 3
"""Processes that may end, one after the other, without opening a file, before the source is given up."""


class Broke(Exception):
    """The process is gone, or must go."""


def units_apart(source: str, options: ReadOptions, limits: Limits) -> Iterator[Unit | Quarantined]:
    """The units of a source, in order, as `units` gives them. Where the process takes too much or dies, a Quarantined says that the rest of the file has not
    been read, and another process goes on with the next."""
    skip, idle, last = 0, 0, False
    while not last:
        reader = Reader(Fetch((source,), options, skip, limits.worker_megabytes), limits)
        try:
            while not last:
                last = yield from _some(reader)
        except Broke as why:
            idle = idle + 1 if reader.opened == skip else 0
            last = idle >= STARTS
            if last or reader.opened > skip:
                after = f" after {reader.given:,} documents" if reader.given else ""
                yield Quarantined(shown(reader.file or source), f"reading stopped{after}: {why}", "check the file; the rest of it has not been read")
            skip = reader.opened
        finally:
            reader.child.end()


def _some(reader: Reader) -> Generator[Unit | Quarantined, None, bool]:
    """The next units; whether there are no more. Raises Broke."""
    reader.asked = True
    reader.child.tell(More(AT_ONCE, reader.limits.waiting_megabytes * 1_000_000))
    for message in _answers(reader):
        match message:
            case Opened(path):
                reader.opened, reader.file, reader.given = reader.opened + 1, path, 0
            case Found(units):
                reader.given += len(units)
                yield from units
            case End(last):
                return last
    raise Broke("the reader went silent")


def _answers(reader: Reader) -> Iterator[object]:
    """What it says, as long as it is listened to. Raises Broke."""
    reader.meter.start()
    while True:
        if not select.select([reader.child.output], [], [], TICK)[0]:
            reader.child.push()
            if why := reader.over():
                raise Broke(why)
            continue
        messages, goes_on = reader.child.hear()
        reader.meter.start()
        yield from messages
        if not goes_on:
            raise Broke(f"the reader died ({how_it_ended(reader.child.reap())})")
