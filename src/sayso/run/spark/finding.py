"""Sources -> units, found by Spark's workers: a row for each, with its file and its place in it."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.errors import SettingsError
from sayso.model.plain import from_plain
from sayso.readers import Quarantined, ReadOptions, Unit, files, units_of
from sayso.run.shards.inputs import Input, mark
from sayso.run.spark.remote import FileSystem
from sayso.run.spark.session import is_remote, plain_path

if TYPE_CHECKING:
    from pandas import DataFrame as Frame
    from pyspark.sql import DataFrame, SparkSession

COLUMNS = ["file", "place", "mark", "said", "data"]
UNITS = "file long, place long, mark string, said string, data binary"
"""`said` is a unit without its bytes, or a refusal, as JSON."""
FILES_A_TASK = 64
ROWS, BYTES = 100, 4_000_000
"""Units a worker hands on at once, and bytes of them."""
UNIT, REFUSED = "unit", "refused"


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of the sources: its number, and its path as the unit's key will have it; or why it cannot be looked at."""

    number: int
    path: str | Quarantined


def listed(spark: SparkSession, sources: Sequence[str]) -> tuple[Listed, ...]:
    """All files of the sources in order. Raises SettingsError for standard input, which no worker sees."""
    if "-" in sources:
        raise SettingsError("Spark cannot read standard input", "name files or folders")
    found: Iterator[str | Quarantined] = (
        path for source in sources for path in (FileSystem(spark, source).files() if is_remote(source) else files(plain_path(source)))
    )
    return tuple(Listed(number, path) for number, path in enumerate(found))


def units_in(spark: SparkSession, found: Sequence[Listed], options: ReadOptions) -> DataFrame:
    """The units of the files, as rows of UNITS. Workers open files of their own file system themselves; others come through Spark, each whole in memory."""
    here = [f for f in found if not isinstance(f.path, str) or not is_remote(f.path)]
    there = {f.path: f.number for f in found if isinstance(f.path, str) and is_remote(f.path)}
    rows = [(f.number, *_sent(f.path)) for f in here]
    slices = max(1, min(len(rows), max(spark.sparkContext.defaultParallelism * 4, len(rows) // FILES_A_TASK)))
    local = spark.createDataFrame(spark.sparkContext.parallelize(rows, slices), "file long, path binary, said string")
    out = local.mapInPandas(partial(find, options=options), UNITS)
    if there:
        numbers = spark.createDataFrame(list(there.items()), "path string, file long")
        contents = spark.read.format("binaryFile").load(list(there)).select("path", "content").join(numbers, "path").select("file", "path", "content")
        out = out.unionAll(contents.mapInPandas(partial(find_in, options=options), UNITS))
    return out


def _sent(path: str | Quarantined) -> tuple[bytes | None, str | None]:
    return (None, said_of(path)) if isinstance(path, Quarantined) else (os.fsencode(path), None)


def find(frames: Iterable[Frame], options: ReadOptions) -> Iterator[Frame]:
    """In a worker: units of files it can open."""
    for frame in frames:
        for number, path, said in zip(frame["file"], frame["path"], frame["said"], strict=True):
            found = units_of(os.fsdecode(path), options) if isinstance(path, bytes) else iter([found_of(said, b"")])
            yield from _frames(number, found)


def find_in(frames: Iterable[Frame], options: ReadOptions) -> Iterator[Frame]:
    """In a worker: units of files whose content Spark has read. They are read from a file of the same name, and named as where they came from."""
    for frame in frames:
        for number, path, content in zip(frame["file"], frame["path"], frame["content"], strict=True):
            with tempfile.TemporaryDirectory(prefix="sayso-") as folder:
                copy = Path(folder, path.rpartition("/")[2])
                copy.write_bytes(content)
                yield from _frames(number, (_renamed(found, str(copy), path) for found in units_of(str(copy), options)))


def _renamed(found: Input, here: str, there: str) -> Input:
    if isinstance(found, Quarantined):
        return replace(found, where=found.where.replace(here, there, 1))
    return replace(found, where=found.where.replace(here, there, 1), key=found.key.replace(here, there, 1))


def _frames(number: int, found: Iterable[Input]) -> Iterator[Frame]:
    """Rows of UNITS, some at a time."""
    import pandas

    rows, size = list[tuple[int, int, str, str, bytes]](), 0
    for place, one in enumerate(found):
        data = one.data if isinstance(one, Unit) else b""
        rows.append((number, place, mark(one), said_of(one), data))
        size += len(data)
        if len(rows) == ROWS or size > BYTES:
            yield pandas.DataFrame(rows, columns=COLUMNS)
            rows, size = [], 0
    if rows:
        yield pandas.DataFrame(rows, columns=COLUMNS)


def said_of(found: Input) -> str:
    """A unit without its bytes, or a refusal, as JSON in ASCII."""
    plain: dict[str, Any] = {f.name: getattr(found, f.name) for f in fields(found) if f.name != "data"}
    return json.dumps([UNIT if isinstance(found, Unit) else REFUSED, plain])


def found_of(said: str, data: bytes) -> Input:
    """What `said_of` and its bytes were made of."""
    kind, plain = json.loads(said)
    return from_plain(Unit, {**plain, "data": data}) if kind == UNIT else from_plain(Quarantined, plain)
