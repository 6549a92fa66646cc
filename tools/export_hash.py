"""One hash for all claims, and one for all events, whoever coded them, in whatever order: SHA-256 over their JSON records, sorted, a line feed behind each.

For claims it is the number that `sayso code --out` gives of its shards (sayso.run.shards.export_hash).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.store import Reader
from sayso.writers.jsonl import line


def hashed(lines: Iterable[str]) -> str:
    """The hash of records given as lines of JSON, in any order."""
    found = hashlib.sha256()
    for text in sorted(lines, key=str.encode):
        found.update(text.encode() + b"\n")
    return found.hexdigest()


@dataclass(frozen=True, slots=True)
class State:
    """What a store holds: how many reports, claims and events, the hashes of the last two; `sound` where nothing is there twice or half."""

    reports: int
    claims: int
    events: int
    claims_hash: str
    events_hash: str
    sound: bool

    def __str__(self) -> str:
        return f"{self.reports} reports, {self.claims} claims ({self.claims_hash[:12]}), {self.events} events ({self.events_hash[:12]})"


def state(reader: Reader) -> State:
    """The state of a store."""
    counts, outcomes, events = reader.counts(), reader.outcomes(), tuple(reader.events())
    claims = [line(c) for document in reader.document_ids() for c in reader.claims_of(document)]
    members = [m.claim for e in events for m in e.members]
    sound = counts["documents"] == counts["coded"] == outcomes.get("added", 0) and len(members) == len({*members}) == counts["event_claims"]
    return State(counts["documents"], counts["claims"], len(events), hashed(claims), hashed(map(line, events)), sound and len(claims) == counts["claims"])
