"""The example sentences of frames, cues and time patterns, coded: do they say what their entries claim?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from sayso.coder import Coder
from sayso.model.claim import Claim
from sayso.model.coding import Coding
from sayso.model.ids import digest
from sayso.model.statement import Party, Statement
from sayso.model.text import Document
from sayso.ontology.cues import SayExample, SignatureExample, load_say_examples, load_signature_examples
from sayso.ontology.frames import Example, load_examples
from sayso.ontology.times import TimeExample, load_time_examples

LANGUAGE = "en"
_WORD = re.compile(r"\w+")


def failing_examples(coder: Coder) -> tuple[int, list[str]]:
    """How many examples the frames have, and one line (file, line, what) for each that does not behave."""
    examples = load_examples(_words(coder) / "frames", coder.ontology.types)
    return len(examples), _bad((e, _wrong(e, _coded(coder, e.text).claims)) for e in examples)


def failing_signatures(coder: Coder) -> tuple[int, list[str]]:
    """The same for words that change whether an act is a fact."""
    examples = load_signature_examples(_words(coder) / "cues", coder.ontology.types)
    return len(examples), _bad((e, _wrong_status(e, _coded(coder, e.text).claims)) for e in examples)


def failing_sayings(coder: Coder) -> tuple[int, list[str]]:
    """The same for words of saying."""
    examples = load_say_examples(_words(coder) / "cues")
    return len(examples), _bad((e, _wrong_saying(e, _coded(coder, e.text).statements)) for e in examples)


def failing_times(coder: Coder) -> tuple[int, list[str]]:
    """The same for expressions of time."""
    examples = load_time_examples(_words(coder) / "time_patterns.yaml")
    return len(examples), _bad((e, _wrong_time(e, _coded(coder, e.text))) for e in examples)


def _words(coder: Coder) -> Path:
    return coder.ontology.folder / "languages" / LANGUAGE


def _coded(coder: Coder, text: str) -> Coding:
    return coder.code(Document(digest(text), "-", text, published="2020-06-15", basis="given"))


def _bad(judged: Iterable[tuple[Example | SignatureExample | SayExample | TimeExample, str]]) -> list[str]:
    return [f"{e.file}:{e.line}: {e.rule}: {problem}: {e.text}" for e, problem in judged if problem]


def _wrong(example: Example, claims: tuple[Claim, ...]) -> str:
    """What is wrong, "" if nothing is."""
    own = [c for c in claims if any(w.rule == example.rule for w in c.why)]
    if not example.codes:
        return f"codes {example.event} though it must not" if any(c.event == example.event for c in own) else ""
    mine = own or [c for c in claims if c.event == example.event]
    if not mine:
        others = ", ".join(sorted({f"{c.event} by {c.why[0].rule}" for c in claims})) or "nothing"
        return f"not coded by its frame ({others})"
    for c in mine:
        if _names(c.actors, example.actor) and (_names(c.recipients, example.recipient) or (c.reciprocal and _names(c.actors, example.recipient))):
            if example.modes is None or set(example.modes) <= set(c.modes):
                return ""
    c = mine[0]
    got = f"{[p.text for p in c.actors]} > {[p.text for p in c.recipients]}"
    return f"coded {c.event} {list(c.modes)} with {got}, wanted {example.actor} > {example.recipient} {list(example.modes or ())}"


def _names(parties: tuple[Party, ...], words: str | None) -> bool:
    return words is None or any(words in p.text or p.text in words for p in parties)


def _wrong_status(example: SignatureExample, claims: tuple[Claim, ...]) -> str:
    """The act may have a claim of its own or be the content of an affirmed act composed of both."""
    acts = [(c.event, c.status) for c in claims] + [(c.content.event, c.content.status) for c in claims if c.content is not None and c.polarity == "+"]
    if (example.event, example.status) in acts:
        return ""
    got = ", ".join(sorted({f"{event} {status}" for event, status in acts if event})) or "nothing"
    return f"coded {got}, wanted {example.event} {example.status}"


def _wrong_saying(example: SayExample, statements: tuple[Statement, ...]) -> str:
    if any(_spoken_by(s, example.speaker) and s.kind == example.kind and _overlap(s.content.text, example.content) for s in statements):
        return ""
    got = "; ".join(f"{s.speaker.text if s.speaker else 'nobody'}, {s.kind}: {s.content.text!r}" for s in statements) or "nothing"
    return f"found {got}, wanted {example.speaker or 'nobody'}, {example.kind}: {example.content!r}"


def _wrong_time(example: TimeExample, coding: Coding) -> str:
    if any((t.time.start, t.time.end) == (example.start, example.end) for t in coding.times):
        return ""
    got = ", ".join(f"{t.time.start} to {t.time.end}" for t in coding.times) or "no time"
    return f"found {got}, wanted {example.start} to {example.end}"


def _spoken_by(statement: Statement, words: str) -> bool:
    party = statement.speaker
    return party is None if not words else party is not None and (words in party.text or words in (party.name or ""))


def _overlap(found: str, wanted: str) -> bool:
    """Whether half the words of the longer of both are shared."""
    a, b = (Counter(_WORD.findall(t.lower())) for t in (found, wanted))
    return 2 * (a & b).total() >= max(a.total(), b.total()) > 0
