"""Borders named by their countries: "the Syrian-Jordanian border", "Kenya's frontier with Somalia", "the border between Niger and Mali"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sayso.model.coding import Name
from sayso.model.text import Span
from sayso.ontology.actors import NAMING
from sayso.ontology.load import Ontology

_WITH = re.compile(r"s? (?:line |area |region |zone |crossing )?(?:with|of|to) (?:the )?$")
_BETWEEN = re.compile(r"s? (?:line |area |region |zone )?(?:between|of) (?:the )?$")
_AND = re.compile(r" and (?:the )?")
_OWN = re.compile(r"(?:[’']s?)? (?:[a-z-]+ )?$")
_SERVICE = re.compile(r"s? (?:guard|police|service|force|agency|patrol|troop|officer|official|control|security)")
_HYPHEN = re.compile(r"\s?[-–]\s?")


class Land(NamedTuple):
    """Where a country's name or adjective stands in a sentence, and its code."""

    start: int
    end: int
    country: str


@dataclass(frozen=True, slots=True)
class Border:
    """The words of a border and the countries they name, in their order: one or two."""

    span: Span
    countries: tuple[str, ...]


def borders_in(text: str, start: int, parties: Sequence[Name], ontology: Ontology) -> Iterator[Border]:
    """The borders of a sentence that begins at `start` of the document."""
    lands = [Land(n.span.start - start, n.span.end - start, n.country) for n in parties if n.use in NAMING and n.kind == "state" and n.country]
    for word in ontology.place_words.border.finditer(text) if lands else ():
        before, first = _before(text, word.start(), lands)
        behind, last = _behind(text, word.end(), lands)
        found = tuple(dict.fromkeys((*before, *behind)))[:2]
        if found and not _SERVICE.match(text, word.end()):
            yield Border(Span(start + first, start + (last or _end(text, word.end()))), found)


def nameless(found: tuple[str, ...], seen: Counter[str], ontology: Ontology) -> tuple[str, ...]:
    """A border of which only one side is named lies to the country the report speaks of most among its neighbours; the one alone where it names none."""
    if len(found) > 1:
        return found
    near = [c for c, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0])) if c != found[0] and ontology.places.towns.borders(found[0], c)]
    return (found[0], near[0]) if near else found


def _before(text: str, at: int, lands: Sequence[Land]) -> tuple[list[str], int]:
    """Countries right before a word, and where they begin: "Syria-Jordan ", "Thai–Cambodian ", "Kenya's ", "Lebanese "."""
    last = next((m for m in reversed(lands) if m.end <= at and _OWN.fullmatch(text[m.end : at])), None)
    if last is None:
        return [], at
    other = next((m for m in lands if m.end < last.start and _HYPHEN.fullmatch(text[m.end : last.start])), None)
    both = [m for m in (other, last) if m is not None]
    return [m.country for m in both], both[0].start


def _behind(text: str, at: int, lands: Sequence[Land]) -> tuple[list[str], int | None]:
    """Countries right behind a word, and where they end: " with Somalia", " between Niger and Mali"."""
    first = next((m for m in lands if m.start > at and (_WITH.fullmatch(text[at : m.start]) or _BETWEEN.fullmatch(text[at : m.start]))), None)
    if first is None:
        return [], None
    if _BETWEEN.fullmatch(text[at : first.start]):
        second = next((m for m in lands if m.start > first.end and _AND.fullmatch(text[first.end : m.start])), None)
        if second is not None:
            return [first.country, second.country], second.end
        if " of" not in text[at : first.start]:
            return [], None
    return [first.country], first.end


def _end(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] == "s" else at
