"""What verbs say happened to their subjects and objects: killed, wounded, taken, fled, freed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sayso.model.coding import Mention
from sayso.model.tree import Tree
from sayso.ontology.figures import FigureWords
from sayso.stages.counts.things import looked_up

Role = Literal["subject", "passive", "object", "other"]
COMPLEMENTS = frozenset({"acomp", "oprd", "xcomp", "advmod", "attr", "ccomp", "prt", "amod", "npadvmod", "dobj", "advcl", "dative"})
SMALL = frozenset({"acomp", "oprd", "advmod", "prt", "amod", "npadvmod", "attr"})
HARMS = frozenset({"killed", "wounded"})
STATE_SECTORS = frozenset({"MIL", "COP", "GOV", "JUD", "SPY"})
THEMSELVES = frozenset({"themselves", "himself", "herself", "itself"})
PRONOUNS = frozenset({"it", "they"})
WHO = frozenset({"who", "that", "which", "whom"})


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened, and the word that says so. `above` is the noun they are some of ("including three children"), if any; `kind` is
    then None where that noun's figure tells it. "moved" and "escaped" mean flight or freedom, by who they are."""

    kind: str | None
    at: int
    above: int | None = None


class Verbs:
    """Reads the verbs of one sentence."""

    def __init__(self, tree: Tree, words: FigureWords, mentions: Mapping[int, Mention]) -> None:
        self.tree, self.w, self.mentions = tree, words.happened, mentions

    def role(self, at: int, verb: int) -> Role:
        """Whether a noun is the verb's object, its passive subject or its subject; the parse takes some participles for verbs."""
        tree, dep = self.tree, self.tree.dep[at]
        if dep in ("dobj", "dative"):
            return "object"
        if dep == "nsubjpass" or tree.first(verb, "auxpass") is not None:
            return "passive"
        if dep in ("oprd", "ccomp", "attr", "npadvmod"):
            return "other"
        has = any(tree.lemma[k] == "have" for k in tree.under(verb, "aux"))
        bare = tree.first(verb, "dobj", "ccomp", "xcomp", "dative") is None
        if (
            tree.tag[verb] in ("VBN", "VBD")
            and not has
            and bare
            and self.w.object.get(tree.lemma[verb]) in ("killed", "wounded", "detained", "abducted", "released", "displaced")
        ):
            return "passive" if tree.lemma[verb] not in self.w.subject or tree.tag[verb] == "VBN" else "subject"
        return "subject"

    def by_verb(self, verb: int, role: Role) -> Happening | None:
        """What a verb says happened to its subject or object, with its complements and the verbs coordinated with it."""
        found = [self.one_verb(verb, role)]
        if role in ("subject", "passive"):
            found += [self.one_verb(k, self._shared(k)) for k in self._with(verb)]
        if role in ("subject", "passive", "object") and (mixed := self._mixed(verb, role)) is not None:
            return mixed
        kinds = [h for h in found if h is not None and h.kind is not None]
        return next((h for h in kinds if h.kind == "killed"), kinds[0] if kinds else None)

    def _with(self, verb: int) -> Iterator[int]:
        """Verbs coordinated with one that have no subject of their own."""
        for k in self.tree.under(verb, "conj"):
            if self.tree.first(k, "nsubj", "nsubjpass", "expl") is None:
                yield k
                yield from self._with(k)

    def _shared(self, verb: int) -> Role:
        """What a subject shared with a verb before is to this one."""
        tree = self.tree
        if tree.first(verb, "auxpass") is not None or (tree.tag[verb] == "VBN" and tree.first(verb, "aux", "dobj") is None):
            return "passive"
        return (
            "passive"
            if tree.tag[verb] == "VBD"
            and tree.first(verb, "dobj") is None
            and self.w.object.get(tree.lemma[verb]) in HARMS
            and tree.lemma[verb] not in self.w.subject
            else "subject"
        )

    def _mixed(self, verb: int, role: Role) -> Happening | None:
        """ "killed or wounded": it is not said which."""
        tree = self.tree
        pair = [verb, *(k for k in tree.under(verb, "conj") if tree.first(k, "nsubj", "nsubjpass") is None and tree.first(k, "dobj") is None)]
        if role == "object":
            pair = [verb, tree.head[verb]] if tree.dep[verb] == "conj" and tree.first(tree.head[verb], "dobj", "nsubjpass") is None else [verb]
        kinds = {self.w.object.get(tree.lemma[k]) for k in pair if self.w.state.get(tree.low[k]) in HARMS or tree.lemma[k] in self.w.state}
        return Happening("casualties", verb) if kinds == HARMS else None

    def one_verb(self, verb: int, role: Role) -> Happening | None:
        """What this verb alone says, with its complements."""
        lemma = self.tree.lemma[verb]
        if role == "other":
            return None
        if role != "object" and lemma in self.w.escapes:
            return Happening("escaped", verb)
        kind = self._complement(verb, role) or (self._to_subject(verb) if role == "subject" else self._to_object(verb, role))
        if kind is not None:
            return Happening(kind, verb)
        below = self._below(verb, role) if lemma in self.w.through else None
        return None if below is None else self.one_verb(below, self._shared(below))

    def _to_object(self, verb: int, role: Role) -> str | None:
        tree, lemma = self.tree, self.tree.lemma[verb]
        if role == "object" and lemma in self.w.through and verb + 1 < len(tree) and tree.tag[verb + 1] in ("JJ", "RB"):
            kind = self.w.state.get(tree.lemma[verb + 1])  # "shot dead 11 men": the parse gives "dead" to the men
            if kind is not None:
                return kind
        if lemma in self.w.holds:
            return self._held(verb)
        if lemma in self.w.takes_life and role == "object" and any(tree.lemma[k] in self.w.life for k in tree.under(verb, "dobj")):
            return "killed"
        stated = self.w.state.get(tree.low[verb]) if role == "passive" and tree.tag[verb] in ("VBN", "JJ") else None
        return self.w.object.get(lemma) or stated or ("killed" if lemma in self.w.loses and role == "object" else None)

    def _to_subject(self, verb: int) -> str | None:
        if self.tree.tag[verb] == "VBG" and (state := self.w.state.get(self.tree.low[verb])) is not None:
            return state
        return self.w.subject.get(self.tree.lemma[verb]) or self._own_loss(verb) or self._moved(verb)

    def _below(self, verb: int, role: Role) -> int | None:
        """The verb that one like "fear", "force" or "be found" leads on to: "are feared to have died"."""
        tree = self.tree
        for k in tree.under(verb, "xcomp", "ccomp", "oprd"):
            if role == "object":
                if tree.tag[k] == "VB" and tree.first(k, "nsubj", "mark") is None:
                    return k
            elif tree.is_verb(k) and (role == "passive" or tree.first(k, "nsubj", "nsubjpass") is None):
                return k
        return None

    def _complement(self, verb: int, role: Role) -> str | None:
        """What the verb's complement says: "shot dead", "found dead", "taken hostage", "in custody"."""
        tree, table = self.tree, self.w.subject if role == "subject" else self.w.object
        lemma = tree.lemma[verb]
        active = role == "subject" and lemma not in self.w.through
        intransitive = role != "subject" or tree.first(verb, "dobj") is None
        for k in tree.kids[verb]:
            dep = tree.dep[k]
            if dep in COMPLEMENTS and (kind := table.get(f"{lemma} {tree.lemma[k]}") or table.get(f"{lemma} {tree.low[k]}")) is not None:
                return kind
            if active or not intransitive:
                continue
            if dep in SMALL or (dep in ("xcomp", "ccomp", "advcl", "conj", "dobj") and lemma in self.w.through and not self._clausal(k)):
                for x in (k, *tree.under(k, "conj")):
                    kind = self.state(x)
                    if kind is not None and not (dep == "dobj" and role == "object"):
                        return kind
            if dep == "prep" and (kind := table.get(f"{lemma} {tree.lemma[k]}")) is not None and tree.first(k, "pobj") is None:
                return kind
            free = lemma in self.w.through or self.w.object.get(lemma, "troops") in ("troops", "displaced")
            if dep in ("prep", "dative") and free and (kind := self.lying(k)) is not None:
                return kind
        return None

    def _clausal(self, k: int) -> bool:
        return self.tree.first(k, "nsubj", "nsubjpass", "mark", "dobj") is not None

    def lying(self, prep: int) -> str | None:
        """What a preposition and its noun say: "in custody", "to death", "in intensive care"."""
        tree = self.tree
        obj = tree.first(prep, "pobj", "pcomp", "amod")
        if obj is None:
            return None
        names = [obj, *tree.under(obj, "amod", "compound")]
        return next((kind for x in names if (kind := self.w.lying.get(f"{tree.lemma[prep]} {tree.lemma[x]}")) is not None), None)

    def state(self, k: int) -> str | None:
        """What an adjective or participle says: dead, wounded, missing."""
        return self.w.state.get(self.tree.lemma[k]) or self.w.state.get(self.tree.low[k])

    def _held(self, verb: int) -> str | None:
        """Held or taken by the state is arrest, by anybody else kidnapping."""
        agent = self.agent(verb)
        lemma = self.tree.lemma[verb]
        if agent is None:
            return "abducted" if lemma in self.w.holds_captive else "detained"
        if looked_up(self.tree, agent, self.w.state_actors):
            return "detained"
        mention = self.mentions.get(agent)
        return "detained" if mention is not None and set(mention.party.sectors[:1]) & STATE_SECTORS else "abducted"

    def agent(self, verb: int) -> int | None:
        """Who does what a verb says: its subject, the "by" phrase, or the subject of the clause it hangs on."""
        tree, at = self.tree, verb
        passive = tree.first(verb, "auxpass") is not None or (tree.tag[verb] == "VBN" and tree.first(verb, "aux") is None)
        for by in tree.under(verb, "agent", "prep"):
            if tree.lemma[by] == "by" and (obj := tree.first(by, "pobj")) is not None:
                return obj
        for _ in range(4):
            subject = tree.first(at, "nsubj")
            if subject is not None and not (passive and at == verb):
                if tree.lemma[subject] in WHO and tree.dep[at] == "relcl":
                    return tree.head[at]
                told = tree.head[at] if tree.low[subject] in PRONOUNS and tree.dep[at] == "ccomp" else at
                return tree.first(told, "nsubj") or subject
            if passive or tree.dep[at] not in ("conj", "advcl", "xcomp", "acl") or tree.head[at] == at:
                return None
            at = tree.head[at]
        return None

    def _own_loss(self, verb: int) -> str | None:
        """ "lost their lives", "lost a foot", "suffered a broken arm"."""
        obj = self.tree.first(verb, "dobj")
        if obj is not None and self.tree.low[obj] in THEMSELVES:
            acts = (self.tree.lemma[verb], *(f"{self.tree.lemma[verb]} {self.tree.lemma[k]}" for k in self.tree.under(verb, "prt")))
            return "killed" if any(self.w.object.get(a) == "killed" for a in acts) else None
        if obj is None or self.tree.lemma[verb] not in self.w.loses | self.w.suffers:
            return None
        if self.tree.lemma[obj] in self.w.life:
            return "killed"
        return "wounded" if self.tree.lemma[obj] in self.w.limbs else None

    def _moved(self, verb: int) -> str | None:
        """Flight in plain words: "crossed into Hatay", "left for Gedaref". Who may flee is asked later."""
        tree = self.tree
        if tree.lemma[verb] not in self.w.moves:
            return None
        return "moved" if any(tree.lemma[k] in self.w.ways and tree.dep[k] in ("prep", "dobj", "advmod") for k in tree.kids[verb]) else None
