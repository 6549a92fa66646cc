"""What a web archive's record holds: the page or text that a server sent, out of its HTTP answer."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from sayso.errors import InputError
from sayso.readers.options import Quarantined
from sayso.readers.unit import Unit
from sayso.readers.warc.head import HEAD, Head, digest_is, ends_in, parse_fields

WANTED = ("response", "resource", "conversion")
"""Types of records that can hold a page or a text: an answer of a server, a file, and text made of a page (WET)."""

_KINDS = {"text/html": "page", "application/xhtml+xml": "page", "text/plain": "plain"}
_STATUS = re.compile(rb"HTTP/[0-9](?:\.[0-9])? ([0-9]{3})\b")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]{1,60})", re.IGNORECASE)
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?<(?:!doctype|!--|\?xml|html|head|body|meta|title|div|p)\b", re.IGNORECASE)
_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class _Body:
    data: bytes
    flags: tuple[str, ...] = ()


def capture(head: Head, content: bytes, where: str, most: int) -> Unit | Quarantined | None:
    """The page or text of a record, of at most `most` bytes; None where it holds none (a picture, an error page, a redirect).

    Quarantined where there is one that cannot be had.

    `content` may be only the beginning of a record too long to be held.
    """
    try:
        return _capture(head, content, where, most)
    except InputError as error:
        return Quarantined.of(error)


def _capture(head: Head, content: bytes, where: str, most: int) -> Unit | None:
    declared = head.content_type or ""
    body, flags, fields = content, tuple[str, ...](), dict[str, str]()
    if head.kind == "response":
        if not declared.lower().startswith("application/http") and not content.startswith(b"HTTP/"):
            return None
        status, fields, body = _answer(content, where)
        if status != 200:
            return None
        declared = fields.get("content-type", "")
    kind = _kind(declared, body)
    if kind is None:
        return None
    if head.length > len(content):
        raise InputError(where, f"larger than {most:,} bytes", "raise the limit (max_bytes)")
    if head.kind == "response":
        decoded = _decoded(body, fields, where, most)
        if head.payload is not None and digest_is(head.payload, body, _unchunked(body, fields).data, decoded.data) is False:
            raise InputError(where, "the body's digest is not the one the record names", "get the archive again")
        body, flags = decoded.data, decoded.flags
    if len(body) > most:
        raise InputError(where, f"larger than {most:,} bytes", "raise the limit (max_bytes)")
    if head.truncated:
        flags = (*flags, f"cut short by the crawler: {head.truncated[:20]}")
    found = _CHARSET.search(declared)
    return Unit(where, head.id or where, kind, body, url=head.url, charset=found[1] if found else None, flags=flags)


def _answer(content: bytes, where: str) -> tuple[int, dict[str, str], bytes]:
    """Status, header fields and body of an HTTP answer. Raises InputError where it is none."""
    status = _STATUS.match(content)
    if status is None:
        raise InputError(where, "not an HTTP answer", "check the archive")
    size = ends_in(content[:HEAD])
    if size is None:
        what = f"HTTP header longer than {HEAD:,} bytes" if len(content) >= HEAD else "an HTTP header without end"
        raise InputError(where, what, "check the archive")
    lines = content[:size].split(b"\n")[1:]
    return int(status[1]), parse_fields([line for line in lines if b":" in line or line[:1] in (b" ", b"\t")]), content[size:]


def _kind(declared: str, body: bytes) -> str | None:
    """Who makes a document of it, by the type it declares, or by its beginning where it declares none; None for what is no page or text."""
    name = declared.partition(";")[0].strip().lower()
    if not name:
        return "page" if _MARKUP.match(body) else None
    return _KINDS.get(name)


def _decoded(body: bytes, fields: dict[str, str], where: str, most: int) -> _Body:
    """The body as the server meant it: chunks joined, expanded. What was undone before it was archived, though the header still names it, is left."""
    plain = _unchunked(body, fields)
    coding = fields.get("content-encoding", "").strip().lower()
    if coding in ("", "identity", "none") or _MARKUP.match(plain.data) or not plain.data:
        return plain
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise InputError(where, f"content encoding {coding[:20]!r} cannot be read", "archive it with gzip, or expanded")
    if coding != "deflate" and not plain.data.startswith(_GZIP):
        return plain
    expanded = _expanded(plain.data, where, most)
    return _Body(expanded.data, (*plain.flags, *expanded.flags))


def _unchunked(body: bytes, fields: dict[str, str]) -> _Body:
    """The body without the lengths that stand between its chunks (RFC 9112, 7.1)."""
    if "chunked" not in fields.get("transfer-encoding", "").lower() or not _CHUNK.match(body):
        return _Body(body)
    joined, at = bytearray(), 0
    while found := _CHUNK.match(body, at):
        size, at = int(found[1], 16), found.end()
        if not size:
            return _Body(bytes(joined))
        joined += body[at : at + size]
        at += size
        at += 2 if body[at : at + 2] == b"\r\n" else body[at : at + 1] == b"\n"
    return _Body(bytes(joined), ("body cut short: its chunks do not end",))


def _expanded(data: bytes, where: str, most: int) -> _Body:
    """gzip or deflate, the second with or without the header it should have. Raises InputError for what is neither, and for more than `most` bytes."""
    for form in (47, -15):
        state = zlib.decompressobj(form)
        try:
            out = state.decompress(data, most + 1)
        except zlib.error:
            continue
        if len(out) > most:
            raise InputError(where, f"expanded size passes the limit of {most:,} bytes", "raise the limit (max_bytes), if it is what it should be")
        return _Body(out, () if state.eof else ("body cut short: its compressed data do not end",))
    raise InputError(where, "the body is not the compressed data it should be", "get the archive again")
