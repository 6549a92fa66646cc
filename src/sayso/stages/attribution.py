"""Who says so: the chain of sources behind every draft, and what the outlet itself vouches for."""

from __future__ import annotations

from dataclasses import replace

from sayso.model.claim import Value
from sayso.model.coding import Coding, Draft, Reported
from sayso.model.revise import revised
from sayso.model.statement import Link, Party, SourceKind
from sayso.model.text import Words
from sayso.ontology.load import Ontology
from sayso.stages.state import Held

CORRESPONDENT = "journalist"
"""The role of an outlet's own people."""
SURE: tuple[Value, ...] = ("CT+", "PR+")


def attribution(coding: Coding, ontology: Ontology) -> Coding:
    """Fill `chain`, `author` and `reported` of every draft; every chain ends at the outlet."""
    outlet = outlet_link(coding, ontology)
    out: list[Draft] = []
    held = Held(coding.reported)
    by_trigger = {(d.sentence, d.trigger): d for d in coding.drafts}
    places: dict[tuple[int, int | None], list[int]] = {}
    for n, r in enumerate(coding.reported):
        places.setdefault((r.sentence, r.cue), []).append(n)
    for draft in coding.drafts:
        around = held.around(draft.sentence, coding.trees[draft.sentence], draft.trigger)
        around = [r for r in around if not (r.sentence == draft.sentence and r.cue is not None and r.cue in (draft.light, *draft.tokens))]
        around = [r for r in around if not _own_voice(r, coding, outlet)]
        done = _by_speaking(draft, around, ontology)
        own = bool(around) and done > 0 and (draft.performed or _is_actor(around[0].party, draft))
        links = [_link(r, coding) for r in around[own:]]
        if draft.inner is not None and not draft.vouched:
            accuser = by_trigger.get((draft.sentence, draft.inner))
            if accuser is not None and not any(r.cue == draft.inner and r.sentence == draft.sentence for r in around):
                links.insert(0, _accuser(accuser, coding))
        index = next(n for n in places[around[0].sentence, around[0].cue] if coding.reported[n] == around[0]) if around else None
        out.append(revised(draft, chain=(*links, outlet), author=_author(coding, draft, around, ontology), reported=index))
    return replace(coding, drafts=tuple(out))


def _by_speaking(draft: Draft, around: list[Reported], ontology: Ontology) -> int:
    """How many of the innermost statements are the act itself ("we will respond", he said): the outlet tells of it, nobody is its source."""
    done = 1 if draft.performed else 0
    if ontology.types[draft.event].speech and draft.polarity == "+":
        while done < len(around) and around[done].kind != "attitude" and _same_side(around[done].party, draft):
            done += 1
    return done


def _author(coding: Coding, draft: Draft, around: list[Reported], ontology: Ontology) -> Value:
    """The author's value: the source's where the author speaks, presupposes, or tells what a speaker did by speaking."""
    if any(_retracted(r, coding, ontology) for r in around):
        return "CT-" if draft.polarity == "+" else "Uu"
    around = around[_by_speaking(draft, around, ontology) :]
    if draft.inner is not None:
        return "Uu" if not draft.vouched or any(not r.factive and r.cue != draft.inner for r in around) else draft.source
    if all(r.factive for r in around):
        return draft.source
    return draft.source if _presupposed(coding, draft, around) else "Uu"


def _same_side(party: Party | None, draft: Draft) -> bool:
    """Whether a speaker tells of the own side's act: saying "we condemn" is condemning."""
    if party is None or not draft.actor_parties:
        return False
    return any(
        (a.country is not None and a.country == party.country) or (a.name is not None and a.name == party.name) or (a.span is not None and a.span == party.span)
        for a in draft.actor_parties
    )


def _is_actor(party: Party | None, draft: Draft) -> bool:
    """Whether the speaker is the very one who acts by speaking; a spokesman who tells of his state's act stays its source."""
    return party is not None and any(
        (a.name is not None and a.name == party.name) or (a.span is not None and a.span == party.span) for a in draft.actor_parties
    )


def _own_voice(r: Reported, coding: Coding, outlet: Link) -> bool:
    """Whether the outlet quotes itself: "according to an AFP correspondent" in a report of AFP."""
    if r.party is None or outlet.speaker is None:
        return False
    if outlet.speaker.id is not None and r.party.id == outlet.speaker.id:
        return True
    names = {outlet.speaker.name, coding.document.outlet, (coding.document.outlet or "").upper()} - {None, ""}
    return r.party.role == CORRESPONDENT and any(name in r.party.text.split() for name in names)


def _retracted(r: Reported, coding: Coding, ontology: Ontology) -> bool:
    """Whether the outlet takes back its own words: "an earlier version of this story said"."""
    if r.speaker is None:
        return False
    tree = coding.trees[r.speaker_sentence]
    old = any(ontology.cues.grammar.has("historical", tree.low[k]) for k in tree.under(r.speaker, "amod"))
    return old and ontology.cues.grammar.has("retracted", tree.lemma[r.speaker])


def _presupposed(coding: Coding, draft: Draft, around: list[Reported]) -> bool:
    """ "He said Iran's strike on the base was …": a deed named with its owner is taken for granted, except in a quote or a denial."""
    tree = coding.trees[draft.sentence]
    definite = bool(tree.under(draft.trigger, "poss")) and bool(draft.actor_parties or draft.recipient_parties)
    if any(r.sentence == draft.sentence and r.cue == tree.head[draft.trigger] for r in around):
        return False  # what the cue itself takes is said, not presupposed
    plain = all(r.kind in ("indirect", "attitude") and r.stance in ("neutral", "endorsing") for r in around)
    return tree.is_noun(draft.trigger) and definite and plain and draft.source == "CT+" and draft.realis == "occurred"


def _link(r: Reported, coding: Coding) -> Link:
    cue = Words(r.cue_span.of(coding.document.text), r.cue_span) if r.cue_span is not None else None
    return Link(r.party, r.source_kind, cue, r.stance, r.kind)


def _accuser(draft: Draft, coding: Coding) -> Link:
    span = coding.trees[draft.sentence].span(draft.trigger, draft.trigger)
    party = draft.actor_parties[0] if draft.actor_parties else None
    kind: SourceKind = "named person" if party is not None and party.kind == "person" and party.name else "organisation" if party is not None else "unnamed"
    return Link(party, kind, Words(span.of(coding.document.text), span), "distancing", "indirect")


def outlet_link(coding: Coding, ontology: Ontology) -> Link:
    """The last link: the outlet, known or not. It says, it never acts."""
    name = coding.document.outlet
    outlet = ontology.actors.outlets.get(name or "")
    if outlet is not None:
        return Link(Party(outlet.name, None, outlet.name, "media", outlet.country, ("JRN",), None, outlet.id), "media", None, "neutral", None)
    return Link(Party(name, None, name, "media", None, ("JRN",), None, None) if name else None, "media", None, "neutral", None)
