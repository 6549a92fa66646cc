"""Which events a format gets, and why the others do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sayso.model.event import Event
from sayso.model.export import Export, LeftOut

Rule = Callable[[Export, Event], str | None]
"""The reason why an event must be left out, None where there is none."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The events that go out, and those that do not."""

    events: tuple[Event, ...]
    left_out: tuple[LeftOut, ...]


def choose(export: Export, rules: Sequence[Rule]) -> Choice:
    """Events that no rule forbids, in their order; of several reasons the first is told."""
    chosen, left_out = [], []
    for event in export.events:
        reason = next((r for rule in rules if (r := rule(export, event))), None)
        if reason is None:
            chosen.append(event)
        else:
            left_out.append(LeftOut(event.id, reason))
    return Choice(tuple(chosen), tuple(left_out))


def told(export: Export, event: Event) -> str | None:
    """Denied-only, future, hypothetical and open events are no events of any format."""
    return None if event.deed or event.alleged else "no account says that it happened: all deny it, foresee it or leave it open"


def vouched(export: Export, event: Event) -> str | None:
    """For formats whose readers count rows and that have no field for "alleged"."""
    return told(export, event) or (None if event.deed else "alleged: only quoted sources vouch for it, and this format cannot say so")


def with_cameo(export: Export, event: Event) -> str | None:
    """For formats that need a CAMEO code."""
    return None if event.cameo else "no CAMEO code says what it is"


def with_day(export: Export, event: Event) -> str | None:
    """For formats that need one day."""
    if day(event):
        return None
    time = event.time
    if reported_only(event):
        return f"only the date of the report is known ({event.first or 'not told either'}): the day of the event is not"
    assert time is not None
    return f"its day is not known: {between(time.start, time.end)}"


def day(event: Event) -> str | None:
    """The day of the event (ISO), None where it is not known to a day or only the report's date bounds it."""
    time = event.time
    return time.start if time and time.start and time.start == time.end and time.basis != "published" else None


def reported_only(event: Event) -> bool:
    """Whether nothing but the date of a report tells when it was."""
    time = event.time
    return time is None or time.basis == "published" or (time.start is None and time.end is None)


def report_dated(event: Event) -> bool:
    """Whether a format that must have a date gets that of the report: no first day of the event is known."""
    return reported_only(event) or event.time is None or event.time.start is None


def between(start: str | None, end: str | None) -> str:
    """An interval in words."""
    if start and end:
        return f"between {start} and {end}" if start != end else start
    return f"{start} or later" if start else f"{end} or earlier" if end else "not told"
