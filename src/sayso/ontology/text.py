"""Data that cuts text into zones and sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sayso.ontology.strict import read_yaml


@dataclass(frozen=True, slots=True)
class TextCues:
    """Lower-case words and phrases; see the data file for what each list means. `credit` matches any word of its list."""

    abbreviations: frozenset[str]
    boilerplate: tuple[str, ...]
    caption: tuple[str, ...]
    credit: re.Pattern[str]


def load_text_cues(path: Path) -> TextCues:
    """The text cues of a language."""
    entry = read_yaml(path)
    entry.only(("abbreviations", "boilerplate", "caption", "credit"))
    credit = re.compile(rf"\b(?:{'|'.join(map(re.escape, entry.words('credit')))})\b")
    return TextCues(frozenset(entry.words("abbreviations")), entry.words("boilerplate"), entry.words("caption"), credit)
