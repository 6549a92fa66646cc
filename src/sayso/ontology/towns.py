"""Towns and divisions of the world by name, in a read-only SQLite file: 150,000 rows that need not be loaded to be found."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from sayso.errors import DataError

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


class Towns:
    """The rows of the file. Opened at the first look-up, read only; what was asked is remembered, up to a limit."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._store: sqlite3.Connection | None = None
        self._known: dict[str, tuple[PlaceRow, ...]] = {}

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
        query = "SELECT 1 FROM neighbours WHERE country = ? AND neighbour = ?"
        return bool(self._asked(query, (country, other)))

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


def runs_in(text: str, openers: frozenset[str], trailing: frozenset[str]) -> list[list[Run]]:
    """At each word that can begin a name (with a capital, with al- and a capital, or one of the openers): the runs of one to six words, shortest
    first. They end with a capital, save behind openers and `trailing`, keys of words with which a name begins that ends otherwise."""
    words = list(_WORD.finditer(text))
    printed = [w.group() for w in words]
    return [
        list(_runs(text, words, printed, i, word in openers, trailing))
        for i, word in enumerate(printed)
        if word[0].isupper() or word in openers or ("-" in word and _ARTICLE.match(word) is not None)
    ]


def _runs(text: str, words: list[re.Match[str]], printed: list[str], i: int, opened: bool, trailing: frozenset[str]) -> Iterator[Run]:
    first, low, key, behind = words[i].start(), 0, "", 0
    for k in range(i, min(len(words), i + LONGEST)):
        word, start = printed[k], words[k].start()
        if k > i and (start != behind + 1 or text[behind] != " "):
            return
        capital = k == i or word[0].isupper() or ("-" in word and _ARTICLE.match(word) is not None)
        low = 0 if capital else low + 1
        if low > LOWER:
            return
        bare = _OWNER.sub("", word) if word.endswith(_OWNERS) else word
        if bare[-1] == "." and bare.lower() not in _SHORT:
            bare = bare.rstrip(".")
        whole = f"{key} {name_key(bare)}" if key else name_key(bare)
        ends = capital if not opened else k > i
        if ends or (k > i and whole.partition(" ")[0] in trailing):
            yield Run(whole, first, start + len(bare), capital and not opened)
        if bare != word:
            if not (k + 1 < len(words) and printed[k + 1][0].isupper() and bare != word.rstrip(".")):
                return
            whole = f"{key} {name_key(word)}" if key else name_key(word)  # "Cox's Bazar"
        key = whole
        behind = words[k].end()
