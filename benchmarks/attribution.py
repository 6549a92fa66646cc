"""Who says what: sayso beside textacy's extractor of direct quotations, on our own labelled reports.

Run by `python benchmarks/attribution.py [--half open|frozen|all]`, after `python -m pip install ".[compare]"`. Both get
the same texts, the same English model and the scoring of `sayso eval`. Speed is in CPU seconds of this one process.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import json
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from sayso.coder import Coder, Run
from sayso.errors import StageError
from sayso.model.coding import Coding
from sayso.model.statement import Party, Said, Statement
from sayso.model.text import Document, DocumentRef, Span
from sayso.ontology.load import load
from sayso.parser import Parser
from sayso.run.gold import GoldText, read_gold
from sayso.run.measures import Rate
from sayso.run.said import score_statements

REPORTS = Path(__file__).resolve().parent.parent / "tests" / "gold" / "reports.jsonl"
HALVES = ("open", "frozen", "all")
ROUNDS = 3
MISSING = 'textacy is not installed, and this comparison needs it; run: python -m pip install ".[compare]"'


class Extractor(Protocol):
    """Something that finds statements. `parsing` adds up the CPU seconds spent in the parse."""

    name: str
    parsing: float

    def statements(self, document: Document) -> tuple[Statement, ...] | None:
        """All statements of a text; None where the extractor fails on it."""


class Sayso:
    """The whole of sayso, from text to claims: statements do not come without the rest."""

    name = "sayso"

    def __init__(self, coder: Coder) -> None:
        self.parsing = 0.0
        self.sentences: dict[str, int] = {}
        self._coder = coder
        coder.stages = tuple(replace(s, run=self._timed(s.run)) if s.name == "parse" else s for s in coder.stages)

    def statements(self, document: Document) -> tuple[Statement, ...] | None:
        """What the coder gives; notes how many sentences the text has."""
        try:
            coding = self._coder.code(document)
        except StageError:
            return None
        self.sentences[document.key] = len(coding.sentences)
        return coding.statements

    def _timed(self, run: Run) -> Run:
        def timed(coding: Coding) -> Coding:
            start = time.process_time()
            out = run(coding)
            self.parsing += time.process_time() - start
            return out

        return timed


class Textacy:
    """textacy.extract.triples.direct_quotations on the whole text, parsed by all of the model's pipeline."""

    def __init__(self, package: str) -> None:
        self.parsing = 0.0
        self._nlp = import_module("spacy").load(package)
        self._quotations = import_module("textacy.extract.triples").direct_quotations
        self.name = f"textacy {importlib.metadata.version('textacy')}"

    def statements(self, document: Document) -> tuple[Statement, ...] | None:
        """The quotations, the quotation marks taken off as in the labels. It gives up on a text whose marks are odd in number."""
        start = time.process_time()
        doc = self._nlp(document.text)
        self.parsing += time.process_time() - start
        try:
            found = list(self._quotations(doc))
        except ValueError:
            return None
        return tuple(_statement(n, document, quotation) for n, quotation in enumerate(found))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an extractor found in each text, on how many it failed, and the median CPU seconds with and without the parse."""

    name: str
    found: tuple[tuple[Statement, ...], ...]
    failed: int
    seconds: float
    beside_parse: float


def outcomes(extractors: Sequence[Extractor], documents: Sequence[Document]) -> list[Outcome]:
    """Run each over all texts several times, taking turns so that a busy machine slows both; what is found is the same each time."""
    answers = [[e.statements(documents[0])] for e in extractors]
    spent: list[list[tuple[float, float]]] = [[] for _ in extractors]
    for _ in range(ROUNDS):
        for n, extractor in enumerate(extractors):
            extractor.parsing = 0.0
            start = time.process_time()
            answers[n] = [extractor.statements(d) for d in documents]
            seconds = time.process_time() - start
            spent[n].append((seconds, seconds - extractor.parsing))
    return [
        Outcome(e.name, tuple(a or () for a in given), sum(a is None for a in given), *(statistics.median(s) for s in zip(*seconds, strict=True)))
        for e, given, seconds in zip(extractors, answers, spent, strict=True)
    ]


def labelled(half: str) -> list[GoldText]:
    """The labelled reports of a half, or of both."""
    rows = map(json.loads, REPORTS.read_text(encoding="utf-8").splitlines())
    wanted = {row["id"] for row in rows if half in ("all", row["half"])}
    return [text for text in read_gold(str(REPORTS), load().types) if text.document.key in wanted]


def figures(given: Outcome, texts: Sequence[GoldText], sentences: int) -> dict[str, str]:
    """The rows of the table for one extractor."""
    said = score_statements((t.statements, f) for t, f in zip(texts, given.found, strict=True))
    assert said is not None, "the reports have their statements labelled"
    out = {f"{kind.name} found, of {kind.of}": _share(kind.share) for kind in said.kinds}
    score = said.score
    out[f"all found, of {score.gold} (recall)"] = _rate(score.recall)
    out["precision"] = f"{_rate(score.precision)}, {score.matched} of {score.coded}"
    out["F1"] = _rate(score.f1)
    out["source right, of the matched"] = next((f"{_share(d.share)} of {d.of}" for d in said.details if d.name == "speaker"), "-")
    out[f"fails on, of {len(texts)} reports"] = str(given.failed)
    out["sentences a second, from text"] = f"{sentences / given.seconds:,.0f}"
    out["sentences a second, beside the parse"] = f"{sentences / given.beside_parse:,.0f}"
    return out


def table(columns: Sequence[tuple[str, dict[str, str]]]) -> Iterator[str]:
    """The lines of a Markdown table, one column an extractor."""
    yield f"| | {' | '.join(name for name, _ in columns)} |"
    yield "|---" * (len(columns) + 1) + "|"
    for row in columns[0][1]:
        yield f"| {row} | {' | '.join(cells[row] for _, cells in columns)} |"


def _statement(number: int, document: Document, quotation: Any) -> Statement:
    """A quotation as a statement of the kind "direct", its speaker in the words that textacy names."""
    said = quotation.content[1:-1]
    span = Span(said.start_char, said.end_char)
    speaker = " ".join(t.text for t in quotation.speaker)
    return Statement(
        id=str(number),
        document=DocumentRef(document.id, document.key, document.url, document.title, document.outlet, document.published, document.basis, document.language),
        sentence=0,
        kind="direct",
        speaker=Party(speaker, None),
        source_kind="unnamed",
        cue=None,
        stance="neutral",
        content=Said(span.of(document.text), (span,)),
        addressee=None,
        inside=None,
        time=None,
    )


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}".replace("0.", ".", 1)


def _rate(rate: Rate) -> str:
    return f"{_share(rate.value)} [{_share(rate.low)}-{_share(rate.high)}]"


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description="sayso's statements beside textacy's direct quotations, on tests/gold/reports.jsonl")
    options.add_argument("--half", choices=HALVES, default="all", help="which of the labelled reports (default: all)")
    half = options.parse_args().half
    if importlib.util.find_spec("textacy") is None:
        sys.exit(MISSING)
    texts = labelled(half)
    documents = [t.document for t in texts]
    ontology = load()
    parser = Parser(ontology.folder)
    sayso = Sayso(Coder(ontology, parser))
    model = parser.describe()  # loads it, with the faster matrix library, which the pipeline loaded next then has too
    given = outcomes((sayso, Textacy(parser.packaged())), documents)
    sentences = sum(sayso.sentences.values())
    print(f"{len(texts)} reports ({half}), {sentences:,} sentences, {model}; speed: medians of {ROUNDS} rounds, CPU seconds of one process\n")
    print("\n".join(table([(o.name, figures(o, texts, sentences)) for o in given])))


if __name__ == "__main__":
    main()
