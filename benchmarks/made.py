"""Reports nobody wrote, by the thousand: coded as real ones are, for measuring what many of them cost. The same seed gives the same reports.

What they hold follows what the coder finds in the demo's reports: how many claims and names a report has, how often time, place, parties and figures
are told. A third of all is told of three busy dyads; incidents are told by one to eight reports, reprinted, recalled, and have look-alikes nearby.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from sayso.model.claim import Claim, Factuality, Figure, Place, Time, Why
from sayso.model.coding import Coding
from sayso.model.ids import digest
from sayso.model.statement import Link, Party
from sayso.model.text import Document, DocumentRef, Sentence, Span, Words
from sayso.ontology.load import Ontology

FIRST = date(2031, 1, 1)
DAYS = 730
BUSY = 3
QUIET = 400
COUNTRIES = 70
TOWNS = 30
OUTLETS = 60
RARE = 6000
"""Words beside the common ones."""
FAMILIES = {"force": 38, "charge": 29, "deal": 21, "move": 9, "crowd": 3}
"""Of 100 tellings of the demo's reports, as the coder has them."""
SMALL = ("of", "to", "and", "a", "on", "by", "as", "it", "for", "was")
TOLD_BY = (1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 8)


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that happens (or is said): `killed` None where nobody asks, `of` the speech acts and follow-ups around it."""

    actor: str
    recipient: str
    day: int
    kind: str
    mode: str | None
    frame: str | None
    place: Place | None
    words: tuple[str, ...]
    names: tuple[str, ...]
    killed: int | None
    of: tuple[Incident, ...] = ()


@dataclass(slots=True)
class Draft:
    """A report in the making: its text so far, and its claims without their document."""

    outlet: str
    day: int
    text: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


class World:
    """Where it happens: countries in dyads, towns, words and the rules by which types are told apart."""

    def __init__(self, ontology: Ontology, seed: int) -> None:
        self.random = Random(seed)
        self.ontology = ontology
        self.rules = ontology.resolving
        countries = self.random.sample(sorted(ontology.codes), COUNTRIES)
        self.busy = [(countries[2 * n], countries[2 * n + 1]) for n in range(BUSY)]
        self.quiet = [(a, b) for a, b in (self.random.sample(countries, 2) for _ in range(QUIET))]
        self.towns = {c: self._towns(c) for c in countries}
        common = sorted(self.rules.common, key=lambda w: (self.rules.common[w], w))
        self.vocabulary = [*(w for w in common if w.isalpha()), *(self._word() for _ in range(RARE))]
        self.weights = [*accumulate(1 / (n + 2.7) for n in range(len(self.vocabulary)))]
        self.names = [self._word().capitalize() for _ in range(2000)]
        self.triggers = {t: [self._word() for _ in range(6)] for t in sorted(self.rules.families)}
        self.kinds = {f: sorted(t for t, of in self.rules.families.items() if of == f) for f in FAMILIES}
        self.frames = {t: sorted(f for f in {*self.rules.acts, *self.rules.harm} if f.startswith(f"{t.lower()}#")) for t in self.rules.families}
        self.outlets = [f"{self._word().capitalize()} News" for _ in range(OUTLETS)]
        self.recent: dict[tuple[str, str], deque[Incident]] = {}

    def words(self, number: int) -> list[str]:
        """Words as often as they are used: the frequency of a word falls with its rank (Zipf)."""
        return self.random.choices(self.vocabulary, cum_weights=self.weights, k=number)

    def incident(self) -> Incident:
        """One more incident, or a look-alike of a recent one: the same parties, kind and surroundings a few days on, other numbers and words."""
        r = self.random
        dyad = r.choice(self.busy) if r.random() < 1 / 3 else r.choice(self.quiet)
        recent = self.recent.setdefault(dyad, deque(maxlen=12))
        if recent and r.random() < 0.15:
            old = r.choice(recent)
            new = replace(old, day=old.day + r.randint(1, 4), words=tuple(self.words(10)), names=tuple(r.sample(self.names, 3)), killed=r.randrange(20))
        else:
            day = r.randrange(DAYS)
            family = r.choices([*FAMILIES], [*FAMILIES.values()])[0]
            new = self._happening(dyad, day, family)
            around = [self._happening(dyad if r.random() < 0.6 else dyad[::-1], day + r.randint(0, 2), r.choice(("charge", "deal", "force"))) for _ in range(5)]
            new = replace(new, of=tuple(around))
        recent.append(new)
        return new

    def _happening(self, dyad: tuple[str, str], day: int, family: str) -> Incident:
        r = self.random
        kind = r.choice(self.kinds[family]) if r.random() < 0.4 else self.kinds[family][0]
        modes = sorted(self.ontology.types[kind].modes)
        known = family == "force" and r.random() < 0.4
        return Incident(
            actor=dyad[0],
            recipient=dyad[1],
            day=day,
            kind=kind,
            mode=r.choice(modes) if modes and r.random() < 0.6 else None,
            frame=r.choice(self.frames[kind]) if self.frames[kind] and r.random() < 0.3 else None,
            place=r.choice(self.towns[r.choice(dyad)]) if r.random() < 2 / 3 else None,
            words=tuple(self.words(10)),
            names=tuple(r.sample(self.names, 3)),
            killed=r.randrange(20) if known else None,
        )

    def _towns(self, country: str) -> list[Place]:
        r = self.random
        at = r.uniform(-50, 50), r.uniform(-150, 150)
        pins = [(round(at[0] + r.uniform(-3, 3), 4), round(at[1] + r.uniform(-3, 3), 4)) for _ in range(TOWNS)]
        return [
            Place(f"{self._word().capitalize()}", country, f"{country}.{n % 5}", *pin, f"geonames:{country}{n}", 1 + n % 3, None, (), None, (country,))
            for n, pin in enumerate(pins)
        ]

    def _word(self) -> str:
        return "".join(self.random.choice("bdfgklmnprstvz") + self.random.choice("aeiou") for _ in range(self.random.randint(3, 5)))


def reports(ontology: Ontology, seed: int = 1, part: int = 0) -> Iterator[Coding]:
    """Coded reports without end; those of another `part` are others out of the same world."""
    world = World(ontology, seed)
    r = world.random = Random(f"{seed}/{part}")
    while True:
        incident = world.incident()
        for _ in range(r.choice(TOLD_BY)):
            draft = _told(world, incident)
            yield _coding(draft, ontology)
            if r.random() < 0.1:
                yield _coding(replace(draft, outlet=r.choice(world.outlets), day=draft.day + r.randint(0, 1)), ontology)


def _told(world: World, incident: Incident) -> Draft:
    """One report of an incident: itself, some of what is around it, at times an older one, and sentences of no act."""
    r = world.random
    draft = Draft(r.choice(world.outlets), incident.day + r.choice((0, 0, 1, 1, 1, 2, 3)))
    lead, *others = r.sample(world.names, 8)
    for _ in range(r.randint(1, 3)):
        _claim(world, draft, incident, lead, False)
    for other in incident.of:
        for _ in range(r.choice((0, 0, 1, 1, 2, 3))):
            _claim(world, draft, other, lead, False)
    older = world.recent.get((incident.actor, incident.recipient))
    for _ in range(r.randint(0, 2)):
        if older:
            _claim(world, draft, r.choice(older), lead, True)
        _claim(world, draft, world._happening((incident.actor, incident.recipient), draft.day, r.choice([*FAMILIES])), lead, False)
    for _ in range(3):
        _sentence(world, draft, (), r.sample(others, 3))
    return draft


def _sentence(world: World, draft: Draft, words: Sequence[str], names: Sequence[str]) -> tuple[Span, str]:
    r = world.random
    said = [*words, *names, *world.words(max(2, r.randint(4, 12) - len(words))), *r.choices(SMALL, k=r.randint(3, 9))]
    r.shuffle(said)
    sentence = " ".join(["The", *said]) + "."
    span = Span(len(draft.text), len(draft.text) + len(sentence))
    draft.sentences.append(Sentence(len(draft.sentences), span, "body", 0))
    draft.text += sentence + "\n\n"
    return span, sentence


def _claim(world: World, draft: Draft, told: Incident, lead: str, old: bool) -> None:
    """One sentence on an incident, as complete as reports are: often without parties, place, day or number."""
    r = world.random
    place = told.place if told.place is not None and r.random() < 0.6 else None
    where = [f"in {place.name}"] if place is not None else []
    word = r.choice(world.triggers[told.kind])
    span, text = _sentence(world, draft, [word, *r.sample(told.words, r.randint(2, 6))], [*r.sample(told.names, r.randint(0, 2)), lead, *where])
    at = span.start + text.index(f" {word}") + 1
    trigger = Words(word, Span(at, at + len(word)))
    kind = world.ontology.types[told.kind]
    alleged = r.random() < 0.45
    dated = not old and r.random() < 0.22
    day = _iso(told.day if dated else draft.day)
    killed = None if told.killed is None or r.random() < 0.5 else max(0, told.killed + r.choice((0, 0, 0, -1, 2, 5)))
    modes = (told.mode,) if told.mode is not None and r.random() < 0.8 else ()
    blank = Figure("killed", killed, killed, killed, None, None, trigger.span)
    draft.claims.append(
        Claim(
            id="",
            document=DocumentRef("", "", None, None, None, None, None, None),
            zone="body",
            sentence=len(draft.sentences) - 1,
            text=text,
            span=span,
            also=(),
            event=told.kind,
            modes=modes,
            contexts=("military",) if told.killed is not None else (),
            force=None,
            quad=kind.quad,
            score=kind.score_of(modes),
            cameo="190",
            goldstein=-9.0,
            trigger=trigger,
            reciprocal=False,
            actors=_party(r, told.actor, 0.8),
            recipients=_party(r, told.recipient, 0.6),
            status="actual",
            polarity="-" if r.random() < 0.05 else "+",
            realis="occurred",
            background=old,
            basis="fact",
            factuality=Factuality("CT+", "Uu" if alleged else "CT+"),
            deed=not alleged and not old,
            alleged=alleged and not old,
            cues=(),
            condition=None,
            content=None,
            inside=None,
            denies=None,
            statement=None,
            attribution=_chain(r, told, draft.outlet),
            time=Time(day, day, day, 1 if dated else 2, "stated" if dated else "published"),
            place=place,
            figures=(blank,) if killed is not None else (),
            why=(Why(f"frames/{told.frame}" if told.frame is not None else "frames/none#none", trigger.span),),
            confidence=None,
            coder="made",
            ontology="made",
        )
    )


def _party(r: Random, country: str, told: float) -> tuple[Party, ...]:
    if r.random() > told:
        return ()
    if r.random() < 0.08:
        return (Party("gunmen", None, None, "people", None, ("REB",)),)
    if r.random() < 0.05:
        return (Party(f"{country} Front", None, f"{country} Front", "group", country, ("REB",), None, f"front-{country.lower()}"),)
    kind, sector = r.choice((("force", "MIL"), ("organ", "GOV"), ("people", "CVL"), ("person", "GOV")))
    return (Party(f"{country} {sector}", None, None, kind, country, (sector,)),)  # type: ignore[arg-type]


def _chain(r: Random, told: Incident, outlet: str) -> tuple[Link, ...]:
    last = Link(Party(outlet, None, outlet, "media", None, ("JRN",)), "media", None, "neutral", None)
    if r.random() > 0.45:
        return (last,)
    if r.random() < 0.2:
        return (Link(None, "unnamed", None, "neutral", "indirect"), last)
    country = r.choice((told.actor, told.recipient))
    sector, name = r.choice((("GOV", "ministry"), ("MIL", "army"), ("GOV", "president"), ("HLH", "hospital")))
    return (Link(Party(f"the {name}", None, f"{country} {name}", "organ", country, (sector,)), "organisation", None, "neutral", "indirect"), last)


def _coding(draft: Draft, ontology: Ontology) -> Coding:
    """The report with ids in its claims; a reprint has other ids, and its outlet at the end of its chains."""
    day = _iso(draft.day)
    identity = digest(draft.outlet, None, day, draft.text)
    document = Document(identity, f"made/{identity}", draft.text, outlet=draft.outlet, published=day, basis="given", language="en")
    ref = DocumentRef(identity, document.key, None, None, draft.outlet, day, "given", "en")
    last = Link(Party(draft.outlet, None, draft.outlet, "media", None, ("JRN",)), "media", None, "neutral", None)
    claims = tuple(
        replace(c, id=digest(identity, *c.trigger.span, c.event, n), document=ref, attribution=(*c.attribution[:-1], last)) for n, c in enumerate(draft.claims)
    )
    return Coding(document, sentences=tuple(draft.sentences), claims=claims)


def _iso(day: int) -> str:
    return (FIRST + timedelta(days=day)).isoformat()
