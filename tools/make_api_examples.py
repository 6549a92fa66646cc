"""Writes the examples in the API's description from the demo's store: python tools/make_api_examples.py STORE (made with: sayso demo --store STORE).

Parameters and errors stay as they are in the file; answers are asked for anew, and cut: of every list one item is kept.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from sayso.run.settings import Settings
from sayso.store.search import Index
from sayso.web.api import API
from sayso.web.api.describing import EXAMPLES, examples
from sayso.web.kept import Kept
from sayso.web.shelf import Shelf

ONE = {"limit": "1"}


def main(store: Path) -> None:
    """Writes the file."""
    app, shelf = FastAPI(), Shelf(store, Settings())
    app.state.shelf, app.state.kept = shelf, Kept()
    app.include_router(API)
    found = examples()
    with shelf.reader() as reader:
        Index(store).update(reader)
        events = list(reader.events())
    most = max(events, key=lambda e: (e.reports, e.id))
    small = min((e for e in events if e.dyads and e.place), key=lambda e: (len(str(e)), e.id))
    claim, report = most.members[0].claim, most.members[0].document
    paths = {
        "listEvents": ("/events", ONE | {"pair": "AZE-ARM"}),
        "getEvent": (f"/events/{small.id}", {}),
        "listClaimsOfEvent": (f"/events/{most.id}/claims", ONE),
        "listSpeechAboutEvent": (f"/events/{most.id}/speech", ONE),
        "listClaims": ("/claims", ONE),
        "getClaim": (f"/claims/{claim}", {}),
        "getEventOfClaim": (f"/claims/{small.members[0].claim}/event", {}),
        "listReports": ("/documents", ONE),
        "getReport": (f"/documents/{report}", {}),
        "listClaimsOfReport": (f"/documents/{report}/claims", ONE),
        "listStatementsOfReport": (f"/documents/{report}/statements", ONE),
        "listStatements": ("/statements", ONE),
        "listPairs": ("/dyads", ONE),
        "getPair": ("/dyads/AZE/ARM", {}),
        "listDisputes": ("/disputes", ONE),
        "listSources": ("/sources", ONE),
        "listOutlets": ("/outlets", ONE),
        "listPlaces": ("/places", ONE),
        "search": ("/search", ONE | {"q": "drone"}),
        "getHealth": ("/health", {}),
        "getOverview": ("/overview", {}),
        "listQueue": ("/review/queue", ONE),
        "getPrecision": ("/review/precision", {}),
    }
    for operation, (path, query) in paths.items():
        found["answers"][operation] = cut(asyncio.run(asked(app, path, query)))
    found["answers"]["getReport"]["document"]["text"] = found["answers"]["getReport"]["document"]["text"][:300]
    for path, shown in found["paths"].items():
        if "id" in shown:
            kind = path.split("/")[3]
            shown["id"] = {"events": small.id if path.endswith("{id}") else most.id, "claims": claim, "documents": report}[kind]
    EXAMPLES.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")


async def asked(app: FastAPI, path: str, query: dict[str, str]) -> Any:
    """An answer of the API."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8011") as client:
        answer = await client.get(f"/api/v1{path}", params=query)
        answer.raise_for_status()
        return answer.json()


def cut(value: Any) -> Any:
    """The value with one item of each list; spans stay whole. Of files the names are enough."""
    if isinstance(value, dict):
        return {key: Path(v).name if key == "key" else cut(v) for key, v in value.items()}
    if isinstance(value, list):
        return value if len(value) == 2 and all(isinstance(v, int) for v in value) else [cut(v) for v in value[:1]]
    return value


if __name__ == "__main__":
    main(Path(sys.argv[1]))
