"""Events, accounts and disputes: opinions about claims, always recomputable."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.claim import Figure


@dataclass(frozen=True, slots=True)
class Dyad:
    """A directed pair of parties by country code: actor, recipient."""

    actor: str
    recipient: str


@dataclass(frozen=True, slots=True)
class Account:
    """One side's version of an event: the ids of its claims, grouped by who says so."""

    event: str
    side: str
    sources: tuple[str, ...]
    claims: tuple[str, ...]
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispute:
    """Accounts of one event that cannot both be true, about one field (done, figures, actor, place, time)."""

    event: str
    field: str
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """The claims that speak of one happening, as far as we can tell."""

    id: str
    type: str
    claims: tuple[str, ...]
    accounts: tuple[Account, ...] = ()
    disputes: tuple[Dispute, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's change to a claim or an event: appended, signed, dated (ISO 8601), never overwritten."""

    target: str
    field: str
    old: str | None
    new: str | None
    by: str
    at: str
    reason: str = ""
