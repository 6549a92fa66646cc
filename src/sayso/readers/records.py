"""JSON records: one object a line, or one object or array of objects a file; one document each."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

from sayso.errors import InputError
from sayso.model.text import Document
from sayso.readers.dates import ALLOWED_DATES, iso_date
from sayso.readers.decode import decode, refuse_binary
from sayso.readers.document import build, check
from sayso.readers.feed import Feed
from sayso.readers.options import Quarantined, ReadOptions
from sayso.readers.unit import Unit

KEYS = "text (required), id, published or date, outlet or source, url, title, language"
_SPACE = " \t\r\n\ufeff"
_REMEDY = f"write one JSON object a line with the keys {KEYS}"


def read_lines(feed: Feed, where: str, options: ReadOptions) -> Iterator[Unit | Quarantined]:
    """One record for each line that is not blank; a line that is too long is quarantined as `path:line` and the rest is read."""
    if feed.is_wide():
        feed = Feed(io.BytesIO(decode(feed.all(), where).text.encode()), where, options.max_bytes)
    number, seen = 0, False
    for number, line in enumerate(feed.lines(), start=1):
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


def read_json(feed: Feed, where: str, options: ReadOptions) -> Iterator[Unit | Quarantined]:
    """As `read_lines` when the first line is an object by itself, else one object or an array of objects.

    Raises InputError when the file is neither.
    """
    if not feed.is_wide() and is_object(feed.first_line()):
        yield from read_lines(feed, where, options)
        return
    raw = feed.all()
    text = decode(raw, where).text
    if not text.strip():
        raise InputError(where, "empty", _REMEDY)
    found, broken = _values(text, where)
    if broken is not None and not text.lstrip(_SPACE).startswith("[") and any(map(is_object, raw.splitlines())):
        yield from read_lines(Feed(io.BytesIO(raw), where, options.max_bytes), where, options)
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
    text = record.get("text")
    if not isinstance(text, str):
        what = "no text" if text is None else f"text is a JSON {_kind(text)}, not a string"
        raise InputError(place, what, f"the keys are {KEYS}")
    return build(
        place,
        _string(record, ("id",), place, numbers=True) or unit.key,
        text,
        options,
        title=_string(record, ("title",), place),
        outlet=_string(record, ("outlet", "source"), place),
        url=_string(record, ("url",), place),
        published=_published(record, place),
        language=_string(record, ("language",), place),
    )


def _string(record: dict[str, object], keys: tuple[str, ...], place: str, *, numbers: bool = False) -> str | None:
    """The first of the keys that is there and not blank; None when there is none. `numbers` allows numbers too."""
    for key in keys:
        value = record.get(key)
        if value is None or value == "":
            continue
        if numbers and isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            raise InputError(place, f"{key} is a JSON {_kind(value)}", f"{key} must be a string")
        check(place, key, value)
        if value.strip():
            return value
    return None


def _published(record: dict[str, object], place: str) -> str | None:
    value = _string(record, ("published", "date"), place, numbers=True)
    if value is None:
        return None
    try:
        return iso_date(value)
    except ValueError as error:
        raise InputError(place, f"published {error}", ALLOWED_DATES) from error


def _kind(value: object) -> str:
    names = {dict: "object", list: "array", str: "string", bool: "boolean", type(None): "null"}
    return names.get(type(value), "number")
