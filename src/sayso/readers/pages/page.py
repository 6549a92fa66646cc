"""HTML pages: the report's text, assembled, with what the page says about itself."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso.errors import InputError
from sayso.model.text import Document
from sayso.readers.decode import decode
from sayso.readers.document import of_unit
from sayso.readers.options import Quarantined, ReadOptions
from sayso.readers.pages.about import About, about
from sayso.readers.pages.date import head_date, page_date
from sayso.readers.pages.markup import Look, look
from sayso.readers.pages.parts import Parts, take_parts
from sayso.readers.pages.second import FLAG, head_of, second
from sayso.readers.pages.text import assemble, left_out
from sayso.readers.stream import Stream
from sayso.readers.unit import Unit

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

CUT = "html cut short"
_HEAD = 4096
_DECLARED = re.compile(rb"<meta\b[^>]{0,500}?\bcharset\s*=\s*[\"']?\s*([^\s\"'/>;]{1,60})|\A\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([^\"']{1,60})", re.I)
_WHOLE = re.compile(r"<(?:html|body|head|frameset)\b", re.IGNORECASE)
_HOST = re.compile(r"https?://(?:www\.)?([^/:?#]+)", re.IGNORECASE)
_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer", "readability")
_REMEDY = "save the article's text as plain text and give that"
_DROPPED = 0.5
"""Share of a page's characters that its tree must hold at least, or the parser has dropped some."""
_SMALL = 500


@dataclass(frozen=True, slots=True)
class Extract:
    """What a page yields: its parts and paragraphs, what it says about itself, the day it was published (None: it says none), and remarks."""

    told: About
    parts: Parts
    paragraphs: tuple[str, ...]
    published: str | None
    flags: tuple[str, ...] = ()


def read_page(stream: Stream, where: str, options: ReadOptions) -> Iterator[Unit | Quarantined]:
    """The one page. Raises InputError when it is too large."""
    yield Unit(where, where, "page", stream.all())


def make_page(unit: Unit, options: ReadOptions) -> Document:
    """The document of a page: title, standfirst, byline, paragraphs and captions, separated by blank lines; `zones` tell which is which.

    `flags` carry the hash of the raw bytes, since offsets index the assembled text. Raises InputError when the page is
    empty or hostile, or nothing can be extracted.
    """
    raw, where = unit.data, unit.where
    if not raw.strip():
        raise InputError(where, "empty", "give a document with text in it")
    decoded = decode(raw, where, unit.charset, declared_encoding(raw))
    page = look(decoded.text, where)
    url = options.url or unit.url
    found = _by_second(page, where) if page.heavy else _by_first(page, where, url)
    if not (found.paragraphs or found.parts.standfirst):
        raise InputError(where, "no text can be extracted from the page", _REMEDY)
    text = assemble(found.told, found.parts, found.paragraphs)
    host = _HOST.match(url or found.told.url or "")
    document = of_unit(
        unit,
        text.text,
        options,
        title=text.title,
        outlet=found.told.outlet or (host and host[1].lower()) or None,
        url=found.told.url,
        published=found.published,
        basis="metadata",
        flags=(*decoded.flags, *((CUT,) if page.cut else ()), *found.flags, f"sha256:{hashlib.sha256(raw).hexdigest()}"),
    )
    return replace(document, zones=text.zones, left_out=left_out(found.parts, text))


def declared_encoding(raw: bytes) -> str | None:
    """The encoding that the page's meta tag or XML declaration names, None when it names none."""
    found = _DECLARED.search(raw[:_HEAD])
    return None if found is None else (found[1] or found[2]).decode("ascii", "replace")


def _by_first(page: Look, where: str, url: str | None) -> Extract:
    tree = _tree(page.text, where)
    if sum(map(len, tree.itertext())) < _DROPPED * page.shown - _SMALL:
        return _by_second(page, where)
    try:
        told = about(tree)
        published = page_date(told, tree, url)
        parts = take_parts(tree)
        paragraphs = _body(tree)
    except Exception as error:  # third-party parsers on any bytes the world may hold: no list of types would be complete
        raise InputError(where, f"the page cannot be parsed: {type(error).__name__}: {error}", _REMEDY) from error
    if paragraphs:
        return Extract(told, parts, paragraphs, published)
    again = second(page)
    return Extract(told, parts if not again else Parts(titles=parts.titles), again, published, (FLAG,) if again else ())


def _by_second(page: Look, where: str) -> Extract:
    told = about(_tree(head_of(page.text), where))
    return Extract(told, Parts(), second(page), head_date(told), (FLAG,))


def _tree(text: str, where: str) -> HtmlElement:
    import trafilatura

    for name in _LOGGERS:  # else the library's warnings land on standard error; what matters is in our errors
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    # trafilatura takes a bare fragment for no page
    tree = trafilatura.load_html(text if _WHOLE.search(text) else f"<html><body>{text}</body></html>")
    if tree is None:
        raise InputError(where, "not an HTML page", _REMEDY)
    return tree


def _body(tree: HtmlElement) -> tuple[str, ...]:
    import trafilatura

    found = trafilatura.bare_extraction(tree, include_comments=False, favor_recall=True)
    if found is None or isinstance(found, dict):
        return ()
    return tuple(line.strip() for line in (found.text or "").split("\n") if line.strip())
