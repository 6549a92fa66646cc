"""Triggers and roles: which words speak of which act, and who stands in which place. Produces draft claims."""

from __future__ import annotations

from dataclasses import replace

from sayso.model.claim import Why
from sayso.model.coding import Coding, Draft
from sayso.model.text import Skip, Span
from sayso.model.tree import Tree
from sayso.ontology.load import Ontology
from sayso.stages.enough import ACTS, first
from sayso.stages.grammar import NOMINAL, light_verb
from sayso.stages.seek import Hit, Seeker
from sayso.stages.slots import Slots

TRIGGERS = frozenset({"VB", "NN", "JJ"})
"""How the tags of words that can be triggers begin."""
NO_PARTY = "its doer takes part in nothing: an animal, nature, a market, a work, a player"


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
        found = first((hit for i, tag in enumerate(tree.tag) if tag[:2] in TRIGGERS for hit in seeker.at(i)), ACTS, tree, "words of acts", skipped)
        made = _lent(tree, [_draft(tree, hit, seeker, ontology, people.get(tree.sentence, frozenset())) for hit in _unshadowed(found)], ontology)
        for d in made:
            if d.actors and all(seeker.fences.is_idle(t) for t in d.actors):
                skipped.append(Skip("trigger", NO_PARTY, tree.word[d.trigger], tree.span(d.trigger, d.trigger), tree.sentence))
            else:
                drafts.append(d)
        told = {t for d in made for t in d.tokens}
        for i, pattern, slots in seeker.fenced:
            if i not in told:
                skipped.append(Skip("trigger", seeker.fences.against(i, pattern, slots), tree.word[i], tree.span(i, i), tree.sentence))
    return replace(coding, drafts=tuple(drafts), skipped=coding.skipped + tuple(skipped))


def _inside(tree: Tree, spans: list[Span]) -> frozenset[int]:
    """Tokens of time expressions: a day takes part in nothing."""
    if not spans:
        return frozenset()
    return frozenset(i for i in range(len(tree)) if any(s.start <= tree.start[i] < s.end for s in spans))


def _unshadowed(hits: list[Hit]) -> list[Hit]:
    """Drop hits whose trigger is a word of a longer one, and nouns that a verb frame needs as its object."""
    out = []
    taken = [{t for slot, _ in h.pattern.needs if slot not in h.pattern.inner for t in h.slots.get(slot, ())} for h in hits] if len(hits) > 1 else [set[int]()]
    for hit in hits:
        trigger = hit.tokens[-1] if hit.pattern.pos == "noun" else hit.tokens[0]
        shadowed = False
        for other, takes in zip(hits, taken, strict=False):
            if other is hit:
                continue
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
    slots["adjective"] = tuple([t for t in slots.get("adjective", ()) if t in seeker.named])
    if seeker.dates:
        slots = {name: tuple([t for t in found if t not in seeker.dates]) for name, found in slots.items()}
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
        standing=frame.state,
        force="appeal" if frame.outer == "appeal" else "demand" if frame.outer == "demand" else None,
        fallback=_draft(tree, hit.fallback, seeker, ontology, people) if hit.fallback is not None else None,
    )


def _fill(slots: Slots, wanted: tuple[str, ...], pos: str, taken: tuple[int, ...]) -> tuple[tuple[int, ...], str | None]:
    """The tokens of the first wanted slot that has any besides the trigger's own."""
    for name in wanted:
        found = tuple([t for t in slots.get(name, ()) if t not in taken])
        if found:
            return found, name
    return (), None


def _modes(tree: Tree, hit: Hit, words: dict[str, frozenset[str]], trigger: int) -> tuple[str, ...]:
    """The frame's modes, and those of words that stand as modifier, instrument, weapon-subject or object of the trigger."""
    modes = list(hit.pattern.frame.modes)
    if not words:
        return tuple(dict.fromkeys(modes))
    near = [*hit.tokens, *(k for k in tree.kids[trigger] if tree.dep[k] in NOMINAL)]
    for slot in ("with", "using", "by", "in", "from", "via", "subject", "object", "of"):
        near += [t for t in hit.slots.get(slot, ()) if slot not in ("object", "of") or tree.dep[t] in ("dobj", "nsubjpass", "pobj")]
    for k in tree.under(trigger, "advcl", "acl"):
        if tree.lemma[k] == "use":
            near += tree.under(k, "dobj")
    texts = set[str]()
    for t in near:
        texts.update((tree.lemma[t], tree.low[t]))
        texts.update([f"{tree.lemma[k]} {tree.lemma[t]}" for k in tree.under(t, *NOMINAL)])
        if t != trigger:
            texts.update([tree.lemma[k] for k in tree.under(t, "compound")])
    modes += [mode for mode, cues in words.items() if not cues.isdisjoint(texts)]
    return tuple(dict.fromkeys(modes))
