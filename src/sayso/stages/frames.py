"""Triggers and roles: which words speak of which act, and who stands in which place. Produces draft claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sayso.model.claim import Why
from sayso.model.coding import Coding, Draft
from sayso.model.text import Skip, Span
from sayso.model.tree import Tree
from sayso.ontology.cues import Grammar
from sayso.ontology.frames import Frames, Pattern
from sayso.ontology.load import Ontology
from sayso.stages.grammar import Slots, light_verb, negator, noun_slots, prepositions, subjects, verb_slots

WINDOW = 6
"""How many words further the rest of a multiword trigger may stand ("take the man into custody")."""
NO_PARTY = "its doer takes part in nothing: an animal, nature, a market, a work, a player"
NOMINAL = frozenset({"compound", "nmod", "amod"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern that fits at a token: the tokens of its words, the slots, how specific it is."""

    pattern: Pattern
    tokens: tuple[int, ...]
    slots: Slots
    light: int | None
    score: tuple[int, int, int, int]
    fallback: Hit | None = None


def frames(coding: Coding, ontology: Ontology) -> Coding:
    """Fill `drafts`; triggers whose frames were all fenced off go to `skipped`, with the fence."""
    drafts: list[Draft] = []
    skipped: list[Skip] = []
    named: dict[int, dict[int, str]] = {}
    people: dict[int, frozenset[int]] = {}
    dated: dict[int, list[Span]] = {}
    for t in coding.times:
        if t.time.span is not None:
            dated.setdefault(t.sentence, []).append(t.time.span)
    for m in coding.mentions:
        named.setdefault(m.sentence, {})[m.head] = m.party.kind or ""
        if m.party.kind in ("person", "people"):
            people[m.sentence] = people.get(m.sentence, frozenset()) | {m.head}
    for tree in coding.trees:
        seeker = Seeker(tree, ontology.frames, ontology.cues.grammar, named.get(tree.sentence, {}), _inside(tree, dated.get(tree.sentence, [])))
        found = [hit for i in range(len(tree)) for hit in seeker.at(i)]
        made = _lent(tree, [_draft(tree, hit, seeker, ontology, people.get(tree.sentence, frozenset())) for hit in _unshadowed(found)], ontology)
        idle = [d for d in made if d.actors and all(seeker.is_idle(t) for t in d.actors)]
        skipped.extend(Skip("trigger", NO_PARTY, tree.word[d.trigger], tree.span(d.trigger, d.trigger), tree.sentence) for d in idle)
        drafts.extend(d for d in made if d not in idle)
        for i, why in seeker.fenced:
            if not any(i in d.tokens and d.sentence == tree.sentence for d in drafts[-len(found) - 1 :]):
                skipped.append(Skip("trigger", why, tree.word[i], tree.span(i, i), tree.sentence))
    return replace(coding, drafts=tuple(drafts), skipped=coding.skipped + tuple(skipped))


