"""The Python interface: read reports, resolve them, keep a store. Nothing heavy is imported before the first of these is called."""

from __future__ import annotations

from sayso.facade.opened import Store, open_store
from sayso.facade.reading import Reading, Report, read, resolve
from sayso.facade.story import Story

__all__ = ["Reading", "Report", "Store", "Story", "open_store", "read", "resolve"]
