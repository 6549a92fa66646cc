"""Short invented reports taken through the real coder, and tellings made by hand where only what is told of an event matters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import pytest

from sayso.model.claim import Claim, Place, Time
from sayso.model.coding import Coding
from sayso.model.event import Account, Count, Event, Says
from sayso.model.ids import digest
from sayso.model.statement import Party
from sayso.model.telling import Bond, Source, Tally, Telling, Told
from sayso.model.text import Span
from sayso.ontology.actors import Outlet
from sayso.ontology.load import Ontology
from sayso.ontology.resolving import Resolving
from sayso.resolve.accounts import Word, accounts, words_on
from sayso.resolve.days import tightest, window
from sayso.resolve.events import Given, event_of
from sayso.resolve.parties import keys_of
from sayso.resolve.resolver import all_matches, events
from sayso.resolve.sides import Press
from sayso.resolve.tellings import filed, tellings

DAY = "2031-04-08"


@pytest.fixture(scope="session")
def rules(ontology: Ontology) -> Resolving:
    return ontology.resolving


@pytest.fixture(scope="session")
def tell(code: Callable[..., Coding], rules: Resolving) -> Callable[..., tuple[Telling, ...]]:
    """tell("Chad bombed …", "2031-04-09"): the tellings of a report."""
    return lambda text, published="2031-04-09", outlet=None: tellings(code(text, published, outlet), rules)


@pytest.fixture(scope="session")
def resolve(ontology: Ontology) -> Callable[..., tuple[Event, ...]]:
    """resolve(codings, bonds=(), outlets={}): the events of some coded reports."""

    def run(codings: Sequence[Coding], bonds: Sequence[Bond] = (), outlets: Mapping[str, Outlet] | None = None) -> tuple[Event, ...]:
        told = [t for c in codings for t in tellings(c, ontology.resolving)]
        given = Given(ontology.resolving, ontology.types, ontology.crosswalk, Press(outlets or {}, {}))
        return events(told, tuple(all_matches(told, ontology.resolving)), bonds, given)

    return run


@pytest.fixture(scope="session")
def words() -> Callable[[Iterable[Telling], Sequence[Coding]], list[list[str]]]:
    """For each telling the words that tell of it; for comparing how a report was grouped."""

    def run(told: Iterable[Telling], codings: Sequence[Coding]) -> list[list[str]]:
        of = {c.id: c.trigger.text for coding in codings for c in coding.claims}
        return [[of[x.claim] for x in t.told] for t in told]

    return run


class Make:
    """Records that differ only by what a test says."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.rules = ontology.resolving

    def party(self, text: str, country: str | None = None, *sectors: str, id: str | None = None, kind: str | None = None) -> Party:
        return Party(text, None, text if id else None, kind or ("group" if id else "state"), country, sectors, None, id)  # type: ignore[arg-type]

    def source(self, name: str, country: str | None = None, *sectors: str, kind: str = "official", group: str | None = None) -> Source:
        return Source(group or f"{name.lower()}|{country or ''}", name, kind, country, group, sectors, False)  # type: ignore[arg-type]

    def unnamed(self, kind: str = "unnamed") -> Source:
        return Source(f"unnamed {kind}", "somebody unnamed", kind, None, None, (), False)  # type: ignore[arg-type]

    def paper(self, outlet: str) -> Source:
        return Source(f"outlet {outlet}", outlet, "media", None, None, ("JRN",), True)

    def outlet(self, id: str, affiliation: str = "independent", country: str | None = None, kind: str = "newspaper") -> Outlet:
        return Outlet(id, id.title(), kind, country, affiliation, (), ())

    def place(self, name: str, latitude: float | None = None, longitude: float | None = None, country: str = "TCD", precision: int = 2) -> Place:
        return Place(name, country, None, latitude, longitude, f"geo:{name}", precision, None, countries=(country,))

    def day(self, start: str | None, end: str | None = "same") -> Time:
        end = start if end == "same" else end
        return Time(start, end, None, 1 if start == end else 2, "stated")

    def count(self, low: int | None, high: int | None = -1, kind: str = "killed", day: str | None = "2031-04-09", document: str = "d") -> Count:
        """count(4): four; count(4, None): at least four; count(None, 4): up to four."""
        high = low if high == -1 else high
        return Count(kind, low, low if low == high else None, high, day, document, Span(0, 1))

    def told(
        self,
        *sources: Source,
        by: Sequence[Party] = (),
        to: Sequence[Party] = (),
        says: Says = "done",
        counts: Sequence[Count] = (),
        type: str = "ASSAULT",
        time: Time | None = None,
        place: Place | None = None,
        harm: bool = False,
        trigger: str = "bombed",
        modes: tuple[str, ...] = (),
        reciprocal: bool = False,
        about: tuple[str, ...] = (),
        words: tuple[str, ...] = (),
        sentence: int = 0,
        claim: str = "",
    ) -> Told:
        """One claim, on the word of `sources` (innermost first) and then of the outlet."""
        return Told(
            claim, sentence, type, modes, (), None, trigger, reciprocal, says, says == "done" and not sources, says == "done" and bool(sources), False,
            tuple(by), tuple(to), time, place, tuple(counts), sources, about, (), harm, False, words, words, (), (), False,
        )  # fmt: skip

    def telling(self, outlet: str, *told: Told, day: str | None = "2031-04-09", number: int = 0, tallies: Sequence[Tally] = ()) -> Telling:
        """What one report of an outlet tells of one happening; `number` tells reports of one outlet and day apart."""
        document = digest(outlet, day, number)
        whole = tuple(
            replace(
                t,
                claim=t.claim or digest(document, n),
                sources=(*t.sources, self.paper(outlet)),
                counts=tuple(replace(c, reported=day, document=document) for c in t.counts),
            )
            for n, t in enumerate(told)
        )
        start, end, dated = tightest(window(t.time, day, t.recalled, self.rules) for t in whole)
        actors, recipients = keys_of(p for t in whole for p in t.actors), keys_of(p for t in whole for p in t.recipients)
        beside = tuple(Tally(replace(y.count, reported=day, document=document), (*y.sources, self.paper(outlet))) for y in tallies)
        made = Telling(
            digest(document, "telling"), document, outlet, day, self.rules.families[told[0].type], whole, beside, actors, recipients, start, end, dated,
            next((t.place for t in whole if t.place is not None), None), (), tuple(sorted({*actors, *recipients})), (),
        )  # fmt: skip
        return filed(made, self.rules)

    def given(self, outlets: Iterable[Outlet] = (), original: Mapping[str, str] | None = None) -> Given:
        return Given(self.rules, self.ontology.types, self.ontology.crosswalk, Press({o.id: o for o in outlets}, original or {}))

    def event(self, *told: Telling, outlets: Iterable[Outlet] = (), original: Mapping[str, str] | None = None) -> Event:
        """The event some tellings make, whether or not they would be joined."""
        event = event_of(told, {}, self.given(outlets, original))
        assert event is not None
        return event

    def words(self, *told: Telling, outlets: Iterable[Outlet] = (), original: Mapping[str, str] | None = None) -> tuple[Word, ...]:
        return words_on(told, self.given(outlets, original).press, self.rules)

    def accounts(self, *told: Telling, outlets: Iterable[Outlet] = ()) -> tuple[Account, ...]:
        return accounts("e", self.words(*told, outlets=outlets))


@pytest.fixture(scope="session")
def make(ontology: Ontology) -> Make:
    return Make(ontology)


@pytest.fixture(scope="session")
def claim_of(code: Callable[..., Coding]) -> Callable[..., Claim]:
    """claim_of("Chad bombed …", "bombed"): the claim a word of a text makes."""

    def run(text: str, trigger: str, **given: str) -> Claim:
        return next(c for c in code(text, "2031-04-09", **given).claims if c.trigger.text == trigger)

    return run
