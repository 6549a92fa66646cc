"""Claims linked with claims: an outer act with its inner one, a denial with what it denies; the same thing printed twice becomes one."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from sayso.model.claim import Claim, Elsewhere, Why
from sayso.model.coding import Draft
from sayso.model.ids import digest
from sayso.model.revise import revised

COMPARED = 500
"""Claims of captions or headlines, of one type of event, that later ones are compared with word by word."""
TWICE = ("caption", "headline")
"""Zones that print again what stands elsewhere."""


def link(claims: list[Claim], drafts: list[Draft]) -> list[Claim]:
    """Ids, and the links between an outer claim and the inner one it is about, both ways."""
    seen: dict[str, int] = {}
    named: list[Claim] = []
    for c in claims:
        spans = [f"{p.span.start}-{p.span.end}" if p.span else "" for p in (*c.actors, *c.recipients)]
        base = digest(c.document.id, *c.trigger.span, c.event, *spans)
        seen[base] = seen.get(base, 0) + 1
        named.append(revised(c, id=digest(base, seen[base])))
    out = list(named)
    first: dict[tuple[int, int], int] = {}
    for n, d in enumerate(drafts):
        first.setdefault((d.sentence, d.trigger), n)
    for n, d in enumerate(drafts):
        if d.inner is None:
            continue
        outer = first.get((d.sentence, d.inner))
        if outer is None:
            continue
        out[n] = replace(out[n], inside=named[outer].id)
        content = out[outer].content
        if content is not None:
            status, facts = named[n].status, named[n].factuality
            out[outer] = replace(out[outer], content=replace(content, claim=named[n].id, status=status, factuality=facts))
    return out


def whole(claims: list[Claim]) -> list[Claim]:
    """Links only to claims that are there: one told by nobody, or printed twice, has gone."""
    ids = {c.id for c in claims}
    out = []
    for c in claims:
        content = c.content
        if content is not None and content.claim is not None and content.claim not in ids:
            content = replace(content, claim=None)
        inside = c.inside if c.inside in ids else None
        out.append(c if content is c.content and inside == c.inside else revised(c, content=content, inside=inside))
    return out


def denials(claims: list[Claim]) -> list[Claim]:
    """Every denied deed with the claim it denies: the same type told as done, by other words than the denier's, among parties that may be the same.

    The nearest before it, or else the nearest after it; None where the report tells no such thing.
    """
    out = []
    told_done = _Done(claims)
    for n, c in enumerate(claims):
        told = told_done.denied(n) if c.polarity == "-" and c.basis == "fact" and c.quad != 3 else None
        out.append(c if told is None else replace(c, denies=told.id, why=(*c.why, Why("denies", told.trigger.span, f"denies {told.trigger.text!r}"))))
    return out


Lands = frozenset[str | None]
Alike = tuple[Lands, Lands, str]
"""What claims have in common that one denial or none denies: the countries of both sides, and the trigger in lower case."""


class _Done:
    """The claims that something was done, by what they have in common: so that a denial does not go through all of them."""

    def __init__(self, claims: list[Claim]) -> None:
        self.claims = claims
        self._by_event: dict[str, dict[Alike, list[int]]] = {}
        self._fits: dict[tuple[str, Alike], list[tuple[tuple[int, bool], list[int]]]] = {}
        for n, c in enumerate(claims):
            if c.polarity == "+" and c.realis not in ("future", "conditional", "hypothetical") and not c.background:
                self._by_event.setdefault(c.event, {}).setdefault(_alike(c), []).append(n)

    def denied(self, n: int) -> Claim | None:
        """What a denial denies: the claim with most countries in common, in the same words, the nearest before, else behind it."""
        denial = self.claims[n]
        key = (denial.event, _alike(denial))
        groups = self._fits.get(key)
        if groups is None:
            groups = self._fits[key] = self._agreeing(*key)
        fits = []
        for rank, numbers in groups:
            at = bisect_left(numbers, n)
            fits += [(*rank, n - m, m) for m in numbers[max(0, at - 1) : at]] or [(*rank, m - n + len(self.claims), m) for m in numbers[at : at + 1]]
        return self.claims[min(fits)[3]] if fits else None

    def _agreeing(self, event: str, denial: Alike) -> list[tuple[tuple[int, bool], list[int]]]:
        """The groups that may be of the same parties as a denial, and how well they fit."""
        actors, recipients, words = denial
        return [
            ((-(bool(actors & a) + bool(recipients & r)), w != words), numbers)
            for (a, r, w), numbers in self._by_event.get(event, {}).items()
            if _agree(actors, a) and _agree(recipients, r)
        ]


def _alike(c: Claim) -> Alike:
    return frozenset(p.country for p in c.actors) - {None}, frozenset(p.country for p in c.recipients) - {None}, c.trigger.text.lower()


def _agree(a: Lands, b: Lands) -> bool:
    """Whether two sides may be the same parties: no two countries that differ."""
    return not a or not b or bool(a & b)


def once(claims: list[Claim]) -> list[Claim]:
    """One claim for what captions and headlines print twice, and for an act a speaker names and then spells out."""
    out: list[Claim] = []
    prints = Prints()
    spoken: dict[tuple[int, str], list[int]] = {}
    for c in claims:
        twin = prints.twin(c)
        if twin is not None:
            out[twin] = replace(out[twin], also=(*out[twin].also, Elsewhere(c.sentence, c.trigger.span)))
            continue
        told = next((n for n in spoken.get((c.sentence, c.event), ()) if _elaborates(out[n], c)), None)
        if told is not None:
            out[told] = _merged(out[told], c)
            continue
        if c.zone in TWICE:
            prints.add(c, len(out))
        if c.quad == 3:
            spoken.setdefault((c.sentence, c.event), []).append(len(out))
        out.append(c)
    return out


class Prints:
    """The claims of captions and headlines, to find what is printed twice."""

    def __init__(self) -> None:
        self._exact: dict[tuple[str, str, str], tuple[int, int]] = {}
        self._alike: dict[tuple[str, str], list[tuple[int, int, frozenset[str]]]] = {}

    def add(self, c: Claim, n: int) -> None:
        """A claim and its number."""
        letters = _letters(c.text)
        self._exact.setdefault((c.event, c.zone, letters), (n, c.sentence))
        some = self._alike.setdefault((c.event, c.zone), [])
        if len(some) < COMPARED:
            some.append((n, c.sentence, frozenset(letters.split())))

    def twin(self, c: Claim) -> int | None:
        """The number of the first that prints the same in another sentence, or nearly: they differ by small words at most."""
        if c.zone not in TWICE:
            return None
        letters = _letters(c.text)
        words = frozenset(letters.split())
        exact = self._exact.get((c.event, c.zone, letters))
        least = exact[0] if exact is not None and exact[1] != c.sentence else None
        for n, sentence, others in self._alike.get((c.event, c.zone), ()):
            if least is not None and n >= least:
                break
            if sentence != c.sentence and len(words & others) >= 0.85 * max(len(words), len(others), 1):
                return n
        return least


def _letters(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def _elaborates(a: Claim, b: Claim) -> bool:
    """Whether b, in the same sentence, spells out a: one speech act by one actor, told by a noun and again by what was said."""
    if a.sentence != b.sentence or a.event != b.event or a.quad != 3 or a.status != b.status or (a.condition and b.condition):
        return False
    told = {p.country for p in a.actors} - {None}
    own = b.statement is not None and {p.country for p in b.actors} <= {*told, None}
    return own and bool(told) and 0 < b.trigger.span.start - a.trigger.span.end < 120


def _merged(a: Claim, b: Claim) -> Claim:
    content = b.content or a.content
    return replace(
        a,
        condition=a.condition or b.condition,
        content=content,
        modes=a.modes or b.modes,
        recipients=a.recipients or b.recipients,
        cues=tuple(dict.fromkeys((*a.cues, *b.cues))),
        why=tuple(dict.fromkeys((*a.why, *b.why, Why("merged", b.trigger.span, "the same act, spelt out")))),
    )
