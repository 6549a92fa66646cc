"""Plain text files: one document each, kept exactly as decoded, line ends included."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.model.text import Document
from sayso.readers.decode import decode
from sayso.readers.document import build
from sayso.readers.feed import Feed
from sayso.readers.options import Quarantined, ReadOptions


def read_plain(feed: Feed, where: str, options: ReadOptions) -> Iterator[Document | Quarantined]:
    """The one document. Raises InputError when it is too large, binary, empty or in no known encoding."""
    decoded = decode(feed.all(), where)
    yield build(where, where, decoded.text, options, flags=decoded.flags)
