"""The one who watches: gives units to workers, takes results in, ends who takes too much, and hands all on in the order of reading."""

from __future__ import annotations

import queue
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sayso.errors import SaysoError, SettingsError
from sayso.readers import Quarantined, Unit
from sayso.run.engine.feeder import Feeder
from sayso.run.engine.limits import DEFAULTS, Limits
from sayso.run.engine.messages import End, Failed, Fetch, Found, Hire, Job, Made, More, Opened, Ready, Told
from sayso.run.engine.staff import CannotWork, Reader, Task, Worker, how_it_ended
from sayso.run.engine.work import Result

TICK = 0.2
"""Seconds between two looks at what processes take."""
SOURCE_WAITS = 200
"""Units asked of the reader at once."""
STRIKES = 3
"""Workers that may die on a unit: the first may have died of another, the second of something outside."""
TIRED_OF_STARTING = 3
"""Workers that may end before they are ready, one after the other, before the run is given up."""
AskOne = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Orders:
    """What a pool is to do: the sources (or ready units), the job, how many workers at most, and the limits. `known` says of a document, by id, whether
    it need not be coded; None where nothing is known. `most` ends the run after so many units; None reads all."""

    job: Job
    sources: tuple[str, ...] = ()
    units: Iterable[Unit | Quarantined] | None = None
    workers: int = 1
    limits: Limits = DEFAULTS
    known: AskOne | None = None
    most: int | None = None


@dataclass(slots=True)
class Course:
    """How far a run is: units read, bytes of files done and of all (0 where not known), processes that had to be replaced."""

    read: int = 0
    done_bytes: int = 0
    total_bytes: int = 0
    replaced: int = 0


