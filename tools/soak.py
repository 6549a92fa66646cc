"""Codes a million sentences in workers that are never replaced, and looks at memory: a leak shows as a slope. `make soak` runs it.

The texts are made as they are coded; most of their sentences hold names, places and numbers that occur nowhere else, so that whatever keeps words
swells; every sentence is parsed. Exit code 0 where memory grows by no more than 10 MB per 100,000 sentences after the first 100,000, else 1.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path
from random import Random

import psutil

from made_texts import name, report
from sayso.ontology.load import packaged
from sayso.readers import Quarantined, ReadOptions, Unit
from sayso.run.engine import Job, Limits, Orders, coded
from sayso.store import Stored

EVERY, WARM, PER = 5_000, 100_000, 100_000
MOST = 10.0
"""MB per 100,000 sentences."""
NEVER = Limits(worker_documents=1 << 40, worker_tired=1 << 40, worker_megabytes=1 << 20)
OWN, KNOWN, GENERAL = 6, 2, 22
"""Sentences a document: of patterns on politics, of our own reports and labelled sentences, of patterns on everything else. One holds 1.5 words that occur
nowhere else, about; 20,000 sentences of a news archive held 1.35."""
PLAIN = (
    "Anna Perrin opened a bakery in {T} with thirty kinds of bread.",
    "The hotel {T} has {n} rooms and a view of the lake.",
    "Ivan Brandt of {T} ran the distance in two minutes and was second.",
    "Shares of {T} Mills closed at {n} after a quiet day.",
    "A recipe from {T} asks for {n} grams of goat cheese.",
    "Rosa Klein, who grew up in {T}, wrote a long novel about the painter {B}.",
)
PAGE = "<html><head><title>{}</title></head><body><nav><a href='/x'>Home</a></nav><article><h1>{}</h1>{}</article></body></html>"
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Sample:
    """Resident memory in MB after so many sentences: of this process, and of each worker."""

    sentences: int
    parent: float
    workers: tuple[float, ...]


def known() -> list[str]:
    """Our own texts: the sentences of the demo's reports, and labelled ones that anybody may look at."""
    demo = [s for p in sorted((packaged() / "demo").glob("*.txt")) for s in p.read_text(encoding="utf-8").split("\n\n")]
    rows = map(json.loads, (ROOT / "tests" / "gold" / "sentences.jsonl").read_text(encoding="utf-8").splitlines())
    return demo + [" ".join(row["text"].split()) for row in rows if row.get("half") != "frozen"]


def documents() -> Iterator[Unit]:
    """Reports without end, one in ten as a page."""
    ours = cycle(known())
    for n in count():
        dice, own = Random(n), n * 1_000 + 7
        told = [report(n, OWN).text, *(next(ours) for _ in range(KNOWN))]
        for k in range(GENERAL):
            at = own + k * 8
            told.append(dice.choice(PLAIN).format(B=name(at * 17 + 1), T=name(at * 17 + 2), n=f"{at:,}"))
        if n % 10:
            yield Unit(f"u{n}", f"u{n}", "plain", "\n\n".join(told).encode())
        else:
            body = "".join(f"<p>{s.replace('&', '&amp;')}</p>" for s in told)
            yield Unit(f"u{n}", f"u{n}", "page", PAGE.format(name(own), name(own), body).encode())


def run(sentences: int, workers: int) -> list[Sample]:
    """Codes so many sentences, and prints memory as it goes."""
    job = Job(ReadOptions(published="2031-04-09"), "stored", thorough=True)
    results, course = coded(Orders(job, units=documents(), workers=workers, limits=NEVER))
    own, seen, claims, failed, samples, began = psutil.Process(), 0, 0, 0, list[Sample](), time.monotonic()
    print(f"{workers} workers: sentences  parent  {'worker  ' * workers}  claims  a second", flush=True)
    for result in results:
        if isinstance(result, Quarantined):
            failed += 1
        elif isinstance(result, Stored):
            before, seen, claims = seen, seen + len(result.sentences), claims + len(result.claims)
            if seen // EVERY > before // EVERY:
                samples.append(
                    Sample(seen, mb(own), tuple(mb(p) for p in sorted(own.children(), key=lambda p: p.pid) if "engine.worker" in " ".join(p.cmdline())))
                )
                last = samples[-1]
                rate = seen / (time.monotonic() - began)
                print(f"{seen:20,}  {last.parent:6.1f}  {'  '.join(f'{w:6.1f}' for w in last.workers)}  {claims:6,}  {rate:.0f}", flush=True)
        if seen >= sentences:
            break
    results.close()  # type: ignore[attr-defined]
    if failed or course.replaced:
        print(f"{failed} documents failed, {course.replaced} workers died")
        sys.exit(1)
    return samples


def mb(process: psutil.Process) -> float:
    """Resident memory."""
    return float(process.memory_info().rss) / 1e6


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The least-squares slope."""
    if len(points) < 2:
        return 0.0
    x, y = sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)
    return sum((p[0] - x) * (p[1] - y) for p in points) / sum((p[0] - x) ** 2 for p in points)


def judged(samples: Sequence[Sample], workers: int, warm: int) -> bool:
    """Prints the slope of each process over what it has coded itself; whether all are low enough."""
    after, good = [s for s in samples if s.sentences >= warm], True
    found = [("parent", slope([(s.sentences, s.parent) for s in after]))]
    found += [(f"worker {n + 1}", slope([(s.sentences / workers, s.workers[n]) for s in after if len(s.workers) > n])) for n in range(workers)]
    for who, rise in found:
        good &= rise * PER <= MOST
        print(f"{workers} workers, {who}: {rise * PER:+.2f} MB per {PER:,} sentences after the first {warm:,}")
    return good


def main() -> None:
    """Print the curve and the slope, and say by the exit code whether it is low enough."""
    options = argparse.ArgumentParser(description="code a million sentences and look at memory")
    options.add_argument("--sentences", type=int, default=1_000_000)
    options.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    options.add_argument("--warm", type=int, default=WARM, help="sentences that are not looked at")
    given, good = options.parse_args(), True
    for workers in given.workers:
        good &= judged(run(given.sentences, workers), workers, given.warm)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
