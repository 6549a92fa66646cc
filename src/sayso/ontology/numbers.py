"""How a language writes numbers, and one pattern for all of it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from sayso.ontology.strict import Entry

BOUNDS = ("low", "over", "high", "below", "about")
TABLES = ("behind", "vague", "numbers", "scales", "short")
LISTS = ("filler", "articles", "symbols", "coins", "pounds", "units", "strong")
_DIGITS = r"\d{1,3}(?:[,.]\d{3})+(?!\d)|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![-\d])|\d+(?:[.,]\d+)?"


@dataclass(frozen=True, slots=True)
class NumberWords:
    """How numbers are written. `pattern` matches an expression at the place it starts, `starts` are the words one may start with;
    `bounds` maps a phrase to low, over, high, below or about; `vague` a phrase to (low, high), None = open."""

    pattern: re.Pattern[str]
    starts: frozenset[str]
    signs: frozenset[str]
    bounds: dict[str, str]
    vague: dict[str, tuple[int, int | None]]
    numbers: dict[str, int]
    scales: dict[str, int]
    articles: frozenset[str]
    units: frozenset[str]
    strong: frozenset[str]
    pounds: frozenset[str]


def load_numbers(file: Entry) -> NumberWords:
    """The number words of a figures file. Raises DataError for what is missing or no number."""
    before = {phrase: bound for bound in BOUNDS for phrase in file.words(bound)}
    ends = file.table("behind")
    behind = {phrase: ends.text(phrase, allowed=BOUNDS) for phrase in ends.values}
    phrases = file.table("vague")
    vague = {phrase: _pair(phrases, phrase) for phrase in phrases.values}
    numbers, scales, short = (_whole(file.table(key)) for key in ("numbers", "scales", "short"))
    lists = {key: words(file, key) for key in LISTS}
    symbols = lists["symbols"]
    atom = _atom(numbers, scales, short)
    starts = [*before, *vague, *numbers, *scales, *symbols, "between"]
    return NumberWords(
        pattern=re.compile(_pattern(atom, lists, before, behind, vague), re.IGNORECASE),
        starts=frozenset(re.split(r"[ -]", p.lower())[0] for p in starts) | {"a", "an"},
        signs=frozenset(s for s in symbols if not s.isalnum()),
        bounds=before | behind,
        vague=vague,
        numbers=numbers,
        scales=scales | short,
        articles=lists["articles"],
        units=lists["units"],
        strong=lists["strong"],
        pounds=lists["pounds"],
    )


def _atom(numbers: Collection[str], scales: Collection[str], short: Collection[str]) -> str:
    """A number without bound or currency: "1.2 million", "3bn", "a hundred and fifty"."""
    scale, word = either(scales), either([*numbers, *scales])
    after_scale = "|".join(rf"(?<={re.escape(s)})" for s in scales)
    digits = rf"(?:{_DIGITS})(?:(?:{either(short)})\b|(?:[ -]?(?:{scale})\b)*)"
    spelled = rf"(?:an?[ -]+(?:{scale})|(?:{word}))\b(?:(?:(?:{after_scale})s?\s+and\s+|[\s-]+)(?:{word})\b)*"
    return rf"(?:{digits}|{spelled})"


def _pattern(atom: str, lists: dict[str, frozenset[str]], before: Collection[str], behind: Collection[str], vague: Collection[str]) -> str:
    """One number expression: a bound, a currency, a number or two, a currency, a second bound."""
    symbol = rf"(?:{either(lists['symbols'])})"
    coin = rf"(?:\s+(?-i:[A-Z][a-z]+))?\s+(?:{either(lists['coins'] | lists['pounds'])})\b"
    between = rf"between\s+(?P<symbolb>{symbol}\s?)?(?P<oneb>{atom})\s+and\s+{symbol}?\s?(?P<twob>{atom})(?P<coinb>{coin})?"
    first = rf"(?P<symbol>{symbol}\s?)?(?P<one>{atom})(?P<coin1>{coin})?"
    second = rf"(?:(?:\s+(?:to|or)\s+|\s?[-–—]\s?){symbol}?\s?(?P<two>{atom})(?P<coin2>{coin})?)?"
    lead = rf"(?:(?P<bound>{either(before)})\s+(?:(?:{either(lists['filler'])})\s+)?)?"
    return rf"{lead}(?:(?P<vague>{either(vague)})(?![\w-])|{between}|{first}{second})(?P<behind>\s?(?:{either(behind)})(?!\w))?"


def either(phrases: Collection[str]) -> str:
    """A pattern for any of these phrases, the longest first."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(phrases, key=lambda w: (-len(w), w)))


def words(file: Entry, key: str) -> frozenset[str]:
    """The words at `key`. Raises DataError where there are none."""
    found = file.words(key)
    if not found:
        raise file.fail(key, "missing", "write key: [one, two]")
    return frozenset(found)


def _pair(entry: Entry, phrase: str) -> tuple[int, int | None]:
    """ "24 -" or "3 9" as low and high."""
    low, _, high = entry.text(phrase).partition(" ")
    if not low.isdecimal() or not (high == "-" or high.isdecimal()):
        raise entry.fail(phrase, f"{entry.text(phrase)!r} is no low and high", 'write "3 9", or "24 -" where open')
    return int(low), None if high == "-" else int(high)


def _whole(entry: Entry) -> dict[str, int]:
    for word in entry.values:
        if not entry.text(word).isdecimal():
            raise entry.fail(word, f"{entry.text(word)!r} is no whole number", 'write word: "12"')
    return {word: int(entry.text(word)) for word in entry.values}
