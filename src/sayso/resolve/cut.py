"""What one report tells as one happening, in parts: where a person set claims of it apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from sayso.model.telling import Bond, Telling, Told
from sayso.ontology.resolving import Resolving
from sayso.resolve.cluster import Pair, pair
from sayso.resolve.days import tightest, window
from sayso.resolve.parties import keys_of
from sayso.resolve.tellings import anchors_of, filed, finest, places_of

PART = "/"
"""What stands between a telling's id and the claim a part of it begins with; the first part keeps the id."""


def apart_of(bonds: Iterable[Bond]) -> frozenset[Pair]:
    """Pairs of claims that a person set apart; of several words on one pair the last."""
    last = {pair(b.one, b.other): b.same for b in bonds}
    return frozenset(p for p, same in last.items() if not same)


def parts(telling: Telling, apart: Collection[Pair], rules: Resolving) -> tuple[Telling, ...]:
    """The telling itself, or its parts where two of its claims are `apart`: each claim goes with the first part that holds none it is apart from.

    The first part keeps the figures told beside the claims, and the parties of the report where it names none. Another part that names no party and no
    place ("the attack") is compared with nothing: freed from its report, it would fit too much."""
    found: list[list[Told]] = []
    for told in telling.told:
        home = next((p for p in found if all(pair(told.claim, o.claim) not in apart for o in p)), None)
        if home is None:
            found.append([told])
        else:
            home.append(told)
    if len(found) == 1:
        return (telling,)
    first, *others = found
    left = replace(telling, tallies=(), anchors=())
    return (part_of(telling, first, rules), *(part_of(replace(left, id=f"{telling.id}{PART}{o[0].claim}"), o, rules) for o in others))


def part_of(telling: Telling, told: Sequence[Told], rules: Resolving) -> Telling:
    """A telling of some of its claims alone: with what these tell of whom, when and where, looked up under their own keys."""
    actors, recipients = keys_of(p for t in told for p in t.actors), keys_of(p for t in told for p in t.recipients)
    start, end, dated = tightest(window(t.time, telling.published, t.recalled, rules) for t in told)
    places = places_of(told)
    made = replace(
        telling,
        told=tuple(told),
        actors=actors,
        recipients=recipients,
        start=start,
        end=end,
        dated=dated,
        place=finest(places),
        anchors=tuple(sorted(anchors_of((*actors, *recipients), places))) or telling.anchors,
    )
    return filed(made, rules)
