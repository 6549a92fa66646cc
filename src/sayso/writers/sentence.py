"""Claims as sentences a person reads: "IRN GOV > (anyone)  THREATEN violence  if "any attempts to bully Iran"  says Ebrahim Raisi, via WANA"."""

from __future__ import annotations

import re

from sayso.model.claim import Claim, Figure
from sayso.model.statement import Party, Statement

_ODD = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
STATUS_WORDS = {
    "negated": "not so",
    "hypothetical": "hypothetical",
    "conditional": "conditional",
    "future": "future",
    "foiled": "foiled",
    "habitual": "habitual",
    "historical": "earlier",
    "ongoing": "ongoing",
    "actual": "",
}


NEGATED_WORDS = {"fact": "did not happen", "intention": "not intended", "commitment": "will not"}


def side(parties: tuple[Party, ...], nobody: str) -> str:
    """Country and sector of each participant, the words where neither is known."""
    out = []
    for p in parties:
        code = " ".join(x for x in (p.country, p.sectors[0] if p.sectors and p.sectors[0] != p.country else None) if x)
        out.append(code if p.country or not p.text else f"{_short(p.text, 28)}{f' {code}' if code else ''}")
    return ", ".join(dict.fromkeys(out)) or nobody


def act(claim: Claim) -> str:
    """The type with its modes."""
    return " ".join((claim.event, *claim.modes))


def qualifier(claim: Claim) -> str:
    """What keeps the act from being a plain deed, in words: not, alleged, if …, figures."""
    parts = []
    word = NEGATED_WORDS.get(claim.basis or "", STATUS_WORDS[claim.status]) if claim.status == "negated" else STATUS_WORDS[claim.status]
    if word:
        parts.append(word)
    if claim.alleged:
        parts.append("alleged")
    if claim.condition is not None:
        parts.append(f"if “{_short(claim.condition.text, 48)}”")
    parts.extend(figure(f) for f in claim.figures)
    return "; ".join(parts)


def figure(f: Figure) -> str:
    """A figure in words: killed at least 12; killed 4 (part); 20 ballistic missiles; wounded none."""
    number = "none" if f.high == 0 else count(f.low, f.best, f.high)
    told = f"{number} {f.whom}" if f.kind == "weapons" and f.whom else f"{f.kind} {number}"
    return told if f.scope == "incident" else f"{told} ({f.scope})"


def count(low: int | None, best: int | None, high: int | None) -> str:
    """A figure in words: 11, at least 4, up to 20, 200-300."""
    if best is not None:
        return f"{best:,}"
    if low is not None and high is not None:
        return f"{low:,}-{high:,}"
    return f"at least {low:,}" if low is not None else f"up to {high:,}" if high is not None else "unknown"


def who_says(claim: Claim) -> str:
    """The chain from the innermost source to the outlet."""
    links = claim.attribution
    names = [_name(link.speaker) if link.speaker else "somebody unnamed" for link in links[:-1]]
    outlet = links[-1].speaker if links else None
    via = _name(outlet) if outlet else "the report"
    told = [n for n in dict.fromkeys(names) if n != via]
    return f"says {', via '.join([*told, via])}" if told else f"says {via}"


def claim_line(claim: Claim) -> str:
    """A whole claim in one line."""
    parts = [
        f"{side(claim.actors, '(somebody)')} {'<>' if claim.reciprocal else '>'} {'(each other)' if claim.reciprocal else side(claim.recipients, '(anyone)')}",
        act(claim),
        qualifier(claim),
        who_says(claim),
    ]
    return clean("  ".join(p for p in parts if p))


def statement_line(statement: Statement) -> str:
    """A whole statement in one line."""
    who = _name(statement.speaker) if statement.speaker else "somebody"
    cue = statement.cue.text if statement.cue else "says"
    return clean(f"{who} ({statement.kind}, {cue}): {_short(statement.content.text, 200)}")


def _name(party: Party) -> str:
    return party.name or party.text


def _short(text: str, size: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= size else text[: size - 1].rstrip() + "…"


def clean(text: str) -> str:
    """Text for a terminal: control and direction-changing characters shown as escapes."""
    return text if text.isprintable() else _ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
