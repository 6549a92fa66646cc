"""What the filter before the parse loses and spares, on our own texts: claims and statements beside those of a thorough reading, words parsed, cost.

Run by `make bench`. Of the labelled rows only the open half is read. `main` returns the least share of claims that survive.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from fillers import reports as general
from sayso.coder import Coder
from sayso.model.coding import Coding
from sayso.model.text import Document
from sayso.ontology.load import load
from sayso.parser import Parser
from sayso.readers import read_text

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"
ASKED = 0.995
"""Share of claims, by id, that must survive in every set."""
SENTENCES = 30
REPORTS = 20
DATE = "2020-06-15"
LONE = "sentences, one by one"


@dataclass(slots=True)
class Count:
    """Of one set: claims and statements of the thorough reading, those found again by id, those with the same record; words, words parsed; seconds."""

    claims: int = 0
    again: int = 0
    same: int = 0
    statements: int = 0
    told: int = 0
    words: int = 0
    parsed: int = 0

    def add(self, thorough: Coding, quick: Coding) -> None:
        """Count one document."""
        claims, statements = {c.id: c for c in quick.claims}, {s.id for s in quick.statements}
        self.claims += len(thorough.claims)
        self.again += sum(c.id in claims for c in thorough.claims)
        self.same += sum(claims.get(c.id) == c for c in thorough.claims)
        self.statements += len(thorough.statements)
        self.told += sum(s.id in statements for s in thorough.statements)
        lengths = [len(s.span.of(quick.document.text).split()) for s in quick.sentences]
        self.words += sum(lengths)
        self.parsed += sum(n for n, tree in zip(lengths, quick.trees, strict=True) if len(tree))


def sets() -> dict[str, list[Document]]:
    """Our own texts by name; general news last."""
    import sayso

    rows = {p.stem: _open(p) for p in sorted(GOLD.glob("*.jsonl"))}
    said = [r["text"] for r in rows["sentences"]]
    demo = sorted((Path(sayso.__file__).parent / "data" / "demo").glob("*.txt"))
    return {
        LONE: [_read(r["text"], r["date"]) for name in ("sentences", "codebook") for r in rows[name]],
        "sentences, 30 a report": [_read("\n\n".join(said[i : i + SENTENCES])) for i in range(0, len(said), SENTENCES)],
        "passages": [_read(r["text"], r["date"]) for r in rows["details"]],
        "reports": [_read(r["text"], r["published"]) for r in rows["reports"]],
        "reports of incidents": [_read(r["text"], r["published"]) for name in ("incidents", "incidents_more") for row in rows[name] for r in row["reports"]],
        "demo": [_read(p.read_text(encoding="utf-8")) for p in demo],
        "general news": [_read(text) for text in islice(general(), REPORTS)],
    }


def _open(path: Path) -> list[dict[str, object]]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [r for r in rows if r.get("half", "open") == "open"]


def _read(text: object, published: object = DATE) -> Document:
    return read_text(str(text), published=str(published or DATE))


def cost(coder: Coder, documents: Iterable[Document]) -> tuple[float, float]:
    """CPU seconds of the filter, and of parsing all sentences, once its words are known."""
    matter = seconds = 0.0
    for document in documents:
        coding = Coding(document)
        for stage in coder.stages:
            start = time.process_time()
            if stage.name == "parse":
                stage.run(coding if not coding.skipped else _all(coding))
                seconds += time.process_time() - start
                break
            coding = stage.run(coding)
            matter += time.process_time() - start if stage.name == "matter" else 0
    return matter, seconds


def lone(coder: Coder, sentences: Iterable[str]) -> float:
    """Share of these sentences that are parsed where each stands alone in the middle of a report of no politics: the hardest case."""
    parsed, texts, around = 0, list(sentences), general()
    at = [s.name for s in coder.stages].index("parse")
    for text in texts:
        paragraphs = next(around).split("\n\n")
        middle = len(paragraphs) // 2
        coding = Coding(_read("\n\n".join((*paragraphs[:middle], " ".join(text.split()), *paragraphs[middle:]))))
        for stage in coder.stages[:at]:
            coding = stage.run(coding)
        skipped = {s.sentence for s in coding.skipped}
        start = coding.document.text.index(" ".join(text.split()))
        parsed += all(s.index not in skipped for s in coding.sentences if start <= s.span.start < start + len(text))
    return parsed / len(texts)


def _all(coding: Coding) -> Coding:
    return Coding(coding.document, coding.blocks, coding.sentences, quotes=coding.quotes)


def main() -> float:
    """Print a line a set. Returns the least share of claims that survive in political texts."""
    ontology = load()
    parser = Parser(ontology.folder)
    thorough, quick = Coder(ontology, parser, thorough=True), Coder(ontology, parser)
    least, texts, coded = 1.0, sets(), list[str]()
    print(f"{'':24} claims  again   same    statements  again   words parsed")
    for name, documents in texts.items():
        n = Count()
        for document in documents:
            whole = thorough.code(document)
            n.add(whole, quick.code(document))
            coded += [document.text for _ in whole.claims[:1]] if name == LONE else []
        claims, same, told = n.again / (n.claims or 1), n.same / (n.claims or 1), n.told / (n.statements or 1)
        print(f"  {name:22} {n.claims:6,}  {claims:6.2%}  {same:6.2%}  {n.statements:8,}  {told:6.2%}  {n.parsed / n.words:6.1%} of {n.words:,}")
        least = min(least, claims) if name != "general news" else least
    print(f"  of {len(coded)} single sentences that give a claim, {lone(quick, coded):.1%} are parsed where each stands alone in a report of general news")
    for name in ("reports", "general news"):
        spent, parse = cost(quick, texts[name])
        print(f"  looking for words in {name}: {spent / parse:.1%} of parsing all of it")
    print(f"  claims that survive in political texts: {least:.2%} at least; asked for: {ASKED:.1%}")
    return least


if __name__ == "__main__":
    main()
