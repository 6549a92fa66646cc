"""How many were killed, wounded …, by source and side: a dot for a figure, a line where the words leave a range."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sayso.model.event import Account, Count
from sayso.resolve.disputes import latest, worded
from sayso.run.wording import many
from sayso.web.charts.agreement import Agreement, agreement
from sayso.web.charts.scale import LETTER, NARROWEST, Axis, Tick, axis

Side = Callable[[Account], str]
"""The name of the side an account speaks for."""
Link = Callable[[Account, Count], str]
"""The address of the report a figure stands in."""

NAMED, DRAWN, EARLIER, GROUP = 20.0, 24.0, 16.0, 12.0
"""Pixels down: a row's name, its figure, each earlier figure of the same source, and what parts two sides."""
TOP, FOOT = 26.0, 44.0
"""Pixels above the rows for the word of the band, and below for the axis."""
LETTERS, SIDE_LETTERS = 40, 18
"""Letters of a row's name, and of the side in it: what a phone shows."""
MOST_ROWS, MOST_EARLIER = 12, 5
"""Sources of a side, and earlier figures of a source, that are drawn; the table has all."""
THIN = 0.8
"""Percent of the chart the band takes up at least."""
SHAPES: tuple[tuple[str, str], ...] = (
    ("circle", "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z"),
    ("square", "M-5.4-5.4h10.8v10.8h-10.8z"),
    ("triangle", "M0-6.8l6.8 11.8h-13.6z"),
    ("diamond", "M0-7.4l7.4 7.4-7.4 7.4-7.4-7.4z"),
    ("cross", "M-2.3-6.6h4.6v4.3h4.3v4.6h-4.3v4.3h-4.6v-4.3h-4.3v-4.6h4.3z"),
    ("wedge", "M0 6.8l6.8-11.8h-13.6z"),
)


@dataclass(frozen=True, slots=True)
class SideMark:
    """A side: its name, the number of its colour (1 to 6) and its shape: the name of it and a path around 0, 0."""

    name: str
    colour: int
    shape: str
    path: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as drawn: the middle of its dot (`x` percent, `y` pixels), the line from `low` to `high` (percent), and whether it goes on beyond them
    (`less`, `more`). `hollow`: no best value, the mark stands on the bound. `text` beside it ends at `text_x` where `before`, else begins there."""

    x: float
    y: float
    low: float
    high: float
    less: bool
    more: bool
    hollow: bool
    earlier: bool
    text: str
    text_x: float
    before: bool
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """A source: its name in full and as fits, its side, and its figures, the last one in order of days being what it ends with."""

    side: SideMark
    source: str
    side_short: str
    short: str
    y: float
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A row of the table: one figure of one source."""

    side: str
    source: str
    day: str
    figure: str
    href: str


@dataclass(frozen=True, slots=True)
class Shade:
    """The range most agree on: `x` and `width` in percent, and in few words and in more. The few end at `text_x` where `before`, else begin there."""

    x: float
    width: float
    text: str
    words: str
    text_x: float
    before: bool


@dataclass(frozen=True, slots=True)
class DotsChart:
    """Where everything of the chart stands. `id` names its elements on a page, by event and kind. `empty`: what to say where there is nothing to draw,
    else "". `more` rows stand only in the table."""

    id: str
    kind: str
    title: str
    text: str
    empty: str
    axis_title: str
    top: float
    foot: float
    height: float
    sides: tuple[SideMark, ...]
    rows: tuple[Row, ...]
    rules: tuple[float, ...]
    shade: Shade | None
    ticks: tuple[Tick, ...]
    told: tuple[Told, ...]
    more: int


def dots(accounts: Sequence[Account], kind: str, side: Side = lambda a: a.side, link: Link | None = None) -> DotsChart:
    """The plot of one kind of figure ("killed") of an event; sides in the order of `accounts`, `side` names them. Without `link` figures lead nowhere."""
    telling = [a for a in accounts if _counts(a, kind)]
    title = f"{kind.capitalize()}: who says how many"
    if not telling:
        return DotsChart(f"dots-{kind}", kind, title, "", f"No source says how many were {kind}.", "", 0.0, 0.0, 0.0, (), (), (), None, (), (), 0)
    marks = {key: _mark(n, next(side(a) for a in telling if a.side == key)) for n, key in enumerate(dict.fromkeys(a.side for a in telling))}
    grouped = [[a for a in telling if a.side == key] for key in marks]
    scale = axis([n for a in telling for c in _counts(a, kind) for n in (c.low, c.best, c.high) if n is not None])
    rows, rules, foot = _rows([g[:MOST_ROWS] for g in grouped], kind, marks, scale, link)
    agreed = agreement(telling, kind)
    return DotsChart(
        id=f"dots-{telling[0].event}-{kind}",
        kind=kind,
        title=title,
        text=" ".join((*(_summary(g, kind, marks) for g in grouped), *((f"{agreed.words}.",) if agreed else ()))),
        empty="",
        axis_title=f"{kind}, on a logarithmic axis" if scale.log else kind,
        top=TOP,
        foot=foot,
        height=foot + FOOT,
        sides=tuple(marks.values()),
        rows=rows,
        rules=rules,
        shade=_shade(agreed, scale) if agreed else None,
        ticks=scale.ticks,
        told=tuple(t for g in grouped for t in _table(g, kind, marks, link)),
        more=sum(max(0, len(g) - MOST_ROWS) for g in grouped),
    )


