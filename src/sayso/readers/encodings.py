"""Encodings by their names, by their looks, and how text looks that was decoded as what it is not."""

from __future__ import annotations

import codecs
import re
from itertools import pairwise

_LABEL = re.compile(r"(?:utf|iso|windows|cp|ibm|koi8|gb|big5|euc|ks_c|shift|sjis|x-|mac|tis|latin|us-ascii|ascii|l[0-9])[a-z0-9_:.-]*", re.I)
# What browsers take the names for (https://encoding.spec.whatwg.org/): the larger set where one holds the other.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
}
_PRIVATE = {"x-sjis": "cp932", "x-gbk": "gb18030", "x-euc-jp": "euc_jp", "x-mac-cyrillic": "mac_cyrillic", "x-x-big5": "big5hkscs", "x-cp1251": "cp1251"}
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_SHIFTED = (("iso2022_jp_2", "iso2022_jp"), ("iso2022_jp_ext", "iso2022_jp"), ("iso2022_kr", "iso2022_kr"))
_PLAIN = re.compile(r"[\n\r\t -~]")
_PRINTED = 0.98
"""Share of the characters of a text that can be printed, white space beside."""
_FEWEST = 20
"""Characters under which the looks of text say nothing."""
_SAMPLE = 20_000
_RUN = re.compile("[\x80-\uffff]{2,12}")
_SYMBOL = re.compile(r"(?<=[^\W\d_])[¡-¿×÷␀-◿ˆ˜™†‡‰€‹›•]+(?=[^\W\d_])")
_ACCENTED = re.compile("[À-ÖØ-öø-ÿ]{4,}")
_LETTERS = re.compile(r"[^\W\d_a-zA-Z]{2,}")


def codec_of(label: str | None) -> str | None:
    """Python's name for a declared encoding; None when it is none, or none that a document can be in."""
    if label is None or not _LABEL.fullmatch(label):
        return None
    try:
        name = _PRIVATE.get(label.lower()) or codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    if name.startswith(("utf-16", "utf-32")):
        return "utf-8"  # a declaration that could be read as ASCII cannot be true; HTML says to take UTF-8
    return None if name == "utf-7" else _WIDER.get(name, name)


def strict(raw: bytes, name: str) -> str | None:
    """The text, None when the bytes are not in this encoding."""
    try:
        return raw.decode(name)
    except (UnicodeError, LookupError):
        return None


def unmarked(raw: bytes) -> tuple[str, str] | None:
    """Text in UTF-16 or UTF-32 without its mark, or in an encoding that shifts between sets of characters, and its name; None when it is neither."""
    if b"\0" in raw:
        found = [(len(_PLAIN.findall(text[:_SAMPLE])), name, text) for name in _WIDE if (text := _wide(raw, name)) is not None]
        plain, name, text = max(found, default=(0, "", ""))
        return (text, name) if plain and 40 * plain >= len(text[:_SAMPLE]) else None
    if b"\x1b$" in raw or b"\x1b(" in raw:
        for codec, name in _SHIFTED:
            text = strict(raw, codec) or ""
            if not text.isascii() and "\x1b" not in text:
                return text, name
    return None


def _wide(raw: bytes, name: str) -> str | None:
    width = 4 if "32" in name else 2
    text = strict(raw[: len(raw) - len(raw) % width], name)
    if text is None or "\0" in text or len(text) < _FEWEST:
        return None
    sample = text[:_SAMPLE]
    return text if sum(c.isprintable() or c.isspace() for c in sample) >= _PRINTED * len(sample) else None


def wrong(text: str) -> str | None:
    """Why text looks as if it was decoded as what it is not; None when it looks right, or is too short to tell.

    UTF-8 decoded twice is UTF-8 again when it is encoded. A Cyrillic or Greek code page taken for another turns capitals round, puts signs in
    the middle of words, or makes words of accents.
    """
    if text.isascii():
        return None
    sample = text[:_SAMPLE] if not text[:_SAMPLE].isascii() else "".join(_RUN.findall(text))[:_SAMPLE]
    runs = _RUN.findall(sample)
    twice = sum(map(_is_twice, runs))
    if twice >= 2 and 2 * twice >= len(runs):
        return "UTF-8 decoded twice"
    if len(_ACCENTED.findall(sample)) >= 3:
        return "words of accented letters alone"
    letters = _LETTERS.findall(sample)
    count = sum(map(len, letters))
    if count >= _FEWEST and 10 * sum(map(len, _SYMBOL.findall(sample))) > count:
        return "signs within words"
    turns = [(a.islower(), b.isupper(), a.isupper(), b.islower()) for word in letters for a, b in pairwise(word)]
    down, up = sum(a and b for a, b, _, _ in turns), sum(a and b for _, _, a, b in turns)
    return "capitals within words" if down >= 3 and down > up else None


def _is_twice(run: str) -> bool:
    for name in ("cp1252", "latin-1"):
        try:
            return len(run.encode(name).decode("utf-8")) < len(run)
        except UnicodeError:
            continue
    return False
