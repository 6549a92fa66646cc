"""Strict YAML and CSV: strings stay strings, duplicate keys and aliases are refused, errors name file, line and key.

YAML 1.1 reads `010` as 8 and `NO` as False, keeps the last of two equal keys, and expands aliases without limit:
none of that may touch a code, so scalars are never converted here.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from yaml.events import CollectionEndEvent, CollectionStartEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sayso.errors import DataError

MAX_BYTES = 8_000_000
MAX_DEPTH = 12
MAX_OPEN = 3_000
"""Brackets in a file up to which the composer's stack is safe, however they are nested; our largest file has 1,238."""
_FAR = "\n" + " " * 200
_MARKS = re.compile(rf"(?:[-?:][ \t]+){{{MAX_DEPTH}}}")
_Base = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Loader(_Base):  # type: ignore[misc, valid-type]  # the C loader is there only where libyaml is
    """A loader that works no tags out: everything stays a string. They were a quarter of the time to read a file."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:
        """No tag is asked for."""
        return ""

    def descend_resolver(self, node: object, index: object) -> None:
        """No tag depends on where a node stands."""

    def ascend_resolver(self) -> None:
        """The same on the way back."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A YAML map with its place. Values are str, tuple (of str or Entry) or Entry; `lines` has each key's line."""

    file: str
    line: int
    values: dict[str, object]
    lines: dict[str, int]

    def fail(self, key: str, what: str, remedy: str = "") -> DataError:
        """A DataError that points at this entry's key."""
        return DataError(self.file, self.lines.get(key, self.line), key, what, remedy)

    def only(self, allowed: Iterable[str]) -> None:
        """Refuse keys that nobody reads."""
        known = sorted(allowed)
        for key in self.values:
            if key not in known:
                raise self.fail(key, f"unknown key {key!r}", f"allowed here: {', '.join(known)}")

    def text(self, key: str, default: str | None = None, allowed: Iterable[str] | None = None) -> str:
        """The string at `key`; with no default the key is required."""
        value = self.values.get(key, default)
        if not isinstance(value, str):
            raise self.fail(key, "missing" if value is None else "must be one string", "write key: value")
        if allowed is not None and value not in (choices := sorted(allowed)):
            raise self.fail(key, f"{value!r} is not allowed", f"use one of {', '.join(choices)}")
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        """The string at `key` as true or false."""
        return self.text(key, "true" if default else "false", ("true", "false")) == "true"

    def words(self, key: str, allowed: Iterable[str] | None = None) -> tuple[str, ...]:
        """The list of strings at `key`; a single string counts as a list of one; a missing key is an empty list."""
        value = self.values.get(key, ())
        if isinstance(value, str):
            value = (value,)
        if not isinstance(value, tuple) or any(not isinstance(v, str) for v in value):
            raise self.fail(key, "must be a list of strings", "write key: [one, two]")
        choices = None if allowed is None else set(allowed)
        for v in value:
            if choices is not None and v not in choices:
                raise self.fail(key, f"{v!r} is not allowed", f"use one of {', '.join(sorted(choices))}")
        return value

    def entries(self, key: str) -> tuple[Entry, ...]:
        """The list of maps at `key`; a missing key is an empty list."""
        value = self.values.get(key, ())
        if not isinstance(value, tuple) or any(not isinstance(v, Entry) for v in value):
            raise self.fail(key, "must be a list of maps")
        return value

    def entry(self, key: str) -> Entry | None:
        """The map at `key`, None when absent."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, Entry):
            raise self.fail(key, "must be a map")
        return value

    def table(self, key: str) -> Entry:
        """The map at `key`. Raises DataError where it is missing."""
        found = self.entry(key)
        if found is None:
            raise self.fail(key, "missing", "write a map")
        return found

    def items(self) -> Iterator[tuple[str, Entry]]:
        """Key and map for every key of a map of maps."""
        for key, value in self.values.items():
            if not isinstance(value, Entry):
                raise self.fail(key, "must be a map")
            yield key, value


def read_yaml(path: Path) -> Entry:
    """A YAML file whose top level is a map. Raises DataError for anything that is not plain strings, lists and maps."""
    value = read_yaml_any(path)
    if not isinstance(value, Entry):
        raise DataError(str(path), 1, "", "the top level must be a map")
    return value


def read_yaml_list(path: Path) -> tuple[Entry, ...]:
    """A YAML file whose top level is a list of maps."""
    value = read_yaml_any(path)
    if not isinstance(value, tuple) or any(not isinstance(v, Entry) for v in value):
        raise DataError(str(path), 1, "", "the top level must be a list of maps")
    return value


def read_yaml_any(path: Path) -> object:
    """A YAML file as str, tuple and Entry."""
    return parse_yaml(_text(path), str(path))


def parse_yaml(text: str, name: str) -> object:
    """YAML text as str, tuple and Entry; `name` is the file's name in errors."""
    _shallow(text, name)
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise DataError(name, mark.line + 1 if mark else 0, "", f"not valid YAML: {error.problem}", "check indentation and quotes") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise DataError(name, 0, "", f"not valid YAML: {error}") from error
    if node is None:
        raise DataError(name, 1, "", "the file is empty")
    return _plain(node, name, 0, set())


