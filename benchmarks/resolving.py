"""What many reports cost: resolving a whole store anew, and one more report in it, at 10,000, 30,000 and 100,000 claims of made reports (made.py).

Run by `make bench`, or `python benchmarks/resolving.py [CLAIMS …]`. Each measurement is a process of its own, so that its peak of memory is its own.
Seconds by the clock, and of CPU: machines are shared and noisy. The store lies in the temporary folder.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from made import reports
from sayso.model.coding import Coding
from sayso.ontology.load import Ontology, load
from sayso.resolve.copies import bands, copies, sketch
from sayso.resolve.tellings import tellings
from sayso.run.resolving import resolve_all, resolve_new
from sayso.store import CodingId, Owner, Stored, open_owner

SIZES = (10_000, 30_000, 100_000)
MORE = 20
TELLINGS = range(3, 9)
"""How many happenings each of the reports added last tells of."""
CODING = CodingId("made", "made", "made", "")
FULL, ONE, PEAK = 60.0, 0.2, 2048
"""Wanted: seconds for a whole store of 100,000 claims, seconds for one more report, megabytes."""
BATCH = 250


def stored(found: Coding, ontology: Ontology) -> Stored:
    """A made report as `add` would store it."""
    numbers = sketch(found.document.text)
    return Stored(found.document, CODING, found.sentences, (), found.claims, tellings(found, ontology.resolving), numbers, bands(numbers))


def until(claims: int, ontology: Ontology) -> Iterator[Stored]:
    """Made reports with so many claims in all."""
    count = 0
    for found in reports(ontology):
        yield stored(found, ontology)
        count += len(found.claims)
        if count >= claims:
            return


def fill(path: Path, claims: int, ontology: Ontology) -> dict[str, float]:
    """Makes a store of reports and their copies, nothing of it resolved."""
    shared: dict[str, dict[str, tuple[int, ...]]] = {}
    made = until(claims, ontology)
    total = told = 0
    with open_owner(path, "benchmark") as owner:
        while batch := tuple(islice(made, BATCH)):
            with owner.batch():
                for report in batch:
                    owner.add(report)
                    near = {d: s for key in report.bands for d, s in shared.get(key, {}).items()}
                    owner.copy(copies(report.document.id, report.sketch, near))
                    for key in report.bands:
                        shared.setdefault(key, {})[report.document.id] = report.sketch
                    total, told = total + len(report.claims), told + len(report.tellings)
    return {"claims": total, "tellings": told}


class Clocked:
    """A store's owner that notes how long it works itself: the rest is thinking."""

    def __init__(self, owner: Owner) -> None:
        self.seconds = 0.0
        self._owner = owner

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._owner, name)
        return self._timed(found) if callable(found) else found

    @contextmanager
    def batch(self) -> Iterator[None]:
        """A batch, its end timed: commit and snapshot."""
        with ExitStack() as stack:
            stack.enter_context(self._owner.batch())
            yield
            self._timed(stack.close)()

    def _timed(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*values: Any, **named: Any) -> Any:
            start = time.perf_counter()
            out = call(*values, **named)
            out = tuple(out) if isinstance(out, Iterator) else out
            self.seconds += time.perf_counter() - start
            return out

        return timed


def full(path: Path, claims: int, ontology: Ontology) -> dict[str, float]:
    """Resolves all of it anew."""
    with open_owner(path, "benchmark") as owner:
        clocked: Any = Clocked(owner)
        start, used = time.perf_counter(), time.process_time()
        made = resolve_all(clocked, ontology, ontology.actors.outlets)
        seconds, used = time.perf_counter() - start, time.process_time() - used
        return {"full": seconds, "full_cpu": used, "thinking": seconds - clocked.seconds, "events": len(made), "full_peak": peak()}


def one(path: Path, claims: int, ontology: Ontology) -> dict[str, float]:
    """Adds reports, one a transaction: each from a coded report to committed events."""
    more = islice((s for r in reports(ontology, part=1) if len((s := stored(r, ontology)).tellings) in TELLINGS), MORE)
    seconds, used = list[float](), list[float]()
    with open_owner(path, "benchmark") as owner:
        owner.publish()  # not due again before the reports are added: it is the readers' part, and at most a tenth of the time
        for report in [*more]:
            start, before = time.perf_counter(), time.process_time()
            with owner.batch():
                owner.add(report)
                resolve_new(owner, [report], (), ontology, ontology.actors.outlets)
            seconds.append(time.perf_counter() - start)
            used.append(time.process_time() - before)
        return {"one": statistics.median(seconds), "one_max": max(seconds), "one_cpu": statistics.median(used), "one_peak": peak()}


def peak() -> float:
    """Most memory this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024) / (1024 if sys.platform == "darwin" else 1)


STEPS = {"fill": fill, "full": full, "one": one}


def measured(claims: int, data: str | None) -> dict[str, float]:
    """All figures for one size."""
    with tempfile.TemporaryDirectory() as folder:
        out: dict[str, float] = {}
        for step in STEPS:
            command = [sys.executable, __file__, str(claims), "--step", step, "--store", f"{folder}/made.duckdb", *(["--data", data] if data else [])]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            out |= json.loads(done.stdout)
        return out


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description="what resolving many reports costs")
    options.add_argument("claims", nargs="*", type=int, default=SIZES, help=f"sizes of stores to measure (default: {' '.join(map(str, SIZES))})")
    options.add_argument("--data", help="another folder of data than the packaged one")
    options.add_argument("--step", choices=tuple(STEPS), help=argparse.SUPPRESS)
    options.add_argument("--store", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.step:
        print(json.dumps(STEPS[given.step](given.store, given.claims[0], load(Path(given.data) if given.data else None))))
        return
    print(f"resolving made reports; wanted at 100,000 claims: all in {FULL:.0f} s, one more report in {ONE * 1000:.0f} ms, {PEAK} MB at most")
    print("   claims tellings  events |  all anew, of it thinking     CPU  a claim     peak | one more: median     CPU   the most     peak")
    for claims in given.claims:
        m = measured(claims, given.data)
        print(
            f"{m['claims']:9,.0f} {m['tellings']:8,.0f} {m['events']:7,.0f} | {m['full']:7.1f} s {m['thinking']:12.1f} s {m['full_cpu']:6.1f} s"
            f" {m['full_cpu'] / m['claims'] * 1e6:5.0f} µs {m['full_peak']:5.0f} MB"
            f" | {m['one'] * 1000:13.0f} ms {m['one_cpu'] * 1000:4.0f} ms {m['one_max'] * 1000:7.0f} ms {m['one_peak']:5.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()
