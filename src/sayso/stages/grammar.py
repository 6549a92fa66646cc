"""Grammar, once for every rule: who is the subject of a verb, what lends a noun its subject, what is negated.

Passives, relative clauses, control, raising, coordination and light verbs are resolved here; what stands in which place is in `slots`.
"""

from __future__ import annotations

from bisect import bisect_left

from sayso.model.tree import Tree
from sayso.ontology.cues import Grammar

FINITE = frozenset({"VBD", "VBZ", "VBP"})
PLURAL = frozenset({"NNS", "NNPS"})
NOMINAL = frozenset({"compound", "nmod", "amod"})
RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
MAX_CLIMB = 8
INTO = frozenset({"to", "into", "in", "under", "on"})


def below(tree: Tree, token: int, head: int) -> bool:
    """Whether a token is one that hangs below another, or that one itself."""
    found = tree.subtree(head)
    at = bisect_left(found, token)
    return at < len(found) and found[at] == token


def is_passive(tree: Tree, v: int) -> bool:
    """Whether verb v is passive, also as a reduced relative ("the convoy attacked by rebels") or a bare participle."""
    if tree.under(v, "nsubjpass", "auxpass", "csubjpass"):
        return True
    if tree.dep[v] == "conj" and not tree.under(v, "nsubj", "aux", "dobj") and tree.tag[v] == "VBN":
        return is_passive(tree, tree.head[v])
    return tree.tag[v] == "VBN" and tree.dep[v] in ("acl", "relcl", "advcl", "amod") and not tree.under(v, "nsubj", "aux")


def together(tree: Tree, head: int | None) -> tuple[int, ...]:
    """A phrase's head with everything coordinated with it; nothing for None."""
    return () if head is None else tree.conjuncts(head)


def subjects(tree: Tree, v: int, grammar: Grammar, depth: int = 0) -> tuple[int, ...]:
    """Who does what verb v says: its own subject, the agent of a passive, or the subject it shares or is controlled by."""
    if is_passive(tree, v):
        return _agent(tree, v)
    return surface(tree, v, grammar, depth)


def _agent(tree: Tree, v: int) -> tuple[int, ...]:
    agent = tree.first(v, "agent")
    if agent is None:
        agent = next((k for k in tree.under(v, "prep") if tree.lemma[k] == "by"), None)
    if agent is None:  # "was held responsible by": the parser hangs the agent on the complement
        agent = next(
            (a for k in tree.under(v, "oprd", "acomp", "dobj", "xcomp", "attr") for a in tree.under(k, "agent", "prep") if tree.lemma[a] == "by"), None
        )
    if agent is None:  # or on a phrase between: "was presented to the ambassador by Hanoi"
        agent = next((k for k in range(v + 1, len(tree)) if tree.lemma[k] == "by" and tree.dep[k] in ("agent", "prep") and _reaches(tree, k, v)), None)
    found = tree.first(agent, "pobj") if agent is not None else None
    return together(tree, found)


def _reaches(tree: Tree, k: int, v: int) -> bool:
    """Whether token k hangs below verb v with nothing but phrases between."""
    for step, t in enumerate(tree.up(k)):
        if t == v:
            return True
        if step > 3 or tree.is_verb(t):
            return False
    return False


def surface(tree: Tree, v: int, grammar: Grammar, depth: int = 0) -> tuple[int, ...]:
    """The grammatical subject of verb v, own, shared, controlled or relativised."""
    own = tree.first(v, "nsubj", "nsubjpass", "csubj")
    if own is not None:
        if tree.tag[own] in RELATIVE and tree.dep[v] in ("relcl", "ccomp"):
            return together(tree, antecedent(tree, v))
        if tree.dep[own] == "csubj" and tree.tag[own] == "VB" and (noun := tree.first(own, "dobj")) is not None and not tree.under(own, "aux"):
            return together(tree, noun)  # a bare verb is no subject: "Aid agencies urged" with "aid" read as a verb
        return (*_listed_before(tree, v, own), *together(tree, own))
    if tree.tag[v] in FINITE and (found := _across_comma(tree, v)) is not None:
        return together(tree, found)
    if depth > MAX_CLIMB or tree.head[v] == v:
        return ()
    h, dep = sister(tree, v) or tree.head[v], tree.dep[v]
    if dep in ("relcl", "acl") and tree.is_noun(h):
        return _of_modified(tree, v, h, grammar, depth)
    if dep in ("xcomp", "ccomp", "advcl", "conj", "pcomp", "dep", "parataxis", "prep", "acomp", "oprd", "attr", "pobj"):
        return _inherited(tree, v, h, dep, grammar, depth)
    return ()


