"""The day a page says it was published on: the original one, as printed, and never a date of change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING

from sayso.readers.dates import iso_date
from sayso.readers.pages.about import NAMES, About

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

# In the order of trust.
PUBLISHED_NAMES = (
    *("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "rnews:datepublished"),
    *("parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date"),
    *("pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "date_published", "citation_publication_date", "date"),
)
_CHANGED = ("modif", "updat", "lastmod", "last-mod", "revis")
_IN_URL = re.compile(r"/(\d{4})([-/]?)(\d{2})\2(\d{2})(?=[/_.-]|$)")
_REFUSED = re.compile(r"\s*[-+]?\d{4,}(?![/.]\d)")  # it was read as ISO before, and is none
_LAST_DATE = "2100-12-31"  # fixed, because the search for dates would ask the machine's clock


def page_date(told: About, tree: HtmlElement, url: str | None) -> str | None:
    """YYYY-MM-DD from the page's explicit statements, else from its address, else from a date shown near its title; None when none is a date."""
    for value in (*_stated(told), *_from_time(tree), *_from_url(url or told.url), *_searched(tree)):
        try:
            return iso_date(value)
        except ValueError:
            continue
    return None


def head_date(told: About) -> str | None:
    """As `page_date`, where only the page's head could be parsed."""
    for value in (*_stated(told), *_from_url(told.url)):
        try:
            return iso_date(value)
        except ValueError:
            continue
    return None


def _stated(told: About) -> Iterator[str]:
    yield from (told.meta[name] for name in PUBLISHED_NAMES if told.meta.get(name))
    nodes: tuple[Mapping[str, object], ...] = (told.report, *told.others)
    yield from (value for node in nodes if isinstance(value := node.get("datePublished"), str))


def _from_time(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("time"):
        if "pubdate" in element.attrib or "datepublished" in (element.get("itemprop") or "").lower():
            yield element.get("datetime") or element.get("content") or ""


def _from_url(url: str | None) -> Iterator[str]:
    if url and (found := _IN_URL.search(url)):
        yield f"{found[1]}-{found[3]}-{found[4]}"


def _searched(tree: HtmlElement) -> Iterator[str]:
    """A date that the page shows; asked last, for it takes longest."""
    from htmldate import find_date

    found = find_date(_shown(tree), original_date=True, extensive_search=False, outputformat="%Y-%m-%d", max_date=_LAST_DATE)
    if found:
        yield found


def _shown(tree: HtmlElement) -> HtmlElement:
    """The tree without dates of change, and without statements that are no date: a search for any date would make one of them."""
    tree = deepcopy(tree)
    for element in list(tree.iter("meta", "time", "abbr")):
        said = " ".join(element.get(name) or "" for name in (*NAMES, "class")).lower()
        for name in ("content", "datetime", "title"):
            if any(word in said for word in _CHANGED) or _REFUSED.match(element.get(name) or ""):
                element.attrib.pop(name, None)
    for element in list(tree.iter("script")):
        element.text = None
    return tree
