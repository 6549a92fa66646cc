"""Tidy tables: events, claims and dyads, a row each. CSV here; Parquet and SQLite take their columns from these."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.model.claim import Claim, Figure
from sayso.model.event import ASKED, Dyad, Event, Member, Range
from sayso.model.export import Export
from sayso.model.statement import Party
from sayso.writers.cells import joined
from sayso.writers.choosing import day, reported_only, told
from sayso.writers.columns import Column, csv_table
from sayso.writers.files import File, text_file
from sayso.writers.formats import SECTORS, Format, Sheet
from sayso.writers.parties import country, name, sector_words
from sayso.writers.places import geonames, latitude, longitude
from sayso.writers.reports import link, listed, outlet, outlets, says

PEOPLE = ("killed", "wounded", "missing", "detained", "abducted", "displaced")
ENDS = ("low", "best", "high")


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event to be written."""

    export: Export
    event: Event


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim, and its place in an event where it has one."""

    export: Export
    claim: Claim
    event: str | None
    member: Member | None


@dataclass(frozen=True, slots=True)
class DyadRow:
    """A directed pair of an event."""

    export: Export
    event: Event
    dyad: Dyad


def _parties(parties: Callable[[Any], Sequence[Party]], label: str) -> tuple[Column[Any], ...]:
    return (
        Column(f"{label}s", "names, else words, joined with ;", lambda r: joined(name(p) for p in parties(r)), blank="nobody told"),
        Column(f"{label}_countries", "ISO 3166-1 alpha-3 (Kosovo XKX) or codes of bodies", lambda r: joined(p.country for p in parties(r)), blank="unknown"),
        Column(f"{label}_sectors", "in words", lambda r: joined(s for p in parties(r) for s in sector_words(p, r.export.rules)), blank="the words give none"),
        Column(f"{label}_ids", "ids in sayso's tables", lambda r: joined(p.id for p in parties(r)), blank="in no table"),
    )


def _when(record: Callable[[Any], Event | Claim]) -> tuple[Column[Any], ...]:
    def take(field: str) -> Callable[[Any], Any]:
        return lambda r: getattr(record(r).time, field, None)

    return (
        Column("start", "first day it can have been, YYYY-MM-DD", take("start"), blank="open or unknown"),
        Column("end", "last day it can have been", take("end"), blank="open or unknown"),
        Column("date_precision", "1 a day, 2 a few days, 3 a week, 4 a month, 5 more (UCDP's date_prec)", take("precision"), "int", "unknown"),
        Column("date_basis", "stated, relative, dateline, credit; published: the report's date and no date of the event", take("basis"), blank="unknown"),
    )


def _where(record: Callable[[Any], Event | Claim]) -> tuple[Column[Any], ...]:
    def take(field: str) -> Callable[[Any], Any]:
        return lambda r: getattr(record(r).place, field, None)

    def land(r: Any) -> str | None:
        place = record(r).place
        return country(place.country if place else None, r.export.codes)

    return (
        Column("place", "name", take("name"), blank="none told"),
        Column("place_country", "ISO 3166-1 alpha-3", take("country"), blank="none or several"),
        Column("place_country_name", "English name", land, blank="none or several"),
        Column("admin1", "province", take("admin1"), blank="not known"),
        Column("latitude", "degrees north (WGS 84), of towns and points alone", lambda r: latitude(record(r).place), "float", "no pin for areas and countries"),
        Column("longitude", "degrees east", lambda r: longitude(record(r).place), "float", "as latitude"),
        Column("place_precision", "1 exact, 2 near, 3 district, 4 province, 5 area, 6 country, 7 sea or air (UCDP's where_prec)", take("precision"), "int"),
        Column("geonames_id", "number at GeoNames", lambda r: geonames(record(r).place), blank="not in GeoNames"),
    )


def range_of(event: Event, kind: str) -> Range | None:
    """What the accounts say of one kind of figure."""
    return next((f for f in event.figures if f.kind == kind), None)


def _end(kind: str, end: str) -> Column[EventRow]:
    return Column(f"{kind}_{end}", f"people {kind}: {end}", lambda r: getattr(range_of(r.event, kind), end, None), "int", "none told, or no such bound")


def _figures(figures: Sequence[Figure | Range]) -> str | None:
    def number(f: Figure | Range) -> str:
        return str(f.best) if f.best is not None else f"{'' if f.low is None else f.low}..{'' if f.high is None else f.high}"

    return joined(f"{f.kind} {number(f)}" for f in figures)


EVENTS: tuple[Column[EventRow], ...] = (
    Column("event", "our event id", lambda r: r.event.id),
    Column("type", "PLOVER category", lambda r: r.event.type),
    Column("modes", "PLOVER modes", lambda r: joined(r.event.modes), blank="none told"),
    Column("contexts", "PLOVER contexts", lambda r: joined(r.event.contexts), blank="none told"),
    Column("quad", "1 verbal and 2 material cooperation, 3 verbal and 4 material conflict", lambda r: r.event.quad, "int"),
    Column("score", "PLOVER's score, -10 to 10", lambda r: r.event.score, "float"),
    Column("cameo", "CAMEO code, text", lambda r: r.event.cameo, blank="none fits"),
    Column("goldstein", "Goldstein's score of it", lambda r: r.event.goldstein, "float", "none fits"),
    Column("reciprocal", "whether all parties act on each other", lambda r: r.event.reciprocal, "bool"),
    Column("deed", "whether an outlet vouches for it", lambda r: r.event.deed, "bool"),
    Column("alleged", "whether only quoted sources vouch for it: never count these as deeds", lambda r: r.event.alleged, "bool"),
    Column("status", "how far accounts agree", lambda r: r.event.status),
    Column("status_why", "the rule that gave the status", lambda r: r.event.status_why),
    *_parties(lambda r: r.event.actors, "actor"),
    *_parties(lambda r: r.event.recipients, "recipient"),
    Column("day", "the day, where it is known", lambda r: day(r.event), blank="not known to a day, or the report's date alone"),
    *_when(lambda r: r.event),
    Column("report_date_only", "whether nothing but a report's date tells when", lambda r: reported_only(r.event), "bool"),
    *_where(lambda r: r.event),
    *(_end(kind, end) for kind in PEOPLE for end in ENDS),
    Column("reports", "reports that tell of it", lambda r: r.event.reports, "int"),
    Column("sources", "sources with reprints folded", lambda r: r.event.sources, "int"),
    Column("independent", "those on no side of it", lambda r: r.event.independent, "int"),
    Column("reprints", "reports that repeat another", lambda r: r.event.reprints, "int"),
    Column("outlets", "names of the outlets that say it was so", lambda r: outlets(r.export, r.event), blank="unknown"),
    Column("first", "day of the first report", lambda r: r.event.first, blank="unknown"),
    Column("last", "day of the last", lambda r: r.event.last, blank="unknown"),
    Column("disputed", "questions about which accounts contradict each other", lambda r: joined(q for q in ASKED if q in {d.about for d in r.event.disputes})),
    Column("about", "ids of the claims of what an act of speech is about", lambda r: joined(r.event.about), blank="none"),
    Column("summary", "in one sentence, made by sayso", lambda r: r.event.summary),
)

CLAIMS: tuple[Column[ClaimRow], ...] = (
    Column("claim", "our claim id", lambda r: r.claim.id),
    Column("event", "the event it belongs to", lambda r: r.event, blank="none that was written"),
    Column("says", "of its event: done, denied or open", lambda r: r.member.says if r.member else None, blank="no event"),
    Column("fit", "how well it fits the event, 0 to 1", lambda r: r.member.score if r.member else None, "float", "no event"),
    Column("document", "our document id", lambda r: r.claim.document.id),
    Column("outlet", "name", lambda r: outlet(r.export, r.claim.document), blank="unknown"),
    Column("affiliation", "state, party, public, independent", lambda r: getattr(listed(r.export, r.claim.document), "affiliation", None), blank="unknown"),
    Column("published", "day of the report", lambda r: r.claim.document.published, blank="unknown"),
    Column("link", "address, else what it was read as", lambda r: link(r.claim.document)),
    Column("zone", "headline, body, caption …", lambda r: r.claim.zone),
    Column("sentence", "sentence, from 0", lambda r: r.claim.sentence, "int"),
    Column("type", "PLOVER category", lambda r: r.claim.event),
    Column("modes", "PLOVER modes", lambda r: joined(r.claim.modes), blank="none told"),
    Column("quad", "as in events", lambda r: r.claim.quad, "int"),
    Column("score", "PLOVER's score", lambda r: r.claim.score, "float"),
    Column("cameo", "CAMEO code, text", lambda r: r.claim.cameo, blank="none fits"),
    *_parties(lambda r: r.claim.actors, "actor"),
    *_parties(lambda r: r.claim.recipients, "recipient"),
    Column("status", "actual, ongoing, future, negated, conditional …: most are no deeds", lambda r: r.claim.status),
    Column("deed", "whether the outlet vouches that it was done", lambda r: r.claim.deed, "bool"),
    Column("alleged", "whether only a quoted source does", lambda r: r.claim.alleged, "bool"),
    Column("source_factuality", "FactBank's value for the innermost source", lambda r: r.claim.factuality.source),
    Column("author_factuality", "for the outlet", lambda r: r.claim.factuality.author),
    Column("says_who", "innermost named source", lambda r: says(r.claim), blank="the outlet itself, or nobody named"),
    Column("condition", "words of the condition", lambda r: r.claim.condition.text if r.claim.condition else None, blank="none"),
    *_when(lambda r: r.claim),
    *_where(lambda r: r.claim),
    Column("figures", "kind and number; low..high where no single number is told", lambda r: _figures(r.claim.figures), blank="none told"),
    Column("trigger", "words that tell of it", lambda r: r.claim.trigger.text),
    Column("trigger_start", "Unicode characters before them", lambda r: r.claim.trigger.span.start, "int"),
    Column("trigger_end", "and to their end", lambda r: r.claim.trigger.span.end, "int"),
    Column("text", "the sentence, quoted from the report", lambda r: r.claim.text),
)

DYADS: tuple[Column[DyadRow], ...] = (
    Column("event", "our event id", lambda r: r.event.id),
    Column("actor", "country code, or id of an armed group", lambda r: r.dyad.actor),
    Column("recipient", "likewise", lambda r: r.dyad.recipient),
    Column("day", "the day, where it is known", lambda r: day(r.event), blank="not known to a day"),
    Column("first", "day of the first report", lambda r: r.event.first, blank="unknown"),
    Column("type", "PLOVER category", lambda r: r.event.type),
    Column("quad", "as in events", lambda r: r.event.quad, "int"),
    Column("score", "PLOVER's score", lambda r: r.event.score, "float"),
    Column("deed", "as in events", lambda r: r.event.deed, "bool"),
    Column("alleged", "as in events", lambda r: r.event.alleged, "bool"),
    Column("sources", "sources with reprints folded", lambda r: r.event.sources, "int"),
)

SHEETS = (
    Sheet("events.csv", "a row for each event; deeds and acts of speech, alleged ones marked", EVENTS),
    Sheet("claims.csv", "a row for each claim, also of those denied, foreseen or conditional: see status", CLAIMS),
    Sheet("dyads.csv", "a row for each event and directed pair of parties", DYADS),
)
NOTES = (
    SECTORS,
    "Alleged events are in: the columns deed and alleged tell them apart. Counting both alike is wrong.",
    "An event reported by several outlets is one row of events and several of claims.",
)


def event_rows(export: Export, events: Sequence[Event]) -> Iterator[EventRow]:
    """A row for each event."""
    return (EventRow(export, e) for e in events)


def claim_rows(export: Export, events: Sequence[Event]) -> Iterator[ClaimRow]:
    """A row for each claim, by document and place in it, with the written event it belongs to."""
    placed = {m.claim: (e.id, m) for e in events for m in e.members}
    for claim in sorted(export.claims.values(), key=lambda c: (c.document.published or "", c.document.id, c.sentence, c.trigger.span, c.id)):
        yield ClaimRow(export, claim, *placed.get(claim.id, (None, None)))


def dyad_rows(export: Export, events: Sequence[Event]) -> Iterator[DyadRow]:
    """A row for each event and dyad."""
    return (DyadRow(export, e, d) for e in events for d in dict.fromkeys(e.dyads))


def _make(export: Export, events: Sequence[Event]) -> Iterator[File]:
    yield text_file("events.csv", csv_table(EVENTS, event_rows(export, events)))
    yield text_file("claims.csv", csv_table(CLAIMS, claim_rows(export, events)))
    yield text_file("dyads.csv", csv_table(DYADS, dyad_rows(export, events)))


FORMAT = Format("csv", "tidy tables, CSV", SHEETS, (told,), NOTES, _make)
