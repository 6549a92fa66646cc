"""Feeds: what each kind says of its items, what is refused, and what a broken item costs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.model.text import Document
from sayso.readers import Quarantined, ReadOptions, Unit, make, read, units
from sayso.readers.feeds.channel import channel, is_feed
from sayso.readers.feeds.dates import feed_day
from sayso.readers.feeds.item import FULL_WORDS, SHORT_WORDS, SUMMARY_ONLY, Item, item_unit, plain
from sayso.readers.feeds.xml_feed import MOST_PIECES

LONG = " ".join(f"Envoys of both states met again for talks about the border, and said that round {n} of them had failed." for n in range(12))
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:c="http://purl.org/rss/1.0/modules/content/"'
)


def rss(*items: str, head: str = "<title>The Gazette: World</title>") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {NAMESPACES}><channel>{head}{"".join(items)}</channel></rss>'.encode()


def item(inner: str, name: str = "item") -> str:
    return f"<{name}>{inner}</{name}>"


def whole(n: int) -> str:
    return item(f"<title>Report {n}</title><link>http://news.example/{n}</link><guid isPermaLink='false'>id-{n}</guid><description>Text {n}.</description>")


def only(raw: bytes, **given: Any) -> Item:
    (found,) = channel(raw, "f", **given).items
    return found


def test_rss() -> None:
    raw = rss(
        item(
            "<title>Talks &amp; fire</title><link> /a?b=1&amp;c=2#x </link><guid isPermaLink='false'>tag:1</guid>"
            "<pubDate>Fri, 03 May 2024 23:30:00 -0800</pubDate>"
            f"<description>Short.</description><content:encoded><![CDATA[<p>{LONG}</p><p>Second &amp; last.</p>]]></content:encoded><author>X</author>"
        )
    )
    found = only(raw, base="https://www.news.example/feed")
    assert (found.id, found.link, found.title, found.published) == ("tag:1", "https://www.news.example/a?b=1&c=2", "Talks & fire", "2024-05-03")
    assert found.full
    assert found.flags == ()
    unit = item_unit(found, "f#1")
    assert (unit.where, unit.key, unit.kind, unit.url, unit.outlet) == ("f#1", "tag:1", "page", found.link, "news.example")
    made = make(unit)
    assert isinstance(made, Document)
    assert (made.published, made.title, made.basis) == ("2024-05-03", "Talks & fire", "given")
    assert made.text.startswith("Talks & fire\n\nEnvoys of both states met")
    assert "Second & last." in made.text


def test_rss_1_is_read_by_its_namespaces() -> None:
    raw = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" {NAMESPACES.split(" xmlns:atom")[0]}>
    <channel rdf:about="http://news.example/"><title>Wire</title><items><rdf:Seq><rdf:li resource="http://news.example/1"/></rdf:Seq></items></channel>
    <item rdf:about="http://news.example/1"><title>One</title><link>http://news.example/1</link><dc:date>2024-05-03T10:00:00Z</dc:date>
    <description>Short.</description></item></rdf:RDF>""".encode()
    assert channel(raw, "f").title == "Wire"
    found = only(raw)
    assert (found.id, found.link, found.published, found.full) == ("http://news.example/1", "http://news.example/1", "2024-05-03", False)


ENTRIES = (
    f"""<entry><id>1</id><title type="html">A &lt;b&gt;B&lt;/b&gt;</title><published>2024-05-03T10:00:00+02:00</published>
    <content type="html">&lt;p&gt;{LONG}&lt;/p&gt;</content></entry>""",
    f"""<entry><id>2</id><title>T</title><issued>2024-05-04</issued>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LONG} <b>bold</b></p></div></content></entry>""",
    """<entry><id>3</id><title>a &lt; b</title><link rel="self" href="http://x.example/s"/><link rel="alternate" href="three"/><updated>2024-05-05</updated>
    <summary>Plain &lt;b&gt;.</summary></entry>""",
    """<entry><id>4</id><title>T</title><content type="image/png" src="http://x.example/i.png"/><content type="application/zip">UEs=</content>
    <summary>Words.</summary></entry>""",
)


