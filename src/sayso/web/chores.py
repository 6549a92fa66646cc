"""What goes on behind the pages, in processes of their own, so that no request waits for it: corrections carried out, the search index kept up to date."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

from sayso.errors import InUse, SaysoError
from sayso.ontology.load import load
from sayso.run.correcting import settle
from sayso.run.outlets import outlets_for
from sayso.run.settings import find_settings
from sayso.store import open_reader
from sayso.store.search import Index
from sayso.web.behind import EVERY, Behind
from sayso.web.shelf import MEMORY, Shelf, Stamp

AGAIN = 15.0
"""Seconds until what could not be done is tried again."""
PATIENCE = 600
"""Seconds a chore may take."""
IN_USE = 4
"""Exit code of a chore that found another process writing."""
SETTLE, INDEX = "settle", "index"


class Chores(Behind):
    """Sees to both. `wake` says that a correction was left."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(shelf, "chores")
        self._woken = threading.Event()
        self._woken.set()

    def wake(self) -> None:
        """A correction waits."""
        self._woken.set()

    def _run(self) -> None:
        indexed: Stamp | None = None
        while not self._ended.is_set():
            if self._woken.is_set():
                self._woken.clear()
                if self._chore(SETTLE) == IN_USE and not self._ended.wait(AGAIN):
                    self._woken.set()
            stamp = self._shelf.published
            if stamp is not None and stamp != indexed and self._shelf.beside.acquire(blocking=False):
                try:
                    indexed = stamp if self._chore(INDEX) == 0 else indexed
                finally:
                    self._shelf.beside.release()
            self._ended.wait(EVERY)

    def _chore(self, what: str) -> int:
        """Runs a chore as a process; its exit code, 1 where it could not be run or took too long."""
        try:
            command = self._shelf.command("chores", what)
            self._running = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
            return self._running.wait(PATIENCE)
        except (OSError, subprocess.TimeoutExpired):
            if self._running is not None:
                self._running.kill()
            return 1
        finally:
            self._running = None


def main(what: str, store: str, settings: str | None = None) -> int:
    """Does one chore; 0 when done, IN_USE where another process writes, 1 where it failed and will be tried again."""
    path = Path(store)
    try:
        if what == INDEX:
            with open_reader(path, MEMORY) as reader:
                Index(path).update(reader)
            return 0
        found = find_settings(settings)
        ontology = load(found.ontology)
        return IN_USE if settle(path, "sayso serve", ontology, outlets_for(found, ontology)) is None else 0
    except InUse:
        return IN_USE
    except SaysoError:
        return 1


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(10)
    sys.exit(main(*sys.argv[1:]))
