"""Opening what may be read: regular files only, and the files of a folder in a fixed order."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from typing import BinaryIO

from sayso.errors import InputError

HASH_SUFFIX, MANIFEST = ".sha256", "manifest.json"
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def is_folder(path: str, where: str) -> bool:
    """Whether the path is a folder. Raises InputError when it is neither a folder nor a regular file, or not there."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        raise failed_to_open(where, error) from error
    if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
        raise InputError(where, "not a regular file", "to read from a pipe, send it to standard input and write - for the file")
    return stat.S_ISDIR(mode)


def open_file(path: str, where: str) -> BinaryIO:
    """The open file. Raises InputError when it cannot be opened or is not a regular file (a pipe, a device)."""
    try:
        stream = os.fdopen(os.open(path, _FLAGS), "rb")
    except (OSError, ValueError) as error:
        raise failed_to_open(where, error) from error
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):  # it may have changed since is_folder looked
        stream.close()
        raise InputError(where, "not a regular file", "to read from a pipe, send it to standard input and write - for the file")
    return stream


def walk(folder: str) -> Iterator[str | InputError]:
    """Paths of all files below, sorted, links to folders not followed, hidden ones and those that only check others left out; an error for each
    folder that cannot be listed."""
    failed: list[OSError] = []
    for base, folders, files in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        present = set(files)
        yield from (os.path.join(base, name) for name in sorted(present) if not name.startswith(".") and not checks(name, present))
        yield from (failed_to_open(shown(str(error.filename)), error) for error in failed)
        failed.clear()
    yield from (failed_to_open(shown(str(error.filename)), error) for error in failed)


def checks(name: str, beside: Collection[str]) -> bool:
    """Whether a file holds the hash of another one beside it: `x.sha256` of x, `manifest.json` of Parquet files."""
    folder, last = os.path.split(name)
    if last == MANIFEST:
        return any(other.lower().endswith(".parquet") and os.path.dirname(other) == folder for other in beside)
    return name.endswith(HASH_SUFFIX) and name.removesuffix(HASH_SUFFIX) in beside


def shown(path: str) -> str:
    """The path as text that can be written anywhere: bytes of a name that are not UTF-8 become backslash escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def failed_to_open(where: str, error: OSError | ValueError) -> InputError:
    """What the machine's error means, as an error of ours."""
    if isinstance(error, FileNotFoundError):
        return InputError(where, "no such file", "check the path")
    if isinstance(error, PermissionError):
        return InputError(where, "permission denied", "make it readable for this user")
    why = error.strerror if isinstance(error, OSError) else str(error)
    return InputError(where, f"cannot be opened: {why}", "check the path")