class Seeker:
    """Finds the best frame at each token of one tree."""

    def __init__(self, tree: Tree, frames: Frames, grammar: Grammar, named: dict[int, str], dates: frozenset[int] = frozenset()) -> None:
        self.tree, self.frames, self.grammar, self.named, self.dates = tree, frames, grammar, named, dates
        self.fenced: list[tuple[int, str]] = []
        self.present = {*tree.lemma, *(w.lower() for w in tree.word)}

    def at(self, i: int) -> list[Hit]:
        """The best hit at token i, or none."""
        tree = self.tree
        lemma, tag = tree.lemma[i], tree.tag[i]
        if tree.is_verb(i) and tree.dep[i] not in ("aux", "auxpass", "amod"):
            candidates = self._possible(self.frames.by_verb.get(lemma, ()))
            if candidates:
                return self._best(i, candidates, verb_slots(tree, i, self.grammar, self.dates), None)
        if tag in ("NN", "NNS") or (tag in ("NNP", "NNPS") and i not in self.named):
            head = lemma if tag in ("NN", "NNS") else lemma.rstrip("s")
            candidates = self._possible(self.frames.by_noun.get(head, ()) or self.frames.by_noun.get(lemma, ()))
            if candidates and not (tree.dep[i] in NOMINAL and tree.is_noun(tree.head[i])):
                slots, light = noun_slots(tree, i, self.grammar)
                return self._best(i, candidates, slots, light)
        if tag.startswith("JJ") or (tag == "VBN" and tree.dep[i] == "acomp"):
            candidates = self._possible(self.frames.by_adjective.get(lemma, ()))
            if candidates and tree.dep[i] in ("acomp", "ROOT", "conj", "xcomp", "oprd", "ccomp", "advcl", "acl"):
                return self._best(i, candidates, self._adjective_slots(i), None)
        return []

    def _possible(self, candidates: Iterable[tuple[tuple[str, ...], Pattern]]) -> tuple[tuple[tuple[str, ...], Pattern], ...]:
        """Candidates all of whose words stand somewhere in the sentence."""
        return tuple(c for c in candidates if len(c[0]) == 1 or self.present.issuperset(c[0]))

    def _adjective_slots(self, i: int) -> Slots:
        slots = verb_slots(self.tree, i, self.grammar, self.dates)
        if not slots.get("subject"):
            slots["subject"] = subjects(self.tree, self.tree.head[i], self.grammar)
        return slots

    def _best(self, i: int, candidates: Iterable[tuple[tuple[str, ...], Pattern]], slots: Slots, light: int | None) -> list[Hit]:
        best: Hit | None = None
        plain: Hit | None = None
        for words, pattern in candidates:
            size = (len(words), pattern.asks)
            if best is not None and size < best.score[:2]:
                if plain is not None and size < plain.score[:2]:
                    break  # candidates come by size: nothing better follows
                if not pattern.plain:
                    continue
            tokens = self._words(i, words, pattern.pos)
            if tokens is None or (len(words) == 1 and pattern.pos == "verb" and self.tree.under(i, "prt")):
                continue
            own = self._with_object(tokens, slots) if len(words) > 1 and pattern.pos == "verb" else slots
            fence = self._fence(i, pattern, own)
            if fence:
                self.fenced.append((i, fence))
                continue
            filled = any(own.get(s) for s in pattern.recipient) + any(own.get(s) for s in pattern.inner)
            hit = Hit(pattern, tokens, own, light, (*size, filled, -int(pattern.frame.outer is None and bool(pattern.inner))))
            if best is None or hit.score > best.score:
                best = hit
            if pattern.plain and (plain is None or hit.score > plain.score):
                plain = hit
        if best is not None and best is not plain:
            best = replace(best, fallback=plain)
        return [best] if best is not None else []

    def _with_object(self, tokens: tuple[int, ...], slots: Slots) -> Slots:
        """The slots of a trigger of several words: the phrases under each ("open an investigation into X", "pledged to work with X"),
        and the object of its last preposition ("speak with X"), count as the trigger's."""
        tree, held = self.tree, dict[str, list[int]]()
        for t in tokens[1:]:
            if tree.is_noun(t) or tree.is_verb(t):
                prepositions(tree, t, held)
        slots = {**slots, **{name: tuple(found) for name, found in held.items() if any(t not in self.dates for t in found)}}
        name = tree.lemma[tokens[-1]]
        return {**slots, "object": slots[name]} if tree.dep[tokens[-1]] == "prep" and name in slots and "object" not in slots else slots

    def _words(self, i: int, words: tuple[str, ...], pos: str) -> tuple[int, ...] | None:
        """Tokens of a trigger at token i, None where its other words are missing."""
        if len(words) == 1:
            return (i,)
        tree = self.tree
        if pos == "noun":
            at = range(i - len(words) + 1, i + 1)
            return tuple(at) if at[0] >= 0 and all(words[n] in (tree.lemma[k], tree.word[k].lower()) for n, k in enumerate(at)) else None
        tokens, at_word = [i], 1
        for k in range(i + 1, min(len(tree), i + 2 + WINDOW + len(words))):
            if words[at_word] in (tree.lemma[k], tree.word[k].lower()) and self._belongs(k, i, tokens) and not self._apart(k, i, len(words)):
                tokens.append(k)
                at_word += 1
                if at_word == len(words):
                    return tuple(tokens)
        for k in (*tree.under(i, "nsubjpass"), *(x for x in tree.kids[i] if x < i and tree.dep[x] in ("advmod", "prt"))):
            if at_word == len(words) - 1 and tree.lemma[k] == words[at_word]:  # "fire was opened"
                return (i, k)
        return None

    def _apart(self, k: int, i: int, size: int) -> bool:
        """Whether a trigger's preposition is only a date's, or a two-word one's stands behind an object: "called her on Tuesday" is no "call on"."""
        tree = self.tree
        if tree.dep[k] == "prep" and (held := tree.under(k, "pobj")) and all(o in self.dates for o in held):
            return True
        return size == 2 and tree.dep[k] == "prep" and any(i < o < k for o in tree.under(i, "dobj"))

    def _belongs(self, k: int, i: int, tokens: list[int]) -> bool:
        """Whether token k hangs within a trigger's phrase: under the verb, one of its words, or a preposition of it."""
        at, steps = k, 0
        while steps < 4:
            if at in tokens or at == i:
                return True
            if self.tree.head[at] == at:
                return False
            at, steps = self.tree.head[at], steps + 1
        return False

    def is_idle(self, t: int) -> bool:
        """Whether a doer is none: an animal, the weather, a market, a film; unless the words name a party."""
        tree = self.tree
        if self.named.get(t) in ("state", "igo", "group", "force"):
            return False
        named = tree.is_proper(t) and any(self.grammar.has("no_party", tree.word[k].lower()) for k in tree.under(t, "compound"))  # "Mount Agung"
        return named or (
            not tree.word[t].isupper() and not tree.is_proper(t) and any(self.grammar.has("no_party", w) for w in (tree.lemma[t], tree.word[t].lower()))
        )

    def _fence(self, i: int, pattern: Pattern, slots: Slots) -> str:
        """Why the pattern does not fit here, "" where it does."""
        rule = pattern.frame.rule
        for slot, wanted in pattern.needs:
            if not any("*" in wanted or self._is_one(t, wanted) for t in self._fillers(i, slot, slots)):
                return f"{rule} needs another {slot}"
        for slot, unwanted in pattern.never:
            for t in self._fillers(i, slot, slots):
                if "*" in unwanted or self._is_one(t, unwanted, strict=True):
                    return f"{rule} is fenced off by the {slot} {self.tree.word[t]!r}"
        if pattern.frame.when == "future" and not self._is_future(i):
            return f"{rule} needs a future"
        bearers = (i, self.tree.head[i]) if pattern.pos == "adjective" else (i,)
        if pattern.frame.when == "negated" and all(negator(self.tree, t, self.grammar) is None for t in bearers):
            return f"{rule} needs a negation"
        return ""

    def _fillers(self, i: int, slot: str, slots: Slots) -> tuple[int, ...]:
        if slot == "adjective":
            return tuple(k for k in self.tree.kids[i] if self.tree.dep[k] in (*NOMINAL, "advmod", "nummod") and k < i)
        if slot == "particle":
            return self.tree.under(i, "prt", "advmod")
        if slot == "partners":
            return self._partners(slots)
        return slots.get(slot, ())

    def _partners(self, slots: Slots) -> tuple[int, ...]:
        """Those who act together: several named in one place, or joined modifiers ("Omani and Indian forces")."""
        for name in ("subject", "by", "between", "of"):
            found = slots.get(name, ())
            names = [t for t in found if t in self.named]
            joined = [
                k for t in found for k in self.tree.kids[t] if k < t and self.tree.dep[k] in NOMINAL and len(self.tree.conjuncts(k)) > 1 and k in self.named
            ]
            if len(names) > 1 or joined:
                return found
        return ()

    def _is_one(self, t: int, words: frozenset[str], strict: bool = False) -> bool:
        """Whether token t or a word that modifies it is one of these; strict: the modifier must be a compound. "<state>" is any party of that kind."""
        tree = self.tree
        if tree.lemma[t] in words or tree.word[t].lower() in words or (t in self.named and f"<{self.named[t]}>" in words):
            return True
        deps = ("compound", "amod") if strict else ("compound", "amod", "nmod")
        below = [k for k in tree.kids[t] if tree.dep[k] in deps]
        if any(tree.lemma[k] in words or tree.word[k].lower() in words for k in below):
            return True
        if any(f"{tree.lemma[k]} {tree.lemma[t]}" in words for k in below):
            return True
        return not strict and any(tree.lemma[o] in words for p in tree.under(t, "prep") if tree.lemma[p] == "of" for o in tree.under(p, "pobj"))

    def _is_future(self, i: int) -> bool:
        """Whether a trigger stands in the future, under a modal or an infinitive, or below a verb that is."""
        tree = self.tree
        for t in (i, *tree.up(i)):
            for k in tree.kids[t]:
                word = tree.word[k].lower()
                if tree.dep[k] == "aux" and (tree.tag[k] in ("MD", "TO") or self.grammar.has("future", word)):
                    return True
            if t != i and tree.is_verb(t) and not self.grammar.has("light", tree.lemma[t]):
                return False
        return False


