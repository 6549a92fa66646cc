"""Pairs of parties: the list, and one pair over time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from sayso.errors import SettingsError
from sayso.model.event import Dyad
from sayso.model.series import Alerts, Arrow, Change, Series, Threats, Unit
from sayso.run.following import Followed
from sayso.run.parties import party as party_of
from sayso.store.records import DyadCount
from sayso.web.api.answers import LIMIT, After, Limit, Listed, Tagged, answer, piece
from sayso.web.api.errors import FINDS, LISTS
from sayso.web.asked import LONGEST, OnShelf, day, dyad_of
from sayso.web.pages.dyads import all_dyads, followed
from sayso.web.shelf import Shelf

router = APIRouter(tags=["pairs"], route_class=Tagged)
Actor = Annotated[str, Path(min_length=1, max_length=64, description="A country's code or name, or a group's id", examples=["AZE"])]
Recipient = Annotated[str, Path(min_length=1, max_length=64, description="Likewise, another party", examples=["ARM"])]
Since = Annotated[str, Query(max_length=10, description="First day, YYYY-MM-DD; else the first one with reports")]
Until = Annotated[str, Query(max_length=10, description="Last day, YYYY-MM-DD; else the last one with reports")]


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair of parties over time, as `sayso track` gives it: `there` is what the first does to the second, `back` the other way round. `names` of the
    two by their keys; `earlier` events lie before the first period."""

    dyad: Dyad
    arrow: Arrow
    there: Series
    back: Series
    ruptures: tuple[Change, ...]
    threats: tuple[Threats, ...]
    alerts: Alerts
    names: Mapping[str, str]
    earlier: int


@router.get("/dyads", operation_id="listPairs", response_model=Listed[DyadCount], responses=LISTS)
def list_pairs(
    shelf: OnShelf,
    party: Annotated[str, Query(max_length=LONGEST, description="A country's code or name, or a group's id, on either side")] = "",
    limit: Limit = LIMIT,
    after: After = "",
) -> Response:
    """Directed pairs of parties, those with most events first (at most 5,000)."""
    key = party_of(party, shelf.rules.countries) if party.strip() else None
    return answer(piece(all_dyads(shelf, key), limit, after))


@router.get("/dyads/{actor}/{recipient}", operation_id="getPair", response_model=Pair, responses=FINDS)
def get_pair(
    shelf: OnShelf,
    actor: Actor,
    recipient: Recipient,
    by: Annotated[Unit, Query(description="Length of a period")] = "week",
    since: Since = "",
    until: Until = "",
) -> Response:
    """A pair of parties over time: series of both directions, ruptures, threats and what came of them, alerts, and where the relations go."""
    return answer(pair_of(shelf, dyad_of(actor, recipient, shelf.rules.countries), by, since, until))


def pair_of(shelf: Shelf, dyad: Dyad, by: Unit, since: str, until: str) -> Pair:
    """A pair followed. Raises SettingsError for what is no day."""
    first, last = day("since", since), day("until", until)
    if first and last and first > last:
        raise SettingsError(f"since {first} lies after until {last}", "swap them")
    f: Followed = followed(shelf, dyad, by, first, last)
    names = {key: f.names.get(key, key) for key in (dyad.actor, dyad.recipient)}
    return Pair(dyad, f.arrow, f.there, f.back, f.ruptures, f.threats, f.alerts, names, f.earlier)
