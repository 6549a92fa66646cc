"""Records nobody wrote, for a store of any size: happenings with their claims, accounts and disputes, fast to make. The same seed gives the same.

Unlike made.py's reports these are not resolved: the event is drawn first and told by its sources, so that a million claims take minutes, not hours.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from sayso.model.claim import Claim, Factuality, Figure, Place, Time, Why
from sayso.model.event import Account, Count, Dispute, Dyad, Event, Member, Range, Version
from sayso.model.ids import digest
from sayso.model.statement import Link, Party, Said, SourceKind, Statement
from sayso.model.text import DocumentRef, Span, Words
from sayso.ontology.events import load_events
from sayso.ontology.load import packaged
from sayso.resolve.standing import vouched
from sayso.run.parties import load_countries
from sayso.run.settings import Settings

FIRST = date(2031, 1, 1)
DAYS = 1095
PAIRS, OUTLETS, SOURCES, TOWNS = 100, 300, 5000, 12
KINDS: tuple[SourceKind, ...] = ("named person", "organisation", "official", "witness", "document", "unnamed")
TYPES = {"ASSAULT": 26, "ACCUSE": 20, "THREATEN": 8, "CONSULT": 10, "REQUEST": 6, "REJECT": 5, "COERCE": 7, "SANCTION": 4, "MOBILIZE": 4, "AGREE": 3,
         "SUPPORT": 3, "AID": 1, "COOPERATE": 1, "CONCEDE": 1, "PROTEST": 1}  # fmt: skip
TOLD = (1, 1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 11)
"""How many claims an event has; 3.33 on average."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says so: an outlet, or a source an outlet quotes. `side` is its country, None for nobody's."""

    name: str
    kind: SourceKind
    side: str | None
    key: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim to be: who says it in which report of the day, what number it gives, and whether it says it was not so."""

    speaker: Speaker
    report: int
    killed: int | None
    denied: bool


@dataclass(frozen=True, slots=True)
class Happening:
    """What an event is drawn as."""

    dyad: Dyad
    type: str
    mode: str | None
    day: int
    place: Place | None
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Where a claim is printed: the id and day of its report, and its outlet."""

    id: str
    outlet: Speaker
    ref: DocumentRef


