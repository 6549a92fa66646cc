"""What a time expression is made of, and what it is counted from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sayso.ontology.times import TimeWords
from sayso.stages.dating.calendar import Interval


@dataclass(frozen=True, slots=True)
class At:
    """What an expression is counted from: the day of the report (None: unknown), whether its verb looks ahead, the interval the report
    named before (None: none), and the year a neighbour states (None: none)."""

    anchor: date | None
    ahead: bool
    before: Interval | None
    year: int | None = None
    hour: int | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """The groups of a match, read through the tables of words."""

    groups: dict[str, str | None]
    words: TimeWords

    def word(self, table: str) -> str | None:
        """The value of the first filled group of a table."""
        for group, text in self.groups.items():
            if text is not None and group.rstrip("0123456789") == table:
                return self.words.value(table, text)
        return None

    def raw(self, *groups: str) -> str | None:
        """The first filled group as printed, in lower case."""
        return next((text.lower() for g in groups if (text := self.groups.get(g)) is not None), None)

    def number(self, group: str) -> int | None:
        """A group of digits, with its ordinal ending or without."""
        text = self.groups.get(group)
        return int("".join(c for c in text if c.isdigit())) if text else None

    def count(self, group: str = "count") -> float:
        """How many: digits or number words; 1 where none is printed."""
        text = self.groups.get(group)
        if text is None:
            return 1
        if text[0].isdigit():
            return int(text.replace(",", ""))
        table = self.words.words["number"]
        plain = " ".join(text.lower().split())
        if plain in table:
            return int(table[plain]) or 0.5
        return sum(int(table[w]) for w in plain.replace("-", " ").split())

    @property
    def month(self) -> int | None:
        text = self.groups.get("month")
        return self.number("m") if text is None else self.words.month(text)


Reckon = Callable[[Parts, At], Interval | None]
