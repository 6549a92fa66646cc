"""Words of time, and the patterns made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sayso.ontology.strict import Entry, read_yaml

LAYOUT = ("months", "weekdays", "units", "days", "overnight", "vague", "numbers")


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Months and weekdays by word (1-12, 0 = Monday), units in days, and one pattern an expression kind, tried in order."""

    months: dict[str, int]
    weekdays: dict[str, int]
    units: dict[str, int]
    days: dict[str, int]
    vague: dict[str, int]
    numbers: dict[str, int]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]


def load_times(path: Path) -> TimeWords:
    """The time words of a language."""
    file = read_yaml(path)
    file.only(LAYOUT)
    months = {w: n for n, group in enumerate(file.words("months"), 1) for w in group.split()}
    weekdays = {w: n for n, group in enumerate(file.words("weekdays")) for w in group.split()}
    units, days, vague = (_numbers(file, key) for key in ("units", "days", "vague"))
    numbers = {w: n for n, w in enumerate(file.words("numbers"))} | {"a": 1, "an": 1}
    return TimeWords(months, weekdays, units, days, vague, numbers, _patterns(months, weekdays, units, days, vague, numbers, file.words("overnight")))


def _numbers(file: Entry, key: str) -> dict[str, int]:
    table = file.entry(key)
    if table is None:
        raise file.fail(key, "missing")
    try:
        return {word: int(table.text(word)) for word in table.values}
    except ValueError as error:
        raise file.fail(key, f"not a whole number: {error}") from None


def _any(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))  # type: ignore[call-overload]


def _patterns(
    months: dict[str, int],
    weekdays: dict[str, int],
    units: dict[str, int],
    days: dict[str, int],
    vague: dict[str, int],
    numbers: dict[str, int],
    overnight: tuple[str, ...],
) -> tuple[tuple[str, re.Pattern[str]], ...]:
    month, weekday, unit, number = _any(months), _any(weekdays), _any(units), _any(numbers)
    long = _any([w for w in weekdays if len(w) > 4])
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    lead = rf"(?:(?P<weekday>{weekday})\.?,?\s+)?"
    table = (
        ("date", r"(?P<year>\d{4})-(?P<m>\d{2})-(?P<day>\d{2})"),
        ("date", rf"{lead}(?P<month>{month})\.?\s+{day}(?:\s*,\s*|\s+)(?P<year>(?:19|20)\d{{2}})"),
        ("date", rf"{lead}{day}\s+(?:of\s+)?(?P<month>{month})\.?,?\s+(?P<year>(?:19|20)\d{{2}})"),
        ("date", rf"{lead}(?P<month>{month})\.?\s+{day}(?!\d)"),
        ("date", rf"{lead}{day}\s+(?:of\s+)?(?P<month>{month})\b(?!\s+\d{{1,2}}\b)"),
        ("month", rf"(?P<month>{month})\.?,?\s+(?:of\s+)?(?P<year>(?:19|20)\d{{2}})"),
        ("ago", rf"(?P<count>\d{{1,3}}|{number})\s+(?P<unit>{unit})s?\s+(?P<way>ago|earlier|before|later|after)"),
        ("shift", r"(?P<way>last|next|this|past)\s+(?P<unit>week|month|year)"),
        ("span", rf"(?:in|over|for|during)?\s*the\s+(?:last|past)\s+(?P<count>\d{{1,3}}|{number})\s+(?P<unit>{unit})s?"),
        ("vague", rf"(?P<vague>{_any(vague)})"),
        ("overnight", rf"(?P<overnight>{_any(overnight)})"),
        ("relative", rf"(?P<relative>{_any(days)})"),
        (
            "weekday",
            rf"(?:(?P<way>last|next|this|on|early|late)\s+)?(?P<weekday>{long})(?:\s+(?:morning|afternoon|evening|night))?",
        ),
        ("bare", rf"(?:in|since|until|by|last|next|early|late|mid-)\s*(?:early\s+|late\s+)?(?P<month>{_any([m for m in months if len(m) > 2])})"),
        ("year", r"(?:in|since|by|until|during|of|from)\s+(?:early\s+|late\s+|mid-)?(?P<year>(?:19|20)\d{2})(?!\s*(?:people|troops|soldiers|\w+s\b))"),
        ("decade", r"(?:the\s+)?(?P<year>(?:19|20)\d0)s"),
    )
    return tuple((kind, re.compile(rf"(?<![\w]){pattern}(?![\w])", re.IGNORECASE)) for kind, pattern in table)
