"""Reading and coding a case, and what of its ending is not as it must be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from hostile.case import PUBLISHED, STORY, Case, Ends
from sayso.coder import Coder
from sayso.model.coding import Coding
from sayso.model.readable import seen
from sayso.model.text import Document, Span
from sayso.readers import Quarantined, ReadOptions, read, read_text
from sayso.run.engine import Limits

OPTIONS = ReadOptions()
MOST = Limits().document_characters


def write(case: Case, pack: Path) -> Path:
    """Makes the case in its own folder of the pack; its source."""
    folder = pack / case.name
    folder.mkdir(parents=True)
    case.make(folder)
    return folder / case.file if case.file else folder


def wrong(case: Case, source: Path, coder: Coder) -> Iterator[str]:
    """What is not as it must be, in words; nothing where all is well."""
    found = list(read(str(source), OPTIONS))
    documents = [f for f in found if isinstance(f, Document)]
    refused = [f for f in found if isinstance(f, Quarantined)]
    refused += [Quarantined(d.key, f"longer than {MOST:,} characters", "") for d in documents if len(d.text) > MOST]
    documents = [d for d in documents if len(d.text) <= MOST]
    codings = [replace(_coded(coder, replace(d, id="", key="", url=None, title=None, flags=())), document=d) for d in documents]
    yield from _counts(case.ends, documents, refused)
    yield from _words(case.ends, documents, refused)
    claims = sum(len(c.claims) for c in codings)
    if case.ends.coded is not None and case.ends.coded != bool(claims):
        yield f"{claims} claims"
    for coding in codings:
        yield from _spans(coding)
        if case.ends.same and facts(coding.claims) != _story(coder):
            yield f"other claims than of the clean story: {[(c.event, c.trigger.text) for c in coding.claims]}"


@lru_cache(maxsize=500)
def _coded(coder: Coder, document: Document) -> Coding:
    """Many cases hold the same report."""
    return coder.code(document)


def _counts(ends: Ends, documents: list[Document], refused: list[Quarantined]) -> Iterator[str]:
    if ends.documents is not None and len(documents) != ends.documents:
        yield f"{len(documents)} documents, not {ends.documents}; quarantined: {[q.reason for q in refused[:3]]}"
    if ends.refused is not None and len(refused) != ends.refused:
        yield f"{len(refused)} quarantined, not {ends.refused}: {[(q.where[-40:], q.reason) for q in refused[:3]]}"


def _words(ends: Ends, documents: list[Document], refused: list[Quarantined]) -> Iterator[str]:
    for flag in ends.flags:
        if not any(flag in f for d in documents for f in d.flags):
            yield f"no flag says {flag!r}: {[d.flags for d in documents[:3]]}"
    for reason in ends.reasons:
        if not any(reason in f"{q.where}: {q.reason}" for q in refused):
            yield f"no quarantine says {reason!r}: {[q.reason for q in refused[:3]]}"
    for words in ends.without:
        if any(words in (text or "") for d in documents for text in (d.text, d.title, d.outlet, d.url)):
            yield f"{words!r} stands in a document"
    for d in documents:
        if ends.language is not None and d.language != ends.language:
            yield f"language {d.language}, not {ends.language}"
        if ends.published is not None and d.published != ends.published:
            yield f"published {d.published}, not {ends.published}"
        if ends.dated is not None and (d.published is not None) != ends.dated:
            yield f"published {d.published}"


def _spans(coding: Coding) -> Iterator[str]:
    """Words that do not stand where they are said to stand."""
    text = coding.document.text
    for words, span in _quoted((coding.claims, coding.statements)):
        if span.of(text) != words:
            yield f"{words[:40]!r} does not stand at {span}"
            return


def _quoted(value: Any) -> Iterator[tuple[str, Span]]:
    if isinstance(value, tuple) and not isinstance(value, Span):
        for v in value:
            yield from _quoted(v)
    elif is_dataclass(value) and not isinstance(value, type):
        text, span = getattr(value, "text", None), getattr(value, "span", None)
        if isinstance(text, str) and isinstance(span, Span):
            yield text, span
        for f in fields(value):
            yield from _quoted(getattr(value, f.name))


def facts(claims: tuple[Any, ...]) -> tuple[Any, ...]:
    """What claims say, without ids and places in the text, as a person sees it."""
    return tuple(
        (
            c.event,
            c.modes,
            seen(c.trigger.text),
            c.status,
            c.deed,
            c.alleged,
            tuple((seen(p.text), p.country) for p in c.actors),
            tuple((seen(p.text), p.country) for p in c.recipients),
            tuple((f.kind, f.low, f.high) for f in c.figures),
            tuple(link.speaker and seen(link.speaker.text) for link in c.attribution[:-1]),
        )
        for c in claims
    )


@cache
def _story(coder: Coder) -> tuple[Any, ...]:
    found = facts(coder.code(read_text(STORY, published=PUBLISHED)).claims)
    assert len(found) >= 4
    return found