@pytest.mark.parametrize("space", ["http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"])
def test_atom(space: str) -> None:
    raw = f"<feed xmlns='{space}'><title>Atom</title>{''.join(ENTRIES)}</feed>".encode()
    one, two, three, four = channel(raw, "f", base="http://x.example/feed/").items
    assert (one.title, one.published, one.full, plain(one.text)) == ("A B", "2024-05-03", True, LONG)
    assert (two.published, two.full, plain(two.text)) == ("2024-05-04", True, f"{LONG} bold")
    assert (three.title, three.link, three.full, three.markup, three.text) == ("a < b", "http://x.example/feed/three", False, False, "Plain <b>.")
    assert (three.published, three.flags) == (None, ("the feed gives only a date of change: 2024-05-05",))
    assert (four.text, four.full) == ("Words.", False)


def test_json_feed(tmp_path: Path) -> None:
    items = [
        {"id": 7, "url": "http://x.example/7", "title": "T", "content_html": f"<p>{LONG}</p>", "date_published": "2024-05-03T10:00:00Z"},
        {"id": "8", "content_text": "Plain < text.", "date_modified": "2024-05-03"},
        "no object",
        {"id": "9", "summary": "Sum\u0000\ud800mary.", "title": "T\u0007", "url": "javascript:alert(1)"},
        {"url": "http://x.example/10"},
    ]
    raw = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": items}).encode()
    assert is_feed(raw)
    found = channel(raw, "f")
    seven, eight, nine = found.items
    assert [q.where for q in found.broken] == ["f#3", "f#5"]
    assert (found.title, seven.id, seven.link, seven.published, seven.full) == ("J", "7", "http://x.example/7", "2024-05-03", True)
    assert (eight.text, eight.full, eight.markup, eight.published) == ("Plain < text.", True, False, None)
    assert (nine.text, nine.title, nine.link, nine.full) == ("Sum  mary.", "T", None, False)
    (made,) = [d for u in [item_unit(eight, "f#2", outlet="J")] for d in [make(u)] if isinstance(d, Document)]
    assert (made.text, made.outlet, made.key) == ("Plain < text.", "J", "8")


@pytest.mark.parametrize(
    "raw", [b"{", b'{"version": "https://jsonfeed.org/version/1"', b'{"version": "https://jsonfeed.org/version/1", "items": 3}', b'{"a":' * 100_000, b"[]"]
)
def test_json_that_is_no_feed(raw: bytes) -> None:
    with pytest.raises(InputError):
        channel(raw, "f")


def test_what_is_full_and_what_a_summary() -> None:
    def full(inner: str) -> bool:
        return only(rss(item(f"<title>T</title>{inner}"))).full

    words = "word " * FULL_WORDS
    assert not full("<description>Short.</description>")
    assert full(f"<description>{words}</description>")
    assert not full(f"<description>{words} [...]</description>")
    assert full("<content:encoded>A brief of the wire.</content:encoded>")
    assert full("<c:encoded>A brief of the wire.</c:encoded>")
    assert not full("<content:encoded>Talks failed … &lt;a href='x'&gt;Continue reading&lt;/a&gt;</content:encoded>")
    assert not full("<content:encoded>Talks failed [&amp;#8230;]</content:encoded>")
    assert not full("<content:encoded> </content:encoded><description>Short.</description>")
    assert not full("")


