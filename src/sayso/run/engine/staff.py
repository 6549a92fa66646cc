"""Workers and the reader as the one who watches them sees them: what each has to do, since when, and what that has cost."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import deque
from dataclasses import dataclass, field

import psutil

from sayso.errors import StageError
from sayso.readers import Unit
from sayso.run.engine.child import Child
from sayso.run.engine.limits import Limits
from sayso.run.engine.messages import Fetch, Hire, Work


@dataclass(slots=True)
class Task:
    """A unit on its way: its number in the order of reading, and how often a process has broken on it."""

    number: int
    unit: Unit
    strikes: int = 0

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.unit.data)


@dataclass(slots=True)
class Meter:
    """What a process may take for what it does now: by its own computing time, and by the clock."""

    pid: int
    limits: Limits
    _process: psutil.Process = field(init=False)
    _began: float = 0.0
    _spent: float = 0.0

    def __post_init__(self) -> None:
        self._process = psutil.Process(self.pid)
        self.start()

    def start(self) -> None:
        """It begins something new."""
        self._began, self._spent = time.monotonic(), self._computed()

    def over(self, seconds: float, megabytes: int) -> str | None:
        """Why it must end, None where all is well."""
        if time.monotonic() - self._began > seconds * self.limits.patience:
            return f"no end after {seconds * self.limits.patience:.0f} s"
        if self._computed() - self._spent > seconds:
            return f"no end after {seconds:.0f} s of computing"
        if self.megabytes() > megabytes:
            return f"more than {megabytes:,} MB of memory"
        return None

    def megabytes(self) -> float:
        """Resident memory; 0 for a process that has ended."""
        try:
            return float(self._process.memory_info().rss) / 1e6
        except psutil.Error:
            return 0.0

    def position(self, path: str) -> int:
        """How far it is in an open file, in bytes; 0 where the system does not tell."""
        try:
            return max((getattr(f, "position", 0) for f in self._process.open_files() if f.path == os.path.realpath(path)), default=0)
        except (psutil.Error, OSError, ValueError):
            return 0

    def _computed(self) -> float:
        try:
            times = self._process.cpu_times()
        except psutil.Error:
            return self._spent
        return float(times.user + times.system)


class Worker:
    """A worker process and the tasks it has been given, in order. `ready` once it has loaded; `coded` counts what it has done."""

    def __init__(self, hire: Hire, limits: Limits) -> None:
        self.child = Child("sayso.run.engine.worker")
        self.meter = Meter(self.child.pid, limits)
        self.limits = limits
        self.tasks: deque[Task] = deque()
        self.ready = False
        self.coded = 0
        self.child.tell(hire)

    def give(self, tasks: list[Task]) -> None:
        """Tasks for one that has none."""
        self.tasks.extend(tasks)
        self.child.tell(Work(tuple(t.unit for t in tasks)))
        self.meter.start()

    def done(self) -> Task:
        """It has answered its first task."""
        self.coded += 1
        self.meter.start()
        return self.tasks.popleft()

    def over(self) -> str | None:
        """Why it must be ended, None where all is well."""
        seconds = self.limits.seconds(sum(t.size for t in self.tasks)) if self.ready else self.limits.reading_seconds
        return self.meter.over(seconds, self.limits.worker_megabytes) if self.tasks or not self.ready else None

    def tired(self) -> bool:
        """Whether it should be replaced before it works on."""
        return self.coded >= self.limits.worker_documents or (self.coded % 64 == 63 and self.meter.megabytes() > self.limits.worker_tired)


class Reader:
    """The reader process: asked for more while there is room, started again behind a file it broke on.

    `file` is the one it reads, `opened` its number from 1, `given` how many units it gave of it, `before` the bytes of the files before it.
    """

    def __init__(self, fetch: Fetch, limits: Limits) -> None:
        self.fetch, self.limits = fetch, limits
        self.opened, self.file, self.given, self.before = fetch.skip, "", 0, 0
        self.asked = False
        reads_input = "-" in fetch.sources and fetch.skip == 0
        self.child = Child("sayso.run.engine.source", sys.stdin.fileno() if reads_input else None)
        self.meter = Meter(self.child.pid, limits)
        self.child.tell(fetch)

    def position(self) -> int:
        """Bytes of its file that it has read; 0 where the system does not tell."""
        return self.meter.position(self.file)

    def over(self) -> str | None:
        """Why it must be ended, None where all is well. Waiting for a pipe to be written is no work."""
        if not self.asked or self.file == "-":
            return None
        return self.meter.over(self.limits.reading_seconds, self.limits.worker_megabytes)


def how_it_ended(code: int) -> str:
    """A process's exit code in words."""
    if code >= 0:
        return f"exit {code}"
    try:
        return f"signal {-code}, {signal.Signals(-code).name}"
    except ValueError:
        return f"signal {-code}"


def cores() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class CannotWork(StageError):
    """Workers do not start."""

    def __init__(self, what: str) -> None:
        super().__init__("start", "-", what)
