"""Words of time, and the expressions made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sayso.errors import DataError
from sayso.ontology.strict import Entry, read_csv, read_yaml

PRINTED = frozenset({"month", "weekday", "feast"})
"""Tables matched with their capitals: "may" is no month."""
NUMBERS = {
    "year": r"(?:1[5-9]|20)\d\d(?![\d,.]\d)",
    "day": r"\d{1,2}(?:st|nd|rd|th|(?!\d|[.,]\d{1,3}(?!\d)))",
}
GIVES = frozenset(
    [
        "day",
        "days",
        "month",
        "month of year",
        "months",
        "piece",
        "year",
        "years",
        "quarter",
        "decade",
        "century",
        "season",
        "feast",
        "shift",
        "weekend",
        "ago",
        "weekday ago",
        "weekday on",
        "weekday from",
        "iso week",
        "weekday of month",
        "few",
        "eve",
        "share",
        "back",
        "ahead",
        "in",
        "same",
        "from",
        "weekday",
        "offset",
        "night",
        "vague",
        "recent",
        "soon",
        "set",
        "duration",
        "clock",
        "noon",
    ]
)
JOINS = frozenset({"range", "clock", "hours", "same", "set", "whole", "left"})
SIDES = frozenset({"any", "day", "clock", "set", "duration"})
_PLACEHOLDER = re.compile(r"\{([a-z]+)(\d?)\}")


@dataclass(frozen=True, slots=True)
class TimePattern:
    """One form of expression: its regular expression, the words (lower case) of which one must be in the sentence, how it is
    reckoned, and more words of which one must be there (none: no more)."""

    id: str
    on: frozenset[str] | None
    regex: re.Pattern[str]
    gives: str
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Join:
    """Two expressions beside each other that are one."""

    left: str
    right: str
    between: re.Pattern[str]
    gives: str


@dataclass(frozen=True, slots=True)
class TimeExample:
    """A sentence printed on `PUBLISHED` (see run/examples.py) and the interval its expression must give; None for none."""

    file: str
    line: int
    rule: str
    text: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class TimeWords:
    """`words` is table -> word (lower case) -> value; `feasts` is feast -> first and last days, in order; `by_word` the numbers of the
    patterns that a word of a sentence calls for, under "" those that any digit calls for."""

    words: dict[str, dict[str, str]]
    patterns: tuple[TimePattern, ...]
    joins: tuple[Join, ...]
    lead: re.Pattern[str]
    tail: re.Pattern[str]
    names: re.Pattern[str]
    ages: re.Pattern[str]
    leads: re.Pattern[str]
    name_after: frozenset[str]
    pairs: dict[str, str]
    by_word: dict[str, tuple[int, ...]]
    before: frozenset[str]
    before_feast: frozenset[str]
    sequence: frozenset[str]
    feasts: dict[str, tuple[tuple[date, date], ...]]

    def value(self, table: str, word: str) -> str:
        """What a word of a table stands for. Raises KeyError for a word that is not in it."""
        return self.words[table][" ".join(word.lower().replace("’", "'").split())]

    def month(self, word: str) -> int:
        """The number of a month's name, with or without its full stop."""
        return int(self.value("month", word.rstrip(".")))


def load_times(words: Path, patterns_of: Path, feasts: Path) -> TimeWords:
    """The time words of a language and the feasts of the world. Raises DataError."""
    file = read_yaml(words)
    file.only(("words", "feast_after", "time_after", "names", "age_after", "vague_before", "name_after", "sequence", "pairs"))
    tables = {name: {w.lower(): table.text(w) for w in table.values} for name, table in file.table("words").items()}
    if missing := sorted({"month", "weekday", "unit", "number", "part", "way"} - tables.keys()):
        raise file.fail("words", f"the table {missing[0]!r} is missing")
    printed = {name: tuple(file.table("words").table(name).values) for name in tables}
    pairs, book = file.table("pairs"), read_yaml(patterns_of)
    book.only(("patterns", "joins", "lead", "tail"))
    patterns = tuple(_pattern(entry, tables, printed) for entry in book.entries("patterns"))
    return TimeWords(
        words=tables,
        patterns=patterns,
        by_word=_by_word(patterns),
        joins=tuple(_join(entry) for entry in book.entries("joins")),
        lead=_regex(book, "lead", rf"(?<!\w)(?:{book.text('lead')}) $"),
        tail=_regex(book, "tail", rf"(?:{book.text('tail')})(?!\w)"),
        names=re.compile(rf"(?<!\w)(?:{_any(file.words('names'))})(?!\w)"),
        ages=re.compile(rf"(?:{_any(file.words('age_after'))})(?!\w)"),
        leads=re.compile(rf"\s(?:{_any(file.words('vague_before'))})(?!\w)", re.IGNORECASE),
        pairs={f"{lead} ": pairs.text(lead) for lead in pairs.values},
        name_after=frozenset(file.words("name_after")),
        before=frozenset(file.words("time_after")),
        before_feast=frozenset(file.words("feast_after")),
        sequence=frozenset(file.words("sequence")),
        feasts=_feasts(feasts, set(tables.get("feast", {}).values()), file),
    )


