"""Names of places that no table has, told by the words around them: "the village of Khanasser", "30 km north of Mondoro", "the Messalo river"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.model.text import Span
from sayso.model.tree import Tree
from sayso.stages.placing.extent import extent_of
from sayso.stages.placing.names import PROPER, Named, PlaceNames

_IN = re.compile(r",? (?:in|on) (?:the )?(?:[\w’'-]+ ){0,3}$|, $")
INSIDE = frozenset({"-", "al", "de", "del", "la"})
_A = re.compile(r", an? (?:[a-z-]+ ){0,3}([a-z-]+)")


def unknown_names(tree: Tree, named: Sequence[Named], taken: Sequence[Span], names: PlaceNames, text: str) -> list[Named]:
    """Runs of proper nouns that overlap nothing taken and no party known, with words around them that only a place has."""
    known = [
        m.party.span
        for m in names.parties.get(tree.sentence, ())
        if m.party.span is not None and (m.party.id or m.party.kind in ("state", "person", "people", "group"))
    ]
    told = (*taken, *known, *names.dated.get(tree.sentence, ()), *[n.span for n in named])
    out: list[Named] = []
    for first, last in _runs(tree):
        span = tree.span(first, last)
        if any(span.overlaps(t) for t in told):
            continue
        token = min(range(first, last + 1), key=lambda i: (sum(1 for _ in tree.up(i)), -i))
        if _is_place(tree, first, last, token, named, names, text):
            out.append(Named(tree.sentence, span, token, first, (), "place"))
    return out


def _runs(tree: Tree) -> list[tuple[int, int]]:
    """First and last token of each run of capitalised proper nouns; an article (al-, el-) inside belongs to it."""
    out: list[tuple[int, int]] = []
    size, tag, word = len(tree), tree.tag, tree.word
    i = 0
    while i < size:
        if tag[i] not in PROPER:
            i += 1
            continue
        j = i
        while j < size and (tag[j] in PROPER or (j > i and word[j] in INSIDE and j + 1 < size and tag[j + 1] in PROPER)):
            j += 1
        if j > i and word[i][:1].isupper() and not all(w.isupper() for w in word[i:j]):
            out.append((i, j - 1))
        i = max(j, i + 1)
    return out


def _is_place(tree: Tree, first: int, last: int, token: int, named: Sequence[Named], names: PlaceNames, text: str) -> bool:
    words, span = names.words, tree.span(first, last)
    extent = extent_of(text, tree.start[0], span, words)
    stands = names.stands(tree, token, "place") and tree.dep[token] not in ("nsubj", "appos", "attr")
    if extent.kinds and extent.kind_word != "state" and not words.has("bodies", extent.kind_word) and stands:  # "the Messalo river", "village of Ergneti"
        return "admin1" not in extent.kinds or extent.span.end > span.end
    if extent.relation == "near":
        return tree.dep[token] == "pobj"
    own = next((words.kinds(tree.word[i]) for i in (first, last) if words.kinds(tree.word[i]) and not words.has("bodies", tree.lemma[i])), ())
    if own and first < last and stands:  # "Lake Gazivode", "Cyprus Avenue"
        return True
    if tree.dep[token] != "pobj" or tree.lemma[tree.head[token]] not in ("in", "at", "to", "from", "near", "into", "towards", "toward"):
        return False
    behind = next((n for n in named if n.span.start > span.end), None)
    if behind is not None and tree.lemma[tree.head[token]] in ("in", "at") and _IN.fullmatch(text[span.end : behind.span.start]):
        return True
    match = _A.match(text, span.end, tree.end[-1])  # "Quirinde, a hamlet in"
    return match is not None and "town" in words.kinds(match.group(1))
