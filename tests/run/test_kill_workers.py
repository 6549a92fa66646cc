"""Workers, readers and parents killed while they work, and the run resumed: nothing lost, nothing doubled, nobody left. `make kill` does it at length."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from random import Random
from typing import Any

import pytest

from sayso.coder import Coder
from sayso.readers import ReadOptions
from sayso.run import adding
from sayso.run.adding import Added, add
from sayso.run.amended import open_amended
from sayso.run.engine import ALONE, Crew, Limits
from sayso.store import open_reader

REPORTS, BATCH = 45, 3


@pytest.fixture
def tool(repo: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """tools/kill_workers.py."""
    monkeypatch.syspath_prepend(str(repo / "tools"))
    monkeypatch.setattr(adding, "BATCH", BATCH)
    return importlib.import_module("kill_workers")


def added(store: Path, given: Path, coder: Coder, crew: Crew = ALONE, progress: Any = lambda _: None) -> Added:
    with open_amended(store, "test", coder.ontology.resolving) as owner:
        outlets = coder.ontology.actors.outlets
        times = iter(range(10))
        return add(owner, [str(given)], ReadOptions(), coder, outlets, clock=lambda: f"2031-04-09T{next(times)}", crew=crew, progress=progress)


def seen(store: Path, tool: Any) -> Any:
    with open_reader(store) as reader:
        return tool.state(reader)


def test_whoever_is_killed_the_store_is_the_same_in_the_end(tool: Any, coder: Coder, tmp_path: Path) -> None:
    given, store, dice = tmp_path / "reports", tmp_path / "killed.duckdb", Random(3)
    tool.write(given, REPORTS)
    assert added(tmp_path / "whole.duckdb", given, coder).added == REPORTS
    wanted = seen(tmp_path / "whole.duckdb", tool)
    assert wanted.sound
    assert min(wanted.claims, wanted.events) > REPORTS

    killed = list[str]()

    def kill(total: Added) -> None:
        """In turn a reader and a worker, three of each, as they come to be met."""
        module = ("sayso.run.engine.source", "sayso.run.engine.worker")[len(killed) % 2]
        if len(killed) < 6 and (found := [p for p in tool.children(os.getpid(), module) if tool.lives(p)]):
            dice.choice(found).kill()
            killed.append(module)

    total = added(store, given, coder, Crew(1, Limits(window=2)), kill)
    assert len(killed) == 6
    assert total.course.replaced == 6
    assert [q.reason for q in total.failed if "the reader died (signal 9, SIGKILL)" not in q.reason] == []
    assert seen(store, tool).sound

    for point in sorted(dice.sample(range(REPORTS // 2), 3)):
        run = tool.Run(store, given, 1, BATCH)
        run.until(point)
        assert run.kill() == []
        with open_amended(store, "look", coder.ontology.resolving):
            pass
        assert seen(store, tool).sound

    assert added(store, given, coder).failed == []
    assert seen(store, tool) == wanted
