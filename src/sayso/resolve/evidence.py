"""What speaks for and against two happenings being one: each piece has the name of a weight (`resolve.yaml`), a strength and words a person can read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import exp, fsum

from sayso.model.claim import Place
from sayso.model.event import Count
from sayso.model.geo import distance_km
from sayso.ontology.resolving import Resolving
from sayso.resolve.days import gap
from sayso.resolve.parties import VAGUE, agreement

MOST_NAMES = 3
Reason = str | Callable[[], str]


Evidence = tuple[str, float, Reason]
"""A weight's name, what it is multiplied with (mostly 1), and the reason in words ("" where it is not worth telling), or what makes it: most pairs that are
compared are not kept, and nobody reads theirs. Plain tuples in lists: a store is resolved by millions of comparisons."""
Add = Callable[[Evidence], None]


@dataclass(frozen=True, slots=True)
class Sight:
    """What is known of a happening from one side of a comparison; `days` are its first and last possible day, `weight` what `near`, `stems` and `objects`
    weigh (see `weight_of`), None: to be worked out."""

    types: frozenset[str]
    acts: frozenset[str]
    modes: frozenset[str]
    triggers: frozenset[str]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    homes: tuple[tuple[str, str], ...]
    days: tuple[str | None, str | None]
    dated: bool
    places: tuple[Place, ...]
    counts: tuple[Count, ...]
    voices: frozenset[str]
    names: frozenset[str]
    stems: frozenset[str]
    where: frozenset[str]
    near: frozenset[str]
    objects: frozenset[str]
    weight: tuple[float, float, float] | None = None


def seen(one: Sight, other: Sight, rules: Resolving) -> list[Evidence]:
    """All that the two have in common or not."""
    out = list[Evidence]()
    add = out.append
    _what(one, other, add)
    _time(one, other, add)
    if one.places and other.places:
        _where(one.places, other.places, rules, add)
    if one.where & other.where:
        add(("same_where", 1, lambda: f"both speak of {', '.join(sorted(one.where & other.where))}"))
    elif one.where and other.where:
        add(("other_where", 1, lambda: f"they speak of {', '.join(sorted(one.where)[:2])} and {', '.join(sorted(other.where)[:2])}"))
    _who(one, other, add)
    if one.counts and other.counts:
        _counts(one.counts, other.counts, add)
    _wording(one, other, rules, add)
    return out


def vetoed(one: Sight, other: Sight, rules: Resolving) -> bool:
    """Whether the two cannot be one: both dated, and days apart."""
    if not (one.dated and other.dated):
        return False
    days = gap(one.days, other.days)
    return days is not None and days >= rules.days["apart"]


def probability(log_odds: float) -> float:
    """Log-odds as a score between 0 and 1, rounded so that it is the same on every machine."""
    return round(1 / (1 + exp(-max(-30.0, min(30.0, log_odds)))), 4)


def weighed(evidence: Iterable[Evidence], weights: dict[str, float], base: str) -> tuple[float, list[Reason]]:
    """The sum of the weights (log-odds) from `base` on, and the reasons that count, for `worded`."""
    total, reasons = weights[base], list[Reason]()
    for name, strength, reason in evidence:
        if weight := weights.get(name):
            total += weight * strength
            if reason:
                reasons.append(reason)
    return total, reasons


def worded(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """The reasons in words."""
    return tuple([reason if isinstance(reason, str) else reason() for reason in reasons])


def _what(one: Sight, other: Sight, add: Add) -> None:
    if one.types and other.types and not one.types & other.types:
        add(("other_type", 1, "types differ"))
    if one.acts & other.acts:
        add(("same_act", 1, lambda: f"the same act: {', '.join(sorted(one.acts & other.acts)).replace('_', ' ')}"))
    elif one.acts and other.acts:
        add(("other_act", 1, lambda: f"different acts: {', '.join(sorted(one.acts))} against {', '.join(sorted(other.acts))}".replace("_", " ")))
    if one.modes & other.modes:
        add(("same_mode", 1, ""))
    elif one.modes and other.modes:
        add(("other_mode", 1, ""))
    if one.triggers & other.triggers:
        add(("same_word", 1, "the same word for it"))


def _time(one: Sight, other: Sight, add: Add) -> None:
    days = gap(one.days, other.days)
    if days is None:
        return
    if not (one.dated and other.dated):
        add(("days_agree", 1, "days that agree") if days == 0 else ("days_off", min(7, days), f"{days} days apart"))
    elif days:
        add(("days_apart", min(7, days), f"{days} day{'s' if days > 1 else ''} apart"))
    elif one.days[0] == one.days[1] and one.days == other.days:
        add(("same_day", 1, f"both on {one.days[0]}"))
    else:
        first, last = max(one.days[0] or "", other.days[0] or ""), min(one.days[1] or "", other.days[1] or "")
        add(("within_days", 1, lambda: f"both between {first} and {last}"))


def place_relation(one: Place, other: Place, rules: Resolving) -> str | None:
    """same, near, area (one may hold the other), other; None where nothing can be said."""
    if (one.gazetteer is not None and one.gazetteer == other.gazetteer) or (one.name is not None and one.name == other.name):
        return "same"
    if one.latitude is not None and one.longitude is not None and other.latitude is not None and other.longitude is not None:
        km = distance_km((one.latitude, one.longitude), (other.latitude, other.longitude))
        return "same" if km <= rules.km["same"] else "near" if km <= rules.km["near"] else "other" if km > rules.km["apart"] else None
    mine, theirs = countries_of(one), countries_of(other)
    if not mine or not theirs:
        return None
    if mine.isdisjoint(theirs):
        return "other"
    return "area" if one.admin1 is not None and one.admin1 == other.admin1 else None


def countries_of(place: Place) -> frozenset[str]:
    """All countries a place lies in; empty where unknown."""
    return frozenset(place.countries or ((place.country,) if place.country is not None else ()))


_CLOSENESS = {"same": 0, "near": 1, "area": 2, "other": 3}
_PLACED = {"same": "both in", "near": "near each other:", "area": "in one area:", "other": "far apart:"}


def _where(one: tuple[Place, ...], other: tuple[Place, ...], rules: Resolving, add: Add) -> None:
    found = [(_CLOSENESS[r], r, (a.name or "", b.name or "")) for a in one for b in other if (r := place_relation(a, b, rules)) is not None]
    if found:
        _, relation, names = min(found)
        add((f"{relation}_place", 1, lambda: f"{_PLACED[relation]} {', '.join(dict.fromkeys(names))}"))


def _who(one: Sight, other: Sight, add: Add) -> None:
    acting, suffering = one.actors and other.actors, one.recipients and other.recipients
    if acting and suffering and _crossed(one.actors, other.recipients) and _crossed(one.recipients, other.actors):
        add(("swapped", 1, "who does it to whom is the other way round"))
    homes = dict((*one.homes, *other.homes)) if one.homes or other.homes else {}
    if acting:
        _party("actor", one.actors, other.actors, homes, one.voices.isdisjoint(other.voices), add)
    if suffering:
        _party("recipient", one.recipients, other.recipients, homes, False, add)


_AGREEING = {"same": "the same", "kin": "kindred", "other": "different", "unlike": "unlike"}


def _party(role: str, one: tuple[str, ...], other: tuple[str, ...], homes: dict[str, str], rival: bool, add: Add) -> None:
    """`rival`: different parties would be different sources' answers to one question."""
    found = agreement(one, other, homes)
    if found == "open":
        return
    if found == "other" and rival:
        add(("rival_actor", 1, lambda: f"sources name different actors: {_both(one, other)}"))
    elif found == "vague":
        add((f"{role}_kind", 1, ""))
    else:
        add((f"{found}_{role}", 1, lambda: f"{_AGREEING[found]} {role}: {_both(one, other).replace('?', '')}"))


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    return ", ".join(one) if one == other else f"{', '.join(one)} and {', '.join(other)}"


