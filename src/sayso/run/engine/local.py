"""Coding sources: by workers, or in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from sayso.coder import Coder
from sayso.readers import Quarantined, units
from sayso.run.engine.limits import DEFAULTS, Limits
from sayso.run.engine.pool import Course, Orders, Pool
from sayso.run.engine.work import Result, coder_of, nothing_known, work


@dataclass(frozen=True, slots=True)
class Crew:
    """Who codes: at most so many workers (0: this process), with which parser (None: the packaged one) and limits; `most` is how many units of input at
    most (None: all), `thorough` that every sentence is parsed."""

    workers: int = 0
    limits: Limits = DEFAULTS
    most: int | None = None
    thorough: bool = False
    parser: str | None = None


ALONE = Crew()


def coded(orders: Orders, coder: Callable[[], Coder] | None = None) -> tuple[Iterator[Result], Course]:
    """One result for each unit of the sources, in order, and how far that is at any time.

    With no workers it is done in this process, where limits of time and memory cannot be enforced; `coder` gives one that is loaded already.
    """
    if orders.workers:
        pool = Pool(orders)
        return iter(pool), pool.course
    course = Course()
    return _here(orders, coder, course), course


def _here(orders: Orders, coder: Callable[[], Coder] | None, course: Course) -> Iterator[Result]:
    found = (unit for source in orders.sources for unit in units(source, orders.job.options)) if orders.units is None else iter(orders.units)
    one = coder() if coder else coder_of(orders.job)
    ask = orders.known
    known = (lambda ids: {i for i in ids if ask(i)}) if ask else nothing_known
    for unit in islice(found, orders.most):
        course.read += 1
        if isinstance(unit, Quarantined):
            yield unit
        else:
            yield from work([unit], one, orders.job, known)
