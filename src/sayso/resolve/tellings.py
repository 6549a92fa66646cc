"""One report's claims as tellings: what is compared with other reports, and under which keys it is looked up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from math import floor

from sayso.model.claim import Place
from sayso.model.coding import Coding
from sayso.model.ids import digest
from sayso.model.readable import readable
from sayso.model.seen import as_received, as_seen
from sayso.model.telling import Tally, Telling, Told
from sayso.model.text import DocumentRef
from sayso.ontology.resolving import Resolving
from sayso.resolve.calling import called_back
from sayso.resolve.days import before, days_of, length
from sayso.resolve.evidence import Sight, countries_of
from sayso.resolve.parties import VAGUE
from sayso.resolve.tallies import tallies
from sayso.resolve.told import left_out
from sayso.resolve.within import Part, grouped, together
from sayso.resolve.words import SHORTEST

ANY = "*"
"""The cell under which all stand that know where, for those that do not; also the anchor of those that name nobody."""
NOWHERE = "-"
"""The cell of those that do not know where."""
NARROW = 5
"""Days of an interval up to which it is looked up by the day, beyond by the week."""
MOST_ANCHORS = 4
_NAME = re.compile(rf"(?<=[\w,;] )[A-Z]\w{{{SHORTEST - 1},}}")


def tellings(coding: Coding, rules: Resolving) -> tuple[Telling, ...]:
    """The happenings one report tells of, in the order of its text; claims of no event are left out (see `left_out`).

    Words are compared as a person sees them, spans index the text as received."""
    copy = readable(coding.document.text)
    if copy is None:
        return _tellings(coding, rules)
    clean = replace(as_seen(coding, copy), document=replace(coding.document, text=copy.text))
    return as_received(_tellings(clean, rules), copy)


def _tellings(coding: Coding, rules: Resolving) -> tuple[Telling, ...]:
    told = sorted((c for c in coding.claims if left_out(c) is None), key=lambda c: (c.sentence, c.trigger.span, c.id))
    context = tuple(sorted(set(_NAME.findall(coding.document.text))))
    groups = grouped(told, rules)
    loose = tallies(coding, groups, rules)
    named = Counter(a for g in groups for a in _anchors(together(g)))
    common = tuple(sorted(sorted(named, key=lambda a: (-named[a], a))[:MOST_ANCHORS]))
    found = tuple(_telling(g, told[0].document, context, common, loose.get(n, ()), rules) for n, g in enumerate(groups))
    return called_back(found)


def _telling(
    group: Sequence[Part], document: DocumentRef, context: tuple[str, ...], common: tuple[str, ...], loose: tuple[Tally, ...], rules: Resolving
) -> Telling:
    told = tuple(p.told for p in group)
    sight = together(group)
    start, end = sight.days
    telling = Telling(
        id=digest(document.id, told[0].claim, "telling"),
        document=document.id,
        outlet=document.outlet,
        published=document.published,
        family=group[0].family,
        told=told,
        tallies=loose,
        actors=sight.actors,
        recipients=sight.recipients,
        start=start,
        end=end,
        dated=sight.dated,
        place=finest(sight.places),
        context=context,
        anchors=tuple(sorted(_anchors(sight))) or common,
        blocks=(),
    )
    return filed(telling, rules)


def filed(telling: Telling, rules: Resolving) -> Telling:
    """The telling with the keys under which it is looked up."""
    cells = {f"{a},{b}" for a, b in _cells(places_of(telling.told))}
    times = _registered(telling.start, telling.end, rules)
    return replace(telling, blocks=tuple(sorted(_keys(telling.family, times, telling.anchors, cells | {ANY} if cells else {NOWHERE}))))


def seeks(telling: Telling, rules: Resolving) -> frozenset[str]:
    """Keys under which tellings that could be the same happening stand: a day to either side, its own cells and those around them, or nowhere known.

    Whether two tellings meet does not depend on which of them looks: one's keys lie among what the other seeks if and only if the other's do."""
    around = {f"{a + i},{b + j}" for a, b in _cells(places_of(telling.told)) for i in (-1, 0, 1) for j in (-1, 0, 1)}
    cells = around | {NOWHERE} if around else {ANY, NOWHERE}
    return frozenset(_keys(telling.family, _sought(telling.start, telling.end, rules), telling.anchors, cells))


def places_of(told: Iterable[Told]) -> list[Place]:
    """All places some claims name."""
    return [t.place for t in told if t.place is not None]


def finest(places: Sequence[Place]) -> Place | None:
    """The most exact of some places, the first of equals; None without any."""
    return min(places, key=lambda p: p.precision if p.precision is not None else 9, default=None)


def _anchors(sight: Sight) -> set[str]:
    return anchors_of((*sight.actors, *sight.recipients), sight.places)


def anchors_of(parties: Iterable[str], places: Iterable[Place]) -> set[str]:
    """Known parties and countries of places: two tellings that share none are not compared."""
    return {k for k in parties if not k.startswith(VAGUE)} | {c for p in places for c in countries_of(p)}


def _keys(family: str, times: Iterable[str], anchors: Iterable[str], cells: Iterable[str]) -> Iterator[str]:
    anchors = tuple(anchors) or (ANY,)
    return (f"{family}|{time}|{anchor}|{cell}" for time in times for anchor in anchors for cell in cells)


def _registered(start: str | None, end: str | None, rules: Resolving) -> tuple[str, ...]:
    """Days and their weeks of a narrow interval, weeks (a day wider) of a wide one, the year of one of many months."""
    if start is None or end is None:
        return ("undated",)
    if (length(start, end) or 0) <= NARROW:
        days = days_of(start, end, NARROW)
        return (*days, *_weeks(start, end, "day in"))
    return _wide(start, end, rules)


def _sought(start: str | None, end: str | None, rules: Resolving) -> tuple[str, ...]:
    if start is None or end is None:
        return ("undated",)
    if (length(start, end) or 0) <= NARROW:
        return (*days_of(before(start, 1), before(end, -1), NARROW + 2), *_weeks(start, end, "in"))
    wide = _wide(start, end, rules)
    return (*wide, *(w.replace("in ", "day in ", 1) for w in wide if w.startswith("in ")))


def _wide(start: str, end: str, rules: Resolving) -> tuple[str, ...]:
    if (length(start, end) or 0) > 10 * rules.days["recalled"]:
        return (f"long {start[:4]}",)
    first = max(start, before(end, rules.days["recalled"]))
    return _weeks(before(first, 1), before(end, -1), "in")


def _weeks(start: str, end: str, word: str) -> tuple[str, ...]:
    """Weeks (Sunday to Saturday, counted from the year 1) that an interval touches."""
    first, last = (date.fromisoformat(d).toordinal() // 7 for d in (start, end))
    return tuple(f"{word} {n}" for n in range(first, last + 1))


def _cells(places: Iterable[Place]) -> set[tuple[int, int]]:
    """Whole degrees of latitude and longitude in which the pins lie."""
    return {(floor(p.latitude), floor(p.longitude)) for p in places if p.latitude is not None and p.longitude is not None}
