"""Parquet: one document a row.

Another process reads the file (`rows`), within limits of memory and time: a page of some kilobytes may hold gigabytes, and what is damaged may end
the library, which is C++. Parquet need not have checksums: where a hash stands beside the file, it is compared first.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import IO, BinaryIO, cast

from sayso.errors import InputError
from sayso.readers.columns import check_table, header_of, used
from sayso.readers.options import Quarantined, ReadOptions
from sayso.readers.parquet.hashes import check_hash
from sayso.readers.stream import Stream
from sayso.readers.unit import Unit

_START = "import json, runpy, sys; sys.path[:] = json.loads(sys.argv[1]); runpy.run_path(sys.argv[2], run_name='__main__')"
_PROGRAM = os.path.join(os.path.dirname(__file__), "rows.py")  # by itself: our package would take longer to load than most files to read
_REMEDY = "check the file, or write it again as JSONL"
_MAGIC = b"PAR1"
_SIGNALS = {-6: "gave up", -9: "was killed, as when memory is short", -11: "crashed", -14: "took too long over a row"}


def read_parquet(opened: Stream, where: str, options: ReadOptions) -> Iterator[Unit | Quarantined]:
    """One record for each row, `path#row`, counted from 1; rows that cannot be read are quarantined, and the rest is read.

    Raises InputError for what is no Parquet file, not what the hash beside it says, or has no column with the text.
    """
    stream = opened.rest()
    if stream.read(4) != _MAGIC:
        raise InputError(where, "not a Parquet file", _REMEDY)
    if opened.path is not None:
        check_hash(stream, opened.path, where)
    child = _child(stream, opened.path, options)
    try:
        asked, told = cast(IO[bytes], child.stdin), cast(IO[bytes], child.stdout)
        names = _columns(told, child, where, options)
        asked.write(json.dumps(names).encode() + b"\n")
        asked.close()
        yield from _rows(told, child, where)
    except BrokenPipeError:
        yield Quarantined(where, _died(child), _REMEDY)
    finally:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                _close(pipe)


def _child(stream: BinaryIO, path: str | None, options: ReadOptions) -> subprocess.Popen[bytes]:
    """The process that reads. It gets the file opened, so that no name is looked up twice, holds a wildcard or is not UTF-8; where that cannot be, its path."""
    opened = next((folder for folder in ("/proc/self/fd", "/dev/fd") if os.path.isdir(folder)), None)
    number = stream.fileno()
    name = f"{opened}/{number}" if opened else os.path.realpath(path or "")
    return subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-c", _START, json.dumps(sys.path), _PROGRAM, name, str(options.max_bytes)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=(number,) if opened else (),
    )


def _columns(told: IO[bytes], child: subprocess.Popen[bytes], where: str, options: ReadOptions) -> list[tuple[str, str]]:
    """The columns that are wanted: what each is called in the file, and what it is looked for as."""
    line = told.readline()
    if not line:
        raise InputError(where, _died(child), _REMEDY)
    found = json.loads(line)
    if "fault" in found:
        raise InputError(where, found["fault"], _REMEDY)
    kinds: dict[str, str] = dict(found["columns"])
    flat = tuple(name for name, kind in kinds.items() if kind)
    real = dict(zip(header_of(flat, options.columns), flat))
    for ours, theirs in options.columns:
        if theirs in kinds and theirs not in real:
            raise InputError(where, f"column {theirs!r} to take for {ours} holds lists or structures", "map a column of text")
    check_table(real, options.columns, where)
    return [(real[name], name) for name in used(real, options.columns)]


def _rows(told: IO[bytes], child: subprocess.Popen[bytes], where: str) -> Iterator[Unit | Quarantined]:
    """What the process says: a line `row size kind` and so many bytes, for each row; `end` at the end."""
    last = 0
    while line := told.readline():
        if line == b"end\n" and not last:
            raise InputError(where, "no rows", _REMEDY)
        if line == b"end\n":
            return
        number, size, kind = line.split()
        data, last = told.read(int(size)), int(number)
        place = f"{where}#{last}"
        if len(data) < int(size):
            break
        yield Unit(place, place, "record", data) if kind == b"row" else Quarantined(place, data.decode(), _REMEDY)
    yield Quarantined(where, f"{_died(child)}: {last:,} rows read, those behind are not", _REMEDY)


def _died(child: subprocess.Popen[bytes]) -> str:
    return f"the process that reads it {_SIGNALS.get(child.wait(), 'failed')}"


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:  # what was still to be written to a process that is gone
        return
