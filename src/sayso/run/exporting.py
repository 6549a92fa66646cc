"""Exports of a store."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from sayso.errors import SettingsError
from sayso.model.claim import Claim, Status
from sayso.model.event import Event
from sayso.model.export import Export
from sayso.model.plain import to_plain
from sayso.model.release import release
from sayso.ontology.actors import Outlet
from sayso.ontology.load import Ontology
from sayso.run.amended import amendments_of
from sayso.run.correcting import all_corrected
from sayso.run.outlets import names_of
from sayso.store import Reader
from sayso.writers import labelstudio
from sayso.writers.exports import EXPORTS, left_out, write
from sayso.writers.files import json_text, put, text_file

CORRECTIONS = "corrections.jsonl"
_DETAIL = re.compile(r"\s*\([^()]*\)")
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why events were left out, and how many."""

    reason: str
    events: int


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote: its files, how many events it was given, and how many it left out, by reason, the most frequent first."""

    name: str
    files: tuple[Path, ...]
    events: int
    left_out: tuple[Reason, ...]


def export(reader: Reader, name: str, folder: Path, ontology: Ontology, outlets: Mapping[str, Outlet]) -> Exported:
    """Writes a store in a format of EXPORTS into a folder, which is made if missing. Raises SettingsError, StoreError."""
    kind = EXPORTS.get(name)
    if kind is None:
        raise SettingsError(f"no export format {name!r}", f"use one of {', '.join(EXPORTS)}; see: sayso export --to list")
    events = tuple(sorted(reader.events(), key=_order))
    made = _every_claim(reader, events, ontology, outlets) if kind.all_claims else export_of(reader, events, ontology, outlets)
    files = write(name, made, folder)
    if kind is labelstudio.FORMAT:
        files = (*files, put(text_file(CORRECTIONS, _lines(reader)), folder))
    reasons = Counter(_short(row.reason) for row in ([] if kind.all_claims else left_out(name, made)))
    told = tuple(Reason(reason, n) for reason, n in sorted(reasons.items(), key=lambda r: (-r[1], r[0])))
    return Exported(name, files, len(events), told)


def export_of(reader: Reader, events: Iterable[Event], ontology: Ontology, outlets: Mapping[str, Outlet]) -> Export:
    """These events with their claims and reports, for a writer."""
    chosen = tuple(sorted(events, key=_order))
    return _export(reader, chosen, reader.claims({m.claim for e in chosen for m in e.members}), ontology, outlets, text=False)


def _every_claim(reader: Reader, events: tuple[Event, ...], ontology: Ontology, outlets: Mapping[str, Outlet]) -> Export:
    """All claims of all reports, as people have corrected them: without those rejected."""
    out = amendments_of(reader).rejected
    found = {c.id: c for document in reader.document_ids() for c in reader.claims_of(document) if c.id not in out}
    values = all_corrected(reader.corrections())
    return _export(reader, events, {i: _amended(c, values.get(i, {})) for i, c in found.items()}, ontology, outlets, text=True)


def _amended(claim: Claim, values: Mapping[str, str]) -> Claim:
    """The claim with the type and the status a person gave it."""
    if not values:
        return claim
    return replace(claim, event=values.get("event", claim.event), status=cast(Status, values.get("status", claim.status)))


def _export(reader: Reader, events: tuple[Event, ...], claims: Mapping[str, Claim], ontology: Ontology, outlets: Mapping[str, Outlet], *, text: bool) -> Export:
    documents = reader.documents({c.document.id for c in claims.values()}, text=text)
    return Export(
        events=events,
        claims=dict(claims),
        documents=documents,
        outlets=names_of({d.outlet for d in documents.values()}, outlets),
        codes=ontology.codes,
        rules=ontology.export_rules,
        made=f"sayso {release()}, ontology {ontology.version}",
    )


def _order(event: Event) -> tuple[str, str]:
    """By the day an event is listed under, then by id."""
    time = event.time
    return (time and (time.start or time.end)) or event.first or "9999", event.id


def _lines(reader: Reader) -> Iterator[str]:
    """All corrections, a line of JSON each, with where the claims they are about stand."""
    corrections = reader.corrections()
    claims = reader.claims({i for c in corrections for i in c.claims})
    for c in corrections:
        yield json_text({**to_plain(c), "claims": [_where(i, claims.get(i)) for i in c.claims]}) + "\n"


def _where(id: str, claim: Claim | None) -> dict[str, Any]:
    return {"claim": id, "document": claim.document.id if claim else None, "trigger": to_plain(claim.trigger) if claim else None}


def _short(reason: str) -> str:
    """A reason without what is particular to one event."""
    head, _, tail = _DETAIL.sub("", reason).partition(": ")
    return head if not tail or _NUMBER.search(tail) else f"{head}: {tail}"
