"""Grammar, once for every rule: who is the subject of a verb, what is negated, what stands in which place.

A slot is a grammatical place seen from a trigger: subject, object, indirect, by, clause, to, possessive, adjective, or a
preposition by its name. Passives, relative clauses, control, raising, coordination and light verbs are resolved here.
"""

from __future__ import annotations

from sayso.model.tree import Tree
from sayso.ontology.cues import Grammar

Slots = dict[str, tuple[int, ...]]
FINITE = frozenset({"VBD", "VBZ", "VBP"})
NOMINAL = frozenset({"compound", "nmod", "amod"})
RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
MAX_CLIMB = 8
BORROWED = frozenset({"against", "on", "to", "into", "from", "for", "with", "at", "over", "toward", "towards", "upon", "in", "between"})
INTO = frozenset({"to", "into", "in", "under", "on"})
COMPOUND = frozenset({"according", "because", "due", "owing", "thanks", "prior", "pursuant", "contrary", "regardless", "irrespective", "instead", "next"})
"""First words of prepositions of two words whose second names no place: "according to officials" leads to nobody."""
MUTUAL = frozenset({"between", "among"})
_INVOLVED = ("involve", "include")


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
    return _surface(tree, v, grammar, depth)


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


def _surface(tree: Tree, v: int, grammar: Grammar, depth: int = 0) -> tuple[int, ...]:
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
    h, dep = tree.head[v], tree.dep[v]
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
        if tree.is_noun(k) and tree.dep[k] in ("appos", "conj", "nmod") and tree.head[k] < comma and tree.head[k] != v and min(tree.subtree(k)) > comma:
            return k
        if tree.tag[k] == "IN":
            return None
    return None


def _listed_before(tree: Tree, v: int, subject: int) -> tuple[int, ...]:
    """The first name of a headline's "Delhi, Washington swap data", which the parser makes an adverb."""
    first = min(tree.subtree(subject))
    listed = first >= 2 and tree.word[first - 1] == "," and tree.tag[v] in ("VBP", "VB") and tree.is_proper(subject) and tree.is_proper(first - 2)
    before = [k for k in tree.kids[v] if listed and k < subject and tree.subtree(k)[0] == 0 and tree.subtree(k)[-1] == first - 2]
    return tuple(before)


def _inherited(tree: Tree, v: int, h: int, dep: str, grammar: Grammar, depth: int) -> tuple[int, ...]:
    if tree.tag[h] in ("IN", "TO", "RP", "RB") and not tree.is_verb(h):
        return _through_preposition(tree, h, grammar, depth + 1)
    if not (tree.is_verb(h) or tree.tag[h].startswith("JJ") or tree.tag[h] == "MD"):
        if tree.is_noun(h) and (owner := tree.first(h, "poss")) is not None:
            return together(tree, owner)
        return _surface(tree, h, grammar, depth + 1) if tree.head[h] != h or tree.under(h, "nsubj", "cop") else ()
    if dep == "conj" and is_passive(tree, h) and not is_passive(tree, v):
        return _surface(tree, h, grammar, depth + 1)
    if dep in ("xcomp", "ccomp", "advcl") and grammar.has("object_control", tree.lemma[h]) and tree.under(v, "aux") and dep != "advcl":
        controller = tree.first(h, "dobj", "dative") or tree.first(h, "nsubjpass")
        if controller is None:
            controller = next((o for p in tree.under(h, "prep") if tree.lemma[p] in ("on", "upon", "to") and (o := tree.first(p, "pobj")) is not None), None)
        if controller is not None and tree.tag[controller] != "PRP$":
            return _agent(tree, h) if tree.tag[controller] in RELATIVE else together(tree, controller)
    return _surface(tree, h, grammar, depth + 1)


def _through_preposition(tree: Tree, prep: int, grammar: Grammar, depth: int) -> tuple[int, ...]:
    """The subject of a gerund after a preposition: "accused Iran of arming", "its policy of arming"."""
    h = tree.head[prep]
    if h == prep:
        return ()
    if tree.is_verb(h):
        if tree.lemma[prep] in ("of", "for", "from", "into", "with") and (obj := tree.first(h, "dobj", "nsubjpass")) is not None:
            return together(tree, obj)
        return _surface(tree, h, grammar, depth)
    if tree.is_noun(h):
        owner = tree.first(h, "poss")
        return together(tree, owner) if owner is not None else noun_subject(tree, h, grammar, depth)
    return _surface(tree, h, grammar, depth)


def antecedent(tree: Tree, v: int) -> int | None:
    """The noun a relative clause modifies; in "forces of X that …" the head of the phrase."""
    h = tree.head[v]
    return h if h != v and (tree.is_noun(h) or tree.tag[h] in ("PRP", "DT", "CD")) else None


def _of_modified(tree: Tree, v: int, noun: int, grammar: Grammar, depth: int) -> tuple[int, ...]:
    """The subject of a clause that modifies a noun: the noun itself for -ing, its owner for an infinitive."""
    if tree.tag[v] == "VB" and any(tree.tag[k] == "TO" for k in tree.kids[v]):
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
    if any(tree.tag[x] == "TO" for x in tree.kids[k]) or tree.tag[k] == "VBG":
        return False
    subject = tree.first(k, "nsubj")
    return tree.tag[k] == "VBN" if subject is None else tree.tag[subject] not in RELATIVE


