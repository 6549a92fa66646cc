"""RSS, Atom and JSON feeds: each item a document, of the text the feed has of it. What a feed says is taken as said; nothing is invented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.errors import InputError
from sayso.readers.decode import decode
from sayso.readers.feeds.item import CHANGED, PUBLISHED, Channel, Item, absolute, item_unit, line, made, plain, published_of
from sayso.readers.feeds.json_feed import is_json_feed, json_channel
from sayso.readers.feeds.xml_feed import REMEDY, elements, inside, name_of, root_name
from sayso.readers.options import Quarantined, ReadOptions
from sayso.readers.stream import Stream
from sayso.readers.unit import Unit

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

CONTENT = ("content:encoded", "content", "xhtml:body")
SUMMARY = ("description", "summary", "dc:description", "dcterms:abstract")
_DECLARED = re.compile(rb"\A\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([^\"']{1,60})", re.IGNORECASE)
_HEAD = 65_536
_XML = re.compile(rb"<(?:\?xml|rss|feed|rdf:RDF)\b", re.IGNORECASE)
_XHTML = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def read_feed(feed: Stream, where: str, options: ReadOptions) -> Iterator[Unit | Quarantined]:
    """The items of a feed in a file, as far as the file has them; a page, where the XML is one. Raises InputError for other XML."""
    raw = feed.all()
    if not is_feed(raw) and _XHTML.search(raw[:2000]):
        yield Unit(where, where, "page", raw)
        return
    found = channel(raw, where)
    yield from found.broken
    yield from (item_unit(item, f"{where}#{item.number}", outlet=found.title) for item in found.items)


def begins_feed(first: bytes) -> bool:
    """Whether a text that begins with this line is for `read_feed`: a feed, or XML of some kind."""
    return _XML.match(first) is not None or (first.startswith(b"{") and is_json_feed(first))


def is_feed(raw: bytes) -> bool:
    """Whether these are the bytes of a feed, also of one that will be refused."""
    head = raw[:_HEAD]
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return is_json_feed(raw)
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return root_name(head.decode("utf-16" if wide else "latin-1", "replace"), "") is not None
    except InputError:
        return True


def channel(raw: bytes, where: str, *, base: str | None = None, latest: str | None = None, charset: str | None = None) -> Channel:
    """The feed in these bytes. `base` is its address, against which links are read; `latest` the last day (ISO) that is believed for an item; `charset` the
    encoding by the word of the server, for a feed that does not name it.

    Raises InputError where it is no feed, or one with a DTD, or nothing of it can be read.
    """
    text = _text(raw, where, charset)
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return json_channel(text, where, base, latest)
    if root_name(text, where) is None:
        raise InputError(where, "not a feed", REMEDY)
    head, found = elements(text, where)
    items, broken = list[Item](), list[Quarantined]()
    for number, element in enumerate(found, start=1):
        item = element if isinstance(element, InputError) else _item(element, number, where, base, latest)
        broken.append(Quarantined.of(item)) if isinstance(item, InputError) else items.append(item)
    return Channel(None if head is None else _channel_title(head), tuple(items), tuple(broken))


def _text(raw: bytes, where: str, charset: str | None = None) -> str:
    declared = _DECLARED.search(raw[:300])
    return decode(raw, where, declared[1].decode("ascii", "replace") if declared else charset).text


def _item(element: _Element, number: int, where: str, base: str | None, latest: str | None) -> Item | InputError:
    parts: dict[str, list[_Element]] = {}
    for child in element:
        parts.setdefault(name_of(child), []).append(child)
    said = {name: inside(found[0]) for name, found in parts.items() if name in (*PUBLISHED, *CHANGED)}
    about = element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
    guid = next((e for name in ("guid", "id") for e in parts.get(name, ())), None)
    link = _link(parts.get("link", []), base)
    name = (guid.text if guid is not None else None) or about
    if link is None and name and (guid is None or (guid.get("isPermaLink") or "true").lower() == "true"):
        link = absolute(name, None)
    title = next((_words(e) for e in parts.get("title", ())), None)
    content = next((c for key in CONTENT for e in parts.get(key, ()) if (c := _markup(e)) is not None and c[0].strip()), None)
    summary = next((c for key in SUMMARY for e in parts.get(key, ()) if (c := _markup(e)) is not None and c[0].strip()), None)
    return made(number, where, name, link, title, content, summary, *published_of(said, latest))


def _link(found: list[_Element], base: str | None) -> str | None:
    """The address of the report: the first link that is one, and is not to something else (rel)."""
    for element in found:
        if (element.get("rel") or "alternate") != "alternate":
            continue
        if (address := absolute(element.get("href") or element.text or "", base)) is not None:
            return address
    return None


def _markup(element: _Element) -> tuple[str, bool] | None:
    """What an element holds, and whether it is markup; None where it is no text, or stands elsewhere."""
    kind = (element.get("type") or "").lower()
    if element.get("src") or ("/" in kind and not kind.startswith("text/") and "xhtml" not in kind):
        return None
    atom = name_of(element) in ("content", "summary")
    return inside(element), bool(len(element)) or not (atom and kind in ("", "text", "text/plain"))


def _words(element: _Element) -> str:
    """A title: HTML where it says so or looks so."""
    text = inside(element)
    kind = (element.get("type") or "").lower()
    looks = len(element) or "html" in kind or (not kind and re.search(r"</?[a-zA-Z][^<>]*>|&#?\w+;", text))
    return " ".join(plain(text).split()) if looks else text


def _channel_title(head: _Element) -> str | None:
    """The first title that is not of an item, an image or a field."""
    for element in head.iter():
        parent = element.getparent()
        if name_of(element) == "title" and (parent is None or name_of(parent) in ("channel", "feed", "rss", "rdf:RDF")):
            return line(_words(element))
    return None
