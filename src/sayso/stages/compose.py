"""Acts about acts: code the inner act first, then look up outer x inner in the table, never in special cases."""

from __future__ import annotations

from dataclasses import replace

from sayso.model.claim import Why
from sayso.model.coding import Coding, Draft
from sayso.model.tree import Tree
from sayso.ontology.compose import Row
from sayso.ontology.cues import Grammar
from sayso.ontology.load import Ontology
from sayso.stages.grammar import negator
from sayso.stages.reference import Resolver

INTENTIONS = frozenset({"promise", "agree", "offer", "announce", "plan", "threaten", "predict", "invite", "refuse"})
"""Outer acts about what is to come: they cannot be about what is told as done."""
ABOUT = frozenset({"claim", "presupposed", "negated", "gone"})
"""What becomes of inner acts that are answered rather than meant."""
DEPTH = 4
"""How far below an outer act's slot the inner act may stand ("threatened to carry out a series of attacks")."""


def compose(coding: Coding, ontology: Ontology) -> Coding:
    """Replace `drafts`: outer acts joined with what they are about, innermost first."""
    out: list[Draft] = []
    by_sentence: dict[int, list[Draft]] = {}
    for draft in coding.drafts:
        by_sentence.setdefault(draft.sentence, []).append(draft)
    resolver = Resolver(coding, ontology)
    for tree in coding.trees:
        out.extend(Composer(tree, ontology, resolver).run(by_sentence.get(tree.sentence, [])))
    return replace(coding, drafts=tuple(out))


