"""Towns and divisions of the world by name, in a read-only SQLite file: 150,000 rows that need not be loaded to be found."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from sayso.errors import DataError
from sayso.model.memory import Memory

LONGEST = 6
REMEMBERED = 50_000
LOWER = 2
"""How many words of a name may begin with a small letter side by side: Santo Domingo de los Tsáchilas."""
QUERY = """SELECT key, name, kind, country, admin1, latitude, longitude, gazetteer, population, precision
FROM names JOIN places ON places.id = place WHERE key IN (SELECT value FROM json_each(?))"""
_WORD = re.compile(r"[^\W_](?:[\w.]|['’ʼ`-](?=\w))*")
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "ə": "a", "Ə": "a"})
_DROP = re.compile(r"['’ʼ`‘ʻʿʾ.]")
_OWNER = re.compile(r"['’]s?$")
_OWNERS = ("'s", "’s", "s'", "s’")
_SHORT = frozenset({"st.", "mt.", "ft.", "ste."})
_SAINTS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_ARTICLE = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|es|ed|er)-(?=[A-Z])", re.IGNORECASE)


def name_key(name: str) -> str:
    """What spellings of one name share: lower case, no accents, apostrophes or full stops, a blank for a hyphen."""
    if name.isalpha() and name.isascii():
        return _SAINTS.get(plain := name.lower(), plain)
    plain = name
    if not name.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", name.translate(_PLAIN)) if not unicodedata.combining(c))
    plain = _DROP.sub("", plain.lower()).replace("-", " ").replace("–", " ")
    return " ".join([_SAINTS.get(w, w) for w in plain.split()])


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place. Degrees are WGS 84; None for areas. `precision` is UCDP's where_prec. `countries` of an area may be several."""

    name: str
    kind: str
    countries: tuple[str, ...]
    admin1: str | None
    latitude: float | None
    longitude: float | None
    gazetteer: str | None
    population: int
    precision: int


class Run(NamedTuple):
    """Words that may be a name: their key and place, and whether they begin and end with a capital, as a town's do."""

    key: str
    start: int
    end: int
    town: bool


class Word(NamedTuple):
    """A printed word in names: whether it counts as a capital one (al- and a capital does), whether its first letter is one, how long it is without a
    possessive ending and a full stop, its key so, its key as printed ("" where nothing was taken off), and whether more than a full stop was."""

    capital: bool
    upper: bool
    size: int
    key: str
    whole: str
    owner: bool


class Towns:
    """The rows of the file. Opened at the first look-up, read only; what was asked is remembered, up to a limit."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._store: sqlite3.Connection | None = None
        self._known: dict[str, tuple[PlaceRow, ...]] = {}
        self._borders: Memory[tuple[str, str], bool] = Memory(self._border, REMEMBERED)
        self.words: Memory[str, Word] = Memory(taken_apart, REMEMBERED)

    def __reduce__(self) -> tuple[type[Towns], tuple[Path]]:
        return Towns, (self.path,)

    def named(self, keys: Iterable[str]) -> dict[str, tuple[PlaceRow, ...]]:
        """Places by each of the keys that names one, the most populous first. Raises DataError for a file that is none of ours."""
        asked = list(dict.fromkeys(keys))
        new = [k for k in asked if k not in self._known]
        if new:
            if len(self._known) > REMEMBERED:
                self._known.clear()
                new = asked
            self._known.update(self._fetched(new))
        return {k: rows for k in asked if (rows := self._known[k])}

    def borders(self, country: str, other: str) -> bool:
        """Whether two countries have a common land border."""
        return self._borders[country, other]

    def _border(self, countries: tuple[str, str]) -> bool:
        return bool(self._asked("SELECT 1 FROM neighbours WHERE country = ? AND neighbour = ?", countries))

    def _fetched(self, keys: list[str]) -> dict[str, tuple[PlaceRow, ...]]:
        out: dict[str, list[PlaceRow]] = {k: [] for k in keys}
        for key, name, kind, country, *rest in self._asked(QUERY, (json.dumps(keys),)):
            out[key].append(PlaceRow(name, kind, (country,), *rest))
        return {k: tuple(sorted(rows, key=lambda r: (-r.population, r.precision, r.countries, r.gazetteer or ""))) for k, rows in out.items()}

    def _asked(self, query: str, values: tuple[str, ...]) -> list[tuple[Any, ...]]:
        if self._store is None:
            self._store = self._open()
        try:
            return list(self._store.execute(query, values))
        except sqlite3.Error as error:
            raise DataError(str(self.path), 0, "", f"cannot be read: {error}", "put the file of the package back") from error

    def _open(self) -> sqlite3.Connection:
        if not self.path.is_file():
            raise DataError(str(self.path), 0, "", "no such file", "put the file of the package back")
        return sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def taken_apart(printed: str) -> Word:
    """A word as it may stand in a name."""
    capital = printed[0].isupper()
    bare = _OWNER.sub("", printed) if printed.endswith(_OWNERS) else printed
    if bare[-1] == "." and bare.lower() not in _SHORT:
        bare = bare.rstrip(".")
    whole = name_key(printed) if bare != printed else ""
    return Word(capital or ("-" in printed and _ARTICLE.match(printed) is not None), capital, len(bare), name_key(bare), whole, bare != printed.rstrip("."))


def runs_in(text: str, openers: frozenset[str], trailing: frozenset[str], known: Memory[str, Word]) -> list[list[Run]]:
    """At each word that can begin a name (with a capital, with al- and a capital, or one of the openers): the runs of one to six words, shortest
    first. They end with a capital, save behind openers and `trailing`, keys of words with which a name begins that ends otherwise."""
    found = list(_WORD.finditer(text))
    words = [known[w.group()] for w in found]
    begin = [i for i, word in enumerate(words) if word.capital or found[i].group() in openers]
    if not begin:
        return []
    places = [w.span() for w in found]
    return [_runs(text, words, places, i, found[i].group() in openers, trailing) for i in begin]


def _runs(text: str, words: list[Word], places: list[tuple[int, int]], i: int, opened: bool, trailing: frozenset[str]) -> list[Run]:
    first, low, key, behind, out = places[i][0], 0, "", 0, list[Run]()
    for k in range(i, min(len(words), i + LONGEST)):
        word, start = words[k], places[k][0]
        if k > i and (start != behind + 1 or text[behind] != " "):
            break
        capital = k == i or word.capital
        low = 0 if capital else low + 1
        if low > LOWER:
            break
        whole = f"{key} {word.key}" if key else word.key
        ends = capital if not opened else k > i
        if ends or (k > i and whole.partition(" ")[0] in trailing):
            out.append(Run(whole, first, start + word.size, capital and not opened))
        if word.whole:
            if not (k + 1 < len(words) and words[k + 1].upper and word.owner):
                break
            whole = f"{key} {word.whole}" if key else word.whole  # "Cox's Bazar"
        key = whole
        behind = places[k][1]
    return out
