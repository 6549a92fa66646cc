"""A pair of parties in one file, to mail, archive and print: no script, nothing from outside, the same bytes for the same store and options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import get_args

from markupsafe import Markup

from sayso.errors import SettingsError
from sayso.model.event import Dispute, Dyad, Event
from sayso.model.series import Period, Unit
from sayso.run.following import Followed
from sayso.run.marking import LEGEND
from sayso.run.parties import dyad as dyad_named
from sayso.run.parties import load_countries
from sayso.run.settings import Settings
from sayso.run.wording import many
from sayso.store import CodingId, Filter, Reader
from sayso.store.records import Overview
from sayso.web.charts.atlas import atlas
from sayso.web.charts.dots import DotsChart, dots
from sayso.web.charts.drawn import Atlas
from sayso.web.charts.lanes import LanesChart, lanes
from sayso.web.compared import compared
from sayso.web.gathered import Gathered, gather
from sayso.web.pages.atlas import spot_of
from sayso.web.pages.dyads import followed
from sayso.web.pages.event import Disagreement, disagreements
from sayso.web.render import STATIC, renderer
from sayso.web.shelf import Shelf
from sayso.web.words import Words, words_of
from sayso.writers.files import put, text_file

STYLES = ("sayso.css", "charts.css", "atlas.css", "report.css")
PERIODS = 370
"""Periods drawn at most, a year by day; a longer time is drawn by week or month, and the report says so."""
SPOTS, BEHIND, ANSWERED, ALERTS = 200, 5, 10, 30
"""Places on the map, events shown behind an alert, threats with what came of them in each direction, and alerts."""


@dataclass(frozen=True, slots=True)
class Torn:
    """A disputed event: its disputes with the sentence behind each version, plots of the figures in dispute, and whose people no report quotes."""

    event: Event
    disagreements: tuple[Disagreement, ...]
    charts: tuple[DotsChart, ...]
    unheard: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """What one party did to the other in the whole time, by what it counts as."""

    deeds: int
    alleged: int
    words: int


@dataclass(frozen=True, slots=True)
class Report:
    """All that stands in the file. `by` is the unit drawn, `asked` the one asked for; `start` and `end` None where no day is covered; `days` of
    which `covered` have a report; `map` None without places; `known` are events spoken of by id, `mark` a hash of the ids of all events."""

    pair: Dyad
    names: tuple[str, str]
    found: Followed
    by: Unit
    asked: str
    since: str | None
    until: str | None
    start: str | None
    end: str | None
    days: int
    covered: int
    totals: tuple[Totals, Totals]
    chart: LanesChart
    map: Atlas | None
    gathered: Gathered
    torn: tuple[Torn, ...]
    known: Mapping[str, Event]
    listed: frozenset[str]
    store: Overview
    codings: tuple[CodingId, ...]
    mark: str


def report(store: Path, settings: Settings, out: str, dyad: str, since: str | None, until: str | None, by: str) -> str:
    """Writes the report on a pair ("USA-IRN") to the file `out`; `since` and `until` are ISO days, None as for `follow`. Says in a line what is in it.

    Raises SettingsError for a pair, a unit or days that cannot be, and for a file that cannot be written, StoreError where there is no store.
    """
    target = Path(out)
    if not target.name or target.is_dir():
        raise SettingsError(f"--out {out!r} names no file", "write a file's name, as report.html")
    if not target.parent.is_dir():
        raise SettingsError(f"--out {out}: there is no folder {target.parent}", "make it, or write elsewhere")
    if by not in get_args(Unit):
        raise SettingsError(f"no unit {by!r}", f"use one of {', '.join(get_args(Unit))}")
    if since and until and since > until:
        raise SettingsError(f"--since {since} lies after --until {until}", "swap them")
    _two(dyad_named(dyad, load_countries(settings)))
    shelf = Shelf(store, settings)
    try:
        html, view = rendered(shelf, dyad, since, until, by)
    finally:
        shelf.close()
    put(text_file(target.name, (html,)), target.parent)
    found, size = view.gathered, round(len(html.encode()) / 1000)
    newest = "them" if found.read == len(found.ids) else f"the newest {found.read:,}"
    return f"{many(len(found.ids), 'event')}, {found.torn:,} of {newest} disputed, {size:,} kB"


def rendered(shelf: Shelf, dyad: str, since: str | None, until: str | None, by: str) -> tuple[str, Report]:
    """The file's text, and what stands in it."""
    names = words_of(shelf.ontology, shelf.rules.countries.names, shelf.rules.tracking.threats.type)
    view = viewed(shelf, names, dyad_named(dyad, shelf.rules.countries), since, until, by)
    return written(view, names), view


