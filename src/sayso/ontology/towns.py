"""Towns and divisions of the world by name, in a read-only SQLite file: 150,000 rows that need not be loaded to be found."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.errors import DataError

LONGEST = 5
REMEMBERED = 50_000
QUERY = """SELECT key, name, kind, country, admin1, latitude, longitude, gazetteer, population, precision
FROM names JOIN places ON places.id = place WHERE key IN (SELECT value FROM json_each(?))"""
_WORD = re.compile(r"[^\W_](?:[\w.]|['’ʼ`-](?=\w))*")
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "ə": "a", "Ə": "a"})
_DROP = re.compile(r"['’ʼ`‘ʻʿʾ.]")
_SAINTS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_ARTICLE = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|es|ed|er)-(?=[A-Z])", re.IGNORECASE)


def name_key(name: str) -> str:
    """What spellings of one name share: lower case, no accents, apostrophes or full stops, a blank for a hyphen."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.translate(_PLAIN)) if not unicodedata.combining(c)).lower()
    words = _DROP.sub("", plain).replace("-", " ").replace("–", " ").split()
    return " ".join(_SAINTS.get(w, w) for w in words)


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

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[PlaceRow, ...]]]:
        """Names that begin with a capital (or with al- and a capital), as (start, end, what they may mean), longest first, left to right."""
        words = list(_WORD.finditer(text))
        starts = {i: list(_runs(text, words, i)) for i, w in enumerate(words) if w.group(0)[0].isupper() or _ARTICLE.match(w.group(0))}
        found = self.named(k for runs in starts.values() for k, _ in runs)
        at = 0
        for i, runs in starts.items():
            if words[i].start() < at:
                continue
            for key, end in reversed(runs):
                if key in found:
                    yield words[i].start(), end, found[key]
                    at = end
                    break

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


def _runs(text: str, words: list[re.Match[str]], i: int) -> Iterator[tuple[str, int]]:
    """The keys of one to five words from the ith on, and where each ends."""
    parts: list[str] = []
    for k in range(i, min(len(words), i + LONGEST)):
        printed = words[k].group(0)
        if k > i and text[words[k - 1].end() : words[k].start()] != " ":
            return
        if parts and parts[-1].endswith(".") and parts[-1].lower() not in ("st.", "mt.", "ft.", "ste."):
            return
        bare = re.sub(r"['’]s?$", "", printed)
        bare = bare.rstrip(".") if bare.lower() not in ("st.", "mt.", "ft.") else bare
        yield name_key(" ".join([*parts, bare])), words[k].start() + len(bare)
        if bare != printed.rstrip("."):
            return
        parts.append(printed)
