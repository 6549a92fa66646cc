"""What the stages hand on: everything known of one document so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.model.claim import Basis, Claim, Condition, Cue, Figure, Place, Polarity, Realis, Time, Value, Why
from sayso.model.statement import Link, Party, SourceKind, Stance, Statement, StatementKind
from sayso.model.text import Block, Document, Sentence, Skip, Span
from sayso.model.tree import Tree

Effect = Literal[
    "none", "negate", "future", "possible", "probable", "hypothetical", "unknown", "attempted", "foiled", "ongoing", "habitual", "intention", "commitment"
]
"""What a word does to the act below it."""


TimeKind = Literal["date", "vague", "duration", "set"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase that names a party: its head token, first and last token, what it refers to, and the rule that said so."""

    sentence: int
    head: int
    first: int
    last: int
    party: Party
    rule: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the tables of parties in a sentence: how it is used (name, adjective, demonym, capital, seat; "not" where it only holds
    a name), and kind, country and name of the row it means first (None for "not")."""

    sentence: int
    span: Span
    use: str
    kind: str | None
    country: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression and its interval. Durations ("for three hours") and repeated times ("every Friday") have none. `bound`:
    it says since or until when, None for when."""

    sentence: int
    time: Time
    token: int
    kind: TimeKind = "date"
    bound: Literal["since", "until"] | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name in a sentence; `token` is its head, `first` its first token."""

    sentence: int
    place: Place
    first: int
    token: int


@dataclass(frozen=True, slots=True)
class FigureMention:
    """A figure and the token that heads it."""

    sentence: int
    figure: Figure
    token: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Text between quotation marks (marks excluded), within one block."""

    span: Span
    block: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Reported:
    """A statement as found: cue and speaker tokens (`speaker` None = nobody named), content spans.

    `effects` are what the cue does to its content in its source's eyes (see cues/says.yaml), `factive` whether the
    author vouches too. `party` is filled when roles are resolved. `addressee` is a token.
    """

    sentence: int
    cue: int | None
    cue_span: Span | None
    speaker: int | None
    speaker_sentence: int
    content: tuple[Span, ...]
    kind: StatementKind
    stance: Stance
    effects: tuple[Effect, ...]
    factive: bool
    source_kind: SourceKind
    rule: str
    addressee: int | None = None
    party: Party | None = None
    addressee_party: Party | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making. Token indices are into the tree of `sentence`; participants are NP heads.

    `standing` is for a state of things, which goes on where nothing else is said ("sanctions on").
    `performed` says that the innermost statement around it is the act itself ("we will respond", he said).
    `fallback` is what the words mean where an outer act finds no inner one. `forced` are effects the composition table
    puts on this act: (outer trigger, effect, basis)."""

    sentence: int
    trigger: int
    tokens: tuple[int, ...]
    rule: str
    event: str
    modes: tuple[str, ...]
    cameo: str | None
    reciprocal: bool
    outer: str | None
    alone: bool
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    slots: tuple[tuple[str, tuple[int, ...]], ...]
    inner_slots: tuple[str, ...]
    light: int | None
    why: tuple[Why, ...]
    force: str | None = None
    when: str | None = None
    speaker: bool = False
    implies: tuple[str, ...] = ()
    forced: tuple[tuple[int, str, str], ...] = ()
    fallback: Draft | None = None
    content: Draft | None = None
    inner: int | None = None
    vouched: bool = True
    performed: bool = False
    standing: bool = False
    polarity: Polarity = "+"
    realis: Realis = "occurred"
    background: bool = False
    basis: Basis | None = None
    source: Value = "CT+"
    author: Value = "CT+"
    cues: tuple[Cue, ...] = ()
    condition: Condition | None = None
    chain: tuple[Link, ...] = ()
    reported: int | None = None
    actor_parties: tuple[Party, ...] = ()
    recipient_parties: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """One document and all that has been read from it. Stages return a copy with more fields filled.

    `received` is the document as it came while `document` holds a readable copy of its text, else None."""

    document: Document
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    trees: tuple[Tree, ...] = ()
    quotes: tuple[Quote, ...] = ()
    names: tuple[Name, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    figures: tuple[FigureMention, ...] = ()
    reported: tuple[Reported, ...] = ()
    drafts: tuple[Draft, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    skipped: tuple[Skip, ...] = ()
    received: Document | None = None
