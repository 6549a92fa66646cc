"""A claim as resolving sees it, or the reason why it has no part in any event."""

from __future__ import annotations

import re

from sayso.model.claim import Claim, Figure
from sayso.model.event import ASKED, Count, Says
from sayso.model.statement import Link
from sayso.model.telling import Source, Told
from sayso.ontology.resolving import Resolving
from sayso.resolve.words import SHORTEST, around, near_in, places_in, stem, words_of

HAPPENED = frozenset({"occurred", "ongoing", "attempted"})
COUNTED = frozenset(ASKED) | {"casualties"}
_WORD = re.compile(r"\w+")


def left_out(claim: Claim) -> str | None:
    """Why a claim is of no event (a threat's content, a plan, a disowned wish, a habit); None where it is of one."""
    if claim.polarity == "-":
        if claim.basis in ("intention", "commitment"):
            return f"negated {claim.basis}: it says nothing of a happening"
        return f"negated, {claim.realis}: it says nothing of a happening" if claim.realis not in HAPPENED else None
    if claim.realis == "habitual":
        return "habitual: it is no one happening"
    if claim.realis not in HAPPENED:
        return f"{claim.realis}: it has not happened"
    if claim.status in ("hypothetical", "conditional", "future"):
        return f"{claim.status}: it has not happened"
    return None


def told_of(claim: Claim, recalled: bool, rules: Resolving) -> Told:
    """The claim's part in an event; `left_out` must have passed it. `recalled`: its words speak of something known."""
    parties = frozenset(w for p in (*claim.actors, *claim.recipients) for w in _WORD.findall(f"{p.text} {p.name or ''}"))
    start, end = claim.trigger.span.start - claim.span.start, claim.trigger.span.end - claim.span.start
    frame = claim.why[0].rule.removeprefix("frames/") if claim.why else ""
    content = claim.content.claim if claim.content is not None else None
    return Told(
        claim=claim.id,
        sentence=claim.sentence,
        type=claim.event,
        modes=claim.modes,
        contexts=claim.contexts,
        cameo=claim.cameo,
        trigger=claim.trigger.text,
        reciprocal=claim.reciprocal,
        says=_says(claim),
        deed=claim.deed,
        alleged=claim.alleged,
        background=claim.background,
        actors=claim.actors,
        recipients=claim.recipients,
        time=claim.time,
        place=claim.place if claim.place is not None and claim.place.name is not None else None,
        counts=tuple(_count(f, claim) for f in claim.figures if f.scope == "incident" and f.kind in COUNTED and not credited(f, claim)),
        sources=tuple(source_of(link, n == len(claim.attribution) - 1, rules.articles) for n, link in enumerate(claim.attribution)),
        about=tuple(c for c in (content, claim.denies) if c is not None),
        acts=_acts(claim, frame, rules),
        harm=frame in rules.harm,
        loose=frame in rules.loose,
        words=words_of(claim.text, parties | rules.calendar),
        near=near_in(claim.text, start, end),
        objects=_objects(claim),
        where=places_in(around(claim.text, start, end), rules.locative, rules.calendar),
        recalled=recalled,
    )


def _objects(claim: Claim) -> tuple[str, ...]:
    """Stems of the words for whom or what it is done to, and of the place's name."""
    place = claim.place.name if claim.place is not None and claim.place.name is not None else ""
    text = " ".join((*(p.text for p in claim.recipients), place))
    return tuple(sorted({stem(w) for w in _WORD.findall(text) if len(w) >= SHORTEST}))


def _acts(claim: Claim, frame: str, rules: Resolving) -> tuple[str, ...]:
    """What kind of act the frame is, else the modes; none where it may be any."""
    if frame in rules.acts:
        return (rules.acts[frame],)
    return tuple(sorted({act for m in claim.modes if (act := rules.acts.get(f"{claim.event}/{m}")) is not None}))


def _says(claim: Claim) -> Says:
    if claim.polarity == "-":
        return "denied"
    sure = claim.deed or claim.alleged or (claim.background and claim.factuality.source in ("CT+", "PR+"))
    return "done" if sure else "open"


def credited(figure: Figure, claim: Claim) -> bool:
    """Whether the words name somebody else's count in the outlet's own voice ("a doctor has counted four dead")."""
    return figure.by is not None and claim.statement is None


def _count(figure: Figure, claim: Claim) -> Count:
    return Count(figure.kind, figure.low, figure.best, figure.high, claim.document.published, claim.document.id, figure.span)


def source_of(link: Link, outlet: bool, articles: frozenset[str]) -> Source:
    """A link of an attribution chain as a source; nobody named is a source by its kind. `articles` are left out of its key."""
    party = link.speaker
    if party is None:
        return Source(f"unnamed {link.source_kind}", "somebody unnamed", link.source_kind, None, None, (), outlet)
    name = party.name or party.text
    words = name.lower().split()
    key = party.id or f"{' '.join(words[1:] if len(words) > 1 and words[0] in articles else words)}|{party.country or ''}"
    group = (party.id or name.lower()) if party.kind == "group" else None
    return Source(key, name, link.source_kind, party.country, group, party.sectors, outlet)