def _inside(tree: Tree, spans: list[Span]) -> frozenset[int]:
    """Tokens of time expressions: a day takes part in nothing."""
    return frozenset(i for i in range(len(tree)) if any(s.start <= tree.start[i] < s.end for s in spans))


def _unshadowed(hits: list[Hit]) -> list[Hit]:
    """Drop hits whose trigger is a word of a longer one, and nouns that a verb frame needs as its object."""
    out = []
    for hit in hits:
        trigger = hit.tokens[-1] if hit.pattern.pos == "noun" else hit.tokens[0]
        shadowed = False
        for other in hits:
            if other is hit:
                continue
            takes = {t for slot, _ in other.pattern.needs if slot not in other.pattern.inner for t in other.slots.get(slot, ())}
            if (trigger in other.tokens and len(other.tokens) >= len(hit.tokens) + (other.pattern.pos == "noun")) or (
                trigger in takes and other.tokens[0] != trigger
            ):
                shadowed = True
        if not shadowed:
            out.append(hit)
    return out


def _lent(tree: Tree, drafts: list[Draft], ontology: Ontology) -> list[Draft]:
    """Actors lent between acts of one sentence: "the Saudi bombardment killed", "was killed in a U.S. strike", "the talks between A and B failed"."""
    mutual = {d.trigger: d.actors for d in drafts if d.reciprocal and len(d.actors) > 1}
    by_trigger = {d.trigger: d for d in drafts if ontology.types[d.event].quad == 4}
    out = []
    for d in drafts:
        if any(t in mutual and t != d.trigger for t in d.actors):
            d = replace(d, actors=tuple(dict.fromkeys(a for t in d.actors for a in mutual.get(t, (t,)))))
        nouns = [by_trigger[t] for t in d.actors if t in by_trigger and t != d.trigger]
        if nouns:
            d = replace(d, actors=tuple(t for t in d.actors if t not in by_trigger) or nouns[0].actors)
        elif not d.actors and d.trigger in by_trigger:
            holders = [t for s, found in d.slots if s in ("in", "by", "during") for t in found]
            around = [by_trigger[t] for h in holders for t in (h, *tree.under(h, "acl")) if t in by_trigger and t != d.trigger]
            if around:
                d = replace(d, actors=around[0].actors)
        out.append(d)
    return out


