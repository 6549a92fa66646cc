"""Frames: which words trigger which event, and which grammatical places hold actor and recipient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from sayso.errors import DataError
from sayso.model.statement import PartyKind
from sayso.ontology.events import EventType
from sayso.ontology.strict import Entry as Row
from sayso.ontology.strict import read_yaml

Pos = Literal["verb", "noun", "adjective"]
DEFAULTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "verb": {"actor": ("subject",), "recipient": ("object",)},
    "noun": {"actor": ("subject", "by", "possessive", "adjective", "of"), "recipient": ("on", "against", "with", "to")},
    "adjective": {"actor": ("subject",), "recipient": ("to", "toward", "with", "against")},
}
FRAME_KEYS = ("id", "modes", "cameo", "verb", "noun", "adjective", "reciprocal", "outer", "alone", "when", "implies", "state", "says", "not")
PATTERN_KEYS = ("words", "actor", "recipient", "inner", "needs", "never")
PARTY_WORDS = tuple(f"<{kind}>" for kind in get_args(PartyKind))
"""In a fence, these stand for any party of that kind."""
WORDS_BESIDE = frozenset({"adjective", "particle", "partners"})
"""What a fence may name that is no slot of the grammar: words beside the trigger, and those who act together."""
WHENS = ("future", "negated")


@dataclass(frozen=True, slots=True)
class Pattern:
    """The words of one part of speech and their places. `words` are lemma sequences: the first is a verb's, the last a noun's head."""

    frame: Frame
    pos: Pos
    words: tuple[tuple[str, ...], ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    inner: tuple[str, ...]
    needs: tuple[tuple[str, frozenset[str]], ...]
    never: tuple[tuple[str, frozenset[str]], ...]
    wants: tuple[str, ...] = field(init=False, compare=False)
    """The slots of `needs` that the grammar must fill: none of them empty, or the pattern cannot stand."""
    plain: bool = field(init=False, compare=False)
    """Whether it says something without an inner act."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "wants", tuple(slot for slot, _ in self.needs if slot not in WORDS_BESIDE))
        object.__setattr__(self, "plain", self.frame.outer is None or self.frame.alone)

    @property
    def asks(self) -> int:
        """How much the pattern asks of its sentence: of two of equal length the one that asks more is the more specific."""
        return len(self.needs) + (self.frame.when is not None)


@dataclass(frozen=True, slots=True)
class Frame:
    """A sense of some words. `outer` names the act it performs about another act (see compose.yaml), None for plain
    deeds; `alone` says whether an outer act counts without an inner one; `when` fences it to future or negated uses.
    `implies` are the sectors of a doer whom the act itself implies when nobody is named ("was arrested": police);
    `state` marks what goes on rather than happens ("sanctions on")."""

    rule: str
    event: str
    modes: tuple[str, ...]
    cameo: str | None
    reciprocal: bool
    outer: str | None
    alone: bool
    when: str | None
    implies: tuple[str, ...] = ()
    state: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence a frame must code (`codes` True) or must not; the participants and modes it must find, None = any."""

    rule: str
    event: str
    text: str
    codes: bool
    actor: str | None
    recipient: str | None
    modes: tuple[str, ...] | None
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One word sequence of one pattern. `size` is how specific it is: words, then what it asks; `order` its place among the head's entries."""

    order: int
    words: tuple[str, ...]
    pattern: Pattern
    size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of one head lemma: those of one word, and those of more by the word next to the head."""

    single: tuple[Entry, ...]
    longer: dict[str, tuple[Entry, ...]]

    def possible(self, present: Set[str]) -> tuple[Entry, ...]:
        """Entries all of whose words stand in a sentence of these words, the most specific first."""
        if not self.longer or self.longer.keys().isdisjoint(present):
            return self.single
        near = self.longer.keys() & present
        found = [e for w in near for e in self.longer[w] if len(e.words) == 2 or present >= set(e.words)]
        return tuple(sorted((*found, *self.single), key=lambda e: e.order)) if found else self.single


NOTHING = Entries((), {})


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames: entries by part of speech and head lemma; words that add a mode by event type."""

    by_verb: dict[str, Entries]
    by_noun: dict[str, Entries]
    by_adjective: dict[str, Entries]
    mode_words: dict[str, dict[str, frozenset[str]]]
    all: tuple[Pattern, ...]


