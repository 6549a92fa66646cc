"""What people have decided of claims, from their corrections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sayso.model.event import Correction
from sayso.run.amended import ACCEPT, REJECT, standing
from sayso.run.correction_values import FIELDS, TYPE
from sayso.store import Reader
from sayso.store.inbox import pending

Judgement = Literal["accepted", "edited", "retyped", "rejected"]
"""right as it is; right but for other fields than the type; of another type; no claim at all."""


@dataclass(frozen=True, slots=True)
class Value:
    """The right value of a field, as a person gave it; see run.correction_values for its form. `old` is the coder's, in the same form."""

    field: str
    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What people say of one claim: the last word in force. `by`, `at` and `reason` are of the last correction behind it."""

    claim: str
    judgement: Judgement
    values: tuple[Value, ...]
    by: str
    at: str
    reason: str


def verdicts(corrections: Iterable[Correction]) -> tuple[Verdict, ...]:
    """The verdicts on claims that were looked at themselves, by claim, from all corrections in the order they arrived.

    Only corrections of the claim count: rejecting an event says nothing of how each of its claims was read. A claim that was edited and also accepted is
    `edited`: the edit stands until it is undone. One that was rejected and later edited still is `rejected`.
    """
    found: dict[str, list[Correction]] = {}
    for c in standing(corrections):
        if c.target in c.claims and c.field in (REJECT, ACCEPT, *FIELDS):
            found.setdefault(c.target, []).append(c)
    return tuple(_verdict(claim, found[claim]) for claim in sorted(found))


def judged(corrections: Iterable[Correction]) -> frozenset[str]:
    """Claims a person has decided on, also with their event as a whole; all corrections in the order they arrived."""
    return frozenset(i for c in standing(corrections) if c.field in (REJECT, ACCEPT) or c.target in c.claims for i in c.claims)


def corrections_of(reader: Reader) -> tuple[Correction, ...]:
    """A store's corrections, those that wait in its inbox too, each once, in the order they arrived. Raises StoreError."""
    return tuple({c.id: c for c in (*reader.corrections(), *pending(reader.path))}.values())


def _verdict(claim: str, said: list[Correction]) -> Verdict:
    values = {c.field: Value(c.field, c.old, c.new) for c in said if c.field in FIELDS and c.new is not None}
    word = next((c.field for c in reversed(said) if c.field in (REJECT, ACCEPT)), ACCEPT)
    judgement: Judgement = "rejected" if word == REJECT else "retyped" if _other(values.get(TYPE)) else "edited" if values else "accepted"
    last = said[-1]
    return Verdict(claim, judgement, tuple(values.values()), last.by, last.at, last.reason)


def _other(value: Value | None) -> bool:
    """Whether a type was corrected to another one, and not back to the coder's."""
    return value is not None and value.new != value.old
