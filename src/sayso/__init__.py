"""Who did what to whom, and on whose say-so."""

import sayso.resolve  # noqa: F401 - before the function of that name takes its place: a package is bound to its parent when it is first imported
from sayso.facade import Reading, Report, Store, Story, read, resolve
from sayso.facade import open_store as open

__all__ = ["Reading", "Report", "Store", "Story", "open", "read", "resolve"]
