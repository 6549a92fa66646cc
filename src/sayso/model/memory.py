"""What a process that runs for days keeps: results that may be asked again, up to a limit, since nobody has chosen its texts; and what it need not look at."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TypeVar

GATHERED = 50_000
"""New objects after which garbage is looked for; Python's own 700 makes it look hundreds of times a second."""
K = TypeVar("K")
V = TypeVar("V")


class Memory(dict[K, V]):
    """The results of a pure function by its argument. When it holds `limit` of them it forgets them all and begins anew: a hit costs
    no more than a look-up in a dict, which no order of use could be kept at.
    """

    def __init__(self, make: Callable[[K], V], limit: int) -> None:
        super().__init__()
        self._make, self._limit = make, limit

    def __missing__(self, key: K) -> V:
        if len(self) >= self._limit:
            self.clear()
        value = self[key] = self._make(key)
        return value


def settle() -> None:
    """Tell the garbage collector that what has been loaded stays. Call it once in a process that codes many documents, when ontology and model are there.

    Stages make many small records, which makes Python look for cycles again and again, also among the 320,000 objects of the ontology. Kept out of its
    sight, and with fewer looks, the stages cost about 6 % less (measured); there are hardly any cycles, so memory stays as it is.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GATHERED, 10, 10)
