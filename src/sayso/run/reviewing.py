"""The claims a person should look at: those that matter most and are least sure first, or a sample of all."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

from sayso.errors import SettingsError
from sayso.model.claim import Claim
from sayso.model.event import Event
from sayso.resolve.told import left_out
from sayso.run.verdicts import corrections_of, judged
from sayso.run.wording import ABOUT, many
from sayso.store import Reader
from sayso.store.reviewing import Place

Order = Literal["matters", "sample"]
"""What matters first, by the points of store.reviewing; or a sample: an order that means nothing, so that the verdicts on its beginning tell of all."""
_CURSOR = re.compile(r"([0-9]{1,9})-([^-\s]{0,64})-([^-\s]{1,64})")
_MOST = 200


@dataclass(frozen=True, slots=True)
class Item:
    """A claim to look at, and its event (None: it is of none). `points` (0 to 1000) say how much that event wants a look, see store.reviewing.POINTS;
    `why` says it in words, the weightiest first. `cursor` asks for what comes after."""

    claim: Claim
    event: Event | None
    points: int
    why: tuple[str, ...]
    cursor: str


def reviewed(reader: Reader) -> frozenset[str]:
    """Claims a person has decided on, also where that still waits in the inbox."""
    return judged(corrections_of(reader))


def queue(
    reader: Reader, *, types: Collection[str] = (), reviewed: Collection[str] = (), limit: int = 25, after: str | None = None, order: Order = "matters"
) -> tuple[Item, ...]:
    """Up to `limit` (at most 200) claims without those of `reviewed` (see there), behind the cursor `after`. With `types` (empty: all), those of events of
    these types, or in a sample those of these types themselves.

    Raises SettingsError for an order or a cursor that is none.
    """
    if order not in get_args(Order):
        raise SettingsError(f"no order {order!r}", f"use one of {', '.join(get_args(Order))}")
    place = _place(after) if after else None
    most = max(1, min(limit, _MOST))
    if order == "matters":
        found = reader.to_review(types, reviewed, most, place)
    else:
        found = tuple(reader.places(reader.sample(types, reviewed, most, place.claim if place else None)).values())
    claims = reader.claims([p.claim for p in found])
    events = {e.id: e for e in reader.events_of([p.claim for p in found])}
    return tuple(_item(p, claims[p.claim], events.get(p.event or "")) for p in found if p.claim in claims)


def _place(after: str) -> Place:
    found = _CURSOR.fullmatch(after)
    if found is None:
        raise SettingsError(f"no place in the queue {after[:64]!r}", "begin at the start, or use the cursor of an item as it is")
    return Place(int(found[1]), found[2] or None, found[3])


def _item(place: Place, claim: Claim, event: Event | None) -> Item:
    return Item(claim, event, place.points, tuple(_why(claim, event)), f"{place.points}-{place.event or ''}-{claim.id}")


def _why(claim: Claim, event: Event | None) -> list[str]:
    """Why somebody should look at a claim."""
    out = []
    if event is not None and event.disputes:
        out.append(f"accounts of its event disagree on {', '.join(dict.fromkeys(ABOUT[d.about] for d in event.disputes))}")
    if claim.factuality.author in ("Uu", "PS+", "PS-"):
        out.append("the outlet does not vouch for it" if claim.alleged else "the outlet leaves open whether it is so")
    elif claim.factuality.author in ("PR+", "PR-"):
        out.append("the outlet thinks it probable, no more")
    if event is not None:
        out.append("no other source tells of it" if event.sources <= 1 else f"{many(event.sources, 'source')} tell of it")
    else:
        out.append(f"it is of no event: {left_out(claim) or 'its event was rejected, or nobody says that it happened'}")
    out.append(f"{claim.event} weighs {claim.score:+g} on a scale from -10 to +10")
    return out
