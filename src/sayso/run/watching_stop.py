"""How often `watch` asks, and how it is told to stop."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from sayso.errors import SettingsError

LEAST, LONGEST = 10, 30 * 86_400
"""Seconds between two rounds."""
_SLICE = 0.2
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def interval(text: str) -> int:
    """Seconds of "30s", "15m", "2h" or "1d". Raises SettingsError for all else, and for less than ten seconds or more than thirty days."""
    found = re.fullmatch("([0-9]{1,6})([smhd])", text.strip())
    value = int(found[1]) * _UNITS[found[2]] if found else 0
    if not LEAST <= value <= LONGEST:
        raise SettingsError(f"--every {text!r} is no interval", f"write 30s, 15m, 2h or 1d; at least {LEAST}s")
    return value


class Stop:
    """The wish to stop. The first Ctrl-C asks, and what is at hand is finished; the second ends at once."""

    def __init__(self, say: Callable[[str], None] = lambda _: None) -> None:
        self.asked = False
        self._say = say

    def ask(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Ask to stop. Raises KeyboardInterrupt when asked before."""
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
        self._say("finishing what is at hand; Ctrl-C again stops at once")

    def sleep(self, seconds: float) -> None:
        """Sleeps so long, or until somebody asks to stop."""
        end = time.monotonic() + seconds
        while not self.asked and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, _SLICE))

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hears Ctrl-C and the system's request to end."""
        before = {number: signal.signal(number, self.ask) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
