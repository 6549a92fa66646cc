"""What stands in which place of a verb or a noun, for every frame.

A slot is a grammatical place seen from a trigger: subject, object, indirect, by, clause, to, possessive, adjective, or a
preposition by its name.
"""

from __future__ import annotations

from sayso.model.tree import Tree
from sayso.ontology.cues import Grammar
from sayso.stages.grammar import NOMINAL, RELATIVE, antecedent, infinitive, is_passive, light_verb, subjects, surface, together

Slots = dict[str, tuple[int, ...]]
BORROWED = frozenset({"against", "on", "to", "into", "from", "for", "with", "at", "over", "toward", "towards", "upon", "in", "between"})
COMPOUND = frozenset({"according", "because", "due", "owing", "thanks", "prior", "pursuant", "contrary", "regardless", "irrespective", "instead", "next"})
"""First words of prepositions of two words whose second names no place: "according to officials" leads to nobody."""
MUTUAL = frozenset({"between", "among"})
_INVOLVED = ("involve", "include")


def prepositions(tree: Tree, i: int, out: dict[str, list[int]]) -> None:
    """Add the objects of the prepositions under token i; "out of" counts as of, gerunds under a preposition too."""
    for p in tree.under(i, "prep", "dative", "agent"):
        if tree.tag[p] in ("IN", "TO", "RP", "VBG", "VBN", "RB", "JJ"):
            name = tree.lemma[p]
            for k in tree.kids[p]:
                if tree.dep[k] in ("pobj", "pcomp"):
                    out.setdefault(name, []).extend(tree.conjuncts(k))
                elif tree.dep[k] == "prep" and name not in COMPOUND:
                    for o in tree.under(k, "pobj", "pcomp"):
                        out.setdefault(tree.lemma[k], []).extend(tree.conjuncts(o))


def verb_slots(tree: Tree, v: int, grammar: Grammar, dates: frozenset[int] = frozenset()) -> Slots:
    """Everything a verb governs, by slot. Tokens of `dates` fill none: "eased on Monday its ban on imports"."""
    out: dict[str, list[int]] = {}
    prepositions(tree, v, out)
    for k in tree.under(v, "prt", "advmod"):
        prepositions(tree, k, out)
    if dates:
        out = {name: kept for name, found in out.items() if (kept := [t for t in found if t not in dates])}
    passive = is_passive(tree, v)
    objects = _objects(tree, v, grammar, passive)
    result: Slots = {k: tuple(dict.fromkeys(x)) for k, x in out.items()}
    result["subject"] = subjects(tree, v, grammar)
    if not passive:
        result.pop("agent", None)
    if objects:
        result["object"] = objects
    if passive and tree.first(v, "dobj") is not None and (subject := surface(tree, v, grammar)):
        result["indirect"], result["object"] = subject, together(tree, tree.first(v, "dobj"))
    elif not passive and len(given := tree.under(v, "dobj")) == 2 and tree.head[given[1]] == v:  # "handed Ukraine its first battery"
        result["indirect"], result["object"] = together(tree, given[0]), together(tree, given[1])
    elif indirect := _indirect(tree, v):
        result["indirect"] = indirect
    # "a truce between A and B took hold"; "demanded an answer from X": the parser hangs the phrase on the object
    for holder, names in (*[(s, MUTUAL) for s in result["subject"]], *[(o, BORROWED) for o in objects]):
        held: dict[str, list[int]] = {}
        prepositions(tree, holder, held)
        if not held:
            continue
        for name in names & held.keys() - result.keys():
            result[name] = tuple(held[name])
    for o in tree.under(v, "dobj") if "of" not in result else ():  # "accused the police of beating": hung on the police
        gerunds = [g for p in tree.under(o, "prep") if tree.lemma[p] in ("of", "for") for g in tree.under(p, "pcomp")]
        if gerunds:
            result["of"] = tuple(c for g in gerunds for c in tree.conjuncts(g))
    predicates = tuple([c for k in tree.under(v, "oprd") for c in tree.conjuncts(k)])
    if predicates:  # "called it a crime"
        result["as"] = (*result.get("as", ()), *predicates)
    _clauses(tree, v, result)
    return result


def _indirect(tree: Tree, v: int) -> tuple[int, ...]:
    return tuple([c for k in tree.under(v, "dative") if tree.is_noun(k) or tree.tag[k] == "PRP" for c in tree.conjuncts(k)])


