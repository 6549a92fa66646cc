"""Records with every field filled by its type, and text in them that would break careless SQL."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from sayso.model.claim import Claim, Figure, Place, Time
from sayso.model.event import Correction, Dispute, Dyad, Event, Member
from sayso.model.ids import digest
from sayso.model.statement import Party, Statement
from sayso.model.telling import Match, Telling, Told
from sayso.model.text import Document, DocumentRef, Sentence, Span
from sayso.store import CodingId, Owner, RunRow, Stored, open_owner

NASTY = "O'Brien \"x\"; DROP TABLE claims; -- % _ \\ \x00 ? $1 {} [] 日本 \U0001f600 \u2028 \n\t NULL '' \r"
FIRST = CodingId("c1", "sayso 0.1", "sha256:aa", "s1")
SECOND = CodingId("c2", "sayso 0.2", "sha256:aa", "s1")
RUN = RunRow("r1", "c1", f"sayso add {NASTY}", "2031-01-02T03:04:05Z")
DAY = "2031-03-14"


def filled(kind: Any, text: str) -> Any:
    """A value of a type, nothing in it empty."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return filled(next(k for k in typing.get_args(kind) if k is not type(None)), text)
    if origin is typing.Literal:
        return typing.get_args(kind)[0]
    if origin is tuple:
        return (filled(typing.get_args(kind)[0], text),) * 2
    if kind is Span:
        return Span(3, 7)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{f.name: filled(hints[f.name], text) for f in fields(kind)})
    return {str: text, int: 3, float: -0.1, bool: True}[kind]


class Make:
    """Builds records that differ by number; `text` goes into every field that takes free text."""

    first = FIRST
    second = SECOND
    run = RUN
    day = DAY

    def __init__(self, text: str = NASTY) -> None:
        self.text = text
        self._blank: dict[type, Any] = {}

    def blank(self, kind: type) -> Any:
        if kind not in self._blank:
            self._blank[kind] = filled(kind, self.text)
        return self._blank[kind]

    def document(self, number: int, published: str | None = DAY) -> Document:
        name = digest(number, self.text)
        outlet = f"Outlet {number % 3} {self.text}"
        return replace(self.blank(Document), id=name, key=f"{self.text}/{number}", text=f"Report {number}. {self.text}", outlet=outlet, published=published)

    def ref(self, d: Document) -> DocumentRef:
        return DocumentRef(d.id, d.key, d.url, d.title, d.outlet, d.published, d.basis, d.language)

    def claim(self, d: Document, n: int, coding: CodingId = FIRST) -> Claim:
        blank = self.blank(Claim)
        parties = (replace(self.blank(Party), country="USA"), replace(self.blank(Party), country=None), replace(self.blank(Party), country="USA"))
        figures = (replace(self.blank(Figure), high=2**40), replace(self.blank(Figure), low=None, civilian=None))
        name = digest("claim", d.id, n)
        return replace(blank, id=name, document=self.ref(d), actors=parties, figures=figures, coder=coding.coder, confidence=None, condition=None)

    def stored(self, number: int, coding: CodingId = FIRST, blocks: tuple[str, ...] = ("k",), claims: int = 2, published: str | None = DAY) -> Stored:
        d = self.document(number, published)
        statement = replace(self.blank(Statement), id=digest("st", d.id), document=self.ref(d))
        made = tuple(self.claim(d, n, coding) for n in range(claims))
        tellings = tuple(self.telling(d, n, blocks, (c.id,)) for n, c in enumerate(made))
        sentences = (Sentence(0, Span(0, 5), "headline", 0), Sentence(1, Span(6, 9), "body", 1))
        return Stored(d, coding, sentences, (statement,), made, tellings, (number, 2**64 - 1), (f"band {number % 2}", self.text))

    def telling(self, d: Document, n: int, blocks: tuple[str, ...], claims: tuple[str, ...]) -> Telling:
        told = tuple(replace(self.blank(Told), claim=c, time=None) for c in claims)
        return replace(self.blank(Telling), id=digest("t", d.id, n), document=d.id, told=told, blocks=blocks, place=None)

    def tellings(self, numbers: range) -> list[Telling]:
        """The first telling of each report."""
        return [self.stored(n).tellings[0] for n in numbers]

    def event(self, number: int, claims: tuple[Claim, ...] = (), day: str | None = DAY, dyad: tuple[str, str] = ("IRN", "USA"), disputed: bool = True) -> Event:
        name = digest("event", number)
        members = tuple(replace(self.blank(Member), claim=c.id, document=c.document.id) for c in claims)
        disputes = tuple(replace(self.blank(Dispute), id=digest(name, i), event=name) for i in range(2)) if disputed else ()
        time = replace(self.blank(Time), start=day, end=day) if day else None
        return replace(
            self.blank(Event), id=name, members=members, disputes=disputes, time=time, dyads=(Dyad(*dyad),), status="disputed" if disputed else "agreed",
            sources=number, first=None if day is None else "2031-03-20", about=(digest("event", number + 1),), place=self.blank(Place),
        )  # fmt: skip

    def correction(self, number: int, target: str = "e1") -> Correction:
        return replace(self.blank(Correction), id=digest("corr", number), target=target, old=None)

    def match(self, a: Telling, b: Telling, score: float = 0.5) -> Match:
        one, other = sorted((a.id, b.id))
        return Match(one, other, score, (self.text, "same day"))


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store o'x.duckdb"


@pytest.fixture
def owner(path: Path) -> Iterator[Owner]:
    with open_owner(path, "sayso add") as opened:
        yield opened
