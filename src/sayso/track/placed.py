"""Which events of a dyad count, as what, and on which day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sayso.model.event import Dyad, Event
from sayso.model.series import Nature, Unit
from sayso.track.calendar import period_of

VERBAL = frozenset({1, 3})
"""Quad classes of acts of speech (PLOVER); 2 and 4 are material."""
Name = Callable[[str], str]
"""A party's name for its code; `str` leaves codes as they are."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An event on a day. `dated` False: on the day of its first report, since its own time is not known closely enough."""

    event: Event
    day: date
    nature: Nature
    dated: bool


@dataclass(frozen=True, slots=True)
class Placing:
    """Events by day, ties by id, and the ids of those with no day at all."""

    events: tuple[Placed, ...]
    unplaced: tuple[str, ...]


def back(dyad: Dyad) -> Dyad:
    """The same pair in the other direction."""
    return Dyad(dyad.recipient, dyad.actor)


def lanes(dyad: Dyad, both: bool) -> frozenset[Dyad]:
    """The directions that count: one, or both."""
    return frozenset({dyad, back(dyad)} if both else {dyad})


def between(dyad: Dyad, both: bool, name: Name) -> str:
    """A dyad in a sentence: "between A and B", or "by A towards B"."""
    return f"between {name(dyad.actor)} and {name(dyad.recipient)}" if both else f"by {name(dyad.actor)} towards {name(dyad.recipient)}"


def nature_of(event: Event) -> Nature | None:
    """What an event counts as; None for what nobody says was done: it is to come, denied or left open, also as an act of speech."""
    if not (event.deed or event.alleged):
        return None
    if event.quad in VERBAL:
        return "rhetoric"
    return "deeds" if event.deed else "alleged"


def place(events: Iterable[Event], dyads: Collection[Dyad], unit: Unit = "day") -> Placing:
    """The counted events of these dyads, each once, by day.

    An event whose first and last day lie in one period of `unit` stands on its first day. The day of a report is no day of an event:
    those known by it alone, or less closely than a period, stand on the day of their first report and are not `dated`.
    """
    placed: list[Placed] = []
    unplaced: list[str] = []
    for event in {e.id: e for e in events}.values():
        nature = nature_of(event)
        if nature is None or not any(d in dyads for d in event.dyads):
            continue
        own = _own_day(event, unit)
        day = own or (date.fromisoformat(event.first) if event.first else None)
        if day is None:
            unplaced.append(event.id)
        else:
            placed.append(Placed(event, day, nature, own is not None))
    return Placing(tuple(sorted(placed, key=lambda p: (p.day, p.event.id))), tuple(sorted(unplaced)))


def _own_day(event: Event, unit: Unit) -> date | None:
    time = event.time
    if time is None or time.start is None or time.end is None or time.basis == "published":
        return None
    start, end = date.fromisoformat(time.start), date.fromisoformat(time.end)
    return start if start <= end <= period_of(start, unit)[1] else None


def disputed(event: Event) -> bool:
    """Whether accounts of an event contradict each other."""
    return bool(event.disputes) or event.status == "disputed"


def killed(event: Event) -> int:
    """People killed in an event: the number most sources give, else the lowest told, else 0."""
    for figure in event.figures:
        if figure.kind == "killed":
            return figure.best if figure.best is not None else figure.low or 0
    return 0
