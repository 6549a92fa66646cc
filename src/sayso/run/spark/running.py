"""A run with Spark: find the units, number them, cut them into shards, have the shards coded, and finish the folder."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import StoreError
from sayso.run.engine import Job
from sayso.run.shards import Folder, Inputs, RunFile, export_hash, open_folder
from sayso.run.shards.folder import NAMES, RUN
from sayso.run.shards.inputs import check_none_left, check_same
from sayso.run.shards.manifest import FOLDER, manifest_path, read_manifest, shard_name
from sayso.run.spark.coding import FILES, Errand, code_shards
from sayso.run.spark.finding import listed, units_in
from sayso.run.spark.remote import FileSystem
from sayso.run.spark.session import Cluster, is_remote, plain_path, session

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

SHARDS_A_TASK = 20
"""Each task loads a model, and a worker is replaced after 20,000 documents anyway."""
WAVE = 4
"""Tasks a core, at most, whose shards wait on Spark's disks until the driver has written them where workers cannot."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """All units as rows of `shard, place, mark, said, data`, and how many shards that makes."""

    rows: DataFrame
    shards: int


def code_with_spark(out: str, run: RunFile, job: Job, cluster: Cluster, command: str) -> RunFile:
    """Code the run's sources into shards in `out`: on a file system of this machine, which all workers must see, or on one that Spark writes (s3a://…).

    Shards that are there are passed over. The finished run. Raises SettingsError where Spark is missing or the folder's shards were made otherwise,
    StoreError where something cannot be written.
    """
    with session(cluster) as spark:
        if is_remote(out):
            with tempfile.TemporaryDirectory(prefix="sayso-") as mirror:
                return _elsewhere(spark, FileSystem(spark, out), Path(mirror, "shards"), run, job, cluster, command)
        path = Path(plain_path(out)).absolute()
        with open_folder(path, run, command) as folder:
            units = _numbered(spark, run, job, cluster)
            _check(spark, units, folder)
            errand = Errand(job, cluster.crew, run.coding, run.shard_inputs, str(path))
            for n in _todo(units, folder, units.shards):
                _coded(spark, units, n, errand).select("name").collect()
            for number in set(range(units.shards)) - folder.done.keys():
                if not manifest_path(path, number).exists():
                    raise StoreError(f"{shard_name(number)} is not in {path}", "the folder must be one that all workers see")
                folder.done[number] = read_manifest(manifest_path(path, number), NAMES)
            return folder.finish(export_hash(path, folder.done.values()))


def _elsewhere(spark: SparkSession, there: FileSystem, mirror: Path, run: RunFile, job: Job, cluster: Cluster, command: str) -> RunFile:
    """The same where only Spark reaches the folder: manifests are mirrored here, files come through the driver."""
    sizes = there.sizes()
    _fetch(there, mirror, sizes)
    with open_folder(mirror, run, command, lambda _, m: all(sizes.get(f"{f.table}/{m.name}.parquet") == f.bytes for f in m.files)) as folder:
        there.write(RUN, (mirror / RUN).read_bytes())
        units = _numbered(spark, run, job, cluster)
        _check(spark, units, folder)
        errand = Errand(job, cluster.crew, run.coding, run.shard_inputs, None)
        for numbers in _todo(units, folder, spark.sparkContext.defaultParallelism * WAVE * SHARDS_A_TASK):
            for name, content in _sent(_coded(spark, units, numbers, errand)):
                there.write(name, content)
                if name.startswith(f"{FOLDER}/"):
                    (mirror / name).write_bytes(content)
                    manifest = read_manifest(mirror / name, NAMES)
                    folder.done[manifest.shard] = manifest
        done = folder.finish(_export(spark, there, folder))
        there.write(RUN, (mirror / RUN).read_bytes())
    return done


