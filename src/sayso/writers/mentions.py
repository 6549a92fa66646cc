"""GDELT 2.0 mentions: 16 columns, tab-separated, no header; the numbers are those of the format gdelt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.model.claim import Claim
from sayso.model.event import Event
from sayso.model.export import Export
from sayso.model.statement import Party
from sayso.writers.choosing import day
from sayso.writers.columns import Column, never, tsv_table
from sayso.writers.files import File, text_file
from sayso.writers.formats import DAY, NOT_ALLEGED, NUMBERS, Format, Sheet
from sayso.writers.gdelt import RULES, stamp
from sayso.writers.pairs import Pair, id_lines, numbered
from sayso.writers.parties import key
from sayso.writers.reports import link, outlet, telling

WEB, CITATION = 1, 2
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class _Row:
    export: Export
    pair: Pair
    claim: Claim

    @property
    def event(self) -> Event:
        return self.pair.event


def _offset(party: Party | None, claim: Claim) -> int:
    """Where the claim names the party; -1 where it does not."""
    found = (p.span for p in (*claim.actors, *claim.recipients) if party and p.span and key(p) == key(party))
    span = next(found, None)
    return span.start if span else NOWHERE


def _length(r: _Row) -> int | None:
    document = r.export.documents.get(r.claim.document.id)
    return len(document.text) if document and document.text else None


COLUMNS: tuple[Column[_Row], ...] = (
    Column("GLOBALEVENTID", "that of the format gdelt", lambda r: r.pair.number, "int"),
    Column("EventTimeDate", "day of the event, no hours: YYYYMMDD000000", lambda r: stamp(day(r.event)), "int"),
    Column("MentionTimeDate", "day of the report, no hours", lambda r: stamp(r.claim.document.published), "int", "unknown"),
    Column("MentionType", "1 with an address on the web, 2 without", lambda r: WEB if r.claim.document.url else CITATION, "int"),
    Column("MentionSourceName", "name of the outlet", lambda r: outlet(r.export, r.claim.document), blank="unknown"),
    Column("MentionIdentifier", "address, else what the report was read as", lambda r: link(r.claim.document)),
    Column("SentenceID", "sentence, from 1, headline and caption counted", lambda r: r.claim.sentence + 1, "int"),
    Column("Actor1CharOffset", "Unicode characters before its words, -1 where the claim does not name it", lambda r: _offset(r.pair.actor, r.claim), "int"),
    Column("Actor2CharOffset", "as Actor1CharOffset", lambda r: _offset(r.pair.recipient, r.claim), "int"),
    Column("ActionCharOffset", "Unicode characters before the words that tell of it", lambda r: r.claim.trigger.span.start, "int"),
    Column("InRawText", "1: offsets are those of the text as it was read", lambda r: 1, "int"),
    Column(
        "Confidence",
        "probability that the claim is right, percent",
        lambda r: None if r.claim.confidence is None else round(100 * r.claim.confidence),
        "int",
        "not calibrated yet",
    ),
    Column("MentionDocLen", "Unicode characters of the report", _length, "int", "its text is not at hand"),
    never("MentionDocTone", "not measured"),
    never("MentionDocTranslationInfo", "nothing is translated"),
    never("Extras", "unused in GDELT, too"),
)


def _make(export: Export, events: Sequence[Event]) -> Iterator[File]:
    pairs = tuple(numbered(events))
    rows = (_Row(export, p, claim) for p in pairs for claim in telling(export, p.event))
    yield text_file("mentions.tsv", tsv_table(COLUMNS, rows, header=False))
    yield text_file("ids.csv", id_lines(pairs, export))


FORMAT = Format(
    "mentions",
    "GDELT 2.0-like mentions, tab-separated, 16 columns without a header",
    (Sheet("mentions.tsv", "a row for each claim that says it was so and each pair of the event's parties", COLUMNS),),
    RULES,
    (NOT_ALLEGED, DAY, NUMBERS, "Join it to the format gdelt by the first column. Claims that deny an event or leave it open are no mentions."),
    _make,
)
