"""Who says what: the grammar's statements joined with the quotation marks, across sentences and paragraphs."""

from __future__ import annotations

from dataclasses import replace

from sayso.model.coding import Coding, Reported
from sayso.model.text import Skip, Span
from sayso.ontology.load import Ontology
from sayso.stages.enough import STATEMENTS, first
from sayso.stages.near import Marks, Shelf
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
    over: list[Skip] = []
    for tree in coding.trees:
        heads = (frozenset(heads.get(tree.sentence, ())) for heads in (named, people))
        found.extend(first(Finder(tree, ontology.cues, text, *heads).find(), STATEMENTS, tree, "statements", over))
    joined = Quoted(coding, ontology, found).join()
    marks, shelf = Marks(coding.quotes), Shelf(joined)
    joined = [r for r in joined if not _own_words(r, coding, joined, marks, shelf)]
    ordered = sorted(joined, key=lambda r: (r.content[0] if r.content else Span(0, 0), r.cue_span or Span(0, 0)))
    return replace(coding, reported=tuple(ordered), skipped=(*coding.skipped, *over))


def _own_words(r: Reported, coding: Coding, others: list[Reported], marks: Marks, shelf: Shelf) -> bool:
    """Whether a cue is the speaker's own "I think", "we want" in a quote, or "he said he hopes": part of what is said, no statement of another."""
    if r.cue is None or r.cue_span is None:
        return False
    tree = coding.trees[r.sentence]
    if marks.holding(r.cue_span) is None:
        around = (others[n] for n in shelf.near(r.cue_span)) if r.kind == "attitude" else ()
        return any(o is not r and o.kind != "attitude" and any(s.holds(r.cue_span) for s in o.content) for o in around)
    if r.kind == "attitude" or r.speaker is None or tree.tag[r.cue] in ("VB", "VBG"):
        return True
    return tree.tag[r.speaker].startswith("PRP") and tree.low[r.speaker] in ("i", "we", "you", "me", "us")
