"""What a store or story answers with: sequences of records that become data frames and tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar, overload

from sayso.facade import shown, tables
from sayso.facade.frames import FrameKind, frame
from sayso.facade.html import SHOWN, many, table
from sayso.facade.shown import ShownEvent
from sayso.model.claim import Claim
from sayso.model.event import Dispute, Event
from sayso.model.export import Export
from sayso.model.series import Alert, Unjudged
from sayso.writers.sentence import act, qualifier, who_says

T = TypeVar("T")


class Source(Protocol):
    """Where records come from."""

    def export(self, events: Sequence[Event], claims: Mapping[str, Claim]) -> Export:
        """Records as the writers take them."""

    def find_claims(self, ids: Collection[str]) -> Mapping[str, Claim]:
        """Claims by id; those not there are left out."""

    def find_events(self, claims: Collection[str]) -> tuple[Event, ...]:
        """Events that hold one of these claims."""


@dataclass(frozen=True, slots=True, repr=False)
class Records(Sequence[T]):
    """Records in order, and where they come from."""

    items: tuple[T, ...]
    source: Source

    def __len__(self) -> int:
        return len(self.items)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Records[T]: ...
    def __getitem__(self, at: int | slice) -> T | Records[T]:
        return replace(self, items=self.items[at]) if isinstance(at, slice) else self.items[at]

    def __repr__(self) -> str:
        return f"<{many(len(self), type(self).__name__.lower().removesuffix('s'))}>"


class Events(Records[ShownEvent]):
    """Events (fields of sayso.model.event.Event)."""

    __slots__ = ()

    def to_df(self, kind: FrameKind | None = None) -> Any:
        """A data frame of pandas or polars (None: pandas where installed, else polars), a row for each event.

        Columns are those of events.csv of `export("csv", folder)`, whose DICTIONARY.md tells of each: event, type, modes, contexts, quad, score,
        cameo, goldstein, reciprocal, deed, alleged, status, status_why, actors, actor_countries, actor_sectors, actor_ids, recipients,
        recipient_countries, recipient_sectors, recipient_ids, day, start, end, date_precision, date_basis, report_date_only, place, place_country,
        place_country_name, admin1, latitude, longitude, place_precision, geonames_id; killed, wounded, missing, detained, abducted and displaced, each
        with _low, _best and _high; reports, sources, independent, reprints, outlets, first, last, disputed, about, summary. Days are text
        (YYYY-MM-DD), several values in a cell are joined with "; ", nothing is disarmed for spreadsheets.
        Never count rows with `alleged` as deeds. Raises SettingsError where neither library is installed.
        """
        from sayso.writers.tidy import EVENTS, event_rows

        found = self.source.find_claims({m.claim for e in self.items for m in e.members})
        return frame(EVENTS, event_rows(self.source.export(self.items, found), self.items), kind)

    def _repr_html_(self) -> str:
        return table(many(len(self), "event"), shown.HEADER, (shown.row(e) for e in self.items[:SHOWN]), len(self))


class Claims(Records[Claim]):
    """Claims (sayso.model.claim.Claim)."""

    __slots__ = ()

    def to_df(self, kind: FrameKind | None = None) -> Any:
        """A data frame of pandas or polars (None: pandas where installed, else polars), a row for each claim, by report and place in it.

        Columns are those of claims.csv of `export("csv", folder)`, whose DICTIONARY.md tells of each: claim, event, says, fit, document, outlet,
        affiliation, published, link, zone, sentence, type, modes, quad, score, cameo, actors, actor_countries, actor_sectors, actor_ids, recipients,
        recipient_countries, recipient_sectors, recipient_ids, status, deed, alleged, source_factuality, author_factuality, says_who, condition, start,
        end, date_precision, date_basis, place, place_country, place_country_name, admin1, latitude, longitude, place_precision, geonames_id, figures,
        trigger, trigger_start, trigger_end,
        text. Most rows are no deeds: see `deed`, `alleged` and `status`. Raises SettingsError where neither library is installed.
        """
        from sayso.writers.tidy import CLAIMS, claim_rows

        claims = {c.id: c for c in self.items}
        events = self.source.find_events(claims)
        return frame(CLAIMS, claim_rows(self.source.export(events, claims), events), kind)

    def _repr_html_(self) -> str:
        header = ("who > whom", "what", "how", "who says so", "sentence", "id")
        rows = ((shown.sides(c), act(c), qualifier(c), who_says(c), c.text, c.id) for c in self.items[:SHOWN])
        return table(many(len(self), "claim"), header, rows, len(self))


class Disputes(Records[Dispute]):
    """Disputes (sayso.model.event.Dispute): accounts of one event that cannot all be true."""

    __slots__ = ()

    def to_df(self, kind: FrameKind | None = None) -> Any:
        """A data frame of pandas or polars (None: pandas where installed, else polars), a row for each version of each dispute.

        Columns: dispute, event (ids), about (the question), version (an answer, in words), sides, sources (who says so), claims (their ids), reason
        (why not all can be true). Raises SettingsError where neither library is installed.
        """
        return frame(tables.DISPUTES, (tables.VersionRow(d, v) for d in self.items for v in d.versions), kind)

    def _repr_html_(self) -> str:
        return shown.disputes_table(self.items) or table("0 disputes", ("about",), ())


@dataclass(frozen=True, slots=True, repr=False)
class Alerts(Records[Alert]):
    """Alerts (sayso.model.series.Alert), those that stood last first; `unjudged` are sums as high that cannot be held against a past."""

    unjudged: tuple[Unjudged, ...] = ()

    def to_df(self, kind: FrameKind | None = None) -> Any:
        """A data frame of pandas or polars (None: pandas where installed, else polars), a row for each alert.

        Columns: alert (id), measure, nature, actor, recipient, since, day, until, value, former, years, sources, disputed, undated, reason, rule, lower,
        events (ids); see sayso.model.series.Alert. Raises SettingsError where neither library is installed.
        """
        return frame(tables.ALERTS, self.items, kind)

    def _repr_html_(self) -> str:
        header = ("dyad", "since", "until", "sum", "why", "what would end it")
        return table(many(len(self), "alert"), header, [(a.dyad, a.since, a.until, a.value, a.reason, a.lower) for a in self.items])
