"""Units -> shards, in Spark's workers: the engine of one machine, with one process to code in, writes shards where Spark put their inputs together."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.coder import Coder
from sayso.run.engine import Crew, Job, Orders, coded
from sayso.run.engine.work import coder_of
from sayso.run.sharding import kept_of
from sayso.run.shards import TABLES, Stretch, write_shards
from sayso.run.shards.inputs import Input
from sayso.run.shards.manifest import FOLDER, manifest_path, parquet_path
from sayso.run.spark.finding import found_of
from sayso.store import CodingId

if TYPE_CHECKING:
    from pandas import DataFrame as Frame

FILES = "name string, content binary"
"""A file of a shard by its path in the folder. Without content where the worker has written it."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What a worker is to do: `folder` is where it writes; None where it cannot, and sends the files instead."""

    job: Job
    crew: Crew
    coding: CodingId
    size: int
    folder: str | None


def code_shards(frames: Iterable[Frame], errand: Errand) -> Iterator[Frame]:
    """In a worker: rows of `shard, place, said, data`, sorted, to shards."""
    from pyspark import TaskContext

    context = TaskContext.get()
    token = f".{context.taskAttemptId()}" if context else ""
    folder = Path(errand.folder) if errand.folder else None
    waiting = deque[Stretch]()
    inputs = _inputs(frames, waiting, folder)
    orders = Orders(errand.job, (), inputs, min(errand.crew.workers, 1), errand.crew.limits)
    results, _ = coded(orders, partial(loaded, errand.job))
    kept = kept_of(results)
    if folder:
        for manifest in write_shards(folder, errand.coding, errand.size, waiting, kept, token):
            yield _frame(f"{FOLDER}/{manifest.name}.json", None)
        return
    with tempfile.TemporaryDirectory(prefix="sayso-") as scratch:
        place = Path(scratch)
        for name in (*TABLES, FOLDER):
            (place / name).mkdir()
        for manifest in write_shards(place, errand.coding, errand.size, waiting, kept):
            for path in (*(parquet_path(place, table, manifest.shard) for table in TABLES), manifest_path(place, manifest.shard)):
                yield _frame(str(path.relative_to(place)), path.read_bytes())
                path.unlink()


@cache
def loaded(job: Job) -> Coder:
    """The coder, loaded once a worker: Spark uses its Python processes again. Where a child codes, it is that which loads."""
    return coder_of(job)


def _inputs(frames: Iterable[Frame], waiting: deque[Stretch], folder: Path | None) -> Iterator[Input]:
    """Inputs of the shards that are not there yet: a task that Spark repeats passes over what it has written."""
    here: Stretch | None = None
    there = False
    for frame in frames:
        for shard, place, said, data in zip(frame["shard"], frame["place"], frame["said"], frame["data"], strict=True):
            if here is None or here.shard != shard:
                here = Stretch(int(shard), int(place))
                there = folder is not None and manifest_path(folder, here.shard).exists()
                if not there:
                    waiting.append(here)
            if not there:
                found = found_of(said, data)
                here.take(found)
                yield found


def _frame(name: str, content: bytes | None) -> Frame:
    import pandas

    return pandas.DataFrame({"name": [name], "content": [content]})
