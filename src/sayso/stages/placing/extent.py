"""The words around a name that say which place is meant: "30 km north of Irbid", "Isfahan province", "the Turkish bank of the Evros"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from sayso.model.text import Span
from sayso.ontology.place_words import PlaceWords

WINDOW = 90
_CAPITAL = re.compile(r"[A-Z][\w’'-]* $")
"""A name before the word: in "Baglar district of Diyarbakir" the district is Baglar."""
Relation = Literal["itself", "near", "part", "side"]


@dataclass(frozen=True, slots=True)
class Extent:
    """All words of a place, what kinds of place the word beside its name says it is, and how it lies to what is named.

    `km` and `bearing` (degrees from north) are None where not said; `side` is the word for whose side of it is meant."""

    span: Span
    kinds: tuple[str, ...] = ()
    kind_word: str = ""
    relation: Relation = "itself"
    km: float | None = None
    bearing: float | None = None
    side: str | None = None


def extent_of(text: str, start: int, span: Span, words: PlaceWords) -> Extent:
    """The extent of a name in a text whose sentence begins at `start`."""
    end, kind_word = span.end, ""
    kinds: tuple[str, ...] = ()
    if (match := words.suffix.match(text, span.end, span.end + WINDOW)) is not None:
        kinds, kind_word, end = words.kinds(match.group(1)), match.group(1).lower(), match.end()
    before = text[max(start, span.start - WINDOW) : span.start]
    base = span.start - len(before)
    word = before.rstrip(" ,").rpartition(" ")[2]
    if word not in words.leads and word.lower() not in words.leads:
        return Extent(Span(span.start, end), kinds, kind_word)
    if not kinds and (match := words.kind.search(before)) is not None and not _CAPITAL.search(before[: match.start()]):
        kinds, kind_word = words.kinds(match.group("kind")), match.group("kind").lower()
    lower = before.lower()
    if any(unit in lower for unit in words.units) and (match := words.away.search(before)) is not None:
        unit, way = match.group("unit").lower(), match.group("way")
        count = match.group("count").lower()
        km = (words.counts.get(count) or _number(count)) * words.units[unit]
        return Extent(Span(base + match.start(), end), kinds, kind_word, "near", km or None, words.directions[way.lower()] if way else None)
    if any(side in before for side in words.lists["sides"]) and (match := words.side.search(before)) is not None:
        return Extent(Span(base + match.start(), end), kinds, kind_word, "side", side=re.sub(r"[’']s$", "", match.group("of")))
    if (match := words.part.search(before)) is not None:
        return Extent(Span(base + match.start("adjective" if match.group("adjective") else "noun"), end), kinds, kind_word, "part")
    if (match := words.near.search(before)) is not None:
        way = match.group("way")
        return Extent(Span(base + match.start(), end), kinds, kind_word, "near", None, words.directions[way.lower()] if way else None)
    first = span.start
    if kind_word and (match := words.kind.search(before)) is not None and not _CAPITAL.search(before[: match.start()]):
        first = base + match.start()
    return Extent(Span(first, end), kinds, kind_word)


def _number(count: str) -> float:
    plain = count.replace(",", ".") if re.fullmatch(r"\d+,\d{1,2}", count) else count.replace(",", "")
    try:
        return float(plain)
    except ValueError:
        return 0.0
