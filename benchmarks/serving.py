"""How quickly `sayso serve` answers over a large store: requests at a fixed rate from a second process, whatever the answers take.

    python benchmarks/made_store.py big.duckdb --claims 1000000
    python benchmarks/serving.py big.duckdb --rate 20 --seconds 120

Open loop: a request's time counts from when it was due, so that waiting for a free server counts. What is asked for is drawn from the store by a seed:
pages and lists in turn, busy and quiet pairs alike. Wanted with a million claims on 2 processors: pages p95 300 ms, lists p99 500 ms, 1 GB.
"""

from __future__ import annotations

import argparse
import http.client
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from random import Random
from threading import Event, Thread
from urllib.parse import quote

import psutil

from sayso.model.event import Event as Happening
from sayso.store import Filter, open_reader

PAGES_P95, LISTS_P99, MEMORY = 300.0, 500.0, 1024.0
"""Wanted: milliseconds, milliseconds, megabytes."""
WAIT = 60.0
"""Seconds an answer, and the start of the server, may take."""
AT_ONCE = 64
SAMPLE = 40
"""Events, pairs and words that are drawn, each asked for several times in two minutes; with 600 hardly an address comes twice."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page or list, with the addresses asked in turn."""

    name: str
    addresses: tuple[str, ...]

    @property
    def page(self) -> bool:
        """Whether people look at it; else programs do."""
        return not self.name.startswith("/api")


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a request: milliseconds since it was due, and the status, 0 where none came."""

    kind: Kind
    address: str
    took: float
    status: int


def kinds(store: Path, seed: int, sample: int) -> tuple[Kind, ...]:
    """What is asked for, drawn from the store."""
    r = Random(seed)
    with open_reader(store) as reader:
        pairs = [f"{d.dyad.actor}-{d.dyad.recipient}" for d in reader.dyads(None)]
        days = sorted(reader.coverage())
        events: list[Happening] = []
        for status in ((), ("disputed",), ("agreed",)):
            wanted = Filter(status=status, until=r.choice(days))
            events += reader.event_page(wanted, sample).items
    r.shuffle(events)
    drawn = events[:sample]
    documents = [m.document for e in drawn for m in e.members[:1]]
    words = [word for e in drawn for word in (e.place.name if e.place else None, e.accounts[0].source) if word]
    dyads = tuple(f"/{quote(a)}/{quote(b)}" for a, _, b in (pair.partition("-") for pair in r.sample(pairs, min(sample, len(pairs)))))
    sinces = r.sample(days, min(sample, len(days)))
    filters = (
        "",
        *(f"pair={p}" for p in pairs[:3]),
        *(f"pair={p}" for p in r.sample(pairs, min(sample // 5, len(pairs)))),
        "disputed=1",
        *(f"until={d}" for d in sinces[: sample // 5]),
    )
    return (
        Kind("/", ("/",)),
        Kind("/events", tuple(f"/events?{f}" for f in filters)),
        Kind("/events/{id}", tuple(f"/events/{e.id}" for e in drawn)),
        Kind("/documents/{id}", tuple(f"/documents/{d}" for d in documents)),
        Kind("/dyads/{a}/{b}", tuple(f"/dyads{d}" for d in dyads)),
        Kind("/map", ("/map", *(f"/map?{f}" for f in filters[1:]))),
        Kind("/disputes", ("/disputes",)),
        Kind("/sources", ("/sources",)),
        Kind("/alerts", ("/alerts",)),
        Kind("/search", tuple(f"/search?q={quote(word)}" for word in words)),
        Kind("/review", ("/review",)),
        Kind("/api/v1/events", tuple(f"/api/v1/events?{f}" for f in filters)),
        Kind("/api/v1/claims", tuple(f"/api/v1/claims?{f}" for f in filters)),
        Kind("/api/v1/documents", ("/api/v1/documents", *(f"/api/v1/documents?until={d}" for d in sinces))),
        Kind("/api/v1/disputes", ("/api/v1/disputes", *(f"/api/v1/disputes?until={d}" for d in sinces))),
        Kind("/api/v1/sources", ("/api/v1/sources",)),
        Kind("/api/v1/alerts", ("/api/v1/alerts",)),
        Kind("/api/v1/dyads", ("/api/v1/dyads",)),
    )


def drive(port: int, asked: Sequence[Kind], rate: float, seconds: float) -> tuple[Answer, ...]:
    """Asks at a rate for so long; each kind as often as every other."""
    turns = {kind.name: cycle(kind.addresses) for kind in asked}
    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = []
        for n, kind in zip(range(round(rate * seconds)), cycle(asked), strict=False):
            due = began + n / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            waiting.append(pool.submit(_ask, port, kind, next(turns[kind.name]), due))
        return tuple(w.result() for w in waiting)


def _ask(port: int, kind: Kind, address: str, due: float) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT)
    try:
        connection.request("GET", address, headers={"Connection": "close"})
        answer = connection.getresponse()
        answer.read()
        status = answer.status
    except (OSError, http.client.HTTPException):
        status = 0
    finally:
        connection.close()
    return Answer(kind, address, (time.perf_counter() - due) * 1000, status)


def tell(answers: Sequence[Answer]) -> bool:
    """Prints what each kind took; whether all is as wanted."""
    by: dict[Kind, list[Answer]] = defaultdict(list)
    for answer in answers:
        by[answer.kind].append(answer)
    print(f"{'':24}{'asked':>7}{'p50':>8}{'p95':>8}{'p99':>8}{'most':>8}  ms  wrong")
    good = True
    for kind, own in by.items():
        times = sorted(a.took for a in own)
        p50, p95, p99 = (times[min(len(times) - 1, int(share * len(times)))] for share in (0.5, 0.95, 0.99))
        wrong = [a for a in own if a.status != 200]
        slow = p95 > PAGES_P95 if kind.page else p99 > LISTS_P99
        good &= not wrong and not slow
        note = f"  {len(wrong)}: {wrong[0].status} {wrong[0].address}" if wrong else "  0"
        print(f"{kind.name:24}{len(own):7}{p50:8.0f}{p95:8.0f}{p99:8.0f}{times[-1]:8.0f}    {note}{'  TOO SLOW' if slow else ''}")
    return good


def alone(port: int, asked: Sequence[Kind], number: int, process: psutil.Process) -> None:
    """Prints what so many requests of each kind cost one after the other, in milliseconds of the server's processors: no busy machine blurs that."""
    print(f"{'':24}{'first':>8}{'mean':>8}{'most':>8}  ms of CPU   MB")
    for kind in asked:
        costs = []
        for _, address in zip(range(number), cycle(kind.addresses), strict=False):
            before = sum(process.cpu_times()[:2])
            _ask(port, kind, address, time.perf_counter())
            costs.append((sum(process.cpu_times()[:2]) - before) * 1000)
        print(f"{kind.name:24}{costs[0]:8.0f}{sum(costs[1:]) / max(1, number - 1):8.0f}{max(costs[1:], default=0):8.0f}{memory(process):17.0f}")


