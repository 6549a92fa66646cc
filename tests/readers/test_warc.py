"""Web archives: every whole record kept, every loss told, nothing passed as right that is not."""

from __future__ import annotations

import base64
import gzip
import hashlib
import random
import re
import tracemalloc
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sayso.readers import Quarantined, ReadOptions, Unit, units

Found = list[Unit | Quarantined]


def page(number: int) -> bytes:
    body = "".join(f"<p>Report {number}, part {part}: Iran warned Israel on Friday, {number * 7919 + part * 31} people heard.</p>" for part in range(12))
    return f"<!DOCTYPE html><html><head><title>Report {number}</title></head><body>{body}</body></html>".encode()


def sha1(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def answer(body: bytes, head: str = "Content-Type: text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\n{head}\r\n\r\n".encode() + body


def record(
    number: int,
    content: bytes,
    *,
    kind: str = "response",
    type_: str = "application/http; msgtype=response",
    length: int | None = None,
    digests: bool = True,
    extra: str = "",
) -> bytes:
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{number:08d}>",
        f"WARC-Target-URI: https://news.example/{number}",
        "WARC-Date: 2024-02-02T10:00:00Z",
        f"Content-Type: {type_}",
        *([f"WARC-Block-Digest: {sha1(content)}"] if digests else []),
        *([extra] if extra else []),
        f"Content-Length: {len(content) if length is None else length}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content + b"\r\n\r\n"


def archive(count: int = 8, digests: bool = True) -> list[bytes]:
    info = record(0, b"software: made\r\n", kind="warcinfo", type_="application/warc-fields", digests=digests)
    return [info, *(record(number, answer(page(number)), digests=digests) for number in range(1, count + 1))]


def plain(records: Sequence[bytes]) -> bytes:
    return b"".join(records)


def packed(records: Sequence[bytes]) -> bytes:
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def found(tmp_path: Path, raw: bytes, name: str = "", options: ReadOptions | None = None) -> Found:
    path = tmp_path / (name or ("a.warc.gz" if raw.startswith(b"\x1f\x8b") else "a.warc"))
    path.write_bytes(raw)
    return list(units(str(path), options or ReadOptions()))


def pages(found: Found) -> list[bytes]:
    return [unit.data for unit in found if isinstance(unit, Unit)]


def reasons(found: Found) -> list[str]:
    return [bad.reason for bad in found if isinstance(bad, Quarantined)]


PACKINGS = pytest.mark.parametrize("pack", [plain, packed], ids=["plain", "gz"])
Pack = Callable[[Sequence[bytes]], bytes]


@PACKINGS
def test_whole(tmp_path: Path, pack: Pack) -> None:
    all_found = found(tmp_path, pack(archive()))
    assert pages(all_found) == [page(number) for number in range(1, 9)]
    assert reasons(all_found) == []
    first = all_found[0]
    assert isinstance(first, Unit)
    assert (first.key, first.url, first.kind, first.charset, first.published) == ("urn:uuid:00000001", "https://news.example/1", "page", "utf-8", None)
    assert re.fullmatch(r".*\.warc(\.gz)?#[1-9][0-9]*", first.where)


def test_as_a_library_reads_it(tmp_path: Path) -> None:
    fastwarc = pytest.importorskip("fastwarc")
    raw = packed(archive())
    (tmp_path / "a.warc.gz").write_bytes(raw)
    with (tmp_path / "a.warc.gz").open("rb") as stream:
        theirs = [(each.record_id.strip("<>"), each.reader.read()) for each in fastwarc.ArchiveIterator(stream, record_types=fastwarc.WarcRecordType.response)]
    assert [(unit.key, unit.data) for unit in found(tmp_path, raw) if isinstance(unit, Unit)] == theirs


@PACKINGS
@pytest.mark.parametrize("digests", [True, False])
def test_cut_anywhere(tmp_path: Path, pack: Pack, digests: bool) -> None:
    records = archive(digests=digests)
    raw, sizes = pack(records), [len(pack([each])) for each in records]
    ends = [sum(sizes[: number + 1]) for number in range(len(sizes))]
    for cut in sorted({*range(1, len(raw), len(raw) // 110), len(raw) - 1, len(raw) - 3, len(raw) - 9, ends[3], ends[3] + 1, ends[3] + 5, ends[3] - 4}):
        all_found = found(tmp_path, raw[:cut], "a.warc.gz" if pack is packed else "a.warc")
        whole = max(sum(end <= cut for end in ends) - 1, 0)
        got = pages(all_found)
        assert got[:whole] == [page(number) for number in range(1, whole + 1)]
        assert got[whole:] in ([], [page(whole + 1)]), cut  # what was cut may be only the line ends or the check sum behind it
        begun = cut - max([0, *(end for end in ends if end <= cut)])
        if begun and len(got) == whole and (whole or begun > sizes[0]):
            assert "1 lost" in " ".join(reasons(all_found)), (cut, all_found)


@PACKINGS
def test_flipped_bytes(tmp_path: Path, pack: Pack) -> None:
    records = archive()
    raw, sizes = pack(records), [len(pack([each])) for each in records]
    rng = random.Random(20240202)
    for _ in range(110):
        at = rng.randrange(sizes[0], len(raw))
        damaged = bytearray(raw)
        damaged[at] ^= 1 << rng.randrange(8)
        touched = next(number for number in range(len(sizes)) if at < sum(sizes[: number + 1]))
        all_found = found(tmp_path, bytes(damaged))
        keys = {unit.data: unit for unit in all_found if isinstance(unit, Unit)}
        for number in range(1, 9):
            assert number == touched or page(number) in keys, (at, reasons(all_found))
        assert all(data in [page(number) for number in range(1, 9)] for data in keys), at
        if len(keys) < 8:
            assert len(reasons(all_found)) >= 2, at
            assert "1 broken" in reasons(all_found)[-1] or "refused" in reasons(all_found)[-1], (at, reasons(all_found))


def test_flipped_bytes_where_nothing_checks_them(tmp_path: Path) -> None:
    records = archive(digests=False)
    rng, raw, sizes = random.Random(7), plain(records), [len(each) for each in records]
    for _ in range(60):
        at = rng.randrange(sizes[0], len(raw))
        damaged = bytearray(raw)
        damaged[at] ^= 1 << rng.randrange(8)
        touched = next(number for number in range(len(sizes)) if at < sum(sizes[: number + 1]))
        got = pages(found(tmp_path, bytes(damaged)))
        assert all(number == touched or page(number) in got for number in range(1, 9)), at
        assert len(got) <= 8


@pytest.mark.parametrize(
    "garbage", [b"not a record at all " * 9, b"\x1f\x8b\x08 no, not really gzip", b"\x1f\x8b\x08\x04\x00\x00\x00\x00\x00\x03\xff\xff", bytes(700)]
)
def test_garbage_between_members(tmp_path: Path, garbage: bytes) -> None:
    records = archive(4)
    all_found = found(tmp_path, packed(records[:3]) + garbage + packed(records[3:]))
    assert pages(all_found) == [page(number) for number in range(1, 5)]
    if any(garbage):
        start, end = len(packed(records[:3])), len(packed(records[:3])) + len(garbage)
        assert f"at byte {start:,} " in reasons(all_found)[0]
        assert f"resumed at {end:,}" in reasons(all_found)[0]
        assert f"{len(garbage):,} bytes skipped" in reasons(all_found)[-1]


def test_what_was_lost_is_told(tmp_path: Path) -> None:
    records = archive(4)
    members = [gzip.compress(each, mtime=0) for each in records]
    damaged = bytearray(members[2])
    damaged[len(damaged) // 2] ^= 0xFF
    all_found = found(tmp_path, b"".join([*members[:2], bytes(damaged), *members[3:]]))
    start, end = len(b"".join(members[:2])), len(b"".join(members[:3]))
    path = tmp_path / "a.warc.gz"
    broken, total = (bad for bad in all_found if isinstance(bad, Quarantined))
    assert broken.where == f"{path}#{start}"
    assert re.fullmatch(rf"record 3 at byte {start:,} broken \(damaged at byte .*\): 1 lost, resumed at {end:,}", broken.reason)
    assert (total.where, total.reason) == (str(path), f"records: 4 ok (1 no page or text), 1 broken, {end - start:,} bytes skipped")


@PACKINGS
@pytest.mark.parametrize("digests", [True, False])
@pytest.mark.parametrize("wrong", [-700, -40, -1, 1, 3, 40, 2000, 10**6, 10**14])
def test_wrong_lengths(tmp_path: Path, pack: Pack, digests: bool, wrong: int) -> None:
    records = archive(5, digests)
    content = answer(page(2))
    records[2] = record(2, content, length=len(content) + wrong, digests=digests)
    all_found = found(tmp_path, pack(records))
    got = [data.rstrip() for data in pages(all_found)]  # a length that covers only the line ends behind a record does no harm
    assert [page(number) for number in (1, 3, 4, 5)] == [data for data in got if data != page(2)]
    if page(2) not in got:
        assert re.search(r"record 3 at byte [0-9,]+ broken .*: 1 lost, resumed at", reasons(all_found)[0])


def test_a_length_that_covers_the_next_record_exactly(tmp_path: Path) -> None:
    records = archive(3, digests=False)
    content = answer(page(1))
    records[1] = record(1, content, length=len(content) + 4 + len(records[2]) - 4, digests=False)
    all_found = found(tmp_path, plain(records))
    assert pages(all_found) == [page(2), page(3)]
    assert "covers another record" in reasons(all_found)[0]


@pytest.mark.parametrize("length", ["-5", "ten", "", "9" * 40])
def test_lengths_that_are_none(tmp_path: Path, length: str) -> None:
    records = archive(2)
    records[1] = re.sub(rb"Content-Length: [0-9]+", b"Content-Length: " + length.encode(), records[1])
    all_found = found(tmp_path, plain(records))
    assert pages(all_found) == [page(2)]
    assert "Content-Length" in reasons(all_found)[0]


@pytest.mark.parametrize("digest", ["sha1:" + "A" * 32, "sha256:" + "0" * 64, "sha1:!"])
@pytest.mark.parametrize("field", ["WARC-Block-Digest", "WARC-Payload-Digest"])
def test_wrong_digests(tmp_path: Path, digest: str, field: str) -> None:
    records = [*archive(1), record(2, answer(page(2)), digests=False, extra=f"{field}: {digest}"), record(3, answer(page(3)))]
    all_found = found(tmp_path, plain(records))
    assert pages(all_found) == [page(1), page(3)]
    assert "digest" in reasons(all_found)[0]


def test_right_digests(tmp_path: Path) -> None:
    body = gzip.compress(page(1))
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    head = "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"
    for name, of in (("sha1", chunked), ("sha-256", body), ("sha512", page(1)), ("unheard", b"")):
        value = hashlib.new(name.replace("-", ""), of).hexdigest() if name != "unheard" else "x"
        raw = record(1, answer(chunked, head), extra=f"WARC-Payload-Digest: {name}:{value}")
        assert pages(found(tmp_path, raw)) == [page(1)], name


def test_what_is_passed_over(tmp_path: Path) -> None:
    records = [
        record(1, answer(b"gone", status="404 Not Found")),
        record(2, answer(b"", "Location: /", status="301 Moved")),
        record(3, answer(b"\x89PNG", "Content-Type: image/png")),
        record(4, b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(5, b"via: x\r\n", kind="metadata", type_="application/warc-fields"),
        record(6, answer(b""), kind="revisit"),
        record(7, b"example.org\t1.2.3.4", type_="text/dns"),
        record(8, answer(page(8), "X: no type")),
        record(9, page(9), kind="resource", type_="text/html"),
        record(10, b"Iran warned Israel.", kind="conversion", type_="text/plain"),
        record(11, answer(b"Iran warned Israel.", "Content-Type: TEXT/plain")),
    ]
    all_found = found(tmp_path, plain(records))
    assert [(unit.key[-2:], unit.kind) for unit in all_found if isinstance(unit, Unit)] == [("08", "page"), ("09", "page"), ("10", "plain"), ("11", "plain")]
    assert reasons(all_found) == []


def test_bodies(tmp_path: Path) -> None:
    body = page(1)
    deflated = zlib.compressobj(wbits=-15)
    pieces = [body[at : at + 100] for at in range(0, len(body), 100)]
    chunked = b"".join(b"%X;x=y\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
    for head, sent in (
        ("Transfer-Encoding: chunked", chunked),
        ("Transfer-Encoding: chunked", body),  # joined by the crawler, which left the header
        ("Content-Encoding: gzip", gzip.compress(body)),
        ("Content-Encoding: gzip", body),
        ("Content-Encoding: deflate", zlib.compress(body)),
        ("Content-Encoding: deflate", deflated.compress(body) + deflated.flush()),
        ("Content-Encoding: br", body),
        ("Content-Encoding: identity", body),
    ):
        assert pages(found(tmp_path, record(1, answer(sent, f"Content-Type: text/html\r\n{head}")))) == [body], head
    for head, sent in (("Transfer-Encoding: chunked", chunked[:-200]), ("Content-Encoding: gzip", gzip.compress(body)[:-30])):
        (unit,) = found(tmp_path, record(1, answer(sent, f"Content-Type: text/html\r\n{head}")))
        assert isinstance(unit, Unit)
        assert body.startswith(unit.data)
        assert unit.flags[0].startswith("body cut short")
    for coding, sent in (("br", b"\x0b\x02\x80x\x03"), ("gzip, gzip", gzip.compress(body)), ("gzip", b"\x1f\x8b\x08nothing"), ("zstd", b"x")):
        all_found = found(tmp_path, record(1, answer(sent, f"Content-Type: text/html\r\nContent-Encoding: {coding}")))
        assert pages(all_found) == []
        assert len(reasons(all_found)) == 1


def test_a_bomb_in_a_body_stays_under_the_limit(tmp_path: Path) -> None:
    state = zlib.compressobj(9, wbits=31)
    bomb = b"".join(state.compress(bytes(1_000_000)) for _ in range(100)) + state.flush()
    raw = packed([record(1, answer(bomb, "Content-Type: text/html\r\nContent-Encoding: gzip")), record(2, answer(page(2)))])
    tracemalloc.start()
    all_found = found(tmp_path, raw, options=ReadOptions(max_bytes=2_000_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert pages(all_found) == [page(2)]
    assert reasons(all_found) == ["expanded size passes the limit of 2,000,000 bytes"]
    assert peak < 20_000_000


def test_a_bomb_in_a_member_costs_only_itself(tmp_path: Path) -> None:
    bomb = gzip.compress(record(1, answer(bytes(40_000_000)), digests=False), 9)
    all_found = found(tmp_path, bomb + packed([record(2, answer(page(2)))]), options=ReadOptions(max_bytes=1_000_000))
    assert pages(all_found) == [page(2)]
    assert "expanded size passes the limit" in reasons(all_found)[0]


@PACKINGS
def test_records_longer_than_may_be_held(tmp_path: Path, pack: Pack) -> None:
    rng = random.Random(1)
    video = rng.randbytes(500_000)
    records = [record(1, answer(video, "Content-Type: video/mp4")), record(2, answer(page(2))), record(3, answer(video)), record(4, answer(page(4)))]
    all_found = found(tmp_path, pack(records), options=ReadOptions(max_bytes=20_000))
    assert pages(all_found) == [page(2), page(4)]
    assert reasons(all_found) == ["larger than 20,000 bytes"]
    cut = found(tmp_path, pack(records)[:-100_000], options=ReadOptions(max_bytes=20_000))
    assert pages(cut) == [page(2)]
    assert "cut short" in reasons(cut)[0]


def test_headers_beyond_measure(tmp_path: Path) -> None:
    long = record(1, answer(page(1)), extra="X: " + "x" * 70_000)
    endless = record(2, answer(page(2), "X: " + "x" * 70_000 + "\r\nContent-Type: text/html"))
    none = record(3, b"HTTP/1.1 200 OK\r\nContent-Type: text/html")
    other = record(4, b"\x16\x03\x01 not HTTP\r\n\r\n")
    all_found = found(tmp_path, plain([long, endless, none, other, record(5, answer(page(5)))]))
    assert pages(all_found) == [page(5)]
    told = reasons(all_found)
    assert "its header is longer than 65,536 bytes" in told[0]
    assert told[1:4] == ["HTTP header longer than 65,536 bytes", "an HTTP header without end", "not an HTTP answer"]
    assert "1 broken" in told[4]
    assert "3 refused" in told[4]


def test_one_member_for_all_and_plain_line_ends(tmp_path: Path) -> None:
    records = archive(3)
    whole = gzip.compress(plain(records))
    all_found = found(tmp_path, whole)
    assert pages(all_found) == [page(1), page(2), page(3)]
    assert len({unit.where for unit in all_found}) == 3
    cut = found(tmp_path, whole[: len(whole) * 3 // 4])
    assert pages(cut)[:1] == [page(1)]
    assert "1 lost" in reasons(cut)[0]
    bare = [each.replace(b"\r\n", b"\n", each.index(b"\r\n\r\n") and each[: each.index(b"\r\n\r\n") + 4].count(b"\r\n")) for each in records]
    assert pages(found(tmp_path, plain(bare))) == [page(1), page(2), page(3)]


def test_a_page_that_quotes_an_archive(tmp_path: Path) -> None:
    quoting = b"<html><body><pre>\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\n\r\n</pre>" + page(1)
    all_found = found(tmp_path, plain([record(1, answer(quoting)), record(2, answer(page(2)))]))
    assert pages(all_found) == [quoting, page(2)]


def test_what_is_no_archive(tmp_path: Path) -> None:
    assert reasons(found(tmp_path, b"", "a.warc")) == ["empty"]
    assert reasons(found(tmp_path, b"", "a.warc.gz")) == ["empty"]
    assert "no WARC header" in reasons(found(tmp_path, page(1), "a.warc"))[0]
    assert "no WARC header" in reasons(found(tmp_path, gzip.compress(page(1)), "a.warc.gz"))[0]
    assert pages(found(tmp_path, plain(archive(1)), "b.warc.gz")) == [page(1)]  # expanded by whoever fetched it


def test_identifiers(tmp_path: Path) -> None:
    raw = record(1, answer(page(1))).replace(b"<urn:uuid:00000001>", b"a\x00b").replace(b"https://news.example/1", b"<https://news.example/\xc3\xa9>")
    (unit,) = found(tmp_path, raw)
    assert isinstance(unit, Unit)
    assert (unit.key, unit.url) == (unit.where, "https://news.example/é")


def test_what_is_made_to_be_slow(tmp_path: Path) -> None:
    claims = re.sub(rb"Content-Length: [0-9]+", b"Content-Length: 9000000", record(1, answer(b"")))
    all_found = found(tmp_path, claims * 2000 + record(2, answer(page(2))))
    assert pages(all_found) == [page(2)]
    assert "2,000 broken" in reasons(all_found)[-1]
    magic = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"
    assert pages(found(tmp_path, packed(archive(1)) + magic * 20_000 + packed([record(2, answer(page(2)))]))) == [page(1), page(2)]
