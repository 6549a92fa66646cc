"""Time expressions into intervals, counted from the report's date and from the days it names, never from the machine's clock."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from datetime import date
from typing import Literal

from sayso.model.coding import Coding, TimeMention
from sayso.model.text import Span
from sayso.model.tree import Tree
from sayso.ontology.load import Ontology
from sayso.ontology.times import TimePattern
from sayso.stages.dating.calendar import Interval
from sayso.stages.dating.expressions import At, Parts
from sayso.stages.dating.found import Found, hour_of, time_of
from sayso.stages.dating.intervals import KINDS, resolve
from sayso.stages.dating.joining import joined
from sayso.stages.dating.stands import stands
from sayso.stages.dating.tense import looks_ahead

_DIGIT = re.compile(r"\d")
STEM = 5
"""Letters that words of one family share: abduct, abduction."""
YEARLESS = frozenset({"day", "days", "month"})
NO_DATE = "counted from the report's date, which is not known"
NO_DAY = "no such day"
NOT_NAMED = "counted from a day the report does not name before"


def times(coding: Coding, ontology: Ontology) -> Coding:
    """Fill `times`, in text order. Relative ones need a published date; without one they stand there with the reason."""
    finder = _Finder(coding, ontology)
    heads = finder.datelines()
    found = [(tree, f) for tree in coding.trees if len(tree) for f in finder.found(tree)]
    days = [(tree.sentence, f.interval) for tree, f in found if f.side == "day" and f.interval is not None and f.interval.days == 1]
    told = [_with_day(tree.sentence, f, days, finder.anchor) for tree, f in found]
    return replace(coding, times=(*heads, *(finder.mention(tree, f) for (tree, _), f in zip(found, told, strict=True))))


def _with_day(sentence: int, f: Found, days: list[tuple[int, Interval]], anchor: date | None) -> Found:
    """An hour whose day is named only behind it, at most a sentence on: "at 4 a.m. … police said on Tuesday"; the report's own day where it
    names no day at all. `days` are the days of the report, by sentence."""
    if f.side != "clock" or f.interval is not None:
        return f
    if not days and anchor is not None:
        return replace(f, interval=Interval(anchor, anchor))
    behind = bisect_left(days, sentence, key=lambda day: day[0])
    return replace(f, interval=days[behind][1] if behind < len(days) and days[behind][0] <= sentence + 1 else None)


class _Finder:
    """Finds the expressions of one document, sentence by sentence; remembers the interval and the hour named last."""

    def __init__(self, coding: Coding, ontology: Ontology) -> None:
        self.coding, self.ontology, self.words = coding, ontology, ontology.times
        published = coding.document.published
        self.anchor = date.fromisoformat(published) if published else None
        self.before: Interval | None = None
        self.hour: int | None = None
        self.dated: dict[str, Interval] = {}

    def found(self, tree: Tree) -> list[Found]:
        """The expressions of the next sentence."""
        atoms = self._atoms(tree)
        if not atoms:
            return []
        found = joined(self._resolved(tree, self._widened(tree, atoms)), self.coding.document.text, self.words, self.anchor)
        dated = [f.interval for f in found if f.dates and f.interval is not None]
        self.before = dated[-1] if dated else self.before
        if (day := next((f.interval for f in found if f.side == "day" and f.interval is not None and f.interval.days == 1), None)) is not None:
            self.dated.update({lemma[:STEM]: day for lemma in tree.lemma})
        return found

    def datelines(self) -> list[TimeMention]:
        """The day in a dateline; it stands in no sentence (number -1), and dates no act."""
        out: list[TimeMention] = []
        for block in self.coding.blocks:
            head = block.span.of(self.coding.document.text) if block.zone == "dateline" else ""
            matches = [(m, p.gives) for p in self.words.patterns if p.gives == "day" for m in p.regex.finditer(head)]
            if matches:
                m, gives = max(matches, key=lambda x: (x[0].end() - x[0].start(), -x[0].start()))
                parts = Parts(m.groupdict(), self.words)
                interval = resolve(gives, parts, At(self.anchor, False, None))
                span = Span(block.span.start + m.start(), block.span.start + m.end())
                f = Found(span, gives, parts, 0, interval, reason=None if interval else NO_DATE)
                out.append(TimeMention(-1, replace(time_of(f), text=m.group(), span=span), 0))
        return out

    def mention(self, tree: Tree, f: Found) -> TimeMention:
        """An expression as a record, with its words and the preposition before it."""
        kind = KINDS.get(f.gives, "date")
        time = replace(time_of(f), text=f.span.of(self.coding.document.text), span=f.span)
        return TimeMention(tree.sentence, time, f.token, "date" if kind == "clock" else kind, self._bound(tree, f.span))

    def _bound(self, tree: Tree, span: Span) -> Literal["since", "until"] | None:
        first = bisect_right(tree.end, span.start) % len(tree)
        word = tree.low[first - 1] if first else ""
        grammar = self.ontology.cues.grammar
        return "since" if grammar.has("since", word) else "until" if grammar.has("up_to", word) else None

    def _atoms(self, tree: Tree) -> list[Found]:
        """The longest match at each place, left to right."""
        start = tree.start[0]
        text = self.coding.document.text[start : tree.end[-1]]
        matches: list[tuple[int, int, int, TimePattern, re.Match[str]]] = []
        for order in sorted(self._called_for(tree, text)):
            p = self.words.patterns[order]
            matches.extend((m.start(), -m.end(), order, p, m) for m in p.regex.finditer(text))
        if not matches:
            return []
        fenced = [(m.start(), m.end()) for m in self.words.names.finditer(text)]
        out, at = list[Found](), -1
        for first, last, _, p, m in sorted(matches, key=lambda x: x[:3]):
            if first < at or any(a <= first < b for a, b in fenced):
                continue
            span = Span(start + first, start - last)
            part = Parts(m.groupdict(), self.words)
            if stands(self.words, tree, text, p.gives, part, m, span):
                out.append(Found(span, p.gives, part, _token(tree, span)))
                at = -last
        return out

    def _called_for(self, tree: Tree, text: str) -> set[int]:
        """The patterns that a word of the sentence, or a digit, calls for."""
        by_word, patterns = self.words.by_word, self.words.patterns
        words = {word.rstrip(".") for word in tree.low}
        words |= {part for word in words if "-" in word for part in word.split("-")}
        words.discard("")  # of a full stop: not the digits
        found = set(by_word.get("", ())) if _DIGIT.search(text) else set[int]()
        for word in by_word.keys() & words:
            found.update(by_word[word])
        return {n for n in found if not patterns[n].needs or not patterns[n].needs.isdisjoint(words)}

    def _widened(self, tree: Tree, found: list[Found]) -> list[Found]:
        """Days with "late on" before them and "night" behind."""
        text, start = self.coding.document.text, tree.start[0]
        out: list[Found] = []
        for f in found:
            a, b = f.span.start, f.span.end
            if out and a < out[-1].span.end:  # "Tuesday noon" is told already
                continue
            if f.side == "day" or f.gives == "days":
                lasting = bool(out) and out[-1].gives == "duration"
                edge = out[-2:-1] if lasting else out[-1:]
                floor = max(start, a - 45, *(e.span.end for e in edge))
                if lead := self.words.lead.search(text[floor:a]):
                    a = floor + lead.start()
                    if lasting and a < out[-1].span.end:
                        out.pop()
                if f.gives != "night" and (tail := self.words.tail.match(text, b, tree.end[-1])):
                    b = tail.end()
            out.append(replace(f, span=Span(a, b)))
        return out

    def _resolved(self, tree: Tree, found: list[Found]) -> list[Found]:
        out: list[Found] = []
        stated: int | None = None
        for i, f in enumerate(found):
            ahead = looks_ahead(tree, f.token, self.ontology.cues.grammar)
            year = None
            if f.gives in YEARLESS and f.part.number("year") is None:
                year = self._year_behind(found, i) or (stated if not ahead else None)
            at = At(self.anchor, ahead, self._reference(found, i), year, self.hour)
            if f.gives == "same" and f.part.raw("way") and (event := self._behind(found, i)) is not None:  # "the day after Christmas"
                at = replace(at, before=event)
            interval = self._beside(tree, found, out, i) if f.of_event else resolve(f.gives, f.part, at)
            f = replace(f, interval=interval, hour=hour_of(f.part) if f.side == "clock" else "", reason=None if interval else self._why(f, at))
            if interval is not None:
                if f.dates:
                    self.before, self.hour = interval, None
                if interval.stated and self.anchor is not None and interval.start.year < self.anchor.year and interval.days < 400:
                    stated = interval.start.year
            if f.hour:
                self.hour = int(f.hour[:2])
            out.append(f)
        return out

    def _reference(self, found: list[Found], i: int) -> Interval | None:
        """What "two days later" and a bare hour count from: an hour from a day named behind it, else the day named before."""
        return (self._behind(found, i) if found[i].side == "clock" else None) or self.before

    def _behind(self, found: list[Found], i: int) -> Interval | None:
        """The next day named in the sentence, where it does not itself count from another."""
        for later in found[i + 1 : i + 3]:
            if later.side == "day" and later.gives not in ("from", "same"):
                return resolve(later.gives, later.part, At(self.anchor, False, self.before))
        return None

    def _beside(self, tree: Tree, found: list[Found], done: list[Found], i: int) -> Interval | None:
        """The day of "a day after the raid": counted from a day named behind it, else from the raid's where the report dated it; "on Sunday,
        a day after the raid" is that Sunday. None where none of these is named."""
        f = found[i]
        if (event := self._behind(found, i)) is not None or (event := self._dated(tree, f)) is not None:
            return resolve(f.gives, f.part, At(self.anchor, False, event))
        return next((d.interval for d in reversed(done) if d.side == "day" and d.interval is not None and not d.of_event), None)

    def _dated(self, tree: Tree, f: Found) -> Interval | None:
        """The day of an earlier sentence that has the word an expression leads to: "the abduction" of "a day after the abduction", "abducted"."""
        if tree.sentence == 0:
            return None
        behind = next((i for i in range(len(tree)) if tree.start[i] >= f.span.end and (tree.is_verb(i) or tree.tag[i] in ("NN", "NNS"))), None)
        stem = tree.lemma[behind][:STEM] if behind is not None else ""
        if len(stem) < STEM:
            return None
        return self.dated.get(stem)

    @staticmethod
    def _year_behind(found: list[Found], i: int) -> int | None:
        """The year that a list gives only its last member: "3 May and 5 June 2019"."""
        for left, right in zip(found[i:], found[i + 1 :], strict=False):
            gap = right.span.start - left.span.end
            if gap > 9 or right.gives not in (*YEARLESS, "month of year", "year"):
                return None
            if (year := right.part.number("year")) is not None:
                return year if right.gives != "year" else None
        return None

    def _why(self, f: Found, at: At) -> str | None:
        if KINDS.get(f.gives) in ("duration", "set"):
            return None
        if f.gives in ("same", "from", "clock", "noon", "eve", "few"):
            return NOT_NAMED
        return NO_DAY if f.part.raw("year") or at.anchor is not None else NO_DATE


def _token(tree: Tree, span: Span) -> int:
    """The highest token of the expression."""
    inside = [i for i in range(len(tree)) if tree.start[i] >= span.start and tree.end[i] <= span.end] or [
        i for i in range(len(tree)) if tree.start[i] < span.end and tree.end[i] > span.start
    ]
    content = [i for i in inside if tree.tag[i] not in ("IN", "DT")] or inside
    return min(content, key=lambda i: (sum(1 for _ in tree.up(i)), i)) if content else 0