def _across_comma(tree: Tree, v: int) -> int | None:
    """The subject that the parser hangs on what stands before: "In a report on inmates, Human Rights Watch challenged …"; None if there is none."""
    if tree.dep[v] not in ("ROOT", "ccomp") or v < 2:
        return None
    comma = next((k for k in range(v - 1, 0, -1) if tree.word[k] == ","), None)
    if comma is None or any(tree.is_verb(k) for k in range(comma + 1, v)):
        return None
    for k in range(comma + 1, v):
        if tree.is_noun(k) and tree.dep[k] in ("appos", "conj", "nmod") and tree.head[k] < comma and tree.head[k] != v and tree.subtree(k)[0] > comma:
            return k
        if tree.tag[k] == "IN":
            return None
    return None


def _listed_before(tree: Tree, v: int, subject: int) -> tuple[int, ...]:
    """The first name of a headline's "Delhi, Washington swap data", which the parser makes an adverb."""
    first = tree.subtree(subject)[0]
    listed = first >= 2 and tree.word[first - 1] == "," and tree.tag[v] in ("VBP", "VB") and tree.is_proper(subject) and tree.is_proper(first - 2)
    before = [k for k in tree.kids[v] if listed and k < subject and tree.subtree(k)[0] == 0 and tree.subtree(k)[-1] == first - 2]
    return tuple(before)


def _inherited(tree: Tree, v: int, h: int, dep: str, grammar: Grammar, depth: int) -> tuple[int, ...]:
    if tree.tag[h] in ("IN", "TO", "RP", "RB") and not tree.is_verb(h):
        return _through_preposition(tree, h, grammar, depth + 1)
    if not (tree.is_verb(h) or tree.tag[h].startswith("JJ") or tree.tag[h] == "MD"):
        if tree.is_noun(h) and (owner := tree.first(h, "poss")) is not None:
            return together(tree, owner)
        return surface(tree, h, grammar, depth + 1) if tree.head[h] != h or tree.under(h, "nsubj", "cop") else ()
    if dep == "conj" and is_passive(tree, h) and not is_passive(tree, v):
        return surface(tree, h, grammar, depth + 1)
    if dep in ("xcomp", "ccomp", "advcl") and grammar.has("object_control", tree.lemma[h]) and tree.under(v, "aux") and dep != "advcl":
        controller = tree.first(h, "dobj", "dative") or tree.first(h, "nsubjpass")
        if controller is None:
            controller = next((o for p in tree.under(h, "prep") if tree.lemma[p] in ("on", "upon", "to") and (o := tree.first(p, "pobj")) is not None), None)
        if controller is not None and tree.tag[controller] != "PRP$":
            return _agent(tree, h) if tree.tag[controller] in RELATIVE else together(tree, controller)
    return surface(tree, h, grammar, depth + 1)


def _through_preposition(tree: Tree, prep: int, grammar: Grammar, depth: int) -> tuple[int, ...]:
    """The subject of a gerund after a preposition: "accused Iran of arming", "its policy of arming"."""
    h = tree.head[prep]
    if h == prep:
        return ()
    if tree.is_verb(h):
        if tree.lemma[prep] in ("of", "for", "from", "into", "with", "as") and (obj := tree.first(h, "dobj", "nsubjpass")) is not None:
            return together(tree, obj)
        return surface(tree, h, grammar, depth)
    if tree.is_noun(h):
        owner = tree.first(h, "poss")
        return together(tree, owner) if owner is not None else noun_subject(tree, h, grammar, depth)
    return surface(tree, h, grammar, depth)


def antecedent(tree: Tree, v: int) -> int | None:
    """The noun a relative clause modifies; in "forces of X that …" the head of the phrase."""
    h = tree.head[v]
    return h if h != v and (tree.is_noun(h) or tree.tag[h] in ("PRP", "DT", "CD")) else None


def _of_modified(tree: Tree, v: int, noun: int, grammar: Grammar, depth: int) -> tuple[int, ...]:
    """The subject of a clause that modifies a noun: the noun itself for -ing, its owner for an infinitive."""
    if tree.tag[v] == "VB" and infinitive(tree, v):
        owner = tree.first(noun, "poss")
        return together(tree, owner) if owner is not None else noun_subject(tree, noun, grammar, depth + 1)
    return together(tree, noun)


