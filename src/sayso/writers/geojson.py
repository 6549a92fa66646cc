"""GeoJSON (RFC 7946): a feature an event; a point only where there is a pin, else no geometry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sayso.model.event import Event
from sayso.model.export import Export
from sayso.writers.choosing import told
from sayso.writers.columns import Column, record
from sayso.writers.files import File, json_text, text_file
from sayso.writers.formats import SECTORS, Format, Sheet
from sayso.writers.places import pin
from sayso.writers.tidy import EVENTS, EventRow

DIGITS = 7
"""Decimals of a degree, as RFC 7946 advises: a centimetre."""
PROPERTIES: tuple[Column[EventRow], ...] = tuple(c for c in EVENTS if c.name not in ("latitude", "longitude"))


def feature(export: Export, event: Event) -> dict[str, Any]:
    found = pin(event.place)
    point = {"type": "Point", "coordinates": [round(found.longitude, DIGITS), round(found.latitude, DIGITS)]} if found else None
    return {"type": "Feature", "id": event.id, "geometry": point, "properties": record(PROPERTIES, EventRow(export, event))}


def _parts(export: Export, events: Sequence[Event]) -> Iterator[str]:
    yield '{"type": "FeatureCollection", "features": ['
    for number, event in enumerate(events):
        yield f"{',' if number else ''}\n{json_text(feature(export, event))}"
    yield "\n]}\n"


def _make(export: Export, events: Sequence[Event]) -> Iterator[File]:
    yield text_file("events.geojson", _parts(export, events))


FORMAT = Format(
    "geojson",
    "events on the map, GeoJSON (RFC 7946)",
    (Sheet("events.geojson: properties", "properties of a feature; keys without a value are left out", PROPERTIES),),
    (told,),
    (
        SECTORS,
        "Alleged events are in: the properties deed and alleged tell them apart.",
        "Only towns and points have a geometry. Countries, provinces, areas and seas have geometry null: their extent is not known, and a pin would lie.",
    ),
    _make,
)
