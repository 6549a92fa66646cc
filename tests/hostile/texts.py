"""Plain texts: floods that stop a tokenizer, invisible and deceiving characters, other languages, words that are code elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from hostile.case import FINE, REFUSED, SAME, STORY, Case, Ends, one, refused

FLOODS = {
    "quotes": '"' * 50_000,
    "curly": "“" * 50_000,
    "curly_pairs": "“”" * 25_000,
    "nested_parens": "(" * 25_000 + ")" * 25_000,
    "parens_alternating": "()" * 25_000,
    "brackets": "[" * 50_000,
    "lessthan": "<" * 50_000,
    "ampersands": "&" * 50_000,
    "dashes": "—" * 50_000,
    "hyphens": "-" * 50_000,
    "dots": "." * 50_000,
    "ellipses": "…" * 50_000,
    "exclamation": "!?" * 25_000,
    "apostrophes": "'" * 50_000,
    "apostrophe_s": "'s" * 25_000,
    "slashes": "/" * 50_000,
    "underscores": "_" * 50_000,
    "mixed_marks": "\"'([{<«“‘" * 5_000,
    "dates_joined": "2024-01-01T00:00:00" * 2_600,
    "one_word": "x" * 300_000,
    "hyphenated": "very-" * 20_000,
    "url": "http://example.org/" + "a/b?c=d&" * 8_000,
    "abbreviations": "U.S." * 15_000,
    "abbreviations_apart": "U.S. " * 10_000,
    "newlines": "\n" * 300_000,
    "blanks": " " * 300_000,
    "tabs": "\t \t" * 50_000,
    "commas": "a, " * 20_000,
    "digits": "9" * 100_000,
    "numbers": "1,000 " * 15_000,
    "emoji": "\U0001f680" * 20_000,
    "flags": "\U0001f1fa\U0001f1f8" * 10_000,
    "zalgo": "Z" + "\u0301\u0323" * 30_000,
    "zero_width": "\u200b" * 100_000,
    "overrides": "\u202e" * 50_000,
    "said_chain": "he said that " * 8_000,
    "of_chain": "the minister of " * 8_000,
    "and_chain": "Iran and " * 8_000,
    "not_chain": "not " * 15_000,
    "if_chain": "if he says " * 8_000,
    "quote_in_quote": "“he said ‘" * 5_000,
    "headlines": "Chad Charges Traders\n\n" * 1_500,
    "datelines": "TEHRAN (AP) — Talks.\n\n" * 2_500,
    "captions": "FILE PHOTO: A man. REUTERS/Some Body\n\n" * 1_500,
    "years": "in 1999 " * 10_000,
    "attacks": "Iran attacked Israel. " * 1_500,
    "no_stop": "Iran attacked Israel and " * 3_000,
    "capitals": "IRAN ATTACKED ISRAEL " * 2_500,
    "killed_numbers": "killed 12 and wounded 13 " * 3_000,
}
"""What a report may hold in the middle of it; the spelling of each is short, its text is not."""
SLOW = {
    "said_chain",
    "of_chain",
    "and_chain",
    "not_chain",
    "if_chain",
    "headlines",
    "datelines",
    "captions",
    "years",
    "attacks",
    "no_stop",
    "capitals",
    "commas",
}
SLOW |= {"killed_numbers", "numbers", "quote_in_quote", "abbreviations_apart", "dates_joined", "url", "hyphenated", "one_word", "abbreviations", "emoji"}
SLOW |= {"flags", "digits", "mixed_marks", "apostrophe_s", "slashes"}

MILLION = 1_000_000
GROWING = {
    "letters": "A. ",
    "letters_lines": "A.\n\n",
    "story": STORY,
    "said_chain": "he said that ",
    "said_names": "Iran said that Israel said that ",
    "conditions": "if Iran attacks, Israel will answer, ",
    "if_chain": "if he says ",
    "nested_quotes": "“he said ‘",
    "quotes": "“Iran must withdraw now,” he said. ",
    "quotes_going_on": "“Iran must withdraw.” ",
    "quotes_you": "“You must leave Iran,” Chad said. ",
    "quotes_open": "he said “Iran must go ",
    "must_chain": "Iran must leave, he said, and Israel must go, ",
    "killed": "Rebels killed 12 soldiers and wounded 13 civilians in Homs. ",
    "killed_chain": "killed 12 and wounded 13 ",
    "killed_days": "on Sunday rebels killed 12 soldiers in Homs and ",
    "denials": "Iran denied that it attacked Israel. Iran attacked Israel. ",
    "captions": "In this photo Iran attacked Israel on 3 May. REUTERS/Some Body\n\n",
    "headlines": "Chad Charges Traders\n\n",
    "places": "Rebels attacked Aleppo and Homs and Springfield near Tripoli in Lebanon. ",
    "pronouns": "They attacked them and he told her it was theirs. ",
    "times": "Two days after the attack rebels killed 12 soldiers at 4 a.m. ",
    "and_chain": "Iran attacked Israel and ",
    "relative": "the man who told the man that ",
    "possessives": "the president's brother's ",
    "of_chain": "the president of the bank of ",
    "accused": "Iran accused Israel of ",
    "threatened": "threatened to ",
    "capitals": "IRAN ATTACKED ISRAEL ",
    "police": "Police in Homs arrested men in Aleppo. The police said so. ",
    "datelines": "TEHRAN (AP) — Talks.\n\n",
    "stops": "Iran. ",
    "dots_before_word": "." * 400 + "a",
    "closers": ". '' a",
    "single_marks": "'a ",
    "apostrophes": "‘a ’",
    "commas": "Iran, ",
    "hyphens": "Iran-",
    "year": "in 1999 ",
    "sport": "The club beat the team by 3 goals. ",
}
"""What may be said a million characters long; each is said again and again."""
HIDDEN = {
    "zero_width_space": STORY.replace("e", "e\u200b"),
    "zero_width_joiner": STORY.replace("a", "a\u200d"),
    "word_joiner": STORY.replace("r", "r\u2060"),
    "soft_hyphen": STORY.replace("t", "t\u00ad"),
    "bom_inside": STORY.replace("i", "i\ufeff"),
    "no_break_space": STORY.replace(" ", "\u00a0"),
    "thin_space": STORY.replace(" ", "\u2009"),
    "ideographic_space": STORY.replace(" ", "\u3000"),
    "narrow_no_break": STORY.replace(" ", "\u202f"),
    "tag_characters": STORY.replace("o", "o\U000e0041"),
    "variation_selectors": STORY.replace("s", "s\ufe0f"),
    "direction_marks": STORY.replace(" ", " \u200e"),
    "isolates": "\u2068" + STORY.strip() + "\u2069\n",
    "grapheme_joiner": STORY.replace("n", "n\u034f"),
    "crlf": STORY.replace("\n", "\r\n"),
    "cr": STORY.replace("\n", "\r"),
    "next_line": STORY.replace("\n", "\x85"),
    "form_feed": "\f" + STORY + "\f",
    "line_separator": STORY.replace("\n", "\u2028"),
    "bell": STORY.replace("ar", "a\x07r"),
    "backspace": STORY.replace("c", "c\x08"),
    "delete": STORY.replace("ed", "e\x7fd", 3),
    "terminal_colours": STORY.replace(" ", " \x1b[31m"),
    "terminal_clear": "\x1b[2J\x1b[H" + STORY,
    "terminal_title": STORY.replace("Homs", "\x1bHoms"),
    "latin1_marks": STORY.replace("U.N.", "U.N.\x81"),
}
ENGLISH = "Rebels attacked an army convoy near Homs on Sunday."
LANGUAGES = {
    "fr": "Le président de la République a déclaré vendredi que la France condamne avec la plus grande fermeté l'attaque menée contre le convoi militaire.",
    "de": "Der Außenminister sagte am Freitag in Berlin, die Bundesregierung verurteile den Angriff auf den Konvoi der Armee aufs Schärfste und fordere Ruhe.",
    "es": "El presidente del Gobierno dijo el viernes que España condena con la mayor firmeza el ataque contra el convoy militar cerca de la ciudad de Homs.",
    "ru": "Министр иностранных дел заявил в пятницу в Москве, что Россия решительно осуждает нападение на колонну армии "
    "близ города и призывает все стороны к миру.",
    "ar": "قال وزير الخارجية يوم الجمعة إن الحكومة تدين بشدة الهجوم على قافلة الجيش بالقرب من المدينة وتدعو جميع الأطراف إلى ضبط النفس ووقف إطلاق النار فورا.",
    "he": "שר החוץ אמר ביום שישי כי הממשלה מגנה בחריפות את המתקפה על שיירת הצבא ליד העיר וקוראת לכל הצדדים לנהוג באיפוק ולהפסיק את האש באופן מיידי.",
    "fa": "وزیر امور خارجه روز جمعه گفت که دولت حمله به کاروان ارتش در نزدیکی شهر را به شدت محکوم می‌کند و از همه طرف‌ها "
    "می‌خواهد که خویشتن‌داری کنند و آتش‌بس را رعایت کنند.",
    "zh": "外交部长星期五表示，政府强烈谴责对城市附近军队车队的袭击，并呼吁各方保持克制，立即停火，通过对话解决分歧，维护地区和平与稳定。",
    "ja": "外相は金曜日、市の近くで軍の車列が攻撃されたことを政府は強く非難すると述べ"
    "、すべての当事者に自制と即時停戦を呼びかけた。対話による解決を求めている。",
    "ko": "외교부 장관은 금요일 정부가 도시 근처에서 군 호송대에 대한 공격을 강력히 규탄한다고 밝히고 모든 당사자에게 자제"
    "와 즉각적인 휴전을 촉구하였으며 대화를 통한 해결을 요구했다고 "
    "말했다 또한 앞으로 국제 사회와 함께 노력하겠다고 덧붙였다 그리고 다음 주에 회의를 열 것이다",
    "tr": "Dışişleri Bakanı cuma günü yaptığı açıklamada, hükümetin şehir yakınlarında ordu konvoyuna yapılan saldırıyı şi"
    "ddetle kınadığını ve tüm tarafları itidale "
    "çağırdığını söyledi.",
    "el": "Ο υπουργός Εξωτερικών δήλωσε την Παρασκευή ότι η κυβέρνηση καταδικάζει απερίφραστα την επίθεση εναντίον της "
    "στρατιωτικής φάλαγγας κοντά στην πόλη και καλεί όλους σε ηρεμία.",
    "hi": "विदेश मंत्री ने शुक्रवार को कहा कि सरकार शहर के पास सेना के काफिले पर हुए हमले की कड़ी निंदा करती है और सभी पक्षों से संयम बरतने और तुरंत युद्धविराम करने का आग्रह करती है।",
    "th": "รัฐมนตรีว่าการกระทรวงการต่างประเทศกล่าวเมื่อวันศุกร์ว่ารัฐบาลขอประณามการโจมตีขบวนรถของกองทัพใกล้เมืองอย่างรุนแรงและเรียกร้องให้ทุกฝ่ายใช้ความอดกลั้น",
}
CODE = {
    "formula": '=HYPERLINK("http://example.org","x") attacked Israel on Friday. ',
    "formula_at": "@SUM(1+1)*cmd|' /C calc'!A0 attacked Israel on Friday. ",
    "formula_plus": "+1-2-cmd|'/C calc'!A0 attacked Israel on Friday. ",
    "script": "<script>alert(1)</script> Iran attacked Israel on Friday. ",
    "img": "<img src=x onerror=alert(1)> Iran attacked Israel on Friday. ",
    "sql": "Robert'); DROP TABLE claims;-- attacked Israel on Friday. ",
    "format": "%s%s%s%n {0.__class__} ${jndi:ldap://127.0.0.1/x} attacked Israel on Friday. ",
    "path": "../../../etc/passwd attacked Israel on Friday. ",
    "template": "{{7*7}} <%= 7*7 %> #{7*7} attacked Israel on Friday. ",
    "shell": "$(rm -rf /) `id` ; attacked Israel on Friday. ",
    "null_word": "null None NaN undefined true attacked Israel on Friday. ",
    "backslashes": "\\u0000 \\x1b[31m \\n attacked Israel on Friday. ",
}
NUMBERS = {
    "huge": "Rebels killed 1" + "0" * 400 + " soldiers near Homs on Sunday.",
    "overflow": "Rebels killed 99999999999999999999 soldiers and wounded 9" + "9" * 5_000 + " near Homs.",
    "words": "Rebels killed " + "one hundred thousand million billion trillion " * 40 + "soldiers near Homs.",
    "ranges": "Rebels killed " + "12-15-18-20-" * 200 + "30 soldiers near Homs.",
    "fractions": "Rebels killed 1/0 soldiers, 3.5.7.9 civilians and -12 children near Homs.",
    "dates": "On 31 February 2020, 0 June, 99 March 99999 and 29 February 2019, rebels killed 5 soldiers near Homs.",
    "year_zero": "In the year 0, in 0000-00-00 and in 9999-12-31 rebels killed 5 soldiers near Homs. Two thousand centuries ago they did too.",
    "ago": "Rebels killed 5 soldiers 99999999 years ago, and 4 soldiers in the next 99999999999 days, near Homs.",
    "fullwidth": "Rebels killed １２ soldiers and ٣ civilians and ௧ child near Homs on Sunday.",
    "superscript": "Rebels killed 12² soldiers and ⅓ of them near Homs on Sunday ①②③.",
    "money": "Japan gave $" + "9" * 300 + " billion trillion to Mozambique on Sunday, and ¥€£ 1e999 more.",
}


def _said(words: str) -> Callable[[], bytes]:
    return lambda: (STORY + "\n" + words * ((MILLION - len(STORY) - 1) // len(words))).encode()


def cases() -> list[Case]:
    """All cases of this kind."""
    out = [one(f"flood/{n}", f"{n}.txt", f"{STORY}\n{flood}\n\n{STORY}", FINE, big=n in SLOW) for n, flood in FLOODS.items()]
    out += [one(f"flood/only_{n}", f"only_{n}.txt", FLOODS[n], FINE) for n in ("quotes", "nested_parens", "ellipses", "emoji", "zalgo")]
    out += [one("flood/only_blanks", "only_blanks.txt", FLOODS["blanks"], refused("empty"))]
    out += [one(f"hidden/{n}", f"{n}.txt", text, SAME) for n, text in HIDDEN.items()]
    for n, flag, text in (
        ("override", "direction override", STORY.replace("Chad", "\u202edahC\u202c")),
        ("override_name", "direction override", STORY.replace("Chad", "\u202eChad\u202c")),
        ("override_unclosed", "direction override", STORY.replace("Chad", "\u202eChad")),
        ("override_left", "direction override", STORY.replace("Chad", "\u202dChad\u202c")),
        ("homoglyph", "two scripts", STORY.replace("Chad", "Ch\u0430d")),
        ("homoglyph_greek", "two scripts", STORY.replace("Homs", "H\u03bfms")),
        ("homoglyph_armenian", "two scripts", STORY.replace("soldiers", "\u057doldiers")),
        ("homoglyph_cherokee", "two scripts", STORY.replace("Rebels", "\u13a1ebels")),
    ):
        out.append(one(f"deceiving/{n}", f"{n}.txt", text, Ends(flags=("suspicious characters", flag))))
    for n, text in {"fullwidth": "Ｃｈａｄ", "bold": "\U0001d402\U0001d421\U0001d41a\U0001d41d", "circled": "Ⓒⓗⓐⓓ", "small_capitals": "ᴄʜᴀᴅ"}.items():
        out.append(one(f"deceiving/{n}", f"{n}.txt", STORY.replace("Chad", text), FINE))
    for n, text in LANGUAGES.items():
        out.append(one(f"language/{n}", f"{n}.txt", text * 2, Ends(coded=False, language=n)))
    out += [one(f"growing/{n}", f"{n}.txt", _said(words), FINE, big=True) for n, words in GROWING.items()]
    out.append(one("language/mixed", "mixed.txt", f"{STORY}\n{LANGUAGES['ar']}\n\n{STORY}", Ends(coded=True)))
    out.append(one("language/quote", "quote.txt", f"{STORY}\nHe said: “{LANGUAGES['ru'][:80]}”.\n", Ends(coded=True, language="en")))
    out.append(one("language/short", "short.txt", "Bonjour le monde.", Ends(coded=False)))
    out.append(one("language/lines_reversed", "rtl.txt", f"\u202b{STORY.strip()}\u202c", SAME))
    out += [one(f"code/{n}", f"{n}.txt", text + STORY, Ends(coded=True)) for n, text in CODE.items()]
    out += [one(f"number/{n}", f"{n}.txt", text, FINE) for n, text in NUMBERS.items()]
    out += [
        one("empty/nothing", "nothing.txt", "", refused("empty")),
        one("empty/bom", "bom.txt", "\ufeff", refused("empty")),
        one("empty/blank_lines", "blank_lines.txt", "\n\r\n\t \n", refused("empty")),
        one("empty/zero_width", "zero_width.txt", "\u200b\u200c\u200d\u2060", refused("empty")),
        one("empty/one_character", "one_character.txt", "x", Ends(coded=False)),
        one("empty/one_mark", "one_mark.txt", "“", Ends(coded=False)),
        one("empty/only_marks", "only_marks.txt", "?!…—", Ends(coded=False)),
        one("empty/soft_hyphens", "soft_hyphens.txt", "\u00ad" * 50, Ends(documents=None, refused=None, coded=False)),
        one("binary/nul", "nul.txt", "Rebels\0attacked", refused("NUL")),
        one("binary/nul_end", "nul_end.txt", STORY + "\0", refused("NUL")),
        one("binary/random", "random.txt", bytes(range(256)) * 40, refused("binary")),
        one("binary/escapes", "escapes.txt", b"\x1b[31m\x01\x02\x03" * 400, REFUSED),
        one("emoji/first", "first.txt", "\U0001f680 " + STORY, Ends(coded=True)),
        one("emoji/between", "between.txt", STORY.replace(". C", ". \U0001f468\u200d\U0001f469\u200d\U0001f467 C"), Ends(coded=True)),
        one("emoji/inside", "inside.txt", STORY.replace("Homs", "Homs\U0001f3f4\U000e0067\U000e0062\U000e007f"), Ends(coded=True)),
        one("emoji/plane_16", "plane_16.txt", STORY + "\U0010ffff \U000f0000", Ends(coded=True)),
        one("emoji/noncharacters", "noncharacters.txt", STORY + "\ufffe \uffff \ufdd0", Ends(coded=True)),
        one("emoji/surrogates", "surrogates.txt", (STORY + "\ud800").encode("utf-8", "surrogatepass"), Ends(flags=("encoding",))),
        one("huge/sentence_1mb", "sentence_1mb.txt", lambda: b"the soldiers of the army near the town " * 26_000, FINE, big=True),
        one("huge/sentence_300kb", "sentence_300kb.txt", lambda: b"the soldiers of the army near the town " * 7_800, FINE, big=True),
        one("huge/word_1mb", "word_1mb.txt", b"x" * 1_100_000, FINE, big=True),
        one("huge/report_100kb", "report_100kb.txt", lambda: STORY.encode() * 360, FINE, big=True),
        one("huge/above_limit", "above_limit.txt", lambda: STORY.encode() * 80_000, refused("larger than"), big=True),
        one("huge/marks_5mb", "marks_5mb.txt", lambda: b'"' * 4_900_000, FINE, big=True),
        one("huge/newlines_1mb", "newlines_1mb.txt", lambda: b"a\n" * 500_000, FINE, big=True),
        one("huge/letters_500k", "letters_500k.txt", lambda: b"a. b. " * 166_000, FINE, big=True),
        one("huge/newlines_10mb", "newlines_10mb.txt", lambda: b"a\n" * 5_000_000, refused("longer than"), big=True),
    ]
    return out
