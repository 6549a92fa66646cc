"""What somebody looks for, as FTS5 understands it; and letters that count as the same."""

from __future__ import annotations

import re
from unicodedata import category

LONGEST = 200
"""Characters of a search that are looked at; what follows is left out."""
MOST = 16
"""Words that are looked at, those in phrases counted too: 40 times the commonest one as a phrase took a second in 100,000 reports."""
BEGINNINGS = 4
"""Words that may be beginnings (`word*`), the first ones; further ones are taken as whole words. Two dozen took two seconds."""
SHORTEST = 3
"""Letters a beginning needs; a shorter one is taken as a whole word. One letter stands for half the words there are: 230 ms in 20,000
reports, where three take 2 ms."""

_TERM = re.compile(r'(?P<no>-?)(?:"(?P<phrase>[^"]*)"?(?P<star>\*?)|(?P<word>[^\s"]+))')
_UNSEEN = (
    "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"  # soft hyphen, zero width, direction
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # points of Hebrew
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"  # of Arabic
)
_NO_TEXT = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff"
_LETTERS = "يىكأإآٱ"
_SAME = str.maketrans(_LETTERS, "ییکاااا")
_GONE = re.compile(f"[{_UNSEEN}]")
_BLANK = re.compile(f"[{_NO_TEXT}]")
_ODD = re.compile(f"[{_UNSEEN}{_NO_TEXT}{_LETTERS}]")


def fold(text: str) -> str:
    """A text as it is indexed: vowel points and signs nobody sees left out, letters of Arabic and Persian that look the same made the same,
    control characters (NUL, which SQLite ends at) made spaces. What else counts as the same (case, accents) SQLite knows."""
    if not _ODD.search(text):
        return text
    return _GONE.sub("", _BLANK.sub(" ", text)).translate(_SAME)


def places(text: str) -> tuple[int, ...] | None:
    """For each character of `fold(text)` its place in `text`; None where none was left out."""
    return tuple(i for i, c in enumerate(text) if not _GONE.match(c)) if _GONE.search(text) else None


def expression(words: str) -> str | None:
    """A search as an expression of FTS5: all words, `"exact phrases"`, `-without`, `beginning*`; None where no word is asked for.

    Words are quoted and hold nothing but letters, digits and marks: there is no input that FTS5 refuses.
    """
    wanted, unwanted = dict[str, None](), dict[str, None]()
    left, stars = MOST, BEGINNINGS
    for term in _TERM.finditer(fold(words[:LONGEST])):
        found = term["phrase"] or term["word"] or ""
        clean = _words(found)[:left]
        if not clean:
            continue
        starred = (bool(term["star"]) or found.endswith("*")) and len(clean[-1]) >= SHORTEST and stars > 0
        left, stars = left - len(clean), stars - starred
        (unwanted if term["no"] else wanted)[f'"{" ".join(clean)}"{"*" if starred else ""}'] = None
    if not wanted:
        return None
    both = f"({' '.join(wanted)})"
    return f"{both} NOT ({' OR '.join(unwanted)})" if unwanted else both


def _words(text: str) -> list[str]:
    """What FTS5 takes as words: letters and digits, with their marks."""
    return "".join(c if c.isalnum() or category(c).startswith("M") else " " for c in text).split()
