"""One document's way from text to claims: the stages in order, and what each needs and gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from sayso.errors import StageError
from sayso.model.coding import Coding
from sayso.model.release import release
from sayso.model.text import Document, Skip, Span
from sayso.ontology.load import Ontology
from sayso.parser import Parser
from sayso.stages.actors import actors
from sayso.stages.assemble import assemble
from sayso.stages.attribution import attribution
from sayso.stages.clean import clean, printed
from sayso.stages.compose import compose
from sayso.stages.enough import enough
from sayso.stages.everyday import everyday
from sayso.stages.factuality import factuality
from sayso.stages.figures import figures
from sayso.stages.frames import frames
from sayso.stages.future import future
from sayso.stages.headlines import headlines
from sayso.stages.homes import homes
from sayso.stages.matter import Sieve, matter
from sayso.stages.parse import Parses, parse, pieces, planted
from sayso.stages.places import places
from sayso.stages.provenance import provenance
from sayso.stages.quotes import quotes
from sayso.stages.roles import roles
from sayso.stages.sentences import sentences
from sayso.stages.statements import statements
from sayso.stages.times import times
from sayso.stages.zones import zones

Run = Callable[[Coding], Coding]
TOGETHER = 48_000
"""Characters of documents whose sentences are parsed in one go: twice the parser's own batch, since about half of them are not parsed at all."""
FAULTS = (ArithmeticError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, RecursionError, StopIteration)
"""What a stage that meets something it was not made for may raise."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A step: its name, the fields of Coding it reads and the ones it fills."""

    name: str
    needs: frozenset[str]
    gives: frozenset[str]
    run: Run


def pipeline(ontology: Ontology, parser: Parses, coder: str, thorough: bool = False) -> tuple[Stage, ...]:
    """The stages in order, `matter` only where not every sentence is parsed. Raises ValueError where one needs what none before it gives."""
    sieve = Sieve(ontology, parser.lemma)
    table: tuple[tuple[str, str, str, Run], ...] = (
        ("clean", "document", "document", clean),
        ("zones", "document", "blocks", lambda c: zones(c, ontology.text)),
        ("provenance", "blocks", "document", lambda c: provenance(c, ontology)),
        ("sentences", "blocks", "sentences", lambda c: sentences(c, ontology.text)),
        ("quotes", "blocks", "quotes", quotes),
        ("matter", "sentences", "skipped", lambda c: c if thorough else matter(c, sieve)),
        ("enough", "sentences", "skipped", enough),
        ("parse", "sentences", "trees", lambda c: parse(c, ontology, parser)),
        ("headlines", "trees", "trees", lambda c: headlines(c, ontology, parser)),
        ("actors", "trees document", "names mentions", lambda c: actors(c, ontology)),
        ("times", "trees document", "times", lambda c: times(c, ontology)),
        ("places", "trees names mentions times document", "places", lambda c: places(c, ontology)),
        ("homes", "mentions places", "mentions", lambda c: homes(c, ontology)),
        ("figures", "trees mentions times", "figures", lambda c: figures(c, ontology)),
        ("statements", "trees mentions quotes", "reported", lambda c: statements(c, ontology)),
        ("frames", "trees mentions times", "drafts", lambda c: frames(c, ontology)),
        ("everyday", "drafts mentions figures", "drafts", lambda c: everyday(c, ontology)),
        ("compose", "drafts", "drafts", lambda c: compose(c, ontology)),
        ("factuality", "drafts reported", "drafts", lambda c: factuality(c, ontology)),
        ("roles", "drafts reported mentions", "drafts reported", lambda c: roles(c, ontology)),
        ("future", "drafts reported", "drafts", lambda c: future(c, ontology)),
        ("attribution", "drafts reported", "drafts", lambda c: attribution(c, ontology)),
        ("assemble", "drafts reported times places figures", "claims statements", lambda c: assemble(c, ontology, coder)),
        ("printed", "claims statements", "document claims statements", printed),
    )
    stages = tuple(Stage(name, frozenset(needs.split()), frozenset(gives.split()), run) for name, needs, gives, run in table)
    known = {"document"}
    for stage in stages:
        if not stage.needs <= known:
            raise ValueError(f"stage {stage.name} needs {', '.join(sorted(stage.needs - known))}, which no stage before it gives")
        known |= stage.gives
    return stages


