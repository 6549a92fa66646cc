"""The store: everything known, in one DuckDB file. See docs/architecture.md."""

from __future__ import annotations

from sayso.store.database import Owner, open_owner, open_reader
from sayso.store.inbox import submit
from sayso.store.reader import Reader
from sayso.store.records import CodingId, LedgerRow, OutletUse, Quarantine, RunRow, Stored

__all__ = ["CodingId", "LedgerRow", "OutletUse", "Owner", "Quarantine", "Reader", "RunRow", "Stored", "open_owner", "open_reader", "submit"]
