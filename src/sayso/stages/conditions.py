"""What must happen first: if-clauses, inverted ones ("should X …"), "any attempt … would", "respond to any threat"."""

from __future__ import annotations

from sayso.model.claim import Condition
from sayso.model.tree import Tree
from sayso.ontology.cues import Grammar

AGAINST = frozenset({"to", "against", "in"})


def condition_on(tree: Tree, i: int, grammar: Grammar, text: str, modal: bool) -> Condition | None:
    """The condition that hangs on token i; `modal` says whether i has a modal, which an indefinite subject needs."""
    found = next((k for k in reversed(tree.under(i, "advcl", "prep", "dep")) if _conditional(tree, k, grammar, modal)), None)
    if found is None and modal:
        found = next((k for k in tree.under(i, "nsubj", "nsubjpass", "csubj") if _any(tree, k, grammar)), None)
    if found is None:
        objects = [k for p in tree.under(i, "prep") if tree.lemma[p] in AGAINST for k in tree.under(p, "pobj")]
        objects += tree.under(i, "dobj") if modal else ()
        found = next((k for k in objects if any(tree.word[d].lower() == "any" for d in tree.under(k, "det"))), None)
    return _words(tree, found, text) if found is not None else None


def _conditional(tree: Tree, k: int, grammar: Grammar, modal: bool) -> bool:
    """Whether a clause or phrase is conditional by its first words; "until it stops" only of what is to come (`modal`)."""
    marks = tree.under(k, "mark", "advmod")
    bearers = (*marks, *((k,) if tree.dep[k] == "prep" else ()))
    if any(grammar.has("conditional", tree.word[x].lower()) for x in bearers):
        return True
    if modal and any(grammar.has("until", tree.word[x].lower()) for x in marks):
        return True
    first = min(tree.subtree(k))
    return tree.dep[first] == "aux" and grammar.has("inverted", tree.word[first].lower()) and bool(tree.under(k, "nsubj", "nsubjpass"))


def _any(tree: Tree, k: int, grammar: Grammar) -> bool:
    return any(grammar.has("any", tree.word[d].lower()) for d in tree.under(k, "det"))


def _words(tree: Tree, k: int, text: str) -> Condition:
    tokens = tree.subtree(k)
    span = tree.span(tokens[0], tokens[-1])
    words = span.of(text).rstrip(" ,;")
    return Condition(words, type(span)(span.start, span.start + len(words)))
