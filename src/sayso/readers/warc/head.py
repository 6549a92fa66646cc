"""The header of a WARC record: what it is, how long, and the digests by which it is checked."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass

HEAD = 1 << 16
"""The most bytes of a header."""
TYPES = ("warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation")

_ENDS = re.compile(rb"\n\r?\n")
_VERSION = re.compile(rb"WARC/[01]\.[0-9]{1,2}\r?")
_LENGTH = re.compile(r"[0-9]{1,15}")
_DIGESTS = ("md5", "sha1", "sha256", "sha384", "sha512")


@dataclass(frozen=True, slots=True)
class Head:
    """A record's header. `size` is its own length and `length` that of the content behind it, in bytes; None where a field is not there.

    `block` is the digest of the content, `payload` that of the body in the answer of the server, as written (`sha1:3I42H3S6…`); `truncated` is why the
    crawler cut it.
    """

    kind: str
    size: int
    length: int
    id: str | None
    url: str | None
    content_type: str | None
    block: str | None
    payload: str | None
    truncated: str | None


def ends_in(raw: bytes) -> int | None:
    """Where the header that `raw` begins with ends, the blank line included; None where it does not."""
    found = _ENDS.search(raw)
    return None if found is None else found.end()


def parse_head(raw: bytes) -> Head:
    """The header that `raw` begins with. Raises ValueError, with what is wrong."""
    size = ends_in(raw)
    first, *lines = raw[:size].split(b"\n")
    if not _VERSION.fullmatch(first):
        raise ValueError("no WARC header")
    fields = parse_fields(lines)
    kind, length = fields.get("warc-type", ""), fields.get("content-length", "")
    if kind not in TYPES:
        raise ValueError(f"its type {kind[:20]!r} is none")
    if not _LENGTH.fullmatch(length):
        raise ValueError(f"its Content-Length {length[:20]!r} is none")
    return Head(
        kind,
        size or 0,
        int(length),
        _named(fields.get("warc-record-id")),
        _named(fields.get("warc-target-uri")),
        fields.get("content-type"),
        fields.get("warc-block-digest"),
        fields.get("warc-payload-digest"),
        fields.get("warc-truncated"),
    )


def parse_fields(lines: list[bytes]) -> dict[str, str]:
    """Fields of a header by their names in small letters, the first of each; lines that go on where the last left off are joined.

    Raises ValueError for a line that is no field.
    """
    fields, last = dict[str, str](), ""
    for raw in lines:
        line = raw.decode("utf-8", "replace").rstrip("\r")
        if not line:
            continue
        if line[0] in " \t" and last:
            fields[last] += " " + line.strip()
            continue
        name, colon, value = line.partition(":")
        if not colon or not name.strip():
            raise ValueError(f"a line of its header is no field: {line[:40]!r}")
        last = name.strip().lower()
        if last in fields:
            last = f"{last} again"
        fields[last] = value.strip()
    return fields


def verdict(head: Head, content: bytes) -> bool | None:
    """Whether the content is what its digest says; None where there is none that can be checked."""
    return None if head.block is None else digest_is(head.block, content)


def digest_is(named: str, *contents: bytes) -> bool | None:
    """Whether a digest (`sha1:` and base 32 or hexadecimal digits) is that of one of the contents; None for an algorithm that is not known here."""
    algorithm, _, value = named.partition(":")
    algorithm, value = algorithm.strip().lower().replace("-", ""), value.strip().rstrip("=")
    if algorithm not in _DIGESTS:
        return None
    for content in contents:
        digest = hashlib.new(algorithm, content, usedforsecurity=False).digest()
        if value.lower() == digest.hex() or value.upper() == base64.b32encode(digest).decode().rstrip("="):
            return True
    return False


def _named(value: str | None) -> str | None:
    """An identifier without the angle brackets some put around it; None where it is empty or holds what no identifier does."""
    value = (value or "").removeprefix("<").removesuffix(">")
    return value if value and value.isprintable() and " " not in value else None
