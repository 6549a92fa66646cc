"""Text to claims beside spaCy's default pipeline, on the same text in the same run; workers beside one another; pages beside their extractor.

Run by `make bench`. CPU seconds of one process each, medians of rounds that take turns; the machine may be busy, so quote the ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROUNDS = 3
DOCUMENTS = 120
POOLED = 1500


def coded_words(texts: list[str]) -> tuple[float, int, float]:
    """CPU seconds from records to claims with the sentences chosen, the claims, and the CPU seconds when every sentence is parsed."""
    from sayso.readers import ReadOptions, Unit
    from sayso.run.engine import Job
    from sayso.run.engine.work import coder_of, work

    units = [Unit(f"u{n}", f"u{n}", "record", json.dumps({"id": n, "text": t, "published": "2031-04-09"}).encode()) for n, t in enumerate(texts)]
    spent = []
    claims = 0
    for thorough in (False, True):
        job = Job(ReadOptions(), "coding", thorough=thorough)
        coder = coder_of(job)
        list(work(units[:5], coder, job))
        start = time.process_time()
        found = [c for n in range(0, len(units), 24) for c in work(units[n : n + 24], coder, job)]
        spent.append(time.process_time() - start)
        claims = claims or sum(len(getattr(c, "claims", ())) for c in found)
    return spent[0], claims, spent[1]


def spacy_words(texts: list[str]) -> float:
    """CPU seconds of the packaged model as it comes: all its parts, its own batches."""
    import spacy

    from sayso.ontology.load import packaged
    from sayso.parser import Parser

    nlp = spacy.load(Parser(packaged()).packaged())
    list(nlp.pipe(texts[:5]))
    start = time.process_time()
    for _ in nlp.pipe(texts):
        pass
    return time.process_time() - start


def pages_seconds(count: int) -> tuple[float, float]:
    """CPU seconds of making documents of pages, and of trafilatura alone on them (decoding and metadata included)."""
    import trafilatura

    from made_pages import pages
    from sayso.readers import ReadOptions, Unit, make

    raw = list(pages(count, 3))
    for page in raw[:3]:
        make(Unit("p", "p", "page", page), ReadOptions())
        trafilatura.bare_extraction(page, with_metadata=True, favor_recall=True)
    ours, theirs = 0.0, 0.0
    for page in raw:
        start = time.process_time()
        make(Unit("p", "p", "page", page), ReadOptions())
        middle = time.process_time()
        trafilatura.bare_extraction(page, with_metadata=True, favor_recall=True)
        ours, theirs = ours + middle - start, theirs + time.process_time() - middle
    return ours, theirs


def pool_rate(path: Path, workers: int) -> tuple[float, float]:
    """Documents a second by the clock, from a quarter of the results to the last, and the most memory of one worker (MB)."""
    import psutil

    from sayso.readers import ReadOptions
    from sayso.run.engine import Job, Orders, coded

    results, _ = coded(Orders(Job(ReadOptions(), "stored"), (str(path),), workers=workers))
    count, start, peak = 0, time.monotonic(), 0.0
    begun = start
    first = POOLED // 4
    for _ in results:
        count += 1
        if count == first:
            begun = time.monotonic()
        if count % 50 == 0:
            peak = max([peak, *(c.memory_info().rss / 1e6 for c in psutil.Process().children())])
    return (count - first) / (time.monotonic() - begun), peak


def told_workers(rounds: int) -> None:
    """Prints how fast one and two workers code the same reports, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        import corpora

        path = Path(folder) / "reports.jsonl"
        lines = (json.dumps({"id": n, "text": t, "published": "2031-04-09"}) for n, t in enumerate(corpora.political(POOLED, 5)))
        path.write_text("\n".join(lines), encoding="utf-8")
        pairs = [(pool_rate(path, 1), pool_rate(path, 2)) for _ in range(rounds)]
    one, two = (statistics.median(p[n][0] for p in pairs) for n in (0, 1))
    peak = max(m for p in pairs for _, m in p)
    print(f"workers: one {one:.1f} documents a second, two {two:.1f}: {two / one:.2f} times; a worker holds {peak:.0f} MB at most")


def part(name: str, *arguments: str) -> list[float]:
    """What a part of this program measures, in a process of its own."""
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    said = subprocess.run([sys.executable, __file__, "--part", name, *arguments], check=True, capture_output=True, text=True, env=env)
    return [float(x) for x in said.stdout.split()]


def texts_of(kind: str) -> list[str]:
    """The texts of a kind."""
    import corpora

    found = getattr(corpora, kind)
    return list(found(DOCUMENTS))


def run_part(name: str, kind: str) -> None:
    """One measurement, printed as numbers."""
    if name == "workers":
        told_workers(1)
    elif name == "pages":
        print(*pages_seconds(120))
    elif name == "ours":
        print(*coded_words(texts_of(kind)))
    elif name == "spacy":
        print(spacy_words(texts_of(kind)))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", default="")
    parser.add_argument("kind", nargs="?", default="political")
    given = parser.parse_args()
    if given.part:
        run_part(given.part, given.kind)
        return
    for kind in ("political", "mixed"):
        words = sum(len(t.split()) for t in texts_of(kind))
        rounds = [(*part("ours", kind), *part("spacy", kind)) for _ in range(ROUNDS)]
        ours, claims, thorough, spacy = (statistics.median(r[n] for r in rounds) for n in range(4))
        print(f"{kind}: {DOCUMENTS} documents, {words:,} words, {claims:.0f} claims; CPU seconds, medians of {ROUNDS}")
        print(
            f"  text to claims {words / ours:,.0f} words/s a core; every sentence parsed {words / thorough:,.0f}; spaCy's default pipeline {words / spacy:,.0f}"
        )
        print(f"  text to claims {spacy / ours:.2f} times as fast as spaCy's default pipeline; every sentence parsed {spacy / thorough:.2f} times", flush=True)
    ours, theirs = part("pages")
    print(f"pages: {120 / ours:.1f} a second; trafilatura alone {120 / theirs:.1f}: {theirs / ours:.2f} of it", flush=True)
    told_workers(ROUNDS)


if __name__ == "__main__":
    main()
