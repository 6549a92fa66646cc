"""What went wrong below the store, said in our words."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.errors import StoreError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_SAID: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"no space left|quota exceeded|file too large|could not write|max_temp_directory_size", re.I),
        "disk full at {path}",
        "what was committed is safe; free some space and run it again",
    ),
    (re.compile(r"could not set lock", re.I), "store {path} is in use by another program", "wait for it or stop it"),
    (re.compile(r"version number|newer version of DuckDB|storage version", re.I), "store {path} was written by another version of DuckDB", "upgrade sayso"),
    (
        re.compile(r"not a valid DuckDB|checksum|corrupt|wrong size|serializ", re.I),
        "{path} is no store of sayso, or is damaged",
        "name another file, or put back a copy ({path}.snapshot is one)",
    ),
    (re.compile(r"permission denied|read-only file system|cannot open file", re.I), "{path} cannot be opened", "look at its permissions and its folder"),
    (re.compile(r"out of memory", re.I), "store {path} needs more memory than there is", "use smaller batches, or a machine with more memory"),
)


@contextmanager
def failing(path: Path) -> Iterator[None]:
    """Turns errors of DuckDB and of the file system into a StoreError that names `path`; the cause is chained."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        raise told(path, error) from error
    except OSError as error:
        raise told(path, error) from error


def told(path: Path, error: Exception) -> StoreError:
    """The StoreError for an error that came up while working on `path`."""
    if isinstance(error, OSError) and error.errno in _FULL:
        what, remedy = _SAID[0][1:]
        return StoreError(what.format(path=path), remedy)
    text = str(error)
    for pattern, what, remedy in _SAID:
        if pattern.search(text):
            return StoreError(what.format(path=path), remedy.format(path=path))
    lines = text.splitlines() or [type(error).__name__]
    return StoreError(f"store {path}: {lines[0]}", "run it again; if it stays so, please report it")
