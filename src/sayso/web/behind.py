"""A thread of the server that has work done by processes of their own, one after the other."""

from __future__ import annotations

import subprocess
import threading
from abc import ABC, abstractmethod

from sayso.web.shelf import Shelf

EVERY = 1.0
"""Seconds between two looks at what there is to do."""


class Behind(ABC):
    """`_running` is the process at work, None where there is none; `_ended` is set when no other may begin."""

    def __init__(self, shelf: Shelf, name: str) -> None:
        self._shelf = shelf
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begins; what waits from before is seen to at once."""
        self._thread.start()

    def stop(self) -> None:
        """Ends it, and a process that is at work: all of them are safe to be cut off."""
        self._ended.set()
        running = self._running
        if running is not None:
            running.terminate()
        if self._thread.is_alive():
            self._thread.join(5)

    @abstractmethod
    def _run(self) -> None:
        """What the thread does, until `_ended` is set."""
