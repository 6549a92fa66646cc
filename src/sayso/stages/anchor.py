"""Which time, place and figures belong to which claim: the nearest one in the grammar, not in the text."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import date

from sayso.model.claim import Figure, Place, Time
from sayso.model.coding import Coding, Draft, TimeMention
from sayso.model.text import Span
from sayso.model.tree import Tree
from sayso.stages.dating.calendar import date_precision
from sayso.stages.grammar import below
from sayso.stages.near import by_sentence
from sayso.stages.paths import Paths

MONTH = 4
"""Precision (UCDP date_prec) of a month."""
DATING = frozenset({"date", "vague"})
NEAR = 6
BESIDE = 2
"""How much farther than the nearest a time may be that takes the place of one that cannot be told."""
MODIFYING = frozenset({"nummod", "compound", "nmod", "poss"})
TO_COME = ("future", "conditional", "hypothetical")
COUNTED = frozenset({"killed", "wounded", "missing", "detained", "displaced", "abducted", "casualties", "released", "troops", "weapons", "sum"})


class Beside:
    """The times, places, figures, statements and drafts of a report by the sentence they stand in."""

    def __init__(self, coding: Coding, material: frozenset[str]) -> None:
        self.times = by_sentence(coding.times)
        self.places = by_sentence(coding.places)
        self.figures = by_sentence(f for f in coding.figures if f.figure.kind in COUNTED)
        self.reported = by_sentence(r for r in coding.reported if r.cue is not None)
        self.material = by_sentence(d for d in coding.drafts if d.event in material)
        self.shown: dict[int, Time] = {}
        for t in coding.times:
            if t.sentence >= 0 and t.kind in DATING:
                self.shown.setdefault(coding.sentences[t.sentence].block, t.time)
        self._paths: dict[int, Paths] = {}
        self._held: dict[int, list[tuple[int | None, int]]] = {}
        self._counted: dict[int, dict[int, list[Figure]]] = {}

    def paths(self, tree: Tree) -> Paths:
        """The distances in a tree."""
        found = self._paths.get(tree.sentence)
        if found is None:
            found = self._paths[tree.sentence] = Paths(tree)
        return found

    def around(self, tree: Tree, token: int) -> int:
        """The tokens that lie in the content of all statements of the sentence that hold a token and whose cue it is not: bit by bit; -1 for all."""
        held = self._held.get(tree.sentence)
        if held is None:
            held = self._held[tree.sentence] = [(r.cue, _tokens(tree, r.content)) for r in self.reported.get(tree.sentence, ())]
        every = -1
        for cue, tokens in held:
            if cue != token and tokens >> token & 1:
                every &= tokens
        return every

    def counted(self, tree: Tree) -> dict[int, list[Figure]]:
        """The figures of a sentence by the trigger of the material claim that each is nearest to."""
        found = self._counted.get(tree.sentence)
        if found is None:
            found = self._counted[tree.sentence] = {}
            paths, rivals = self.paths(tree), sorted({d.trigger for d in self.material.get(tree.sentence, ())})
            for f in self.figures.get(tree.sentence, ()):
                found.setdefault(paths.nearest(f.token, rivals), []).append(f.figure)
        return found


def _tokens(tree: Tree, content: tuple[Span, ...]) -> int:
    """The tokens that begin in some stretches, bit by bit."""
    out = 0
    for start, end in content:
        out |= (1 << bisect_left(tree.start, end)) - (1 << bisect_left(tree.start, start)) if start < end else 0
    return out


def time_of(coding: Coding, draft: Draft, beside: Beside, sequence: frozenset[str]) -> Time | None:
    """The time of a draft's act: stated in its clause, by its caption, or bounded by the date of publication. `sequence`: words such as "after".

    A time that cannot be told, in a report without a date, is kept with its reason."""
    tree = coding.trees[draft.sentence]
    times = [t for t in beside.times.get(draft.sentence, ()) if t.kind in DATING and _dates(t, draft, tree)]
    if times:
        around, other = beside.around(tree, draft.trigger), _other(draft.trigger, tree, sequence)
        times = [t for t in times if around >> t.token & 1 and not _of_other(t, other, tree)]
    near = sorted([(beside.paths(tree).steps(draft.trigger, t.token), t.token, t) for t in times], key=lambda n: n[:2])
    published = coding.document.published
    within = [(steps, t) for steps, _, t in near if steps <= NEAR and not (draft.content is not None and _ahead(t.time, published))]
    reach = within[0][0] + BESIDE if within else 0
    told = next((t for steps, t in within if steps <= reach and (t.time.start is not None or t.time.end is not None)), None)
    if told is not None:
        return _opened(told, published)
    if within and published is None:
        return within[0][1].time
    zone = coding.sentences[draft.sentence].zone
    if zone == "caption":
        return beside.shown.get(coding.sentences[draft.sentence].block)
    if published is None or draft.realis in TO_COME:
        return None
    return Time(published, published, f"{published}~", 2, "published")


def _dates(mention: TimeMention, draft: Draft, tree: Tree) -> bool:
    """Whether a time can be that of an act: "until Friday" and "by June" are terms, which only what is to come keeps; "his 2020 campaign"
    and "Friday's attack" date the campaign and the attack."""
    if mention.bound == "until" and draft.realis not in TO_COME:
        return False
    head = tree.head[mention.token]
    return tree.dep[mention.token] not in MODIFYING or head in (draft.trigger, *draft.tokens) or not tree.is_noun(head)


def _other(trigger: int, tree: Tree, sequence: frozenset[str]) -> tuple[int, int] | None:
    """Where an act is told by another ("two days after the attack"): the top of its words, and "after"; None where it is not."""
    for node in (trigger, *tree.up(trigger)):
        head = tree.head[node]
        word = head if tree.dep[node] in ("pobj", "pcomp") else tree.first(node, "mark")
        if word is not None and tree.low[word] in sequence:
            return node, word
    return None


def _of_other(mention: TimeMention, other: tuple[int, int] | None, tree: Tree) -> bool:
    """Whether a time is that of the other of two acts: in "struck on Friday, two days after the attack" neither time is the attack's. A month or a year
    holds both."""
    if other is None or (mention.time.precision or 0) >= MONTH:
        return False
    node, word = other
    return mention.token < word or not below(tree, mention.token, node)


def _ahead(time: Time, published: str | None) -> bool:
    """Whether a time is to come: the day of a promised visit is not the day of the promise."""
    return published is not None and ((time.start or "") > published or (time.start == published and (time.end or "") > published))


def _opened(mention: TimeMention, published: str | None) -> Time:
    """ "since Monday" runs on to the day of the report, "until Monday" has no first day."""
    time = mention.time
    if time.start is None or time.end is None:
        return time
    if mention.bound == "since" and (published is None or published >= time.end):
        days = (date.fromisoformat(published) - date.fromisoformat(time.start)).days + 1 if published else None
        return replace(time, end=published, edtf=f"{time.start}/{published or '..'}", precision=date_precision(days) if days else 5)
    if mention.bound == "until":
        return replace(time, start=None, edtf=f"../{time.end}", precision=5)
    return time


def said_at(tree: Tree, beside: Beside, cue: int, content: tuple[Span, ...]) -> str | None:
    """The day something was said, where the sentence of the cue names one outside the content; ISO, None if it does not."""
    outside = [
        t
        for t in beside.times.get(tree.sentence, ())
        if t.kind == "date" and t.time.start and t.time.span and not any(s.overlaps(t.time.span) for s in content)
    ]
    best = min(outside, key=lambda t: beside.paths(tree).steps(cue, t.token), default=None)
    return best.time.start if best is not None and best.time.start == best.time.end else None


def place_of(tree: Tree, draft: Draft, beside: Beside) -> Place:
    """The nearest place of a draft's clause, of its caption, or none with the reason."""
    places = beside.places.get(draft.sentence, ())
    near = [(beside.paths(tree).steps(draft.trigger, p.token), p.token, p.place) for p in places if p.token not in draft.tokens]
    if near:
        best = min(near, key=lambda n: (n[0] + (2 if n[2].precision == 6 else 0), n[1]))
        if best[0] <= 7:
            return best[2]
    reason = "the only places named belong to other clauses" if near else "the sentence names no place"
    return Place(None, None, None, None, None, None, None, None, (), reason)


def figures_of(tree: Tree, draft: Draft, beside: Beside) -> tuple[Figure, ...]:
    """Figures whose nearest material claim of the sentence is this draft."""
    rivals = beside.material.get(draft.sentence, ())
    if not any(d.event == draft.event for d in rivals):
        return ()
    return tuple(beside.counted(tree).get(draft.trigger, ()))
