"""A dyad's series as a small chart of text: one party's acts above the line, the other's below."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sayso.model.series import Period, Series
from sayso.writers.sentence import clean

WIDTH, HEIGHT, MARGIN = 78, 4, 7
DEEDS, ALLEGED, WORDS, QUIET, UNCOVERED = "█", "▒", "░", "─", "·"
LEGEND = f"{DEEDS} deeds  {ALLEGED} alleged deeds  {WORDS} words  {QUIET} reports  {UNCOVERED} no reports"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the chart: events by nature, and whether any of its days is covered."""

    deeds: int
    alleged: int
    words: int
    covered: bool

    @property
    def events(self) -> int:
        return self.deeds + self.alleged + self.words

    def cells(self, scale: int) -> str:
        """The column from the line outwards, a block for each `scale` events begun: deeds first, words last."""
        ends = [-(-n // scale) for n in (self.deeds, self.deeds + self.alleged, self.events)]
        return DEEDS * ends[0] + ALLEGED * (ends[1] - ends[0]) + WORDS * (ends[2] - ends[1])


def spark(there: Series, back: Series, *, width: int = WIDTH, name: Callable[[str], str] = str) -> str:
    """A chart of the acts of A towards B (above) and of B towards A (below), at most `width` columns wide (20 at least, 78 at most).

    Both series run over the same periods (made with the same `since` and `today`). Blocks stand for deeds, alleged deeds and words, by character and
    not by colour; where the periods are more than the columns, several share one. A column without reports has a dot on the line. Raises
    ValueError where the periods differ.
    """
    if [p.start for p in there.periods] != [p.start for p in back.periods]:
        raise ValueError("the two series must run over the same periods")
    wide = max(20, min(WIDTH, width))
    a, b = name(there.dyad.actor), name(there.dyad.recipient)
    if not there.periods:
        return _cut(f"{a} and {b}: no reports", wide)
    group = -(-len(there.periods) // (wide - MARGIN))
    up, down = _columns(there.periods, group), _columns(back.periods, group)
    scale = max(1, -(-max(c.events for c in (*up, *down)) // HEIGHT))
    above, below = [c.cells(scale) for c in up], [c.cells(scale) for c in down]
    line = "".join(_mark(x, y) for x, y in zip(up, down, strict=True))
    rows = [
        _cut(f"{a} to {b}", wide),
        *(_row(above, level, scale) for level in reversed(range(_height(above)))),
        f"{'0':>{MARGIN - 1}} {line}",
        *(_row(below, level, scale) for level in range(_height(below))),
        _cut(f"{b} to {a}", wide),
        *textwrap.wrap(f"{there.periods[0].start} to {there.periods[-1].end}, a column is {_columns_of(group, there.unit)}, a block {_block(scale)}", wide),
        *_wrapped(LEGEND, wide),
    ]
    return "\n".join(row.rstrip() for row in rows)


def _columns(periods: Sequence[Period], group: int) -> list[Column]:
    pieces = [periods[n : n + group] for n in range(0, len(periods), group)]
    return [
        Column(sum(p.deeds.count for p in ps), sum(p.alleged.count for p in ps), sum(p.rhetoric.count for p in ps), any(p.covered for p in ps)) for ps in pieces
    ]


def _mark(up: Column, down: Column) -> str:
    return QUIET if up.covered or down.covered else UNCOVERED


def _height(columns: Sequence[str]) -> int:
    return max(1, *(len(cells) for cells in columns))


def _row(columns: Sequence[str], level: int, scale: int) -> str:
    return f"{(level + 1) * scale:>{MARGIN - 1}} " + "".join(cells[level] if level < len(cells) else " " for cells in columns)


def _columns_of(periods: int, unit: str) -> str:
    return f"a {unit}" if periods == 1 else f"{periods} {unit}s"


def _block(scale: int) -> str:
    return "an event" if scale == 1 else f"up to {scale} events"


def _cut(text: str, width: int) -> str:
    text = clean(text)
    return text if len(text) <= width else text[: width - 1] + "…"


def _wrapped(legend: str, width: int) -> list[str]:
    """The legend in lines, broken only between its parts."""
    rows = [""]
    for part in legend.split("  "):
        if rows[-1] and len(rows[-1]) + 2 + len(part) > width:
            rows.append("")
        rows[-1] += ("  " if rows[-1] else "") + part
    return rows
