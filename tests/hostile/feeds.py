"""Feeds: XML that reads other files or swells, items without text, dates that cannot be."""

from __future__ import annotations

from html import escape

from hostile.case import STORY, Case, Ends, one
from hostile.pages import BODY

ANY = Ends(documents=None, refused=None)
REFUSED = Ends(documents=0, refused=1)
SECRET = "file:///etc/hostname"


def item(number: int = 1, date: str = "Mon, 15 Jun 2020 10:00:00 GMT", body: str = BODY, title: str = "Convoy attacked") -> str:
    """An item of RSS."""
    return (
        f"<item><title>{title}</title><link>http://example.org/{number}</link><guid>{number}</guid><pubDate>{date}</pubDate>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded></item>"
    )


def rss(*items: str, head: str = "") -> str:
    """A feed of these items."""
    return f'<?xml version="1.0" encoding="utf-8"?>{head}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Feed</title>{"".join(items)}</channel></rss>'


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
DATES = {
    "epoch": "-62135596800",
    "week": "2024-W05-6",
    "offset": "Mon, 15 Jun 2020 10:00:00 +9900",
    "zero": "0000-00-00",
    "year_1": "0001-01-01T00:00:00Z",
    "year_9999": "9999-12-31T00:00:00Z",
    "february": "Sun, 31 Feb 2024 00:00:00 GMT",
    "words": "yesterday",
    "blank": " ",
    "script": "<![CDATA[<script>x</script>]]>",
    "long": "1" * 10_000,
}
FEEDS: dict[str, tuple[str | bytes, Ends]] = {
    "good": (rss(item(1), item(2)), Ends(documents=2)),
    "atom": (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><title>T</title><id>1</id><link href="http://example.org/1"/>'
        f'<updated>2020-06-15T00:00:00Z</updated><content type="html">{escape(BODY)}</content></entry></feed>',
        Ends(coded=True),
    ),
    "xxe": (rss(item(body="&x;"), head=f'<!DOCTYPE r [<!ENTITY x SYSTEM "{SECRET}">]>').replace("<![CDATA[", "").replace("]]>", ""), REFUSED),
    "xxe_parameter": (rss(item(), head=f'<!DOCTYPE r [<!ENTITY % x SYSTEM "{SECRET}"> %x;]>'), REFUSED),
    "xxe_net": (rss(item(), head='<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">'), REFUSED),
    "laughs": (rss(item(title="&l9;"), head=f'<!DOCTYPE r [<!ENTITY l0 "lol">{LAUGHS}]>'), REFUSED),
    "quadratic": (rss(item(title="&a;" * 10_000), head=f'<!DOCTYPE r [<!ENTITY a "{"x" * 50_000}">]>'), REFUSED),
    "dtd_utf16": (
        ("\ufeff" + rss(item(title="&x;"), head=f'<!DOCTYPE r [<!ENTITY x SYSTEM "{SECRET}">]>').replace("utf-8", "utf-16")).encode("utf-16-le"),
        REFUSED,
    ),
    "dtd_late": (
        "<!-- " + "x" * 200_000 + " -->" + rss(item(), head='<!DOCTYPE r [<!ENTITY x "y">]>').removeprefix('<?xml version="1.0" encoding="utf-8"?>'),
        REFUSED,
    ),
    "xinclude": (rss(item(), f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{SECRET}" parse="text"/>'), Ends(documents=1, refused=None)),
    "deep": (rss("<a>" * 100_000), ANY),
    "cut": (rss(item(1), item(2))[:-200], ANY),
    "no_items": (rss(), ANY),
    "empty": ("", REFUSED),
    "not_xml": (STORY, ANY),
    "html": ("<html><body>" + BODY + "</body></html>", ANY),
    "broken_item": (rss(item(1), "<item><title>&nope;</title></item>", item(2)), ANY),
    "nul": (rss(item(1)).replace("Chad", "Ch\0ad"), ANY),
    "control": (rss(item(1)).replace("Chad", "\x1bChad"), ANY),
    "charset_lie": (rss(item(1, title="Müller")).encode("cp1252"), ANY),
    "script_title": (rss(item(1, title="&lt;script&gt;window.x=1&lt;/script&gt;")), Ends(documents=1)),
    "link_script": (rss(item(1).replace("http://example.org/1", "javascript:alert(1)")), Ends(documents=1, without=("javascript:",))),
    "same_items": (rss(item(1), item(1)), ANY),
    "summary_only": (rss(f"<item><title>T</title><link>http://example.org/1</link><description>{escape(STORY)}</description></item>"), Ends(documents=1)),
    "nothing_in_item": (rss("<item></item>", item(1)), Ends(documents=1, refused=None)),
    "items_5k": (rss(*(item(n, body="<p>x</p>") for n in range(5_000))), ANY),
}


def cases() -> list[Case]:
    """All cases of this kind."""
    out = [one(f"feed/{n}", f"{n}.xml", text, ends, big=n in ("items_5k", "deep")) for n, (text, ends) in FEEDS.items()]
    out += [one(f"feed/date_{n}", f"{n}.rss", rss(item(1, date=d)), Ends(dated=False)) for n, d in DATES.items()]
    return out
