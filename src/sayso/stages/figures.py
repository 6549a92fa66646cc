"""Counts of people: killed, wounded, missing … with low, best and high as the words allow."""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.model.claim import Figure
from sayso.model.coding import Coding, FigureMention
from sayso.model.tree import Tree
from sayso.ontology.figures import FigureWords
from sayso.ontology.load import Ontology

_DIGITS = re.compile(r"\d{1,3}(?:[,.]\d{3})+$|\d+$")
MAX_COUNT = 10_000_000
SUBJECT_OR_OBJECT = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "appos"})


def figures(coding: Coding, ontology: Ontology) -> Coding:
    """Fill `figures`. A count is kept only where its words say what happened to those counted."""
    out: list[FigureMention] = []
    for tree in coding.trees:
        i = 0
        while i < len(tree):
            found = _number(tree, i, ontology.figures)
            if found is None:
                i += 1
                continue
            low, best, high, first, last = found
            kind, whom = _about(tree, last, ontology.figures)
            if kind is not None:
                text = _whom(coding.document.text, tree, whom) if whom is not None else None
                out.append(FigureMention(tree.sentence, Figure(kind, low, best, high, text, None, tree.span(first, last)), whom if whom is not None else last))
            i = last + 1
    return replace(coding, figures=tuple(out))


def _number(tree: Tree, i: int, words: FigureWords) -> tuple[int | None, int | None, int | None, int, int] | None:
    """Low, best, high, first and last token of the number expression at token i."""
    first = i
    bound, j = _bound(tree, i, words)
    value = _value(tree, j, words)
    if value is None:
        return None
    (low, high), last = value
    exact = low == high and low is not None
    if bound == "low":
        return low, None, None, first, last
    if bound == "over":
        return (low + 1 if low is not None else None), None, None, first, last
    if bound == "high":
        return None, None, high if high is not None else low, first, last
    if bound == "below":
        return None, None, (low - 1 if low else None), first, last
    if bound == "about":
        return None, low if exact else None, None, first, last
    return (low, low, high, first, last) if exact else (low, None, high, first, last)


def _bound(tree: Tree, i: int, words: FigureWords) -> tuple[str | None, int]:
    for size in (3, 2, 1):
        phrase = " ".join(tree.word[i : i + size]).lower()
        if phrase in words.bounds and i + size < len(tree):
            return words.bounds[phrase], i + size
    return None, i


def _value(tree: Tree, j: int, words: FigureWords) -> tuple[tuple[int | None, int | None], int] | None:
    for size in (4, 3, 2, 1):
        phrase = " ".join(tree.word[j : j + size]).lower()
        if phrase in words.vague:
            return words.vague[phrase], j + size - 1
    total, group, last = 0, None, None
    for k in range(j, min(len(tree), j + 8)):
        word = tree.word[k].lower()
        if _DIGITS.match(word) and group is None and last is None:
            group = int(re.sub(r"[,.]", "", word))
        elif word in words.numbers:
            group = (group or 0) + words.numbers[word]
        elif word in words.scales and group is not None:
            group *= words.scales[word]
            if words.scales[word] >= 1000:
                total, group = total + group, 0
        elif (
            word in ("-", "and")
            and last is not None
            and k + 1 < len(tree)
            and tree.word[k + 1].lower() in words.numbers
            and (word == "-" or tree.head[k + 1] in (last, k - 1, tree.head[last]))
        ):
            continue
        else:
            break
        last = k
    if last is None or (group is None and not total):
        return None
    count = total + (group or 0)
    return ((count, count), last) if count <= MAX_COUNT else None


def _about(tree: Tree, last: int, words: FigureWords) -> tuple[str | None, int | None]:
    """The kind of a count and the token of those counted."""
    whom = _counted(tree, last)
    if whom is None:
        return None, None
    lemma = tree.lemma[whom]
    if lemma in words.kinds and lemma not in words.people:
        return words.kinds[lemma], None if words.kinds[lemma] != "troops" else whom
    if not (lemma in words.people or tree.tag[whom] == "CD" or whom == last or tree.is_noun(whom)):
        return None, None
    kind = _state(tree, whom, words) or _happened(tree, whom, words)
    if kind is None or not (lemma in words.people or whom == last or tree.tag[whom] in ("NNS", "CD", "NNPS") or tree.tag[last] != "CD"):
        return None, None
    return kind, whom if whom != last else None


def _counted(tree: Tree, last: int) -> int | None:
    for p in tree.under(last, "prep"):
        if tree.lemma[p] == "of" and (obj := tree.first(p, "pobj")) is not None:
            return obj
    h, dep = tree.head[last], tree.dep[last]
    if dep in ("nummod", "quantmod", "compound", "amod", "det", "predet") and h != last:
        return h if tree.dep[last] != "quantmod" else _counted(tree, h)
    return last if dep in SUBJECT_OR_OBJECT or dep == "ROOT" else None


def _state(tree: Tree, whom: int, words: FigureWords) -> str | None:
    """ "three dead", "five people wounded", "the dead included two children"."""
    for k in (*tree.under(whom, "amod", "acl", "acomp", "relcl", "advmod", "conj"), whom):
        if tree.lemma[k] in words.kinds and (k != whom or tree.tag[k].startswith(("JJ", "VB"))):
            return words.kinds[tree.lemma[k]]
    return None


def _happened(tree: Tree, whom: int, words: FigureWords) -> str | None:
    """The nearest governing verb or noun that says what happened to them."""
    at = whom
    for h in tree.up(whom):
        dep = tree.dep[at]
        if tree.lemma[h] in words.kinds and words.kinds[tree.lemma[h]] != "troops":
            return words.kinds[tree.lemma[h]] if dep in (*SUBJECT_OR_OBJECT, "prep", "agent") and not (dep == "nsubj" and _transitive(tree, h)) else None
        if tree.is_verb(h) and dep in ("nsubj", "nsubjpass", "dobj"):
            for k in tree.under(h, "acomp", "oprd", "xcomp", "attr"):
                if tree.lemma[k] in words.kinds:
                    return words.kinds[tree.lemma[k]]
            return None
        if dep not in ("pobj", "prep", "conj", "appos", "nummod", "dobj"):
            return None
        at = h
    return None


def _transitive(tree: Tree, verb: int) -> bool:
    return tree.first(verb, "dobj") is not None


def _whom(text: str, tree: Tree, whom: int) -> str:
    kids = [k for k in tree.kids[whom] if k < whom and tree.dep[k] in ("amod", "compound", "nmod", "poss")]
    first = min([whom, *(min(tree.subtree(k)) for k in kids)])
    return tree.span(first, whom).of(text)
