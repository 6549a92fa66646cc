"""Label Studio: a task a report, with our claims as predictions to be corrected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from sayso.model.claim import Claim
from sayso.model.event import Event
from sayso.model.export import Export
from sayso.model.statement import Party
from sayso.model.text import Document, Span
from sayso.writers.cells import clean
from sayso.writers.columns import Column
from sayso.writers.files import File, json_list, text_file
from sayso.writers.formats import Format, Sheet

ACTOR, RECIPIENT = "actor", "recipient"
STATUSES = ("actual", "ongoing", "future", "conditional", "hypothetical", "negated", "foiled", "habitual", "historical")


def _region(number: str, span: Span, label: str, document: Document) -> dict[str, Any]:
    words = clean(span.of(document.text), lines=True)
    value = {"start": span.start, "end": span.end, "text": words, "labels": [label]}
    return {"id": number, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def _status(number: str, claim: Claim) -> dict[str, Any]:
    value = {"start": claim.trigger.span.start, "end": claim.trigger.span.end, "choices": [claim.status]}
    return {"id": number, "from_name": "status", "to_name": "text", "type": "choices", "value": value}


def _sides(claim: Claim) -> Iterator[tuple[str, Party]]:
    yield from ((ACTOR, p) for p in claim.actors)
    yield from ((RECIPIENT, p) for p in claim.recipients)


def _regions(claim: Claim, document: Document) -> Iterator[dict[str, Any]]:
    yield _region(claim.id, claim.trigger.span, claim.event, document)
    yield _status(claim.id, claim)
    for place, (side, party) in enumerate(_sides(claim)):
        if party.span is None:
            continue
        number = f"{claim.id}-{place}"
        yield _region(number, party.span, side, document)
        yield {"from_id": claim.id, "to_id": number, "type": "relation", "direction": "right", "labels": [side]}


def _task(export: Export, document: Document, claims: Sequence[Claim]) -> dict[str, Any]:
    data = {
        "text": document.text,
        "document": document.id,
        "outlet": document.outlet,
        "published": document.published,
        "title": document.title,
        "url": document.url,
    }
    prediction: dict[str, Any] = {"model_version": export.made, "result": [region for c in claims for region in _regions(c, document)]}
    sure = [c.confidence for c in claims if c.confidence is not None]
    if sure:
        prediction["score"] = round(sum(sure) / len(sure), 4)
    return {"data": data, "predictions": [prediction]}


def _tasks(export: Export) -> Iterator[dict[str, Any]]:
    by_document: dict[str, list[Claim]] = {}
    for claim in export.claims.values():
        by_document.setdefault(claim.document.id, []).append(claim)
    for document in sorted(export.documents.values(), key=lambda d: (d.published or "", d.id)):
        if document.text:
            yield _task(export, document, sorted(by_document.get(document.id, []), key=lambda c: (c.trigger.span, c.id)))


def _config(export: Export) -> Iterator[str]:
    """The labelling interface: a label for each type that occurs, both sides, and the status of a claim."""
    labels = [*sorted({c.event for c in export.claims.values()}), ACTOR, RECIPIENT]
    yield '<View>\n  <Labels name="label" toName="text">\n'
    yield from (f"    <Label value={quoteattr(label)}/>\n" for label in labels)
    yield "  </Labels>\n  <Relations>\n"
    yield from (f"    <Relation value={quoteattr(side)}/>\n" for side in (ACTOR, RECIPIENT))
    yield '  </Relations>\n  <Choices name="status" toName="text" perRegion="true">\n'
    yield from (f"    <Choice value={quoteattr(status)}/>\n" for status in STATUSES)
    yield '  </Choices>\n  <Text name="text" value="$text" granularity="word"/>\n</View>\n'


def _make(export: Export, events: Sequence[Event]) -> Iterator[File]:
    yield text_file("tasks.json", json_list(_tasks(export), lines=True))
    yield text_file("label_config.xml", _config(export))


def _documented(name: str, puts: str) -> Column[Any]:
    return Column(name, puts, lambda _: None)


FIELDS = (
    _documented("data.text", "the whole report; line ends other than line feeds and control characters are blanks, so that offsets hold"),
    _documented("data.document, outlet, published, title, url", "where it comes from"),
    _documented("predictions[].model_version", "version of sayso and hash of its ontology"),
    _documented("predictions[].score", "mean probability of the claims; missing until they are calibrated"),
    _documented("result[] labels", "the words that tell of an act, labelled with its type; parties, labelled actor or recipient"),
    _documented("result[] choices", "status of the claim (future, negated …)"),
    _documented("result[] relation", "from an act to each of its parties, labelled actor or recipient"),
)
FORMAT = Format(
    "labelstudio",
    "reports with our claims as predictions, for correction in Label Studio, JSON",
    (Sheet("tasks.json", "a task for each report whose text is at hand", FIELDS),),
    (),
    (
        "All claims are in, also those denied, foreseen or conditional: this is for correcting claims, not for counting events.",
        "Offsets count Unicode characters, end excluded, as Label Studio's own exports do; some of its versions show them shifted behind emoji.",
        "Import label_config.xml as the labelling interface first. The texts are the outlets': check your rights before you pass them on.",
    ),
    _make,
    all_claims=True,
)
