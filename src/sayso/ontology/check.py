"""What a checked load cannot see: frames nothing reaches, modes nothing gives, names and offices two hold at one time."""

from __future__ import annotations

from collections import defaultdict

from sayso.ontology.actors import Actor
from sayso.ontology.cues import load_say_examples, load_signature_examples
from sayso.ontology.frames import load_examples
from sayso.ontology.holders import load_single, two_holders
from sayso.ontology.load import Ontology
from sayso.ontology.reach import orphans, unreachable

LANGUAGE = "en"


def findings(ontology: Ontology) -> list[str]:
    """One line a problem, in a stable order; empty when all is well. Raises DataError for a frame or cue without
    example sentences, and for mistakes in the table of offices."""
    words, single = ontology.folder / "languages" / LANGUAGE, ontology.folder / "actors" / "single.yaml"
    load_examples(words / "frames", ontology.types)  # every frame has a sentence it codes and one it must not
    load_signature_examples(words / "cues", ontology.types)
    load_say_examples(words / "cues")
    return [
        *orphans(words, ontology.frames, ontology.compose),
        *unreachable(ontology.frames),
        *_unused_modes(ontology),
        *_shared_names(ontology),
        *two_holders(ontology.actors.rows, load_single(single), "actors/single.yaml"),
    ]


def _unused_modes(ontology: Ontology) -> list[str]:
    given: dict[str, set[str]] = defaultdict(set)
    for p in ontology.frames.all:
        given[p.frame.event] |= set(p.frame.modes)
    for event, modes in ontology.frames.mode_words.items():
        given[event] |= set(modes)
    for row in ontology.compose.rows:
        if row.gives in ontology.types:
            given[row.gives] |= {m for _, _, m in row.modes}
    return [
        f"events/{t.name.lower()}.yaml: {m}: no frame, mode word or composition gives {t.name} this mode; give it one or take the mode out"
        for t in ontology.types.values()
        for m in t.modes
        if m not in given[t.name]
    ]


def _shared_names(ontology: Ontology) -> list[str]:
    """Names that mean two actors on one date. One person in two offices is one actor."""
    out = []
    for entries in ontology.actors.names.values():
        for name, (use, actors) in entries:
            if use != "name":
                continue
            for n, a in enumerate(actors):
                for b in actors[n + 1 :]:
                    if a.name != b.name and a.id != b.id and _overlap(a, b):
                        out.append(
                            f"actors/{a.rule}:{a.line}: {a.name} ({a.id}) and {b.name} ({b.id}, {b.rule}:{b.line}) hold the alias {name!r} at one time; "
                            "date them or take it from one"
                        )
    return sorted(out)


def _overlap(a: Actor, b: Actor) -> bool:
    return (not a.end or not b.start or b.start[: len(a.end)] <= a.end) and (not b.end or not a.start or a.start[: len(b.end)] <= b.end)
