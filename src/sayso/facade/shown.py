"""Events as notebooks show them: what, who, when, where, who says so, who denies it, how sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from sayso.facade.html import facts, many, table
from sayso.model.claim import Claim
from sayso.model.event import Account, Dispute, Event
from sayso.writers.cells import joined
from sayso.writers.choosing import between, reported_only
from sayso.writers.sentence import count, side

HEADER = ("when", "who > whom", "what", "where", "figures", "status", "sources", "id")
_FIELDS = tuple(f.name for f in fields(Event))


class ShownEvent(Event):
    """An event record (sayso.model.event.Event, with the same fields) that shows itself in a notebook."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<event {self.id}: {when(self)}, {sides(self)}, {what(self)}, {self.status}>"

    def _repr_html_(self) -> str:
        rows = (
            ("what", f"{what(self)} (score {self.score:g}, {'deed' if self.deed else 'alleged' if self.alleged else 'nobody says it was so'})"),
            ("who > whom", sides(self)),
            ("when", when(self)),
            ("where", where(self)),
            ("figures", figures(self)),
            ("status", f"{self.status}: {self.status_why}"),
            (
                "told by",
                f"{many(self.reports, 'report')}, {many(self.sources, 'source')}, {self.independent} of them independent, {many(self.reprints, 'reprint')}",
            ),
            ("id", self.id),
        )
        return facts(self.summary, rows) + _accounts(self.accounts) + disputes_table(self.disputes)


def shown(events: Iterable[Event]) -> tuple[ShownEvent, ...]:
    """Events with what shows them."""
    return tuple(e if isinstance(e, ShownEvent) else ShownEvent(**{n: getattr(e, n) for n in _FIELDS}) for e in events)


def newest_first(events: Iterable[Event]) -> list[Event]:
    """Events in the order of a store: by the first day they can have been on, else that of their first report, the last first; ties by id."""
    return sorted(sorted(events, key=lambda e: e.id), key=lambda e: day(e) or "", reverse=True)


def day(event: Event) -> str | None:
    """The day an event is listed under."""
    return (event.time.start or event.time.end if event.time else None) or event.first


def row(event: Event) -> tuple[object, ...]:
    """An event as a row under `HEADER`."""
    return when(event), sides(event), what(event), where(event), figures(event), event.status, event.sources, event.id


def when(event: Event) -> str:
    """The days on which it can have happened; that of the first report where nothing else is known."""
    if event.time is None or reported_only(event):
        return f"reported {event.first}" if event.first else "no day told"
    return between(event.time.start, event.time.end)


def sides(record: Event | Claim) -> str:
    """Who did it to whom, as country and sector."""
    whom = "(each other)" if record.reciprocal else side(record.recipients, "(anyone)")
    return f"{side(record.actors, '(somebody)')} {'<>' if record.reciprocal else '>'} {whom}"


def what(event: Event) -> str:
    """Type and modes."""
    return " ".join((event.type, *event.modes))


def where(event: Event) -> str | None:
    """Place and country, None where no place is told."""
    return joined((event.place.name, event.place.country), ", ") if event.place else None


def figures(event: Event) -> str | None:
    """What all accounts say of each kind of figure."""
    return joined(f"{f.kind} {count(f.low, f.best, f.high)}" for f in event.figures)


def disputes_table(disputes: Iterable[Dispute]) -> str:
    """Each answer to each disputed question; empty without disputes."""
    rows = [(d.about, v.value, joined(v.sides), joined(v.sources), d.event) for d in disputes for v in d.versions]
    return table("Accounts that cannot all be true", ("about", "version", "sides", "who says so", "event"), rows) if rows else ""


def _accounts(accounts: Iterable[Account]) -> str:
    rows = [(a.source, a.side, a.says, joined(_counts(a)), joined(a.outlets), _days(a.first, a.last)) for a in accounts]
    return table("Who says so", ("source", "side", "says", "figures", "outlets", "reported"), rows) if rows else ""


def _counts(account: Account) -> Iterator[str]:
    for c in account.counts:
        yield f"{c.kind} {count(c.low, c.best, c.high)}" + (f" ({c.reported})" if c.reported else "")


def _days(first: str | None, last: str | None) -> str | None:
    return first if first == last or last is None else between(first, last)