def written(view: Report, names: Words) -> str:
    """The file's text of what stands in it, style sheets included."""
    style = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in STYLES)
    running = _quoted(f"{view.names[0]} and {view.names[1]}, {view.start or 'no day'} to {view.end or 'no day'}")
    page = Markup(f"{style}\n@page {{ @top-left {{ content: {running}; }} }}\n")  # noqa: S704 - files of ours, and a quoted string
    html = renderer(names).text("report.html", r=view, style=page, legend=LEGEND, behind=BEHIND, answered=ANSWERED, most=ALERTS)
    return html.encode("utf-8", "backslashreplace").decode("utf-8")


def viewed(shelf: Shelf, names: Words, pair: Dyad, since: str | None, until: str | None, by: str) -> Report:
    """What stands in the file."""
    found = _fitting(shelf, pair, since, until, by)
    periods = found.there.periods
    with shelf.reader() as reader:
        gathered = gather(reader, found, shelf.outlets)
        ids = {
            *(i for x in found.alerts.raised[:ALERTS] for i in x.events[-BEHIND:]),
            *(i for t in found.threats for p in t.pairs[:ANSWERED] for i in (p.threat, p.deed)),
        }
        return Report(
            pair=pair,
            names=(found.names.get(pair.actor, pair.actor), found.names.get(pair.recipient, pair.recipient)),
            found=found,
            by=found.there.unit,
            asked=by,
            since=since,
            until=until,
            start=periods[0].start if periods else None,
            end=min(periods[-1].end, until or max(reader.coverage(), default=periods[-1].end)) if periods else None,
            days=sum(p.days for p in periods),
            covered=sum(p.covered for p in periods),
            totals=(_totals(periods), _totals(found.back.periods)),
            chart=_chart(found, gathered),
            map=_map(reader, gathered, names),
            gathered=gathered,
            torn=tuple(_torn(reader, e, names) for e in gathered.disputed),
            known=reader.events_by_id(sorted(ids)),
            listed=frozenset(e.id for e in gathered.listed),
            store=reader.overview(),
            codings=reader.codings(),
            mark=blake2b("\n".join(sorted(gathered.ids)).encode(), digest_size=8).hexdigest(),
        )


def _two(pair: Dyad) -> None:
    if pair.actor == pair.recipient:
        raise SettingsError(f"{pair} is one party", "name two")


def _fitting(shelf: Shelf, pair: Dyad, since: str | None, until: str | None, by: str) -> Followed:
    """The pair followed by a unit that leaves no more periods than can be drawn: the one asked for, or the next longer one."""
    units = get_args(Unit)[get_args(Unit).index(by) :]
    found = (followed(shelf, pair, unit, since, until) for unit in units)
    return next(f for f in found if len(f.there.periods) <= PERIODS or f.there.unit == units[-1])


def _totals(periods: tuple[Period, ...]) -> Totals:
    deeds, alleged, words = (sum(t[n].count for t in ((p.deeds, p.alleged, p.rhetoric) for p in periods)) for n in range(3))
    return Totals(deeds, alleged, words)


def _chart(found: Followed, gathered: Gathered) -> LanesChart:
    """The lanes; a bar leads to its period in the list of events, or to the list where that period is left out."""
    starts = {g.period.start for g in gathered.groups}

    def link(period: Period, _: Dyad) -> str:
        return f"#in-{period.start}" if period.start in starts else "#events"

    return lanes(found.there, found.back, found.names, link, found.ruptures)


def _map(reader: Reader, gathered: Gathered, names: Words) -> Atlas | None:
    """The places of all events in the lanes; each leads to the newest event there, or to the list where that is left out."""
    counted = reader.spots(Filter(ids=gathered.ids), SPOTS) if gathered.ids else ()
    at = {(e.place.name, e.place.country): e.id for e in reversed(gathered.listed) if e.place is not None}
    found = [spot_of(s, names, f"#e-{at[s.name, s.country]}" if (s.name, s.country) in at else "#events") for s in counted]
    return atlas(found) if found else None


def _torn(reader: Reader, event: Event, names: Words) -> Torn:
    return Torn(
        event=event,
        disagreements=disagreements(reader, event),
        charts=tuple(dots(event.accounts, d.about, names.side) for d in event.disputes if _figured(d)),
        unheard=compared(event, names, False).unheard,
    )


def _figured(dispute: Dispute) -> bool:
    return any(v.counts for v in dispute.versions)


def _quoted(text: str) -> str:
    """A CSS string: every character that could end it, or the style, as an escape."""
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in text) + '"'
