"""Labelled crises told in many reports: how well their reports are joined into events, and their disputes found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.coder import Coder
from sayso.errors import InputError
from sayso.model.coding import Coding
from sayso.model.event import Event
from sayso.model.text import Span
from sayso.ontology.actors import Outlet
from sayso.readers import read_text
from sayso.run.joining import joined
from sayso.run.measures import Share, share

REMEDY = "see tests/gold/README.md for what a labelled crisis holds"


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A word that names an event of a crisis: its report, where it stands there, and the event."""

    report: str
    span: Span
    event: str


@dataclass(frozen=True, slots=True)
class Crisis:
    """One labelled crisis: reports as (id, outlet, published, text), their outlets, mentions, and disputes as (event, question)."""

    id: str
    half: str | None
    reports: tuple[tuple[str, str, str, str], ...]
    outlets: tuple[Outlet, ...]
    mentions: tuple[GoldMention, ...]
    disputes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class IncidentReport:
    """B-cubed precision and recall (Bagga & Baldwin 1998) over the claims that stand on a labelled mention, all crises in one heap; what share of the
    mentions has a claim; of the labelled disputes those found, of the disputes shown those labelled."""

    crises: int
    reports: int
    mentions: Share
    precision: float
    recall: float
    found: Share
    real: Share

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.precision + self.recall else 0.0


def holds_crises(path: str) -> bool:
    """Whether the first line of a file is a labelled crisis rather than a labelled text; False where it cannot be read."""
    try:
        with open(path, encoding="utf-8") as lines:
            row = json.loads(next(lines, "null"))
    except (OSError, ValueError):
        return False
    return isinstance(row, dict) and "reports" in row


def read_crises(path: str) -> tuple[Crisis, ...]:
    """The crises of a JSON Lines file. Raises InputError at the first line that is wrong."""
    out = []
    with open(path, encoding="utf-8") as lines:
        for number, text in enumerate(lines, 1):
            try:
                out.append(_crisis(json.loads(text)))
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(f"{path}:{number}", f"no labelled crisis: {error}", REMEDY) from error
    return tuple(out)


def _crisis(row: dict[str, Any]) -> Crisis:
    return Crisis(
        id=row["id"],
        half=row.get("half"),
        reports=tuple((r["id"], r["outlet"], r["published"], r["text"]) for r in row["reports"]),
        outlets=tuple(Outlet(o["name"], o["name"], "newspaper", o.get("country"), o["affiliation"], (), ()) for o in row["outlets"]),
        mentions=tuple(GoldMention(m["report"], Span(*m["span"]), f"{row['id']} {m['event']}") for m in row["mentions"]),
        disputes=tuple(sorted({(f"{row['id']} {d['event']}", d["about"]) for d in row["disputes"]})),
    )


def score_crises(crises: Sequence[Crisis], coder: Coder) -> IncidentReport:
    """Code every report, resolve all of them together, and compare."""
    codings = {r[0]: coder.code(read_text(r[3], key=r[0], outlet=r[1], published=r[2])) for c in crises for r in c.reports}
    outlets = {**coder.ontology.actors.outlets, **{o.id: o for c in crises for o in c.outlets}}
    events = joined(tuple(codings.values()), coder.ontology, outlets)
    of = {m.claim: e.id for e in events for m in e.members}
    labels = dict(_labels(crises, codings))
    pairs = [(label, of[claim]) for claim, label in labels.items() if claim in of]
    precision, recall = b_cubed(pairs)
    mentions = [m for c in crises for m in c.mentions]
    claimed = sum(any(k.trigger.span.overlaps(m.span) for k in codings[m.report].claims) for m in mentions)
    gold = {d for c in crises for d in c.disputes}
    shown = [(_label(e, labels), d.about) for e in events for d in e.disputes]
    return IncidentReport(
        crises=len(crises),
        reports=len(codings),
        mentions=share("mentions with a claim", claimed, len(mentions)),
        precision=precision,
        recall=recall,
        found=share("labelled disputes found", len(gold & set(shown)), len(gold)),
        real=share("disputes shown that are labelled", sum(s in gold for s in shown), len(shown)),
    )


def _labels(crises: Iterable[Crisis], codings: dict[str, Coding]) -> Iterator[tuple[str, str]]:
    """Claims that stand on a labelled mention, with its event; the first mention of a claim counts."""
    seen = set[str]()
    for mention in (m for c in crises for m in c.mentions):
        for claim in codings[mention.report].claims:
            if claim.trigger.span.overlaps(mention.span) and claim.id not in seen:
                seen.add(claim.id)
                yield claim.id, mention.event


def _label(event: Event, labels: dict[str, str]) -> str | None:
    """The labelled event most of its claims are of."""
    votes = Counter(labels[m.claim] for m in event.members if m.claim in labels)
    return min(votes, key=lambda v: (-votes[v], v)) if votes else None


def b_cubed(pairs: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """Precision and recall of groups (second) against labels (first), averaged over the items."""
    labels, groups, both = Counter(a for a, _ in pairs), Counter(b for _, b in pairs), Counter(pairs)
    if not pairs:
        return 0.0, 0.0
    precision = sum(both[p] / groups[p[1]] for p in pairs) / len(pairs)
    return precision, sum(both[p] / labels[p[0]] for p in pairs) / len(pairs)