def _counts(account: Account, kind: str) -> list[Count]:
    """Figures that say something, by day."""
    found = [c for c in account.counts if c.kind == kind and (c.low, c.best, c.high) != (None, None, None)]
    return sorted(found, key=lambda c: (c.reported or "", c.low or 0, c.high or 0, c.document))


def _mark(n: int, name: str) -> SideMark:
    word, path = SHAPES[n % len(SHAPES)]
    return SideMark(name, (n + n // len(SHAPES)) % len(SHAPES) + 1, word, path)


def _summary(group: Sequence[Account], kind: str, marks: dict[str, SideMark]) -> str:
    said = dict.fromkeys(s.value for a in group if (s := latest(a, kind)) is not None)
    return f"{marks[group[0].side].name}: {', '.join(said)} ({many(len(group), 'source')})."


def _rows(
    grouped: Sequence[Sequence[Account]], kind: str, marks: dict[str, SideMark], scale: Axis, link: Link | None
) -> tuple[tuple[Row, ...], tuple[float, ...], float]:
    """The rows, the lines between sides, and where the last row ends."""
    out, rules, y = [], [], TOP
    for n, group in enumerate(grouped):
        if n:
            rules.append(y + GROUP / 2)
            y += GROUP
        for account in group:
            mark = marks[account.side]
            name = mark.name if len(mark.name) <= SIDE_LETTERS else mark.name[: SIDE_LETTERS - 1] + "…"
            room = LETTERS - len(name)
            short = account.source if len(account.source) <= room else account.source[: room - 1] + "…"
            figures = tuple(_figures(account, kind, mark, y + NAMED, scale, link))
            out.append(Row(mark, account.source, name, short, y + NAMED - 6, figures))
            y += NAMED + DRAWN + EARLIER * (len(figures) - 1)
    return tuple(out), tuple(rules), y


def _figures(account: Account, kind: str, mark: SideMark, y: float, scale: Axis, link: Link | None) -> Iterator[Figure]:
    """What a source said before, oldest first, then what it ends with."""
    counts = _counts(account, kind)
    stand = latest(account, kind)
    final = stand.count if stand is not None and stand.count is not None else counts[-1]
    values = {_values(c): c for c in reversed(counts) if _values(c) != _values(final) and not _holds(c, final)}
    before = sorted(values.values(), key=lambda c: c.reported or "")[-MOST_EARLIER:]
    for count in before:
        yield _figure(account, count, counts, mark, y + EARLIER / 2, scale, link, earlier=True)
        y += EARLIER
    yield _figure(account, final, counts, mark, y + DRAWN / 2 - 2, scale, link, earlier=False)


def _values(count: Count) -> tuple[int | None, int | None, int | None]:
    return count.low, count.best, count.high


def _holds(count: Count, final: Count) -> bool:
    """Whether an open figure ("at least 4") says no other than the one a source ends with."""
    if count.best is not None or final.best is None:
        return False
    return (count.low is None or count.low <= final.best) and (count.high is None or final.best <= count.high)


def _figure(account: Account, count: Count, counts: Sequence[Count], mark: SideMark, y: float, scale: Axis, link: Link | None, *, earlier: bool) -> Figure:
    known = [n for n in (count.low, count.best, count.high) if n is not None]
    at = count.best if count.best is not None else known[0]
    less, more = count.low is None and count.best is None, count.high is None and count.best is None
    low, high = scale.at(min(known)), scale.at(max(known))
    days = list(dict.fromkeys(c.reported for c in counts if _values(c) == _values(count) and c.reported))
    text = f"{worded(count)} ({count.reported})" if earlier and count.reported else worded(count)
    shift = 34 if more else 12
    before = high / 100 * NARROWEST + shift + len(text) * LETTER > NARROWEST
    return Figure(
        x=scale.at(at),
        y=round(y, 1),
        low=low,
        high=high,
        less=less,
        more=more,
        hollow=count.best is None,
        earlier=earlier,
        text=text,
        text_x=low if before else high,
        before=before,
        title=f"{mark.name}, {account.source}{', ' if days else ''}{' and '.join(days)}: {worded(count)}",
        href=link(account, count) if link is not None else "",
    )


def _shade(agreed: Agreement, scale: Axis) -> Shade:
    low, high = scale.at(agreed.low), scale.at(agreed.high) if agreed.high is not None else 100.0
    spare = max(0.0, THIN * 3 - (high - low)) / 2
    x, width = max(0.0, low - spare), high - low + 2 * spare
    before = x > 50
    return Shade(round(x, 2), round(width, 2), agreed.short, agreed.words, round(x + width if before else x, 2), before)


def _table(group: Sequence[Account], kind: str, marks: dict[str, SideMark], link: Link | None) -> Iterator[Told]:
    for account in group:
        shown = {(c.reported, worded(c)): c for c in reversed(_counts(account, kind))}
        for (day, figure), count in reversed(shown.items()):
            yield Told(marks[account.side].name, account.source, day or "day not known", figure, link(account, count) if link is not None else "")
