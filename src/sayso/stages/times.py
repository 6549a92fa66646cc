"""Time expressions into intervals, counted from the report's date and from the days it names, never from the machine's clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from sayso.model.claim import Time
from sayso.model.coding import Coding, TimeMention
from sayso.model.text import Span
from sayso.model.tree import Tree
from sayso.ontology.load import Ontology
from sayso.ontology.times import Join, TimePattern
from sayso.stages.dating.calendar import Interval, date_precision
from sayso.stages.dating.expressions import At, Parts
from sayso.stages.dating.intervals import KINDS, resolve
from sayso.stages.dating.tense import looks_ahead

DAYS = frozenset({"day", "weekday", "weekday of month", "weekday on", "offset", "same", "feast", "from", "ago", "weekday ago", "night"})
STEM = 5
"""Letters that words of one family share: abduct, abduction."""
YEARLESS = frozenset({"day", "days", "month"})
BARE = frozenset({"month", "year", "years", "season"})
NO_DATE = "counted from the report's date, which is not known"
NO_DAY = "no such day"
NOT_NAMED = "counted from a day the report does not name before"
_LISTED = re.compile(r",? (?:and|or|to|until|through) |, | ?[-–] ?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """An expression: its place in the document, how it is reckoned, its parts, and what it comes to."""

    span: Span
    gives: str
    part: Parts
    token: int
    interval: Interval | None = None
    hour: str = ""
    reason: str | None = None

    @property
    def side(self) -> str:
        """clock, set, duration, day or any."""
        kind = KINDS.get(self.gives)
        return kind if kind in ("clock", "set", "duration") else "day" if self.gives in DAYS else "any"


def times(coding: Coding, ontology: Ontology) -> Coding:
    """Fill `times`, in text order. Relative ones need a published date; without one they stand there with the reason."""
    finder = Finder(coding, ontology)
    return replace(coding, times=tuple(m for tree in coding.trees if len(tree) for m in finder.mentions(tree)))


class Finder:
    """Finds the expressions of one document, sentence by sentence; remembers the interval named last."""

    def __init__(self, coding: Coding, ontology: Ontology) -> None:
        self.coding, self.ontology, self.words = coding, ontology, ontology.times
        published = coding.document.published
        self.anchor = date.fromisoformat(published) if published else None
        self.before: Interval | None = None
        self.hour: int | None = None
        self.dated: list[tuple[tuple[str, ...], Interval]] = []

    def mentions(self, tree: Tree) -> Iterator[TimeMention]:
        """The expressions of the next sentence."""
        found = self._joined(tree, self._resolved(tree, self._widened(tree, self._atoms(tree))))
        if (day := next((f.interval for f in found if f.side == "day" and f.interval is not None and f.interval.days == 1), None)) is not None:
            self.dated.append((tree.lemma, day))
        for f in found:
            kind = KINDS.get(f.gives, "date")
            text = f.span.of(self.coding.document.text)
            bound = self._bound(tree, f.span)
            yield TimeMention(tree.sentence, replace(_time(f), text=text, span=f.span), f.token, "date" if kind == "clock" else kind, bound)

    def _bound(self, tree: Tree, span: Span) -> Literal["since", "until"] | None:
        first = next((i for i in range(len(tree)) if tree.end[i] > span.start), 0)
        word = tree.word[first - 1].lower() if first else ""
        grammar = self.ontology.cues.grammar
        return "since" if grammar.has("since", word) else "until" if grammar.has("up_to", word) else None

    def _atoms(self, tree: Tree) -> list[Found]:
        """The longest match at each place, left to right."""
        seen = {w.lower().rstrip(".") for w in tree.word} | {part for w in tree.word if "-" in w for part in w.lower().split("-")}
        digit = any(c.isdigit() for w in seen for c in w)
        start = tree.start[0]
        text = self.coding.document.text[start : tree.end[-1]]
        matches: list[tuple[int, int, int, TimePattern, re.Match[str]]] = []
        for order, p in enumerate(self.words.patterns):
            if digit if p.on is None else not p.on.isdisjoint(seen):
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
            if self._stands(tree, text, p.gives, part, m, span):
                out.append(Found(span, p.gives, part, _token(tree, span)))
                at = -last
        return out

    def _stands(self, tree: Tree, text: str, gives: str, part: Parts, match: re.Match[str], span: Span) -> bool:
        """Whether what looks like a time is one: no age, no name, no count of people, no modal "May"."""
        if gives == "duration" and (self.words.ages.match(text, match.end()) or text[: match.start()].rstrip().endswith(("aged", "age"))):
            return False
        if "second" in (part.raw("unit"), part.raw("unit2")):  # "a second camp", "for a second time"
            return False
        if gives == "shift" and self.words.words["unit"].get((part.raw("unit") or "").rstrip("s")) == "0":
            return False
        if gives == "vague" and self.words.leads.match(text, match.end()):  # "shortly after Friday prayers"
            return False
        first = next((i for i in range(len(tree)) if tree.end[i] > span.start), 0)
        before = tree.word[first - 1].lower() if first else ""
        last = next(i for i in range(first, len(tree)) if tree.end[i] >= span.end)
        if gives in ("weekday", "day") and (_named(tree, first, last) or (gives == "weekday" and _surname(tree, first))):
            return False
        if gives == "day" and before == "the" and last + 1 < len(tree) and tree.lemma[last + 1] in self.words.name_after:  # "the 23 March accords"
            return False
        if gives == "set" and first == last and tree.is_noun(first) and part.raw("repeat"):  # "the Madrid daily"
            return False
        if gives == "feast":
            above = tree.head[last]
            if tree.dep[last] in ("compound", "nmod") and above > last and not tree.is_proper(above):  # "a Christmas truce"
                return True
            return before in self.words.before_feast or part.raw("piece", "year", "way") is not None or text[match.start() :].lower().startswith("the ")
        if gives not in BARE or part.raw("part", "way", "way2") is not None or (gives != "year" and part.raw("year") is not None):
            return True
        if gives == "season":
            return tree.is_noun(last) and (before in self.words.before or (before == "the" and first > 1 and tree.word[first - 2].lower() in self.words.before))
        if gives == "month":
            return self._is_month(tree, first, before, part)
        return self._is_year(tree, first, last, before)

    def _is_month(self, tree: Tree, first: int, before: str, part: Parts) -> bool:
        if tree.tag[first] == "MD" or (len(part.groups.get("month") or "") < 4 and (part.groups.get("month") or "") not in ("May",)):
            return False
        if before in self.words.before:
            return True
        above = tree.head[first]
        return tree.dep[first] in ("compound", "nmod", "npadvmod") and tree.is_noun(above) and not tree.is_proper(above) and above > first

    def _is_year(self, tree: Tree, first: int, last: int, before: str) -> bool:
        """A bare year stands behind a preposition of time or before a singular noun ("the 2006 war")."""
        if tree.tag[last] != "CD" or (first and tree.tag[first - 1] == "CD"):
            return False
        after = last + 1
        counted = (
            after < len(tree)
            and (tree.tag[after] in ("NNS", "NNPS") or tree.tag[after].startswith("JJ"))
            and tree.head[last] != last
            and tree.dep[last] == "nummod"
        )
        if before == "," and first > 1 and tree.tag[first - 2] == "CD" and len(tree.word[first - 2]) == 4 and not counted:  # "in 1962, 1967 and 1986"
            return True
        if before in self.words.before:
            return not counted or tree.tag[after] in ("NNP", "NNPS") or before in ("in", "since", "until", "by")
        above = tree.head[last]
        if tree.dep[last] in ("nummod", "compound", "nmod", "npadvmod") and above > last:
            return not counted or (first > 0 and before in ("the", "'s", "’s", "its", "their", "his", "her"))
        return (first > 0 and tree.is_noun(first - 1) and tree.dep[last] in ("npadvmod",)) or before in ("(", "[")

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
            interval = self._beside(tree, found, out, i) if _of_event(f) else resolve(f.gives, f.part, at)
            f = replace(f, interval=interval, hour=_hour(f.part) if f.side == "clock" else "", reason=None if interval else self._why(f, at))
            if interval is not None:
                if KINDS.get(f.gives, "date") == "date":
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
        return next((d.interval for d in reversed(done) if d.side == "day" and d.interval is not None and not _of_event(d)), None)

    def _dated(self, tree: Tree, f: Found) -> Interval | None:
        """The day of an earlier sentence that has the word an expression leads to: "the abduction" of "a day after the abduction", "abducted"."""
        if tree.sentence == 0:
            return None
        behind = next((i for i in range(len(tree)) if tree.start[i] >= f.span.end and (tree.is_verb(i) or tree.tag[i] in ("NN", "NNS"))), None)
        stem = tree.lemma[behind][:STEM] if behind is not None else ""
        if len(stem) < STEM:
            return None
        return next((day for lemmas, day in reversed(self.dated) if any(w.startswith(stem) for w in lemmas)), None)

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

    def _joined(self, tree: Tree, found: list[Found]) -> list[Found]:
        text = self.coding.document.text
        out: list[Found] = []
        for f in found:
            one = self._one(text, out[-1], f) if out else None
            if one is not None:
                out[-1] = one
                if one.interval is not None and KINDS.get(one.gives, "date") == "date":
                    self.before = one.interval
            else:
                out.append(f)
        return out

    def _one(self, text: str, a: Found, b: Found) -> Found | None:
        """Two neighbours as one expression, None where they stay two."""
        gap = text[a.span.end : b.span.start]
        join = next((j for j in self.words.joins if _sides(j, a, b) and len(gap) < 40 and j.between.fullmatch(gap)), None)
        if join is None:
            return None
        both = Span(a.span.start, b.span.end)
        if join.gives == "set":  # "6am to 6pm daily"
            return replace(b, span=both)
        if join.gives == "left":  # "October 19, a Saturday"
            return replace(a, span=both) if b.gives == "weekday" and a.gives != "weekday" else None
        if join.gives == "whole":
            return replace(a, span=both) if a.side != "day" or _of_event(a) or (a.gives == "same" and a.part.raw("way")) else None  # "two days before Eid"
        if join.gives == "hours":  # "from 23:10 to 00:35"
            later = a.interval is not None and b.hour and b.hour < a.hour and a.interval.days == 1
            over = replace(a.interval, end=a.interval.end + timedelta(days=1), edtf=None) if later and a.interval is not None else a.interval
            return replace(a, span=both, interval=over) if a.hour else None
        if join.gives == "clock" and a.gives != "from":
            clock, day = (a, b) if a.side == "clock" else (b, a)
            return replace(day, span=both, hour=day.hour or clock.hour)
        if a.interval is None or b.interval is None or "clock" in (a.side, b.side):
            return None
        if join.gives == "same":
            if _of_event(b):
                return None
            return replace(b if b.gives == "day" else a, span=both) if a.interval.start == b.interval.start and a.interval.end == b.interval.end else None
        if gap == " and " and not text[: a.span.start].lower().endswith(("between ", "between the hours of ")):
            return None
        return _range(a, b, both, self.anchor)


def _named(tree: Tree, first: int, last: int) -> bool:
    """Whether a day is the first part of somebody's or something's name: "Sunday Okafor", "the 17 February Brigade"."""
    after = last + 1
    if after >= len(tree) or tree.start[after] != tree.end[last] + 1 or not tree.is_proper(after):
        return False
    return any(tree.dep[i] in ("compound", "nmod") and tree.head[i] >= after and tree.is_proper(tree.head[i]) for i in range(first, after))


def _surname(tree: Tree, i: int) -> bool:
    """Whether a weekday is the last part of a name: "Lt. Gen. Martin Monday"."""
    before = i - 1
    beside = before >= 0 and tree.is_proper(before) and tree.dep[before] == "compound" and tree.head[before] == i
    return beside and tree.dep[i] in ("nsubj", "nsubjpass", "dobj", "poss", "appos", "agent")


def _of_event(f: Found) -> bool:
    """Whether an expression counts from something that happened: "two days after the raid"."""
    way = f.part.raw("way") in ("after", "before", "ahead", "ahead of")
    return way and f.gives == "from" and f.part.groups.get("that") is None


def _sides(join: Join, a: Found, b: Found) -> bool:
    return all((side == "any" and KINDS.get(f.gives, "date") == "date") or side == f.side for side, f in ((join.left, a), (join.right, b)))


def _range(a: Found, b: Found, both: Span, anchor: date | None) -> Found | None:
    """From the first day of one to the last of the other; where weekdays run over a week's edge, one of them lies a week off."""
    assert a.interval is not None
    assert b.interval is not None
    start, end = a.interval.start, b.interval.end
    if end < start and b.gives == "weekday":
        later = end + timedelta(days=7)
        if a.gives == "weekday" and anchor is not None and end <= anchor < later:
            start -= timedelta(days=7)
        else:
            end = later
    if end < start:
        return None
    return replace(a, span=both, interval=Interval(start, end, a.interval.stated and b.interval.stated), gives="days")