def test_short_texts_are_texts() -> None:
    """What extractors of pages would pass over."""
    short = item_unit(only(rss(item("<title>T</title><content:encoded>&lt;p&gt;Rebels fired.&lt;/p&gt;&lt;p&gt;Two died.&lt;/p&gt;</content:encoded>"))), "f#1")
    assert (short.kind, short.data, short.flags) == ("plain", b"T\n\nRebels fired.\n\nTwo died.", ())
    summary = item_unit(only(rss(item("<title>T</title><description>T: Rebels &lt;img src='x'&gt; fired.</description>"))), "f#1", outlet="The Gazette")
    assert (summary.data, summary.flags, summary.outlet) == (b"T: Rebels fired.", (SUMMARY_ONLY,), "The Gazette")
    assert item_unit(only(rss(item("<title>Only a headline</title>"))), "f#1").data == b"Only a headline"
    long = only(rss(item(f"<title>T</title><content:encoded>&lt;p&gt;{'word ' * SHORT_WORDS}&lt;/p&gt;</content:encoded>")))
    assert item_unit(long, "f#1").kind == "page"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("Fri, 03 May 2024 10:00:00 GMT", "2024-05-03"),
        ("Fri, 03 May 2024 23:59:59 -1100", "2024-05-03"),
        ("3 May 2024", "2024-05-03"),
        ("Friday, 3 May 2024 10:00 EST", "2024-05-03"),
        ("Fri, 03 May 24 10:00:00 +0000", "2024-05-03"),
        ("Fri, 03 May 99 10:00:00 UT", "1999-05-03"),
        ("03-May-2024 10:00:00 +14:00 (LINT)", "2024-05-03"),
        ("  2024-05-03T10:00:00.123456+02:00 ", "2024-05-03"),
        ("20240503", "2024-05-03"),
    ],
)
def test_dates(value: str, day: str) -> None:
    assert feed_day(value) == day


@pytest.mark.parametrize(
    "value",
    [
        *("-62135596800", "2024-W05-6", "Tue, 30 Jan 2024 12:00:00 +9900", "2024-01-30T00:00:00+99:00", "0000-00-00", "Mon, 01 Jan 0001 00:00:00 GMT"),
        *("Fri, 31 Dec 9999 23:59:59 GMT", "12:30", "Monday", "May 3", "today", "03/04/2024", "30 Feb 2024 10:00:00 GMT", "Fri, 03 May 2024 25:00:00 GMT"),
        *("Fri, 03 May 2024 10:60:00 GMT", "Fri, 03 Mau 2024 10:00:00 GMT", "1714730400", "Fri, 03 May 2024 10:00:00 +1500", "1" * 5000, "3 May", "2024"),
        *("Fri, ٠٣ May 2024 10:00:00 GMT",),
    ],
)
def test_no_date_is_invented(value: str) -> None:
    with pytest.raises(ValueError, match=r"not a date|no possible|not a day|outside"):
        feed_day(value)
    found = only(rss(item(f"<title>T</title><pubDate>{value}</pubDate>")), latest="2024-05-05")
    assert found.published is None
    assert found.flags[0].startswith("date of the feed not taken")


def test_the_future_is_not_believed() -> None:
    raw = rss(item("<title>T</title><pubDate>Mon, 06 May 2024 10:00:00 GMT</pubDate>"))
    assert only(raw, latest="2024-05-06").published == "2024-05-06"
    assert only(raw, latest="2024-05-05").published is None
    assert only(raw).published == "2024-05-06"
    two = only(rss(item("<title>T</title><pubDate>nonsense</pubDate><dc:date>2024-05-03</dc:date>")))
    assert (two.published, two.flags) == ("2024-05-03", ())
    assert only(rss(item("<title>T</title><pubDate> </pubDate>"))).flags == ()


@given(st.text(max_size=60))
def test_any_text_is_a_day_or_none(value: str) -> None:
    try:
        day = feed_day(value, "2100-01-01")
    except ValueError:
        return
    assert "1900-01-01" <= day <= "2100-01-01"


