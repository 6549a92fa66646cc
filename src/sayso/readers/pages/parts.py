"""The parts of a report that stand in a page's tree, and what stands beside the report and is none of it.

The extractor of the body drops a standfirst, the byline and captions, and takes lists of other reports for text. So they are found first, and taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.readers.pages.marks import LINKS, credited, role

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

LONGEST_BYLINE, LONGEST_STANDFIRST, LONGEST_CAPTION = 200, 700, 1500
LEAST_STANDFIRST = 25
MOST_BEFORE = 400
"""Characters of paragraphs that may stand between a title and its standfirst or byline."""
MOST_BESIDE = 0.4
"""Share of a page's paragraphs: what holds more of them than this is the report, whatever its class says."""
MOST_LOOKS = 20
"""How often all paragraphs are looked through because of such names: with more of them, names say nothing on this page."""
SHOWN = 200
"""Characters kept of what is left out."""
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select", "textarea"})
_INLINE = frozenset({"a", "abbr", "b", "bdi", "cite", "em", "font", "i", "label", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u"})
_WHOLE = frozenset({"html", "body", "main"})
_PARAGRAPHS = frozenset({"p", "blockquote", "li", "h2", "h3", "h4", "h5", "h6", "dd", "pre"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "p"})
_SENTENCE = re.compile(r"[.!?…][\"”’']?$")


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption, its credit (None without one), and how many paragraphs (`Parts.paragraphs`) stand before it."""

    text: str
    credit: str | None
    after: int


@dataclass(slots=True)
class Parts:
    """What was found in a tree, in the order of the page. `left_out` says why and which words; `paragraphs` are all others, to see what became of them."""

    titles: list[str] = field(default_factory=list)
    standfirst: list[str] = field(default_factory=list)
    byline: str | None = None
    captions: list[Caption] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)


def take_parts(tree: HtmlElement) -> Parts:
    """The parts that stand in the tree; they, and what is left out, are taken out of it."""
    walk = _Walk(tree)
    body = tree.find("body")
    left = [tree if body is None else body]
    while left:
        element = left.pop()
        if isinstance(element.tag, str) and element.tag not in _SILENT and walk.goes_into(element):
            left.extend(reversed(element))
    for element in walk.gone:
        if element.getparent() is not None:
            element.drop_tree()
    return walk.parts


def words(element: HtmlElement, without: tuple[HtmlElement, ...] = (), most: int = 1_000_000) -> str:
    """The words of an element on one line, scripts and clock times left out; not much more than `most` characters."""
    found, count = list[str](), 0
    for piece in _pieces(element, without):
        found.append(piece)
        count += len(piece.strip())
        if count > most:
            break
    return " ".join("".join(found).split())


def _pieces(element: HtmlElement, without: tuple[HtmlElement, ...]) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _SILENT or element.tag == "time" or element in without:
        return
    if element.tag not in _INLINE:
        yield " "
    yield element.text or ""
    for child in element:
        yield from _pieces(child, without)
        yield child.tail or ""
    if element.tag not in _INLINE:
        yield " "


class _Walk:
    """A walk over a tree, element by element in the page's order."""

    def __init__(self, tree: HtmlElement) -> None:
        self.parts = Parts()
        self.gone: list[HtmlElement] = []
        self._prose = sum(_length(p) for p in tree.iter("p"))
        self._before = 0  # characters of paragraphs so far
        self._spent = 0  # characters of elements that are named as none of the report, and are
        self._title_at: int | None = None

    def goes_into(self, element: HtmlElement) -> bool:
        """Whether to go on with what is in the element, after a look at the element itself."""
        tag = element.tag
        if tag not in _WHOLE and tag not in _INLINE and (why := role(element, parts=False)) is not None:
            if self._is_beside(element, why):
                return self._leave_out(element, why)
            if tag == "form":
                element.tag = "div"  # some pages stand in a form as a whole, and the extractor drops forms
        if tag in ("ul", "ol") and _only_links(element):
            return self._leave_out_list(element)
        if tag == "figure":
            self._take_figure(element)
        elif tag == "h1":
            self._title_at = self._before if self._title_at is None else self._title_at
            self.parts.titles.append(words(element))
        elif self._takes(element, role(element, parts=True)):
            return False
        if tag in _PARAGRAPHS:
            self._see_paragraph(element)
        return True

    def _is_beside(self, element: HtmlElement, why: str) -> bool:
        if self._spent > MOST_LOOKS * (self._prose + MOST_BEFORE) or element.find(".//h1") is not None:
            return False
        report_told = self._title_at is not None and self._before - self._title_at >= MOST_BEFORE
        if not report_told and self._holds(element, MOST_BESIDE * self._prose):
            self._spent += self._prose
            return False
        if why == LINKS and not _mostly_links(element):
            self._spent += _size(element)
            return False
        return True

    def _holds(self, element: HtmlElement, least: float) -> bool:
        """Whether its paragraphs have more characters than that."""
        count = 0
        for paragraph in element.iter("p"):
            count += _length(paragraph)
            if count > least:
                return True
        return False

    def _leave_out(self, element: HtmlElement, why: str) -> bool:
        self.gone.append(element)
        if said := words(element, most=SHOWN):
            self.parts.left_out.append((why, said if len(said) <= SHOWN else f"{said[: SHOWN - 1]}…"))
        return False

    def _leave_out_list(self, element: HtmlElement) -> bool:
        """A list of links, with the short heading before it."""
        head = element.getprevious()
        if head is not None and head.tag in _HEADINGS and len(said := words(head)) < 60 and not _SENTENCE.search(said) and said in self.parts.paragraphs[-1:]:
            self.parts.paragraphs.pop()
            self._leave_out(head, LINKS)
        return self._leave_out(element, LINKS)

    def _takes(self, element: HtmlElement, part: str | None) -> bool:
        if part == "caption":
            return self._take_caption(element)
        if self._before - (self._title_at or 0) > MOST_BEFORE:
            return False
        if part == "byline" and self.parts.byline is None:
            return self._take_byline(element)
        if not self.parts.standfirst and (part == "standfirst" or _follows_title(element)):
            return self._take_standfirst(element)
        return False

    def _take_standfirst(self, element: HtmlElement) -> bool:
        said = words(element)
        if not LEAST_STANDFIRST <= len(said) <= LONGEST_STANDFIRST or _has(element, "h1", "figure", "img"):
            return False
        inner = [words(p) for p in element.iter("p", "li")]
        self.parts.standfirst = [p for p in inner if p] if sum(map(len, inner)) >= 0.9 * len(said) - len(inner) else [said]
        self.gone.append(element)
        return True

    def _take_byline(self, element: HtmlElement) -> bool:
        for _ in range(2):  # "By", the second author and the town often stand around the element with the name
            around = element.getparent()
            if around is None or around.tag in ("header", "article", "section", "body") or not self._is_byline(around):
                break
            element = around
        if not self._is_byline(element):
            return False
        self.parts.byline = words(element)
        self.gone.append(element)
        return True

    def _is_byline(self, element: HtmlElement) -> bool:
        if not 0 < len(words(element)) <= LONGEST_BYLINE or _has(element, "h1", "figure"):
            return False
        return not any(element in gone.iterancestors() for gone in self.gone)

    def _take_figure(self, figure: HtmlElement) -> None:
        """The credit that stands beside the caption of a figure, put into it."""
        caption = next((e for e in figure.iter() if isinstance(e.tag, str) and role(e, parts=True) == "caption"), None)
        if caption is None or caption is figure:
            return
        inside = set(caption.iter())
        credit = next((e for e in figure.iter() if isinstance(e.tag, str) and e is not figure and e not in inside and credited(e)), None)
        if credit is not None and caption not in credit.iter():
            credit.tail = None
            caption.append(credit)

    def _take_caption(self, element: HtmlElement) -> bool:
        if _has(element, "h1", "p", "table") and len(words(element)) > LONGEST_CAPTION:
            return False
        credits = tuple(e for e in element.iter() if e is not element and isinstance(e.tag, str) and credited(e))[:1]
        said, credit = words(element, credits), words(credits[0]) if credits else ""
        self.gone.append(element)
        if said or credit:
            self.parts.captions.append(Caption(said, credit or None, len(self.parts.paragraphs)))
        return True

    def _see_paragraph(self, element: HtmlElement) -> None:
        said = " ".join("".join(element.itertext()).split())
        if said:
            self.parts.paragraphs.append(said)
            self._before += len(said) if element.tag == "p" else 0


def _has(element: HtmlElement, *tags: str) -> bool:
    return next(element.iter(*tags), None) is not None


def _length(element: HtmlElement) -> int:
    return sum(map(len, element.itertext()))


def _size(element: HtmlElement) -> int:
    """Characters without white space."""
    return len("".join("".join(element.itertext()).split()))


def _linked(element: HtmlElement) -> int:
    return sum(_size(a) for a in element.iter("a") if a.get("href"))


def _mostly_links(element: HtmlElement) -> bool:
    return 2 * _linked(element) >= _size(element)


def _only_links(element: HtmlElement) -> bool:
    items = element.findall("li")
    return len(items) > 1 and all(i.find(".//a[@href]") is not None for i in items) and _linked(element) >= 0.9 * _size(element)


def _follows_title(element: HtmlElement) -> bool:
    """Whether it is the sentence under the title, inside one header with it."""
    if element.tag not in ("p", "h2"):
        return False
    before, around = element.getprevious(), element.getparent()
    return (
        before is not None
        and before.tag == "h1"
        and around is not None
        and around.tag == "header"
        and len(words(element).split()) >= 6
        and not _mostly_links(element)
    )
