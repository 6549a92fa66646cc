"""Pages coded: zones are taken as the reader knows them, from the store as from the file; what was left out is listed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sayso.coder import Coder
from sayso.model.text import Document
from sayso.readers import read

PAGE = """<!doctype html><html lang="en"><head><title>Rebels seize town in Mali</title>
<meta property="article:published_time" content="2020-06-15"></head><body><article>
<header><h1>Rebels seize town in Mali</h1><p class="standfirst">The army attacked rebels near Kidal on Sunday.</p><p class="byline">By A. Attacker</p></header>
<p>BAMAKO (Reuters) – Rebels seized a town in northern Mali on Monday, officials said.</p>
<figure><img src="a.jpg"><figcaption>Soldiers arrested a rebel in Kidal. <span class="credit">AFP/Jane Doe</span></figcaption></figure>
<p>A town that nobody knew</p>
<p>The army said that it would send more troops to the north of the country.</p>
<p>Read also: <a href="/2">Iran attacked Iraq</a></p>
<div class="related"><ul><li><a href="/1">Israel attacked Lebanon</a></li></ul></div>
</article></body></html>"""
Run = Callable[..., Any]


@pytest.fixture
def document(tmp_path: Path) -> Document:
    path = tmp_path / "p.html"
    path.write_text(PAGE, encoding="utf-8")
    (found,) = read(str(path))
    assert isinstance(found, Document)
    return found


def test_zones_are_not_guessed_again(coder: Coder, document: Document) -> None:
    coding = coder.code(document)
    assert [(b.zone, b.why, b.span.of(document.text)[:24]) for b in coding.blocks] == [
        ("headline", "the page's title", "Rebels seize town in Mal"),
        ("body", "standfirst", "The army attacked rebels"),
        ("credit", "byline", "By A. Attacker"),
        ("dateline", "place or agency and a dash", "BAMAKO (Reuters) –"),
        ("body", "after a dateline", "Rebels seized a town in "),
        ("caption", "the page's caption", "Soldiers arrested a rebe"),
        ("credit", "the caption's credit", "AFP/Jane Doe"),
        ("body", "", "A town that nobody knew"),
        ("body", "", "The army said that it wo"),
        ("boilerplate", "the phrase 'read also'", "Read also: Iran attacked"),
    ]
    assert {c.zone for c in coding.claims} >= {"headline", "body", "caption"}
    assert not [c for c in coding.claims if "Iran" in c.text or "Attacker" in c.text]
    blocks = [(s.reason, s.text) for s in coding.skipped if s.what == "block"]
    assert blocks == [("links to other reports", "Israel attacked Lebanon"), ("boilerplate: the phrase 'read also'", "Read also: Iran attacked Iraq")]


def test_without_zones_the_same_text_is_still_read(coder: Coder, document: Document) -> None:
    plain = coder.code(replace(document, zones=()))
    assert {c.id for c in plain.claims} >= {c.id for c in coder.code(document).claims if c.zone == "headline"}


def test_skipped_lists_what_was_left_out(sayso: Run, document: Document) -> None:
    ran = sayso("skipped", document.key, "--format", "jsonl")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert ("links to other reports", "Israel attacked Lebanon") in [(r["reason"], r["text"]) for r in rows if r["what"] == "block"]


def test_a_page_from_the_store_is_explained_as_it_was_coded(
    sayso: Run, coder: Coder, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert sayso("add", document.key).code == 0
    claims = coder.code(document).claims
    assert len({c.zone for c in claims}) == 3
    for claim in claims:
        ran = sayso("explain", claim.id)
        assert (ran.code, ran.errors) == (0, "")
        assert f"({claim.zone})" in ran.out
