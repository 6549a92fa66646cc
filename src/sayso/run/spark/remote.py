"""Files only Spark reaches (s3a://, hdfs:// …), through Hadoop's own FileSystem in Spark's driver."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sayso.errors import StoreError
from sayso.readers import Quarantined

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

PIECE = 4 << 20
HIDDEN = (".", "_")


class FileSystem:
    """A path of a file system that Spark knows, and what is below it."""

    def __init__(self, spark: SparkSession, root: str) -> None:
        self._jvm: Any = spark._jvm
        self._conf: Any = spark._jsc.hadoopConfiguration()
        self.root = root.rstrip("/")
        self._path = self._jvm.org.apache.hadoop.fs.Path
        self._system: Any = self._path(self.root).getFileSystem(self._conf)

    def files(self) -> Iterator[str | Quarantined]:
        """All files at the path (which may be a pattern) or below it, sorted, hidden ones left out."""
        found = [str(s.getPath().toString()) for s in self._system.globStatus(self._path(self.root)) or ()]
        if not found:
            yield Quarantined(self.root, "no such file", "check the path")
        for top in sorted(found):
            below = sorted(path for path, _ in self._below(top) if not any(part.startswith(HIDDEN) for part in path[len(top) :].split("/") if part))
            yield from below
            if not below:
                yield Quarantined(top, "no readable file here", "name a folder with files in it")

    def sizes(self) -> dict[str, int]:
        """Bytes of all files below the path, by their path from it; empty where it is not there."""
        start = self._path(self.root)
        if not self._system.exists(start):
            return {}
        top = str(self._system.getFileStatus(start).getPath().toString())
        return {path[len(top) :].lstrip("/"): size for path, size in self._below(top)}

    def read(self, name: str) -> bytes:
        """A file below the path."""
        stream = self._system.open(self._path(f"{self.root}/{name}"))
        try:
            return bytes(self._jvm.org.apache.commons.io.IOUtils.toByteArray(stream))
        finally:
            stream.close()

    def write(self, name: str, content: bytes) -> None:
        """A file below the path, in place of what is there. Raises StoreError where fewer bytes stand there afterwards."""
        path = self._path(f"{self.root}/{name}")
        stream = self._system.create(path, True)
        try:
            for start in range(0, len(content), PIECE):
                stream.write(bytearray(content[start : start + PIECE]))
        finally:
            stream.close()
        if self._system.getFileStatus(path).getLen() != len(content):
            raise StoreError(f"{self.root}/{name} was not written whole", "look at its file system, and run it again")

    def _below(self, top: str) -> Iterator[tuple[str, int]]:
        found = self._system.listFiles(self._path(top), True)
        while found.hasNext():
            status = found.next()
            yield str(status.getPath().toString()), int(status.getLen())
