"""Plain text files: one document each, kept exactly as decoded, line ends included."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.model.text import Document
from sayso.readers.decode import decode
from sayso.readers.document import of_unit
from sayso.readers.options import Quarantined, ReadOptions
from sayso.readers.stream import Stream
from sayso.readers.unit import Unit


def read_plain(stream: Stream, where: str, options: ReadOptions) -> Iterator[Unit | Quarantined]:
    """The one text. Raises InputError when it is too large."""
    yield Unit(where, where, "plain", stream.all())


def make_plain(unit: Unit, options: ReadOptions) -> Document:
    """The document of a text. Raises InputError when it is binary, empty or in no known encoding."""
    decoded = decode(unit.data, unit.where, unit.charset)
    return of_unit(unit, decoded.text, options, flags=decoded.flags)
