"""One item of a feed, and what will be its document. What a feed says is taken as said; nothing is invented."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import urljoin

from sayso.errors import InputError
from sayso.model.ids import digest
from sayso.readers.feeds.dates import feed_day
from sayso.readers.options import Quarantined
from sayso.readers.unit import Unit
from sayso.readers.web.address import target

FULL_WORDS = 200
"""A description of so many words is the report itself; a shorter one is a summary of it."""
SHORT_WORDS = 100
"""A content of fewer words is taken as text: extractors of pages pass over what is so short."""
SUMMARY_ONLY = "summary only"
"""Begins the flag of a document that is but the summary a feed has of a report."""
PUBLISHED = ("pubDate", "published", "dc:date", "dcterms:issued", "issued", "dcterms:created", "created", "pubdate")
CHANGED = ("updated", "modified", "dcterms:modified")

_DROPPED = re.compile(r"<(script|style|svg|noscript)\b[^<>]*>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_BLOCK = re.compile(r"</?(?:p|div|br|h[1-6]|li|ul|ol|table|tr|blockquote|section|article|figure|figcaption|hr|pre)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|read more\W*|continue reading\W*|read the (?:full|rest)\W.{0,40})\s*\Z", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LONGEST_ID = 500


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed. `number` counts from 1. `id` is what the feed knows it by, its link, or a hash of what it says. `link` is absolute, None where there
    is none that is http(s). `published` is a day (ISO), None where the feed gives none that can be. `text` is markup where `markup` says so; `full` tells
    whether it is the report or only a summary of it."""

    number: int
    id: str
    link: str | None
    title: str | None
    published: str | None
    text: str
    markup: bool
    full: bool
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed: its title, the items that can be read, in their order, and those that cannot."""

    title: str | None
    items: tuple[Item, ...]
    broken: tuple[Quarantined, ...] = ()


def made(
    number: int,
    where: str,
    id: str | None,
    link: str | None,
    title: str | None,
    content: tuple[str, bool] | None,
    summary: tuple[str, bool] | None,
    published: str | None,
    flags: tuple[str, ...],
) -> Item | InputError:
    """The item; `content` and `summary` are texts, each with whether it is markup."""
    text, markup = content or summary or ("", False)
    if content is not None and summary is not None and len(content[0]) < len(summary[0]):
        content, (text, markup) = None, summary
    text = _CONTROL.sub(" ", text)
    title = line(title)
    words = plain(text) if markup else text
    if not words and not title:
        return InputError(f"{where}#{number}", "the item has neither title nor text", "see the feed")
    full = len(words.split()) >= FULL_WORDS if content is None else bool(words)
    key = line(id) or link or digest(title, text)
    if len(key) > _LONGEST_ID:
        key = digest(key)
    return Item(number, key, link, title, published, text, markup, full and not _CUT.search(words), flags)


def published_of(said: dict[str, str], latest: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The day of publication; where there is none, what the feed has instead. A date of change is no date of publication."""
    flags = list[str]()
    for name in PUBLISHED:
        if not said.get(name, "").strip():
            continue
        try:
            return feed_day(said[name], latest), ()
        except ValueError as error:
            flags.append(f"date of the feed not taken: {error}")
    if not flags and (changed := next((said[name].strip() for name in CHANGED if said.get(name, "").strip()), None)):
        flags.append(f"the feed gives only a date of change: {changed[:40]}")
    return None, tuple(flags)


def absolute(link: str, base: str | None) -> str | None:
    """The link as an address that may be asked, None where it is none."""
    try:
        return target(urljoin(base or "", link.strip())).url
    except (InputError, ValueError):
        return None


def item_unit(item: Item, where: str, *, outlet: str | None = None) -> Unit:
    """What will be the document of an item, with the text the feed has of it. `outlet` is for an item without a link; else it is the link's host."""
    text = plain(item.text) if item.markup else item.text
    if item.full and item.markup and len(text.split()) >= SHORT_WORDS:
        kind, data = "page", _page(item.title, item.text)
    else:
        leads = item.title is None or text.startswith(item.title)
        kind, data = "plain", (text if leads else f"{item.title}\n\n{text}").strip().encode("utf-8")
    return Unit(
        where,
        item.id,
        kind,
        data,
        url=item.link,
        title=item.title,
        outlet=outlet if item.link is None else target(item.link).site,
        published=item.published,
        charset="utf-8",
        flags=item.flags if item.full else (*item.flags, SUMMARY_ONLY),
    )


def plain(markup: str) -> str:
    """The words of a piece of markup, paragraphs apart. As exact as short texts need, in time proportional to the length, whatever stands there."""
    text = html.unescape(_TAG.sub("", _BLOCK.sub("\n\n", _DROPPED.sub(" ", markup))))
    return "\n\n".join(line for part in text.split("\n\n") if (line := " ".join(part.split())))


def _page(title: str | None, content: str) -> bytes:
    """A page around the content, for the extractor."""
    if re.search(r"<html\b", content[:2000], re.IGNORECASE):
        return content.encode("utf-8")
    name = html.escape(title or "", quote=False)
    head = f"<title>{name}</title>" if title else ""
    first = f"<h1>{name}</h1>\n" if title else ""
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8">{head}</head><body><article>\n{first}{content}\n</article></body></html>\n'.encode()


def line(value: str | None) -> str | None:
    return " ".join(_CONTROL.sub(" ", value or "").split()) or None
