"""The parts of a page: what goes into the text, in which order and zone, and what is left out, with the reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.model.ids import digest
from sayso.model.text import Document
from sayso.readers import ReadOptions, read

BODY = tuple(f"Iran warned the United States on Friday that attack number {n} would be met with a firm response, officials said in Tehran." for n in range(6))
STANDFIRST = "Officials in Tehran speak of the hardest words since the talks broke down in May."
CAPTION = "Soldiers of the second division march through Tehran."


def paragraphs(*which: int) -> str:
    return "".join(f"<p>{BODY[n]}</p>" for n in which or range(len(BODY)))


def document(tmp_path: Path, body: str, head: str = "") -> Document:
    path = tmp_path / "p.html"
    path.write_text(f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>', encoding="utf-8")
    (found,) = read(str(path), ReadOptions())
    assert isinstance(found, Document), found
    return found


def linked(**keys: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **keys})}</script>'


def parts(found: Document) -> list[tuple[str, str]]:
    return [(z.zone, z.span.of(found.text)) for z in found.zones]


def out(found: Document) -> list[tuple[str, str]]:
    return [(s.reason, s.text) for s in found.left_out]


FULL = (
    '<div id="cookie-banner"><p>We use cookies on this site.</p><button>Fine</button></div>'
    '<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>'
    f'<main><article><header><h1>Iran issues warning</h1><p class="article__standfirst">{STANDFIRST}</p>'
    '<div class="article__byline">By <a rel="author" href="/by/1">Jane Doe</a> and <a rel="author" href="/by/2">John Roe</a> in Tehran '
    '<time datetime="2024-02-02">Friday</time></div></header>'
    f"{paragraphs(0, 1)}"
    f'<figure><img src="a.jpg" alt="x"><figcaption>{CAPTION} <span class="photo-credit">Anadolu/Jo Poe</span></figcaption></figure>'
    f"{paragraphs(2)}<h2>What comes next</h2>{paragraphs(3)}"
    '<div class="related-articles"><h3>Read also</h3><ul><li><a href="/1">Iraq attacked Kuwait again</a></li><li><a href="/2">Oil is dear</a></li></ul></div>'
    '<div class="newsletter-signup"><p>The best of the week, every Sunday.</p><form><input type="email"><button>Send</button></form></div>'
    f"{paragraphs(4, 5)}</article>"
    "<aside><p>A short history of Persia</p></aside></main>"
    '<section id="comments"><div class="comment"><p>Israel attacked them first, I say.</p></div><form><textarea></textarea></form></section>'
    "<footer><p>All rights are ours.</p></footer>"
)


def test_all_parts_in_their_places(tmp_path: Path) -> None:
    found = document(tmp_path, FULL)
    assert parts(found) == [
        ("headline", "Iran issues warning"),
        ("body", STANDFIRST),
        ("credit", "By Jane Doe and John Roe in Tehran"),
        ("body", BODY[0]),
        ("body", BODY[1]),
        ("caption", CAPTION),
        ("credit", "Anadolu/Jo Poe"),
        ("body", BODY[2]),
        ("body", "What comes next"),
        ("body", BODY[3]),
        ("body", BODY[4]),
        ("body", BODY[5]),
    ]
    assert found.text == "\n\n".join(words for _, words in parts(found))
    assert {z.why for z in found.zones} >= {"standfirst", "byline"}


def test_what_is_left_out_is_listed_with_its_reason(tmp_path: Path) -> None:
    found = out(document(tmp_path, FULL))
    assert found == [
        ("cookie notice", "We use cookies on this site. Fine"),
        ("navigation", "Home World"),
        ("links to other reports", "Read also Iraq attacked Kuwait again Oil is dear"),
        ("newsletter box", "The best of the week, every Sunday. Send"),
        ("beside the report", "A short history of Persia"),
        ("comments of readers", "Israel attacked them first, I say."),
        ("foot of the page", "All rights are ours."),
    ]


def test_zones_are_no_part_of_the_id(tmp_path: Path) -> None:
    found = document(tmp_path, FULL)
    assert found.id == digest(found.outlet, found.url, found.published, found.text)


def test_linked_data_gives_what_the_page_does_not_show(tmp_path: Path) -> None:
    head = linked(
        headline="Iran issues warning",
        description="Officials in Tehran speak of the hardest &quot;words&quot; since May.",
        author=[{"@type": "Person", "name": "Jane Doe"}, {"name": "John Roe"}],
        publisher={"@type": "Organization", "name": "Tehran Herald"},
        datePublished="2024-02-02T23:30:00-08:00",
        image=[{"@type": "ImageObject", "caption": CAPTION, "creditText": "Anadolu"}, "https://x.example/a.jpg"],
    )
    found = document(tmp_path, f"<article>{paragraphs()}</article>", head)
    assert parts(found)[:5] == [
        ("headline", "Iran issues warning"),
        ("body", 'Officials in Tehran speak of the hardest "words" since May.'),
        ("credit", "Jane Doe, John Roe"),
        ("caption", CAPTION),
        ("credit", "Anadolu"),
    ]
    assert (found.outlet, found.published, found.title) == ("Tehran Herald", "2024-02-02", "Iran issues warning")


def test_meta_tags_alone(tmp_path: Path) -> None:
    head = (
        '<meta property="og:type" content="article"><meta property="og:title" content="Iran issues warning">'
        f'<meta name="twitter:description" content="{STANDFIRST}"><meta name="author" content="Jane Doe"><meta name="dc.publisher" content="Herald">'
    )
    found = document(tmp_path, paragraphs(), head)
    assert [words for _, words in parts(found)[:3]] == ["Iran issues warning", STANDFIRST, "Jane Doe"]
    assert found.outlet == "Herald"


@pytest.mark.parametrize(
    "description",
    [BODY[0], f"{BODY[0][:70]}…", f"{BODY[0][:74]} ...", BODY[0].replace("Friday", "Sunday"), "Iran issues warning", "News."],
)
def test_a_summary_that_repeats_the_text_is_not_added(tmp_path: Path, description: str) -> None:
    found = document(tmp_path, f"<h1>Iran issues warning</h1>{paragraphs()}", linked(headline="Iran issues warning", description=description))
    assert [zone for zone, _ in parts(found)] == ["headline"] + ["body"] * 6


def test_a_summary_of_the_site_is_not_the_reports(tmp_path: Path) -> None:
    head = '<meta name="description" content="All the news of the world, every day, in plain words."><meta name="author" content="https://x.example/me">'
    assert parts(document(tmp_path, f"<h1>Iran issues warning</h1>{paragraphs()}", head))[1] == ("body", BODY[0])


def test_a_standfirst_without_a_name_stands_under_the_title(tmp_path: Path) -> None:
    found = document(tmp_path, f"<article><header><h1>Iran issues warning</h1><p>{STANDFIRST}</p></header>{paragraphs()}</article>")
    assert parts(found)[1] == ("body", STANDFIRST)
    assert found.zones[1].why == "standfirst"


def test_captions_of_other_makes(tmp_path: Path) -> None:
    body = (
        f"<h1>Iran issues warning</h1>{paragraphs(0)}"
        f'<div class="wp-caption alignnone"><img src="a.jpg"><p class="wp-caption-text">{CAPTION}</p></div>{paragraphs(1)}'
        '<figure><img src="b.jpg"><figcaption>A street in Shiraz.</figcaption><span class="copyright">AFP</span></figure>'
        '<figure><img src="c.jpg"><figcaption>A square in Yazd. <cite>EPA</cite></figcaption></figure>'
        f'{paragraphs(2)}<figure><img src="d.jpg"><figcaption><small>Herald</small></figcaption></figure>{paragraphs(3)}'
    )
    assert parts(document(tmp_path, body))[1:] == [
        *(("body", BODY[0]), ("caption", CAPTION), ("body", BODY[1])),
        *(("caption", "A street in Shiraz."), ("credit", "AFP"), ("caption", "A square in Yazd."), ("credit", "EPA")),
        *(("body", BODY[2]), ("credit", "Herald"), ("body", BODY[3])),
    ]


def test_a_caption_before_the_first_paragraph_follows_the_byline(tmp_path: Path) -> None:
    body = f'<h1>Iran issues warning</h1><figure><img><figcaption>{CAPTION}</figcaption></figure><p class="byline">By Jane Doe</p>{paragraphs()}'
    assert [zone for zone, _ in parts(document(tmp_path, body))][:4] == ["headline", "credit", "caption", "body"]


def test_a_caption_told_twice_is_printed_once(tmp_path: Path) -> None:
    body = f"<h1>Iran issues warning</h1>{paragraphs(0)}<figure><img><figcaption>{CAPTION}</figcaption></figure>{paragraphs(1, 2)}"
    found = document(tmp_path, body, linked(image={"caption": CAPTION}))
    assert [words for zone, words in parts(found) if zone == "caption"] == [CAPTION]
    assert parts(found)[2] == ("caption", CAPTION)


def test_lists_of_links_without_a_name(tmp_path: Path) -> None:
    links = "".join(f'<li><a href="/{n}">Iraq attacked Kuwait for time number {n}</a></li>' for n in range(3))
    kept = "".join(
        f'<li>Item <a href="/{n}">{n}</a> of the plan is a longer word about prisoners and borders, and about what is to become of both.</li>' for n in range(3)
    )
    found = document(
        tmp_path, f"<article><h1>Iran issues warning</h1>{paragraphs(0, 1, 2)}<h3>Other news</h3><ul>{links}</ul>{paragraphs(3)}<ul>{kept}</ul></article>"
    )
    assert "Iraq" not in found.text
    assert "Other news" not in found.text
    assert found.text.count("of the plan is a longer word") == 3
    assert [reason for reason, _ in out(found)] == ["links to other reports"] * 2


@pytest.mark.parametrize("name", ["content has-sidebar", "post related-off comment-open", "share-page", "newsletter", "ad-page menu"])
def test_a_name_on_the_whole_report_does_not_lose_it(tmp_path: Path, name: str) -> None:
    found = document(tmp_path, f'<h1>Iran issues warning</h1><div class="{name}"><div class="{name}">{paragraphs()}</div></div>')
    assert [words for zone, words in parts(found) if zone == "body"] == list(BODY)


def test_a_page_inside_a_form(tmp_path: Path) -> None:
    found = document(tmp_path, f'<form action="x.aspx"><h1>Iran issues warning</h1><div>{paragraphs()}</div></form>')
    assert [words for zone, words in parts(found) if zone == "body"] == list(BODY)


def test_long_comments_of_readers_are_not_the_report(tmp_path: Path) -> None:
    said = "".join(f'<article class="comment"><p>{"Israel attacked them first, I say, and I say it again. " * 5}</p></article>' for _ in range(40))
    found = document(tmp_path, f'<article><h1>Iran issues warning</h1>{paragraphs()}</article><section class="comments">{said}</section>')
    assert "Israel" not in found.text
    assert [reason for reason, _ in out(found)] == ["comments of readers"]
    assert len(found.left_out[0].text) == 200


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Iran issues warning | The Herald</title>", "<h1>The Herald</h1><h1>Iran issues warning</h1>", "Iran issues warning"),
        ('<title>Iran issues warning - The Herald</title><meta property="og:site_name" content="The Herald">', "", "Iran issues warning"),
        ("<title>Iran - a warning</title>", "", "Iran - a warning"),
        ('<meta property="og:title" content="Iran warns | Herald">', "<h1>Iran warns</h1>", "Iran warns"),
        ("", "<h1>Iran <em>issues</em>\n warning</h1>", "Iran issues warning"),
        (linked(headline="Iran warns"), "<h1>Live blog of the day</h1>", "Iran warns"),
        ("", "", None),
    ],
)
def test_titles(tmp_path: Path, head: str, body: str, title: str | None) -> None:
    found = document(tmp_path, body + paragraphs(), head)
    assert found.title == title
    assert found.text.startswith(title or BODY[0])


@pytest.mark.parametrize(
    "day", ["-62135596800", "2024-W05-6", "2024-01-30T10:00:00+99:00", "0000-00-00", "0001-01-01", "9999-12-31", "2101-01-01", "1899-12-31", "soon", ""]
)
def test_no_date_is_invented(tmp_path: Path, day: str) -> None:
    assert document(tmp_path, paragraphs(), linked(datePublished=day)).published is None
    assert (
        document(tmp_path, f'{paragraphs()}<time pubdate datetime="{day}">x</time>', f'<meta property="article:published_time" content="{day}">').published
        is None
    )


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="Fri, 02 Feb 2024 10:00:00 GMT">', ""),
        ('<meta name="date" content="2024/02/02">', ""),
        ("", '<p class="published-date">Published 2 February 2024</p>'),
        ('<meta property="og:url" content="https://x.example/2024-02-02/iran">', ""),
        ('<link rel="canonical" href="https://x.example/world/20240202/iran.html">', ""),
    ],
)
def test_dates_of_other_forms(tmp_path: Path, head: str, body: str) -> None:
    found = document(tmp_path, f"<h1>Iran issues warning</h1>{body}{paragraphs()}", head)
    assert (found.published, found.basis) == ("2024-02-02", "metadata")


def test_the_date_of_another_report_is_not_this_ones(tmp_path: Path) -> None:
    other = linked(headline="Oil is dear", datePublished="2020-01-01")
    found = document(tmp_path, paragraphs(), linked(headline="Iran issues warning") + other)
    assert found.published is None
    found = document(
        tmp_path,
        f"<h1>Iran issues warning</h1>{paragraphs()}",
        "<title>Iran issues warning</title>" + other + linked(headline="Iran issues warning", datePublished="2024-02-02"),
    )
    assert found.published == "2024-02-02"


@pytest.mark.parametrize(
    "broken",
    [
        "[" * 100_000,
        "{",
        '{"@type": 3, "headline": [], "author": {"name": 4}, "image": [[[]]], "datePublished": {}}',
        '[null, 1, "x"]',
        '{"@type": ["NewsArticle"], "author": null}',
    ],
)
def test_broken_linked_data_does_no_harm(tmp_path: Path, broken: str) -> None:
    found = document(tmp_path, paragraphs(), f'<script type="application/ld+json">{broken}</script>')
    assert [words for _, words in parts(found)] == list(BODY)


def test_what_the_extractor_passes_over_is_listed(tmp_path: Path) -> None:
    found = document(tmp_path, f"<article><h1>Iran issues warning</h1>{paragraphs()}</article><div><p>A stray paragraph about the weather in Oslo.</p></div>")
    said = "A stray paragraph about the weather in Oslo."
    assert (said in found.text) != (("stands outside the report, as far as the page shows", said) in out(found))
