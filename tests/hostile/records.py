"""Records: lines of JSON, arrays, tables, and what people put into their cells."""

from __future__ import annotations

import json
from typing import Any

from hostile.case import REFUSED, SAME, STORY, Case, Ends, one, refused

GOOD = {"id": "good", "text": STORY, "published": "2020-06-15"}
DATES = (
    "0000-00-00",
    "9999-12-31",
    "2024-02-31",
    "2023-02-29",
    "20240230",
    "2024-13-01",
    "2024-01-01T25:00:00Z",
    "2024-01-01T00:00:00+99:00",
    "yesterday",
    "1",
    "-1",
)
DATES += ("1e9", "2024-W05-6", "٢٠٢٤-٠١-٠١", "2024-01-01\u0000", "01/02/2024", " ", "1899-12-31", "2101-01-01")


def line(**changes: Any) -> str:
    """The good record with some keys changed, as a line."""
    return json.dumps({**GOOD, **changes}) + "\n"


LINES: dict[str, tuple[str | bytes, Ends]] = {
    "good": (line(), SAME),
    "crlf": (line().replace("\n", "\r\n") * 2, Ends(documents=2)),
    "bom": ("\ufeff" + line(), SAME),
    "blank_lines": ("\n\n" + line() + "\n  \n" + line(id="b"), Ends(documents=2)),
    "no_end": (line().strip(), SAME),
    "cut": (line() + line()[:80], Ends(documents=1, refused=1, reasons=("not valid JSON", ":2"))),
    "between": (line() + "{broken\n" + line(id="c"), Ends(documents=2, refused=1, reasons=(":2",))),
    "array": (line() + "[1, 2]\n", Ends(documents=1, refused=1, reasons=("not an object",))),
    "string": (line() + '"text"\n', Ends(documents=1, refused=1, reasons=("not an object",))),
    "number": (line() + "7\n", Ends(documents=1, refused=1)),
    "null": (line() + "null\n", Ends(documents=1, refused=1)),
    "two_on_a_line": (line().strip() + line(), REFUSED),
    "no_text": (line() + '{"id": "x"}\n', Ends(documents=1, refused=1, reasons=("no text",))),
    "text_null": (line() + line(text=None), Ends(documents=1, refused=1)),
    "text_number": (line() + line(text=7), Ends(documents=1, refused=1, reasons=("not a string",))),
    "text_object": (line() + line(text={"a": 1}), Ends(documents=1, refused=1, reasons=("not a string",))),
    "text_list": (line() + line(text=["a"]), Ends(documents=1, refused=1)),
    "text_empty": (line() + line(text=""), Ends(documents=1, refused=1, reasons=("empty",))),
    "text_blank": (line() + line(text=" \n\t"), Ends(documents=1, refused=1, reasons=("empty",))),
    "text_nul": (line() + line(text="Iran\0attacked"), Ends(documents=1, refused=1, reasons=("NUL",))),
    "text_surrogate": (line() + line(text="Iran \ud800 attacked"), Ends(documents=1, refused=1, reasons=("surrogate",))),
    "text_pair": (line().replace("Chad", "\\ud83d\\ude80 Chad"), Ends(coded=True)),
    "text_escapes": (line(text=STORY.replace("Chad", "\x1b[31mChad\x1b[0m")), SAME),
    "id_object": (line() + line(id={"a": 1}), Ends(documents=1, refused=1, reasons=("id",))),
    "id_number": (line(id=12), SAME),
    "id_bool": (line() + line(id=True), Ends(documents=1, refused=1)),
    "id_escape": (line(id="\x1b[31mred\x1b]0;x\x07"), SAME),
    "id_path": (line(id="../../../etc/passwd"), SAME),
    "id_formula": (line(id="=cmd|' /C calc'!A0", title="@SUM(1)", outlet="+1"), SAME),
    "id_script": (line(id="<script>alert(1)</script>", url="javascript:alert(1)"), SAME),
    "id_newline": (line(id="a\nsayso: forged"), SAME),
    "id_long": (line(id="x" * 1_000_000), Ends(documents=None, refused=None)),
    "same_ids": (line() + line(text=STORY.replace("Chad", "Mali")), Ends(documents=2)),
    "same_texts": (line(id="one") + line(id="two"), Ends(documents=2)),
    "outlet_list": (line() + line(outlet=["a"]), Ends(documents=1, refused=1)),
    "title_nul": (line() + line(title="a\0b"), Ends(documents=1, refused=1)),
    "language_strange": (line(language="xx-nonsense-" + "y" * 5_000), Ends(documents=None, refused=None)),
    "language_number": (line() + line(language=5), Ends(documents=1, refused=1)),
    "duplicate_keys": ('{"text": "first", "text": ' + json.dumps(STORY) + "}\n", Ends(coded=True)),
    "nan": ('{"text": ' + json.dumps(STORY) + ', "score": NaN, "x": Infinity, "y": 1e999}\n', Ends(coded=True)),
    "huge_number": ('{"text": ' + json.dumps(STORY) + ', "n": ' + "9" * 5_000 + "}\n", Ends(documents=None, refused=None)),
    "deep": (line() + '{"text": ' + "[" * 100_000 + "\n" + line(id="c"), Ends(documents=2, refused=1)),
    "deep_closed": (line() + '{"a": ' * 50_000 + "1" + "}" * 50_000 + "\n" + line(id="c"), Ends(documents=2, refused=1)),
    "many_keys": ("{" + ", ".join(f'"k{i}": {i}' for i in range(100_000)) + ', "text": ' + json.dumps(STORY) + "}\n", Ends(coded=True)),
    "not_utf8": (line().encode() + line(id="b").encode().replace(b"Chad", b"Ch\xffad") + line(id="c").encode(), Ends(documents=None, refused=None)),
    "latin1": (json.dumps({**GOOD, "text": STORY + " Málaga"}, ensure_ascii=False).encode("latin-1") + b"\n", Ends(documents=None, refused=None)),
    "utf16": (("\ufeff" + line()).encode("utf-16-le"), SAME),
    "empty": ("", refused("empty")),
    "only_blank": ("\n \n", refused("empty")),
    "nul_line": (line().encode() + b"\0\0\0\n" + line(id="c").encode(), Ends(documents=2, refused=1)),
    "binary": (bytes(range(256)) * 10, Ends(documents=0, refused=None)),
    "plain_text": (STORY, REFUSED),
    "comments": ("// no JSON\n" + line(), Ends(documents=1, refused=1)),
    "trailing_comma": (line().replace("}", ",}"), REFUSED),
    "single_quotes": (line().replace('"', "'"), REFUSED),
    "prototype": (line(__proto__={"x": 1}, constructor="x"), SAME),
}
ARRAYS: dict[str, tuple[str, Ends]] = {
    "one": (json.dumps(GOOD, indent=1), SAME),
    "array": (json.dumps([GOOD, {**GOOD, "id": "b"}], indent=1), Ends(documents=2)),
    "array_cut": (json.dumps([GOOD, {**GOOD, "id": "b"}])[:-30], Ends(documents=1, refused=1)),
    "array_mixed": (json.dumps([GOOD, 1, None, "x", [GOOD]]), Ends(documents=1, refused=4)),
    "array_empty": ("[]", refused("no records")),
    "object_empty": ("{}", refused("no text")),
    "nested": (json.dumps({"articles": [GOOD]}), refused("no text")),
    "deep": ("[" * 100_000, REFUSED),
    "garbage_behind": (json.dumps([GOOD]) + " x", Ends(documents=1, refused=1)),
    "empty": ("", refused("empty")),
    "number": ("7", Ends(documents=0, refused=1)),
    "lines": (line() + line(id="b"), Ends(documents=2)),
}


