"""Long lists, numbers over the whole store, and what following reads: the part of a reader that a page over a large store needs."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sayso.model.claim import Claim
from sayso.model.event import Dispute, Dyad, Event
from sayso.model.series import Traced, Unit
from sayso.model.statement import Statement
from sayso.model.text import Document
from sayso.store import counting, paging, tracing
from sayso.store.connection import Connection
from sayso.store.queries import Filter
from sayso.store.records import DayCount, DyadCount, Overview, Page, ReportFilter, Speaker, SpotCount


class Lists:
    """Pages end with a cursor; every method raises StoreError where the store cannot be read."""

    def __init__(self, connection: Connection) -> None:
        self._con = connection

    def event_page(self, wanted: Filter, limit: int, after: str | None = None) -> Page[Event]:
        """The first `limit` (1 to 1000) events, in the order of `events`, or those after the cursor of a page before. Raises SettingsError."""
        return paging.event_page(self._con, wanted, limit, after)

    def dispute_page(self, wanted: Filter, about: Collection[str], limit: int, after: str | None = None) -> Page[tuple[Event, Dispute]]:
        """Disputes about one of these questions (empty: any) with their events, in the order of events. Raises SettingsError as `event_page`."""
        return paging.dispute_page(self._con, wanted, about, limit, after)

    def document_page(self, wanted: ReportFilter, limit: int, after: str | None = None, text: bool = False) -> Page[Document]:
        """Documents, newest first, ties by id; without `text` that field is empty. Raises SettingsError as `event_page`."""
        return paging.document_page(self._con, wanted, limit, after, text)

    def event_place(self, wanted: Filter, rows: int, after: str | None = None) -> str | None:
        """The cursor behind the next so many events, without reading them; None where no more follow. Raises SettingsError for a bad cursor."""
        return paging.event_place(self._con, wanted, rows, after)

    def claim_place(self, wanted: Filter, rows: int, after: str | None = None) -> str | None:
        """The same of claims."""
        return paging.claim_place(self._con, wanted, rows, after)

    def claim_page(self, wanted: Filter, limit: int, after: str | None = None, document: str | None = None) -> Page[Claim]:
        """Claims of the current codings, those of the newest reports first; see `paging.claim_page`. Raises SettingsError as `event_page`."""
        return paging.claim_page(self._con, wanted, document, limit, after)

    def statement_page(
        self,
        wanted: ReportFilter,
        limit: int,
        after: str | None = None,
        *,
        speaker: str | None = None,
        country: str | None = None,
        document: str | None = None,
    ) -> Page[Statement]:
        """Statements of the current codings, those of the newest reports first; `speaker` by name, `country` its own. Raises SettingsError as `event_page`."""
        return paging.statement_page(self._con, wanted, speaker, country, document, limit, after)

    def dyads(self, limit: int | None = None, party: str | None = None) -> tuple[DyadCount, ...]:
        """Directed pairs of parties, those with most events first, ties by name; with `party` on either side."""
        return counting.dyads(self._con, limit, party)

    def day_counts(self, wanted: Filter, unit: Unit) -> tuple[DayCount, ...]:
        """Counted events by the day they are listed under, or its week (from Monday) or month, in order; only those that have some."""
        return counting.day_counts(self._con, wanted, unit)

    def spots(self, wanted: Filter, limit: int) -> tuple[SpotCount, ...]:
        """Places of counted events, areas and countries too, those with most first."""
        return counting.spots(self._con, wanted, limit)

    def speakers(self, limit: int | None = None, side: str | None = None) -> tuple[Speaker, ...]:
        """Sources of accounts, those with accounts of most events first; with `side` what they say for it. Dear in a large store: to be kept."""
        return counting.speakers(self._con, limit, side)

    def overview(self) -> Overview:
        """How much there is, and the first and last day of a report."""
        return counting.overview(self._con)

    def traced(self, dyad: Dyad) -> tuple[Traced, ...]:
        """What following needs of the events of a directed pair, by id; without those of which nobody says that they were done."""
        return tracing.traced(self._con, dyad)

    def traced_by_dyad(self, quads: Collection[int]) -> Iterator[tuple[Dyad, tuple[Traced, ...]]]:
        """The same of all directed pairs, one after the other, of these quad classes; each event with the one pair alone."""
        return tracing.by_dyad(self._con, quads)