LAUGHS = '<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "before",
    [
        LAUGHS,
        '<?xml version="1.0"?>\n' + LAUGHS,
        '<?xml version="1.0"?><!-- x --><?y z?> <!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd">',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">',
        '<!doctype rss [<!ENTITY % p SYSTEM "http://127.0.0.1/x">%p;]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_feed_with_a_dtd_is_refused(before: str, encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("connected"))
    raw = f"{before}<rss><channel><item><title>&b;&x;</title></item></channel></rss>".encode(encoding)
    assert is_feed(raw)
    path = tmp_path / "feed.xml"
    path.write_bytes(raw)
    (found,) = read(str(path))
    assert isinstance(found, Quarantined)
    assert found.reason == "feed uses a DTD: refused"


def test_a_doctype_inside_is_text() -> None:
    page = f"<!DOCTYPE html><html><head><title>X</title></head><body><p>{LONG}</p></body></html>"
    found = only(rss(item(f"<title>T</title><content:encoded><![CDATA[{page}]]></content:encoded>")))
    assert found.full
    assert item_unit(found, "f#1").data.decode() == page
    late = channel(b"<rss><channel>" + LAUGHS.encode() + b"<item><title>&b; &amp; on</title></item></channel></rss>", "f")
    assert [i.title for i in late.items] == ["&b; & on"]


BROKEN = {
    "ampersand": item("<title>A & B</title>"),
    "entity of HTML": item("<title>A&nbsp;&mdash;&unknown;B</title>"),
    "reference to nothing": item("<title>A&#0;&#xD800;&#99999999;B</title>"),
    "tag not closed": item("<title>A<description>x <b>y</description>"),
    "item not closed": "<item><title>A</title>",
    "crossed tags": item("<title>A</title><description><b><i>x</b></i></description>"),
    "raw HTML": item("<title>A</title><description><p>x<br>y <img src=a></p></description>"),
    "too deep": item("<title>A</title><description>" + "<b>" * 400 + "</description>"),
    "control characters": item("<title>A\x0b\x1b\uffff</title>"),
    "unknown prefix": item("<title>A</title><foo:bar>x</foo:bar>"),
    "attribute twice": item("<title>A</title><guid a='1' a='2'>2</guid>"),
    "attribute without quotes": item("<title>A</title><guid isPermaLink=false>2</guid>"),
    "bracket": item("<title>A < 3</title>"),
    "CDATA not closed": item("<title>A</title><description><![CDATA[ x </description>"),
    "comment not closed": item("<title>A</title><!-- x"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_item_costs_no_other(name: str) -> None:
    found = channel(rss(whole(1), BROKEN[name], whole(3)), "f")
    assert [i.id for i in found.items if i.id.startswith("id-")] == ["id-1", "id-3"]
    assert len(found.items) == 3
    assert found.items[1].title is not None
    assert found.items[1].title.startswith("A")
    assert found.title == "The Gazette: World"


def test_an_item_with_nothing_is_named() -> None:
    found = channel(rss(whole(1), item("<guid>2</guid>"), whole(3)), "f")
    assert len(found.items) == 2
    assert found.broken == (Quarantined("f#2", "the item has neither title nor text", "see the feed"),)


def test_a_feed_cut_off() -> None:
    """At any byte: whole items stay, what is cut is named."""
    raw = rss(*(whole(n) for n in range(1, 6)))
    ends = [raw.index(b"</item>", at) + 7 for at in (m for m in range(len(raw)) if raw.startswith(b"<item>", m))]
    for cut in range(raw.index(b"<item>") + 6, len(raw), 7):
        kept = sum(end <= cut for end in ends)
        try:
            found = channel(raw[:cut], "f")
        except InputError:
            assert kept == 0
            continue
        assert [i.id for i in found.items] == [f"id-{n}" for n in range(1, kept + 1)], cut
        assert all(q.reason == "the item is cut off" for q in found.broken)


@pytest.mark.parametrize("before", ["", "\n\n ", "\ufeff", "PHP Warning: x\n", '<?xml version="1.0"?>', "<!-- made by -->\n<?style x?>"])
def test_what_may_stand_before(before: str) -> None:
    raw = before.encode() + b"<rss><channel>" + whole(1).encode() + b"</channel></rss><script>x</script>"
    assert is_feed(raw)
    assert only(raw).id == "id-1"


@pytest.mark.parametrize(
    ("declared", "encoding"), [("utf-8", "utf-8"), ("iso-8859-1", "latin-1"), ("windows-1251", "cp1251"), ("utf-16", "utf-16"), ("", "utf-8-sig")]
)
def test_encodings(declared: str, encoding: str) -> None:
    word = "Москва" if "1251" in declared or "utf" in encoding else "München"
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    raw = f"{head}<rss><channel>{item(f'<title>{word}</title>')}</channel></rss>".encode(encoding)
    assert only(raw).title == word
    bare = f"<rss><channel>{item('<title>Москва</title>')}</channel></rss>".encode("cp1251")
    assert only(bare, charset="windows-1251").title == "Москва"


@pytest.mark.parametrize("raw", [b"", b"Talks failed.", b"<html><body>x</body></html>", b"<kml/>", b"<?xml version='1.0'?><x><rss/></x>", b"\x00\x01"])
def test_what_is_no_feed(raw: bytes) -> None:
    assert not is_feed(raw)
    with pytest.raises(InputError):
        channel(raw, "f")


def test_ids_without_an_id() -> None:
    link, perma, none, long = channel(
        rss(
            item("<title>A</title><link>http://x.example/1</link>"),
            item("<title>B</title><guid>http://x.example/2</guid>"),
            item("<title>C</title><description>d</description>"),
            item(f"<title>D</title><guid>{'x' * 5000}</guid>"),
        ),
        "f",
    ).items
    assert (link.id, perma.link) == ("http://x.example/1", "http://x.example/2")
    assert len(none.id) == len(long.id) == 16
    again = only(rss(item("<title>C</title><description>d</description>")))
    assert again.id == none.id


def test_links_that_lead_nowhere() -> None:
    for link in ("javascript:alert(1)", "file:///etc/passwd", "", "http://[", "http://localhost/", "http://x.example:22/", "http://u:p@x.example/"):
        found = only(rss(item(f"<title>T</title><link>{link}</link>")), base="ftp://x.example/")
        assert found.link is None, link


def test_hostile_sizes() -> None:
    """What is deep, wide or many is read in time proportional to its length."""
    many = rss(*["<item><title>A"] * (MOST_PIECES + 50))
    found = channel(many, "f")
    assert len(found.items) == MOST_PIECES
    assert "the rest is not read" in found.broken[0].reason
    for inner in (
        "<x " + " ".join(f'a{n}="1"' for n in range(50_000)) + "/>",
        "<x " + " ".join(f'xmlns:a{n}="u{n}"' for n in range(50_000)) + "/>",
        "<b>" * 100_000,
        "&" * 300_000,
        "<![CDATA[" * 100_000,
        "<!--" * 100_000,
        "<description><![CDATA[" + "<script>" * 100_000 + "]]></description>",
        "<description>" + "read the full " * 50_000 + "x</description>",
    ):
        assert [i.title for i in channel(rss(item(f"<title>A</title>{inner}")), "f").items] == ["A"]


@given(st.binary(max_size=300))
def test_any_bytes_end_in_items_or_a_reason(tail: bytes) -> None:
    for raw in (tail, b"<rss><channel><item><title>A</title>" + tail, b'{"version":"https://jsonfeed.org/version/1","items":[' + tail):
        is_feed(raw)
        try:
            found = channel(raw, "f")
        except InputError:
            continue
        for one in found.items:
            assert isinstance(item_unit(one, "w"), Unit)


@pytest.mark.parametrize("name", ["f.xml", "f.rss", "f.atom"])
def test_a_feed_in_a_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(rss(whole(1), item(""), item(f"<title>B</title><content:encoded><![CDATA[<p>{LONG}</p>]]></content:encoded>")))
    broken, one, two = read(str(path), ReadOptions(published="2024-01-01"))
    assert broken == Quarantined(f"{path}#2", "the item has neither title nor text", "see the feed")
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert (one.key, one.text, one.url, one.outlet, one.published) == ("id-1", "Report 1\n\nText 1.", "http://news.example/1", "news.example", "2024-01-01")
    assert SUMMARY_ONLY in one.flags
    assert (two.outlet, two.url, SUMMARY_ONLY in two.flags) == ("The Gazette: World", None, False)


def test_other_xml_in_a_file(tmp_path: Path) -> None:
    page = tmp_path / "page.xml"
    page.write_bytes(
        b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x" "y">\n<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Talks failed.</p></body></html>'
    )
    (unit,) = units(str(page))
    assert isinstance(unit, Unit)
    assert unit.kind == "page"
    other = tmp_path / "other.xml"
    other.write_bytes(b"<kml><Placemark/></kml>")
    (found,) = units(str(other))
    assert isinstance(found, Quarantined)
    assert found.reason == "not a feed"


def test_a_feed_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    line = json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "content_text": "Talks failed."}]})
    for raw, keys in (
        (rss(whole(1), whole(2)), ["id-1", "id-2"]),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><title>T</title></entry></feed>", ["1"]),
        (line.encode(), ["1"]),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        assert [u.key for u in units("-") if isinstance(u, Unit)] == keys
