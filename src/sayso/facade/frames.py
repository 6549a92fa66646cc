"""Data frames of pandas or polars, whichever is installed; sayso needs neither."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any, Literal, TypeVar

from sayso.errors import SettingsError
from sayso.writers.cells import clean
from sayso.writers.columns import Column

R = TypeVar("R")
FrameKind = Literal["pandas", "polars"]
KINDS: tuple[FrameKind, ...] = ("pandas", "polars")
PANDAS = {"text": "string", "int": "Int64", "float": "Float64", "bool": "boolean"}
POLARS = {"text": "String", "int": "Int64", "float": "Float64", "bool": "Boolean"}


def frame(columns: tuple[Column[R], ...], rows: Iterable[R], kind: FrameKind | None) -> Any:
    """A pandas or polars data frame, a row each; None takes pandas, else polars. What is not known is null in every type of column.

    Values are those of the Parquet export: days are text (YYYY-MM-DD), control characters blanks. Raises SettingsError where the library is not
    installed, with the command that installs it.
    """
    name, library = _library(kind)
    data: dict[str, list[Any]] = {c.name: [] for c in columns}
    for row in rows:
        for column in columns:
            data[column.name].append(_plain(column.value(row)))
    if name == "pandas":
        return library.DataFrame({c.name: library.array(data[c.name], dtype=PANDAS[c.kind]) for c in columns})
    return library.DataFrame(data, schema={c.name: getattr(library, POLARS[c.kind]) for c in columns})


def _plain(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


def _library(kind: FrameKind | None) -> tuple[FrameKind, Any]:
    if kind is not None and kind not in KINDS:
        raise SettingsError(f"no kind of data frame {kind!r}", f"use one of {', '.join(KINDS)}, or None for the one that is installed")
    for name in (kind,) if kind else KINDS:
        try:
            return name, import_module(name)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
    if kind:
        raise SettingsError(f"{kind} is not installed", f"run: pip install {kind}")
    raise SettingsError("neither pandas nor polars is installed, and a data frame needs one", "run: pip install pandas (or: pip install polars)")