def _objects(tree: Tree, v: int, grammar: Grammar, passive: bool) -> tuple[int, ...]:
    if passive:
        found = surface(tree, v, grammar)
        if not found and tree.dep[v] == "amod" and tree.is_noun(tree.head[v]):
            found = (tree.head[v],)
        return found
    own = tree.first(v, "dobj")
    if own is not None and tree.tag[own] in RELATIVE:
        return together(tree, antecedent(tree, v))
    if own is not None:
        return together(tree, own)
    if grammar.has("object_control", tree.lemma[v]):  # "allowed the plane to land", "helped police find": the parser makes the plane a subject
        for k in tree.under(v, "ccomp"):
            if (
                tree.tag[k] == "VB"
                and not any(tree.tag[x] == "MD" or tree.dep[x] == "mark" for x in tree.kids[k])
                and (lower := tree.first(k, "nsubj")) is not None
            ):
                return together(tree, lower)
    if tree.dep[v] == "relcl" and tree.first(v, "nsubj") is not None and tree.tag[tree.first(v, "nsubj") or 0] not in RELATIVE:
        if not tree.under(v, "ccomp", "xcomp", "acomp"):
            return together(tree, antecedent(tree, v))
    for k in tree.under(v, "conj"):  # "attacked and destroyed the convoy"
        if tree.is_verb(k) and not tree.under(k, "nsubj") and (obj := tree.first(k, "dobj")) is not None and not tree.under(v, "prep", "ccomp", "xcomp"):
            return together(tree, obj)
    return ()


def _clauses(tree: Tree, v: int, slots: Slots) -> None:
    clause, purpose = [], []
    for k in tree.under(v, "ccomp", "xcomp", "acl", "advcl", "oprd"):
        dep = tree.dep[k]
        has_to = infinitive(tree, k)
        if has_to and (dep != "advcl" or "object" not in slots):
            purpose.append(k)
        elif dep in ("ccomp", "xcomp") or (dep == "acl" and any(tree.lemma[x] == "that" for x in tree.under(k, "mark"))):
            clause.append(k)
    if not purpose:  # "urged Iran to stop": the parser often hangs the infinitive on the object
        for o in slots.get("object", ()):
            purpose += [k for k in tree.under(o, "acl", "relcl") if infinitive(tree, k)]
    wished = [k for k in clause if tree.tag[k] == "VB" and tree.under(k, "nsubj", "nsubjpass") and not tree.under(k, "aux")]
    if wished:  # "insisted the president resign"
        slots["subjunctive"] = tuple(wished)
    if clause:
        slots["clause"] = tuple(c for k in clause for c in tree.conjuncts(k))
    if purpose:
        slots["to"] = (*slots.get("to", ()), *(c for k in purpose for c in tree.conjuncts(k)))


def noun_slots(tree: Tree, n: int, grammar: Grammar) -> tuple[Slots, int | None]:
    """Everything a noun trigger governs, by slot, with what its light verb lends; and that light verb."""
    out: dict[str, list[int]] = {}
    prepositions(tree, n, out)
    for name in tuple(out):  # "attacks by groups on the base": the parser hangs "on" on the groups
        if name in ("by", "of", "from"):
            for o in out[name]:
                _borrow(tree, o, out)
    for k in tree.under(n, "acl"):
        if tree.lemma[k] in (*_INVOLVED, "target", "aim", "direct"):
            prepositions(tree, k, out)
    light = light_verb(tree, n, grammar)
    if light is not None:
        borrowed: dict[str, list[int]] = {}
        prepositions(tree, light, borrowed)
        for name, found in borrowed.items():
            out.setdefault(name, []).extend(t for t in found if t != n and n not in tree.subtree(t))
    slots: Slots = {k: tuple(dict.fromkeys(x)) for k, x in out.items()}
    owner = tree.first(n, "poss")
    if owner is not None:
        slots["possessive"] = together(tree, owner)
    adjectives = tuple(k for k in tree.kids[n] if tree.dep[k] in NOMINAL and k < n)
    if adjectives:
        slots["adjective"] = tuple(c for k in adjectives for c in tree.conjuncts(k) if c < n)
    if light is not None:
        subject = subjects(tree, light, grammar)
        slots["subject"] = tuple(s for s in subject if s != n)
        if indirect := _indirect(tree, light):
            slots["indirect"] = indirect
    elif tree.dep[n] == "pobj" and (doer := _adjunct_subject(tree, n, grammar)):
        slots["subject"] = doer
    _clauses(tree, n, slots)
    if light is not None:
        _clauses_of_light(tree, light, n, slots)
    return slots, light


def _borrow(tree: Tree, holder: int, out: dict[str, list[int]]) -> None:
    below: dict[str, list[int]] = {}
    prepositions(tree, holder, below)
    for name, found in below.items():
        if name in ("on", "against", "upon", "with", "to", "over", "by", "between", "among", "in") and name not in out:
            out[name] = found


def _adjunct_subject(tree: Tree, n: int, grammar: Grammar) -> tuple[int, ...]:
    """ "killed in an attack": nobody; "during a visit to X": the subject of the verb, where the noun has no owner."""
    prep = tree.head[n]
    if tree.lemma[prep] not in ("during", "on", "for") or not tree.is_verb(tree.head[prep]):
        return ()
    return subjects(tree, tree.head[prep], grammar)


def _clauses_of_light(tree: Tree, light: int, n: int, slots: Slots) -> None:
    """ "issued a warning that …", "made a threat to …" where the parser hangs the clause on the verb."""
    if "clause" not in slots and "to" not in slots:
        borrowed: Slots = {}
        _clauses(tree, light, borrowed)
        for name, found in borrowed.items():
            slots.setdefault(name, tuple(t for t in found if n not in tree.subtree(t)))
