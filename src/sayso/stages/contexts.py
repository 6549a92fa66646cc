"""What an event concerns: contexts by the words of its sentence, of the title and headline, and of the report as a whole."""

from __future__ import annotations

from collections import Counter

from sayso.model.claim import Why
from sayso.model.coding import Coding
from sayso.model.text import Span
from sayso.ontology.contexts import Contexts

OFTEN = 3
"""A context counts for a whole report where this many of its sentences, and a third of them all, hold its words."""


def contexts_of(coding: Coding, contexts: Contexts) -> dict[int, tuple[Why, ...]]:
    """For every sentence with a draft, its contexts in order: its own, the title's, the report's; each with the words that say so."""
    if not coding.drafts:
        return {}
    text = coding.document.text
    own = {n: contexts.find(_lower(s.span.of(text))) for n, s in enumerate(coding.sentences)}
    title = {name: Why(f"contexts/{name}", None, f"the title: {word!r}") for name, (word, _) in contexts.find(_lower(coding.document.title or "")).items()}
    for n, s in enumerate(coding.sentences):
        if s.zone == "headline":
            title |= {w.rule.partition("/")[2]: w for w in _whys(own[n], s.span, "the headline")}
    counts = Counter(name for found in own.values() for name in found)
    body = len([s for s in coding.sentences if s.zone == "body"])
    common = [name for name in contexts.order if counts[name] >= OFTEN and counts[name] * 3 >= body]
    report = [Why(f"contexts/{name}", None, f"the report: in {counts[name]} of its sentences") for name in common]
    return {n: _once((*_whys(own[n], coding.sentences[n].span, "the sentence"), *title.values(), *report)) for n in {d.sentence for d in coding.drafts}}


def _lower(text: str) -> str:
    """Lower case without a change of length, so that offsets hold ("İ" has two characters in lower case)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _whys(found: dict[str, tuple[str, int]], span: Span, where: str) -> tuple[Why, ...]:
    return tuple(Why(f"contexts/{name}", Span(span.start + at, span.start + at + len(word)), where) for name, (word, at) in found.items())


def _once(whys: tuple[Why, ...]) -> tuple[Why, ...]:
    first: dict[str, Why] = {}
    for w in whys:
        first.setdefault(w.rule, w)
    return tuple(first.values())
