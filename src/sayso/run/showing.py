"""All there is to show of an event: its claims, what is said about it, corrections, and the words behind each side of a dispute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.errors import StoreError
from sayso.model.claim import Claim
from sayso.model.event import Correction, Dispute, Event, Version
from sayso.model.text import Document, Sentence, Span
from sayso.resolve.told import left_out
from sayso.run.amended import amendments_of
from sayso.store import Reader


@dataclass(frozen=True, slots=True)
class Shown:
    """An event with its claims by id, the acts of speech about it, what it is about where it is one itself, and corrections of it and its claims."""

    event: Event
    claims: Mapping[str, Claim]
    speech: tuple[Event, ...]
    about: tuple[Event, ...]
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence behind a version, and the report it stands in."""

    text: str
    document: str
    outlet: str | None
    published: str | None


def shown(reader: Reader, name: str) -> Shown:
    """The event of this id, its beginning, or the id of one of its claims. Raises StoreError where there is none, saying why, or several."""
    event = reader.event(name)
    if event is None:
        raise _missing(reader, name)
    ids = [m.claim for m in event.members]
    targets = {event.id, *ids}
    speech = {e.id: e for e in reader.events_about(ids) if e.id != event.id}
    return Shown(
        event=event,
        claims=reader.claims(ids),
        speech=tuple(sorted(speech.values(), key=lambda e: (e.first or "9999", e.id))),
        about=tuple(e for e in reader.events_of(event.about) if e.id != event.id),
        corrections=tuple(c for c in reader.corrections() if c.target in targets or not targets.isdisjoint(c.claims)),
    )


def _missing(reader: Reader, name: str) -> StoreError:
    claim = reader.find_claim(name)
    if claim is None:
        return StoreError(f'no event has an id that begins with "{name}"', "list them with: sayso events")
    out = claim.id in amendments_of(reader).rejected
    why = "a person rejected it" if out else left_out(claim) or "nobody says that what it speaks of happened"
    return StoreError(
        f"claim {claim.id} is of no event: {why}",
        f"take that back with: sayso correct {claim.id} accept" if out else f"look at it with: sayso explain {claim.id}",
    )


def quotes(reader: Reader, event: Event, dispute: Dispute) -> tuple[Quote | None, ...]:
    """For each version of a dispute the sentence of a claim or a figure behind it; None where its report is gone."""
    return quotes_of(reader, [(event, dispute)])[0]


def quotes_of(reader: Reader, found: Iterable[tuple[Event, Dispute]]) -> tuple[tuple[Quote | None, ...], ...]:
    """The same for many disputes, read at once."""
    pairs = tuple(found)
    claims = reader.claims({i for _, d in pairs for v in d.versions for i in v.claims})
    documents = reader.documents({c.document for _, d in pairs for v in d.versions for c in v.counts})
    split = reader.sentences(documents)
    sentences = {name: split.get(name, ()) for name in documents}
    denied = [{m.claim for m in e.members if m.says == "denied"} for e, _ in pairs]
    return tuple(tuple(_quote(v, claims, documents, sentences, no) for v in d.versions) for (_, d), no in zip(pairs, denied, strict=True))


def _quote(
    version: Version, claims: Mapping[str, Claim], documents: Mapping[str, Document], sentences: Mapping[str, Sequence[Sentence]], denied: set[str]
) -> Quote | None:
    for count in version.counts:
        document = documents.get(count.document)
        if document is not None:
            return Quote(_around(count.span, document, sentences[document.id]), document.id, document.outlet, document.published)
    found = [claims[i] for i in version.claims if i in claims]
    if not found:
        return None
    body = [c for c in found if c.zone == "body"] or found
    chosen = min(body, key=lambda c: c.id not in denied)  # of a source that denies, the denial
    return Quote(chosen.text, chosen.document.id, chosen.document.outlet, chosen.document.published)


def _around(span: Span, document: Document, sentences: Sequence[Sentence]) -> str:
    """The sentence a span stands in."""
    return next((s.span for s in sentences if s.span.overlaps(span)), span).of(document.text)
