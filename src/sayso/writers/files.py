"""Files of an export: written under a temporary name and renamed, so that a file is there whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.errors import SettingsError
from sayso.writers.cells import clean


@dataclass(frozen=True, slots=True)
class File:
    """A file to be: its name, and what writes it to a path."""

    name: str
    write: Callable[[Path], None]


def text_file(name: str, parts: Iterable[str]) -> File:
    """A UTF-8 file with line feeds."""

    def write(path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="\n") as out:
            for part in parts:
                out.write(part)

    return File(name, write)


def put(file: File, folder: Path) -> Path:
    """The file in its place. Raises SettingsError where the folder cannot be written to; what stood there before then stays."""
    path, part = folder / file.name, folder / f".{file.name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        file.write(part)
        with part.open("rb") as done:
            os.fsync(done.fileno())
        os.replace(part, path)
    except OSError as error:
        raise SettingsError(f"cannot write {path}: {error.strerror or error}", "choose another folder, or free some space") from error
    finally:
        with suppress(OSError):
            part.unlink()
    return path


def tidy(value: Any, lines: bool = False) -> Any:
    """A JSON value with its strings cleaned."""
    if isinstance(value, str):
        return clean(value, lines)
    if isinstance(value, dict):
        return {k: tidy(v, lines) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [tidy(v, lines) for v in value]
    return value


def json_text(value: Any, lines: bool = False) -> str:
    """A JSON value on one line, UTF-8 as it is; line feeds in strings stay where `lines`."""
    return json.dumps(tidy(value, lines), ensure_ascii=False, allow_nan=False, separators=(", ", ": "))


def json_list(values: Iterable[Any], lines: bool = False) -> Iterator[str]:
    """A JSON array, a value a line."""
    before = "["
    for value in values:
        yield f"{before}\n{json_text(value, lines)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"
