"""Quotation marks joined with the grammar's statements: every spoken quote gets its speaker, across sentences and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.model.coding import Coding, Quote, Reported
from sayso.model.statement import StatementKind
from sayso.model.text import Sentence, Span
from sayso.model.tree import Tree
from sayso.ontology.cues import SayCue
from sayso.ontology.load import Ontology
from sayso.stages.grammar import FINITE, subjects
from sayso.stages.near import Marks, Rows, Shelf
from sayso.stages.reported import trim

SCARE_WORDS = 4
"""Quotes shorter than this many words that no cue introduces are names, titles or irony, not speech."""
SENTENCE_WORDS = 7
"""As many words in marks with a finite verb are a sentence somebody said, not a title."""
BESIDE = 14
"""How many words may stand between a quote and the cue that the parse did not connect to it: a speaker with office and party."""

SIGNATURE = re.compile(r"""["”’'»]*\s{0,3}(?P<dash>[―—–-]{1,2})\s{0,2}(?P<name>[^\W\d_][^\n.,;:"“”]{1,60}?)\s*(?=$|\n|\.\s|\.$)""")
MARKS = " \t\r\n\"“”„«»'‘’`"


class Quoted:
    """Gives every spoken quote of a document its speaker."""

    def __init__(self, coding: Coding, ontology: Ontology, found: list[Reported]) -> None:
        self.coding, self.ontology, self.found = coding, ontology, found
        self.text = coding.document.text
        self.last: int | None = None
        self.marks, self.rows = Marks(coding.quotes), Rows(coding.sentences)
        self.held = Shelf(found)

    def join(self) -> list[Reported]:
        """The statements with quotes joined in; a quote without a cue continues the statement before it."""
        for quote in self.coding.quotes:
            self._one(quote)
        return [replace(r, kind=self._kind(r)) for r in self.found if r.content]

    def _one(self, quote: Quote) -> None:
        inside = self.rows.touching(quote.span)
        at = self._by_content(quote) if inside else None
        if at is None and inside:
            at = self._signed(quote)
        if at is None and inside:
            at = self._by_cue(quote, inside)
        if at is None and inside:
            at = self._announced(quote, inside)
        if at is not None:
            self._put(at, self._joined(self.found[at], quote))
            self.last = at
        elif inside and self._stands_alone(quote, inside):
            told = self._told_before(inside[0])
            if told is not None and self.found[told].content and self._ahead(self.found[told]):
                r = self.found[told]  # "The mayor said A. "B."": a statement of its own
                self.last = self._add(replace(r, cue=None, cue_span=None, content=(trim(quote.span, self.text),), kind="direct", rule="statements#goes-on"))
                return
            self.last = self.last if told is None else told
            if self.last is not None and self._near(quote):
                self._put(self.last, (*self.found[self.last].content, trim(quote.span, self.text)), 1)
            else:
                self._somebodys(quote, inside)
        elif inside and len(quote.span.of(self.text).split()) >= SENTENCE_WORDS:
            self._somebodys(quote, inside)

    def _add(self, r: Reported) -> int:
        """A statement put on the list; its place there."""
        self.found.append(r)
        self.held.put(len(self.found) - 1, r)
        return len(self.found) - 1

    def _put(self, at: int, content: tuple[Span, ...], new: int | None = None) -> None:
        """A statement of the list with other content, of which the last so many are `new` (None: all)."""
        self.found[at] = replace(self.found[at], content=content)
        self.held.put(at, self.found[at], new)

    def _somebodys(self, quote: Quote, inside: Sequence[Sentence]) -> None:
        """Words in marks that nobody is named for are still not the outlet's: a statement without a speaker, if they have a finite verb."""
        tree = self.coding.trees[inside[0].index]
        if any(tree.tag[k] in FINITE and quote.span.holds(tree.span(k, k)) for k in range(len(tree))):
            content = (trim(quote.span, self.text),)
            self._add(Reported(tree.sentence, None, None, None, tree.sentence, content, "direct", "neutral", (), False, "unnamed", "statements#unsigned"))

    def _joined(self, r: Reported, quote: Quote) -> tuple[Span, ...]:
        """The statement's content with the quote; unquoted words beyond a clause quoted whole are no part of it."""
        span = trim(quote.span, self.text)
        if not quote.closed or len(span.of(self.text).split()) <= SCARE_WORDS:
            return _union(r.content, span)
        return _union(tuple(s for s in r.content if not self._beyond(s, span, quote, r.cue_span)), span)

    def _beyond(self, piece: Span, span: Span, quote: Quote, cue: Span | None) -> bool:
        """Whether a piece of content is the sentence's own words round the quote: across the cue, before a colon, or behind a full stop."""
        if any(q is not quote for q in self.marks.touching(piece)):
            return False
        across = cue is not None and (piece.end <= cue.start < span.start or span.end <= cue.start < piece.start)
        led = cue is not None and piece.end <= span.start < cue.start and self.text[piece.end : span.start].lstrip().startswith(":")
        trails = piece.start >= span.start - 3 and piece.end > span.end and self.text[quote.span.end - 1] in ",.?!"
        return across or led or trails

    def _by_content(self, quote: Quote) -> int | None:
        """A statement whose cue stands outside the quote and whose content the quote covers for the most part."""
        span = trim(quote.span, self.text)
        best, most = None, 0
        for n in self.held.near(span):
            r = self.found[n]
            if r.cue_span is None or quote.span.holds(r.cue_span) or (r.kind == "attitude" and len(quote.span.of(self.text).split()) < SCARE_WORDS):
                continue
            shared = sum(max(0, min(s.end, span.end) - max(s.start, span.start)) for s in r.content)
            if shared > most and (shared >= 0.4 * sum(e - s for s, e in r.content) or shared >= 0.9 * (span.end - span.start)):
                best, most = n, shared
        return best

    def _by_cue(self, quote: Quote, inside: Sequence[Sentence]) -> int | None:
        """A verb of saying beside the quote that the parse did not connect to it, also in a sentence of its own right behind."""
        near = list(inside)
        after = self._numbered(inside[-1].index + 1)
        if after is not None and after.block == quote.block and 0 <= after.span.start - quote.span.end <= 4:
            near.append(after)
        for index, i in self._nearest(quote, near, after):
            tree = self.coding.trees[index]
            cue = self._spoken(tree, i)
            speaker = next(iter(self._subject(tree, i, quote)), None) if cue is not None else None
            if cue is None or speaker is None or len(quote.span.of(self.text).split()) < 2:
                continue
            known = next((n for n in self.held.of(index) if self.found[n].cue == i), None)
            if known is None:
                return self._added(index, i, tree.span(i, i), speaker, cue.rule, cue)
            if self._goes_on(self.found[known], quote):
                return known
            return None
        return None

    def _numbered(self, index: int) -> Sentence | None:
        return self.coding.sentences[index] if 0 <= index < len(self.coding.sentences) else None

    def _nearest(self, quote: Quote, near: list[Sentence], after: Sentence | None) -> list[tuple[int, int]]:
        """The verbs near a quote as sentence and token, the nearest first; in a sentence behind it only the first words."""
        found = []
        for sentence in near:
            tree = self.coding.trees[sentence.index]
            for i in range(2 if sentence is after else len(tree)):
                gap = self._gap(tree, i, quote) if i < len(tree) and tree.is_verb(i) else None
                if gap is not None:
                    found.append((gap, sentence.index, i))
        return [(s, i) for _, s, i in sorted(found)]

    def _spoken(self, tree: Tree, i: int) -> SayCue | None:
        """The cue of a verb that takes direct speech."""
        return next((c for c in self.ontology.cues.says.get(("verb", tree.lemma[i]), ()) if "quote" in c.takes), None) if tree.is_verb(i) else None

    def _goes_on(self, r: Reported, quote: Quote) -> bool:
        """Whether a quote goes on with a statement: right beside its content or its cue, or across the cue from words in marks too."""
        cue = r.cue_span
        if cue is None:
            return False
        if quote.span.end <= cue.start:
            return any(s.start > cue.end and self._in_marks(s) for s in r.content)
        ends = [s.end for s in (*r.content, cue) if s.end <= quote.span.start]
        beside = len(self.text[max(ends) : quote.span.start].strip(MARKS + ",:;").split()) <= 2
        at = quote.span.start
        while at and self.text[at - 1] in MARKS:
            at -= 1
        return beside or (self.text[max(0, at - 1) : at] == "," and any(s.end < cue.start and self._in_marks(s) for s in r.content))

    def _in_marks(self, span: Span) -> bool:
        return self.marks.holding(span) is not None

    def _signed(self, quote: Quote) -> int | None:
        """A name behind a quote and a dash: "…" — Jane Doe."""
        found = SIGNATURE.match(self.text, quote.span.end)
        if found is None:
            return None
        for sentence in self.rows.touching(Span(found.start("name"), found.start("name") + 1)):
            tree = self.coding.trees[sentence.index]
            if tree.start and tree.start[0] <= found.start("name") < tree.end[-1]:
                name = [k for k in range(len(tree)) if found.start("name") <= tree.start[k] < found.end("name") and tree.is_noun(k)]
                return self._added(tree.sentence, None, Span(*found.span("dash")), name[-1], "statements#signed") if name else None
        return None

    def _announced(self, quote: Quote, inside: Sequence[Sentence]) -> int | None:
        """A sentence before the quote that ends with a cue and a colon: "The minister said:"."""
        before = self._numbered(inside[0].index - 1)
        if before is None or not before.span.of(self.text).rstrip().endswith(":") or self.text[before.span.end : quote.span.start].strip(MARKS):
            return None
        tree = self.coding.trees[before.index]
        for i in reversed(range(len(tree))):
            cue = self._spoken(tree, i)
            speaker = next(iter(self._subject(tree, i, quote)), None) if cue is not None else None
            if cue is not None and speaker is not None:
                return self._added(tree.sentence, i, tree.span(i, i), speaker, cue.rule, cue)
        return None

    def _added(self, sentence: int, i: int | None, at: Span, speaker: int, rule: str, cue: SayCue | None = None) -> int:
        """A statement that only its quote fills, put on the list; its place there."""
        stance, effects, factive = (cue.stance, cue.effects, cue.factive) if cue is not None else ("neutral", (), False)
        return self._add(Reported(sentence, i, at, speaker, sentence, (), "direct", stance, effects, factive, "unnamed", rule))

    def _gap(self, tree: Tree, i: int, quote: Quote) -> int | None:
        """How many words stand between a cue and a quote; None where too many do, or another quote. A few quoted words must be right beside the cue."""
        at = tree.span(i, i)
        if quote.span.holds(at):
            return None
        gap = Span(at.end, quote.span.start) if at.end <= quote.span.start else Span(quote.span.end, at.start)
        words = len(gap.of(self.text).split(None, BESIDE + 1)) if gap.end > gap.start else 0
        if words > BESIDE or any(q is not quote for q in self.marks.touching(gap)):
            return None
        return words if words <= 1 or (words <= BESIDE and len(quote.span.of(self.text).split()) >= SCARE_WORDS) else None

    def _subject(self, tree: Tree, i: int, quote: Quote) -> list[int]:
        """Who speaks: the subject; behind the cue only where the cue comes first ("said the minister")."""
        own = [s for s in tree.under(i, "nsubj") or subjects(tree, i, self.ontology.cues.grammar) if not quote.span.holds(tree.span(s, s))]
        if own or i == 0 or any(c.isalnum() for c in tree.word[i - 1]):
            return own
        behind = (k for k in tree.under(i, "dobj", "attr", "dep", "npadvmod") if k > i and tree.tag[k] != "PRP")
        return [s for s in behind if not quote.span.holds(tree.span(s, s))]

    def _stands_alone(self, quote: Quote, inside: Sequence[Sentence]) -> bool:
        """Whether a quote is all there is of its sentences; a word in marks inside a sentence is no speech."""
        total = sum(s.span.end - s.span.start for s in inside)
        long = len(quote.span.of(self.text).split()) >= SCARE_WORDS or self.text[quote.span.end - 1] in ".?!"
        return long and quote.span.end - quote.span.start >= 0.85 * total

    def _told_before(self, sentence: Sentence) -> int | None:
        """The statement that fills the sentence right before, in the same paragraph: its speaker goes on."""
        before = self._numbered(sentence.index - 1)
        if before is None or before.block != sentence.block:
            return None
        here = [n for n in self.held.of(before.index) if (r := self.found[n]).kind != "attitude" and r.content and self._outside(r)]
        behind = [n for n in here if not self._ahead(self.found[n])]
        last = [n for n in here if before.span.end - self.found[n].content[-1].end <= 3]
        whole = sorted(last, key=lambda n: -sum(e - s for s, e in self.found[n].content))
        return behind[-1] if behind else whole[0] if whole else None

    def _outside(self, r: Reported) -> bool:
        """Whether a cue stands outside all marks."""
        return r.cue_span is not None and not self._in_marks(r.cue_span)

    @staticmethod
    def _ahead(r: Reported) -> bool:
        """Whether a cue stands before what is said."""
        return r.cue_span is not None and r.cue_span < r.content[-1]

    def _near(self, quote: Quote) -> bool:
        """Whether the quote follows the statement before it in the same paragraph or the next."""
        assert self.last is not None
        row = self.rows.at(self.held.end(self.last), 3)
        return row is not None and quote.block - row.block <= 1

    def _kind(self, r: Reported) -> StatementKind:
        total = sum(s.end - s.start for s in r.content)
        quoted = sum(min(s.end, q.span.end) - max(s.start, q.span.start) for s in r.content for q in self.marks.touching(s))
        if r.cue_span is not None and self._in_marks(r.cue_span):
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
