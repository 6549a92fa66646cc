"""A small export made by hand: ten events that between them hold every trap of the formats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from sayso.model.claim import Claim, Factuality, Figure, Place, Time
from sayso.model.codes import CountryCodes
from sayso.model.event import Account, Count, Dispute, Dyad, Event, Member, Range, Version
from sayso.model.export import Export, OutletName, Rules
from sayso.model.ids import digest
from sayso.model.statement import Link, Party
from sayso.model.text import Document, DocumentRef, Span, Words
from sayso.ontology.country_codes import load_country_codes
from sayso.ontology.events import load_events
from sayso.ontology.exporting import load_export_rules
from sayso.ontology.load import packaged
from sayso.writers.exports import write

MADE = "sayso 0.0.0, ontology sha256:0123456789abcdef"
NASTY = '=HYPERLINK("http://x.example";"a")\t\x00\x1b[31m\r\n| \u202e\u2028 \ud800 😀 end'


@pytest.fixture(scope="session")
def codes() -> CountryCodes:
    return load_country_codes(packaged() / "country_codes.csv")


@pytest.fixture(scope="session")
def rules(codes: CountryCodes) -> Rules:
    return load_export_rules(packaged() / "exports.yaml", load_events(packaged() / "events"), codes)


def party(
    text: str, country: str | None = None, *sectors: str, kind: Any = None, id: str | None = None, name: str | None = None, role: str | None = None
) -> Party:
    return Party(text, Span(0, len(text)), name, kind, country, sectors, role, id)


def day(start: str | None, end: str | None = "", precision: int | None = 1, basis: Any = "stated") -> Time:
    return Time(start, start if end == "" else end, start, precision, basis)


def town(name: str, country: str, latitude: float, longitude: float, admin1: str | None = None) -> Place:
    return Place(name, country, admin1, latitude, longitude, "geonames:4242", 1, Span(10, 15))


@dataclass(frozen=True)
class Made:
    """An event with its claims and documents."""

    event: Event
    claims: tuple[Claim, ...]
    documents: tuple[Document, ...]


DONE = {"deed": True, "alleged": False, "status": "actual"}


def document(key: str, title: str | None = "A headline", outlet: str = "wire", published: str | None = "2031-03-15", url: str | None = None) -> Document:
    text = f"{key} 😀 Alpha struck Beta near Gamma on Friday.\r\nIt was told by {key}."
    return Document(digest(key), key, text, url, title, outlet, published, "given", "en")


def claim(of: Event, told: Document, **changes: Any) -> Claim:
    start = told.text.index("struck")
    ref = DocumentRef(told.id, told.key, told.url, told.title, told.outlet, told.published, told.basis, told.language)
    speaker = Link(party("the ministry", "IRN", "GOV", kind="organ"), "organisation", Words("said", Span(0, 4)), "neutral", "indirect")
    made = Claim(
        id=digest(of.id, told.id, len(of.members), changes.get("status")),
        document=ref,
        zone="body",
        sentence=0,
        text="Alpha struck Beta near Gamma on Friday.",
        span=Span(start - 6, start + 30),
        also=(),
        event=of.type,
        modes=of.modes,
        contexts=of.contexts,
        force=None,
        quad=of.quad,
        score=of.score,
        cameo=of.cameo,
        goldstein=of.goldstein,
        trigger=Words("struck", Span(start, start + 6)),
        reciprocal=of.reciprocal,
        actors=tuple(replace(p, span=Span(start - 6, start - 1)) for p in of.actors),
        recipients=of.recipients,
        status="actual",
        polarity="+",
        realis="occurred",
        background=False,
        basis=None,
        factuality=Factuality("CT+", "CT+" if of.deed else "Uu"),
        deed=of.deed,
        alleged=of.alleged,
        cues=(),
        condition=None,
        content=None,
        inside=None,
        denies=None,
        statement=None,
        attribution=(speaker,),
        time=of.time,
        place=of.place,
        figures=(Figure("killed", 4, 4, 4, "people", None, Span(0, 1)),),
        why=(),
        confidence=None,
        coder="sayso 0.0.0",
        ontology="sha256:0",
    )
    return replace(made, **changes)


def event(name: str, type: str, quad: int, actors: tuple[Party, ...], recipients: tuple[Party, ...] = (), **changes: Any) -> Event:
    made = Event(
        id=digest(name),
        type=type,
        modes=(),
        contexts=(),
        quad=quad,
        score=-9.0 if quad == 4 else 2.5,
        cameo="190",
        goldstein=-10.0,
        reciprocal=False,
        actors=actors,
        recipients=recipients,
        dyads=tuple(Dyad(a.country, r.country) for a in actors for r in recipients if a.country and r.country),
        time=day("2031-03-14"),
        place=None,
        deed=True,
        alleged=False,
        status="single source",
        status_why="one source",
        reports=1,
        sources=1,
        independent=1,
        reprints=0,
        first="2031-03-15",
        last="2031-03-15",
        figures=(),
        about=(),
        summary=f"The {name}.",
        members=(),
        accounts=(),
        disputes=(),
    )
    return replace(made, **changes)


def made(of: Event, *documents: Document, says: Any = "done", **changes: Any) -> Made:
    told = documents or (document(of.summary),)
    claims = tuple(claim(of, d, **changes) for d in told)
    members = tuple(Member(c.id, c.document.id, says, 1.0, ("it fits",)) for c in claims)
    return Made(replace(of, members=members), claims, told)


GERMANS = party("German jets", "DEU", "MIL", kind="force", name="Luftwaffe")
REBELS = party("the rebels", "YEM", "REB", kind="group", id="rebels")
IRAN = party("Tehran", "IRN", "GOV", kind="state", id="IRN", name="Iran")
KOSOVO = party("Pristina", "XKX", "GOV", kind="state", id="XKX", name="Kosovo")
GERMANY = party("Berlin", "DEU", "GOV", kind="state", id="DEU", name="Germany", role="-chancellor")
DOCTORS = party("doctors", "YEM", "HLH", kind="people")
UN = party("the UN", "UNO", "UNO", kind="igo", id="un", name="United Nations")


def strike() -> Made:
    """A disputed strike: 0, 4 or 11 dead; one report denies it."""
    plain = event(
        "strike",
        "ASSAULT",
        4,
        (GERMANS,),
        (REBELS,),
        modes=("aerial",),
        contexts=("military",),
        cameo="195",
        place=town("Sanaa", "YEM", 15.35472, 44.20667, "Amanat Alasimah"),
        status="disputed",
        figures=(Range("killed", 0, None, 11, 3), Range("casualties", 40, 40, 40, 1), Range("wounded", 7, 7, 7, 1)),
        sources=3,
    )
    told = made(plain, document("one", url="https://wire.example/1?a=1&b=2"), document("two", NASTY, "state-tv", "2031-03-16"))
    denial = claim(plain, document("three", "No strike", "state-tv", "2031-03-16"), status="negated", deed=False)
    count = Count("killed", 4, 4, 4, "2031-03-15", told.documents[0].id, Span(0, 1))
    account = Account(
        plain.id, "independent", "Wire", "media", False, "done", ("wire",), ("wire",), (told.claims[0].id,), (count,), ("DEU",), None, None, None, None
    )
    dispute = Dispute(digest("dispute"), plain.id, "killed", (Version("4", (), (), (), ()), Version("11", (), (), (), ())), "they cannot all be true")
    members = (*told.event.members, Member(denial.id, denial.document.id, "denied", 0.9, ()))
    whole = replace(told.event, members=members, accounts=(account, replace(account, says="denied")), disputes=(dispute,))
    return Made(whole, (*told.claims, denial), (*told.documents, document("three", "No strike", "state-tv", "2031-03-16")))


def everything() -> tuple[Made, ...]:
    """All events by name, in the order of day and id."""
    country = Place("Iran", "IRN", None, None, None, None, 6, None, reason="a country has no pin")
    gaza = replace(town("Rafah", "PSE", 31.2968, 34.2436, "Gaza Strip"))
    return (
        strike(),
        made(event("talks", "CONSULT", 1, (GERMANY, KOSOVO, IRAN), reciprocal=True, cameo="040", goldstein=1.0, modes=("multilateral",))),
        made(event("threat", "THREATEN", 3, (GERMANY,), (IRAN,), cameo="130", time=day("2031-03-15", precision=2, basis="published"))),
        made(event("alleged", "ASSAULT", 4, (IRAN,), (DOCTORS,), deed=False, alleged=True, place=country, figures=(Range("killed", 2, 2, 2, 1),))),
        made(event("denied", "ASSAULT", 4, (IRAN,), (GERMANY,), deed=False), says="denied", status="negated", deed=False),
        made(event("arrests", "COERCE", 4, (IRAN,), (DOCTORS,), modes=("arrest",), cameo="173", place=country, time=day("2031-03-01", "2031-03-31", 4))),
        made(event("sanctions", "SANCTION", 4, (GERMANY, KOSOVO), (IRAN, UN), cameo="163", summary="=1+1")),
        made(event("protest", "PROTEST", 4, (DOCTORS,), (), modes=("demo",), cameo="141", place=gaza, time=day("2031-03-10", "2031-03-16", 3))),
        made(event("clash", "ASSAULT", 4, (), (DOCTORS,), time=day("2031-03-14"), figures=(Range("casualties", 40, 40, 40, 1),))),
        made(event("offer", "AGREE", 1, (GERMANY,), (IRAN,), cameo=None, goldstein=None, time=day(None, "2031-03-20", None), about=("x",))),
    )


@pytest.fixture(scope="session")
def export(codes: CountryCodes, rules: Rules) -> Export:
    found = everything()
    return Export(
        events=tuple(m.event for m in found),
        claims={c.id: c for m in found for c in m.claims},
        documents={d.id: d for m in found for d in m.documents},
        outlets={"wire": OutletName("wire", "The Wire; Ltd", "GBR", "independent"), "state-tv": OutletName("state-tv", "State TV", "IRN", "state")},
        codes=codes,
        rules=rules,
        made=MADE,
    )


@pytest.fixture(scope="session")
def ids() -> dict[str, str]:
    """Event ids by the names above."""
    return {m.event.summary.removeprefix("The ").removesuffix("."): m.event.id for m in everything()} | {"sanctions": digest("sanctions")}


@pytest.fixture
def wrote(export: Export, tmp_path: Path) -> Callable[[str], Path]:
    """wrote("gdelt"): the folder with that export."""

    def run(name: str) -> Path:
        folder = tmp_path / name
        write(name, export, folder)
        return folder

    return run
