"""Write `languages/en/common.csv`: how often the beginnings of words stand in our own labelled sentences (open halves, CC0). Run by hand when the gold grows."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

from sayso.resolve.words import SHORTEST, stem

ROOT = Path(__file__).resolve().parent.parent
LEAST = 4
GOLD = ("reports", "sentences", "details", "incidents", "incidents_more")


def main() -> None:
    """Count each word once a sentence; keep those in at least LEAST sentences."""
    found, sentences = Counter[str](), 0
    for name in GOLD:
        for line in (ROOT / "tests" / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["half"] != "open":
                continue
            texts = [r["text"] for r in row["reports"]] if "reports" in row else [row["text"]]
            for sentence in (s for text in texts for s in re.split(r"(?<=[.!?])\s+", text)):
                sentences += 1
                found.update({stem(w) for w in re.findall(r"[^\W\d_]+", sentence) if len(w) >= SHORTEST and not w[0].isupper()})
    rows = sorted((word, count) for word, count in found.items() if count >= LEAST)
    with (ROOT / "src" / "sayso" / "data" / "languages" / "en" / "common.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("word", "sentences", "of"))
        writer.writerows((word, count, sentences) for word, count in rows)
    print(f"{len(rows)} words of {sentences} sentences")


if __name__ == "__main__":
    main()
