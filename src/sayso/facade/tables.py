"""Columns of the tables the tidy export does not have: disputes, periods, alerts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.model.event import Dispute, Dyad, Version
from sayso.model.series import Alert, Period, Tally
from sayso.writers.cells import joined
from sayso.writers.columns import Column


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One answer to a disputed question."""

    dispute: Dispute
    version: Version


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period of a series; `both`: of both directions together."""

    dyad: Dyad
    both: bool
    period: Period


DISPUTES: tuple[Column[VersionRow], ...] = (
    Column("dispute", "our dispute id", lambda r: r.dispute.id),
    Column("event", "our event id", lambda r: r.dispute.event),
    Column("about", "the question: done, actor, killed, wounded … place, time", lambda r: r.dispute.about),
    Column("version", "one answer to it, in words", lambda r: r.version.value),
    Column("sides", "the sides that give it", lambda r: joined(r.version.sides), blank="none told"),
    Column("sources", "who says so", lambda r: joined(r.version.sources), blank="nobody named"),
    Column("claims", "ids of the claims", lambda r: joined(r.version.claims), blank="none"),
    Column("reason", "why the answers cannot all be true", lambda r: r.dispute.reason),
)


def _quad(number: int, name: str) -> Column[PeriodRow]:
    return Column(name, f"events of quad class {number}", lambda r: r.period.all.quads[number - 1], "int")


def _of(nature: Literal["deeds", "alleged", "rhetoric"], about: str) -> tuple[Column[PeriodRow], ...]:
    def tally(r: PeriodRow) -> Tally:
        found: Tally = getattr(r.period, nature)
        return found

    return (
        Column(nature, about, lambda r: tally(r).count, "int"),
        Column(f"{nature}_score", "sum of their PLOVER scores", lambda r: tally(r).score, "float"),
    )


PERIODS: tuple[Column[PeriodRow], ...] = (
    Column("actor", "country code, or id of an armed group", lambda r: r.dyad.actor),
    Column("recipient", "likewise", lambda r: r.dyad.recipient),
    Column("both", "whether acts of either on the other count", lambda r: r.both, "bool"),
    Column("start", "first day of the period", lambda r: r.period.start),
    Column("end", "its last day", lambda r: r.period.end),
    Column("days", "days of it the series speaks of", lambda r: r.period.days, "int"),
    Column("covered", "those with a report; 0 without events: nothing is known, which is not quiet", lambda r: r.period.covered, "int"),
    Column("quiet", "covered, and nothing happened", lambda r: r.period.quiet, "bool"),
    Column("events", "events, alleged ones too", lambda r: r.period.all.count, "int"),
    Column("rate", "events a covered day", lambda r: r.period.all.rate, "float", "no day covered"),
    Column("score", "sum of their PLOVER scores", lambda r: r.period.all.score, "float"),
    Column("mean", "mean of their PLOVER scores, -10 to 10", lambda r: r.period.all.mean, "float", "no events"),
    *_of("deeds", "deeds an outlet vouches for"),
    *_of("alleged", "deeds only quoted sources vouch for: never count these as deeds"),
    *_of("rhetoric", "acts of speech"),
    _quad(1, "verbal_cooperation"),
    _quad(2, "material_cooperation"),
    _quad(3, "verbal_conflict"),
    _quad(4, "material_conflict"),
    Column("types", "PLOVER categories and how many of each", lambda r: joined(f"{t.type} {t.count}" for t in r.period.all.types), blank="no events"),
    Column("disputed", "events with a dispute", lambda r: r.period.disputed, "int"),
    Column("undated", "events placed by the day of their first report", lambda r: r.period.undated, "int"),
    Column("event_ids", "ids of the events", lambda r: joined(r.period.events), blank="no events"),
)

ALERTS: tuple[Column[Alert], ...] = (
    Column("alert", "our alert id", lambda a: a.id),
    Column("measure", "what is added up", lambda a: a.measure),
    Column("nature", "deeds, alleged or rhetoric", lambda a: a.nature),
    Column("actor", "country code, or id of an armed group", lambda a: a.dyad.actor),
    Column("recipient", "likewise", lambda a: a.dyad.recipient),
    Column("since", "first day on which the rule held", lambda a: a.since),
    Column("day", "day of the highest sum", lambda a: a.day),
    Column("until", "last day", lambda a: a.until),
    Column("value", "the sum on that day", lambda a: a.value, "int"),
    Column("former", "the maximum it exceeds", lambda a: a.former, "int"),
    Column("years", "length of the past it was held against", lambda a: a.years, "int"),
    Column("sources", "independent sources behind it", lambda a: a.sources, "int"),
    Column("disputed", "events behind it with a dispute", lambda a: a.disputed, "int"),
    Column("undated", "events placed by the day of their first report", lambda a: a.undated, "int"),
    Column("reason", "in one sentence", lambda a: a.reason),
    Column("rule", "in words", lambda a: a.rule),
    Column("lower", "what would end it", lambda a: a.lower),
    Column("events", "ids of the events behind it", lambda a: joined(a.events)),
)
