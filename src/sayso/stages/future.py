"""Bare futures: "will visit" is an agreement to come, "we will respond" a threat; the composition table says which."""

from __future__ import annotations

from dataclasses import replace

from sayso.model.claim import Why
from sayso.model.coding import Coding, Draft, Reported
from sayso.ontology.load import Ontology
from sayso.stages.factuality import containing

AHEAD = ("future", "conditional")


def future(coding: Coding, ontology: Ontology) -> Coding:
    """Compose drafts of acts in the bare future with the outer act "future"."""
    return replace(coding, drafts=tuple(_one(coding, d, ontology) for d in coding.drafts))


def _one(coding: Coding, draft: Draft, ontology: Ontology) -> Draft:
    if draft.content is not None or draft.inner is not None:
        return draft
    around = containing(coding.reported, draft.sentence, coding.trees[draft.sentence], draft.trigger)
    own = _own(draft, around)
    if draft.when is not None:
        return _performed(draft, bool(around)) if own or not around else draft
    if draft.realis not in AHEAD or draft.polarity != "+" or draft.outer is not None:
        return draft
    row = ontology.compose.row("future", ontology.types[draft.event], own)
    if row is None or row.gives in ("inner", draft.event):
        return draft
    mode = row.mode(draft.event, draft.modes)
    tree = coding.trees[draft.sentence]
    why = Why(f"compose:{row.line}", tree.span(draft.trigger, draft.trigger), f"future x {draft.event} -> {row.gives}")
    composed = replace(draft, event=row.gives, modes=(mode,) if mode else (), cameo=None, outer="future", content=draft, why=(*draft.why, why))
    return _performed(composed, bool(around))


def _performed(draft: Draft, said: bool) -> Draft:
    """The act of saying so: done, whatever it says; a threat whose own words are its content has content of no type."""
    content = draft.content or replace(draft, event="", modes=(), when=None)
    if draft.when == "negated" and content.realis == "occurred":
        content = replace(content, realis="future", source="Uu")
    return replace(
        draft, content=content, polarity="+", realis="occurred", basis=None, source="CT+", author="CT+", performed=said, outer=draft.outer or "future",
    )  # fmt: skip


def _own(draft: Draft, around: list[Reported]) -> bool:
    """Whether the speaker announces it for the own side: the speaker is the actor, or of the actor's country."""
    speaker = around[0].party if around else None
    if speaker is None or around[0].kind == "attitude" and around[0].rule.endswith(("#expect", "#fear", "#believe")):
        return False
    if not draft.actor_parties:
        return draft.when is not None
    return any(a.country is not None and a.country == speaker.country or a.name is not None and a.name == speaker.name for a in draft.actor_parties)
