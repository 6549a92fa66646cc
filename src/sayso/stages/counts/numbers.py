"""Number expressions: "at least 14", "between 30 and 40", "2 lakh", "$5.2 million", "a policeman", "no one"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sayso.model.text import Span
from sayso.model.tree import Tree
from sayso.ontology.figures import FigureWords
from sayso.ontology.numbers import NumberWords

MAX_COUNT = 10_000_000
MAX_SUM = 10**16
DETERMINERS = frozenset({"det", "nummod", "quantmod", "amod"})
BOUND_TAGS = frozenset({"IN", "RB", "DT", "JJS", "JJR", "TO", "RBR", "CC", "SYM", "RBS"})
LARGE = 1000
WEIGHTS = frozenset({"pound", "pounds"})
Sort = Literal["count", "sum", "article", "none"]
_DECIMAL_COMMA = re.compile(r"\d,\d{1,2}(?!\d)|\d\.\d{3}\.\d{3}")
_GROUPED = re.compile(r"\d{1,3}(?:[,. \u00a0\u202f]\d{3})+")
_JOINED = re.compile(r"\s?[-\u2010\u2011]\s?([A-Za-z]+)")
_WORDS = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Number:
    """An expression: its tokens and its place, low, best and high, and `core`, the token that stands for it in the parse.

    `strong` is the token behind it in "a 40-strong convoy"."""

    first: int
    last: int
    core: int
    span: Span
    low: int | None
    best: int | None
    high: int | None
    sort: Sort
    strong: int | None = None


def numbers(text: str, tree: Tree, words: FigureWords, taken: tuple[Span, ...]) -> Iterator[Number]:
    """The number expressions of a sentence from left to right, without those inside `taken` (times)."""
    reader, at = _Reader(text, tree, words.number), -1
    told, opening = words.told, words.opening
    for i, lower in enumerate(tree.low):
        if (lower not in opening and lower.isalpha() and lower.isascii()) or tree.start[i] < at:
            continue
        span = reader.match(i) if reader.may_start(i, lower) else None
        if span is not None:
            timed = [t.end for t in taken if t.overlaps(span)]
            at = max([span.end, *timed])
            if not timed and (found := reader.read(i)) is not None:
                yield found
        elif lower in told.no or lower in told.nobody or lower in told.anybody or lower in told.without:
            yield _none(tree, i, lower in told.no)
        elif lower in words.number.articles and (article := _article(tree, i)) is not None:
            yield article


def _article(tree: Tree, i: int) -> Number | None:
    """One, by an article: "a policeman", "another soldier", "a third", or "another" alone."""
    if i + 2 < len(tree) and tree.lemma[i + 2] == "of" and tree.low[i + 1].endswith(("th", "third", "quarter", "half", "fifth")):
        return None
    if tree.dep[i] in DETERMINERS and tree.head[i] > i and tree.tag[tree.head[i]] in ("NN", "NNP", "JJ"):
        return Number(i, i, tree.head[i], tree.span(i, i), 1, 1, 1, "article")
    if tree.dep[i] in DETERMINERS and tree.head[i] > i + 2 and tree.tag[tree.head[i]] == "NNS":  # "a midwife and six patients"
        for k in range(i + 1, min(i + 4, tree.head[i])):
            if tree.tag[k] == "NN" and tree.lemma[k + 1] in ("and", ","):
                return Number(i, i, k, tree.span(i, i), 1, 1, 1, "article")
    alone = tree.low[i] not in ("a", "an") and not (i + 1 < len(tree) and tree.tag[i + 1] in ("CD", "NNS", "NN"))
    return Number(i, i, i, tree.span(i, i), 1, 1, 1, "article") if alone else None


def _none(tree: Tree, i: int, before: bool) -> Number:
    """Nobody: "no one", "nobody", "none", "no casualties"."""
    last = i
    if before and i + 1 < len(tree) and tree.lemma[i + 1] == "one":
        last = i + 1
    core = tree.head[i] if before and last == i and tree.dep[i] in ("det", "neg", "amod", "nummod") else last
    return Number(i, last, core, tree.span(i, last), 0, 0, 0, "none")


class _Reader:
    """Reads the expressions of one sentence."""

    def __init__(self, text: str, tree: Tree, words: NumberWords) -> None:
        self.text, self.tree, self.words = text, tree, words

    def may_start(self, i: int, lower: str) -> bool:
        """Whether an expression may start at token i."""
        if lower not in self.words.starts and lower.split("-")[0] not in self.words.starts:
            if lower.isascii() and lower.isalpha() and lower not in self.words.signs:
                return False
            if not (any(c.isdecimal() and c.isascii() for c in lower) or lower[:1] in self.words.signs or lower in self.words.signs):
                return False
        before = self.tree.start[i] - 1
        return before < 0 or not (self.text[before].isalnum() or self.text[before] in "-–/.:,")

    def match(self, i: int) -> Span | None:
        """Where the words of a number that start at token i stand."""
        match = self.words.pattern.match(self.text, self.tree.start[i], self.tree.end[-1])
        return None if match is None or self._broken(match.end()) else Span(match.start(), match.end())

    def read(self, i: int) -> Number | None:
        """The expression that starts at token i, None where it counts nothing."""
        match = self.words.pattern.match(self.text, self.tree.start[i], self.tree.end[-1])
        if match is None or self._broken(match.end()):
            return None
        if match["bound"] and self.tree.dep[i] == "prt":  # "handed over 14 bodies"
            return self.read(i + 1)
        part = match.groupdict()
        money = any(part[k] for k in ("symbol", "symbolb", "coin1", "coin2", "coinb"))
        low, high = self._values(part)
        if money and not self._money(part, match.group(), low or 0):
            return None
        if low is None or low > (MAX_SUM if money else MAX_COUNT) or (high or 0) > (MAX_SUM if money else MAX_COUNT):
            return None
        last = self._token(match.end())
        strong = self._joined(match.end())
        if strong == -1 or (not money and self._unit(last)) or (match.group().lower() == "one" and self._another(i)):
            return None
        bound = self.words.bounds.get(" ".join((part["bound"] or part["behind"] or "").lower().split()))
        open_above = part["vague"] is not None and high is None
        values = _bounded(bound, low, low if high is None and not open_above else high)
        return Number(i, last, self._core(i, last), Span(match.start(), match.end()), *values, "sum" if money else "count", strong)

    def _broken(self, end: int) -> bool:
        """Whether the match ends inside a word or a longer number: "66th", "6.20", "12/08"."""
        rest = self.text[end : end + 2]
        return bool(rest) and (rest[0].isalnum() or rest[0] == "_" or (rest[0] in "./:,–" and rest[1:].isdigit()))

    def _money(self, part: dict[str, str | None], whole: str, amount: int) -> bool:
        """Pounds are money only in large sums or with a country's name: "500 pounds each"; single letters only in large sums: "N30 million"."""
        coin = part["coin1"] or part["coin2"] or part["coinb"] or ""
        sign = (part["symbol"] or part["symbolb"] or "").strip()
        if len(sign) == 1 and sign.isalpha():
            return sign.isupper() and amount >= LARGE
        if not sign and amount >= LARGE and coin.split()[-1].lower() not in WEIGHTS:
            return True
        if part["symbol"] or part["symbolb"] or coin.split()[-1].lower() not in self.words.pounds:
            return True
        return len(coin.split()) > 1 or any(w in self.words.scales for w in whole.lower().split())

    def _values(self, part: dict[str, str | None]) -> tuple[int | None, int | None]:
        if part["vague"]:
            return self.words.vague[" ".join(part["vague"].lower().split())]
        one, two = part["one"] or part["oneb"] or "", part["two"] or part["twob"]
        low = self._amount(one)
        high = self._amount(two) if two else None
        if low is not None and high is not None and high >= 1000 and low < 1000 and two is not None and not one.split()[1:]:
            scale = next((self.words.scales[w] for w in _WORDS.findall(two.lower()) if w in self.words.scales), 1)
            low = low * scale if scale > 1 and low * scale < high else low
        return low, high

    def _amount(self, words: str) -> int | None:
        """The value of digits with scales, or of a number in words."""
        words = " ".join(words.lower().split())
        digits = re.match(r"\d[\d,. ]*\d|\d", words)
        if digits is None:
            return self._spelled(_WORDS.findall(words))
        number = digits.group()
        scales = [self.words.scales[w] for w in _WORDS.findall(words[digits.end() :]) if w in self.words.scales]
        value = self._digits(number, bool(scales))
        for scale in scales:
            value = min(value * scale, MAX_SUM * 10)
        return round(value)

    def _digits(self, number: str, scaled: bool) -> float:
        """Digits with points and commas: three digits behind a sign are thousands, unless a scale follows a point."""
        if _GROUPED.fullmatch(number):
            point = number.count(".") == 1 and "," not in number
            if not (scaled and point and not _DECIMAL_COMMA.search(self.text)):
                return int(re.sub(r"\D", "", number)) if len(number) < 40 else MAX_SUM * 10
        if len(number) > 30:
            return MAX_SUM * 10
        return float(number.replace(" ", "").replace(",", "."))

    def _spelled(self, words: list[str]) -> int | None:
        total, group, seen = 0, 0, False
        for word in words:
            if word in self.words.numbers:
                group, seen = group + self.words.numbers[word], True
            elif word in self.words.scales:
                scale = self.words.scales[word]
                group, seen = max(group, 1) * scale, True
                if scale >= 1000:
                    total, group = total + group, 0
        return total + group if seen else None

    def _joined(self, end: int) -> int | None:
        """The token of "strong" in "40-strong"; -1 where the number is part of another word ("14-year-old"); None where nothing is joined."""
        match = _JOINED.match(self.text, end)
        if match is None or (match.group()[0] == " " and match.group()[1:2] in "-‐‑" and match.group().count(" ") == 2):
            return None
        return self._token(match.end()) if match.group(1).lower() in self.words.strong else -1

    def _unit(self, last: int) -> bool:
        """Whether a unit of measure stands behind: "40 km", "12 percent", "20 nautical miles"."""
        word = self.tree.word
        return last + 1 < len(word) and word[last + 1].lower() in self.words.units

    def _another(self, i: int) -> bool:
        """ "no one", "any one", "one another" count nobody."""
        before = self.tree.low[i - 1] if i else ""
        after = self.tree.low[i + 1] if i + 1 < len(self.tree) else ""
        clause = i > 0 and self.tree.tag[i - 1] == "IN"
        return (before in ("no", "any", "every", "this", "that") and not clause) or after in ("another", "-")

    def _token(self, end: int) -> int:
        """The last token that starts before `end`."""
        return max(i for i in range(len(self.tree)) if self.tree.start[i] < end)

    def _core(self, first: int, last: int) -> int:
        """The last of the expression's tokens whose head lies outside it."""
        tree, inside = self.tree, range(first, last + 1)
        outside = (i for i in inside if tree.head[i] not in inside or tree.head[i] == i or tree.tag[tree.head[i]] == "IN")
        tops = [i for i in outside if tree.tag[i] not in BOUND_TAGS]
        return tops[-1] if tops else last


def _bounded(bound: str | None, low: int, high: int | None) -> tuple[int | None, int | None, int | None]:
    """Low, best and high of a number under its bound."""
    if bound == "low":
        return low, None, None
    if bound == "over":
        return low + 1, None, None
    if bound == "high":
        return None, None, low if high is None else high
    if bound == "below":
        return None, None, (low if high is None else high) - 1
    if bound == "about":
        return (None, low, None) if low == high else (low, None, high)
    return (low, low, low) if low == high else (low, None, high)
