"""How often a dyad's threats were followed by deeds of the kind threatened."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Collection
from datetime import date, timedelta

from sayso.model.event import Dyad
from sayso.model.series import Answered, Threats, Traced
from sayso.ontology.tracking import Act, ThreatRule
from sayso.track.calendar import DAY, Covered, covered_days
from sayso.track.placed import Happenings, Name, Placed, lanes, place


def threats_of(events: Happenings, coverage: Collection[str], dyad: Dyad, rule: ThreatRule, *, today: str | None = None, name: Name = str) -> Threats:
    """What came of the threats of one party to the other, up to `today` (the last covered day where None).

    A threat is followed by a deed of the same actor against the same recipient, of a kind its modes name, from the day after it on for
    `rule.days` days. Threats whose days are not over, or too thinly covered, are left out whatever came of them, since leaving out only
    those that nothing has come of would raise the share. One deed can follow several threats. Raises ValueError for what is no ISO day.
    """
    covered = covered_days(coverage)
    end = date.fromisoformat(today) if today else covered.last
    placed = [p for p in place(events, lanes(dyad, False)).events if end is not None and p.day <= end]
    threats = [p for p in placed if p.event.type == rule.type]
    sure = [p for p in threats if p.event.deed]
    over = [p for p in sure if end is not None and p.day + timedelta(days=rule.days) <= end]
    judged = [p for p in over if _seen(p, covered, rule)]
    days = [p.day for p in placed]
    pairs = tuple(pair for p in judged if (pair := _answer(p, placed, days, rule)) is not None)
    answered, ended, looked = {pair.threat for pair in pairs}, {p.event.id for p in over}, {p.event.id for p in judged}
    followed = sum(not pair.alleged for pair in pairs)
    low, high = wilson(followed, len(judged), rule.z) if judged else (None, None)
    return Threats(
        dyad=dyad,
        days=rule.days,
        threats=len(judged),
        followed=followed,
        alleged=len(pairs) - followed,
        share=followed / len(judged) if judged else None,
        low=low,
        high=high,
        pairs=pairs,
        unanswered=tuple(p.event.id for p in judged if p.event.id not in answered),
        recent=tuple(p.event.id for p in sure if p.event.id not in ended),
        uncovered=tuple(p.event.id for p in over if p.event.id not in looked),
        doubtful=tuple(p.event.id for p in threats if not p.event.deed),
        reason=_reason(dyad, rule, len(judged), pairs, (low, high), name),
    )


def wilson(hits: int, of: int, z: float) -> tuple[float, float]:
    """Wilson's score interval of a share (1927); `of` is above 0, `z` the normal quantile (1.96 for 95 %)."""
    share, square = hits / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return (0.0 if hits == 0 else max(0.0, middle - half)), (1.0 if hits == of else min(1.0, middle + half))


def _seen(threat: Placed, covered: Covered, rule: ThreatRule) -> bool:
    return covered.share(threat.day + DAY, threat.day + timedelta(days=rule.days)) >= rule.covered


def _answer(threat: Placed, placed: list[Placed], days: list[date], rule: ThreatRule) -> Answered | None:
    """The first deed that carries a threat out; one an outlet vouches for goes before those only alleged."""
    modes = tuple(mode for mode in threat.event.modes if mode in rule.kinds)
    kinds = tuple(act for mode in modes for act in rule.kinds[mode]) or rule.unstated
    window = (placed[n] for n in range(bisect_right(days, threat.day), bisect_right(days, threat.day + timedelta(days=rule.days))))
    deeds = (p for p in window if p.nature != "rhetoric" and _is(p.event, kinds))
    first = next(deeds, None)
    if first is None:
        return None
    if first.nature != "deeds":
        first = next((p for p in deeds if p.nature == "deeds"), first)
    return Answered(threat.event.id, modes, first.event.id, (first.day - threat.day).days, first.nature == "alleged", threat.dated and first.dated)


def _is(event: Traced, kinds: tuple[Act, ...]) -> bool:
    return any(event.type == act.type and (act.mode is None or act.mode in event.modes) for act in kinds)


def _reason(dyad: Dyad, rule: ThreatRule, threats: int, pairs: tuple[Answered, ...], interval: tuple[float | None, float | None], name: Name) -> str:
    who = f"by {name(dyad.actor)} against {name(dyad.recipient)}"
    low, high = interval
    if low is None or high is None:
        return f"No threat {who} is old enough, and well enough covered after it, to say what came of it."
    deeds = {pair.deed for pair in pairs if not pair.alleged}
    followed = sum(not pair.alleged for pair in pairs)
    more = len(pairs) - followed
    by = f", by {len(deeds)} deed{'s' if len(deeds) > 1 else ''} in all" if deeds else ""
    also = f"; {more} more by deeds only alleged" if more else ""
    return (
        f"{followed} of {threats} threat{'s' if threats > 1 else ''} {who} {'was' if followed == 1 else 'were'} followed within {rule.days} days by a "
        f"deed of the kind threatened{by} ({followed / threats:.0%}, 95 % interval {low:.0%} to {high:.0%}){also}."
    )
