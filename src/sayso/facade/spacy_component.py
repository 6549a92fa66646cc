"""The spaCy component: `nlp.add_pipe("sayso")` gives every doc its claims and statements, whatever else is in the pipeline.

spaCy finds it by the entry point group `spacy_factories` and imports this file with every pipeline, also one without it: what codes is loaded with
the first doc.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from sayso.errors import SettingsError
from sayso.model.claim import Claim
from sayso.model.plain import from_plain, to_plain
from sayso.model.statement import Statement

NAME = "sayso"
CLAIMS, STATEMENTS = "sayso.claims", "sayso.statements"
"""Where a doc carries them: as plain lists, so that it can be stored and sent to other processes."""


@dataclass(frozen=True, slots=True)
class Component:
    """Codes the text of each doc with sayso's own parser; the doc's tokens and tags are neither used nor changed.

    `published` (ISO date) and `outlet` hold for every doc. It sets `doc._.claims` (sayso.model.claim.Claim), `doc._.statements`
    (sayso.model.statement.Statement) and `doc.spans["sayso"]`: the tokens of each claim's trigger, with its event type as label and its id as span id.
    Offsets in claims and statements are characters of `doc.text`. A doc without text has none.
    """

    published: str | None
    outlet: str | None

    def __call__(self, doc: Doc) -> Doc:
        """The doc with its claims. Raises InputError for text that holds NUL characters, StageError where a stage fails on it."""
        claims, statements = self._read(doc.text)
        doc.user_data[CLAIMS], doc.user_data[STATEMENTS] = to_plain(claims), to_plain(statements)
        found = (doc.char_span(*c.trigger.span, label=c.event, alignment_mode="expand", span_id=c.id) for c in claims)
        doc.spans[NAME] = [span for span in found if span is not None]
        return doc

    def _read(self, text: str) -> tuple[tuple[Claim, ...], tuple[Statement, ...]]:
        from sayso.facade.making import coder_of
        from sayso.readers import read_text

        if not text.strip():
            return (), ()
        coding = coder_of(None, None).code(read_text(text, published=self.published, outlet=self.outlet))
        return coding.claims, coding.statements


def make(nlp: Language, name: str, published: str | None, outlet: str | None) -> Component:
    """The component for a pipeline. Raises SettingsError for a `published` that is no date, and where something else already defines `doc._.claims`."""
    from sayso.readers import ReadOptions

    for attribute, getter in (("claims", claims_of), ("statements", statements_of)):
        if Doc.has_extension(attribute) and Doc.get_extension(attribute)[2] is not getter:
            raise SettingsError(f"another component defines doc._.{attribute}", "remove it before adding sayso, or use sayso.read(doc.text)")
        Doc.set_extension(attribute, getter=getter, force=True)
    options = ReadOptions(published=published, outlet=outlet)
    return Component(options.published, options.outlet)


def claims_of(doc: Doc) -> tuple[Claim, ...]:
    """The claims a doc carries."""
    return tuple(from_plain(Claim, c) for c in doc.user_data.get(CLAIMS, ()))


def statements_of(doc: Doc) -> tuple[Statement, ...]:
    """The statements a doc carries."""
    return tuple(from_plain(Statement, s) for s in doc.user_data.get(STATEMENTS, ()))


Language.factory(NAME, default_config={"published": None, "outlet": None}, assigns=["doc._.claims", "doc._.statements", "doc.spans"], func=make)
