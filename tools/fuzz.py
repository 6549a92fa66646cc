"""Fuzzes what reads foreign bytes: every reader and maker, the loader of data files, records and the inbox. Only errors of ours may come of it.

`tools/fuzz.py --examples 20000 [--seed 1] [reader yaml table record inbox coder]`. What fails is printed by hypothesis, shrunk.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from hypothesis import HealthCheck, seed, settings

from fuzzing import TARGETS


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", default=list(TARGETS))
    parser.add_argument("--examples", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rules = settings(max_examples=asked.examples, deadline=None, database=None, suppress_health_check=list(HealthCheck), print_blob=True)
    for name in asked.targets:
        seed(asked.seed)(rules(TARGETS[name]()))()
        print(f"{name}: {asked.examples} examples, nothing but errors of ours", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
