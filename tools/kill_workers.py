"""Kills the parent, workers and the reader of `add` at random points over real coding, and resumes it: nothing may be lost, doubled or different, and no
process may outlive its parent by more than a second. `make kill` runs it, after kill_add.py. Exit code 0 where all of that held, else 1.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from export_hash import State, state
from made_texts import report
from sayso.coder import Coder
from sayso.errors import StoreError
from sayso.ontology.load import load
from sayso.readers import ReadOptions
from sayso.run import adding
from sayso.run.adding import Added, add
from sayso.run.amended import open_amended
from sayso.run.engine import Crew, Limits
from sayso.store import open_reader

READY = "ready"
GRACE = 1.0
"""Seconds in which children of a killed parent must be gone."""
WINDOW = 8
"""Inputs under way for each worker: few, so that the reader has something to do until near the end."""
FILES = 200


def work(store: Path, given: Path, workers: int, batch: int) -> None:
    """What is killed: adds all reports, so many a transaction, and says after each how many inputs have been read."""
    ontology, adding.BATCH = load(), batch

    def progress(total: Added) -> None:
        print(total.read, flush=True)

    print(READY, flush=True)
    try:
        with open_amended(store, "add", ontology.resolving) as owner:
            crew = Crew(workers, Limits(window=WINDOW))
            clock = lambda: f"{time.time():.6f}"  # noqa: E731
            total = add(owner, [str(given)], ReadOptions(), Coder(ontology), ontology.actors.outlets, clock=clock, progress=progress, crew=crew)
    except StoreError as error:
        sys.exit(str(error))
    for q in total.failed:
        print(f"{q.where}: {q.reason}", file=sys.stderr)
    sys.exit(3 if total.failed else 0)


def write(folder: Path, count: int) -> None:
    """The reports, as so many files of records."""
    folder.mkdir()
    files = min(FILES, max(1, count // 5))
    for file in range(files):
        lines = [report(n).line for n in range(count * file // files, count * (file + 1) // files)]
        (folder / f"{file:02}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def children(parent: int, module: str = "") -> list[psutil.Process]:
    """The child processes of a process that run this module, or all."""
    try:
        return [p for p in psutil.Process(parent).children(recursive=True) if module in " ".join(p.cmdline())]
    except psutil.Error:
        return []


class Run:
    """A run of `add` in a process of its own, that has begun."""

    def __init__(self, store: Path, given: Path, workers: int, batch: int) -> None:
        command = [sys.executable, __file__, "--work", str(store), str(given), "--workers", str(workers), "--batch", str(batch)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self._line()

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def until(self, point: int) -> bool:
        """Waits until so many inputs have been read; whether it got there."""
        while line := self._line():
            if int(line) >= point:
                return True
        return False

    def one(self, module: str, dice: random.Random, patience: float = 30.0) -> psutil.Process | None:
        """One of its children that run this module; it is waited for, where one has just been killed."""
        end = time.monotonic() + patience
        while self.process.poll() is None and time.monotonic() < end:
            if found := [p for p in children(self.process.pid, module) if lives(p)]:
                return dice.choice(found)
            time.sleep(0.05)
        return None

    def kill(self) -> list[psutil.Process]:
        """Kills it; those of its children that live on after the grace."""
        left = children(self.process.pid)
        self.process.kill()
        self.process.communicate()
        time.sleep(GRACE)
        return [p for p in left if lives(p)]

    def finish(self) -> tuple[int, str]:
        """Lets it run to its end: exit code, and what it said on standard error."""
        _, said = self.process.communicate(timeout=3600)
        return self.process.returncode, said


def lives(process: psutil.Process) -> bool:
    """Whether a process runs; one that has ended and waits to be buried does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _last(said: str) -> str:
    lines = said.strip().splitlines()
    return f", {len(lines)} lines on standard error, the last: {lines[-1][:200]}" if lines else ""


