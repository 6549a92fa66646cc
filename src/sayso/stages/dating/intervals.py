"""Reckoning with days: what an expression of time comes to, from its parts, the day of the report and the day named before."""

from __future__ import annotations

from typing import Literal

from sayso.stages.dating import dates, relative
from sayso.stages.dating.calendar import Interval
from sayso.stages.dating.expressions import At, Parts, Reckon

HOW: dict[str, Reckon] = {**dates.HOW, **relative.HOW}
Kind = Literal["date", "vague", "duration", "set", "clock"]
KINDS: dict[str, Kind] = {
    "vague": "vague",
    "recent": "vague",
    "soon": "vague",
    "few": "vague",
    "set": "set",
    "duration": "duration",
    "clock": "clock",
    "noon": "clock",
}


def resolve(gives: str, part: Parts, at: At) -> Interval | None:
    """The interval of an expression; None where it is no day (31 June), lies outside the calendar, or is counted from what is not known."""
    try:
        return HOW[gives](part, at)
    except (OverflowError, ValueError):
        return None
