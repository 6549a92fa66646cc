"""Words of saying, words that change whether an act is a fact, and the closed lists of the grammar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from sayso.model.claim import Status
from sayso.model.coding import Effect
from sayso.model.statement import Stance, StatementKind
from sayso.model.tree import Tree
from sayso.ontology.strict import Entry, read_yaml

EFFECTS: tuple[Effect, ...] = (
    "none",
    "negate",
    "future",
    "possible",
    "probable",
    "hypothetical",
    "unknown",
    "attempted",
    "foiled",
    "ongoing",
    "habitual",
    "intention",
    "commitment",
)
POS = ("verb", "noun", "adjective", "preposition", "adverb")
STANCES: tuple[Stance, ...] = ("neutral", "endorsing", "distancing", "denying")
STATUSES: tuple[Status, ...] = get_args(Status)
KINDS: tuple[StatementKind, ...] = get_args(StatementKind)
FEWEST = 2
"""Examples every entry must have."""


@dataclass(frozen=True, slots=True)
class SayCue:
    """A word with which somebody says something; fields as in cues/says.yaml. `rest` is the particle of a two-word cue."""

    lemma: str
    rest: str | None
    pos: str
    takes: frozenset[str]
    stance: Stance
    attitude: bool
    effects: tuple[Effect, ...]
    factive: bool
    unnamed: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Signature:
    """What a governing word does to the act below it, affirmed and negated (Nairn, Condoravdi & Karttunen 2006).

    `indefinite`: only to an act that is not presupposed ("oppose an attack", not "oppose the attack")."""

    lemma: str
    rest: str | None
    pos: str
    takes: frozenset[str]
    affirmed: tuple[Effect, ...]
    negated: tuple[Effect, ...]
    rule: str
    indefinite: bool = False

    def stands(self, tree: Tree, i: int) -> bool:
        """Whether the word at `i` has the particle this entry wants, if any."""
        return self.rest is None or any(tree.lemma[k] == self.rest for k in tree.kids[i])


@dataclass(frozen=True, slots=True)
class SignatureExample:
    """A sentence in which the act below a word of the entry must have this type and status, by itself or as the content of another."""

    text: str
    event: str
    status: Status
    rule: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class SayExample:
    """A sentence in which a statement of this kind and content must be found; `speaker` is "" where nobody is named."""

    text: str
    speaker: str
    kind: StatementKind
    content: str
    rule: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Grammar:
    """The closed lists of cues/grammar.yaml; `adverbs` maps an effect to its adverbs."""

    lists: dict[str, frozenset[str]]
    adverbs: dict[str, Effect]

    def has(self, name: str, word: str) -> bool:
        """Whether a lemma stands in the list of that name."""
        return word in self.lists[name]


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues of a language. `says` and `signatures` are keyed by part of speech and lemma, two-word entries first."""

    says: dict[tuple[str, str], tuple[SayCue, ...]]
    signatures: dict[tuple[str, str], tuple[Signature, ...]]
    grammar: Grammar


LISTS = (
    "rule",
    "no_party",
    "stand_in",
    "stand_in_plural",
    "light",
    "occur",
    "transparent",
    "object_control",
    "conditional",
    "temporal",
    "future",
    "possible",
    "hypothetical",
    "negators",
    "historical",
    "ahead",
    "scheduled",
    "grants",
    "appointed",
    "due",
    "to_come",
    "since",
    "up_to",
    "continuous",
    "demand",
    "appeal",
    "we",
    "you",
    "he",
    "it",
    "they",
    "country",
    "countries",
    "any",
    "quantity",
    "former",
    "witness",
    "document",
    "media",
    "other",
    "inverted",
    "resumes",
    "cites",
    "period",
    "until",
    "falsehood",
    "retracted",
    "contingency",
    "anybody",
)


def load_cues(folder: Path) -> Cues:
    """The cue files of a language, checked."""
    says, signatures = read_yaml(folder / "says.yaml"), read_yaml(folder / "signatures.yaml")
    return Cues(_says(says), _signatures(signatures), _grammar(read_yaml(folder / "grammar.yaml")))