def load_frames(folder: Path, classes_file: Path, types: dict[str, EventType], outers: frozenset[str]) -> Frames:
    """Every frame file of a language, checked: unknown slots of data, duplicate ids and unknown modes are DataErrors."""
    files = {path: read_yaml(path) for path in sorted(folder.glob("*.yaml"))}
    classes = _classes([read_yaml(classes_file)], [e for f in files.values() if (e := f.entry("classes"))])
    patterns: list[Pattern] = []
    mode_words: dict[str, dict[str, frozenset[str]]] = {}
    for path, file in files.items():
        event = _type_of(path, types)
        file.only(("classes", "mode_words", "frames"))
        words = file.entry("mode_words")
        mode_words[event.name] = {m: frozenset(words.words(m)) for m in words.values} if words else {}
        for mode in mode_words[event.name]:
            if mode not in event.modes:
                raise (words or file).fail(mode, f"{event.name} has no mode {mode!r}", f"use one of {', '.join(event.modes)}")
        seen: dict[str, int] = {}
        for entry in file.entries("frames"):
            name = entry.text("id")
            if name in seen:
                raise entry.fail("id", f"duplicate frame {name!r} (first at line {seen[name]})", "give each frame its own id")
            seen[name] = entry.line
            patterns.extend(_frame(entry, path.stem, event, classes, outers))
    return Frames(_index(patterns, "verb"), _index(patterns, "noun"), _index(patterns, "adjective"), mode_words, tuple(patterns))


def load_examples(folder: Path, types: dict[str, EventType]) -> list[Example]:
    """The `says` and `not` sentences of every frame. A frame without one of each is a DataError."""
    out: list[Example] = []
    for path in sorted(folder.glob("*.yaml")):
        event = _type_of(path, types)
        for entry in read_yaml(path).entries("frames"):
            rule = f"frames/{path.stem}#{entry.text('id')}"
            says, nots = entry.entries("says"), entry.words("not")
            if not says or not nots:
                raise entry.fail("says" if not says else "not", "every frame needs a sentence it codes and one it must not", "add `says` and `not`")
            for e in says:
                e.only(("text", "actor", "recipient", "modes", "event"))
                modes = e.words("modes", event.modes) if "modes" in e.values else None
                who, whom = (e.text(k) if k in e.values else None for k in ("actor", "recipient"))
                kind = e.text("event", event.name, allowed=types)
                out.append(Example(rule, kind, e.text("text"), True, who, whom, modes, e.file, e.line))
            out.extend(Example(rule, event.name, text, False, None, None, None, entry.file, entry.lines["not"]) for text in nots)
    return out


def _type_of(path: Path, types: dict[str, EventType]) -> EventType:
    if (name := path.stem.upper()) not in types:
        raise DataError(str(path), 0, "", f"no event type {name}", f"name the file after one of {', '.join(types).lower()}")
    return types[name]


def _classes(shared: list[Row], local: list[Row]) -> dict[str, frozenset[str]]:
    """Noun classes by name; a class may name others ("@sport")."""
    raw: dict[str, tuple[Row, tuple[str, ...]]] = {}
    for entry in shared + local:
        for name in entry.values:
            if name in raw:
                raise entry.fail(name, f"noun class {name!r} is defined twice", "give it another name")
            raw[name] = (entry, tuple(w.lower() for w in entry.words(name)))
    return {name: frozenset(_members(name, raw, ())) for name in raw}


