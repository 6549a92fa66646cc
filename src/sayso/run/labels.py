"""The keys of a labelled record, each checked as it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from sayso.errors import InputError
from sayso.model.text import Span

_COUNTRY = re.compile("[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Labels:
    """The keys of one labelled thing; `place` says which. Every method raises InputError for a value that is not allowed.

    A key that is missing or null is None; `has` tells the two apart where null is an answer.
    """

    place: str
    row: Mapping[str, Any]

    def has(self, key: str) -> bool:
        """Whether the key is there, null or not."""
        return key in self.row

    def value(self, key: str, fits: Callable[[Any], bool], remedy: str) -> Any:
        """The value as it stands."""
        given = self.row.get(key)
        if given is not None and not fits(given):
            raise InputError(self.place, f"{key}: {given!r:.60} is not allowed", remedy)
        return given

    def one_of(self, key: str, kind: Any) -> Any:
        """One of the values of a Literal."""
        allowed = get_args(kind)
        return self.value(key, lambda v: v in allowed, f"use one of {', '.join(allowed)}")

    def flag(self, key: str) -> bool | None:
        """True or false."""
        found: bool | None = self.value(key, lambda v: isinstance(v, bool), "write true or false")
        return found

    def words(self, key: str) -> str | None:
        """Words, not blank."""
        found: str | None = self.value(key, _is_words, "write words, or null where there are none")
        return found

    def copied(self, key: str, text: str, where: Span) -> str | None:
        """Words that stand in a part of the text."""
        part = where.of(text)
        remedy = f"copy words of {'the text' if part == text else f'the sentence {part!r:.60}'} exactly, or leave the key out"
        found: str | None = self.value(key, lambda v: _is_words(v) and v in part, remedy)
        return found

    def list_of_words(self, key: str) -> tuple[str, ...] | None:
        """A list of words, none of them blank."""
        found = self.value(key, lambda v: isinstance(v, list) and all(map(_is_words, v)), 'write a list of words: ["…", "…"]')
        return None if found is None else tuple(found)

    def number(self, key: str, count: int, what: str) -> int | None:
        """The number, from 0, of one of so many things of the record."""
        remedy = f"count the {what} of the record from 0; it has {count}"
        found: int | None = self.value(key, lambda v: isinstance(v, int) and not isinstance(v, bool) and 0 <= v < count, remedy)
        return found

    def part(self, key: str, example: str) -> Labels | None:
        """An object inside, with keys of its own."""
        found = self.value(key, lambda v: isinstance(v, dict), f"write {example}")
        return None if found is None else Labels(f"{self.place}: {key}", found)

    def needs(self, *keys: str) -> None:
        """Raises InputError where one of the keys is missing or null."""
        for key in keys:
            if self.row.get(key) is None:
                raise InputError(self.place, f"no {key}", f"write the keys {', '.join(keys)}")

    def debatable(self) -> bool:
        """Whether `sure` is 1."""
        return bool(self.value("sure", lambda v: v in (1, 2, 3) and not isinstance(v, bool), "write 1 (debatable), 2 or 3") == 1)


def _is_words(value: Any) -> bool:
    return isinstance(value, str) and value.strip() != ""


def is_country(value: Any) -> bool:
    """Whether it looks like a country's code."""
    return isinstance(value, str) and bool(_COUNTRY.fullmatch(value))
