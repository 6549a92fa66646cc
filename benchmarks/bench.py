"""Where the time goes: CPU seconds of every stage beside the parse, on text of our own.

Run by `make bench`. Machines are shared and noisy: quote the ratios. Words are what white space separates.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3
PARSE = "parse"
GROUPS = {
    "frames, composition, actors": ("actors", "frames", "compose", "future"),
    "statements, factuality, attribution": ("quotes", "statements", "factuality", "attribution"),
    "the same with roles resolved": ("quotes", "statements", "factuality", "roles", "attribution"),
    "times, places, figures": ("times", "places", "figures"),
}


def texts() -> list[str]:
    """The demo's reports and our own labelled sentences in reports of about 30 sentences."""
    import sayso

    demo = sorted((Path(sayso.__file__).parent / "data" / "demo").glob("*.txt"))
    out = [p.read_text(encoding="utf-8") for p in demo]
    gold = ROOT / "tests" / "gold" / "sentences.jsonl"
    if gold.exists():
        said = [json.loads(line)["text"] for line in gold.read_text(encoding="utf-8").splitlines()]
        out += ["\n\n".join(said[i : i + 30]) for i in range(0, len(said), 30)]
    return out


def stage_seconds() -> tuple[dict[str, float], int, int]:
    """Median CPU seconds of each stage over all texts, with the words and sentences coded."""
    from sayso.coder import Coder
    from sayso.model.coding import Coding
    from sayso.ontology.load import load
    from sayso.readers import read_text

    coder = Coder(load())
    documents = [read_text(t, published="2020-06-15") for t in texts()]
    coder.code(documents[0])
    rounds: list[dict[str, float]] = []
    sentences = 0
    for _ in range(ROUNDS):
        spent = dict.fromkeys((s.name for s in coder.stages), 0.0)
        sentences = 0
        for document in documents:
            coding = Coding(document)
            for stage in coder.stages:
                start = time.process_time()
                coding = stage.run(coding)
                spent[stage.name] += time.process_time() - start
            sentences += len(coding.sentences)
        rounds.append(spent)
    words = sum(len(d.text.split()) for d in documents)
    return {name: statistics.median(r[name] for r in rounds) for name in rounds[0]}, words, sentences


def command_seconds(*arguments: str) -> float:
    """Median CPU seconds of a whole `sayso` process."""
    spent = []
    for _ in range(ROUNDS):
        before = os.times()
        subprocess.run([sys.executable, "-m", "sayso", *arguments], check=True, capture_output=True)
        after = os.times()
        spent.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return statistics.median(spent)


def main() -> None:
    """Print the figures."""
    spent, words, sentences = stage_seconds()
    parse, total = spent[PARSE], sum(spent.values())
    print(f"{words:,} words, {sentences:,} sentences; medians of {ROUNDS} rounds, CPU seconds of one process")
    for name, seconds in spent.items():
        print(f"  {name:14} {seconds:7.2f} s  {seconds / parse:6.1%} of the parse")
    for name, stages in GROUPS.items():
        print(f"  {name:36} {sum(spent[s] for s in stages) / parse:6.1%} of the parse")
    print(f"  parse alone {sentences / parse:,.0f} sentences/s; text to claims {sentences / total:,.0f} sentences/s, {words / total:,.0f} words/s")
    import sayso

    report = str(sorted((Path(sayso.__file__).parent / "data" / "demo").glob("*.txt"))[0])
    print(f"  sayso --help {command_seconds('--help'):.2f} s; sayso code on one report {command_seconds('code', report):.2f} s of CPU")


if __name__ == "__main__":
    main()
