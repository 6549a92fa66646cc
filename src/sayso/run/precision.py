"""How often the coder is right, estimated from what people decided.

Two estimates that must not be mixed. *Reviewed*: all claims somebody looked at. The queue shows doubtful claims first, so this says how often the coder
is right on doubtful claims. *Sampled*: claims in the order of the sample, which means nothing, as far as nearly all of them were decided on: this says how
often the coder is right on all claims of the store. Nothing has to be noted with a verdict to tell the two apart: a claim's place in the sample follows
from its id, and whoever has decided on nearly all claims of a stretch from the beginning has a sample, in whatever order he did so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.run.verdicts import Judgement, Verdict, corrections_of, verdicts
from sayso.run.wording import many
from sayso.store import Reader
from sayso.store.reviewing import backwards
from sayso.track.threats import wilson

Z = 1.96
"""The normal quantile of a 95 % interval."""
DENSE = 0.9
"""The share of a sample's claims that must have been decided on: a few skipped or new claims do not end it, and what is shown for other
reasons cannot fill it."""
ENOUGH = 10
"""Claims of a sample below which nothing is estimated: so few can all have been decided on by chance. Not asked of a sample that holds all claims."""


@dataclass(frozen=True, slots=True)
class TypePrecision:
    """What was decided on the claims of one event type (None: of all).

    Of `reviewed` claims some were `accepted` as they are, `edited` in another field than the type, `retyped`, or `rejected`. `share` of them have the
    right type (accepted or edited) and `exact` of them are right as they are; `low` and `high` bound `share` (Wilson 1927, 95 %); these are
    None where nothing was reviewed. `of` is how many claims there are, in the store or the sample.
    """

    type: str | None
    reviewed: int
    accepted: int
    edited: int
    retyped: int
    rejected: int
    share: float | None
    exact: float | None
    low: float | None
    high: float | None
    of: int


@dataclass(frozen=True, slots=True)
class Precision:
    """The two estimates: of what was `reviewed`, and, of the sample, of all claims (`sampled`); each for all types together first, then by type.
    `sampled` is empty where the sample is too small. The notes say what each means."""

    reviewed: tuple[TypePrecision, ...]
    reviewed_note: str
    sampled: tuple[TypePrecision, ...]
    sampled_note: str


def precision_of(reader: Reader) -> Precision:
    """The precision of the coder by a store's corrections, those that wait in its inbox too. A store without verdicts gives empty tables.

    With a million claims and 1,000 verdicts it takes 0.3 s of computing: to be kept until either changes.
    """
    found = verdicts(corrections_of(reader))
    types = reader.claim_types([v.claim for v in found])
    counts = reader.claim_counts()
    decided = tuple(v for v in found if v.claim in types)
    by_claim = {v.claim: v for v in decided}
    orders = reader.samples(_longest(len(decided))) if decided else {}
    every = sorted((i for ids in orders.values() for i in ids), key=backwards)[: _longest(len(decided))]
    samples: dict[str | None, tuple[str, ...]] = {None: stretch(every, by_claim, sum(counts.values()))}
    samples.update({t: stretch(ids, by_claim, counts[t]) for t, ids in orders.items()})
    sampled = tuple(measured(t, [by_claim[i] for i in ids if i in by_claim], len(ids)) for t, ids in samples.items() if ids)
    return Precision(precision(decided, types, counts), _reviewed_note(decided), sampled, _sampled_note(sampled))


def precision(decided: Iterable[Verdict], types: Mapping[str, str], counts: Mapping[str, int]) -> tuple[TypePrecision, ...]:
    """What was decided, over all types and then by type, those most often decided on first. `types` are the coder's types of the claims decided on,
    `counts` how many claims of each there are. Empty without verdicts."""
    by_type: dict[str, list[Verdict]] = {}
    for v in decided:
        by_type.setdefault(types[v.claim], []).append(v)
    if not by_type:
        return ()
    ordered = sorted(by_type.items(), key=lambda row: (-len(row[1]), row[0]))
    every = [v for _, found in ordered for v in found]
    return measured(None, every, sum(counts.values())), *(measured(t, found, counts.get(t, len(found))) for t, found in ordered)


def measured(type: str | None, decided: Sequence[Verdict], of: int) -> TypePrecision:
    """The verdicts on claims of one type, counted."""
    n = Counter[Judgement](v.judgement for v in decided)
    total, right = len(decided), n["accepted"] + n["edited"]
    low, high = wilson(right, total, Z) if total else (None, None)
    share, exact = (right / total, n["accepted"] / total) if total else (None, None)
    return TypePrecision(type, total, n["accepted"], n["edited"], n["retyped"], n["rejected"], share, exact, low, high, of)


def stretch(order: Sequence[str], decided: Mapping[str, Verdict], of: int) -> tuple[str, ...]:
    """The longest beginning of the sample in which DENSE of the claims were decided on; empty where it has fewer than ENOUGH that were, unless it
    holds all `of` claims there are."""
    best = seen = 0
    for i, claim in enumerate(order, 1):
        seen += claim in decided
        if claim in decided and seen >= DENSE * i:
            best = i
    found = tuple(order[:best])
    return found if sum(i in decided for i in found) >= ENOUGH or best == of else ()


def _longest(decided: int) -> int:
    """As long as a stretch can be in which so many were decided on."""
    return int(decided / DENSE) + 1


def _reviewed_note(decided: Sequence[Verdict]) -> str:
    if not decided:
        return "Nobody has decided on a claim yet."
    return (
        f"Of the {many(len(decided), 'claim')} somebody decided on. The queue shows doubtful claims first, so this is how often the coder is right where it "
        "is doubtful, not how often it is right on the whole."
    )


def _sampled_note(sampled: Sequence[TypePrecision]) -> str:
    if not sampled:
        return f"No sample yet: decide on {ENOUGH} claims or more in the order of the sample to learn how often the coder is right on the whole."
    whole = next((s for s in sampled if s.type is None), None)
    if whole is None:
        return "Of samples of single types; for the whole store, decide on claims of all types in the order of the sample."
    left = whole.of - whole.reviewed
    more = f" {many(left, 'claim')} among them nobody has decided on yet." if left else ""
    return f"Of the first {many(whole.of, 'claim')} in the order of the sample, which stand for all claims of the store.{more}"