def memory(process: psutil.Process) -> float:
    """Megabytes a process and its children hold now; what they share, the libraries, counts once."""
    held = (p.memory_full_info() for p in (process, *process.children(recursive=True)))
    return sum(getattr(h, "pss", h.uss) for h in held) / 1e6


class Watch(Thread):
    """Looks how much a process and its children hold, twice a second until `stop`; `most` in megabytes."""

    def __init__(self, process: psutil.Process) -> None:
        super().__init__(daemon=True)
        self._process, self._ended, self.most = process, Event(), 0.0

    def run(self) -> None:
        while not self._ended.wait(0.5):
            with suppress(psutil.Error):
                self.most = max(self.most, memory(self._process))

    def stop(self) -> None:
        """Ends it."""
        self._ended.set()
        self.join()


def ready(port: int, server: subprocess.Popen[bytes]) -> None:
    """Waits until the server answers. Raises SystemExit where it does not."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end and server.poll() is None:
        if _ask(port, Kind("/", ("/",)), "/", time.perf_counter()).status == 200:
            return
        time.sleep(0.2)
    raise SystemExit("the server does not answer")


def main() -> int:
    """Starts a server and drives it; 1 where something is slower, larger or wronger than wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--rate", type=float, default=20.0, help="requests a second")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--warm", type=float, default=10.0, help="seconds driven before, not counted")
    parser.add_argument("--port", type=int, default=8999)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=SAMPLE, help="events, pairs and words drawn; more: fewer addresses are asked for twice")
    parser.add_argument("--only", default="", help="kinds whose name holds this")
    parser.add_argument("--alone", type=int, default=0, help="instead: so many requests of each kind, one after the other, and their CPU")
    given = parser.parse_args()
    asked = tuple(k for k in kinds(given.store, given.seed, given.sample) if given.only in k.name)
    command = [sys.executable, "-m", "sayso", "serve", "--store", str(given.store), "--port", str(given.port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        ready(given.port, server)
        process = psutil.Process(server.pid)
        print(f"server up: {memory(process):.0f} MB")
        if given.alone:
            alone(given.port, asked, given.alone, process)
            return 0
        watch = Watch(process)
        watch.start()
        drive(given.port, asked, given.rate, given.warm)
        print(f"warm: {memory(process):.0f} MB")
        answers = drive(given.port, asked, given.rate, given.seconds)
        held = memory(process)
        watch.stop()
    finally:
        server.terminate()
        server.wait(WAIT)
    good = tell(answers)
    much = "  TOO MUCH" if watch.most > MEMORY else ""
    print(f"{given.rate:g} requests a second for {given.seconds:g} s; the server holds {held:.0f} MB, with its processes {watch.most:.0f} at most{much}")
    return 0 if good and watch.most <= MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())
