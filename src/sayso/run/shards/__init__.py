"""Shards: coded reports as Parquet files of so many reports each, with a manifest that says what must be in them. See docs/scale.md."""

from sayso.run.shards.folder import Folder, RunFile, coding_of, open_folder, read_run, run_of
from sayso.run.shards.hashing import export_hash
from sayso.run.shards.inputs import Cut, Stretch
from sayso.run.shards.manifest import Inputs, Manifest
from sayso.run.shards.reading import read_shard, read_shards, refusals, shards_in
from sayso.run.shards.rows import TABLES, Packed, pack
from sayso.run.shards.writing import ShardWriter, Written, write_shards

__all__ = [
    "TABLES",
    "Cut",
    "Folder",
    "Inputs",
    "Manifest",
    "Packed",
    "RunFile",
    "ShardWriter",
    "Stretch",
    "Written",
    "coding_of",
    "export_hash",
    "open_folder",
    "pack",
    "read_run",
    "read_shard",
    "read_shards",
    "refusals",
    "run_of",
    "shards_in",
    "write_shards",
]
