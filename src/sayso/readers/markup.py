"""A cheap look at HTML before it is parsed: what would hang the parser, or make it drop the text without a word."""

from __future__ import annotations

import re

from sayso.errors import InputError

# libxml2 (lxml 6.1) drops everything nested deeper than 255; 10,000 attributes on one tag take half a second and
# 100,000 more than thirty; 50,000 links take four seconds,
# 140,000 twelve; text longer than 10 MB without a tag is dropped too.
MAX_DEPTH = 240
MAX_ATTRIBUTES = 500
MAX_TAGS = 100_000
MAX_RUN = 9_000_000
_REMEDY = "check the page, or give its text as plain text"

# Possessive, so that the time is linear whatever the quotes do.
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/><]*+)(?P<rest>(?>\"[^\"]*+\"|'[^']*+'|[^\"'>]++)*+)")
_LONG_TAG = re.compile(rf"<[a-zA-Z]([^<>]{{{MAX_ATTRIBUTES},}}+)")
_SILENT = re.compile(r"<!--|<(?P<name>script|style|textarea|title)\b[^<>]*+>", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_ATTRIBUTE = re.compile(r"[^\s/\"'=]++")
_VOID = {"area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
_OPTIONAL_END = {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "caption", "rt", "rp"}
_UNCOUNTED = frozenset(_VOID | _OPTIONAL_END | {"html", "head", "body"})


def refuse_hostile(text: str, where: str) -> None:
    """Raises InputError when tags are too many or too far apart, nested too deeply, or carry too many attributes."""
    text = _without_silent(text)
    if len(text) > MAX_RUN and max(map(len, text.split("<"))) > MAX_RUN:
        raise InputError(where, f"more than {MAX_RUN:,} characters without a tag", _REMEDY)
    if any(_attributes(found[1]) > MAX_ATTRIBUTES for found in _LONG_TAG.finditer(text)):  # in case quotes are crooked
        raise InputError(where, f"a tag with more than {MAX_ATTRIBUTES:,} attributes", _REMEDY)
    stack: list[str] = []
    open_tags: dict[str, int] = {}
    for count, tag in enumerate(_TAG.finditer(text), start=1):
        if count > MAX_TAGS:
            raise InputError(where, f"more than {MAX_TAGS:,} tags", _REMEDY)
        if len(tag["rest"]) > MAX_ATTRIBUTES and _attributes(tag["rest"]) > MAX_ATTRIBUTES:
            raise InputError(where, f"a tag with more than {MAX_ATTRIBUTES:,} attributes", _REMEDY)
        name = tag["name"].lower()
        if name in _UNCOUNTED:
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


def _attributes(rest: str) -> int:
    return len(_ATTRIBUTE.findall(_QUOTED.sub(" ", rest)))


def _without_silent(text: str) -> str:
    """The text without comments and scripts: what looks like a tag in them is none."""
    kept, at, endless = list[str](), 0, set[str]()
    while found := _SILENT.search(text, at):
        name = (found["name"] or "").lower()
        kept.append(text[at : found.start()])
        at = found.end()
        end = None if name in endless else re.compile(rf"</{name}\b" if name else "-->", re.IGNORECASE).search(text, at)
        if end is None:
            endless.add(name)  # so that it is looked for only once
        else:
            at = end.end()
    return "".join((*kept, text[at:]))