class World:
    """Where it happens: parties in pairs a few of which have most events, towns, outlets and sources."""

    def __init__(self, seed: int = 1) -> None:
        self.random = r = Random(seed)
        self.types = load_events(packaged() / "events")
        names = load_countries(Settings()).names
        codes = r.sample(sorted(names), 40)
        self.names = {c: names[c] for c in codes}
        pairs = r.sample([(a, b) for a in codes for b in codes if a < b], PAIRS)
        self.dyads = [Dyad(*d) for a, b in pairs for d in ((a, b), (b, a))]
        self.shares = [*accumulate(1 / (n // 2 + 1.5) for n in range(len(self.dyads)))]
        self.towns = {c: self._towns(c) for c in codes}
        self.outlets = [Speaker(f"{self.word()} {w}", "media", r.choice(codes) if r.random() < 0.5 else None, "") for w in ("News", "Wire", "Post")
                        for _ in range(OUTLETS // 3)]  # fmt: skip
        self.sources: dict[str | None, list[Speaker]] = {c: [] for c in (*codes, None)}
        for n in range(SOURCES):
            side = r.choice(codes) if r.random() < 0.8 else None
            name = f"{self.word()} {self.word()}"
            self.sources[side].append(Speaker(name, KINDS[n % len(KINDS)], side, f"source {name.lower()}|{side or ''}"))
        self.vocabulary = [self.word().lower() for _ in range(8000)]
        self.frequencies = [*accumulate(1 / (n + 2.7) for n in range(len(self.vocabulary)))]

    def word(self) -> str:
        """A word of no language."""
        return "".join(self.random.choice("bdfgklmnprstvz") + self.random.choice("aeiou") for _ in range(self.random.randint(2, 4))).capitalize()

    def words(self, number: int) -> str:
        """Words as often as they are used: the frequency of a word falls with its rank (Zipf)."""
        return " ".join(self.random.choices(self.vocabulary, cum_weights=self.frequencies, k=number))

    def happening(self, day: int, reports: int) -> Happening:
        """One more, told in some of the day's reports."""
        r = self.random
        dyad = r.choices(self.dyads, cum_weights=self.shares)[0]
        kind = r.choices([*TYPES], [*TYPES.values()])[0]
        modes = sorted(self.types[kind].modes)
        killed = r.randrange(1, 30) if kind == "ASSAULT" and r.random() < 0.4 else None
        tellings = tuple(self._telling(dyad, reports, killed) for _ in range(r.choice(TOLD)))
        place = r.choice(self.towns[r.choice((dyad.actor, dyad.recipient))]) if r.random() < 0.6 else None
        return Happening(dyad, kind, r.choice(modes) if modes and r.random() < 0.5 else None, day, place, tellings)

    def _telling(self, dyad: Dyad, reports: int, killed: int | None) -> Telling:
        r = self.random
        side = r.choices((dyad.actor, dyad.recipient, None), (3, 4, 2))[0]
        speaker = Speaker("", "media", None, "") if r.random() < 0.45 or not self.sources[side] else r.choice(self.sources[side][:60])
        told = killed if killed is None or r.random() < 0.8 else max(0, killed + r.choice((-3, -1, 2, 7)))
        return Telling(speaker, r.randrange(reports), told if r.random() < 0.7 else None, speaker.side == dyad.actor and r.random() < 0.1)

    def _towns(self, country: str) -> list[Place]:
        r = self.random
        at = r.uniform(-50, 60), r.uniform(-120, 150)
        out = []
        for n in range(TOWNS):
            pin = (round(at[0] + r.uniform(-3, 3), 4), round(at[1] + r.uniform(-3, 3), 4)) if n % 4 else (None, None)
            why = None if n % 4 else "an area: no coordinates"
            out.append(Place(self.word(), country, f"{country}.{n % 3}", *pin, f"made:{country}{n}", 1 if n % 4 else 4, Span(4, 10), (), why, (country,)))
        return out


def iso(day: int) -> str:
    """A day by its number."""
    return (FIRST + timedelta(days=day)).isoformat()


def party(country: str) -> Party:
    """The forces of a country."""
    return Party(f"{country} forces", Span(0, 10), None, "force", country, ("MIL",), "armed forces")


def claim_of(world: World, h: Happening, told: Telling, report: Report, sentence: int, span: Span, text: str) -> tuple[Claim, Statement | None]:
    """The claim of one telling, and the statement that holds it where somebody is quoted."""
    kind = world.types[h.type]
    modes = (h.mode,) if h.mode else ()
    trigger = Words(text[12:18], Span(span.start + 12, span.start + 18))
    name = digest(report.id, *trigger.span)
    quoted = Party(told.speaker.name, Span(span.end - 9, span.end - 1), told.speaker.name, "person", told.speaker.side, ("GOV",)) if told.speaker.name else None
    last = Link(Party(report.outlet.name, None, report.outlet.name, "media", report.outlet.side, ("JRN",)), "media", None, "neutral", None)
    cue = Words("said", Span(span.end - 5, span.end - 1))
    chain = (Link(quoted, told.speaker.kind, cue, "neutral", "indirect"), last) if quoted else (last,)
    statement = None
    if quoted:
        said = Said(text[:-6], (Span(span.start, span.end - 6),))
        statement = Statement(digest(name, "said"), report.ref, sentence, "indirect", quoted, told.speaker.kind, cue, "neutral", said, None, None, None)
    day = iso(h.day)
    done = not told.denied
    claim = Claim(
        id=name, document=report.ref, zone="body", sentence=sentence, text=text, span=span, also=(), event=h.type, modes=modes, contexts=("military",),
        force=None, quad=kind.quad, score=kind.score_of(modes), cameo="190", goldstein=-9.0, trigger=trigger, reciprocal=False,
        actors=(party(h.dyad.actor),), recipients=(party(h.dyad.recipient),), status="actual" if done else "negated", polarity="+" if done else "-",
        realis="occurred", background=False, basis="fact", factuality=Factuality("CT+" if done else "CT-", "Uu" if quoted else "CT+"),
        deed=done and not quoted, alleged=done and quoted is not None, cues=(), condition=None, content=None, inside=None, denies=None,
        statement=statement and statement.id, attribution=chain, time=Time(day, day, day, 1, "stated", day, trigger.span), place=h.place,
        figures=(Figure("killed", told.killed, told.killed, told.killed, "people", None, trigger.span),) if told.killed is not None else (),
        why=(Why(f"frames/{h.type.lower()}#made", trigger.span, "actor: subject, recipient: object"),), confidence=None, coder="made", ontology="made",
    )  # fmt: skip
    return claim, statement


def event_of(world: World, h: Happening, told: list[tuple[Telling, Claim, Report]]) -> Event:
    """The event of a happening, from its claims."""
    first = told[0][1]
    name = "e" + first.id
    accounts = _accounts(h, name, told)
    disputes = _disputes(name, accounts)
    v = vouched(accounts, disputes)
    deed = any(a.says == "done" and a.kind == "media" for a in accounts)
    numbers = [c for a in accounts for c in a.counts]
    days = sorted(r.ref.published or "" for _, _, r in told)
    where = f", {h.place.name}" if h.place else ""
    low, high = min((c.low or 0 for c in numbers), default=0), max((c.high or 0 for c in numbers), default=0)
    return Event(
        id=name, type=h.type, modes=first.modes, contexts=first.contexts, quad=first.quad, score=first.score, cameo=first.cameo, goldstein=first.goldstein,
        reciprocal=False, actors=first.actors, recipients=first.recipients, dyads=(h.dyad,), time=first.time, place=h.place, deed=deed,
        alleged=not deed and any(a.says == "done" for a in accounts), status=v.status, status_why=v.why, reports=len({r.id for _, _, r in told}),
        sources=v.sources, independent=v.independent, reprints=0, first=days[0], last=days[-1],
        figures=(Range("killed", low, numbers[0].best if len({c.best for c in numbers}) == 1 else None, high, len(numbers)),) if numbers else (),
        about=(), summary=f"{h.dyad.actor} MIL > {h.dyad.recipient} MIL {h.type}{where}, {iso(h.day)}",
        members=tuple(Member(c.id, r.id, "denied" if t.denied else "done", 0.9, ("the same act", "days that agree")) for t, c, r in told),
        accounts=accounts, disputes=disputes,
    )  # fmt: skip


def _accounts(h: Happening, event: str, told: list[tuple[Telling, Claim, Report]]) -> tuple[Account, ...]:
    by: dict[Speaker, list[tuple[Telling, Claim, Report]]] = {}
    for item in told:
        telling, _, report = item
        by.setdefault(telling.speaker if telling.speaker.name else replace(report.outlet, key=f"report {report.id}"), []).append(item)
    out = []
    for who, items in by.items():
        counts = tuple(Count("killed", t.killed, t.killed, t.killed, r.ref.published, r.id, c.trigger.span) for t, c, r in items if t.killed is not None)
        days = sorted(r.ref.published or "" for _, _, r in items)
        inside = who.side in (h.dyad.actor, h.dyad.recipient)
        outlets = tuple(sorted({r.outlet.name for _, _, r in items}))
        says = "denied" if items[0][0].denied else "done"
        out.append(Account(event, who.side or "independent", who.name, who.kind, inside, says, outlets, (who.key,), tuple(c.id for _, c, _ in items), counts,
                           (h.dyad.actor,), items[0][1].time, h.place, days[0], days[-1]))  # fmt: skip
    return tuple(sorted(out, key=lambda a: (a.side, a.source)))


def _disputes(event: str, accounts: tuple[Account, ...]) -> tuple[Dispute, ...]:
    out = []
    sayings = {a.says for a in accounts}
    if len(sayings) > 1:
        found = tuple(_version("done" if s == "done" else "not done", [a for a in accounts if a.says == s]) for s in ("done", "denied"))
        out.append(Dispute(digest(event, "done"), event, "done", found, "one account says it happened, another that it did not"))
    values = sorted({c.best for a in accounts for c in a.counts if c.best is not None})
    if len(values) > 1:
        found = tuple(_version(str(v), [a for a in accounts if any(c.best == v for c in a.counts)]) for v in values)
        out.append(Dispute(digest(event, "killed"), event, "killed", found, "figures of killed that exclude each other"))
    return tuple(out)


def _version(value: str, accounts: list[Account]) -> Version:
    sides, sources = tuple(sorted({a.side for a in accounts})), tuple(a.source for a in accounts)
    return Version(value, sides, sources, tuple(c for a in accounts for c in a.claims), tuple(c for a in accounts for c in a.counts if str(c.best) == value))
