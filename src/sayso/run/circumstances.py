"""How well labelled times, places and figures are found: when, where, how many."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sayso.model.claim import Figure, Place
from sayso.model.coding import Coding, TimeMention
from sayso.model.geo import distance_km
from sayso.model.text import Span
from sayso.run.alike import one_to_one
from sayso.run.gold_circumstances import GoldCircumstances, GoldFigure, GoldPlace, GoldTime
from sayso.run.measures import Circumstances, Share, Tally, scores, share_of

NEAR_KM = 30.0
"""How far a pin may lie from the labelled place."""
_ARTICLE = re.compile(r"^(?:the|a|an|its|their|his|her) ", re.IGNORECASE)
G = TypeVar("G", GoldTime, GoldPlace, GoldFigure)
F = TypeVar("F", TimeMention, Place, Figure)


@dataclass(slots=True)
class _Found:
    """What was labelled and found in all texts; None: nothing was found for a label."""

    times: list[tuple[GoldTime, TimeMention | None]]
    places: list[tuple[GoldPlace, Place | None]]
    figures: list[tuple[GoldFigure, Figure | None]]
    exact: dict[str, list[bool]]


def score_circumstances(texts: Iterable[tuple[GoldCircumstances, Coding]]) -> Circumstances | None:
    """The figures over texts in which any of the three is labelled; None where none is."""
    found, tallies = _Found([], [], [], {}), list[Tally]()
    for gold, coding in texts:
        tally = dict(_compared(gold, coding, found))
        if tally:
            tallies.append(tally)
    if not tallies:
        return None
    details = (*_of_times(found.times), *_of_places(found.places), *_of_figures(found.figures))
    return Circumstances(
        scores=scores(tallies)[0],
        exact=tuple(share_of(f"{name}: the same words", answers) for name, answers in found.exact.items()),
        details=tuple(s for s in details if s.of),
    )


def _compared(gold: GoldCircumstances, coding: Coding, found: _Found) -> Iterator[tuple[str, tuple[int, int, int]]]:
    if gold.times is not None:
        times = [(m.time.span, m) for m in coding.times if m.time.span is not None]
        found.times += (pairs := _pairs(gold.times, times))
        yield "times", _tally("times", gold.times, times, pairs, found)
    if gold.places is not None:
        places = [(m.place.span, m.place) for m in coding.places if m.place.span is not None]
        found.places += (where := _pairs(gold.places, places))
        yield "places", _tally("places", gold.places, places, where, found)
    if gold.figures is not None:
        figures = [(m.figure.span, m.figure) for m in coding.figures]
        found.figures += (counts := _pairs(gold.figures, figures))
        yield "figures", _tally("figures", gold.figures, figures, counts, found)


def _pairs(gold: Sequence[G], found: Sequence[tuple[Span, F]]) -> list[tuple[G, F | None]]:
    """Each label with what overlaps it most, one to one."""
    overlaps = ((-_shared(g.span, span), False, i, j) for i, g in enumerate(gold) for j, (span, _) in enumerate(found) if g.span.overlaps(span))
    same = one_to_one(overlaps)
    return [(g, found[same[i]][1] if i in same else None) for i, g in enumerate(gold)]


def _shared(one: Span, other: Span) -> float:
    return (min(one.end, other.end) - max(one.start, other.start)) / (max(one.end, other.end) - min(one.start, other.start))


def _tally(name: str, gold: Sequence[G], found: Sequence[tuple[Span, F]], pairs: Sequence[tuple[G, F | None]], out: _Found) -> tuple[int, int, int]:
    spans = {id(x): span for span, x in found}
    matched = [(g, x) for g, x in pairs if x is not None]
    out.exact.setdefault(name, []).extend(spans[id(x)] == g.span for g, x in matched)
    return len(gold), len(found), len(matched)


def _of_times(pairs: Sequence[tuple[GoldTime, TimeMention | None]]) -> Iterator[Share]:
    yield share_of("times: value, of all", (_same_time(g, m) for g, m in pairs))
    yield share_of("times: day, of all days", (_same_time(g, m) for g, m in pairs if g.kind == "date" and g.start is not None and g.start == g.end))


def _same_time(gold: GoldTime, found: TimeMention | None) -> bool:
    """Whether first and last day are the same; of vague ones, durations and repeated times, whether it is one."""
    if found is None:
        return False
    if gold.kind == "date":
        return found.kind == "date" and (gold.start, gold.end) == (found.time.start, found.time.end)
    return found.kind == gold.kind or {found.kind, gold.kind} == {"duration", "set"}


def _of_places(pairs: Sequence[tuple[GoldPlace, Place | None]]) -> Iterator[Share]:
    found = [(g, p) for g, p in pairs if p is not None]
    yield share_of("places: country", (g.countries == frozenset(p.countries) for g, p in found))
    yield share_of("places: right place", (_same_place(g, p) for g, p in found))
    told = [(g, p) for g, p in found if p.precision is not None]
    yield share_of("places: right, where told", (_same_place(g, p) for g, p in told))
    yield share_of("places: no wrong pin", (p.latitude is None or _same_place(g, p) for g, p in found))


def _same_place(gold: GoldPlace, found: Place) -> bool:
    """Of a point, the same row or a pin near it; of an area or a country, its countries and no pin."""
    if not gold.point:
        return gold.countries == frozenset(found.countries) and found.latitude is None
    if gold.geonames is not None and found.gazetteer == f"geonames:{gold.geonames}":
        return True
    if gold.at is None or found.latitude is None or found.longitude is None:
        return False
    return distance_km(gold.at, (found.latitude, found.longitude)) <= NEAR_KM


def _of_figures(pairs: Sequence[tuple[GoldFigure, Figure | None]]) -> Iterator[Share]:
    found = [(g, f) for g, f in pairs if f is not None]
    yield share_of("figures: kind, low, high", ((g.kind, g.low, g.high) == (f.kind, f.low, f.high) for g, f in found))
    yield share_of("figures: the same, of all", (f is not None and (g.kind, g.low, g.high) == (f.kind, f.low, f.high) for g, f in pairs))
    yield share_of("figures: best", (g.best == f.best for g, f in found))
    yield share_of("figures: whom", (_bare(g.whom) == _bare(f.whom) for g, f in found))
    yield share_of("figures: nationality", (g.country == f.country for g, f in found))
    yield share_of("figures: civilian", (g.civilian == f.civilian for g, f in found))
    yield share_of("figures: scope", (g.scope == f.scope for g, f in found))


def _bare(words: str | None) -> str:
    return _ARTICLE.sub("", (words or "").lower()).strip()
