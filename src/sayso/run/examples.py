"""The example sentences of the frames, coded: do they say what their frames claim?"""

from __future__ import annotations

from sayso.coder import Coder
from sayso.model.claim import Claim
from sayso.model.ids import digest
from sayso.model.statement import Party
from sayso.model.text import Document
from sayso.ontology.frames import Example, load_examples


def failing_examples(coder: Coder) -> tuple[int, list[str]]:
    """How many examples there are, and one line (file, line, what) for each that does not behave."""
    examples = load_examples(coder.ontology.folder / "languages" / "en" / "frames", coder.ontology.types)
    bad = []
    for e in examples:
        claims = coder.code(Document(digest(e.text), "-", e.text, published="2020-06-15", basis="given")).claims
        problem = _wrong(e, claims)
        if problem:
            bad.append(f"{e.file}:{e.line}: {e.rule}: {problem}: {e.text}")
    return len(examples), bad


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
