"""What a case of the hostile pack is: a source made by code, and how reading and coding it must end."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

STORY = (
    "Rebels attacked an army convoy near Homs on Sunday, killing at least 12 soldiers, state media said. "
    "Chad expelled the German ambassador and recalled its own envoy from Berlin. "
    "The U.N. Security Council condemned the bombing of a hospital in Idlib, which wounded up to 20 people.\n"
)
"""Three sentences of news, in plain ASCII, long enough for its language to be told."""
PUBLISHED = "2020-06-15"
Make = Callable[[Path], None]


@dataclass(frozen=True)
class Ends:
    """How a case must end; what is None is not looked at.

    `documents` and `refused` count what is read and what is quarantined. `events` are the types of all claims, sorted; `same` says that the claims are
    those of STORY, but for their places in the text. `flags` and `reasons` must each be found in some document's flags, or in some quarantine's place
    and reason; `language` is every document's. `without` stands in no document's text, title, outlet or url.
    """

    documents: int | None = 1
    refused: int | None = 0
    same: bool = False
    coded: bool | None = None
    flags: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    language: str | None = None
    published: str | None = None
    dated: bool | None = None


@dataclass(frozen=True)
class Case:
    """`name` is kind/what; `file` the source within the case's folder ("" for the folder itself), made by `make`.

    `big` cases take a second or more, or hundreds of megabytes: tools/hostile.py runs them, the tests do not.
    """

    name: str
    file: str
    make: Make
    ends: Ends
    big: bool = False

    @property
    def kind(self) -> str:
        return self.name.partition("/")[0]


def holding(file: str, content: bytes | str | Callable[[], bytes]) -> Make:
    """Writes one file; large contents are made when they are written."""

    def make(folder: Path) -> None:
        raw = content() if callable(content) else content
        (folder / file).write_bytes(raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass"))

    return make


def one(name: str, file: str, content: bytes | str | Callable[[], bytes], ends: Ends, *, big: bool = False) -> Case:
    """A case of one file."""
    return Case(name, file, holding(file, content), ends, big)


def refused(*reasons: str, documents: int = 0, count: int = 1) -> Ends:
    """Quarantined, with these words."""
    return Ends(documents=documents, refused=count, reasons=reasons)


FINE = Ends()
SAME = Ends(same=True)
REFUSED = Ends(documents=0, refused=1)


def gz(raw: bytes) -> bytes:
    """A gzip member without a clock in it."""
    return gzip.compress(raw, mtime=0)
