"""A stream of bytes that can be looked at before it is read, and never reads past its limit."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from sayso.errors import InputError

_CHUNK = 1 << 20
_WIDE = (b"\xff\xfe", b"\xfe\xff")


class Stream:
    """Bytes of one input. `where` names it in errors; `limit` is the most bytes that one document may have.

    `path` is the file they are in, None where they are in none, or not as they stand there. `broken` is given for bytes out of a compressed file:
    whether that turned out damaged, so that its last line is no whole one.
    """

    def __init__(self, stream: BinaryIO, where: str, limit: int, broken: Callable[[], bool] | None = None, path: str | None = None) -> None:
        self.path = path
        self._stream = stream
        self._held: deque[bytes] = deque()
        self._where = where
        self._limit = limit
        self._broken = broken

    def first_line(self) -> bytes:
        """The first line that is not blank (cut at the limit), or b""; nothing is consumed. Holds no more than the limit."""
        seen = 0
        for line in self._held:
            if not _is_blank(line):
                return line
            seen += len(line)
        while seen <= self._limit and (line := self._stream.readline(self._limit + 1)):
            self._held.append(line)
            seen += len(line)
            if not _is_blank(line):
                return line
        return b""

    def all(self) -> bytes:
        """Everything. Raises InputError when it is more than the limit."""
        parts, size = [*self._held], sum(map(len, self._held))
        self._held.clear()
        while size <= self._limit and (part := self._stream.read(min(_CHUNK, self._limit + 1 - size))):
            parts.append(part)
            size += len(part)
        if size > self._limit:
            what = f"larger than {self._limit:,} bytes" if self._broken is None else f"expanded size passes the limit of {self._limit:,} bytes"
            raise InputError(self._where, what, "split it, or raise the limit (max_bytes)")
        return b"".join(parts)

    def lines(self) -> Iterator[bytes | None]:
        """Line by line, without keeping them; None stands for a line longer than the limit, which is passed over.

        What a damaged compressed file breaks off in is no line.
        """
        while line := self._line():
            if not line.endswith(b"\n") and len(line) <= self._limit and self._broken is not None and self._broken():
                return
            if len(line) <= self._limit:
                yield line
                continue
            while line and not line.endswith(b"\n"):
                line = self._stream.readline(_CHUNK)
            yield None

    def is_wide(self) -> bool:
        """Whether it begins with the mark of UTF-16 or UTF-32, so that it has no lines of bytes."""
        self.first_line()
        return bool(self._held) and self._held[0].startswith(_WIDE)

    def rest(self) -> BinaryIO:
        """The stream itself, from where nothing is read yet, for those who read it in their own way. It can seek where it is a file."""
        held = b"".join(self._held)
        self._held.clear()
        if held and self._stream.seekable():
            self._stream.seek(-len(held), io.SEEK_CUR)
        elif held:
            return cast(BinaryIO, io.BufferedReader(_Joined(held, self._stream), _CHUNK))
        return self._stream

    def _line(self) -> bytes:
        return self._held.popleft() if self._held else self._stream.readline(self._limit + 1)


class _Joined(io.RawIOBase):
    """Bytes already read, then the stream they were read from."""

    def __init__(self, held: bytes, stream: BinaryIO) -> None:
        self._held, self._stream = memoryview(held), stream

    def readable(self) -> bool:
        return True

    def readinto(self, into: object) -> int:
        view = memoryview(cast(bytearray, into))
        part = self._held[: len(view)] if self._held else self._stream.read(len(view))
        self._held = self._held[len(part) :]
        view[: len(part)] = part
        return len(part)


def _is_blank(line: bytes) -> bool:
    return not line.strip(b"\xef\xbb\xbf \t\r\n")
