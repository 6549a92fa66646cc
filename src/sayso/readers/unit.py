"""One document on its way: the bytes a reader found, and what their container says about them. Cheap to make, cheap to send to another process."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """What will be one document.

    `where` names it in errors and in the quarantine (`path`, `path:line`, `path#record`); `key` is what the document will be known by. `kind` says who
    makes the document of `data` (MAKERS): a plain text, an HTML page, or a JSON record. `url`, `title`, `outlet`, `published` (ISO) and `language` are what
    the container says of it, None where it says nothing; `charset` is the encoding of `data` by what the container says, which need not be so; `flags`
    are remarks of the reader.
    """

    where: str
    key: str
    kind: str
    data: bytes
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    charset: str | None = None
    flags: tuple[str, ...] = ()
