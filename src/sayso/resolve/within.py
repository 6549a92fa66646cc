"""The claims of one report grouped by the happening they tell of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import log2

from sayso.model.claim import Claim, Place
from sayso.model.telling import Told
from sayso.ontology.resolving import Resolving
from sayso.resolve.days import tightest, window
from sayso.resolve.evidence import Evidence, Sight, probability, seen, vetoed, weighed, worded
from sayso.resolve.parties import VAGUE, home_of, keys_of
from sayso.resolve.told import told_of
from sayso.resolve.words import is_name, stem

_WORD = re.compile(r"[\w'’-]+")
LOOK_BACK = 3
"""Words before a trigger that say whether it is a known or another happening."""


@dataclass(frozen=True, slots=True)
class Part:
    """A claim on its way into a group: what it tells, what can be compared, and how its words introduce it.

    `text` is its sentence and `start` where the trigger stands in it; `apart`: called another one; `back`: its words point back; `bare`: it tells
    nothing of its own that could set it apart."""

    told: Told
    sight: Sight
    family: str
    text: str
    start: int
    apart: bool
    back: bool
    bare: bool


def part_of(claim: Claim, rules: Resolving) -> Part:
    """A claim with all that grouping looks at."""
    ahead = [w.lower() for w in _WORD.findall(claim.text[: max(0, claim.trigger.span.start - claim.span.start)])][-LOOK_BACK:]
    named = [w.lower() for p in claim.recipients for w in _WORD.findall(p.text)[:2]]
    back = not rules.back.isdisjoint(w.replace("’", "'") for w in ahead)
    told = told_of(claim, back or claim.background or claim.inside is not None, rules)
    start, end, dated = window(told.time, claim.document.published, told.recalled, rules)
    actors, recipients = keys_of(told.actors), keys_of(told.recipients)
    sight = Sight(
        types=frozenset() if told.loose else frozenset({told.type}),
        acts=frozenset(told.acts),
        modes=frozenset(told.modes),
        triggers=frozenset(stem(w) for w in _WORD.findall(told.trigger)),
        actors=actors,
        recipients=recipients,
        homes=tuple(sorted(home_of((*told.actors, *told.recipients)).items())),
        days=(start, end),
        dated=dated,
        places=(told.place,) if told.place is not None else (),
        counts=told.counts,
        voices=frozenset({told.sources[0].key}) if told.sources else frozenset(),
        names=frozenset(w for w in told.words if is_name(w)),
        stems=frozenset(w for w in told.words if not is_name(w)),
        where=frozenset(told.where),
        near=frozenset(told.near),
        objects=frozenset(told.objects),
    )
    bare = not (dated or told.place or told.counts or (actors and recipients))
    apart = not rules.apart.isdisjoint((*ahead[-2:], *named))
    return Part(told, sight, rules.families[told.type], claim.text, claim.trigger.span.start - claim.span.start, apart, back, bare)


def grouped(claims: Sequence[Claim], rules: Resolving) -> tuple[tuple[Part, ...], ...]:
    """Groups of parts in the order of the text (claims must come in it): each claim joins the group it fits best, or begins one."""
    groups: list[tuple[Part, ...]] = []
    for claim in claims:
        part = part_of(claim, rules)
        found = [(*fitted, n) for n, g in enumerate(groups) if (fitted := fit(part, g, groups, rules)) is not None]
        best = max(found, key=lambda f: (f[0], -f[2]), default=None)
        weights = rules.within_speech if part.told.type in rules.speech else rules.within
        if best is None or best[0] < weights.join:
            groups.append((part,))
        else:
            score, reasons, at = best
            groups[at] = (*groups[at], replace(part, told=replace(part.told, score=score, reasons=reasons)))
    return tuple(groups)


def fit(part: Part, group: Sequence[Part], groups: Sequence[Sequence[Part]], rules: Resolving) -> tuple[float, tuple[str, ...]] | None:
    """How likely a claim tells of the happening of a group told before it in the report (0 to 1), and why; None where it cannot. `groups`: all so far."""
    first, sight = group[0], together(group)
    if part.family != first.family or vetoed(part.sight, sight, rules):
        return None
    speech = part.told.type in rules.speech
    if speech != (first.told.type in rules.speech):
        return None
    weights = rules.within_speech if speech else rules.within
    total, reasons = weighed(evidence(part, group, groups, rules), weights.of, "base")
    return probability(total), worded(reasons)


def evidence(part: Part, group: Sequence[Part], groups: Sequence[Sequence[Part]], rules: Resolving) -> list[Evidence]:
    """All that speaks for or against a claim being of a group's happening."""
    out = seen(part.sight, together(group), rules)
    add = out.append
    told = part.told
    distance = min(told.sentence - p.told.sentence for p in group)
    if distance == 0:
        add(("same_sentence", 1, "told in one sentence"))
        if _one_behind_the_other(part, group, rules):
            add(("sequel", 1, "told as one behind the other"))
    elif distance == 1:
        add(("next_sentence", 1, "told in the next sentence"))
    else:
        add(("distance", log2(distance), ""))
    family = [g for g in groups if g[0].family == part.family]
    main, recent = group is family[0], group is max(family, key=lambda g: g[-1].told.sentence)
    for held, name, reason in ((main, "main", "what the report begins with"), (recent, "recent", "what was told of last")):
        if held:
            add((name, 1, reason))
            if part.back:
                add((f"back_{name}", 1, "its words point back"))
            if part.bare:
                add((f"bare_{name}", 1, "nothing sets it apart"))
            if told.harm:
                add((f"harm_{name}", 1, "the harm done"))
    add(("size", log2(len(group)), ""))
    if (distance <= 1 and told.harm and not group[-1].told.harm) or (distance == 0 and group[-1].told.harm and not told.harm):
        add(("harm_beside", 1, "the act and the harm it did"))
    if part.apart and distance:
        add(("apart", 1, "told as another happening"))
    if told.background != group[0].told.background:
        add(("history", 1, "one is history"))
    if told.says == "denied":
        add(("denial", 1, "a denial of it"))
    return out