def _by_word(patterns: tuple[TimePattern, ...]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns):
        for word in sorted(pattern.on) if pattern.on is not None else ("",):
            found.setdefault(word, []).append(number)
    return {word: tuple(numbers) for word, numbers in found.items()}


def load_time_examples(patterns: Path) -> tuple[TimeExample, ...]:
    """The examples of all patterns."""
    return tuple(
        TimeExample(e.file, e.line, f"times#{entry.text('id')}", e.text("text"), start := e.text("start", "") or None, e.text("end", "") or start)
        for entry in read_yaml(patterns).entries("patterns")
        for e in entry.entries("says")
    )


def _pattern(entry: Entry, tables: dict[str, dict[str, str]], printed: dict[str, tuple[str, ...]]) -> TimePattern:
    entry.only(("id", "on", "with", "is", "gives", "says"))
    on, source = entry.text("on"), entry.text("is")
    if on != "digit" and on not in tables:
        raise entry.fail("on", f"{on!r} is no table", f"use digit or one of {', '.join(sorted(tables))}")
    if not entry.entries("says"):
        raise entry.fail("says", "missing", "give one sentence at least")

    def filled(match: re.Match[str]) -> str:
        name, group = match.group(1), match.group(1) + match.group(2)
        if name in NUMBERS:
            return f"(?P<{group}>{NUMBERS[name]})"
        if name == "count":
            return rf"(?P<{group}>\d{{1,3}}(?:,\d{{3}})*|{_number(tables)})"
        if name not in tables:
            raise entry.fail("is", f"{name!r} is no table", f"use one of {', '.join(sorted(tables))}")
        return f"(?P<{group}>{'(?-i:' if name in PRINTED else '(?:'}{_any(printed[name])}))"

    regex = _regex(entry, "is", rf"(?<![\w$€£-])(?:{_PLACEHOLDER.sub(filled, source).replace(' ', _SPACE)})(?!\w)")
    words = None if on == "digit" else frozenset(w.split()[-1].lower() for w in tables[on]) | frozenset(f"{w.split()[-1].lower()}s" for w in tables[on])
    return TimePattern(entry.text("id"), words, regex, entry.text("gives", allowed=GIVES), frozenset(entry.words("with")))


_SPACE = r"\s"


def _number(tables: dict[str, dict[str, str]]) -> str:
    tens = [w for w, n in tables["number"].items() if n in ("20", "30", "40", "50", "60", "70", "80", "90")]
    ones = [w for w, n in tables["number"].items() if len(n) == 1 and n != "0" and len(w) > 2 and " " not in w]
    return rf"(?:{_any(tens)})[ -](?:{_any(ones)})|{_any(tables['number'])}"


def _join(entry: Entry) -> Join:
    entry.only(("left", "right", "between", "gives"))
    between = _regex(entry, "between", entry.text("between"))
    return Join(entry.text("left", allowed=SIDES), entry.text("right", allowed=SIDES), between, entry.text("gives", allowed=JOINS))


def _regex(entry: Entry, key: str, source: str) -> re.Pattern[str]:
    try:
        return re.compile(source, re.IGNORECASE)
    except re.error as error:
        raise entry.fail(key, f"not a regular expression: {error}") from None


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(w).replace("\\ ", " ").replace("'", "['’]") for w in words), key=lambda w: (-len(w), w)))


def _feasts(path: Path, named: set[str], words: Entry) -> dict[str, tuple[tuple[date, date], ...]]:
    out: dict[str, list[tuple[date, date]]] = {}
    for row in read_csv(path, ("feast", "start", "end")):
        try:
            first, last = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
        except ValueError:
            raise row.fail("start", "not a day", "write YYYY-MM-DD") from None
        if last < first:
            raise row.fail("end", "lies before the start")
        out.setdefault(row["feast"], []).append((first, last))
    if unknown := sorted(named - out.keys()):
        raise DataError(words.file, words.lines.get("words", 1), "feast", f"{unknown[0]!r} has no day in {path.name}")
    return {k: tuple(sorted(v)) for k, v in out.items()}