class Composer:
    """Composes the drafts of one sentence."""

    def __init__(self, tree: Tree, ontology: Ontology, resolver: Resolver) -> None:
        self.tree, self.ontology, self.resolver = tree, ontology, resolver
        self.grammar: Grammar = ontology.cues.grammar

    def run(self, drafts: list[Draft]) -> list[Draft]:
        """The composed drafts, by trigger. An inner act that a row consumes has no draft of its own any more."""
        by_trigger = {d.trigger: d for d in drafts}
        depth = {d.trigger: sum(1 for _ in self.tree.up(d.trigger)) for d in drafts}
        for trigger in sorted(by_trigger, key=lambda t: (-depth[t], t)):
            outer = by_trigger.get(trigger)
            if outer is None or outer.outer is None:
                continue
            inners = [t for t in self._inner(outer, by_trigger) if t in by_trigger and t != trigger]
            if inners:
                self._join(outer, inners, by_trigger)
            elif not outer.alone:
                self._alone(outer, by_trigger)
        self._absorb(by_trigger)
        return sorted(by_trigger.values(), key=lambda d: (d.trigger, d.event))

    def _absorb(self, drafts: dict[int, Draft]) -> None:
        """Drop acts that are part of another: "marched on the palace, demanding that the president resign" is a protest."""
        for t in sorted(drafts):
            part = drafts[t]
            above = [drafts[a] for a in self._above(part) if a in drafts]
            whole = next(
                (d for d in above if (part.event, d.event) in self.ontology.compose.within and (not part.actors or set(part.actors) <= set(d.actors))), None
            )
            if whole is not None:
                mine = tuple(r for r in part.recipients if r not in whole.actors)
                drafts[whole.trigger] = replace(whole, recipients=whole.recipients or mine, why=(*whole.why, *part.why))
                del drafts[t]

    def _above(self, part: Draft) -> list[int]:
        """What a draft hangs on as a participle, an infinitive or a phrase; not across a clause with a subject of its own."""
        tree, out = self.tree, list[int]()
        at = part.light if part.light is not None and not tree.is_verb(part.trigger) else part.trigger
        while tree.head[at] != at and tree.dep[at] in ("advcl", "xcomp", "acl", "prep", "pcomp", "pobj", "dobj"):
            if tree.is_verb(at) and tree.under(at, "nsubj", "nsubjpass"):
                break
            at = tree.head[at]
            out.append(at)
        return out

    def _alone(self, outer: Draft, drafts: dict[int, Draft]) -> None:
        """An outer act without an inner one: what its words mean by themselves, or nothing."""
        if outer.fallback is None:
            del drafts[outer.trigger]
        else:
            drafts[outer.trigger] = outer.fallback

    def _inner(self, outer: Draft, drafts: dict[int, Draft]) -> list[int]:
        """Triggers of the acts an outer act is about."""
        slots, seen = dict(outer.slots), set(outer.tokens)
        for name in outer.inner_slots:
            todo = [(t, 0) for t in slots.get(name, ())]
            found: list[int] = []
            while todo:
                t, depth = todo.pop(0)
                if t in seen:
                    continue
                seen.add(t)
                if t in drafts:
                    found.append(t)
                elif depth < DEPTH:
                    todo += [(k, depth + 1) for k in self._below(t)]
            if found:
                return found
        return []

    def _below(self, t: int) -> tuple[int, ...]:
        """Where an act may hide below a token that is none: a light verb's object, a transparent noun's of-phrase."""
        tree = self.tree
        if tree.is_verb(t):
            signatures = self.ontology.cues.signatures.get(("verb", tree.lemma[t]), ())
            if any(e in ("negate", "foiled") for s in signatures if s.stands(tree, t) for e in s.affirmed):
                return ()
            kids = tree.under(t, "dobj", "xcomp", "nsubjpass", "oprd", "attr")
            preps = [o for p in tree.under(t, "prep") for o in tree.under(p, "pobj", "pcomp") if self.grammar.has("light", tree.lemma[t])]
            return (*kids, *preps, *(c for k in kids for c in tree.conjuncts(k)))
        if tree.tag[t] in ("IN", "TO"):
            return tree.under(t, "pobj", "pcomp")
        if self.grammar.has("transparent", tree.lemma[t]):
            below = [o for p in tree.under(t, "prep") for o in tree.under(p, "pobj", "pcomp")]
            return (*below, *tree.under(t, "acl"))
        return ()

    def _join(self, outer: Draft, inners: list[int], drafts: dict[int, Draft]) -> None:
        first = True
        if not outer.alone and all(self._row(outer, drafts[t]) is None for t in inners):
            self._alone(outer, drafts)
            return
        for t in inners:
            inner = drafts[t]
            row = self._row(outer, inner)
            if row is None:
                continue
            if row.gives == "inner":
                drafts[t] = self._changed(outer, inner, row)
                if outer.rule.startswith("frames/") and first:
                    drafts.pop(outer.trigger, None)
            else:
                composed = self._composed(drafts.get(outer.trigger, outer) if not first else outer, inner, row)
                if first:
                    drafts[outer.trigger] = composed
                if row.content in ("claim", "presupposed"):
                    drafts[t] = self._kept(outer, inner, row)
                else:
                    del drafts[t]
            first = False

    def _row(self, outer: Draft, inner: Draft) -> Row | None:
        """The table's row; a negated outer act ("has no intention of") has rows of its own."""
        act, kind, own = outer.outer or "", self.ontology.types[inner.event], self._own(outer, inner)
        if act in INTENTIONS and inner.light not in outer.tokens and self._happened(inner):
            return None
        if self._negated(outer) and (row := self.ontology.compose.row(f"not_{act}", kind, own)) is not None:
            return row
        return self.ontology.compose.row(act, kind, own)

    def _happened(self, inner: Draft) -> bool:
        """Whether the inner act is told in a past tense of its own: "announced that a soldier had been killed"."""
        t = inner.light if inner.light is not None and not self.tree.is_verb(inner.trigger) else inner.trigger
        auxiliaries = self.tree.under(t, "aux", "auxpass")
        if any(self.tree.tag[k] in ("MD", "TO") for k in auxiliaries):
            return False
        return self.tree.tag[t] == "VBD" or (self.tree.tag[t] in ("VBN", "VBG") and any(self.tree.tag[k] in ("VBD", "VBZ", "VBP") for k in auxiliaries))

    def _negated(self, outer: Draft) -> bool:
        places = (outer.trigger, *((outer.light,) if outer.light is not None else ()))
        return any(negator(self.tree, t, self.grammar) is not None for t in places)

    def _own(self, outer: Draft, inner: Draft) -> bool:
        """Whether the inner actor is the outer actor, or nobody: "threatened to attack", "threatened an attack"."""
        if not inner.actors or not outer.actors or (inner.light is not None and inner.light in outer.tokens):
            return True
        return bool(set(inner.actors) & set(outer.actors)) or all(self._belongs(t, outer.actors) for t in inner.actors)

    def _belongs(self, t: int, actors: tuple[int, ...]) -> bool:
        """Whether token t is one of the actors or theirs: "they", "his forces"."""
        pronouns = (t, *self.tree.under(t, "poss"))
        return any(set(self.resolver.antecedents(self.tree, k)) & set(actors) for k in pronouns)

    def _why(self, outer: Draft, inner: Draft, row: Row, gives: str) -> Why:
        span = self.tree.span(min(inner.tokens), max(inner.tokens))
        return Why(f"compose:{row.line}", span, f"{outer.outer} x {inner.event} -> {gives}")

    def _changed(self, outer: Draft, inner: Draft, row: Row) -> Draft:
        why = (*inner.why, *outer.why, self._why(outer, inner, row, f"{inner.event}, {row.change}" if row.change else inner.event))
        actors = inner.actors or outer.actors
        effect = {"negate": "negate", "future": "future"}.get(row.change, "none")
        if not row.change:
            return replace(inner, actors=actors, why=why)
        return replace(inner, actors=actors, why=why, forced=(*inner.forced, (outer.trigger, effect, row.basis)))

    def _composed(self, outer: Draft, inner: Draft, row: Row) -> Draft:
        modes = (row.mode(inner.event, inner.modes),)
        fallback = outer.modes if outer.event == row.gives else ()
        about = {k for t in inner.tokens for k in (t, *self.tree.up(t))}
        recipients = tuple(t for t in outer.recipients if t not in about)
        if not recipients:
            others = inner.recipients or (inner.actors if inner.reciprocal else ())
            recipients = inner.actors if row.recipient == "actor" else others if row.recipient == "inner" else ()
            recipients = tuple(t for t in recipients if t not in outer.actors)
        actors = outer.actors or (inner.actors if row.recipient == "inner" else ())
        recipients = tuple(t for t in recipients if t not in actors)
        if not recipients and row.content in ABOUT:  # "condemned the coup": against whatever the words name
            recipients = tuple(t for t in outer.recipients if t not in actors)
        return replace(
            outer,
            event=row.gives,
            modes=tuple(m for m in modes if m) or fallback,
            content=self._about(inner, row, outer.trigger),
            actors=actors,
            recipients=recipients,
            reciprocal=inner.reciprocal and not recipients and len(actors) > 1,
            cameo=outer.cameo if outer.event == row.gives and not modes[0] else None,
            why=(*outer.why, *inner.why, self._why(outer, inner, row, row.gives)),
        )

    def _about(self, inner: Draft, row: Row, outer: int) -> Draft:
        """What the outer claim is about: the inner act, negated where the row says so; for one speech act told by two words, what the inner one is about."""
        if inner.event != row.gives:
            return replace(inner, forced=(*inner.forced, (outer, "negate", "intention"))) if row.content == "negated" else inner
        return inner.content or replace(inner, event="", modes=(), outer=None, when=None)

    def _kept(self, outer: Draft, inner: Draft, row: Row) -> Draft:
        """An accused or condemned deed: a claim of its own, vouched for by the accuser, or presupposed by the author."""
        told = row.content == "claim" and set(inner.actors) <= set(outer.actors)  # the accuser is not the doer
        actors = outer.recipients if told else inner.actors
        return replace(
            inner,
            actors=actors,
            inner=outer.trigger,
            vouched=row.content == "presupposed",
            why=(*inner.why, self._why(outer, inner, row, f"{inner.event} on the word of the {'author' if row.content == 'presupposed' else 'accuser'}")),
        )
