"""Claims linked with claims: an outer act with its inner one, a denial with what it denies; the same thing printed twice becomes one."""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.model.claim import Claim, Elsewhere, Why
from sayso.model.coding import Draft
from sayso.model.ids import digest
from sayso.model.revise import revised
from sayso.model.statement import Party

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
    for n, d in enumerate(drafts):
        if d.inner is None:
            continue
        outer = next((m for m, o in enumerate(drafts) if o.sentence == d.sentence and o.trigger == d.inner), None)
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
    for n, c in enumerate(claims):
        told = _denied(claims, n) if c.polarity == "-" and c.basis == "fact" and c.quad != 3 else None
        out.append(c if told is None else replace(c, denies=told.id, why=(*c.why, Why("denies", told.trigger.span, f"denies {told.trigger.text!r}"))))
    return out


def _denied(claims: list[Claim], n: int) -> Claim | None:
    denial = claims[n]
    fits = [
        (-_shared(denial, c), c.trigger.text.lower() != denial.trigger.text.lower(), abs(m - n) + (len(claims) if m > n else 0), m)
        for m, c in enumerate(claims)
        if m != n and _contradicts(denial, c)
    ]
    return claims[min(fits)[3]] if fits else None


def _shared(a: Claim, b: Claim) -> int:
    """On how many sides two claims name a country in common."""
    sides = ((a.actors, b.actors), (a.recipients, b.recipients))
    return sum(bool({p.country for p in one} & {p.country for p in two} - {None}) for one, two in sides)


def _contradicts(denial: Claim, other: Claim) -> bool:
    """Whether a claim says done what a denial says was not."""
    if other.polarity != "+" or other.event != denial.event or other.realis in ("future", "conditional", "hypothetical") or other.background:
        return False
    return _agree(denial.actors, other.actors) and _agree(denial.recipients, other.recipients)


def _agree(one: tuple[Party, ...], two: tuple[Party, ...]) -> bool:
    """Whether two sides may be the same parties: no two countries that differ."""
    a, b = {p.country for p in one} - {None}, {p.country for p in two} - {None}
    return not a or not b or bool(a & b)


def once(claims: list[Claim]) -> list[Claim]:
    """One claim for what captions and headlines print twice, and for an act a speaker names and then spells out."""
    out: list[Claim] = []
    printed: dict[str, list[int]] = {}
    spoken: dict[tuple[int, str], list[int]] = {}
    for c in claims:
        twin = next((n for n in printed.get(c.event, ()) if _same_print(out[n], c)), None)
        if twin is not None:
            out[twin] = replace(out[twin], also=(*out[twin].also, Elsewhere(c.sentence, c.trigger.span)))
            continue
        told = next((n for n in spoken.get((c.sentence, c.event), ()) if _elaborates(out[n], c)), None)
        if told is not None:
            out[told] = _merged(out[told], c)
            continue
        if c.zone in TWICE:
            printed.setdefault(c.event, []).append(len(out))
        if c.quad == 3:
            spoken.setdefault((c.sentence, c.event), []).append(len(out))
        out.append(c)
    return out


def _same_print(a: Claim, b: Claim) -> bool:
    if a.event != b.event or a.sentence == b.sentence or a.zone not in TWICE or b.zone != a.zone:
        return False
    return _letters(a.text) == _letters(b.text) or _alike(a.text, b.text)


def _letters(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def _alike(a: str, b: str) -> bool:
    """Whether two captions differ by small words at most."""
    x, y = set(_letters(a).split()), set(_letters(b).split())
    return len(x & y) >= 0.85 * max(len(x), len(y), 1)


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
