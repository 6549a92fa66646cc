"""`show`: one event, with everything that is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import typer

from sayso.cli.setup import chosen_format, emit, reader_for
from sayso.cli.tables import wrapped
from sayso.model.claim import Claim
from sayso.model.event import Account, Correction, Count, Dispute, Event, Member
from sayso.model.plain import to_plain
from sayso.model.statement import Party
from sayso.run.amended import UNDO
from sayso.run.correction_values import FIELDS
from sayso.run.showing import Shown, shown
from sayso.run.wording import ABOUT, ID, act, day, distinct, figures, interval, listed, many, names, number, parties, where
from sayso.writers.jsonl import line
from sayso.writers.sentence import qualifier, who_says

LABEL = 8
"""Columns of the labels."""
SCREEN = 38
"""Lines that fit a screen of 40 with the command and the next prompt."""
MOST = 8
"""Accounts, reports and acts of speech, each, that a screen shows at most; all with --claims."""
SAYS = {"done": "says so", "denied": "denies it", "open": "leaves it open"}


def run_show(name: str, claims: bool, format: str | None, store: str | None, settings: str | None) -> int:
    """Show an event; the exit code."""
    kind = chosen_format(format, ("table", "jsonl"))
    with reader_for(store, settings) as reader:
        found = shown(reader, name)
    if kind == "jsonl":
        emit([line(record(found))])
        return 0
    for text in lines(found) if claims else screen(found):
        typer.echo(text)
    return 0


def record(found: Shown) -> dict[str, object]:
    """The whole record: the event with its claims, ids of the events about it, and corrections."""
    return {
        **to_plain(found.event),
        "claims": [to_plain(found.claims[m.claim]) for m in found.event.members if m.claim in found.claims],
        "spoken_of_in": [e.id for e in found.speech],
        "speaks_of": [e.id for e in found.about],
        "corrections": [to_plain(c) for c in found.corrections],
    }


def screen(found: Shown) -> list[str]:
    """The event on one screen: as many accounts, reports and acts of speech as fit, at least two of each; reasons in two lines where they fit."""
    out: list[str] = []
    for most, reasons in ((MOST, 2), *((n, 1) for n in range(MOST, 1, -1))):
        out = list(lines(found, most, reasons))
        if len(out) <= SCREEN:
            break
    return out


def lines(found: Shown, most: int | None = None, reasons: int = 4) -> Iterator[str]:
    """What, who, when, where, how sure, who says so and who denies it, what they disagree on, why joined, what was said about it.

    `most` limits accounts, reports and acts of speech; None shows all, and every claim. `reasons` is how many lines they may take for a report.
    """
    event = found.event
    for text in wrapped(f"{event.id}  {parties(event)}  {act(event)}{where(event)}", 0, 2, 2):
        yield typer.style(text, bold=True)
    yield from _row(
        "who", f"{_who(event.actors) or 'nobody named'} {'with each other' if event.reciprocal else '> ' + (_who(event.recipients) or 'nobody named')}"
    )
    yield from _row("when", interval(event.time) or f"not told; first reported {event.first or 'on an unknown day'}")
    yield from _row("where", _where(event))
    if event.figures:
        best = [f"{r.kind}: {r.best} by most on no side" for r in event.figures if r.best is not None and r.low != r.high]
        yield from _row("numbers", f"{figures(event)}{f' ({listed(best, 2)})' if best else ''}")
    vouched = "an outlet vouches for it" if event.deed else "only quoted sources say so, no outlet in its own voice"
    yield from _row("sure", f"{event.status}: {event.status_why}; {vouched}")
    yield from _row("", f"{many(event.sources, 'source')} ({event.independent} on no side of it) in {_reports(event)}")
    yield from _accounts(event.accounts, most)
    if event.disputes:
        yield from _head("accounts disagree on")
        for dispute in event.disputes:
            yield from _dispute(dispute)
    yield from _joined(found, most, reasons)
    yield from _said(found, most)
    if found.corrections:
        yield from _head("corrected by people; what the coder found stands beside it")
        for c in found.corrections:
            yield from wrapped(corrected(c), 2, 4, 2)
    if most is None:
        yield from _head("claims")
        for member in event.members:
            yield from _claim(member, found.claims.get(member.claim))


def corrected(c: Correction) -> str:
    """A correction in words."""
    change = f"{c.field} {c.old or 'none'} -> {c.new}" if c.new and c.field in FIELDS else f"undo of {c.new}" if c.new and c.field == UNDO else c.field
    reason = f": {c.reason}" if c.reason else ""
    return f"{c.target[:ID]}  {change}, by {c.by} on {c.at[:10]}{reason}"


def _row(label: str, text: str, most: int = 3) -> list[str]:
    return wrapped(f"{label:<{LABEL}}{' '.join(text.split())}", 2, LABEL + 2, most)


def _head(text: str) -> Iterator[str]:
    yield typer.style(text, bold=True)


def _who(found: Sequence[Party]) -> str:
    """Each party by name or words, with code and sector."""

    def one(p: Party) -> str:
        code = names([p])
        name = p.name or p.text
        return f"{name} ({code})" if code != name else name

    return listed(dict.fromkeys(one(p) for p in found), 3)


def _where(event: Event) -> str:
    place = event.place
    if place is None or not place.name:
        return "not told"
    pin = "" if place.latitude is None else f", {place.latitude:.2f} {place.longitude:.2f}"
    land = ", ".join(place.countries or filter(None, (place.country,)))
    return f"{place.name}{f' ({land})' if land else ''}{pin}"


def _reports(event: Event) -> str:
    days = f" of {event.first}" if event.first == event.last else f" of {event.first} to {event.last}"
    copies = f", {many(event.reprints, 'reprint')} folded" if event.reprints else ""
    return f"{many(event.reports, 'report')}{days if event.first else ''}{copies}"


def _accounts(accounts: Sequence[Account], most: int | None) -> Iterator[str]:
    """Accounts by side, those that deny it first within each; figures in the order they were given."""
    yield from _head("who says so, by side")
    ordered = sorted(accounts, key=lambda a: (not a.party, a.side, a.says != "denied", not a.counts))
    taken = _fair(ordered, most)
    for side, group in groupby(taken, key=lambda a: a.side):
        for n, account in enumerate(group):
            words = [SAYS[account.says] if account.claims else "gives figures", _counts(account.counts)]
            outlets = [o for o in account.outlets if o != account.source]
            via = f" (in {listed(outlets, 2)})" if outlets and account.kind != "media" else ""
            yield from wrapped(f"{side if n == 0 else '':<13}{account.source}{via}: {'; '.join(w for w in words if w)}", 2, 17, 2)
    if len(taken) < len(accounts):
        yield from wrapped(f"and {len(accounts) - len(taken)} more: --claims", 15, 17)


def _fair(accounts: Sequence[Account], most: int | None) -> list[Account]:
    """At most so many accounts: the first of every side, then the second of every side …; in their order."""
    if most is None or len(accounts) <= most:
        return list(accounts)
    rank: dict[int, int] = {}
    seen: dict[str, int] = {}
    for n, a in enumerate(accounts):
        rank[n] = seen[a.side] = seen.get(a.side, -1) + 1
    chosen = sorted(sorted(rank, key=lambda n: (rank[n], n))[:most])
    return [accounts[n] for n in chosen]


def _counts(counts: Sequence[Count]) -> str:
    """Figures over time: "killed 3 (03-12), 5 (03-14)"."""
    out = []
    for kind, group in groupby(sorted(counts, key=lambda c: (c.kind, c.reported or "")), key=lambda c: c.kind):
        told = {(number(c), c.reported): None for c in group}
        values = {v for v, _ in told}
        out.append(f"{kind} {values.pop()}" if len(values) == 1 else f"{kind} {', '.join(f'{v} ({(d or chr(63))[5:]})' for v, d in told)}")
    return "; ".join(out)


def _dispute(dispute: Dispute) -> list[str]:
    versions = "  /  ".join(f"{v.value} ({', '.join(v.sides)}: {listed(v.sources, 1)})" for v in distinct(dispute))
    return wrapped(f"{ABOUT[dispute.about]}: {versions}", 2, 4, 3)


def _joined(found: Shown, most: int | None, size: int) -> Iterator[str]:
    """For each report how well its claims fit, and why: the weakest of its claims."""
    event = found.event
    by = {d: [m for m in event.members if m.document == d] for d in dict.fromkeys(m.document for m in event.members)}
    if len(event.members) == 1:
        return
    yield from _head(f"why joined: {many(len(event.members), 'claim')} of {many(len(by), 'report')}, with the least fit (0 to 1) in each")
    for document, members in list(by.items())[:most]:
        weakest = min(members, key=lambda m: m.score)
        claim = found.claims.get(weakest.claim)
        source = f"{claim.document.outlet or claim.document.key}, {(claim.document.published or 'no date')[5:]}" if claim else document[:ID]
        reasons = "; ".join(dict.fromkeys(weakest.reasons)) or "the event is named after it"
        yield from wrapped(f"{weakest.score:.2f}  {source} ({many(len(members), 'claim')}): {reasons}", 2, 8, size)
    if most is not None and len(by) > most:
        yield from wrapped(f"and {len(by) - most} more: --claims", 8, 8)


def _said(found: Shown, most: int | None) -> Iterator[str]:
    for head, events in (("said about it", found.speech), ("it is about", found.about)):
        if events:
            yield from _head(head)
            for e in events[:most]:
                yield from wrapped(f"{e.id[:ID]}  {day(e)}  {parties(e)}  {act(e)}", 2, 4, 1)
            if most is not None and len(events) > most:
                yield from wrapped(f"and {len(events) - most} more: --claims", 4, 4)


def _claim(member: Member, claim: Claim | None) -> Iterator[str]:
    reasons = "; ".join(dict.fromkeys(member.reasons))
    yield from wrapped(f"{member.claim}  fit {member.score:.2f}{f': {reasons}' if reasons else ''}", 2, 4, 4)
    if claim is None:
        return
    about = "; ".join(x for x in (f"{claim.event} {' '.join(claim.modes)}".strip(), qualifier(claim), who_says(claim)) if x)
    yield from wrapped(about, 4, 6)
    yield from wrapped(f"“{' '.join(claim.text.split())}” ({claim.document.outlet or claim.document.key}, {claim.document.published or 'no date'})", 4, 6, 6)
