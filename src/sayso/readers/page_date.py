"""The day a page says it was published on: the original one, as printed, and never a date of change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.readers.dates import iso_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

# In the order of trust.
PUBLISHED_NAMES = (
    *("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "rnews:datepublished"),
    *("parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date"),
    *("pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "date_published", "citation_publication_date", "date"),
)
_CHANGED = ("modif", "updat", "lastmod", "last-mod", "revis")
_NAMES = ("property", "name", "itemprop", "http-equiv")


def page_date(tree: HtmlElement) -> str | None:
    """YYYY-MM-DD from the page's explicit statements, None when it makes none that is a date."""
    for value in (*_from_meta(tree), *_from_linked_data(tree), *_from_time(tree)):
        try:
            return iso_date(value)
        except ValueError:
            continue
    return None


def forget_changes(tree: HtmlElement) -> None:
    """Take the dates of change out of the tree, which a search for any date would fall back on."""
    for element in list(tree.iter("meta", "time", "abbr")):
        said = " ".join(element.get(name) or "" for name in (*_NAMES, "class")).lower()
        if any(word in said for word in _CHANGED):
            for name in ("content", "datetime", "title"):
                element.attrib.pop(name, None)


def _from_meta(tree: HtmlElement) -> Iterator[str]:
    said: dict[str, str] = {}
    for element in tree.iter("meta"):
        for name in _NAMES:
            said.setdefault((element.get(name) or "").strip().lower(), element.get("content") or "")
    yield from (said[name] for name in PUBLISHED_NAMES if said.get(name))


def _from_linked_data(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or ""):
            continue
        try:
            left: list[object] = [json.loads(element.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while left:
            value = left.pop()
            if isinstance(value, dict):
                if isinstance(stated := value.get("datePublished"), str):
                    yield stated
                left.extend(reversed(value.values()))
            elif isinstance(value, list):
                left.extend(reversed(value))


def _from_time(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("time"):
        if "pubdate" in element.attrib or "datepublished" in (element.get("itemprop") or "").lower():
            yield element.get("datetime") or element.get("content") or ""
