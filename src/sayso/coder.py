"""One document's way from text to claims: the stages in order, and what each needs and gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sayso.errors import SaysoError, StageError
from sayso.model.coding import Coding
from sayso.model.release import release
from sayso.model.text import Document, Skip, Span
from sayso.ontology.load import Ontology
from sayso.parser import Parser
from sayso.stages.actors import actors
from sayso.stages.assemble import assemble
from sayso.stages.attribution import attribution
from sayso.stages.compose import compose
from sayso.stages.everyday import everyday
from sayso.stages.factuality import factuality
from sayso.stages.figures import figures
from sayso.stages.frames import frames
from sayso.stages.future import future
from sayso.stages.headlines import headlines
from sayso.stages.homes import homes
from sayso.stages.parse import Parses, parse
from sayso.stages.places import places
from sayso.stages.provenance import provenance
from sayso.stages.quotes import quotes
from sayso.stages.roles import roles
from sayso.stages.sentences import sentences
from sayso.stages.statements import statements
from sayso.stages.times import times
from sayso.stages.zones import zones

Run = Callable[[Coding], Coding]


@dataclass(frozen=True, slots=True)
class Stage:
    """A step: its name, the fields of Coding it reads and the ones it fills."""

    name: str
    needs: frozenset[str]
    gives: frozenset[str]
    run: Run


def pipeline(ontology: Ontology, parser: Parses, coder: str) -> tuple[Stage, ...]:
    """The stages in order. Raises ValueError where one needs what none before it gives."""
    table: tuple[tuple[str, str, str, Run], ...] = (
        ("zones", "document", "blocks", lambda c: zones(c, ontology.text)),
        ("provenance", "blocks", "document", lambda c: provenance(c, ontology)),
        ("sentences", "blocks", "sentences", lambda c: sentences(c, ontology.text)),
        ("quotes", "blocks", "quotes", quotes),
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
    )
    stages = tuple(Stage(name, frozenset(needs.split()), frozenset(gives.split()), run) for name, needs, gives, run in table)
    known = {"document"}
    for stage in stages:
        if not stage.needs <= known:
            raise ValueError(f"stage {stage.name} needs {', '.join(sorted(stage.needs - known))}, which no stage before it gives")
        known |= stage.gives
    return stages


class Coder:
    """Codes documents with one ontology and one parser; safe to reuse, it keeps nothing of a document."""

    def __init__(self, ontology: Ontology, parser: Parses | None = None) -> None:
        self.ontology = ontology
        self.name = f"sayso {release()}"
        self.stages = pipeline(ontology, parser or Parser(ontology.folder), self.name)

    def code(self, document: Document) -> Coding:
        """All that can be read from a document. A document in another language gets a skip and nothing else.

        Raises StageError when a stage fails on it.
        """
        coding = Coding(document)
        if document.language not in (None, "en"):
            reason = f"language {document.language}: only English is coded"
            return replace(coding, skipped=(Skip("document", reason, document.text[:80], Span(0, min(80, len(document.text)))),))
        for stage in self.stages:
            try:
                coding = stage.run(coding)
            except SaysoError:
                raise
            except (ArithmeticError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, RecursionError, StopIteration) as error:
                raise StageError(stage.name, document.id, f"{type(error).__name__}: {error}") from error
        return replace(coding, skipped=(*coding.skipped, *_uncoded(coding)))

    def mentions(self, document: Document) -> Coding:
        """Only the parties a text names: the stages up to and with `actors`."""
        coding = Coding(document)
        for stage in self.stages:
            coding = stage.run(coding)
            if stage.name == "actors":
                break
        return coding


def _uncoded(coding: Coding) -> tuple[Skip, ...]:
    """Sentences without a claim, and why: no trigger at all, or triggers that gave nothing."""
    coded = {c.sentence for c in coding.claims} | {e.sentence for c in coding.claims for e in c.also}
    triggered = {s.sentence for s in coding.skipped if s.what == "trigger"}
    return tuple(
        Skip("sentence", "its triggers are fenced off" if s.index in triggered else "no words of an act", s.span.of(coding.document.text), s.span, s.index)
        for s in coding.sentences
        if s.index not in coded
    )
