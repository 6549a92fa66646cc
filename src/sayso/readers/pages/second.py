"""A second extractor, for pages whose text the first would drop without a word, or take minutes for."""

from __future__ import annotations

import re

from sayso.readers.pages.markup import Look

MAX_DEPTH = 2_000
"""Nesting up to which the report is told from the rest of the page; the time grows with its square (5,000: 0.4 s, 20,000: 12 s)."""
FLAG = "text recovered by a second extractor"
_BESIDE = ("nav", "menu", "aside", "footer", "form", "dialog", "select", "noscript", "template", "svg", "figure")
_HEAD_END = re.compile(r"</head\b|<body\b", re.IGNORECASE)
_HEAD = 300_000


def second(page: Look) -> tuple[str, ...]:
    """The page's paragraphs, empty when it has none."""
    from resiliparse.extract.html2text import extract_plain_text

    for main in (True, False):
        if main and (page.depth > MAX_DEPTH or page.tags > MAX_DEPTH * 10):
            continue
        text: str = extract_plain_text(
            page.text,
            preserve_formatting=True,
            main_content=main,
            list_bullets=False,
            alt_texts=False,
            skip_elements=None if main else list(_BESIDE),
        )
        if text.strip():
            return tuple(line for part in text.split("\n") if (line := " ".join(part.split())))
    return ()


def head_of(text: str) -> str:
    """The page's head alone, which any parser bears."""
    end = _HEAD_END.search(text, 0, _HEAD)
    return f"{text[: end.start()] if end else ''}</head><body></body></html>"
