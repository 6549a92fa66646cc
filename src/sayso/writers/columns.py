"""Columns: what a format's fields are called, what we put there, and what we cannot know. Tables and dictionaries are made from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from sayso.writers.cells import csv_line, tsv_line

R = TypeVar("R")
Kind = Literal["text", "int", "float", "bool"]


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A field of a format: `puts` says what stands there, `blank` when or why it is empty; `value` takes it from a row."""

    name: str
    puts: str
    value: Callable[[R], Any]
    kind: Kind = "text"
    blank: str = ""


def never(name: str, why: str) -> Column[Any]:
    """A column of the format that we leave empty, with the reason."""
    return Column(name, "", _nothing, "text", why)


def _nothing(_: Any) -> None:
    return None


def names(columns: Iterable[Column[Any]]) -> tuple[str, ...]:
    """The header."""
    return tuple(c.name for c in columns)


def csv_table(columns: tuple[Column[R], ...], rows: Iterable[R]) -> Iterator[str]:
    """A CSV file: header and rows."""
    yield csv_line(names(columns))
    for row in rows:
        yield csv_line([c.value(row) for c in columns])


def tsv_table(columns: tuple[Column[R], ...], rows: Iterable[R], *, header: bool, empty: str = "") -> Iterator[str]:
    """A tab-separated file."""
    if header:
        yield tsv_line(names(columns))
    for row in rows:
        yield tsv_line([c.value(row) for c in columns], empty)


def record(columns: tuple[Column[R], ...], row: R) -> dict[str, Any]:
    """A row as an object; what is not known has no key."""
    found = ((c.name, c.value(row)) for c in columns)
    return {name: value for name, value in found if value is not None}
