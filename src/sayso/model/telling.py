"""What one report tells of one happening: the unit that is compared between reports."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.claim import Place, Time
from sayso.model.event import Count, Says
from sayso.model.statement import Party, SourceKind


@dataclass(frozen=True, slots=True)
class Source:
    """Who stands behind a claim: `name` in words, kind, `country` (None where unknown), `group` (id of an armed group, else None), sectors.
    `key` tells two sources apart: a party's id, or name and country; `outlet` is True for the last link of a chain."""

    key: str
    name: str
    kind: SourceKind
    country: str | None
    group: str | None
    sectors: tuple[str, ...]
    outlet: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One claim as resolving sees it: what it says, of whom, when and where, on whose word (innermost source first, the outlet last).

    `acts` say what kind of act within its family (empty: any), `harm` that its words are of the harm done, `loose` that they name acts of several
    types. `words` are names and beginnings of words of its sentence, `near` those close to the trigger, `objects` those of whom or what it is done
    to and where, `where` the names that stand as places. `recalled`: its words speak of something known ("the attack"). `score` and `reasons`: how
    well it fits the other claims of its telling."""

    claim: str
    sentence: int
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    cameo: str | None
    trigger: str
    reciprocal: bool
    says: Says
    deed: bool
    alleged: bool
    background: bool
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    time: Time | None
    place: Place | None
    counts: tuple[Count, ...]
    sources: tuple[Source, ...]
    about: tuple[str, ...]
    acts: tuple[str, ...]
    harm: bool
    loose: bool
    words: tuple[str, ...]
    near: tuple[str, ...]
    objects: tuple[str, ...]
    where: tuple[str, ...]
    recalled: bool
    score: float = 1.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """A figure that stands beside the claims of a happening ("the ministry put the dead at 11"), and on whose word (as in `Told`)."""

    count: Count
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """All that one report tells of one happening: its claims (the first in the text first) and what they say together.

    `actors` and `recipients` are keys of parties; `start` and `end` ISO days between which it happened (None: open); `dated` False where only
    the report's date bounds them. `context` are the names of the whole report, `anchors` parties and countries (the report's, where its own words
    name none), `blocks` the keys under which tellings that could be the same are looked up.
    """

    id: str
    document: str
    outlet: str | None
    published: str | None
    family: str
    told: tuple[Told, ...]
    tallies: tuple[Tally, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    start: str | None
    end: str | None
    dated: bool
    place: Place | None
    context: tuple[str, ...]
    anchors: tuple[str, ...]
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Two tellings that may speak of one happening (`one` < `other`): score 0 to 1, and the reasons for and against in words."""

    one: str
    other: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bond:
    """A person's word on two claims: the same event, or not. Kept for ever; the latest word on a pair of claims holds."""

    one: str
    other: str
    same: bool


@dataclass(frozen=True, slots=True)
class Copy:
    """Two reports one of which repeats the other: the share of wording they have in common (0 to 1)."""

    one: str
    other: str
    likeness: float
