"""CSV and TSV: a broken row costs itself and nothing else passes for a row."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import SettingsError
from sayso.model.text import Document
from sayso.readers import Quarantined, ReadOptions, read
from sayso.readers.columns import parse_columns

Found = list[Document | Quarantined]


def table(tmp_path: Path, raw: str | bytes, name: str = "t.csv", options: ReadOptions | None = None) -> Found:
    (tmp_path / name).write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return list(read(str(tmp_path / name), options or ReadOptions()))


def keys(found: Found) -> list[str]:
    """Ids of documents; lines of what is refused."""
    return [d.key if isinstance(d, Document) else "line " + d.where.rpartition(":")[2] for d in found]


def texts(found: Found) -> list[str]:
    return [d.text if isinstance(d, Document) else d.reason for d in found]


def test_fields(tmp_path: Path) -> None:
    raw = 'id,text,published,outlet,url,title,language,other\na1," Iran ""warned""\r\nIsrael, again ",2024-02-02,wana,https://w.example,T,en,x\n'
    (d,) = table(tmp_path, raw)
    assert isinstance(d, Document)
    assert (d.key, d.text, d.published, d.basis) == ("a1", ' Iran "warned"\r\nIsrael, again ', "2024-02-02", "given")
    assert (d.outlet, d.url, d.title, d.language, d.flags) == ("wana", "https://w.example", "T", "en", ())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["t.csv", "t.tsv", "T.CSV"])
def test_delimiters(tmp_path: Path, delimiter: str, name: str) -> None:
    raw = "\n".join(delimiter.join(row) for row in (("id", '"a,b;c"', "text"), ("1", "", "One."), ("2", f'"x{delimiter}y"', '"Two, and; three | four."')))
    assert texts(table(tmp_path, raw, name)) == ["One.", "Two, and; three | four."]


def test_marks_line_ends_and_capitals(tmp_path: Path) -> None:
    raw = ' ID ,TEXT,Date\n1,"Café – one,\nin two lines.",2024-02-02\n2,Two.,\n'
    for data in (raw.encode(), b"\xef\xbb\xbf" + raw.encode(), raw.encode("utf-16"), b"\r\n \n" + raw.replace("\n", "\r\n").encode(), raw.rstrip().encode()):
        found = table(tmp_path, data)
        assert keys(found) == ["1", "2"]
        assert [text.replace("\r\n", "\n") for text in texts(found)] == ["Café – one,\nin two lines.", "Two."]
    assert [d.published for d in found if isinstance(d, Document)] == ["2024-02-02", None]


def test_keys_without_an_id(tmp_path: Path) -> None:
    found = table(tmp_path, 'text\n"One,\nand more."\nTwo.\n')
    assert keys(found) == [f"{tmp_path / 't.csv'}:2", f"{tmp_path / 't.csv'}:4"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["1,One,a", "2,Two", "3,Three,c"], ["1", "line 3", "3"]),  # too few
        (["1,One,a", "2,Two,b,c", "3,Three,c"], ["1", "line 3", "3"]),  # too many
        (["1,One,a,,", "3,Three,c"], ["1", "3"]),  # a spreadsheet's empty columns
        (["1,One,a", "", "  ", "3,Three,c"], ["1", "3"]),
        (['1,"He said "hi" to him",a', "3,Three,c"], ["line 2", "3"]),  # quotes not doubled
        (['1,"One,a', '2,"Two",b', '3,"Three",c'], ["line 2", "2", "3"]),  # never closed, and the next would be swallowed
        (['1,"One,a', "2,Two,b", "3,Three,c"], ["line 2", "2", "3"]),  # never closed to the end
        (['1,"One,a', "2,Two,b", "3,Three,c", '4,"Four",d'], ["line 2", "2", "3", "4"]),
        (['1,"One, ""quoted"",a', '2,"Two ""quoted"" too",b', '3,"Three",c'], ["line 2", "2", "3"]),
        (['1,"para one', 'para "two" here, and, more', 'para three",a', '2,"Two",b'], ["line 2", "2"]),  # its own lines are no rows
        (['1,"para one "quoted"" in it', "On Monday, police said, again", 'para three",a', '2,"Two",b'], ["line 2", "2"]),
        (['1,"a\n\nb",x,y,z', '2,"Two",b'], ["line 2", "2"]),
        (["1,One,a", "2,T\0wo,b", "3,Three,c"], ["1", "line 3", "3"]),
        (['1,"One\nmore\0",a', "3,Three,c"], ["line 2", "3"]),
        (["1,One,a", "2,T\rwo,b", "3,Three,c"], ["1", "line 3", "3"]),
        (["1,One,a", "2,,b", "3,Three,c"], ["1", "line 3", "3"]),  # no text
        (['1,5" guns,a', '2,"Two",b'], ["1", "2"]),  # a quote that opens nothing
    ],
)
def test_broken_rows(tmp_path: Path, rows: list[str], expected: list[str]) -> None:
    assert keys(table(tmp_path, "\n".join(["id,text,more", *rows]))) == expected


def test_lines_that_may_be_rows_or_not_are_told(tmp_path: Path) -> None:
    found = table(tmp_path, 'id,text\n1,"para one "quoted" and ""more\nOn Monday, police said\n2,"Two"\n')
    assert keys(found) == ["line 2", "2"]
    assert "(lines 2 to 3 are not read)" in texts(found)[0]


def test_nothing_is_lost_without_a_word(tmp_path: Path) -> None:
    good = [f'{number},"Report {number}, ""said"" he.\nMore of {number}.",x' for number in range(60)]
    for broken in ('b,"never closed,x', 'b,"closed" twice",x', 'b,too,many,fields,"x', '"', 'b,"",""",x'):
        for at in range(0, 60, 7):
            found = table(tmp_path, "\n".join(["id,text,more", *good[:at], broken, *good[at:]]))
            kept = [d.key for d in found if isinstance(d, Document)]
            assert [key for key in kept if key != "b"] == [str(number) for number in range(60)], (broken, at)
            assert "b" in kept or len(found) > 60


