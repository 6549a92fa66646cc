"""The rows of a CSV or TSV file, each by itself: a broken row costs itself, and what cannot be told apart from it.

Python's `csv` reads a row; here stands where rows begin. An unclosed quote would swallow all that follows, without a word.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

QUOTE = '"'
_SURE = 3
"""So many delimiters must stand where they should before lines between two broken rows are taken for rows."""


@dataclass(frozen=True, slots=True)
class Row:
    """Fields of a row, and its first line. The bytes of the file stand in `fields` as characters below 256, `raw` are those of the whole row."""

    line: int
    fields: tuple[str, ...]
    raw: bytes


@dataclass(frozen=True, slots=True)
class BadRow:
    """Lines that cannot be read as rows, and why."""

    first: int
    last: int
    why: str


_Line = tuple[int, bytes]


class Rows:
    """Iterates over rows of `width` fields, and lines that are none. `lines` are those of the file from `number` on (None: too long to be held)."""

    def __init__(self, lines: Iterable[bytes | None], number: int, delimiter: str, width: int, limit: int) -> None:
        self._lines = ((at, line) for at, line in enumerate(lines, start=number))
        self._again = deque[_Line | BadRow]()
        self._delimiter, self._width, self._limit = delimiter, width, limit
        self._opens = re.compile(rf'(?:^|{re.escape(delimiter)})"')
        if csv.field_size_limit() < limit:
            csv.field_size_limit(limit)  # the module knows one limit for all; it is only ever raised

    def __iter__(self) -> Iterator[Row | BadRow]:
        while (line := self._line()) is not None:
            if isinstance(line, BadRow):
                yield line
            elif line[1].strip():
                self._again.appendleft(line)
                yield from self._next()

    def _next(self) -> Iterator[Row | BadRow]:
        """The row that begins at the next line; where that is broken, what can be told of it and the lines it may have swallowed."""
        taken, found = self._take()
        if isinstance(found, Row):
            yield found
        elif len(taken) == 1 and self._ended(taken[0][1]):
            yield BadRow(taken[0][0], taken[0][0], found)
        else:
            self._again.extendleft(reversed(taken[1:]))
            why = f"{found}; or the quote opened at line {taken[0][0]} is not closed" if len(taken) > 1 and "not closed" not in found else found
            yield from self._apart(taken[0], why)

    def _apart(self, broken: _Line, why: str) -> Iterator[Row | BadRow]:
        """A broken row whose quote is left open: which of the lines behind are its own, and which are rows again."""
        doubtful, size, good = list[_Line](), 0, None
        while size <= self._limit and (line := self._line()) is not None:
            if isinstance(line, BadRow):
                yield line
                break
            if self._opens.search(line[1].decode("latin-1")):
                self._again.appendleft(line)
                taken, good = self._take()
                if isinstance(good, Row):
                    break
                self._again.extendleft(reversed(taken[1:]))
            doubtful.append(line)
            size += len(line[1])
            if line[1].count(b'"') % 2:
                break
        rows = [found for found in map(self._alone, doubtful) if found is not None]
        if len(rows) == len(doubtful) and len(rows) * (self._width - 1) >= _SURE:
            yield BadRow(broken[0], broken[0], why)
            yield from rows
        else:
            yield BadRow(broken[0], doubtful[-1][0] if doubtful else broken[0], why)
        if isinstance(good, Row):
            yield good

    def _ended(self, line: bytes) -> bool:
        """Whether a broken row ends with its first line, as far as can be told: no quote is open, and fields enough are there."""
        return line.count(b'"') % 2 == 0 and (b'"' not in line or line.count(self._delimiter.encode()) >= self._width - 1)

    def _alone(self, line: _Line) -> Row | None:
        """The line as a row without quotes; None when it is none."""
        fields = line[1].decode("latin-1").rstrip("\r\n").split(self._delimiter)
        return Row(line[0], tuple(fields), line[1]) if len(fields) == self._width and b'"' not in line[1] else None

    def _take(self) -> tuple[list[_Line], Row | str]:
        """The lines of the next row and the row, or why they are none."""
        taken = list[_Line]()
        try:
            fields = next(csv.reader(self._pull(taken), delimiter=self._delimiter, strict=True), [])
        except csv.Error as error:
            return self._unquoted(taken) or (taken, _why(str(error)))
        while len(fields) > self._width and not fields[-1]:
            fields.pop()
        raw = b"".join(line for _, line in taken)
        if len(fields) != self._width:
            return self._unquoted(taken) or (taken, f"{len(fields)} fields, not {self._width} as in the header")
        return taken, "it holds a NUL" if b"\0" in raw else Row(taken[0][0], tuple(fields), raw)

    def _unquoted(self, taken: list[_Line]) -> tuple[list[_Line], Row | str] | None:
        """The first line as a row of a tab-separated file, where a quote need not mean anything; None when it is no such row."""
        fields = taken[0][1].decode("latin-1").rstrip("\r\n").split("\t")
        if self._delimiter != "\t" or len(fields) != self._width or b"\0" in taken[0][1]:
            return None
        self._again.extendleft(reversed(taken[1:]))
        return taken[:1], Row(taken[0][0], tuple(fields), taken[0][1])

    def _pull(self, taken: list[_Line]) -> Iterator[str]:
        size = 0
        while size <= self._limit and (line := self._line()) is not None:
            if isinstance(line, BadRow):
                self._again.appendleft(line)
                return
            taken.append(line)
            size += len(line[1])
            yield line[1].decode("latin-1")

    def _line(self) -> _Line | BadRow | None:
        if self._again:
            return self._again.popleft()
        number, line = next(self._lines, (0, b""))
        if not number:
            return None
        return BadRow(number, number, f"longer than {self._limit:,} bytes") if line is None else (number, line)


def _why(error: str) -> str:
    """The words of `csv`, in ours."""
    if "end of data" in error:
        return "a quote that is not closed"
    return "a quote in the middle of a quoted field, not doubled" if QUOTE in error else error
