"""A pair of parties over time, for notebooks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, get_args

from sayso.errors import SettingsError
from sayso.facade import tables
from sayso.facade.frames import FrameKind, frame
from sayso.facade.html import many, table, tag, text
from sayso.facade.records import Events
from sayso.model.event import Dyad
from sayso.model.series import Arrow, Change, Period, Series, Threats, Unit

RECENT = 12
"""Periods a page shows."""


@dataclass(frozen=True, slots=True, repr=False)
class DyadView:
    """What one party does to another, or with `both` either to the other. `known` are the events of both directions, `coverage` the days with a
    report, `rules` those of sayso.run.following; `since` and `until` (ISO days, None: as far as the reports go) bound what is looked at."""

    dyad: Dyad
    both: bool
    known: Events
    coverage: Collection[str]
    rules: Any
    since: str | None = None
    until: str | None = None

    @property
    def back(self) -> DyadView:
        """The same pair in the other direction."""
        return replace(self, dyad=Dyad(self.dyad.recipient, self.dyad.actor))

    @property
    def events(self) -> Events:
        """The events of the pair, newest first, whatever `since` and `until` are."""
        shown = lanes(self.dyad) if self.both else frozenset({self.dyad})
        return Events(tuple(e for e in self.known if not shown.isdisjoint(e.dyads)), self.known.source)

    def series(self, unit: Unit = "week") -> Series:
        """The series by day, week or month, without a gap. Without `since` it begins on the first day with a report, or with an event up to a month
        before that: reports also speak of what was long ago. Raises SettingsError for another unit."""
        from sayso.track.series import series_of

        if unit not in get_args(Unit):
            raise SettingsError(f"no unit {unit!r}", f"use one of {', '.join(get_args(Unit))}")
        return series_of(self.known, self.coverage, self.dyad, unit, both=self.both, since=self.since or self._start(), today=self.until)

    def to_df(self, unit: Unit = "week", kind: FrameKind | None = None) -> Any:
        """A data frame of pandas or polars (None: pandas where installed, else polars), a row for each day, week or month, none left out.

        Columns: actor, recipient, both; start, end, days; covered (days with a report) and quiet (covered, and nothing happened): where covered is 0
        nothing is known, which is not quiet; events, rate (a covered day), score (sum), mean; deeds, alleged and rhetoric, each with _score;
        verbal_cooperation, material_cooperation, verbal_conflict, material_conflict; types, disputed, undated, event_ids. Days are text
        (YYYY-MM-DD). Raises SettingsError for another unit and where neither library is installed.
        """
        return frame(tables.PERIODS, (tables.PeriodRow(self.dyad, self.both, p) for p in self.series(unit).periods), kind)

    @property
    def arrow(self) -> Arrow:
        """Where relations went of late, and why."""
        from sayso.track.arrow import arrow_of

        return arrow_of(self.known, self.coverage, self.dyad, self.rules.tracking.arrow, both=self.both, today=self.until, name=self._name)

    @property
    def changes(self) -> tuple[Change, ...]:
        """Ruptures: days on which the number of acts of material conflict changed for long."""
        from sayso.run.following import DAYS
        from sayso.track.changes import changes

        days = self.series("day")
        return changes(days if len(days.periods) <= DAYS else self.series("week"), self.rules.tracking.changes, name=self._name)

    @property
    def threats(self) -> Threats:
        """How often threats of the first to the second party were followed by deeds."""
        from sayso.track.threats import threats_of

        return threats_of(self.known, self.coverage, self.dyad, self.rules.tracking.threats, today=self.until, name=self._name)

    def _start(self) -> str | None:
        from sayso.run.following import BEFORE
        from sayso.track.placed import place

        first = min((date.fromisoformat(day) for day in self.coverage), default=None)
        if first is None:
            return None
        days = (p.day for p in place(self.known, lanes(self.dyad)).events)
        return min((first, *(d for d in days if d >= first - timedelta(days=BEFORE)))).isoformat()

    def _name(self, party: str) -> str:
        from sayso.run.parties import names_in

        return names_in(self.known, self.rules.countries).get(party, party)

    def __repr__(self) -> str:
        return f"<dyad {self.dyad}{' (both directions)' if self.both else ''}: {many(len(self.events), 'event')}>"

    def _repr_html_(self) -> str:
        header = ("week of", "deeds", "alleged", "words", "score", "days with reports")
        periods = self.series("week").periods
        said = "".join(tag("p", text(reason)) for reason in (self.arrow.reason, *(c.reason for c in self.changes), self.threats.reason))
        arrow = "<>" if self.both else ">"
        caption = f"{self._name(self.dyad.actor)} {arrow} {self._name(self.dyad.recipient)}, the last {min(len(periods), RECENT)} weeks"
        return said + table(caption, header, [_row(p) for p in periods[-RECENT:]])


def lanes(pair: Dyad) -> frozenset[Dyad]:
    """Both directions of a pair."""
    return frozenset({pair, Dyad(pair.recipient, pair.actor)})


def _row(period: Period) -> tuple[object, ...]:
    covered = f"{period.covered} of {period.days}" if period.covered else "none: nothing is known"
    return period.start, period.deeds.count, period.alleged.count, period.rhetoric.count, f"{period.all.score:g}", covered
