"""`demo`: six bundled reports of an invented incident, from their texts to events."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from sayso.cli.following import arrow_lines
from sayso.cli.setup import chosen_format, coder_for, emit, now, owner_for, report_failures
from sayso.cli.tables import wrapped
from sayso.coder import Coder
from sayso.errors import StoreError
from sayso.model.event import Dispute, Event
from sayso.model.export import Rules
from sayso.model.series import Series
from sayso.ontology.load import packaged
from sayso.readers import ReadOptions
from sayso.run.adding import Added, add
from sayso.run.following import Followed, follow, load_rules
from sayso.run.outlets import OutletTable, demo_outlets
from sayso.run.settings import Settings
from sayso.run.showing import quotes
from sayso.run.wording import DATE, ID, act, counted, day, disagreement, distinct, figures, many, parties, said_by, where
from sayso.store import Reader, open_reader
from sayso.writers.jsonl import jsonl_lines

INTRO = (
    "Six short reports of one invented incident, told by three sides. All of it is fiction. "
    "sayso reads who did, said or denied what, and on whose word, and joins what tells of one happening."
)
SHOWN = 9
"""Events of the table: those told by most sources, of equals those whose parties are known."""


def run_demo(store: str | None, format: str | None, port: int | None = None, open_browser: bool = False) -> int:
    """Add the demo to a store and print what it tells, then, with a port, serve it; the exit code. Raises StoreError where there is a store of that name
    already."""
    kind = chosen_format(format, ("table", "jsonl")) if format else "table"
    if store is not None and Path(store).exists():
        raise StoreError(f"there is a file {store} already", "name a new one: the demo is fiction, and does not belong among reports")
    with tempfile.TemporaryDirectory(prefix="sayso-demo-") as folder:
        path = Path(store) if store is not None else Path(folder) / "demo.duckdb"
        coder = coder_for(None)
        total = _added(path, coder)
        with open_reader(path) as reader:
            if kind == "jsonl":
                emit(jsonl_lines(reader.events()))
            else:
                for text in _told(reader, total, coder.ontology.export_rules, store, port is not None):
                    typer.echo(text)
        if port is not None:
            from sayso.web.serve import serve

            typer.echo("")
            serve(path, Settings(), port=port, open_browser=open_browser, say=typer.echo)
    return report_failures(total.failed)


def _added(path: Path, coder: Coder) -> Added:
    files = [str(p) for p in sorted((packaged() / "demo").glob("*.txt"))]
    outlets = OutletTable((*demo_outlets(packaged() / "demo"), *coder.ontology.actors.outlets.values()))
    with owner_for(path, coder.ontology) as owner:
        return add(owner, files, ReadOptions(), coder, outlets, command="sayso demo", clock=now)


def _told(reader: Reader, total: Added, rules: Rules, store: str | None, serving: bool) -> Iterator[str]:
    events = list(reader.events())
    yield from wrapped(INTRO, 0, 0, 4)
    yield ""
    most = sorted(events, key=lambda e: (-e.sources, -e.reports, not e.dyads, e.id))[:SHOWN]
    yield _bold(f"{many(total.claims, 'claim')} of {many(len(events), 'event')}; the {len(most)} told by most sources, newest first:")
    for event in (e for e in events if e in most):
        yield from wrapped(f"{day(event):<{DATE - 2}}  {parties(event)}  {act(event)}{where(event)}", 0, DATE, 1)
        yield from wrapped("; ".join(x for x in (figures(event), event.status, counted(event)) if x), DATE, DATE, 1)
    yield from _legend(most, rules)
    disputed = [(e, d) for e in most for d in e.disputes]
    deaths = [(e, d) for e, d in disputed if d.versions[0].counts] or disputed
    for event, dispute in deaths[:1]:
        yield ""
        yield from _dispute(reader, event, dispute)
    yield ""
    main = most[0] if most else None
    pair = next((d for e in most for d in e.dyads if d.actor != d.recipient), None)
    if pair is not None:
        yield from _dyad(follow(reader, pair, "week", load_rules(Settings())))
        yield ""
    yield from _next(main, store, serving)


def _legend(events: Sequence[Event], rules: Rules) -> Iterator[str]:
    """What the codes of the table stand for."""
    people = [p for e in events for p in (*e.actors, *e.recipients) if p.kind != "group" and p.country]
    lands = load_rules(Settings()).countries.names
    codes = {c: lands[c] for p in people if (c := p.country or "") in lands}
    codes |= {s: rules.sectors[s].name for p in people for s in p.sectors[:1] if s in rules.sectors and s not in codes}
    undated = "~ day not told, within these days"
    yield from wrapped("; ".join((*(f"{code} {name}" for code, name in sorted(codes.items())), undated, "(alleged) only quoted sources say so")), 0, 0)


def _dispute(reader: Reader, event: Event, dispute: Dispute) -> Iterator[str]:
    """The line that says on what accounts disagree, and the words of each."""
    yield _bold(disagreement(dispute))
    words = dict(zip((v.value for v in dispute.versions), quotes(reader, event, dispute), strict=True))
    for version in distinct(dispute):
        quote = words[version.value]
        said = f" “{' '.join(quote.text.split())}” ({quote.outlet})" if quote else ""
        yield from wrapped(f"{version.value:>3}  {said_by(version)}:{said}", 2, 7, 2)


def _dyad(found: Followed) -> Iterator[str]:
    """What each side did and said towards the other, and where their relations go."""
    a, b = (found.names.get(k, k) for k in (found.there.dyad.actor, found.there.dyad.recipient))
    yield _bold(f"{a} and {b}")
    yield from wrapped(f"{a} towards {b}: {_sum(found.there)}. {b} towards {a}: {_sum(found.back)}.", 0, 2)
    yield from arrow_lines(found)


def _sum(series: Series) -> str:
    deeds, alleged, words = (sum(getattr(p, name).count for p in series.periods) for name in ("deeds", "alleged", "rhetoric"))
    return f"{many(deeds, 'deed')}, {many(alleged, 'alleged deed')}, {many(words, 'act')} of speech"


def _next(event: Event | None, store: str | None, serving: bool) -> Iterator[str]:
    yield _bold("What to try next")
    kept = store or "demo.duckdb"
    rows = [] if store else [(f"sayso demo --store {kept}", "keep these events, then:")]
    page = f"sayso serve --store {kept}" if store else "sayso demo --serve"
    rows += [] if serving else [(page, "the same as a page: reports with their claims marked, accounts side by side")]
    rows += [(f"sayso show {event.id[:ID]} --store {kept}", "all accounts of one event")] if event else []
    rows += [(f"sayso disputes --store {kept}", "the words of each side"), ("sayso add FILES…", "your own reports"), ("sayso --help", "everything else")]
    for command, about in rows:
        yield from wrapped(f"{command:<40}  {about}", 2, 4)


def _bold(text: str) -> str:
    return "\n".join(typer.style(part, bold=True) for part in wrapped(text, 0, 2, 2))
