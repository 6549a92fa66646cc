"""Whose a thing is: the party behind a phrase that names none ("China's expansion of reefs", "an appeal filed by lawyers of X")."""

from __future__ import annotations

from collections.abc import Callable

from sayso.model.tree import Tree
from sayso.stages.grammar import NOMINAL

BY = ("by", "of", "from")
"""Prepositions that lead to the party behind a thing, the doer first ("a veto of the bill by the president")."""
ON = ("on", "against", "about", "between", "among", "to", "toward", "towards", "with", "over")
"""Prepositions that lead to whom a thing is for, where nobody's it is ("restrictions on workers", "talks with rebels")."""
DEPTH = 3
"""How many phrases deep to look ("the transfer from the budget of the authority")."""


def behind(
    tree: Tree, token: int, known: Callable[[int], bool], adjectives: bool, without: tuple[int, ...] = (), aims: bool = False, depth: int = 0
) -> tuple[int, ...]:
    """Heads of the party behind the phrase at `token`: its owner, a name that modifies it, who made it, or what it is of.

    `known` says whether a token names a party; `adjectives` whether a modifier counts ("U.S. calls"); `aims` whether those a thing
    is for do. `without` are verbs whose doer does not count: the act itself ("the drone that was shot down by X"). Empty where nobody is named.
    """
    owner = tree.first(token, "poss")
    if owner is not None and known(owner):
        return tree.conjuncts(owner)
    made = [
        o for k in tree.under(token, "acl", "relcl") if tree.tag[k] == "VBN" and k not in without for a in tree.under(k, "agent") for o in tree.under(a, "pobj")
    ]
    below = [o for name in BY for p in tree.under(token, "prep", "agent") if tree.lemma[p] == name for o in tree.under(p, "pobj")]
    modifiers = [k for k in tree.kids[token] if adjectives and k < token and tree.dep[k] in NOMINAL and known(k)]
    for t in (*made, *modifiers, *below):
        if known(t):
            return tree.conjuncts(t)
    if aims:
        held = [k for k in tree.under(token, "acl") if tree.tag[k] == "VBN"]
        below += [o for name in ON for h in (token, *held) for p in tree.under(h, "prep") if tree.lemma[p] == name for o in tree.under(p, "pobj")]
    for t in below if aims else ():
        if known(t):
            return tree.conjuncts(t)
    for t in (*((owner,) if owner is not None and tree.is_noun(owner) else ()), *made, *below):
        if depth < DEPTH and (found := behind(tree, t, known, adjectives, without, aims, depth + 1)):
            return found
    return ()
