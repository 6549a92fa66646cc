"""Coding labelled texts and comparing the claims with the labels, for `sayso eval`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sayso.coder import Coder
from sayso.errors import StageError
from sayso.model.claim import Claim
from sayso.model.coding import Coding
from sayso.model.text import Document, Skip, Span
from sayso.readers import Quarantined
from sayso.run.alike import one_to_one
from sayso.run.circumstances import score_circumstances
from sayso.run.gold import GoldEvent, GoldText
from sayso.run.measures import Confusion, Miss, Report, macro_f1, scores, share, share_of
from sayso.run.parts import false_facts, invented, parts
from sayso.run.said import score_statements


@dataclass(frozen=True, slots=True)
class _Outcome:
    """One text compared: events with the claims that match them, events and claims that stand for each other or alone."""

    events: tuple[GoldEvent, ...]
    coding: Coding
    matched: tuple[tuple[GoldEvent, Claim], ...]
    unmatched: tuple[tuple[GoldEvent | None, Claim | None], ...]
    debatable: tuple[GoldEvent, ...]


def evaluate(records: Iterable[GoldText], coder: Coder) -> Report:
    """Code the texts and compare the claims with the labels. A text that a stage fails on counts as one without claims."""
    failed: list[Quarantined] = []
    coded = [(record, _coded(record.document, coder, failed)) for record in records]
    outcomes = [_compare(record.events, coding) for record, coding in coded if record.events is not None]
    matched = [pair for o in outcomes for pair in o.matched]
    sure = [(g, c) for g, c in matched if not g.debatable]
    types, overall, macro = scores([_tally(o) for o in outcomes])
    pairs = Counter((g.event, c.event) for o in outcomes for g, c in o.unmatched if g and c)
    empty = [o for o in outcomes if not o.events]
    found = len(matched) - len(sure)
    return Report(
        texts=len(coded),
        scored=len(outcomes),
        failed=tuple(failed),
        debatable=share("debatable events found", found, found + sum(len(o.debatable) for o in outcomes)),
        types=types,
        overall=overall,
        macro_f1=macro,
        details=parts(sure, (d for o in outcomes for d in _denials(o))),
        status_macro_f1=macro_f1((g.status, c.status) for g, c in sure if g.status is not None),
        false_facts=false_facts(sure),
        invented=invented(sure),
        firing=share_of("texts without events that fire", (bool(o.coding.claims) for o in empty)),
        confusion=tuple(Confusion(g, c, n) for (g, c), n in sorted(pairs.items(), key=lambda item: (-item[1], item[0]))),
        misses=tuple(_miss(o, g, c) for o in outcomes for g, c in o.unmatched),
        said=score_statements((record.statements, coding.statements) for record, coding in coded),
        circumstances=score_circumstances((record.circumstances, coding) for record, coding in coded),
    )


def _coded(document: Document, coder: Coder, failed: list[Quarantined]) -> Coding:
    try:
        return coder.code(document)
    except StageError as error:
        failed.append(Quarantined(document.key, error.what, error.remedy))
        return Coding(document)


def _compare(gold: tuple[GoldEvent, ...], coding: Coding) -> _Outcome:
    """Match a text's events and claims one to one by type, nearest first; then pair what is left in the same sentence."""
    claims = coding.claims
    same = one_to_one((_distance(g, c, coding), g.debatable, i, j) for i, g in enumerate(gold) for j, c in enumerate(claims) if _fits(g, c))
    missed = [i for i, g in enumerate(gold) if i not in same and not g.debatable]
    extra = [j for j in range(len(claims)) if j not in same.values()]
    beside = ((_distance(gold[i], claims[j], coding), False, i, j) for i in missed for j in extra if _sentence(gold[i], coding) in _sentences(claims[j]))
    instead = one_to_one(beside)
    alone = [j for j in extra if j not in instead.values()]
    return _Outcome(
        gold,
        coding,
        tuple((gold[i], claims[j]) for i, j in sorted(same.items())),
        (*((gold[i], claims[instead[i]] if i in instead else None) for i in missed), *((None, claims[j]) for j in alone)),
        tuple(g for i, g in enumerate(gold) if i not in same and g.debatable),
    )


def _denials(outcome: _Outcome) -> Iterator[bool]:
    """Of each matched event that denies another: whether its claim denies the claim that matches the other."""
    for gold, claim in outcome.matched:
        if gold.denies is not None and not gold.debatable:
            denied = outcome.events[gold.denies]
            yield claim.denies is not None and claim.denies in (c.id for g, c in outcome.matched if g is denied)


def _fits(gold: GoldEvent, claim: Claim) -> bool:
    """Whether a claim can be an event: of its type, and printed in its sentence where that is labelled."""
    return gold.event == claim.event and bool(_places(gold, claim))


def _places(gold: GoldEvent, claim: Claim) -> list[Span]:
    """Where a claim's trigger stands, as far as that is in the event's sentence."""
    places = (claim.trigger.span, *(e.span for e in claim.also))
    return [s for s in places if gold.within is None or gold.within.start <= s.start < gold.within.end]


def _distance(gold: GoldEvent, claim: Claim, coding: Coding) -> int:
    """Characters between the triggers; farther than anything where the event has none, or the claim stands in another sentence."""
    far = len(coding.document.text)
    return far if gold.at is None else min((abs(gold.at - span.start) for span in _places(gold, claim)), default=far)


def _sentence(gold: GoldEvent, coding: Coding) -> int | None:
    """The sentence an event stands in; the only one where it has neither trigger nor sentence."""
    at = gold.within.start if gold.at is None and gold.within else gold.at
    if at is None:
        return 0 if len(coding.sentences) == 1 else None
    return next((s.index for s in coding.sentences if s.span.start <= at < s.span.end), None)


def _sentences(claim: Claim) -> set[int]:
    return {claim.sentence, *(e.sentence for e in claim.also)}


def _tally(outcome: _Outcome) -> dict[str, tuple[int, int, int]]:
    """What counts for and against: everything but debatable events and the claims that match them."""
    sure = [g.event for g, _ in outcome.matched if not g.debatable]
    right, gold, coded = Counter(sure), Counter(sure), Counter(sure)
    gold.update(g.event for g, _ in outcome.unmatched if g)
    coded.update(c.event for _, c in outcome.unmatched if c)
    return {event: (gold[event], coded[event], right[event]) for event in {*gold, *coded}}


def _miss(outcome: _Outcome, gold: GoldEvent | None, claim: Claim | None) -> Miss:
    coding = outcome.coding
    sentence = _sentence(gold, coding) if gold else claim.sentence if claim else None
    span = next((s.span for s in coding.sentences if s.index == sentence), Span(0, len(coding.document.text)))
    return Miss(
        document=coding.document.key,
        text=span.of(coding.document.text),
        gold=gold.event if gold else None,
        gold_trigger=gold.trigger if gold else None,
        coded=" ".join((claim.event, *claim.modes)) if claim else None,
        coded_trigger=claim.trigger.text if claim else None,
        rules=tuple(w.rule for w in claim.why) if claim else (),
        passed_over=tuple(_tried(coding.skipped, sentence)) if gold else (),
    )


def _tried(skipped: Sequence[Skip], sentence: int | None) -> Iterator[Skip]:
    """The triggers passed over in a sentence (None = anywhere), or else why nothing was tried there."""
    triggers = [s for s in skipped if s.what == "trigger" and sentence in (None, s.sentence)]
    yield from triggers or (s for s in skipped if s.what == "document" or (s.what == "sentence" and sentence in (None, s.sentence)))
