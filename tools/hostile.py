"""Runs the whole hostile pack, reading and coding in a process that may be killed, and measures each case: computing time and memory.

Exits 1 where a case does not end as its manifest says, takes more than MOST_SECONDS or more than MOST_MEGABYTES, or ends the process. `--kind page` runs
one kind, `--case page/deep_100k_div` one case, `--list` prints the manifest.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from hostile.case import STORY, Case
from hostile.pack import cases, manifest
from hostile.running import write, wrong
from sayso.coder import Coder
from sayso.ontology.load import load
from sayso.readers import read_text

MOST_SECONDS = 10.0
MOST_MEGABYTES = 1_000
PATIENCE = 1.5 * MOST_SECONDS
"""Computing seconds after which a case is killed; ten times as many by the clock, since the machine may do other things."""
SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Ran:
    """How a case went: what is wrong with its end, computing seconds, and the most memory of its process."""

    problems: tuple[str, ...]
    seconds: float
    megabytes: float

    @property
    def bad(self) -> bool:
        return bool(self.problems) or self.seconds > MOST_SECONDS or self.megabytes > MOST_MEGABYTES


def work(line: Connection) -> None:
    """The process that may be killed: runs the cases it is told, by name, until it is told none."""
    coder = Coder(load())
    coder.code(read_text(STORY))
    known = {c.name: c for c in cases()}
    line.send(None)
    while (name := line.recv()) is not None:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            source = write(known[name], Path(folder))
            Path("/proc/self/clear_refs").write_text("5")  # forget the most memory so far
            start = time.process_time()
            try:
                problems = tuple(wrong(known[name], source, coder))
            except Exception as error:  # whatever it is: it is what is looked for here
                problems = (f"raised {type(error).__name__}: {str(error)[:300]}",)
            line.send(Ran(problems, time.process_time() - start, _most()))


def _most() -> float:
    rows = Path("/proc/self/status").read_text().splitlines()
    return next(int(row.split()[1]) / 1_000 for row in rows if row.startswith("VmHWM"))


def _computed(pid: int | None) -> float:
    """Computing seconds of a process so far."""
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


class Runner:
    """A working process, and another one when that dies or hangs."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self._line, far = SPAWN.Pipe()
        self._process = SPAWN.Process(target=work, args=(far,), daemon=True)
        self._process.start()
        far.close()
        self._line.recv()

    def run(self, case: Case) -> Ran:
        self._line.send(case.name)
        why = f"hangs: killed after {PATIENCE:.0f} s"
        try:
            if self._answered():
                done: Ran = self._line.recv()
                if done.megabytes > MOST_MEGABYTES / 2:  # so that the next case is not blamed
                    self.end()
                    self._start()
                return done
        except EOFError:
            self._process.join()
            why = f"ends the process: exit code {self._process.exitcode}"
        self._process.kill()
        self._process.join()
        self._start()
        return Ran((why,), PATIENCE, 0.0)

    def _answered(self) -> bool:
        """Whether the case was done within its time."""
        began, clock = _computed(self._process.pid), time.monotonic()
        while not self._line.poll(0.5):
            if _computed(self._process.pid) - began > PATIENCE or time.monotonic() - clock > 10 * PATIENCE:
                return False
        return True

    def end(self) -> None:
        self._line.send(None)
        self._process.join(10)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", action="append")
    parser.add_argument("--case", action="append")
    parser.add_argument("--list", action="store_true")
    asked = parser.parse_args()
    chosen = [c for c in cases() if (not asked.kind or c.kind in asked.kind) and (not asked.case or c.name in asked.case)]
    if asked.list:
        print(manifest(tuple(chosen)))
        return 0
    runner, bad, slowest, largest = Runner(), 0, 0.0, 0.0
    for case in chosen:
        ran = runner.run(case)
        bad += ran.bad
        slowest, largest = max(slowest, ran.seconds), max(largest, ran.megabytes)
        if ran.bad or ran.seconds > MOST_SECONDS / 4:
            print(f"{'BAD ' if ran.bad else 'slow'} {ran.seconds:5.1f} s {ran.megabytes:6.0f} MB  {case.name}  {'; '.join(ran.problems)[:400]}", flush=True)
    runner.end()
    print(f"{len(chosen)} cases, {bad} not as they must be; slowest {slowest:.1f} s, largest {largest:.0f} MB")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
