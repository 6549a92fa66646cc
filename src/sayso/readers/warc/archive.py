"""Web archives (WARC): captured pages, each checked, and every record that is lost told.

The framing is read here and not by a library: both libraries for it (measured: warcio 1.8.1, fastwarc 2.0.1) give a cut last record as a whole one, let a
wrong Content-Length swallow the next record, and stop at the first damage. Framing: ISO 28500:2017; one gzip member a record is its advice, not its rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.errors import InputError
from sayso.readers.options import Quarantined, ReadOptions
from sayso.readers.packed import PACKED, Expanded
from sayso.readers.stream import Stream
from sayso.readers.unit import Unit
from sayso.readers.warc.capture import WANTED, capture
from sayso.readers.warc.head import HEAD, Head, ends_in, parse_head, verdict
from sayso.readers.warc.tape import BEGINS, Place, Tape

_END = b"\r\n\r\n"
_SWALLOWED = b"\r\n\r\nWARC/1."
_SHORT, _TAIL = 4096, 256
_AROUND = 1 << 17  # HTTP's own headers, beside the body that max_bytes limits
_TRUST = 100
"""After so many broken records none is believed that seems to cover another: each would be read to its end before it is found out."""
_REMEDY = "get the archive again, or go on with what was read"


class _Broken(Exception):
    """A record is not what was written, and why."""


@dataclass(slots=True)
class _Count:
    number: int = 0
    right: int = 0
    passed: int = 0
    refused: int = 0
    broken: int = 0
    skipped: int = 0

    def __str__(self) -> str:
        others = ", ".join(f"{number:,} {what}" for number, what in ((self.passed, "no page or text"), (self.refused, "refused")) if number)
        ok = self.right + self.passed + self.refused
        return f"records: {ok:,} ok{f' ({others})' if others else ''}, {self.broken:,} broken, {self.skipped:,} bytes skipped"


def read_warc(stream: Stream, where: str, options: ReadOptions) -> Iterator[Unit | Quarantined]:
    """A unit for each captured page or text (status 200); at the end, where anything was lost, how much.

    A record that is not whole or not what its digest says becomes a Quarantined, and reading goes on with the next. Raises InputError for an empty file.
    """
    tape, count = _tape(stream, where, options), _Count()
    while _blanks(tape) or tape.fault is not None:
        place = tape.place()
        try:
            found = _next(tape, f"{where}#{place.mark}", options.max_bytes, trusted=count.broken < _TRUST)
            count.number += 1
            count.passed += found is None
            count.right += isinstance(found, Unit)
            count.refused += isinstance(found, Quarantined)
        except _Broken as error:
            found = _lost(tape, place, count, where, str(error))
        if found is not None:
            yield found
    if not count.number:
        raise InputError(where, "empty", "give an archive with records in it")
    if count.broken or count.skipped:
        yield Quarantined(where, str(count), _REMEDY)


def _tape(opened: Stream, where: str, options: ReadOptions) -> Tape:
    first = opened.first_line()
    stream = opened.rest()
    magic = next((magic for magic in PACKED.values() if first.startswith(magic)), None)
    return Tape(stream, None if magic is None else Expanded(stream, where, magic, options.max_expanded))


def _blanks(tape: Tape) -> bool:
    """Passes the line ends between records; whether anything comes after them."""
    size = _TAIL
    while (have := tape.peek(size)) and not have.strip(b"\r\n"):
        tape.forward(len(have))
        size = HEAD
    tape.forward(len(have) - len(have.lstrip(b"\r\n")))
    return bool(have)


def _next(tape: Tape, where: str, most: int, *, trusted: bool) -> Unit | Quarantined | None:
    """What the next record gives, which is then passed. Raises _Broken, with the tape at the record or, where it claims too much, at the one behind it."""
    head = _head(tape)
    if not trusted and tape.marked(head.length, head.size):
        raise _Broken(f"its Content-Length of {head.length:,} covers another record")
    if head.length > most + _AROUND:
        content = tape.peek(HEAD, head.size)
        _pass(tape, head)
    else:
        content = tape.peek(head.length, head.size)
        _check(tape, head, content)
        tape.forward(head.size + head.length)
    return capture(head, content, where, most) if head.kind in WANTED else None


def _head(tape: Tape) -> Head:
    raw = tape.peek(_SHORT)
    if ends_in(raw) is None:
        raw = tape.peek(HEAD)
    if not raw.startswith(BEGINS):
        raise _Broken(_why(tape, "no WARC header") if not raw else "no WARC header")
    if ends_in(raw) is None:
        raise _Broken(f"its header is longer than {HEAD:,} bytes" if len(raw) == HEAD else _why(tape, "cut short in its header"))
    try:
        return parse_head(raw)
    except ValueError as error:
        raise _Broken(str(error)) from error


def _check(tape: Tape, head: Head, content: bytes) -> None:
    """Raises _Broken where a record may not be what was written."""
    if len(content) < head.length:
        raise _Broken(_why(tape, f"cut short: {len(content):,} of {head.length:,} bytes"))
    right = verdict(head, content)
    if right:
        return
    if right is False:
        raise _Broken("its digest is not the one it names")
    tail = tape.peek(_TAIL, head.size + head.length)
    if tape.fault is not None and tape.fault.kind != "cut" and not tail.strip(b"\r\n") and tape.spoilt(head.size + head.length):
        raise _Broken(tape.fault.reason)
    if not _framed(tail):
        raise _Broken(f"its Content-Length of {head.length:,} is wrong")
    if _SWALLOWED in content:
        raise _Broken(f"its Content-Length of {head.length:,} covers another record")


def _pass(tape: Tape, head: Head) -> None:
    """Passes a record longer than may be held. Raises _Broken where it is not whole."""
    tape.forward(head.size)
    begun = tape.at
    if tape.to_mark(head.length):
        raise _Broken(f"its Content-Length of {head.length:,} covers another record")
    tail = tape.peek(_TAIL)
    if tape.at - begun < head.length:
        raise _Broken(_why(tape, f"cut short: {tape.at - begun:,} of {head.length:,} bytes"))
    if not _framed(tail):
        raise _Broken(f"its Content-Length of {head.length:,} is wrong")


def _framed(tail: bytes) -> bool:
    """Whether what comes behind a record is what must come: blank lines, then a header (whose first line may be damaged) or the end."""
    rest = tail.lstrip(b"\r\n")
    if rest.startswith(BEGINS) or BEGINS.startswith(rest):
        return True
    return tail.startswith(_END) and any(line.startswith((b"WARC-", b"Content-")) for line in rest.splitlines()[1:4])


def _lost(tape: Tape, place: Place, count: _Count, where: str, why: str) -> Quarantined:
    """Goes on to the next record, and says what was lost on the way."""
    fault, nothing = tape.fault, not tape.peek(1)
    lost = "1"
    if nothing and fault is not None and tape.spoilt(0):
        lost, place = "0", tape.end()  # the damage is behind all records of its member
    elif fault is not None and fault.kind == "trailing" and nothing:
        lost = "at most 1"
    count.number += lost != "0"
    count.broken += lost != "0"
    found = lost != "0" and tape.place() != place and tape.peek(len(BEGINS)) == BEGINS
    if not found:
        tape.forward(1)
        found = tape.to_mark() or tape.resume()
    end = tape.place() if found else tape.end()
    count.skipped += place.until(end)
    onward = f"resumed at {end}" if found else "nothing behind it could be read"
    what = f"record {count.number:,} at byte {place} broken" if lost != "0" else f"damage at byte {place}"
    return Quarantined(f"{where}#{place.mark}", f"{what} ({why}): {lost} lost, {onward}", _REMEDY)


def _why(tape: Tape, else_: str) -> str:
    return else_ if tape.fault is None else tape.fault.reason
