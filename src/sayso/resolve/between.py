"""How likely two reports tell of one happening, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log2

from sayso.model.telling import Telling
from sayso.ontology.resolving import Resolving, Weights
from sayso.resolve.evidence import Evidence, Reason, Sight, probability, seen, vetoed, weighed, weight_of
from sayso.resolve.parties import home_of
from sayso.resolve.words import is_name, stem

SAME_REPORT = 0.4
"""What a pair of tellings of one report counts in an average: grouping within the report found them apart, and it errs."""


LEAD = 1
"""Last sentence of a report's head: headline and first sentence tell its main happening."""


@dataclass(frozen=True, slots=True)
class View:
    """A telling made ready for many comparisons."""

    telling: Telling
    sight: Sight
    context: frozenset[str]
    speech: bool
    recalled: bool
    lead: bool
    bare: bool


def view_of(telling: Telling, rules: Resolving) -> View:
    """A telling's view."""
    told = telling.told
    affirmed = [t for t in told if t.says != "denied"] or list(told)
    homes = dict[str, str]()
    for t in told:
        homes |= home_of((*t.actors, *t.recipients))
    words = {w for t in told for w in t.words}
    sight = Sight(
        types=frozenset(t.type for t in affirmed if not t.loose),
        acts=frozenset(a for t in affirmed for a in t.acts),
        modes=frozenset(m for t in affirmed for m in t.modes),
        triggers=frozenset(stem(w) for t in told for w in t.trigger.split()),
        actors=telling.actors,
        recipients=telling.recipients,
        homes=tuple(sorted(homes.items())),
        days=(telling.start, telling.end),
        dated=telling.dated,
        places=tuple({(t.place.gazetteer, t.place.name): t.place for t in told if t.place is not None}.values()),
        counts=(*(c for t in told for c in t.counts), *(t.count for t in telling.tallies)),
        voices=frozenset(t.sources[0].key for t in told if t.sources),
        names=frozenset(w for w in words if is_name(w)),
        stems=frozenset(w for w in words if not is_name(w)),
        where=frozenset(w for t in told for w in t.where),
        near=frozenset(w for t in told for w in t.near),
        objects=frozenset(w for t in told for w in t.objects),
    )
    return View(
        telling,
        replace(sight, weight=weight_of(sight, rules)),
        frozenset(telling.context),
        told[0].type in rules.speech,
        all(t.recalled for t in told),
        told[0].sentence <= LEAD,
        not (telling.dated or sight.places or sight.objects or sight.where),
    )


def likeness(one: View, other: View, rules: Resolving) -> tuple[float, tuple[Reason, ...]] | None:
    """The score (0 to 1) of two tellings being of one happening, and the reasons, for `worded`; None where they cannot be."""
    a, b = (one, other) if one.telling.id < other.telling.id else (other, one)
    if a.telling.family != b.telling.family or a.speech != b.speech or vetoed(a.sight, b.sight, rules):
        return None
    if a.telling.document == b.telling.document:
        return SAME_REPORT, ()
    total, reasons = weighed(evidence(a, b, rules), weights_for(a, rules).of, "base")
    return probability(total), tuple(reasons)


def weights_for(view: View, rules: Resolving) -> Weights:
    """The table for deeds or for words."""
    return rules.between_speech if view.speech else rules.between


def evidence(a: View, b: View, rules: Resolving) -> list[Evidence]:
    """All that speaks for or against two reports telling of one happening."""
    out = seen(a.sight, b.sight, rules)
    add = out.append
    if a.context and b.context:
        shared = len(a.context & b.context) / max(4, min(len(a.context), len(b.context)))
        add(("context", round(min(1.0, shared), 2), ""))
    if a.lead and b.lead:
        add(("both_lead", 1, "both reports begin with it"))
    least = min(len(a.telling.told), len(b.telling.told))
    if least > 1:
        add(("both_large", log2(least), "both reports say much of it"))
    elif a.bare or b.bare:
        add(("bare_one", 1, ""))
    if a.recalled and b.recalled:
        add(("both_recalled", 1, ""))
    elif a.recalled or b.recalled:
        add(("one_recalled", 1, "one looks back"))
    return out
