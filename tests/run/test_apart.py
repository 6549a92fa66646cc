"""Reading in a process apart: the same units, and a process that dies or takes too much costs one file."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import psutil
import pytest

from sayso.readers import Quarantined, ReadOptions, Unit, units
from sayso.run.apart import units_apart
from sayso.run.engine import Limits

OPTIONS = ReadOptions()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four files of records, and one nobody can read."""
    for n in range(4):
        (tmp_path / f"{n}.jsonl").write_text("".join(f'{{"text": "{n} {k}"}}\n' for k in range(300)), encoding="utf-8")
    (tmp_path / "2.pdf").write_bytes(b"%PDF-1.4")
    return tmp_path


def children() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


def test_it_gives_what_reading_here_gives(folder: Path) -> None:
    for source in (folder, folder / "1.jsonl", folder / "2.pdf", folder / "nothing"):
        assert list(units_apart(str(source), OPTIONS, Limits())) == list(units(str(source), OPTIONS))
    assert not children()


def test_a_killed_reader_costs_the_rest_of_its_file(folder: Path) -> None:
    found = list[Unit | Quarantined]()
    for unit in units_apart(str(folder), OPTIONS, Limits()):
        found.append(unit)
        if len(found) == 400:
            os.kill(children()[0].pid, signal.SIGKILL)
    told = [u for u in found if isinstance(u, Quarantined) and "reading stopped after" in u.reason]
    assert [(u.where, "(signal 9, SIGKILL)" in u.reason) for u in told] == [(str(folder / "1.jsonl"), True)]
    assert [u.where for u in found[-601:] if isinstance(u, Unit)] == [f"{folder / name}:{k}" for name in ("2.jsonl", "3.jsonl") for k in range(1, 301)]
    assert len({u.where for u in found}) == len(found)
    assert not children()


def test_leaving_early_ends_it(folder: Path) -> None:
    reading = units_apart(str(folder), OPTIONS, Limits())
    next(reading)
    assert children()
    reading.close()  # type: ignore[attr-defined]
    assert not children()


def test_one_that_never_gets_to_a_file_is_given_up(folder: Path) -> None:
    (told,) = units_apart(str(folder), OPTIONS, Limits(reading_seconds=0.0001, patience=0.0001))
    assert isinstance(told, Quarantined)
    assert told.where == str(folder)
    assert "reading stopped: no end after" in told.reason
