"""Data that nothing can reach: frames no sentence can choose, and acts, noun classes and files nothing uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

from sayso.ontology.compose import Compose
from sayso.ontology.frames import Frames, Pattern
from sayso.ontology.strict import Entry, read_yaml

Placed = tuple[int, Pattern]
SEEN = frozenset({"future"})
"""Outer acts that grammar shows; no frame need name them."""
ELSEWHERE = frozenset({"adjective", "particle"})
"""Fences whose fillers are sought around the trigger, not among the slots a recipient can stand in."""


def unreachable(frames: Frames) -> list[str]:
    """Patterns that lose every word, whatever the sentence: another one fits wherever they do, and is preferred."""
    same: dict[tuple[str, tuple[str, ...]], list[Placed]] = defaultdict(list)
    for at, pattern in enumerate(frames.all):
        for words in dict.fromkeys(pattern.words):
            same[pattern.pos, words].append((at, pattern))
    out = []
    for at, p in enumerate(frames.all):
        takers = [_takers((at, p), same[p.pos, words]) for words in p.words]
        if all(takers):
            names = ", ".join(dict.fromkeys(rule for found in takers for rule in found))
            out.append(f"{p.frame.rule}: its {p.pos} words are all taken by {names}; fence one of them or merge them")
    return out


def _takers(mine: Placed, placed: Iterable[Placed]) -> list[str]:
    """The frames that between them win wherever this pattern fits; empty where it can win.

    One that counts only about another act leaves its place, where there is none, to the best that counts without.
    """
    at, p = mine
    rivals = [r for r in placed if r[0] != at and _fits_too(r[1], p) and (r[1].plain or not p.plain)]
    out: list[str] = []
    for filled in _situations(p, [q for _, q in rivals]) if rivals else ():
        winner = max(rivals, key=lambda r: (_score(r[1], filled), -r[0]))
        if (_score(winner[1], filled), -winner[0]) < (_score(p, filled), -at):
            return []
        out.append(winner[1].frame.rule)
    return list(dict.fromkeys(out))


def _fits_too(q: Pattern, p: Pattern) -> bool:
    """Whether q's fences let through all that p's do."""
    needs, never = dict(p.needs), dict(p.never)
    return (
        q.frame.when in (None, p.frame.when)
        and all("*" in wanted or wanted >= needs.get(slot, {"*"}) for slot, wanted in q.needs if slot in needs)
        and all(slot in needs for slot, _ in q.needs)
        and all("*" in never.get(slot, ()) or unwanted <= never.get(slot, set()) for slot, unwanted in q.never)
    )


def _situations(p: Pattern, rivals: Iterable[Pattern]) -> Iterator[frozenset[str]]:
    """Every choice of filled slots that p's fences allow, of those that bear on who wins."""
    slots = sorted({s for q in (p, *rivals) for s in (*q.recipient, *q.inner)})
    full = {s for s, _ in p.needs if s not in ELSEWHERE}
    bare = {s for s, unwanted in p.never if "*" in unwanted and s not in ELSEWHERE}
    for choice in product(*(((True,) if s in full else (False,) if s in bare else (True, False)) for s in slots)):
        yield frozenset(s for s, filled in zip(slots, choice, strict=True) if filled)


def _score(p: Pattern, filled: frozenset[str]) -> tuple[int, int, int]:
    """What decides between patterns of the same words, in the stage that seeks frames: needs, filled slots, no inner act."""
    count = (not filled.isdisjoint(p.recipient)) + (not filled.isdisjoint(p.inner))
    return p.asks, count, -int(p.frame.outer is None and bool(p.inner))


def orphans(folder: Path, frames: Frames, compose: Compose) -> list[str]:
    """Frames, outer acts and noun classes of a language folder's frames that nothing triggers or uses."""
    files = {path: read_yaml(path) for path in sorted((folder / "frames").glob("*.yaml"))}
    return [
        *_unread(folder / "frames"),
        *(line for path, file in files.items() for line in _wordless(path.stem, file)),
        *_contradictions(frames),
        *_idle_frames(frames, compose),
        *_idle_acts(frames, compose),
        *_unused_classes(folder, files),
    ]


def _unread(folder: Path) -> list[str]:
    other = sorted(p for p in folder.iterdir() if p.suffix != ".yaml" and not p.name.startswith("."))
    return [f"frames/{p.name}: nothing reads it; name it after an event type, with the ending .yaml, or take it away" for p in other]


def _wordless(stem: str, file: Entry) -> Iterator[str]:
    """Parts of speech of a frame that have no words, and so are passed over."""
    for entry in file.entries("frames"):
        for pos in ("verb", "noun", "adjective"):
            if (pattern := entry.entry(pos)) is not None and not pattern.words("words"):
                yield f"frames/{stem}.yaml:{entry.lines[pos]}: {entry.text('id')}: its {pos} has no words; give it some or take it out"


def _contradictions(frames: Frames) -> list[str]:
    out = []
    for p in frames.all:
        never = dict(p.never)
        for slot, wanted in p.needs:
            if not wanted or "*" in never.get(slot, ()):
                out.append(f"{p.frame.rule}: its {p.pos} needs the slot {slot} and lets nothing stand there, so nothing can trigger it; mend needs or never")
    return out


def _idle_frames(frames: Frames, compose: Compose) -> list[str]:
    """Frames that count only with an inner act, of an outer act that takes none."""
    taken = {_act(name) for row in compose.rows for name in row.outer}
    idle = dict.fromkeys(p.frame for p in frames.all if p.frame.outer and not p.frame.alone and p.frame.outer not in taken)
    return [f"{f.rule}: no row of compose.yaml takes its outer act {f.outer}, and it does not count alone; add a row or take the frame out" for f in idle]


def _idle_acts(frames: Frames, compose: Compose) -> list[str]:
    named = {p.frame.outer for p in frames.all} | SEEN
    taken = {_act(name) for row in compose.rows for name in row.outer}
    out = [f"compose.yaml: outers: no row takes {act}; add one or take the act out" for act in sorted(compose.outers - taken)]
    for row in compose.rows:
        for name in sorted(row.outer):
            if _act(name) not in named:
                out.append(f"compose.yaml:{row.line}: outer: no frame has the outer act {_act(name)}; give it to one or take {name} out")
    return out


def _act(name: str) -> str:
    return name.removeprefix("not_")


def _unused_classes(folder: Path, files: dict[Path, Entry]) -> list[str]:
    """Noun classes that neither a fence nor another class names."""
    shared = read_yaml(folder / "classes.yaml")
    homes = {"classes.yaml": shared} | {f"frames/{p.name}": classes for p, f in files.items() if (classes := f.entry("classes"))}
    used = {word for file in files.values() for word in _fence_words(file)}
    used |= {word for home in homes.values() for key in home.values for word in home.words(key)}
    out = []
    for name, home in homes.items():
        for key in home.values:
            if f"@{key}" not in used:
                out.append(f"{name}:{home.lines[key]}: {key}: no frame uses the noun class @{key}; use it or take it out")
    return out


def _fence_words(file: Entry) -> Iterator[str]:
    for entry in file.entries("frames"):
        for pos in ("verb", "noun", "adjective"):
            pattern = entry.entry(pos)
            for fences in (pattern.entry("needs"), pattern.entry("never")) if pattern else ():
                for slot in fences.values if fences else ():
                    yield from fences.words(slot) if fences else ()
