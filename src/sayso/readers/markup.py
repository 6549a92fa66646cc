"""A cheap look at HTML before it is parsed: what would hang the parser, or make it drop the text without a word."""

from __future__ import annotations

import re

from sayso.errors import InputError

# libxml2 (lxml 6.1) drops everything nested deeper than 255; 10,000 attributes on one tag take half a second and
# 100,000 more than thirty; 50,000 links take four seconds and it grows.
MAX_DEPTH = 240
MAX_ATTRIBUTES = 500
MAX_TAGS = 300_000
_REMEDY = "check the page, or give its text as plain text"

# Possessive, so that the time is linear whatever the quotes do.
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/><]*+)(?P<rest>(?>\"[^\"]*+\"|'[^']*+'|[^\"'>]++)*+)")
_SILENT = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|textarea|title)\b[^>]*+>.*?(?:</\1\s*+>|\Z)", re.IGNORECASE | re.DOTALL)
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_ATTRIBUTE = re.compile(r"[^\s/\"'=]++")
_VOID = frozenset("area base br col embed frame hr img input link meta param source track wbr !doctype".split())
_UNCLOSED = frozenset("p li dt dd tr td th thead tbody tfoot option optgroup colgroup caption rt rp html head body".split())


def refuse_hostile(text: str, where: str) -> None:
    """Raises InputError when tags are too many, nested too deeply, or carry too many attributes."""
    stack: list[str] = []
    open_tags: dict[str, int] = {}
    # A comment or script is blanked, not read: what looks like a tag in it is none.
    for count, tag in enumerate(_TAG.finditer(_SILENT.sub(" ", text)), start=1):
        if count > MAX_TAGS:
            raise InputError(where, f"more than {MAX_TAGS:,} tags", _REMEDY)
        rest = tag["rest"]
        if len(rest) > MAX_ATTRIBUTES and len(_ATTRIBUTE.findall(_QUOTED.sub(" ", rest))) > MAX_ATTRIBUTES:
            raise InputError(where, f"a tag with more than {MAX_ATTRIBUTES:,} attributes", _REMEDY)
        name = tag["name"].lower()
        if name in _VOID or name in _UNCLOSED:
            continue
        if not tag["close"]:
            stack.append(name)
            open_tags[name] = open_tags.get(name, 0) + 1
            if len(stack) > MAX_DEPTH:
                raise InputError(where, f"tags nested deeper than {MAX_DEPTH} levels", _REMEDY)
        elif open_tags.get(name):
            while stack:  # closing a tag closes what was left open inside it
                last = stack.pop()
                open_tags[last] -= 1
                if last == name:
                    break
