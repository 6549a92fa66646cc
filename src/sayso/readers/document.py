"""Building a Document out of what a reader found and what the caller gave."""

from __future__ import annotations

import re

from sayso.errors import InputError
from sayso.model.ids import digest
from sayso.model.readable import seen, suspicious
from sayso.model.text import DateBasis, Document
from sayso.readers.language import code_of, detect
from sayso.readers.options import ReadOptions
from sayso.readers.unit import Unit

_SURROGATE = re.compile("[\ud800-\udfff]")
_MOJIBAKE = re.compile("â€|â\x80|Ã[\x80-\xbf\u0192\u201a\u2020\u2021]|Â[\xa0«»°£©]|ï»¿|Ð[\x80-\xbf]Ñ|\ufffd")
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"
_SAMPLE = 20_000
"""Characters by which a language is told."""


def build(
    where: str,
    key: str,
    text: str,
    options: ReadOptions,
    *,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    published: str | None = None,
    basis: DateBasis = "given",
    language: str | None = None,
    flags: tuple[str, ...] = (),
) -> Document:
    """The document; the caller's options win over what the input says. `published` must be ISO already; `basis` says
    how the input knows it. `language` is a tag the input carries, None to detect it.

    Raises InputError (at `where`) for text that is empty or holds NUL characters or lone surrogates.
    """
    check(where, "text", text)
    if not text.strip().strip(_INVISIBLE).strip():
        raise InputError(where, "empty", "give a document with text in it")
    code = None if language is None else code_of(language)
    if language is not None and code is None:
        flags = (*flags, f"language not understood: {language[:20]}")
    if found := _MOJIBAKE.search(text):
        flags = (*flags, f"mojibake suspected: {found.group()!r} at {found.start()}")
    flags = (*flags, *(f"suspicious characters: {what}" for what in suspicious(text)))
    outlet, url = options.outlet or outlet, options.url or url
    if options.published is not None:
        published, basis = options.published, "given"
    return Document(
        id=digest(outlet, url, published, text),
        key=key,
        text=text,
        url=url,
        title=title,
        outlet=outlet,
        published=published,
        basis=None if published is None else basis,
        language=code or detect(seen(text[:_SAMPLE]), options.language),
        flags=flags,
    )


def of_unit(
    unit: Unit,
    text: str,
    options: ReadOptions,
    *,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    published: str | None = None,
    basis: DateBasis = "given",
    flags: tuple[str, ...] = (),
) -> Document:
    """The document of a unit; what the container says wins over what the document says of itself (the arguments).

    Raises InputError as `build` does.
    """
    return build(
        unit.where,
        unit.key,
        text,
        options,
        title=unit.title or title,
        outlet=unit.outlet or outlet,
        url=unit.url or url,
        published=unit.published or published,
        basis="given" if unit.published else basis,
        language=unit.language,
        flags=(*unit.flags, *flags),
    )


def check(where: str, name: str, value: str) -> None:
    """Raises InputError when a string cannot be stored or written: NUL characters or lone surrogates."""
    if "\0" in value:
        raise InputError(where, f"{name} holds a NUL character at {value.index(chr(0))}", "remove it")
    if found := _SURROGATE.search(value):
        raise InputError(where, f"{name} holds half a character (lone surrogate) at {found.start()}", "write the whole character, or its \\u pair")