def csv(*rows: str, head: str = "id,text,published") -> str:
    """A table of these rows."""
    return "\n".join((head, *rows)) + "\n"


ROW = f'1,"{STORY.strip()}",2020-06-15'
TWO = f'2,"{STORY.strip()}",2020-06-16'
TABLES: dict[str, tuple[str | bytes, Ends]] = {
    "good": (csv(ROW, TWO), Ends(documents=2)),
    "crlf": (csv(ROW, TWO).replace("\n", "\r\n"), Ends(documents=2)),
    "bom": ("\ufeff" + csv(ROW), Ends(coded=True)),
    "semicolon": (
        csv(ROW, head="id,text,published").replace('1,"', '1;"').replace('",2020', '";2020').replace("id,text,published", "id;text;published"),
        Ends(coded=True),
    ),
    "utf16": (("\ufeff" + csv(ROW)).encode("utf-16-le"), Ends(coded=True)),
    "quoted_newline": (csv(ROW.replace(". Chad", ".\n\nChad")), Ends(coded=True)),
    "ragged": (csv(ROW, "2,too few", TWO), Ends(documents=2, refused=1)),
    "too_many": (csv(ROW, "2,a,b,c,d,e", TWO), Ends(documents=2, refused=1)),
    "unclosed": (csv(ROW, '2,"never closed,2020-06-15', TWO), Ends(documents=None, refused=None, reasons=(":",))),
    "field_200kb": (csv(ROW, f'2,"{STORY.strip()} {"x" * 200_000}",2020-06-15'), Ends(documents=2)),
    "no_text_column": (csv("1,x", head="id,title"), REFUSED),
    "same_columns": (csv("1,a,b", head="id,text,text"), Ends(documents=None, refused=None)),
    "only_head": (csv(), Ends(documents=0, refused=None)),
    "empty": ("", refused("empty")),
    "nul": (csv(ROW, "2,a\0b,2020-06-15", TWO), Ends(documents=2, refused=1)),
    "bad_date": (csv(ROW, f'2,"{STORY.strip()}",31.12.2020'), Ends(documents=1, refused=1)),
    "formula": (csv(f'=1+1,"{STORY.strip()}",2020-06-15'), Ends(coded=True)),
    "binary": (bytes(range(256)) * 20, Ends(documents=0, refused=None)),
    "columns_10k": (csv(",".join("x" * 10_000), head=",".join(f"c{i}" for i in range(10_000))), Ends(documents=0, refused=None)),
}


def cases() -> list[Case]:
    """All cases of this kind."""
    out = [one(f"jsonl/{n}", f"{n}.jsonl", text, ends) for n, (text, ends) in LINES.items()]
    out += [one(f"jsonl/date_{i}", f"date_{i}.jsonl", line() + line(published=d), Ends(documents=None, refused=None, dated=None)) for i, d in enumerate(DATES)]
    out += [one(f"json/{n}", f"{n}.json", text, ends) for n, (text, ends) in ARRAYS.items()]
    out += [one(f"csv/{n}", f"{n}.csv", text, ends) for n, (text, ends) in TABLES.items()]
    out.append(
        one(
            "csv/tabs",
            "tabs.tsv",
            csv(ROW).replace('1,"', "1\t").replace('",2020', "\t2020").replace("id,text,published", "id\ttext\tpublished"),
            Ends(coded=True),
        )
    )
    out.append(
        one("jsonl/line_21mb", "line.jsonl", lambda: (line() + line(text="x" * 21_000_000) + line(id="c")).encode(), Ends(documents=2, refused=1), big=True)
    )
    out.append(one("jsonl/lines_1m_blank", "blank.jsonl", lambda: b"\n" * 1_000_000 + line().encode(), SAME, big=True))
    return out
