"""Run as a program: `watch` on a server of the test's, over loopback, which no option of the product allows. What is "stored" is a line in a file.

python watch_driver.py PORT MEMORY STORED SECONDS FEED…
"""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sayso.readers import Quarantined, Unit
from sayso.readers.web.fetch import Fetcher, Limits
from sayso.readers.web.wire import Web
from sayso.run.adding import Added
from sayso.run.watching import Put, Surroundings, watch
from sayso.run.watching_state import Memory
from sayso.run.watching_stop import Stop


def main() -> None:
    port, memory, stored, seconds, *feeds = sys.argv[1:]

    def say(text: str) -> None:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    @contextmanager
    def opened() -> Iterator[Put]:
        with open(stored, "a", encoding="utf-8") as out:

            def put(units: Sequence[Unit | Quarantined]) -> Added:
                for unit in units:
                    time.sleep(float(seconds))
                    out.write(unit.where + "\n")
                    out.flush()
                    os.fsync(out.fileno())
                return Added(read=len(units), added=len(units), claims=len(units))

            yield put

    stop = Stop(say)
    web = Web(resolve=lambda *_: ("93.184.215.14",), connect=lambda *_: socket.create_connection(("127.0.0.1", int(port)), 5), sleep=stop.sleep)
    with stop.listening():
        watch(feeds, 3600, Surroundings(Fetcher(web, Limits(gap=0)), Memory(Path(memory)), opened, {}, lambda: datetime.now(UTC), stop, say))


if __name__ == "__main__":
    main()
