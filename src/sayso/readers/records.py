"""JSON records: one object a line, or one object or array of objects a file; one document each."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace

from sayso.errors import InputError
from sayso.model.text import Document
from sayso.readers.columns import KEYS, names_of
from sayso.readers.dates import ALLOWED_DATES, iso_date
from sayso.readers.decode import decode, refuse_binary
from sayso.readers.document import check, of_unit
from sayso.readers.options import Quarantined, ReadOptions
from sayso.readers.pages.page import make_page
from sayso.readers.stream import Stream
from sayso.readers.unit import Unit

_SPACE = " \t\r\n\ufeff"
_REMEDY = f"write one JSON object a line with the keys {KEYS}"


def read_lines(stream: Stream, where: str, options: ReadOptions) -> Iterator[Unit | Quarantined]:
    """One record for each line that is not blank; a line that is too long is quarantined as `path:line` and the rest is read."""
    if stream.is_wide():
        stream = Stream(io.BytesIO(decode(stream.all(), where).text.encode()), where, options.max_bytes)
    number, seen = 0, False
    for number, line in enumerate(stream.lines(), start=1):
        if line is not None and not line.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        seen, place = True, f"{where}:{number}"
        if line is None:
            yield Quarantined(place, f"longer than {options.max_bytes:,} bytes", "split it, or raise the limit (max_bytes)")
        else:
            yield Unit(place, place, "record", line)
    if not seen:
        raise InputError(where, "empty", _REMEDY)


def make_record(unit: Unit, options: ReadOptions) -> Document:
    """The document of a JSON object. Raises InputError for what is no object, or has no text, or values that cannot be."""
    return _document(_parse(unit.data, unit.where), unit, options)


def read_json(stream: Stream, where: str, options: ReadOptions) -> Iterator[Unit | Quarantined]:
    """As `read_lines` when the first line is an object by itself, else one object or an array of objects.

    Raises InputError when the file is neither.
    """
    if not stream.is_wide() and is_object(stream.first_line()):
        yield from read_lines(stream, where, options)
        return
    raw = stream.all()
    text = decode(raw, where).text
    if not text.strip():
        raise InputError(where, "empty", _REMEDY)
    found, broken = _values(text, where)
    if broken is not None and not text.lstrip(_SPACE).startswith("[") and any(map(is_object, raw.splitlines())):
        yield from read_lines(Stream(io.BytesIO(raw), where, options.max_bytes), where, options)
        return
    for number, value in found:
        place = f"{where}:{number}"
        yield Unit(place, place, "record", json.dumps(value).encode())
    if broken is not None:
        yield Quarantined.of(broken)
    elif not found:
        raise InputError(where, "no records", _REMEDY)


def is_object(line: bytes) -> bool:
    """Whether a line is one whole JSON object."""
    try:
        return isinstance(json.loads(line.decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False


def _values(text: str, where: str) -> tuple[list[tuple[int, object]], InputError | None]:
    """The values of an array, or those standing one after the other, each with the line it begins at, up to the first
    mistake; and that mistake, None when there is none."""
    decoder, found, line, counted = json.JSONDecoder(), list[tuple[int, object]](), 1, 0
    at = _past(text, 0)
    inside = text.startswith("[", at)
    at = _past(text, at + 1) if inside else at
    try:
        while at < len(text) and not (inside and text[at] == "]"):
            line, counted = line + text.count("\n", counted, at), at
            value, at = decoder.raw_decode(text, at)
            found.append((line, value))
            at = _past(text, at)
            if inside and not text.startswith("]", at):
                if not text.startswith(",", at):
                    raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
                at = _past(text, at + 1)
        if inside and at >= len(text):
            raise json.JSONDecodeError("The array is not closed", text, at)
        if inside and _past(text, at + 1) < len(text):
            raise json.JSONDecodeError("Extra data", text, _past(text, at + 1))
    except json.JSONDecodeError as error:
        return found, InputError(f"{where}:{error.lineno}", f"not valid JSON: {error.msg} (column {error.colno})", _REMEDY)
    except (ValueError, RecursionError) as error:
        return found, InputError(f"{where}:{line}", f"not valid JSON: {_why(error)}", _REMEDY)
    return found, None


def _past(text: str, at: int) -> int:
    """The place of the first character from `at` on that is not JSON's white space."""
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _parse(line: bytes, place: str) -> object:
    try:
        value: object = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        refuse_binary(line, place)
        raise InputError(place, f"not UTF-8 at byte {error.start + 1} of the line", "save it as UTF-8") from error
    except json.JSONDecodeError as error:
        refuse_binary(line, place)
        raise InputError(place, f"not valid JSON: {error.msg} (column {error.pos + 1})", _REMEDY) from error
    except (ValueError, RecursionError) as error:
        raise InputError(place, f"not valid JSON: {_why(error)}", _REMEDY) from error
    return value


def _why(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


def _document(value: object, unit: Unit, options: ReadOptions) -> Document:
    place = unit.where
    if not isinstance(value, dict):
        raise InputError(place, f"a JSON {_kind(value)}, not an object", _REMEDY)
    record: dict[str, object] = value
    said = replace(
        unit,
        key=_string(record, "id", unit, options, numbers=True) or unit.key,
        title=_string(record, "title", unit, options),
        outlet=_string(record, "outlet", unit, options),
        url=_string(record, "url", unit, options),
        published=_published(record, unit, options),
        language=_string(record, "language", unit, options),
    )
    name = _named(record, "text", options)
    page = _string(record, "html", unit, options)
    if page is not None and (name is None or record[name] == ""):
        return make_page(replace(said, kind="page", data=page.encode(), charset="utf-8"), options)
    text = None if name is None else record[name]
    if text is None:
        raise InputError(place, "no text", f"the keys are {KEYS}")
    if not isinstance(text, str):
        raise InputError(place, f"{name} is a JSON {_kind(text)}, not a string", f"the keys are {KEYS}")
    return of_unit(said, text, options)


def _named(record: dict[str, object], ours: str, options: ReadOptions) -> str | None:
    """Under which name a record has what we call so: the first that holds something, else the first that is there; None when there is none."""
    there = [name for name in names_of(ours, options.columns) if record.get(name) is not None]
    return next((name for name in there if record[name] != ""), there[0] if there else None)


def _string(record: dict[str, object], ours: str, unit: Unit, options: ReadOptions, *, numbers: bool = False) -> str | None:
    """The first value of our name that is there and not blank; None when there is none. `numbers` allows numbers too."""
    for name in names_of(ours, options.columns):
        value = record.get(name)
        if value is None or value == "":
            continue
        if numbers and isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            raise InputError(unit.where, f"{name} is a JSON {_kind(value)}", f"{name} must be a string")
        check(unit.where, name, value)
        if value.strip():
            return value
    return None


def _published(record: dict[str, object], unit: Unit, options: ReadOptions) -> str | None:
    value = _string(record, "published", unit, options, numbers=True)
    if value is None:
        return None
    try:
        return iso_date(value)
    except ValueError as error:
        raise InputError(unit.where, f"published {error}", ALLOWED_DATES) from error


def _kind(value: object) -> str:
    names = {dict: "object", list: "array", str: "string", bool: "boolean", type(None): "null"}
    return names.get(type(value), "number")
