"""Cells of tables: control characters out, spreadsheet formulas disarmed; lines of CSV and TSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

Value = str | int | float | bool | None
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What spreadsheets take for the beginning of a formula, also behind blanks, tabs and line ends (which `clean` turns into blanks)."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROL_BUT_LINES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_UNSHOWN = re.compile("[\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def clean(text: str, lines: bool = False) -> str:
    """The text with a blank for each control character (line feeds stay where `lines`) and U+FFFD for each lone surrogate and each mark that
    turns the direction of what stands behind it: as long as before."""
    if text.isprintable():
        return text
    return _UNSHOWN.sub("\ufffd", (_CONTROL_BUT_LINES if lines else _CONTROL).sub(" ", text))


def cell(value: Value) -> str:
    """A value as a cell. Text that a spreadsheet would run gets a ' before it; numbers never do: -3.5 stays a number."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    text = clean(value)
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text


def csv_line(values: Iterable[Value]) -> str:
    """A line of CSV with its line feed."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([cell(v) for v in values])
    return out.getvalue()


def tsv_line(values: Sequence[Value], empty: str = "") -> str:
    """A line of tab-separated values; `empty` stands for what is not known. A " becomes a ', so that readers with quoting on and off agree."""
    return "\t".join(cell(v).replace('"', "'") or empty for v in values) + "\n"


def joined(values: Iterable[str | None], by: str = "; ") -> str | None:
    """Several values in a cell, each once, in their order; None where there are none."""
    mark = by.strip()
    return by.join(dict.fromkeys(v.replace(mark, ",") for v in values if v)) or None
