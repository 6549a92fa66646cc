"""The store: everything known, in one DuckDB file. See docs/architecture.md."""

from __future__ import annotations

from sayso.store.database import Owner, open_owner, open_reader, snapshot_of
from sayso.store.inbox import submit
from sayso.store.queries import Filter
from sayso.store.reader import Reader
from sayso.store.records import CodingId, LedgerRow, OutletUse, Page, Quarantine, ReportFilter, RunRow, Stored

__all__ = [
    "CodingId", "Filter", "LedgerRow", "OutletUse", "Owner", "Page", "Quarantine", "Reader", "ReportFilter", "RunRow", "Stored", "open_owner", "open_reader",
    "snapshot_of", "submit",
]  # fmt: skip
