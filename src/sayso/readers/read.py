"""Any source -> units -> Documents. Bad input is yielded as Quarantined, so that the rest is still read.

Finding units (opening, unpacking, cutting into records) is apart from making documents of them (decoding, extracting), so that the second can be done by
several processes, each of which may be killed.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from typing import BinaryIO

from sayso.errors import InputError
from sayso.model.text import Document
from sayso.readers.document import build
from sayso.readers.feed import Feed
from sayso.readers.files import is_folder, open_file, shown, walk
from sayso.readers.options import DEFAULTS, Quarantined, ReadOptions
from sayso.readers.page import make_page, read_page
from sayso.readers.plain import make_plain, read_plain
from sayso.readers.records import is_object, make_record, read_json, read_lines
from sayso.readers.unit import Unit

Reader = Callable[[Feed, str, ReadOptions], Iterator[Unit | Quarantined]]
Maker = Callable[[Unit, ReadOptions], Document]

READERS: dict[str, Reader] = {
    "": read_plain,
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_plain,
    ".html": read_page,
    ".htm": read_page,
    ".xhtml": read_page,
    ".jsonl": read_lines,
    ".ndjson": read_lines,
    ".json": read_json,
}
MAKERS: dict[str, Maker] = {"plain": make_plain, "page": make_page, "record": make_record}
_SUFFIX = re.compile(r"\.[a-z][a-z0-9_-]{0,9}", re.IGNORECASE)  # "Talks fail. 2 Feb" has none
_HTML = re.compile(rb"<(?:!doctype\s+html|\?xml|!--|html|head|body|meta|title|article|section|main|div|p|h[1-6])\b", re.IGNORECASE)


def read(source: str, options: ReadOptions = DEFAULTS) -> Iterator[Document | Quarantined]:
    """Documents of a source (see `units`), made in this process. Nothing is raised for bad input."""
    for unit in units(source, options):
        yield unit if isinstance(unit, Quarantined) else make(unit, options)


def make(unit: Unit, options: ReadOptions = DEFAULTS) -> Document | Quarantined:
    """The document of a unit, or why there is none."""
    try:
        return MAKERS[unit.kind](unit, options)
    except InputError as error:
        return Quarantined.of(error)


def units(source: str, options: ReadOptions = DEFAULTS) -> Iterator[Unit | Quarantined]:
    """What is to become documents, of every file of a source (see `files`). Nothing is raised for bad input."""
    for path in files(source):
        if isinstance(path, Quarantined):
            yield path
        else:
            yield from units_of(path, options)


def files(source: str) -> Iterator[str | Quarantined]:
    """The files of a source: itself, all files in a folder (sorted, hidden ones left out), or standard input ("-").

    Whoever reads file by file can go on behind one that cannot be got through.
    """
    if source == "-":
        yield source
        return
    where = shown(source)
    try:
        folder = is_folder(source, where)
    except InputError as error:
        yield Quarantined.of(error)
        return
    if not folder:
        yield source
        return
    empty = True
    for found in walk(source):
        empty = False
        yield Quarantined.of(found) if isinstance(found, InputError) else found
    if empty:
        yield Quarantined(where, "no readable file here", f"allowed: {_allowed()}")


def units_of(path: str, options: ReadOptions = DEFAULTS) -> Iterator[Unit | Quarantined]:
    """The units of one file, told by its suffix (READERS), or of standard input ("-"), told by its beginning."""
    return _standard_input(options) if path == "-" else _file(path, options)


def read_text(
    text: str,
    key: str = "-",
    *,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    published: str | None = None,
    language: str | None = None,
) -> Document:
    """A string as a Document; the text is kept exactly. None leaves a field unknown; `language` None detects it.

    Raises InputError when the text is empty or holds NUL characters or lone surrogates, SettingsError for a
    `published` that is not a date.
    """
    return build(key, key, text, ReadOptions(published=published, outlet=outlet, url=url), title=title, language=language)


def _file(path: str, options: ReadOptions) -> Iterator[Unit | Quarantined]:
    where = shown(path)
    try:
        is_folder(path, where)
        reader = READERS.get(_suffix(path))
        if reader is None:
            raise InputError(where, f"no reader for {_suffix(path)} files", f"allowed: {_allowed()}")
        with open_file(path, where) as stream:
            yield from _guarded(reader, stream, where, options)
    except InputError as error:
        yield Quarantined.of(error)


def _standard_input(options: ReadOptions) -> Iterator[Unit | Quarantined]:
    stream: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    if stream is None or stream.closed:
        yield Quarantined("-", "standard input is closed", "pipe a text into it")
        return
    yield from _guarded(_read_sniffed, stream, "-", options)


def _guarded(reader: Reader, stream: BinaryIO, where: str, options: ReadOptions) -> Iterator[Unit | Quarantined]:
    try:
        yield from reader(Feed(stream, where, options.max_bytes), where, options)
    except InputError as error:
        yield Quarantined.of(error)
    except OSError as error:
        yield Quarantined(where, f"cannot be read: {error.strerror or error}", "check the file and its disk")


def _read_sniffed(feed: Feed, where: str, options: ReadOptions) -> Iterator[Unit | Quarantined]:
    """What has no name is told by its first line: JSON records, a page, else text."""
    first = feed.first_line()
    begins = first.removeprefix(b"\xef\xbb\xbf").lstrip()
    if begins.startswith(b"{") and is_object(first):
        return read_lines(feed, where, options)
    if _HTML.match(begins):
        return read_page(feed, where, options)
    if re.match(rb"\{\s*(?:\"|$)|\[\s*(?:\{|$)", begins):
        return read_json(feed, where, options)
    return read_plain(feed, where, options)


def _suffix(path: str) -> str:
    """The suffix in small letters; empty when what follows the last dot is no suffix."""
    suffix = os.path.splitext(path)[1]
    return suffix.lower() if _SUFFIX.fullmatch(suffix) else ""


def _allowed() -> str:
    return ", ".join(suffix or "no suffix" for suffix in sorted(READERS))
