"""A pair of parties over time: two facing lanes, what one did to the other above a line, what came back below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from sayso.model.event import Dyad
from sayso.model.series import Change, Nature, Period, Series, Tally
from sayso.run.wording import many
from sayso.web.charts.marks import Band, Flag, bands, flags
from sayso.web.charts.scale import FEWEST, NOWHERE, Days, Tick, days_below, label, percent, rounds, when, width_for

LANE = 116.0
"""Pixels of the highest value on the axis, in each lane."""
FLAGS, FOOT = 26.0, 38.0
"""Pixels above the lanes for the flags of ruptures, and below for the labels of days."""
LEAST = 3.0
"""Pixels of the smallest piece: an event of score 0 must show."""
SLOT = 6
"""Pixels of a period at least."""
FILLED, WIDEST = 0.78, 5.0
"""The share of its period a bar takes up, and percent of the chart it takes at most."""
SLIM = 0.64
"""Pieces of cooperation are narrower and round, so that no colour is needed to tell them."""
MOST = 530
"""Periods drawn: as many as the widest chart has room for; of more the last."""
NATURES: tuple[Nature, ...] = ("deeds", "alleged", "rhetoric")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: events of one nature, of conflict or cooperation. `x` and `width` in percent, `y` and `height` in pixels."""

    nature: Nature
    conflict: bool
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """What one party did to the other in a period: in words, where its events are, its place in percent (`left`, `slot`), the pieces from the line outward."""

    title: str
    href: str
    left: float
    slot: float
    top: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One direction in a row of the table; `href` is "" where there are no events."""

    deeds: int
    alleged: int
    words: int
    score: str
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: a period, or several in which nothing is told (`note` says so, and there are no cells)."""

    when: str
    covered: str
    note: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class LanesChart:
    """Where everything of the chart stands. `empty`: what to say where there is nothing to draw, else "". `above` and `below` are the two parties of each
    lane; `top`, `middle`, `foot` and `height` pixels. `wide`: least width in pixels, 0 = any. `days` are ticks across (percent), `scores` ticks
    down (pixels). `cut` says what is not drawn, else ""."""

    title: str
    text: str
    empty: str
    above: tuple[str, str]
    below: tuple[str, str]
    top: float
    middle: float
    foot: float
    height: float
    wide: int
    bars: tuple[Bar, ...]
    bands: tuple[Band, ...]
    flags: tuple[Flag, ...]
    days: Days
    scores: tuple[Tick, ...]
    rows: tuple[Row, ...]
    cut: str = ""


Link = Callable[[Period, Dyad], str]


def lanes(there: Series, back: Series, names: Mapping[str, str], link: Link, ruptures: Sequence[Change] = ()) -> LanesChart:
    """The chart of both directions of a pair, series of the same periods; `names` of parties by their keys, `link` the address of a period's events.
    Of more than MOST periods the last are drawn, and `cut` says so."""
    if len(there.periods) > MOST:
        cut = f"Drawn are the last {MOST} of {len(there.periods):,} {there.unit}s; choose longer periods, or a later first day, to see the others."
        return replace(lanes(_last(there), _last(back), names, link, ruptures), cut=cut)
    above, below = _parties(there.dyad, names), _parties(back.dyad, names)
    title = f"{above[0]} and {above[1]} by {there.unit}"
    if not there.periods or not any(p.all.count for s in (there, back) for p in s.periods):
        known = sum(p.covered for p in there.periods)
        said = f"Nothing is told between the two: no events on {many(known, 'day')} with reports." if known else "No reports in this time: nothing is known."
        return LanesChart(title, "", said, above, below, 0.0, 0.0, 0.0, 0.0, 0, (), (), (), NOWHERE, (), ())
    periods = there.periods
    starts = [date.fromisoformat(p.start) for p in periods]
    slots, wide = max(len(periods), FEWEST), width_for(len(periods), SLOT)
    highest = max(sum(_height(p)) for s in (there, back) for p in s.periods)
    values = rounds(highest, most=3)
    marked = flags(ruptures, periods, slots, wide)
    top = FLAGS * (1 + max((f.row for f in marked), default=-1)) + 6
    middle, foot = top + LANE, top + 2 * LANE
    sides = ((there, names, -1), (back, names, 1))
    return LanesChart(
        title=title,
        text=f"{when(periods[0].start, periods[-1].end)}. {_total(there, above)} {_total(back, below)}",
        empty="",
        above=above,
        below=below,
        top=top,
        middle=middle,
        foot=foot,
        height=foot + FOOT,
        wide=wide,
        bars=tuple(b for s, n, way in sides for b in _bars(s, n, link, way, slots, middle, values[-1])),
        bands=bands(periods, slots, wide),
        flags=marked,
        days=days_below(starts, slots, wide),
        scores=tuple(Tick(round(middle + way * LANE * v / values[-1], 1), label(v)) for way in (-1, 1) for v in values if v or way < 0),
        rows=tuple(_rows(there, back, link)),
    )