def _numbered(spark: SparkSession, run: RunFile, job: Job, cluster: Cluster) -> Numbered:
    """Finds the units once, keeps them on Spark's disks, and numbers them as one machine would: file by file, each in its order."""
    from pyspark.sql import functions as sql
    from pyspark.storagelevel import StorageLevel

    found = units_in(spark, listed(spark, run.sources), run.options).persist(StorageLevel.DISK_ONLY)
    counts = sorted((int(r[0]), int(r[1])) for r in found.groupBy("file").agg(sql.max("place") + 1).collect())
    ends = list(accumulate(count for _, count in counts))
    firsts = [(file, end - count) for (file, count), end in zip(counts, ends, strict=True)]
    total = min(ends[-1] if ends else 0, cluster.crew.most if cluster.crew.most is not None else ends[-1] if ends else 0)
    place = (sql.col("first") + sql.col("place")).alias("place")
    rows = found.join(sql.broadcast(spark.createDataFrame(firsts, "file long, first long")), "file").select(place, "mark", "said", "data")
    rows = rows.where(sql.col("place") < total).withColumn("shard", sql.floor(sql.col("place") / run.shard_inputs))
    return Numbered(rows, -(-total // run.shard_inputs))


def _among(spark: SparkSession, units: Numbered, shards: list[int]) -> DataFrame:
    from pyspark.sql import functions as sql

    return units.rows.join(sql.broadcast(spark.createDataFrame([(n,) for n in shards], "shard long")), "shard")


def _check(spark: SparkSession, units: Numbered, folder: Folder) -> None:
    """Raises SettingsError where shards that are there were made of other inputs than these."""
    from pyspark.sql import functions as sql

    check_none_left(folder.done, units.shards - 1)
    marks = sql.transform(sql.array_sort(sql.collect_list(sql.struct("place", "mark"))), lambda pair: pair["mark"])
    rows = _among(spark, units, sorted(folder.done)).groupBy("shard")
    for shard, first, count, sha256 in sorted(rows.agg(sql.min("place"), sql.count("*"), sql.sha2(sql.concat_ws("", marks), 256)).collect()):
        check_same(folder.done[shard], Inputs(first, count, sha256))


def _todo(units: Numbered, folder: Folder, most: int) -> Iterator[list[int]]:
    """Numbers of the shards that are not there, at most so many at once."""
    left = [n for n in range(units.shards) if n not in folder.done]
    return (left[start : start + most] for start in range(0, len(left), max(most, 1)))


def _coded(spark: SparkSession, units: Numbered, shards: list[int], errand: Errand) -> DataFrame:
    """These shards, coded: rows of FILES, once somebody asks for them."""
    tasks = min(len(shards), max(spark.sparkContext.defaultParallelism, -(-len(shards) // SHARDS_A_TASK)))
    together = _among(spark, units, shards).repartitionByRange(tasks, "shard").sortWithinPartitions("shard", "place")
    return together.select("shard", "place", "said", "data").mapInPandas(partial(code_shards, errand=errand), FILES)


def _sent(files: DataFrame) -> Iterator[tuple[str, bytes]]:
    """What workers send: made by all of them at once, then taken one by one."""
    from pyspark.storagelevel import StorageLevel

    kept = files.persist(StorageLevel.DISK_ONLY)
    kept.count()
    for name, content in kept.toLocalIterator():
        yield name, bytes(content)
    kept.unpersist()


def _fetch(there: FileSystem, mirror: Path, sizes: dict[str, int]) -> None:
    """Copies run.json and the manifests."""
    for name in sizes:
        if name == RUN or Path(name).parent == Path(FOLDER):
            (mirror / FOLDER).mkdir(parents=True, exist_ok=True)
            (mirror / name).write_bytes(there.read(name))


def _export(spark: SparkSession, there: FileSystem, folder: Folder) -> str:
    """The export hash, as `export_hash` has it."""
    found = hashlib.sha256()
    files = [f"{there.root}/claims/{m.name}.parquet" for m in folder.done.values()]
    rows = spark.read.parquet(*files).select("record").orderBy("record").toLocalIterator() if files else ()
    for (record,) in rows:
        found.update(record.encode("utf-8") + b"\n")
    return found.hexdigest()
