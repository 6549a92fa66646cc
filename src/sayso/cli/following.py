"""`dyad` and `alerts`: parties over time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast, get_args

import typer

from sayso.cli.setup import chosen_format, emit, iso_day, reader_for
from sayso.cli.spark import spark
from sayso.cli.tables import event_lines, width, wrapped
from sayso.errors import SettingsError
from sayso.model.event import Dyad, Event
from sayso.model.plain import to_plain
from sayso.model.series import Alert, Alerts, Period, Series, Unit
from sayso.run.following import Followed, follow, load_rules, raised
from sayso.run.parties import dyad, party
from sayso.run.settings import find_settings
from sayso.run.wording import many
from sayso.writers.jsonl import line

ROWS = 30
"""Periods a table shows; older ones are in the chart and with --format jsonl."""
BEHIND = 3
"""Events behind an alert that are shown."""


def run_dyad(one: str, other: str, by: str, since: str | None, until: str | None, format: str | None, store: str | None, settings: str | None) -> int:
    """Follow two parties; the exit code."""
    kind = chosen_format(format, ("table", "jsonl"))
    if by not in get_args(Unit):
        raise SettingsError(f"no unit {by!r}", f"use one of {', '.join(get_args(Unit))}")
    start, end = iso_day(since, "--since"), iso_day(until, "--until")
    if start and end and start > end:
        raise SettingsError(f"--since {start} lies after --until {end}", "swap them")
    rules = load_rules(find_settings(settings))
    pair = Dyad(party(one, rules.countries), party(other, rules.countries))
    if pair.actor == pair.recipient:
        raise SettingsError(f"{one!r} and {other!r} are one party: {pair.actor}", "name two")
    with reader_for(store, settings) as reader:
        found = follow(reader, pair, cast(Unit, by), rules, since=start, until=end)
    if kind == "jsonl":
        emit([line(_record(found))])
    else:
        for text in dyad_lines(found):
            typer.echo(text)
    return 0


def _record(found: Followed) -> dict[str, object]:
    return {
        "dyad": to_plain(found.there.dyad),
        "arrow": to_plain(found.arrow),
        "there": to_plain(found.there),
        "back": to_plain(found.back),
        "ruptures": [to_plain(c) for c in found.ruptures],
        "threats": [to_plain(t) for t in found.threats],
        "alerts": to_plain(found.alerts),
        "earlier": found.earlier,
    }


def dyad_lines(found: Followed) -> Iterator[str]:
    """The arrow, the chart, a table of periods, ruptures, alerts, and what came of threats."""
    a, b = found.there.dyad.actor, found.there.dyad.recipient
    yield typer.style(wrapped(f"{found.names.get(a, a)} and {found.names.get(b, b)}", 0, 2)[0], bold=True)
    yield from arrow_lines(found)
    yield ""
    yield from spark(found.there, found.back, width=width(), name=lambda key: found.names.get(key, key)).splitlines()
    yield ""
    yield from _periods(found)
    for change in found.ruptures:
        yield from wrapped(f"rupture: {change.reason}", 0, 2)
    for alert in found.alerts.raised:
        yield from wrapped(f"alert: {alert.reason}", 0, 2)
    for threats in found.threats:
        if threats.threats or threats.recent or threats.uncovered:
            left = [f"{len(ids)} {why}" for ids, why in ((threats.recent, "too recent"), (threats.uncovered, "with too few reports after it")) if ids]
            yield from wrapped(f"threats: {threats.reason}{f' Left out: {chr(44).join(left)}.' if left else ''}", 0, 2)
    if found.earlier:
        start = found.there.periods[0].start
        text = f"{many(found.earlier, 'event')} before {start} left out: the store has no report of that time; see --since"
        yield from wrapped(text, 0, 2)


def arrow_lines(found: Followed) -> list[str]:
    """Where relations go, and why."""
    return wrapped(found.arrow.reason, 0, 2, 4)


def _periods(found: Followed) -> Iterator[str]:
    """Deeds, alleged deeds and words of each direction; a dash where no day is covered and nothing is known."""
    a, b = f"{found.there.dyad.actor} > {found.there.dyad.recipient}", f"{found.back.dyad.actor} > {found.back.dyad.recipient}"
    rows = list(zip(found.there.periods, found.back.periods, strict=True))
    if not rows:
        yield "no day is covered"
        return
    yield from (text.rstrip() for text in (f"{'':<22}{a[:24]:<28}{b[:24]:<28}", f"{found.there.unit:<12}{'covered':<10}{_HEAD:<28}{_HEAD}"))
    shown = rows[-ROWS:]
    if len(shown) < len(rows):
        yield f"… {len(rows) - len(shown)} before"
    for one, other in shown:
        covered = f"{one.covered}/{one.days}"
        yield f"{one.start:<12}{covered:<10}{_cells(one):<28}{_cells(other)}".rstrip()
    yield from wrapped(_legend(found.there, found.back), 0, 2)


_HEAD = f"{'deeds':>5} {'alleged':>7} {'words':>5} {'score':>6}"


def _cells(p: Period) -> str:
    if p.unknown:
        return f"{'·':>5} {'·':>7} {'·':>5} {'·':>6}"
    score = f"{p.all.mean:+.1f}" if p.all.mean is not None else "-"
    return f"{p.deeds.count:>5} {p.alleged.count:>7} {p.rhetoric.count:>5} {score:>6}"


def _legend(there: Series, back: Series) -> str:
    undated = sum(p.undated for s in (there, back) for p in s.periods)
    disputed = sum(p.disputed for s in (there, back) for p in s.periods)
    more = [f"{disputed} disputed" if disputed else "", f"{undated} on the day of the first report, their own is not told" if undated else ""]
    total = sum(p.all.count for s in (there, back) for p in s.periods)
    told = ", ".join(x for x in more if x)
    return f"{many(total, 'event')}{f', {told}' if told else ''}; covered: days with a report; ·: no report, nothing known; score: mean, -10 to 10"


def run_alerts(pair: str | None, since: str | None, format: str | None, store: str | None, settings: str | None) -> int:
    """List alerts; the exit code."""
    kind = chosen_format(format, ("table", "jsonl"))
    rules, start = load_rules(find_settings(settings)), iso_day(since, "--since")
    wanted = dyad(pair, rules.countries) if pair else None
    with reader_for(store, settings) as reader:
        found, events = raised(reader, rules, dyad=wanted, since=start)
        days = sorted(reader.coverage())
    if kind == "jsonl":
        emit(line({"kind": what, **to_plain(a)}) for what, alerts in (("alert", found.raised), ("unjudged", found.unjudged)) for a in alerts)
        return 0
    for alert in found.raised:
        for text in _alert_lines(alert, events):
            typer.echo(text)
    for text in _rest(found, days):
        typer.echo(text)
    return 0


def _alert_lines(alert: Alert, events: dict[str, Event]) -> Iterator[str]:
    yield typer.style(wrapped(f"{alert.since} to {alert.until}  {alert.dyad}", 0, 2)[0], bold=True)
    yield from wrapped(alert.reason, 2, 4)
    yield from wrapped(f"rule: {alert.rule}", 2, 4)
    yield from wrapped(f"lower: {alert.lower}", 2, 4)
    doubts = [f"{n} {what}" for n, what in ((alert.disputed, "disputed"), (alert.undated, "without a day of their own")) if n]
    yield from wrapped(
        f"{many(len(alert.events), 'event')} of {many(alert.sources, 'independent source')}{f', {chr(44).join(doubts)}' if doubts else ''}:", 2, 4
    )
    for id in alert.events[-BEHIND:]:
        for text in event_lines(events[id]):
            yield f"    {text}" if len(text) + 4 <= width() else text
    if len(alert.events) > BEHIND:
        yield f"    and {len(alert.events) - BEHIND} earlier ones; all ids with --format jsonl"


def _rest(found: Alerts, days: list[str]) -> Iterator[str]:
    """What could not be judged; where there is no alert, that there is none."""
    if not found.raised:
        held = f"; the store has reports of {len(days)} days from {days[0]} to {days[-1]}" if days else "; no report in the store has a date"
        yield from wrapped(f"no alerts{held}", 0, 2)
    for row in found.unjudged:
        yield from wrapped(f"not judged: {row.reason}", 0, 2)