def _last(series: Series) -> Series:
    return replace(series, periods=series.periods[-MOST:])


def _parties(dyad: Dyad, names: Mapping[str, str]) -> tuple[str, str]:
    return names.get(dyad.actor, dyad.actor), names.get(dyad.recipient, dyad.recipient)


def _tallies(period: Period) -> tuple[Tally, ...]:
    return period.deeds, period.alleged, period.rhetoric


def _parts(tally: Tally) -> tuple[float, float]:
    """Scores of conflict and of cooperation added up, both without sign."""
    return -tally.against, tally.score - tally.against


def _height(period: Period) -> tuple[float, ...]:
    return tuple(x for t in _tallies(period) for x in _parts(t))


def _bars(series: Series, names: Mapping[str, str], link: Link, way: int, slots: int, middle: float, top: float) -> Iterator[Bar]:
    slot = 100 / slots
    for n, period in enumerate(series.periods):
        if period.all.count:
            pieces = tuple(_pieces(period, (n + 0.5) * slot, min(slot * FILLED, WIDEST), way, middle, top))
            where = middle if way > 0 else middle - LANE
            yield Bar(_words(period, _parties(series.dyad, names)), link(period, series.dyad), percent(n, slots), round(slot, 2), where, pieces)


def _pieces(period: Period, centre: float, width: float, way: int, middle: float, top: float) -> Iterator[Piece]:
    """Conflict first, cooperation outside it; of each deeds, then alleged deeds, then words."""
    at = 0.0
    for conflict in (True, False):
        for nature, tally in zip(NATURES, _tallies(period), strict=True):
            score = _parts(tally)[0 if conflict else 1]
            if score or (tally.count and not any(_parts(tally)) and conflict == (sum(tally.quads[2:]) > 0)):
                height = max(LANE * score / top, LEAST)
                wide = width if conflict else width * SLIM
                y = middle - at - height if way < 0 else middle + at
                yield Piece(nature, conflict, round(centre - wide / 2, 2), round(wide, 2), round(y, 1), round(height, 1))
                at += height


def _words(period: Period, parties: tuple[str, str]) -> str:
    """ "2031-03-09 to 03-15, Azerbaijan towards Armenia: 3 deeds, 1 alleged, 4 acts of speech; score -21.5"."""
    both = (sum(period.all.quads[2:]), sum(period.all.quads[:2]))
    mixed = f"; {both[0]:,} of conflict, {both[1]:,} of cooperation" if all(both) else ""
    days = f"; reports on {period.covered} of {many(period.days, 'day')}" if period.covered < period.days else ""
    return f"{when(period.start, period.end)}, {parties[0]} towards {parties[1]}: {_counted(period)}; score {_score(period.all.score)}{mixed}{days}"


def _counted(period: Period) -> str:
    deeds, alleged, words = (t.count for t in _tallies(period))
    said = (many(deeds, "deed") if deeds else "", f"{alleged:,} alleged" if alleged else "", f"{many(words, 'act')} of speech" if words else "")
    return ", ".join(s for s in said if s)


def _score(score: float) -> str:
    return f"{round(score, 1) + 0.0:g}"


def _total(series: Series, parties: tuple[str, str]) -> str:
    deeds, alleged, words = (sum(_tallies(p)[n].count for p in series.periods) for n in range(3))
    return f"{parties[0]} towards {parties[1]}: {many(deeds, 'deed')}, {alleged:,} alleged, {many(words, 'act')} of speech."


def _rows(there: Series, back: Series, link: Link) -> Iterator[Row]:
    """Newest first. Periods without events that follow each other share a row."""

    def kind(pair: tuple[Period, Period]) -> str:
        if any(p.all.count for p in pair):
            return pair[0].start
        return "no reports: nothing is known" if pair[0].unknown else "no events"

    for note, run in groupby(reversed([*zip(there.periods, back.periods, strict=True)]), key=kind):
        found = [*run]
        (last, other), first = found[0], found[-1][0]
        covered = f"{sum(p.covered for p, _ in found)} of {sum(p.days for p, _ in found)}"
        if note != last.start:
            yield Row(when(first.start, last.end), covered, note, ())
        else:
            yield Row(when(last.start, last.end), covered, "", (_cell(last, there.dyad, link), _cell(other, back.dyad, link)))


def _cell(period: Period, dyad: Dyad, link: Link) -> Cell:
    deeds, alleged, words = (t.count for t in _tallies(period))
    return Cell(deeds, alleged, words, _score(period.all.score) if period.all.count else "", link(period, dyad) if period.all.count else "")
