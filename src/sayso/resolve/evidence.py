"""What speaks for and against two happenings being one: each piece has the name of a weight (`resolve.yaml`), a strength and words a person can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import exp
from typing import NamedTuple

from sayso.model.claim import Place
from sayso.model.event import Count
from sayso.model.geo import distance_km
from sayso.ontology.resolving import Resolving
from sayso.resolve.days import gap
from sayso.resolve.parties import VAGUE, agreement

MOST_NAMES = 3


class Evidence(NamedTuple):
    """A weight's name, what it is multiplied with (mostly 1), and the reason in words ("" where it is not worth telling)."""

    name: str
    strength: float
    reason: str


@dataclass(frozen=True, slots=True)
class Sight:
    """What is known of a happening from one side of a comparison; `days` are its first and last possible day."""

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


def seen(one: Sight, other: Sight, rules: Resolving) -> Iterator[Evidence]:
    """All that the two have in common or not."""
    yield from _what(one, other)
    yield from _time(one, other)
    yield from _where(one.places, other.places, rules)
    if one.where & other.where:
        yield Evidence("same_where", 1, f"both speak of {', '.join(sorted(one.where & other.where))}")
    elif one.where and other.where:
        yield Evidence("other_where", 1, f"they speak of {', '.join(sorted(one.where)[:2])} and {', '.join(sorted(other.where)[:2])}")
    yield from _who(one, other)
    yield from _counts(one.counts, other.counts)
    yield from _wording(one, other, rules)


def vetoed(one: Sight, other: Sight, rules: Resolving) -> bool:
    """Whether the two cannot be one: both dated, and days apart."""
    if not (one.dated and other.dated):
        return False
    days = gap(one.days, other.days)
    return days is not None and days >= rules.days["apart"]


def probability(log_odds: float) -> float:
    """Log-odds as a score between 0 and 1, rounded so that it is the same on every machine."""
    return round(1 / (1 + exp(-max(-30.0, min(30.0, log_odds)))), 4)


def weighed(evidence: Iterable[Evidence], weights: dict[str, float], base: str) -> tuple[float, tuple[str, ...]]:
    """The sum of the weights (log-odds) from `base` on, and the reasons that count."""
    total, reasons = weights[base], list[str]()
    for name, strength, reason in evidence:
        weight = weights.get(name, 0.0)
        total += weight * strength
        if weight and reason:
            reasons.append(reason)
    return total, tuple(reasons)


def _what(one: Sight, other: Sight) -> Iterator[Evidence]:
    if one.types and other.types and not one.types & other.types:
        yield Evidence("other_type", 1, "types differ")
    if one.acts & other.acts:
        yield Evidence("same_act", 1, f"the same act: {', '.join(sorted(one.acts & other.acts)).replace('_', ' ')}")
    elif one.acts and other.acts:
        yield Evidence("other_act", 1, f"different acts: {', '.join(sorted(one.acts))} against {', '.join(sorted(other.acts))}".replace("_", " "))
    if one.modes & other.modes:
        yield Evidence("same_mode", 1, "")
    elif one.modes and other.modes:
        yield Evidence("other_mode", 1, "")
    if one.triggers & other.triggers:
        yield Evidence("same_word", 1, "the same word for it")


def _time(one: Sight, other: Sight) -> Iterator[Evidence]:
    days = gap(one.days, other.days)
    if days is None:
        return
    if not (one.dated and other.dated):
        yield Evidence("days_agree", 1, "days that agree") if days == 0 else Evidence("days_off", min(7, days), f"{days} days apart")
    elif days:
        yield Evidence("days_apart", min(7, days), f"{days} day{'s' if days > 1 else ''} apart")
    elif one.days[0] == one.days[1] and one.days == other.days:
        yield Evidence("same_day", 1, f"both on {one.days[0]}")
    else:
        yield Evidence("within_days", 1, f"both between {max(one.days[0] or '', other.days[0] or '')} and {min(one.days[1] or '', other.days[1] or '')}")


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


