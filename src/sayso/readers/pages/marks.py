"""What an element of a page is, by its tag and by the names that its authors gave it. The names stand in marks.csv."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

PARTS = frozenset({"standfirst", "byline", "caption", "credit"})
"""Parts of a report; whatever else an element is, is no part of it."""
LINKS = "links to other reports"
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LETTERS = re.compile(r"[a-z0-9]+")
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Marks:
    """The table: for each kind of attribute what its values mean; `named` are patterns for classes and ids, part by part."""

    tag: Mapping[str, tuple[str, ...]]
    role: Mapping[str, tuple[str, ...]]
    itemprop: Mapping[str, tuple[str, ...]]
    rel: Mapping[str, tuple[str, ...]]
    named: Mapping[str, re.Pattern[str]]


def role(element: HtmlElement, parts: bool) -> str | None:
    """The part of a report that an element holds (`parts`), or why it is none (not `parts`); None where its names say neither."""
    get = element.get
    return _role(element.tag, get("class"), get("id"), get("role"), get("itemprop"), get("rel"), parts)


def credited(element: HtmlElement) -> bool:
    """Whether an element beside a picture says whose it is."""
    get = element.get
    return "credit" in _meanings(element.tag, get("class"), get("id"), get("role"), get("itemprop"), get("rel"))


@lru_cache(maxsize=4096)
def _role(tag: str, names: str | None, name: str | None, role: str | None, itemprop: str | None, rel: str | None, parts: bool) -> str | None:
    meanings = _meanings(tag, names, name, role, itemprop, rel)
    return next((m for m in meanings if m != "credit" and (m in PARTS) == parts), None)


@lru_cache(maxsize=4096)
def _meanings(tag: str, names: str | None, name: str | None, role: str | None, itemprop: str | None, rel: str | None) -> tuple[str, ...]:
    marks, found = _marks(), list[str]()
    for table, value in ((marks.tag, tag), (marks.role, role), (marks.itemprop, itemprop), (marks.rel, rel)):
        for word in (value or "").split():
            found.extend(table.get(word, ()))
    for value in (names, name):
        if value:
            words = f" {' '.join(_LETTERS.findall(_CAMEL.sub(' ', value[:_LONGEST]).lower()))} "
            found.extend(part for part, pattern in marks.named.items() if pattern.search(words))
    return tuple(found)


@cache
def _marks() -> Marks:
    """The table as shipped."""
    lines = files("sayso.readers.pages").joinpath("marks.csv").read_text(encoding="utf-8").splitlines()
    rows = [(row["part"], row["kind"], row["words"]) for row in csv.DictReader(lines)]
    exact: dict[str, dict[str, tuple[str, ...]]] = {kind: {} for kind in ("tag", "role", "itemprop", "rel")}
    classes: dict[str, list[str]] = {}
    for part, kind, words in rows:
        if kind == "class":
            classes.setdefault(part, []).append(words)
        else:
            exact[kind] |= {word: (*exact[kind].get(word, ()), part) for word in words.split()}
    return Marks(**exact, named={part: re.compile(rf" (?:{'|'.join(words)}) ") for part, words in classes.items()})