def test_tabs_with_quotes_that_mean_nothing(tmp_path: Path) -> None:
    found = table(tmp_path, 'id\ttext\tmore\n1\t"We will respond," he said.\ta\n2\t"Two.\tb\n3\t"Three ""3""."\tc\n4\t"Four\nlines."\td\n', "t.tsv")
    assert keys(found) == ["1", "2", "3", "4"]
    assert texts(found) == ['"We will respond," he said.', '"Two.', 'Three "3".', "Four\nlines."]


def test_long_fields_and_lines(tmp_path: Path) -> None:
    long = "word " * 40_000
    assert keys(table(tmp_path, f"id,text\n1,{long}\n2,Two.\n")) == ["1", "2"]
    found = table(tmp_path, f'id,text\n1,{long}\n2,"{"word, " * 2000}\n3,Three.\n4,"Four."\n', options=ReadOptions(max_bytes=20_000))
    assert keys(found) == ["line 2", "line 3", "4"]
    assert "longer than 20,000 bytes" in texts(found)[0]


def test_other_encodings(tmp_path: Path) -> None:
    text = "Le président a dit à Genève que l’armée avait tué treize personnes près de la frontière."
    found = table(tmp_path, "id,text\n1,Caf\u00e9.\n".encode() + f"2,{text}\n".encode("cp1252") + b"3,Three.\n")
    assert keys(found) == ["1", "2", "3"]
    assert texts(found)[1] == text
    assert isinstance(found[1], Document)
    assert "encoding guessed: cp1252" in found[1].flags


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("", "empty"),
        ("\n\n", "empty"),
        ("id,text\n", "no rows"),
        ("id,words\n1,One.\n", "no column with the text; columns here: id, words"),
        ("text\n", "no rows"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
    ],
)
def test_what_is_no_table(tmp_path: Path, raw: str | bytes, says: str) -> None:
    (bad,) = table(tmp_path, raw)
    assert isinstance(bad, Quarantined)
    assert says in bad.reason
    assert bad.remedy


def test_columns(tmp_path: Path) -> None:
    raw = "nr,Words,day,site\n7,One.,2024-02-02,wana\n"
    options = ReadOptions(columns=parse_columns("text=Words, published=day,outlet=site,id=nr"))
    (d,) = table(tmp_path, raw, options=options)
    assert isinstance(d, Document)
    assert (d.key, d.text, d.published, d.outlet) == ("7", "One.", "2024-02-02", "wana")
    (bad,) = table(tmp_path, raw, options=ReadOptions(columns=parse_columns("text=wording")))
    assert isinstance(bad, Quarantined)
    assert bad.reason == "no column 'wording' to take for text; columns here: nr, words, day, site"
    for known in ("body", "Content", "ARTICLE"):
        assert texts(table(tmp_path, f"{known},link,headline\nOne.,u,h\n")) == ["One."]


def test_columns_with_pages(tmp_path: Path) -> None:
    page = "<html><body><article><p>Iran warned Israel on Friday.</p><p>Officials said so in Tehran.</p></article></body></html>"
    found = table(tmp_path, f"id,html,text\n1,{page},\n2,,Two.\n3,{page},Three.\n4,,\n")
    assert keys(found) == ["1", "2", "3", "line 5"]
    assert texts(found)[:3] == ["Iran warned Israel on Friday.\n\nOfficials said so in Tehran.", "Two.", "Three."]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("", "no pair"),
        ("text", "no pair"),
        ("words=text", "'words' is not known"),
        ("text=a,text=b", "mapped twice"),
        ("text=", "mapped to nothing"),
        ("=text", "'' is not known"),
        ("text=a,,id=b", "no pair"),
    ],
)
def test_mappings_that_are_none(given: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says) as error:
        parse_columns(given)
    assert "text=body" in str(error.value) or "once" in str(error.value)


def test_mappings_are_checked_wherever_they_come_from() -> None:
    assert parse_columns("text=a=b , id = nr") == (("text", "a=b"), ("id", "nr"))
    with pytest.raises(SettingsError):
        ReadOptions(columns=(("words", "x"),))
    with pytest.raises(SettingsError):
        ReadOptions(max_expanded=0)
