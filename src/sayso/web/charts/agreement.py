"""The range of figures on which most sources agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.model.event import Account, Count
from sayso.resolve.disputes import latest

FEWEST = 2
"""Origins that must agree: one alone agrees with nobody."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The figures more than half of the `asked` origins hold possible: from `low` to `high` (None: not bounded), in words."""

    low: int
    high: int | None
    agreed: int
    asked: int
    words: str

    @property
    def short(self) -> str:
        """In three words."""
        return f"{self.agreed} of {self.asked} agree"


@dataclass(frozen=True, slots=True)
class _Range:
    low: int
    high: int | None
    side: str


def agreement(accounts: Sequence[Account], kind: str) -> Agreement | None:
    """What more than half of those on no side hold possible by their last figures, each origin counted once. Where fewer than two on no side give a
    figure, all are asked, and those who agree must be of two sides at least. None where there is no such range."""
    free = _ranges([a for a in accounts if not a.party], kind)
    asked = free if len(free) >= FEWEST else _ranges(accounts, kind)
    found = _densest(asked)
    if not found or len(found) < FEWEST or 2 * len(found) <= len(asked) or (asked is not free and len({r.side for r in found}) < 2):
        return None
    low = max(r.low for r in found)
    high = min((r.high for r in found if r.high is not None), default=None)
    who = "sources on no side" if asked is free else "sources"
    figures = str(low) if low == high else f"{low} or more" if high is None else f"{low} to {high}"
    return Agreement(low, high, len(found), len(asked), f"{len(found)} of {len(asked)} {who}: {figures}")


def _ranges(accounts: Sequence[Account], kind: str) -> list[_Range]:
    """The last figure of each origin; of accounts that go back to the same ones the first counts."""
    out: dict[tuple[str, ...], _Range] = {}
    for account in accounts:
        stand = latest(account, kind)
        if stand is not None and stand.count is not None:
            found = _range(stand.count, account.side)
            if found is not None:
                out.setdefault(account.origins or (account.source,), found)
    return [*out.values()]


def _range(count: Count, side: str) -> _Range | None:
    """An exact figure is exact, whatever its bounds; None where nothing is told."""
    if (count.low, count.best, count.high) == (None, None, None):
        return None
    if count.best is not None and count.low is None and count.high is None:
        return _Range(count.best, count.best, side)
    return _Range(count.low if count.low is not None else 0, count.high, side)


def _densest(ranges: Sequence[_Range]) -> list[_Range]:
    """Those that hold the figure most hold; of several such figures the lowest, none where they lie apart."""
    starts = sorted({r.low for r in ranges})
    held = [[r for r in ranges if r.low <= n and (r.high is None or n <= r.high)] for n in starts]
    most = max((len(h) for h in held), default=0)
    return next((h for h in held if len(h) == most), [])
