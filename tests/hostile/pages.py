"""HTML pages: cut, misnested, too deep, too wide, with scripts where no script belongs, in many encodings."""

from __future__ import annotations

import codecs

from hostile.case import FINE, STORY, Case, Ends, one, refused

LINES = STORY.strip().split(". ")
BODY = "".join(f"<p>{line.rstrip('.')}.</p>\n" for line in LINES)
ANY = Ends(documents=None, refused=None)
"""Text or a reason; what matters is that it ends."""
TOLD = Ends(coded=True)


def page(body: str = BODY, head: str = "<title>Convoy attacked near Homs</title>", charset: str = "utf-8") -> str:
    """A plain page of news."""
    return f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="{charset}">{head}</head>\n<body><article>\n{body}</article></body></html>\n'


WHOLE = page()
CUTS = {
    "in_head": WHOLE[:90],
    "in_first_tag": "<!DOC",
    "behind_body": WHOLE[: WHOLE.index("<article>")],
    "in_paragraph": WHOLE[: WHOLE.index("Berlin")],
    "in_tag": WHOLE[: WHOLE.rindex("<p>") + 2],
    "in_end_tag": WHOLE[: WHOLE.rindex("</p>") + 3],
    "in_attribute": WHOLE.replace("<p>The", '<p class="x')[: WHOLE.rindex("<p>") + 12],
    "in_entity": WHOLE[: WHOLE.rindex("20")] + "&nbs",
    "without_ends": WHOLE.replace("</p>", "").replace("</article></body></html>", ""),
}
OPEN = {
    "comment": page("<!-- " + BODY),
    "comment_behind": page(BODY + "<!-- never closed "),
    "script": page("<script>var a = '" + BODY),
    "script_behind": page(BODY + "<script>var a = '"),
    "style": page(BODY + "<style>p {"),
    "title": page(head="<title>Convoy attacked"),
    "textarea": page(BODY + "<textarea>"),
    "quote": page(BODY + '<img alt="never closed>'),
    "cdata": page(BODY + "<![CDATA[ x"),
    "plaintext": page(BODY + "<plaintext>"),
    "template": page(BODY + "<template><p>x"),
    "svg": page(BODY + "<svg><foreignObject><p>x"),
    "table": page(f"<table><tr><td>{BODY}"),
}
WIDE: dict[str, tuple[str, Ends, bool]] = {
    "deep_100k_div": (page("<div>" * 100_000 + BODY), ANY, False),
    "deep_100k_div_closed": (page("<div>" * 100_000 + BODY + "</div>" * 100_000), ANY, False),
    "deep_300_div": (page("<div>" * 300 + BODY + "</div>" * 300), ANY, False),
    "deep_20k_unclosed_b": (page("<b>" * 20_000 + BODY), ANY, False),
    "deep_5k_font_p": (page("<font><p>" * 5_000 + BODY), ANY, False),
    "deep_5k_lists": (page("<ul><li>" * 5_000 + BODY), ANY, False),
    "deep_tables": (page("<table><tr><td>" * 2_000 + BODY), ANY, False),
    "attributes_100k": (page("<p " + " ".join(f"a{i}=1" for i in range(100_000)) + f">x</p>{BODY}"), ANY, False),
    "attributes_bare_100k": (page("<p " + "a " * 100_000 + f">x</p>{BODY}"), ANY, False),
    "attribute_5mb": (page(f'<p title="{"x" * 5_000_000}">x</p>{BODY}'), ANY, True),
    "links_100k": (page(BODY + '<a href="/x">link</a>' * 100_000), ANY, False),
    "links_20k": (page(BODY + '<a href="/x">link</a> ' * 20_000), ANY, True),
    "paragraphs_30k": (page(BODY + "<p>a b</p>" * 30_000), ANY, True),
    "entities_200k": (page(BODY + "<p>" + "&amp;" * 200_000 + "</p>"), ANY, True),
    "comments_50k": (page("<!-- x -->" * 50_000 + BODY), ANY, True),
    "comment_5mb": (page("<!-- " + "x" * 5_000_000 + " -->" + BODY), ANY, True),
    "script_5mb": (page("<script>" + "x<y;" * 1_200_000 + "</script>" + BODY), ANY, True),
    "image_3mb": (page(f'<img src="data:image/png;base64,{"QUJD" * 800_000}">{BODY}'), ANY, True),
    "lessthan_100k": (page("<" * 100_000 + BODY), ANY, False),
    "greater_100k": (page(">" * 100_000 + BODY), ANY, False),
    "quotes_100k": (page('<p "' + '"' * 100_000 + f">{BODY}"), ANY, False),
    "tag_name_1mb": (page(f"<{'x' * 1_000_000}>{BODY}"), ANY, False),
    "doctypes": ("<!DOCTYPE html>" * 20_000 + WHOLE, ANY, False),
    "metas_20k": (page(head='<meta name="a" content="b">' * 20_000), ANY, False),
    "run_12mb": (page("<p>" + "word " * 2_400_000), ANY, True),
}
SCRIPTS = {
    "script": "<script>window.x=1</script>",
    "img": "<img src=x onerror='window.x=1'>",
    "svg": "<svg onload='window.x=1'></svg>",
    "iframe": "<iframe srcdoc='<script>window.x=1</script>'></iframe>",
    "object": "<object data='javascript:window.x=1'></object>",
    "link": "<a href='javascript:window.x=1'>Iran</a>",
    "style": "<style>@import 'javascript:window.x=1';</style>",
    "noscript": "<noscript><img src=x onerror=window.x=1></noscript>",
    "template": "<template><script>window.x=1</script></template>",
    "math": "<math><mtext><script>window.x=1</script></mtext></math>",
    "broken": "<scr<script>ipt>window.x=1</scr</script>ipt>",
    "event": "<p onclick='window.x=1' onmouseover=window.x=1></p>",
}
ENTITIES = {
    "beyond": "&#x110000; &#99999999999;",
    "nul": "&#0; &#x0;",
    "surrogate": "&#xD800; &#55357;",
    "windows": "&#145;x&#146; &#150;",
    "control": "&#27;[31m &#7; &#8232;",
    "unknown": "&foo; &; &#; &#x;",
    "bidi": "&#x202E;Chad&#x202C;",
    "zero_width": "Ch&#8203;ad &shy;x &zwj;y",
}
ABOUT = {
    "jsonld_broken": '<script type="application/ld+json">{"@type": "NewsArticle", </script>',
    "jsonld_deep": f'<script type="application/ld+json">{"[" * 100_000}</script>',
    "jsonld_list": '<script type="application/ld+json">[1, null, {"@graph": [[["x"]]]}, {"@type": {"a": 1}, "headline": 7, "author": {"name": [1]}}]</script>',
    "jsonld_nan": '<script type="application/ld+json">{"@type": "NewsArticle", "headline": NaN, "datePublished": Infinity}</script>',
    "jsonld_big": f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{"x" * 2_000_000}"}}</script>',
    "jsonld_markup": '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "<script>window.x=1<\\/script>"}</script>',
    "title_long": f"<title>{'Chad ' * 200_000}</title>",
    "title_empty": "<title></title>",
    "titles": "<title>A</title>" * 5_000,
    "title_formula": "<title>=cmd|' /C calc'!A0</title>",
    "base": '<base href="javascript:alert(1)"><link rel="canonical" href="javascript:alert(1)">',
    "canonical_file": '<link rel="canonical" href="file:///etc/passwd">',
    "refresh": '<meta http-equiv="refresh" content="0;url=http://127.0.0.1/">',
}
DATES = {
    "zero": "0000-00-00",
    "year_1": "0001-01-01",
    "year_9999": "9999-12-31",
    "february": "2024-02-31T00:00:00Z",
    "offset": "2024-02-03T00:00:00+99:00",
    "negative": "-62135596800",
    "words": "yesterday",
    "week": "2024-W05-6",
    "endless": "2" * 100_000,
}
STRANGE: dict[str, tuple[str | bytes, Ends]] = {
    "empty": ("", refused("empty")),
    "blank": (" \n\n ", refused("empty")),
    "no_text": (page(""), refused()),
    "only_script": (page("<script>Rebels attacked</script>", head=""), refused()),
    "only_images": (page("<img src=a><img src=b>", head=""), refused()),
    "fragment": (BODY, TOLD),
    "no_tags": (STORY, ANY),
    "frameset": ("<html><frameset><frame src='a'></frameset></html>", ANY),
    "nul": (WHOLE.replace("Chad", "Ch\0ad"), refused("NUL")),
    "doctype_entities": ('<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + page(BODY + "<p>&x;</p>"), ANY),
    "xinclude": (page(BODY + '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname" parse="text"/>'), TOLD),
    "xhtml_laughs": ('<?xml version="1.0"?><!DOCTYPE h [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + page(BODY + "<p>&b;</p>"), ANY),
    "xml_declaration": ('<?xml version="1.0" encoding="utf-8"?>\n' + WHOLE, TOLD),
    "uppercase": (WHOLE.replace("<p>", "<P>").replace("</p>", "</P>").replace("article", "ARTICLE"), TOLD),
    "hidden": (page(BODY + '<p style="display:none">Iran attacked Israel.</p>'), TOLD),
    "pdf": (b"%PDF-1.7\n\x00", refused("PDF")),
    "svg": ('<svg xmlns="http://www.w3.org/2000/svg"><text>Iran attacked Israel on Friday.</text></svg>', ANY),
    "control": (WHOLE.replace("Chad", "\x1b[31mChad\x1b[0m"), TOLD),
    "form": (page(f"<form>{BODY}<input name=a></form>"), ANY),
}
ACCENTS = (
    "Françoise Müller, the minister, said in Málaga that “Chad” expelled the ambassador – again. Señor Núñez agreed, as did Mr Åström of the embassy in Köln."
)
WORDS = {
    "cp1251": "Министр сказал в пятницу, что Россия осуждает нападение на колонну армии и призывает все стороны к миру и к переговорам без условий.",
    "koi8-r": "Министр сказал в пятницу, что Россия осуждает нападение на колонну армии и призывает все стороны к миру и к переговорам без условий.",
    "cp1253": "Ο υπουργός δήλωσε την Παρασκευή ότι η κυβέρνηση καταδικάζει την επίθεση και καλεί όλες τις πλευρές να σταματήσουν αμέσως τις εχθροπραξίες.",
    "cp1250": "Prezydent powiedział w piątek, że rząd potępia atak na konwój i wzywa wszystkie strony do natychmiastowego zawieszenia broni w tym regionie.",
    "gb18030": "外交部长星期五表示，政府强烈谴责对城市附近军队车队的袭击，并呼吁各方保持克制，立即停火，通过对话解决分歧。",
    "big5": "外交部長星期五表示，政府強烈譴責對城市附近軍隊車隊的襲擊，並呼籲各方保持克制，立即停火，通過對話解決分歧。",
    "shift_jis": "外相は金曜日、市の近くで軍の車列が攻撃されたことを政府は強く非難すると述べ、すべての当事者に自制と停戦を呼びかけた。",
    "euc_jp": "外相は金曜日、市の近くで軍の車列が攻撃されたことを政府は強く非難すると述べ、すべての当事者に自制と停戦を呼びかけた。",
    "iso2022_jp": "外相は金曜日、市の近くで軍の車列が攻撃されたことを政府は強く非難すると述べ、すべての当事者に自制と停戦を呼びかけた。",
    "euc_kr": "외교부 장관은 금요일 정부가 군 호송대에 대한 공격을 강력히 규탄한다고 밝히고 모든 당사자에게 자제를 촉구하였다.",
    "cp1256": "قال وزير الخارجية يوم الجمعة إن الحكومة تدين بشدة الهجوم على قافلة الجيش وتدعو جميع الأطراف إلى ضبط النفس.",
    "cp1255": "שר החוץ אמר ביום שישי כי הממשלה מגנה בחריפות את המתקפה על שיירת הצבא וקוראת לכל הצדדים לנהוג באיפוק.",
}


def encodings() -> list[Case]:
    """Bytes that say what they are, that say nothing, and that lie."""
    accented = f"{ACCENTS}\n{STORY}"
    out = [
        one(f"encoding/{n.replace('_', '-')}", f"{n}.txt", words.encode(n) * 2, Ends(documents=None, refused=None, coded=False)) for n, words in WORDS.items()
    ]
    for n, bom in (
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
    ):
        out.append(one(f"encoding/bom_{n}", f"bom_{n}.txt", bom + accented.encode(n), Ends(coded=True, without=("\ufeff", "\ufffd"))))
    out += [
        one("encoding/cp1252", "cp1252.txt", accented.encode("cp1252"), Ends(coded=True, flags=("encoding guessed: cp1252",))),
        one(
            "encoding/latin1_page",
            "latin1.html",
            page(f"<p>{ACCENTS}</p>{BODY}", charset="iso-8859-1").encode("cp1252"),
            Ends(coded=True, without=("\x96", "\ufffd")),
        ),
        one("encoding/lying_page", "lying.html", page(f"<p>{ACCENTS}</p>{BODY}", charset="windows-1251").encode(), Ends(coded=True, without=("Ã", "Р"))),
        one("encoding/lying_utf8", "lying_utf8.html", page(f"<p>{ACCENTS}</p>{BODY}").encode("cp1252"), Ends(coded=True, flags=("encoding",))),
        one("encoding/utf7_page", "utf7.html", page(BODY + "<p>+ADw-script+AD4-x</p>", charset="utf-7"), Ends(coded=True, without=("<script>",))),
        one("encoding/unknown_page", "unknown.html", page(charset="x-no-such"), TOLD),
        one("encoding/two_declared", "two.html", page(head='<meta charset="big5"><title>Convoy</title>'), TOLD),
        one("encoding/double", "double.txt", accented.encode().decode("cp1252", "replace"), Ends(coded=True, flags=("mojibake",))),
        one("encoding/cut_character", "cut.txt", accented.encode() + "é".encode()[:1], Ends(coded=True, flags=("broken",))),
        one("encoding/overlong", "overlong.txt", (STORY * 2).encode() + b"\xc0\xaf", Ends(documents=None, refused=None)),
        one("encoding/mixed", "mixed.txt", accented.encode() + accented.encode("cp1252"), Ends(documents=None, refused=None)),
        one("encoding/utf16_no_bom", "utf16.txt", accented.encode("utf-16-le"), Ends(documents=None, refused=None)),
        one("encoding/utf16_odd", "utf16_odd.txt", codecs.BOM_UTF16_LE + accented.encode("utf-16-le")[:-1], Ends(documents=None, refused=None)),
        one("encoding/utf32_cut", "utf32_cut.txt", codecs.BOM_UTF32_LE + accented.encode("utf-32-le")[:-2], Ends(documents=None, refused=None)),
        one("encoding/two_boms", "two_boms.txt", codecs.BOM_UTF8 * 2 + STORY.encode(), Ends(coded=True)),
        one("encoding/ff", "ff.txt", b"\xff" * 3_000, Ends(documents=None, refused=None, coded=False)),
    ]
    return out


def cases() -> list[Case]:
    """All cases of this kind."""
    out = [one(f"page/cut_{n}", f"{n}.html", text, ANY) for n, text in CUTS.items()]
    out += [one(f"page/open_{n}", f"{n}.html", text, ANY) for n, text in OPEN.items()]
    out += [one(f"page/{n}", f"{n}.html", text, ends, big=big) for n, (text, ends, big) in WIDE.items()]
    out += [
        one(f"page/script_{n}", f"{n}.html", page(BODY.replace("<p>Chad", f"{text}<p>Chad")), Ends(coded=True, without=("window.x=1",)))
        for n, text in SCRIPTS.items()
    ]
    out += [one(f"page/entity_{n}", f"{n}.html", page(BODY.replace("<p>Chad", f"<p>{text} Chad")), TOLD) for n, text in ENTITIES.items()]
    out += [one(f"page/about_{n}", f"{n}.html", page(head=text), TOLD) for n, text in ABOUT.items() if n != "title_long"]
    out += [
        one(f"page/date_{n}", f"{n}.html", page(head=f'<title>T</title><meta property="article:published_time" content="{d}">'), Ends(dated=False))
        for n, d in DATES.items()
    ]
    out += [one(f"page/{n}", f"{n}.html", text, ends) for n, (text, ends) in STRANGE.items()]
    out.append(one("page/title_1mb", "title_1mb.html", page(head=ABOUT["title_long"]), ANY, big=True))
    out.append(one("page/whole", "whole.html", WHOLE, TOLD))
    assert FINE.documents == 1
    return out + encodings()