def _one_behind_the_other(part: Part, group: Sequence[Part], rules: Resolving) -> bool:
    """Whether a word such as "after" stands between a claim and the nearest of the group in its sentence."""
    near = min((p for p in group if p.told.sentence == part.told.sentence), key=lambda p: abs(p.start - part.start))
    between = part.text[min(near.start, part.start) : max(near.start, part.start)]
    return not rules.sequel.isdisjoint(w.lower() for w in _WORD.findall(between)[1:])


def together(parts: Sequence[Part]) -> Sight:
    """What all parts tell of their happening: all they know, the tightest stated days, numbers of each."""
    sights = [p.sight for p in parts]
    start, end, dated = tightest((*s.days, s.dated) for s in sights)
    affirmed = [p.sight for p in parts if p.told.says != "denied"] or sights
    return Sight(
        types=frozenset(t for s in affirmed for t in s.types),
        acts=frozenset(a for s in affirmed for a in s.acts),
        modes=frozenset(m for s in affirmed for m in s.modes),
        triggers=frozenset(t for s in sights for t in s.triggers),
        actors=_known(k for s in sights for k in s.actors),
        recipients=_known(k for s in sights for k in s.recipients),
        homes=tuple(sorted({h for s in sights for h in s.homes})),
        days=(start, end),
        dated=dated,
        places=_places(p for s in sights for p in s.places),
        counts=tuple(c for s in sights for c in s.counts),
        voices=frozenset(v for s in sights for v in s.voices),
        names=frozenset(n for s in sights for n in s.names),
        stems=frozenset(w for s in sights for w in s.stems),
        where=frozenset(w for s in sights for w in s.where),
        near=frozenset(w for s in sights for w in s.near),
        objects=frozenset(w for s in sights for w in s.objects),
    )


def _known(keys: Iterator[str]) -> tuple[str, ...]:
    found = sorted(set(keys))
    return tuple(k for k in found if not k.startswith(VAGUE)) or tuple(found)


def _places(places: Iterator[Place]) -> tuple[Place, ...]:
    return tuple({(p.gazetteer, p.name): p for p in places}.values())
