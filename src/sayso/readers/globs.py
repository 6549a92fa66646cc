"""Sources with wildcards: which files they stand for."""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Iterator
from itertools import dropwhile

from sayso.errors import InputError
from sayso.readers.files import checks, failed_to_open, shown, walk

_WILD = re.compile(r"[*?\[]")
_PARTS = re.compile(r"[/\\]+" if os.sep == "\\" else "/+")


def is_glob(source: str) -> bool:
    """Whether a source is a pattern: it has *, ? or [ in it, and there is no file of that name."""
    return bool(_WILD.search(source)) and "\0" not in source and not os.path.lexists(source)


def expand(pattern: str) -> Iterator[str | InputError]:
    """The files a pattern stands for, sorted, those of folders that it matches included; an error for each folder that cannot be listed.

    `*`, `?` and `[...]` hold within one name, `**` for any folders in between, also none. Links to folders are followed only where they are
    named in full; names that begin with a dot only where the pattern's do.
    """
    root = re.match(r"(?:[A-Za-z]:)?[/\\]*" if os.sep == "\\" else "/*", pattern)
    start = root.group() if root else ""
    files, failed = set[str](), list[InputError]()
    for found in _matches(start, [part for part in _PARTS.split(pattern[len(start) :]) if part]):
        for path in _files(found):
            if isinstance(path, str):
                files.add(path)
            else:
                failed.append(path)
    yield from sorted((path for path in files if not checks(path, files)), key=os.fsencode)
    yield from {error.where: error for error in failed}.values()


def nothing(pattern: str) -> InputError:
    """What is said when a pattern stands for no file."""
    return InputError(shown(pattern), "no file matches", "check the pattern; ** goes through folders, as in news/**/*.html")


def _files(found: str | InputError) -> Iterator[str | InputError]:
    """What was found, or the files in it; a link to a folder is neither."""
    if isinstance(found, InputError) or not os.path.isdir(found):
        yield found
    elif not os.path.islink(found):
        yield from walk(found)


def _matches(base: str, parts: list[str]) -> Iterator[str | InputError]:
    if not parts:
        yield base
        return
    first, rest = parts[0], parts[1:]
    if first != "**" and not _WILD.search(first):
        if os.path.lexists(found := os.path.join(base, first)):
            yield from _matches(found, rest)
        return
    try:
        names = _names(base, folders=first == "**" or bool(rest))
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        yield failed_to_open(shown(base), error)
        return
    if first == "**":
        rest = list(dropwhile("**".__eq__, rest)) or ["*"]
        yield from _matches(base, rest)
        for name in names:
            if not name.startswith("."):
                yield from _matches(os.path.join(base, name), ["**", *rest])
        return
    fits = re.compile(fnmatch.translate(first)).match
    for name in names:
        if fits(name) and (first.startswith(".") or not name.startswith(".")):
            yield from _matches(os.path.join(base, name), rest)


def _names(folder: str, *, folders: bool) -> list[str]:
    """The names in a folder; with `folders` only those of folders that are no links."""
    with os.scandir(folder or ".") as entries:
        return sorted(entry.name for entry in entries if not folders or entry.is_dir(follow_symlinks=False))
