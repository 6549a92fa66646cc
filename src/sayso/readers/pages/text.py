"""The text of a page: its parts put together, and where each of them stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sayso.model.text import Block, Skip, Span, Zone
from sayso.readers.pages.about import About
from sayso.readers.pages.parts import SHOWN, Caption, Parts

_CUT = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$")
_SEPARATOR = re.compile(r"\s+[|·•–—:-]\s+|\s*[|»]\s*")
_REPEATED = 0.7
"""Share of its runs of three words that a summary has in common with a paragraph which it only repeats."""
_OPENING = 4
_FEWEST = 4
_MOST_SHOWN = 200
LONGEST_TITLE = 1_000
"""Characters of a title: those of reports have 300 at most."""
_TOO_LONG = f"more than {LONGEST_TITLE:,} characters in a title"
_ELSEWHERE = "stands outside the report, as far as the page shows"
Piece = tuple[Zone, str, str]


@dataclass(frozen=True, slots=True)
class Text:
    """The assembled text, its zones, the title that leads it (None without one), and the words of a title that were too many ("": none)."""

    text: str
    zones: tuple[Block, ...]
    title: str | None
    over: str = ""


def assemble(told: About, parts: Parts, paragraphs: Sequence[str]) -> Text:
    """Title, standfirst, byline, then the body with captions where they stood, separated by blank lines.

    What the page only says about itself (standfirst, names of authors, captions) is used where its text has nothing of the kind and does not say the same.
    """
    body = list(paragraphs)
    title, over = _cut(_title(told, parts))
    body = _without(title, body)
    standfirst = [p for p in parts.standfirst if flat(p) not in map(flat, body[:_OPENING])] or _told_standfirst(told, parts, title, body)
    byline = parts.byline or ", ".join(name for name in told.authors if flat(name) != flat(told.outlet or ""))
    pieces = list[Piece]()
    if title:
        pieces.append(("headline", "the page's title", title))
    pieces.extend(("body", "standfirst", p) for p in standfirst)
    if byline and flat(byline) not in {flat(p) for p in body[:_OPENING]}:
        pieces.append(("credit", "byline", byline))
    pieces.extend(_with_captions(body, [*_told_captions(told, parts, body), *parts.captions], parts.paragraphs))
    return _joined(pieces, title, over)


def left_out(parts: Parts, text: Text) -> tuple[Skip, ...]:
    """What the page holds beside the report, and why it is not in the text."""
    squeezed, used = _squeezed(text.text), {_squeezed(b.span.of(text.text)) for b in text.zones}
    unused = dict.fromkeys(p for p in parts.paragraphs if len(p.split()) >= _FEWEST and _squeezed(p) not in used)
    shown = ((_ELSEWHERE, p if len(p) <= SHOWN else f"{p[: SHOWN - 1]}…") for p in islice(unused, _MOST_SHOWN) if _squeezed(p) not in squeezed)
    over = [(_TOO_LONG, text.over[:SHOWN])] if text.over else []
    return tuple(Skip("block", reason, words) for reason, words in (*over, *parts.left_out, *shown))


def flat(text: str) -> str:
    """The words alone, for comparing."""
    return re.sub(r"\W+", " ", text).strip().casefold()


def _title(told: About, parts: Parts) -> str | None:
    """The title shown, where it agrees with the one that is stated; else the stated one; the page's own without the outlet's name at last."""
    stated = next(iter(told.titles), None)
    tail = told.tail
    shown = [t for t in parts.titles if t and flat(t) != flat(told.outlet or "")]
    known = {w for t in (stated, tail) for w in flat(t or "").split()}
    agreeing = [(len(ours & known), -n) for n, t in enumerate(shown) if (ours := set(flat(t).split())) and 2 * len(ours & known) >= len(ours)]
    if agreeing or (shown and not known):
        return shown[-max(agreeing, default=(0, 0))[1]]
    if stated or tail is None:
        return stated or next(iter(shown), None)
    pieces = [p for p in _SEPARATOR.split(tail) if flat(p) and flat(p) != flat(told.outlet or "")]
    ends = told.outlet is not None and flat(tail).endswith(flat(told.outlet))
    return tail[: tail.rfind(pieces[-1]) + len(pieces[-1])] if ends and pieces else tail


def _cut(title: str | None) -> tuple[str | None, str]:
    """A title of LONGEST_TITLE characters at most, and what is left of it."""
    if title is None or len(title) <= LONGEST_TITLE:
        return title, ""
    kept = title[:LONGEST_TITLE].rpartition(" ")[0] or title[:LONGEST_TITLE]
    return kept, title[len(kept) :].strip()


def _without(title: str | None, body: list[str]) -> list[str]:
    """The body without the title, which leads the text anyhow."""
    at = next((n for n, p in enumerate(body[:_OPENING]) if title and flat(p) == flat(title)), None)
    return body if at is None else body[:at] + body[at + 1 :]


def _told_standfirst(told: About, parts: Parts, title: str | None, body: list[str]) -> list[str]:
    words = told.standfirst
    if parts.standfirst or not words or len(words.split()) < _FEWEST:
        return []
    shown = next((p for p in parts.paragraphs if flat(p) == flat(words)), words)
    return [] if _says([title or "", *body], words) else [shown]


def _says(paragraphs: Iterable[str], words: str) -> bool:
    """Whether a paragraph says the same already: whole, or as the beginning of what was cut, or in nearly the same words."""
    cut = _CUT.search(words)
    sought = flat(words[: cut.start()]).rpartition(" ")[0] if cut else flat(words)
    ours = _runs(sought)
    for n, paragraph in enumerate(map(flat, paragraphs)):
        if f" {sought} " in f" {paragraph} " or (cut and paragraph.startswith(sought)):
            return True
        if n <= _OPENING and ours and len(ours & _runs(paragraph)) >= _REPEATED * len(ours):
            return True
    return False


def _runs(words: str) -> set[tuple[str, ...]]:
    split = words.split()
    return set(zip(split, split[1:], split[2:]))


def _told_captions(told: About, parts: Parts, body: list[str]) -> Iterator[Caption]:
    seen = {flat(c.text) for c in parts.captions} | {flat(p) for p in body}
    for words, credit in told.captions:
        if flat(words) and flat(words) not in seen:
            seen.add(flat(words))
            yield Caption(words, credit, 0)


def _with_captions(body: Sequence[str], captions: Sequence[Caption], shown: Sequence[str]) -> Iterator[Piece]:
    """The body with each caption behind the last paragraph that stands before it on the page."""
    place = {_squeezed(p): n for n, p in enumerate(body)}
    last = [-1]
    for paragraph in shown if captions else ():
        last.append(place.get(_squeezed(paragraph), last[-1]))
    after: dict[int, list[Caption]] = {}
    for caption in captions:
        after.setdefault(last[caption.after], []).append(caption)
    for n in range(-1, len(body)):
        if n >= 0:
            yield "body", "", body[n]
        for caption in after.get(n, ()):
            if caption.text:
                yield "caption", "the page's caption", caption.text
            if caption.credit:
                yield "credit", "the caption's credit", caption.credit


def _joined(pieces: Iterable[Piece], title: str | None, over: str) -> Text:
    parts, zones, at = list[str](), list[Block](), 0
    for zone, why, words in pieces:
        parts.append(words)
        zones.append(Block(zone, Span(at, at + len(words)), why))
        at += len(words) + 2
    return Text("\n\n".join(parts), tuple(zones), title, over)


def _squeezed(text: str) -> str:
    """Without white space, and without the dash that the extractor puts before an item of a list."""
    return "".join(text.removeprefix("- ").split())
