"""How good a coder is on labelled texts: the figures, what they are made of, and how sure they are.

Everything here counts; matching answers to labels is done in `evaluate` and `said`.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.model.text import Skip
from sayso.readers import Quarantined

RESAMPLES = 1000
EVERY = "all"
"""What the score over all types is called."""

_MACRO = (EVERY, "macro-F1")
Tally = Mapping[str, tuple[int, int, int]]
"""Of one text: type to labelled events, claims, and matches between them; what is debatable is left out."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share and the 95 % interval it has when texts are drawn again; None where there is nothing to divide by."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Score:
    """Of one event type, or of all: labelled events, claims, claims that match an event, and the shares these make."""

    event: str
    gold: int
    coded: int
    matched: int
    precision: Rate
    recall: Rate
    f1: Rate


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `of`; `share` is None where `of` is 0."""

    name: str
    count: int
    of: int
    share: float | None


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often an event of one type was not found while its sentence has a claim of another type."""

    gold: str
    coded: str
    times: int


@dataclass(frozen=True, slots=True)
class Miss:
    """An event that was not found (`gold`), a claim that matches none (`coded`), or both where one stands for the other.

    `coded` is the type with its modes and `rules` are what gave it; `passed_over` is what was tried in the sentence of
    an event that was not found. `text` is the sentence, the whole text where the sentence is not known.
    """

    document: str
    text: str
    gold: str | None
    gold_trigger: str | None
    coded: str | None
    coded_trigger: str | None
    rules: tuple[str, ...]
    passed_over: tuple[Skip, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """How well statements are found: `score` over all, `kinds` the share found of each labelled kind, `details` the share
    right of each part of the matched; both hold only what the labels allow."""

    score: Score
    debatable: Share
    kinds: tuple[Share, ...]
    details: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How well times, places and figures are found: `scores` by name, `exact` the share of the found in the very words of the
    label, `details` the share right of each part; all hold only what is labelled."""

    scores: tuple[Score, ...]
    exact: tuple[Share, ...]
    details: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What an evaluation found. `scored`: of how many texts the events are labelled. `debatable` counts labels that neither help
    nor hurt, `found` of them were coded.

    `macro_f1` is the mean over the types that are labelled at least once; `details` holds the share right of each part
    of the matched claims; `false_facts` are matched claims given as fact though the label says that the author does not
    vouch for them; `invented` are conditions of matched claims where the label says that there is none; `firing` are texts
    without an event that have a claim all the same. `said` is None where no text's statements are labelled, `circumstances` where no text's
    times, places and figures are.
    """

    texts: int
    scored: int
    failed: tuple[Quarantined, ...]
    debatable: Share
    types: tuple[Score, ...]
    overall: Score
    macro_f1: Rate
    details: tuple[Share, ...]
    status_macro_f1: float | None
    false_facts: Share
    invented: Share
    firing: Share
    confusion: tuple[Confusion, ...]
    misses: tuple[Miss, ...]
    said: Said | None
    circumstances: Circumstances | None


def share(name: str, count: int, of: int) -> Share:
    """The share `count` is of `of`."""
    return Share(name, count, of, _ratio(count, of))


def share_of(name: str, answers: Iterable[bool]) -> Share:
    """How many of the answers are yes."""
    given = list(answers)
    return share(name, sum(given), len(given))


def scores(tallies: Sequence[Tally]) -> tuple[tuple[Score, ...], Score, Rate]:
    """Each type by name, all types together, and macro-F1, with percentile intervals over texts drawn with replacement.

    The draw is seeded: the same tallies always give the same intervals.
    """
    total = _sum((tally, 1) for tally in tallies)
    values = _measures(total)
    drawn: dict[tuple[str, str], list[float]] = {key: [] for key in values}
    dice = random.Random(0)  # noqa: S311 - a bootstrap, no secret
    for _ in range(RESAMPLES if tallies else 0):
        times = Counter(dice.choices(range(len(tallies)), k=len(tallies)))
        for key, value in _measures(_sum((tallies[n], k) for n, k in times.items())).items():
            if value is not None:
                drawn[key].append(value)

    def rate(event: str, measure: str) -> Rate:
        return _rate(values.get((event, measure)), drawn.get((event, measure), []))

    def score(event: str) -> Score:
        gold, coded, matched = total.get(event, (0, 0, 0))
        return Score(event, gold, coded, matched, rate(event, "precision"), rate(event, "recall"), rate(event, "F1"))

    return tuple(score(event) for event in sorted(total) if event != EVERY), score(EVERY), rate(*_MACRO)


def macro_f1(pairs: Iterable[tuple[str, str]]) -> float | None:
    """The mean F1 over the labels that stand first in at least one pair (label, answer); None where there is no pair."""
    given = list(pairs)
    wanted, answered, right = Counter(g for g, _ in given), Counter(a for _, a in given), Counter(g for g, a in given if g == a)
    return _mean([2 * right[label] / (n + answered[label]) for label, n in sorted(wanted.items())])


def _sum(tallies: Iterable[tuple[Tally, int]]) -> dict[str, tuple[int, int, int]]:
    """Tallies added up, each as many times as it is given, with a row for all types."""
    out: dict[str, tuple[int, int, int]] = {EVERY: (0, 0, 0)}
    for tally, times in tallies:
        for event, (gold, coded, matched) in tally.items():
            for key in (event, EVERY):
                g, c, m = out.get(key, (0, 0, 0))
                out[key] = (g + times * gold, c + times * coded, m + times * matched)
    return out


def _measures(total: Tally) -> dict[tuple[str, str], float | None]:
    """All figures that counts make, by type and name."""
    out: dict[tuple[str, str], float | None] = {}
    for event, (gold, coded, matched) in total.items():
        out[event, "precision"], out[event, "recall"] = _ratio(matched, coded), _ratio(matched, gold)
        out[event, "F1"] = _ratio(2 * matched, gold + coded)
    out[_MACRO] = _mean([2 * m / (g + c) for event, (g, c, m) in sorted(total.items()) if g and event != EVERY])
    return out


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None


def _rate(value: float | None, drawn: list[float]) -> Rate:
    """The value with the middle 95 % of what was drawn."""
    if value is None or not drawn:
        return Rate(value, None, None)
    ordered = sorted(drawn)
    return Rate(value, ordered[math.floor(0.025 * (len(ordered) - 1))], ordered[math.ceil(0.975 * (len(ordered) - 1))])
