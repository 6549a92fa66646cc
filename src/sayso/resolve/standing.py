"""How well an event is vouched for, by stated rules. Never whether it is true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.model.event import Account, Dispute, Standing


@dataclass(frozen=True, slots=True)
class Vouched:
    """The status, the rule that gave it, and the numbers of origins behind the event: all, and those on no side of it."""

    status: Standing
    why: str
    sources: int
    independent: int


def vouched(accounts: Sequence[Account], disputes: Sequence[Dispute]) -> Vouched:
    """The status of an event.

    disputed: accounts exclude each other. agreed: two sides of it say it happened. reported by independent sources: two origins on no side of it, or
    one and a side. one side only: nobody but one side. single source: one origin on no side.
    """
    done = [a for a in accounts if a.says == "done"]
    origins = {o for a in accounts for o in a.origins}
    independent = {o for a in done if not a.party for o in a.origins}
    sides = sorted({a.side for a in done if a.party})
    status, why = _status(len(independent), sides, disputes)
    return Vouched(status, why, len(origins), len(independent))


def _status(independent: int, sides: Sequence[str], disputes: Sequence[Dispute]) -> tuple[Standing, str]:
    if disputes:
        return "disputed", f"accounts exclude each other on: {', '.join(d.about for d in disputes)}"
    if len(sides) > 1:
        return "agreed", f"{' and '.join(sides)} both say so"
    if independent > 1 or (independent and sides):
        also = f", and {sides[0]}" if sides else ""
        return "reported by independent sources", f"{independent} source{'s' if independent > 1 else ''} on no side of it{also}"
    if sides:
        return "one side only", f"only {sides[0]} says so"
    return "single source", "one source on no side of it says so" if independent else "nobody says that it happened"
