"""Which events of a dyad count, as what, and on which day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sayso.model.event import Dyad, Event
from sayso.model.series import Nature, Traced, Unit
from sayso.track.calendar import period_of

VERBAL = frozenset({1, 3})
"""Quad classes of acts of speech (PLOVER); 2 and 4 are material."""
CONFLICT = 4
"""Quad class of material conflict."""
Name = Callable[[str], str]
"""A party's name for its code; `str` leaves codes as they are."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An event on a day. `dated` False: on the day of its first report, since its own time is not known closely enough."""

    event: Traced
    day: date
    nature: Nature
    dated: bool


@dataclass(frozen=True, slots=True)
class Placing:
    """Events by day, ties by id, and the ids of those with no day at all; of which dyads, and for periods of which unit."""

    events: tuple[Placed, ...]
    unplaced: tuple[str, ...]
    dyads: frozenset[Dyad]
    unit: Unit


Happenings = Iterable[Event | Traced] | Placing
"""Events to be placed, or those that have been: a busy pair has many thousands, and each question about it places them alike."""


def back(dyad: Dyad) -> Dyad:
    """The same pair in the other direction."""
    return Dyad(dyad.recipient, dyad.actor)


def lanes(dyad: Dyad, both: bool) -> frozenset[Dyad]:
    """The directions that count: one, or both."""
    return frozenset({dyad, back(dyad)} if both else {dyad})


def between(dyad: Dyad, both: bool, name: Name) -> str:
    """A dyad in a sentence: "between A and B", or "by A towards B"."""
    return f"between {name(dyad.actor)} and {name(dyad.recipient)}" if both else f"by {name(dyad.actor)} towards {name(dyad.recipient)}"


def traced(event: Event | Traced) -> Traced:
    """What following needs of an event."""
    if isinstance(event, Traced):
        return event
    time = event.time
    return Traced(
        id=event.id,
        type=event.type,
        modes=event.modes,
        quad=event.quad,
        score=event.score,
        deed=event.deed,
        alleged=event.alleged,
        disputed=event.disputed,
        dyads=event.dyads,
        start=time.start if time else None,
        end=time.end if time else None,
        basis=time.basis if time else None,
        first=event.first,
        killed=event.killed,
        origins=event.impartial,
    )


def nature_of(event: Event | Traced) -> Nature | None:
    """What an event counts as; None for what nobody says was done: it is to come, denied or left open, also as an act of speech."""
    if not (event.deed or event.alleged):
        return None
    if event.quad in VERBAL:
        return "rhetoric"
    return "deeds" if event.deed else "alleged"


def place(events: Happenings, dyads: Collection[Dyad], unit: Unit = "day") -> Placing:
    """The counted events of these dyads, each once, by day.

    An event whose first and last day lie in one period of `unit` stands on its first day. The day of a report is no day of an event:
    those known by it alone, or less closely than a period, stand on the day of their first report and are not `dated`. What has been placed
    comes back as it is; raises ValueError where that was for other dyads or another unit.
    """
    wanted = frozenset(dyads)
    if isinstance(events, Placing):
        if (events.dyads, events.unit) != (wanted, unit):
            raise ValueError("these events have been placed for other dyads, or by another unit")
        return events
    placed: list[Placed] = []
    unplaced: list[str] = []
    for event in {e.id: e for e in events}.values():
        nature = nature_of(event)
        if nature is None or wanted.isdisjoint(event.dyads):
            continue
        known = traced(event)
        own = _own_day(known, unit)
        day = own or (date.fromisoformat(known.first) if known.first else None)
        if day is None:
            unplaced.append(known.id)
        else:
            placed.append(Placed(known, day, nature, own is not None))
    return _placing(placed, unplaced, wanted, unit)


def together(one: Placing, other: Placing) -> Placing:
    """Two placings by one unit as one, for the dyads of both; each event once."""
    placed = {p.event.id: p for p in (*one.events, *other.events)}
    return _placing(placed.values(), {*one.unplaced, *other.unplaced}, one.dyads | other.dyads, one.unit)


def _placing(placed: Iterable[Placed], unplaced: Iterable[str], dyads: frozenset[Dyad], unit: Unit) -> Placing:
    return Placing(tuple(sorted(placed, key=lambda p: (p.day, p.event.id))), tuple(sorted(unplaced)), dyads, unit)


def _own_day(event: Traced, unit: Unit) -> date | None:
    if event.start is None or event.end is None or event.basis == "published":
        return None
    start = date.fromisoformat(event.start)
    if event.start == event.end:
        return start
    return start if start <= date.fromisoformat(event.end) <= period_of(start, unit)[1] else None
