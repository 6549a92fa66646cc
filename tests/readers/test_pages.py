"""HTML: the assembled text, what the page says of itself, encodings, and pages that would hang a parser."""

from __future__ import annotations

import hashlib
import logging
import time
from pathlib import Path

import pytest

from sayso.model.text import Document
from sayso.readers import Quarantined, ReadOptions, read

BODY = "".join(
    f"<p>Iran warned the United States on Friday that any attack number {n} would be met with a firm response, officials said in Tehran.</p>" for n in range(3)
)


def page(body: str = BODY, head: str = "") -> str:
    return f"<!doctype html>\n<html><head>{head}</head><body><nav><a href='/'>Home</a></nav><article>{body}</article></body></html>"


def one(tmp_path: Path, raw: str | bytes, options: ReadOptions | None = None) -> Document | Quarantined:
    path = tmp_path / "p.html"
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    (found,) = read(str(path), options or ReadOptions())
    return found


def document(tmp_path: Path, raw: str | bytes, options: ReadOptions | None = None) -> Document:
    found = one(tmp_path, raw, options)
    assert isinstance(found, Document), found
    return found


def refused(tmp_path: Path, raw: str | bytes) -> str:
    found = one(tmp_path, raw)
    assert isinstance(found, Quarantined), found
    assert found.remedy
    return found.reason


HEAD = (
    '<title>Iran issues warning - Tehran Herald</title><meta property="og:title" content="Iran issues warning">'
    '<meta property="og:site_name" content="Tehran Herald"><link rel="canonical" href="https://th.example/2024/02/01/x.html">'
    '<meta property="article:published_time" content="2024-02-02T23:30:00+09:00"><meta property="article:modified_time" content="2024-05-05">'
)


def test_a_page(tmp_path: Path) -> None:
    raw = page(head=HEAD)
    found = document(tmp_path, raw)
    paragraphs = found.text.split("\n\n")
    assert paragraphs[0] == "Iran issues warning"
    assert [z.zone for z in found.zones] == ["headline", "body", "body", "body"]
    assert len(paragraphs) == 4
    assert all(p.startswith("Iran warned the United States") for p in paragraphs[1:])
    assert (found.title, found.outlet, found.url) == ("Iran issues warning", "Tehran Herald", "https://th.example/2024/02/01/x.html")
    assert (found.published, found.basis, found.language) == ("2024-02-02", "metadata", "en")
    assert found.flags == (f"sha256:{hashlib.sha256(raw.encode()).hexdigest()}",)
    assert found.key == str(tmp_path / "p.html")


def test_the_title_is_not_doubled(tmp_path: Path) -> None:
    found = document(tmp_path, page("<h1>Iran issues warning</h1>" + BODY, HEAD))
    assert found.text.count("Iran issues warning") == 1
    assert found.text.startswith("Iran issues warning\n\nIran warned")


def test_comments_and_navigation_are_left_out(tmp_path: Path) -> None:
    found = document(tmp_path, page(BODY).replace("</article>", '</article><div id="comments"><p>What a silly article, said nobody, I think.</p></div>'))
    assert "silly" not in found.text
    assert "Home" not in found.text


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<script type="application/ld+json">{"@graph":[{"dateModified":"2024-05-05","datePublished":"2024-02-02T23:30:00-08:00"}]}</script>', "2024-02-02"),
        ('<script type="application/ld+json">{broken</script><meta name="date" content="20240202">', "2024-02-02"),
        ('<meta itemprop="datePublished" content="2024-02-02">', "2024-02-02"),
        ('<meta property="article:published_time" content="2024-02-31"><meta name="pubdate" content="2024-02-02">', "2024-02-02"),
        ('<link rel="canonical" href="https://th.example/2024/02/02/x.html">', "2024-02-02"),
        ('<meta property="article:modified_time" content="2024-05-05"><meta name="lastmod" content="2024-05-06">', None),
        ("", None),
    ],
)
def test_only_the_original_date(tmp_path: Path, head: str, day: str | None) -> None:
    found = document(tmp_path, page(head=head))
    assert (found.published, found.basis) == (day, "metadata" if day else None)


def test_options_win(tmp_path: Path) -> None:
    found = document(tmp_path, page(head=HEAD), ReadOptions(published="2024-03-03", outlet="o", url="https://u.example/"))
    assert (found.published, found.basis, found.outlet, found.url) == ("2024-03-03", "given", "o", "https://u.example/")


QUOTE = "<p>Präsident Müller said “no” to the café talks in Zürich, and then he said it again to the assembled press.</p>"


