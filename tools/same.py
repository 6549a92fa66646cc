"""One hash for the claims of some reports, whoever codes them: workers 0, 1, 2 and 4, shuffled files, hash seeds, locales, shards, and with --spark also Spark.

`make kill` runs it behind the kills. Exit code 0 where all hashes are the same, else 1.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from export_hash import hashed
from made_texts import Report, report

LOCALES = {"C": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, "C.UTF-8": {"LC_ALL": "C.UTF-8"}}
WORKERS, SEEDS = (0, 1, 2, 4), ("0", "1")
PAGE = "<html><head><title>Attack</title><meta property='og:site_name' content='Delta'></head><body><article><p>{}</p></article></body></html>"
SAYSO = [sys.executable, "-c", "from sayso.cli.main import main; main()"]
REFUSED = 2
"""Inputs of the folder that cannot be read."""


def write(folder: Path, count: int = 11) -> list[str]:
    """So many reports (11 or more) in files of all kinds, and two inputs that fail; one name is no ASCII. The paths, sorted."""
    folder.mkdir()
    of = iter(report(n) for n in range(count))
    first, second, third, row = islice(of, 4)
    (folder / "a.txt").write_text(first.text, encoding="utf-8")
    (folder / "été.txt").write_text(second.text.replace(".", " — “so”.", 1), encoding="cp1252")
    (folder / "b.html").write_text(PAGE.format(third.text), encoding="utf-8")
    (folder / "f.csv").write_text(f'id,text,published\nrow,"{row.text.replace(chr(34), "")}",2031-04-09\n', encoding="utf-8")
    (folder / "g.pdf").write_bytes(b"%PDF-1.4")
    (folder / "d.json").write_text(json.dumps([json.loads(r.line) for r in islice(of, 2)]), encoding="utf-8")
    (folder / "e.jsonl.gz").write_bytes(gzip.compress(_lines(list(islice(of, 3))).encode(), mtime=0))
    rest = list(of)
    (folder / "c.jsonl").write_text(f"{{broken\n{_lines(rest)}", encoding="utf-8")
    return sorted(str(p) for p in folder.iterdir())


def _lines(reports: Sequence[Report]) -> str:
    return "".join(f"{r.line}\n" for r in reports)


def claims(files: Sequence[str], workers: int, seed: str, locale: str) -> str:
    """The hash of what `sayso code` prints. Ends the program where it fails."""
    env = {**os.environ, "PYTHONHASHSEED": seed, **LOCALES[locale]}
    done = subprocess.run([*SAYSO, "code", "--format", "jsonl", "--workers", str(workers), *files], capture_output=True, env=env)
    if done.returncode != 3:
        sys.exit(f"exit code {done.returncode}: {done.stderr.decode('utf-8', 'replace')}")
    return hashed(done.stdout.decode("utf-8").splitlines())


def shards(folder: Path, files: Sequence[str], *options: str) -> str:
    """The hash that `sayso code --out` gives."""
    done = subprocess.run([*SAYSO, "code", "--format", "jsonl", "--out", str(folder), *options, *files], capture_output=True)
    if done.returncode != 3:
        sys.exit(f"exit code {done.returncode}: {done.stderr.decode('utf-8', 'replace')}")
    return str(json.loads(done.stdout)["export"])


def main() -> None:
    """Print a hash a way, and say by the exit code whether they are the same."""
    options = argparse.ArgumentParser(description="one hash, whoever codes")
    options.add_argument("--reports", type=int, default=120)
    options.add_argument("--seed", type=int, default=1, help="of the shuffles")
    options.add_argument("--spark", action="store_true", help="also Spark on this machine")
    given, found = options.parse_args(), dict[str, str]()
    dice = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as name:
        files = write(Path(name) / "mixed", given.reports)
        orders = {"sorted": files, "shuffled": dice.sample(files, len(files)), "shuffled again": dice.sample(files, len(files))}

        def told(way: str, began: float, value: str) -> None:
            found[way] = value
            print(f"{value[:16]}  {way} ({time.monotonic() - began:.0f} s)", flush=True)

        for n, workers in enumerate(WORKERS):
            for order, paths in orders.items():
                seed, locale = SEEDS[n % 2], [*LOCALES][(n // 2 + len(found)) % 2]
                began = time.monotonic()
                told(f"{workers} workers, {order}, hash seed {seed}, locale {locale}", began, claims(paths, workers, seed, locale))
        began = time.monotonic()
        told("shards", began, shards(Path(name) / "shards", files, "--shard", "25"))
        if given.spark:
            began = time.monotonic()
            told("spark", began, shards(Path(name) / "spark", files, "--shard", "25", "--engine", "spark", "--master", "local[2]"))
    same = len({*found.values()}) == 1
    print("one hash" if same else "DIFFERENT hashes")
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
