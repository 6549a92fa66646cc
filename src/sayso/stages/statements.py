"""Who says what: the grammar's statements joined with the quotation marks, across sentences and paragraphs."""

from __future__ import annotations

from dataclasses import replace

from sayso.model.coding import Coding, Quote, Reported
from sayso.model.statement import StatementKind
from sayso.model.text import Sentence, Span
from sayso.model.tree import Tree
from sayso.ontology.load import Ontology
from sayso.stages.grammar import subjects
from sayso.stages.reported import Finder, trim

SCARE_WORDS = 4
"""Quotes shorter than this many words that no cue introduces are names, titles or irony, not speech."""


def statements(coding: Coding, ontology: Ontology) -> Coding:
    """Fill `reported`, in text order."""
    text = coding.document.text
    named: dict[int, set[int]] = {}
    for m in coding.mentions:
        named.setdefault(m.sentence, set()).add(m.head)
    found: list[Reported] = []
    for tree in coding.trees:
        found.extend(Finder(tree, ontology.cues, text, frozenset(named.get(tree.sentence, ()))).find())
    joined = _Quoted(coding, ontology, found).join()
    return replace(coding, reported=tuple(sorted(joined, key=lambda r: (r.content[0] if r.content else Span(0, 0), r.cue_span or Span(0, 0)))))


class _Quoted:
    """Gives every spoken quote of a document its speaker."""

    def __init__(self, coding: Coding, ontology: Ontology, found: list[Reported]) -> None:
        self.coding, self.ontology, self.found = coding, ontology, found
        self.text = coding.document.text
        self.last: int | None = None

    def join(self) -> list[Reported]:
        """The statements with quotes joined in; a quote without a cue continues the statement before it."""
        for q, quote in enumerate(self.coding.quotes):
            self._one(quote, self.coding.quotes[q - 1] if q else None)
        return [replace(r, kind=self._kind(r)) for r in self.found if r.content]

    def _one(self, quote: Quote, before: Quote | None) -> None:
        inside = [s for s in self.coding.sentences if s.span.overlaps(quote.span)]
        at = self._by_content(quote) if inside else None
        if at is None and inside:
            at = self._by_cue(quote, inside)
        if at is not None:
            self.found[at] = replace(self.found[at], content=self._joined(self.found[at], quote))
            self.last = at
        elif inside and self._stands_alone(quote, inside) and self.last is not None and self._near(quote, before):
            self.found[self.last] = replace(self.found[self.last], content=(*self.found[self.last].content, trim(quote.span, self.text)))

    def _joined(self, r: Reported, quote: Quote) -> tuple[Span, ...]:
        """The statement's content with the quote. Where a whole clause is quoted, what the sentence says beyond it is no part."""
        span = trim(quote.span, self.text)
        rest = [s for s in r.content if not quote.span.holds(s)]
        if not quote.closed or len(span.of(self.text).split()) <= SCARE_WORDS or not rest:
            return _union(r.content, span)
        trails = all(s.start >= span.start - 3 and s.end > span.end for s in rest)
        if trails:
            return _union(tuple(s for s in r.content if quote.span.holds(s)), span)
        cue = r.cue_span
        beyond = [s for s in rest if cue is not None and (s.end <= cue.start < span.start or span.end <= cue.start < s.start)]
        return _union(tuple(s for s in r.content if s not in beyond), span)

    def _by_content(self, quote: Quote) -> int | None:
        """A statement whose cue stands outside the quote and whose content the quote covers for the most part."""
        best, most = None, 0
        for n, r in enumerate(self.found):
            if r.cue_span is None or quote.span.holds(r.cue_span) or (r.kind == "attitude" and len(quote.span.of(self.text).split()) < SCARE_WORDS):
                continue
            shared = sum(max(0, min(s.end, quote.span.end) - max(s.start, quote.span.start)) for s in r.content)
            if (shared > most and shared >= 0.4 * sum(e - s for s, e in r.content)) or (shared > most and shared == quote.span.end - quote.span.start):
                best, most = n, shared
        return best

    def _by_cue(self, quote: Quote, inside: list[Sentence]) -> int | None:
        """A verb of saying beside the quote that the parse did not connect to it, also in a sentence of its own right behind."""
        near = list(inside)
        after = next((s for s in self.coding.sentences if s.index == inside[-1].index + 1), None)
        if after is not None and after.block == quote.block and 0 <= after.span.start - quote.span.end <= 4:
            near.append(after)
        for sentence in near:
            tree = self.coding.trees[sentence.index]
            for i in range(len(tree)):
                cue = next((c for c in self.ontology.cues.says.get(("verb", tree.lemma[i]), ()) if "quote" in c.takes), None) if tree.is_verb(i) else None
                if cue is None or quote.span.holds(tree.span(i, i)) or (sentence is after and i > 1):
                    continue
                speaker = next(iter(self._subject(tree, i, quote)), None)
                if speaker is None or len(quote.span.of(self.text).split()) < 2:
                    continue
                kind = Reported(
                    tree.sentence, i, tree.span(i, i), speaker, tree.sentence, (), "direct", cue.stance, cue.effects, cue.factive, "unnamed", cue.rule
                )
                self.found.append(kind)
                return len(self.found) - 1
        return None

    def _subject(self, tree: Tree, i: int, quote: Quote) -> list[int]:
        own = [*tree.under(i, "nsubj"), *(k for k in tree.under(i, "dobj", "attr", "dep", "npadvmod") if k > i)]
        return [s for s in own or subjects(tree, i, self.ontology.cues.grammar) if not quote.span.holds(tree.span(s, s))]

    def _stands_alone(self, quote: Quote, inside: list[Sentence]) -> bool:
        words = len(quote.span.of(self.text).split())
        return words >= SCARE_WORDS and quote.span.end - quote.span.start >= 0.6 * sum(s.span.end - s.span.start for s in inside)

    def _near(self, quote: Quote, before: Quote | None) -> bool:
        """Whether the quote follows the statement before it in the same paragraph or the next."""
        assert self.last is not None
        last_end = max(s.end for s in self.found[self.last].content) if self.found[self.last].content else 0
        last_block = next((s.block for s in self.coding.sentences if s.span.start <= last_end <= s.span.end + 3), None)
        return last_block is not None and quote.block - last_block <= 1

    def _kind(self, r: Reported) -> StatementKind:
        total = sum(s.end - s.start for s in r.content)
        quoted = sum(max(0, min(s.end, q.span.end) - max(s.start, q.span.start)) for s in r.content for q in self.coding.quotes)
        if r.cue_span is not None and any(q.span.holds(r.cue_span) for q in self.coding.quotes):
            return "attitude" if r.kind == "attitude" else "indirect"
        if quoted >= 0.9 * total and total:
            return "direct"
        if quoted and r.kind != "attitude":
            return "mixed"
        return r.kind


def _union(spans: tuple[Span, ...], more: Span) -> tuple[Span, ...]:
    """Spans with one more, joined where they touch or overlap, in order."""
    out: list[Span] = []
    for span in sorted((*spans, more)):
        if out and span.start <= out[-1].end + 3:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
