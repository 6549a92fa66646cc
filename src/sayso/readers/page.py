"""HTML pages: the report's text, assembled, with what the page says about itself."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.errors import InputError
from sayso.model.text import Document
from sayso.readers.decode import decode
from sayso.readers.document import of_unit
from sayso.readers.feed import Feed
from sayso.readers.markup import refuse_hostile
from sayso.readers.options import Quarantined, ReadOptions
from sayso.readers.page_date import forget_changes, page_date
from sayso.readers.unit import Unit

_HEAD = 4096
_DECLARED = re.compile(rb"<meta\b[^>]{0,500}?\bcharset\s*=\s*[\"']?\s*([^\s\"'/>;]{1,60})|\A\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([^\"']{1,60})", re.I)
_WHOLE = re.compile(r"<(?:html|body|head|frameset)\b", re.IGNORECASE)
_LAST_DATE = "2100-12-31"  # fixed, because the search for dates would ask the machine's clock
_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer", "readability")
_REMEDY = "save the article's text as plain text and give that"


@dataclass(frozen=True, slots=True)
class Extract:
    """What a page yields: its paragraphs, and what it says about itself (None where it says nothing)."""

    paragraphs: tuple[str, ...]
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None


def read_page(feed: Feed, where: str, options: ReadOptions) -> Iterator[Unit | Quarantined]:
    """The one page. Raises InputError when it is too large."""
    yield Unit(where, where, "page", feed.all())


def make_page(unit: Unit, options: ReadOptions) -> Document:
    """The document of a page: title, then paragraphs, separated by blank lines.

    `flags` carry the hash of the raw bytes, since offsets index the assembled text. Raises InputError when the page is
    empty or hostile, or nothing can be extracted.
    """
    raw, where = unit.data, unit.where
    if not raw.strip():
        raise InputError(where, "empty", "give a document with text in it")
    decoded = decode(raw, where, declared_encoding(raw))
    refuse_hostile(decoded.text, where)
    extract = _extract(decoded.text, where, options.url or unit.url)
    return of_unit(
        unit,
        _assemble(extract),
        options,
        title=extract.title,
        outlet=extract.outlet,
        url=extract.url,
        published=extract.published,
        basis="metadata",
        flags=(*decoded.flags, f"sha256:{hashlib.sha256(raw).hexdigest()}"),
    )


def declared_encoding(raw: bytes) -> str | None:
    """The encoding that the page's meta tag or XML declaration names, None when it names none."""
    found = _DECLARED.search(raw[:_HEAD])
    return None if found is None else (found[1] or found[2]).decode("ascii", "replace")


def _extract(text: str, where: str, url: str | None) -> Extract:
    import trafilatura

    for name in _LOGGERS:  # else the library's warnings land on standard error; what matters is in our errors
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    try:
        # trafilatura takes a bare fragment for no page
        tree = trafilatura.load_html(text if _WHOLE.search(text) else f"<html><body>{text}</body></html>")
        if tree is None:
            raise InputError(where, "not an HTML page", _REMEDY)
        published = page_date(tree)
        forget_changes(tree)
        found = trafilatura.bare_extraction(
            tree,
            url=url,
            include_comments=False,
            favor_recall=True,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d", "max_date": _LAST_DATE},
        )
    except InputError:
        raise
    except Exception as error:  # third-party parsers on any bytes the world may hold: no list of types would be complete
        raise InputError(where, f"the page cannot be parsed: {type(error).__name__}: {error}", _REMEDY) from error
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise InputError(where, "no text can be extracted from the page", _REMEDY)
    paragraphs = tuple(line.strip() for line in found.text.split("\n") if line.strip())
    return Extract(paragraphs, _line(found.title), _line(found.sitename), _line(found.url), published or found.date or None)


def _assemble(extract: Extract) -> str:
    """The text that offsets index. The title leads unless the body begins with it."""
    title = extract.title
    if title is None or _flat(extract.paragraphs[0]).startswith(_flat(title)):
        return "\n\n".join(extract.paragraphs)
    return "\n\n".join((title, *extract.paragraphs))


def _line(value: str | None) -> str | None:
    """On one line; None when blank."""
    return " ".join((value or "").split()) or None


def _flat(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
