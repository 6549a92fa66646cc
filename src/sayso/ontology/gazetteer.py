"""Towns and divisions of the world by name, in a read-only SQLite file: 150,000 rows that need not be loaded to be found."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from sayso.errors import DataError
from sayso.ontology.places import PlaceRow

LONGEST = 5
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


class Towns:
    """The rows of the file. Opened at the first look-up, read only; one connection a process and thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._store: sqlite3.Connection | None = None

    def __reduce__(self) -> tuple[type[Towns], tuple[Path]]:
        return Towns, (self.path,)

    def named(self, keys: list[str]) -> dict[str, tuple[PlaceRow, ...]]:
        """Places by each of the keys, the most populous first. Raises DataError for a file that is none of ours."""
        if self._store is None:
            self._store = self._open()
        out: dict[str, list[PlaceRow]] = {}
        try:
            for key, name, kind, country, *rest in self._store.execute(QUERY, (json.dumps(keys),)):
                out.setdefault(key, []).append(PlaceRow(name, kind, (country,), *rest))
        except sqlite3.Error as error:
            raise DataError(str(self.path), 0, "", f"cannot be read: {error}", "put the file of the package back") from error
        return {k: tuple(sorted(rows, key=lambda r: (-r.population, r.precision, r.countries, r.gazetteer or ""))) for k, rows in out.items()}

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[PlaceRow, ...]]]:
        """Names that begin with a capital (or with al- and a capital), as (start, end, what they may mean), longest first, left to right."""
        words = list(_WORD.finditer(text))
        at = 0
        for i, word in enumerate(words):
            if word.start() < at or not (word.group(0)[0].isupper() or _ARTICLE.match(word.group(0))):
                continue
            spans = list(_runs(text, words, i))
            found = self.named([k for k, _ in spans])
            for key, end in reversed(spans):
                if key in found:
                    yield word.start(), end, found[key]
                    at = end
                    break

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
