"""Words around place names, and the forms of expression they make: 30 km north of, the outskirts of, a province of that name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sayso.ontology.strict import Entry, read_yaml

TYPES = ("admin1", "admin2", "town", "site", "quarter", "area", "water")
LEADS = frozenset({"of", "from", "off", "outside", "inside", "into", "beyond", "the", "The"})
LARGE = frozenset({"admin1", "admin2", "town", "area"})
"""Kinds of place that are called so before their name: the village of, the province of; a market of a town is not the town."""
LISTS = (
    "eponyms",
    "apart",
    "bodies",
    "parts",
    "near",
    "about",
    "borders",
    "sides",
    "inside",
    "moving",
    "between",
    "moves",
    "journeys",
    "hits",
    "happenings",
    "speaks",
    "belongs",
    "names",
)
TABLES = ("directions", "units", "counts")
_DIGITS = r"\d{1,3}(?:[,.]\d{1,3})?"


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """`types` is word -> kinds of place it names; `directions` word -> degrees from north; `units` word -> kilometres; `counts` of number words.

    `suffix` matches a word of kind behind a name; `away`, `near`, `part` and `side` match what stands right before one, and
    `leads` are the words one of which must stand there for any of these; `border` matches the start of a word for a border.
    """

    types: dict[str, tuple[str, ...]]
    directions: dict[str, float]
    units: dict[str, float]
    counts: dict[str, float]
    lists: dict[str, frozenset[str]]
    suffix: re.Pattern[str]
    away: re.Pattern[str]
    near: re.Pattern[str]
    part: re.Pattern[str]
    side: re.Pattern[str]
    kind: re.Pattern[str]
    border: re.Pattern[str]
    leads: frozenset[str]

    def has(self, name: str, word: str) -> bool:
        """Whether a word is in a list."""
        return word in self.lists[name]

    def kinds(self, word: str) -> tuple[str, ...]:
        """The kinds of place a word names, in either number."""
        plain = word.lower()
        return self.types.get(plain) or self.types.get(plain.removesuffix("s")) or ()


def load_place_words(path: Path) -> PlaceWords:
    """The place words of a language. Raises DataError."""
    file = read_yaml(path)
    file.only(("types", *TABLES, *LISTS))
    table = file.table("types")
    table.only(TYPES)
    types: dict[str, tuple[str, ...]] = {}
    for kind in TYPES:
        for word in table.words(kind):
            types[word] = (*types.get(word, ()), kind)
    lists = {name: frozenset(file.words(name)) for name in LISTS}
    directions, units, counts = (_numbers(file, name) for name in TABLES)
    town = _any(w for w, kinds in types.items() if not {"admin1", "town", "site", "area", "quarter", "admin2", "water"}.isdisjoint(kinds))
    adjective = r"(?:[a-z]+(?:-[a-z]+)* ){0,2}"
    of_kind = rf"(?:the )?(?:{adjective}(?:{town})s?(?: of|,)? )?(?:the )?$"
    way = _any(directions)
    return PlaceWords(
        types=types,
        directions=directions,
        units=units,
        counts=counts,
        lists=lists,
        suffix=re.compile(rf"(?:[’']s)?\s(?:the )?({_any(types)})(?:s(?=\W|$))?(?!\w)", re.IGNORECASE),
        away=re.compile(
            rf"(?<!\w)(?:(?:{_any(file.words('about'))}) )*(?P<count>{_DIGITS}|{_any(counts)})[ -]?(?P<unit>{_any(units)}) "
            rf"(?:(?:to the |due )?(?P<way>{way})(?:wards?)? )?(?:of|from|off|outside|inside|away from|inland from|into|"
            rf"down ?river from|up ?river from|beyond) {of_kind}",
            re.IGNORECASE,
        ),
        near=re.compile(rf"(?<![\w-])(?:(?P<near>{_any(file.words('near'))})|(?:to the |just |due )?(?P<way>{way}) of) {of_kind}", re.IGNORECASE),
        part=re.compile(
            rf"(?:(?<!\w)|(?<=the ))(?:(?P<adjective>{_any(file.words('parts'))}) |(?:the )(?P<noun>{way}|centre|center|interior|heartland) of )(?:the )?$",
            re.IGNORECASE,
        ),
        side=re.compile(rf"(?<!\w)(?P<of>[A-Z][\w-]+(?:[’']s)?) (?:\w+ )?(?:{_any(file.words('sides'))}) of (?:the )?(?:[a-z]+ )?$"),
        kind=re.compile(rf"(?<!\w)(?P<kind>{_any(w for w, kinds in types.items() if not LARGE.isdisjoint(kinds))}) of (?:the )?$", re.IGNORECASE),
        border=re.compile(rf"\b(?:{'|'.join(sorted(lists['borders']))})"),
        leads=LEADS | {w.split()[-1] for name in ("near", "parts") for w in lists[name]} | set(types),
    )


def _numbers(file: Entry, name: str) -> dict[str, float]:
    table = file.table(name)
    try:
        return {word: float(table.text(word)) for word in table.values}
    except ValueError as error:
        raise file.fail(name, f"not a number: {error}") from None


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))
