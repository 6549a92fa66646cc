"""Events, accounts and disputes: opinions about claims, always recomputable. Field order is the record's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.model.claim import Place, Time
from sayso.model.statement import Party, SourceKind
from sayso.model.text import Span

Says = Literal["done", "denied", "open"]
"""What a claim says of its event: it was so (done or going on), it was not so, or it is left open."""
Standing = Literal["agreed", "reported by independent sources", "single source", "one side only", "disputed"]
Question = Literal["done", "actor", "killed", "wounded", "missing", "detained", "abducted", "displaced", "place", "time"]
"""What accounts can contradict each other about."""
ASKED: tuple[Question, ...] = ("done", "actor", "killed", "wounded", "missing", "detained", "abducted", "displaced", "place", "time")


@dataclass(frozen=True, slots=True)
class Dyad:
    """A directed pair of parties: actor, recipient. A party is a country code, or the id of an armed group."""

    actor: str
    recipient: str

    def __str__(self) -> str:
        return f"{self.actor}>{self.recipient}"


@dataclass(frozen=True, slots=True)
class Member:
    """A claim's place in an event: what it says of it, how well it fits (0 to 1; 1 for the claim the event is named after) and why."""

    claim: str
    document: str
    says: Says
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A figure as one source gave it on one day: low, best and high as the words allow (None: not bounded, not told). `reported` is
    the day of the report (ISO), None where unknown; `document` and `span` say where the words stand."""

    kind: str
    low: int | None
    best: int | None
    high: int | None
    reported: str | None
    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class Account:
    """One source's version of an event. `side` is the party it speaks for (a country code or a group's id), "independent", or another
    country's code. `origins` say where its word comes from: `source` and its key, or `report` and the document it goes back to
    (reprints have one); `actors`, `time` and `place` are None or empty where it tells none."""

    event: str
    side: str
    source: str
    kind: SourceKind
    party: bool
    says: Says
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    claims: tuple[str, ...]
    counts: tuple[Count, ...]
    actors: tuple[str, ...]
    time: Time | None
    place: Place | None
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """One answer to a disputed question: its value in words, and the sources, sides, claims and figures behind it."""

    value: str
    sides: tuple[str, ...]
    sources: tuple[str, ...]
    claims: tuple[str, ...]
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Accounts of one event that cannot all be true, about one question; two or more versions, in a stable order."""

    id: str
    event: str
    about: Question
    versions: tuple[Version, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Range:
    """What all accounts say of one kind of figure: the lowest and the highest of the latest values of each source, and the value most
    sources on no side give, or all give where there are none (`best`, None where none stands out)."""

    kind: str
    low: int | None
    best: int | None
    high: int | None
    sources: int


@dataclass(frozen=True, slots=True)
class Event:
    """The claims that speak of one happening, as far as we can tell.

    `deed`: an outlet vouches for it, and for its doers where any are known; `alleged`: only quoted sources do.
    `sources` counts origins with reprints and outlets that pass on the same source folded; `independent` those on no side of it.
    `first` and `last` are days of publication. `about` are the claims of what an act of speech is about, or of what is denied.
    """

    id: str
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    quad: int
    score: float
    cameo: str | None
    goldstein: float | None
    reciprocal: bool
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    dyads: tuple[Dyad, ...]
    time: Time | None
    place: Place | None
    deed: bool
    alleged: bool
    status: Standing
    status_why: str
    reports: int
    sources: int
    independent: int
    reprints: int
    first: str | None
    last: str | None
    figures: tuple[Range, ...]
    about: tuple[str, ...]
    summary: str
    members: tuple[Member, ...]
    accounts: tuple[Account, ...]
    disputes: tuple[Dispute, ...]

    @property
    def killed(self) -> int | None:
        """People killed: the number most sources give, else the lowest told; None without a figure."""
        found = next((f for f in self.figures if f.kind == "killed"), None)
        if found is None:
            return None
        return found.best if found.best is not None else found.low

    @property
    def disputed(self) -> bool:
        """Whether its accounts disagree about anything."""
        return bool(self.disputes) or self.status == "disputed"

    @property
    def impartial(self) -> tuple[str, ...]:
        """Where the word of those accounts comes from that speak for no party to it, sorted."""
        return tuple(sorted({origin for a in self.accounts if not a.party for origin in a.origins}))


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's change to a claim or an event: appended, signed, dated (ISO 8601), never overwritten.

    `target` is a claim or event id, `claims` the claims it is about: their ids hold no version, so that it survives a newer coder.
    `field` is a field of the claim (event, modes, status, actors, recipients, time, place, figures: `old` and `new` in the form of run.correction_values), or
    "merge", "split", "reject", "accept", or "undo": `new` is the id of the correction that is taken back.
    """

    id: str
    target: str
    field: str
    old: str | None
    new: str | None
    by: str
    at: str
    reason: str = ""
    claims: tuple[str, ...] = ()
