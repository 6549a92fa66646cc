"""A store of made records, as large as asked for: to look at the page and the API with a million claims in them. Deterministic by seed.

    python benchmarks/made_store.py big.duckdb --claims 1000000

Three years of days, 100 pairs of parties a few of which have most events, 300 outlets, 5,000 sources; some ten claims a report. What only resolving
reads (tellings, matches, copies) is left out. A million claims take about 10 minutes and 4 GB of disk, the snapshot included.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from made_records import DAYS, Happening, Report, Speaker, Telling, World, claim_of, event_of, iso
from sayso.model.claim import Claim
from sayso.model.event import Event
from sayso.model.ids import digest
from sayso.model.statement import Statement
from sayso.model.text import Block, Document, DocumentRef, Sentence, Span
from sayso.store import CodingId, Stored, open_owner
from sayso.store.connection import Connection
from sayso.store.rows import coding_row
from sayso.store.writing import add_coding, add_document, put_events

CODING = CodingId("made", "made", "made", "")
A_REPORT, AN_EVENT = 10.0, 3.33
"""Claims a report and an event, on average."""
AT_ONCE = 30
"""Days a transaction."""

Item = tuple[Telling, Claim, Report]


def day_of(world: World, day: int, claims: int) -> tuple[list[Stored], list[Event]]:
    """The reports of one day, and the events they tell of."""
    r = world.random
    reports = max(1, round(claims / A_REPORT))
    happenings = [world.happening(day, reports) for _ in range(max(1, round(claims / AN_EVENT)))]
    printed: list[list[tuple[int, Telling]]] = [[] for _ in range(reports)]
    for n, happening in enumerate(happenings):
        for telling in happening.tellings:
            printed[telling.report].append((n, telling))
    told: list[list[Item]] = [[] for _ in happenings]
    stored = [_report(world, day, r.choice(world.outlets), items, happenings, told) for items in printed]
    return stored, [event_of(world, h, items) for h, items in zip(happenings, told, strict=True)]


def _report(world: World, day: int, outlet: Speaker, items: list[tuple[int, Telling]], happenings: list[Happening], told: list[list[Item]]) -> Stored:
    """One report; its claims are added to those of their happenings."""
    lines = [f"{world.words(6).capitalize()}", *(_line(world, happenings[n], t) for n, t in items)]
    text = "\n\n".join(lines)
    published = iso(day)
    identity = digest(outlet.name, None, published, text)
    document = Document(identity, f"made/{identity}", text, f"https://made.example/{identity}", lines[0], outlet.name, published, "given", "en")
    report = Report(identity, outlet, DocumentRef(identity, document.key, document.url, lines[0], outlet.name, published, "given", "en"))
    sentences, claims, statements, at = [Sentence(0, Span(0, len(lines[0])), "headline", 0)], list[Claim](), list[Statement](), len(lines[0]) + 2
    for index, ((n, telling), line) in enumerate(zip(items, lines[1:], strict=True), 1):
        span = Span(at, at + len(line))
        at = span.end + 2
        sentences.append(Sentence(index, span, "body", index))
        claim, statement = claim_of(world, happenings[n], telling, report, index, span, line)
        claims.append(claim)
        statements += [statement] if statement else []
        told[n].append((telling, claim, report))
    zones = (Block("headline", sentences[0].span, "made"),)
    kept = Document(*(getattr(document, name) for name in ("id", "key", "text", "url", "title", "outlet", "published", "basis", "language")), zones=zones)
    return Stored(kept, CODING, tuple(sentences), tuple(statements), tuple(claims), ())


def _line(world: World, h: Happening, told: Telling) -> str:
    where = f" in {h.place.name}" if h.place else ""
    number = f", killing {told.killed} people" if told.killed is not None else ""
    act = "did not do" if told.denied else "did"
    said = f", {told.speaker.name} said." if told.speaker.name else f", {world.words(1)} too."
    return f"{world.names[h.dyad.actor]} forces {act} {h.type.lower()} {world.names[h.dyad.recipient]}{where}{number} {world.words(5)}{said}"


def write(path: Path, claims: int, seed: int = 1) -> None:
    """Makes the store and publishes its snapshot; `path` must not be there."""
    with open_owner(path, "benchmark"):
        pass
    world = World(seed)
    began, made = time.monotonic(), 0
    connection = Connection(path, read_only=False)
    connection.put("codings", [coding_row(CODING)])
    for start in range(0, DAYS, AT_ONCE):
        connection.run("BEGIN TRANSACTION")
        for day in range(start, min(start + AT_ONCE, DAYS)):
            wanted = round(claims * (day + 1) / DAYS) - round(claims * day / DAYS)
            reports, events = day_of(world, day, wanted)
            for stored in reports:
                add_document(connection, stored, None)
                add_coding(connection, stored, None)
            put_events(connection, events)
            made += sum(len(s.claims) for s in reports)
        connection.flush()
        connection.run("COMMIT")
        print(f"\r{made:,} claims, {time.monotonic() - began:.0f} s", end="", flush=True)
    connection.close()
    with open_owner(path, "benchmark") as owner:
        owner.publish()
    print(f"\n{path}: {path.stat().st_size / 1e6:,.0f} MB, {time.monotonic() - began:.0f} s")


def main() -> None:
    """Makes one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    write(asked.path, asked.claims, asked.seed)


if __name__ == "__main__":
    main()
