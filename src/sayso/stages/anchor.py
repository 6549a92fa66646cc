"""Which time, place and figures belong to which claim: the nearest one in the grammar, not in the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sayso.model.claim import Figure, Place, Time
from sayso.model.coding import Coding, Draft, TimeMention
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


def distance(tree: Tree, a: int, b: int) -> int:
    """Steps between two tokens in the tree; entering another clause of its own costs three."""
    ups = {a: 0}
    steps = 0
    for t, below in zip(tree.up(a), [a, *tree.up(a)], strict=False):
        steps += 3 if tree.dep[below] in ("ccomp", "advcl", "relcl") else 1
        ups[t] = steps
    steps = 0
    if b in ups:
        return ups[b]
    for t, below in zip(tree.up(b), [b, *tree.up(b)], strict=False):
        steps += 3 if tree.dep[below] in ("ccomp", "advcl", "relcl", "acl") else 1
        if t in ups:
            return steps + ups[t]
    return FAR


def time_of(coding: Coding, draft: Draft, sequence: frozenset[str]) -> Time | None:
    """The time of a draft's act: stated in its clause, by its caption, or bounded by the date of publication. `sequence`: words such as "after".

    A time that cannot be told, in a report without a date, is kept with its reason."""
    tree = coding.trees[draft.sentence]
    near = sorted(
        (
            (distance(tree, draft.trigger, t.token), t.token, t)
            for t in coding.times
            if t.sentence == draft.sentence
            and t.kind in DATING
            and _dates(t, draft, tree)
            and not _of_cue(coding, draft, tree, t.token)
            and not _of_other(t, draft.trigger, tree, sequence)
        ),
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
        beside = [t.time for t in coding.times if t.sentence >= 0 and coding.sentences[t.sentence].block == block and t.kind in DATING]
        if beside:
            return beside[0]
        return None
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
        if word is not None and tree.word[word].lower() in sequence:
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


def _of_cue(coding: Coding, draft: Draft, tree: Tree, token: int) -> bool:
    """Whether a time says when something was said rather than when it happened ("said on Friday that …")."""
    for r in coding.reported:
        if r.sentence != draft.sentence or r.cue is None or r.cue == draft.trigger:
            continue
        inside = any(s.start <= tree.start[draft.trigger] < s.end for s in r.content)
        if inside and not any(s.start <= tree.start[token] < s.end for s in r.content):
            return True
    return False


def said_at(coding: Coding, sentence: int, cue: int, content: tuple[Span, ...]) -> str | None:
    """The day something was said, where the sentence of the cue names one outside the content; ISO, None if it does not."""
    tree = coding.trees[sentence]
    outside = [
        t
        for t in coding.times
        if t.sentence == sentence and t.kind == "date" and t.time.start and t.time.span and not any(s.overlaps(t.time.span) for s in content)
    ]
    best = min(outside, key=lambda t: distance(tree, cue, t.token), default=None)
    return best.time.start if best is not None and best.time.start == best.time.end else None


def place_of(coding: Coding, draft: Draft) -> Place:
    """The nearest place of a draft's clause, of its caption, or none with the reason."""
    tree = coding.trees[draft.sentence]
    taken = {*draft.tokens}
    near = [(distance(tree, draft.trigger, p.token), p.token, p.place) for p in coding.places if p.sentence == draft.sentence and p.token not in taken]
    if near:
        best = min(near, key=lambda n: (n[0] + (2 if n[2].precision == 6 else 0), n[1]))
        if best[0] <= 7:
            return best[2]
    reason = "the only places named belong to other clauses" if near else "the sentence names no place"
    return Place(None, None, None, None, None, None, None, None, (), reason)


def figures_of(coding: Coding, draft: Draft, material: frozenset[str]) -> tuple[Figure, ...]:
    """Figures whose nearest material claim of the sentence is this draft."""
    if draft.event not in material:
        return ()
    tree = coding.trees[draft.sentence]
    rivals = [d for d in coding.drafts if d.sentence == draft.sentence and d.event in material]
    out = []
    for f in coding.figures:
        if f.sentence != draft.sentence or f.figure.kind not in COUNTED:
            continue
        best = min(rivals, key=lambda d: (distance(tree, d.trigger, f.token), d.trigger))
        if best.trigger == draft.trigger:
            out.append(f.figure)
    return tuple(out)
