"""Pages in many encodings, declared rightly, wrongly or not at all: the text is the source's, or the reader says that it may not be."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

import pytest

from sayso.model.text import Document
from sayso.readers.options import DEFAULTS
from sayso.readers.pages.page import make_page
from sayso.readers.unit import Unit

GERMAN = "Präsident Müller sagte in Zürich, die Gespräche über größere Lieferungen gingen weiter, und er hoffe auf eine schöne Lösung für alle."
FRENCH = "Le président a déclaré à Genève que les négociations avec l’armée étaient « très difficiles » et que le cœur du problème était ailleurs."
CZECH = "Ministr zahraničí řekl v Praze, že příští jednání se bude konat v úterý a že žádná dohoda zatím není na stole, uvedla agentura."
RUSSIAN = "Президент России заявил в пятницу, что переговоры с Украиной продолжатся в Женеве, сообщило агентство Интерфакс со ссылкой на Кремль."
GREEK = "Ο υπουργός Εξωτερικών δήλωσε στην Αθήνα ότι οι συνομιλίες με την Τουρκία θα συνεχιστούν την Παρασκευή, μετέδωσε το πρακτορείο."
TURKISH = "Dışişleri bakanı Ankara'da yaptığı açıklamada görüşmelerin cuma günü süreceğini söyledi, ağır silahların çekileceğini de ekledi."
ARABIC = "قال وزير الخارجية في بغداد إن المحادثات مع إيران سوف تستمر يوم الجمعة بعد أن توقفت الأسبوع الماضي بسبب القتال على الحدود."
HEBREW = "שר החוץ אמר בירושלים כי השיחות עם לבנון יימשכו ביום שישי לאחר שנפסקו בשבוע שעבר בגלל הלחימה לאורך הגבול."
JAPANESE = "外務大臣は金曜日に東京で、来週ジュネーブで中国との協議を続けると述べた。政府は先週、国境での衝突を受けて協議を中断していた。"
CHINESE = "外交部长星期五在北京表示,与日本的会谈将于下周在日内瓦继续举行。由于边境发生冲突,会谈上周中断,双方都表示希望和平解决。"
TAIWAN = "外交部長星期五在臺北表示,與日本的會談將於下週在日內瓦繼續舉行。由於邊境發生衝突,會談上週中斷,雙方都表示希望和平解決。"
KOREAN = "외교부 장관은 금요일 서울에서 다음 주 제네바에서 북한과의 회담을 계속할 것이라고 밝혔다. 회담은 지난주 국경 충돌로 중단되었다."
THAI = "รัฐมนตรีต่างประเทศกล่าวที่กรุงเทพฯ เมื่อวันศุกร์ว่า การเจรจากับกัมพูชาจะดำเนินต่อไปในสัปดาห์หน้าที่เจนีวา หลังจากหยุดชะงักไป"


@dataclass(frozen=True)
class Case:
    """A text, its real encoding (with a byte-order mark before it), what the page's meta tag says, and what the container says."""

    text: str
    codec: str
    meta: str | None = None
    charset: str | None = None
    mark: bytes = b""


