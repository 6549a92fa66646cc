"""Alerts: pairs whose acts rose above their own past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from sayso.model.series import Alert, Unjudged
from sayso.run.parties import dyad
from sayso.web.api.answers import LIMIT, After, Limit, Tagged, answer, piece
from sayso.web.api.errors import LISTS
from sayso.web.asked import LONGEST, OnShelf, day
from sayso.web.pages.alerts import all_raised

router = APIRouter(tags=["alerts"], route_class=Tagged)


@dataclass(frozen=True, slots=True)
class Standing:
    """Alerts, those that stood last first; and what reaches the floor today but cannot be held against its past."""

    items: tuple[Alert, ...]
    next: str | None
    unjudged: tuple[Unjudged, ...]


@router.get("/alerts", operation_id="listAlerts", response_model=Standing, responses=LISTS)
def list_alerts(
    shelf: OnShelf,
    pair: Annotated[str, Query(max_length=LONGEST, description="A pair of parties, in both directions, as USA-IRN")] = "",
    since: Annotated[str, Query(max_length=10, description="Those that stood on this day or later, YYYY-MM-DD")] = "",
    limit: Limit = LIMIT,
    after: After = "",
) -> Response:
    """Alerts, those that stood last first, each with its rule, the events behind it and what would lower it; with the first page what cannot be judged."""
    first, named = day("since", since), dyad(pair, shelf.rules.countries) if pair.strip() else None
    keys = frozenset({named.actor, named.recipient}) if named else None
    found = all_raised(shelf).alerts
    wanted = [a for a in found.raised if (keys is None or keys == {a.dyad.actor, a.dyad.recipient}) and (first is None or a.until >= first)]
    shown = piece(wanted, limit, after)
    unjudged = () if after else tuple(u for u in found.unjudged if keys is None or keys == {u.dyad.actor, u.dyad.recipient})
    return answer(Standing(shown.items, shown.next, unjudged))
