"""The collector of cyclic garbage, while much is held and much is made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (20_000, 20, 50)
"""Its thresholds: with Python's own a third of the time of a page goes to it (measured)."""


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Looks for cyclic garbage seldom, and not among what has been loaded by now."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
