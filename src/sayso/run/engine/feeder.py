"""Units that somebody else makes, drawn in a thread of their own: one that takes its time (a page of the web) keeps nobody from watching the workers."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator

from sayso.readers import Quarantined, Unit

AHEAD = 64
"""Units drawn before anybody asks for them."""
Given = Unit | Quarantined


class Feeder:
    """Draws from `units`; `ring` tells that there is something to take."""

    def __init__(self, units: Iterable[Given], ring: Callable[[], None]) -> None:
        self._queue: queue.Queue[Given | Exception | None] = queue.Queue(AHEAD)
        self._left = False
        self._ring = ring
        threading.Thread(target=self._draw, args=(iter(units),), name="sayso-feeder", daemon=True).start()

    def take(self, most: int) -> tuple[list[Given], bool]:
        """Up to so many units that are there now, and whether more may come. Raises what the source of the units raised."""
        found = list[Given]()
        while len(found) < most:
            try:
                unit = self._queue.get_nowait()
            except queue.Empty:
                return found, True
            if unit is None:
                return found, False
            if isinstance(unit, Exception):
                raise unit
            found.append(unit)
        return found, True

    def leave(self) -> None:
        """Nobody will take any more."""
        self._left = True
        while not self._queue.empty():
            self._queue.get_nowait()

    def _draw(self, units: Iterator[Given]) -> None:
        try:
            for unit in units:
                if self._left:
                    return
                self._put(unit)
            self._put(None)
        except Exception as error:  # told to whoever waits for the units, in their thread
            self._put(error)

    def _put(self, unit: Given | Exception | None) -> None:
        while not self._left:
            try:
                self._queue.put(unit, timeout=1.0)
            except queue.Full:
                continue
            self._ring()
            return