class Check:
    """A set of reports, the store they give where nobody disturbs, and what has gone wrong since."""

    def __init__(self, folder: Path, count: int, kills: int, workers: int, dice: random.Random) -> None:
        self.folder, self.count, self.kills, self.workers, self.dice = folder, count, kills, workers, dice
        self.batch = min(adding.BATCH, max(2, count // 30))
        self.given = folder / "reports"
        self.rules = load().resolving
        self.wrong = list[str]()
        write(self.given, count)
        whole, began = folder / "whole.duckdb", time.monotonic()
        code, said = self.start(whole).finish()
        if code:
            sys.exit(f"the unbroken run failed{_last(said)}")
        self.seconds = time.monotonic() - began
        self.wanted = self.seen(whole)
        self.say(f"unbroken: {self.wanted} in {self.seconds:.0f} s")

    def say(self, text: str, held: bool = True) -> None:
        """A line, and whether it is as it must be."""
        print(text if held else f"{text}   WRONG", flush=True)
        if not held:
            self.wrong.append(text)

    def start(self, store: Path) -> Run:
        """A run on that store."""
        return Run(store, self.given, self.workers, self.batch)

    def seen(self, store: Path) -> State:
        """The state of a store, also of one whose owner was killed."""
        with open_amended(store, "look", self.rules):
            pass
        with open_reader(store) as reader:
            return state(reader)

    def points(self, most: int) -> list[int]:
        """When to kill: after so many inputs have been read."""
        return sorted(self.dice.randrange(most) for _ in range(self.kills))

    def parents(self) -> None:
        """Kills the parent, each time a new one, that goes on where the last was."""
        store = self.folder / "parents.duckdb"
        for number, point in enumerate(self.points(self.count), start=1):
            run = self.start(store)
            if point >= self.batch:
                run.until(point - point % self.batch)
            wait = self.dice.uniform(0, self.seconds * self.batch / self.count)
            time.sleep(wait)
            left = run.kill()
            held, told = True, "before there was a store"
            if store.exists():
                now = self.seen(store)
                held, told = now.sound, str(now)
            self.say(f"parent {number:3} killed {wait:5.2f} s after {point:5} of {self.count}: {told}; {len(left)} children left", held and not left)
        self.ended("after the parents", store)

    def those(self, who: str, module: str) -> None:
        """Kills children that run a module, in one run, before the reader has come to the end: it must go on without them."""
        most = max(self.count - 2 * WINDOW * self.workers - 2 * self.batch, 1)
        store, killed, reached = self.folder / f"{who}.duckdb", 0, 0
        run = self.start(store)
        for point in self.points(most):
            if point >= reached + self.batch:
                run.until(reached := point - point % self.batch)
            time.sleep(self.dice.uniform(0, self.seconds * self.batch / self.count))
            if found := run.one(module, self.dice):
                found.kill()
                killed += 1
        code, said = run.finish()
        now = self.seen(store)
        self.say(f"{killed} {who} killed in one run: {now}; exit code {code}{_last(said)}", now.sound and code in (0, 3))
        self.say(f"  {self.kills} were to be killed", killed == self.kills)
        if who == "workers":
            self.say(f"  {self.same(now)} without being resumed", now == self.wanted)
        self.ended(f"after the {who}", store)

    def same(self, now: State) -> str:
        """In words, whether a store is as one never disturbed."""
        return "the same" if now == self.wanted else f"DIFFERENT from {self.wanted}"

    def ended(self, when: str, store: Path) -> None:
        """Runs `add` to its end, which must give what an unbroken run gives."""
        code, said = self.start(store).finish()
        now = self.seen(store)
        self.say(f"{when}, resumed: {now}, {self.same(now)} {said.strip()}", not code and now == self.wanted)


def main() -> None:
    """Print what happened, and say by the exit code whether all of it held."""
    options = argparse.ArgumentParser(description="kill the parent, workers and the reader of add, and resume it")
    options.add_argument("--reports", type=int, default=2000)
    options.add_argument("--kills", type=int, default=20, help="of each: parents, workers, readers")
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--batch", type=int, default=adding.BATCH, help=argparse.SUPPRESS)
    options.add_argument("--work", nargs=2, type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.work:
        work(*given.work, given.workers, given.batch)
    with tempfile.TemporaryDirectory() as name:
        check = Check(Path(name), given.reports, given.kills, given.workers, random.Random(given.seed))
        steps: tuple[Callable[[], None], ...] = (
            lambda: check.those("workers", "engine.worker"),
            lambda: check.those("readers", "engine.source"),
            check.parents,
        )
        for step in steps:
            step()
    print(f"{len(check.wrong)} things wrong" if check.wrong else "nothing lost, nothing doubled, nothing left")
    sys.exit(1 if check.wrong else 0)


if __name__ == "__main__":
    main()
