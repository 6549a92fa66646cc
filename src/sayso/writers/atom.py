"""Feeds: Atom (RFC 4287) and JSON Feed 1.1, of the same entries. No clock: every date is the caller's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from sayso.writers.cells import clean
from sayso.writers.files import json_text

ATOM = "application/atom+xml"
JSON_FEED = "application/feed+json"
URN = "urn:sayso:"
_SPACE = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Point:
    """A line of an entry: what it is about ("" for a plain line), what it says, and a page behind it ("" for none)."""

    about: str
    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: `id` is what stands behind URN; `published` and `updated` are days (ISO); `link` is an address; `summary` one sentence."""

    id: str
    title: str
    link: str
    published: str
    updated: str
    summary: str
    points: tuple[Point, ...]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed. `home` is the page it is of, `own` its own address; `updated` (an ISO day) is told where it has no entries; `made` is the program's version."""

    id: str
    title: str
    subtitle: str
    home: str
    own: str
    updated: str
    made: str
    entries: tuple[Entry, ...]


def atom(feed: Feed) -> bytes:
    """The feed as Atom."""
    root = ET.Element("feed", {"xmlns": _SPACE, "xml:lang": "en"})
    _text(root, "id", URN + feed.id)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", _time(max((e.updated for e in feed.entries), default=feed.updated)))
    ET.SubElement(root, "link", {"rel": "self", "type": ATOM, "href": _whole(feed.own)})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": _whole(feed.home)})
    _text(ET.SubElement(root, "author"), "name", "sayso")
    ET.SubElement(root, "generator", {"version": _whole(feed.made)}).text = "sayso"
    for entry in feed.entries:
        _entry(ET.SubElement(root, "entry"), entry)
    told: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return told + b"\n"


def json_feed(feed: Feed) -> str:
    """The feed as JSON Feed 1.1."""
    found = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.subtitle,
        "home_page_url": feed.home,
        "feed_url": feed.own,
        "language": "en",
        "authors": [{"name": "sayso"}],
        "items": [_item(entry) for entry in feed.entries],
    }
    return f"{json_text(_plain(found))}\n"


def _entry(at: ET.Element, entry: Entry) -> None:
    _text(at, "id", URN + entry.id)
    _text(at, "title", entry.title)
    ET.SubElement(at, "link", {"rel": "alternate", "type": "text/html", "href": _whole(entry.link)})
    _text(at, "published", _time(entry.published))
    _text(at, "updated", _time(entry.updated))
    for tag in entry.tags:
        ET.SubElement(at, "category", {"term": _whole(tag)})
    _text(at, "summary", entry.summary)
    _text(at, "content", _html(entry)).set("type", "html")


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": URN + entry.id,
        "url": entry.link,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": _html(entry),
        "date_published": _time(entry.published),
        "date_modified": _time(entry.updated),
        "tags": list(entry.tags),
    }


def _html(entry: Entry) -> str:
    """Summary and points as HTML, everything escaped."""
    root = ET.Element("div")
    _text(root, "p", entry.summary)
    points = ET.SubElement(root, "ul")
    for point in entry.points:
        line = ET.SubElement(points, "li")
        if point.about:
            _text(line, "b", f"{point.about}: ").tail = "" if point.link else _whole(point.text)
        elif not point.link:
            line.text = _whole(point.text)
        if point.link:
            _text(line, "a", point.text).set("href", _whole(point.link))
    return "".join(ET.tostring(child, encoding="unicode", short_empty_elements=False) for child in _filled(root))


def _filled(root: ET.Element) -> Iterator[ET.Element]:
    return (child for child in root if child.text or len(child))


def _text(at: ET.Element, name: str, text: str) -> ET.Element:
    made = ET.SubElement(at, name)
    made.text = _whole(text)
    return made


def _whole(text: str) -> str:
    """The text without control characters, without marks that turn the direction of others, and without what XML cannot hold."""
    return _NO_XML.sub("", clean(_CONTROL.sub("", text)))


def _plain(value: Any) -> Any:
    """The same for all strings of a JSON value."""
    if isinstance(value, str):
        return _whole(value)
    if isinstance(value, dict):
        return {key: _plain(v) for key, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, list) else value


def _time(day: str) -> str:
    """The beginning of a day as RFC 3339 has it. Reports give days, no times."""
    return f"{day}T00:00:00Z"