class Pool:
    """A run of the engine. Iterating gives one result a unit, in the order of reading; leaving the iteration ends all processes.

    Raises SaysoError where no worker can start.
    """

    def __init__(self, orders: Orders) -> None:
        self.orders, self.limits = orders, orders.limits
        self.course = Course()
        self._results: queue.SimpleQueue[Result | SaysoError | None] = queue.SimpleQueue()
        self._taken = self._emitted = self._numbered = 0
        self._waiting: deque[Task] = deque()
        self._alone: deque[Task] = deque()
        self._done: dict[int, Result] = {}
        self._workers: list[Worker] = []
        self._reader: Reader | None = None
        self._feeder: Feeder | None = None
        self._read_all = False
        self._stillborn = 0
        self._looked = 0.0
        self._stop = threading.Event()
        self._bell, self._ear = socket.socketpair()
        self._ear.setblocking(False)

    def __iter__(self) -> Iterator[Result]:
        thread = threading.Thread(target=self._watch, name="sayso-pool", daemon=True)
        thread.start()
        try:
            while (result := self._results.get()) is not None:
                if isinstance(result, SaysoError):
                    raise result
                self._taken += 1
                self._ring()
                yield result
        finally:
            self._stop.set()
            self._ring()
            thread.join()
            self._bell.close()
            self._ear.close()

    def _ring(self) -> None:
        try:
            self._bell.send(b".", socket.MSG_DONTWAIT)
        except OSError:
            return  # it has been rung

    def _watch(self) -> None:
        """The life of the thread: everything that concerns processes happens here."""
        try:
            while not self._stop.is_set() and not self._finished():
                self._read()
                self._hire()
                self._assign()
                self._listen()
                self._look()
                self._emit()
            self._results.put(None)
        except SaysoError as error:
            self._results.put(error)
        except Exception as error:  # whatever it is, whoever waits for results must hear of it
            self._results.put(CannotWork(f"{type(error).__name__}: {error}"))
        finally:
            if self._feeder:
                self._feeder.leave()
            for worker in self._workers:
                worker.child.end()
            if self._reader:
                self._reader.child.end()

    def _finished(self) -> bool:
        return self._read_all and self._emitted == self._numbered

    # reading

    def _room(self) -> int:
        """How many more units may be under way."""
        room = self.limits.window * self.orders.workers - (self._numbered - self._taken)
        if self.orders.most is not None:
            room = min(room, self.orders.most - self._numbered)
        held = sum(t.size for t in self._waiting)
        return 0 if held > self.limits.waiting_megabytes * 1_000_000 * self.orders.workers else max(room, 0)

    def _read(self) -> None:
        if self._read_all:
            return
        if self.orders.most is not None and self._numbered >= self.orders.most:
            self._end_reading()
        elif self.orders.units is not None:
            self._feeder = self._feeder or Feeder(self.orders.units, self._ring)
            self._take_ready(self._feeder)
        elif self._reader is None:
            self._reader = Reader(Fetch(self.orders.sources, self.orders.job.options, 0, self.limits.worker_megabytes), self.limits)
        elif not self._reader.asked and (room := self._room()) > 0:
            self._reader.asked = True
            self._reader.meter.start()
            self._reader.child.tell(More(min(room, SOURCE_WAITS), self.limits.waiting_megabytes * 1_000_000))

    def _take_ready(self, feeder: Feeder) -> None:
        units, goes_on = feeder.take(self._room())
        for unit in units:
            self._number(unit)
        if not goes_on:
            self._end_reading()

    def _number(self, unit: Unit | Quarantined) -> None:
        """A unit comes in, with its place in the order."""
        if isinstance(unit, Quarantined):
            self._done[self._numbered] = unit
        else:
            self._waiting.append(Task(self._numbered, unit))
        self._numbered += 1
        self.course.read = self._numbered

    def _end_reading(self) -> None:
        self._read_all = True
        if self._reader:
            self._reader.child.end()
            self._reader = None

    def _from_reader(self, reader: Reader, message: Any) -> None:
        reader.meter.start()
        match message:
            case Opened(path, done, total):
                reader.opened, reader.file, reader.given, reader.before = reader.opened + 1, path, 0, done
                self.course.done_bytes, self.course.total_bytes = done, total
            case Found(units):
                reader.given += len(units)
                for unit in units:
                    self._number(unit)
            case End(last):
                reader.asked = False
                if last:
                    self.course.done_bytes = self.course.total_bytes
                    self._end_reading()

    def _reader_broke(self, reader: Reader, why: str) -> None:
        """Its file is given up from where it was; reading goes on with the next."""
        where = reader.file or "the sources"
        after = f" after {reader.given:,} documents" if reader.given else ""
        self._number(Quarantined(where, f"reading stopped{after}: {why}", "check the file; the rest of it has not been read"))
        self.course.replaced += 1
        if reader.opened == reader.fetch.skip:
            self._reader = None
            self._read_all = True
            return
        fetch = reader.fetch
        self._reader = Reader(Fetch(fetch.sources, fetch.options, reader.opened, fetch.megabytes), self.limits)

    # working

    def _hire(self) -> None:
        """One more worker, where work waits and nobody is free or about to be."""
        idle = any(not w.tasks for w in self._workers)
        if (self._waiting or self._alone) and not idle and len(self._workers) < self.orders.workers:
            hire = Hire(self.orders.job, self.orders.known is not None, self.limits.worker_megabytes * 2)
            self._workers.append(Worker(hire, self.limits))

    def _assign(self) -> None:
        for worker in [w for w in self._workers if w.ready and not w.tasks]:
            if not (self._waiting or self._alone):
                return
            if worker.tired():
                self._workers.remove(worker)
                worker.child.end()
                continue
            worker.give(self._piece())

    def _piece(self) -> list[Task]:
        """Units for one worker: one that broke a worker before goes alone."""
        if self._alone:
            return [self._alone.popleft()]
        piece, size = [self._waiting.popleft()], 0
        share = max(1, len(self._waiting) // (2 * self.orders.workers))
        while self._waiting and len(piece) < min(self.limits.chunk_units, share):
            size += piece[-1].size
            if size + self._waiting[0].size > self.limits.chunk_characters:
                break
            piece.append(self._waiting.popleft())
        return piece

    def _from_worker(self, worker: Worker, message: Any) -> None:
        match message:
            case Ready():
                worker.ready = True
                self._stillborn = 0
            case Failed(what, remedy, usage):
                raise SettingsError(what, remedy) if usage else CannotWork(what)
            case Made(ids):
                ask = self.orders.known
                worker.child.tell(Told(frozenset(i for i in ids if ask is not None and ask(i))))
            case _ if worker.tasks:
                self._done[worker.done().number] = message

    def _worker_broke(self, worker: Worker, why: str, *, ended_by_us: bool) -> None:
        """What it worked on is tried again, each unit alone. One that takes too much when it is alone is given up; one on which workers die, after STRIKES."""
        self._workers.remove(worker)
        self.course.replaced += 1
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= TIRED_OF_STARTING:
                raise CannotWork(f"workers end before they have loaded: {why}")
        for task in worker.tasks:
            task.strikes += 1
            if len(worker.tasks) == 1 and (ended_by_us or task.strikes >= STRIKES):
                self._done[task.number] = Quarantined(task.unit.where, why, "look at it; to try it again: sayso quarantine retry")
            else:
                self._alone.append(task)

    # watching

    def _listen(self) -> None:
        """Take in what processes say; wait for it a tick at most."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._ear, selectors.EVENT_READ, None)
            for who in self._staff():
                selector.register(who.child.output, selectors.EVENT_READ, who)
                if who.child.waits_to_send:
                    selector.register(who.child.input, selectors.EVENT_WRITE, who)
            ready = selector.select(0 if self._done.keys() & {self._emitted} else TICK)
        for key, events in ready:
            if key.data is None:
                self._ear.recv(4096)
            elif events & selectors.EVENT_WRITE:
                key.data.child.push()
            else:
                self._hear(key.data)

    def _staff(self) -> list[Worker | Reader]:
        return [*self._workers, *([self._reader] if self._reader else [])]

    def _hear(self, who: Worker | Reader) -> None:
        messages, goes_on = who.child.hear()
        for message in messages:
            if isinstance(who, Reader):
                self._from_reader(who, message)
            else:
                self._from_worker(who, message)
        if not goes_on and who in self._staff():
            self._ended(who, how_it_ended(who.child.reap()))

    def _ended(self, who: Worker | Reader, how: str) -> None:
        if isinstance(who, Reader):
            self._reader_broke(who, f"the reader died ({how})")
        else:
            self._worker_broke(who, f"a worker died on it ({how})", ended_by_us=False)

    def _look(self) -> None:
        """Once a tick: end those who take too much, and see how far the reader is."""
        now = time.monotonic()
        if now < self._looked + TICK:
            return
        self._looked = now
        if self._reader and self._reader.asked:
            self.course.done_bytes = self._reader.before + self._reader.position()
        for who in self._staff():
            if why := who.over():
                who.child.end()
                if isinstance(who, Reader):
                    self._reader_broke(who, why)
                else:
                    self._worker_broke(who, why, ended_by_us=True)

    def _emit(self) -> None:
        while (result := self._done.pop(self._emitted, None)) is not None:
            self._results.put(result)
            self._emitted += 1