def _says(file: Entry) -> dict[tuple[str, str], tuple[SayCue, ...]]:
    out: dict[tuple[str, str], list[SayCue]] = {}
    for entry in file.entries("cues"):
        entry.only(("words", "pos", "takes", "stance", "kind", "effects", "factive", "source", "examples"))
        pos = entry.text("pos", allowed=POS)
        stance = next(s for s in STANCES if s == entry.text("stance", allowed=STANCES))
        attitude = entry.text("kind", allowed=("says", "attitude")) == "attitude"
        takes, effects = frozenset(entry.words("takes")), _effects(entry, "effects")
        unnamed = entry.text("source", "", allowed=("", "unnamed", "media")) == "unnamed"
        for word in entry.words("words"):
            lemma, _, rest = word.partition(" ")
            cue = SayCue(lemma, rest or None, pos, takes, stance, attitude, effects, entry.flag("factive"), unnamed, f"cues/says#{word.replace(' ', '-')}")
            out.setdefault((pos, lemma), []).append(cue)
    return {k: tuple(sorted(v, key=lambda c: c.rest is None)) for k, v in out.items()}


def _signatures(file: Entry) -> dict[tuple[str, str], tuple[Signature, ...]]:
    out: dict[tuple[str, str], list[Signature]] = {}
    for entry in file.entries("signatures"):
        entry.only(("words", "pos", "takes", "affirmed", "negated", "indefinite", "examples"))
        pos, takes, indefinite = entry.text("pos", allowed=POS), frozenset(entry.words("takes")), entry.flag("indefinite")
        effects = _effects(entry, "affirmed"), _effects(entry, "negated")
        for word in entry.words("words"):
            lemma, _, rest = word.partition(" ")
            rule = f"cues/signatures#{word.replace(' ', '-')}"
            out.setdefault((pos, lemma), []).append(Signature(lemma, rest or None, pos, takes, *effects, rule, indefinite))
    return {k: tuple(sorted(v, key=lambda s: s.rest is None)) for k, v in out.items()}


def load_signature_examples(folder: Path, types: Iterable[str]) -> list[SignatureExample]:
    """The examples of signatures.yaml. An entry with fewer than two, an unknown type or status is a DataError."""
    known, out = tuple(types), []
    for e, rule in _examples(folder / "signatures.yaml", "signatures", ("text", "event", "status")):
        event, wanted = e.text("event", allowed=known), e.text("status", allowed=STATUSES)
        out.append(SignatureExample(e.text("text"), event, next(s for s in STATUSES if s == wanted), rule, e.file, e.line))
    return out


def load_say_examples(folder: Path) -> list[SayExample]:
    """The examples of says.yaml. An entry with fewer than two, an unknown kind, words that do not stand in the text are DataErrors."""
    out = []
    for e, rule in _examples(folder / "says.yaml", "cues", ("text", "speaker", "kind", "content")):
        text, wanted = e.text("text"), e.text("kind", allowed=KINDS)
        for key in ("speaker", "content"):
            if e.text(key) not in text:
                raise e.fail(key, f"{e.text(key)!r} does not stand in the text", "copy its words from the text")
        out.append(SayExample(text, e.text("speaker"), next(k for k in KINDS if k == wanted), e.text("content"), rule, e.file, e.line))
    return out


def _examples(path: Path, key: str, allowed: tuple[str, ...]) -> Iterator[tuple[Entry, str]]:
    """Every example of a cue file and the rule it is for, named after the first word of its entry."""
    for entry in read_yaml(path).entries(key):
        found, words = entry.entries("examples"), entry.words("words")
        if len(found) < FEWEST or not words:
            raise entry.fail("examples", f"every entry needs words and {FEWEST} sentences", "add `examples`")
        for e in found:
            e.only(allowed)
            yield e, f"cues/{path.stem}#{words[0].replace(' ', '-')}"


def _effects(entry: Entry, key: str) -> tuple[Effect, ...]:
    wanted: Iterable[str] = entry.words(key, EFFECTS)
    return tuple(e for w in wanted for e in EFFECTS if e == w)


def _grammar(file: Entry) -> Grammar:
    file.only((*LISTS, "adverbs"))
    adverbs: dict[str, Effect] = {}
    table = file.entry("adverbs")
    for key in table.values if table else ():
        effect = next((e for e in EFFECTS if e == key), None)
        if table is None or effect is None:
            raise file.fail("adverbs", f"unknown effect {key!r}", f"use one of {', '.join(EFFECTS)}")
        adverbs.update(dict.fromkeys(table.words(key), effect))
    return Grammar({name: frozenset(file.words(name)) for name in LISTS}, adverbs)
