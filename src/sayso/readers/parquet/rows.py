"""The process that reads a Parquet file for `parquet`: rows as JSON on standard output, within limits that end it and nothing else.

Run by its path, so it imports nothing of ours.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

MEMORY, DATABASE = 800, 512
"""MiB the process may take, and the database in it."""
SECONDS = 60
"""How long a row may take."""
STEPS = (1 << 40, 2048, 256, 32, 4, 1)
"""How many rows are asked for at once: all; after an error fewer and fewer, until the row is found that cannot be read."""
IN_A_ROW = 4
"""After so many such rows, one behind the other, the rest of their row group is given up."""

_READ = "read_parquet($file, file_row_number = true, hive_partitioning = false)"
_NESTED = ("STRUCT", "MAP", "UNION", "VARIANT")
Row = tuple[Any, ...]


def main(path: str, most: str) -> None:
    """Says which columns there are, hears which are wanted and as what, and gives the rows. Columns of lists and structures have no type in the answer."""
    import duckdb

    out = os.fdopen(os.dup(1), "wb", 1 << 16)
    os.dup2(2, 1)  # what the library itself may print goes elsewhere
    _limit()
    _alarm(SECONDS)
    try:
        raw = _connect(path)
        described = raw.execute(f"DESCRIBE SELECT * EXCLUDE (file_row_number) FROM {_READ}", {"file": path}).fetchall()  # noqa: S608
        groups = raw.execute("SELECT DISTINCT row_group_id, row_group_num_rows FROM parquet_metadata($file) ORDER BY 1", {"file": path}).fetchall()
    except (duckdb.Error, MemoryError) as error:
        out.write(json.dumps({"fault": _why(error)}).encode() + b"\n")
        out.close()
        return
    _alarm(0)
    columns = [(name, _kind(kind)) for name, kind, *_ in described]
    out.write(json.dumps({"columns": columns}).encode() + b"\n")
    out.flush()
    wanted = json.loads(sys.stdin.buffer.readline())
    kinds = dict(columns)
    ends = list(accumulate(rows for _, rows in groups))
    found = _found(raw, path, [(name, kinds[name]) for name, _ in wanted], ends)
    for number, data, kind in _records(found, [as_ for _, as_ in wanted], int(most)):
        out.write(b"%d %d %s\n" % (number + 1, len(data), kind))
        out.write(data)
    out.write(b"end\n")
    out.close()


def _found(raw: duckdb.DuckDBPyConnection, path: str, columns: list[tuple[str, str]], ends: list[int]) -> Iterator[tuple[int, Row | str]]:
    """The rows by number, or why one, or the first of some, cannot be read. `ends` are where the row groups end."""
    import duckdb

    chosen = ", ".join(_quoted(name) if kind in ("VARCHAR", "BLOB") else f"CAST({_quoted(name)} AS VARCHAR)" for name, kind in columns)
    sql = f"SELECT file_row_number, {chosen} FROM {_READ} WHERE file_row_number >= $first AND file_row_number < $last"  # noqa: S608
    at, step, bad, total = 0, 0, 0, ends[-1] if ends else 0
    while at < total:
        last = min(at + STEPS[step], total)
        try:
            _alarm(SECONDS)
            cursor = raw.execute(sql, {"file": path, "first": at, "last": last})
            while (row := _in_time(cursor)) is not None:
                yield row[0], row[1:]
                at, bad = row[0] + 1, 0
            if at < last:
                yield at, f"rows {at + 1:,} to {total:,} are missing"
                return
            step = max(step - 1, 1) if step else 0
        except (duckdb.Error, MemoryError) as error:
            _alarm(0)
            if step < len(STEPS) - 1:
                step += 1
                continue
            bad, end = bad + 1, next((end for end in ends if end > at), total)
            given_up = bad >= IN_A_ROW and end > at + 1
            yield at, _why(error) + (f"; rows {at + 1:,} to {end:,} are not read" if given_up else "")
            at = end if given_up else at + 1


def _records(found: Iterator[tuple[int, Row | str]], names: list[str], most: int) -> Iterator[tuple[int, bytes, bytes]]:
    for number, row in found:
        if isinstance(row, str):
            yield number, row.encode(), b"bad"
            continue
        try:
            values = {name: value.decode() if isinstance(value, bytes) else value for name, value in zip(names, row)}
        except UnicodeDecodeError:
            yield number, b"not UTF-8", b"bad"
            continue
        data = json.dumps(values, ensure_ascii=False).encode()
        yield (number, data, b"row") if len(data) <= most else (number, f"longer than {most:,} bytes".encode(), b"bad")


def _in_time(cursor: duckdb.DuckDBPyConnection) -> Row | None:
    """The next row, if it comes in time."""
    _alarm(SECONDS)
    row: Row | None = cursor.fetchone()
    _alarm(0)
    return row


def _alarm(seconds: int) -> None:
    """Ends the process after so many seconds, 0: no more. It is the signal that ends it; a handler would wait until the library comes back."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _connect(path: str) -> duckdb.DuckDBPyConnection:
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
        "memory_limit": f"{DATABASE}MiB",
        "temp_directory": "",
        "threads": 1,
    }
    raw = duckdb.connect(":memory:", config=settings)
    raw.execute("SET enable_progress_bar = false")
    raw.execute("SET TimeZone = 'UTC'")
    raw.execute("SET allowed_paths = [?]", [path])
    raw.execute("SET enable_external_access = false")
    raw.execute("SET lock_configuration = true")
    return raw


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource

    for kind, most in ((resource.RLIMIT_DATA, MEMORY << 20), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _kind(kind: str) -> str:
    """The type of a column, empty for lists and structures."""
    return "" if kind.endswith("]") or kind.startswith(_NESTED) else kind


def _why(error: BaseException) -> str:
    """The first line of what the database says, without its advice."""
    import duckdb

    if isinstance(error, duckdb.OutOfMemoryException | MemoryError):
        return f"expanded size passes the limit of {DATABASE} MiB"
    return "cannot be read: " + (str(error).splitlines() or ["no reason given"])[0][:300]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


if __name__ == "__main__":
    main(*sys.argv[3:])