def _draft(tree: Tree, hit: Hit, seeker: Seeker, ontology: Ontology, people: frozenset[int]) -> Draft:
    pattern, frame = hit.pattern, hit.pattern.frame
    trigger = hit.tokens[-1] if pattern.pos == "noun" else hit.tokens[0]
    slots = dict(hit.slots)
    slots["adjective"] = tuple(t for t in slots.get("adjective", ()) if t in seeker.named)
    slots = {name: tuple(t for t in found if t not in seeker.dates) for name, found in slots.items()}
    places = ("by", *pattern.actor) if pattern.pos == "noun" and "by" in pattern.actor else pattern.actor
    actors, actor_slot = _fill(slots, places, pattern.pos, hit.tokens)
    taken = frozenset(actors) | frozenset(hit.tokens)
    recipients, recipient_slot = _fill(slots, tuple(s for s in pattern.recipient if s != actor_slot), pattern.pos, tuple(taken))
    if (
        pattern.pos == "noun"
        and "of" in pattern.recipient
        and not recipients
        and actor_slot == "possessive"
        and set(actors) <= people
        and ontology.types[frame.event].quad == 4
    ):
        actors, recipients, actor_slot, recipient_slot = (), actors, None, "possessive"  # "Soleimani's assassination"
    if frame.reciprocal:
        actors = tuple(dict.fromkeys((*actors, *recipients, *(t for s in ("with", "between", "among") for t in slots.get(s, ()) if t not in hit.tokens))))
        recipients = ()
    mutual = frame.reciprocal or (actor_slot in ("between", "among") and len(actors) > 1 and not recipients)
    modes = _modes(tree, hit, ontology.frames.mode_words.get(frame.event, {}), trigger)
    span = tree.span(min(hit.tokens), max(hit.tokens))
    note = f"actor: {actor_slot or 'none'}, recipient: {recipient_slot or 'none'}"
    light = hit.light if hit.light is not None else light_verb(tree, trigger, seeker.grammar) if pattern.pos == "noun" else None
    return Draft(
        sentence=tree.sentence,
        trigger=trigger,
        tokens=hit.tokens,
        rule=frame.rule,
        event=frame.event,
        modes=modes,
        cameo=frame.cameo,
        reciprocal=mutual,
        outer=frame.outer,
        alone=frame.alone,
        actors=actors,
        recipients=recipients,
        slots=tuple(sorted(slots.items())),
        inner_slots=pattern.inner,
        light=light,
        why=(Why(frame.rule, span, note),),
        when=frame.when,
        speaker=actor_slot is None and "speaker" in pattern.actor,
        implies=frame.implies,
        force="appeal" if frame.outer == "appeal" else "demand" if frame.outer == "demand" else None,
        fallback=_draft(tree, hit.fallback, seeker, ontology, people) if hit.fallback is not None else None,
    )


