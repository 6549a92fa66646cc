"""A folder of shards: who writes it, how the run was asked for, and what is there."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sayso.errors import InUse, SettingsError, StoreError
from sayso.model.ids import digest
from sayso.model.plain import from_plain, to_plain
from sayso.model.release import release
from sayso.ontology.load import Ontology
from sayso.readers import ReadOptions
from sayso.run.shards import manifest as manifests
from sayso.run.shards.manifest import FORMAT, Damaged, Manifest, put_text, read_manifest, text_of, whole
from sayso.run.shards.rows import TABLES
from sayso.store import CodingId
from sayso.store.failures import failing
from sayso.store.owner import Lock

RUN = "run.json"
SIZE = 1_000
"""Inputs a shard: a killed run loses at most the coding of so many, some ten seconds of one processor."""
NAMES = frozenset(TABLES)


@dataclass(frozen=True, slots=True)
class RunFile:
    """What run.json says: how the folder's reports were read and coded, what came out, and the export hash.

    `shard_inputs` are the inputs a shard. `export` is the SHA-256 of all claim records, sorted, a line each (`sayso code … --format jsonl | LC_ALL=C sort |
    sha256sum` gives the same); it does not depend on order, shards, workers or engine. None, and `finished` False, until all is done.
    """

    format: int
    coding: CodingId
    options: ReadOptions
    sources: tuple[str, ...]
    shard_inputs: int = SIZE
    shards: int = 0
    inputs: int = 0
    reports: int = 0
    claims: int = 0
    statements: int = 0
    quarantined: int = 0
    export: str | None = None
    finished: bool = False


@dataclass(slots=True)
class Folder:
    """An open folder: its place, its run, and the shards that are there, by number. Only one process has it open."""

    path: Path
    run: RunFile
    done: dict[int, Manifest] = field(default_factory=dict)

    def finish(self, export: str) -> RunFile:
        """Writes run.json with the counts of all shards and the export hash."""
        shards = self.done.values()
        rows = {table: sum(m.rows(table) for m in shards) for table in NAMES}
        self.run = replace(
            self.run,
            shards=len(shards),
            inputs=sum(m.inputs.count for m in shards),
            reports=rows["documents"],
            claims=rows["claims"],
            statements=rows["statements"],
            quarantined=rows["quarantine"],
            export=export,
            finished=True,
        )
        with failing(self.path):
            put_text(self.path / RUN, text_of(self.run))
        return self.run


def coding_of(ontology: Ontology, settings: str) -> CodingId:
    """The way of coding, as `coding_id` has it, before a coder is loaded."""
    name = f"sayso {release()}"
    return CodingId(digest(name, ontology.version, settings), name, ontology.version, settings)


def run_of(sources: tuple[str, ...], options: ReadOptions, coding: CodingId, size: int = SIZE) -> RunFile:
    """A run that begins. Raises SettingsError for a size that cannot be."""
    if size < 1:
        raise SettingsError(f"{size} reports a shard is not allowed", "use 1 or more")
    return RunFile(FORMAT, coding, options, sources, size)


@contextmanager
def open_folder(path: Path, run: RunFile, command: str, there: Callable[[Path, Manifest], bool] = whole) -> Iterator[Folder]:
    """The folder for writing, with the shards that are there already; made where there is none. `there` says whether the files of a manifest are.

    Raises SettingsError where it holds something else or shards coded otherwise, StoreError where another process writes it or the disk does not let us.
    """
    with failing(path):
        path.mkdir(parents=True, exist_ok=True)
        strange = sorted(p.name for p in path.iterdir() if not p.name.startswith(".")) if not (path / RUN).exists() else []
    if strange:
        raise SettingsError(f"{path} holds other files ({strange[0]} …)", "choose a new folder for the shards")
    try:
        lock = Lock(path / ".run", command)
    except InUse as error:
        raise StoreError(f"{path} is in use by {error.holder}", "wait for it or stop it") from error
    try:
        yield _opened(path, run, there)
    finally:
        lock.close()


def read_run(path: Path) -> RunFile:
    """The run.json of a folder. Raises SettingsError where there is none, or it cannot be read."""
    try:
        found: Any = json.loads((path / RUN).read_text(encoding="utf-8"))
        if found["format"] != FORMAT:
            raise SettingsError(f"{path} is of format {found['format']}, this program knows {FORMAT}", "use the version of sayso that made it")
        return from_plain(RunFile, found)
    except FileNotFoundError as error:
        raise SettingsError(f"{path} is no folder of shards: it has no {RUN}", "make one: sayso code FILES… --out FOLDER") from error
    except OSError as error:
        raise SettingsError(f"{path / RUN} cannot be read: {error.strerror or error}", "check the path") from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise SettingsError(f"{path / RUN} is damaged", "put it back, or code into a new folder") from error


def manifests_in(path: Path) -> Iterator[tuple[Path, Manifest | Damaged]]:
    """All manifests of a folder in the order of their numbers, or why one cannot be read."""
    found = (path / manifests.FOLDER).glob("part-*.json")
    for file in sorted(found, key=lambda p: (len(p.name), p.name)):
        try:
            yield file, read_manifest(file, NAMES)
        except Damaged as error:
            yield file, error


def _opened(path: Path, run: RunFile, there: Callable[[Path, Manifest], bool]) -> Folder:
    if (path / RUN).exists():
        before = read_run(path)
        _check_same(path, before, run)
        run = before
    else:
        with failing(path):
            for name in (*TABLES, manifests.FOLDER):
                (path / name).mkdir(exist_ok=True)
            put_text(path / RUN, text_of(run))
    _sweep(path)
    done = {m.shard: m for _, m in manifests_in(path) if isinstance(m, Manifest) and there(path, m)}
    for shard in done.values():
        if shard.coding != run.coding:
            raise SettingsError(f"{shard.name} in {path} was coded in another way", "choose another folder, or remove its manifest to have it coded anew")
    return Folder(path, run, done)


def _sweep(path: Path) -> None:
    """Takes out what a killed process left half written; a folder that is open belongs to us."""
    for scratch in (*path.glob(".scratch-*"), *path.glob(".sorting")):
        shutil.rmtree(scratch, ignore_errors=True)
    for part in path.glob("**/.*.part"):
        part.unlink(missing_ok=True)


def _check_same(path: Path, before: RunFile, now: RunFile) -> None:
    """Raises SettingsError where a run cannot be gone on with."""
    if before.coding != now.coding:
        was, is_ = (f"{c.coder}, ontology {c.ontology[:19]}" + (f", settings {c.settings}" if c.settings else "") for c in (before.coding, now.coding))
        raise SettingsError(f"the shards in {path} were coded by {was}; this is {is_}", "choose another folder")
    if before.shard_inputs != now.shard_inputs:
        raise SettingsError(f"{path} has {before.shard_inputs} inputs a shard, not {now.shard_inputs}", "go on with that number, or choose another folder")
    plain = (to_plain(before.options), to_plain(now.options))
    if other := sorted(name for name in plain[1] if plain[0].get(name) != plain[1][name]):
        raise SettingsError(f"the shards in {path} were read with another {other[0]}", "give the same options again, or choose another folder")
