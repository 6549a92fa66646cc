"""Events made by hand: only what tracking reads of them is told, everything else is empty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from sayso.model.claim import Time
from sayso.model.event import Account, Dispute, Dyad, Event, Range
from sayso.ontology.load import Ontology
from sayso.ontology.tracking import Tracking, load_tracking

SCORES = {1: 2.5, 2: 9.0, 3: -3.5, 4: -9.0}
TYPES = {1: "CONSULT", 2: "AID", 3: "THREATEN", 4: "ASSAULT"}
Make = Callable[..., Event]


@pytest.fixture(scope="session")
def tracking(ontology: Ontology) -> Tracking:
    return load_tracking(ontology.folder / "track.yaml", ontology.types)


@pytest.fixture(scope="session")
def make() -> Make:
    """make("e1", "2031-03-04", quad=4): a deed of ARN towards BEL on a day; `end` None where only the report's date is known."""

    def event(
        id: str,
        day: str,
        quad: int = 4,
        *,
        end: str | None = "",
        type: str = "",
        modes: tuple[str, ...] = (),
        score: float | None = None,
        deed: bool = True,
        alleged: bool = False,
        killed: tuple[int | None, int | None] | None = None,
        pairs: tuple[str, ...] = ("ARN>BEL",),
        first: str | None = "",
        origins: tuple[str, ...] = ("wire",),
        party: bool = False,
        disputed: bool = False,
    ) -> Event:
        time = Time(day, end or day, day, 1, "stated") if end is not None else Time(day, day, f"{day}~", 2, "published")
        low, best = killed or (None, None)
        return Event(
            id=id,
            type=type or TYPES[quad],
            modes=modes,
            contexts=(),
            quad=quad,
            score=SCORES[quad] if score is None else score,
            cameo=None,
            goldstein=None,
            reciprocal=False,
            actors=(),
            recipients=(),
            dyads=tuple(Dyad(*pair.split(">")) for pair in pairs),
            time=time,
            place=None,
            deed=deed,
            alleged=alleged,
            status="single source",
            status_why="",
            reports=1,
            sources=1,
            independent=1,
            reprints=0,
            first=day if first == "" else first,
            last=None,
            figures=(Range("killed", low, best, None, 1),) if killed else (),
            about=(),
            summary="",
            members=(),
            accounts=(Account(id, "", "", "media", party, "done", origins, origins, (), (), (), None, None, None, None),),
            disputes=(Dispute("d", id, "place", (), ""),) if disputed else (),
        )

    return event


@pytest.fixture(scope="session")
def every() -> Callable[[str, str], frozenset[str]]:
    """every("2031-01-01", "2031-01-31"): all these days, both included."""

    def days(first: str, last: str) -> frozenset[str]:
        start = date.fromisoformat(first)
        return frozenset((start + timedelta(days=n)).isoformat() for n in range((date.fromisoformat(last) - start).days + 1))

    return days
