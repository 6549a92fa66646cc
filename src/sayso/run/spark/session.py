"""A Spark session, and what its failures mean."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING
from warnings import catch_warnings, filterwarnings

from sayso.errors import SettingsError, StoreError
from sayso.run.engine import Crew

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOOPBACK = "127.0.0.1"
NEEDS = ("pyspark", "pandas", "pyarrow")
BATCH = 16
"""Rows that go to Python at once: a unit may have 20 MB."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):/", re.IGNORECASE)
_OURS = re.compile(r"^sayso\.errors\.(\w+): (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Cluster:
    """`master` is where Spark is (`local[2]`, `spark://…`, `yarn`, `k8s://…`), None where Spark's own settings say it. `crew`: limits, and whether each
    of Spark's Python processes codes in a process it can end (workers 1 or more), or by itself (0)."""

    master: str | None
    crew: Crew


def is_remote(path: str) -> bool:
    """Whether a path is of a file system only Spark reads (s3a://…, hdfs://…)."""
    found = _SCHEME.match(path)
    return found is not None and found[1].lower() != "file"


def plain_path(path: str) -> str:
    """A path of this file system, without `file:` before it."""
    found = _SCHEME.match(path)
    return path if found is None else re.sub(r"^file:/+", "/", path, flags=re.IGNORECASE)


@contextmanager
def session(cluster: Cluster) -> Iterator[SparkSession]:
    """A session, ended afterwards. Raises SettingsError where Spark or Java is missing or does not start, StoreError where a task failed for good."""
    missing = [name for name in NEEDS if find_spec(name) is None]
    if missing:
        raise SettingsError(f"Spark needs {', '.join(missing)}, not installed here", "pip install 'sayso[spark]'")
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise SettingsError("Spark needs Java, which is not here", "install Java 17 or later, or set JAVA_HOME")
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("sayso")
    for name, value in _settings(cluster.master).items():
        builder = builder.config(name, value)
    if cluster.master is not None and cluster.master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # read once, when Spark starts
        os.environ.setdefault("SPARK_LOCAL_IP", LOOPBACK)
    try:
        spark = builder.getOrCreate()
    except (PySparkException, OSError) as error:
        raise SettingsError(f"Spark does not start: {_said(error)}", "it needs Java 17 or later; look at --master and at Spark's own settings") from error
    try:
        spark.sparkContext.setLogLevel("ERROR")
        with failing(), catch_warnings():
            filterwarnings("ignore", "PySpark does not yet fully support pandas")
            yield spark
    finally:
        spark.stop()


@contextmanager
def failing() -> Iterator[None]:
    """Turns Spark's errors into ours: what sayso itself said in a worker, else Spark's first line."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        ours = _OURS.search(str(error))
        what = ours[2] if ours else f"Spark failed: {_said(error)}"
        raise StoreError(what, "" if ours else "look at Spark's log; what is written is kept: run it again to go on") from error


def _settings(master: str | None) -> dict[str, str]:
    found = {
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(BATCH),
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.adaptive.coalescePartitions.enabled": "false",
        "spark.ui.showConsoleProgress": str(sys.stderr.isatty()).lower(),
    }
    if master is None:
        return found
    if not master.startswith("local"):
        return {**found, "spark.master": master}
    return {**found, "spark.master": master, "spark.driver.host": LOOPBACK, "spark.driver.bindAddress": LOOPBACK, "spark.ui.enabled": "false"}


def _said(error: Exception) -> str:
    """The first line of what Spark said, of a traceback the last."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    return lines[-1 if any(line.startswith("Traceback") for line in lines) else 0]