def _hour(part: Parts) -> str:
    """The time of day as HH:MM:SS, with Z or an offset where the zone is known; "" for none."""
    if part.raw("noon"):
        hour, minute = int(part.word("noon") or 0), 0
    else:
        word = part.word("number")
        hour, minute = part.number("hour") or part.number("hour2") or int(word or 0), part.number("minute") or part.number("minute2") or 0
        if word is None and part.raw("hour", "hour2") is None:
            return ""
        if off := part.raw("off"):  # "half past seven", "ten to five"
            shift = 30 if off.startswith("half") else 15 if "quarter" in off else int(part.count("number2") if part.raw("number2") else part.words.words["number"].get(off.split()[0], "0"))
            hour, minute = (hour, shift) if off.endswith("past") else (hour - 1, 60 - shift)
        half = part.raw("half", "half2") or ""
        if half.startswith(("p", "afternoon", "evening", "night")) and hour < 12:
            hour += 12
        elif half.startswith(("a.", "am")):
            hour %= 12
    if hour > 24 or minute > 59:
        return ""
    zone = part.word("zone")
    offset = (
        "" if not zone else "Z" if zone == "0" else f"{'-' if zone.startswith('-') else '+'}{int(abs(float(zone))):02}:{int(abs(float(zone)) * 60) % 60:02}"
    )
    return f"{hour % 24:02}:{minute:02}:00{offset}"


def _time(f: Found) -> Time:
    """The record of an expression."""
    interval = f.interval
    if interval is None:
        return Time(None, None, None, None, "relative", reason=f.reason)
    start, end = interval.start.isoformat(), interval.end.isoformat()
    edtf = interval.edtf or (start if start == end else f"{start}/{end}")
    if f.hour and start == end:
        edtf = f"{start}T{f.hour}"
    if interval.direction:
        edtf = f"{start}~/{end}" if interval.direction < 0 else f"{start}/{end}~"
    return Time(start, end, edtf, date_precision(interval.days), "stated" if interval.stated else "relative")


def _token(tree: Tree, span: Span) -> int:
    """The highest token of the expression."""
    inside = [i for i in range(len(tree)) if tree.start[i] >= span.start and tree.end[i] <= span.end] or [
        i for i in range(len(tree)) if tree.start[i] < span.end and tree.end[i] > span.start
    ]
    content = [i for i in inside if tree.tag[i] not in ("IN", "DT")] or inside
    return min(content, key=lambda i: (sum(1 for _ in tree.up(i)), i)) if content else 0