def _fill(slots: Slots, wanted: tuple[str, ...], pos: str, taken: tuple[int, ...]) -> tuple[tuple[int, ...], str | None]:
    """The tokens of the first wanted slot that has any besides the trigger's own."""
    for name in wanted:
        found = tuple(t for t in slots.get(name, ()) if t not in taken)
        if found:
            return found, name
    return (), None


def _modes(tree: Tree, hit: Hit, words: dict[str, frozenset[str]], trigger: int) -> tuple[str, ...]:
    """The frame's modes, and those of words that stand as modifier, instrument, weapon-subject or object of the trigger."""
    modes = list(hit.pattern.frame.modes)
    near = [*hit.tokens, *(k for k in tree.kids[trigger] if tree.dep[k] in NOMINAL)]
    for slot in ("with", "using", "by", "in", "from", "via", "subject", "object", "of"):
        near += [t for t in hit.slots.get(slot, ()) if slot not in ("object", "of") or tree.dep[t] in ("dobj", "nsubjpass", "pobj")]
    for k in tree.under(trigger, "advcl", "acl"):
        if tree.lemma[k] == "use":
            near += tree.under(k, "dobj")
    texts = {tree.lemma[t] for t in near} | {tree.word[t].lower() for t in near}
    texts |= {f"{tree.lemma[k]} {tree.lemma[t]}" for t in near for k in tree.kids[t] if tree.dep[k] in NOMINAL}
    texts |= {tree.lemma[k] for t in near if t != trigger for k in tree.kids[t] if tree.dep[k] in ("compound",)}
    modes += [mode for mode, cues in words.items() if cues & texts]
    return tuple(dict.fromkeys(modes))
