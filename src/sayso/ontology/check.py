"""What a checked load cannot see: frames that can never win, modes nothing gives, names two actors hold at one time."""

from __future__ import annotations

from collections import defaultdict

from sayso.ontology.actors import Actor
from sayso.ontology.frames import Pattern, load_examples
from sayso.ontology.load import Ontology


def findings(ontology: Ontology) -> list[str]:
    """One line a problem, in a stable order; empty when all is well."""
    load_examples(ontology.folder / "languages" / "en" / "frames", ontology.types)  # every frame has a sentence it codes and one it must not
    return [*_unreachable(ontology), *_unused_modes(ontology), *_shared_names(ontology)]


def _unreachable(ontology: Ontology) -> list[str]:
    """Patterns all of whose words stand in an earlier pattern with the same fences: they can never be chosen."""
    first: dict[tuple[object, ...], Pattern] = {}
    out = []
    for p in ontology.frames.all:
        taken = [first.get((p.pos, w, p.needs, p.never, p.frame.when, p.recipient, p.inner)) for w in p.words]
        if taken and all(t is not None and t.frame.rule != p.frame.rule for t in taken):
            out.append(f"{p.frame.rule}: its {p.pos} words are all taken by {taken[0].frame.rule if taken[0] else ''}; fence one of them or merge them")
        for w in p.words:
            first.setdefault((p.pos, w, p.needs, p.never, p.frame.when, p.recipient, p.inner), p)
    return out


def _unused_modes(ontology: Ontology) -> list[str]:
    given: dict[str, set[str]] = defaultdict(set)
    for p in ontology.frames.all:
        given[p.frame.event] |= set(p.frame.modes)
    for event, modes in ontology.frames.mode_words.items():
        given[event] |= set(modes)
    for row in ontology.compose.rows:
        if row.gives in ontology.types:
            given[row.gives] |= {m for _, _, m in row.modes}
    return [f"{t.name}: no frame, mode word or composition gives the mode {m}" for t in ontology.types.values() for m in t.modes if m not in given[t.name]]


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
                            f"{a.rule}: {a.name} ({a.id}) and {b.name} ({b.id}, {b.rule}) hold the alias {name!r} at one time; date them or take it from one"
                        )
    return sorted(out)


def _overlap(a: Actor, b: Actor) -> bool:
    return (not a.end or not b.start or b.start[: len(a.end)] <= a.end) and (not b.end or not a.start or a.start[: len(b.end)] <= b.end)
