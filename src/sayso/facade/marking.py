"""A report with its claims marked, for notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import PurePath

from sayso.facade.html import SMALL, many, tag, text
from sayso.facade.shown import sides
from sayso.model.claim import Claim
from sayso.model.text import Document, Span
from sayso.run.marking import LEGEND, Line, Mark, marks, word_of
from sayso.writers.sentence import act, qualifier, who_says

LIMIT = 50_000
"""Characters of a report that are shown: a page must not stop a notebook."""
LABEL = "font-size:.65em;font-weight:600;line-height:1;white-space:nowrap;margin-inline:.15em"


def page(document: Document, claims: Sequence[Claim], threat: str) -> str:
    """A report's text with the words of every claim marked, and a list of who says so. `threat` is the event type of threats."""
    shown = document.text[:LIMIT]
    cut = len(document.text) - len(shown)
    about = " · ".join(x for x in (document.outlet, document.published, document.title or PurePath(document.key).name) if x)
    body = "\n".join(_paragraphs(shown, marks(claims, len(shown), threat)))
    rest = tag("p", f"… and {many(cut, 'more character')}", SMALL) if cut else ""
    said = "\n".join(_said(n, c, threat) for n, c in enumerate(claims, 1)) or tag("p", "No claim was coded; .skipped says why.")
    return (
        f'<section style="margin-block:1em">{tag("h4", text(about), "margin:0 0 .3em")}{legend()}'
        '<div style="display:flex;flex-wrap:wrap;gap:1.5em">'
        f'<div style="flex:3 1 24em;line-height:2">{body}{rest}</div>'
        f'<aside aria-label="who says so" style="flex:2 1 18em;{SMALL}"><strong>Who says so</strong>{said}</aside></div></section>'
    )


def legend() -> str:
    """What the lines mean."""
    return tag("p", " · ".join(f'<span style="{_style(line, 0)}">{text(words)}</span>' for line, words in LEGEND), f"margin:0 0 .6em;{SMALL}")


def _paragraphs(shown: str, found: Sequence[Mark]) -> Iterator[str]:
    start = 0
    for line in shown.split("\n"):
        end = start + len(line)
        if line.strip():
            inside = [m for m in found if m.span.start < end and start < m.span.end]
            yield tag("p", "".join(_pieces(shown, Span(start, end), inside)), "margin:0 0 .6em;white-space:pre-wrap;unicode-bidi:isolate")
        start = end + 1


def _pieces(shown: str, line: Span, found: Sequence[Mark]) -> Iterator[str]:
    """A line cut wherever a mark begins or ends: each piece in the lines of all marks over it, labels behind the last piece of a mark."""
    cuts = sorted({line.start, line.end, *(c for m in found for c in m.span if line.start < c < line.end)})
    for start, end in pairwise(cuts):
        over = [m for m in found if m.span.start < end and start < m.span.end]
        opened = "".join(f'<span style="{_style(m.line, m.lane)}" title="{text(m.label)}">' for m in over)
        yield opened + text(shown[start:end]) + "</span>" * len(over)
        yield from (f'<sup dir="ltr" style="{LABEL}">{text(m.label)}</sup>' for m in over if m.span.end == end)


def _style(line: Line, lane: int) -> str:
    if line == "through":
        return "text-decoration:line-through 2px"
    return f"text-decoration:underline {line} 2px;text-underline-offset:{3 + 4 * lane}px;text-decoration-skip-ink:none"


def _said(number: int, claim: Claim, threat: str) -> str:
    word, more = word_of(claim, threat), qualifier(claim)
    how = more if more.startswith(word) else "; ".join(x for x in (word, more) if x)
    lines = (f"<strong>{number} {text(act(claim))}</strong>: {text(how)}", text(sides(claim)), text(who_says(claim)))
    return tag("p", "<br>".join(lines), "margin:.4em 0")
