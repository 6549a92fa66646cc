"""How an input in quarantine begins, shown so that nothing of it reaches the terminal as it is."""

from __future__ import annotations

import os
import shlex
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.errors import InputError
from sayso.readers import Quarantined, ReadOptions, Unit, units
from sayso.readers.files import is_folder, open_file, shown
from sayso.run.apart import units_apart
from sayso.run.engine import Crew
from sayso.run.failures import file_of
from sayso.run.retrying import why_gone

BYTES = 4096
"""Bytes that are looked at."""
LINES = 20
COLUMNS = 80
_PLAIN = frozenset(b"\t\n\r\f\x1b")


@dataclass(frozen=True, slots=True)
class Beginning:
    """How an input begins: its size in bytes (None where it is gone, or cannot be cut out of its file), whether that looks like text, the first of it with
    all that is no plain character escaped, and the command that shows more. `about` says the same in words."""

    size: int | None
    is_text: bool | None
    text: str
    command: str
    about: str

    def lines(self, width: int) -> Iterator[str]:
        """The first of it, in lines of a terminal, with a bar before each."""
        room, shown = min(width, COLUMNS) - 2, 0
        for line in self.text.split("\n"):
            for part in _cut(line, room):
                if shown == LINES:
                    yield "| …"
                    return
                yield f"| {part}" if part else "|"
                shown += 1


def beginning(where: str, options: ReadOptions, crew: Crew) -> Beginning:
    """How the input of that name begins. It is cut out of its file by a process of its own, unless `crew` has no workers."""
    file = file_of(where)
    if file is None:
        what, remedy = why_gone(where)
        return Beginning(None, None, "", "", f"{what}; {remedy}")
    command = _command(file, where)
    try:
        if is_folder(file, shown(file)):
            return Beginning(None, None, "", command, "a folder")
        if shown(file) == where:
            with open_file(file, where) as stream:
                return _of(stream.read(BYTES), os.fstat(stream.fileno()).st_size, command)
    except (InputError, OSError) as error:
        return Beginning(None, None, "", command, error.what if isinstance(error, InputError) else f"cannot be read: {error.strerror}")
    why = "nothing in the file goes by this name any more"
    for unit in units_apart(file, options, crew.limits) if crew.workers else units(file, options):
        if unit.where == where and isinstance(unit, Unit):
            return _of(unit.data[:BYTES], len(unit.data), command)
        if isinstance(unit, Quarantined) and unit.where in (where, shown(file)):
            why = unit.reason
            if unit.where == where:
                break
    return Beginning(None, None, "", command, f"not to be had of its file: {why}")


def _of(data: bytes, size: int, command: str) -> Beginning:
    text = _is_text(data)
    about = f"{size:,} bytes, {'text' if text else 'no text' if data else 'empty'}"
    body = data.decode("utf-8", "backslashreplace") if text else data[: BYTES // 4].decode("latin-1")
    return Beginning(size, text, escaped(body.replace("\r\n", "\n").rstrip("\n"), keep="\n"), command, about)


def _is_text(data: bytes) -> bool:
    """Whether bytes look like text of an encoding that keeps ASCII: no control characters but those of lines."""
    return bool(data) and not any((b < 32 and b not in _PLAIN) for b in data)


def _command(file: str, where: str) -> str:
    """What shows the input on a Unix terminal, made harmless."""
    name = shlex.quote(escaped(shown(file)))
    line = where[len(shown(file)) :]
    if line.startswith(":") and line[1:].isdecimal() and not file.endswith((".gz", ".zst")):
        return f"sed -n {line[1:]}p {name} | cat -v"
    return f"ls -l {name}" if os.path.isdir(file) else f"cat -v {name} | less"


def escaped(text: str, keep: str = "") -> str:
    r"""Text in which all but plain characters are escapes: controls, signs that turn the direction of writing, invisible ones, halves of characters."""
    return "".join(c if c in keep or c == " " or (c.isprintable() and not unicodedata.combining(c)) else _escape(ord(c)) for c in text)


def _escape(code: int) -> str:
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _cut(line: str, room: int) -> Iterator[str]:
    """Pieces of a line, none wider than so many columns."""
    piece, wide = "", 0
    for c in line:
        columns = 2 if unicodedata.east_asian_width(c) in "WF" else 1
        if wide + columns > room:
            yield piece
            piece, wide = "", 0
        piece, wide = piece + c, wide + columns
    yield piece
