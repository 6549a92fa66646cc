"""Who says what: the grammar's statements joined with the quotation marks, across sentences and paragraphs."""

from __future__ import annotations

from dataclasses import replace

from sayso.model.coding import Coding, Reported
from sayso.model.text import Span
from sayso.ontology.load import Ontology
from sayso.stages.quoted import Quoted
from sayso.stages.reported import Finder


def statements(coding: Coding, ontology: Ontology) -> Coding:
    """Fill `reported`, in text order."""
    text = coding.document.text
    named: dict[int, set[int]] = {}
    people: dict[int, set[int]] = {}
    for m in coding.mentions:
        named.setdefault(m.sentence, set()).add(m.head)
        if m.party.kind in ("person", "people", "media"):
            people.setdefault(m.sentence, set()).add(m.head)
    found: list[Reported] = []
    for tree in coding.trees:
        heads = (frozenset(heads.get(tree.sentence, ())) for heads in (named, people))
        found.extend(Finder(tree, ontology.cues, text, *heads).find())
    joined = Quoted(coding, ontology, found).join()
    joined = [r for r in joined if not _own_words(r, coding, joined)]
    return replace(coding, reported=tuple(sorted(joined, key=lambda r: (r.content[0] if r.content else Span(0, 0), r.cue_span or Span(0, 0)))))


def _own_words(r: Reported, coding: Coding, others: list[Reported]) -> bool:
    """Whether a cue is the speaker's own "I think", "we want" in a quote, or "he said he hopes": part of what is said, no statement of another."""
    if r.cue is None or r.cue_span is None:
        return False
    tree = coding.trees[r.sentence]
    if not any(q.span.holds(r.cue_span) for q in coding.quotes):
        held = any(o is not r and o.kind != "attitude" and any(s.holds(r.cue_span) for s in o.content) for o in others)
        return held and r.kind == "attitude"
    if r.kind == "attitude" or r.speaker is None or tree.tag[r.cue] in ("VB", "VBG"):
        return True
    return tree.tag[r.speaker].startswith("PRP") and tree.low[r.speaker] in ("i", "we", "you", "me", "us")
