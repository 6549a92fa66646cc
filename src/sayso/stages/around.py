"""The words around one node of a tree, and what each says of the act: negation, modals, aspect, adverbs, conditions, years."""

from __future__ import annotations

from sayso.model.claim import Condition, Cue
from sayso.model.coding import Draft, Effect
from sayso.model.tree import Tree
from sayso.ontology.cues import Cues
from sayso.stages.conditions import condition_on
from sayso.stages.grammar import FINITE, negator
from sayso.stages.state import State

STOPS = frozenset(".!?”\"'")
"""What a sentence ends with that is no headline."""


class Around:
    """Reads the words around the nodes of one tree into a state. `year` is the report's, 0 where it is not known."""

    def __init__(self, tree: Tree, cues: Cues, text: str, year: int = 0) -> None:
        self.tree, self.cues, self.grammar, self.text, self.year = tree, cues, cues.grammar, text, year

    def below(self, draft: Draft) -> Condition | None:
        """The condition in what an outer act is about, where that is no act we code: "threatened to recall its envoy unless …"."""
        clauses = self.tree.under(draft.trigger, "xcomp", "ccomp", "acl")
        return next((c for k in clauses if (c := condition_on(self.tree, k, self.grammar, self.text, True)) is not None), None)

    def _say(self, state: State, token: int, effect: Effect) -> None:
        state.apply(effect)
        if effect != "none":
            span = self.tree.span(token, token)
            state.cues.append(Cue(span.of(self.text), span, effect))

    def _mark(self, state: State, token: int, does: str) -> None:
        span = self.tree.span(token, token)
        state.cues.append(Cue(span.of(self.text), span, does))

    def _own(self, i: int, state: State, polarity: bool = True, possibly: bool = True) -> None:
        """The words around one node: negation, modals ("can" only where `possibly`), aspect, adverbs, a subordinator, conditions that hang on it."""
        tree = self.tree
        if polarity and (neg := negator(tree, i, self.grammar)) is not None:
            tense = self._modal(i)
            self._say(state, neg, "negate")
            if tense == "future":
                state.basis = "commitment"
        else:
            tense = self._modal(i)
        if tense == "hypothetical" and not possibly:
            tense = None  # "cannot accept": the refusal itself
        if tense is not None:
            self._say(state, next(k for k in tree.kids[i] if tree.dep[k] == "aux"), tense)
            if tense == "possible" and not any(tree.low[x] == "have" for x in tree.under(i, "aux")):
                state.apply("future")  # "may be put off": of what is to come
        elif tree.tag[i] == "VBG" and (be := self._progressive(i)) is not None:
            self._say(state, be, "ongoing")
        elif tree.tag[i] == "VB" and tree.dep[i] == "ccomp" and tree.under(i, "nsubj", "nsubjpass") and not tree.under(i, "aux"):
            state.apply("hypothetical")  # a subjunctive: "insisted the president resign"
        elif tree.tag[i] == "VB" and not any(tree.dep[k] in ("aux", "nsubj") for k in tree.kids[i]) and tree.dep[i] == "conj":
            self._shared_modal(i, state)
        if (year := self._dated(i)) is not None:
            state.background = True
            self._mark(state, year, "background")
        for k in tree.under(i, "amod"):
            if self.grammar.has("historical", tree.lemma[k]):
                state.background = True
                self._mark(state, k, "background")
            elif self.grammar.has("continuous", tree.lemma[k]):
                self._say(state, k, "ongoing")
        for k in tree.under(i, "advmod"):
            effect = self.grammar.adverbs.get(tree.lemma[k])
            if effect is not None:
                self._say(state, k, effect)
        self._conditions(i, state)

    def _progressive(self, i: int) -> int | None:
        """The finite "be" or "been" of "was advancing", "have been shelling"; None for other participles."""
        tree = self.tree
        return next((k for k in tree.under(i, "aux") if tree.lemma[k] == "be" and (tree.tag[k] in FINITE or tree.low[k] == "been")), None)

    def _stands(self, i: int) -> bool:
        """Whether a verb in the present tells of what goes on ("Egypt, which backs them"): not in a headline, nor of words said."""
        tree = self.tree
        present = tree.tag[i] in ("VBZ", "VBP") and not tree.under(i, "aux") and tree.dep[i] in ("ROOT", "relcl", "conj")
        return present and tree.word[-1] in STOPS and not any(not c.attitude for c in self.cues.says.get(("verb", tree.lemma[i]), ()))

    def _dated(self, i: int) -> int | None:
        """The year before a noun that an act is about: "signed the 2019 accord"; a year in a name is one gone by."""
        tree = self.tree
        nouns = [*tree.under(i, "dobj", "nsubjpass"), *((tree.head[i],) if tree.dep[i] in ("acl", "relcl") else ())]
        if not tree.is_verb(i):
            return None
        return next((k for n in nouns for k in tree.under(n, "nummod", "compound", "amod") if self._past_year(tree.word[k])), None)

    def _past_year(self, word: str) -> bool:
        return len(word) == 4 and word.isdigit() and 1800 <= int(word) < self.year

    def _shared_modal(self, i: int, state: State) -> None:
        """ "will attack and destroy": the second verb shares the first one's auxiliary."""
        h = self.tree.head[i]
        tense = self._modal(h)
        if tense is not None:
            self._say(state, next(k for k in self.tree.kids[h] if self.tree.dep[k] == "aux"), tense)
        if (neg := negator(self.tree, h, self.grammar)) is not None and neg < i and negator(self.tree, i, self.grammar) is None:
            self._say(state, neg, "negate")

    def _modal(self, i: int) -> Effect | None:
        tree = self.tree
        if tree.tag[i] == "VB" and tree.dep[i] == "ROOT" and tree.under(i, "nsubj", "nsubjpass") and any(tree.tag[k] == "TO" for k in tree.under(i, "aux")):
            return "future"  # a headline's "Japan to give boats"
        for k in self.tree.kids[i]:
            if self.tree.dep[k] != "aux":
                continue
            word = self.tree.low[k]
            for effect in ("future", "possible", "hypothetical"):
                if self.grammar.has(effect, word) and (word != "going" or self.tree.tag[k] == "VBG"):
                    if effect == "possible" and any(self.tree.low[x] == "have" for x in self.tree.under(i, "aux")):
                        return "possible"
                    if effect == "hypothetical" and word in ("would", "'d", "’d"):
                        return "future"
                    return "hypothetical" if effect == "possible" and word in ("can", "could") else effect
        return None

    def _conditions(self, i: int, state: State) -> None:
        """What token i is made to depend on."""
        modal = self._modal(i) is not None
        found = condition_on(self.tree, i, self.grammar, self.text, modal)
        if found is not None and state.condition is None:
            state.condition = found
            state.cues.append(Cue(found.text, found.span, "conditional"))
            if state.realis in ("future", "hypothetical") or modal:
                state.realis = "conditional"

    def _punctuation(self, state: State) -> None:
        """A question asserts nothing."""
        if self.tree.word and self.tree.word[-1].startswith("?"):
            self._say(state, len(self.tree) - 1, "unknown")
            state.apply("hypothetical")
