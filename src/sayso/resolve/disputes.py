"""Accounts of one event that cannot all be true. No verdict: only what stands against what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.model.event import Account, Count, Dispute, Question, Version
from sayso.model.ids import digest
from sayso.ontology.resolving import Resolving
from sayso.resolve.evidence import overlapping, place_relation
from sayso.resolve.sides import INDEPENDENT

NUMBERS: tuple[Question, ...] = ("killed", "wounded", "missing", "detained", "abducted", "displaced")


@dataclass(frozen=True, slots=True)
class Stand:
    """What one account holds on a question: the value in words, the figure where it is one, and the first and last day it was given."""

    account: Account
    value: str
    count: Count | None
    first: str
    last: str


def disputes(event: str, accounts: Sequence[Account], rules: Resolving) -> tuple[Dispute, ...]:
    """All disputes of an event, in the order of the questions."""
    found = [_doing(event, accounts)]
    found += [_number(event, accounts, question) for question in NUMBERS]
    found += [_where(event, accounts, rules), _when(event, accounts)]
    return tuple(d for d in found if d is not None)


def _doing(event: str, accounts: Sequence[Account]) -> Dispute | None:
    """Who did it, where sides name different doers or one denies and another doer is named; whether it was done, where one only denies."""
    denied = _denials(accounts)
    accused = {a.side for a in denied}
    named = _doers(accounts)
    others = [s for s in named if accused.isdisjoint(s.account.actors)]
    rivals = [s for s in named if any(set(s.account.actors).isdisjoint(o.account.actors) and s.account.side != o.account.side for o in named)]
    if (len({s.value for s in rivals}) > 1 and any(s.account.party for s in rivals)) or (denied and others):
        stands = (*(rivals or named), *(Stand(a, f"not {a.side}", None, "", "") for a in denied))
        return _dispute(event, "actor", stands, "sources name different doers" if rivals else "the one named denies it, and another is named")
    done = [a for a in accounts if a.says == "done" and a.claims and a.side not in accused]
    if not done or not denied:
        return None
    said = (*(Stand(a, "done", None, "", "") for a in done), *(Stand(a, "not done", None, "", "") for a in denied))
    return _dispute(event, "done", said, "one account says it happened, another that it did not or that they did not do it")


def _denials(accounts: Sequence[Account]) -> list[Account]:
    """Those of sides that deny it; a side of which more say that it was done than not denies nothing."""
    said = Counter((a.side, a.says) for a in accounts if a.claims)
    return [a for a in accounts if a.says == "denied" and a.side != INDEPENDENT and said[a.side, "denied"] >= said[a.side, "done"]]


def _doers(accounts: Sequence[Account]) -> list[Stand]:
    """Accounts that name a doer; one that only a single source on no side names does not count."""
    named = [Stand(a, ", ".join(a.actors), None, "", "") for a in accounts if a.says == "done" and a.actors]
    votes = Counter(s.value for s in named)
    return [s for s in named if s.account.party or votes[s.value] > 1]


def _number(event: str, accounts: Sequence[Account], kind: Question) -> Dispute | None:
    """Figures that exclude each other and are no update of one another; a side's last word counts for all who speak for it."""
    stands = _last_words([s for a in accounts if (s := latest(a, kind)) is not None])
    against = [s for s in stands if any(_contradict(s, o) for o in stands)]
    return _dispute(event, kind, against, f"figures of {kind} that exclude each other") if against else None


def _last_words(stands: Sequence[Stand]) -> list[Stand]:
    """Of each side of the event the stands of its last day, and of these the highest; all others as they are."""
    best: dict[str, Stand] = {}
    for s in stands:
        if s.account.party and s.count is not None:
            known = best.get(s.account.side)
            if known is None or known.count is None or (s.last, s.count.low or 0) > (known.last, known.count.low or 0):
                best[s.account.side] = s
    return [s for s in stands if not s.account.party or s.value == best[s.account.side].value]


def latest(account: Account, kind: str) -> Stand | None:
    """The figure an account ends with: of its last day the highest, and since when it has given it; None where it gives none."""
    counts = [c for c in account.counts if c.kind == kind]
    if not counts:
        return None
    last = max(c.reported or "" for c in counts)
    final = max((c for c in counts if (c.reported or "") == last), key=lambda c: (c.low or 0, c.best is not None, c.span))
    same = [c.reported or "" for c in counts if (c.low, c.high) == (final.low, final.high)]
    return Stand(account, worded(final), final, min(same), last)


def worded(count: Count) -> str:
    """A figure as people write it: "4", "at least 4", "up to 10", "20 to 30"."""
    low, high = count.low, count.high
    if count.best is not None and (low is None or high is None or low == high):
        return str(count.best)
    if low is not None and high is not None:
        return str(low) if low == high else f"{low} to {high}"
    return f"at least {low}" if low is not None else f"up to {high}" if high is not None else "some"


def _contradict(one: Stand, other: Stand) -> bool:
    """Whether two figures exclude each other. A higher one that comes after the lower one's last day is an update, unless both speak for sides of the event."""
    if one.count is None or other.count is None or overlapping(one.count, other.count):
        return False
    if one.account.party and other.account.party and one.account.side != other.account.side:
        return True
    low, high = (one, other) if (one.count.low or 0) < (other.count.low or 0) else (other, one)
    return not high.first > low.last


def _where(event: str, accounts: Sequence[Account], rules: Resolving) -> Dispute | None:
    """Towns far apart, told by different sides."""
    placed = [Stand(a, a.place.name or "", None, "", "") for a in accounts if a.party and a.place is not None and a.place.latitude is not None]
    apart = [s for s in placed if any(_far(s, o, rules) for o in placed)]
    return _dispute(event, "place", apart, "sides name places far apart") if apart else None


def _far(one: Stand, other: Stand, rules: Resolving) -> bool:
    a, b = one.account.place, other.account.place
    return one.account.side != other.account.side and a is not None and b is not None and place_relation(a, b, rules) == "other"


def _when(event: str, accounts: Sequence[Account]) -> Dispute | None:
    """Exact days that differ, told by different sides."""
    dated = [
        Stand(a, a.time.start or "", None, "", "") for a in accounts if a.party and a.time is not None and a.time.start == a.time.end and a.time.precision == 1
    ]
    apart = [s for s in dated if any(s.account.side != o.account.side and s.value != o.value for o in dated)]
    return _dispute(event, "time", apart, "sides name different days") if apart else None


def _dispute(event: str, about: Question, stands: Sequence[Stand], reason: str) -> Dispute:
    by: dict[str, list[Stand]] = {}
    for stand in sorted(stands, key=lambda s: (s.count.low or 0 if s.count is not None else 0, s.value, s.account.side, s.account.source)):
        by.setdefault(stand.value, []).append(stand)
    versions = tuple(_versions(by))
    return Dispute(digest(event, about, "dispute"), event, about, versions, reason)


def _versions(by: dict[str, list[Stand]]) -> Iterator[Version]:
    for value, stands in by.items():
        yield Version(
            value=value,
            sides=tuple(sorted({s.account.side for s in stands})),
            sources=tuple(dict.fromkeys(s.account.source for s in stands)),
            claims=tuple(dict.fromkeys(c for s in stands for c in s.account.claims)),
            counts=tuple(s.count for s in stands if s.count is not None),
        )
