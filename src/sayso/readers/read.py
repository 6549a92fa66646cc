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
from sayso.readers.feeds.channel import begins_feed, read_feed
from sayso.readers.files import is_folder, open_file, shown, walk
from sayso.readers.globs import expand, is_glob, nothing
from sayso.readers.options import DEFAULTS, Quarantined, ReadOptions
from sayso.readers.packed import PACKED, read_packed
from sayso.readers.pages.page import make_page, read_page
from sayso.readers.parquet.table import read_parquet
from sayso.readers.plain import make_plain, read_plain
from sayso.readers.records import is_object, make_record, read_json, read_lines
from sayso.readers.stream import Stream
from sayso.readers.tables import read_table
from sayso.readers.unit import Unit
from sayso.readers.warc.archive import read_warc

Reader = Callable[[Stream, str, ReadOptions], Iterator[Unit | Quarantined]]
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
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
    ".csv": read_table,
    ".tsv": read_table,
    ".parquet": read_parquet,
    ".warc": read_warc,
    ".wet": read_warc,
}
"""By suffix; what is compressed (PACKED) by the suffix before that."""
_UNPACKS = (read_warc,)
_IN_PLACE = (read_parquet,)
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
    """The files of a source: itself, all files in a folder (sorted, hidden ones left out) or that a pattern stands for, or standard input ("-").

    Whoever reads file by file can go on behind one that cannot be got through.
    """
    if source == "-":
        yield source
        return
    where = shown(source)
    if is_glob(source):
        yield from _or_none(expand(source), Quarantined.of(nothing(source)))
        return
    try:
        folder = is_folder(source, where)
    except InputError as error:
        yield Quarantined.of(error)
        return
    if not folder:
        yield source
        return
    yield from _or_none(walk(source), Quarantined(where, "no readable file here", f"allowed: {_allowed()}"))


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


def _or_none(paths: Iterator[str | InputError], none: Quarantined) -> Iterator[str | Quarantined]:
    empty = True
    for found in paths:
        empty = False
        yield Quarantined.of(found) if isinstance(found, InputError) else found
    if empty:
        yield none


def _file(path: str, options: ReadOptions) -> Iterator[Unit | Quarantined]:
    where = shown(path)
    try:
        is_folder(path, where)
        reader, magic = _reader(path, where)
        with open_file(path, where) as stream:
            yield from _guarded(reader, Stream(stream, where, options.max_bytes, path=path), where, options, magic)
    except InputError as error:
        yield Quarantined.of(error)


def _reader(path: str, where: str) -> tuple[Reader, bytes | None]:
    """The reader for a file by its name, and how the file begins if it must be expanded first. Raises InputError where there is none."""
    suffix = _suffix(path)
    magic = PACKED.get(suffix)
    inner = suffix if magic is None else _suffix(path[: -len(suffix)])
    reader = READERS.get(inner)
    if reader is None or (magic is not None and reader in _IN_PLACE):
        told = "compressed twice: expand it once" if inner in PACKED else f"allowed: {_allowed()}"
        raise InputError(where, f"no reader for {suffix if magic is None else inner + suffix} files", told)
    return reader, None if reader in _UNPACKS else magic


def _standard_input(options: ReadOptions) -> Iterator[Unit | Quarantined]:
    stream: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    if stream is None or stream.closed:
        yield Quarantined("-", "standard input is closed", "pipe a text into it")
        return
    opened = Stream(stream, "-", options.max_bytes)
    yield from _guarded(_read_sniffed, opened, "-", options, None)


def _guarded(reader: Reader, opened: Stream, where: str, options: ReadOptions, magic: bytes | None) -> Iterator[Unit | Quarantined]:
    try:
        yield from reader(opened, where, options) if magic is None else read_packed(reader, opened, where, options, magic)
    except InputError as error:
        yield Quarantined.of(error)
    except OSError as error:
        yield Quarantined(where, f"cannot be read: {error.strerror or error}", "check the file and its disk")


def _read_sniffed(opened: Stream, where: str, options: ReadOptions) -> Iterator[Unit | Quarantined]:
    """What has no name is told by its first line: compressed, a web archive, a feed, JSON records, a page, else text."""
    first = opened.first_line()
    for magic in PACKED.values():
        if first.startswith(magic):
            return read_packed(_read_sniffed, opened, where, options, magic)
    if first.startswith(b"WARC/"):
        return read_warc(opened, where, options)
    begins = first.removeprefix(b"\xef\xbb\xbf").lstrip()
    if begins_feed(begins):
        return read_feed(opened, where, options)
    if begins.startswith(b"{") and is_object(first):
        return read_lines(opened, where, options)
    if _HTML.match(begins):
        return read_page(opened, where, options)
    if re.match(rb"\{\s*(?:\"|$)|\[\s*(?:\{|$)", begins):
        return read_json(opened, where, options)
    return read_plain(opened, where, options)


def _suffix(path: str) -> str:
    """The suffix in small letters; empty when what follows the last dot is no suffix."""
    suffix = os.path.splitext(path)[1]
    return suffix.lower() if _SUFFIX.fullmatch(suffix) else ""


def _allowed() -> str:
    return ", ".join(suffix or "no suffix" for suffix in sorted(READERS)) + f"; all but .parquet also with {' or '.join(PACKED)} behind"
