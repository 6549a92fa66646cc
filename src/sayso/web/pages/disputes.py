"""Accounts that cannot all be true: what they disagree on, the words of each side, and figures as ranges by source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, get_args

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sayso.errors import SettingsError
from sayso.model.event import ASKED, Dispute, Event, Question, Standing
from sayso.run.wording import ABOUT
from sayso.web.asked import OnShelf, WithAsked
from sayso.web.charts.dots import DotsChart, dots
from sayso.web.kept import KeptRoute
from sayso.web.pages.event import report_of
from sayso.web.render import address
from sayso.web.words import Words

router = APIRouter(route_class=KeptRoute)
PAGE = 20


@dataclass(frozen=True, slots=True)
class Disputed:
    """A dispute with its event, and a plot where it is about figures."""

    event: Event
    dispute: Dispute
    chart: DotsChart | None


@router.get("/disputes")
def disputes(
    request: Request,
    shelf: OnShelf,
    asked: WithAsked,
    about: Annotated[str, Query(max_length=20)] = "",
    after: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Disputes, of the newest events first; `about` is one question."""
    if about and about not in get_args(Question):
        raise SettingsError(f"about: {about[:20]!r} is no question", f"use one of {', '.join(ASKED)}")
    names: Words = request.app.state.pages.environment.globals["w"]
    with shelf.reader() as reader:
        page = reader.dispute_page(asked.filter, (about,) if about else (), PAGE, after or None)
    found = tuple(Disputed(e, d, _chart(e, d, names)) for e, d in page.items)
    next = address("/disputes", **asked.query, about=about, after=page.next) if page.next else None
    types = [(code, names.kind(code)) for code in shelf.ontology.types]
    rendered: Response = request.app.state.pages.page(
        request, "disputes.html", found=found, next=next, asked=asked, about=about, questions=ABOUT, types=types, standings=get_args(Standing), after=after
    )
    return rendered


def _chart(event: Event, dispute: Dispute, names: Words) -> DotsChart | None:
    """A plot of the figures in dispute."""
    if not any(v.counts for v in dispute.versions):
        return None
    return dots(event.accounts, dispute.about, names.side, report_of)