def noun_subject(tree: Tree, noun: int, grammar: Grammar, depth: int = 0) -> tuple[int, ...]:
    """Who does what a noun says, lent by the verb above it ("Israel carried out an attack", "the attack Israel launched")."""
    light = light_verb(tree, noun, grammar)
    if light is not None and depth <= MAX_CLIMB:
        return subjects(tree, light, grammar, depth + 1)
    return ()


def light_verb(tree: Tree, noun: int, grammar: Grammar) -> int | None:
    """The light verb that lends this noun its subject, above it or in a relative clause below it; None if there is none."""
    for k in tree.under(noun, "acl", "relcl"):
        if grammar.has("light", tree.lemma[k]) and _takes(tree, k):
            return k
    at, steps = noun, 0
    while tree.head[at] != at and steps < MAX_CLIMB:
        h, dep = tree.head[at], tree.dep[at]
        steps += 1
        if tree.is_verb(h):
            return (
                h
                if (dep in ("dobj", "nsubjpass", "oprd", "attr", "dative") and grammar.has("light", tree.lemma[h]))
                or (dep == "prep" and tree.lemma[at] in INTO and grammar.has("light", tree.lemma[h]) and steps <= 2)
                or (dep == "prep" and tree.lemma[at] == "behind" and tree.lemma[h] == "be")  # "was behind the attack"
                else None
            )
        if dep == "conj" or dep == "pobj" or (dep == "prep" and grammar.has("transparent", tree.lemma[h])):
            at = h
            continue
        if dep == "prep" and tree.is_noun(h):
            return None
        if tree.is_noun(h) and dep in ("compound", "nmod"):
            return None
        at = h
    return None


def _takes(tree: Tree, k: int) -> bool:
    """Whether the noun above clause k is what its verb takes ("the attack they launched", "an attack carried out by"), not its subject."""
    if infinitive(tree, k) or tree.tag[k] == "VBG":
        return False
    subject = tree.first(k, "nsubj")
    return tree.tag[k] == "VBN" if subject is None else tree.tag[subject] not in RELATIVE


def infinitive(tree: Tree, k: int) -> bool:
    """Whether verb k has its "to"."""
    tag = tree.tag
    return "TO" in [tag[x] for x in tree.kids[k]]


def obligation(tree: Tree, v: int, grammar: Grammar) -> tuple[int, str] | None:
    """The auxiliary of obligation on verb v ("must", "should") and the act of saying so, demand or appeal; None if there is none."""
    found = ((k, act) for k in tree.under(v, "aux") for act in ("demand", "appeal") if grammar.has(act, tree.low[k]))
    return next(found, None)


def sister(tree: Tree, v: int) -> int | None:
    """The verb that a coordinated verb goes with; where the parser hangs a finite verb on a participle or infinitive below
    ("denied that they had fired and accused the army"), the finite verb above. None where v is not coordinated."""
    if tree.dep[v] != "conj":
        return None
    h = tree.head[v]
    if tree.tag[v] not in FINITE or tree.tag[h] in FINITE or not tree.is_verb(h) or tree.under(v, "nsubj", "nsubjpass", "aux", "auxpass"):
        return h
    for t in tree.up(h):
        if tree.tag[t] in FINITE:
            return t if tree.tag[t] == tree.tag[v] else h
        if tree.dep[t] == "relcl":
            break
    return h


def negator(tree: Tree, i: int, grammar: Grammar) -> int | None:
    """The word that negates token i: not, never, no, without, neither, nor; None if it is affirmed."""
    if tree.dep[i] == "conj":
        joints = [k for k in tree.under(tree.head[i], "cc") if k < i]
        if joints and tree.low[joints[-1]] == "nor":
            return joints[-1]
    for k in tree.kids[i]:
        lemma = tree.low[k]
        if tree.dep[k] == "neg" or (tree.dep[k] in ("det", "advmod", "preconj", "cc") and grammar.has("negators", lemma)):
            return k
        if tree.dep[k] == "advmod" and any(grammar.has("negators", f"{tree.low[n]} {lemma}") for n in tree.kids[k]):
            return k  # "no longer"
    for k in tree.under(i, "dobj") if tree.is_verb(i) else ():
        if grammar.has("negators", tree.lemma[k]):
            return k  # "ordered nobody"
    for k in tree.under(i, "nsubj", "nsubjpass"):
        if grammar.has("negators", tree.lemma[k]):
            return k
        for d in tree.under(k, "det", "neg"):
            if grammar.has("negators", tree.lemma[d]):
                return d
    return None
