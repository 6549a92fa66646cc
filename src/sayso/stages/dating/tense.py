"""Whether the verb above a time looks ahead: "will meet on Friday", "a vote due on Friday", "a deadline that expires on Friday"."""

from __future__ import annotations

from sayso.model.tree import Tree
from sayso.ontology.cues import Grammar

FUTURES = ("future", "possible", "hypothetical")
PERFECT = frozenset({"has", "have", "'ve", "’ve", "is", "are"})
PAST_DO = frozenset({"did"})
PROGRESSIVE = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re"})


def looks_ahead(tree: Tree, token: int, grammar: Grammar) -> bool:
    """Whether the verb nearest above a token, or the noun the token stands by, points at what is to come."""
    below, noun = token, False
    if _for_day(tree, token):
        return True
    for t in tree.up(token):
        if tree.is_verb(t) or tree.tag[t] == "MD":
            return _ahead(tree, t, below, grammar) and not (noun and tree.tag[t] == "VBG")
        if grammar.has("due", tree.lemma[t]):
            return True
        if tree.is_noun(t):
            if not grammar.has("to_come", tree.lemma[t]):
                return False if tree.dep[below] in ("poss", "compound", "nmod", "npadvmod") else _under_future(tree, t, grammar)
            noun = True
        below = t
    return False


def _for_day(tree: Tree, token: int) -> bool:
    """Whether a day is what something is fixed for: "a strike called for Friday", "protests for 11am on Tuesday"."""
    for t in (token, *tree.up(token)):
        h = tree.head[t]
        if tree.tag[h] == "IN" and tree.lemma[h] == "for" and h != t:
            above = tree.head[h]
            return tree.is_noun(above) or tree.tag[above] == "VBN"
        if tree.is_verb(h) or (tree.tag[h] in ("NN", "NNS") and not tree.word[h][:1].isdigit()):
            return False
    return False


def _under_future(tree: Tree, noun: int, grammar: Grammar) -> bool:
    """A time on a plain noun's phrase ("carry out an attack on Friday") goes with the verb, if that looks ahead."""
    verb = next((t for t in tree.up(noun) if tree.is_verb(t)), None)
    return verb is not None and tree.dep[noun] in ("dobj", "nsubj", "nsubjpass", "pobj", "attr") and _ahead(tree, verb, noun, grammar)


def _ahead(tree: Tree, verb: int, below: int, grammar: Grammar) -> bool:
    aux = [k for k in tree.kids[verb] if tree.dep[k] in ("aux", "auxpass")]
    words = {tree.low[k] for k in aux if not tree.is_proper(k)}  # "31 May" is no modal
    if tree.tag[verb] == "MD" or any(grammar.has(name, w) for w in words for name in FUTURES):
        return not any(tree.lemma[k] == "have" for k in aux)
    if tree.tag[verb] == "VBN" and grammar.has("scheduled", tree.lemma[verb]) and not tree.under(verb, "acomp", "oprd", "dobj"):
        return True
    if words & PAST_DO:
        return False
    if tree.dep[below] == "prep" and (grammar.has("up_to", tree.lemma[below]) or tree.lemma[below] == "through"):
        lasts = grammar.has("grants", tree.lemma[verb]) and tree.lemma[below] != "by"
        if lasts or words & PERFECT or (tree.tag[verb] in ("VBZ", "VBP") and not aux):
            return True
    above = tree.head[verb]
    if tree.tag[verb] == "VB" or "to" in words:
        if above == verb or "to" not in words:
            return above == verb or (tree.dep[verb] not in ("conj", "ccomp", "xcomp") and not tree.is_verb(above)) or _ahead(tree, above, verb, grammar)
        over = (above, tree.head[above]) if tree.tag[above] in ("IN", "TO") else (above,)  # "due to lapse on Friday"
        intends = any(grammar.has("ahead", tree.lemma[t]) or grammar.has("due", tree.lemma[t]) for t in over) or (
            tree.tag[above] in ("VBZ", "VBP") and tree.lemma[above] == "be"
        )
        return intends or (tree.is_verb(above) and _ahead(tree, above, verb, grammar)) or (tree.is_noun(above) and tree.dep[verb] in ("acl", "relcl"))
    if tree.tag[verb] == "VBG" and words & PROGRESSIVE:
        return tree.dep[below] in ("prep", "npadvmod", "advmod") and grammar.has("appointed", tree.lemma[verb])
    if tree.tag[verb] in ("VBZ", "VBP"):
        return not words and tree.dep[below] in ("prep", "npadvmod", "advmod", "nsubj", "pobj", "conj") and grammar.has("appointed", tree.lemma[verb])
    if tree.tag[verb] in ("VBG", "VBN") and not aux and above != verb and tree.dep[verb] in ("xcomp", "pcomp", "conj", "advcl", "ccomp"):
        return tree.is_verb(above) and _ahead(tree, above, verb, grammar)
    return False
