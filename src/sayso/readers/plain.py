"""Plain text files: one document each, kept exactly as decoded, line ends included."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.model.text import Document
from sayso.readers.decode import decode
from sayso.readers.document import of_unit
from sayso.readers.feed import Feed
from sayso.readers.options import Quarantined, ReadOptions
from sayso.readers.unit import Unit


def read_plain(feed: Feed, where: str, options: ReadOptions) -> Iterator[Unit | Quarantined]:
    """The one text. Raises InputError when it is too large."""
    yield Unit(where, where, "plain", feed.all())


def make_plain(unit: Unit, options: ReadOptions) -> Document:
    """The document of a text. Raises InputError when it is binary, empty or in no known encoding."""
    decoded = decode(unit.data, unit.where)
    return of_unit(unit, decoded.text, options, flags=decoded.flags)
