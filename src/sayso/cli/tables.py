"""Tables for people: sentences that fit 80 columns."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

import typer

from sayso.model.coding import Coding
from sayso.model.event import Event
from sayso.run import wording
from sayso.writers.sentence import act, clean, qualifier, side, statement_line, who_says

NARROW, WIDE = 40, 100
UNDER = 4
"""Where the second line of an event begins."""


def width() -> int:
    """Columns of the terminal, within reason; 80 where there is none."""
    return max(NARROW, min(WIDE, shutil.get_terminal_size((80, 24)).columns))


def heading(coding: Coding) -> None:
    """One line on the document."""
    d = coding.document
    day = f"{d.published} ({d.basis})" if d.published else "date unknown"
    for line in wrapped(f"{Path(d.key).name or d.key}: {d.outlet or 'outlet unknown'}, {day}", 0, 2):
        typer.secho(line, bold=True)


def claim_table(codings: Iterable[Coding]) -> None:
    """Each document with its claims, two or three short lines a claim."""
    for coding in codings:
        heading(coding)
        for line in claim_lines(coding):
            typer.echo(line)
        if not coding.claims:
            reason = (
                coding.skipped[0].reason
                if coding.skipped and coding.skipped[0].what == "document"
                else "no words of an act between parties; `sayso skipped` lists why"
            )
            typer.echo(f"  no claims: {reason}")
        typer.echo("")


def claim_lines(coding: Coding) -> Iterator[str]:
    """The claims of one document, wrapped."""
    for c in coding.claims:
        who = f"{side(c.actors, '(somebody)')} {'<> (each other)' if c.reciprocal else '> ' + side(c.recipients, '(anyone)')}"
        yield from wrapped(f"{c.id[:6]}  {who}  {act(c)}", 2, 10)
        about = "; ".join(x for x in (qualifier(c), who_says(c)) if x)
        yield from wrapped(about, 10, 12)
        yield from wrapped(f"“{' '.join(c.trigger.text.split())}” in: {' '.join(c.text.split())}", 10, 12, lines=1)


def wrapped(text: str, first: int, rest: int, lines: int = 3) -> list[str]:
    """Text in lines no wider than the terminal, at most `lines` of them; a cut is marked."""
    out = textwrap.wrap(
        clean(text), width(), initial_indent=" " * first, subsequent_indent=" " * rest, break_long_words=True, max_lines=lines, placeholder=" …"
    )
    return out or [""]


def statement_table(codings: Iterable[Coding]) -> None:
    """Each document with its statements."""
    for coding in codings:
        heading(coding)
        for s in coding.statements:
            for line in wrapped(statement_line(s), 2, 6, lines=4):
                typer.echo(line)
        typer.echo("")


def skip_table(codings: Iterable[Coding]) -> None:
    """Each document with what was passed over and why."""
    for coding in codings:
        heading(coding)
        for s in coding.skipped:
            for line in wrapped(f"{s.what}: {s.reason}  “{' '.join(s.text.split())}”", 2, 6, lines=2):
                typer.echo(line)
        typer.echo("")


def event_lines(event: Event) -> Iterator[str]:
    """An event in two lines or so: when, who, whom, what, where; then its id, figures, and how far accounts agree."""
    when, told = wording.day(event), (wording.figures(event), event.status, wording.counted(event))
    yield from wrapped(f"{when:<{wording.DATE - 2}}  {wording.parties(event)}  {wording.act(event)}{wording.where(event)}", 0, wording.DATE)
    yield from wrapped(f"{event.id[: wording.ID]:<{wording.DATE - UNDER}}{'; '.join(x for x in told if x)}", UNDER, wording.DATE)
