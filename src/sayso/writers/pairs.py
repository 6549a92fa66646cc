"""Pairs: formats with one actor and one target a row get a row for each pair of an event's parties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations, product

from sayso.model.event import Event
from sayso.model.export import Export
from sayso.model.ids import digest
from sayso.model.statement import Party
from sayso.writers.cells import csv_line
from sayso.writers.parties import key, name, unique

DIGITS = 13
"""Hexadecimal digits of a number: 52 bits, so that readers that keep numbers as doubles (R, JavaScript) keep every digit."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An event between two of its parties, either of which may be unknown. `id` is the event's with a stable suffix, `number` the same as
    a whole number below 2**52."""

    event: Event
    actor: Party | None
    recipient: Party | None
    id: str
    number: int


def numbered(events: Iterable[Event]) -> Iterator[Pair]:
    """The pairs of all events. No two get the same number."""
    taken: set[int] = set()
    for event in events:
        for actor, recipient in sides(event):
            parts = (event.id, key(actor) if actor else None, key(recipient) if recipient else None)
            number, again = whole(*parts), 0
            while number in taken:
                again += 1
                number = whole(*parts, again)
            taken.add(number)
            yield Pair(event, actor, recipient, f"{event.id}-{digest(*parts[1:], size=3)}", number)


def numbers(events: Iterable[Event]) -> dict[str, int]:
    """A number for each event, for formats with one row an event."""
    taken: dict[int, str] = {}
    for event in events:
        number, again = whole(event.id), 0
        while number in taken:
            again += 1
            number = whole(event.id, again)
        taken[number] = event.id
    return {event: number for number, event in taken.items()}


def sides(event: Event) -> tuple[tuple[Party | None, Party | None], ...]:
    """Actor and recipient of each pair, each pair once. Of a reciprocal event everybody acts on everybody else."""
    if event.reciprocal:
        everybody = unique((*event.actors, *event.recipients))
        return tuple(permutations(everybody, 2)) or ((everybody[0] if everybody else None, None),)
    actors: tuple[Party | None, ...] = unique(event.actors) or (None,)
    return tuple(product(actors, unique(event.recipients) or (None,)))


def two_sides(event: Event) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """The acting side and the side acted on, for formats with one row an event. Of a reciprocal event the first party stands on one side,
    the others on the other."""
    if event.reciprocal and not event.recipients:
        everybody = unique(event.actors)
        return everybody[:1], everybody[1:]
    return unique(event.actors), unique(event.recipients)


def id_lines(pairs: Iterable[Pair], export: Export) -> Iterator[str]:
    """ids.csv: which event and parties a number stands for."""
    yield csv_line(("number", "event", "id", "actor", "recipient"))
    for pair in pairs:
        yield csv_line((pair.number, pair.event.id, pair.id, name(pair.actor), name(pair.recipient)))


def whole(*parts: object) -> int:
    """A whole number below 2**52 for these parts."""
    return int(digest("number", *parts)[:DIGITS], 16)