def prepositions(tree: Tree, i: int, out: dict[str, list[int]]) -> None:
    """Add the objects of the prepositions under token i; "out of" counts as of, gerunds under a preposition too."""
    for p in tree.kids[i]:
        if tree.dep[p] in ("prep", "dative", "agent") and tree.tag[p] in ("IN", "TO", "RP", "VBG", "VBN", "RB", "JJ"):
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
    out = {name: kept for name, found in out.items() if (kept := [t for t in found if t not in dates])}
    passive = is_passive(tree, v)
    objects = _objects(tree, v, grammar, passive)
    result: Slots = {k: tuple(dict.fromkeys(x)) for k, x in out.items()}
    result["subject"] = subjects(tree, v, grammar)
    if not passive:
        result.pop("agent", None)
    if objects:
        result["object"] = objects
    indirect = [k for k in tree.under(v, "dative") if tree.is_noun(k) or tree.tag[k] == "PRP"]
    if passive and tree.first(v, "dobj") is not None and (subject := _surface(tree, v, grammar)):
        result["indirect"], result["object"] = subject, together(tree, tree.first(v, "dobj"))
    elif not passive and len(given := tree.under(v, "dobj")) == 2 and tree.head[given[1]] == v:  # "handed Ukraine its first battery"
        result["indirect"], result["object"] = together(tree, given[0]), together(tree, given[1])
    elif indirect:
        result["indirect"] = tuple(c for k in indirect for c in tree.conjuncts(k))
    for s in result["subject"]:  # "a truce between A and B took hold"
        mutual: dict[str, list[int]] = {}
        prepositions(tree, s, mutual)
        for name in MUTUAL & mutual.keys() - result.keys():
            result[name] = tuple(mutual[name])
    for o in objects:  # "demanded an answer from X": the parser hangs the phrase on the object
        held: dict[str, list[int]] = {}
        prepositions(tree, o, held)
        for name in BORROWED & held.keys() - result.keys():
            result[name] = tuple(held[name])
    predicates = tuple(c for k in tree.under(v, "oprd") for c in tree.conjuncts(k))
    if predicates:  # "called it a crime"
        result["as"] = (*result.get("as", ()), *predicates)
    _clauses(tree, v, result)
    return result


def _objects(tree: Tree, v: int, grammar: Grammar, passive: bool) -> tuple[int, ...]:
    if passive:
        found = _surface(tree, v, grammar)
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
    clause, infinitive = [], []
    for k in tree.kids[v]:
        dep = tree.dep[k]
        has_to = any(tree.tag[x] == "TO" for x in tree.kids[k])
        if dep in ("ccomp", "xcomp", "acl", "advcl", "oprd") and has_to and (dep != "advcl" or "object" not in slots):
            infinitive.append(k)
        elif dep in ("ccomp", "xcomp") or (dep == "acl" and any(tree.lemma[x] == "that" for x in tree.under(k, "mark"))):
            clause.append(k)
    if not infinitive:  # "urged Iran to stop": the parser often hangs the infinitive on the object
        for o in slots.get("object", ()):
            infinitive += [k for k in tree.under(o, "acl", "relcl") if any(tree.tag[x] == "TO" for x in tree.kids[k])]
    wished = [k for k in clause if tree.tag[k] == "VB" and tree.under(k, "nsubj", "nsubjpass") and not tree.under(k, "aux")]
    if wished:  # "insisted the president resign"
        slots["subjunctive"] = tuple(wished)
    if clause:
        slots["clause"] = tuple(c for k in clause for c in tree.conjuncts(k))
    if infinitive:
        slots["to"] = (*slots.get("to", ()), *(c for k in infinitive for c in tree.conjuncts(k)))


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
    adjectives = tuple(k for k in tree.kids[n] if tree.dep[k] in ("amod", "compound", "nmod") and k < n)
    if adjectives:
        slots["adjective"] = tuple(c for k in adjectives for c in tree.conjuncts(k) if c < n)
    if light is not None:
        subject = subjects(tree, light, grammar)
        slots["subject"] = tuple(s for s in subject if s != n)
        indirect = [k for k in tree.under(light, "dative") if tree.is_noun(k) or tree.tag[k] == "PRP"]
        if indirect:
            slots["indirect"] = tuple(c for k in indirect for c in tree.conjuncts(k))
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


def negator(tree: Tree, i: int, grammar: Grammar) -> int | None:
    """The word that negates token i: not, never, no, without, neither; None if it is affirmed."""
    for k in tree.kids[i]:
        lemma = tree.word[k].lower()
        if tree.dep[k] == "neg" or (tree.dep[k] in ("det", "advmod", "preconj", "cc") and grammar.has("negators", lemma)):
            return k
        if tree.dep[k] == "advmod" and any(grammar.has("negators", f"{tree.word[n].lower()} {lemma}") for n in tree.kids[k]):
            return k  # "no longer"
    for k in tree.under(i, "nsubj", "nsubjpass"):
        if grammar.has("negators", tree.lemma[k]):
            return k
        for d in tree.under(k, "det", "neg"):
            if grammar.has("negators", tree.lemma[d]):
                return d
    return None
