"""Feeds in XML -> elements, without a DTD, without entities, without the network; one broken item costs only itself."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

REMEDY = "give an RSS, Atom or JSON feed"
SPACES = {
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
}
"""Prefixes by which parts of a feed are known here, whatever prefix the feed gives them. All other namespaces (RSS, Atom) have none."""
ITEMS = ("item", "entry")
MOST_PIECES = 10_000
"""Items that are read one by one of a feed that is not well-formed."""

_START = re.compile(r"[^<]{0,500}(?:<\?xml\b[^>]{0,300}\?>)?")  # servers put warnings of their own before a feed
_SKIP = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(rss|feed|rdf)(?=[\s>/])", re.IGNORECASE)
_KEPT = r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
_AMPERSAND = re.compile(
    _KEPT + r"|&(?:#(?P<decimal>[0-9]{1,8});|#[xX](?P<hex>[0-9a-fA-F]{1,6});|(?P<name>[A-Za-z][A-Za-z0-9]{0,31});)?|<(?=[\s\d=])", re.DOTALL
)
_EDGE = re.compile(_KEPT + r"|<(?P<end>/?)(?P<name>(?:[\w.-]{1,40}:)?(?:item|entry))(?=[\s>/])", re.DOTALL)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_XML = ("amp", "lt", "gt", "quot", "apos")


def root_name(text: str, where: str) -> str | None:
    """`rss`, `feed` or `rdf` where the text is a feed in XML, None where it is not. Raises InputError where a DTD stands before it: with it go all
    entities, and with these all bombs and all reading of files."""
    place = _begin(text)
    while found := _SKIP.match(text, place):
        place = found.end()
    if text[place : place + 9].upper() == "<!DOCTYPE" and not re.match(r"<!DOCTYPE\s+html\b", text[place : place + 40], re.IGNORECASE):
        raise InputError(where, "feed uses a DTD: refused", "take the DOCTYPE out")
    root = _ROOT.match(text, place)
    return root[1].lower() if root else None


def elements(text: str, where: str) -> tuple[_Element | None, list[_Element | InputError]]:
    """What holds the feed's own title (None where it cannot be read), and its items in their order; for one that cannot be read, why.

    Where the whole is not well-formed, items are cut out and read one by one. Raises InputError when there is neither.
    """
    clean = _ILLEGAL.sub("\ufffd", _AMPERSAND.sub(_plain, _closed(text[_begin(text) :])))
    root = _parsed(clean, strict=True)
    if root is not None:
        return root, [e for e in root.iter() if isinstance(e.tag, str) and name_of(e) in ITEMS]
    items = list(_pieces(clean, where))
    if not items:
        raise InputError(where, "the feed cannot be read: not well-formed", REMEDY)
    edge = next(m.start() for m in _EDGE.finditer(clean) if m["name"])
    return _parsed(clean[:edge], strict=False), items


def name_of(element: _Element) -> str:
    """The element's name, with a prefix of SPACES where it has one; "" for comments and the like."""
    if not isinstance(element.tag, str):
        return ""
    space, _, name = element.tag.rpartition("}")
    return SPACES.get(space.removeprefix("{"), "") + name if space else name


def inside(element: _Element) -> str:
    """What stands in an element: its text, or its markup where it has children."""
    from lxml import etree  # type: ignore[import-untyped]

    if not len(element):
        return element.text or ""
    children = "".join(etree.tostring(child, encoding="unicode", with_tail=True) for child in element)
    return html.escape(element.text or "", quote=False) + re.sub(r"\sxmlns(?::\w{1,40})?=\"[^\"<>]*\"|(?<=<)(/?)(?:\w{1,40}:)", r"\1", children)


def _begin(text: str) -> int:
    """Where the feed begins, behind its declaration."""
    found = _START.match(text)
    return found.end() if found else 0


def _closed(text: str) -> str:
    """The text without the marks that open a CDATA section or a comment which is never closed: it would swallow all later items."""
    for begin, end in (("<![CDATA[", "]]>"), ("<!--", "-->")):
        last = text.rfind(end) + 1
        text = text[:last] + text[last:].replace(begin, " ")
    return text


def _plain(found: re.Match[str]) -> str:
    """An ampersand as XML without a DTD knows it: names of HTML become characters, what is none a mere sign. So for brackets."""
    if found[0] == "<":
        return "&lt;"
    if found[0][0] != "&":
        return found[0]
    if name := found["name"]:
        return found[0] if name in _XML else html.escape(html.unescape(found[0]), quote=False)
    if number := found["decimal"] or found["hex"]:
        code = int(number, 10 if found["decimal"] else 16)
        whole = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
        return found[0] if whole else "\ufffd"
    return "&amp;" + found[0][1:]


def _parsed(text: str, *, strict: bool) -> _Element | None:
    """None where it cannot be read."""
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8",
        recover=not strict,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root: _Element | None = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root


def _pieces(text: str, where: str) -> Iterator[_Element | InputError]:
    """Each item, read by itself: from its start to its end, or to the next start."""
    edges = [(m.start(), m.end(), bool(m["end"]), m["name"]) for m in _EDGE.finditer(text) if m["name"]]
    declared = " ".join(f'xmlns:{prefix.rstrip(":")}="{space}"' for space, prefix in SPACES.items())
    number = 0
    for n, (start, _, ends, name) in enumerate(edges):
        if ends:
            continue
        number += 1
        if number > MOST_PIECES:
            yield InputError(where, f"more than {MOST_PIECES:,} items in a feed that is not well-formed: the rest is not read", "mend the feed")
            return
        if n + 1 == len(edges):
            yield InputError(f"{where}#{number}", "the item is cut off", "fetch the feed again")
            continue
        after = edges[n + 1][0]
        piece = text[start:after] + f"</{name}>"
        wrapped = f"<feed {declared}>{piece}</feed>"
        root = _parsed(wrapped, strict=True)
        if root is None:
            root = _parsed(wrapped, strict=False)
        found = None if root is None else next((e for e in root if name_of(e).rpartition(":")[2] in ITEMS), None)
        yield found if found is not None else InputError(f"{where}#{number}", "the item cannot be read: not well-formed", "see the feed")