class Coder:
    """Codes documents with one ontology and one parser; safe to reuse, it keeps nothing of a document. `thorough` parses every sentence, also
    those that cannot matter (see the stage `matter`)."""

    def __init__(self, ontology: Ontology, parser: Parses | None = None, thorough: bool = False) -> None:
        self.ontology = ontology
        self.name = f"sayso {release()}"
        self.parser = parser or Parser(ontology.folder)
        self.stages = pipeline(ontology, self.parser, self.name, thorough)

    def code(self, document: Document) -> Coding:
        """All that can be read from a document. A document in another language gets a skip and nothing else.

        Raises StageError when a stage fails on it.
        """
        (found,) = self.code_all((document,))
        if isinstance(found, StageError):
            raise found
        return found

    def code_all(self, documents: Iterable[Document]) -> Iterator[Coding | StageError]:
        """What `code` gives of each document, in order, to the byte. Sentences of several documents are parsed together, which costs less
        where they are short; so it reads ahead, up to TOGETHER characters. A document on which a stage fails gives its StageError, and costs
        the others nothing.
        """
        at = [stage.name for stage in self.stages].index("parse")
        before, grow, after = self.stages[:at], self.stages[at], self.stages[at + 1 :]
        for some in _portions(documents):
            begun = [_run(before, Coding(d)) if _is_english(d) else _foreign(d) for d in some]
            for coding in self._parsed(begun, grow):
                yield _finished(_run(after, coding)) if _is_open(coding) else coding

    def _parsed(self, begun: Sequence[Coding | StageError], grow: Stage) -> list[Coding | StageError]:
        """All their trees at once; where that fails, document by document, so that one costs no other its trees."""
        growing = [c for c in begun if isinstance(c, Coding) and _is_open(c)]
        try:
            wanted = [pieces(c, self.ontology) for c in growing]
            trees = self.parser.trees(chain.from_iterable(wanted))
            grown = iter([planted(c, w, islice(trees, len(w))) for c, w in zip(growing, wanted, strict=True)])
        except FAULTS:
            return [_run((grow,), c) if _is_open(c) else c for c in begun]
        return [next(grown) if _is_open(c) else c for c in begun]

    def mentions(self, document: Document) -> Coding:
        """Only the parties a text names: the stages up to and with `actors`."""
        coding = Coding(document)
        for stage in self.stages:
            coding = stage.run(coding) if stage.name != "matter" else coding
            if stage.name == "actors":
                break
        return printed(coding)


def _portions(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents in turn, of TOGETHER characters at most, or one that is longer."""
    some: list[Document] = []
    letters = 0
    for document in documents:
        if some and letters + len(document.text) > TOGETHER:
            yield some
            some, letters = [], 0
        some.append(document)
        letters += len(document.text)
    if some:
        yield some


def _run(stages: Iterable[Stage], coding: Coding | StageError) -> Coding | StageError:
    """A coding behind some stages, or the error of the first that fails on it."""
    for stage in stages:
        if isinstance(coding, StageError):
            break
        try:
            coding = stage.run(coding)
        except FAULTS as error:
            failed = StageError(stage.name, coding.document.id, f"{type(error).__name__}: {error}")
            failed.__cause__ = error
            coding = failed
    return coding


def _is_english(document: Document) -> bool:
    return document.language in (None, "en")


def _is_open(coding: Coding | StageError) -> bool:
    """Whether there is more to be done on it: it is no error, and in English."""
    return isinstance(coding, Coding) and _is_english(coding.document)


def _foreign(document: Document) -> Coding:
    """The coding of a document in another language."""
    reason = f"language {document.language}: only English is coded"
    return Coding(document, skipped=(Skip("document", reason, document.text[:80], Span(0, min(80, len(document.text)))),))


def _finished(coding: Coding | StageError) -> Coding | StageError:
    return replace(coding, skipped=(*coding.skipped, *_uncoded(coding))) if isinstance(coding, Coding) else coding


def _uncoded(coding: Coding) -> tuple[Skip, ...]:
    """Sentences without a claim that were parsed, and why: no trigger at all, or triggers that gave nothing."""
    told = {s.sentence for s in coding.skipped if s.what == "sentence"}
    coded = {c.sentence for c in coding.claims} | {e.sentence for c in coding.claims for e in c.also}
    triggered = {s.sentence for s in coding.skipped if s.what == "trigger"}
    return tuple(
        Skip("sentence", "its triggers are fenced off" if s.index in triggered else "no words of an act", s.span.of(coding.document.text), s.span, s.index)
        for s in coding.sentences
        if s.index not in coded and s.index not in told
    )
