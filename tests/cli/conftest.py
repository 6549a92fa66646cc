"""A store made of the demo reports by the real pipeline, once; and copies of it to change."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.coder import Coder
from sayso.model.event import Event
from sayso.readers import ReadOptions
from sayso.run.adding import add
from sayso.run.amended import open_amended
from sayso.run.outlets import outlets_for
from sayso.run.settings import Settings
from sayso.store import open_reader


@pytest.fixture(autouse=True)
def nobody_elses(monkeypatch: pytest.MonkeyPatch) -> None:
    """No store of the machine's user, and somebody who signs."""
    monkeypatch.delenv("SAYSO_STORE", raising=False)
    monkeypatch.setenv("USER", "tester")


@pytest.fixture(scope="session")
def made(coder: Coder, demo: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the six demo reports; not to be changed."""
    path = tmp_path_factory.mktemp("made") / "sayso.duckdb"
    with open_amended(path, "test", coder.ontology.resolving) as owner:
        done = add(owner, map(str, demo), ReadOptions(), coder, outlets_for(Settings(), coder.ontology), command="sayso add demo", clock=lambda: "2031-03-20")
    assert done.added == 6
    return path


@pytest.fixture
def store(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it in the working directory, where every command finds it without being told."""
    folder = tmp_path / "work"
    shutil.copytree(made.parent, folder)
    monkeypatch.chdir(folder)
    return folder / made.name


@pytest.fixture
def strike(store: Path) -> Event:
    """The drone strike of the demo: the event most reports tell of."""
    with open_reader(store) as reader:
        return max(reader.events(), key=lambda e: e.reports)


@pytest.fixture(scope="session")
def events_of() -> Callable[[Path], dict[str, Event]]:
    """All events of a store, by id."""

    def read(store: Path) -> dict[str, Event]:
        with open_reader(store) as reader:
            return {e.id: e for e in reader.events()}

    return read


@pytest.fixture
def held(store: Path, coder: Coder) -> Iterator[Any]:
    """The store, owned by somebody else: this process, outside the command."""
    with open_amended(store, "sayso add elsewhere", coder.ontology.resolving) as owner:
        yield owner