CASES = {
    "utf-8": Case(RUSSIAN, "utf-8", "utf-8"),
    "utf-8, nothing said": Case(CHINESE, "utf-8"),
    "utf-8 with its mark": Case(GERMAN, "utf-8", mark=codecs.BOM_UTF8),
    "utf-8, said to be latin-1": Case(FRENCH, "utf-8", "iso-8859-1"),
    "utf-8, said to be shift-jis": Case(JAPANESE, "utf-8", "shift_jis"),
    "utf-8, the container says cp1251": Case(RUSSIAN, "utf-8", "utf-8", "windows-1251"),
    "utf-16-le with its mark": Case(RUSSIAN, "utf-16-le", mark=codecs.BOM_UTF16_LE),
    "utf-16-be with its mark": Case(JAPANESE, "utf-16-be", mark=codecs.BOM_UTF16_BE),
    "utf-16-le, no mark": Case(RUSSIAN, "utf-16-le"),
    "utf-16-be, no mark": Case(RUSSIAN, "utf-16-be", "utf-16"),
    "utf-16-be, no mark, Chinese": Case(CHINESE, "utf-16-be"),
    "utf-32 with its mark": Case(KOREAN, "utf-32-le", mark=codecs.BOM_UTF32_LE),
    "utf-32-be, no mark": Case(GERMAN, "utf-32-be"),
    "iso-2022-jp": Case(JAPANESE, "iso2022_jp", "iso-2022-jp"),
    "iso-2022-jp, nothing said": Case(JAPANESE, "iso2022_jp"),
    "iso-2022-kr, nothing said": Case(KOREAN, "iso2022_kr"),
    "shift-jis": Case(JAPANESE, "cp932", "x-sjis"),
    "shift-jis, nothing said": Case(JAPANESE, "cp932"),
    "euc-jp": Case(JAPANESE, "euc_jp", "euc-jp"),
    "euc-kr": Case(KOREAN, "euc_kr", "euc-kr"),
    "uhc, said to be euc-kr": Case(KOREAN + " 똠방각하", "cp949", "ks_c_5601-1987"),
    "euc-kr, nothing said": Case(KOREAN, "euc_kr"),
    "gb18030": Case(CHINESE, "gb18030", "gb18030"),
    "gbk, said to be gb2312": Case(CHINESE + "镕", "gbk", "gb2312"),
    "gb18030, nothing said": Case(CHINESE, "gb18030"),
    "big5": Case(TAIWAN, "big5", "big5"),
    "big5, nothing said": Case(TAIWAN, "big5"),
    "koi8-r": Case(RUSSIAN, "koi8_r", "koi8-r"),
    "koi8-r, nothing said": Case(RUSSIAN, "koi8_r"),
    "koi8-r, said to be cp1251": Case(RUSSIAN, "koi8_r", "windows-1251"),
    "cp1251": Case(RUSSIAN, "cp1251", "windows-1251"),
    "cp1251, nothing said": Case(RUSSIAN, "cp1251"),
    "cp1251, said to be koi8-r": Case(RUSSIAN, "cp1251", "koi8-r"),
    "cp1251, said to be latin-1": Case(RUSSIAN, "cp1251", "iso-8859-1"),
    "cp1251, said to be utf-8": Case(RUSSIAN, "cp1251", "utf-8"),
    "cp1251, only the container says so": Case(RUSSIAN, "cp1251", None, "windows-1251"),
    "iso-8859-5": Case(RUSSIAN, "iso8859_5", "iso-8859-5"),
    "cp866": Case(RUSSIAN, "cp866", "ibm866"),
    "cp1252": Case(FRENCH, "cp1252", "windows-1252"),
    "cp1252, said to be latin-1": Case(FRENCH, "cp1252", "iso-8859-1"),
    "cp1252, said to be utf-8": Case(GERMAN, "cp1252", "utf-8"),
    "cp1250": Case(CZECH, "cp1250", "windows-1250"),
    "iso-8859-2": Case(CZECH, "iso8859_2", "iso-8859-2"),
    "cp1253": Case(GREEK, "cp1253", "windows-1253"),
    "cp1254, said to be latin-5": Case(TURKISH, "cp1254", "iso-8859-9"),
    "cp1255": Case(HEBREW, "cp1255", "windows-1255"),
    "cp1256": Case(ARABIC, "cp1256", "windows-1256"),
    "cp1256, nothing said": Case(ARABIC, "cp1256"),
    "tis-620": Case(THAI, "tis_620", "tis-620"),
    "utf-8 encoded twice": Case(GERMAN.encode().decode("latin-1"), "utf-8", "utf-8"),
    "utf-8 encoded twice, Russian": Case(RUSSIAN.encode().decode("latin-1"), "utf-8", "utf-8"),
}
AMISS = {"utf-8 encoded twice", "utf-8 encoded twice, Russian"}
"""Kept as they stand, and flagged."""


def made(case: Case) -> Document:
    meta = "" if case.meta is None else f'<meta http-equiv="Content-Type" content="text/html; charset={case.meta}">'
    page = f"<!DOCTYPE html>\n<html><head>{meta}<title>x</title></head><body><article><p>{case.text}</p>\n<p>{case.text}</p></article></body></html>"
    return make_page(Unit("p", "p", "page", case.mark + page.encode(case.codec), charset=case.charset), DEFAULTS)


def remarks(found: Document) -> str:
    return "; ".join(f for f in found.flags if not f.startswith("sha256:"))


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_text_is_the_source_or_flagged(name: str) -> None:
    found, text = made(CASES[name]), CASES[name].text
    assert text in found.text or "mojibake suspected" in remarks(found) or "guessed" in remarks(found), (found.text[:200], found.flags)
    assert name not in AMISS or "mojibake suspected" in remarks(found)


def test_nearly_all_are_read_as_they_were_written() -> None:
    wrong = [name for name, case in CASES.items() if case.text not in made(case).text]
    assert len(CASES) >= 40
    assert len(wrong) <= 2, wrong


def test_what_is_declared_rightly_is_not_remarked_on() -> None:
    for name, case in CASES.items():
        if case.meta and "said" not in name and "mark" not in name and name not in AMISS:
            assert name == "utf-8, the container says cp1251" or not remarks(made(case)), (name, made(case).flags)


def test_a_wrong_declaration_is_named() -> None:
    assert "encoding declared: windows-1251, but it is not" in made(CASES["koi8-r, said to be cp1251"]).flags
    assert "encoding guessed: utf-16-le" in made(CASES["utf-16-le, no mark"]).flags
    assert "encoding guessed: iso2022_jp" in made(CASES["iso-2022-jp, nothing said"]).flags


@pytest.mark.parametrize(
    "text",
    [GERMAN, FRENCH, CZECH, RUSSIAN, GREEK, TURKISH, ARABIC, HEBREW, JAPANESE, CHINESE, TAIWAN, KOREAN, THAI, "McDONALD’S and the EU’s “ÉTAT” in São Tomé"],
)
def test_good_text_is_never_suspected(text: str) -> None:
    assert not remarks(made(Case(text, "utf-8", "utf-8")))
