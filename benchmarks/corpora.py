"""Texts to measure speed on: political reports of our own labelled sentences and made wire copy, and general news that tells of no politics.

Documents have about 600 words. The same seed gives the same texts. Names are made of syllables, so that no cache knows them all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
WORDS = 600
GOLD_SHARE = 0.35
"""Of a political report's sentences, those of our gold: nearly each tells of an event, which is denser than any real report."""
COUNTRIES = ("Chad", "Libya", "Sudan", "Niger", "Mali", "Kenya", "Uganda", "Ethiopia", "Iran", "Iraq", "Syria", "Turkey", "Russia", "Ukraine", "Georgia")
COUNTRIES += ("Armenia", "India", "Pakistan", "China", "Japan", "Peru", "Colombia", "Venezuela", "Mexico", "France", "Germany", "Poland", "Spain", "Egypt")
GROUPS = ("Hezbollah", "Hamas", "al-Shabaab", "Boko Haram", "the M23 rebels", "Houthi", "Taliban", "PKK", "FARC", "the Northern Front")
BODIES = ("United Nations", "European Union", "African Union", "Arab League", "Red Cross", "OSCE")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "March", "May", "June", "August", "October")
SYLLABLES = ("ka", "lo", "mar", "ten", "dri", "sa", "vo", "bel", "ru", "hin", "to", "nar", "qu", "es", "gor", "mi", "zan", "pel", "du", "ker")


def political(count: int, seed: int = 1) -> Iterator[str]:
    """Reports in each of which nearly every paragraph concerns politics."""
    dice, gold, wire = Random(seed), _gold(), _reports("wire.txt")
    for _ in range(count):
        told = _filled(dice.choice(wire), dice)
        while _words(told) < WORDS * (1 - GOLD_SHARE):
            told += _filled(dice.choice(wire), dice)
        told = _cut(told, round(WORDS * (1 - GOLD_SHARE)))
        while _words(told) < WORDS:
            told.insert(dice.randrange(1, len(told)), dice.choice(gold))
        yield _paragraphs(told, dice)


def general(count: int, seed: int = 1) -> Iterator[str]:
    """Sport, business, weather, culture."""
    dice, reports = Random(seed), _reports("filler.txt")
    for _ in range(count):
        told = list[str]()
        while _words(told) < WORDS:
            told += dice.choice(reports)
        yield _paragraphs(_cut(told, WORDS), dice)


def mixed(count: int, seed: int = 1) -> Iterator[str]:
    """One political report in five."""
    dice = Random(seed)
    some, others = political((count + 4) // 5, dice.randrange(10**6)), general(count, dice.randrange(10**6))
    for n in range(count):
        yield next(some) if n % 5 == 0 else next(others)


def _gold() -> list[str]:
    rows = (json.loads(line) for line in (HERE.parent / "tests" / "gold" / "sentences.jsonl").read_text(encoding="utf-8").splitlines())
    return [" ".join(row["text"].split()) for row in rows]


def _reports(name: str) -> list[list[str]]:
    lines = [x for x in (HERE / name).read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    found = [block.split("\n") for block in "\n".join(lines).split("\n\n")]
    return [[s.strip() for s in block if s.strip()] for block in found if any(s.strip() for s in block)]


def _filled(report: list[str], dice: Random) -> list[str]:
    a, b, c = dice.sample(COUNTRIES, 3)
    values = {
        "C": a, "C2": b, "C3": c, "G": dice.choice(GROUPS), "U": dice.choice(BODIES), "D": dice.choice(DAYS), "D2": dice.choice(DAYS), "M": dice.choice(MONTHS),
        "T": _name(dice), "T2": _name(dice), "R": _name(dice), "O": _name(dice), "n": str(dice.randint(3, 90)), "n2": str(dice.randint(2, 99) * 100),
        "n3": f"{dice.randint(2, 90)},000", **{p: f"{_name(dice)} {_name(dice)}" for p in ("P", "P2", "P3", "P4")},
    }  # fmt: skip
    return [s.format(**values) for s in report]


def _name(dice: Random) -> str:
    return "".join(dice.choice(SYLLABLES) for _ in range(dice.randint(2, 3))).capitalize()


def _words(sentences: list[str]) -> int:
    return sum(len(s.split()) for s in sentences)


def _cut(sentences: list[str], words: int) -> list[str]:
    out, count = list[str](), 0
    for s in sentences:
        if count >= words:
            break
        out.append(s)
        count += len(s.split())
    return out


def _paragraphs(sentences: list[str], dice: Random) -> str:
    out, at = list[str](), 0
    while at < len(sentences):
        size = dice.choice((1, 1, 2, 2, 3))
        out.append(" ".join(sentences[at : at + size]))
        at += size
    return "\n\n".join(out)
