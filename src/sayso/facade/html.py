"""Pieces of HTML for notebooks: everything that comes from a report is escaped, styles stand inline, nothing is fetched and nothing runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from sayso.writers.cells import clean

CELL = "padding:.2em .7em;text-align:start;vertical-align:top;border-bottom:1px solid currentColor"
SMALL = "font-size:.85em"
SHOWN = 50
"""Rows of a table; what is more is counted."""


def text(value: object) -> str:
    """Any value as text: escaped, without control characters; None is empty."""
    return "" if value is None else escape(clean(str(value), lines=True))


def many(number: int, what: str) -> str:
    """A number of things: 1 event, 2 events."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def tag(name: str, inside: str, style: str = "") -> str:
    """An element that takes its direction from its words; `inside` is HTML."""
    styled = f' style="{style}"' if style else ""
    return f'<{name} dir="auto"{styled}>{inside}</{name}>'


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[object]], of: int = 0) -> str:
    """A small table of plain values; the first column heads its row. `of` is how many rows there are where not all are given."""
    shown = [*rows]
    body = "\n".join(_row(row) for row in shown[:SHOWN])
    more = max(of, len(shown)) - min(len(shown), SHOWN)
    rest = tag("p", f"and {more} more: use to_df(), or ask for fewer", SMALL) if more > 0 else ""
    heads = "".join(f'<th scope="col" style="{CELL}">{text(h)}</th>' for h in header)
    return (
        f'<table style="border-collapse:collapse"><caption dir="auto" style="text-align:start;font-weight:600">{text(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{rest}"
    )


def facts(caption: str, rows: Iterable[tuple[str, object]]) -> str:
    """A table of names and values; those without a value are left out."""
    body = "\n".join(_row(row) for row in rows if row[1] not in (None, ""))
    return (
        f'<table style="border-collapse:collapse"><caption dir="auto" style="text-align:start;font-weight:600">{text(caption)}</caption>'
        f"<tbody>{body}</tbody></table>"
    )


def _row(row: Sequence[object]) -> str:
    first, *rest = row
    return f'<tr><th scope="row" dir="auto" style="{CELL}">{text(first)}</th>' + "".join(tag("td", text(v), CELL) for v in rest) + "</tr>"
