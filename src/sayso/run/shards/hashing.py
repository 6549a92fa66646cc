"""The export hash: one number for all claims of a run, whoever coded them, in whatever order."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from sayso.run.shards.manifest import Manifest, parquet_path
from sayso.store.failures import failing

MEMORY = "1GiB"
"""What sorting holds before it spills to the folder."""
MANY = 1_000


def export_hash(folder: Path, shards: Iterable[Manifest]) -> str:
    """SHA-256 over the records of all claims, sorted by their bytes, a line feed behind each. Raises StoreError where the disk does not let us."""
    import duckdb

    found, scratch = hashlib.sha256(), folder / ".sorting"
    files = [str(parquet_path(folder, "claims", m.shard)) for m in shards]
    try:
        with failing(folder), duckdb.connect(config={"threads": 1, "memory_limit": MEMORY, "temp_directory": str(scratch)}) as base:
            rows = base.execute("SELECT record FROM read_parquet(?) ORDER BY record", [files]) if files else None
            while rows is not None and (some := rows.fetchmany(MANY)):
                for (record,) in some:
                    found.update(record.encode("utf-8") + b"\n")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return found.hexdigest()
