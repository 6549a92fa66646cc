"""That nobody was harmed: "no one was hurt", "without casualties", "no civilians were killed", "denied that anyone died"."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.tree import Tree
from sayso.ontology.figures import FigureWords
from sayso.stages.counts.counted import Counted, Counting
from sayso.stages.counts.happened import Happenings
from sayso.stages.counts.numbers import Number
from sayso.stages.counts.things import looked_up


@dataclass(frozen=True, slots=True)
class Nobody:
    """A count of nought and its kind."""

    counted: Counted
    kind: str


def nobody(tree: Tree, number: Number, words: FigureWords, happenings: Happenings, counting: Counting) -> Nobody | None:
    """What a word for nobody counts, None where it is not about people harmed, taken or gone."""
    lower = tree.low[number.first]
    if lower in words.told.without:
        return _without(tree, number, words)
    c = counting.of(number)
    if lower in words.told.anybody:
        return _of_act(c, happenings) if _denied(tree, number.core, words) else None
    if lower in words.told.no and number.last == number.first:
        return _no(tree, c, words, happenings)
    return _of_act(c, happenings)


def _of_act(c: Counted, happenings: Happenings) -> Nobody | None:
    found = happenings.of(Counted(c.number, None, c.anchor, "bare"))
    return Nobody(Counted(c.number, None, c.anchor, "bare"), found.kind) if found is not None and found.kind not in (None, "moved", "troops") else None


def _no(tree: Tree, c: Counted, words: FigureWords, happenings: Happenings) -> Nobody | None:
    """ "no casualties", "no reports of injuries", "no civilians were killed"."""
    if c.noun is None:
        return None
    for noun in (c.noun, *(o for p in tree.under(c.noun, "prep") if tree.lemma[p] == "of" for o in tree.under(p, "pobj"))):
        kind = _harm(tree, noun, words)
        if kind is not None:
            return Nobody(Counted(c.number, None, noun, "bare"), kind)
    if c.thing != "people":
        return None
    found = happenings.of(c)
    return Nobody(c, found.kind) if found is not None and found.kind not in (None, "moved", "troops") else None


def _harm(tree: Tree, noun: int, words: FigureWords) -> str | None:
    key = looked_up(tree, noun, words.happened.happenings) or (tree.lemma[noun] if words.happened.fates.get(tree.lemma[noun]) == "casualties" else None)
    if key is None or not tree.tag[noun].startswith("NN") or tree.tag[noun] == "NN":
        return None
    return words.happened.happenings.get(key) or words.happened.fates.get(key)


def _without(tree: Tree, number: Number, words: FigureWords) -> Nobody | None:
    """ "without casualties", "without causing injuries"; "without hurting anyone" counts by its last word."""
    for k in tree.subtree(number.core)[1:7]:
        if k > number.core and tree.is_noun(k) and tree.lemma[k] not in words.told.anybody and (kind := _harm(tree, k, words)) is not None:
            return Nobody(Counted(number, None, k, "bare"), kind)
    return None


def _denied(tree: Tree, at: int, words: FigureWords) -> bool:
    """Whether "anyone" stands under a denial: "without hurting anyone", "deny that anyone died", "did not hurt anybody"."""
    for h in tree.up(at):
        if tree.lemma[h] in words.told.without or tree.lemma[h] in words.told.denies:
            return True
        if tree.first(h, "neg") is not None:
            return True
    return False
