"""Reading shards back: checked against their manifests first, then report by report in the order they were coded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.readers import Quarantined
from sayso.run.engine.messages import Known
from sayso.run.shards.folder import manifests_in
from sayso.run.shards.manifest import Damaged, Manifest, manifest_path, parquet_path, verify
from sayso.run.shards.rows import TABLES, unpack
from sayso.store import Stored

if TYPE_CHECKING:
    import duckdb

MANY = 200
"""Rows taken at once."""
MEMORY = "1GiB"
Found = Stored | Known | Quarantined
Rows = Iterator[tuple[Any, ...]]


def shards_in(folder: Path) -> Iterator[Manifest | Quarantined]:
    """The manifests of a folder's shards in order; a Quarantined for one that cannot be read."""
    for path, found in manifests_in(folder):
        yield _damaged(folder, path, found) if isinstance(found, Damaged) else found


def read_shards(folder: Path) -> Iterator[Stored | Quarantined]:
    """All reports and refusals of a folder's shards, in the order of the inputs. A damaged shard is a Quarantined, and nothing of it is given."""
    for shard in shards_in(folder):
        if isinstance(shard, Quarantined):
            yield shard
        else:
            yield from (found for found in read_shard(folder, shard) if not isinstance(found, Known))


def read_shard(folder: Path, manifest: Manifest, known: Collection[str] = ()) -> Iterator[Found]:
    """The reports and refusals of a shard, in the order of the inputs; nothing but a Quarantined where its files are not what the manifest says.

    Documents whose id is among `known` are Known, and no more is read of them. What fits its hashes and yet cannot be read ends the shard with a Quarantined.
    """
    import duckdb  # heavy: loaded when a shard is read

    try:
        verify(folder, manifest)
        with _opened(folder, manifest) as base:
            _check_rows(base, folder, manifest)
            yield from _reports(base, folder, manifest, known)
    except Damaged as error:
        yield _damaged(folder, manifest_path(folder, manifest.shard), error)
    except (duckdb.Error, ValueError, TypeError, KeyError, RecursionError) as error:
        what = Damaged(f"it cannot be read: {next(iter(str(error).splitlines()), type(error).__name__)}")
        yield _damaged(folder, manifest_path(folder, manifest.shard), what)


def refusals(folder: Path) -> Iterator[Quarantined]:
    """What could not be read or coded, in the order of the inputs, and shards that are damaged."""
    for shard in shards_in(folder):
        if isinstance(shard, Quarantined):
            yield shard
            continue
        try:
            verify(folder, shard)
            with _opened(folder, shard) as base:
                yield from (Quarantined(*r[1:]) for r in _rows(base, _path(folder, "quarantine", shard), [c.name for c in TABLES["quarantine"]]))
        except Damaged as error:
            yield _damaged(folder, manifest_path(folder, shard.shard), error)


def _damaged(folder: Path, manifest: Path, error: Damaged) -> Quarantined:
    return Quarantined(
        f"{folder}: shard {manifest.stem}", str(error), f"code it again: remove {manifest} and repeat the command that made {folder} (see its run.json)"
    )


def _opened(folder: Path, manifest: Manifest) -> duckdb.DuckDBPyConnection:
    """A DuckDB that may read the files of the shard and nothing else."""
    import duckdb

    base = duckdb.connect(config={"threads": 1, "memory_limit": MEMORY, "autoinstall_known_extensions": False, "autoload_known_extensions": False})
    try:
        base.execute("SET allowed_paths = ?", [[_path(folder, table, manifest) for table in TABLES]])
        base.execute("SET enable_external_access = false")
        base.execute("SET lock_configuration = true")
    except BaseException:
        base.close()
        raise
    return base


def _path(folder: Path, table: str, manifest: Manifest) -> str:
    return str(parquet_path(folder.resolve(), table, manifest.shard))


def _check_rows(base: duckdb.DuckDBPyConnection, folder: Path, manifest: Manifest) -> None:
    for table in TABLES:
        found = base.execute("SELECT count(*) FROM read_parquet(?)", [_path(folder, table, manifest)]).fetchall()[0][0]
        if found != manifest.rows(table):
            raise Damaged(f"{table} has {found} rows, not {manifest.rows(table)}")
    if manifest.rows("documents") + manifest.rows("quarantine") != manifest.inputs.count:
        raise Damaged("it holds other than one row for each input")


def _rows(base: duckdb.DuckDBPyConnection, path: str, columns: Iterable[str]) -> Rows:
    """The unit and these columns of all rows, in the order of the file."""
    names = ", ".join(f'"{name}"' for name in columns)
    found = base.cursor().execute(f"SELECT unit, {names} FROM read_parquet(?)", [path])  # noqa: S608 - names of ours
    while rows := found.fetchmany(MANY):
        yield from rows


class _Groups:
    """Rows of a table by unit, taken in order."""

    def __init__(self, rows: Rows) -> None:
        self._groups = groupby(rows, key=itemgetter(0))
        self._next = next(self._groups, None)

    def of(self, unit: int) -> list[str]:
        """The records of a unit. Raises ValueError where rows of an earlier one are left: they belong to nothing."""
        if self._next is None or self._next[0] > unit:
            return []
        if self._next[0] < unit:
            raise ValueError(f"rows of unit {self._next[0]} belong to no report")
        found = [r[1] for r in self._next[1]]
        self._next = next(self._groups, None)
        return found

    def end(self) -> None:
        """Raises ValueError where rows are left."""
        if self._next is not None:
            raise ValueError(f"rows of unit {self._next[0]} belong to no report")


def _reports(base: duckdb.DuckDBPyConnection, folder: Path, manifest: Manifest, known: Collection[str]) -> Iterator[Found]:
    names = {table: [c.name for c in columns] for table, columns in TABLES.items()}
    paths = {table: _path(folder, table, manifest) for table in TABLES}
    claims, statements = (_Groups(_rows(base, paths[table], ["record"])) for table in ("claims", "statements"))
    documents = ((r[0], "documents", r[1:]) for r in _rows(base, paths["documents"], names["documents"]))
    refused = ((r[0], "quarantine", r[1:]) for r in _rows(base, paths["quarantine"], names["quarantine"]))
    for unit, table, values in merge(documents, refused, key=itemgetter(0)):
        if table == "quarantine":
            yield Quarantined(*values)
            continue
        document, its_claims, its_statements = dict(zip(names["documents"], values, strict=True)), claims.of(unit), statements.of(unit)
        if document["id"] in known:
            yield Known(document["key"], document["id"])
        else:
            yield unpack(document, its_claims, its_statements, manifest.coding)
    claims.end()
    statements.end()
