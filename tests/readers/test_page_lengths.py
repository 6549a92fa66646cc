"""What a page says about itself cannot be made to flood its text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hostile.case import STORY
from sayso.model.text import Document
from sayso.readers import read
from sayso.readers.pages.about import LONGEST
from sayso.readers.pages.text import LONGEST_TITLE

LONG = "Chad " * 20_000
ARTICLE = json.dumps({"@type": "NewsArticle", "headline": LONG})


def _read(path: Path, head: str) -> Document:
    path.write_text(f"<!doctype html><html><head>{head}</head><body><article><p>{STORY}</p><p>{STORY}</p></article></body></html>", encoding="utf-8")
    (found,) = read(str(path))
    assert isinstance(found, Document)
    return found


@pytest.mark.parametrize(
    "head",
    [
        f"<title>{LONG}</title>",
        f'<meta property="og:title" content="{LONG}">',
        f'<script type="application/ld+json">{ARTICLE}</script>',
        f"<title>{'x' * 100_000}</title>",
    ],
)
def test_a_title_is_cut_and_the_rest_told(head: str, tmp_path: Path) -> None:
    found = _read(tmp_path / "p.html", head)
    assert found.title is not None
    assert LONGEST_TITLE - 10 < len(found.title) <= LONGEST_TITLE
    assert found.text.startswith(f"{found.title}\n\nRebels attacked")
    assert found.zones[0].span.of(found.text) == found.title
    assert [s.what for s in found.left_out if "in a title" in s.reason] == ["block"]


def test_a_title_of_three_hundred_characters_stays(tmp_path: Path) -> None:
    title = ("Chad expels envoy " * 17)[:300].strip()
    found = _read(tmp_path / "p.html", f"<title>{title}</title>")
    assert found.title == title
    assert not [s for s in found.left_out if "in a title" in s.reason]


@pytest.mark.parametrize("name", ["description", "og:description", "author"])
def test_a_summary_is_cut(name: str, tmp_path: Path) -> None:
    found = _read(tmp_path / "p.html", f'<title>Convoy</title><meta property="og:type" content="article"><meta name="{name}" content="{LONG}">')
    assert len(found.text) < 2 * len(STORY) + LONGEST + 100
