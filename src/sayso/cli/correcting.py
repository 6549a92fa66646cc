"""`correct`, `merge` and `split`: a person's word on claims and events."""

from __future__ import annotations

from collections.abc import Mapping

import typer

from sayso.cli.setup import chosen_format, command_line, emit, existing, ontology_for, signed
from sayso.cli.tables import event_lines, wrapped
from sayso.model.event import Correction
from sayso.model.plain import to_plain
from sayso.ontology.actors import Outlet
from sayso.ontology.load import Ontology
from sayso.run.amended import ACCEPT, MERGE, REJECT, SPLIT, UNDO
from sayso.run.correcting import Corrected, Make, correcting, merging, put, splitting
from sayso.run.correction_values import codes_of
from sayso.run.outlets import outlets_for
from sayso.run.settings import find_settings, store_path
from sayso.run.wording import many
from sayso.writers.jsonl import line

EVENTFUL = (MERGE, SPLIT, REJECT, ACCEPT, UNDO)
"""Corrections that can change events."""


def run_correct(id: str, field: str, value: str | None, by: str | None, reason: str, format: str | None, store: str | None, settings: str | None) -> int:
    """Correct a claim or an event; the exit code."""
    kind, who = chosen_format(format, ("table", "jsonl")), signed(by, reason)
    ontology = _ontology(store, settings)
    return _put(correcting(id, field, value, who, ontology.types, codes_of(ontology)), kind, ontology, store, settings)


def run_merge(events: list[str], by: str | None, reason: str, format: str | None, store: str | None, settings: str | None) -> int:
    """Make events one; the exit code."""
    kind, who = chosen_format(format, ("table", "jsonl")), signed(by, reason)
    ontology = _ontology(store, settings)
    return _put(merging(events, who, ontology.resolving.speech), kind, ontology, store, settings)


def run_split(event: str, claims: list[str], by: str | None, reason: str, format: str | None, store: str | None, settings: str | None) -> int:
    """Take claims out of an event; the exit code."""
    kind, who = chosen_format(format, ("table", "jsonl")), signed(by, reason)
    return _put(splitting(event, claims, who), kind, _ontology(store, settings), store, settings)


def _ontology(store: str | None, settings: str | None) -> Ontology:
    """The data folder; but first whether there is a store to correct."""
    existing(store_path(store, find_settings(settings)))
    return ontology_for(settings)


def _put(make: Make, kind: str, ontology: Ontology, store: str | None, settings: str | None) -> int:
    found = find_settings(settings)
    outlets: Mapping[str, Outlet] = outlets_for(found, ontology)
    done = put(store_path(store, found), command_line(), make, ontology, outlets)
    if kind == "jsonl":
        emit([line(_record(done))])
        return 0
    for text in wrapped(_told(done), 0, 2, 4):
        typer.echo(text)
    if done.correction.field not in (MERGE, SPLIT, UNDO):
        typer.echo(f"  take it back with: sayso correct {done.correction.id} {UNDO}")
    if done.holder is None and done.correction.field in EVENTFUL:
        for event in done.after:
            for text in event_lines(event):
                typer.echo(text)
    return 0


def _record(done: Corrected) -> dict[str, object]:
    return {
        **to_plain(done.correction),
        "carried_out": done.holder is None,
        "before": [e.id for e in done.before],
        "after": [e.id for e in done.after],
    }


def _told(done: Corrected) -> str:
    if done.holder is not None:
        return f"noted: {_what(done.correction)}. The store is in use by {done.holder}, which carries it out with its next batch, or whoever writes next"
    return f"{_what(done.correction)}{_effect(done)}"


def _what(c: Correction) -> str:
    if c.field == MERGE:
        return f"merged {' and '.join((c.new or '').split())}"
    if c.field == SPLIT:
        return f"split {many(len(c.claims), 'claim')} off {c.target}"
    if c.field in (REJECT, ACCEPT):
        return f"{c.field}ed {many(len(c.claims), 'claim')} of {c.target}" if c.target not in c.claims else f"{c.field}ed claim {c.target}"
    if c.field == UNDO:
        return f"undid the correction {c.new} of {c.target}"
    return f"{c.field} of {c.target}: {c.old or 'none'} -> {c.new}"


def _effect(done: Corrected) -> str:
    if done.correction.field == UNDO and done.before == done.after:
        return "; events stay as they are"
    if done.correction.field not in EVENTFUL:
        return "; shown beside the coder's value, and exported with --to labelstudio; events stay as they are"
    if not done.before and not done.after:
        return "; it was of no event, so nothing changes"
    return f"; now {many(len(done.after), 'event')}{':' if done.after else ' left of it'}"
