"""Alerts in words."""

from __future__ import annotations

from datetime import date, timedelta

from sayso.model.event import Dyad
from sayso.model.ids import digest
from sayso.model.series import Alert
from sayso.track.placed import Name, between
from sayso.track.sums import Rise, Sums


def alert_of(dyad: Dyad, sums: Sums, run: tuple[Rise, ...], over: date | None, name: Name) -> Alert:
    """The alert of a run of days on which the rule held, told of the highest of them (the first among equals); `over` is the day on which it would
    end, None where it has ended. Its sources are independent: outlets, reprints folded, and others behind accounts that speak for no party."""
    measure, top = sums.measure, max(run, key=lambda r: (sums.values[r.at], -r.at))
    first, day, last = (sums.day(at).isoformat() for at in (run[0].at, top.at, run[-1].at))
    behind = sums.behind(top.at)
    return Alert(
        id=digest("alert", measure.name, dyad, first),
        measure=measure.name,
        nature=measure.nature,
        rule=f"the sum of {measure.many} in {sums.window} days above its maximum of the {_years(top.years)} before, and {measure.floor} or more",
        dyad=dyad,
        since=first,
        day=day,
        until=last,
        value=sums.values[top.at],
        former=top.former,
        floor=measure.floor,
        years=top.years,
        reason=_reason(dyad, sums, top, name),
        events=tuple(p.event.id for p in behind),
        sources=len({origin for p in behind for origin in p.event.origins}),
        disputed=sum(p.event.disputed for p in behind),
        undated=sum(not p.dated for p in behind),
        lower=_lower(sums, run[-1], over),
    )


def unjudged_reason(dyad: Dyad, sums: Sums, known: tuple[int, int], first: date, name: Name) -> str:
    """Why today's sum cannot be judged: `known` are the covered days of the past and all of them, `first` the first covered day of the store."""
    return (
        f"{_sum(dyad, sums, sums.today, name)}, but too little of the past to hold that against: "
        f"{known[0]} of the {known[1]} days before have a report, and the store begins on {first.isoformat()}."
    )


def _years(years: int) -> str:
    return "year" if years == 1 else f"{years} years"


def _sum(dyad: Dyad, sums: Sums, at: int, name: Name) -> str:
    value, measure = sums.values[at], sums.measure
    what = measure.one if value == 1 else measure.many
    return f"{value} {what} {between(dyad, False, name)} in the {sums.window} days to {sums.day(at).isoformat()}"


def _reason(dyad: Dyad, sums: Sums, top: Rise, name: Name) -> str:
    behind = sums.behind(top.at)
    alleged = sum(p.nature == "alleged" for p in behind)
    lead = "Rhetoric only: " if sums.measure.nature == "rhetoric" else ""
    tail = f"; {alleged} of the {len(behind)} events behind it only alleged" if alleged else ""
    tail += f"; too little of the {_years(top.uncovered)} before is covered to hold it against" if top.uncovered else ""
    return f"{lead}{_sum(dyad, sums, top.at, name)}, more than in any {sums.window} days of the {_years(top.years)} before ({top.former}){tail}."


def _lower(sums: Sums, last: Rise, over: date | None) -> str:
    """What would end an alert that stands: time, or fewer that count; when it ended, where it has."""
    if over is None:
        return f"It ended on {(sums.day(last.at) + timedelta(days=1)).isoformat()}."
    value, limit = sums.values[last.at], max(last.least, sums.measure.floor - 1)
    contested = sum(p.event.disputed for p in sums.behind(last.at))
    doubt = f"; {contested} of the events behind it {'is' if contested == 1 else 'are'} disputed" if contested else ""
    return f"A sum of {limit} or less: by {over.isoformat()} if nothing more happens, or today if {value - limit} of the {value} should not count{doubt}."
