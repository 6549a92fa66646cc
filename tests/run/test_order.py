"""The same claims and events, to the byte, whoever codes, in whatever order, with any hash seed and locale. `tools/same.py` does it at length."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.coder import Coder
from sayso.readers import ReadOptions
from sayso.run.adding import add
from sayso.run.amended import open_amended
from sayso.run.engine import ALONE, Job
from sayso.run.sharding import code_into
from sayso.run.shards import coding_of, open_folder, run_of
from sayso.store import open_reader

WAYS = ((1, "0", "C", 1), (2, "1", "C.UTF-8", -1), (4, "7", "C", -1))
"""Workers, hash seed, locale, and the order of the files."""
REPORTS = 11


@pytest.fixture
def tool(repo: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    """A module of tools/."""
    monkeypatch.syspath_prepend(str(repo / "tools"))
    return importlib.import_module


@pytest.fixture
def mixed(tmp_path: Path, tool: Callable[[str], Any]) -> list[str]:
    """Reports in files of all kinds, and two inputs that fail."""
    files: list[str] = tool("same").write(tmp_path / "mixed", REPORTS)
    return files


def test_one_hash_whoever_codes(mixed: list[str], process: Callable[..., Any], coder: Coder, tool: Callable[[str], Any], tmp_path: Path) -> None:
    """Shards by this process give the hash; workers print claims that give the same."""
    job, same = Job(ReadOptions(), "stored", ontology=str(coder.ontology.folder)), tool("same")
    with open_folder(tmp_path / "shards", run_of(tuple(mixed), job.options, coding_of(coder.ontology, ""), 4), "test") as folder:
        done = code_into(folder, job, ALONE, lambda: coder)
    assert (done.reports, done.quarantined) == (REPORTS, same.REFUSED)
    assert done.claims >= 20
    for workers, seed, locale, order in WAYS:
        ran = process("code", "--workers", workers, *mixed[::order], env={"PYTHONHASHSEED": seed, **same.LOCALES[locale]})
        assert ran.code == 3, ran.errors
        assert len(ran.errors.splitlines()) == same.REFUSED
        assert tool("export_hash").hashed(ran.out.splitlines()) == done.export, (workers, seed, locale, order)


def test_events_do_not_depend_on_the_order_of_reports(mixed: list[str], coder: Coder, tool: Callable[[str], Any], tmp_path: Path) -> None:
    found = set()
    for n, files in enumerate((mixed, mixed[::-1], mixed[3:] + mixed[:3])):
        store = tmp_path / f"{n}.duckdb"
        with open_amended(store, "test", coder.ontology.resolving) as owner:
            add(owner, files, ReadOptions(), coder, coder.ontology.actors.outlets, clock=lambda: "2031-04-09")
        with open_reader(store) as reader:
            found.add(tool("export_hash").state(reader))
    (state,) = found
    assert state.sound
    assert state.events >= 15
