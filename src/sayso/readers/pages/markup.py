"""A cheap look at HTML before it is parsed: what would hang a parser, make it drop text without a word, or was cut off."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.errors import InputError

# Measured with lxml 6.1, trafilatura 2.3 and resiliparse 2.0. libxml2 drops what is nested deeper than 255 and text longer than 10 MB without a tag;
# trafilatura takes four seconds for 50,000 links, twelve for 140,000. resiliparse takes neither depth nor tags amiss (a million: three seconds), but no
# more than libxml2 does it bear attributes: the time grows with their square, 40,000 on one tag take four seconds.
MAX_DEPTH = 240
MAX_TAGS = 50_000
MAX_RUN = 9_000_000
MAX_ATTRIBUTES = 500
MOST_TAGS = 1_000_000
_MENDS = 3
_REMEDY = "check the page, or give its text as plain text"

# Possessive, so that the time is linear whatever the quotes do.
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/><]*+)(?>\"[^\"]*+\"|'[^']*+'|[^\"'>]++)*+")
_LONG_TAG = re.compile(rf"<[a-zA-Z]([^<>]{{{MAX_ATTRIBUTES},}}+)")
_SILENT = re.compile(r"<!--|<(?P<name>script|style|textarea|title)\b[^<>]*+>", re.IGNORECASE)
_ENDS = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in ("script", "style", "textarea", "title")} | {"": re.compile("--!?>")}
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_ATTRIBUTE = re.compile(r"[^\s/\"'=]++")
_SHOWN_AGAIN = re.compile(r"<(?:/head|body|article|main|h1|p)\b", re.IGNORECASE)
_HALF_TAG = re.compile(r"<[a-zA-Z/!][^<>]*\Z")
_BEGUN, _ENDED = re.compile(r"<(?:html|body)\b", re.IGNORECASE), re.compile(r"</(?:html|body)\b", re.IGNORECASE)
_VOID = {"area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
_OPTIONAL_END = {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "caption", "rt", "rp"}
_UNCOUNTED = frozenset(_VOID | _OPTIONAL_END | {"html", "head", "body"})


@dataclass(frozen=True, slots=True)
class Look:
    """What a page is like before it is parsed.

    `text` is the page with what was never closed (a comment, a script) taken out; `depth` the deepest nesting of tags that must be closed; `tags` how
    many there are; `shown` about how many characters stand outside of tags; `cut` whether it ends before its end, as far as that can be told.
    """

    text: str
    depth: int
    tags: int
    shown: int
    cut: bool

    @property
    def heavy(self) -> bool:
        """Whether libxml2 would drop text, or trafilatura take long."""
        return self.depth > MAX_DEPTH or self.tags > MAX_TAGS or self.shown > MAX_RUN


def look(text: str, where: str) -> Look:
    """Raises InputError for what no parser bears: a tag with too many attributes, or far too many tags."""
    plain, unclosed = _without_silent(text)
    mends = 0
    while unclosed is not None:
        text, mends = _mended(text, unclosed, give_up=mends >= _MENDS), mends + 1
        plain, unclosed = _without_silent(text)
    if any(_attributes(found[1]) > MAX_ATTRIBUTES for found in _LONG_TAG.finditer(plain)):  # in case quotes are crooked
        raise _too_many_attributes(where)
    depth, tags, inside, still_open = _nesting(plain, where)
    cut = bool(mends) or bool(_HALF_TAG.search(plain, max(plain.rfind("<"), 0)))
    cut = cut or (still_open and _BEGUN.search(plain) is not None and _ENDED.search(plain) is None)
    return Look(text, depth, tags, max(len(plain) - inside - 5 * plain.count("&#"), 0), cut)


def _nesting(text: str, where: str) -> tuple[int, int, int, bool]:
    """The deepest nesting, the number of tags, the characters in them, and whether any is still open at the end."""
    stack: list[str] = []
    open_tags: dict[str, int] = {}
    depth = inside = count = 0
    for count, tag in enumerate(_TAG.finditer(text), start=1):
        begin, end = tag.span()
        inside += end - begin + 1
        if count > MOST_TAGS:
            raise InputError(where, f"more than {MOST_TAGS:,} tags", _REMEDY)
        if end - begin > MAX_ATTRIBUTES and _attributes(text[tag.end("name") : end]) > MAX_ATTRIBUTES:
            raise _too_many_attributes(where)
        close, name = tag.groups()
        if name not in _UNCOUNTED and (name := name.lower()) not in _UNCOUNTED:
            if not close:
                stack.append(name)
                open_tags[name] = open_tags.get(name, 0) + 1
                depth = max(depth, len(stack))
            elif open_tags.get(name):
                while (last := stack.pop()) != name:  # closing a tag closes what was left open inside it
                    open_tags[last] -= 1
                open_tags[name] -= 1
    return depth, count, inside, bool(stack)


def _too_many_attributes(where: str) -> InputError:
    return InputError(where, f"a tag with more than {MAX_ATTRIBUTES:,} attributes", _REMEDY)


def _attributes(rest: str) -> int:
    return len(_ATTRIBUTE.findall(_QUOTED.sub(" ", rest)))


def _without_silent(text: str) -> tuple[str, tuple[int, int, str] | None]:
    """The text without comments and scripts, in which what looks like a tag is none; and the first that is never closed: where its tag begins and ends, its
    name ("" for a comment), None when all are closed."""
    kept, at = list[str](), 0
    while found := _SILENT.search(text, at):
        name = (found["name"] or "").lower()
        end = _ENDS[name].search(text, found.end() if name else found.start() + 2)
        if end is None:
            return "".join((*kept, text[at:])), (found.start(), found.end(), name)
        kept.append(text[at : found.start()])
        at = end.end()
    return "".join((*kept, text[at:])), None


def _mended(text: str, unclosed: tuple[int, int, str], give_up: bool) -> str:
    """The page without the tag that hides its rest; without the rest, where nothing in it looks like a page again."""
    begin, end, name = unclosed
    again = None if give_up else _SHOWN_AGAIN.search(text, end)
    if again is None:
        return text[:begin]
    if name in ("script", "style"):
        return text[:begin] + text[again.start() :]
    return text[:begin] + text[end:]
