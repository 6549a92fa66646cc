"""What is dear to work out in a large store, in the order it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from sayso.web.pages.alerts import all_raised
from sayso.web.pages.dyads import all_dyads, followed
from sayso.web.pages.overview import front
from sayso.web.pages.sources import all_sources
from sayso.web.shelf import Shelf

PAIRS = 100
"""Directed pairs with most events. Of a million claims, each costs 0.1 to 2 s, and holds 0.5 to 5 MB."""


def dear(shelf: Shelf) -> Iterator[Callable[[], object]]:
    """The first page, the lists of pairs and sources, the busiest pairs by week, all alerts."""
    yield partial(front, shelf)
    yield partial(all_sources, shelf)
    yield partial(all_raised, shelf)
    for counted in all_dyads(shelf)[:PAIRS]:
        if counted.dyad.actor != counted.dyad.recipient:
            yield partial(followed, shelf, counted.dyad, "week", None, None)
