"""Bare futures: "will visit" is an agreement to come, "we will respond" a threat; the composition table says which."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from sayso.model.claim import Why
from sayso.model.coding import Coding, Draft, Reported
from sayso.model.statement import Party
from sayso.model.text import Skip
from sayso.model.tree import Tree
from sayso.ontology.load import Ontology
from sayso.stages.enough import URGED, first
from sayso.stages.grammar import obligation
from sayso.stages.state import Held
from sayso.stages.urged import urged

AHEAD = ("future", "conditional")


def future(coding: Coding, ontology: Ontology) -> Coding:
    """Compose drafts of acts in the bare future with the outer act "future"."""
    held = Held(coding.reported)
    drafts = [_one(coding, d, held, ontology) for d in coding.drafts]
    skipped: list[Skip] = []
    demands = urged(replace(coding, drafts=tuple(drafts)), ontology)
    for sentence, some in groupby(demands, lambda d: d.sentence):
        drafts += first(some, URGED, coding.trees[sentence], "demands", skipped)
    return replace(coding, drafts=tuple(drafts), skipped=(*coding.skipped, *skipped))


def _one(coding: Coding, draft: Draft, held: Held, ontology: Ontology) -> Draft:
    if draft.content is not None or draft.inner is not None:
        return draft
    around = held.around(draft.sentence, coding.trees[draft.sentence], draft.trigger)
    own = _own(draft, around)
    if draft.when is not None:
        return _performed(draft, bool(around)) if own or not around else draft
    if draft.outer is not None:
        return draft
    outer = _outer(draft, around, own, coding.trees[draft.sentence], ontology)
    row = ontology.compose.row(outer, ontology.types[draft.event], own or outer == "not_future") if outer else None
    if row is None or row.gives == "inner":
        return draft
    mode = row.mode(draft.event, draft.modes)
    tree = coding.trees[draft.sentence]
    why = Why(f"compose:{row.line}", tree.span(draft.trigger, draft.trigger), f"{outer} x {draft.event} -> {row.gives}")
    composed = replace(draft, event=row.gives, modes=(mode,) if mode else (), cameo=None, outer=outer, content=draft, why=(*draft.why, why))
    if outer in ("demand", "appeal"):
        speaker = around[0].party
        composed = replace(composed, force=outer, actor_parties=(speaker,) if speaker else (), recipient_parties=draft.actor_parties, reciprocal=False)
    return _performed(composed, bool(around))


def _outer(draft: Draft, around: list[Reported], own: bool, tree: Tree, ontology: Ontology) -> str | None:
    """The act that saying so performs: future, not_future, or a demand on another party ("they must withdraw", he said)."""
    if draft.polarity == "+" and draft.realis in AHEAD:
        return "future"
    if draft.polarity == "-" and draft.basis == "commitment" and (own or not around):
        return "not_future"
    if own and draft.polarity == "+" and draft.realis == "occurred" and draft.source == "PS+" and ontology.types[draft.event].conflict:
        return "future"  # "we may halt the talks": what one's own side may do is a warning
    speaks = bool(around) and around[0].party is not None and around[0].kind != "attitude" and not own and bool(draft.actor_parties)
    if speaks and draft.polarity == "+" and draft.realis == "hypothetical":
        said = obligation(tree, draft.trigger, ontology.cues.grammar)
        return said[1] if said else None
    return None


def _performed(draft: Draft, said: bool) -> Draft:
    """The act of saying so: done, whatever it says; a threat whose own words are its content has content of no type."""
    content = draft.content or replace(draft, event="", modes=(), when=None)
    if draft.when == "negated" and content.realis == "occurred":
        content = replace(content, realis="future", source="Uu")
    return replace(
        draft,
        content=content,
        polarity="+",
        realis="occurred",
        basis=None,
        source="CT+",
        author="CT+",
        performed=said,
        outer=draft.outer or "future",
    )


def _own(draft: Draft, around: list[Reported]) -> bool:
    """Whether the speaker announces it for the own side: the speaker is the actor, or of the actor's country."""
    speaker = around[0].party if around else None
    if speaker is None or (around[0].kind == "attitude" and (around[0].stance == "endorsing" or around[0].rule.endswith(("#expect", "#fear", "#believe")))):
        return False
    if not draft.actor_parties:
        return draft.when is not None
    if any(a.text.lower() == "we" for a in draft.actor_parties):
        return True
    return any(_same_side(a, speaker) for a in draft.actor_parties)


def _same_side(actor: Party, speaker: Party) -> bool:
    """Whether two parties are one side: of one country or name; where one has none, of one sector ("rebels will not", a rebel spokesman said)."""
    if actor.span is not None and actor.span == speaker.span:
        return True
    if actor.name is None and None in (actor.country, speaker.country):
        return bool(actor.sectors) and actor.sectors[:1] == speaker.sectors[:1]
    return (actor.country is not None and actor.country == speaker.country) or (actor.name is not None and actor.name == speaker.name)
