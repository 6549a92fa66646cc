"""One line that says what an event is."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.model.event import Event, Range
from sayso.model.statement import Party


def summary(event: Event) -> str:
    """ "ARM MIL > AZE MIL ASSAULT drone, Gorus, 2031-03-11, killed 0-11"."""
    whom = "<> (each other)" if event.reciprocal else f"> {_parties(event.recipients) or '(anyone)'}"
    parts = [f"{_parties(event.actors) or '(somebody)'} {whom} {' '.join((event.type, *event.modes))}"]
    if event.place is not None and event.place.name is not None:
        parts.append(event.place.name)
    time = event.time
    if time is not None and time.basis != "published" and time.start is not None:
        parts.append(time.start if time.start == time.end else f"{time.start} to {time.end or 'now'}")
    parts += [f"{r.kind} {ranged(r)}" for r in event.figures]
    return ", ".join(parts)


def ranged(figure: Range) -> str:
    """ "4", "0-11", "4 or more"."""
    if figure.high is None:
        return f"{figure.low} or more"
    return str(figure.high) if figure.low == figure.high else f"{figure.low}-{figure.high}"


def _parties(parties: Sequence[Party]) -> str:
    return ", ".join(label(p) for p in parties)


def label(party: Party) -> str:
    """Code and main sector of a country's people, the name of others, the words of those nobody knows."""
    if party.kind != "group" and party.country is not None:
        return " ".join((party.country, *party.sectors[:1]))
    return party.name or party.text