@pytest.mark.parametrize(
    ("declared", "codec", "flag"),
    [
        ("utf-8", "utf-8", None),
        ("windows-1252", "cp1252", None),
        ("iso-8859-1", "cp1252", None),
        ("utf-16", "utf-8", None),
        (None, "utf-8", None),
        (None, "utf-16", None),
        ("utf-8", "utf-16", None),
        ("utf-8", "cp1252", "encoding guessed: cp1252"),
        ("nonsense", "cp1252", "encoding guessed: cp1252"),
        ("hex", "cp1252", "encoding guessed: cp1252"),
        ("ascii", "utf-8", "encoding declared: ascii, but it is not"),
        ("windows-1252", "utf-8", "encoding declared: windows-1252, but it is not"),
        ("shift_jis", "cp1252", "encoding guessed: cp1252"),
    ],
)
def test_encodings(tmp_path: Path, declared: str | None, codec: str, flag: str | None) -> None:
    meta = "" if declared is None else f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    found = document(tmp_path, page(BODY + QUOTE, meta).encode(codec))
    assert "Präsident Müller said “no” to the café talks in Zürich" in found.text
    assert [f for f in found.flags if not f.startswith("sha256:")] == [] if flag is None else flag in found.flags


def test_escape_codecs_are_not_believed(tmp_path: Path) -> None:
    for name in ("unicode_escape", "utf-7", "punycode", "rot13"):
        found = document(tmp_path, page(BODY + "<p>The path is C:\\u0041 and +AGE- in the second report of the day, he said.</p>", f"<meta charset={name}>"))
        assert "C:\\u0041 and +AGE-" in found.text


def test_nothing_to_extract(tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    for raw in ("<html><body><script>render()</script></body></html>", "<html></html>", "<p></p>", "<p>"):
        assert refused(tmp_path, raw)
    assert refused(tmp_path, "  \n") == "empty"
    assert refused(tmp_path, b"%PDF-1.4") == "binary file (looks like PDF)"
    assert capfd.readouterr().err == ""
    assert logging.getLogger("trafilatura").propagate  # the libraries' warnings are still there for who asks


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (page(f"<div {' '.join(f'a{n}=1' for n in range(20_000))}>{BODY}</div>"), "attributes"),
        (page(f'<div x=">" {" ".join(f"a{n}" for n in range(20_000))}>{BODY}</div>'), "attributes"),
        (page(f'<p x"><div {" ".join(f"a{n}" for n in range(20_000))}><p ">{BODY}</div>'), "attributes"),
        (page(f"<div {' '.join(f'a{n}' for n in range(100_000))}"), "attributes"),
        (page("<a>" * 1_000_001), "more than 1,000,000 tags"),
    ],
)
def test_hostile_pages(tmp_path: Path, raw: str, says: str) -> None:
    assert says in refused(tmp_path, raw)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 5000 + BODY,
        "<div>" * 100_000 + BODY,
        "<font><p>" * 5000 + BODY,
        "<b>" * 20_000 + BODY,
        "<table><tr><td>" * 1000 + BODY,
        "<ul><li>" * 300 + BODY,
        BODY + "<a href=/x>y</a>" * 60_000,
        BODY + "<p>" + "word " * 2_000_000,
    ],
)
def test_what_the_first_extractor_drops_is_recovered(tmp_path: Path, body: str) -> None:
    found = document(tmp_path, page(body, HEAD))
    assert found.text.count("Iran warned the United States") == 3
    assert "text recovered by a second extractor" in found.flags
    assert (found.title, found.outlet, found.published) == ("Iran issues warning", "Tehran Herald", "2024-02-02")
    assert found.zones[0].span.of(found.text) == "Iran issues warning"


@pytest.mark.parametrize("probe", ["<!--", "<script>", "<script ", "<a '", '<a "', "<a '\"", "</", "<", "<a", "<p \"'>", "<title>", "<meta charset "])
def test_the_scan_is_linear(tmp_path: Path, probe: str) -> None:
    begun = time.process_time()
    one(tmp_path, page(BODY + "<br>" + probe * 20_000))
    assert time.process_time() - begun < 8


def test_ordinary_sloppiness_passes(tmp_path: Path) -> None:
    body = "<div><span>x</div>" * 400 + "<ul>" + "<li>y" * 400 + "</ul>" + "<script>" + "<div>" * 400 + "</script><!-- " + "<div>" * 400 + " -->" + BODY
    assert "Iran warned" in document(tmp_path, page(body)).text
    assert "Iran warned" in document(tmp_path, page()[:-30]).text
    xhtml = '<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body>' + BODY + "<p>Genève</p></body></html>"
    assert "Genève" in document(tmp_path, xhtml).text
    assert "Short body" in document(tmp_path, "<p>Short body.</p>").text
