"""What is right of the claims that match a labelled event, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.model.claim import Claim
from sayso.run.alike import half_in_common, same_source
from sayso.run.gold import GoldEvent
from sayso.run.measures import Share, share_of

Pairs = Sequence[tuple[GoldEvent, Claim]]
_VOUCHED = ("CT+", "PR+")


def parts(pairs: Pairs, denials: Iterable[bool]) -> tuple[Share, ...]:
    """The share right of each part; beyond the first six only those that the labels allow. `denials` says of each labelled
    denial whether its claim denies the right claim."""
    always = (
        share_of("actors' countries", (g.actors == {p.country for p in c.actors} - {None} for g, c in pairs if g.actors is not None)),
        share_of("recipients' countries", (g.recipients == {p.country for p in c.recipients} - {None} for g, c in pairs if g.recipients is not None)),
        share_of("modes", (g.modes == set(c.modes) for g, c in pairs if g.modes is not None)),
        share_of("status", (g.status == c.status for g, c in pairs if g.status is not None)),
        share_of("deed", (g.deed == c.deed for g, c in pairs if g.deed is not None)),
        share_of("author_vouches", (g.author_vouches == _vouched(c) for g, c in pairs if g.author_vouches is not None)),
    )
    allowed = (
        share_of("polarity", (g.polarity == c.polarity for g, c in pairs if g.polarity is not None)),
        share_of("realis", (g.realis == c.realis for g, c in pairs if g.realis is not None)),
        share_of("background", (g.background == c.background for g, c in pairs if g.background is not None)),
        share_of("basis", (g.basis == c.basis for g, c in pairs if g.polarity == "-" and "basis" in g.given)),
        share_of("factuality, source", (g.source_factuality == c.factuality.source for g, c in pairs if g.source_factuality is not None)),
        share_of("factuality, author", (g.author_factuality == c.factuality.author for g, c in pairs if g.author_factuality is not None)),
        share_of("content", (g.content == _content(c) for g, c in pairs if "content" in g.given)),
        share_of("condition found", (_found(g.condition, c) for g, c in pairs if g.condition is not None)),
        share_of("source", (same_source(g.source, _innermost(c)) for g, c in pairs if "source" in g.given)),
        share_of("chain length", (g.links == len(c.attribution) - 1 for g, c in pairs if g.links is not None)),
        share_of("denies", denials),
        share_of("deeds that are deeds", (g.deed for g, c in pairs if c.deed and g.deed is not None)),
    )
    return (*always, *(s for s in allowed if s.of))


def false_facts(pairs: Pairs) -> Share:
    """Of what the author does not vouch for, how much is given as fact."""
    return share_of("false facts", (_vouched(c) for g, c in pairs if g.author_vouches is False))


def invented(pairs: Pairs) -> Share:
    """Of the events labelled as having no condition, how many are given one."""
    return share_of("condition invented", (c.condition is not None for g, c in pairs if "condition" in g.given and g.condition is None))


def _vouched(claim: Claim) -> bool:
    return claim.factuality.author in _VOUCHED


def _content(claim: Claim) -> tuple[str, str] | None:
    """Type and status of what a claim is about; None where it is about no act that has a type."""
    content = claim.content
    return None if content is None or content.event is None else (content.event, content.status)


def _found(condition: str, claim: Claim) -> bool:
    return claim.condition is not None and half_in_common(condition, claim.condition.text)


def _innermost(claim: Claim) -> str | None:
    """Words and name of the innermost source, its cue where nobody is named ("reportedly"); None where the outlet speaks."""
    link = claim.attribution[0] if len(claim.attribution) > 1 else None
    if link is None:
        return None
    if link.speaker is None:
        return link.cue.text if link.cue else ""
    return f"{link.speaker.text} {link.speaker.name or ''}"
