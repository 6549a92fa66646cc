"""Compressed files: expanded as they come, within limits, damage told and all before it kept."""

from __future__ import annotations

import gzip
import io
import json
import random
import re
import sys
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.model.text import Document
from sayso.readers import Quarantined, ReadOptions, Unit, read, units

zstandard = pytest.importorskip("zstandard")
TEXT = "Iran warned Israel on Friday."
PAGE = f"<!DOCTYPE html><html><body><article><p>{TEXT}</p><p>{TEXT} Officials said so in Tehran.</p></article></body></html>"
Found = list[Document | Quarantined]


def zstd(raw: bytes) -> bytes:
    """In blocks of 1,000 bytes: a block is expanded as a whole or not at all."""
    state = zstandard.ZstdCompressor(write_checksum=True).compressobj()
    pieces = (state.compress(raw[at : at + 1000]) + state.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK) for at in range(0, len(raw), 1000))
    return b"".join((*pieces, state.flush()))


def gz(raw: bytes) -> bytes:
    return gzip.compress(raw, mtime=0)


PACKINGS = pytest.mark.parametrize(("suffix", "pack"), [(".gz", gz), (".zst", zstd)])
Pack = Callable[[bytes], bytes]


def found(tmp_path: Path, name: str, raw: bytes, options: ReadOptions | None = None) -> Found:
    (tmp_path / name).write_bytes(raw)
    return list(read(str(tmp_path / name), options or ReadOptions()))


def reasons(found: Found) -> list[str]:
    return [bad.reason for bad in found if isinstance(bad, Quarantined)]


def lines(count: int, start: int = 0) -> bytes:
    return b"".join(json.dumps({"id": number, "text": f"{number}. {TEXT} {number * 7919}"}).encode() + b"\n" for number in range(start, start + count))


@PACKINGS
def test_every_reader_of_text(tmp_path: Path, suffix: str, pack: Pack) -> None:
    for name, raw, texts in (
        ("a.txt", TEXT.encode(), [TEXT]),
        ("a", TEXT.encode(), [TEXT]),
        ("a.html", PAGE.encode(), [f"{TEXT}\n\n{TEXT} Officials said so in Tehran."]),
        ("a.jsonl", b'{"text": "One."}\n{"text": "Two."}', ["One.", "Two."]),
        ("a.JSON", b'[{"text": "One."}, {"text": "Two."}]', ["One.", "Two."]),
        ("a.csv", b"id,text\n1,One.\n2,Two.\n", ["One.", "Two."]),
        ("a.tsv", '\ufeffid\ttext\n1\tOne.\n2\t"Two."\n'.encode("utf-16"), ["One.", "Two."]),
    ):
        all_found = found(tmp_path, name + suffix, pack(raw))
        assert [d.text if isinstance(d, Document) else d.reason for d in all_found] == texts, name


@PACKINGS
def test_members_one_behind_the_other(tmp_path: Path, suffix: str, pack: Pack) -> None:
    raw = pack(lines(3)) + pack(b"") + pack(lines(3, 3)[:40]) + pack(lines(3, 3)[40:]) + bytes(512)
    all_found = found(tmp_path, "a.jsonl" + suffix, raw)
    assert [d.key if isinstance(d, Document) else d.reason for d in all_found] == [str(number) for number in range(6)]


