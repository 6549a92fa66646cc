"""What a page says about itself where nobody looks: meta tags and linked data (JSON-LD, in the words of schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

NAMES = ("property", "name", "itemprop", "http-equiv")
LONGEST = 2_000
"""Characters kept of one thing that a page says about itself: its title, a summary, a caption, a name."""
_LARGEST = 1_000_000  # characters of one script
_NODES = 5_000
_TAG = re.compile(r"<[^<>]{0,200}>")
_REPORT = re.compile(r"(?:Article|Posting|Report)\Z")
_HANDLE = re.compile(r"@|https?://|www\.", re.IGNORECASE)
Node = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class About:
    """What the page says of the report on it, None or empty where it says nothing.

    `titles` in the order of trust, the best first; `tail` is the page's own title, which often ends in the outlet's name. `standfirst` is a summary in a
    sentence or two, `captions` are those of pictures, each with its credit (None where none is given). `meta` holds the meta tags by their names in small
    letters, `report` the linked data of the report, `others` what linked data says beside.
    """

    titles: tuple[str, ...]
    tail: str | None
    standfirst: str | None
    authors: tuple[str, ...]
    outlet: str | None
    url: str | None
    captions: tuple[tuple[str, str | None], ...]
    meta: Mapping[str, str]
    report: Node
    others: tuple[Node, ...]


def about(tree: HtmlElement) -> About:
    """All that the page says about itself."""
    meta, nodes = _meta(tree), tuple(_linked(tree))
    canonical = next((e.get("href") for e in tree.iter("link") if "canonical" in (e.get("rel") or "").lower().split()), None)
    tail = line(next((e.text for e in tree.iter("title")), None))
    url = line(canonical) or line(meta.get("og:url"))
    report = _report(nodes, url, (meta.get("og:title"), tail))
    is_report = bool(report) or meta.get("og:type", "").lower() == "article" or "article:published_time" in meta
    told = (
        _text(report.get("description")),
        *((meta.get(n) for n in ("og:description", "twitter:description", "description", "dc.description")) if is_report else ()),
    )
    by = tuple(_named(report.get("author"))) or tuple(filter(None, (meta.get(n) for n in ("author", "article:author", "dc.creator", "parsely-author"))))[:1]
    outlet = (meta.get("og:site_name"), *_named(report.get("publisher")), meta.get("application-name"), meta.get("dc.publisher"), _handle(meta))
    return About(
        titles=tuple(filter(None, map(line, (_text(report.get("headline")), *(meta.get(n) for n in ("og:title", "twitter:title", "dc.title")))))),
        tail=tail,
        standfirst=next(filter(None, map(line, told)), None),
        authors=tuple(dict.fromkeys(name for name in map(line, by) if name and not _HANDLE.match(name))),
        outlet=next(filter(None, map(line, outlet)), None),
        url=url if url and re.match("https?://", url, re.IGNORECASE) else None,
        captions=tuple(_captions(report.get("image"))),
        meta=meta,
        report=report,
        others=tuple(n for n in nodes if n is not report and not _is_report(n)) if report else nodes,
    )


def line(value: str | None) -> str | None:
    """On one line; None when blank. Of what is longer than LONGEST only the first words."""
    words = " ".join((value or "").split())
    return (words if len(words) <= LONGEST else words[:LONGEST].rpartition(" ")[0] or words[:LONGEST]) or None


def _meta(tree: HtmlElement) -> dict[str, str]:
    said: dict[str, str] = {}
    for element in tree.iter("meta"):
        for name in NAMES:
            if (key := element.get(name)) and (value := element.get("content")):
                said.setdefault(key.strip().lower(), value)
    return said


def _linked(tree: HtmlElement) -> Iterator[Node]:
    """The objects of all linked data, outer ones first."""
    count = 0
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or "") or not element.text or len(element.text) > _LARGEST:
            continue
        try:
            left: list[object] = [json.loads(element.text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while left and count < _NODES:
            value = left.pop()
            if isinstance(value, dict):
                count += 1
                yield value
                left.extend(reversed(value.values()))
            elif isinstance(value, list):
                left.extend(reversed(value))


def _is_report(node: Node) -> bool:
    kinds = node.get("@type")
    return any(isinstance(kind, str) and _REPORT.search(kind) is not None for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _report(nodes: tuple[Node, ...], url: str | None, titles: tuple[str | None, ...]) -> Node:
    """The node of the report: the one with the page's address or title, else the first; empty when there is none."""
    found = [node for node in nodes if _is_report(node)]
    same = (n for n in found if (url and url in _addresses(n)) or ((head := line(_text(n.get("headline")))) and head in map(line, titles)))
    return next(same, found[0] if found else {})


def _addresses(node: Node) -> Iterator[object]:
    for key in ("url", "@id", "mainEntityOfPage"):
        value = node.get(key)
        yield value.get("@id") if isinstance(value, dict) else value


def _captions(images: object) -> Iterator[tuple[str, str | None]]:
    for image in (images if isinstance(images, list) else [images])[:50]:
        if isinstance(image, dict) and (words := line(_text(image.get("caption")))):
            credit = next(filter(None, (_text(image.get("creditText")), *_named(image.get("copyrightHolder")), _text(image.get("copyrightNotice")))), None)
            yield words, line(credit)


def _named(value: object) -> Iterator[str]:
    """Names of persons and organisations, given as text, as objects or as a list of either."""
    for one in (value if isinstance(value, list) else [value])[:20]:
        if name := _text(one.get("name") if isinstance(one, dict) else one):
            yield name


def _handle(meta: Mapping[str, str]) -> str | None:
    return meta.get("twitter:site", "").lstrip("@") or None


def _text(value: object) -> str | None:
    """Text of linked data, which may hold entities and tags; None when it is none."""
    return _TAG.sub(" ", unescape(value)) if isinstance(value, str) else None
