"""The bytes of a web archive, plain or compressed, as one tape: looked at ahead, passed over, and taken up again behind damage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import BinaryIO

from sayso.errors import InputError
from sayso.readers.packed import Expanded, Fault

BEGINS = b"WARC/"
_MARK = re.compile(rb"(?<=\n)WARC/[01]\.[0-9]{1,2}\r?\n|WARC/[01]\.[0-9]{1,2}\r?\nWARC-")  # the line end before it may be damaged
_PIECE, _FIRST, _OVERLAP = 1 << 18, 4096, 32


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the byte of the file, or of the file's compressed member and, after "+", of what that expands to."""

    byte: int
    inside: int = 0

    def __str__(self) -> str:
        return f"{self.byte:,}+{self.inside:,}" if self.inside else f"{self.byte:,}"

    @property
    def mark(self) -> str:
        """As part of a name."""
        return f"{self.byte}+{self.inside}" if self.inside else f"{self.byte}"

    def until(self, end: Place) -> int:
        """Bytes from here to there: of the file, or, within one member, of what it expands to."""
        return end.byte - self.byte or end.inside - self.inside


class Tape:
    """`peek` shows what comes, `forward` passes it; where less comes than was asked for there is the end, or `fault` says what is wrong."""

    def __init__(self, stream: BinaryIO, packed: Expanded | None) -> None:
        self._stream, self._packed = stream, packed
        self._buffer, self._from, self._at = bytearray(), 0, 0
        self._over = False

    @property
    def at(self) -> int:
        """How many (expanded) bytes are passed."""
        return self._at

    @property
    def fault(self) -> Fault | None:
        """What is wrong with the compressed file behind all that can still be peeked at; None when nothing is, or nothing follows."""
        return None if self._packed is None or self._over else self._packed.fault

    def spoilt(self, size: int) -> bool:
        """Whether the next `size` bytes, or the last of them, are of the compressed member that `fault` befell."""
        return self.fault is not None and self.fault.start < self._at + size

    def peek(self, size: int, skip: int = 0) -> bytes:
        """The next `size` bytes, after `skip` others; fewer at the end or at a fault."""
        while len(self._buffer) - self._from < skip + size and self._more():
            pass
        return bytes(self._buffer[self._from + skip : self._from + skip + size])

    def forward(self, size: int) -> int:
        """Passes so many bytes; how many there were. Holds none of them."""
        left = size
        while left:
            held = min(left, len(self._buffer) - self._from)
            self._from += held
            self._at += held
            left -= held
            self._compact()
            if left and not self._more():
                break
        return size - left

    def marked(self, size: int, skip: int) -> bool:
        """Whether another record seems to begin in the next `size` bytes after `skip` others."""
        window = _FIRST
        while not _MARK.search(have := self.peek(min(window, size), skip)):
            if len(have) < window:
                return False
            window *= 4
        return True

    def to_mark(self, most: int | None = None) -> bool:
        """Goes on to the next line with which a record begins, but no further than `most` bytes; whether there is one before the end or the fault."""
        passed, window = 0, _FIRST
        while True:
            have = self.peek(window)
            found = _MARK.search(have)
            if found is not None and (most is None or passed + found.start() <= most):
                self.forward(found.start())
                return True
            step = len(have) if len(have) < window else window - _OVERLAP
            if most is not None and passed + step >= most:
                self.forward(most - passed)
                return False
            passed += self.forward(step)
            if len(have) < window:
                return False
            window = _PIECE

    def resume(self) -> bool:
        """After a fault: goes on with the next member that begins a record; whether there is one."""
        self.forward(len(self._buffer) - self._from)
        if self._packed is None or self._packed.fault is None or not self._packed.resume(BEGINS):
            self._over = True
        return not self._over

    def place(self) -> Place:
        """Where the next byte stands."""
        if self._packed is None:
            return Place(self._at)
        starts = self._packed.starts
        if self._from == len(self._buffer):
            self._more()  # so that a member that begins here is known
        while len(starts) > 1 and starts[1][0] <= self._at:
            starts.popleft()
        return Place(starts[0][1], self._at - starts[0][0]) if starts else Place(0)

    def end(self) -> Place:
        """Where reading has come to."""
        return Place(self._at if self._packed is None else self._packed.at)

    def _more(self) -> bool:
        try:
            piece = self._stream.read(_PIECE) if self._packed is None else self._packed.piece()
        except InputError:
            if self.fault is None:
                raise
            return False  # a bomb is a fault like another: the next member may be a record
        self._buffer += piece
        return bool(piece)

    def _compact(self) -> None:
        if self._from == len(self._buffer) or self._from > 4 * _PIECE:
            del self._buffer[: self._from]
            self._from = 0
