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
    if draft.realis not in AHEAD or draft.polarity != "+" or draft.content is not None or draft.inner is not None or draft.outer is not None:
        return draft
    around = containing(coding.reported, draft.sentence, coding.trees[draft.sentence], draft.trigger)
    row = ontology.compose.row("future", draft.event, ontology.types[draft.event].conflict, _own(draft, around))
    if row is None or row.gives in ("inner", draft.event):
        return draft
    mode = row.mode(draft.event, draft.modes)
    tree = coding.trees[draft.sentence]
    why = Why(f"compose:{row.line}", tree.span(draft.trigger, draft.trigger), f"future x {draft.event} -> {row.gives}")
    return replace(
        draft, event=row.gives, modes=(mode,) if mode else (), cameo=None, outer="future", content=draft, polarity="+", realis="occurred", basis=None,
        source="CT+", author="CT+", why=(*draft.why, why), reciprocal=draft.reciprocal,
    )  # fmt: skip


def _own(draft: Draft, around: list[Reported]) -> bool:
    """Whether the speaker announces it for the own side; a report in the outlet's voice is a prediction unless the actor plans it."""
    speaker = around[0].party if around else None
    return speaker is not None and speaker.country is not None and any(a.country == speaker.country for a in draft.actor_parties)