@PACKINGS
def test_cut_anywhere(tmp_path: Path, suffix: str, pack: Pack) -> None:
    raw = pack(lines(400))
    for cut in range(1, len(raw) - 1, len(raw) // 40):
        all_found = found(tmp_path, "a.jsonl" + suffix, raw[:cut])
        keys = [d.key for d in all_found if isinstance(d, Document)]
        assert keys == [str(number) for number in range(len(keys))]
        assert reasons(all_found) == [f"cut short at byte {cut:,}: {len(keys)} {'record' if len(keys) == 1 else 'records'} read"]
    assert len(keys) > 250


def test_a_text_cut_short_is_kept_and_flagged(tmp_path: Path) -> None:
    text = " ".join(str(number * 7919) for number in range(5000))
    raw = gz(text.encode())
    document, told = found(tmp_path, "a.txt.gz", raw[: len(raw) // 2])
    assert isinstance(document, Document)
    assert isinstance(told, Quarantined)
    assert text.startswith(document.text)
    assert len(document.text) > 10_000
    assert f"file cut short at byte {len(raw) // 2:,}" in document.flags
    assert told.reason == f"cut short at byte {len(raw) // 2:,}: 1 record read"


@PACKINGS
def test_damage(tmp_path: Path, suffix: str, pack: Pack) -> None:
    raw, rng = pack(lines(400)), random.Random(3)
    whole = {d.key: d for d in found(tmp_path, "w.jsonl" + suffix, raw) if isinstance(d, Document)}
    kept = 0
    for _ in range(40):
        damaged = bytearray(raw)
        damaged[rng.randrange(len(raw) // 2, len(raw))] ^= 1 << rng.randrange(8)
        all_found = found(tmp_path, "a.jsonl" + suffix, bytes(damaged))
        kept += sum(isinstance(d, Document) and d.key in whole for d in all_found)
        assert re.search(r"(damaged at byte [0-9,]+ .*|not compressed data at .*|cut short at .*): [0-9]+ records? read", reasons(all_found)[-1])
    assert kept > 40 * 100
    # one text in a file of which the check sum is another is not known to be right
    text = bytearray(gz(TEXT.encode()))
    text[-5] ^= 1
    assert [type(d) for d in found(tmp_path, "a.txt.gz", bytes(text))] == [Quarantined]


@PACKINGS
def test_what_follows_that_is_no_more_of_it(tmp_path: Path, suffix: str, pack: Pack) -> None:
    raw = pack(lines(3))
    all_found = found(tmp_path, "a.jsonl" + suffix, raw + b"trailing garbage")
    assert len(all_found) == 4
    assert reasons(all_found) == [f"not compressed data at byte {len(raw):,}: 3 records read"]
    assert reasons(found(tmp_path, "b.jsonl" + suffix, lines(3))) == ["not compressed, though its name says so: 0 records read"]
    assert reasons(found(tmp_path, "c.jsonl" + suffix, b"")) == ["empty"]
    assert reasons(found(tmp_path, "d.txt" + suffix, pack(b""))) == ["empty"]


@PACKINGS
def test_compressed_twice(tmp_path: Path, suffix: str, pack: Pack) -> None:
    assert reasons(found(tmp_path, "a.txt" + suffix, pack(gz(TEXT.encode())))) == ["compressed twice"]
    assert reasons(found(tmp_path, "a.jsonl" + suffix, pack(zstd(lines(2))))) == ["compressed twice"]
    (bad,) = found(tmp_path, "a.jsonl.gz" + suffix, pack(gz(lines(2))))
    assert isinstance(bad, Quarantined)
    assert (bad.reason, bad.remedy) == (f"no reader for .gz{suffix} files", "compressed twice: expand it once")
    assert "no reader for .parquet" in reasons(found(tmp_path, "a.parquet" + suffix, pack(b"PAR1")))[0]
    assert "no reader for .tar" in reasons(found(tmp_path, "a.tar" + suffix, pack(b"x")))[0]


def bomb(suffix: str, megabytes: int) -> bytes:
    state = zstandard.ZstdCompressor().compressobj() if suffix == ".zst" else zlib.compressobj(9, wbits=31)
    return b"".join(state.compress(bytes(1_000_000)) for _ in range(megabytes)) + bytes(state.flush())


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.json", "a.csv", "a.warc"])
def test_bombs_stay_under_the_limit(tmp_path: Path, suffix: str, name: str) -> None:
    raw = bomb(suffix, 40)
    assert len(raw) < 50_000
    tracemalloc.start()
    all_found = found(tmp_path, name + suffix, raw, ReadOptions(max_bytes=1_000_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not any(isinstance(d, Document) for d in all_found)
    assert name == "a.warc" or any("expanded size passes the limit" in reason for reason in reasons(all_found)), all_found
    assert peak < 60_000_000


def test_what_came_before_a_bomb_is_kept(tmp_path: Path) -> None:
    all_found = found(tmp_path, "a.jsonl.gz", gz(lines(3)) + bomb(".gz", 40), ReadOptions(max_bytes=1_000_000))
    assert [d.key for d in all_found if isinstance(d, Document)] == ["0", "1", "2"]
    assert reasons(all_found)[-1].endswith(": 3 records read")


def test_limits_on_the_whole(tmp_path: Path) -> None:
    options = ReadOptions(max_expanded=20_000)
    all_found = found(tmp_path, "a.jsonl.gz", gz(lines(2000)), options)
    assert reasons(all_found) == ["expanded size passes the limit of 20,000 bytes"]
    assert reasons(found(tmp_path, "a.txt.gz", gz(b"a b " * 1000), ReadOptions(max_bytes=100))) == ["expanded size passes the limit of 100 bytes"]


def test_text_that_repeats_itself_is_no_bomb(tmp_path: Path) -> None:
    article = json.dumps({"text": " ".join(str(number * 7919) for number in range(700))}).encode() + b"\n"
    for suffix, pack in ((".gz", gz), (".zst", zstd)):
        (tmp_path / f"a.jsonl{suffix}").write_bytes(pack(article * 8000))
        assert sum(isinstance(unit, Unit) for unit in units(str(tmp_path / f"a.jsonl{suffix}"))) == 8000


def test_windows_too_wide(tmp_path: Path) -> None:
    raw = zstandard.ZstdCompressor(compression_params=zstandard.ZstdCompressionParameters(window_log=28, enable_ldm=True)).compressobj()
    assert "window" in reasons(found(tmp_path, "a.txt.zst", raw.compress(TEXT.encode()) + raw.flush()))[0]


@PACKINGS
def test_standard_input(monkeypatch: pytest.MonkeyPatch, suffix: str, pack: Pack) -> None:
    for raw, texts in ((TEXT.encode(), [TEXT]), (b'{"text": "One."}\n{"text": "Two."}', ["One.", "Two."])):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(pack(raw))))
        assert [d.text for d in read("-") if isinstance(d, Document)] == texts
