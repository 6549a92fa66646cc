"""An expression of time as it is found: where it stands, of what it is made, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.claim import Time
from sayso.model.text import Span
from sayso.stages.dating.calendar import Interval, date_precision
from sayso.stages.dating.expressions import Parts
from sayso.stages.dating.intervals import KINDS

DAYS = frozenset({"day", "weekday", "weekday of month", "weekday on", "weekday from", "offset", "same", "feast", "from", "ago", "weekday ago", "night"})


@dataclass(frozen=True, slots=True)
class Found:
    """An expression: its place in the document, how it is reckoned, its parts, and what it comes to."""

    span: Span
    gives: str
    part: Parts
    token: int
    interval: Interval | None = None
    hour: str = ""
    reason: str | None = None

    @property
    def side(self) -> str:
        """clock, set, duration, day or any."""
        kind = KINDS.get(self.gives)
        return kind if kind in ("clock", "set", "duration") else "day" if self.gives in DAYS else "any"

    @property
    def dates(self) -> bool:
        """Whether it points at the calendar."""
        return KINDS.get(self.gives, "date") == "date"

    @property
    def of_event(self) -> bool:
        """Whether it counts from something that happened: "two days after the raid"."""
        way = self.part.raw("way") in ("after", "before", "ahead", "ahead of")
        return way and self.gives == "from" and self.part.groups.get("that") is None


def time_of(f: Found) -> Time:
    """The record of an expression."""
    interval = f.interval
    if interval is None:
        return Time(None, None, None, None, "relative", reason=f.reason)
    start, end = interval.start.isoformat(), interval.end.isoformat()
    edtf = interval.edtf or (start if start == end else f"{start}/{end}")
    if f.hour and start == end:
        edtf = f"{start}T{f.hour}"
    if interval.direction:
        edtf = f"{start}~/{end}" if interval.direction < 0 else f"{start}/{end}~"
    return Time(start, end, edtf, date_precision(interval.days), "stated" if interval.stated else "relative")


def hour_of(part: Parts) -> str:
    """The time of day as HH:MM:SS, with Z or an offset where the zone is known; "" for none."""
    if part.raw("noon"):
        hour, minute = int(part.word("noon") or 0), 0
    else:
        word = part.word("number")
        hour, minute = part.number("hour") or part.number("hour2") or int(word or 0), part.number("minute") or part.number("minute2") or 0
        if word is None and part.raw("hour", "hour2") is None:
            return ""
        if off := part.raw("off"):  # "half past seven", "ten to five"
            shift = (
                30
                if off.startswith("half")
                else 15
                if "quarter" in off
                else int(part.count("number2") if part.raw("number2") else part.words.words["number"].get(off.split()[0], "0"))
            )
            hour, minute = (hour, shift) if off.endswith("past") else (hour - 1, 60 - shift)
        half = part.raw("half", "half2") or ""
        if half.startswith(("p", "afternoon", "evening", "night")) and hour < 12:
            hour += 12
        elif half.startswith(("a.", "am")):
            hour %= 12
    if hour > 24 or minute > 59:
        return ""
    zone = part.word("zone")
    offset = (
        "" if not zone else "Z" if zone == "0" else f"{'-' if zone.startswith('-') else '+'}{int(abs(float(zone))):02}:{int(abs(float(zone)) * 60) % 60:02}"
    )
    return f"{hour % 24:02}:{minute:02}:00{offset}"
