"""Shards loaded into a store give what adding their reports gives: in pieces, twice, stopped, and with a damaged shard among them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sayso.coder import Coder
from sayso.errors import SettingsError
from sayso.model.plain import to_plain
from sayso.ontology.load import Ontology
from sayso.readers import ReadOptions
from sayso.run.adding import Added, add
from sayso.run.amended import AmendedOwner, open_amended
from sayso.run.engine import ALONE, Job
from sayso.run.loading import load, sources_of
from sayso.run.sharding import code_into
from sayso.run.shards import RunFile, coding_of, open_folder, run_of

OPTIONS = ReadOptions()
CLOCK = "2031-04-01T00:00:00"


def shards_of(folder: Path, sources: Sequence[Path], coder: Coder, size: int = 3) -> RunFile:
    run = run_of(tuple(map(str, sources)), OPTIONS, coding_of(coder.ontology, ""), size)
    with open_folder(folder, run, "test") as there:
        return code_into(there, Job(OPTIONS, "stored"), ALONE, lambda: coder)


@dataclass(frozen=True)
class Made:
    """The demo's reports and one that cannot be read, as files, in shards, and what a store has of them when they are added."""

    paths: tuple[Path, ...]
    folder: Path
    run: RunFile
    added: dict[str, Any]


def told(owner: AmendedOwner) -> dict[str, Any]:
    """All that a store knows, whatever run brought it."""
    rows = {table: count for table, count in owner.counts().items() if table not in ("runs", "ledger", "codings")}
    claims = {e.id: to_plain(e) for e in owner.events()}
    documents = {d.id: to_plain(d) for e in owner.events() for m in e.members if (d := owner.document(m.document)) is not None}
    texts = {d: [to_plain(c) for c in owner.claims_of(d)] for d in documents}
    matches = [to_plain(m) for m in owner.all_matches()]
    return {"rows": rows, "events": claims, "documents": documents, "claims": texts, "matches": matches, "refused": [q.where for q in owner.quarantine()]}


@pytest.fixture(scope="module")
def made(coder: Coder, demo: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> Made:
    base = tmp_path_factory.mktemp("made")
    (base / "in").mkdir()
    for path in demo:
        shutil.copy(path, base / "in")
    (base / "in/empty.txt").write_text("")
    paths = tuple(sorted((base / "in").iterdir()))
    run = shards_of(base / "out", paths, coder)
    with open_amended(base / "s.duckdb", "test", coder.ontology.resolving) as owner:
        add(owner, map(str, paths), OPTIONS, coder, {}, clock=lambda: CLOCK)
        added = told(owner)
    assert len(added["events"]) > 15
    return Made(paths, base / "out", run, added)


@pytest.fixture
def owner(ontology: Ontology, tmp_path: Path) -> Iterator[AmendedOwner]:
    with open_amended(tmp_path / "s.duckdb", "test", ontology.resolving) as owner:
        yield owner


def loaded(owner: AmendedOwner, ontology: Ontology, *folders: Path, progress: Callable[[Added], None] = lambda _: None) -> Added:
    return load(owner, sources_of(folders), ontology, {}, clock=lambda: CLOCK, progress=progress)


def test_loading_is_adding(owner: AmendedOwner, ontology: Ontology, made: Made) -> None:
    done = loaded(owner, ontology, made.folder)
    assert (done.read, done.added, done.known, done.claims) == (7, 6, 0, made.run.claims)
    assert [q.where for q in done.failed] == [str(made.paths[-1])]
    assert told(owner) == made.added
    assert owner.outcomes() == {"added": 6, "quarantined": 1}
    assert done.course.done_bytes == done.course.total_bytes > 0


def test_loading_again_adds_nothing(owner: AmendedOwner, ontology: Ontology, made: Made) -> None:
    loaded(owner, ontology, made.folder)
    again = loaded(owner, ontology, made.folder)
    assert (again.read, again.added, again.known, again.claims) == (7, 0, 6, 0)
    assert told(owner)["events"] == made.added["events"]


def test_shards_of_several_machines_are_loaded_as_one_run(owner: AmendedOwner, ontology: Ontology, made: Made, coder: Coder, tmp_path: Path) -> None:
    parts = (made.paths[4:], made.paths[:4], made.paths[3:5])
    folders = [tmp_path / f"machine{n}" for n in range(len(parts))]
    for folder, paths in zip(folders, parts, strict=True):
        shards_of(folder, paths, coder)
    done = loaded(owner, ontology, *folders)
    assert (done.read, done.added, done.known) == (9, 6, 2)
    assert told(owner)["events"] == made.added["events"]
    assert len(owner.runs()) == 1


def test_a_stopped_load_goes_on(owner: AmendedOwner, ontology: Ontology, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(total: Added) -> None:
        if total.added >= 4:
            raise KeyboardInterrupt

    monkeypatch.setattr("sayso.run.adding.BATCH", 2)
    with pytest.raises(KeyboardInterrupt):
        loaded(owner, ontology, made.folder, progress=stop)
    rest = loaded(owner, ontology, made.folder)
    assert (rest.added, rest.known) == (2, 4)
    assert told(owner)["events"] == made.added["events"]


def test_a_damaged_shard_is_quarantined_and_loaded_once_it_is_mended(owner: AmendedOwner, ontology: Ontology, made: Made, coder: Coder, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(made.folder, folder)
    (folder / "claims/part-00001.parquet").write_bytes(b"PAR1")
    done = loaded(owner, ontology, folder)
    assert done.added == 3
    assert [q.where for q in done.failed] == [f"{folder}: shard part-00001", str(made.paths[-1])]
    (folder / "manifests/part-00001.json").unlink()
    shards_of(folder, made.paths, coder)
    assert loaded(owner, ontology, folder).added == 3
    assert told(owner)["events"] == made.added["events"]


def test_a_shard_of_another_coding_is_not_taken(owner: AmendedOwner, ontology: Ontology, made: Made, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(made.folder, folder)
    path = folder / "manifests/part-00001.json"
    path.write_text(path.read_text().replace(made.run.coding.id, "another"))
    done = loaded(owner, ontology, folder)
    assert done.added == 3
    assert "coded in another way" in done.failed[0].reason


def test_what_is_no_folder_of_shards_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no folder of shards"):
        sources_of([tmp_path])
