"""How many events there were, by day, week or month: bars of deeds, alleged deeds and words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sayso.model.series import Unit
from sayso.run.wording import many
from sayso.track.calendar import period_of, periods
from sayso.web.charts.scale import FEWEST, NOWHERE, Days, Tick, days_below, label, percent, rounds, when, width_for

HEIGHT = 120.0
"""Pixels of the highest value on the axis."""
TOP, FOOT = 14.0, 36.0
"""Pixels above it, and below the axis for its labels."""
LEAST = 3.0
"""Pixels of the smallest piece of a bar: one event beside a thousand must show."""
SLOT = 5
"""Pixels of a period at least."""
FILLED, WIDEST = 0.78, 5.0
"""The share of its period a bar takes up, and percent of the chart it takes at most."""
UNITS: tuple[tuple[int, Unit], ...] = ((62, "day"), (434, "week"))
"""Longest spans, in days, shown by day and by week."""
NATURES = ("deeds", "alleged", "words")


@dataclass(frozen=True, slots=True)
class Bin:
    """Events of a day, a week or a month, `start` and `end` (ISO days) included: deeds an outlet vouches for, deeds only quoted sources tell of, and acts
    of speech."""

    start: str
    end: str
    deeds: int
    alleged: int
    words: int

    @property
    def all(self) -> int:
        """All of them."""
        return self.deeds + self.alleged + self.words


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: deeds, alleged or words; `y` and `height` in pixels."""

    nature: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A period with events: what it says, where its events are, its slot (`left`, `slot`) and the bar in it (`x`, `width`), all in percent."""

    when: str
    title: str
    href: str
    left: float
    slot: float
    x: float
    width: float
    pieces: tuple[Piece, ...]
    bin: Bin


@dataclass(frozen=True, slots=True)
class BarsChart:
    """Where everything of the chart stands. `empty`: what to say where there is nothing to draw, else "". `wide`: least width in pixels, 0 = any.
    `days` are ticks across (percent), `counts` ticks down (pixels)."""

    title: str
    text: str
    empty: str
    height: float
    top: float
    base: float
    wide: int
    bars: tuple[Bar, ...]
    days: Days
    counts: tuple[Tick, ...]


def unit_for(start: str, end: str) -> Unit:
    """The unit in which a span (ISO days) is shown: days up to two months, weeks up to fourteen months, else months."""
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
    return next((unit for most, unit in UNITS if days <= most), "month")


def binned(found: Iterable[Bin], unit: Unit) -> tuple[Bin, ...]:
    """Bins of days, in any order, as bins of a longer unit, without a gap from the first to the last."""
    sums: dict[date, Bin] = {}
    for b in found:
        first, last = period_of(date.fromisoformat(b.start), unit)
        known = sums.get(first, Bin(first.isoformat(), last.isoformat(), 0, 0, 0))
        sums[first] = Bin(known.start, known.end, known.deeds + b.deeds, known.alleged + b.alleged, known.words + b.words)
    if not sums:
        return ()
    every = periods(min(sums), max(sums), unit)
    return tuple(sums.get(first) or Bin(first.isoformat(), last.isoformat(), 0, 0, 0) for first, last in every)


def bars(bins: Sequence[Bin], link: Callable[[Bin], str], title: str = "Events over time") -> BarsChart:
    """The chart of bins in order, of one length and without a gap; `link` gives the address of a bin's events."""
    if not any(b.all for b in bins):
        return BarsChart(title, "", "No events to draw.", 0.0, TOP, 0.0, 0, (), NOWHERE, ())
    starts = [date.fromisoformat(b.start) for b in bins]
    slots, wide = max(len(bins), FEWEST), width_for(len(bins), SLOT)
    values = rounds(max(b.all for b in bins), whole=True)
    base = TOP + HEIGHT
    total = Bin(bins[0].start, bins[-1].end, sum(b.deeds for b in bins), sum(b.alleged for b in bins), sum(b.words for b in bins))
    return BarsChart(
        title=title,
        text=f"{when(total.start, total.end)}: {told(total)}.",
        empty="",
        height=base + FOOT,
        top=TOP,
        base=base,
        wide=wide,
        bars=tuple(_bar(n, b, slots, values[-1], link(b)) for n, b in enumerate(bins) if b.all),
        days=days_below(starts, slots, wide),
        counts=tuple(Tick(round(base - HEIGHT * v / values[-1], 1), label(v)) for v in values),
    )


def told(b: Bin) -> str:
    """What a bin holds, in words."""
    said = (many(b.deeds, "deed") if b.deeds else "", f"{b.alleged:,} alleged" if b.alleged else "", f"{many(b.words, 'act')} of speech" if b.words else "")
    return ", ".join(s for s in said if s) or "no events"


def _bar(n: int, b: Bin, slots: int, top: float, href: str) -> Bar:
    slot = 100 / slots
    width = min(slot * FILLED, WIDEST)
    pieces, y = [], TOP + HEIGHT
    for nature, count in zip(NATURES, (b.deeds, b.alleged, b.words), strict=True):
        if count:
            height = max(HEIGHT * count / top, LEAST)
            y -= height
            pieces.append(Piece(nature, round(y, 1), round(height, 1)))
    said = when(b.start, b.end)
    return Bar(said, f"{said}: {told(b)}", href, percent(n, slots), round(slot, 2), round((n + 0.5) * slot - width / 2, 2), round(width, 2), tuple(pieces), b)
