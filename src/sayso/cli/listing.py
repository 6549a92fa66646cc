"""`events` and `disputes`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import typer

from sayso.cli.asking import Asked, some
from sayso.cli.setup import chosen_format, emit, ontology_for, reader_for
from sayso.cli.tables import event_lines, wrapped
from sayso.model.event import Dispute, Event
from sayso.model.plain import to_plain
from sayso.run.exporting import export_of
from sayso.run.outlets import outlets_for
from sayso.run.settings import find_settings
from sayso.run.showing import Quote, quotes
from sayso.run.wording import UNDATED, day, disagreement, many, said_by
from sayso.store import Reader
from sayso.writers.columns import csv_table
from sayso.writers.jsonl import jsonl_lines, line
from sayso.writers.tidy import EVENTS, EventRow


def run_events(asked: Asked, format: str | None, store: str | None, settings: str | None) -> int:
    """List events; the exit code."""
    kind = chosen_format(format, ("table", "jsonl", "csv"))
    filters = asked.filters(find_settings(settings))
    with reader_for(store, settings) as reader:
        found = reader.events(**filters)
        if kind == "jsonl":
            emit(jsonl_lines(some(found, asked.most(kind))[0] if asked.limit else found))
            return 0
        events, more = some(found, asked.most(kind))
        if kind == "csv":
            emit(_csv(reader, events, settings))
            return 0
        for text in (text for e in events for text in event_lines(e)):
            typer.echo(text)
        _end(reader, many(len(events), "event"), bool(events), more, any(day(e).startswith("~") for e in events))
    return 0


def run_disputes(asked: Asked, format: str | None, store: str | None, settings: str | None) -> int:
    """List disputes with the words of each side; the exit code."""
    kind = chosen_format(format, ("table", "jsonl"))
    filters = asked.filters(find_settings(settings))
    with reader_for(store, settings) as reader:
        found, more = some(reader.disputes(**filters), asked.most(kind))
        if kind == "jsonl":
            emit(line(dispute_record(reader, e, d)) for e, d in found)
            return 0
        before: str | None = None
        for event, dispute in found:
            if event.id != before:
                for text in event_lines(event):
                    typer.secho(text, bold=True)
            before = event.id
            for text in dispute_lines(dispute, quotes(reader, event, dispute)):
                typer.echo(text)
        _end(reader, many(len(found), "dispute"), bool(found), more, False)
    return 0


def dispute_lines(dispute: Dispute, words: Sequence[Quote | None]) -> Iterator[str]:
    """A dispute: its question and values, then each version with who gives it and the words of one of them."""
    yield from wrapped(disagreement(dispute), 2, 4)
    for version, quote in zip(dispute.versions, words, strict=True):
        yield from wrapped(f"{version.value}  {said_by(version)}", 4, 6, 2)
        if quote is not None:
            source = ", ".join(x for x in (quote.outlet or "outlet unknown", quote.published) if x)
            yield from wrapped(f"“{' '.join(quote.text.split())}” ({source})", 6, 6, 4)


def dispute_record(reader: Reader, event: Event, dispute: Dispute) -> dict[str, Any]:
    """A dispute's record; each version with its words."""
    versions = [{**to_plain(v), "words": to_plain(q)} for v, q in zip(dispute.versions, quotes(reader, event, dispute), strict=True)]
    return {**to_plain(dispute), "versions": versions, "summary": event.summary}


def _csv(reader: Reader, events: Sequence[Event], settings: str | None) -> Iterable[str]:
    """The tidy columns, in the order of the list; without line ends."""
    ontology = ontology_for(settings)
    made = export_of(reader, events, ontology, outlets_for(find_settings(settings), ontology))
    return (text.removesuffix("\n") for text in csv_table(EVENTS, (EventRow(made, e) for e in events)))


def _end(reader: Reader, shown: str, any_shown: bool, more: bool, undated: bool) -> None:
    """What was shown, and of how many; where nothing was, what there is."""
    days = sorted(reader.coverage())
    held = f"{many(reader.counts()['events'], 'event')} from reports of {days[0]} to {days[-1]}" if days else "no report with a date"
    if not any_shown:
        text = f"nothing to show; the store holds {held}"
    else:
        text = f"{shown}, newest first{'; there are more, see --limit' if more else ''}{f'; {UNDATED}' if undated else ''}"
    for words in wrapped(text, 0, 2):
        typer.echo(words)
