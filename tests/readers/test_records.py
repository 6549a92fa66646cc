"""JSON records: text exactly as given, broken lines named, the others read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.model.ids import digest
from sayso.model.text import Document
from sayso.readers import Quarantined, ReadOptions, read

Found = list[Document | Quarantined]


def records(tmp_path: Path, raw: str | bytes, name: str = "r.jsonl", options: ReadOptions | None = None) -> Found:
    path = tmp_path / name
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return list(read(str(path), options or ReadOptions()))


def line(**fields: object) -> str:
    return json.dumps({"text": "Iran warned Israel.", **fields}) + "\n"


def documents(found: Found) -> list[Document]:
    assert all(isinstance(d, Document) for d in found), found
    return [d for d in found if isinstance(d, Document)]


def refused(found: Found) -> Quarantined:
    (q,) = found
    assert isinstance(q, Quarantined), q
    return q


def test_fields(tmp_path: Path) -> None:
    text = "  Iran\r\n\r\nwarned \U0001f600 \x1b \t"
    (d,) = documents(records(tmp_path, line(text=text, id="a1", published="2024-02-02", outlet="wana", url="https://w.example", title="T", language="en")))
    assert d == Document(digest("wana", "https://w.example", "2024-02-02", text), "a1", text, "https://w.example", "T", "wana", "2024-02-02", "given", "en", ())


def test_keys(tmp_path: Path) -> None:
    found = documents(records(tmp_path, line(id=7) + "\n" + line() + line(id="") + line(id=None) + line(id=1.5)))
    path = tmp_path / "r.jsonl"
    assert [d.key for d in found] == ["7", f"{path}:3", f"{path}:4", f"{path}:5", "1.5"]
    assert len({d.id for d in found}) == 1  # neither key nor path is in the id


def test_other_names(tmp_path: Path) -> None:
    (d,) = documents(records(tmp_path, line(date=20240202, source="wana", published=None)))
    assert (d.published, d.basis, d.outlet) == ("2024-02-02", "given", "wana")
    (d,) = documents(records(tmp_path, line(date="2024-02-01", published="2024-02-02T23:00+09:00", outlet="o", source="s")))
    assert (d.published, d.outlet) == ("2024-02-02", "o")
    (d,) = documents(records(tmp_path, line()))
    assert (d.published, d.basis, d.outlet, d.url, d.title) == (None, None, None, None, None)


def test_options_win(tmp_path: Path) -> None:
    (d,) = documents(records(tmp_path, line(published="2024-02-02", outlet="o"), options=ReadOptions(published="2024-03-03", outlet="p", url="u")))
    assert (d.published, d.outlet, d.url, d.basis) == ("2024-03-03", "p", "u", "given")


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ('{"text": "a" "b"}', "column 14"),
        ('{"text": "a', "not valid JSON"),
        ("{}", "no text"),
        ('{"text": null}', "no text"),
        ('{"text": 3}', "number"),
        ('{"text": ["a"]}', "array"),
        ('{"text": "  "}', "empty"),
        ('{"text": "a\\u0000b"}', "NUL character at 1"),
        ('{"text": "a\\ud800b"}', "lone surrogate"),
        ('{"text": "a", "id": "\\udfff"}', "id holds"),
        ('{"text": "a", "id": ["x"]}', "id is a JSON array"),
        ('{"text": "a", "id": true}', "boolean"),
        ('{"text": "a", "source": {"name": "x"}}', "source is a JSON object"),
        ('{"text": "a", "published": "2024-02-31"}', "'2024-02-31'"),
        ('{"text": "a", "date": "1850-01-01"}', "1900 to 2100"),
        ('{"text": "a", "date": 2150}', "'2150'"),
        ("[1]", "array"),
        ("3", "number"),
        ("null", "null"),
        ("[" * 200_000, "nested too deeply"),
        ('{"text": "a", "x": ' + '{"y":' * 100_000, "nested too deeply"),
        ('{"text": "a", "x": ' + "9" * 5000 + "}", "digits"),
        (b'{"text": "caf\xe9"}', "not UTF-8 at byte 14"),
        (b'{"text": "a\x00b"}', "binary"),
    ],
)
def test_a_broken_line_is_named_and_the_others_read(tmp_path: Path, raw: str | bytes, says: str) -> None:
    bad = raw if isinstance(raw, bytes) else raw.encode()
    found = records(tmp_path, line(id="1").encode() + bad + b"\n" + line(id="3").encode())
    assert [d.key for d in found if isinstance(d, Document)] == ["1", "3"]
    q = refused([d for d in found if isinstance(d, Quarantined)])
    assert q.where == f"{tmp_path / 'r.jsonl'}:2"
    assert says in q.reason
    assert q.remedy


def test_bad_dates_say_what_is_allowed(tmp_path: Path) -> None:
    q = refused(records(tmp_path, line(published="2024-02-31")))
    assert "YYYYMMDD" in q.remedy


def test_long_lines(tmp_path: Path) -> None:
    found = records(tmp_path, line(id="1") + line(text="x" * 5_000_000) + line(id="3") + line(text="y" * 3000).rstrip(), options=ReadOptions(max_bytes=2000))
    assert [type(d) for d in found] == [Document, Quarantined, Document, Quarantined]
    assert "longer than 2,000 bytes" in refused(found[1:2]).reason
    first = records(tmp_path, line(text="x" * 5000) + line(id="2"), options=ReadOptions(max_bytes=2000))
    assert [type(d) for d in first] == [Quarantined, Document]


def test_marks_and_line_ends(tmp_path: Path) -> None:
    two = line(id="1", text="a\u2028b é") + line(id="2")
    for raw in (
        b"\xef\xbb\xbf" + two.encode(),
        two.replace("\n", "\r\n").encode(),
        two.encode("utf-16"),
        ("\ufeff" + two).encode("utf-32-le"),
        two.rstrip().encode(),
    ):
        for name in ("r.jsonl", "r.ndjson", "r.json"):
            found = documents(records(tmp_path, raw, name))
            assert [(d.key, d.text) for d in found] == [("1", "a\u2028b é"), ("2", "Iran warned Israel.")]


@pytest.mark.parametrize("indent", [None, 1])
def test_json_files(tmp_path: Path, indent: int | None) -> None:
    a, b = {"text": "One."}, {"text": "Two.", "id": "b"}
    path = tmp_path / "r.json"
    (d,) = documents(records(tmp_path, json.dumps(a, indent=indent), "r.json"))
    assert (d.text, d.key) == ("One.", f"{path}:1")
    found = documents(records(tmp_path, "\n" + json.dumps([a, b], indent=indent), "r.json"))
    assert [(d.text, d.key) for d in found] == [("One.", f"{path}:{3 if indent else 2}"), ("Two.", "b")]
    found = documents(records(tmp_path, json.dumps(a, indent=indent) + "\n" + json.dumps(b, indent=indent), "r.json"))
    assert [d.text for d in found] == ["One.", "Two."]


def test_broken_json_files(tmp_path: Path) -> None:
    found = records(tmp_path, '[{"text": "One."},\n{"text": }]', "r.json")
    assert [type(d) for d in found] == [Document, Quarantined]
    assert refused(found[1:]) == Quarantined(f"{tmp_path / 'r.json'}:2", "not valid JSON: Expecting value (column 10)", refused(found[1:]).remedy)
    assert [type(d) for d in records(tmp_path, '[{"text": "One."}, 3, {"text": "Two."}]', "r.json")] == [Document, Quarantined, Document]
    found = records(tmp_path, '{"text": }\n{"text": "Two."}\n', "r.json")
    assert [type(d) for d in found] == [Quarantined, Document]
    for raw, says in (
        ("[]", "no records"),
        ("[", "not closed"),
        ('[{"text": "a"}] x', "Extra data"),
        ("{", "not valid"),
        ("[" * 100_000, "too deeply"),
        ("x", "not valid"),
    ):
        assert says in records(tmp_path, raw, "r.json")[-1].reason  # type: ignore[union-attr]


def test_other_names_for_the_keys(tmp_path: Path) -> None:
    raw = json.dumps({"body": "One.", "headline": "H", "link": "u", "pub_date": "2024-02-02", "lang": "en"})
    (d,) = documents(records(tmp_path, raw))
    assert (d.text, d.title, d.url, d.published, d.language) == ("One.", "H", "u", "2024-02-02", "en")
    (d,) = documents(records(tmp_path, json.dumps({"text": "One.", "body": "Two.", "content": 3})))
    assert d.text == "One."
    (d,) = documents(records(tmp_path, json.dumps({"text": "", "body": "Two."})))
    assert d.text == "Two."


def test_mapped_keys(tmp_path: Path) -> None:
    options = ReadOptions(columns=(("text", "words"), ("outlet", "site"), ("published", "day")))
    raw = json.dumps({"text": "not this", "words": "One.", "site": "wana", "source": {"x": 1}, "day": 20240202, "date": "never"})
    (d,) = documents(records(tmp_path, raw, options=options))
    assert (d.text, d.outlet, d.published) == ("One.", "wana", "2024-02-02")
    assert "no text" in refused(records(tmp_path, line(), options=options)).reason


def test_pages_in_records(tmp_path: Path) -> None:
    page = (
        "<html><head><meta charset=iso-8859-1><title>T</title></head><body><article><p>Iran warned Israel, café.</p><p>It was said.</p></article></body></html>"
    )
    (d,) = documents(records(tmp_path, json.dumps({"html": page, "id": "a", "outlet": "wana", "published": "2024-02-02", "url": "https://w.example/1"})))
    assert (d.key, d.outlet, d.published, d.basis, d.url) == ("a", "wana", "2024-02-02", "given", "https://w.example/1")
    assert d.text.endswith("Iran warned Israel, café.\n\nIt was said.")
    (d,) = documents(records(tmp_path, json.dumps({"html": page, "text": "One."})))
    assert d.text == "One."
    for broken, says in (
        ({"html": 3}, "html is a JSON number"),
        ({"html": " "}, "no text"),
        ({"html": "a\ud800"}, "lone surrogate"),
        ({"html": "<p></p>"}, ""),
    ):
        assert says in refused(records(tmp_path, json.dumps(broken))).reason
