"""Which time, place and figures belong to which claim: the nearest one in the grammar, not in the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sayso.model.claim import Figure, Place, Time
from sayso.model.coding import Coding, Draft, FigureMention, PlaceMention, Reported, TimeMention
from sayso.model.text import Span
from sayso.model.tree import Tree
from sayso.stages.dating.calendar import date_precision

FAR = 99
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
        self.times: dict[int, list[TimeMention]] = {}
        for t in coding.times:
            self.times.setdefault(t.sentence, []).append(t)
        self.places: dict[int, list[PlaceMention]] = {}
        for p in coding.places:
            self.places.setdefault(p.sentence, []).append(p)
        self.figures: dict[int, list[FigureMention]] = {}
        for f in coding.figures:
            if f.figure.kind in COUNTED:
                self.figures.setdefault(f.sentence, []).append(f)
        self.reported: dict[int, list[Reported]] = {}
        for r in coding.reported:
            if r.cue is not None:
                self.reported.setdefault(r.sentence, []).append(r)
        self.material: dict[int, list[Draft]] = {}
        for d in coding.drafts:
            if d.event in material:
                self.material.setdefault(d.sentence, []).append(d)


def distance(tree: Tree, a: int, b: int) -> int:
    """Steps between two tokens in the tree; entering another clause of its own costs three."""
    head, dep = tree.head, tree.dep
    ups, steps, t = {a: 0}, 0, a
    while head[t] != t:
        steps += 3 if dep[t] in ("ccomp", "advcl", "relcl") else 1
        t = head[t]
        ups[t] = steps
    steps, t = 0, b
    if b in ups:
        return ups[b]
    while head[t] != t:
        steps += 3 if dep[t] in ("ccomp", "advcl", "relcl", "acl") else 1
        t = head[t]
        if t in ups:
            return steps + ups[t]
    return FAR


def time_of(coding: Coding, draft: Draft, beside: Beside, sequence: frozenset[str]) -> Time | None:
    """The time of a draft's act: stated in its clause, by its caption, or bounded by the date of publication. `sequence`: words such as "after".

    A time that cannot be told, in a report without a date, is kept with its reason."""
    tree = coding.trees[draft.sentence]
    near = sorted(
        [
            (distance(tree, draft.trigger, t.token), t.token, t)
            for t in beside.times.get(draft.sentence, ())
            if t.kind in DATING and _dates(t, draft, tree) and not _of_cue(beside, draft, tree, t.token) and not _of_other(t, draft.trigger, tree, sequence)
        ],
        key=lambda n: n[:2],
    )
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
        block = coding.sentences[draft.sentence].block
        return next((t.time for t in coding.times if t.sentence >= 0 and coding.sentences[t.sentence].block == block and t.kind in DATING), None)
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


def _of_other(mention: TimeMention, trigger: int, tree: Tree, sequence: frozenset[str]) -> bool:
    """Whether a time is that of the other of two acts: in "struck on Friday, two days after the attack" neither time is the attack's. A month or a year
    holds both."""
    token = mention.token
    if (mention.time.precision or 0) >= MONTH:
        return False
    for node in (trigger, *tree.up(trigger)):
        head = tree.head[node]
        word = head if tree.dep[node] in ("pobj", "pcomp") else tree.first(node, "mark")
        if word is not None and tree.low[word] in sequence:
            return token < word or token not in tree.subtree(node)
    return False


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


def _of_cue(beside: Beside, draft: Draft, tree: Tree, token: int) -> bool:
    """Whether a time says when something was said rather than when it happened ("said on Friday that …")."""
    for r in beside.reported.get(draft.sentence, ()):
        if r.cue == draft.trigger:
            continue
        inside = any(s.start <= tree.start[draft.trigger] < s.end for s in r.content)
        if inside and not any(s.start <= tree.start[token] < s.end for s in r.content):
            return True
    return False


def said_at(tree: Tree, beside: Beside, cue: int, content: tuple[Span, ...]) -> str | None:
    """The day something was said, where the sentence of the cue names one outside the content; ISO, None if it does not."""
    outside = [
        t
        for t in beside.times.get(tree.sentence, ())
        if t.kind == "date" and t.time.start and t.time.span and not any(s.overlaps(t.time.span) for s in content)
    ]
    best = min(outside, key=lambda t: distance(tree, cue, t.token), default=None)
    return best.time.start if best is not None and best.time.start == best.time.end else None


def place_of(tree: Tree, draft: Draft, beside: Beside) -> Place:
    """The nearest place of a draft's clause, of its caption, or none with the reason."""
    places = beside.places.get(draft.sentence, ())
    near = [(distance(tree, draft.trigger, p.token), p.token, p.place) for p in places if p.token not in draft.tokens]
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
    out = []
    for f in beside.figures.get(draft.sentence, ()):
        best = min(rivals, key=lambda d: (distance(tree, d.trigger, f.token), d.trigger))
        if best.trigger == draft.trigger:
            out.append(f.figure)
    return tuple(out)