def _members(name: str, raw: dict[str, tuple[Row, tuple[str, ...]]], above: tuple[str, ...]) -> Iterator[str]:
    entry, words = raw[name]
    for word in words:
        if not word.startswith("@"):
            yield word
        elif word[1:] not in raw or word[1:] in (name, *above):
            raise entry.fail(name, f"{word} is no noun class, or holds this one", f"use one of {', '.join('@' + c for c in sorted(raw))}")
        else:
            yield from _members(word[1:], raw, (name, *above))


def _frame(entry: Row, stem: str, event: EventType, classes: dict[str, frozenset[str]], outers: frozenset[str]) -> list[Pattern]:
    entry.only(FRAME_KEYS)
    for pos in ("verb", "noun", "adjective"):
        if (pattern := entry.entry(pos)) is not None:
            pattern.only(PATTERN_KEYS)
    outer = entry.text("outer", allowed=outers) if "outer" in entry.values else None
    when = entry.text("when", allowed=WHENS) if "when" in entry.values else None
    cameo = entry.text("cameo") if "cameo" in entry.values else None
    rule = f"frames/{stem}#{entry.text('id')}"
    frame = Frame(
        rule,
        event.name,
        entry.words("modes", event.modes),
        cameo,
        entry.flag("reciprocal"),
        outer,
        entry.flag("alone", default=True),
        when,
        entry.words("implies"),
        entry.flag("state"),
    )
    out = [_pattern(frame, pos, e, classes) for pos in ("verb", "noun", "adjective") if (e := entry.entry(pos)) and e.words("words")]
    if not out:
        raise entry.fail("id", f"frame {rule} has no trigger words", "give it verb, noun or adjective words")
    return out


def _pattern(frame: Frame, pos: str, entry: Row, classes: dict[str, frozenset[str]]) -> Pattern:
    entry.only(PATTERN_KEYS)
    words = tuple(tuple(w.lower().replace("-", " - ").split()) for w in entry.words("words"))
    places = {key: entry.words(key) if key in entry.values else DEFAULTS[pos].get(key, ()) for key in ("actor", "recipient", "inner")}
    kind: Pos = "verb" if pos == "verb" else "noun" if pos == "noun" else "adjective"
    return Pattern(frame, kind, words, needs=_fence(entry, "needs", classes), never=_fence(entry, "never", classes), **places)


def _fence(entry: Row, key: str, classes: dict[str, frozenset[str]]) -> tuple[tuple[str, frozenset[str]], ...]:
    fences = entry.entry(key)
    if fences is None:
        return ()
    out = []
    for slot in fences.values:
        words: set[str] = set()
        for word in fences.words(slot):
            if word.startswith("<") and word not in PARTY_WORDS:
                raise fences.fail(slot, f"no kind of party {word}", f"use one of {', '.join(PARTY_WORDS)}")
            if word.startswith("@") and word[1:] not in classes:
                raise fences.fail(slot, f"no noun class {word}", f"use one of {', '.join('@' + c for c in sorted(classes))}")
            words |= classes[word[1:]] if word.startswith("@") else {word.lower()}
        out.append((slot, frozenset(words)))
    return tuple(out)


def _index(patterns: list[Pattern], pos: Pos) -> dict[str, Entries]:
    heads: dict[str, list[tuple[tuple[str, ...], Pattern]]] = {}
    for pattern in patterns:
        if pattern.pos == pos:
            for words in pattern.words:
                heads.setdefault(words[-1] if pos == "noun" else words[0], []).append((words, pattern))
    return {head: _entries(found, -2 if pos == "noun" else 1) for head, found in heads.items()}


def _entries(found: list[tuple[tuple[str, ...], Pattern]], near: int) -> Entries:
    ranked = sorted(found, key=lambda e: (-len(e[0]), -e[1].asks))
    entries = [Entry(n, words, pattern, (len(words), pattern.asks)) for n, (words, pattern) in enumerate(ranked)]
    longer: dict[str, list[Entry]] = {}
    for e in entries:
        if len(e.words) > 1:
            longer.setdefault(e.words[near], []).append(e)
    return Entries(tuple(e for e in entries if len(e.words) == 1), {k: tuple(v) for k, v in longer.items()})
