"""A stream of bytes that can be looked at before it is read, and never reads past its limit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from sayso.errors import InputError

_CHUNK = 1 << 20
_WIDE = (b"\xff\xfe", b"\xfe\xff")


class Feed:
    """Bytes of one input. `where` names it in errors; `limit` is the most bytes that one document may have."""

    def __init__(self, stream: BinaryIO, where: str, limit: int) -> None:
        self._stream = stream
        self._held: list[bytes] = []
        self._where = where
        self._limit = limit

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
        parts, size = self._held, sum(map(len, self._held))
        self._held = []
        while size <= self._limit and (part := self._stream.read(min(_CHUNK, self._limit + 1 - size))):
            parts.append(part)
            size += len(part)
        if size > self._limit:
            raise InputError(self._where, f"larger than {self._limit:,} bytes", "split it, or raise the limit (max_bytes)")
        return b"".join(parts)

    def lines(self) -> Iterator[bytes | None]:
        """Line by line, without keeping them; None stands for a line longer than the limit, which is passed over."""
        while line := self._line():
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

    def _line(self) -> bytes:
        return self._held.pop(0) if self._held else self._stream.readline(self._limit + 1)


def _is_blank(line: bytes) -> bool:
    return not line.strip(b"\xef\xbb\xbf \t\r\n")