def _where(one: tuple[Place, ...], other: tuple[Place, ...], rules: Resolving) -> Iterator[Evidence]:
    found = [(_CLOSENESS[r], r, (a.name or "", b.name or "")) for a in one for b in other if (r := place_relation(a, b, rules)) is not None]
    if found:
        _, relation, names = min(found)
        yield Evidence(f"{relation}_place", 1, f"{_PLACED[relation]} {', '.join(dict.fromkeys(names))}")


def _who(one: Sight, other: Sight) -> Iterator[Evidence]:
    if _crossed(one.actors, other.recipients) and _crossed(one.recipients, other.actors):
        yield Evidence("swapped", 1, "who does it to whom is the other way round")
    homes = dict((*one.homes, *other.homes))
    for role, a, b in (("actor", one.actors, other.actors), ("recipient", one.recipients, other.recipients)):
        found = agreement(a, b, homes)
        if found == "open":
            continue
        who = ", ".join(a) if a == b else f"{', '.join(a)} and {', '.join(b)}"
        if found == "other" and role == "actor" and one.voices.isdisjoint(other.voices):
            yield Evidence("rival_actor", 1, f"sources name different actors: {who}")
        elif found == "vague":
            yield Evidence(f"{role}_kind", 1, "")
        else:
            word = {"same": "the same", "kin": "kindred", "other": "different", "unlike": "unlike"}[found]
            yield Evidence(f"{found}_{role}", 1, f"{word} {role}: {who.replace('?', '')}")


def _crossed(actors: tuple[str, ...], recipients: tuple[str, ...]) -> bool:
    return any(k in recipients and not k.startswith(VAGUE) for k in actors)


def _counts(one: Iterable[Count], other: Iterable[Count]) -> Iterator[Evidence]:
    """The same number (three or more: small numbers agree by chance), one that may be the other's, or another."""
    found = ""
    for a in one:
        for b in other:
            if a.kind != b.kind:
                continue
            if (a.low, a.high) == (b.low, b.high) and (a.low or 0) >= 3:
                yield Evidence("same_count", 1, f"the same number {a.kind}: {a.best if a.best is not None else a.low}")
                return
            found = "near" if overlapping(a, b) else found or "other"
    if found:
        yield Evidence(f"{found}_count", 1, "numbers that agree" if found == "near" else "numbers that differ")


def overlapping(one: Count, other: Count) -> bool:
    """Whether two figures can both be true of one thing."""
    if one.low is not None and other.high is not None and one.low > other.high:
        return False
    return not (other.low is not None and one.high is not None and other.low > one.high)


def _wording(one: Sight, other: Sight, rules: Resolving) -> Iterator[Evidence]:
    shared = sorted(one.names & other.names)
    if shared:
        yield Evidence("name", min(MOST_NAMES, len(shared)), f"both name {', '.join(shared[:MOST_NAMES])}")
    elif one.names and other.names:
        yield Evidence("other_names", 1, "")
    if one.objects and other.objects:
        done_to = alike(one.objects, other.objects, rules, least=1.0)
        yield Evidence("same_object", done_to, "") if done_to else Evidence("other_object", 1, "done to others, or elsewhere")
    close = alike(one.near, other.near, rules)
    if close:
        yield Evidence("near_wording", close, "")
    likeness = alike(one.stems, other.stems, rules)
    if likeness:
        yield Evidence("wording", likeness, f"wording {likeness:.2f} alike")


def alike(one: frozenset[str], other: frozenset[str], rules: Resolving, least: float = 5.0) -> float:
    """Weight of the words in common, of the weight of the shorter list's words (of `least` at least): 0 to 1, two digits."""
    shared = sum(rules.rarity(w) for w in sorted(one & other))
    whole = min(sum(rules.rarity(w) for w in sorted(one)), sum(rules.rarity(w) for w in sorted(other)))
    return round(shared / max(least, whole), 2)
