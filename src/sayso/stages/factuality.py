"""Did it happen: walk from a trigger up to the word that reports it, and let every word on the way have its say.

Method: negation, modals, subordinators and the signatures of governing words (Sauri & Pustejovsky 2012; Nairn,
Condoravdi & Karttunen 2006), as data. Values are FactBank's.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.model.claim import Basis, Cue
from sayso.model.coding import Coding, Draft, Reported
from sayso.model.revise import revised
from sayso.ontology.load import Ontology
from sayso.stages.around import Around
from sayso.stages.conditions import contingent, inverted, whoever
from sayso.stages.grammar import negator, sister
from sayso.stages.state import Held, State

DEFAULT_PLACES = frozenset({"to", "object", "clause", "ing", "of", "from", "for", "about", "on", "attr", "oprd", "acomp", "dep", "nsubj", "parataxis"})
AHEAD = frozenset({"threaten", "promise", "offer", "plan", "agree", "announce", "demand", "appeal", "invite", "future"})
"""Outer acts whose content lies ahead."""
INDEFINITE = frozenset({"a", "an", "any", "no", "some", "another", "every", "further"})


def factuality(coding: Coding, ontology: Ontology) -> Coding:
    """Fill polarity, realis, basis, source value, cues and condition of every draft and of its content."""
    out = []
    held, year = Held(coding.reported), int((coding.document.published or "0")[:4])
    for draft in coding.drafts:
        tree = coding.trees[draft.sentence]
        walker = Walker(tree, ontology.cues, coding.document.text, year)
        around = held.around(draft.sentence, tree, draft.trigger)
        state = walker.walk(draft, around[0] if around else None)
        content = draft.content
        if content is not None:
            inner = walker.walk(content, None, stop=draft.trigger)
            if inner.realis == "occurred" and draft.outer in AHEAD:
                inner.realis = "future"
            if inner.polarity == "+" and any(t == draft.trigger and effect == "negate" for t, effect, _ in content.forced):
                inner.apply("negate")  # what is refused is not done
            condition = inner.condition or state.condition
            if condition and inner.realis in ("future", "hypothetical", "occurred"):
                inner.realis = "conditional"
            content = _filled(content, inner)
            state.condition = condition
        elif draft.outer is not None and state.condition is None:
            state.condition = walker.below(draft)
        out.append(_filled(draft, state, content))
    return replace(coding, drafts=tuple(out))


def _filled(draft: Draft, state: State, content: Draft | None = None) -> Draft:
    return revised(
        draft,
        polarity=state.polarity,
        realis=state.realis,
        basis=state.basis,
        background=draft.background or state.background,
        source=state.value(),
        cues=(*draft.cues, *state.cues),
        condition=state.condition,
        content=content,
    )


class Walker(Around):
    """Walks one tree upwards from a trigger."""

    def walk(self, draft: Draft, inside: Reported | None, stop: int | None = None) -> State:
        """The state of a draft's act in the eyes of its innermost source. `stop` ends the walk at an outer act's trigger."""
        tree, state = self.tree, State()
        forced = {token: (effect, basis) for token, effect, basis in draft.forced}
        cue = inside.cue if inside is not None and inside.sentence == tree.sentence else None
        at = draft.light if draft.light is not None and draft.light not in forced and draft.light != stop and not tree.is_verb(draft.trigger) else draft.trigger
        if at != draft.trigger:
            self._own(draft.trigger, state)
            self._governed(draft.trigger, at, state, "dobj")
        self._own(at, state, polarity=draft.when != "negated", possibly=draft.when != "negated")
        if draft.standing or (draft.outer is None and at == draft.trigger and self._stands(at)):
            self._say(state, draft.trigger, "ongoing")
        seen = {draft.trigger, at}
        bearer = tree.head[at] if draft.when == "negated" and tree.dep[at] == "acomp" else None
        while tree.head[at] != at:
            h = sister(tree, at) or tree.head[at]
            if h == stop:
                self._frame(h, state)
                break
            if h in seen:
                break
            seen.add(h)
            if h == cue:
                self._reported(inside, h, state)
                if h in forced and state.polarity == "+":
                    self._force(forced[h], h, state)
                break
            if h in forced:
                self._force(forced[h], h, state)
                self._own(h, state, polarity=False)
            elif h == bearer:
                self._own(h, state, polarity=False)  # "was not prepared to": the frame has taken the negation
            elif not self._step(at, h, state, draft):
                break
            at = h
        if cue is None and inside is not None:
            self._reported(inside, None, state)
        self._punctuation(state)
        return state

    def _frame(self, h: int, state: State) -> None:
        """The outer act itself may carry the condition of its content: "warned that if …"."""
        self._conditions(h, state)

    def _force(self, effect: tuple[str, str], h: int, state: State) -> None:
        for e in ("negate", "future", "foiled"):
            if effect[0] == e:
                if negator(self.tree, h, self.grammar) is None:
                    self._say(state, h, e)
        basis: tuple[Basis, ...] = ("fact", "intention", "commitment")
        for b in basis:
            if effect[1] == b and state.polarity == "-":
                state.basis = b
            if state.basis == "intention":
                state.certainty = "U"

    def _reported(self, inside: Reported | None, h: int | None, state: State) -> None:
        if inside is None:
            return
        neg = negator(self.tree, h, self.grammar) if h is not None else None
        if h is not None and neg is not None and (inside.kind != "attitude" or inside.factive or "unknown" in inside.effects):
            if not (inside.factive or "unknown" in inside.effects or self._asks(h)):  # "does not doubt that", "could not say who": presupposed
                known = next((g.negated for g in self.cues.signatures.get(("verb", self.tree.lemma[h]), ()) if g.rest is None), ("unknown",))
                for effect in known:  # "did not say that", "neither confirmed nor denied that", "did not promise to"
                    self._say(state, neg, effect)
            return
        if inside.stance == "denying":
            state.certainty = "CT"  # "denied reports that": reports are unsure, the denial is not
        for effect in inside.effects:
            if inside.cue_span is not None:
                state.apply(effect)
                state.cues.append(Cue(inside.cue_span.of(self.text), inside.cue_span, effect))
        if h is not None and inside.kind != "attitude":
            self._frame(h, state)  # "if they shell us, he said, we will answer"
        if h is not None and inside.kind == "attitude":
            self._own(h, state)

    def _whoever(self, at: int, h: int) -> bool:
        """Whether a clause is what anybody may do: "whoever fires on us will pay", "those who attack our ships will be punished"."""
        tree = self.tree
        subject, verb = (h, tree.head[h]) if tree.dep[at] == "relcl" else (at, h)
        return tree.dep[subject] in ("nsubj", "nsubjpass", "csubj", "csubjpass") and whoever(tree, subject, self.grammar) and self._modal(verb) is not None

    def _asks(self, h: int) -> bool:
        """Whether the clause below a cue opens with a question word: "could not say who had shot him"."""
        tree = self.tree
        return any(tree.tag[tree.subtree(k)[0]] in ("WP", "WDT", "WRB", "WP$") for k in tree.under(h, "ccomp"))

    def _step(self, at: int, h: int, state: State, draft: Draft) -> bool:
        """From a node to its head. False where the node is a fact by itself, whatever stands above."""
        tree, dep = self.tree, self.tree.dep[at]
        if dep in ("ccomp", "parataxis", "dep") and at < h and any(tree.word[k] in (":", ";") for k in range(at + 1, h)):
            return False  # "issued an ultimatum: if …": what follows a colon does not govern what stands before
        if tree.is_verb(h) and dep in ("advmod", "prt", "acomp") and not tree.is_verb(at) and self._particle(at, state):
            self._own(h, state)
            return True  # "stopped short of arresting"
        if contingent(tree, at, self.grammar) or contingent(tree, h, self.grammar):
            self._say(state, at if contingent(tree, at, self.grammar) else h, "hypothetical")
            return False  # "in the event of an attack"
        if dep in ("relcl", "csubj", "csubjpass") and self._whoever(at, h):
            self._say(state, tree.subtree(h if dep == "relcl" else at)[0], "hypothetical")
            return False
        if dep in ("relcl",) or (dep == "acl" and tree.tag[at] in ("VBN", "VBD", "VBG") and not any(tree.lemma[k] == "that" for k in tree.under(at, "mark"))):
            return False
        if dep in ("advcl", "prep") and tree.is_verb(at):
            return self._adverbial(at, h, state)
        if dep == "conj":
            return True  # a conjunct passes by its sister's own words: both hang on what stands above
        if dep in ("nsubj", "nsubjpass", "csubj"):
            return self._as_subject(at, h, state)
        if dep == "pobj" or dep == "pcomp":
            return self._as_complement(at, h, state)
        if dep in ("prep", "agent", "dative"):
            return self._through(at, h, state, draft)
        if dep in ("xcomp", "ccomp", "dobj", "acl", "oprd", "attr", "acomp", "dep", "parataxis"):
            self._governed(at, h, state, dep)
            if tree.is_noun(at) and tree.is_verb(h) and dep == "dobj" and self._definite(at) and not self.grammar.has("light", tree.lemma[h]):
                return False
            self._own(h, state)
        return True

    def _adverbial(self, at: int, h: int, state: State) -> bool:
        tree = self.tree
        marks = [k for k in tree.under(at, "mark", "advmod") if tree.dep[k] == "mark" or self.grammar.has("conditional", tree.low[k])]
        for k in marks:
            word = tree.low[k]
            if self.grammar.has("conditional", word) or self.grammar.has("until", word):
                self._say(state, k, "negate" if self._counterfactual(at, h) else "hypothetical")
                return False
        opening = inverted(tree, at, self.grammar)
        if opening is not None:
            self._say(state, opening, "negate" if tree.low[opening] == "had" else "hypothetical")  # "Had they met": they did not
            return False
        if tree.head[at] != at and tree.low[h] == "long" and tree.dep[h] == "advmod":
            self._say(state, h, "hypothetical")  # "as long as they shell us"
            return False
        if marks and any(tree.low[k] in ("after", "since") for k in marks) and (year := self._years(at, marks)) is not None:
            state.background = True
            self._mark(state, year, "background")
            return False
        if any(tree.tag[k] == "TO" for k in tree.kids[at]):
            self._say(state, next(k for k in tree.kids[at] if tree.tag[k] == "TO"), "future")
            state.apply("hypothetical")
            return False
        if tree.tag[at] == "VBG" and not marks:
            if tree.word[tree.subtree(at)[0] - 1] != ",":
                self._governed(at, h, state, "ing")  # "ruled out sending"
            self._own(h, state)
            return True
        return False

    def _counterfactual(self, at: int, h: int) -> bool:
        """ "Had they met, we would not be here": what did not happen, by the pluperfect under a main clause with "would"."""
        tree = self.tree
        past = tree.tag[at] in ("VBN", "VBD") and any(tree.low[k] in ("had", "'d", "’d") for k in tree.under(at, "aux"))
        return past and self._modal(h) is not None

    def _years(self, at: int, marks: list[int]) -> int | None:
        """The word in "a year after X pulled out" that makes X's act history."""
        tree = self.tree
        beside = [k for h in (at, *marks) for k in tree.under(h, "npadvmod")] + [m - 1 for m in marks if m]
        for k in beside:
            if tree.lemma[k] in ("year", "decade", "month", "century"):
                return k
        return None

    def _as_subject(self, at: int, h: int, state: State) -> bool:
        tree = self.tree
        occurs = (
            self.grammar.has("occur", tree.lemma[h])
            or tree.lemma[h] == "be"
            or any(f"{tree.lemma[h]} {tree.lemma[k]}" == "take place" for k in tree.under(h, "dobj"))
        )
        if occurs or (self._modal(h) is not None and not self._definite(at)):
            self._own(h, state)
            return True
        if tree.is_verb(h):
            self._governed(at, h, state, tree.dep[at])
        return not self._definite(at) and not tree.is_verb(h)

    def _definite(self, at: int) -> bool:
        """Whether a noun is presupposed: "the attack", "Iran's attack", "recent attacks"."""
        tree = self.tree
        dets = {tree.low[k] for k in tree.under(at, "det", "neg")}
        if dets & INDEFINITE:
            return False
        return bool(dets) or bool(tree.under(at, "poss")) or (tree.tag[at] == "NNS" and bool(tree.under(at, "amod")))

    def _as_complement(self, at: int, h: int, state: State) -> bool:
        """A noun or gerund under a preposition."""
        word = self.tree.lemma[h]
        if self.grammar.has("negators", word):
            self._say(state, h, "negate")
        else:
            self._particle(h, state)
        return True

    def _particle(self, prep: int, state: State) -> bool:
        """ "ruled out sending": a verb's particle that the parser takes for a preposition."""
        v = self.tree.head[prep]
        for s in self.cues.signatures.get(("verb", self.tree.lemma[v]), ()) if self.tree.is_verb(v) else ():
            if s.rest == self.tree.lemma[prep]:
                for effect in s.affirmed if negator(self.tree, v, self.grammar) is None else s.negated:
                    self._say(state, v, effect)
                return True
        return False

    def _through(self, at: int, h: int, state: State, draft: Draft) -> bool:
        """From a preposition to what it hangs on."""
        tree, word = self.tree, self.tree.lemma[at]
        if tree.is_noun(h) or tree.tag[h].startswith("JJ"):
            self._governed(at, h, state, word)
            self._own(h, state)
            return True
        if tree.is_verb(h):
            bearer = tree.first(at, "pobj", "pcomp")
            if (
                self._governed(at, h, state, word)
                or self.grammar.has("light", tree.lemma[h])
                or (word in ("of", "from", "for", "to") and bearer is not None and not self._definite(bearer))
            ):
                self._own(h, state)
                return True
            return False
        return True

    def _governed(self, at: int, h: int, state: State, slot: str) -> bool:
        """The signature of the governing word. True where it has one."""
        tree = self.tree
        if tree.lemma[h] == "be" and tree.is_verb(h) and slot == "xcomp" and (judged := tree.first(h, "acomp")) is not None:
            h = judged  # "it is illegal to deport them"
        pos = "verb" if tree.is_verb(h) else "noun" if tree.is_noun(h) else "adjective"
        place = {"xcomp": "to", "acl": "to", "ccomp": "clause", "dobj": "object", "nsubjpass": "object", "pcomp": "ing"}.get(slot, slot)
        for s in self.cues.signatures.get((pos, tree.lemma[h]), ()):
            if not s.stands(tree, h) or place not in (s.takes or DEFAULT_PLACES):
                continue
            if slot == "nsubj" and pos == "verb":
                continue
            if s.indefinite and tree.is_noun(at) and self._definite(at):
                continue  # "supported the raid": it took place
            negated = negator(tree, h, self.grammar)
            effects = s.negated if negated is not None else s.affirmed
            if effects == ("negate",) and any(c.stance == "denying" for c in self.cues.says.get((pos, tree.lemma[h]), ())):
                state.certainty = "CT"
            for effect in effects:
                self._say(state, h if negated is None else negated, effect)
            if negated is not None and effects:
                state.apply("negate")  # the walk meets the same negator once more at the head itself
            return True
        return False
