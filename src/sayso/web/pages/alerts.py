"""Alerts: pairs whose acts rose above their own past, each with its rule in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from sayso.model.event import Event
from sayso.model.series import Alerts
from sayso.run.following import raised
from sayso.web.asked import OnShelf
from sayso.web.kept import KeptRoute
from sayso.web.shelf import Shelf

router = APIRouter(route_class=KeptRoute)
BEHIND = 5
"""Events behind an alert that are listed; the rest with one more click."""
MOST = 100


@dataclass(frozen=True, slots=True)
class Raised:
    """All alerts of a store, and the events behind them by id."""

    alerts: Alerts
    events: Mapping[str, Event]


@router.get("/alerts")
def alerts(request: Request, shelf: OnShelf) -> Response:
    """What stands above its past, the last first."""
    rendered: Response = request.app.state.pages.page(request, "alerts.html", found=all_raised(shelf), behind=BEHIND, most=MOST)
    return rendered


def all_raised(shelf: Shelf) -> Raised:
    """The alerts of all pairs, worked out once for each snapshot."""

    def made() -> Raised:
        with shelf.reader() as reader:
            return Raised(*raised(reader, shelf.rules, most=MOST))

    return shelf.once("alerts", made)
