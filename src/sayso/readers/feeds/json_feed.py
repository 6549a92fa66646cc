"""JSON Feed, versions 1 and 1.1."""

from __future__ import annotations

import json
import re

from sayso.errors import InputError
from sayso.readers.feeds.item import Channel, Item, absolute, line, made, published_of
from sayso.readers.options import Quarantined

REMEDY = "give an RSS, Atom or JSON feed"
_VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/")
_BEGINS = re.compile(rb"\"version\"\s*:\s*\"https?:\\?/\\?/(?:www\.)?jsonfeed\.org")


def is_json_feed(raw: bytes) -> bool:
    """Whether a JSON text names itself a feed."""
    return _BEGINS.search(raw) is not None


def json_channel(text: str, where: str, base: str | None, latest: str | None) -> Channel:
    try:
        value: object = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        why = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise InputError(where, f"not valid JSON: {why}", REMEDY) from error
    record = value if isinstance(value, dict) else {}
    found = record.get("items")
    if not _VERSION.match(str(record.get("version"))) or not isinstance(found, list):
        raise InputError(where, "JSON, but no feed", REMEDY)
    items, broken = list[Item](), list[Quarantined]()
    for number, entry in enumerate(found, start=1):
        item = _json_item(entry, number, where, base, latest)
        broken.append(Quarantined.of(item)) if isinstance(item, InputError) else items.append(item)
    title = record.get("title")
    return Channel(line(title) if isinstance(title, str) else None, tuple(items), tuple(broken))


def _json_item(entry: object, number: int, where: str, base: str | None, latest: str | None) -> Item | InputError:
    if not isinstance(entry, dict):
        return InputError(f"{where}#{number}", "the item is no object", REMEDY)
    said = {key: str(value) for key, value in entry.items() if isinstance(value, str | int) and not isinstance(value, bool)}
    link = absolute(said["url"], base) if said.get("url") else None
    days = {"published": said.get("date_published", ""), "updated": said.get("date_modified", "")}
    content = (
        (said["content_html"], True)
        if said.get("content_html", "").strip()
        else (said["content_text"], False)
        if said.get("content_text", "").strip()
        else None
    )
    summary = (said["summary"], False) if said.get("summary", "").strip() else None
    return made(number, where, said.get("id"), link, said.get("title"), content, summary, *published_of(days, latest))
