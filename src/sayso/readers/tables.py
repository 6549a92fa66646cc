"""CSV and TSV: a header, then one document a row."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

from sayso.errors import InputError
from sayso.readers.columns import check_table, header_of, used
from sayso.readers.decode import UTF8_REMEDY, decode
from sayso.readers.options import Quarantined, ReadOptions
from sayso.readers.rows import BadRow, Row, Rows
from sayso.readers.stream import Stream
from sayso.readers.unit import Unit

_DELIMITERS = ",;\t|"
_QUOTED = re.compile(r'"[^"]*"')
_REMEDY = "write it with a header, all rows with as many fields, quotes inside quoted fields doubled"


def read_table(stream: Stream, where: str, options: ReadOptions) -> Iterator[Unit | Quarantined]:
    """One record for each row, `path:line`; a broken one is quarantined by the line it begins at, and the rest is read.

    The delimiter is the one of , ; tab | that the header has most of. Raises InputError for a file without header, rows, or a column with the text.
    """
    if stream.is_wide():
        stream = Stream(io.BytesIO(decode(stream.all(), where).text.encode()), where, options.max_bytes)
    lines = stream.lines()
    number, first = _first(lines, where)
    delimiter = max(_DELIMITERS, key=_QUOTED.sub("", first).count)
    try:
        header = header_of(next(csv.reader([first], delimiter=delimiter), []), options.columns)
    except csv.Error as error:
        raise InputError(f"{where}:{number}", f"no header: {error}", _REMEDY) from error
    check_table(header, options.columns, where)
    wanted = [(header.index(name), name) for name in used(header, options.columns)]
    any_row = False
    for found in Rows(lines, number + 1, delimiter, len(header), options.max_bytes):
        any_row = True
        yield _refused(found, where) if isinstance(found, BadRow) else _unit(found, delimiter, wanted, where)
    if not any_row:
        raise InputError(where, "no rows below the header", _REMEDY)


def _first(lines: Iterator[bytes | None], where: str) -> tuple[int, str]:
    """The number and text of the header: the first line that is not blank."""
    for number, line in enumerate(lines, start=1):
        if line is None:
            raise InputError(f"{where}:{number}", "the header is too long", _REMEDY)
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            return number, decode(line, where).text.rstrip("\r\n")
    raise InputError(where, "empty", _REMEDY)


def _unit(row: Row, delimiter: str, wanted: list[tuple[int, str]], where: str) -> Unit | Quarantined:
    place, flags = f"{where}:{row.line}", tuple[str, ...]()
    try:
        fields = _fields(row)
        if fields is None:
            decoded = decode(row.raw, place)
            again = next(iter(Rows(io.BytesIO(decoded.text.encode()), row.line, delimiter, len(row.fields), len(row.raw) * 4)), None)
            fields, flags = _fields(again) if isinstance(again, Row) else None, decoded.flags
        if fields is None:
            raise InputError(place, "its encoding cannot be told", UTF8_REMEDY)
    except InputError as error:
        return Quarantined.of(error)
    return Unit(place, place, "record", json.dumps({name: fields[at] for at, name in wanted}).encode(), flags=flags)


def _fields(row: Row) -> tuple[str, ...] | None:
    """The fields as text, None where they are not UTF-8."""
    if row.raw.isascii():
        return row.fields
    try:
        return tuple(field.encode("latin-1").decode("utf-8") for field in row.fields)
    except UnicodeDecodeError:
        return None


def _refused(bad: BadRow, where: str) -> Quarantined:
    lost = "" if bad.last == bad.first else f" (lines {bad.first} to {bad.last} are not read)"
    return Quarantined(f"{where}:{bad.first}", f"not a row: {bad.why}{lost}", _REMEDY)