def _crossed(actors: tuple[str, ...], recipients: tuple[str, ...]) -> bool:
    return any(k in recipients and not k.startswith(VAGUE) for k in actors)


def _counts(one: Iterable[Count], other: Iterable[Count], add: Add) -> None:
    """The same number (three or more: small numbers agree by chance), one that may be the other's, or another."""
    found = ""
    for a in one:
        for b in other:
            if a.kind != b.kind:
                continue
            if (a.low, a.high) == (b.low, b.high) and (a.low or 0) >= 3:
                add(("same_count", 1, f"the same number {a.kind}: {a.best if a.best is not None else a.low}"))
                return
            found = "near" if overlapping(a, b) else found or "other"
    if found:
        add((f"{found}_count", 1, "numbers that agree" if found == "near" else "numbers that differ"))


def overlapping(one: Count, other: Count) -> bool:
    """Whether two figures can both be true of one thing."""
    if one.low is not None and other.high is not None and one.low > other.high:
        return False
    return not (other.low is not None and one.high is not None and other.low > one.high)


def _wording(one: Sight, other: Sight, rules: Resolving, add: Add) -> None:
    shared = one.names & other.names
    if shared:
        add(("name", min(MOST_NAMES, len(shared)), lambda: f"both name {', '.join(sorted(shared)[:MOST_NAMES])}"))
    elif one.names and other.names:
        add(("other_names", 1, ""))
    mine, theirs = one.weight or weight_of(one, rules), other.weight or weight_of(other, rules)
    if one.objects and other.objects:
        done_to = alike(one.objects, other.objects, min(mine[2], theirs[2]), rules, 1.0)
        add(("same_object", done_to, "") if done_to else ("other_object", 1, "done to others, or elsewhere"))
    if close := alike(one.near, other.near, min(mine[0], theirs[0]), rules):
        add(("near_wording", close, ""))
    if likeness := alike(one.stems, other.stems, min(mine[1], theirs[1]), rules):
        add(("wording", likeness, lambda: f"wording {likeness:.2f} alike"))


def weight_of(sight: Sight, rules: Resolving) -> tuple[float, float, float]:
    """What the words of `near`, `stems` and `objects` weigh: the rarer, the more."""
    rarity = rules.common.get
    near, stems, objects = (fsum([rarity(w, 1.0) for w in words]) for words in (sight.near, sight.stems, sight.objects))
    return near, stems, objects


def alike(one: frozenset[str], other: frozenset[str], whole: float, rules: Resolving, least: float = 5.0) -> float:
    """Weight of the words in common, of the `whole` weight of the lighter list (of `least` at least): 0 to 1, two digits. Sums are exact: they do not
    depend on the order of the words."""
    common = one & other
    if not common:
        return 0.0
    rarity = rules.common.get
    return round(fsum([rarity(w, 1.0) for w in common]) / max(least, whole), 2)
