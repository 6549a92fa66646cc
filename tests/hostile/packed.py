"""Compressed files and WARC: cut, flipped, nested, bombs, and lengths that lie."""

from __future__ import annotations

import base64
import bz2
import hashlib
import io
import lzma
import zipfile
import zlib

from hostile.case import SAME, STORY, Case, Ends, gz, one, refused
from hostile.pages import WHOLE, page
from hostile.records import line

RAW = STORY.encode()
ANY = Ends(documents=None, refused=None)


def zst(raw: bytes, level: int = 3) -> bytes:
    """A Zstandard frame."""
    import zstandard

    return zstandard.ZstdCompressor(level=level).compress(raw)


def bomb(size: int, block: bytes = b"\0" * 1_000_000) -> bytes:
    """A gzip member of so many blocks, made without holding them."""
    packer, parts = zlib.compressobj(9, zlib.DEFLATED, 31), list[bytes]()
    parts += [packer.compress(block) for _ in range(size)]
    return b"".join((*parts, packer.flush()))


def zipped(raw: bytes) -> bytes:
    """A ZIP file that holds one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("../../a.txt"), raw)
    return out.getvalue()


def flipped(raw: bytes, at: int) -> bytes:
    """One bit changed."""
    return raw[:at] + bytes([raw[at] ^ 0x10]) + raw[at + 1 :]


def http(body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK", *more: str) -> bytes:
    """An answer of a server."""
    return "\r\n".join((f"HTTP/1.1 {status}", f"Content-Type: {kind}", *more, "", "")).encode() + body


def record(number: int, block: bytes, kind: str = "response", *more: str, length: int | None = None, digest: bool = True) -> bytes:
    """A WARC record."""
    head = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>",
        "WARC-Date: 2020-06-15T00:00:00Z",
        f"WARC-Target-URI: http://example.org/{number}",
        f"Content-Type: {'application/http; msgtype=response' if kind == 'response' else 'text/plain'}",
        f"Content-Length: {len(block) if length is None else length}",
        *([f"WARC-Block-Digest: sha1:{base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()}"] if digest else []),
        *more,
    ]
    return ("\r\n".join(head) + "\r\n\r\n").encode() + block + b"\r\n\r\n"


PAGE = http(WHOLE.encode())
RECORDS = [record(n, PAGE) for n in range(4)]
PLAIN, PACKED = b"".join(RECORDS), b"".join(map(gz, RECORDS))
MEMBER = len(gz(RECORDS[0]))
FOUR, LOST = Ends(documents=4, refused=0), Ends(documents=3, refused=None)
PACKINGS: dict[str, tuple[str, bytes, Ends]] = {
    "txt_gz": ("a.txt.gz", gz(RAW), SAME),
    "html_gz": ("a.html.gz", gz(WHOLE.encode()), Ends(coded=True)),
    "jsonl_gz": ("a.jsonl.gz", gz((line() + line(id="b")).encode()), Ends(documents=2)),
    "members": ("a.jsonl.gz", gz(line().encode()) + gz(line(id="b").encode()), Ends(documents=2)),
    "cut": (
        "a.jsonl.gz",
        gz(b"".join(line(id=str(i), text=f"{STORY} {i * 7919}").encode() for i in range(12)))[:-60],
        Ends(documents=None, refused=None, reasons=("cut short",)),
    ),
    "cut_head": ("a.txt.gz", gz(RAW)[:8], refused("cut short", count=2)),
    "flipped": ("a.jsonl.gz", flipped(gz(line().encode() * 1), 40), Ends(documents=None, refused=None)),
    "garbage_behind": ("a.jsonl.gz", gz(line().encode()) + b"garbage", Ends(documents=1, refused=1)),
    "zeros_behind": ("a.jsonl.gz", gz(line().encode()) + b"\0" * 600, Ends(documents=1, refused=None)),
    "twice": ("a.txt.gz", gz(gz(RAW)), Ends(documents=0, refused=1)),
    "not_gzip": ("a.txt.gz", RAW, refused("not compressed", count=2)),
    "empty_file": ("a.txt.gz", b"", Ends(documents=0, refused=1)),
    "empty_inside": ("a.txt.gz", gz(b""), refused("empty")),
    "zst": ("a.jsonl.zst", zst(line().encode()), SAME),
    "zst_cut": ("a.jsonl.zst", zst(line().encode() * 3)[:-9], Ends(documents=None, refused=None)),
    "zst_flipped": ("a.jsonl.zst", flipped(zst(line().encode()), 30), Ends(documents=None, refused=None)),
    "zst_window": ("a.txt.zst", b"\x28\xb5\x2f\xfd\x00\xf8" + b"\x01\x00\x00" + b"\x00" * 8, Ends(documents=0, refused=1)),
    "zst_of_gz": ("a.txt.zst", zst(gz(RAW)), Ends(documents=0, refused=1)),
    "zip": ("a.zip", zipped(RAW), refused("no reader for .zip")),
    "zip_as_text": ("a.txt", zipped(RAW), refused("ZIP")),
    "bz2_as_text": ("a.txt", bz2.compress(RAW), refused("bzip2")),
    "xz_as_text": ("a.txt", lzma.compress(RAW), refused("xz")),
    "gz_as_text": ("a.txt", gz(RAW), refused("gzip")),
    "tar_gz": ("a.tar.gz", gz(b"a.txt" + b"\0" * 1_019), Ends(documents=0, refused=1)),
}
WARCS: dict[str, tuple[bytes, Ends]] = {
    "good": (PACKED, FOUR),
    "cut_last": (PACKED[:-40], LOST),
    "cut_tail": (PACKED[: 2 * MEMBER + 5], Ends(documents=2, refused=None)),
    "flipped": (flipped(PACKED, MEMBER + 200), LOST),
    "flipped_head": (flipped(PACKED, MEMBER + 1), LOST),
    "garbage_between": (gz(RECORDS[0]) + b"\x00garbage\xff" * 30 + b"".join(map(gz, RECORDS[1:])), Ends(documents=4, refused=None)),
    "garbage_first": (b"garbage" * 30 + PACKED, Ends(documents=None, refused=None)),
    "plain_in_gz": (gz(PLAIN), Ends(documents=None, refused=None)),
    "bomb": (gz(RECORDS[0]) + bomb(300) + gz(RECORDS[1]), Ends(documents=None, refused=None)),
    "http_bomb": (gz(record(0, http(bomb(300), "text/html", "200 OK", "Content-Encoding: gzip"))) + gz(RECORDS[1]), Ends(documents=1, refused=None)),
    "empty": (b"", Ends(documents=0, refused=1)),
}
PLAINS: dict[str, tuple[bytes, Ends]] = {
    "good": (PLAIN, FOUR),
    "cut": (PLAIN[:-200], LOST),
    "length_large": (record(0, PAGE, length=len(PAGE) + 500) + b"".join(RECORDS[1:]), LOST),
    "length_huge": (record(0, PAGE, length=10**15) + b"".join(RECORDS[1:]), LOST),
    "length_small": (record(0, PAGE, length=len(PAGE) - 300) + b"".join(RECORDS[1:]), LOST),
    "length_negative": (record(0, PAGE, length=-5) + b"".join(RECORDS[1:]), LOST),
    "digest_wrong": (
        record(0, PAGE.replace(b"Chad", b"Mali"), digest=False).replace(b"WARC-Date", b"WARC-Block-Digest: sha1:" + b"A" * 32 + b"\r\nWARC-Date") + RECORDS[1],
        refused("digest", documents=1, count=2),
    ),
    "head_64kb": (record(0, PAGE, "response", "X-Long: " + "x" * 70_000) + b"".join(RECORDS[1:]), Ends(documents=None, refused=None)),
    "head_many": (record(0, PAGE, "response", *(f"X-{i}: y" for i in range(5_000))) + b"".join(RECORDS[1:]), Ends(documents=None, refused=None)),
    "http_head_bomb": (record(0, http(WHOLE.encode(), "text/html", "200 OK", *(f"X-{i}: {'y' * 100}" for i in range(5_000)))) + b"".join(RECORDS[1:]), LOST),
    "status_404": (record(0, http(WHOLE.encode(), "text/html", "404 Not Found")) + RECORDS[1], Ends(documents=1, refused=None)),
    "image": (record(0, http(b"\x89PNG\r\n", "image/png")) + RECORDS[1], Ends(documents=1, refused=None)),
    "request": (record(0, b"GET / HTTP/1.1\r\n\r\n", "request") + RECORDS[1], Ends(documents=1, refused=None)),
    "wet": (record(0, RAW, "conversion"), Ends(coded=True)),
    "chunked": (
        record(0, http(b"%x\r\n%b\r\n0\r\n\r\n" % (len(WHOLE.encode()), WHOLE.encode()), "text/html", "200 OK", "Transfer-Encoding: chunked")),
        Ends(coded=True),
    ),
    "chunked_lie": (
        record(0, http(b"ffffffff\r\nx\r\n", "text/html", "200 OK", "Transfer-Encoding: chunked")) + RECORDS[1],
        Ends(documents=None, refused=None),
    ),
    "brotli": (record(0, http(b"\x0b\x02\x80x", "text/html", "200 OK", "Content-Encoding: br")) + RECORDS[1], Ends(documents=1, refused=1)),
    "gzip_http": (record(0, http(gz(WHOLE.encode()), "text/html", "200 OK", "Content-Encoding: gzip")), Ends(coded=True)),
    "url_script": (record(0, PAGE).replace(b"http://example.org/0", b"javascript:alert(1)/"), Ends(documents=None, refused=None)),
    "not_warc": (RAW, refused("no WARC header", count=2)),
    "only_version": (b"WARC/1.0\r\n", refused("cut short", count=2)),
    "versions": (b"WARC/1.0\r\n\r\n" * 10_000 + PLAIN, Ends(documents=None, refused=None)),
    "hostile_page": (record(0, http(page("<div>" * 50_000).encode())) + b"".join(RECORDS[1:]), Ends(documents=None, refused=None)),
}


def cases() -> list[Case]:
    """All cases of this kind."""
    out = [one(f"packed/{n}", file, raw, ends) for n, (file, raw, ends) in PACKINGS.items()]
    out += [one(f"warc/gz_{n}", f"{n}.warc.gz", raw, ends) for n, (raw, ends) in WARCS.items()]
    out += [one(f"warc/{n}", f"{n}.warc", raw, ends) for n, (raw, ends) in PLAINS.items()]
    out += [
        one("packed/bomb_300mb", "a.txt.gz", lambda: bomb(300), Ends(documents=0, refused=1), big=True),
        one("packed/bomb_lines", "a.jsonl.gz", lambda: bomb(100, b"{}\n" * 300_000), Ends(documents=0, refused=None), big=True),
        one("packed/bomb_twice", "a.txt.gz", lambda: gz(bomb(300)), Ends(documents=0, refused=1)),
        one("packed/zst_bomb", "a.txt.zst", lambda: zst(b"\0" * 300_000_000), Ends(documents=0, refused=1), big=True),
    ]
    return out
