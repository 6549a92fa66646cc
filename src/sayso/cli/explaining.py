"""`explain`: the words, rules, composition and cues behind each claim, and what was passed over beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from sayso.cli.coding import codings_of
from sayso.cli.setup import How, coder_for, report_failures
from sayso.cli.tables import heading, wrapped
from sayso.errors import SettingsError
from sayso.model.claim import Claim
from sayso.model.coding import Coding
from sayso.model.statement import Link, Party
from sayso.model.text import Document, Span
from sayso.run.settings import find_settings, store_path
from sayso.store import open_reader
from sayso.writers.sentence import claim_line, count


def run_explain(file: str, claim: str | None, published: str | None, outlet: str | None, store: str | None, settings: str | None) -> int:
    """Explain the claims of a file whose id begins with `claim`, or a claim of the store; the exit code. Raises SettingsError where there is none."""
    if claim is None and (stored := _stored(file, store, settings)) is not None:
        coding = coder_for(settings).code(stored.document)
        chosen = [c for c in coding.claims if c.id == stored.claim]
        if not chosen:
            raise SettingsError(
                f"claim {stored.claim} is of another version: the report, coded now, has no such claim", "add the report again, then: sayso events"
            )
        _explain(coding, chosen)
        return 0
    codings, failed, _ = codings_of([file], How(published, outlet, settings, workers=0))
    shown = 0
    for coding in codings:
        chosen = [c for c in coding.claims if claim is None or c.id.startswith(claim)]
        _explain(coding, chosen)
        shown += len(chosen)
    if claim is not None and not shown and not failed:
        raise SettingsError(f"no claim of {file} has an id that begins with {claim!r}", "list them with: sayso code FILE")
    return report_failures(failed)


@dataclass(frozen=True, slots=True)
class _Stored:
    document: Document
    claim: str


def _stored(words: str, store: str | None, settings: str | None) -> _Stored | None:
    """The claim of the store that words can mean which name no file, and its report; None where there is none."""
    path = store_path(store, find_settings(settings))
    if not re.fullmatch("[0-9a-f]{4,16}", words) or Path(words).exists() or (store is None and not path.exists()):
        return None
    with open_reader(path) as reader:
        claim = reader.find_claim(words)
        document = reader.document(claim.document.id) if claim else None
    return _Stored(document, claim.id) if claim and document else None


def _explain(coding: Coding, chosen: Sequence[Claim]) -> None:
    if chosen:
        heading(coding)
    for n, c in enumerate(chosen):
        last = n + 1 == len(chosen) or chosen[n + 1].sentence != c.sentence
        for line in [*explanation(coding, c), *(passed_over(coding, c.sentence) if last else ())]:
            typer.echo(line)
        typer.echo("")


def explanation(coding: Coding, c: Claim) -> Iterator[str]:
    """A claim, value by value, with the words behind each."""
    yield from wrapped(f"{c.id}  {claim_line(c)}", 0, 4, 6)
    yield from _row("sentence", f"{c.sentence} ({c.zone}): {' '.join(c.text.split())}", 12)
    yield from _row("trigger", _words(c.trigger.text, c.trigger.span))
    for name, parties in (("actor", c.actors), ("recipient", c.recipients)):
        for p in parties:
            yield from _row(name, _party(coding, p))
    facts = f"source {c.factuality.source}, author {c.factuality.author}{f'; {c.basis}' if c.basis else ''}"
    yield from _row("status", f"{c.status}: polarity {c.polarity}, {c.realis}{', background' if c.background else ''}; {facts}")
    for cue in c.cues:
        yield from _row("cue", f"{_words(cue.text, cue.span)}: {cue.does}")
    if c.condition:
        yield from _row("if", _words(c.condition.text, c.condition.span))
    if c.content:
        about = " ".join((c.content.event or "an act not named", *c.content.modes))
        yield from _row("about", f"{about}, {c.content.status}{f', claim {c.content.claim}' if c.content.claim else ''}")
    for link in c.attribution:
        yield from _row("says", _link(link))
    if c.time:
        day = f"{c.time.edtf} ({c.time.basis}, precision {c.time.precision})" if c.time.edtf else f"not known: {c.time.reason}"
        yield from _row("time", f"{day} {_words(c.time.text, c.time.span)}")
    if c.place:
        words = _words(c.place.span.of(coding.document.text), c.place.span) if c.place.span else ""
        yield from _row("place", f"{c.place.name or 'none'} {', '.join(c.place.countries)} {words} {c.place.reason or ''}")
    for f in c.figures:
        whom = " ".join(filter(None, (f.whom, f.country, f.scope if f.scope != "incident" else "", f"on the word of {f.by}" if f.by else "")))
        yield from _row("figure", f"{f.kind} {count(f.low, f.best, f.high)} {whom} {_words(f.span.of(coding.document.text), f.span)}")
    for why in c.why:
        yield from _row("rule", f"{why.rule} {_words(why.span.of(coding.document.text), why.span) if why.span else ''} {why.note}")


def passed_over(coding: Coding, sentence: int) -> Iterator[str]:
    """What was tried in a sentence and did not fit, and why; once for all its claims."""
    for s in coding.skipped:
        if s.sentence == sentence and s.what == "trigger":
            yield from _row("passed over", f"{_words(s.text, s.span)}: {s.reason}")


def _row(name: str, text: str, lines: int = 6) -> list[str]:
    return wrapped(f"{name:>12}  {' '.join(text.split())}", 0, 14, lines)


def _words(text: str | None, span: Span | None) -> str:
    return f"“{' '.join((text or '').split())}” [{span.start}:{span.end}]" if span is not None else ""


def _party(coding: Coding, p: Party) -> str:
    known = next((m.rule for m in coding.mentions if m.party.span == p.span), "from the words around it")
    role = f", {p.role}" if p.role else ""
    return f"{_words(p.text, p.span)} {p.name or 'no known name'}, {p.country or 'country unknown'} {'+'.join(p.sectors)}{role}; {known}"


def _link(link: Link) -> str:
    who = (link.speaker.name or link.speaker.text) if link.speaker else "nobody named"
    cue = f", {_words(link.cue.text, link.cue.span)}" if link.cue else ", the outlet"
    return f"{who} ({link.source_kind}{cue}, {link.stance})"
