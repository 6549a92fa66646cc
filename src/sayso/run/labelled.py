"""Claims people decided on, as labelled data: what the text says, what the coder made of it, and what is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.model.claim import Claim
from sayso.model.text import Span
from sayso.run.verdicts import Judgement, Value, Verdict, corrections_of, verdicts
from sayso.store import Reader

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Label:
    """Words of a report and what the coder takes them for: trigger, actor, recipient, time, place, figure, cue, condition. Offsets are into the
    report, as in the record."""

    what: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Labelled:
    """One claim somebody decided on. `text` is its sentence, `span` where that stands in the report; `labels` are the words behind the coder's values,
    `claim` the coder's whole record. `verdict` is accepted, edited (right but for `values`), retyped (of another type) or rejected; `values` are
    the right values people gave, beside the coder's. `by`, `at` (ISO 8601) and `reason` are of the last word."""

    id: str
    document: str
    text: str
    span: Span
    labels: tuple[Label, ...]
    verdict: Judgement
    values: tuple[Value, ...]
    by: str
    at: str
    reason: str
    claim: Claim


def labelled(reader: Reader) -> Iterator[Labelled]:
    """The claims of a store that people decided on, by id, as corrections in the inbox have it too; without those a newer coder no longer finds.

    Raises StoreError.
    """
    decided = verdicts(corrections_of(reader))
    for start in range(0, len(decided), _PAGE):
        page = decided[start : start + _PAGE]
        claims = reader.claims([v.claim for v in page])
        texts = {i: d.text for i, d in reader.documents({c.document.id for c in claims.values()}).items()}
        yield from (_labelled(v, claims[v.claim], texts[claims[v.claim].document.id]) for v in page if v.claim in claims)


def _labelled(v: Verdict, c: Claim, text: str) -> Labelled:
    labels = tuple(Label(what, span.of(text), span) for what, span in _spans(c))
    return Labelled(c.id, c.document.id, c.text, c.span, labels, v.judgement, v.values, v.by, v.at, v.reason, c)


def _spans(c: Claim) -> Iterator[tuple[str, Span]]:
    of = (("time", c.time), ("place", c.place), ("condition", c.condition))
    single = [(what, thing.span) for what, thing in of if thing is not None]
    parties = [*(("actor", p.span) for p in c.actors), *(("recipient", p.span) for p in c.recipients)]
    counted = [*(("figure", f.span) for f in c.figures), *(("cue", cue.span) for cue in c.cues)]
    for what, span in (("trigger", c.trigger.span), *parties, *single, *counted):
        if span is not None:
            yield what, span
