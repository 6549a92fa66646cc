"""Plain text: decoded exactly, guesses flagged, binary files refused."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from sayso.errors import InputError, SettingsError
from sayso.model.ids import digest
from sayso.model.text import Document
from sayso.readers import Quarantined, ReadOptions, read, read_text

ENGLISH = "Iran said on Friday that it seeks no war with the United States but will answer any attack on its soil with a firm response."
FRENCH = "Le président iranien a déclaré vendredi que son pays ne cherchait pas la guerre mais répondrait avec fermeté à toute attaque contre son sol."


def one(path: Path, raw: bytes, options: ReadOptions | None = None) -> Document | Quarantined:
    path.write_bytes(raw)
    (found,) = read(str(path), options or ReadOptions())
    return found


def document(path: Path, raw: bytes, options: ReadOptions | None = None) -> Document:
    found = one(path, raw, options)
    assert isinstance(found, Document), found
    return found


def test_text_is_kept_exactly(tmp_path: Path) -> None:
    text = "  Tehran\r\n\r\nIran warned\u00a0Israel \U0001f600.\n\u2028\tEnd \n"
    found = document(tmp_path / "a.txt", text.encode())
    assert found.text == text
    assert found.key == str(tmp_path / "a.txt")
    assert (found.published, found.basis, found.language, found.flags, found.title) == (None, None, None, (), None)
    assert found.id == digest(None, None, None, text)


@pytest.mark.parametrize("name", ["a", "a.txt", "a.TEXT", "a.md", "Talks fail. 2 Feb", "U.S. strikes", "v1.2"])
def test_names_of_texts(tmp_path: Path, name: str) -> None:
    assert document(tmp_path / name, ENGLISH.encode()).text == ENGLISH


@pytest.mark.parametrize(
    ("bom", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_marks(tmp_path: Path, bom: bytes, codec: str) -> None:
    text = "Präsident \U0001f600\r\n"
    assert document(tmp_path / "a.txt", bom + text.encode(codec)).text == text


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        ("The president’s envoy said “no” to the café talks in Tehran.", "cp1252", "cp1252"),
        ("San José: the talks were held in Bogotá on Monday, Señor Muñoz said.", "latin-1", "cp1252"),
        ("Президент Ирана заявил в пятницу, что его страна не стремится к войне.", "cp1251", "cp1251"),
        ("伊朗总统周五表示，伊朗不寻求战争，但将坚决回应任何对其领土或利益的攻击。", "gb18030", "gb18030"),
    ],
)
def test_guessed_encodings_are_flagged(tmp_path: Path, text: str, codec: str, name: str) -> None:
    found = document(tmp_path / "a.txt", text.encode(codec))
    assert found.text == text
    assert f"encoding guessed: {name}" in found.flags


def test_cut_utf8_is_still_utf8(tmp_path: Path) -> None:
    found = document(tmp_path / "a.txt", ("Präsident Müller sagte in Zürich, Köln und Genève « " * 4).encode() + b"\xc3")
    assert "encoding: utf-8 with 1 broken" in found.flags
    assert found.text.endswith("« \ufffd")


@pytest.mark.parametrize("sequence", ["dâ€™accord", "PrÃ©sident", "\ufffd"])
def test_mojibake_is_suspected(sequence: str) -> None:
    assert any(flag.startswith("mojibake suspected") for flag in read_text(f"He said {sequence} today.").flags)
    assert read_text("El Niño, São Paulo, Ânimo, “quoted” – naïve café").flags == ()


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        (b"%PDF-1.7\n1 0 obj", "looks like PDF"),
        (b"PK\x03\x04\x14\x00", "looks like ZIP"),
        (b"\x1f\x8b\x08\x00abc", "looks like gzip"),
        (b"\x89PNG\r\n\x1a\n", "looks like PNG"),
        (b"\xff\xd8\xff\xe0", "looks like JPEG"),
        (b"\x7fELF\x02", "looks like ELF"),
        (b"some\x00text", "NUL"),
        ("Tehran".encode("utf-16-le"), "NUL"),
        (codecs.BOM_UTF16_LE + "a\0b".encode("utf-16-le"), "NUL"),
        (b"\x01\x02\x03\x04 a few words", "control bytes"),
    ],
)
def test_binary_files_are_refused(tmp_path: Path, raw: bytes, named: str) -> None:
    found = one(tmp_path / "a.txt", raw)
    assert isinstance(found, Quarantined)
    assert found.reason.startswith("binary file")
    assert named in found.reason
    assert found.remedy


@pytest.mark.parametrize("raw", [b"", b" \r\n\t\n", codecs.BOM_UTF8, "\u200b\u00a0\n".encode()])
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.json"])
def test_empty(tmp_path: Path, raw: bytes, name: str) -> None:
    found = one(tmp_path / name, raw)
    assert isinstance(found, Quarantined)
    if name != "a.jsonl" and name != "a.json":
        assert found.reason in ("empty", "no text can be extracted from the page", "not an HTML page")


def test_broken_mark_is_refused(tmp_path: Path) -> None:
    found = one(tmp_path / "a.txt", codecs.BOM_UTF16_LE + b"a\x00b")
    assert isinstance(found, Quarantined)
    assert "utf-16-le" in found.reason


def test_one_long_line_and_the_limit(tmp_path: Path) -> None:
    text = "Iran warned Israel. " * 100_000
    assert document(tmp_path / "a.txt", text.encode()).text == text
    found = one(tmp_path / "a.txt", text.encode(), ReadOptions(max_bytes=1_999_999))
    assert isinstance(found, Quarantined)
    assert found.reason == "larger than 1,999,999 bytes"
    assert document(tmp_path / "a.txt", b"abc", ReadOptions(max_bytes=3)).text == "abc"


def test_what_the_caller_gives(tmp_path: Path) -> None:
    found = document(tmp_path / "a.txt", ENGLISH.encode(), ReadOptions(published="20240202", outlet="wana", url="https://w.example/1"))
    assert (found.published, found.basis, found.outlet, found.url) == ("2024-02-02", "given", "wana", "https://w.example/1")
    assert found.id == digest("wana", "https://w.example/1", "2024-02-02", ENGLISH)


def test_language() -> None:
    assert read_text(ENGLISH).language == "en"
    assert read_text(FRENCH).language == "fr"
    assert read_text("Iran warned Israel.").language is None
    assert read_text("Le président a parlé.").language is None
    assert read_text("伊朗总统周五表示，伊朗不寻求战争，但将坚决回应任何对其领土或利益的攻击，伊朗外交部发言人在德黑兰说。").language == "zh"
    assert read_text(FRENCH, language="en-GB").language == "en"
    assert read_text(FRENCH, language="??").language == "fr"
    assert read_text(FRENCH, language="??").flags == ("language not understood: ??",)


def test_read_text() -> None:
    found = read_text(ENGLISH, "k", title="T", outlet="o", url="u", published="20240202")
    assert (found.key, found.title, found.outlet, found.url, found.published, found.basis) == ("k", "T", "o", "u", "2024-02-02", "given")
    assert found == read_text(ENGLISH, "k", title="T", outlet="o", url="u", published="2024-02-02")
    for bad in ("", " \n", "a\0b", "a\ud800b"):
        with pytest.raises(InputError):
            read_text(bad)
    with pytest.raises(SettingsError):
        read_text(ENGLISH, published="2024-02-31")
