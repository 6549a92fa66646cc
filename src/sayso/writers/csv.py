"""Claims as a flat table: one row a claim, lists joined with "; ". Cells a spreadsheet would run are disarmed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from sayso.model.claim import Claim
from sayso.model.statement import Party
from sayso.writers.cells import FORMULA, clean

COLUMNS = (
    "id",
    "document",
    "outlet",
    "published",
    "zone",
    "sentence",
    "event",
    "modes",
    "contexts",
    "quad",
    "score",
    "cameo",
    "actors",
    "actor_countries",
    "actor_sectors",
    "recipients",
    "recipient_countries",
    "recipient_sectors",
    "status",
    "deed",
    "alleged",
    "source_factuality",
    "author_factuality",
    "condition",
    "content_event",
    "says",
    "time_start",
    "time_end",
    "time_basis",
    "place",
    "place_country",
    "latitude",
    "longitude",
    "figures",
    "trigger",
    "trigger_start",
    "trigger_end",
    "text",
)


def csv_lines(claims: Iterable[Claim]) -> Iterator[str]:
    """The header and a row a claim, without line ends."""
    yield _row(COLUMNS)
    for claim in claims:
        yield _row([_safe(cell) for cell in _cells(claim)])


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def _safe(cell: object) -> str:
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    text = clean(cell)
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text


def _end(number: int | None) -> str:
    return "" if number is None else str(number)


def _cells(c: Claim) -> list[object]:
    says = next((link.speaker.name or link.speaker.text for link in c.attribution if link.speaker and link.cue), None)
    place, time = c.place, c.time
    figures = "; ".join(f"{f.kind} {_end(f.low)}-{_end(f.high)} {f.whom or ''}".strip() for f in c.figures)
    return [
        c.id,
        c.document.key,
        c.document.outlet,
        c.document.published,
        c.zone,
        c.sentence,
        c.event,
        "; ".join(c.modes),
        "; ".join(c.contexts),
        c.quad,
        c.score,
        c.cameo,
        *_side(c.actors),
        *_side(c.recipients),
        c.status,
        c.deed,
        c.alleged,
        c.factuality.source,
        c.factuality.author,
        c.condition.text if c.condition else None,
        c.content.event if c.content else None,
        says,
        time.start if time else None,
        time.end if time else None,
        time.basis if time else None,
        place.name if place else None,
        place.country if place else None,
        place.latitude if place else None,
        place.longitude if place else None,
        figures,
        c.trigger.text,
        c.trigger.span.start,
        c.trigger.span.end,
        c.text,
    ]


def _side(parties: tuple[Party, ...]) -> list[str]:
    return ["; ".join(p.name or p.text for p in parties), "; ".join(p.country or "" for p in parties), "; ".join("+".join(p.sectors) for p in parties)]
