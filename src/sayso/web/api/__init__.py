"""The HTTP API, version 1: everything the pages show, as JSON, tables and feeds. Read only, but for corrections, which are left in the store's inbox."""

from __future__ import annotations

from fastapi import APIRouter

from sayso.web.api.alerts import router as of_alerts
from sayso.web.api.claims import router as of_claims
from sayso.web.api.corrections import router as of_corrections
from sayso.web.api.describing import TITLE, describe
from sayso.web.api.documents import router as of_documents
from sayso.web.api.dyads import router as of_dyads
from sayso.web.api.events import router as of_events
from sayso.web.api.feeds import router as of_feeds
from sayso.web.api.health import router as of_health
from sayso.web.api.lists import router as of_lists
from sayso.web.api.review import router as of_review
from sayso.web.api.search import router as of_search

API = APIRouter(prefix="/api/v1")
for _router in (
    of_feeds,
    of_events,
    of_claims,
    of_documents,
    of_dyads,
    of_lists,
    of_search,
    of_alerts,
    of_review,
    of_corrections,
    of_health,
):  # feeds first: "ARM.atom" is no party
    API.include_router(_router)

__all__ = ["API", "TITLE", "describe"]
