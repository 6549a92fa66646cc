"""News pages nobody published, for measuring what reading them costs: 20 to 100 kB each, with all that surrounds a report on a real page.

The same seed gives the same bytes. Sentences are made of a few parts, or taken from `paragraphs`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import cycle, islice
from random import Random

WHO = (
    "The foreign ministry",
    "A government spokesman",
    "Rebel commanders",
    "The defence minister",
    "Aid workers",
    "Two senior officials",
    "The opposition leader",
)
DID = ("accused", "warned", "met", "criticised", "attacked", "rejected a plan by", "signed an agreement with", "threatened", "called on", "expelled envoys of")
WHOM = ("neighbouring states", "the security council", "the rebel movement", "the government in the capital", "foreign mediators", "the army", "local leaders")
WHERE = (
    "near the border",
    "in the northern town of Kidal",
    "after a week of clashes",
    "during talks in Geneva",
    "in a statement on state television",
    "at a summit",
)
WHEN = ("on Monday", "on Tuesday", "late on Wednesday", "on Thursday", "on Friday", "over the weekend", "last month")
REST = (
    "officials said",
    "according to two people who were there",
    "the agency reported",
    "as prices rose and roads stayed closed",
    "raising fears of a wider war",
)
TOPICS = ("World", "Politics", "Business", "Climate", "Culture", "Science", "Opinion", "Video", "Podcasts", "Live", "Sport", "Weather", "Travel", "Books")
FIRST, LAST = ("Jane", "Amadou", "Leila", "Piotr", "Mei", "Carlos"), ("Doe", "Keita", "Haddad", "Nowak", "Chen", "Rojas")


@dataclass(frozen=True, slots=True)
class Made:
    """One report before it becomes a page."""

    number: int
    title: str
    standfirst: str
    authors: tuple[str, ...]
    day: str
    body: tuple[str, ...]
    captions: tuple[str, ...]


def pages(count: int, seed: int, paragraphs: Iterable[str] | None = None) -> Iterator[bytes]:
    """`count` pages in UTF-8. `paragraphs` are used in turn, and again from the first; None makes sentences."""
    random = Random(seed)
    given = None if paragraphs is None else cycle(tuple(paragraphs))
    for number in range(count):
        yield page(made(number, random, given), random).encode()


def made(number: int, random: Random, given: Iterator[str] | None) -> Made:
    """A report of about 600 words."""
    body = tuple(" ".join(sentence(random) for _ in range(random.randint(2, 4))) for _ in range(random.randint(9, 16)))
    authors = tuple(f"{random.choice(FIRST)} {random.choice(LAST)}" for _ in range(random.randint(1, 2)))
    return Made(
        number,
        sentence(random)[:-1],
        sentence(random),
        authors,
        f"20{random.randint(10, 29)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
        body if given is None else tuple(islice(given, len(body))),
        tuple(f"{random.choice(WHO)} {random.choice(WHERE)}, picture {number}.{n}." for n in range(random.randint(1, 3))),
    )


def sentence(random: Random) -> str:
    """A sentence of about twenty words."""
    return " ".join(random.choice(part) for part in (WHO, DID, WHOM, WHERE, WHEN)) + f", {random.choice(REST)}."


def page(report: Made, random: Random) -> str:
    """The report as a page of a newspaper: head, menus, figures, lists of other reports, comments, foot."""
    other = [sentence(random)[:-1] for _ in range(30)]
    return "\n".join(
        (
            '<!DOCTYPE html>\n<html lang="en" class="no-js">',
            _head(report, random),
            '<body class="article-page has-sidebar"><div class="site" id="site">',
            _menus(random),
            f'<main id="main"><div class="layout"><article class="story" id="story-{report.number}">',
            _header(report),
            '<div class="story__body" itemprop="articleBody">',
            *_body(report, other),
            "</div>",
            _cards("related-stories", "More on this story", other[4:10]),
            "</article>",
            _aside(other[10:16]),
            "</div></main>",
            _comments(random),
            _cards("most-read", "Most read", other[16:]),
            _foot(random),
            "</div>",
            "<script>" + _code(random, random.choice((6, 60, 220, 400))) + "</script></body></html>",
        )
    )


def _head(report: Made, random: Random) -> str:
    url = f"https://www.herald.example/world/{report.day.replace('-', '/')}/report-{report.number}"
    linked = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "The Daily Herald", "description": "News from all over the world, every day."},
            {
                "@type": "NewsArticle",
                "headline": report.title,
                "description": report.standfirst,
                "datePublished": f"{report.day}T09:30:00+02:00",
                "dateModified": "2030-01-01T00:00:00Z",
                "author": [{"@type": "Person", "name": name} for name in report.authors],
                "publisher": {"@type": "Organization", "name": "The Daily Herald"},
                "image": [{"@type": "ImageObject", "url": f"{url}/{n}.jpg", "caption": c, "creditText": "Herald/Wire"} for n, c in enumerate(report.captions)],
            },
            {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": n, "name": t} for n, t in enumerate(TOPICS[:3])]},
        ],
    }
    metas = {
        "og:type": "article",
        "og:title": report.title,
        "og:description": report.standfirst,
        "og:site_name": "The Daily Herald",
        "og:url": url,
        "article:published_time": f"{report.day}T09:30:00+02:00",
        "article:modified_time": "2030-01-01T00:00:00Z",
        "twitter:card": "summary_large_image",
        "twitter:title": report.title,
    }
    return "".join(
        (
            f'<head><meta charset="utf-8"><title>{escape(report.title)} | The Daily Herald</title><link rel="canonical" href="{url}">',
            *(f'<meta property="{name}" content="{escape(value)}">' for name, value in metas.items()),
            *(f'<link rel="preload" href="/static/{random.randrange(10**9):x}.js" as="script">' for _ in range(12)),
            f"<style>{' '.join(f'.c{n}{{margin:{n}px;color:#{random.randrange(4096):03x}}}' for n in range(120))}</style>",
            f'<script type="application/ld+json">{json.dumps(linked)}</script><script>{_code(random, 8)}</script></head>',
        )
    )


def _menus(random: Random) -> str:
    items = "".join(
        f'<li class="menu__item"><a class="menu__link" href="/{t.lower()}" data-track="{random.randrange(10**6)}"><span>{t}</span></a></li>' for t in TOPICS
    )
    return (
        '<div class="cookie-banner" id="cookie-notice"><p>We and our partners use cookies to keep information on your device.</p><button>Accept</button></div>'
        '<header class="masthead"><a class="logo" href="/"><svg viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg><span>The Daily Herald</span></a>'
        f'<nav class="menu" aria-label="Sections"><ul>{items}</ul></nav><form role="search"><input name="q"><button>Search</button></form></header>'
    )


def _header(report: Made) -> str:
    authors = " and ".join(f'<a rel="author" href="/by/{n}">{name}</a>' for n, name in enumerate(report.authors))
    return (
        f'<header class="story__header"><p class="story__kicker"><a href="/world">World</a></p><h1 class="story__title">{escape(report.title)}</h1>'
        f'<p class="story__standfirst">{escape(report.standfirst)}</p><div class="story__byline">By {authors}</div>'
        f'<time datetime="{report.day}T09:30:00+02:00">{report.day}</time>'
        '<ul class="share-buttons"><li><a href="#s1">Share on one</a></li><li><a href="#s2">Share on another</a></li></ul></header>'
    )


def _body(report: Made, other: list[str]) -> Iterator[str]:
    figures = {n * 4: caption for n, caption in enumerate(report.captions)}
    for n, paragraph in enumerate(report.body):
        if n in figures:
            yield (
                f'<figure class="figure"><picture><source srcset="/i/{report.number}-{n}.webp 640w"><img src="/i/{n}.jpg" alt="A picture"></picture>'
                f'<figcaption>{escape(figures[n])} <span class="figure__credit">Herald/Wire</span></figcaption></figure>'
            )
        if n == 5:
            yield "<h2>What comes next</h2>"
        if n == 6:
            links = "".join(f"<li><a href=/x{k}>{escape(t)}</a></li>" for k, t in enumerate(other[:4]))
            yield f'<div class="read-also"><h3>Read also</h3><ul>{links}</ul></div>'
        if n == 8:
            yield (
                '<div class="newsletter-signup"><h3>Our daily letter</h3><p>All that matters, in your mail every morning.</p>'
                '<form action="/letter"><input type="email"><button>Sign up</button></form></div>'
            )
        first, _, rest = paragraph.partition(" ")
        yield f'<p class="story__text"><a href="/topic/{n}">{escape(first)}</a> {escape(rest)}</p>'


def _cards(name: str, head: str, titles: list[str]) -> str:
    cards = "".join(
        f'<div class="card"><a class="card__link" href="/report/{n}"><picture><img src="/c/{n}.jpg" alt=""></picture>'
        f'<h3 class="card__title">{escape(t)}</h3></a><span class="card__meta">{n + 1} hours ago</span></div>'
        for n, t in enumerate(titles)
    )
    return f'<section class="{name}"><h2>{head}</h2><div class="grid">{cards}</div></section>'


def _aside(titles: list[str]) -> str:
    return f'<aside class="sidebar"><div class="ad" id="ad-1"></div>{_cards("trending", "Trending", titles)}</aside>'


def _comments(random: Random) -> str:
    said = "".join(
        f'<div class="comment" id="c{n}"><b>reader{random.randrange(1000)}</b><p>I never believed a word of this: {escape(sentence(random))}</p></div>'
        for n in range(random.randint(0, 30))
    )
    return f'<section class="comments" id="comments"><h2>Comments</h2>{said}<form><textarea name="c"></textarea><button>Post</button></form></section>'


def _foot(random: Random) -> str:
    columns = "".join(f"<ul>{''.join(f'<li><a href=/f{random.randrange(999)}>{t}</a></li>' for t in TOPICS)}</ul>" for _ in range(4))
    return f'<footer class="site-footer">{columns}<p>© The Daily Herald. All rights reserved.</p></footer>'


def _code(random: Random, lines: int) -> str:
    return "\n".join(
        f'window.q{n}=window.q{n}||[];window.q{n}.push({{"id":{random.randrange(10**9)},"slot":"<div>","v":"{random.randrange(16**24):x}"}});'
        for n in range(lines)
    )
