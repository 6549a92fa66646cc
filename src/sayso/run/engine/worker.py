"""A worker: a process that makes documents of units and codes them, until it is told nothing more, or killed."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from typing import Any, BinaryIO

from sayso.errors import SaysoError
from sayso.model.memory import settle
from sayso.run.engine.child import send, settle_in
from sayso.run.engine.messages import Failed, Hire, Made, Ready, Told, Work
from sayso.run.engine.wire import frames
from sayso.run.engine.work import coder_of, nothing_known, work


def main() -> None:
    """Serve until standard input ends."""
    out = settle_in()
    said = frames(sys.stdin.buffer)
    hire = next(said, None)
    if isinstance(hire, Hire):
        serve(hire, said, out)


def serve(hire: Hire, said: Iterator[Any], out: BinaryIO) -> None:
    """Load what the job needs, then answer every piece of work with one result a unit."""
    try:
        coder = coder_of(hire.job)
    except SaysoError as error:
        send(out, Failed(str(error), "", True))
        return

    def known(ids: Sequence[str]) -> Collection[str]:
        send(out, Made(tuple(ids)))
        told = next(said)
        assert isinstance(told, Told)
        return told.known

    settle()
    limit_memory(hire.megabytes)
    send(out, Ready(coder.name, coder.ontology.version))
    for order in said:
        assert isinstance(order, Work)
        for result in work(order.units, coder, hire.job, known if hire.ask else nothing_known):
            send(out, result)


def limit_memory(megabytes: int) -> None:
    """No more address space than there is now and so much beside: the last line of defence, where the system has one."""
    import resource

    import psutil

    most = psutil.Process().memory_info().vms + megabytes * 1_000_000
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
