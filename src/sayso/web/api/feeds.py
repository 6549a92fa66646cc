"""Feeds of alerts and of a pair, as Atom and as JSON Feed: what a reader of feeds needs to judge each entry, and links to the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from sayso.model.event import Dyad, Event
from sayso.model.release import release
from sayso.model.series import Alert, Alerts
from sayso.ontology.tracking import Measure
from sayso.run import wording
from sayso.run.following import raised
from sayso.store import Filter
from sayso.track.placed import back
from sayso.web.api.answers import Tagged
from sayso.web.api.dyads import Actor, Recipient
from sayso.web.api.errors import FINDS
from sayso.web.api.files import FILE
from sayso.web.asked import OnShelf, dyad_of
from sayso.web.pages.alerts import all_raised
from sayso.web.shelf import Shelf
from sayso.web.words import Words, words_of
from sayso.writers.atom import ATOM, JSON_FEED, Entry, Feed, Point, atom, json_feed

router = APIRouter(tags=["feeds"], route_class=Tagged)
MOST = 100
"""Entries."""
BEHIND = 20
"""Events behind an alert that are listed."""
EPOCH = "1970-01-01"
"""When a feed of a store without any dated report was updated: Atom wants a day."""
ATOMS: dict[int | str, dict[str, Any]] = {200: {"description": "The feed", "content": {ATOM: {"schema": {"type": "string"}}}}, **FINDS}
JSON_FEEDS: dict[int | str, dict[str, Any]] = {200: {"description": "The feed", "content": {JSON_FEED: {"schema": {"type": "object"}}}}, **FINDS}


@router.get("/alerts.atom", operation_id="feedAlerts", response_class=FILE, responses=ATOMS)
def feed_alerts(request: Request, shelf: OnShelf) -> Response:
    """The newest alerts of all pairs, each with its rule, the events behind it, and what would lower it. Atom."""
    return Response(atom(_of_alerts(request, shelf)), media_type=ATOM)


@router.get("/alerts.feed.json", operation_id="jsonFeedAlerts", response_class=FILE, responses=JSON_FEEDS)
def json_feed_alerts(request: Request, shelf: OnShelf) -> Response:
    """The same as JSON Feed."""
    return Response(json_feed(_of_alerts(request, shelf)), media_type=JSON_FEED)


@router.get("/dyads/{actor}/{recipient}.atom", operation_id="feedPair", response_class=FILE, responses=ATOMS)
def feed_pair(request: Request, shelf: OnShelf, actor: Actor, recipient: Recipient) -> Response:
    """The newest events between two parties in both directions, and the alerts of the pair, by the day of the last report. Atom."""
    return Response(atom(_of_pair(request, shelf, dyad_of(actor, recipient, shelf.rules.countries))), media_type=ATOM)


@router.get("/dyads/{actor}/{recipient}.feed.json", operation_id="jsonFeedPair", response_class=FILE, responses=JSON_FEEDS)
def json_feed_pair(request: Request, shelf: OnShelf, actor: Actor, recipient: Recipient) -> Response:
    """The same as JSON Feed."""
    return Response(json_feed(_of_pair(request, shelf, dyad_of(actor, recipient, shelf.rules.countries))), media_type=JSON_FEED)


def _of_alerts(request: Request, shelf: Shelf) -> Feed:
    site, found = _site(request), all_raised(shelf)
    entries = _alerts(shelf, Alerts(found.alerts.raised[:MOST], ()), found.events, site)
    about = "Pairs of parties whose acts rose above their own past, by what reports say"
    return Feed("alerts", "Alerts", about, f"{site}/alerts", str(request.url), _last(shelf), release(), entries)


def _of_pair(request: Request, shelf: Shelf, pair: Dyad) -> Feed:
    site, names = _site(request), _words(shelf)

    def made() -> tuple[tuple[Event, ...], Alerts, Mapping[str, Event]]:
        with shelf.reader() as reader:
            events = {e.id: e for d in (pair, back(pair)) for e in reader.event_page(Filter(dyad=d), MOST).items}
            return tuple(events.values()), *raised(reader, shelf.rules, dyad=pair)

    events, alerts, behind = shelf.once(("feed", str(pair)), made)
    told = (_event(e, site, names) for e in events if e.first)
    entries = sorted((*told, *_alerts(shelf, alerts, behind, site)), key=lambda e: (e.updated, e.published, e.id), reverse=True)
    a, b = names.land(pair.actor), names.land(pair.recipient)
    about = f"What {a} and {b} do to each other, by what reports say"
    path = "/".join(quote(key, safe="") for key in (pair.actor, pair.recipient))
    return Feed(f"pair:{path}", f"{a} and {b}", about, f"{site}/dyads/{path}", str(request.url), _last(shelf), release(), tuple(entries[:MOST]))


def _alerts(shelf: Shelf, found: Alerts, behind: Mapping[str, Event], site: str) -> tuple[Entry, ...]:
    measures = {m.name: m for m in shelf.rules.tracking.alerts.measures}
    names, window = _words(shelf), shelf.rules.tracking.alerts.window
    return tuple(_alert(a, f"{_counted(a, measures)} in {window} days", behind, names, site) for a in found.raised)


def _counted(a: Alert, measures: Mapping[str, Measure]) -> str:
    """What an alert counted."""
    return f"{a.value:,} {measures[a.measure].one if a.value == 1 else measures[a.measure].many}"


def _alert(a: Alert, what: str, behind: Mapping[str, Event], names: Words, site: str) -> Entry:
    """An alert: why, by which rule, what stands behind it, and what would lower it."""
    nature = {"alleged": " (alleged)", "rhetoric": " (words)"}.get(a.nature, "")
    doubts = ((a.disputed, "disputed"), (a.undated, "known only by the day of the report"))
    sources = [wording.many(a.sources, "independent source"), *(f"{wording.many(n, 'event')} {why}" for n, why in doubts if n)]
    points = (
        Point("Rule", a.rule),
        Point("Stood", f"{a.since} to {a.until}, highest on {a.day}"),
        Point("Sources", "; ".join(sources)),
        Point("What would lower it", a.lower),
        *(Point("", _headline(behind[id], names), _page(site, id)) for id in a.events[:BEHIND] if id in behind),
        *([Point("", f"and {wording.many(len(a.events) - BEHIND, 'more event')}")] if len(a.events) > BEHIND else []),
    )
    title = f"{names.land(a.dyad.actor)} → {names.land(a.dyad.recipient)}: {what}{nature}"
    return Entry(f"alert:{a.id}", title, f"{site}/alerts#{a.id}", a.since, a.until, a.reason, points, ("alert", a.nature))


def _event(e: Event, site: str, names: Words) -> Entry:
    """An event: what is told, how far accounts agree, and who tells it."""
    first = e.first or ""
    points = (
        *([Point("Figures", wording.figures(e))] if e.figures else []),
        *(Point("Disputed", wording.disagreement(d)) for d in e.disputes),
        Point("Independent sources", str(e.independent)),
        Point("In codes", e.summary),
    )
    summary = f"{wording.counted(e).capitalize()}; {e.status}: {e.status_why}."
    return Entry(f"event:{e.id}", _headline(e, names), _page(site, e.id), first, e.last or first, summary, points, ("event", e.type, names.nature(e)))


def _headline(e: Event, names: Words) -> str:
    """An event in a line; the day only where it is told."""
    when = wording.interval(e.time)
    return f"{names.whom(e)}: {names.act(e)}{' (alleged)' if e.alleged else ''}{wording.where(e)}{f', {when}' if when else ''}"


def _page(site: str, event: str) -> str:
    return f"{site}/events/{quote(event, safe='')}"


def _site(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _words(shelf: Shelf) -> Words:
    return shelf.once("words", lambda: words_of(shelf.ontology, shelf.rules.countries.names, shelf.rules.tracking.threats.type))


def _last(shelf: Shelf) -> str:
    def made() -> str:
        with shelf.reader() as reader:
            return reader.overview().last or EPOCH

    return shelf.once("last report", made)
