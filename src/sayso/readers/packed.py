"""Compressed files, expanded as they are read: a piece at a time, never past the limits, and no damage unsaid."""

from __future__ import annotations

import io
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO, Literal, cast

from sayso.errors import InputError
from sayso.readers.options import Quarantined, ReadOptions
from sayso.readers.stream import Stream
from sayso.readers.unit import Unit

if TYPE_CHECKING:
    from zstandard import ZstdDecompressionObj

GZIP, ZSTD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"
PACKED = {".gz": GZIP, ".zst": ZSTD}
"""Suffixes of compressed files, and how these begin."""
WINDOW = 1 << 27
"""The most memory a Zstandard frame may ask for: 128 MiB, what `zstd` writes without --long."""
SPAN = 16_000_000
"""Expanded bytes between two looks at how much they came out of."""
# deflate gives at most 1,032 bytes for one, and for text that repeats itself about 160 (a match of 258 bytes, some thousands of bytes back, takes 13 bits);
# a block of 128 kB takes Zstandard 4 bytes where all are the same, and 15 or more where a text repeats itself.
RATIO = {GZIP: 250, ZSTD: 12_000}
_RAW, _PIECE, _STARTS, _TRIES = 1 << 16, 1 << 20, 100_000, 100_000
# So few bytes expand to no more than 16 MB.
_GZIP_STEP, _ZSTD_STEP, _CAREFUL = 16_000, 512, 64
_REMEDY = "get the file again; what came before was read"
_BOMB = "check where it comes from; expand it yourself if it is what it should be"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a compressed file: it ends too early (what came before is right), is damaged (what came last may be wrong), goes on with something
    else, or expands beyond measure. `start` is where in the expanded bytes the member begins that it befell."""

    kind: Literal["cut", "damaged", "trailing", "bomb"]
    reason: str
    start: int


class Expanded(io.RawIOBase):
    """The expanded bytes of all members of a compressed stream, up to the first fault, which is kept in `fault`.

    Raises InputError, at `where`, for bombs: more than `limit` bytes in all, or too many out of too few.
    """

    def __init__(self, stream: BinaryIO, where: str, magic: bytes, limit: int) -> None:
        self.fault: Fault | None = None
        self.starts = deque[tuple[int, int]](maxlen=_STARTS)
        """Where the last members begin: in the expanded bytes, in the file."""
        self.size = 0
        self._stream, self._where, self._magic, self._limit = stream, where, magic, limit
        self._member: _Gzip | _Zstd | None = None
        self._read = self._begun = self._since = self._mark = 0
        self._raw, self._ready = memoryview(b""), memoryview(b"")

    @property
    def at(self) -> int:
        """How many bytes of the file are expanded."""
        return self._at()

    def readable(self) -> bool:
        return True

    def readinto(self, into: object) -> int:
        view = memoryview(cast(bytearray, into))
        if not self._ready:
            self._ready = memoryview(self.piece())
        part = self._ready[: len(view)]
        self._ready = self._ready[len(part) :]
        view[: len(part)] = part
        return len(part)

    def piece(self) -> bytes:
        """The next expanded bytes, at most 16 MB; b"" at the end and at a fault."""
        while self.fault is None:
            if self._member is None and not self._next_member():
                break
            member = cast("_Gzip | _Zstd", self._member)
            if not self._raw and not self._fill(1):
                self.fault = Fault("cut", f"cut short at byte {self._read:,}", self._begun)
                break
            try:
                out, self._raw = member.expand(self._raw)
            except (zlib.error, ValueError) as error:
                self.fault = Fault("damaged", f"damaged at byte {self._at():,} ({error})", self._begun)
                break
            if member.ended:
                self._member = None
            if out:
                self._count(len(out))
                return out
        return b""

    def resume(self, begins: bytes) -> bool:
        """After a fault: goes on with the next member that holds something beginning with `begins`; whether there is one.

        Looks right behind the beginning of the faulty member, where the stream can seek: a damaged header may claim all that follows.
        """
        if self._stream.seekable():
            self._read, self._raw = self._faulty() + 1, memoryview(b"")
            self._stream.seek(self._read)
        tried = 0
        while tried < _TRIES and self._fill(len(self._magic)):
            self._fill(2 * _RAW)
            have, at, last = bytes(self._raw), -1, len(self._raw) < 2 * _RAW
            whole = memoryview(have)
            while tried < _TRIES and (at := have.find(self._magic, at + 1)) >= 0 and (last or at <= _RAW):
                tried += 1
                if self._holds(whole[at : at + _RAW], begins):
                    self.fault, self._member, self._raw = None, None, whole[at:]
                    self._since, self._mark = 0, self._at()
                    return True
            self._raw = whole[_RAW + 1 :] if not last else whole[len(whole) :]
        return False

    def _next_member(self) -> bool:
        """Whether another member begins here; what is none is a fault, but for zeros, with which some fill up the last block."""
        while self._fill(len(self._magic)) and not any(self._raw):
            self._raw = memoryview(b"")
        head, at = bytes(self._raw[:4]), self._at()
        if not any(self._raw):
            return False
        self._begun = self.size
        if not (head.startswith(self._magic) or (self._magic == ZSTD and head[1:] == b"\x2a\x4d\x18" and head[0] >> 4 == 5)):
            if self._magic.startswith(head):
                self.fault = Fault("cut", f"cut short at byte {self._read:,}", self.size)
            else:
                self.fault = Fault("trailing", f"not compressed data at byte {at:,}" if at else "not compressed, though its name says so", self.size)
            self.starts.append((self.size, at))
            return False
        self._member = self._new()
        self.starts.append((self.size, at))
        return True

    def _new(self) -> _Gzip | _Zstd:
        return _Gzip() if self._magic == GZIP else _Zstd(self._where)

    def _holds(self, raw: memoryview, begins: bytes) -> bool:
        """Whether the bytes expand to something that begins so."""
        member, out = self._new(), b""
        try:
            while len(out) < len(begins) and not member.ended and raw:
                part, raw = member.expand(raw)
                out += part
        except (zlib.error, ValueError, InputError):
            return False
        return out.startswith(begins)

    def _fill(self, wanted: int) -> bool:
        """Whether at least so many bytes of the file are at hand, after reading on."""
        while len(self._raw) < wanted and (part := self._stream.read(_RAW)):
            self._read += len(part)
            self._raw = memoryview(bytes(self._raw) + part) if self._raw else memoryview(part)
        return len(self._raw) >= wanted

    def _count(self, size: int) -> None:
        self.size += size
        self._since += size
        if self.size > self._limit:
            raise InputError(self._where, f"expanded size passes the limit of {self._limit:,} bytes", "split it, or raise the limit (max_expanded)")
        if self._since >= SPAN:
            came = self._at() - self._mark
            if self._since > RATIO[self._magic] * max(came, 1):
                self.fault = Fault("bomb", f"expanded size passes the limit: {self._since:,} bytes out of {came:,} (at byte {self._at():,})", self._begun)
                raise InputError(self._where, self.fault.reason, _BOMB)
            self._since, self._mark = 0, self._at()

    def _at(self) -> int:
        return self._read - len(self._raw)

    def _faulty(self) -> int:
        return self.starts[-1][1] if self.starts else 0


class _Gzip:
    """One member of a gzip file."""

    def __init__(self) -> None:
        self._state = zlib.decompressobj(31)
        self._error: zlib.error | None = None
        self.ended = False

    def expand(self, raw: memoryview) -> tuple[bytes, memoryview]:
        if self._error is not None:
            raise self._error
        before = self._state.copy()
        try:
            out = self._state.decompress(raw[:_GZIP_STEP])
        except zlib.error as error:
            self._error = error
            return self._before_damage(before, raw)
        self.ended = self._state.eof
        return out, raw[min(_GZIP_STEP, len(raw)) - len(self._state.unused_data) :]

    def _before_damage(self, state: zlib._Decompress, raw: memoryview) -> tuple[bytes, memoryview]:
        """Of bytes that cannot all be expanded, what those expand to that can: the library gives nothing."""
        out = list[bytes]()
        for at in range(0, len(raw), _CAREFUL):
            try:
                out.append(state.decompress(raw[at : at + _CAREFUL]))
            except zlib.error:
                return b"".join(out), raw[at:]
        return b"".join(out), raw[-1:]


class _Zstd:
    """One frame of a Zstandard file."""

    def __init__(self, where: str) -> None:
        from zstandard import ZstdDecompressor, ZstdError

        self._state: ZstdDecompressionObj = ZstdDecompressor(max_window_size=WINDOW).decompressobj()
        self._error, self._where = ZstdError, where
        self.ended = False

    def expand(self, raw: memoryview) -> tuple[bytes, memoryview]:
        try:
            out = self._state.decompress(raw[:_ZSTD_STEP])
        except self._error as error:
            if "too much memory" in str(error):
                raise InputError(self._where, f"its Zstandard window is larger than {WINDOW >> 20} MiB", "compress it again without --long") from error
            raise ValueError(str(error).removeprefix("zstd decompressor error: ").removeprefix("zstd decompress error: ")) from error
        self.ended = self._state.eof
        unused = len(self._state.unused_data) if self.ended else 0
        return out, raw[min(_ZSTD_STEP, len(raw)) - unused :]


def read_packed(
    reader: Callable[[Stream, str, ReadOptions], Iterator[Unit | Quarantined]], feed: Stream, where: str, options: ReadOptions, magic: bytes
) -> Iterator[Unit | Quarantined]:
    """What `reader` finds in the expanded bytes, and at the end what is wrong with the file, if anything.

    What comes of a file cut short is flagged; what comes after damage was met is left out. Raises InputError for bombs and for what is compressed twice.
    """
    expanded = Expanded(feed.rest(), where, magic, options.max_expanded)
    stream = io.BufferedReader(expanded, _PIECE)
    if any(stream.peek(4).startswith(begins) for begins in PACKED.values()):
        raise InputError(where, "compressed twice", "expand it once")
    count = 0
    try:
        for found in reader(Stream(cast(BinaryIO, stream), where, options.max_bytes, lambda: _is_broken(expanded)), where, options):
            fault = expanded.fault
            if isinstance(found, Unit) and fault is not None and fault.kind != "trailing":
                if fault.kind != "cut":
                    continue
                found = replace(found, flags=(*found.flags, f"file {fault.reason}"))
            count += isinstance(found, Unit)
            yield found
    except InputError:
        if expanded.fault is None:
            raise
    if expanded.fault is not None:
        yield Quarantined(
            where, f"{expanded.fault.reason}: {count:,} {'record' if count == 1 else 'records'} read", _BOMB if expanded.fault.kind == "bomb" else _REMEDY
        )


def _is_broken(expanded: Expanded) -> bool:
    return expanded.fault is not None and expanded.fault.kind != "trailing"
