"""Workers and the reader: order, limits, deaths, and the same claims whoever codes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from sayso.coder import Coder
from sayso.errors import SaysoError, SettingsError
from sayso.model.coding import Coding
from sayso.readers import Quarantined, ReadOptions, Unit
from sayso.run.engine import Crew, Job, Known, Limits, Orders, Result, coded
from sayso.run.engine.pool import Pool
from sayso.run.engine.wire import Inbox, framed, loaded

TEXT = "Chad's army shelled a village in Libya on Monday, killing four people, a police officer said."
JOB = Job(ReadOptions(published="2031-04-09"), "coding")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twelve reports in files, and a file nobody can read."""
    for n in range(12):
        (tmp_path / f"{n:02d}.txt").write_text(TEXT.replace("four", str(n + 3)), encoding="utf-8")
    (tmp_path / "05.pdf").write_bytes(b"%PDF-1.4")
    return tmp_path


def keys(results: list[Result]) -> list[str]:
    return [Path(r.where if isinstance(r, Quarantined) else r.key if isinstance(r, Known) else r.document.key).name for r in results]


def children() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


def worker_of(pool: Pool) -> int:
    """The process of the first worker that has something to do."""
    for _ in range(600):
        for worker in list(pool._workers):
            if worker.ready and worker.tasks:
                return worker.child.pid
        time.sleep(0.05)
    raise AssertionError("no worker came to work")


def units(count: int) -> Iterator[Unit]:
    for n in range(count):
        yield Unit(f"u{n}", f"u{n}", "plain", TEXT.replace("four", str(n + 3)).encode())


def test_workers_give_what_one_process_gives_in_the_order_of_reading(folder: Path, coder: Coder) -> None:
    here, _ = coded(Orders(JOB, (str(folder),)), lambda: coder)
    expected = list(here)
    results, course = coded(Orders(JOB, (str(folder),), workers=2, limits=Limits(chunk_units=2)))
    found = list(results)
    assert keys(found) == sorted(p.name for p in folder.iterdir())
    assert found == expected
    assert sum(len(c.claims) for c in found if isinstance(c, Coding)) >= 12
    assert course.read == 13
    assert course.done_bytes == course.total_bytes > 0
    assert not children()


def test_what_is_known_is_not_coded_and_a_limit_ends_the_reading(folder: Path) -> None:
    results, _ = coded(Orders(JOB, (str(folder),), workers=1, most=3))
    first = list(results)
    assert keys(first) == ["00.txt", "01.txt", "02.txt"]
    ids = {c.document.id for c in first if isinstance(c, Coding)}
    again, _ = coded(Orders(JOB, (str(folder),), workers=1, most=4, known=ids.__contains__))
    assert [type(r) for r in again] == [Known, Known, Known, Coding]


def test_a_document_that_takes_too_long_is_quarantined_and_the_rest_is_coded() -> None:
    slow = Unit("slow", "slow", "plain", " ".join([TEXT] * 1500).encode())
    given = [*units(2), slow, *units(4)][:6]
    limits = Limits(document_seconds=1.2, seconds_per_million=0.001, patience=60, chunk_characters=2_000)
    results, course = coded(Orders(JOB, units=iter(given), workers=1, limits=limits))
    found = list(results)
    assert [isinstance(r, Quarantined) for r in found] == [False, False, True, False, False, False]
    lost = found[2]
    assert isinstance(lost, Quarantined)
    assert lost.where == "slow"
    assert "no end after 1 s of computing" in lost.reason
    assert course.replaced == 1
    assert not children()


def test_too_much_memory_is_told_as_such() -> None:
    results, _ = coded(Orders(JOB, units=units(1), workers=1, limits=Limits(worker_megabytes=60)))
    with pytest.raises(SaysoError, match=r"workers end before they have loaded: more than 60 MB"):
        list(results)


def test_a_killed_worker_loses_nothing() -> None:
    pool = Pool(Orders(JOB, units=units(40), workers=1, limits=Limits(chunk_units=8)))
    found = list[Result]()
    for result in pool:
        found.append(result)
        if len(found) in (1, 12):
            os.kill(worker_of(pool), signal.SIGKILL)
    assert keys(found) == [f"u{n}" for n in range(40)]
    assert all(isinstance(r, Coding) for r in found)
    assert pool.course.replaced == 2


def test_a_killed_reader_costs_the_rest_of_its_file(folder: Path) -> None:
    """It gives up what it was reading, which it cannot know to be harmless, and goes on with the next file."""
    pool = Pool(Orders(JOB, (str(folder),), workers=1, limits=Limits(window=2)))
    found = list[Result]()
    for result in pool:
        if not found:
            assert pool._reader is not None
            os.kill(pool._reader.child.pid, signal.SIGKILL)
        found.append(result)
    told = [r for r in found if isinstance(r, Quarantined) and "the reader died (signal 9, SIGKILL)" in r.reason]
    assert len(told) == 1
    assert len(found) == 14


def test_leaving_early_ends_every_process(folder: Path) -> None:
    results, _ = coded(Orders(JOB, (str(folder),), workers=2))
    next(results)
    assert children()
    results.close()  # type: ignore[attr-defined]
    assert not children()


def test_what_goes_wrong_in_making_units_is_told() -> None:
    def broken() -> Iterator[Unit]:
        yield from units(2)
        raise SettingsError("other inputs than before", "name a new folder")

    results, _ = coded(Orders(JOB, units=broken(), workers=1))
    with pytest.raises(SettingsError, match="other inputs than before"):
        list(results)
    assert not children()


def test_settings_that_cannot_be_end_the_run() -> None:
    results, _ = coded(Orders(Job(ReadOptions(), "coding", parser="no_such_model"), units=units(1), workers=1))
    with pytest.raises(SaysoError, match="no_such_model"):
        list(results)


def test_a_text_that_is_too_long_is_refused(coder: Coder) -> None:
    results, _ = coded(Orders(Job(ReadOptions(), "coding", characters=50), units=units(1)), lambda: coder)
    (refused,) = results
    assert isinstance(refused, Quarantined)
    assert "longer than 50 characters" in refused.reason


def test_a_pipe_takes_records_of_ours_and_nothing_else() -> None:
    unit = Unit("a", "a", "plain", b"x")
    inbox = Inbox()
    both = framed(unit) + framed((unit, None))
    assert [v for n in range(len(both)) for v in inbox.take(both[n : n + 1])] == [unit, (unit, None)]
    import pickle

    for evil in (os.system, os.path.join, eval, Crew, Path("x"), pickle.Pickler):
        with pytest.raises(pickle.UnpicklingError, match="not sent"):
            loaded(framed(evil)[8:])
