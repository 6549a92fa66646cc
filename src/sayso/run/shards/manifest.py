"""What must be in a shard: Parquet has no checksum of its own that readers look at, so a manifest beside it says rows, bytes and hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.model.plain import from_plain, to_plain
from sayso.store import CodingId
from sayso.store.files import put_in_place

FORMAT = 1
FOLDER = "manifests"
PIECE = 1 << 20


class Damaged(Exception):
    """A shard is not what its manifest says; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of a shard: the number of the first in its run, how many, and the SHA-256 of their marks (see `inputs.mark`)."""

    first: int
    count: int
    sha256: str


@dataclass(frozen=True, slots=True)
class File:
    """A file of a shard, of one table: its rows, its bytes and their SHA-256."""

    table: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A shard: how it was coded, of what, and what its files hold. A shard is there when its manifest is."""

    format: int
    shard: int
    coding: CodingId
    inputs: Inputs
    files: tuple[File, ...]

    @property
    def name(self) -> str:
        """What its files are called, without their endings."""
        return shard_name(self.shard)

    def rows(self, table: str) -> int:
        """Rows of a table."""
        return next(f.rows for f in self.files if f.table == table)


def shard_name(number: int) -> str:
    """part-00003 for the fourth shard."""
    return f"part-{number:05d}"


def parquet_path(folder: Path, table: str, shard: int) -> Path:
    """Where a table of a shard stands."""
    return folder / table / f"{shard_name(shard)}.parquet"


def manifest_path(folder: Path, shard: int) -> Path:
    """Where the manifest of a shard stands."""
    return folder / FOLDER / f"{shard_name(shard)}.json"


def text_of(record: Any) -> str:
    """A record as JSON for people and programs."""
    return json.dumps(to_plain(record), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def read_manifest(path: Path, tables: frozenset[str]) -> Manifest:
    """The manifest at a path. Raises Damaged where it cannot be read, is of another shard or a newer format, or names other tables than these."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        if plain["format"] != FORMAT:
            raise Damaged(f"its manifest is of format {plain['format']}, this program knows {FORMAT}")
        found = from_plain(Manifest, plain)
        fits = found.name == path.stem and {f.table for f in found.files} == tables and _typed(found)
    except OSError as error:
        raise Damaged(f"its manifest cannot be read: {error.strerror or error}") from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Damaged("its manifest is no manifest") from error
    if not fits:
        raise Damaged("its manifest does not fit its name and tables")
    return found


def _typed(m: Manifest) -> bool:
    """Whether the values are of their types: what was read from a file may be anything."""
    numbers = (m.shard, m.inputs.first, m.inputs.count, *(n for f in m.files for n in (f.rows, f.bytes)))
    words = (m.inputs.sha256, m.coding.id, m.coding.coder, m.coding.ontology, m.coding.settings, *(f.sha256 for f in m.files))
    return all(type(n) is int and n >= 0 for n in numbers) and all(type(w) is str for w in words)


def whole(folder: Path, manifest: Manifest) -> bool:
    """Whether all files of a shard are there and as long as they should be: a quick look, see `verify`."""
    try:
        return all(parquet_path(folder, f.table, manifest.shard).stat().st_size == f.bytes for f in manifest.files)
    except OSError:
        return False


def verify(folder: Path, manifest: Manifest) -> None:
    """Raises Damaged where a file of the shard is missing or not what was written."""
    for file in manifest.files:
        try:
            size, found = measured(parquet_path(folder, file.table, manifest.shard))
        except FileNotFoundError as error:
            raise Damaged(f"{file.table} is missing") from error
        except OSError as error:
            raise Damaged(f"{file.table} cannot be read: {error.strerror or error}") from error
        if (size, found) != (file.bytes, file.sha256):
            raise Damaged(f"{file.table} changed since written")


def measured(path: Path) -> tuple[int, str]:
    """Bytes of a file, and their SHA-256. Raises OSError."""
    size, found = 0, hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            size += len(piece)
            found.update(piece)
    return size, found.hexdigest()


def put_text(path: Path, text: str, token: str = "") -> None:
    """A text file in its place, whole or not at all, on the disk for good. Raises OSError."""
    part = path.with_name(f".{path.name}{token}.part")
    with part.open("w", encoding="utf-8", newline="\n") as out:
        out.write(text)
    put_in_place(part, path)
