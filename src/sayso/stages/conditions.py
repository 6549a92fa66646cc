"""What must happen first: if-clauses, inverted ones ("should X …"), "in the event of", "as long as", "any attempt … would", "whoever …"."""

from __future__ import annotations

from sayso.model.claim import Condition
from sayso.model.tree import Tree
from sayso.ontology.cues import Grammar

AGAINST = frozenset({"to", "against", "in"})
OPENING = frozenset({",", ";", "“", '"', "‘", "'", "«"})
NEAR = 6
"""How many tokens an auxiliary may stand before its verb."""
CLAUSES = ("advcl", "prep", "dep", "advmod")
"""How what is conditional hangs on its verb."""


def condition_on(tree: Tree, i: int, grammar: Grammar, text: str, modal: bool) -> Condition | None:
    """The condition that hangs on token i; `modal` says whether i has a modal, which an indefinite subject or object needs."""
    found = next((k for k in reversed(tree.under(i, *CLAUSES)) if conditional(tree, k, grammar, modal)), None)
    if found is None and modal:
        found = next((k for k in tree.under(i, "nsubj", "nsubjpass", "csubj", "csubjpass") if whoever(tree, k, grammar)), None)
    if found is None:
        objects = [k for p in tree.under(i, "prep") if tree.lemma[p] in AGAINST for k in tree.under(p, "pobj")]
        objects += tree.under(i, "dobj") if modal else ()
        found = next((k for k in objects if any(tree.low[d] == "any" for d in tree.under(k, "det"))), None)
    return _words(tree, found, text, inverted(tree, found, grammar)) if found is not None else None


def conditional(tree: Tree, k: int, grammar: Grammar, modal: bool) -> bool:
    """Whether a clause or phrase is conditional by its first words; "until it stops", "once they leave" only of what is to come (`modal`)."""
    marks = tree.under(k, "mark", "advmod")
    if tree.dep[k] == "advmod":  # "as long as the siege lasts": the clause hangs on "long"
        return tree.low[k] == "long" and any(tree.low[x] in ("as", "so") for x in tree.under(k, "advmod")) and bool(tree.under(k, "advcl"))
    bearers = (*marks, *((k,) if tree.dep[k] == "prep" else ()))
    if any(grammar.has("conditional", tree.low[x]) for x in bearers):
        return True
    if tree.dep[k] == "prep" and contingent(tree, tree.first(k, "pobj"), grammar):
        return True
    return inverted(tree, k, grammar) is not None or (modal and any(grammar.has("until", tree.low[x]) for x in marks))


def inverted(tree: Tree, k: int, grammar: Grammar) -> int | None:
    """The auxiliary that opens a condition without "if": "should X attack", "were X to attack", "had X met"; None where none does."""
    if not tree.is_verb(k):
        return None
    own = tree.under(k, "nsubj", "nsubjpass")
    for x in (*tree.under(k, "aux"), k):
        if not grammar.has("inverted", tree.low[x]) or (x == k and not tree.under(k, "ccomp")):
            continue
        opens = x == 0 or tree.word[x - 1] in OPENING or tree.head[x] != tree.head[x - 1]
        subject = own or tuple(s for c in tree.under(k, "ccomp") for s in tree.under(c, "nsubj")) if x == k else own
        if opens and subject and min(subject) > x:
            return x
    for x in range(k - 1, max(-1, k - NEAR), -1):  # "should Ukraine fire": the parser hangs it on the subject
        if tree.is_verb(x) and not grammar.has("inverted", tree.low[x]):
            return None
        if not own and grammar.has("inverted", tree.low[x]) and tree.is_noun(tree.head[x]) and x < tree.head[x] < k:
            return x
    return None


def contingent(tree: Tree, k: int | None, grammar: Grammar) -> bool:
    """Whether a noun makes a condition of its phrase: "in the event of", "on condition that"."""
    return k is not None and grammar.has("contingency", tree.lemma[k]) and tree.dep[k] == "pobj" and tree.lemma[tree.head[k]] in ("in", "on", "under")


def whoever(tree: Tree, k: int, grammar: Grammar) -> bool:
    """Whether a subject stands for anybody who does something: "any attempt", "anyone who", "whoever fires"."""
    if any(grammar.has("any", tree.low[d]) for d in tree.under(k, "det")):
        return True
    words = {tree.low[k], tree.low[tree.subtree(k)[0]]}
    return any(grammar.has("anybody", w) for w in words) and (tree.is_verb(k) or bool(tree.under(k, "relcl")))


def _words(tree: Tree, k: int, text: str, opening: int | None) -> Condition:
    tokens = tree.subtree(k)
    span = tree.span(min(tokens[0], tokens[0] if opening is None else opening), tokens[-1])
    words = span.of(text).rstrip(" ,;")
    return Condition(words, type(span)(span.start, span.start + len(words)))
