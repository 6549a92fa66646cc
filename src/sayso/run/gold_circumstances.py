"""Labelled times, places and figures of a text, as `sayso eval` reads them. The format is told in docs/data.md."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeVar

from sayso.errors import InputError
from sayso.model.coding import TimeKind
from sayso.model.text import Span
from sayso.run.labels import Labels, is_country

KEYS = ("times", "places", "figures")
_DAY = "write YYYY-MM-DD, or null where nobody can tell"
_COUNTRIES = 'write codes of three capitals joined with "|", or null where there is none'
PlaceKind = Literal["point", "near", "admin2", "admin1", "country", "area", "water"]
Scope = Literal["incident", "part", "total"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class GoldTime:
    """An expression of time; first and last day are None for durations, repeated and vague times, and where nobody can tell."""

    span: Span
    kind: TimeKind
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A place; `point`: it has a spot of its own, by GeoNames id, coordinates, or neither."""

    span: Span
    point: bool
    countries: frozenset[str]
    geonames: int | None
    at: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A figure, as in a record."""

    span: Span
    kind: str
    low: int | None
    best: int | None
    high: int | None
    whom: str | None
    country: str | None
    civilian: bool | None
    scope: str | None


@dataclass(frozen=True, slots=True)
class GoldCircumstances:
    """All times, places and figures of a text; None where those are not labelled."""

    times: tuple[GoldTime, ...] | None = None
    places: tuple[GoldPlace, ...] | None = None
    figures: tuple[GoldFigure, ...] | None = None


def read_circumstances(labels: Labels, text: str) -> GoldCircumstances:
    """What a labelled text says of the three. Raises InputError with the place of the mistake."""
    return GoldCircumstances(_all(labels, "times", text, _time), _all(labels, "places", text, _place), _all(labels, "figures", text, _figure))


def _all(labels: Labels, key: str, text: str, read: Callable[[Labels, Span], T]) -> tuple[T, ...] | None:
    rows = labels.value(key, lambda v: isinstance(v, list) and all(isinstance(r, dict) for r in v), 'write a list of {"text": "…", "span": [0, 5], …}')
    if rows is None:
        return None
    parts = [Labels(f"{labels.place}: {key} {n}", row) for n, row in enumerate(rows, start=1)]
    return tuple(read(part, _span(part, text)) for part in parts)


def _span(labels: Labels, text: str) -> Span:
    """Where the words stand: at `span`, or where they stand first."""
    labels.needs("text")
    words = labels.copied("text", text, Span(0, len(text))) or ""
    pair = labels.value("span", lambda v: isinstance(v, list) and len(v) == 2 and all(isinstance(n, int) for n in v), "write [first, behind the last]")
    start = text.index(words) if pair is None else pair[0]
    if text[start : start + len(words)] != words or start < 0:
        raise InputError(labels.place, f"{words!r:.60} does not stand at {start}", "give the offset of its first character in the text, from 0")
    return Span(start, start + len(words))


def _time(labels: Labels, span: Span) -> GoldTime:
    labels.needs("kind")
    return GoldTime(span, labels.one_of("kind", TimeKind) or "date", labels.value("start", _is_day, _DAY), labels.value("end", _is_day, _DAY))


def _place(labels: Labels, span: Span) -> GoldPlace:
    labels.needs("kind")
    kind = labels.one_of("kind", PlaceKind)
    lands = labels.value("country", lambda v: isinstance(v, str) and all(map(is_country, v.split("|"))), _COUNTRIES)
    at = labels.value("at", _is_spot, "write [latitude, longitude], or null")
    number = labels.value("geonames", lambda v: isinstance(v, int) and not isinstance(v, bool), "write the id as a number, or null")
    return GoldPlace(span, kind in ("point", "near"), frozenset((lands or "").split("|")) - {""}, number, tuple(at) if at else None)


def _figure(labels: Labels, span: Span) -> GoldFigure:
    labels.needs("kind")
    low, best, high = (labels.value(k, lambda v: isinstance(v, int) and not isinstance(v, bool), "write a number, or null") for k in ("low", "best", "high"))
    country = labels.value("country", is_country, "write a code of three capitals, or null")
    kind = labels.words("kind") or ""
    return GoldFigure(span, kind, low, best, high, labels.words("whom"), country, labels.flag("civilian"), labels.one_of("scope", Scope))


def _is_day(value: Any) -> bool:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True


def _is_spot(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(n, int | float) for n in value) and abs(value[0]) <= 90 and abs(value[1]) <= 180