def _shallow(text: str, name: str) -> None:
    """Refuse nesting that would overflow the C stack of libyaml's composer; its parser keeps a stack of its own and may look."""
    if not _is_steep(text):
        return
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if depth > MAX_DEPTH + 1:
                mark = event.start_mark
                raise DataError(name, mark.line + 1 if mark else 0, "", f"nested deeper than {MAX_DEPTH} levels")
    except yaml.YAMLError:
        return  # the composer says it better


def _is_steep(text: str) -> bool:
    """Whether a text may be nested by the thousand: that takes as many brackets, long rows of dashes or question marks, or far indents."""
    return text.count("[") + text.count("{") > MAX_OPEN or _FAR in text or _MARKS.search(text) is not None


def _plain(node: Node, file: str, depth: int, seen: set[int]) -> object:
    line = node.start_mark.line + 1
    if id(node) in seen:  # the composer hands out one node for an anchor and all its aliases
        raise DataError(file, line, "", "anchors and aliases are not allowed", "write the value out")
    seen.add(id(node))
    if depth > MAX_DEPTH:
        raise DataError(file, line, "", f"nested deeper than {MAX_DEPTH} levels")
    if isinstance(node, ScalarNode):
        return str(node.value)
    if isinstance(node, SequenceNode):
        return tuple(_plain(n, file, depth + 1, seen) for n in node.value)
    assert isinstance(node, MappingNode)
    values: dict[str, object] = {}
    lines: dict[str, int] = {}
    for key_node, value_node in node.value:
        key, at = str(key_node.value), key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode):
            raise DataError(file, at, "", "keys must be plain strings")
        if key in values:
            raise DataError(file, at, key, f"duplicate key (first at line {lines[key]})", "keep one of them")
        values[key], lines[key] = _plain(value_node, file, depth + 1, seen), at
    return Entry(file, line, values, lines)


@dataclass(frozen=True, slots=True)
class Row:
    """One CSV row: cells by column name, stripped."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str, by: str = "|") -> tuple[str, ...]:
        """A cell that holds a list."""
        return tuple(v.strip() for v in self.cells[column].split(by) if v.strip())

    def fail(self, column: str, what: str, remedy: str = "") -> DataError:
        """A DataError that points at this row's column."""
        return DataError(self.file, self.line, column, what, remedy)


def read_csv(path: Path, columns: Iterable[str]) -> Iterator[Row]:
    """Rows of a CSV file whose header must be exactly `columns`. Raises DataError with the line."""
    wanted, name = list(columns), str(path)
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        header = next(reader, [])
        if header != wanted:
            raise DataError(name, 1, "", f"the header is {','.join(header)}", f"it must be {','.join(wanted)}")
        for cells in reader:
            if len(cells) != len(wanted):
                raise DataError(name, reader.line_num, "", f"{len(cells)} cells where {len(wanted)} are wanted", "quote cells that hold commas")
            yield Row(name, reader.line_num, dict(zip(wanted, (c.strip() for c in cells), strict=True)))
    except csv.Error as error:
        raise DataError(name, reader.line_num, "", f"not valid CSV: {error}") from error


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DataError(str(path), 0, "", f"larger than {MAX_BYTES:,} bytes")
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DataError(str(path), 0, "", f"not UTF-8 at byte {error.start}", "save it as UTF-8") from error
    except OSError as error:
        raise DataError(str(path), 0, "", f"cannot be read: {error.strerror}") from error
